"""What a list of revoked certificates has to be to say anything of a certificate."""

from __future__ import annotations

import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build.records.issuers import COMPROMISED, DAY, NOW, House, make_certificate
from verify.inspection.c2pa.engine.revocation.answer import Moment
from verify.inspection.c2pa.engine.revocation.crl import read_list
from verify.model import NoAnswer, RevocationAnswer, SignedAnswer, limits

HOUSE = House(host="", crl_host="crl.issuer.test")
ADDRESS = "http://crl.issuer.test/issuer.crl"


def read(data: bytes) -> SignedAnswer:
    return read_list(data, HOUSE.camera.certificate, HOUSE.issuer.certificate, Moment(NOW))


def scope(name: str = "", **only: bool) -> tuple[x509.IssuingDistributionPoint, bool]:
    names = [x509.UniformResourceIdentifier(name)] if name else None
    parts = {
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
        **only,
    }
    point = x509.IssuingDistributionPoint(full_name=names, relative_name=None, only_some_reasons=None, **parts)
    return point, True


def test_a_certificate_that_is_not_listed_was_good_then() -> None:
    answer = read(HOUSE.crl(make_certificate("Another", HOUSE.issuer)))
    assert (answer.answer, answer.at) == (RevocationAnswer.GOOD, (NOW - DAY).strftime("%Y-%m-%dT%H:%M:%SZ"))


def test_a_certificate_that_is_listed_was_withdrawn() -> None:
    answer = read(HOUSE.crl(HOUSE.camera, reason=COMPROMISED))
    assert answer.answer is RevocationAnswer.REVOKED
    assert (answer.revoked_at, answer.reason) == ((NOW - 3 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ"), "keyCompromise")
    assert read(HOUSE.crl(HOUSE.camera)).reason == ""


@pytest.mark.parametrize("window", [(NOW - 9 * DAY, NOW - 8 * DAY), (NOW + DAY, NOW + 2 * DAY)])
def test_a_list_of_another_time_is_no_answer(window: tuple[object, object]) -> None:
    assert read(HOUSE.crl(HOUSE.camera, window=window)).why is NoAnswer.OUTSIDE_WINDOW  # type: ignore[arg-type]


def test_nobody_else_lists_for_an_issuer() -> None:
    namesake = House(host="", crl_host="crl.issuer.test")
    for other in (HOUSE.root, namesake.issuer, make_certificate("Issuer", HOUSE.root, authority=True)):
        assert read(HOUSE.crl(HOUSE.camera, by=other)).why is NoAnswer.OTHER_SIGNER


@pytest.mark.parametrize(
    "extension",
    [
        scope(only_contains_ca_certs=True),
        scope(only_contains_attribute_certs=True),
        scope(indirect_crl=True),
        scope("http://elsewhere.test/other.crl"),
        (x509.DeltaCRLIndicator(7), True),
        (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00"), True),
    ],
)
def test_a_list_of_something_else_is_no_answer(extension: tuple[x509.ExtensionType, bool]) -> None:
    assert read(HOUSE.crl(extensions=[extension])).why is NoAnswer.OTHER_CERTIFICATE


@pytest.mark.parametrize(
    "extension",
    [scope(only_contains_user_certs=True), scope(ADDRESS), (x509.CRLNumber(3), False)],
)
def test_a_list_that_says_what_it_is_of_counts(extension: tuple[x509.ExtensionType, bool]) -> None:
    assert read(HOUSE.crl(extensions=[extension])).answer is RevocationAnswer.GOOD


def test_a_list_that_is_too_large_is_not_read() -> None:
    assert read(HOUSE.crl() + bytes(limits.REVOCATION_LIST_BYTES)).why is NoAnswer.TOO_LARGE


_LISTS = (HOUSE.crl(), HOUSE.crl(HOUSE.camera, reason=COMPROMISED))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_LISTS), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=3))
def test_a_changed_list_says_the_same_or_nothing(data: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(changed)] = value
    answer = read(bytes(changed))
    assert answer.why is not None or answer == read(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_raising(data: bytes) -> None:
    assert read(data).answer is RevocationAnswer.NO_ANSWER
