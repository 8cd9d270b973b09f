"""What a file states about AI, line by line and wherever it stands: labels, signed records, settings, pixels.

Pure over a report. It gathers and compares nothing; that a statement is there does not make it true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

from verify.model import FORGIVEN, Finding, OriginClaim, Report, Signer, Strength
from verify.report import report_facts


class Source(StrEnum):
    """Where a statement stands."""

    AIGC = "aigc"  # China's label, GB 45438-2025 Annex E
    RECORD = "record"  # C2PA
    METADATA = "metadata"  # XMP, IPTC, platforms' own labels
    SETTINGS = "settings"  # what generators write of themselves
    PIXELS = "pixels"  # decoded out of the pixels or samples
    VISIBLE = "visible"
    INSIDE = "inside"  # of a file inside this one


class Line(StrEnum):
    """The lines of the card, in their order."""

    AI = "ai"
    PROVIDER = "provider"
    SYSTEM = "system"
    VERSION = "version"
    TIME = "time"
    IDENTIFIER = "identifier"
    PROPAGATOR = "propagator"
    INTEGRITY = "integrity"


class Statement(Struct, frozen=True):
    """One entry of a line. `code` says in which words; `text` is what the file says, untrusted and maybe empty."""

    source: Source
    code: str
    text: str = ""
    note: str = ""  # a second text that the words need


_STATEMENTS: Final = 8  # kept of one line
_AI_CODES: Final = {
    OriginClaim.AI_GENERATED: "generated",
    OriginClaim.AI_EDITED: "modified",
    OriginClaim.CONTAINS_AI: "contains",
    OriginClaim.MAY_CONTAIN_AI: "may_be",
}
_LABELS: Final = {
    "label.aigc_is": "generated",
    "label.aigc_may_be": "may_be",
    "label.aigc_suspected": "suspected",
    "label.aigc_nonstandard": "nonstandard",
    "label.emptied": "emptied",
}
_SEALS: Final = {
    "label.aigc_signature_consistent": "consistent",
    "label.aigc_signature_pinned": "pinned",
    "label.aigc_signature_mismatch": "mismatch",
    "label.aigc_signature_unchecked": "unchecked",
}
_SYSTEM_FIELD: Final = "xmp:Iptc4xmpExt:AISystemUsed"
_VERSION_FIELD: Final = "xmp:Iptc4xmpExt:AISystemVersionUsed"
_TIME_FIELDS: Final = ("xmp:xmp:CreateDate", "xmp:photoshop:DateCreated")
_IDENTIFIER_FIELDS: Final = ("xmp:xmpMM:DocumentID", "xmp:xmpMM:InstanceID")
# `Example 2.1`, `example/1.0`, `Example v3`: how a name and its version are written as one text
_VERSIONED: Final = re.compile(r"(?P<name>.*\S)[\s/]+(?P<version>v?\d[\w.+-]*)(?:\s.*)?", re.DOTALL)


def lines(report: Report) -> dict[Line, tuple[Statement, ...]]:
    """Gather the statements of every line, in the order of the findings; a line without any is empty."""
    gather: dict[Line, Callable[[Report], Iterable[Statement]]] = {
        Line.AI: _ai,
        Line.PROVIDER: _providers,
        Line.SYSTEM: _systems,
        Line.VERSION: _versions,
        Line.TIME: _times,
        Line.IDENTIFIER: _identifiers,
        Line.PROPAGATOR: _propagators,
        Line.INTEGRITY: _integrity,
    }
    return {line: tuple(dict.fromkeys(gather[line](report)))[:_STATEMENTS] for line in Line}


def _source(finding: Finding) -> Source | None:
    """Where a finding stands; None for those that say nothing of AI or its maker."""
    family, _, kind = finding.code.partition(".")
    if family == "metadata":
        return Source.SETTINGS if kind.startswith("generator") else Source.METADATA
    known = {
        "label": Source.AIGC,
        "record": Source.RECORD,
        "signal": Source.PIXELS,
        "visible": Source.VISIBLE,
        "document": Source.INSIDE,
    }
    return known.get(family)


def _ai(report: Report) -> Iterator[Statement]:
    for finding in report.findings:
        source, written = _source(finding), finding.fact("source_type")
        if source is None:
            continue
        if finding.code in _LABELS:
            yield Statement(source, _LABELS[finding.code], finding.fact("value"))
        elif finding.claim in _AI_CODES and finding.strength is not Strength.HINT:
            yield Statement(source, _AI_CODES[finding.claim], written)
        elif written and finding.code in ("record.origin", "metadata.source_type"):
            yield Statement(source, "source_type", written)


def _providers(report: Report) -> Iterator[Statement]:
    for finding in report.findings:
        if finding.code in _LABELS and finding.fact("producer"):
            yield Statement(Source.AIGC, "stated", finding.fact("provider") or finding.fact("producer"))
        elif finding.code == "metadata.credit" and finding.claim in _AI_CODES and finding.fact("provider"):
            yield Statement(Source.METADATA, "stated", finding.fact("provider"))
        elif finding.code == "signal.novelai_signed":
            yield Statement(Source.PIXELS, "signed", finding.fact("signer"))
        elif finding.code.startswith("metadata.platform_label") and finding.fact("platform"):
            yield Statement(Source.METADATA, "stated", finding.fact("platform"))
    speaker = _speaker(report)
    if speaker is not None:
        yield Statement(Source.RECORD, _listing(report, speaker), speaker.name)


def _listing(report: Report, signer: Signer) -> str:
    """How sure a name is. A list that nobody published vouches for a signature, and for nobody as a provider."""
    if not signer.trust_list:
        return "known" if signer.known_list and set(signer.shortfalls) <= FORGIVEN else "unlisted"
    whose = report_facts.vouching_list(report, signer).whose
    return {"user": "added", "demonstration": "demonstration"}.get(whose, "listed")


def _speaker(report: Report) -> Signer | None:
    """The signer who makes the record's statement on AI, else the active one."""
    signers = [finding.fact("signer") for finding in report.findings if _is_recorded_ai(finding)]
    named = report_facts.signer_called(report.record, signers[0]) if signers and signers[0] else None
    return named or report_facts.signer(report)


