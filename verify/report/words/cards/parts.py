"""What is said of the files inside a file: a line each where they say something, and how many say nothing."""

from __future__ import annotations

from typing import Final

from verify.model import SIGNS, Conclusion, PartVerdict, RecordState, Report
from verify.report.words.catalogue import Translator
from verify.report.words.places import place
from verify.report.words.short_answers import short_key
from verify.report.words.untrusted import plain

_LINES: Final = 20
_NAME_CHARACTERS: Final = 120


def part_lines(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say what each file inside says of its origin, those first that speak of AI; the silent ones are counted."""
    speaking = [part for part in report.verdict.parts if _speaks(part)]
    speaking.sort(key=lambda part: part.conclusion is Conclusion.UNKNOWN)
    silent = len(report.verdict.parts) - len(speaking)
    lines = [_line(translator, part) for part in speaking[:_LINES]]
    if len(speaking) > _LINES:
        lines.append(f"… +{len(speaking) - _LINES}")
    if silent and lines:
        lines.append(translator.count("report.parts.quiet", silent))
    return tuple(lines)


def _speaks(part: PartVerdict) -> bool:
    return part.conclusion is not Conclusion.UNKNOWN or part.state is not RecordState.ABSENT


def _line(translator: Translator, part: PartVerdict) -> str:
    state = translator.term("terms.states", part.state) if part.state is not RecordState.ABSENT else ""
    return translator.text(
        "report.parts.line",
        sign=SIGNS[part.standing],
        place=place(translator, part.place),
        answer=translator.text(short_key(part.conclusion, part.standing)),
        more=", ".join(filter(None, (plain(part.by, _NAME_CHARACTERS), state))),
    )
