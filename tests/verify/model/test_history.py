"""The verdict, the text and the drawing walk the same line, whatever shape a record has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verify.inspection.c2pa.manifest.graph import trace
from verify.model import Action, Ingredient, Manifest, Record, RecordState, Relation
from verify.model.history import find_first_relations, find_parent, index_manifests, walk_line
from verify.report.history.graph import graph, story

LABELS = ("a", "b", "c", "d")
INGREDIENTS = st.builds(
    Ingredient,
    label=st.sampled_from(("i1", "i2", "i3")),
    relation=st.sampled_from((*Relation, "elsewhere")),
    title=st.sampled_from(("", "photo.jpg")),
    manifest=st.sampled_from((*LABELS, "missing", "")),
)
ACTIONS = st.builds(Action, name=st.sampled_from(("c2pa.opened", "c2pa.placed")), ingredients=st.just(("i1",)))
MANIFESTS = st.builds(
    Manifest,
    label=st.sampled_from(LABELS),
    state=st.just(RecordState.TRUSTED),
    actions=st.lists(ACTIONS, max_size=2).map(tuple),
    ingredients=st.lists(INGREDIENTS, max_size=4, unique_by=lambda item: item.label).map(tuple),
)
RECORDS = st.lists(MANIFESTS, max_size=5).map(lambda found: Record(RecordState.TRUSTED, manifests=tuple(found)))


def ingredient(label: str, relation: str, manifest: str = "") -> Ingredient:
    return Ingredient(label, relation, manifest=manifest)


def holder(*ingredients: Ingredient, opened: tuple[str, ...] = ()) -> Manifest:
    return Manifest(
        "a", RecordState.TRUSTED, ingredients=ingredients, actions=(Action("c2pa.opened", ingredients=opened),)
    )


def test_a_parent_with_a_manifest_goes_before_one_without() -> None:
    flat, signed = ingredient("i1", Relation.PARENT), ingredient("i2", Relation.PARENT, "b")
    assert find_parent(holder(flat, signed)) is signed
    assert find_parent(holder(flat)) is flat


def test_what_was_opened_is_the_parent_where_none_is_named() -> None:
    part, fed = ingredient("i1", Relation.COMPONENT, "b"), ingredient("i2", Relation.INPUT, "c")
    assert find_parent(holder(part, fed, opened=("i1",))) is part
    assert find_parent(holder(part, fed, opened=("i2",))) is None


@given(RECORDS)
def test_the_three_views_of_a_record_walk_one_line(record: Record) -> None:
    line = [step.manifest for step in walk_line(record, index_manifests(record)) if step.manifest]
    assert [node.manifest for node in trace(record).line] == line
    told = [step.manifest for step in story(record) if step.depth == 0 and step.manifest]
    assert told[::-1] == line
    drawn = [step.manifest for step in graph(record).steps if step.on_line and step.manifest]
    assert drawn[::-1] == line


@given(RECORDS)
def test_every_walk_ends_and_meets_a_manifest_once(record: Record) -> None:
    labels = [step.manifest.label for step in walk_line(record, index_manifests(record)) if step.manifest]
    assert len(labels) == len(set(labels))
    assert set(find_first_relations(record)) <= set(LABELS)
