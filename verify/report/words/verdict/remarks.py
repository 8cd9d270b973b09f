"""What an answer must not leave out: what contradicts it, what the signature does not cover, what is missing.

They stand in the summary and on the first screen; the headline says the gravest of them in fewer words.
"""

from __future__ import annotations

from typing import Final

from verify.model import (
    Conclusion,
    Finding,
    Layer,
    Origin,
    OriginClaim,
    Report,
    Standing,
    Strength,
)
from verify.model.vocabularies import digital_source_type
from verify.report import record_facts, report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Translator, find_key, names_in
from verify.report.words.places import place
from verify.report.words.untrusted import plain

NAME_CHARACTERS: Final = 80  # of one name in a headline


def remarks(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say the remarks, gravest first; none where the file could not be read at all."""
    if report.file.problem or report.verdict.standing is Standing.UNCHECKED:
        return ()
    sentences = (
        _opposition(translator, report),
        *_coverage(translator, report),
        _history(translator, report),
        _mention(translator, report),
        _beginning(translator, report),
        _damage(translator, report),
    )
    return tuple(sentence for sentence in sentences if sentence)


def with_contradiction(translator: Translator, report: Report, answer: str) -> str:
    """Add to the headline `answer` the signed record that says the opposite, where there is one."""
    opposing = record_facts.opposing_origin(report)
    relation = _relation(report, opposing) if opposing else ""
    if opposing is None or not relation:
        return answer
    facts = {
        "signer": plain(opposing.fact("signer"), NAME_CHARACTERS),
        "kind": origin_name(translator, report, opposing),
    }
    return translator.text(f"verdict.remarks.but.{relation}", facts, answer=answer)


def unsettled_headline(report: Report) -> str | None:
    """Return the key of what is unknown because the record leaves out or lacks it; None otherwise."""
    if record_facts.find_uncovered(report, "media"):
        return find_key(
            "verdict.remarks.uncovered_short", report_facts.medium(report), "verdict.remarks.uncovered_short_otherwise"
        )
    if record_facts.find_uncovered(report, "unknown") and report.verdict.standing is Standing.UNCONFIRMED:
        return "verdict.remarks.perhaps_uncovered_short"
    gap = record_facts.missing_history(report)
    if gap is not None and report.verdict.standing in (Standing.CONFIRMED, Standing.KNOWN):
        return "verdict.remarks.unsettled.cut" if record_facts.is_cut(gap) else "verdict.remarks.unsettled.missing"
    return None


def lacking_headline(report: Report) -> str | None:
    """Return the key where AI is left open only by what is missing of the record; None otherwise."""
    carrier = report_facts.carrier(report)
    if carrier is None or carrier.code != "record.incomplete":
        return None
    return "verdict.remarks.lacking.cut" if record_facts.is_cut(carrier) else "verdict.remarks.lacking.missing"


def _relation(report: Report, opposing: Finding) -> str:
    """Tell how the record that says the opposite stands to the answer: a name in `verdict.remarks.but`, or empty."""
    carrier = report_facts.carrier(report)
    label = opposing.where.partition("/")[0]
    known = record_facts.is_vouched(report, label)
    if carrier is None or report_facts.layer(carrier) is not Layer.RECORD:
        return "vouched" if known else "unverified"
    if carrier.where.partition("/")[0] == label:
        return "same"
    if carrier.strength is Strength.CONFIRMED or not opposing.fact("relation"):
        return ""  # who signs last and boasts is no witness against an earlier record
    return "below_vouched" if known else "below_unverified"


def origin_name(translator: Translator, report: Report, finding: Finding) -> str:
    """Name what a record's finding says of the beginning: a camera, a microphone, a scanner or a person."""
    known = digital_source_type.find(finding.fact("source_type"))
    origin = known.origin if known else Origin.CAPTURE
    if origin is Origin.CAPTURE and report_facts.medium(report) is Medium.SOUND:
        return translator.text("verdict.remarks.microphone")
    return translator.text(find_key("verdict.remarks.kinds", origin, "verdict.remarks.camera"))


def _opposition(translator: Translator, report: Report) -> str:
    opposing = record_facts.opposing_origin(report)
    relation = _relation(report, opposing) if opposing else ""
    if opposing is None or not relation:
        return ""
    said = "verdict.remarks.opposed_below" if relation.startswith("below") else "verdict.remarks.opposed"
    return translator.text(said, kind=origin_name(translator, report, opposing))


def _coverage(translator: Translator, report: Report) -> tuple[str, ...]:
    if record_facts.find_uncovered(report, "media"):
        return (
            translator.text(
                find_key(
                    "verdict.remarks.uncovered", report_facts.medium(report), "verdict.remarks.uncovered_otherwise"
                )
            ),
        )
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
