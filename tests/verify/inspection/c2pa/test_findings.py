"""What a record may claim: the weakest link, the threats of the verdict that concern records, and its state."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build.records.manifests import (
    AI,
    CAPTURE,
    HUMAN,
    IPTC,
    NOW,
    PARTLY_AI,
    TABLE,
    action,
    findings,
    found,
    ingredient,
    manifest,
    record,
    under,
    uri,
    verdict,
)
from verify.inspection.c2pa import findings as claims
from verify.inspection.c2pa.statements import summarise_provenance
from verify.model import (
    Alarm,
    Conclusion,
    Finding,
    Identity,
    Manifest,
    Options,
    Origin,
    OriginClaim,
    Record,
    RecordState,
    SecondOpinion,
    Signer,
    SoftBinding,
    Standing,
    Strength,
    TrustList,
    TrustListFacts,
)
from verify.model.vocabularies.finding_codes import FINDINGS

CREATED_AI = action("c2pa.created", AI)
CREATED_CAPTURE = action("c2pa.created", CAPTURE)
OPENED = action("c2pa.opened")
EDITED_AI = action("c2pa.edited", PARTLY_AI)
PHOTO = manifest("photo", CREATED_CAPTURE, organisation="Camera Maker")

_WEAK = (RecordState.UNTRUSTED, RecordState.EXPIRED, RecordState.MALFORMED)
_BROKEN = (RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED)


def answer(of: Record, *others: Finding) -> tuple[Conclusion, Standing]:
    given_answer = verdict(of, *others)
    return given_answer.conclusion, given_answer.standing


# ---- the weakest link


@pytest.mark.parametrize("state", _WEAK)
def test_an_unconfirmed_record_admits_ai_and_boasts_of_nothing(state: RecordState) -> None:
    assert answer(record(manifest("a", CREATED_AI, state=state))) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)
    for boast in (CAPTURE, HUMAN):
        provenance = record(manifest("a", action("c2pa.created", boast), state=state))
        assert answer(provenance) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)
        (origin,) = found(provenance, "record.origin")
        assert (origin.claim, origin.strength) == (OriginClaim.NONE, Strength.HINT)
        assert origin.fact("source_type") == boast.rpartition("/")[2]


@pytest.mark.parametrize("state", _BROKEN)
def test_a_broken_record_leaves_ai_as_a_statement_and_nothing_else(state: RecordState) -> None:
    assert answer(record(manifest("a", CREATED_AI, state=state))) == (Conclusion.AI_GENERATED, Standing.STATED)
    for other in (CAPTURE, HUMAN, IPTC + "screenCapture"):
        provenance = record(manifest("a", action("c2pa.created", other), state=state))
        assert answer(provenance) == (Conclusion.UNKNOWN, Standing.BROKEN)
        assert {one.claim for one in findings(provenance)} == {OriginClaim.NONE}


@pytest.mark.parametrize("state", [*_WEAK, *_BROKEN])
def test_a_weaker_ingredient_weakens_what_it_says_and_not_what_its_holder_says(state: RecordState) -> None:
    weaker = record(manifest("below", CREATED_AI, state=state))
    provenance = under(manifest("top", OPENED, EDITED_AI), weaker)
    strengths = {one.code: one.strength for one in findings(provenance) if one.claim is not OriginClaim.NONE}
    assert strengths["record.edit"] is Strength.CONFIRMED
    assert strengths["record.origin"] is (Strength.UNCONFIRMED if state in _WEAK else Strength.STATED)


def test_an_ingredient_taken_in_with_content_that_no_longer_fitted_admits_and_never_boasts() -> None:
    fault = (("assertion.dataHash.mismatch", "c2pa.hash.data"),)
    ai = manifest("below", CREATED_AI, state=RecordState.ALTERED, faults=fault)
    assert answer(under(manifest("top", OPENED), record(ai))) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)
    photo = replace(PHOTO, state=RecordState.ALTERED, faults=fault)
    provenance = under(manifest("top", OPENED), record(photo))
    assert answer(provenance) == (Conclusion.UNKNOWN, Standing.CONFIRMED)
    assert summarise_provenance(provenance).origin is Origin.UNRECORDED
    assert answer(record(ai)) == (Conclusion.AI_GENERATED, Standing.STATED)


def test_a_record_without_its_file_carries_nothing() -> None:
    provenance = replace(record(manifest("a", CREATED_AI)), location="alone")
    assert {one.claim for one in findings(provenance)} == {OriginClaim.NONE}
    assert {one.strength for one in findings(provenance) if one.code == "record.origin"} == {Strength.HINT}
    assert found(provenance, "record.alone")


def test_a_record_is_no_stronger_than_its_state_whatever_its_manifest_says() -> None:
    provenance = replace(record(manifest("a", CREATED_AI)), state=RecordState.ALTERED)
    assert found(provenance, "record.origin")[0].strength is Strength.STATED


# ---- the threats that concern records


def test_a_tiny_ai_edit_on_a_true_photo_is_an_edit_of_a_photo() -> None:
    provenance = under(manifest("top", OPENED, EDITED_AI), record(PHOTO))
    assert answer(provenance) == (Conclusion.AI_EDITED, Standing.CONFIRMED)
    assert summarise_provenance(provenance).origin is Origin.CAPTURE


def test_an_ai_picture_re_signed_as_a_capture_by_a_stranger_stays_unknown() -> None:
    provenance = record(manifest("a", CREATED_CAPTURE, state=RecordState.UNTRUSTED))
    assert answer(provenance) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)


def test_a_boast_over_an_ai_record_is_a_contradiction_where_both_are_confirmed() -> None:
    below = record(manifest("below", CREATED_AI))
    both = under(manifest("top", CREATED_CAPTURE), below)
    assert verdict(both).conclusion is Conclusion.DISPUTED
    stranger = under(manifest("top", CREATED_CAPTURE, state=RecordState.UNTRUSTED), below)
    assert answer(stranger) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)


def test_a_label_put_on_a_signed_photo_is_disputed() -> None:
    label = Finding("metadata.source_type", "xmp", OriginClaim.AI_GENERATED, Strength.STATED)
    assert answer(record(PHOTO), label)[0] is Conclusion.DISPUTED


@pytest.mark.parametrize("state", _WEAK)
def test_a_trusted_photo_in_a_strangers_wrapper_is_the_strangers_word(state: RecordState) -> None:
    provenance = under(manifest("top", OPENED, state=state, organisation="Stranger"), record(PHOTO))
    assert answer(provenance) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)
    (wrapped,) = found(provenance, "record.wrapped")
    assert (wrapped.fact("signer"), wrapped.fact("ingredient_signer")) == ("Stranger", "Camera Maker")
    assert summarise_provenance(provenance).origin is Origin.CAPTURE  # as this record tells it; it carries nothing
    assert {one.claim for one in findings(provenance)} == {OriginClaim.NONE}


def test_another_trusted_signers_wrapper_is_shown_as_that_signers_word() -> None:
    provenance = under(manifest("top", OPENED, organisation="Newsroom"), record(PHOTO))
    assert answer(provenance) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    assert found(provenance, "record.wrapped")
    same = under(manifest("top", OPENED, organisation="Camera Maker"), record(PHOTO))
    assert found(same, "record.wrapped") == []


def test_a_record_pasted_onto_other_pixels_is_broken_and_its_ai_claim_a_statement() -> None:
    provenance = record(manifest("a", CREATED_AI, state=RecordState.ALTERED))
    given_answer = verdict(provenance)
    assert (given_answer.conclusion, given_answer.standing) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert Alarm.RECORD_BROKEN in given_answer.alarms


def test_a_record_silent_on_ai_with_a_decoded_mark_is_disputed() -> None:
    mark = Finding("metadata.generator", "x", OriginClaim.AI_GENERATED, Strength.STATED)
    assert answer(record(manifest("a", action("c2pa.created", HUMAN))), mark)[0] is Conclusion.DISPUTED


def test_an_ai_picture_opened_as_flat_material_has_an_unknown_beginning() -> None:
    provenance = record(manifest("a", OPENED, action("c2pa.cropped"), ingredients=(ingredient(title="ai.png"),)))
    assert answer(provenance) == (Conclusion.UNKNOWN, Standing.CONFIRMED)
    assert found(provenance, "record.unknown_provenance")[0].fact("title") == "ai.png"


def test_an_expired_certificate_is_neutral_and_unconfirmed() -> None:
    provenance = record(manifest("a", CREATED_CAPTURE, state=RecordState.EXPIRED))
    assert answer(provenance) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)
    assert next(one.code for one in findings(provenance)) == "record.expired"


def test_a_screenshot_may_contain_ai() -> None:
    assert answer(record(manifest("a", action("c2pa.created", uri("screenCapture")))))[0] is Conclusion.MAY_CONTAIN_AI


def test_a_camera_maker_that_also_makes_ai_is_never_ai_by_its_name() -> None:
    signer = Signer(organisation="Google LLC", common_name="Pixel Camera")
    provenance = record(replace(manifest("a", CREATED_CAPTURE), signer=signer, claim_generator="Google Generative AI"))
    assert answer(provenance) == (Conclusion.CAPTURED, Standing.CONFIRMED)


def test_a_capture_by_a_product_that_may_not_capture_is_disputed() -> None:
    provenance = record(
        manifest("a", CREATED_CAPTURE, inception=("capturedMedia",), product="Snapseed", disallowed=("capturedMedia",))
    )
    given_answer = verdict(provenance)
    assert given_answer.conclusion is Conclusion.DISPUTED
    assert Alarm.DISALLOWED_CLAIM in given_answer.alarms
    (forbidden,) = found(provenance, "record.disallowed")
    assert forbidden.fact("signals") == "capturedMedia"


def test_a_remote_record_names_its_host_and_nothing_more() -> None:
    provenance = Record(RecordState.REMOTE, location="remote", url="https://user@records.example:8443/a?b=c")
    assert [(one.code, one.fact("host")) for one in findings(provenance)] == [("record.remote", "records.example")]
    assert findings(replace(provenance, url="http://[broken"))[0].fact("host") == ""


def test_a_broken_part_is_told_at_the_part() -> None:
    part = manifest("part", CREATED_CAPTURE, state=RecordState.BAD_SIGNATURE, title="part.jpg")
    edge = ingredient("part", "componentOf", codes=("claimSignature.mismatch", "signingCredential.untrusted"))
    provenance = record(replace(PHOTO, ingredients=(edge,)), part)
    (broken,) = found(provenance, "record.ingredient_broken")
    assert (broken.fact("title"), broken.fact("codes")) == ("part.jpg", "claimSignature.mismatch")
    assert answer(provenance) == (Conclusion.MAY_CONTAIN_AI, Standing.CONFIRMED)
    assert Alarm.RECORD_BROKEN not in verdict(provenance).alarms


@pytest.mark.parametrize("code", ["ingredient.manifest.mismatch", "ingredient.manifest.missing"])
def test_a_reference_that_does_not_fit_leads_to_a_statement_at_most(code: str) -> None:
    """The manifest may be genuine: it is not the one that its holder meant."""
    for inner, conclusion in ((PHOTO, Conclusion.UNKNOWN), (manifest("photo", CREATED_AI), Conclusion.AI_GENERATED)):
        top = manifest("top", OPENED, ingredients=(ingredient("photo", codes=(code,)),))
        provenance = record(top, inner)
        assert verdict(provenance).conclusion is conclusion
        assert all(one.strength in (Strength.STATED, Strength.HINT) for one in found(provenance, "record.origin"))
        assert found(provenance, "record.ingredient_broken")


# ---- the state of the record in findings

_STATES = {
    RecordState.TRUSTED: "record.trusted",
    RecordState.UNTRUSTED: "record.untrusted",
    RecordState.EXPIRED: "record.expired",
    RecordState.REVOKED: "record.revoked",
    RecordState.ALTERED: "record.altered",
    RecordState.BAD_SIGNATURE: "record.bad_signature",
    RecordState.MALFORMED: "record.malformed",
    RecordState.REMOTE: "record.remote",
    RecordState.UNREADABLE: "record.unreadable",
}
_STATE_CODES = frozenset({*_STATES.values(), "record.interim"})


@pytest.mark.parametrize("state", list(RecordState))
def test_every_state_has_exactly_one_finding_and_absence_has_none(state: RecordState) -> None:
    provenance = Record(state, manifests=(manifest("a", CREATED_CAPTURE, state=state),))
    codes = [one.code for one in findings(provenance) if one.code in _STATE_CODES]
    assert codes == ([_STATES[state]] if state in _STATES else [])


def test_a_trusted_record_names_its_list_and_the_lists_date() -> None:
    signer = Signer(organisation="Newsroom", common_name="Desk", trust_list="C2PA Trust List")
    lists = (TrustList(TrustListFacts("C2PA Trust List", "2026-09-24", "signing"), ""),)
    provenance = record(replace(PHOTO, signer=signer, signed_at="2026-10-01T00:00:00Z"))
    (trusted,) = [
        one
        for one in claims.find_findings(provenance, TABLE, Options(NOW, trust=lists))
        if one.code == "record.trusted"
    ]
    assert dict(trusted.facts) == {
        "signer": "Newsroom",
        "common_name": "Desk",
        "signed_at": "2026-10-01T00:00:00Z",
        "list": "C2PA Trust List",
        "list_date": "2026-09-24",
    }


def test_the_older_list_has_a_sentence_of_its_own() -> None:
    signer = Signer(organisation="Adobe Inc.", interim_list="Interim list")
    provenance = record(replace(manifest("a", CREATED_AI, state=RecordState.UNTRUSTED), signer=signer))
    assert found(provenance, "record.interim")[0].fact("list") == "Interim list"
    assert answer(provenance) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)


def test_what_changed_is_named() -> None:
    faults = (("signingCredential.untrusted", ""), ("assertion.hashedURI.mismatch", "c2pa.actions"))
    provenance = record(manifest("a", state=RecordState.ALTERED, faults=faults))
    (altered,) = found(provenance, "record.altered")
    assert altered.fact("assertion") == "c2pa.actions"
    assert "assertion.hashedURI.mismatch" in altered.fact("codes")


def test_what_else_is_to_be_said_of_a_signature() -> None:
    signer = Signer(organisation="Test", test=True)
    provenance = record(
        replace(
            manifest("a", CREATED_AI, state=RecordState.UNTRUSTED),
            signer=signer,
            signed_at="2026-10-01T00:00:00Z",
            codes=("signingCredential.invalid", "signingCredential.untrusted"),
        )
    )
    codes = {one.code for one in findings(provenance)}
    assert {
        "record.untrusted",
        "record.unfit_certificate",
        "record.test_certificate",
        "record.time_unconfirmed",
    } <= codes
    assert found(record(PHOTO), "record.revocation_unchecked")


def test_where_a_record_lies_is_told() -> None:
    assert found(replace(record(PHOTO), location="sidecar"), "record.sidecar")
    stray = replace(record(replace(PHOTO, state=RecordState.ALTERED)), location="sidecar")
    assert found(stray, "record.sidecar_mismatch")
    assert not found(stray, "record.sidecar")
    assert found(Record(reason="unknown_format"), "record.not_looked_for")


def test_identities_soft_bindings_and_the_second_opinion_are_told() -> None:
    identities = tuple(
        Identity(f"cawg.identity__{state}", "cawg.x509.cose", state, f"Newsroom {state}")
        for state in ("trusted", "valid", "untrusted", "invalid", "unchecked")
    )
    bindings = (SoftBinding("com.adobe.trustmark.P"), SoftBinding("com.example.unheard"))
    provenance = replace(
        record(replace(PHOTO, identities=identities, soft_bindings=bindings)),
        second_opinion=SecondOpinion("encypher-c2pa", "altered", agrees=False, codes=("x",)),
    )
    codes = [one.code for one in findings(provenance) if one.code.startswith("record.identity")]
    assert codes == [
        "record.identity_trusted",
        *["record.identity_untrusted"] * 2,
        "record.identity_invalid",
        "record.identity_unchecked",
    ]
    names = [(one.fact("name"), one.fact("checkable")) for one in found(provenance, "record.soft_binding")]
    assert names == [("Adobe TrustMark P", "open"), ("", "no")]
    (disagreement,) = found(provenance, "record.engines_disagree")
    assert (disagreement.fact("first_state"), disagreement.fact("second_state")) == ("trusted", "altered")
    agreed = replace(provenance, second_opinion=SecondOpinion("encypher-c2pa", "trusted", agrees=True))
    assert not found(agreed, "record.engines_disagree")


def test_every_finding_uses_the_vocabulary_and_only_its_facts() -> None:
    part = ingredient("p", "componentOf", codes=("claimSignature.mismatch",))
    flat = ingredient(relation="componentOf", label="c2pa.ingredient.v3__1")
    marked = action("c2pa.watermarked")
    top = manifest(
        "top", OPENED, EDITED_AI, marked, ingredients=(part, flat), product="P", transformation=("ambiguousActions",)
    )
    provenance = under(top, record(PHOTO, manifest("p", CREATED_AI, state=RecordState.BAD_SIGNATURE)))
    everything = findings(provenance)
    assert len({one.code for one in everything}) > 8
    for one in everything:
        assert one.reader == "c2pa"
        assert {name for name, _ in one.facts} <= set(FINDINGS[one.code].facts), one.code


# ---- laws

_SOURCES = st.sampled_from([AI, CAPTURE, HUMAN, PARTLY_AI, *(IPTC + name for name in ("composite", "screenCapture"))])
_STATES_DRAWN = st.sampled_from([RecordState.TRUSTED, *_WEAK, *_BROKEN])
_ORDER = (Strength.HINT, Strength.STATED, Strength.UNCONFIRMED, Strength.CONFIRMED)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A few manifests that refer to each other as they please."""
    count = draw(st.integers(1, 5))
    labels = [f"m{number}" for number in range(count)]
    relations = st.sampled_from(["parentOf", "componentOf", "inputTo", "strange"])

    def node(label: str) -> Manifest:
        edges = draw(st.lists(st.tuples(st.sampled_from([*labels, "", "gone"]), relations), max_size=3))
        names = st.sampled_from(["c2pa.created", "c2pa.opened", "c2pa.edited", "c2pa.watermarked"])
        actions = draw(st.lists(st.builds(action, names, st.one_of(st.just(""), _SOURCES)), max_size=3))
        found_edges = tuple(ingredient(to, relation, label=f"i{at}") for at, (to, relation) in enumerate(edges))
        return manifest(label, *actions, state=draw(_STATES_DRAWN), ingredients=found_edges)

    return record(*(node(label) for label in labels))


