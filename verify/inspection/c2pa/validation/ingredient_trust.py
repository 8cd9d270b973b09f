"""What each manifest of a store is worth now: its state, its codes, and whether its time is confirmed.

The active manifest is judged by the engine's codes. An ingredient is `trusted` only where the engine says so now (in a
validation of that manifest alone, or as a difference), or where a manifest that is itself trusted recorded it and the
engine, comparing, found nothing against it; and in every case only where its bytes are those that its holders meant.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.c2pa.crjson import (
    HASH_ALGORITHMS,
    as_mapping,
    as_text,
    find_hash_algorithm,
    is_ingredient,
    reference_of,
    target_of,
)
from verify.inspection.c2pa.validation.status_codes import (
    Evidence,
    Status,
    list_codes,
    read_statuses,
)
from verify.model import Manifest, RecordState
from verify.model.vocabularies.validation_codes import (
    CREDENTIAL_TRUSTED,
    SIGNATURE_VALIDATED,
    TIME_TRUSTED,
    Fault,
    decide_state,
    find_fault,
    is_of_content,
)

BREAKING: Final = frozenset({Fault.SIGNATURE, Fault.CONTENT, Fault.REVOKED, Fault.INGREDIENT})
BREAKING_SIGNATURE: Final = frozenset({Fault.SIGNATURE, Fault.REVOKED})


class Assessment(Struct, frozen=True):
    """The state of one manifest and what it rests on."""

    state: RecordState
    codes: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    time_confirmed: bool = False
    objections: tuple[str, ...] = ()  # ingredient.* codes against it, from those who hold it as an ingredient
    intact: bool = False  # its signature fits, and its bytes are those that every holder meant


def assess_manifests(
    manifests: Mapping[str, Mapping[str, object]],
    active: str,
    evidence: Mapping[str, Evidence],
    alone: Mapping[str, object],
    contents: Mapping[str, bytes],
) -> dict[str, Assessment]:
    """Assess every manifest by its label, on the evidence that `status_codes.gather_evidence` gives.

    `alone`: the engine's validationResults of single manifests, each validated as the active one of a store that
    holds nothing else (hash mismatches of content mean nothing there). `contents`: the bytes of the manifests.
    """
    checked_at = as_text(as_mapping(as_mapping(manifests[active]).get("validationResults")).get("validationTime"))
    assessments = {active: _assess(manifests[active], evidence[active].now, (), checked_at)}
    holders = defaultdict(set)
    for label, of_manifest in evidence.items():
        for recorder, _ in of_manifest.recorded:
            holders[recorder].add(label)
    # who is trusted vouches for what it recorded: followed from manifest to manifest until nothing changes
    trusted = {active} if assessments[active].state is RecordState.TRUSTED else set()
    waiting = [label for label in manifests if label != active]
    intact = _find_intact(manifests, evidence, contents)
    while waiting:
        label = waiting.pop()
        if label == active or label in trusted:
            continue
        assessments[label] = _assess_ingredient(
            manifests[label], evidence[label], alone.get(label), trusted, checked_at
        )
        if label not in intact:
            assessments[label] = _distrust(assessments[label])
        if assessments[label].state is RecordState.TRUSTED:
            trusted.add(label)
            waiting.extend(holders[label])
    return assessments


def _distrust(assessment: Assessment) -> Assessment:
    """Take back trust and intactness where the bytes are not, or not for sure, those that every holder meant."""
    state = RecordState.UNTRUSTED if assessment.state is RecordState.TRUSTED else assessment.state
    return replace(assessment, state=state, intact=False)


def _find_intact(
    manifests: Mapping[str, Mapping[str, object]], evidence: Mapping[str, Evidence], contents: Mapping[str, bytes]
) -> set[str]:
    """Find the manifests that are, byte for byte, those that everybody who refers to them meant."""
    referred: dict[str, list[bool]] = {}
    digests: dict[tuple[str, str], str] = {}
    for holder, manifest in manifests.items():
        for name, value in as_mapping(manifest.get("assertions")).items():
            label = target_of(as_mapping(value)) if is_ingredient(name) else ""
            if label in manifests:
                reference = reference_of(as_mapping(value))
                algorithm = find_hash_algorithm(manifest, reference)
                if (label, algorithm) not in digests:
                    digests[label, algorithm] = _hash_content(contents.get(label), algorithm)
                digest = digests[label, algorithm]
                fits = holder in evidence[label].fitting or (digest != "" and reference.get("hash") == digest)
                referred.setdefault(label, []).append(fits)
    return {label for label, fits in referred.items() if all(fits)}


def _hash_content(content: bytes | None, algorithm: str) -> str:
    """Hash a manifest's box without its header, written as crJSON does (C2PA 2.2 section 8.4.2.3)."""
    if not content or algorithm not in HASH_ALGORITHMS:
        return ""
    return f"b64'{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}'"


