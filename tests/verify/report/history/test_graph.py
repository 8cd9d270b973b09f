"""The history as a graph: every manifest once, what went into a step before it, long chats in one line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build import example_reports
from verify.model import Action, Finding, Ingredient, Manifest, OriginClaim, Record, RecordState, Signer, Strength
from verify.report.history.graph import MOST_STEPS, Fold, Graph, graph
from verify.report.history.kinds import Kind, kind_of
from verify.report.words.cards import graph as graph_words
from verify.report.words.catalogue import Translator

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
GOOGLE = Signer(organisation="Example Chat", trust_list="C2PA Trust List")


def manifest(label: str, *below: tuple[str, str], state: RecordState = RecordState.TRUSTED) -> Manifest:
    edges = tuple(Ingredient(f"{label}-{at}", relation, manifest=under) for at, (relation, under) in enumerate(below))
    return Manifest(label, state, signer=GOOGLE, ingredients=edges, inception=("fullyGenAIMedia",))


def chat(turns: int) -> Record:
    """As chats write it: the file, what was made last, and below it every earlier turn, each with all before it."""
    made = [
        manifest(f"turn-{number}", *(("inputTo", f"turn-{earlier}") for earlier in reversed(range(number))))
        for number in range(turns)
    ]
    top = manifest("top", ("parentOf", f"turn-{turns - 1}"))
    return Record(RecordState.TRUSTED, manifests=(top, *reversed(made)), location="embedded")


def labels(found: Graph) -> list[str]:
    return [step.manifest.label if step.manifest else "-" for step in found.steps]


def test_every_step_stands_once_and_after_all_that_went_into_it() -> None:
    record = Record(
        manifests=(
            manifest("top", ("parentOf", "photo"), ("componentOf", "a"), ("componentOf", "b")),
            manifest("a", ("inputTo", "shared")),
            manifest("b", ("inputTo", "shared")),
            manifest("photo"),
            manifest("shared"),
        )
    )
    found = graph(record)
    assert labels(found) == ["photo", "shared", "a", "b", "top"]
    edges = {labels(found)[at]: [(labels(found)[edge.to], edge.relation) for edge in step.edges]
            for at, step in enumerate(found.steps)}  # fmt: skip
    assert edges == {
        "photo": [("top", "parentOf")],
        "shared": [("a", "inputTo"), ("b", "inputTo")],
        "a": [("top", "componentOf")],
        "b": [("top", "componentOf")],
        "top": [],
    }
    assert [step.on_line for step in found.steps] == [True, False, False, False, True]


def test_a_chat_of_dozens_of_turns_is_one_chain_and_folds_into_one_line() -> None:
    found = graph(chat(50))
    assert labels(found)[-2:] == ["turn-49", "top"]
    assert all(len(step.edges) == 1 for step in found.steps[:-1])  # not an edge to every later turn
    assert found.folds == (Fold(0, 49),)
    words = graph_words.fold_words(ENGLISH, found.steps[:49], chat(50))
    assert (words.relation, words.signer) == ("49 steps used as input", "All signed by Example Chat")
    assert words.badge.shape == "◆"
    assert graph_words.fold_words(CHINESE, found.steps[:49], chat(50)).relation == "49 个步骤，用作输入"


def test_nothing_broken_and_nothing_different_is_folded_away() -> None:
    record = chat(8)
    broken = tuple(
        manifest("turn-3", *((edge.relation, edge.manifest) for edge in one.ingredients), state=RecordState.ALTERED)
        if one.label == "turn-3"
        else one
        for one in record.manifests
    )
    found = graph(Record(RecordState.TRUSTED, manifests=broken))
    inside = {number for fold in found.folds for number in range(fold.first, fold.end)}
    assert inside
    assert labels(found).index("turn-3") not in inside


def test_material_without_name_and_record_is_counted_and_not_drawn() -> None:
    edges = (*(Ingredient(f"i{n}", "inputTo") for n in range(5)), Ingredient("p", "inputTo", "prompt.png"))
    found = graph(Record(manifests=(Manifest("top", RecordState.TRUSTED, ingredients=edges),)))
    assert [step.kind for step in found.steps] == [Kind.MATERIAL, Kind.UNSTATED]
    assert found.steps[-1].unnamed == 5
    record = Record(manifests=(Manifest("top", RecordState.TRUSTED, ingredients=edges),))
    assert (
        graph_words.step_words(ENGLISH, found.steps[-1], record).more
        == "5 unnamed ingredients without a record were also used."
    )


def test_a_circle_is_cut_and_no_record_is_no_graph() -> None:
    found = graph(Record(manifests=(manifest("a", ("parentOf", "b")), manifest("b", ("parentOf", "a")))))
    assert labels(found) == ["b", "a"]
    assert graph(Record()) == Graph()


def test_a_history_of_thousands_is_bounded_and_says_so() -> None:
    parts = tuple(Ingredient(f"c2pa.ingredient__{n}", "componentOf", f"part {n}") for n in range(2_000))
    found = graph(Record(manifests=(Manifest("top", RecordState.UNTRUSTED, ingredients=parts),)))
    assert len(found.steps) == MOST_STEPS
    assert found.left_out == 2_001 - MOST_STEPS
    assert found.steps[-1].ingredient is None
    assert found.folds == (Fold(0, MOST_STEPS - 1),)


def test_kinds_are_told_from_what_the_step_itself_states() -> None:
    def kind(**stated: object) -> Kind:
        return kind_of(Manifest("x", RecordState.TRUSTED, **stated), frozenset())  # type: ignore[arg-type]

    assert kind(inception=("capturedMedia",)) is Kind.CAPTURE
    assert kind(inception=("capturedMedia",), transformation=("perceptibleGenAI",)) is Kind.AI_EDIT
    assert kind(inception=("fullyGenAIMedia",), transformation=("perceptibleGenAI",)) is Kind.AI
    assert kind(transformation=("perceptiblePossiblyGenAI", "perceptibleNonGenAI")) is Kind.OPEN
    assert kind(actions=(Action("c2pa.created", f"{IPTC}print"),)) is Kind.SCAN
    assert kind(actions=(Action("c2pa.created", f"{IPTC}trainedAlgorithmicMedia"),)) is Kind.AI
    assert kind(actions=(Action("c2pa.placed", f"{IPTC}trainedAlgorithmicMedia"),)) is Kind.AI_EDIT
    assert kind(actions=(Action("c2pa.opened"), Action("c2pa.cropped"))) is Kind.EDIT
    assert kind(actions=(Action("c2pa.opened"), Action("c2pa.converted"))) is Kind.TECHNICAL
    assert kind() is Kind.UNSTATED


def test_a_generator_that_is_known_by_its_form_makes_its_step_one_with_ai() -> None:
    record = Record(RecordState.TRUSTED, manifests=(Manifest("top", RecordState.TRUSTED, signer=GOOGLE),))
    finding = Finding("record.generator", "c2pa", OriginClaim.AI_GENERATED, Strength.CONFIRMED, "top")
    assert graph(record, (finding,)).steps[0].kind is Kind.AI


def test_a_step_that_is_not_confirmed_only_says_what_it_is() -> None:
    for state, shape in ((RecordState.UNTRUSTED, "◇"), (RecordState.ALTERED, "✕")):
        one = Manifest("top", state, signer=GOOGLE, inception=("capturedMedia",))
        record = Record(state, manifests=(one,))
        words = graph_words.step_words(ENGLISH, graph(record).steps[0], record)
        assert words.kind == "Stated: Recorded by a device"
        assert words.badge.shape == shape
        assert words.state
    record = example_reports.full().record
    for step in graph(record).steps:
        words = graph_words.step_words(ENGLISH, step, record)
        assert words.badge.shape
        assert words.badge.word
        assert words.relation


@settings(deadline=None)  # the first example reads the words
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(["parentOf", "componentOf", "inputTo"])))
)
def test_any_web_of_manifests_gives_each_once_in_order(edges: list[tuple[int, int, str]]) -> None:
    made = tuple(
        manifest(str(number), *((relation, str(to)) for start, to, relation in edges if start == number))
        for number in range(10)
    )
    found = graph(Record(manifests=made))
    assert len(labels(found)) == len(set(labels(found)))
    assert labels(found)[-1] == "0"
    for number, step in enumerate(found.steps):
        assert all(edge.to > number for edge in step.edges)
        assert step.edges or number == len(found.steps) - 1
