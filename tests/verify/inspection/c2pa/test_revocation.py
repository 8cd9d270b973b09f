"""What answers about certificates come to: against which signatures they count, and what is told of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from tests.build.records.manifests import (
    TRUSTED,
    crjson,
    crjson_manifest,
    found,
    ingredient_assertion,
    manifest,
    record,
    results,
)
from verify.inspection.c2pa.engine.revocation.answer import Moment
from verify.inspection.c2pa.engine.revocation.weigh import is_to_its_damage
from verify.inspection.c2pa.manifest.parse import parse
from verify.inspection.c2pa.validation.status_codes import Revocations
from verify.model import (
    CertificateStatus,
    NoAnswer,
    Record,
    RecordState,
    RevocationAnswer,
    RevocationSource,
    Shortfall,
    Signer,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SIGNED = datetime(2026, 3, 1, tzinfo=UTC)
BEFORE, AFTER = "2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z"
REVOKED_CODE = "signingCredential.ocsp.revoked"


def withdrawn(revoked_at: str, reason: str = "") -> CertificateStatus:
    return CertificateStatus(
        "0a", RevocationAnswer.REVOKED, RevocationSource.ASKED, "Camera", "host", AFTER, revoked_at, reason
    )


@pytest.mark.parametrize(
    ("revoked_at", "reason", "signed", "damages"),
    [
        (BEFORE, "", SIGNED, True),
        (AFTER, "", SIGNED, False),
        (AFTER, "superseded", SIGNED, False),
        (AFTER, "keyCompromise", SIGNED, True),
        (AFTER, "cACompromise", SIGNED, True),
        (AFTER, "", None, True),  # no confirmed time
        (AFTER, "superseded", None, True),
        ("", "", SIGNED, True),  # nobody says when
        ("soon", "", SIGNED, True),
    ],
)
def test_a_withdrawal_counts_unless_it_came_after_a_confirmed_signing(
    revoked_at: str, reason: str, signed: datetime | None, damages: bool
) -> None:
    assert is_to_its_damage(withdrawn(revoked_at, reason), Moment(NOW, signed)) is damages


@pytest.mark.parametrize("answer", [one for one in RevocationAnswer if one is not RevocationAnswer.REVOKED])
def test_no_other_answer_counts_against_anybody(answer: RevocationAnswer) -> None:
    status = replace(withdrawn(BEFORE, "keyCompromise"), answer=answer)
    assert not is_to_its_damage(status, Moment(NOW))


# -- states


def state_of(document: Any, revocations: Revocations, label: str = "") -> RecordState:
    manifests = parse(document, revocations=revocations)
    return next(manifest.state for manifest in manifests if not label or manifest.label == label)


def test_our_reading_stands_in_place_of_the_engines_word() -> None:
    said = crjson(crjson_manifest("a", failure=[REVOKED_CODE]))
    silent = crjson(crjson_manifest("a"))
    assert state_of(said, Revocations()) is RecordState.REVOKED  # where nobody looked, the engine's word stands
    assert state_of(said, Revocations({"a": False})) is RecordState.TRUSTED
    assert state_of(silent, Revocations({"a": True})) is RecordState.REVOKED


def test_our_reading_hides_nothing_else_that_is_wrong() -> None:
    altered = crjson(crjson_manifest("a", failure=[REVOKED_CODE, "assertion.dataHash.mismatch"]))
    assert state_of(altered, Revocations({"a": False})) is RecordState.ALTERED
    unsure = crjson(crjson_manifest("a", failure=[REVOKED_CODE], success=()))
    assert state_of(unsure, Revocations({"a": False})) is RecordState.UNTRUSTED


def below(recorded: tuple[str, ...] = (), alone: tuple[str, ...] | None = None) -> tuple[Any, dict[str, Any]]:
    """A manifest under another one, with failures that the upper one recorded, and those of the engine by itself."""
    holds = ingredient_assertion(
        "b", validationResults={"activeManifest": results("b", failure=recorded, success=TRUSTED)}
    )
    document = crjson(crjson_manifest("a", assertions={"c2pa.ingredient.v3": holds}), crjson_manifest("b"))
    return document, {} if alone is None else {"b": results("b", failure=alone, success=TRUSTED)}


def test_what_another_signer_recorded_stands_unless_the_record_itself_holds_the_answers() -> None:
    document, _ = below(recorded=(REVOKED_CODE,))
    assert state_of(document, Revocations({"a": False, "b": False}), "b") is RecordState.REVOKED
    denied = Revocations({"a": False, "b": False}, frozenset("b"))
    assert state_of(document, denied, "b") is not RecordState.REVOKED


def test_the_engines_word_on_an_ingredient_alone_is_settled_too() -> None:
    for engine, withdrawn_, state in (
        ((REVOKED_CODE,), False, False),
        ((), True, True),
        ((REVOKED_CODE,), True, True),
    ):
        document, alone = below(alone=engine)
        manifests = parse(document, alone, revocations=Revocations({"b": withdrawn_}))
        assert (manifests[1].state is RecordState.REVOKED) is state


# -- what is told


def told(state: RecordState, *statuses: CertificateStatus, **more: Any) -> Record:
    signer = Signer("Camera", trust_list="a list", certificates=("0a", "0b"))
    one = replace(manifest("a", state=state, **more), signer=signer)
    return replace(record(one), revocations=statuses)


def test_what_was_answered_is_told_with_host_and_time() -> None:
    good = replace(withdrawn(""), answer=RevocationAnswer.GOOD)
    facts = found(told(RecordState.TRUSTED, good), "record.revocation_good")[0].facts
    assert dict(facts) == {"signer": "Camera", "host": "host", "at": AFTER}
    unknown = replace(good, answer=RevocationAnswer.UNKNOWN)
    assert found(told(RecordState.TRUSTED, unknown), "record.revocation_unknown")
    silent = replace(good, answer=RevocationAnswer.NO_ANSWER, why=NoAnswer.TIMED_OUT)
    assert found(told(RecordState.TRUSTED, silent), "record.revocation_no_answer")[0].fact("why") == "timed_out"


def test_nobody_is_called_unasked_who_was_asked() -> None:
    assert found(told(RecordState.TRUSTED), "record.revocation_unchecked")
    for answer in RevocationAnswer:
        asked = replace(withdrawn(AFTER), answer=answer)
        assert not found(told(RecordState.TRUSTED, asked), "record.revocation_unchecked")
        stapled = replace(asked, source=RevocationSource.STAPLED)
        assert found(told(RecordState.TRUSTED, stapled), "record.revocation_unchecked")


def test_a_known_signer_that_nobody_asked_about_is_called_so_a_stranger_is_not() -> None:
    for known, is_told in (("an older list", True), ("", False)):
        signer = Signer("Camera", known_list=known, shortfalls=(Shortfall.OLDER_LIST,), certificates=("0a", "0b"))
        one = record(replace(manifest("a", state=RecordState.UNTRUSTED), signer=signer))
        assert one.is_known is is_told
        assert bool(found(one, "record.revocation_unchecked")) is is_told


def test_a_withdrawal_that_breaks_the_record_is_its_state() -> None:
    broken = told(RecordState.REVOKED, withdrawn(BEFORE, "keyCompromise"))
    (state,) = found(broken, "record.revoked")
    assert (state.fact("revoked_at"), state.fact("reason"), state.fact("certificate")) == (BEFORE, "keyCompromise", "")
    assert not found(broken, "record.revoked_later")


def test_a_withdrawn_certificate_above_the_signer_is_named() -> None:
    above = replace(withdrawn(BEFORE), certificate="0b", name="Issuer")
    assert found(told(RecordState.REVOKED, above), "record.revoked")[0].fact("certificate") == "Issuer"


def test_a_withdrawal_after_the_signing_is_told_and_breaks_nothing() -> None:
    later = told(
        RecordState.TRUSTED, withdrawn(AFTER, "superseded"), signed_at="2026-03-01T00:00:00Z", time_confirmed=True
    )
    (finding,) = found(later, "record.revoked_later")
    assert (finding.fact("revoked_at"), finding.fact("signed_at")) == (AFTER, "2026-03-01T00:00:00Z")
    assert found(later, "record.trusted")