def _assess_ingredient(
    manifest: Mapping[str, object], evidence: Evidence, alone: object, trusted: set[str], checked_at: str
) -> Assessment:
    against = [status for _, status in evidence.recorded if status.failed]
    if as_mapping(alone):
        foreign = (Fault.INGREDIENT, Fault.IDENTITY)
        own = [
            status
            for status, _ in read_statuses(alone)
            if not is_of_content(status.code) and find_fault(status.code) not in foreign
        ]
        # what speaks of the reference rather than of the manifest, and what only the recorder could check
        own += [status for status in evidence.now if find_fault(status.code) in foreign]
        return _assess(manifest, own, [status for status in against if is_of_content(status.code)], checked_at)
    if any(status.code == CREDENTIAL_TRUSTED and not status.failed for status in evidence.now):
        against = [status for status in against if find_fault(status.code) not in (Fault.UNTRUSTED, Fault.UNFIT)]
    trusted_statuses = [status for recorder, status in evidence.recorded if recorder in trusted and not status.failed]
    return _assess(manifest, [*evidence.now, *trusted_statuses], against, checked_at, trusted_statuses)


def _assess(
    manifest: Mapping[str, object],
    now: Sequence[Status],
    against: Sequence[Status],
    checked_at: str,
    trusted_statuses: Sequence[Status] = (),
) -> Assessment:
    everything = [*against, *now]
    failures = [status for status in everything if status.failed]
    successes = [status.code for status in everything if not status.failed]
    confirmed = any(_confirms_time(status, status in trusted_statuses) for status in everything)
    state = decide_state(
        (status.code for status in failures),
        successes,
        lapsed=not confirmed and _is_certificate_over(manifest, checked_at),
    )
    own = [status for status in failures if find_fault(status.code) not in (Fault.IDENTITY, Fault.INGREDIENT)]
    notable = [status for status in everything if status.failed or _is_notable(status)]
    return Assessment(
        state,
        list_codes(notable),
        tuple(dict.fromkeys((status.code, status.assertion) for status in own)),
        confirmed,
        list_codes([status for status in failures if find_fault(status.code) is Fault.INGREDIENT]),
        SIGNATURE_VALIDATED in successes,
    )


def _confirms_time(status: Status, by_word: bool) -> bool:
    """Whether a listed authority confirms the time; the engine also accepts unlisted ones for old claims."""
    if status.code != TIME_TRUSTED or status.kind != "success":
        return False
    return "legacy" not in status.explanation if by_word else "trust list" in status.explanation


def _is_notable(status: Status) -> bool:
    return status.kind == "informational" and find_fault(status.code) not in (Fault.IDENTITY, Fault.INGREDIENT)


def _is_certificate_over(manifest: Mapping[str, object], checked_at: str) -> bool:
    """Whether the signing certificate had ended when the engine looked."""
    certificate = as_mapping(as_mapping(manifest.get("signature")).get("certificateInfo"))
    ended = _parse_time(as_text(as_mapping(certificate.get("validity")).get("notAfter")))
    looked = _parse_time(checked_at)
    return ended is not None and looked is not None and ended < looked


def _parse_time(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# -- on whose word an ingredient fails


def attribute_failures(
    manifests: Sequence[Manifest], evidence: Mapping[str, Evidence], alone: Mapping[str, object]
) -> tuple[Manifest, ...]:
    """Fill in `recorded_by` at every ingredient that fails on the recorded word of other manifests alone.

    Content that an earlier version was made for is not in the file, so nobody can check its hash here. A recorded
    failure always counts against a capture or a person's work, but it is told as the word of whoever recorded it.
    """
    recorders = {label: _find_recorders(of_manifest, alone.get(label)) for label, of_manifest in evidence.items()}
    if not any(recorders.values()):
        return tuple(manifests)
    return tuple(
        replace(
            manifest,
            ingredients=tuple(
                replace(ingredient, recorded_by=recorders.get(ingredient.manifest, ()))
                for ingredient in manifest.ingredients
            ),
        )
        for manifest in manifests
    )


def _find_recorders(evidence: Evidence, alone: object) -> tuple[str, ...]:
    """Find the manifests on whose recorded word alone a manifest fails; none where the engine says so too.

    `alone`: the engine's validationResults of that manifest by itself, where hash mismatches of content mean nothing.
    """
    codes = [status.code for status in evidence.now if status.failed]
    codes += [status.code for status, _ in read_statuses(alone) if status.failed and not is_of_content(status.code)]
    # a certificate that no list knows is no failure of the manifest, whoever says it
    breaking = [who for who, status in evidence.recorded if status.failed and find_fault(status.code) in BREAKING]
    return () if any(find_fault(code) in BREAKING for code in codes) else tuple(dict.fromkeys(breaking))
