"""The state of one manifest, decided from validation codes (C2PA 2.2 section 15.2.1 and the C2PA asset rubrics).

Never from an engine's one-word summary: that calls a file invalid when only an ingredient or an identity fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from verify.model import RecordState

# Success codes without which nothing is trusted (section 14.4.1).
CREDENTIAL_TRUSTED: Final = "signingCredential.trusted"
SIGNATURE_VALIDATED: Final = "claimSignature.validated"
TIME_TRUSTED: Final = "timeStamp.trusted"


class Fault(StrEnum):
    """What a failure code says of the manifest it was given to."""

    SIGNATURE = "signature"  # the claim is not what was signed
    CONTENT = "content"  # content or an assertion is not what the claim says
    REVOKED = "revoked"
    STRUCTURE = "structure"  # not written to the rules
    LAPSED = "lapsed"  # the certificate is over and no confirmed time says it was not
    TIME = "time"  # the time stamp does not count
    UNFIT = "unfit"  # the certificate was not made for signing content
    UNTRUSTED = "untrusted"
    INGREDIENT = "ingredient"  # of an ingredient, not of the manifest that holds it
    IDENTITY = "identity"  # of a CAWG identity, never of the manifest


# Section 15.7 (signature), 15.10 and 15.12 (assertions and hard bindings), 15.8 (revocation), 15.6 (credential).
_CODES: Final[dict[str, Fault]] = {
    "claimSignature.mismatch": Fault.SIGNATURE,
    "claimSignature.missing": Fault.SIGNATURE,
    "assertion.missing": Fault.CONTENT,
    "hashedURI.mismatch": Fault.CONTENT,
    "assertion.hashedURI.mismatch": Fault.CONTENT,
    "assertion.external-reference.hashMismatch": Fault.CONTENT,
    "assertion.alternativeContentRepresentation.hashMismatch": Fault.CONTENT,
    "signingCredential.revoked": Fault.REVOKED,
    "signingCredential.ocsp.revoked": Fault.REVOKED,
    "signingCredential.expired": Fault.LAPSED,
    "claimSignature.outsideValidity": Fault.LAPSED,
    "signingCredential.invalid": Fault.UNFIT,
    "signingCredential.untrusted": Fault.UNTRUSTED,
}

# Codes that are informational or tell of success, wherever they are listed.
_HARMLESS: Final = frozenset(
    {
        "signingCredential.ocsp.skipped",
        "signingCredential.ocsp.inaccessible",
        "signingCredential.ocsp.unknown",
        "signingCredential.ocsp.notRevoked",
        "ingredient.unknownProvenance",
        "algorithm.deprecated",
    }
)
_HARMLESS_ENDINGS: Final = (
    ".match", ".validated", ".trusted", ".insideValidity", ".additionalExclusionsPresent", ".accessible", ".notRevoked",
)  # fmt: skip


def find_fault(code: str) -> Fault:
    """Find the fault that a code stands for when it is listed as a failure; STRUCTURE for unknown codes."""
    if code.startswith("cawg."):
        return Fault.IDENTITY
    if code.startswith("ingredient."):
        return Fault.INGREDIENT
    if code.startswith("timeStamp."):
        return Fault.TIME
    # the engine turns some hash errors into the success code, still listed as a failure
    if code.startswith("assertion.") and code.endswith(("Hash.mismatch", "Hash.match", "hashedURI.match")):
        return Fault.CONTENT
    return _CODES.get(code, Fault.STRUCTURE)


def is_of_content(code: str) -> bool:
    """Return whether a code speaks of the content's own hash, which needs the file that the manifest was made for."""
    return code.startswith("assertion.") and "Hash." in code and find_fault(code) is Fault.CONTENT


def is_failure(code: str) -> bool:
    """Return whether a code stands for a failure by its name, in whichever list it was written."""
    return code not in _HARMLESS and not code.endswith(_HARMLESS_ENDINGS)


_BROKEN: Final = (
    (Fault.SIGNATURE, RecordState.BAD_SIGNATURE),
    (Fault.CONTENT, RecordState.ALTERED),
    (Fault.REVOKED, RecordState.REVOKED),
    (Fault.STRUCTURE, RecordState.MALFORMED),
)


def decide_state(failures: Iterable[str], successes: Sequence[str] = (), *, lapsed: bool = False) -> RecordState:
    """Decide the state of one manifest from its failure and success codes, in the order of gravity.

    Codes of identities and ingredients do not count. `trusted` needs the success codes of the signature and
    the credential; `lapsed` says that the certificate is over and that no listed authority confirms the time.
    """
    faults = {find_fault(code) for code in failures} - {Fault.IDENTITY, Fault.INGREDIENT}
    for broken, state in _BROKEN:
        if broken in faults:
            return state
    if Fault.UNFIT in faults:
        return RecordState.UNTRUSTED
    if faults & {Fault.LAPSED, Fault.TIME}:
        return RecordState.EXPIRED
    if Fault.UNTRUSTED in faults or not {CREDENTIAL_TRUSTED, SIGNATURE_VALIDATED} <= set(successes):
        return RecordState.UNTRUSTED
    return RecordState.EXPIRED if lapsed else RecordState.TRUSTED


def is_unfit(codes: Iterable[str]) -> bool:
    """Return whether the certificate was not made for signing content (any purpose of C2PA section 14.5 will do)."""
    return any(find_fault(code) is Fault.UNFIT for code in codes)
