"""From a signer up to a list: a forged link anywhere leads nowhere, whatever names it bears."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from tests.build.records import authorities as made
from tests.build.records.authorities import BETWEEN, ENDED, LONG, NOW, ROOT, SIGNER, YEAR, Plan
from verify.inspection.c2pa.engine.credentials import certificate_path
from verify.inspection.c2pa.engine.credentials.cose import load_certificate
from verify.inspection.c2pa.engine.credentials.examine import identify
from verify.model import Authority, TrustList
from verify.store.trust import official_lists

_ORGANISATION, _COUNTRY = bytes((0x55, 4, 10)), bytes((0x55, 4, 6))  # kinds of names, as in a certificate
TABLE = official_lists.read_bundled(official_lists.read_index()[-1])
OWN = made.table(ROOT)
SIGNING = [item for item in TABLE.authorities if item.purpose == "signing"]

Change = Callable[[Plan], Plan]

# one fault each, that alone makes the chain to a listed authority worthless: name → (signer, authority between)
FAULTS: dict[str, tuple[Plan, Plan]] = {
    "a purpose of another trade": (replace(SIGNER, purposes=(made.SERVER,)), BETWEEN),
    "no purpose": (replace(SIGNER, purposes=()), BETWEEN),
    "any purpose": (replace(SIGNER, purposes=(made.MAIL, made.ANY)), BETWEEN),
    "a clock": (replace(SIGNER, purposes=(made.MAIL, made.STAMPING)), BETWEEN),
    "a signer that may not sign": (replace(SIGNER, usages=("key_agreement",)), BETWEEN),
    "a signer that is an authority": (replace(SIGNER, authority=True), BETWEEN),
    "a signer that may issue": (replace(SIGNER, usages=("digital_signature", "key_cert_sign")), BETWEEN),
    "a rule that nobody knows": (replace(SIGNER, rule=True), BETWEEN),
    "an issuer that is no authority": (SIGNER, replace(BETWEEN, authority=False, usages=("digital_signature",))),
    "an issuer that may not issue": (SIGNER, replace(BETWEEN, usages=("digital_signature",))),
    "an issuer that ended first": (SIGNER, replace(BETWEEN, span=ENDED)),
    "an issuer that began later": (
        replace(SIGNER, span=ENDED),
        replace(BETWEEN, span=(NOW - timedelta(days=9), NOW + YEAR)),
    ),
    "an issuer with a rule that nobody knows": (SIGNER, replace(BETWEEN, rule=True)),
}


def found(*chain: x509.Certificate, trust: TrustList = OWN) -> str:
    return identify(chain, (trust,), NOW)


def test_a_chain_of_verified_links_leads_to_the_list_with_and_without_its_authority() -> None:
    chain = made.chain_of(SIGNER, BETWEEN, ROOT)
    assert found(*chain) == "older list"
    assert found(*chain, made.issue(ROOT)) == "older list"
    assert found(chain[0], made.issue(ROOT), chain[1]) == "older list"  # in whatever order the rest comes


def test_a_signer_right_under_the_authority_needs_nobody_between() -> None:
    assert found(*made.chain_of(SIGNER, ROOT)) == "older list"


def test_a_certificate_that_has_ended_is_still_known_by_who_issued_it() -> None:
    assert found(*made.chain_of(replace(SIGNER, span=ENDED), BETWEEN, ROOT)) == "older list"
    then = replace(
        BETWEEN, span=(NOW - 3 * YEAR, NOW - timedelta(days=1))
    )  # ended since, but held as long as the signer
    assert found(*made.chain_of(replace(SIGNER, span=ENDED), then, ROOT)) == "older list"


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_enough(fault: str) -> None:
    signer, between = FAULTS[fault]
    assert found(*made.chain_of(signer, between, ROOT)) == ""


def test_a_broken_hash_binds_nothing() -> None:
    chain = made.chain_of(replace(SIGNER, digest=hashes.SHA224()), BETWEEN, ROOT)
    assert found(*chain) == ""


def test_the_length_of_a_path_is_kept() -> None:
    lower = replace(BETWEEN, common_name="Lower CA", key=6)
    assert found(*made.chain_of(SIGNER, lower, replace(BETWEEN, path_length=1), ROOT)) == "older list"
    assert found(*made.chain_of(SIGNER, lower, replace(BETWEEN, path_length=0), ROOT)) == ""
    assert found(*made.chain_of(SIGNER, lower, replace(BETWEEN, path_length=None), ROOT)) == "older list"


def test_an_authority_is_known_by_a_key_of_any_curve_and_by_no_other_key() -> None:
    roots = [replace(ROOT, key=key) for key in (7, 8, 9)]  # 256, 384 and 521 bits
    for root in roots:
        chain = made.chain_of(SIGNER, root)
        assert [bool(found(*chain, trust=made.table(each))) for each in roots] == [each is root for each in roots]
        assert found(*chain, trust=made.table(*roots)) == "older list"


def test_an_authority_speaks_only_within_the_days_that_the_list_gives_it() -> None:
    chain = made.chain_of(SIGNER, BETWEEN, ROOT)
    assert found(*chain, trust=made.table(replace(ROOT, span=ENDED))) == ""
    assert found(*made.chain_of(replace(SIGNER, span=ENDED), BETWEEN, ROOT), trust=made.table(ROOT)) != ""


def test_an_authority_of_time_vouches_for_no_signer() -> None:
    assert found(*made.chain_of(SIGNER, BETWEEN, ROOT), trust=made.table(clocks=(ROOT,))) == ""
    assert found(*made.chain_of(SIGNER, BETWEEN, ROOT), trust=made.listed("time_stamp", ROOT)) == ""


def test_of_a_fetched_older_list_what_was_made_for_time_stamps_vouches_for_no_signer() -> None:
    clock = replace(ROOT, purposes=(made.STAMPING,))
    assert found(*made.chain_of(SIGNER, clock), trust=made.listed("interim", clock)) == ""
    assert found(*made.chain_of(SIGNER, ROOT), trust=made.listed("interim", ROOT)) == "interim list"


def test_a_single_signer_is_known_by_its_digest_and_fit_for_signing_all_the_same() -> None:
    for signer, expected in ((SIGNER, "older list"), (replace(SIGNER, purposes=(made.SERVER,)), "")):
        (certificate,) = made.chain_of(signer, replace(ROOT, organisation="Nobody", key=7))
        single = base64.b64encode(certificate_path.digest_of(certificate)).decode()
        assert found(certificate, trust=made.table(singles=f"{single}\n")) == expected
        again = made.issue(signer, replace(ROOT, organisation="Nobody", key=7))  # all the same but its number
        assert found(again, trust=made.table(singles=f"{single}\n")) == ""


def test_purposes_are_those_that_the_list_itself_names() -> None:
    chain = made.chain_of(replace(SIGNER, purposes=("1.3.6.1.4.1.311.76.59.1.9",)), BETWEEN, ROOT)
    assert found(*chain) == ""
    assert found(*chain, trust=made.table(ROOT, purposes="1.3.6.1.4.1.311.76.59.1.9\n")) == "older list"


def _named(authority: Authority) -> Plan:
    """A root that bears the names and days of an authority of the table, and another key."""
    organisation, _, common_name = authority.name.partition(", ")
    return Plan(organisation, common_name or organisation, 1, LONG, (), True, None, ("key_cert_sign",))


@settings(max_examples=150, deadline=None)
@given(
    authority=some.sampled_from(SIGNING),
    between=some.booleans(),
    ships_root=some.booleans(),
    purpose=some.sampled_from(TABLE.config.split()),
    span=some.sampled_from((made.VALID, ENDED, (NOW - 3 * YEAR, NOW - 2 * YEAR))),
    key=some.integers(1, 7),
)
def test_whoever_bears_the_names_of_a_listed_authority_without_its_key_is_nobody(
    authority: Authority, between: bool, ships_root: bool, purpose: str, span: made.Span, key: int
) -> None:
    root = replace(_named(authority), key=key)
    issuing = replace(BETWEEN, organisation=root.organisation, key=(key + 1) % 8)
    signer = replace(SIGNER, purposes=(purpose,), span=span)
    chain = made.chain_of(signer, issuing, root) if between else made.chain_of(signer, root)
    assert found(*chain, *((made.issue(root),) if ships_root else ()), trust=TABLE) == ""


@settings(max_examples=200, deadline=None)
@given(place=some.integers(0, 1), share=some.floats(0, 0.9999), change=some.integers(1, 255))
def test_a_changed_certificate_leads_nowhere_or_is_the_one_that_was_signed(
    place: int, share: float, change: int
) -> None:
    chain = list(_CHAIN)
    data = bytearray(made.encode_der(chain[place]))
    data[int(share * len(data))] ^= change
    try:
        changed = load_certificate(bytes(data))
    except ValueError:
        return
    before = chain[place]
    chain[place] = changed
    if found(*chain):  # only what the signature does not cover differs
        assert changed.tbs_certificate_bytes == before.tbs_certificate_bytes


_CHAIN = made.chain_of(SIGNER, BETWEEN, ROOT)


@settings(max_examples=100, deadline=None)
@given(
    names=some.lists(some.sampled_from(("signer", "between", "root", "other", "stranger")), min_size=1, max_size=6),
)
def test_certificates_that_are_swapped_lead_to_the_list_only_from_its_own_signer(names: list[str]) -> None:
    stranger = replace(SIGNER, key=6)
    pool = {
        "signer": _CHAIN[0],
        "between": _CHAIN[1],
        "root": made.issue(ROOT),
        "other": made.issue(replace(BETWEEN, key=7), replace(ROOT, key=7)),  # the same names by other keys
        "stranger": made.issue(stranger, replace(BETWEEN, key=7)),
    }
    expected = names[0] == "signer" and "between" in names[1:]
    assert bool(found(*(pool[name] for name in names))) == expected


@settings(max_examples=200, deadline=None)
@given(some.binary(max_size=200))
def test_no_bytes_break_the_reader_of_keys(data: bytes) -> None:
    assert certificate_path.load_key(data) is None or data
    assert not certificate_path.is_signed_by(_CHAIN[0], data)


def test_whose_issue_a_certificate_is_does_not_ask_whether_it_still_holds() -> None:
    old = made.chain_of(replace(SIGNER, span=ENDED), replace(BETWEEN, span=ENDED), ROOT)
    key, other = made.encode_key(ROOT), made.encode_key(replace(ROOT, key=7))
    assert certificate_path.find_issuers(old, (key, other)) == (key,)
    forged = made.chain_of(SIGNER, replace(BETWEEN, authority=False), ROOT)
    assert certificate_path.find_issuers(forged, (key,)) == ()
    assert certificate_path.find_issuers((), (key,)) == ()


def test_a_certificate_with_an_odd_name_is_read_without_a_warning() -> None:
    odd = made.encode_der(made.issue(SIGNER)).replace(_ORGANISATION, _COUNTRY)  # which has two letters
    assert load_certificate(odd).subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)
