"""Reports as a table of comma-separated values: a line a file, for people who open it in a spreadsheet.

No cell is taken for a formula, whatever the file wrote into it; every cell is one line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from verify.model import LeftOut, PackItem, Report
from verify.report.words.catalogue import Translator, keys_of, names_in
from verify.report.words.fetched import describe_address
from verify.report.words.untrusted import plain
from verify.report.words.verdict import not_checked
from verify.report.words.verdict.answer import answer

_CELL_CHARACTERS: Final = 8_000
_MARK: Final = "\ufeff"  # without it spreadsheets take UTF-8 for something else
# What makes a spreadsheet compute, also in the wide forms that some of them take for the narrow ones
_BEGINS_FORMULA: Final = tuple("=+-@\t\r\n|%＝＋－＠")


def table(items: Iterable[PackItem], translator: Translator, left: Iterable[LeftOut] = ()) -> str:
    """Make the table with a heading, in the language of `translator`; codes never change with the language.

    What is left out of a pack stands below, without a number and with the reason for an answer.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([translator.text(column) for column in keys_of("commands.pack.columns")])
    for number, entry in enumerate(items, 1):
        row = {"number": str(number), "modified": entry.modified, **_row(entry.report, translator)}
        writer.writerow([cell(row[name]) for name in names_in("commands.pack.columns")])
    for one in left:
        known = {"name": one.name, "path": one.path, "answer": translator.text(f"commands.pack.left.{one.reason}")}
        if not one.path:
            known["name"] = (
                translator.count("commands.pack.unnamed", one.number)
                if one.number
                else translator.text("commands.pack.uncounted")
            )
        writer.writerow([cell(known.get(name, "")) for name in names_in("commands.pack.columns")])
    return _MARK + out.getvalue()


def cell(text: str) -> str:
    """Make a text fit for a cell: plain, bounded, never a formula. A quote before it marks it as text."""
    text_cell = plain(text, _CELL_CHARACTERS)
    return f"'{text_cell}" if text_cell.lstrip().startswith(_BEGINS_FORMULA) else text_cell


def _row(report: Report, translator: Translator) -> dict[str, str]:
    file, verdict, record, run = report.file, report.verdict, report.record, report.run
    said = answer(translator, report)
    return {
        "name": file.name,
        "path": file.path,
        "size": str(file.size),
        "sha256": file.sha256,
        "media_type": file.media_type,
        "checked_at": run.checked_at,
        "answer": said.line,
        "standing_words": said.standing,
        "conclusion": verdict.conclusion,
        "standing": verdict.standing,
        "origin": verdict.origin,
        "edits": verdict.edits,
        "alarms": " ".join(verdict.alarms),
        "by": verdict.by,
        "record": record.state,
        "record_codes": " ".join(record.codes),
        "findings": " ".join(dict.fromkeys(finding.code for finding in report.findings)),
        "problem": translator.text(f"commands.problems.{file.problem}") if file.problem else "",
        "not_checked": " ".join(not_checked.not_checked(translator, report)),
        "whence": run.whence,
        "rubric": run.rubric,
        "lists": "; ".join(f"{trust_list.name} ({trust_list.date})" for trust_list in run.lists),
        "fetched_from": describe_address(translator, file.fetched_from) if file.fetched_from else "",
        "fetched_at": file.fetched_from.at if file.fetched_from else "",
    }
