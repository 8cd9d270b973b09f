"""What the record leaves out or lacks, and what was not read: notes behind the pill, in whole sentences."""

from __future__ import annotations

from verify.model import Conclusion, OriginClaim, Report, Standing
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Translator, names_in
from verify.report.words.places import place
from verify.report.words.signers import NAME_CHARACTERS
from verify.report.words.untrusted import plain


def remarks(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say the remarks, gravest first; none where the file could not be read at all."""
    if report.file.problem or report.verdict.standing is Standing.UNCHECKED:
        return ()
    sentences = (
        *_coverage(translator, report),
        _history(translator, report),
        _mention(translator, report),
        _beginning(translator, report),
        _damage(translator, report),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _coverage(translator: Translator, report: Report) -> tuple[str, ...]:
    if record_facts.find_uncovered(report, "media"):
        return ()  # a warning says so
    said = []
    for content in names_in("verdict.remarks.partly_uncovered"):
        finding = record_facts.find_uncovered(report, content)
        if finding is not None:
            said.append(
                translator.text(
                    f"verdict.remarks.partly_uncovered.{content}",
                    what=finding.fact("what"),
                    size=_size(translator, finding.fact("bytes")),
                )
            )
    return tuple(said)


def _size(translator: Translator, written: str) -> str:
    """Say a number of bytes as people do; empty where it is none."""
    if not (written.isascii() and written.isdecimal()):
        return ""
    count = int(written[:18])
    if count < 1_000:
        return translator.text("verdict.remarks.bytes", n=str(count))
    if count < 1_000_000:
        return f"{count / 1_000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"


def _history(translator: Translator, report: Report) -> str:
    gap = record_facts.missing_history(report)
    if gap is None:
        return ""
    says_ai = report.verdict.conclusion in (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI)
    if record_facts.is_cut(gap):
        return translator.text("verdict.remarks.cut_more" if says_ai else "verdict.remarks.cut")
    return translator.text(
        "verdict.remarks.missing_more" if says_ai else "verdict.remarks.missing",
        title=plain(gap.fact("title"), NAME_CHARACTERS),
    )


def _mention(translator: Translator, report: Report) -> str:
    finding = report_facts.first_finding(report, "record.ai_mentioned")
    if finding is None:
        return ""
    facts = {name: plain(finding.fact(name), NAME_CHARACTERS) for name in ("description", "agent", "action")}
    return translator.text("verdict.remarks.mentioned", facts)


def _beginning(translator: Translator, report: Report) -> str:
    carrier = report_facts.carrier(report)
    edited = carrier is not None and carrier.claim is OriginClaim.AI_EDITED
    name = record_facts.earlier_signer(report) if edited and report.verdict.standing is Standing.CONFIRMED else ""
    return translator.text("verdict.remarks.begun", signer=name) if name else ""


def _damage(translator: Translator, report: Report) -> str:
    finding = report_facts.first_finding(report, "context.metadata_damaged")
    if finding is None:
        return ""
    reason = translator.term("terms.metadata.damages", finding.fact("reason"))
    return translator.text("verdict.remarks.unread", what=place(translator, finding.fact("what")), reason=reason)