def _is_recorded_ai(finding: Finding) -> bool:
    return finding.code.startswith("record.") and finding.claim in _AI_CODES


def _systems(report: Report) -> Iterator[Statement]:
    for finding in report.findings:
        if finding.code == "label.aigc_provider_code" and finding.fact("role") == "producer" and finding.fact("model"):
            yield Statement(Source.AIGC, "opaque", finding.fact("model"))
        elif _is_recorded_ai(finding) and _agent(finding):
            yield Statement(Source.RECORD, "stated", _split(_agent(finding))[0])
        elif _names_a_generator(finding):
            yield Statement(_source(finding) or Source.SETTINGS, "stated", finding.fact("generator"))
        if finding.fact("model") and _names_a_generator(finding):
            yield Statement(_source(finding) or Source.SETTINGS, "model", finding.fact("model"))
    for value in _values(report, _SYSTEM_FIELD):
        yield Statement(Source.METADATA, "stated", value)
    ai_findings = [finding for finding in report.findings if _is_recorded_ai(finding)]
    if ai_findings and not any(map(_agent, ai_findings)):
        # nobody named the system: the program that wrote the record may be part of it, or a mere library
        yield from (
            Statement(Source.RECORD, "writer", finding.fact("generator"))
            for finding in ai_findings
            if finding.fact("generator")
        )


def _agent(finding: Finding) -> str:
    """The system that a record names for what was done with AI; the program that wrote the record is another thing."""
    return finding.fact("generator") if finding.code == "record.generator" else finding.fact("agent")


def _versions(report: Report) -> Iterator[Statement]:
    for finding in report.findings:
        version = _split(_agent(finding))[1] if _is_recorded_ai(finding) else ""
        if version:
            yield Statement(Source.RECORD, "stated", version)
        elif finding.fact("version") and _names_a_generator(finding):
            yield Statement(_source(finding) or Source.SETTINGS, "stated", finding.fact("version"))
    for value in _values(report, _VERSION_FIELD):
        yield Statement(Source.METADATA, "stated", value)


def _names_a_generator(finding: Finding) -> bool:
    """Whether the generator of the content names itself; one that only enlarged it, or may have, does not count."""
    family = finding.code.startswith(("metadata.generator", "signal.", "visible.label"))
    return family and finding.claim in _AI_CODES and bool(finding.fact("generator"))


def _split(written: str) -> tuple[str, str]:
    """Split a program's name and version that are written as one text; the version is empty where there is none."""
    match = _VERSIONED.fullmatch(written.strip())
    return (match["name"], match["version"]) if match else (written.strip(), "")


def _times(report: Report) -> Iterator[Statement]:
    active = report.record.active
    if active and active.signed_at:
        yield Statement(Source.RECORD, "confirmed_time" if active.time_confirmed else "time", active.signed_at)
    for manifest in report.record.manifests:
        for action in manifest.actions:
            if action.when:
                yield Statement(Source.RECORD, "step", action.when)
    for key in _TIME_FIELDS:
        for value in _values(report, key):
            yield Statement(Source.METADATA, "stated", value)


def _identifiers(report: Report) -> Iterator[Statement]:
    for finding in report.findings:
        if finding.code in _LABELS and finding.fact("produce_id"):
            yield Statement(Source.AIGC, "stated", finding.fact("produce_id"))
    if report.record.active:
        yield Statement(Source.RECORD, "stated", report.record.active.label)
    for key in _IDENTIFIER_FIELDS:
        for value in _values(report, key):
            yield Statement(Source.METADATA, "stated", value)


def _propagators(report: Report) -> Iterator[Statement]:
    for finding in report.findings:
        name = finding.fact("propagator_name") or finding.fact("propagator")
        if finding.code in _LABELS and name:
            number = finding.fact("propagate_id")
            yield Statement(Source.AIGC, "numbered" if number else "stated", name, number)
    speaker, active = _speaker(report), report_facts.signer(report)
    if speaker and active and active.name != speaker.name:
        yield Statement(Source.RECORD, _listing(report, active), active.name)


def _integrity(report: Report) -> Iterator[Statement]:
    sources = {statement.source for statement in _ai(report)}
    for finding in report.findings:
        # the propagator's side has no published form: nothing could be said of it
        if finding.code in _SEALS and finding.fact("member") == "ReservedCode1":
            yield Statement(Source.AIGC, _SEALS[finding.code], finding.fact("signer"))
    seals = any(finding.code in _SEALS and finding.fact("member") == "ReservedCode1" for finding in report.findings)
    if Source.AIGC in sources and not seals:
        yield Statement(Source.AIGC, "none")
    if report.record.manifests:
        yield Statement(Source.RECORD, report.record.state.value)
    for source in (Source.METADATA, Source.SETTINGS, Source.VISIBLE):
        if source in sources:
            yield Statement(source, "none")
    if report_facts.first_finding(report, "signal.novelai_signed"):
        yield Statement(Source.PIXELS, "sealed")
    elif Source.PIXELS in sources:
        yield Statement(Source.PIXELS, "none")


def _values(report: Report, key: str) -> Iterator[str]:
    return (field.value for field in report.fields if field.key == key and field.value.strip())
