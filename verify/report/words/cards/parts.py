"""What is said of the files inside a file: a line each where they say something, and how many say nothing."""

from __future__ import annotations

from typing import Final

from verify.model import SIGNS, Conclusion, PartVerdict, RecordState, Report, Standing
from verify.report.words.catalogue import Translator, find_key, has_key
from verify.report.words.places import place
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
        answer=translator.text(_answer(part)),
        more=", ".join(filter(None, (plain(part.by, _NAME_CHARACTERS), state))),
    )


def _answer(part: PartVerdict) -> str:
    """Return the key of the answer in a few words, in the same words that lists of files use."""
    if part.conclusion is Conclusion.DISPUTED:
        return "report.badges.short_disputed"
    if part.standing is Standing.CONFIRMED and has_key("report.badges.short_confirmed", part.conclusion):
        return f"report.badges.short_confirmed.{part.conclusion}"
    if part.standing is Standing.DECODED and part.conclusion is Conclusion.AI_GENERATED:
        return "report.badges.short_mark"
    if has_key("report.badges.short_said", part.conclusion):
        return f"report.badges.short_said.{part.conclusion}"
    return find_key("report.badges.short_unknown", part.standing, "report.badges.short_unknown_otherwise")
