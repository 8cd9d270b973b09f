from __future__ import annotations

import pytest

from verify.model import FileFacts, Finding, Report
from verify.render import places
from verify.render.places import Box
from verify.vocabulary import FINDINGS

VISIBLE = next(code for code, kind in FINDINGS.items() if "box" in kind.facts)


def report(*boxes: str, code: str = VISIBLE) -> Report:
    findings = tuple(Finding(code, "visible_marks", facts=(("box", box),)) for box in boxes)
    return Report(FileFacts("/a.png", "a.png"), findings=findings)


def test_a_mark_is_framed_where_it_sits_and_once() -> None:
    assert places.boxes(report("0.5,0.25,0.1,0.2", "0.5,0.25,0.1,0.2")) == (Box(0.5, 0.25, 0.1, 0.2),)


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
    assert places.boxes(report(text)) == ()


def test_only_what_can_be_seen_is_framed() -> None:
    assert places.boxes(report("0,0,1,1", code="metadata.credit")) == ()


def test_a_flood_of_boxes_is_cut() -> None:
    assert len(places.boxes(report(*(f"0.{n:03},0,0.001,0.001" for n in range(100))))) == places.MOST
