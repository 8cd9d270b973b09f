"""The 14 expressions of the official local-signals rubric, and every edge case measured with its evaluator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build.records.manifests import (
    AI,
    C2PA,
    CAPTURE,
    IPTC,
    PARTLY_AI,
    crjson_manifest,
    ingredient_assertion,
)
from verify.inspection.c2pa.manifest.local_signals import signals_of


def fired(manifest: Any) -> set[str]:
    signals = signals_of(manifest)
    return {*signals.inception, *signals.transformation}


def with_actions(*actions: tuple[str, str | None]) -> Any:
    listed = [{"action": name, **({"digitalSourceType": kind} if kind else {})} for name, kind in actions]
    return crjson_manifest(actions=listed)


@pytest.mark.parametrize("inception", ["c2pa.created", "c2pa.opened"])
@pytest.mark.parametrize(
    ("source_type", "signal"),
    [
        (C2PA + "empty", "blankCanvas"),
        (IPTC + "digitalCapture", "capturedMedia"),
        (IPTC + "computationalCapture", "capturedMedia"),
        (IPTC + "compositeCapture", "capturedMediaStitched"),
        (IPTC + "composite", "compositionMayContainGenAI"),
        (IPTC + "trainedAlgorithmicMedia", "fullyGenAIMedia"),
        (IPTC + "compositeWithTrainedAlgorithmicMedia", "partlyGenAICreation"),
        (IPTC + "digitalCreation", "nonGenAIDigitalCreation"),
        (IPTC + "screenCapture", "screenCaptureMayContainGenAI"),
    ],
)
def test_a_beginning_fires_its_signal_created_or_opened(inception: str, source_type: str, signal: str) -> None:
    assert fired(with_actions((inception, source_type))) == {signal}


@pytest.mark.parametrize(
    "source_type",
    [
        IPTC + "algorithmicMedia",
        IPTC + "compositeSynthetic",
        IPTC + "humanEdits",
        C2PA + "trainedAlgorithmicData",
        IPTC + "virtualRecording",
        IPTC + "negativeFilm",
        "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        " " + CAPTURE,
        AI + "/",
        "trainedAlgorithmicMedia",
    ],
)
def test_other_beginnings_and_spellings_fire_nothing(source_type: str) -> None:
    assert fired(with_actions(("c2pa.created", source_type))) == set()


@pytest.mark.parametrize("name", ["c2pa.edited", "c2pa.placed", "c2pa.cropped", "c2pa.unlisted"])
@pytest.mark.parametrize("source_type", [AI, PARTLY_AI, IPTC + "compositeSynthetic", C2PA + "trainedAlgorithmicData"])
def test_a_perceptible_change_with_a_generative_type(name: str, source_type: str) -> None:
    assert fired(with_actions((name, source_type))) == {"perceptibleGenAI"}


@pytest.mark.parametrize("source_type", [IPTC + "digitalArt", IPTC + "composite"])
def test_a_change_that_leaves_it_open_fires_two(source_type: str) -> None:
    assert fired(with_actions(("c2pa.edited", source_type))) == {"perceptiblePossiblyGenAI", "perceptibleNonGenAI"}


def test_a_change_with_any_other_type_is_not_generative() -> None:
    assert fired(with_actions(("c2pa.edited", IPTC + "humanEdits"))) == {"perceptibleNonGenAI"}


def test_a_change_without_a_type_fires_nothing() -> None:
    assert fired(with_actions(("c2pa.edited", None))) == set()


@pytest.mark.parametrize(
    "name",
    [
        "c2pa.converted",
        "c2pa.published",
        "c2pa.repackaged",
        "c2pa.transcoded",
        "c2pa.resized.proportional",
        "c2pa.enhanced",
        "c2pa.edited.metadata",
        "c2pa.watermarked",
        "c2pa.watermarked.bound",
        "c2pa.watermarked.unbound",
        "c2pa.redacted",
    ],
)
def test_technical_steps_are_not_editorial_whatever_their_type(name: str) -> None:
    assert fired(with_actions((name, AI))) == {"nonEditorial"}


def test_resizing_that_is_not_proportional_is_perceptible() -> None:
    assert fired(with_actions(("c2pa.resized", IPTC + "humanEdits"))) == {"perceptibleNonGenAI"}


def test_a_custom_action_is_ambiguous_and_perceptible() -> None:
    assert fired(with_actions(("com.example.magic", AI))) == {"perceptibleGenAI", "ambiguousActions"}


@pytest.mark.parametrize(
    "manifest",
    [
        crjson_manifest(),
        crjson_manifest(actions=[]),
        crjson_manifest(assertions={"c2pa.actions.v2": {"actions": [{"action": "c2pa.edited"}]}}),
        crjson_manifest(
            assertions={"c2pa.actions.v2": {"actions": [{"action": "c2pa.edited"}], "allActionsIncluded": "true"}}
        ),
        crjson_manifest(
            assertions={"c2pa.actions.v2": {"actions": [{"action": "c2pa.edited"}], "allActionsIncluded": 1}}
        ),
        with_actions(("c2pa.unknown", None)),
        with_actions(("", None)),
        crjson_manifest(
            actions=[{"action": "c2pa.edited"}],
            claim={"gathered_assertions": [{"url": "self#jumbf=c2pa.assertions/c2pa.actions.v2__1"}]},
        ),
    ],
)
def test_lists_of_steps_that_are_not_complete_or_not_clear(manifest: Any) -> None:
    assert fired(manifest) == {"ambiguousActions"}


def test_only_the_assertion_of_exactly_that_name_is_read() -> None:
    actions = {"actions": [{"action": "c2pa.created", "digitalSourceType": AI}], "allActionsIncluded": True}
    for label in ("c2pa.actions", "c2pa.actions.v2__1", "c2pa.actions.v3"):
        assert fired(crjson_manifest(assertions={label: actions})) == {"ambiguousActions"}


def test_material_without_a_record_is_of_unknown_provenance() -> None:
    flat = crjson_manifest(
        actions=[{"action": "c2pa.opened"}], assertions={"c2pa.ingredient.v3": ingredient_assertion()}
    )
    assert fired(flat) == {"mediaUnknownProvenance"}


def test_a_second_flat_ingredient_or_an_older_one_is_not_noticed_by_the_rubric() -> None:
    for label in ("c2pa.ingredient.v3__1", "c2pa.ingredient", "c2pa.ingredient.v2"):
        flat = crjson_manifest(actions=[{"action": "c2pa.opened"}], assertions={label: ingredient_assertion()})
        assert fired(flat) == set()


def test_an_ingredient_with_a_record_is_known() -> None:
    known = crjson_manifest(
        actions=[{"action": "c2pa.opened"}], assertions={"c2pa.ingredient.v3": ingredient_assertion("urn:c2pa:b")}
    )
    assert fired(known) == set()


def test_opened_material_with_a_type_fires_both() -> None:
    opened = crjson_manifest(
        actions=[{"action": "c2pa.opened", "digitalSourceType": AI}],
        assertions={"c2pa.ingredient.v3": ingredient_assertion()},
    )
    assert fired(opened) == {"fullyGenAIMedia", "mediaUnknownProvenance"}


def test_validity_is_none_of_the_rubrics_business() -> None:
    broken = crjson_manifest(
        actions=[{"action": "c2pa.created", "digitalSourceType": AI}], failure=["assertion.dataHash.mismatch"]
    )
    assert fired(broken) == {"fullyGenAIMedia"}
