"""In which order, under which headings and which of them rows are shown. Values only, no window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from enum import IntEnum, StrEnum

from msgspec import Struct

from verify.features.batch.row import Row
from verify.model import Conclusion, Standing
from verify.report.words import badges
from verify.report.words.batch import proof_in_short
from verify.report.words.catalogue import Translator


class Column(IntEnum):
    """What stands beside what."""

    NAME = 0
    ANSWER = 1
    STANDING = 2
    GENERATOR = 3
    SIGNER = 4
    ALARMS = 5
    TIME = 6


class RowFilter(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    NOTABLE = "notable"
    AI = "ai"
    SIGNED = "signed"
    ALARMED = "alarmed"
    NOTHING = "nothing"
    UNREAD = "unread"


class Grouping(StrEnum):
    """What the rows are put together by."""

    NONE = "none"
    ANSWER = "answer"
    STANDING = "standing"
    GENERATOR = "generator"
    SIGNER = "signer"
    ALARM = "alarm"
    FOLDER = "folder"
    CONTENT = "content"


_AI = frozenset((Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI))
_UNSIGNED = frozenset((Standing.NONE, Standing.UNCHECKED, Standing.STATED, Standing.DECODED))
_TESTS: dict[RowFilter, Callable[[Row], bool]] = {
    RowFilter.ALL: lambda _row: True,
    RowFilter.NOTABLE: lambda row: row.is_notable,
    RowFilter.AI: lambda row: row.conclusion in _AI,
    RowFilter.SIGNED: lambda row: row.standing not in _UNSIGNED,
    RowFilter.ALARMED: lambda row: bool(row.alarms),
    RowFilter.NOTHING: lambda row: row.standing is Standing.NONE and not row.traces,
    RowFilter.UNREAD: lambda row: row.standing is Standing.UNCHECKED,
}


class PendingRow(Row, frozen=True):
    """A file that is listed and not judged yet: only among all files, and behind those that are judged."""


_STANDINGS = {standing: at for at, standing in enumerate(Standing)}

Line = int | str  # the number of a row, or the heading of a group


class SortFilter(Struct, frozen=True):
    """How rows are looked at."""

    choice: RowFilter = RowFilter.ALL
    search: str = ""
    grouping: Grouping = Grouping.NONE
    column: Column | None = None  # None: as they came
    descending: bool = False

    @property
    def shows_all(self) -> bool:
        """Whether no row is left out."""
        return self.choice is RowFilter.ALL and not self.search.strip()

    def matches(self, row: Row) -> bool:
        """Return whether a row is among those that are looked at."""
        if self.choice is not RowFilter.ALL and (isinstance(row, PendingRow) or not _TESTS[self.choice](row)):
            return False
        wanted = self.search.casefold().split()
        if not wanted:
            return True
        text = f"{row.path}\n{row.generator}\n{row.signer}\n{row.sha256}".casefold()
        return all(part in text for part in wanted)


def arrange_lines(rows: list[Row], view: SortFilter, translator: Translator) -> list[Line]:
    """Return the numbers of the rows that are shown, in order, each group behind its heading."""
    numbers: Iterable[int] = (number for number, row in enumerate(rows) if view.matches(row))
    if view.column is not None:
        key = _sort_key(view.column, translator)
        numbers = sorted(numbers, key=lambda number: key(rows[number]), reverse=view.descending)
    if view.grouping is Grouping.NONE:
        return list(numbers)
    groups: dict[str, list[int]] = {}
    answer_of = _remember_answers(translator)
    for number in numbers:
        for name in _groups_of(rows[number], view.grouping, translator, answer_of):
            groups.setdefault(name, []).append(number)
    lines: list[Line] = []
    for name in sorted(groups, key=lambda name: (-len(groups[name]), name)):
        lines.append(translator.count("pages.batch.heading", len(groups[name]), name=name))
        lines.extend(groups[name])
    return lines


def _sort_key(column: Column, translator: Translator) -> Callable[[Row], tuple[object, ...]]:
    answer_of = _remember_answers(translator)
    keys: dict[Column, Callable[[Row], tuple[object, ...]]] = {
        Column.NAME: lambda row: (row.name.casefold(), row.path),
        Column.ANSWER: lambda row: (isinstance(row, PendingRow), answer_of(row), row.name),
        Column.STANDING: lambda row: (isinstance(row, PendingRow), _STANDINGS[row.standing], not row.traces),
        Column.GENERATOR: lambda row: (not row.generator, row.generator.casefold()),
        Column.SIGNER: lambda row: (not row.signer, row.signer.casefold()),
        Column.ALARMS: lambda row: (-len(row.alarms), *row.alarms),
        Column.TIME: lambda row: (row.checked_at,),
    }
    return keys[column]


def _remember_answers(translator: Translator) -> Callable[[Row], str]:
    """Return what words the answer of a row: few differ, however many rows there are."""
    answers: dict[tuple[object, ...], str] = {}

    def answer_of(row: Row) -> str:
        facts = (row.conclusion, row.standing, row.alarms, row.problem)
        if facts not in answers:
            answers[facts] = badges.short(translator, row.outline)
        return answers[facts]

    return answer_of


def _groups_of(
    row: Row, grouping: Grouping, translator: Translator, answer_of: Callable[[Row], str]
) -> tuple[str, ...]:
    """Return the groups to which a row belongs; to more than one only where it has several alarms."""
    match grouping:
        case Grouping.ANSWER:
            return (answer_of(row),)
        case Grouping.STANDING:
            return (proof_in_short(translator, row.standing, traces=row.traces),)
        case Grouping.GENERATOR:
            return (row.generator or translator.text("pages.batch.no_generator"),)
        case Grouping.SIGNER:
            return (row.signer or translator.text("pages.batch.no_signer"),)
        case Grouping.ALARM:
            return tuple(translator.text(f"pages.batch.alarm.{alarm}") for alarm in row.alarms) or (
                translator.text("pages.batch.no_alarm"),
            )
        case Grouping.FOLDER:
            return (os.path.dirname(row.path),)  # noqa: PTH120 - a name may be anything
        case _:
            return (
                translator.text("pages.batch.same_content", sum=row.sha256[:16])
                if row.sha256
                else translator.text("pages.batch.no_content"),
            )
