"""Who stands behind a manifest beside its signer: CAWG identity assertions, of versions 1.1 to 1.3.

Versions 1.1 and 1.2 borrow the codes of C2PA for the signature of an identity, 1.3 has codes of its own for it;
`validation.status_codes` reads both as the latter. Whatever fails in an identity never counts for the manifest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from verify.inspection.c2pa.crjson import as_entries, as_mapping, as_text, find_text
from verify.inspection.c2pa.validation.status_codes import Status, is_identity, list_codes
from verify.model import Identity, limits

_TRUSTED: Final = frozenset({"cawg.identity.trusted", "cawg.x509.credential.trusted"})
# nobody on a list vouches for the name, or its certificate was over
_UNTRUSTED: Final = frozenset({
    "cawg.x509.credential.untrusted",
    "cawg.x509.signature.outside_validity",
    "cawg.x509.time_of_signing.outside_validity",
    "cawg.ica.untrusted_issuer",
    "cawg.ica.valid_until.invalid",
})  # fmt: skip
# what could not be checked here, rather than what failed
_UNCHECKED: Final = frozenset({
    "cawg.ica.did_unavailable",
    "cawg.ica.did_unsupported_method",
    "cawg.ica.invalid_issuer",
    "cawg.ica.revocation.unavailable",
    "cawg.ica.revocation.unsupported",
    "cawg.identity.credential_revocation_status_unavailable",
    "cawg.identity.network_traffic_blocked",
    "cawg.identity.network_traffic_required",
    "cawg.identity.sig_type.unknown",
    "cawg.x509.ocsp.inaccessible",
    "cawg.x509.ocsp.skipped",
    "cawg.x509.ocsp.unknown",
})  # fmt: skip
# a time stamp that does not count takes nothing from the name
_OF_TIME: Final = ("cawg.x509.time_stamp.", "cawg.ica.time_stamp.")


def identities_of(assertions: Mapping[str, object], statuses: Iterable[Status]) -> tuple[Identity, ...]:
    """Read the CAWG identities of one manifest, each with its state: trusted, valid, untrusted, invalid, unchecked.

    `statuses` are the engine's of this validation; an identity's failure never counts for the manifest.
    """
    of_identities = tuple(status for status in statuses if status.code.startswith("cawg."))
    return tuple(
        _read_identity(label, as_mapping(value), tuple(status for status in of_identities if status.assertion == label))
        for label, value in list(assertions.items())[: limits.ASSERTIONS]
        if is_identity(label)
    )


def _read_identity(label: str, assertion: Mapping[str, object], statuses: tuple[Status, ...]) -> Identity:
    signature = as_mapping(assertion.get("signature"))
    kind = as_text(as_mapping(assertion.get("signer_payload")).get("sig_type"))
    return Identity(label, kind, _find_state(statuses), _find_name(signature), list_codes(statuses))


def _find_state(statuses: tuple[Status, ...]) -> str:
    failures = {status.code for status in statuses if status.failed and not status.code.startswith(_OF_TIME)}
    successes = {status.code for status in statuses if status.kind == "success"}
    if failures - _UNTRUSTED - _UNCHECKED:
        return "invalid"
    if failures & _UNTRUSTED:
        return "untrusted"
    if failures or not successes:
        return "unchecked"
    return "trusted" if successes & _TRUSTED else "valid"


def _find_name(signature: Mapping[str, object]) -> str:
    """Find the certificate's subject, else the first verified identity's name."""
    subject = as_mapping(as_mapping(signature.get("certificateInfo")).get("subject"))
    verified = as_entries(signature.get("verifiedIdentities"), 20)
    names = (find_text(subject, "O", "CN"), *(find_text(identity, "name", "username", "uri") for identity in verified))
    return next((name for name in names if name), "")
