"""Identities by the codes of CAWG 1.1 to 1.3: each has a state of its own, and none touches that of its manifest."""

from __future__ import annotations

import pytest

from tests.build.records.manifests import INTACT, crjson, crjson_manifest, status
from verify.inspection.c2pa.manifest.parse import parse
from verify.inspection.c2pa.validation.status_codes import name_identity_code
from verify.model import Manifest, RecordState

# how the engines name the assertion: by its place, and since 1.3 by its label alone
PLACES = ("uri", "label")


def manifest_with(
    failure: tuple[str, ...],
    success: tuple[str, ...],
    place: str = "uri",
    label: str = "cawg.identity",
    informational: tuple[str, ...] = (),
) -> Manifest:
    """A manifest with one identity and these codes about it."""
    document = crjson_manifest(
        "a",
        assertions={
            label: {
                "signer_payload": {"sig_type": "cawg.x509.cose"},
                "signature": {"certificateInfo": {"subject": {"O": "Newsroom"}}},
            }
        },
    )
    for name, codes in (("failure", failure), ("success", success), ("informational", informational)):
        made = [status(code, "a", f"c2pa.assertions/{label}") for code in codes]
        if place == "label":
            made = [{**item, "url": label} for item in made]
        document["validationResults"].setdefault(name, []).extend(made)
    return parse(crjson(document))[0]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("failure", "success", "state"),
    [
        # 1.1 and 1.2, with codes borrowed from C2PA
        ((), ("cawg.identity.trusted",), "trusted"),
        ((), ("cawg.identity.well-formed",), "valid"),
        ((), ("claimSignature.validated", "signingCredential.trusted"), "trusted"),
        ((), ("claimSignature.validated", "cawg.identity.well-formed"), "valid"),
        (("signingCredential.untrusted",), ("claimSignature.validated",), "untrusted"),
        (("signingCredential.expired",), ("claimSignature.validated",), "untrusted"),
        (("claimSignature.mismatch",), ("signingCredential.trusted",), "invalid"),
        (("signingCredential.revoked",), ("claimSignature.validated",), "invalid"),
        (("signingCredential.invalid",), ("claimSignature.validated",), "invalid"),
        (("algorithm.unsupported",), (), "invalid"),
        (("timeStamp.mismatch",), ("claimSignature.validated", "signingCredential.trusted"), "trusted"),
        (("cawg.ica.did_unavailable",), (), "unchecked"),
        (("cawg.ica.untrusted_issuer",), (), "untrusted"),
        (("cawg.identity.sig_type.unknown",), (), "unchecked"),
        # what the engines write between the versions, and 1.3
        ((), ("cawg.x509.signature.validated", "cawg.x509.credential.trusted"), "trusted"),
        (("cawg.x509.credential.untrusted",), ("cawg.identity.well-formed",), "untrusted"),
        (("cawg.x509.credential.untrusted", "cawg.x509.signature.mismatch"), (), "invalid"),
        (("cawg.x509.signature.outside_validity",), ("cawg.x509.signature.validated",), "untrusted"),
        (("cawg.x509.time_of_signing.outside_validity",), ("cawg.x509.signature.validated",), "untrusted"),
        (("cawg.x509.time_stamp.untrusted",), ("cawg.x509.credential.trusted",), "trusted"),
        (("cawg.identity.network_traffic_blocked",), (), "unchecked"),
        (("cawg.identity.credential_revoked",), ("cawg.x509.signature.validated",), "invalid"),
        (("cawg.identity.hard_binding_incorrect",), (), "invalid"),
        (("cawg.identity.assertion.duplicate",), ("cawg.x509.signature.validated",), "invalid"),
        (("cawg.ica.credential.revoked",), (), "invalid"),
        (("cawg.ica.valid_until.invalid",), ("cawg.ica.credential_valid",), "untrusted"),
        (("cawg.ica.revocation.unavailable",), ("cawg.ica.credential_valid",), "unchecked"),
        ((), ("cawg.ica.credential_valid", "cawg.ica.time_stamp.validated"), "valid"),
        (("cawg.of.a.later.version",), ("cawg.identity.trusted",), "invalid"),
        ((), (), "unchecked"),
    ],
)
def test_an_identity_has_a_state_of_its_own(
    failure: tuple[str, ...], success: tuple[str, ...], state: str, place: str
) -> None:
    manifest = manifest_with(failure, success, place)
    assert [(identity.state, identity.name, identity.kind) for identity in manifest.identities] == [
        (state, "Newsroom", "cawg.x509.cose")
    ]
    assert manifest.state is RecordState.TRUSTED
    assert not manifest.faults


def test_what_was_only_remarked_confirms_nothing() -> None:
    (identity,) = manifest_with((), (), informational=("cawg.x509.ocsp.skipped", "cawg.identity.trusted")).identities
    assert identity.state == "unchecked"


@pytest.mark.parametrize("place", PLACES)
def test_an_identity_that_is_trusted_makes_its_manifest_no_more_so(place: str) -> None:
    """The borrowed codes are those that a manifest needs to be trusted itself."""
    manifest = manifest_with_unknown_signer(place)
    assert manifest.identities[0].state == "trusted"
    assert manifest.state is RecordState.UNTRUSTED


def manifest_with_unknown_signer(place: str) -> Manifest:
    document = crjson_manifest(
        "a",
        assertions={"cawg.identity": {"signer_payload": {"sig_type": "cawg.x509.cose"}}},
        failure=("signingCredential.untrusted",),
        success=INTACT,
    )
    url = "cawg.identity" if place == "label" else "self#jumbf=/c2pa/a/c2pa.assertions/cawg.identity"
    for code in ("signingCredential.trusted", "claimSignature.validated"):
        document["validationResults"]["success"].append({"code": code, "url": url})
    return parse(crjson(document))[0]


def test_the_hash_of_the_assertion_itself_is_the_manifests_matter() -> None:
    manifest = manifest_with(("assertion.hashedURI.mismatch",), ())
    assert manifest.state is RecordState.ALTERED
    assert name_identity_code("assertion.hashedURI.mismatch") == "assertion.hashedURI.mismatch"


def test_several_identities_keep_their_codes_apart() -> None:
    manifest = manifest_with(("claimSignature.mismatch",), (), "label", "cawg.identity__2")
    assert [identity.label for identity in manifest.identities] == ["cawg.identity__2"]
    assert manifest.identities[0].state == "invalid"
    assert manifest.identities[0].codes == ("cawg.x509.signature.mismatch",)


@pytest.mark.parametrize(
    ("borrowed", "registered"),
    [
        ("claimSignature.validated", "cawg.x509.signature.validated"),
        ("claimSignature.insideValidity", "cawg.x509.signature.inside_validity"),
        ("claimSignature.outsideValidity", "cawg.x509.signature.outside_validity"),
        ("signingCredential.untrusted", "cawg.x509.credential.untrusted"),
        ("signingCredential.ocsp.notRevoked", "cawg.x509.ocsp.not_revoked"),
        ("timeStamp.outsideValidity", "cawg.x509.time_stamp.outside_validity"),
        ("algorithm.unsupported", "cawg.x509.algorithm.unsupported"),
        ("cawg.identity.pad.invalid", "cawg.identity.pad.invalid"),
    ],
)
def test_a_borrowed_code_is_named_as_1_3_registers_it(borrowed: str, registered: str) -> None:
    assert name_identity_code(borrowed) == registered
