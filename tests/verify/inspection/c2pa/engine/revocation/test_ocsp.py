"""What an answer about a certificate has to be to count: from whom it concerns, about it, and of the right time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build.records.issuers import (
    ANSWERING,
    COMPROMISED,
    DAY,
    GOOD,
    NOW,
    REVOKED,
    UNKNOWN,
    House,
    make_certificate,
)
from verify.inspection.c2pa.engine.revocation.answer import Moment
from verify.inspection.c2pa.engine.revocation.ocsp import build_request, read_response
from verify.model import NoAnswer, RevocationAnswer, SignedAnswer, limits

ASKED = Moment(NOW)
STALE = (NOW - 9 * DAY, NOW - 8 * DAY)


def read(house: House, answer: bytes, moment: Moment = ASKED) -> SignedAnswer:
    return read_response(answer, house.camera.certificate, house.issuer.certificate, moment)


def why(house: House, answer: bytes, moment: Moment = ASKED) -> NoAnswer | None:
    found = read(house, answer, moment)
    assert (found.answer is RevocationAnswer.NO_ANSWER) == (found.why is not None)
    return found.why


@pytest.mark.parametrize("algorithm", [hashes.SHA1(), hashes.SHA256(), hashes.SHA512()])
def test_the_issuers_own_answer_counts_however_it_names_the_certificate(
    house: House, algorithm: hashes.HashAlgorithm
) -> None:
    assert read(house, house.answer(algorithm=algorithm)).answer is RevocationAnswer.GOOD


def test_a_delegate_of_the_issuer_answers_for_it(house: House) -> None:
    answer = read(house, house.answer(by=house.responder()))
    assert (answer.answer, answer.at) == (RevocationAnswer.GOOD, (NOW - DAY).strftime("%Y-%m-%dT%H:%M:%SZ"))


def test_a_withdrawal_is_told_with_its_time_and_reason(house: House) -> None:
    answer = read(house, house.answer(REVOKED, revoked_at=NOW - 3 * DAY, reason=COMPROMISED))
    assert answer.answer is RevocationAnswer.REVOKED
    assert (answer.revoked_at, answer.reason) == ((NOW - 3 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ"), "keyCompromise")


def test_a_withdrawal_that_was_taken_back_is_none(house: House) -> None:
    answer = house.answer(REVOKED, reason=x509.ReasonFlags.remove_from_crl)
    assert read(house, answer).answer is RevocationAnswer.GOOD


def test_unknown_stays_unknown(house: House) -> None:
    assert read(house, house.answer(UNKNOWN)).answer is RevocationAnswer.UNKNOWN


@pytest.mark.parametrize("status", [GOOD, REVOKED, UNKNOWN])
@pytest.mark.parametrize("window", [STALE, (NOW + DAY, NOW + 2 * DAY), (NOW - 2 * DAY, None)])
def test_an_answer_of_another_time_is_none_whatever_it_says(
    house: House, status: ocsp.OCSPCertStatus, window: tuple[object, object]
) -> None:
    for signer in (None, house.responder()):
        assert why(house, house.answer(status, window, by=signer)) is NoAnswer.OUTSIDE_WINDOW  # type: ignore[arg-type]


def test_a_clock_that_is_a_little_ahead_does_no_harm(house: House) -> None:
    assert why(house, house.answer(window=(NOW + timedelta(seconds=2), NOW + DAY))) is None


def test_an_answer_without_an_end_counts_for_a_day(house: House) -> None:
    assert why(house, house.answer(window=(NOW - timedelta(hours=20), None))) is None


@pytest.mark.parametrize("status", [GOOD, REVOKED])
def test_nobody_else_answers_for_an_issuer(house: House, status: ocsp.OCSPCertStatus) -> None:
    stranger = make_certificate("Stranger", authority=True)
    namesake = House()
    others = (
        house.root,  # above the issuer, and not the issuer
        house.camera,  # for itself
        stranger,
        make_certificate("Responder", stranger, purposes=ANSWERING),
        namesake.issuer,
        namesake.responder(),
        house.responder(purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,)),
        house.responder(issuer=house.root),
        house.responder(span=(NOW - 9 * DAY, NOW - DAY)),
        house.responder(span=(NOW + DAY, NOW + 9 * DAY)),
    )
    for other in others:
        answer = house.answer(status, by=other)
        assert why(house, answer) is NoAnswer.OTHER_SIGNER, other.certificate.subject


def test_a_signer_who_may_answer_does_not_answer_for_itself() -> None:
    house = House()
    house.camera = make_certificate("Camera", house.issuer, purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION, *ANSWERING))
    assert why(house, house.answer(by=house.camera)) is NoAnswer.OTHER_SIGNER


@pytest.mark.parametrize("status", [GOOD, REVOKED])
def test_an_answer_about_another_certificate_is_none(house: House, status: ocsp.OCSPCertStatus) -> None:
    sibling = make_certificate("Sibling", house.issuer)
    assert why(house, house.answer(status, about=sibling)) is NoAnswer.OTHER_CERTIFICATE
    above = house.answer(status, about=house.issuer, issuer=house.root)
    assert why(house, above) is NoAnswer.OTHER_CERTIFICATE


def test_the_same_number_under_another_issuer_is_another_certificate(house: House) -> None:
    class Twin:
        certificate = house.camera.certificate

    stranger = make_certificate("Issuer", authority=True)  # of the same name, with another key
    answer = house.answer(REVOKED, about=Twin, issuer=stranger)  # type: ignore[arg-type]
    assert why(house, answer) is NoAnswer.OTHER_CERTIFICATE


@pytest.mark.parametrize(
    "status", [one for one in ocsp.OCSPResponseStatus if one is not ocsp.OCSPResponseStatus.SUCCESSFUL]
)
def test_a_responder_may_refuse(house: House, status: ocsp.OCSPResponseStatus) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    refusal = ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
    assert why(house, refusal) is NoAnswer.REFUSED


@pytest.mark.parametrize("rubbish", [b"", b"\0", b"<html>", b"\x30\x03\x0a\x01\x00", b"\x30\x84" + b"\xff" * 100])
def test_rubbish_is_no_answer(house: House, rubbish: bytes) -> None:
    assert why(house, rubbish) is NoAnswer.UNREADABLE


def test_an_answer_that_is_too_large_is_not_read(house: House) -> None:
    answer = house.answer()
    assert why(house, answer + bytes(limits.REVOCATION_ANSWER_BYTES)) is NoAnswer.TOO_LARGE


def test_a_question_holds_the_number_and_hashes_and_nothing_else(house: House) -> None:
    request = ocsp.load_der_ocsp_request(build_request(house.camera.certificate, house.issuer.certificate))
    assert request.serial_number == house.camera.certificate.serial_number
    assert list(request.extensions) == []
    assert len(build_request(house.camera.certificate, house.issuer.certificate)) < 120


# -- answers that lie in a record: they were given long before anybody asks


SIGNED = Moment(NOW, NOW - 100 * DAY)  # confirmed


@pytest.mark.parametrize("status", [GOOD, REVOKED])
def test_an_old_answer_counts_where_it_spoke_of_the_confirmed_time_of_signing(
    house: House, status: ocsp.OCSPCertStatus
) -> None:
    around = (NOW - 101 * DAY, NOW - 99 * DAY)
    assert why(house, house.answer(status, around), SIGNED) is None
    assert why(house, house.answer(status, around), ASKED) is NoAnswer.OUTSIDE_WINDOW


def test_an_answer_that_was_given_after_the_signing_counts(house: House) -> None:
    assert why(house, house.answer(window=(NOW - 50 * DAY, NOW - 40 * DAY)), SIGNED) is None


@pytest.mark.parametrize("status", [GOOD, REVOKED])
def test_an_answer_that_ran_out_before_the_signing_is_none(house: House, status: ocsp.OCSPCertStatus) -> None:
    before = (NOW - 120 * DAY, NOW - 110 * DAY)
    assert why(house, house.answer(status, before), SIGNED) is NoAnswer.OUTSIDE_WINDOW


def test_a_delegate_has_to_be_valid_when_its_answer_counts(house: House) -> None:
    window = (NOW - 101 * DAY, NOW - 99 * DAY)
    then = house.responder(span=(NOW - 102 * DAY, NOW - 98 * DAY))
    now = house.responder(span=(NOW - 2 * DAY, NOW + 2 * DAY))
    assert why(house, house.answer(window=window, by=then), SIGNED) is None
    assert why(house, house.answer(window=window, by=now), SIGNED) is NoAnswer.OTHER_SIGNER


# -- hostile bytes


_HOUSE = House()
_ANSWERS = (_HOUSE.answer(), _HOUSE.answer(REVOKED, by=_HOUSE.responder()), _HOUSE.answer(window=STALE))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_ANSWERS), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=3))
def test_a_changed_answer_says_the_same_or_nothing(answer: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(answer)
    for place, value in changes:
        changed[place % len(changed)] = value
    found = read(_HOUSE, bytes(changed))
    assert found.why is not None or found == read(_HOUSE, answer)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_raising(data: bytes) -> None:
    assert read(_HOUSE, data).answer is RevocationAnswer.NO_ANSWER
