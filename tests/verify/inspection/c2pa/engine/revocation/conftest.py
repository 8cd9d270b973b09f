from __future__ import annotations

import pytest

from tests.build.records.issuers import House


@pytest.fixture(scope="session")
def house() -> House:
    """Made once: nothing changes it."""
    return House()
