"""Writes results of a batch into a file, for the window: `batch-export FOLDER OUT LANGUAGE`, places on its input.

The ending of OUT says in which form, or a last argument `summary`; what is there is replaced all at once or not at all.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from verify.features.batch.journal import read_report
from verify.model import PackItem, Report, limits
from verify.report.formats.csv import table
from verify.report.formats.html import html
from verify.report.formats.json import line
from verify.report.formats.text import text
from verify.report.words.catalogue import Translator
from verify.store.folders import open_replacement
from verify.store.timestamps import read_modification_time

_COLUMNS: Final = 100


SUMMARY: Final = "summary"


def main(folder: Path, out: Path, language: str, form: str = "") -> int:
    """Write the reports at the places that standard input names and return the exit status."""
    translator = Translator(language)
    lost: list[str] = []
    try:
        with open_replacement(out, private=False) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
            if form == SUMMARY:
                text.write(_sum_up(folder, sys.stdin.buffer, lost, translator))
            else:
                reports = _read_reports(folder, sys.stdin.buffer, lost)
                _write(text, reports, out.suffix.lower(), translator)
            text.detach()
            if lost:
                raise _LostError
    except _LostError:
        print(translator.count("commands.batch.not_exported", len(lost)))  # noqa: T201
        return 1
    except OSError as error:
        print(error.strerror or str(error))  # noqa: T201
        return 1
    except _TooManyError:
        print(translator.text("commands.batch.too_many_for_a_page", count=str(limits.PAGE_FILES)))  # noqa: T201
        return 1
    return 0


class _LostError(Exception):
    """A report cannot be read any more."""


class _TooManyError(Exception):
    """More files than one page can bear."""


def _read_reports(folder: Path, places: BinaryIO, lost: list[str]) -> Iterator[Report]:
    for place in places:
        at, _, length = place.strip().partition(b" ")
        report = read_report(folder, int(at), int(length))
        if report is None:
            lost.append(place.decode("ascii", "replace"))
        else:
            yield report


def _sum_up(folder: Path, places: BinaryIO, lost: list[str], translator: Translator) -> str:
    from verify.features.batch.kept_results import read_kept
    from verify.report.results.result import read_result
    from verify.report.results.summary import summary_page
    from verify.report.results.tallies import sum_up

    wanted = {(int(at), int(length)) for at, length in (place.split() for place in places)}
    documents = read_kept(folder, translator, lambda: lost.append(""), wanted)
    return summary_page(sum_up(read_result(one, translator) for one in documents), 0, translator)


def _write(file: TextIO, reports: Iterator[Report], ending: str, translator: Translator) -> None:
    if ending == ".jsonl":
        file.writelines(f"{line(report, translator).rstrip()}\n" for report in reports)
    elif ending == ".txt":
        file.writelines(f"{text(report, translator, _COLUMNS)}\n" for report in reports)
    elif ending == ".html":
        page = list(islice(reports, limits.PAGE_FILES + 1))
        if len(page) > limits.PAGE_FILES:
            raise _TooManyError
        file.write(html(page, translator))
    else:
        file.write(
            table((PackItem(report, read_modification_time(Path(report.file.path))) for report in reports), translator)
        )
