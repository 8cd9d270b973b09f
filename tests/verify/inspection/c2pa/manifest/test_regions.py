"""Regions that a record states become findings: their shapes, units and times as they stand, hostile ones without."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build.records.manifests import CAPTURE, PARTLY_AI, action, found, manifest, record, under
from verify.model import Action, Finding, RecordState

RECTANGLE = {"type": "rectangle", "unit": "percent", "origin": {"x": 10, "y": 20.5}, "width": 30, "height": 40}
CIRCLE = {"type": "circle", "unit": "pixel", "origin": {"x": 100, "y": 50}, "width": 20, "inside": False}
TRIANGLE = {"type": "polygon", "unit": "percent", "vertices": [{"x": 1, "y": 2}, {"x": 3, "y": 4}, {"x": 5, "y": 6}]}


def spatial(shape: Any) -> dict[str, Any]:
    return {"type": "spatial", "shape": shape}


def temporal(start: object, end: object, kind: str = "npt") -> dict[str, Any]:
    return {"type": "temporal", "time": {"type": kind, "start": start, "end": end}}


def edit(*ranges: object, **more: object) -> Action:
    return action("c2pa.edited", PARTLY_AI, regions=(json.dumps({"region": list(ranges), **more}),))


def regions(*actions: Action, **more: Any) -> list[Finding]:
    return found(record(manifest("a", *actions, **more)), "record.region")


def test_a_region_of_an_ai_edit_is_told_with_its_shape_and_in_whose_words() -> None:
    (region,) = regions(edit(spatial(RECTANGLE), description="Added a balloon"))
    facts = dict(region.facts)
    assert (facts["shape"], facts["unit"], facts["numbers"], facts["side"]) == (
        "rectangle", "percent", "10,20.5,30,40", "inside",
    )  # fmt: skip
    assert (facts["action"], facts["description"], facts["signer"]) == (
        "c2pa.edited", "Added a balloon", "Demonstration",
    )  # fmt: skip
    assert facts["source_type"] == "compositeWithTrainedAlgorithmicMedia"
    assert facts["of"] == "file"
    assert region.where == "a/c2pa.actions.v2"


@pytest.mark.parametrize(
    ("shape", "numbers", "side"), [(CIRCLE, "100,50,20", "outside"), (TRIANGLE, "1,2,3,4,5,6", "inside")]
)
def test_circles_and_polygons_are_told_too(shape: dict[str, Any], numbers: str, side: str) -> None:
    (region,) = regions(edit(spatial(shape)))
    assert (region.fact("numbers"), region.fact("side")) == (numbers, side)


def test_a_shape_has_the_time_of_its_region_and_a_time_may_stand_alone() -> None:
    shaped, alone = regions(edit(spatial(RECTANGLE), temporal("1.5", "0:01:02.25")), edit(temporal("3", None)))
    assert (shaped.fact("shape"), shaped.fact("start"), shaped.fact("end")) == ("rectangle", "1.5", "62.2")
    assert (alone.fact("shape"), alone.fact("start"), alone.fact("end")) == ("", "3.0", "")


@pytest.mark.parametrize(
    "shape",
    [
        None,
        [],
        {"type": "rectangle"},
        {**RECTANGLE, "unit": "furlong"},
        {**RECTANGLE, "width": True},
        {**RECTANGLE, "width": "30"},
        {**RECTANGLE, "height": 1e9},
        {**TRIANGLE, "vertices": [{"x": 1, "y": 2}] * 2},
        {**TRIANGLE, "vertices": [{"x": 1, "y": 2}] * 1000},
        {**TRIANGLE, "vertices": "1,2,3"},
        {"type": "spiral", "unit": "pixel"},
    ],
)
def test_what_is_no_shape_is_told_without_one(shape: object) -> None:
    (region,) = regions(edit(spatial(shape)))
    assert region.fact("numbers") == ""


def test_a_region_cut_off_by_a_limit_is_told_without_a_shape() -> None:
    (region,) = regions(action("c2pa.edited", regions=('{"region": [{"type": "spat',)))
    assert (region.fact("numbers"), region.fact("action")) == ("", "c2pa.edited")


def test_regions_of_earlier_versions_and_of_parts_are_told_as_such() -> None:
    inner = record(manifest("below", action("c2pa.created", CAPTURE), edit(spatial(RECTANGLE))))
    top = manifest("top", action("c2pa.opened"), edit(spatial(CIRCLE)))
    assert [one.fact("of") for one in found(under(top, inner), "record.region")] == ["file", "earlier"]
    assert [one.fact("of") for one in found(under(top, inner, "componentOf"), "record.region")] == ["file", "part"]


def test_an_update_speaks_of_the_same_content_as_what_it_updates() -> None:
    inner = record(manifest("below", edit(spatial(RECTANGLE))))
    told = found(under(manifest("top", update=True), inner), "record.region")
    assert [one.fact("of") for one in told] == ["file"]


def test_a_record_that_no_longer_fits_speaks_of_an_earlier_version() -> None:
    assert [one.fact("of") for one in regions(edit(spatial(RECTANGLE)), state=RecordState.ALTERED)] == ["earlier"]


def test_a_flood_of_regions_is_cut() -> None:
    assert 0 < len(regions(*[edit(*[spatial(RECTANGLE)] * 8)] * 500)) <= 24


KEYS = ("region", "type", "shape", "unit", "origin", "x", "y", "width", "vertices", "time", "start")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(anything)
def test_whatever_stands_for_a_region_is_told_or_left_out(region: object) -> None:
    for one in regions(action("c2pa.edited", regions=(json.dumps(region),))):
        assert all(isinstance(text, str) and len(text) <= 2_000 for _, text in one.facts)
