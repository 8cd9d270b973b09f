"""The history: the line of parents, what is placed and fed in, shared nodes and circles, and the story in two words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.build.records.manifests import (
    AI,
    CAPTURE,
    HUMAN,
    IPTC,
    PARTLY_AI,
    action,
    found,
    ingredient,
    manifest,
    record,
    under,
    uri,
    verdict,
)
from tests.verify.model.test_digital_source_type import BEGINNINGS
from verify.inspection.c2pa.manifest.graph import Grade, trace
from verify.inspection.c2pa.statements import Provenance, summarise_provenance
from verify.model import Conclusion, Edits, Manifest, Origin, OriginClaim, Record, RecordState, Standing, Strength

CREATED_AI = action("c2pa.created", AI)
CREATED_CAPTURE = action("c2pa.created", CAPTURE)
OPENED = action("c2pa.opened")
EDITED_AI = action("c2pa.edited", PARTLY_AI)


def opened(*actions: object, **more: object) -> Manifest:
    return manifest("top", OPENED, *actions, **more)  # type: ignore[arg-type]


# ---- one test for every origin value

_CONCLUSIONS = {
    OriginClaim.AI_GENERATED: Conclusion.AI_GENERATED,
    OriginClaim.CONTAINS_AI: Conclusion.CONTAINS_AI,
    OriginClaim.MAY_CONTAIN_AI: Conclusion.MAY_CONTAIN_AI,
    OriginClaim.CAPTURED: Conclusion.CAPTURED,
    OriginClaim.HUMAN_MADE: Conclusion.HUMAN_MADE,
    OriginClaim.NONE: Conclusion.UNKNOWN,
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_every_origin_value_gives_its_conclusion(name: str) -> None:
    origin, claim = BEGINNINGS[name]
    provenance = record(manifest("a", action("c2pa.created", uri(name))))
    answer = verdict(provenance)
    assert (answer.conclusion, answer.standing) == (_CONCLUSIONS[claim], Standing.CONFIRMED)
    assert summarise_provenance(provenance).origin is origin


@pytest.mark.parametrize("name", BEGINNINGS)
def test_opened_material_counts_by_the_signers_word(name: str) -> None:
    provenance = record(manifest("a", action("c2pa.opened", uri(name)), ingredients=(ingredient(),)))
    assert verdict(provenance).conclusion is _CONCLUSIONS[BEGINNINGS[name][1]]


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_flat_parents_type_is_the_signers_word(name: str) -> None:
    provenance = record(manifest("a", OPENED, ingredients=(ingredient(source_type=uri(name)),)))
    assert verdict(provenance).conclusion is _CONCLUSIONS[BEGINNINGS[name][1]]


@pytest.mark.parametrize("beginning", ["digitalCapture", "negativeFilm", "digitalCreation"])
def test_partly_ai_over_something_real_is_an_edit_of_it(beginning: str) -> None:
    below = record(manifest("below", action("c2pa.created", uri(beginning))))
    provenance = under(manifest("top", action("c2pa.created", PARTLY_AI)), below)
    assert verdict(provenance).conclusion is Conclusion.AI_EDITED
    assert summarise_provenance(provenance) == Provenance(BEGINNINGS[beginning][0], Edits.AI)
    placed = under(manifest("top", action("c2pa.created", PARTLY_AI)), below, "componentOf")
    assert verdict(placed).conclusion is Conclusion.AI_EDITED


def test_a_blank_canvas_tells_of_a_beginning_and_claims_nothing() -> None:
    provenance = record(manifest("a", action("c2pa.created", uri("empty")), action("c2pa.drawing")))
    assert verdict(provenance).conclusion is Conclusion.UNKNOWN
    assert summarise_provenance(provenance) == Provenance(Origin.BLANK, Edits.OTHER)


# ---- what real records look like


def test_chatgpt_2025_says_it_in_the_parent() -> None:
    provenance = under(opened(), record(manifest("below", CREATED_AI, action("c2pa.converted"))))
    assert verdict(provenance).conclusion is Conclusion.AI_GENERATED
    (origin,) = found(provenance, "record.origin")
    assert (origin.claim, origin.strength, origin.fact("relation")) == (
        OriginClaim.AI_GENERATED,
        Strength.CONFIRMED,
        "parentOf",
    )
    assert summarise_provenance(provenance) == Provenance(Origin.AI, Edits.TECHNICAL)


def gemini() -> Record:
    """Opened, marked visibly, over a created picture; earlier turns hang below as inputs, shared and deep."""
    synthid = action("c2pa.edited", AI, description="Applied imperceptible SynthID watermark.")
    visible = action("c2pa.edited", IPTC + "composite", description="Added visible watermark")
    turns = [
        manifest(
            f"turn{number}",
            CREATED_AI,
            synthid,
            organisation="Google LLC",
            ingredients=tuple(
                ingredient(f"turn{below}", "inputTo", label=f"c2pa.ingredient.v3__{below}") for below in range(number)
            ),
        )
        for number in range(30)
    ]
    top = opened(visible, action("c2pa.converted"), organisation="Google LLC", ingredients=(ingredient("turn29"),))
    return record(top, *reversed(turns))


def test_gemini_2026_is_made_with_ai_and_not_merely_open() -> None:
    told = gemini()
    answer = verdict(told)
    assert (answer.conclusion, answer.standing) == (Conclusion.AI_GENERATED, Standing.CONFIRMED)
    assert summarise_provenance(told) == Provenance(Origin.AI, Edits.TECHNICAL)
    assert {one.claim for one in found(told, "record.watermarked")} == {OriginClaim.NONE}
    assert len(found(told, "record.input")) == 1


def test_a_history_of_shared_turns_holds_each_manifest_once() -> None:
    graph = trace(gemini())
    assert [node.manifest.label for node in graph.line] == ["top", "turn29"]
    assert len(graph.inputs) == 29
    assert graph.components == ()


def test_photoshop_places_an_ai_fill_into_something_unrecorded() -> None:
    fill = action("c2pa.placed", AI, software_agent="Adobe Firefly", ingredients=("c2pa.ingredient.v3__1",))
    provenance = record(
        opened(
            fill,
            action("c2pa.color_adjustments"),
            ingredients=(ingredient(), ingredient(relation="componentOf", label="c2pa.ingredient.v3__1")),
        )
    )
    assert verdict(provenance).conclusion is Conclusion.AI_EDITED
    assert summarise_provenance(provenance) == Provenance(Origin.UNRECORDED, Edits.AI)
    (edit,) = found(provenance, "record.edit")
    assert (edit.fact("action"), edit.fact("agent")) == ("c2pa.placed", "Adobe Firefly")


def test_early_firefly_is_known_by_its_assertion() -> None:
    provenance = record(
        manifest(
            "a", action("c2pa.created", assertion="c2pa.actions"), marks=(("assertion", "com.adobe.generative-ai"),)
        )
    )
    assert verdict(provenance).conclusion is Conclusion.AI_GENERATED
    assert found(provenance, "record.generator")[0].strength is Strength.CONFIRMED
    assert summarise_provenance(provenance).origin is Origin.AI


def test_a_disclosed_model_leaves_ai_open_and_is_called_no_generator() -> None:
    disclosed = ("assertion:c2pa.ai-disclosure", '{"modelType": "c2pa.types.model"}')
    provenance = record(manifest("a", CREATED_CAPTURE, marks=(disclosed,)))
    assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI
    assert len(found(provenance, "record.ai_disclosed")) == 1
    assert not found(provenance, "record.generator")


def test_the_same_mark_on_a_change_of_something_else_is_an_edit() -> None:
    top = opened(marks=(("assertion", "com.adobe.generative-ai"),), ingredients=(ingredient(),))
    assert verdict(record(top)).conclusion is Conclusion.AI_EDITED
    over_photo = under(replace(top, ingredients=()), record(manifest("below", CREATED_CAPTURE)))
    assert verdict(over_photo).conclusion is Conclusion.AI_EDITED
    assert summarise_provenance(over_photo) == Provenance(Origin.CAPTURE, Edits.AI)


def test_bing_is_known_by_its_program() -> None:
    provenance = record(
        manifest(
            "a",
            action("c2pa.created", assertion="c2pa.actions"),
            state=RecordState.UNTRUSTED,
            marks=(("software_agent", "Image Creator from Designer"), ("action_description", "AI Generated Image")),
        )
    )
    answer = verdict(provenance)
    assert (answer.conclusion, answer.standing) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)


def test_samsung_changes_something_of_which_nothing_is_recorded() -> None:
    provenance = record(manifest("a", action("c2pa.edited", PARTLY_AI, software_agent="Photo assist")))
    assert verdict(provenance).conclusion is Conclusion.AI_EDITED
    assert summarise_provenance(provenance) == Provenance(Origin.UNSTATED, Edits.AI)


def test_pixel_is_a_photo_changed_in_part_with_ai() -> None:
    camera = record(manifest("camera", action("c2pa.created", uri("computationalCapture"))))
    cropped = under(manifest("crop", OPENED, action("c2pa.cropped")), camera)
    provenance = under(opened(EDITED_AI), cropped)
    assert verdict(provenance).conclusion is Conclusion.AI_EDITED
    assert summarise_provenance(provenance) == Provenance(Origin.CAPTURE, Edits.AI)
    (origin,) = found(provenance, "record.origin")
    assert (origin.claim, origin.strength) == (OriginClaim.NONE, Strength.CONFIRMED)


def test_synthid_on_a_photo_counts_by_the_rubric_and_is_worded_as_what_it_says() -> None:
    synthid = action("c2pa.edited", AI, description="Applied imperceptible SynthID watermark.")
    provenance = under(opened(synthid), record(manifest("camera", CREATED_CAPTURE)))
    assert verdict(provenance).conclusion is Conclusion.AI_EDITED
    assert found(provenance, "record.edit") == []
    (mark,) = found(provenance, "record.watermarked")
    assert (mark.claim, mark.fact("description")) == (OriginClaim.AI_EDITED, "Applied imperceptible SynthID watermark.")


@pytest.mark.parametrize("name", ["c2pa.watermarked", "c2pa.watermarked.bound", "c2pa.watermarked.unbound"])
def test_a_watermark_is_no_sign_of_ai(name: str) -> None:
    provenance = record(manifest("a", CREATED_CAPTURE, action(name, AI)))
    assert verdict(provenance).conclusion is Conclusion.CAPTURED
    assert found(provenance, "record.watermarked")[0].claim is OriginClaim.NONE


# ---- edits and parts


def test_ai_stays_made_with_ai_after_any_edit() -> None:
    for change in (action("c2pa.cropped"), EDITED_AI, action("c2pa.edited", HUMAN)):
        assert (
            verdict(under(opened(change), record(manifest("below", CREATED_AI)))).conclusion is Conclusion.AI_GENERATED
        )


@pytest.mark.parametrize("name", ["digitalArt", "composite"])
def test_an_edit_may_leave_ai_open(name: str) -> None:
    provenance = record(manifest("a", CREATED_CAPTURE, action("c2pa.edited", uri(name))))
    assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI
    assert summarise_provenance(provenance) == Provenance(Origin.CAPTURE, Edits.POSSIBLY_AI)


def test_ordinary_edits_leave_a_photo_a_photo() -> None:
    provenance = record(
        manifest("a", CREATED_CAPTURE, action("c2pa.cropped"), action("c2pa.edited", uri("humanEdits")))
    )
    assert verdict(provenance).conclusion is Conclusion.CAPTURED
    assert summarise_provenance(provenance) == Provenance(Origin.CAPTURE, Edits.OTHER)


def test_an_enhancement_with_a_generative_type_is_told_beyond_the_rubric() -> None:
    provenance = record(manifest("a", CREATED_CAPTURE, action("c2pa.enhanced", AI)))
    assert verdict(provenance).conclusion is Conclusion.AI_EDITED
    assert [one.fact("what") for one in found(provenance, "record.outside_signals")] == ["enhanced_ai"]


def test_another_technical_step_with_a_generative_type_leaves_it_open() -> None:
    provenance = record(manifest("a", CREATED_CAPTURE, action("c2pa.converted", AI)))
    assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI


@pytest.mark.parametrize("below", [manifest("part", CREATED_AI), manifest("part", OPENED, EDITED_AI)])
def test_ai_in_a_part_is_contained(below: Manifest) -> None:
    provenance = under(manifest("top", CREATED_CAPTURE, action("c2pa.placed")), record(below), "componentOf")
    assert verdict(provenance).conclusion is Conclusion.CONTAINS_AI
    assert summarise_provenance(provenance) == Provenance(Origin.CAPTURE, Edits.AI_COMPONENT)


def test_ai_in_the_history_of_a_part_is_contained() -> None:
    part = under(manifest("part", OPENED), record(manifest("root", CREATED_AI)))
    assert verdict(under(manifest("top", CREATED_CAPTURE), part, "componentOf")).conclusion is Conclusion.CONTAINS_AI


def test_a_flat_part_stated_as_ai_is_contained() -> None:
    part = ingredient(relation="componentOf", source_type=AI)
    provenance = record(manifest("a", CREATED_CAPTURE, ingredients=(part,)))
    assert verdict(provenance).conclusion is Conclusion.CONTAINS_AI
    assert [one.fact("what") for one in found(provenance, "record.outside_signals")] == ["source_type"]


def test_a_part_without_a_history_leaves_a_photo_open() -> None:
    part = ingredient(relation="componentOf", label="c2pa.ingredient.v3__1")
    provenance = record(manifest("a", CREATED_CAPTURE, action("c2pa.placed"), ingredients=(part,)))
    assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI
    assert [one.fact("what") for one in found(provenance, "record.outside_signals")] == ["flat_ingredient"]


@pytest.mark.parametrize("conclusion", [Conclusion.CAPTURED, Conclusion.AI_GENERATED])
def test_an_input_turns_no_conclusion(conclusion: Conclusion) -> None:
    own, other = (CREATED_CAPTURE, CREATED_AI) if conclusion is Conclusion.CAPTURED else (CREATED_AI, CREATED_CAPTURE)
    provenance = under(manifest("top", own), record(manifest("fed", other)), "inputTo")
    assert verdict(provenance).conclusion is conclusion
    assert [one.claim for one in found(provenance, "record.input")] == [OriginClaim.NONE]
    flat = record(manifest("a", own, ingredients=(ingredient(relation="inputTo", source_type=other.source_type),)))
    assert verdict(flat).conclusion is conclusion


def test_what_is_both_a_part_and_an_input_is_a_part() -> None:
    edges = (ingredient("x", "inputTo"), ingredient("x", "componentOf", label="c2pa.ingredient.v3__1"))
    provenance = record(manifest("a", CREATED_CAPTURE, ingredients=edges), manifest("x", CREATED_AI))
    assert verdict(provenance).conclusion is Conclusion.CONTAINS_AI


def test_material_opened_without_a_record_has_no_recorded_beginning() -> None:
    for edge in (ingredient(), ingredient(relation="componentOf", label="c2pa.ingredient")):
        change = action("c2pa.opened", ingredients=(edge.label,))
        provenance = record(manifest("a", change, action("c2pa.cropped"), ingredients=(edge,)))
        assert verdict(provenance).conclusion is Conclusion.UNKNOWN
        assert summarise_provenance(provenance) == Provenance(Origin.UNRECORDED, Edits.OTHER)
        assert found(provenance, "record.unknown_provenance")


def test_nobody_records_what_was_there_before() -> None:
    provenance = record(manifest("a", CREATED_CAPTURE, ingredients=(ingredient(),)))
    assert verdict(provenance).conclusion is not Conclusion.CAPTURED
    assert summarise_provenance(provenance).origin is Origin.UNRECORDED


def test_older_actions_and_odd_spellings_count_and_are_noted() -> None:
    older = action("c2pa.created", AI.replace("http:", "https:"), assertion="c2pa.actions")
    provenance = record(manifest("a", older))
    assert verdict(provenance).conclusion is Conclusion.AI_GENERATED
    assert {one.fact("what") for one in found(provenance, "record.outside_signals")} == {"actions_v1", "spelling"}


def test_metadata_admits_ai_and_never_boasts() -> None:
    silent = action("c2pa.created")
    admitted = record(manifest("a", silent, source_types=(("c2pa.metadata", AI),)))
    boasted = record(manifest("a", silent, source_types=(("cawg.metadata", CAPTURE),)))
    assert verdict(admitted).conclusion is Conclusion.AI_GENERATED
    assert verdict(boasted).conclusion is Conclusion.UNKNOWN


# ---- graphs that nobody draws in good faith


def test_circles_end() -> None:
    first = manifest("a", OPENED, ingredients=(ingredient("b"), ingredient("a", "componentOf", label="x")))
    second = manifest("b", OPENED, ingredients=(ingredient("a"), ingredient("b", "inputTo", label="y")))
    graph = trace(record(first, second))
    assert [node.manifest.label for node in graph.line] == ["a", "b"]
    assert graph.components == graph.inputs == ()


def test_a_thousand_manifests_that_all_refer_to_the_same_parts_are_walked_once() -> None:
    edges = tuple(ingredient(f"m{number}", "componentOf", label=f"e{number}") for number in range(0, 1000, 4))
    provenance = record(*(manifest(f"m{number}", CREATED_CAPTURE, ingredients=edges) for number in range(1000)))
    assert len(trace(provenance).components) == 249


def test_a_dangling_reference_is_no_node() -> None:
    provenance = record(manifest("a", OPENED, ingredients=(ingredient("gone"),)))
    assert [node.manifest.label for node in trace(provenance).line] == ["a"]
    assert summarise_provenance(provenance).origin is Origin.UNRECORDED


def test_a_part_is_as_strong_as_the_strongest_way_to_it() -> None:
    weak = manifest("weak", state=RecordState.UNTRUSTED, ingredients=(ingredient("x", "componentOf"),))
    strong = manifest("strong", ingredients=(ingredient("x", "componentOf"),))
    edges = (ingredient("weak", "componentOf"), ingredient("strong", "componentOf", label="c2pa.ingredient.v3__1"))
    graph = trace(record(manifest("a", ingredients=edges), weak, strong, manifest("x", CREATED_AI)))
    assert {node.manifest.label: node.grade for node in graph.components} == {
        "weak": Grade.UNCONFIRMED,
        "strong": Grade.CONFIRMED,
        "x": Grade.CONFIRMED,
    }


def test_no_record_tells_no_story() -> None:
    assert summarise_provenance(Record()) == Provenance(Origin.UNSTATED, Edits.NONE)
