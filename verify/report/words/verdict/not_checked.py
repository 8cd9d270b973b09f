"""What a check leaves open: marks that nobody can read offline, and everything that was not looked at this time.

Computed from the readings of the report and never a fixed sentence, so that it stays true as readers come and go.
"""

from __future__ import annotations

from typing import Final

from verify.model import Alarm, Problem, Reading, RecordState, Report
from verify.report import report_facts
from verify.report.report_facts import Medium, Withdrawal
from verify.report.words.catalogue import Translator, names_in
from verify.report.words.readers import READERS, reader_name, reason

# subject of readers → media in which it can be
_SUBJECTS: Final[dict[str, frozenset[Medium]]] = {
    "pixels": frozenset((Medium.PICTURE, Medium.VIDEO)),
    "sound": frozenset((Medium.SOUND, Medium.VIDEO)),
    "visible": frozenset((Medium.PICTURE, Medium.VIDEO)),
    "label": frozenset(Medium),
}
# the label of Chinese law stands in what these read
_LABEL_READERS: Final = frozenset(("xmp", "text_chunks"))


def not_checked(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say each open point: first what concerns this file, last what no program can check offline."""
    if report.file.problem:
        return (translator.text("verdict.not_checked.not_read"),)
    medium = report_facts.medium(report)
    finished = {reading.reader for reading in report.readings if reading.looked and not reading.problem}
    covered = {READERS[name].subject for name in finished if name in READERS}
    if "frames" in covered:
        covered |= {"pixels", "visible", "words"}
    if finished >= _LABEL_READERS:
        covered.add("label")
    return (
        *_readers(translator, report),
        *_record(translator, report),
        *(
            translator.text(f"verdict.not_checked.without.{subject}")
            for subject, media in _SUBJECTS.items()
            if medium in media and subject not in covered
        ),
        *(
            translator.text(f"verdict.not_checked.partly.{subject}")
            for subject in names_in("verdict.not_checked.partly")
            if subject in covered
        ),
        translator.join(
            translator.text(f"verdict.not_checked.closed.{medium}"),
            translator.text("verdict.not_checked.record_may_say"),
        ),
    )


def count_checks(translator: Translator, report: Report, left_open: int) -> str:
    """Say in one line how many checks were run, and how many things stay open."""
    if report.file.problem:
        return ""
    run = translator.count("verdict.page.run", len(report_facts.list_finished(report)))
    return translator.join(run, translator.count("verdict.page.open", left_open))


def _readers(translator: Translator, report: Report) -> tuple[str, ...]:
    return tuple(sentence for reading in report.readings if (sentence := _reader(translator, reading, report)))


def _reader(translator: Translator, reading: Reading, report: Report) -> str:
    if (reading.looked and not reading.problem) or reading.reader == "preview":
        return ""  # a small picture is for the eyes; no mark is looked for in it
    if reading.reader == "c2pa_content" and report_facts.is_compared_at_once(report):
        return ""
    if reading.problem is Problem.NOT_THIS_FORMAT:
        # other kinds of marks cannot be in such a file; a signed record can be in almost any
        alone = reading.reader == "c2pa" and not any(
            reading.reader == "c2pa_text" and reading.looked for reading in report.readings
        )
        return translator.text("verdict.not_checked.no_records") if alone else ""
    if reading.reader in ("c2pa_content", "c2pa_second") and report.record.state is RecordState.ABSENT:
        return ""
    message = "verdict.not_checked.not_finished" if reading.looked else "verdict.not_checked.not_looked"
    name = reader_name(translator, reading.reader)
    return translator.join(translator.text(message, reader=name), reason(translator, reading.problem))


def _record(translator: Translator, report: Report) -> tuple[str, ...]:
    record = report.record
    lists = [trust_list for trust_list in report.run.lists if trust_list.kind != "time_stamp"]
    dates = translator.enumerate(*(f"{trust_list.name}: {trust_list.date}" for trust_list in lists if trust_list.date))
    open_points = []
    if record.state is RecordState.UNREADABLE:
        open_points.append(
            translator.text(
                "verdict.not_checked.unread_record"
                if report_facts.has_unread_record(report)
                else "verdict.not_checked.unreadable_record"
            )
        )
    if record.checking:
        open_points.append(translator.text("verdict.not_checked.whole"))
    if record.state is RecordState.REMOTE or Alarm.RECORD_ELSEWHERE in report.verdict.alarms:
        open_points.append(translator.text("verdict.not_checked.elsewhere", host=report_facts.host(report)))
    withdrawal = report_facts.judge_withdrawal(report)
    if record.manifests and record.state is not RecordState.REVOKED and withdrawal is not Withdrawal.CHECKED:
        open_points.append(translator.text(f"verdict.not_checked.withdrawal.{withdrawal}"))
    if record.manifests and not lists:
        open_points.append(translator.text("verdict.not_checked.no_lists"))
    if Alarm.LIST_STALE in report.verdict.alarms:
        open_points.append(translator.text("verdict.not_checked.stale", lists=dates))
    return tuple(open_points)
