from __future__ import annotations

import pytest

from tests.build.issuers import House


@pytest.fixture(scope="session")
def house() -> House:
    """Made once: nothing changes it."""
    return House()
