"""What is missing, misfits, is broken or was cut off in a history: nothing is boasted of over it, and it is named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build.records.manifests import (
    AI,
    CAPTURE,
    HUMAN,
    IPTC,
    PARTLY_AI,
    TRUSTED,
    action,
    crjson,
    crjson_manifest,
    findings,
    found,
    ingredient,
    ingredient_assertion,
    manifest,
    record,
    results,
    verdict,
)
from verify.inspection.c2pa.manifest.graph import Grade, grade_of, trace
from verify.inspection.c2pa.manifest.parse import parse
from verify.inspection.c2pa.manifest.within_bounds import keep_within
from verify.model import (
    Action,
    Alarm,
    Conclusion,
    Manifest,
    OriginClaim,
    Record,
    RecordState,
    Standing,
    Strength,
    limits,
)
from verify.model.vocabularies import digital_source_type

CREATED_AI = action("c2pa.created", AI)
OPENED = action("c2pa.opened")
EDITED_AI = action("c2pa.edited", PARTLY_AI)
BOASTS = (Conclusion.CAPTURED, Conclusion.HUMAN_MADE)
BOASTING = pytest.mark.parametrize("boast", [CAPTURE, HUMAN])
STATES = {
    RecordState.ALTERED: "manifest_broken",
    RecordState.BAD_SIGNATURE: "manifest_broken",
    RecordState.REVOKED: "manifest_broken",
    RecordState.MALFORMED: "manifest_unfit",
    RecordState.UNTRUSTED: "manifest_unfit",
    RecordState.EXPIRED: "manifest_unfit",
}


def created(boast: str) -> Action:
    return action("c2pa.created", boast)


def lacking(of: Record) -> list[tuple[str, str]]:
    return [(one.fact("what"), one.fact("title")) for one in found(of, "record.incomplete")]


# ---- parts, parents, parts of parts


@BOASTING
def test_a_part_whose_record_is_missing_leaves_ai_open_and_is_named(boast: str) -> None:
    part = ingredient("gone", "componentOf", title="sky.jpg")
    provenance = record(manifest("a", created(boast), ingredients=(part,)))
    answer = verdict(provenance)
    assert (answer.conclusion, answer.standing) == (Conclusion.MAY_CONTAIN_AI, Standing.CONFIRMED)
    assert lacking(provenance) == [("manifest_missing", "sky.jpg")]
    assert findings(provenance)[answer.reasons[-1]].code == "record.incomplete"


@BOASTING
@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("ingredient.manifest.missing", "manifest_missing"),
        ("ingredient.manifest.mismatch", "manifest_mismatch"),
        ("ingredient.hashedURI.mismatch", "manifest_mismatch"),
        ("ingredient.claimSignature.missing", "manifest_missing"),
        ("ingredient.claimSignature.mismatch", "manifest_mismatch"),
    ],
)
def test_a_part_that_is_not_the_one_that_was_meant_leaves_ai_open(boast: str, code: str, what: str) -> None:
    part = ingredient("part", "componentOf", codes=(code,), title="sky.jpg")
    provenance = record(manifest("a", created(boast), ingredients=(part,)), manifest("part", created(CAPTURE)))
    assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI
    assert lacking(provenance) == [(what, "sky.jpg")]


@BOASTING
@pytest.mark.parametrize("state", list(STATES))
def test_a_part_whose_record_carries_nothing_leaves_ai_open(boast: str, state: RecordState) -> None:
    part = ingredient("part", "componentOf")
    provenance = record(
        manifest("a", created(boast), ingredients=(part,)),
        manifest("part", created(CAPTURE), state=state, title="sky.jpg"),
    )
    assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI
    assert lacking(provenance) == [(STATES[state], "sky.jpg")]


@BOASTING
@pytest.mark.parametrize("relation", ["componentOf", "parentOf"])
def test_what_a_part_was_made_from_must_be_there_too(boast: str, relation: str) -> None:
    part = manifest("part", OPENED, ingredients=(ingredient("gone", relation),))
    provenance = record(manifest("a", created(boast), ingredients=(ingredient("part", "componentOf"),)), part)
    assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI
    assert [what for what, _ in lacking(provenance)] == ["manifest_missing"]
    there = replace(provenance, manifests=(*provenance.manifests, manifest("gone", created(CAPTURE))))
    assert verdict(there).conclusion in BOASTS


@BOASTING
def test_a_part_built_on_material_without_a_history_leaves_ai_open(boast: str) -> None:
    part = manifest("part", OPENED, ingredients=(ingredient(title="found.png"),))
    provenance = record(manifest("a", created(boast), ingredients=(ingredient("part", "componentOf"),)), part)
    assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI
    assert lacking(provenance) == []


@BOASTING
@pytest.mark.parametrize("codes", [(), ("ingredient.manifest.mismatch",)])
def test_an_earlier_version_that_is_missing_or_misfits_leaves_the_beginning_unknown(
    boast: str, codes: tuple[str, ...]
) -> None:
    for below in ((), (manifest("below", created(boast)),)) if codes else ((),):
        top = manifest("a", action("c2pa.opened", boast), ingredients=(ingredient("below", codes=codes),))
        provenance = record(top, *below)
        assert verdict(provenance).conclusion is Conclusion.UNKNOWN
        assert len(lacking(provenance)) == 1


@BOASTING
def test_a_circle_is_no_beginning(boast: str) -> None:
    provenance = record(manifest("a", action("c2pa.opened", boast), ingredients=(ingredient("a"),)))
    assert verdict(provenance).conclusion is Conclusion.UNKNOWN
    assert [what for what, _ in lacking(provenance)] == ["manifest_mismatch"]


@BOASTING
def test_an_input_that_is_missing_or_broken_turns_nothing(boast: str) -> None:
    provenance = record(
        manifest(
            "a",
            created(boast),
            ingredients=(ingredient("gone", "inputTo"), ingredient("fed", "inputTo", label="c2pa.ingredient.v3__1")),
        ),
        manifest("fed", created(CAPTURE), state=RecordState.ALTERED),
    )
    assert verdict(provenance).conclusion in BOASTS
    assert lacking(provenance) == []


def test_ai_still_carries_where_something_is_missing() -> None:
    provenance = record(manifest("a", CREATED_AI, ingredients=(ingredient("gone", "componentOf"),)))
    assert verdict(provenance).conclusion is Conclusion.AI_GENERATED
    assert lacking(provenance)


@BOASTING
def test_steps_that_were_taken_out_of_an_earlier_record_spoil_a_boast(boast: str) -> None:
    for assertion, expected in (("c2pa.actions.v2", Conclusion.UNKNOWN), ("c2pa.metadata", None)):
        claim = {"redacted_assertions": [f"self#jumbf=/c2pa/below/c2pa.assertions/{assertion}"]}
        top = crjson_manifest("a", actions=[{"action": "c2pa.created", "digitalSourceType": boast}], claim=claim)
        provenance = record(*parse(crjson(top)))
        assert (verdict(provenance).conclusion is expected) is (expected is not None)
        assert [what for what, _ in lacking(provenance)] == (["redacted"] if expected else [])


# ---- bounds: one less, exactly, one more


def harmless(count: int) -> list[dict[str, Any]]:
    return [{"action": "c2pa.cropped"}] * count


def told_by(actions: list[dict[str, Any]], **more: Any) -> Record:
    return record(*parse(crjson(crjson_manifest("a", actions=actions, **more))))


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_more_steps_than_are_read_spoil_a_boast_and_hide_no_ai(over: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ACTIONS", 2_000)
    camera = {"action": "c2pa.created", "digitalSourceType": CAPTURE}
    provenance = told_by([camera, *harmless(limits.ACTIONS - 1 + over)])
    answer = verdict(provenance)
    assert answer.conclusion is (Conclusion.UNKNOWN if over > 0 else Conclusion.CAPTURED)
    assert (Alarm.NOT_ALL_CHECKED in answer.alarms) is (over > 0)
    assert [what for what, _ in lacking(provenance)] == (["actions_cut"] if over > 0 else [])
    edited = told_by([camera, *harmless(limits.ACTIONS), {"action": "c2pa.edited", "digitalSourceType": PARTLY_AI}])
    assert verdict(edited).conclusion is Conclusion.AI_EDITED
    assert len(edited.manifests[0].actions) == limits.ACTIONS
    began = told_by(
        [{"action": "c2pa.edited", "digitalSourceType": PARTLY_AI}] * limits.ACTIONS
        + [{"action": "c2pa.created", "digitalSourceType": AI}]
    )
    assert verdict(began).conclusion is Conclusion.AI_GENERATED
    left_open = told_by(
        [camera, *harmless(limits.ACTIONS), {"action": "c2pa.edited", "digitalSourceType": IPTC + "composite"}]
    )
    assert verdict(left_open).conclusion is Conclusion.MAY_CONTAIN_AI


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_more_ingredients_than_are_read_spoil_a_boast_and_hide_no_ai(over: int) -> None:
    camera = [{"action": "c2pa.created", "digitalSourceType": CAPTURE}]

    def parts(count: int) -> dict[str, Any]:
        part = ingredient_assertion(relation="componentOf", digitalSourceType=IPTC + "humanEdits")
        return {f"c2pa.ingredient.v3__{number}": part for number in range(count)}

    provenance = told_by(camera, assertions=parts(limits.INGREDIENTS + over))
    answer = verdict(provenance)
    assert answer.conclusion is (Conclusion.MAY_CONTAIN_AI if over > 0 else Conclusion.CAPTURED)
    assert (Alarm.NOT_ALL_CHECKED in answer.alarms) is (over > 0)
    many = parts(limits.INGREDIENTS)
    stated = {**many, "c2pa.ingredient.v3__last": ingredient_assertion(relation="componentOf", digitalSourceType=AI)}
    assert verdict(told_by(camera, assertions=stated)).conclusion is Conclusion.CONTAINS_AI
    # a part that holds a part made with AI, behind the bound
    recorded = {"activeManifest": results("part", success=TRUSTED)}
    behind = {
        **many,
        "c2pa.ingredient.v3__last": ingredient_assertion("part", "componentOf", validationResults=recorded),
    }
    inner = {"c2pa.ingredient.v3": ingredient_assertion("deep", "componentOf")}
    store = crjson(
        crjson_manifest("a", actions=camera, assertions=behind),
        crjson_manifest("part", actions=[{"action": "c2pa.opened"}], assertions=inner),
        crjson_manifest("deep", actions=[{"action": "c2pa.created", "digitalSourceType": AI}]),
    )
    assert verdict(record(*parse(store))).conclusion is Conclusion.CONTAINS_AI
    # the line is never cut
    began = {**many, "c2pa.ingredient.v3__last": ingredient_assertion("deep")}
    store = crjson(crjson_manifest("a", actions=[{"action": "c2pa.opened"}], assertions=began), store["manifests"][2])
    assert verdict(record(*parse(store))).conclusion is Conclusion.AI_GENERATED


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_more_manifests_than_are_read_spoil_a_boast_and_hide_no_ai(over: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MANIFESTS", 20)

    def store(last: str) -> Record:
        edges = {
            f"c2pa.ingredient.v3__{number}": ingredient_assertion(f"m{number}", "inputTo")
            for number in range(19 + over)
        }
        if last:
            edges["c2pa.ingredient.v3__ai"] = ingredient_assertion("ai", "componentOf")
        camera = [{"action": "c2pa.created", "digitalSourceType": CAPTURE}]
        fed = [crjson_manifest(f"m{number}", actions=camera) for number in range(19 + over)]
        ai = [crjson_manifest("ai", actions=[{"action": "c2pa.created", "digitalSourceType": AI}])] if last else []
        return record(*parse(crjson(crjson_manifest("a", actions=camera, assertions=edges), *fed, *ai)))

    provenance = store("")
    answer = verdict(provenance)
    assert answer.conclusion is (Conclusion.MAY_CONTAIN_AI if over > 0 else Conclusion.CAPTURED)
    assert (Alarm.NOT_ALL_CHECKED in answer.alarms) is (over > 0)
    assert [what for what, _ in lacking(provenance)] == (["manifests_cut"] if over > 0 else [])
    assert len(provenance.manifests) <= limits.MANIFESTS
    assert verdict(store("ai")).conclusion is Conclusion.CONTAINS_AI


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_a_history_as_long_as_the_border_between_processes_allows_is_read(
    over: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HISTORY_ITEMS", 40)
    camera = {"action": "c2pa.created", "digitalSourceType": CAPTURE}
    provenance = told_by([camera, *harmless(39 + over)])
    assert verdict(provenance).conclusion is (Conclusion.UNKNOWN if over > 0 else Conclusion.CAPTURED)
    assert len(provenance.manifests[0].actions) <= limits.HISTORY_ITEMS
    hidden = told_by([camera, *harmless(39 + over), {"action": "c2pa.edited", "digitalSourceType": PARTLY_AI}])
    assert verdict(hidden).conclusion is Conclusion.AI_EDITED


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_more_statements_than_fingerprints_look_at_spoil_a_boast_and_hide_no_generator(over: int) -> None:
    others = 1  # the claim generator's own
    camera = {"action": "c2pa.created", "digitalSourceType": CAPTURE}
    steps = [{"action": "c2pa.cropped", "description": f"step {n}"} for n in range(limits.MARKS - others + over)]
    provenance = told_by([camera, *steps])
    assert verdict(provenance).conclusion is (Conclusion.UNKNOWN if over > 0 else Conclusion.CAPTURED)
    assert [what for what, _ in lacking(provenance)] == (["marks_cut"] if over > 0 else [])
    silent = told_by([{"action": "c2pa.created"}, *steps], assertions={"com.adobe.generative-ai": {"x": 1}})
    assert verdict(silent).conclusion is Conclusion.AI_GENERATED


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_more_types_in_metadata_than_are_read_hide_no_ai(over: int) -> None:
    camera = [{"action": "c2pa.created", "digitalSourceType": CAPTURE}]
    types = [{"digitalSourceType": f"http://x.example/{number}"} for number in range(limits.MARKS + over)]
    provenance = told_by(camera, assertions={"c2pa.metadata": types})
    assert verdict(provenance).conclusion is (Conclusion.UNKNOWN if over > 0 else Conclusion.CAPTURED)
    admitted = told_by(camera, assertions={"c2pa.metadata": [*types, {"digitalSourceType": PARTLY_AI}]})
    assert verdict(admitted).conclusion is Conclusion.AI_EDITED


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_more_findings_than_are_told_keep_the_beginning_and_no_boast(
    over: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits = [action("c2pa.edited", PARTLY_AI, description=f"edit {number}") for number in range(600)]
    root = manifest("root", CREATED_AI)
    provenance = record(manifest("top", OPENED, *edits, ingredients=(ingredient("root"),)), root)
    assert verdict(provenance).conclusion is Conclusion.AI_GENERATED
    assert Alarm.NOT_ALL_CHECKED in verdict(provenance).alarms
    assert len(findings(provenance)) == limits.FINDINGS_PER_READER
    photo = record(manifest("a", created(CAPTURE), action("c2pa.watermarked")))
    monkeypatch.setattr(limits, "FINDINGS_PER_READER", len(findings(photo)) - over)
    assert (verdict(photo).conclusion is Conclusion.CAPTURED) is (over <= 0)
    assert len(findings(photo)) <= limits.FINDINGS_PER_READER


def test_a_step_that_cannot_be_read_spoils_a_boast() -> None:
    camera = {"action": "c2pa.created", "digitalSourceType": CAPTURE}
    assert verdict(told_by([camera, "c2pa.edited"])).conclusion is Conclusion.UNKNOWN  # type: ignore[list-item]
    padded = {"action": "c2pa.edited", "digitalSourceType": " " * limits.FACT_CHARACTERS + AI}
    assert verdict(told_by([camera, padded])).conclusion not in BOASTS


def test_an_admission_far_down_in_a_long_piece_of_metadata_is_found() -> None:
    silent = [{"action": "c2pa.created"}]
    long: list[Any] = [{"digitalSourceType": AI}, *range(250_000)]
    assert verdict(told_by(silent, assertions={"c2pa.metadata": long})).conclusion is Conclusion.AI_GENERATED


# ---- the law: no damage below the active manifest makes an answer better

_SOURCES = st.sampled_from(["", AI, CAPTURE, CAPTURE, HUMAN, PARTLY_AI, IPTC + "composite"])
_DRAWN = st.sampled_from([RecordState.TRUSTED] * 5 + [*STATES])
_NAMES = st.sampled_from(["c2pa.created", "c2pa.opened", "c2pa.edited", "c2pa.cropped"])
_RELATIONS = st.sampled_from(["parentOf", "parentOf", "componentOf", "inputTo", "strange"])


@st.composite
def graphs(draw: st.DrawFn) -> Record:
    """A trusted manifest over others, each of which refers to some that stand below it."""
    count = draw(st.integers(2, 6))

    def node(place: int) -> Manifest:
        below = st.tuples(st.integers(place + 1, count - 1), _RELATIONS) if place + 1 < count else st.nothing()
        drawn = draw(st.lists(below, min_size=1, max_size=3) if place + 1 < count else st.just([]))
        edges = tuple(ingredient(f"m{to}", relation, label=f"i{at}") for at, (to, relation) in enumerate(drawn))
        actions = draw(st.lists(st.builds(action, _NAMES, _SOURCES), max_size=3))
        description = draw(st.sampled_from(["", "", "Applied imperceptible SynthID watermark."]))
        steps = (*actions, action("c2pa.edited", AI, description=description)) if description else tuple(actions)
        state = RecordState.TRUSTED if place == 0 else draw(_DRAWN)
        return manifest(f"m{place}", *steps, state=state, ingredients=edges)

    return record(*(node(place) for place in range(count)))


def removed(of: Record, label: str) -> Record:
    return replace(of, manifests=tuple(one for one in of.manifests if one.label != label))


def changed(of: Record, label: str, **how: Any) -> Record:
    return replace(of, manifests=tuple(replace(one, **how) if one.label == label else one for one in of.manifests))


def misfitting(of: Record, label: str) -> Record:
    def edges(one: Manifest) -> tuple[Any, ...]:
        codes = ("ingredient.manifest.mismatch",)
        return tuple(replace(edge, codes=codes) if edge.manifest == label else edge for edge in one.ingredients)

    return replace(of, manifests=tuple(replace(one, ingredients=edges(one)) for one in of.manifests))


def cut(of: Record, label: str) -> Record:
    """As a bound cuts: what tells of AI is kept, and that something was left out is told."""
    (one,) = (manifest for manifest in of.manifests if manifest.label == label)
    telling = [step for step in one.actions if digital_source_type.read(step.source_type).admits_ai]
    most = max(len(telling), len(one.actions) - 1)
    steps = keep_within(one.actions, most, lambda step: 0 if step in telling else 1)
    return changed(of, label, actions=tuple(steps), cut=(("actions", most),))


@st.composite
def damages(draw: st.DrawFn) -> tuple[Record, Record, str]:
    """A record, the same with one manifest damaged, and the label of that one."""
    of = draw(graphs())
    victim = draw(st.sampled_from(of.manifests[1:]))
    kind = draw(st.sampled_from(["remove", "misfit", "cut", "corrupt"]))
    if kind == "remove":
        return of, removed(of, victim.label), victim.label
    if kind == "misfit":
        return of, misfitting(of, victim.label), victim.label
    if kind == "cut":
        return of, cut(of, victim.label), victim.label
    worse = [
        state
        for state in STATES
        if grade_of(replace(victim, state=state), active=False) <= grade_of(victim, active=False)
    ]
    return of, changed(of, victim.label, state=draw(st.sampled_from(worse))), victim.label


_RANKS = {Standing.STATED: 1, Standing.UNCONFIRMED: 2, Standing.KNOWN: 3, Standing.CONFIRMED: 4}
_AI = (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI, Conclusion.DISPUTED)


def rank(of: Record) -> int:
    """How strongly an answer says that AI was used; 0 where it does not say so."""
    answer = verdict(of)
    return _RANKS[answer.standing] if answer.conclusion in _AI else 0


@settings(max_examples=600, deadline=None)
@given(damages())
def test_no_damage_to_a_history_makes_a_boast_or_strengthens_what_is_said_of_ai(
    damage: tuple[Record, Record, str],
) -> None:
    before, after, label = damage
    graph = trace(before)
    counted = {node.manifest.label for node in (*graph.line, *graph.components)}
    told = verdict(after).conclusion
    if told in BOASTS:
        assert told is verdict(before).conclusion
        assert label not in counted
    assert rank(after) <= rank(before)


@settings(max_examples=300, deadline=None)
@given(damages())
def test_what_is_confirmed_after_a_damage_was_confirmed_before(damage: tuple[Record, Record, str]) -> None:
    before, after, _ = damage
    for claim in (OriginClaim.AI_GENERATED, OriginClaim.CAPTURED, OriginClaim.HUMAN_MADE):
        confirmed = [
            any(one.claim is claim and one.strength is Strength.CONFIRMED for one in findings(of))
            for of in (after, before)
        ]
        assert confirmed[0] <= confirmed[1]


def test_what_lies_on_a_weak_line_may_be_a_part_by_a_stronger_way() -> None:
    top = manifest("a", OPENED, ingredients=(ingredient("weak"), ingredient("x", "componentOf", label="i1")))
    weak = manifest("weak", OPENED, state=RecordState.UNTRUSTED, ingredients=(ingredient("x"),))
    graph = trace(record(top, weak, manifest("x", CREATED_AI)))
    assert [(node.manifest.label, node.grade) for node in graph.components] == [("x", Grade.CONFIRMED)]
