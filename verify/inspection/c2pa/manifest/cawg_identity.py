"""CAWG identity assertions: who says that they stand behind a manifest, and how that check ended.

The codes are the engine's of this validation; an identity's failure never counts for the manifest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from verify.inspection.c2pa.crjson import base_label, entries, first_text, mapping, text
from verify.inspection.c2pa.validation.status_codes import Status, codes
from verify.model import Identity, limits

_TRUSTED: Final = frozenset({"cawg.identity.trusted", "cawg.x509.credential.trusted"})
_UNTRUSTED: Final = frozenset({"cawg.x509.credential.untrusted", "cawg.ica.untrusted_issuer"})
# what could not be checked here, rather than what failed
_UNCHECKED: Final = frozenset(
    {
        "cawg.ica.did_unavailable",
        "cawg.ica.invalid_issuer",
        "cawg.identity.sig_type.unknown",
        "cawg.identity.credential_revocation_status_unavailable",
    }
)


def identities_of(assertions: Mapping[str, object], statuses: Iterable[Status]) -> tuple[Identity, ...]:
    """The identities of one manifest with the state of each: trusted, valid, untrusted, invalid or unchecked."""
    known = tuple(status for status in statuses if status.code.startswith("cawg."))
    return tuple(
        _identity(label, mapping(value), tuple(status for status in known if status.assertion == label))
        for label, value in list(assertions.items())[: limits.ASSERTIONS]
        if base_label(label) == "cawg.identity"
    )


def _identity(label: str, assertion: Mapping[str, object], statuses: tuple[Status, ...]) -> Identity:
    failures = {status.code for status in statuses if status.failed}
    successes = {status.code for status in statuses if not status.failed}
    if failures - _UNTRUSTED - _UNCHECKED:
        state = "invalid"
    elif failures & _UNTRUSTED:
        state = "untrusted"
    elif failures or not successes:
        state = "unchecked"
    else:
        state = "trusted" if successes & _TRUSTED else "valid"
    signature = mapping(assertion.get("signature"))
    kind = text(mapping(assertion.get("signer_payload")).get("sig_type"))
    return Identity(label, kind, state, _name(signature), codes(statuses))


def _name(signature: Mapping[str, object]) -> str:
    """The certificate's subject, else the first verified identity's name."""
    subject = mapping(mapping(signature.get("certificateInfo")).get("subject"))
    verified = entries(signature.get("verifiedIdentities"), 20)
    names = (first_text(subject, "O", "CN"), *(first_text(item, "name", "username", "uri") for item in verified))
    return next((name for name in names if name), "")
