"""Reports as a table of comma-separated values: a line a file, for people who open it in a spreadsheet.

No cell is taken for a formula, whatever the file wrote into it; every cell is one line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from verify.model import LeftOut, PackItem, Report
from verify.report.words.catalogue import Speech
from verify.report.words.commands import pack as words
from verify.report.words.untrusted import plain
from verify.report.words.wording import Wording

_CELL_CHARACTERS: Final = 8_000
_MARK: Final = "\ufeff"  # without it spreadsheets take UTF-8 for something else
# What makes a spreadsheet compute, also in the wide forms that some of them take for the narrow ones
_BEGINS_FORMULA: Final = tuple("=+-@\t\r\n|%＝＋－＠")


def table(items: Iterable[PackItem], wording: Wording, left: Iterable[LeftOut] = ()) -> str:
    """The table in the language of `wording`, with a heading; codes never change with the language.

    What is left out of a pack stands below, without a number and with the reason for an answer.
    """
    speech = Speech(wording.language)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([speech.say(message) for message in words.COLUMNS.values()])
    for number, item in enumerate(items, 1):
        row = {"number": str(number), "modified": item.modified, **_row(item.report, wording)}
        writer.writerow([cell(row[name]) for name in words.COLUMNS])
    for one in left:
        known = {"name": one.name, "path": one.path, "answer": speech.say(words.LEFT[one.reason])}
        if not one.path:
            known["name"] = speech.count(words.UNNAMED, one.number) if one.number else speech.say(words.UNCOUNTED)
        writer.writerow([cell(known.get(name, "")) for name in words.COLUMNS])
    return _MARK + out.getvalue()


def cell(text: str) -> str:
    """A text as it may stand in a cell: plain, bounded, never a formula. A quote before it marks it as text."""
    shown = plain(text, _CELL_CHARACTERS)
    return f"'{shown}" if shown.lstrip().startswith(_BEGINS_FORMULA) else shown


def _row(report: Report, wording: Wording) -> dict[str, str]:
    file, verdict, record, run = report.file, report.verdict, report.record, report.run
    return {
        "name": file.name,
        "path": file.path,
        "size": str(file.size),
        "sha256": file.sha256,
        "media_type": file.media_type,
        "checked_at": run.checked_at,
        "answer": wording.headline(report),
        "standing_words": wording.standing(report),
        "conclusion": verdict.conclusion,
        "standing": verdict.standing,
        "origin": verdict.origin,
        "edits": verdict.edits,
        "alarms": " ".join(verdict.alarms),
        "by": verdict.by,
        "record": record.state,
        "record_codes": " ".join(record.codes),
        "findings": " ".join(dict.fromkeys(finding.code for finding in report.findings)),
        "problem": wording.problem(file.problem) if file.problem else "",
        "not_checked": " ".join(wording.not_checked(report)),
        "whence": run.whence,
        "rubric": run.rubric,
        "lists": "; ".join(f"{item.name} ({item.date})" for item in run.lists),
    }
