"""The programs that XMP's history of edits names, each with the last time it was used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from verify.inspection import text
from verify.inspection.metadata import common
from verify.inspection.metadata.context.values import READER, format_time, parse_time
from verify.model import Field, Finding

EDITOR: Final = common.EDITOR

_EVENT: Final = "xmp:xmpMM:History/stEvt:"
_NAME_CHARACTERS: Final = 200
_PROGRAMS: Final = 20  # of one file


def find(fields: Iterable[Field]) -> Iterator[Finding]:
    """One finding per program, in the order of their first appearance."""
    last: dict[str, tuple[str, str]] = {}
    for event, where in _read_events(fields):
        software = text.cut(event.get("softwareAgent", "").strip(), _NAME_CHARACTERS)
        if software and (software in last or len(last) < _PROGRAMS):
            time = parse_time(event.get("when", ""))
            when = format_time(time) if time else ""
            last[software] = (when or last.get(software, ("", ""))[0], where)
    for software, (when, where) in last.items():
        facts = (("software", software), ("when", when)) if when else (("software", software),)
        yield Finding(EDITOR, READER, where=where, facts=facts)


def _read_events(fields: Iterable[Field]) -> Iterator[tuple[dict[str, str], str]]:
    """The entries of the history: a new one begins where a name comes again."""
    event: dict[str, str] = {}
    where = ""
    for item in fields:
        if not item.key.startswith(_EVENT):
            continue
        name = item.key.removeprefix(_EVENT)
        if name in event:
            yield event, where
            event = {}
        event[name], where = item.value, item.where
    if event:
        yield event, where