def strongest(of: Record) -> dict[OriginClaim, int]:
    best: dict[OriginClaim, int] = {}
    for one in findings(of):
        if one.claim is not OriginClaim.NONE:
            best[one.claim] = max(best.get(one.claim, 0), _ORDER.index(one.strength))
    return best


@settings(max_examples=150, deadline=None)
@given(records(), st.sampled_from(_WEAK), st.sampled_from(["parentOf", "componentOf"]))
def test_a_wrapper_by_an_unknown_signer_never_raises_a_claim(inner: Record, state: RecordState, relation: str) -> None:
    before = strongest(inner)
    after = strongest(under(manifest("wrapper", OPENED, state=state), inner, relation))
    ai = {OriginClaim.AI_GENERATED, OriginClaim.AI_EDITED, OriginClaim.CONTAINS_AI}
    ceiling = max((rank for claim, rank in before.items() if claim in ai), default=0)
    for claim, rank in after.items():
        assert rank <= (ceiling if claim in ai else before.get(claim, 0)), claim
    assert not {OriginClaim.CAPTURED, OriginClaim.HUMAN_MADE} & set(after)


@settings(max_examples=150, deadline=None)
@given(records())
def test_boasts_need_a_confirmed_record_free_of_ai(of: Record) -> None:
    everything = findings(of)
    boasts = [one for one in everything if one.claim in (OriginClaim.CAPTURED, OriginClaim.HUMAN_MADE)]
    assert all(one.strength is Strength.CONFIRMED for one in boasts)
    if boasts and verdict(of).conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE):
        assert of.state is RecordState.TRUSTED
        assert all(one.claim in (OriginClaim.NONE, OriginClaim.CAPTURED, OriginClaim.HUMAN_MADE) for one in everything)


@settings(max_examples=100, deadline=None)
@given(records())
def test_the_story_is_told_of_every_record(of: Record) -> None:
    assert summarise_provenance(of).origin in Origin
    assert len({one.code for one in findings(of) if one.code in _STATE_CODES}) == 1
