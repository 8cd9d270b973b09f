"""Whose word it is that a part or earlier version fails: the engine's, who looked, or a manifest's that recorded it.

Content that an earlier version was made for is not in the file, so nobody can check its hash here. A recorded failure
always counts against a boast (`validation.status_codes`), but it is told as the word of whoever recorded it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from verify.inspection.c2pa.validation.status_codes import Evidence, read
from verify.model import Manifest
from verify.model.validation_codes import Fault, fault, is_of_content

BREAKS: Final = frozenset({Fault.SIGNATURE, Fault.CONTENT, Fault.REVOKED, Fault.INGREDIENT})
SIGNATURE: Final = frozenset({Fault.SIGNATURE, Fault.REVOKED})


def attributed(
    manifests: Sequence[Manifest], evidence: Mapping[str, Evidence], alone: Mapping[str, object]
) -> tuple[Manifest, ...]:
    """`manifests` with `recorded_by` filled in at every ingredient that fails on recorded word alone."""
    said = {label: recorders(found, alone.get(label)) for label, found in evidence.items()}
    if not any(said.values()):
        return tuple(manifests)
    return tuple(
        replace(
            item, ingredients=tuple(replace(edge, recorded_by=said.get(edge.manifest, ())) for edge in item.ingredients)
        )
        for item in manifests
    )


def recorders(evidence: Evidence, alone: object) -> tuple[str, ...]:
    """The labels of the manifests on whose recorded word alone a manifest fails; empty where the engine says so too.

    `alone`: the engine's validationResults of that manifest by itself, where hash mismatches of content mean nothing.
    """
    seen = [status.code for status in evidence.now if status.failed]
    seen += [status.code for status, _ in read(alone) if status.failed and not is_of_content(status.code)]
    # a certificate that no list knows is no failure of the manifest, whoever says it
    breaking = [who for who, status in evidence.recorded if status.failed and fault(status.code) in BREAKS]
    return () if any(fault(code) in BREAKS for code in seen) else tuple(dict.fromkeys(breaking))
