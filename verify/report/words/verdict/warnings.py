"""The warnings (⚠): the few things without which an answer would mislead. All else is a note of `how_sure`.

Content outside the signature, changed after signing, an invalid signature, a revoked certificate, marks that disagree,
an emptied label, a damaged file. Each is said in few words, and only where the four lines do not say it.
"""

from __future__ import annotations

from collections.abc import Iterator

from verify.model import Alarm, Conclusion, RecordState, Report, Standing
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.signers import describe_withdrawal, find_withdrawal
from verify.report.words.verdict.according_to import find_relation


def warnings(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say the warnings, the gravest first; none where the file could not be read at all."""
    if report.file.problem or report.verdict.standing is Standing.UNCHECKED:
        return ()
    return tuple(dict.fromkeys(_warnings(translator, report)))


def _warnings(translator: Translator, report: Report) -> Iterator[str]:
    if record_facts.find_uncovered(report, "media"):
        yield translator.text(
            find_key("verdict.warnings.uncovered", report_facts.medium(report), "verdict.warnings.uncovered_otherwise")
        )
    if Alarm.RECORD_BROKEN in report.verdict.alarms and not report_facts.has_stray_sidecar(report):
        yield _broken(translator, report)
    if _disagrees(report):
        yield translator.text("verdict.warnings.disagree")
    if Alarm.LABEL_EMPTIED in report.verdict.alarms:
        yield translator.text("verdict.warnings.emptied")
    if any(
        finding.code == "context.metadata_damaged" and finding.fact("reason") != "encrypted"
        for finding in report.findings
    ):
        yield translator.text("verdict.warnings.damaged")


def _broken(translator: Translator, report: Report) -> str:
    withdrawal = find_withdrawal(report.record) if report.record.state is RecordState.REVOKED else None
    said = describe_withdrawal(translator, withdrawal.by, withdrawal.revoked_at) if withdrawal else ""
    if said:
        return translator.text("verdict.warnings.withdrawn", revoked=said)
    return translator.text(find_key("verdict.warnings", report_facts.broken_reason(report) or "", ""))


def _disagrees(report: Report) -> bool:
    """Whether marks contradict each other and the headline does not say so already."""
    if report.verdict.conclusion is Conclusion.DISPUTED:
        return False
    if Alarm.LAYERS_CONTRADICT in report.verdict.alarms:
        return True
    opposing = record_facts.opposing_origin(report)
    relation = find_relation(report, opposing) if opposing else ""
    if relation in ("vouched", "unverified"):
        return True
    # an edit with AI of what a camera recorded is a history, and no contradiction
    return bool(relation) and report.verdict.conclusion is Conclusion.AI_GENERATED
