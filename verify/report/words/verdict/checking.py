"""What a window says of a file whose check goes on: how far it is, and whose record there is. Never an answer.

A camera's name may be told at once; what its record says waits for every reader that could contradict it.
"""

from __future__ import annotations

from typing import Final

from verify.model import RecordState, Report
from verify.model.readers import count_progress, is_record_final
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.signers import NAME_CHARACTERS, shorten
from verify.report.words.types import Answer
from verify.report.words.untrusted import plain

_TABLE: Final = "verdict.checking"
_BROKEN: Final = (RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED)


def say_progress(translator: Translator, report: Report) -> str:
    """Say which check is running, and of how many."""
    done, count = count_progress(report.readings)
    return translator.text(f"{_TABLE}.progress", n=str(min(done + 1, count)), all=str(count))


def say_known_so_far(translator: Translator, report: Report) -> str:
    """Say in one sentence what is known where no answer may be given yet: whose record there is, or nothing so far."""
    if not is_record_final(report.record, report.readings):
        return translator.text(f"{_TABLE}.looking_explained")
    if report.record.state in _BROKEN and not report.record.lacks_pieces:
        return translator.text(f"{_TABLE}.record.broken")
    if report.record.manifests and not report.record.is_alone:
        return _name_signer(translator, report)
    if report.findings or report.record.state is not RecordState.ABSENT:
        return translator.text(f"{_TABLE}.looking_explained")
    medium = report_facts.medium(report)
    if medium is Medium.OTHER and any(picture.name == "preview" for picture in report.pictures):
        medium = Medium.PICTURE  # the format is told with the report; that there are pixels is seen before
    return translator.text(find_key(f"{_TABLE}.nothing_yet", medium, f"{_TABLE}.nothing_yet.otherwise"))


def say_update(translator: Translator, before: Answer, now: Answer) -> str:
    """Say that an answer is another one than was shown before; empty where it is the same in all that matters."""
    if (before.headline, before.according_to, before.pill) == (now.headline, now.according_to, now.pill):
        return ""
    return translator.text(f"{_TABLE}.update", headline=before.headline, source=before.according_to)


def say_note(translator: Translator, now: Answer, before: Answer | None, *, finished: bool) -> str:
    """Say beside an answer what it said before, and that it may still change; empty where neither is so."""
    changed = say_update(translator, before, now) if before else ""
    return changed if finished else translator.join(changed, translator.text(f"{_TABLE}.early"))


def say_aloud(translator: Translator, now: Answer, before: Answer | None, *, finished: bool, stayed: bool) -> str:
    """Say the answer for a screen reader; of a final one that `stayed` as it was only that it does."""
    if stayed:
        return translator.text(f"{_TABLE}.settled")
    note = say_note(translator, now, before, finished=finished)
    return "\n".join(filter(None, (note, now.spoken)))


def _name_signer(translator: Translator, report: Report) -> str:
    record, signer = report.record, report_facts.signer(report)
    name = report_facts.signer_name(report)
    trusted = record.state is RecordState.TRUSTED and signer is not None and not signer.shortfalls
    if name and record.binds_content and (trusted or record.is_known):
        return translator.text(f"{_TABLE}.record.verified", name=shorten(name))
    return translator.text(f"{_TABLE}.record.unverified", name=plain(name, NAME_CHARACTERS))
