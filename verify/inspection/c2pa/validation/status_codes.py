"""Which validation codes concern which manifest, and who says so: the engine now, or a manifest that recorded them.

The engine reports on an ingredient only what differs from what any ingredient assertion of the store has recorded.
Those records are their signers' words: one can write that its parent was trusted, and hide the engine's objection by
recording the same code elsewhere. So a recorded failure always counts, wherever it stands, and a recorded success
counts only from a manifest that is itself trusted. Nor can an objection to the reference be relied on: bytes of an
ingredient count as those that its holder meant only where something says so, never where nothing denies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from verify.inspection.c2pa.crjson import (
    HASH_ALGORITHMS,
    as_entries,
    as_mapping,
    as_text,
    find_assertion_label,
    find_hash_algorithm,
    find_manifest_label,
    is_ingredient,
    strip_instance,
    target_of,
)
from verify.model import limits
from verify.model.vocabularies.validation_codes import Fault, find_fault, is_failure

_LISTS: Final = ("failure", "success", "informational")
UNSUPPORTED: Final = "algorithm.unsupported"
_FITS: Final = "ingredient.manifest.validated"
# codes of C2PA that CAWG Identity 1.1 and 1.2, section 8.2.2, give to an identity, and where 1.3 keeps its own
_IDENTITY: Final = "cawg.identity"
_BORROWED: Final = {
    "claimSignature.": "cawg.x509.signature.",
    "signingCredential.ocsp.": "cawg.x509.ocsp.",
    "signingCredential.": "cawg.x509.credential.",
    "timeStamp.": "cawg.x509.time_stamp.",
    "timeOfSigning.": "cawg.x509.time_of_signing.",
    "algorithm.": "cawg.x509.algorithm.",
}
_REGISTERED: Final = {
    "signingCredential.expired": "cawg.x509.signature.outside_validity",
    "signingCredential.revoked": "cawg.identity.credential_revoked",
    "signingCredential.ocsp.revoked": "cawg.identity.credential_revoked",
}


class Status(Struct, frozen=True):
    """One validation code about one manifest."""

    code: str
    kind: str = "success"  # success, informational, failure
    assertion: str = ""  # the assertion it concerns, if any
    explanation: str = ""

    @property
    def failed(self) -> bool:
        """Whether it counts against the manifest."""
        return self.kind == "failure"


class Evidence(Struct):
    """All codes about one manifest: the engine's of this validation, and recorded ones by who recorded them."""

    now: list[Status] = field(default_factory=list)
    fitting: set[str] = field(default_factory=set)  # holders whose reference fits its bytes, as the engine says now
    recorded: list[tuple[str, Status]] = field(default_factory=list)  # (label of the recording manifest, status)


def gather_evidence(manifests: Mapping[str, Mapping[str, object]]) -> dict[str, Evidence]:
    """Gather the evidence about every manifest of a crJSON store, by label."""
    evidence = {label: Evidence() for label in manifests}
    for label, manifest in manifests.items():
        for status, about, target in _list_current(label, manifest, manifests):
            # an objection to an ingredient stands at the ingredient, also where the engine lists it at its holder
            owner = target if status.code.startswith("ingredient.") and target else about
            if owner in evidence:
                evidence[owner].now.append(status)
                if status.code == _FITS and status.kind == "success" and owner == target:
                    evidence[owner].fitting.add(label)
        for status, about in _list_recorded(manifest):
            if about in evidence:
                evidence[about].recorded.append((label, status))
    return evidence


class Revocations(Struct, frozen=True):
    """What our own reading of issuers' answers says of manifests, by label; it stands in place of the engine's word.

    `withdrawn`: of every manifest that was looked at, whether a withdrawn certificate counts against its signature.
    `denied`: those whose own record holds answers about the signer of which none that counts says "revoked".
    """

    withdrawn: Mapping[str, bool] = field(default_factory=dict)
    denied: frozenset[str] = frozenset()


NO_REVOCATIONS: Final = Revocations()
_REVOKED: Final = Status("signingCredential.ocsp.revoked", "failure")


def settle_revocations(evidence: Mapping[str, Evidence], revocations: Revocations) -> None:
    """Put our own reading of issuers' answers in place of what the engine says of revocation.

    What another manifest recorded stays, since its signer may have asked; unless the very record holds the answers.
    """
    for label, withdrawn in revocations.withdrawn.items():
        of_manifest = evidence.get(label)
        if of_manifest is None:
            continue
        of_manifest.now = [status for status in of_manifest.now if not _is_revocation(status)]
        if withdrawn:
            of_manifest.now.append(_REVOKED)
        elif label in revocations.denied:
            of_manifest.recorded = [pair for pair in of_manifest.recorded if not _is_revocation(pair[1])]


