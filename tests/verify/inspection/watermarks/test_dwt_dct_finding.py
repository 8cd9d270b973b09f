"""What the program says of its errors is what the page of measurements says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from verify.inspection.watermarks.dwt_dct_finding import count_unmarked

PAGE = Path(__file__).resolve().parents[4] / "docs" / "measurements" / "pixels.md"


@pytest.mark.parametrize("look", ["plain", "cut", "resized"])
def test_the_number_of_unmarked_pictures_is_that_of_the_page(look: str) -> None:
    found = re.search(
        rf"^{look}: 0 hits in (\d+) pictures without a mark", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found is not None
    assert count_unmarked(look) == int(found[1])


def test_a_look_that_was_never_measured_has_no_number() -> None:
    with pytest.raises(KeyError):
        count_unmarked("guessed")
