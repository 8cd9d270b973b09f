"""Time stamps: which of them binds a signature, whose authority a list knows, and that no bytes break the reader."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from tests.build.records import authorities as made
from tests.build.records.authorities import BETWEEN, CLOCK, CLOCKS, ENDED, NOW, ROOT, SIGNER, YEAR, Stamp
from tests.build.records.forged_records import encoded
from verify.inspection.c2pa.engine.credentials import der
from verify.inspection.c2pa.engine.credentials.cose import ClaimSignature, read_claim_signature
from verify.inspection.c2pa.engine.credentials.signer_lists import load_time_lists
from verify.inspection.c2pa.engine.credentials.time_stamp_token import read_token
from verify.inspection.c2pa.engine.credentials.time_stamps import (
    WeighedStamp,
    find_confirmed_time,
    show_stamps,
    weigh_stamps,
)
from verify.model import StampedBytes, limits

CLAIM = b"\xa1\x61a\x01"
OFFICIAL = made.listed("time_stamp", CLOCKS)
OLDER = made.table(ROOT, clocks=(CLOCKS,))
THEN = NOW - YEAR / 2


def read(*stamps: Stamp, protects_chain: bool = True) -> ClaimSignature:
    how = made.signing(SIGNER, BETWEEN, ROOT, stamps=stamps, protects_chain=protects_chain)
    signature = read_claim_signature(made.make_cose(CLAIM, how))
    assert signature is not None
    assert signature.fits(CLAIM)
    return signature


def weighed(*stamps: Stamp, protects_chain: bool = True) -> tuple[WeighedStamp, ...]:
    signature = read(*stamps, protects_chain=protects_chain)
    return weigh_stamps(signature, CLAIM, (), load_time_lists((OLDER, OFFICIAL)))


@pytest.mark.parametrize("over_signature", [True, False])
def test_a_stamp_of_a_listed_authority_over_this_signature_confirms_its_time(over_signature: bool) -> None:
    (stamp,) = weighed(Stamp(THEN, over_signature=over_signature))
    assert stamp.time_stamp.over is StampedBytes.SIGNATURE
    assert (stamp.time_stamp.trust_list, stamp.time_stamp.confirmed) == ("time_stamp list", True)
    assert stamp.time_stamp.authority == "Clocks, Clock 1"
    assert stamp.time_stamp.time == THEN.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert stamp.time_stamp.codes == ("timeStamp.validated", "timeStamp.trusted")
    assert find_confirmed_time((stamp,), older=False) == THEN


def test_a_stamp_over_the_claim_alone_does_not_bind_who_signed() -> None:
    (stamp,) = weighed(Stamp(THEN, over_signature=False), protects_chain=False)
    assert (stamp.time_stamp.over, stamp.time_stamp.confirmed) == (StampedBytes.CLAIM, False)
    assert find_confirmed_time((stamp,), older=True) is None
    (bound,) = weighed(Stamp(THEN), protects_chain=False)  # over the signature itself, wherever the certificate stands
    assert bound.time_stamp.confirmed


def test_a_stamp_over_something_else_is_told_and_counts_for_nothing() -> None:
    (stamp,) = weighed(Stamp(THEN, of=b"another signature"))
    assert (stamp.time_stamp.over, stamp.time_stamp.confirmed) == (StampedBytes.OTHER, False)
    assert stamp.time_stamp.codes == ("timeStamp.mismatch",)


@pytest.mark.parametrize(
    "stamp",
    [
        Stamp(THEN, replace(CLOCK, purposes=(made.MAIL,))),
        Stamp(THEN, replace(CLOCK, purposes=(made.STAMPING, made.MAIL))),
        Stamp(THEN, replace(CLOCK, authority=True)),
        Stamp(THEN, replace(CLOCK, usages=("key_agreement",))),
        Stamp(THEN, replace(CLOCK, span=ENDED)),
        Stamp(NOW - 20 * YEAR),
        Stamp(THEN, CLOCK, replace(CLOCKS, key=7)),  # the same names by another key
        Stamp(THEN, replace(SIGNER, purposes=(made.STAMPING,)), BETWEEN),
    ],
)
def test_an_authority_that_no_list_stands_behind_confirms_nothing(stamp: Stamp) -> None:
    (found,) = weighed(stamp)
    assert found.time_stamp.over is StampedBytes.SIGNATURE
    assert (found.time_stamp.trust_list, found.time_stamp.confirmed) == ("", False)
    assert found.time_stamp.codes == ("timeStamp.validated", "timeStamp.untrusted")


def test_the_older_lists_authorities_confirm_times_for_its_own_signers_alone() -> None:
    signature = read(Stamp(THEN))
    stamps = weigh_stamps(signature, CLAIM, (), load_time_lists((OLDER,)))
    assert find_confirmed_time(stamps, older=True) == THEN
    assert find_confirmed_time(stamps, older=False) is None
    assert [stamp.confirmed for stamp in show_stamps(stamps, older=True)] == [True]
    assert [stamp.confirmed for stamp in show_stamps(stamps, older=False)] == [False]


def test_of_several_stamps_each_is_told_and_the_earliest_confirmed_one_counts() -> None:
    stranger = replace(CLOCKS, key=7)
    stamps = weighed(Stamp(NOW), Stamp(THEN), Stamp(THEN - YEAR, CLOCK, stranger), Stamp(NOW, over_signature=False))
    assert len(stamps) == 4
    assert find_confirmed_time(stamps, older=False) == THEN


def test_a_stamp_that_was_tampered_with_is_nobodys_word() -> None:
    token = made.make_token(Stamp(THEN), b"message")
    place = token.index(THEN.strftime("%Y%m%d%H%M%SZ").encode())
    earlier = token[:place] + b"1999" + token[place + 4 :]
    found = read_token(earlier)
    assert found.time.year == 1999
    assert found.authority is None
    assert read_token(token).authority is not None


def test_the_answer_that_holds_a_stamp_is_opened() -> None:
    token = made.make_token(Stamp(THEN), b"message")
    answer = made._sequence(made._sequence(made._number(0)), token)
    assert read_token(answer) == read_token(token)
    assert read_token(answer).is_of(b"message")


def test_an_authoritys_certificate_that_cannot_be_read_leaves_its_time_unconfirmed() -> None:
    token = made.make_token(Stamp(THEN), b"message")
    certificate = made.issue(CLOCK, CLOCKS).subject.public_bytes()
    spoiled = token.replace(certificate, certificate.replace(b"Clock 1", b"Clock \xff"))
    assert read_token(spoiled).authority is None


@pytest.mark.parametrize(
    "data", [b"", b"\x30", b"\x30\x00", b"\x30\x80\x00\x00", b"\x1f\x81\x01\x00", b"\x30\x03\x06\x01\x2a"]
)
def test_what_is_no_time_stamp_is_refused(data: bytes) -> None:
    with pytest.raises(der.DerError):
        read_token(data)
    with pytest.raises(der.DerError):
        read_token(bytes(limits.STAMP_BYTES + 1))


@settings(max_examples=300, deadline=None)
@given(some.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with contextlib.suppress(der.DerError):
        for element in der.read_all(data):
            element.children()
    with contextlib.suppress(der.DerError):
        read_token(data)


@settings(max_examples=300, deadline=None)
@given(some.lists(some.tuples(some.floats(0, 0.9999), some.integers(1, 255)), min_size=1, max_size=3))
def test_a_changed_stamp_is_refused_or_nobodys_word_or_says_the_same(changes: list[tuple[float, int]]) -> None:
    data = bytearray(_TOKEN)
    for share, change in changes:
        data[int(share * len(data))] ^= change
    try:
        token = read_token(bytes(data))
    except der.DerError:
        return
    if token.authority is not None:
        assert (token.time, token.imprint) == (_READ.time, _READ.imprint)


_TOKEN = made.make_token(Stamp(THEN), b"message")
_READ = read_token(_TOKEN)


@settings(max_examples=200, deadline=None)
@given(some.lists(some.tuples(some.floats(0, 0.9999), some.integers(1, 255)), min_size=1, max_size=3))
def test_a_changed_claim_signature_fits_no_more_or_names_the_same_signer(changes: list[tuple[float, int]]) -> None:
    data = bytearray(_COSE)
    for share, change in changes:
        data[int(share * len(data))] ^= change
    signature = read_claim_signature(bytes(data))
    if signature is not None and signature.fits(CLAIM):
        assert made.encode_der(signature.certificates[0]) in _COSE


_COSE = made.make_cose(CLAIM, made.signing(SIGNER, BETWEEN, ROOT, stamps=(Stamp(THEN),)))


def test_a_header_that_names_two_chains_is_refused() -> None:
    """Which of the two the engine takes cannot be known, so neither is looked up."""
    first, second = (
        [made.encode_der(certificate) for certificate in made.chain_of(plan, BETWEEN, ROOT)]
        for plan in (SIGNER, replace(SIGNER, organisation="Somebody", key=6))
    )
    one, other = encoded({33: first})[1:], encoded({33: second})[1:]
    protected = b"\xa3" + encoded({1: -7})[1:] + one + other
    assert read_claim_signature(encoded([protected, {}, None, bytes(64)])) is None


def test_another_key_than_the_certificates_does_not_fit() -> None:
    how = made.signing(SIGNER, BETWEEN, ROOT)
    signature = read_claim_signature(made.make_cose(CLAIM, replace(how, key=made.key_of(ROOT))))
    assert signature is not None
    assert not signature.fits(CLAIM)
    assert not read().fits(CLAIM + b"\x00")
