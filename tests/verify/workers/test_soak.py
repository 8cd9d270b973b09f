"""Many files while workers are killed, crash, leave, babble and hang: `python -m tests.bench soak`, but short."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bench.measures.soak import soak

FILES = 120


@pytest.mark.skipif(os.name == "nt", reason="workers are killed by signals of Unix")
def test_nothing_is_lost_and_nothing_stays_while_workers_die(tmp_path: Path) -> None:
    done = soak(tmp_path, FILES, killer_every=30, kill_every=20)
    assert done.answers == dict.fromkeys(range(FILES), 1)
    assert done.wrong == 0
    assert done.kills >= 4
    assert (done.children_left, done.left) == (0, 0)
    assert done.descriptors[1] <= done.descriptors[0]
    assert done.threads[1] <= done.threads[0]
