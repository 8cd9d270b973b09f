"""The verdict as a pure function: every rule of judgement, every threat, and what must never happen."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.inspection.verdict.judge import judge
from verify.model import (
    AI_CLAIMS,
    AUTHENTICITY_CLAIMS,
    Alarm,
    Conclusion,
    Edits,
    Finding,
    Layer,
    Manifest,
    Origin,
    OriginClaim,
    Problem,
    Reading,
    Record,
    RecordState,
    SecondOpinion,
    Signer,
    Standing,
    Strength,
    TrustListFacts,
    Verdict,
)
from verify.model.vocabularies.finding_codes import FINDINGS


def record_of(state: RecordState, location: str = "embedded") -> Record:
    if state in (RecordState.ABSENT, RecordState.REMOTE, RecordState.UNREADABLE):
        return Record(state=state)
    signer = Signer(organisation="Example Signer")
    return Record(state=state, manifests=(Manifest("urn:c2pa:one", state, signer=signer),), location=location)


def recorded(claim: OriginClaim, strength: Strength, code: str = "record.origin") -> Finding:
    return Finding(code, "c2pa", claim, strength, facts=(("signer", "Example Signer"),))


def stated(claim: OriginClaim = OriginClaim.AI_GENERATED, code: str = "metadata.generator") -> Finding:
    return Finding(code, "fingerprints", claim, Strength.STATED, facts=(("generator", "ComfyUI"),))


def decoded() -> Finding:
    # any code of the signal layer; the layer decides, not the scheme
    code = next(code for code, kind in FINDINGS.items() if kind.layer is Layer.SIGNAL)
    return Finding(code, "signal", OriginClaim.AI_GENERATED, Strength.DECODED, facts=(("scheme", "a scheme"),))


def seen() -> Finding:
    code = next((code for code, kind in FINDINGS.items() if kind.layer is Layer.VISIBLE), None)
    if code is None:
        pytest.skip("no reader looks for visible marks yet")
    return Finding(code, "visible", OriginClaim.AI_GENERATED, Strength.STATED)


TRUSTED = record_of(RecordState.TRUSTED)
CAPTURE = recorded(OriginClaim.CAPTURED, Strength.CONFIRMED)
CAMERA = Finding("context.camera", "exif", facts=(("make", "Example"),))


def outcome(verdict: Verdict) -> tuple[Conclusion, Standing]:
    return verdict.conclusion, verdict.standing


# -- nothing found, nothing read ----------------------------------------------------------------------------


def test_no_findings_give_unknown_and_none() -> None:
    assert judge((), Record()) == Verdict(Conclusion.UNKNOWN, Standing.NONE)


def test_a_file_that_could_not_be_read_is_unchecked() -> None:
    verdict = judge((stated(),), Record(), (), Problem.EMPTY)
    assert outcome(verdict) == (Conclusion.UNKNOWN, Standing.UNCHECKED)


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (RecordState.TRUSTED, Standing.CONFIRMED),
        (RecordState.UNTRUSTED, Standing.UNCONFIRMED),
        (RecordState.EXPIRED, Standing.UNCONFIRMED),
        (RecordState.MALFORMED, Standing.UNCONFIRMED),
        (RecordState.ALTERED, Standing.BROKEN),
        (RecordState.BAD_SIGNATURE, Standing.BROKEN),
        (RecordState.REVOKED, Standing.BROKEN),
        (RecordState.REMOTE, Standing.ELSEWHERE),
        (RecordState.ABSENT, Standing.NONE),
        (RecordState.UNREADABLE, Standing.NONE),
    ],
)
def test_where_nothing_carries_the_standing_is_the_records(state: RecordState, standing: Standing) -> None:
    assert outcome(judge((), record_of(state))) == (Conclusion.UNKNOWN, standing)


def test_a_record_without_its_file_carries_nothing() -> None:
    assert outcome(judge((), record_of(RecordState.TRUSTED, "alone"))) == (Conclusion.UNKNOWN, Standing.NONE)


# -- admissions of AI ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("claim", AI_CLAIMS)
@pytest.mark.parametrize(
    ("strength", "standing"),
    [(Strength.CONFIRMED, Standing.CONFIRMED), (Strength.UNCONFIRMED, Standing.UNCONFIRMED)],
)
def test_a_record_that_admits_ai_is_believed_as_far_as_its_signer_is_known(
    claim: OriginClaim, strength: Strength, standing: Standing
) -> None:
    state = RecordState.TRUSTED if strength is Strength.CONFIRMED else RecordState.UNTRUSTED
    verdict = judge((recorded(claim, strength),), record_of(state))
    assert outcome(verdict) == (Conclusion(claim.value), standing)
    assert verdict.by == "Example Signer"


def test_an_unsigned_label_is_reported_as_a_statement_and_names_the_generator() -> None:
    verdict = judge((stated(),), Record())
    assert outcome(verdict) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert (verdict.by, verdict.origin, verdict.reasons) == ("ComfyUI", Origin.AI, (0,))


def test_the_strongest_standing_speaks_first_even_if_it_says_less() -> None:
    findings = (stated(OriginClaim.AI_GENERATED), recorded(OriginClaim.AI_EDITED, Strength.CONFIRMED, "record.edit"))
    assert outcome(judge(findings, TRUSTED)) == (Conclusion.AI_EDITED, Standing.CONFIRMED)


def test_within_one_standing_the_gravest_claim_speaks_first() -> None:
    findings = tuple(stated(claim) for claim in reversed(AI_CLAIMS))
    assert judge(findings, Record()).conclusion is Conclusion.AI_GENERATED
    assert judge(findings[:2], Record()).conclusion is Conclusion.AI_EDITED


def test_the_ai_claim_of_a_broken_record_is_only_stated_and_the_alarm_stands() -> None:
    verdict = judge((recorded(OriginClaim.AI_GENERATED, Strength.STATED),), record_of(RecordState.ALTERED))
    assert outcome(verdict) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert Alarm.RECORD_BROKEN in verdict.alarms


# -- boasts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("claim", AUTHENTICITY_CLAIMS)
def test_capture_and_human_made_carry_when_confirmed(claim: OriginClaim) -> None:
    verdict = judge((recorded(claim, Strength.CONFIRMED),), TRUSTED)
    assert outcome(verdict) == (Conclusion(claim.value), Standing.CONFIRMED)


@pytest.mark.parametrize("claim", AUTHENTICITY_CLAIMS)
@pytest.mark.parametrize("strength", [one for one in Strength if one is not Strength.CONFIRMED])
def test_capture_and_human_made_carry_nothing_when_not_confirmed(claim: OriginClaim, strength: Strength) -> None:
    verdict = judge((recorded(claim, strength),), record_of(RecordState.UNTRUSTED))
    assert outcome(verdict) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)


def test_a_capture_with_one_ai_edit_is_ai_edited_not_ai_generated() -> None:
    findings = (CAPTURE, recorded(OriginClaim.AI_EDITED, Strength.CONFIRMED, "record.edit"))
    assert outcome(judge(findings, TRUSTED)) == (Conclusion.AI_EDITED, Standing.CONFIRMED)


def test_a_capture_in_a_graph_that_leaves_ai_open_does_not_carry() -> None:
    findings = (CAPTURE, recorded(OriginClaim.MAY_CONTAIN_AI, Strength.CONFIRMED, "record.edit"))
    assert outcome(judge(findings, TRUSTED)) == (Conclusion.MAY_CONTAIN_AI, Standing.CONFIRMED)


def test_an_open_claim_of_a_broken_record_leaves_nothing_open() -> None:
    verdict = judge((recorded(OriginClaim.MAY_CONTAIN_AI, Strength.STATED),), record_of(RecordState.ALTERED))
    assert outcome(verdict) == (Conclusion.UNKNOWN, Standing.BROKEN)


# -- contradictions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("boast", AUTHENTICITY_CLAIMS)
def test_a_confirmed_capture_with_an_ai_label_is_disputed(boast: OriginClaim) -> None:
    verdict = judge((recorded(boast, Strength.CONFIRMED), stated()), TRUSTED)
    assert outcome(verdict) == (Conclusion.DISPUTED, Standing.STATED)
    assert Alarm.LAYERS_CONTRADICT in verdict.alarms
    assert verdict.reasons == (0, 1)


def test_a_confirmed_record_silent_on_ai_with_a_decoded_mark_is_disputed() -> None:
    assert outcome(judge((decoded(),), TRUSTED)) == (Conclusion.DISPUTED, Standing.DECODED)


def test_a_confirmed_record_silent_on_ai_with_a_mere_label_is_not_disputed() -> None:
    assert outcome(judge((stated(),), TRUSTED)) == (Conclusion.AI_GENERATED, Standing.STATED)


def test_an_unconfirmed_capture_record_disputes_nothing() -> None:
    findings = (recorded(OriginClaim.CAPTURED, Strength.HINT), decoded())
    assert outcome(judge(findings, record_of(RecordState.UNTRUSTED))) == (Conclusion.AI_GENERATED, Standing.DECODED)


def test_text_seen_in_a_signed_photo_never_disputes_it_but_is_shown_as_a_doubt() -> None:
    verdict = judge((CAPTURE, seen()), TRUSTED)
    assert outcome(verdict) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    assert verdict.doubts == (1,)


def test_a_capture_claim_that_the_conforming_list_forbids_is_disputed() -> None:
    verdict = judge((CAPTURE, Finding("record.disallowed", "c2pa")), TRUSTED)
    assert outcome(verdict) == (Conclusion.DISPUTED, Standing.CONFIRMED)
    assert Alarm.DISALLOWED_CLAIM in verdict.alarms
    assert Alarm.LAYERS_CONTRADICT not in verdict.alarms


def test_two_confirmed_beginnings_of_the_same_content_are_disputed() -> None:
    findings = (CAPTURE, recorded(OriginClaim.AI_GENERATED, Strength.CONFIRMED))
    assert outcome(judge(findings, TRUSTED)) == (Conclusion.DISPUTED, Standing.CONFIRMED)


def test_camera_data_beside_an_ai_label_is_a_doubt_and_not_a_dispute() -> None:
    verdict = judge((stated(), CAMERA), Record())
    assert outcome(verdict) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert verdict.doubts == (1,)


@pytest.mark.parametrize(
    ("beside", "doubted"),
    [
        (Finding("metadata.source_type", "labels", facts=(("source_type", "digitalCapture"),)), True),
        (Finding("metadata.source_type", "labels", facts=(("source_type", "humanEdits"),)), False),
        (Finding("metadata.ai_denied", "labels", facts=(("text", "no AI"),)), True),
    ],
)
def test_a_label_that_says_the_opposite_of_an_ai_label_is_a_doubt(beside: Finding, doubted: bool) -> None:
    verdict = judge((stated(), beside), Record())
    assert outcome(verdict) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert (verdict.doubts == (1,)) is doubted
    part = judge((stated(OriginClaim.CONTAINS_AI), beside), Record())
    assert part.doubts == ()


# -- alarms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "alarm"),
    [
        (RecordState.ALTERED, Alarm.RECORD_BROKEN),
        (RecordState.BAD_SIGNATURE, Alarm.RECORD_BROKEN),
        (RecordState.REVOKED, Alarm.RECORD_BROKEN),
        (RecordState.MALFORMED, Alarm.RECORD_MALFORMED),
        (RecordState.UNTRUSTED, Alarm.SIGNER_UNKNOWN),
        (RecordState.EXPIRED, Alarm.CERTIFICATE_EXPIRED),
        (RecordState.REMOTE, Alarm.RECORD_ELSEWHERE),
        (RecordState.UNREADABLE, Alarm.NOT_ALL_CHECKED),
    ],
)
def test_a_state_raises_its_own_alarm(state: RecordState, alarm: Alarm) -> None:
    assert alarm in judge((), record_of(state)).alarms


def test_a_trusted_record_raises_no_alarm() -> None:
    assert judge((CAPTURE,), TRUSTED).alarms == ()


def test_two_engines_that_disagree_are_an_alarm_and_change_no_conclusion() -> None:
    record = Record(
        TRUSTED.state, manifests=TRUSTED.manifests, second_opinion=SecondOpinion("second", "altered", agrees=False)
    )
    verdict = judge((CAPTURE,), record)
    assert outcome(verdict) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    assert verdict.alarms == (Alarm.ENGINES_DISAGREE,)


@pytest.mark.parametrize(
    ("problem", "alarmed"),
    [(None, False), (Problem.NOT_THIS_FORMAT, False), (Problem.SWITCHED_OFF, False), (Problem.FAILED, True),
     (Problem.UNAVAILABLE, True), (Problem.TOO_LARGE, True)],
)  # fmt: skip
def test_a_reader_that_failed_is_never_passed_over(problem: Problem | None, alarmed: bool) -> None:
    verdict = judge((), Record(), (Reading("exif", looked=True, problem=problem),))
    assert (Alarm.NOT_ALL_CHECKED in verdict.alarms) is alarmed


@pytest.mark.parametrize(("today", "alarmed"), [("2026-10-01", False), ("2028-10-01", True)])
def test_an_old_trust_list_is_said_where_a_record_depends_on_it(today: str, alarmed: bool) -> None:
    lists = (TrustListFacts("C2PA Trust List", "2026-09-24", "signing"),)
    now = datetime.fromisoformat(today).replace(tzinfo=UTC)
    assert (Alarm.LIST_STALE in judge((), TRUSTED, lists=lists, now=now).alarms) is alarmed
    assert Alarm.LIST_STALE not in judge((), Record(), lists=lists, now=now).alarms


# -- what must never happen ----------------------------------------------------------------------------------

findings_strategy = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(sorted(FINDINGS)),
        reader=st.just("any"),
        claim=st.sampled_from(list(OriginClaim)),
        strength=st.sampled_from(list(Strength)),
        where=st.sampled_from(["", "a", "b"]),
        facts=st.sampled_from([(), (("signer", "A"),), (("generator", "B"),)]),
    ),
    max_size=8,
)
records = st.sampled_from([record_of(state) for state in RecordState])


@settings(max_examples=300, deadline=None)
@given(findings_strategy, records, st.randoms())
def test_the_order_of_findings_changes_nothing(findings: list[Finding], record: Record, chance: random.Random) -> None:
    shuffled = findings[:]
    chance.shuffle(shuffled)
    one, other = judge(findings, record), judge(shuffled, record)
    assert (outcome(one), one.alarms, one.origin, one.edits, one.by) == (
        outcome(other), other.alarms, other.origin, other.edits, other.by,
    )  # fmt: skip
    assert {findings[index] for index in one.reasons} == {shuffled[index] for index in other.reasons}
    assert {findings[index] for index in one.doubts} == {shuffled[index] for index in other.doubts}


@settings(max_examples=300, deadline=None)
@given(findings_strategy, records, st.sampled_from(sorted(FINDINGS)), st.sampled_from(list(OriginClaim)))
def test_adding_a_hint_never_changes_a_conclusion(
    findings: list[Finding], record: Record, code: str, claim: OriginClaim
) -> None:
    if code in ("record.disallowed", "record.incomplete", "record.not_covered"):
        return  # a contradiction, or a gap that takes boasts away: by the code, whatever the strength
    more = [*findings, Finding(code, "any", claim, Strength.HINT)]
    assert outcome(judge(more, record)) == outcome(judge(findings, record))


@settings(max_examples=300, deadline=None)
@given(findings_strategy, records)
def test_only_confirmed_findings_give_a_confirmed_capture_or_hand(findings: list[Finding], record: Record) -> None:
    verdict = judge(findings, record)
    if verdict.conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE):
        assert verdict.standing is Standing.CONFIRMED
        assert any(one.strength is Strength.CONFIRMED and one.claim.value == verdict.conclusion for one in findings)


@settings(max_examples=300, deadline=None)
@given(findings_strategy, records)
def test_a_verdict_points_only_at_findings_that_exist_and_says_no_thing_twice(
    findings: list[Finding], record: Record
) -> None:
    verdict = judge(findings, record)
    for index in (*verdict.reasons, *verdict.doubts):
        assert 0 <= index < len(findings)
    assert len(set(verdict.alarms)) == len(verdict.alarms)


def test_edits_of_a_stated_edit_are_ai() -> None:
    assert judge((stated(OriginClaim.AI_EDITED, "metadata.generator_edit"),), Record()).edits is Edits.AI


def label(claim: OriginClaim = OriginClaim.MAY_CONTAIN_AI) -> Finding:
    return Finding("label.aigc_may_be", "labels", claim, Strength.STATED, facts=(("provider", "A platform"),))


def test_a_label_that_says_possibly_leaves_ai_open_as_a_statement() -> None:
    assert outcome(judge((label(),), Record())) == (Conclusion.MAY_CONTAIN_AI, Standing.STATED)


def test_a_label_that_says_possibly_weakens_a_confirmed_capture_but_does_not_take_it_away() -> None:
    verdict = judge((CAPTURE, label()), TRUSTED)
    assert outcome(verdict) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    assert verdict.doubts == (1,)


def test_camera_data_is_no_doubt_where_the_record_itself_tells_of_a_photo() -> None:
    findings = (CAPTURE, recorded(OriginClaim.AI_EDITED, Strength.CONFIRMED, "record.edit"), CAMERA)
    assert judge(findings, TRUSTED).doubts == ()


def test_a_strangers_wrapper_is_a_doubt_and_a_known_signers_is_not() -> None:
    wrapped = Finding("record.wrapped", "c2pa")
    assert judge((wrapped,), record_of(RecordState.UNTRUSTED)).doubts == (0,)
    assert judge((wrapped,), TRUSTED).doubts == ()


# -- what is missing, what is not covered, and who says the opposite ------------------------------------------


SIGNED = (Strength.CONFIRMED, Strength.KNOWN, Strength.UNCONFIRMED)
INCOMPLETE = Finding("record.incomplete", "c2pa", facts=(("what", "manifest_missing"), ("title", "part.jpg")))


def uncovered(content: str) -> Finding:
    return Finding("record.not_covered", "c2pa", facts=(("kind", "data"), ("content", content)))


def camera_of(signer: str, place: str = "urn:c2pa:one", source: str = "digitalCapture") -> Finding:
    """What a record says of a camera that is confirmed by nobody: shown, and no claim."""
    facts = (("source_type", source), ("signer", signer))
    return Finding("record.origin", "c2pa", where=f"{place}/c2pa.actions.v2", facts=facts)


@pytest.mark.parametrize("gap", [INCOMPLETE, uncovered("media")], ids=["incomplete", "uncovered"])
@pytest.mark.parametrize("boast", AUTHENTICITY_CLAIMS)
def test_nothing_is_boasted_of_where_something_is_missing(boast: OriginClaim, gap: Finding) -> None:
    verdict = judge((recorded(boast, Strength.CONFIRMED), gap), TRUSTED)
    assert verdict.conclusion is Conclusion.UNKNOWN
    assert 1 in (*verdict.reasons, *verdict.doubts)


def test_a_record_that_does_not_bind_the_content_confirms_nothing() -> None:
    for claim in (*AI_CLAIMS, OriginClaim.MAY_CONTAIN_AI, OriginClaim.NONE):
        verdict = judge((recorded(claim, Strength.CONFIRMED), uncovered("media")), TRUSTED)
        assert verdict.standing is Standing.UNCONFIRMED
        assert Alarm.CONTENT_NOT_COVERED in verdict.alarms


def test_metadata_outside_the_signature_are_said_and_take_nothing_away() -> None:
    verdict = judge((CAPTURE, uncovered("metadata")), TRUSTED)
    assert (outcome(verdict), verdict.alarms, verdict.doubts) == ((Conclusion.CAPTURED, Standing.CONFIRMED), (), (1,))


def test_a_bound_that_was_reached_is_an_alarm() -> None:
    cut = Finding("record.incomplete", "c2pa", facts=(("what", "actions_cut"), ("number", "2000")))
    assert Alarm.NOT_ALL_CHECKED in judge((cut,), TRUSTED).alarms
    assert Alarm.NOT_ALL_CHECKED not in judge((INCOMPLETE,), TRUSTED).alarms


def test_a_step_that_speaks_of_ai_is_a_doubt_beside_a_capture() -> None:
    mentioned = Finding("record.ai_mentioned", "c2pa", facts=(("description", "Generative Fill"),))
    verdict = judge((CAPTURE, mentioned), TRUSTED)
    assert (verdict.conclusion, verdict.doubts) == (Conclusion.CAPTURED, (1,))


@settings(max_examples=300, deadline=None)
@given(findings_strategy, records, st.sampled_from([INCOMPLETE, uncovered("media"), uncovered("metadata")]))
def test_a_gap_never_makes_a_boast_and_never_strengthens(findings: list[Finding], record: Record, gap: Finding) -> None:
    # only what a record tells can be confirmed
    findings = [one for one in findings if FINDINGS[one.code].layer is Layer.RECORD or one.strength not in SIGNED]
    before, after = judge(findings, record), judge([*findings, gap], record)
    boasts = (Conclusion.CAPTURED, Conclusion.HUMAN_MADE)
    assert after.conclusion not in boasts or after.conclusion is before.conclusion
    if gap.fact("content") != "metadata":
        assert after.conclusion not in boasts
    if gap.fact("content") == "media":
        assert after.standing is not Standing.CONFIRMED
    if before.standing is not Standing.CONFIRMED:
        assert after.standing is not Standing.CONFIRMED


@pytest.mark.parametrize("mark", [stated(), decoded()], ids=["stated", "decoded"])
@pytest.mark.parametrize("state", [RecordState.UNTRUSTED, RecordState.EXPIRED, RecordState.MALFORMED])
@pytest.mark.parametrize("source", ["digitalCapture", "digitalCreation", "print"])
def test_a_signed_record_that_says_the_opposite_is_the_first_doubt(
    mark: Finding, state: RecordState, source: str
) -> None:
    verdict = judge((CAMERA, mark, camera_of("Anybody", source=source)), record_of(state))
    assert verdict.conclusion is Conclusion.AI_GENERATED
    assert verdict.doubts[0] == 2


@pytest.mark.parametrize("state", [RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED])
def test_a_broken_record_is_no_witness_against_a_label(state: RecordState) -> None:
    verdict = judge((stated(), camera_of("Anybody")), record_of(state))
    assert 1 not in verdict.doubts


def wrapped() -> Record:
    top, photo = (
        Manifest("urn:c2pa:top", RecordState.UNTRUSTED, signer=Signer("Somebody")),
        Manifest("urn:c2pa:photo", RecordState.TRUSTED, signer=Signer("Camera Maker")),
    )
    return Record(RecordState.UNTRUSTED, manifests=(top, photo), location="embedded")


@pytest.mark.parametrize("claim", [OriginClaim.AI_GENERATED, OriginClaim.AI_EDITED])
def test_a_strangers_word_of_ai_over_a_camera_record_names_the_camera_first(claim: OriginClaim) -> None:
    facts = (("signer", "Somebody"),)
    accusing = Finding("record.origin", "c2pa", claim, Strength.UNCONFIRMED, "urn:c2pa:top/c2pa.actions.v2", facts)
    verdict = judge((accusing, camera_of("Camera Maker", "urn:c2pa:photo")), wrapped())
    assert verdict.doubts[0] == 1
    assert verdict.conclusion.value == claim.value


def test_the_camera_of_the_one_who_admits_an_edit_is_no_doubt() -> None:
    edited = recorded(OriginClaim.AI_EDITED, Strength.UNCONFIRMED, "record.edit")
    verdict = judge((edited, camera_of("Example Signer")), record_of(RecordState.UNTRUSTED))
    assert verdict.doubts == ()


@pytest.mark.parametrize(
    ("signer", "recorder", "alarmed"),
    [("Another", "", True), ("Another", "yes", True), ("Another", "no", False), ("Somebody", "no", True)],
)
def test_what_a_stranger_records_of_another_is_shown_and_raises_no_alarm(
    signer: str, recorder: str, alarmed: bool
) -> None:
    facts = (("title", "a.jpg"), ("signer", signer), ("recorder", "Somebody"), ("recorder_confirmed", recorder))
    verdict = judge((Finding("record.ingredient_broken", "c2pa", facts=facts),), record_of(RecordState.UNTRUSTED))
    assert (Alarm.INGREDIENT_BROKEN in verdict.alarms) is alarmed
    assert verdict.doubts == (0,)
