"""The same recording is known wherever a part of it lies in another; other recordings and drones are not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.features.memory.compare_sound import PRINTS_A_SECOND, compare_prints
from verify.inspection.media.sound import chromaprint
from verify.model import limits

CHANCE = np.random.default_rng(1)


def some(count: int) -> np.ndarray:
    return CHANCE.integers(0, 2**32, count, dtype=np.uint32)


ORIGINAL = some(limits.PRINTS)


def flip(prints: np.ndarray, bits: int) -> np.ndarray:
    """The same numbers with so many bits of each turned over."""
    turned = prints.copy()
    for _ in range(bits):
        turned ^= np.uint32(1) << CHANCE.integers(0, 32, len(prints), dtype=np.uint32)
    return turned


def compare(one: np.ndarray, other: np.ndarray) -> float | None:
    """The seconds that both share, in either order."""
    found = [
        compare_prints(a.astype("<u4").tobytes(), b.astype("<u4").tobytes()) for a, b in ((one, other), (other, one))
    ]
    assert (found[0] is None) is (found[1] is None)
    return found[0].seconds if found[0] else None


@pytest.mark.parametrize(("first", "end"), [(0, 480), (100, 480), (0, 200), (200, 260), (50, 66)])
def test_a_part_is_found_with_the_seconds_that_it_lasts(first: int, end: int) -> None:
    assert compare(ORIGINAL, flip(ORIGINAL[first:end], 2)) == pytest.approx((end - first) / PRINTS_A_SECOND, abs=0.5)


def test_a_part_is_found_within_another_recording() -> None:
    other = np.concatenate((some(70), flip(ORIGINAL[200:300], 1), some(50)))
    assert compare(ORIGINAL, other) == pytest.approx(100 / PRINTS_A_SECOND, abs=2)


@pytest.mark.parametrize("other", [some(480), some(20), ORIGINAL[:15], flip(ORIGINAL, 6)], ids=len)
def test_another_recording_or_too_little_of_it_is_not_taken_for_it(other: np.ndarray) -> None:
    assert compare(ORIGINAL, other) is None


def test_notes_that_never_change_are_taken_for_nothing() -> None:
    assert compare(np.full(200, 7, np.uint32), np.full(300, 7, np.uint32)) is None
    slow = np.repeat(some(12), 40)
    assert compare(slow, np.roll(slow, 40)) is None


def test_the_pace_of_the_numbers_is_that_at_which_they_are_made() -> None:
    assert pytest.approx(1 / chromaprint.SECONDS) == PRINTS_A_SECOND


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=160), st.binary(max_size=160))
def test_any_numbers_are_compared(one: bytes, other: bytes) -> None:
    found = compare_prints(one[: len(one) // 4 * 4], other[: len(other) // 4 * 4])
    assert found is None or 0 < found.agreement <= 1