def settle_results(results: object, withdrawn: bool | None) -> object:
    """Do the same in the engine's validationResults of one manifest by itself; None: it was not looked at."""
    whole = as_mapping(results)
    if withdrawn is None or not whole:
        return results
    failures = [
        status
        for status in as_entries(whole.get("failure"))
        if find_fault(as_text(status.get("code"), 200)) is not Fault.REVOKED
    ]
    return {**whole, "failure": [*failures, *([{"code": _REVOKED.code}] if withdrawn else [])]}


def _is_revocation(status: Status) -> bool:
    return status.failed and find_fault(status.code) is Fault.REVOKED


def read_statuses(results: object) -> Iterator[tuple[Status, object]]:
    """Read the statuses of one set of success, informational and failure lists, each with its JUMBF URI."""
    for name in _LISTS:
        for entry in as_entries(as_mapping(results).get(name), limits.STATUSES):
            code = as_text(entry.get("code"), 200)
            if code:
                url = entry.get("url")
                written = as_text(url, 200)  # CAWG 1.3 names an identity by its label alone
                assertion = written if is_identity(written) else find_assertion_label(url)
                if is_identity(assertion):
                    code = name_identity_code(code)
                yield Status(code, name, assertion, as_text(entry.get("explanation"), 300)), url


def is_identity(label: str) -> bool:
    """Whether an assertion's label is one of a CAWG identity."""
    return label.startswith(_IDENTITY) and strip_instance(label) == _IDENTITY


def name_identity_code(code: str) -> str:
    """Name the code that CAWG 1.3 registers in place of one that 1.1 and 1.2 borrow from C2PA for an identity.

    Others stay: whether the assertion's own hash fits is told of every assertion.
    """
    for borrowed, registered in _BORROWED.items():
        if code.startswith(borrowed):
            rest = code.removeprefix(borrowed)
            return _REGISTERED.get(code, registered + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", rest).lower())
    return code


def _weigh_algorithm(status: Status, manifest: Mapping[str, object]) -> Status:
    """Call a mismatch unsupported where the algorithm is not allowed: it shows no change (C2PA 2.2 section 13.1)."""
    if not status.failed or not status.code.endswith("Hash.mismatch"):
        return status
    assertion = as_mapping(as_mapping(manifest.get("assertions")).get(status.assertion))
    return status if find_hash_algorithm(manifest, assertion) in HASH_ALGORITHMS else replace(status, code=UNSUPPORTED)


def _list_current(
    label: str, manifest: Mapping[str, object], manifests: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[Status, str, str]]:
    """List the engine's codes at one manifest: (status, manifest it concerns, ingredient it concerns)."""
    assertions = as_mapping(manifest.get("assertions"))
    for given, url in read_statuses(manifest.get("validationResults")):
        status = _weigh_algorithm(given, manifest)
        about = find_manifest_label(url)
        about = about if about in manifests else label
        target = target_of(as_mapping(assertions.get(status.assertion))) if is_ingredient(status.assertion) else ""
        yield status, about, target
    for delta in as_entries(manifest.get("ingredientDeltas")):
        holder = find_assertion_label(delta.get("ingredientAssertionURI"))
        target = target_of(as_mapping(assertions.get(holder)))
        for status, url in read_statuses(delta.get("validationDeltas")):
            about = find_manifest_label(url)
            yield status, about if about in manifests else target, target


def _list_recorded(manifest: Mapping[str, object]) -> Iterator[tuple[Status, str]]:
    """List every code that an ingredient assertion of one manifest has recorded: (status, manifest it concerns)."""
    for name, value in as_mapping(manifest.get("assertions")).items():
        if not is_ingredient(name):  # all of them: an objection must not be hidden behind a bound
            continue
        ingredient = as_mapping(value)
        target = target_of(ingredient)
        results = as_mapping(ingredient.get("validationResults"))
        deltas = as_entries(results.get("ingredientDeltas"))
        earlier = {"informational": ingredient.get("validationStatus")}  # version 1 has one list for all
        parts = (results.get("activeManifest"), earlier, *(delta.get("validationDeltas") for delta in deltas))
        for number, part in enumerate(parts):
            for status, url in read_statuses(part):
                about = find_manifest_label(url) or target
                # in whichever list a failure was put; time stamps that do not count are no failure
                if status.failed or (is_failure(status.code) and not status.code.startswith("timeStamp.")):
                    yield replace(status, kind="failure"), about
                elif number == 0 and about == target:  # a success counts only of the assertion's own ingredient
                    yield status, about


def list_codes(statuses: Sequence[Status]) -> tuple[str, ...]:
    """List the codes without repetition, failures first."""
    ordered = sorted(statuses, key=lambda status: not status.failed)
    return tuple(dict.fromkeys(status.code for status in ordered))
