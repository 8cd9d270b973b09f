"""The order in which a record is told."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from tests.build import example_reports
from verify.model import Action, Ingredient, Manifest, Record, RecordState, Report
from verify.model.history import find_first_relations
from verify.report.history.graph import fold_story, story
from verify.report.panel import panel
from verify.report.words.catalogue import Translator


def _manifest(label: str, *ingredients: tuple[str, str]) -> Manifest:
    edges = tuple(
        Ingredient(f"{label}-{at}", relation, below, manifest=below) for at, (relation, below) in enumerate(ingredients)
    )
    return Manifest(label, RecordState.TRUSTED, ingredients=edges)


def _told(record: Record) -> list[tuple[str, int, bool]]:
    return [
        (step.manifest.label if step.manifest else f"({step.ingredient.title if step.ingredient else ''})",
         step.depth, step.is_repeated)
        for step in story(record)
    ]  # fmt: skip


def test_the_beginning_is_told_first_and_the_file_last() -> None:
    assert _told(example_reports.full().record) == [
        ("urn:camera", 0, False),
        ("urn:edited", 0, False),
        ("urn:drawing", 1, False),
        ("(prompt.png)", 1, False),
    ]


def test_material_without_a_record_is_the_beginning_of_what_was_made_of_it() -> None:
    record = Record(manifests=(_manifest("top", ("parentOf", "gone")),))
    assert _told(record) == [("(gone)", 0, False), ("top", 0, False)]


def test_a_shared_part_is_told_once_and_then_referred_to() -> None:
    record = Record(
        manifests=(
            _manifest("top", ("componentOf", "a"), ("componentOf", "b")),
            _manifest("a", ("inputTo", "shared")),
            _manifest("b", ("inputTo", "shared")),
            _manifest("shared"),
        )
    )
    assert _told(record) == [
        ("top", 0, False),
        ("a", 1, False),
        ("shared", 2, False),
        ("b", 1, False),
        ("shared", 2, True),
    ]


def test_a_circle_ends() -> None:
    record = Record(manifests=(_manifest("a", ("parentOf", "b")), _manifest("b", ("parentOf", "a"))))
    assert _told(record) == [("b", 0, False), ("a", 1, True), ("a", 0, False)]


def test_a_thousand_steps_do_not_exhaust_the_stack() -> None:
    chain = tuple(_manifest(str(step), ("parentOf", str(step + 1))) for step in range(1000))
    parts = tuple(_manifest(str(step), ("componentOf", str(step + 1))) for step in range(1000))
    assert len(story(Record(manifests=chain))) == 1001
    assert len(story(Record(manifests=parts))) == 1001
    assert len(find_first_relations(Record(manifests=chain))) == 999


def test_what_every_step_asks_for_is_told_once_for_a_record() -> None:
    record, other = (Record(manifests=(_manifest("a", ("parentOf", name)), _manifest(name))) for name in "bc")
    assert find_first_relations(record) is find_first_relations(record)
    assert find_first_relations(other) == {"c": "parentOf"}
    assert find_first_relations(record) == {"b": "parentOf"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=example_reports.reports())
def test_every_manifest_that_the_file_leads_to_is_told_once(report: Report) -> None:
    unique = tuple({manifest.label: manifest for manifest in report.record.manifests}.values())
    record = replace(report.record, manifests=unique)
    told = [step.manifest.label for step in story(record) if step.manifest and not step.is_repeated]
    reached = {manifest.label for manifest in unique[:1]} | set(find_first_relations(record))
    assert sorted(told) == sorted(reached)


def _turn(number: int, *below: Ingredient) -> Manifest:
    made = (Action("c2pa.created", example_reports.TRAINED, "Chat"),)
    return Manifest(f"turn-{number}", RecordState.TRUSTED, actions=made, ingredients=below)


def test_turns_and_material_that_are_alike_are_told_once_with_their_number() -> None:
    bare = tuple(Ingredient(f"bare-{at}", "inputTo") for at in range(60))
    turns = [_turn(at, Ingredient("turn", "inputTo", manifest=f"turn-{at + 1}")) for at in range(9)]
    record = Record(manifests=(replace(turns[0], ingredients=(*turns[0].ingredients, *bare)), *turns[1:], _turn(9)))
    told = fold_story(story(record))
    assert [(step.times, step.manifest is None) for step in told] == [(1, False), (9, False), (60, True)]
    shown = panel(replace(example_reports.full(), record=record), Translator("en"), 10)
    assert shown.story[2].words.relation == "60 times: used as input"
    assert shown.story[2].words.state == Translator("en").text("window.no_own_record")


def test_what_is_broken_or_on_the_line_to_the_file_is_told_by_itself() -> None:
    parts = tuple(Ingredient(f"part-{at}", "componentOf", manifest=f"part-{at}") for at in range(5))
    broken = tuple(Manifest(part.label, RecordState.ALTERED) for part in parts)
    record = Record(manifests=(Manifest("top", RecordState.TRUSTED, ingredients=parts), *broken))
    assert [step.times for step in fold_story(story(record))] == [1] * 6
    chain = tuple(_turn(at, Ingredient("p", "parentOf", manifest=f"turn-{at + 1}")) for at in range(9))
    assert [step.times for step in fold_story(story(Record(manifests=(*chain, _turn(9)))))] == [1] * 10


def test_the_actions_of_a_step_that_follow_each_other_and_are_alike_are_counted() -> None:
    edited = Manifest("top", RecordState.TRUSTED, actions=(Action("c2pa.opened"), *[Action("c2pa.edited")] * 4))
    shown = panel(replace(example_reports.full(), record=Record(manifests=(edited,))), Translator("en"), 10)
    assert shown.story[0].words.what == "Steps: opened; edited (4 times)."
