from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.model import FileFacts, Finding, Picture, Report
from verify.model.vocabularies.finding_codes import FINDINGS
from verify.report import places
from verify.report.places import Box

VISIBLE = next(code for code, kind in FINDINGS.items() if "box" in kind.facts)


def report(*boxes: str, code: str = VISIBLE) -> Report:
    findings = tuple(Finding(code, "visible_marks", facts=(("box", box),)) for box in boxes)
    return Report(FileFacts("/a.png", "a.png"), findings=findings)


def boxes(of: Report) -> list[Box | None]:
    return [mark.box for mark in places.marks(of)]


def test_a_mark_is_framed_where_it_sits_and_once() -> None:
    assert boxes(report("0.5,0.25,0.1,0.2", "0.5,0.25,0.1,0.2")) == [Box(0.5, 0.25, 0.1, 0.2)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "0,0,0,0",
        "-1,0,1,1",
        "0.9,0,0.5,1",
        "nan,0,1,1",
        "inf,0,1,1",
        "a,b,c,d",
        "0,0,1,1,1",
        "1e400,0,1,1",
    ],
)
def test_numbers_that_are_no_box_give_none(text: str) -> None:
    assert boxes(report(text)) == []


def test_only_what_can_be_seen_is_framed() -> None:
    assert boxes(report("0,0,1,1", code="metadata.credit")) == []


def test_a_flood_of_boxes_is_cut() -> None:
    assert len(boxes(report(*(f"0.{n:03},0,0.001,0.001" for n in range(100))))) == places.MOST_MARKS


PREVIEW = Picture("preview", 200, 100, bytes(60_000), 2_000, 1_000)


def stated(shape: str, unit: str, numbers: str, picture: Picture = PREVIEW, **more: str) -> places.Mark | None:
    """The mark of a region of the file itself, drawn on `picture`."""
    facts = {"of": "file", "shape": shape, "unit": unit, "numbers": numbers, **more}
    finding = Finding("record.region", "c2pa", facts=tuple(facts.items()))
    found = places.marks(Report(FileFacts("/a.png", "a.png"), findings=(finding,), pictures=(picture,)))
    return found[0] if found else None


def shares(mark: places.Mark | None) -> tuple[float, ...]:
    assert mark is not None
    assert mark.box is not None
    return tuple(round(share, 4) for share in (mark.box.left, mark.box.top, mark.box.width, mark.box.height))


@pytest.mark.parametrize(("unit", "numbers"), [("percent", "10,20,30,40"), ("pixel", "200,200,600,400")])
def test_a_rectangle_is_drawn_where_the_record_states_it(unit: str, numbers: str) -> None:
    assert shares(stated("rectangle", unit, numbers)) == (0.1, 0.2, 0.3, 0.4)


def test_a_circle_stays_round_in_a_picture_that_is_not_square() -> None:
    mark = stated("circle", "pixel", "1000,500,200")
    assert shares(mark) == (0.45, 0.4, 0.1, 0.2)
    assert mark is not None
    assert mark.round
    assert shares(stated("circle", "percent", "50,50,10")) == (0.45, 0.4, 0.1, 0.2)


def test_a_polygon_keeps_its_corners() -> None:
    mark = stated("polygon", "percent", "10,10,50,10,30,80", side="outside")
    assert mark is not None
    corners = [tuple(round(share, 3) for share in corner) for corner in mark.corners]
    assert corners == [(0.1, 0.1), (0.5, 0.1), (0.3, 0.8)]
    assert mark.outside
    assert shares(mark) == (0.1, 0.1, 0.4, 0.7)


def test_pixels_of_a_picture_whose_size_is_not_known_are_not_drawn() -> None:
    assert stated("rectangle", "pixel", "1,1,5,5", Picture("preview", 200, 100, bytes(60_000))) is None


def test_a_region_of_another_version_is_not_drawn_into_this_file() -> None:
    assert stated("rectangle", "percent", "1,1,5,5", of="earlier") is None
    shape = (("shape", "rectangle"), ("unit", "percent"), ("numbers", "1,1,5,5"))
    finding = Finding("record.region", "c2pa", facts=(("of", "earlier"), ("manifest", "a"), *shape))
    report = Report(FileFacts("/a.png", "a.png"), findings=(finding,))
    assert len(places.regions_of(report, "a", PREVIEW)) == 1
    assert places.regions_of(report, "b", PREVIEW) == ()


@pytest.mark.parametrize(
    ("shape", "numbers"),
    [
        ("rectangle", "500,0,10,10"),
        ("rectangle", "0,0,1e6,10"),
        ("rectangle", "0,0,-5,10"),
        ("rectangle", "0,0,nan,10"),
        ("rectangle", "0,0,5"),
        ("circle", "5,5,0"),
        ("polygon", "1,1,1,1,1,1"),
        ("polygon", "1,1,2,2,3"),
        ("polygon", ",".join(["5"] * 1000)),
        ("spiral", "1,1,5,5"),
    ],
)
def test_numbers_that_are_no_region_in_the_picture_give_none(shape: str, numbers: str) -> None:
    assert stated(shape, "percent", numbers) is None


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(("rectangle", "circle", "polygon")),
    st.sampled_from(("percent", "pixel", "")),
    st.lists(st.floats(width=32), max_size=12).map(lambda numbers: ",".join(map(str, numbers))),
)
def test_what_is_drawn_lies_near_the_picture(shape: str, unit: str, numbers: str) -> None:
    mark = stated(shape, unit, numbers)
    if mark is not None and mark.box is not None:
        assert -1 <= mark.box.left < 1
        assert -1 <= mark.box.top < 1
        assert 0 < mark.box.left + mark.box.width <= 2
        assert 0 < mark.box.top + mark.box.height <= 2


@pytest.mark.parametrize(
    ("start", "end", "times"),
    [
        ("1.0", "2.5", (1.0, 2.5)),
        ("1.0", "", (1.0, None)),
        ("", "2.0", (0.0, 2.0)),
        ("3", "2", (None, None)),
        ("nan", "2", (0.0, 2.0)),
        ("-1", "x", (None, None)),
        ("1e300", "", (None, None)),
    ],
)
def test_times_are_read_or_left_out(start: str, end: str, times: tuple[float | None, float | None]) -> None:
    finding = Finding("signal.perth", "sound_marks", facts=(("start", start), ("end", end)))
    assert places.time_range(finding) == times


def test_a_mark_in_a_sound_has_a_time_and_no_place() -> None:
    finding = Finding("sound.rhythm_label", "sound_marks", facts=(("start", "1.0"), ("end", "2.0")))
    (mark,) = places.marks(Report(FileFacts("/a.wav", "a.wav"), findings=(finding,)))
    assert (mark.box, mark.start, mark.end) == (None, 1.0, 2.0)
    assert mark.is_at(1.5, 0)
    assert not mark.is_at(2.5, 0.1)
