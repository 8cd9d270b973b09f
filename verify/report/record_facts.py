"""What the words need to know of a signed record: who said what of which version, what it lacks, what it leaves out.

It only looks up; every judgement was made before. Nothing here is in a language.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from verify.model import (
    CertificateStatus,
    Finding,
    Layer,
    Manifest,
    OriginClaim,
    Record,
    RecordState,
    Report,
    RevocationAnswer,
    Signer,
    Strength,
)
from verify.model.vocabularies import digital_source_type
from verify.report.report_facts import beginning, carrier, doubts, layer, signer_name, speaker

_AT: Final = re.compile(r"at byte (\d+)")


def finding_below(report: Report) -> Finding | None:
    """Return the finding that carries the answer where it stands in an ingredient's manifest by another signer.

    Statement and this file's signature then have two authors, and a sentence that names one names the other.
    """
    finding, active = carrier(report), report.record.active
    if finding is None or active is None or layer(finding) is not Layer.RECORD or not finding.fact("signer"):
        return None
    place = finding.where.partition("/")[0]
    known = any(manifest.label == place for manifest in report.record.manifests)
    return finding if known and place != active.label and finding.fact("signer") != signer_name(report) else None


def is_of_part(finding: Finding) -> bool:
    """Whether a statement of a record is about something placed in the content rather than about an earlier version."""
    return finding.claim is OriginClaim.CONTAINS_AI or finding.code == "record.component"


def earlier_signer(report: Report) -> str:
    """Name the earlier signer who states the beginning, where another one carries the answer."""
    begun = next((finding for finding in report.findings if _begins(finding, report)), None)
    name = begun.fact("signer") if begun else ""
    return name if name not in ("", speaker(report)) else ""


def _begins(finding: Finding, report: Report) -> bool:
    if finding.code != "record.origin" or finding.strength is not Strength.CONFIRMED:
        return False
    known, begun = digital_source_type.find(finding.fact("source_type")), beginning(report)
    return known is not None and begun is not None and known.name == begun.name


def version_of(report: Report, label: str) -> Literal["own", "earlier", "part", "unnamed"]:
    """Return whose the manifest with this label is: this file's, an earlier version's, or that of a part."""
    active = report.record.active
    if active is None:
        return "unnamed"
    ingredients = {manifest.label: manifest.ingredients for manifest in report.record.manifests}
    reached: dict[str, Literal["own", "earlier", "part"]] = {active.label: "own"}
    waiting = [active.label]
    for above in waiting:  # grows while it is gone through; each manifest is in it once
        for edge in ingredients.get(above, ()):
            if edge.manifest and edge.manifest not in reached:
                is_earlier = edge.relation == "parentOf" and reached[above] != "part"
                reached[edge.manifest] = "earlier" if is_earlier else "part"
                waiting.append(edge.manifest)
    return reached.get(label, "unnamed")


def opposing_origin(report: Report) -> Finding | None:
    """Return the record's statement of a camera or a person against the answer: a doubt of the verdict."""
    return next((finding for finding in doubts(report) if finding.code == "record.origin"), None)


def is_of_same_record(one: Finding, other: Finding) -> bool:
    """Whether two findings stand in the same manifest: then one signer says both."""
    same = one.where.partition("/")[0] == other.where.partition("/")[0] != ""
    return same and layer(one) is layer(other) is Layer.RECORD


def missing_history(report: Report) -> Finding | None:
    """Return what a statement of authenticity lacks of its history; what is absent goes before what was not read.

    The first of them that names itself, so that the words can.
    """
    gaps = [finding for finding in report.findings if finding.code == "record.incomplete"]
    return next((finding for finding in gaps if not is_cut(finding)), gaps[0] if gaps else None)


def is_cut(finding: Finding) -> bool:
    """Whether something of the record was left unread because there is too much of it."""
    return finding.fact("what").endswith("_cut")


def list_speaking(report: Report) -> list[Manifest]:
    """List the manifest of the file itself and the one that the answer comes from."""
    finding = carrier(report)
    place = finding.where.partition("/")[0] if finding else ""
    manifests = report.record.manifests
    return [*manifests[:1], *(manifest for manifest in manifests[1:] if manifest.label == place)]


def find_uncovered(report: Report, content: str) -> Finding | None:
    """Return the finding of what the signature leaves out: `content` is media, metadata, appended or unknown."""
    named = (finding for finding in report.findings if finding.code == "record.not_covered")
    return next((finding for finding in named if (finding.fact("content") or "unknown") == content), None)


def binds_nothing_sure(report: Report) -> bool:
    """Whether what is seen or heard lies, or may lie, outside the signature."""
    return any(find_uncovered(report, content) for content in ("media", "unknown"))


def is_outside_signature(report: Report, where: str) -> bool:
    """Whether a place, as a reader named it, lies in bytes that the record's hard binding leaves out."""
    coverage = report.record.coverage
    if coverage is None or not coverage.ranges:
        return False
    return any(coverage.leaves_out(int(place[:18])) for place in _AT.findall(where))


def has_intact_record(report: Report) -> bool:
    """Whether the file carries a record that still matches it."""
    intact = (RecordState.TRUSTED, RecordState.UNTRUSTED, RecordState.EXPIRED)
    return report.record.state in intact and not report.record.checking and not report.record.is_alone


def covers_metadata(report: Report) -> bool:
    """Whether an intact signature in the file covers the fields that are read from it."""
    return has_intact_record(report) and not binds_nothing_sure(report) and find_uncovered(report, "metadata") is None


def is_vouched(report: Report, label: str) -> bool:
    """Whether a list identifies the signer of one manifest, so that the name is no mere claim, and it is intact."""
    return any(
        manifest.label == label and (manifest.state is RecordState.TRUSTED or manifest.is_known)
        for manifest in report.record.manifests
    )


def find_gravest_status(record: Record) -> CertificateStatus | None:
    """Find what counts of the answers about the signer's certificate and those above it: a withdrawal before all else.

    Where none is about the signer of this file, the first of the others.
    """
    signer = (record.active.signer if record.active else None) or Signer()
    own = [status for status in record.revocations if status.certificate in signer.certificates]
    withdrawn = next((status for status in own if status.answer is RevocationAnswer.REVOKED), None)
    return withdrawn or next(iter((*own, *record.revocations)), None)
