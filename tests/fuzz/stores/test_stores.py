"""A short, bounded run of what `python -m tests.fuzz.stores` does for as many stores as told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.stores.kinds import KINDS, StoreKind
from tests.fuzz.stores.run import fuzz_stores

EACH = 200


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_whatever_a_store_holds_a_check_and_the_window_go_on(kind: StoreKind, tmp_path: Path) -> None:
    outcome = fuzz_stores(kind, tmp_path / kind.name, EACH, random.Random(20261130))
    assert outcome.complaints == []
    assert outcome.stores == EACH
