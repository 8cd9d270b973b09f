"""One sentence for each alarm, which also says what the alarm does not mean."""

from __future__ import annotations

from verify.model import Alarm, Identity, RecordState, Report
from verify.report import report_facts
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_day
from verify.report.words.signers import describe_withdrawal, find_withdrawal
from verify.report.words.types import AlarmWords


def alarm_words(translator: Translator, report: Report) -> tuple[AlarmWords, ...]:
    """Say what must not be overlooked, in the verdict's order."""
    return tuple(AlarmWords(alarm, alarm_sentence(translator, alarm, report)) for alarm in report.verdict.alarms)


def alarm_sentence(translator: Translator, alarm: Alarm, report: Report) -> str:
    """Say what `alarm` means in this report."""
    if alarm is Alarm.RECORD_BROKEN:
        if report_facts.has_stray_sidecar(report):
            return translator.text("verdict.alarms.stray")
        broken = report_facts.broken_reason(report)
        withdrawal = find_withdrawal(report.record) if broken is RecordState.REVOKED else None
        if withdrawal is not None:
            said = describe_withdrawal(translator, withdrawal.by, withdrawal.revoked_at)
            reason = translator.term("terms.revocation_reasons", withdrawal.reason)
            return translator.text("verdict.alarms.withdrawn", revoked=said, reason_name=reason)
        return translator.text(f"verdict.alarms.broken.{broken}" if broken else f"verdict.alarms.{alarm}")
    if alarm is Alarm.RECORD_MALFORMED and not report.record.manifests:
        return translator.text("verdict.alarms.malformed_unread")
    signer = report_facts.signer(report)
    if alarm is Alarm.SIGNER_UNKNOWN and signer and report.record.state is RecordState.EXPIRED:
        return translator.text("verdict.alarms.expired_signer", signer=signer.name)
    if alarm is Alarm.SIGNER_UNKNOWN and signer and signer.test:
        return translator.text("verdict.alarms.test_signer", signer=signer.name)
    return translator.text(f"verdict.alarms.{alarm}", _facts(translator, alarm, report))


def _facts(translator: Translator, alarm: Alarm, report: Report) -> dict[str, str]:
    active = report.record.active
    signer = active.signer if active else None
    identities: tuple[Identity, ...] = active.identities if active else ()
    state = "unchecked" if alarm is Alarm.IDENTITY_UNCHECKED else "invalid"
    failing = [finding for finding in report.findings if finding.code == "record.ingredient_broken"]
    # what is seen here comes before what somebody recorded
    failing = sorted(
        failing, key=lambda finding: (finding.fact("recorder") != "", finding.fact("recorder_confirmed") == "no")
    )
    broken = failing[0] if failing else None
    return {
        "signer": signer.name if signer else "",
        "interim": signer.interim_list if signer else "",
        "date": say_day(translator, signer.not_after) if signer else "",
        "product": active.product if active else "",
        "name": next((identity.name for identity in identities if identity.state == state), ""),
        "title": broken.fact("title") if broken else "",
        "recorder": broken.fact("recorder") if broken else "",
        "host": report_facts.host(report),
        "lists": translator.enumerate(
            *(
                f"{trust_list.name}: {trust_list.date}"
                for trust_list in report.run.lists
                if trust_list.kind not in report_facts.UNPUBLISHED
            )
        ),
    }
