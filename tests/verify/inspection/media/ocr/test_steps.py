"""The steps around the two models that read text: what a map of probabilities and a row of classes are made into."""

from __future__ import annotations

from itertools import groupby

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from verify.inspection.media.ocr import detection, recognition

CLASSES = ("", *"abcdefgh", " ")


def test_a_line_is_as_much_larger_than_its_core_as_the_polygon_moved_outwards() -> None:
    # 100 × 20: area 2000 × 1.6 ÷ circumference 240 = 13.33 on every side
    assert detection.unclip(100, 20) == pytest.approx((100 + 2 * 13.333, 20 + 2 * 13.333), abs=0.01)


@pytest.mark.parametrize("angle", [0, 20, 90])
def test_a_bright_line_on_the_map_is_one_rectangle_around_it(angle: int) -> None:
    drawn = np.zeros((320, 320), np.float32)
    corners = cv2.boxPoints(((160, 160), (150, 20), angle))
    cv2.fillPoly(drawn, [corners.astype(np.int32)], 0.9)
    ((across, down), sides, _angle), *others = detection.find_rectangles(drawn)
    assert others == []
    assert (across, down) == pytest.approx((160, 160), abs=2)
    assert sorted(sides) == pytest.approx(sorted(detection.unclip(150, 20)), abs=6)


def test_faint_and_tiny_spots_are_no_text() -> None:
    drawn = np.zeros((64, 64), np.float32)
    drawn[10:20, 10:40] = 0.4  # above the threshold of the map, below that of a box
    drawn[50:52, 50:51] = 1
    assert list(detection.find_rectangles(drawn)) == []


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.float32, (32, 64), elements=st.floats(0, 1, width=32), fill=st.sampled_from((0.0, 0.9))))
def test_any_map_gives_boxes_of_a_line_at_least_or_none(probabilities: np.ndarray) -> None:
    for _middle, sides, _angle in detection.find_rectangles(probabilities):
        assert min(sides) >= 5


@settings(max_examples=40, deadline=None)
@given(
    arrays.arrays(np.float32, st.tuples(st.integers(1, 12), st.just(len(CLASSES))), elements=st.floats(0, 1, width=32))
)
def test_a_class_that_goes_on_is_one_character_and_a_blank_ends_it(probabilities: np.ndarray) -> None:
    text, certainty = recognition.decode(probabilities, CLASSES)
    assert text == "".join(CLASSES[number] for number, _run in groupby(probabilities.argmax(axis=1).tolist()))
    assert 0 <= certainty <= 1
