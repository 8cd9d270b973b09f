"""What lies in a record about its own certificates is read by ourselves before anybody is called withdrawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.build.records import signed as files
from tests.build.records.issuers import COMPROMISED, DAY, GOOD, NOW, REVOKED, UNKNOWN, House, make_certificate, staple
from verify.features.teaching.samples import certificates, signing
from verify.inspection.c2pa.engine.read_store import read_manifest_store
from verify.inspection.media.input_file import Media
from verify.model import (
    CertificateStatus,
    NoAnswer,
    Options,
    Record,
    RecordState,
    RevocationAnswer,
    RevocationSource,
)

Open = Callable[[bytes], Media]
STALE = (NOW - 9 * DAY, NOW - 8 * DAY)
FUTURE = (NOW + DAY, NOW + 2 * DAY)


@pytest.fixture(scope="session")
def signed(house: House) -> bytes:
    return signing.sign(files.pixels(), "image/jpeg", files.statement(), house.camera)[0]


@pytest.fixture
def options(house: House) -> Options:
    return files.options(files.trust_list("user", certificates.encode_pem(house.root.certificate), "a list"))


def read(media: Media, options: Options) -> Record:
    with media:
        record = next(read_manifest_store(media, options, hashed=True, thumbnails=False))
    assert isinstance(record, Record)
    return record


def told(record: Record) -> list[tuple[RevocationAnswer, NoAnswer | None]]:
    return [(status.answer, status.why) for status in record.revocations]


def test_a_record_without_answers_says_nothing_of_them(
    signed: bytes, options: Options, opened: Open, house: House
) -> None:
    record = read(opened(signed), options)
    assert (record.state, record.revocations) == (RecordState.TRUSTED, ())
    assert record.chains[0].hosts == (house.host,)
    assert record.active is not None
    assert record.active.signer is not None
    assert record.active.signer.certificates == record.chains[0].digests
    assert len(record.chains[0].certificates) == 2  # the signer's and its issuer's; the root is on the list


@pytest.mark.parametrize("delegated", [False, True])
@pytest.mark.parametrize(
    ("status", "window", "state", "answer"),
    [
        (GOOD, (NOW - DAY, NOW + DAY), RecordState.TRUSTED, (RevocationAnswer.GOOD, None)),
        (REVOKED, (NOW - DAY, NOW + DAY), RecordState.REVOKED, (RevocationAnswer.REVOKED, None)),
        (UNKNOWN, (NOW - DAY, NOW + DAY), RecordState.TRUSTED, (RevocationAnswer.UNKNOWN, None)),
        (GOOD, STALE, RecordState.TRUSTED, (RevocationAnswer.NO_ANSWER, NoAnswer.OUTSIDE_WINDOW)),
        (GOOD, FUTURE, RecordState.TRUSTED, (RevocationAnswer.NO_ANSWER, NoAnswer.OUTSIDE_WINDOW)),
        (REVOKED, STALE, RecordState.TRUSTED, (RevocationAnswer.NO_ANSWER, NoAnswer.OUTSIDE_WINDOW)),
    ],
)
def test_our_own_reading_decides_whatever_the_engine_says(
    signed: bytes,
    options: Options,
    opened: Open,
    house: House,
    delegated: bool,
    status: object,
    window: object,
    state: RecordState,
    answer: object,
) -> None:
    by = house.responder() if delegated else None
    data = staple(signed, house.answer(status, window, by=by))  # type: ignore[arg-type]
    record = read(opened(data), options)
    assert (record.state, told(record)) == (state, [answer])
    assert [status.source for status in record.revocations] == [RevocationSource.STAPLED]


def test_an_answer_of_nobody_who_matters_changes_nothing(
    signed: bytes, options: Options, opened: Open, house: House
) -> None:
    stranger = make_certificate("Stranger", authority=True)
    for answer in (house.answer(REVOKED, by=stranger), b"rubbish", house.answer(REVOKED, by=house.root)):
        record = read(opened(staple(signed, answer)), options)
        assert record.state is RecordState.TRUSTED
        assert [status.answer for status in record.revocations] == [RevocationAnswer.NO_ANSWER]


def test_an_answer_about_somebody_else_is_passed_over(
    signed: bytes, options: Options, opened: Open, house: House
) -> None:
    answer = house.answer(REVOKED, about=make_certificate("Sibling", house.issuer))
    record = read(opened(staple(signed, answer)), options)
    assert (record.state, record.revocations) == (RecordState.TRUSTED, ())


def test_a_withdrawn_issuer_counts_like_a_withdrawn_signer(
    signed: bytes, options: Options, opened: Open, house: House
) -> None:
    above = house.answer(REVOKED, about=house.issuer, issuer=house.root)
    record = read(opened(staple(signed, above, house.answer())), options)
    assert record.state is RecordState.REVOKED
    assert [(status.name, status.answer) for status in record.revocations] == [
        ("Camera", RevocationAnswer.GOOD),
        ("Issuer", RevocationAnswer.REVOKED),
    ]


def test_the_newest_answer_counts(signed: bytes, options: Options, opened: Open, house: House) -> None:
    held = house.answer(REVOKED, (NOW - 3 * DAY, NOW + DAY))
    later = house.answer(GOOD, (NOW - DAY, NOW + DAY))
    for order in ((held, later), (later, held)):
        assert read(opened(staple(signed, *order)), options).state is RecordState.TRUSTED


def test_changed_content_stays_changed_whatever_was_answered(
    signed: bytes, options: Options, opened: Open, house: House
) -> None:
    # the engine calls this answer "revoked", which must not hide what else is wrong
    data = bytearray(staple(signed, house.answer(GOOD, FUTURE, by=house.responder())))
    data[-100] ^= 1
    assert read(opened(bytes(data)), options).state is RecordState.ALTERED


def test_a_signer_on_no_list_has_no_good_word_from_its_issuer(signed: bytes, opened: Open, house: House) -> None:
    unlisted = files.options()
    good = read(opened(staple(signed, house.answer())), unlisted)
    assert (good.state, good.revocations, good.chains) == (RecordState.UNTRUSTED, (), ())
    assert read(opened(staple(signed, house.answer(REVOKED))), unlisted).state is RecordState.REVOKED


# -- answers that were asked for


def asked(house: House, record: Record, answer: RevocationAnswer) -> tuple[CertificateStatus, ...]:
    digest = record.chains[0].digests[0]
    at = (NOW).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (CertificateStatus(digest, answer, RevocationSource.ASKED, "Camera", house.host, at),)


def test_what_was_asked_for_counts_like_what_lies_in_the_record(
    signed: bytes, options: Options, opened: Open, house: House
) -> None:
    before = read(opened(signed), options)
    for answer, state in (
        (RevocationAnswer.GOOD, RecordState.TRUSTED),
        (RevocationAnswer.UNKNOWN, RecordState.TRUSTED),
        (RevocationAnswer.REVOKED, RecordState.REVOKED),
    ):
        answers = asked(house, before, answer)
        record = read(opened(signed), replace(options, revocation=answers))
        assert (record.state, record.revocations) == (state, answers)


def test_an_answer_about_another_certificate_touches_no_record(
    signed: bytes, options: Options, opened: Open, house: House
) -> None:
    other = CertificateStatus("00" * 32, RevocationAnswer.REVOKED, RevocationSource.ASKED)
    record = read(opened(signed), replace(options, revocation=(other,)))
    assert (record.state, record.revocations) == (RecordState.TRUSTED, ())


def test_no_answer_from_the_network_leaves_what_lies_in_the_record(
    signed: bytes, options: Options, opened: Open, house: House
) -> None:
    data = staple(signed, house.answer())
    nothing = asked(house, read(opened(data), options), RevocationAnswer.NO_ANSWER)
    silent = (replace(nothing[0], at="", why=NoAnswer.TIMED_OUT),)
    record = read(opened(data), replace(options, revocation=silent))
    assert [(one.answer, one.source) for one in record.revocations] == [
        (RevocationAnswer.GOOD, RevocationSource.STAPLED)
    ]


def test_a_compromised_key_helps_no_signature(signed: bytes, options: Options, opened: Open, house: House) -> None:
    data = staple(signed, house.answer(REVOKED, reason=COMPROMISED))
    assert read(opened(data), options).state is RecordState.REVOKED
