"""A place that a record marks in one picture is found again in the other, however that one was turned and cut."""

from __future__ import annotations

import pytest

from gui.compare.regions import Regions
from tests.build.marked_reports import region
from tests.build.media.drawings import landscapes
from tests.build.media.versions import Made, cut, made_of, value
from verify.features.compare import align
from verify.report.places import Box, Mark

HARBOUR = landscapes.draw_harbour()
BIRD = Mark(region(), Box(0.2, 0.3, 0.1, 0.1))


@pytest.mark.parametrize(
    "made", [made for made in made_of(HARBOUR) if made.turns or made.mirrored], ids=lambda m: m.name
)
def test_a_mark_of_the_right_picture_lies_where_its_content_does(made: Made) -> None:
    first, second = value(HARBOUR), value(made.picture)
    found = align(first, second)
    assert found is not None
    x, y = 0.3, 0.2  # in the left picture; the same place in the right one by the turn that made it
    for _ in range(made.turns):
        x, y = 1 - y, x
    if made.mirrored:
        x = 1 - x
    assert found.map_point(first, second, (x, y)) == pytest.approx((0.3, 0.2), abs=0.02)


def test_a_mark_outside_of_the_left_picture_is_told_but_not_drawn() -> None:
    part = cut(HARBOUR, (0.5, 0.5, 1, 1))
    first, second = value(part), value(HARBOUR)
    found = align(first, second)
    assert found is not None
    regions = Regions(right=(BIRD,))
    (drawn,) = regions.on_left(lambda point: found.map_point(first, second, point))
    assert drawn.box is None
    assert regions.all_marks == (BIRD,)
    assert regions.on_right() == [BIRD]


def test_a_mark_that_both_pictures_have_is_told_once() -> None:
    other = Mark(BIRD.finding, Box(0.1, 0.1, 0.1, 0.1))
    regions = Regions((BIRD,), (other,))
    assert regions.all_marks == (BIRD,)
    assert regions.on_left(None) == [BIRD]
    assert regions.on_right() == [other]
