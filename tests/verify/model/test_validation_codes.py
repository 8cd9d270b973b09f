"""One state for every set of codes, in the order of gravity."""

from __future__ import annotations

import pytest

from tests.build.records.manifests import TRUSTED
from verify.model import RecordState
from verify.model.vocabularies.validation_codes import Fault, decide_state, find_fault, is_failure, is_unfit

UNKNOWN_SIGNER = "signingCredential.untrusted"


@pytest.mark.parametrize(
    ("failures", "state"),
    [
        ([], "trusted"),
        ([UNKNOWN_SIGNER], "untrusted"),
        ([UNKNOWN_SIGNER, "signingCredential.expired"], "expired"),
        ([UNKNOWN_SIGNER, "claimSignature.outsideValidity"], "expired"),
        ([UNKNOWN_SIGNER, "timeStamp.untrusted"], "expired"),
        (["signingCredential.expired"], "expired"),
        ([UNKNOWN_SIGNER, "signingCredential.invalid"], "untrusted"),
        (["assertion.action.malformed", UNKNOWN_SIGNER], "malformed"),
        (["assertion.required.missing"], "malformed"),
        (["assertion.action.ingredientMismatch", "signingCredential.expired"], "malformed"),
        (["claim.hardBindings.missing"], "malformed"),
        (["general.error"], "malformed"),
        (["signingCredential.ocsp.revoked", "assertion.action.malformed"], "revoked"),
        (["signingCredential.revoked"], "revoked"),
        (["assertion.dataHash.mismatch", UNKNOWN_SIGNER], "altered"),
        (["assertion.bmffHash.mismatch", "signingCredential.ocsp.revoked"], "altered"),
        (["assertion.boxesHash.mismatch"], "altered"),
        (["assertion.hashedURI.mismatch"], "altered"),
        (["assertion.missing"], "altered"),
        (["claimSignature.mismatch", "assertion.dataHash.mismatch"], "bad_signature"),
        (["claimSignature.missing"], "bad_signature"),
    ],
)
def test_the_gravest_fault_gives_the_state(failures: list[str], state: str) -> None:
    assert decide_state(failures, TRUSTED) is RecordState(state)
    assert decide_state(reversed(failures), TRUSTED) is RecordState(state)


@pytest.mark.parametrize(
    "code",
    [
        "cawg.x509.signature.mismatch",
        "cawg.identity.hard_binding_missing",
        "cawg.ica.did_unavailable",
        "ingredient.manifest.mismatch",
        "ingredient.claimSignature.missing",
    ],
)
def test_identities_and_ingredients_never_touch_the_manifest_that_holds_them(code: str) -> None:
    assert decide_state([code], TRUSTED) is RecordState.TRUSTED


def test_a_signer_is_trusted_only_where_the_engine_says_so() -> None:
    assert decide_state([], []) is RecordState.UNTRUSTED
    assert decide_state([], ["signingCredential.trusted"]) is RecordState.UNTRUSTED
    assert decide_state([], ["claimSignature.validated"]) is RecordState.UNTRUSTED


def test_a_trusted_certificate_that_is_over_needs_a_confirmed_time() -> None:
    assert decide_state([], TRUSTED, lapsed=True) is RecordState.EXPIRED


def test_a_success_code_among_the_failures_is_a_hash_error_in_disguise() -> None:
    assert decide_state(["assertion.dataHash.match"], TRUSTED) is RecordState.ALTERED


def test_an_unfit_certificate_is_known_by_its_code() -> None:
    assert is_unfit([UNKNOWN_SIGNER, "signingCredential.invalid"])
    assert not is_unfit([UNKNOWN_SIGNER])


def test_a_code_that_nobody_knows_is_a_fault_of_structure() -> None:
    assert find_fault("com.example.strange") is Fault.STRUCTURE
    assert is_failure("com.example.strange")


@pytest.mark.parametrize(
    "code",
    [
        "assertion.dataHash.match",
        "signingCredential.trusted",
        "signingCredential.ocsp.skipped",
        "ingredient.unknownProvenance",
    ],
)
def test_success_and_information_are_no_failures_wherever_they_are_written(code: str) -> None:
    assert not is_failure(code)
