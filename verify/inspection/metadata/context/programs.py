"""What is named around the content: programs by XMP's history of edits, a platform by the name of the file, and what
may be done with a picture by PLUS Data Mining.

Hints: anyone can write a history or rename a file, and nothing decides by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from verify.inspection import opinions, text
from verify.inspection.metadata import common
from verify.inspection.metadata.context.values import READER, format_time, parse_time
from verify.model import Field, Finding

EDITOR: Final = common.EDITOR
FILE_NAME: Final = "context.file_name"
DATA_MINING: Final = "context.data_mining"

_EVENT: Final = "xmp:xmpMM:History/stEvt:"
_NAME_CHARACTERS: Final = 200
_FILE_NAME_CHARACTERS: Final = 255
_PROGRAMS: Final = 20  # of one file
_DATA_MINING: Final = "xmp:plus:DataMining"
_CONSTRAINTS: Final = "xmp:plus:OtherConstraints"
_VALUE_CHARACTERS: Final = 300

# the vocabulary http://ns.useplus.org/ldf/vocab/DMI-…
PERMISSIONS: Final = frozenset(
    {
        "UNSPECIFIED",
        "ALLOWED",
        "PROHIBITED",
        "PROHIBITED-AIMLTRAINING",
        "PROHIBITED-GENAIMLTRAINING",
        "PROHIBITED-EXCEPTSEARCHENGINEINDEXING",
        "PROHIBITED-SEECONSTRAINT",
        "PROHIBITED-SEEEMBEDDEDRIGHTSEXPR",
        "PROHIBITED-SEELINKEDRIGHTSEXPR",
    }
)


def find_editors(fields: Iterable[Field]) -> Iterator[Finding]:
    """Find each editing program once, in the order of their first appearance."""
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
    """Yield the entries of the history: a new one begins where a name comes again."""
    event: dict[str, str] = {}
    where = ""
    for field in fields:
        if not field.key.startswith(_EVENT):
            continue
        name = field.key.removeprefix(_EVENT)
        if name in event:
            yield event, where
            event = {}
        event[name], where = field.value, field.where
    if event:
        yield event, where


def find_file_name(name: str) -> Iterator[Finding]:
    """Find the platform or program whose file names `name` looks like; at most one finding."""
    name = name[:_FILE_NAME_CHARACTERS]
    for origin in opinions.load_opinions("context", "file_name"):
        if origin.pattern.search(name):
            yield Finding(FILE_NAME, READER, facts=(("platform", origin.name), ("name", name)))
            return


def find_permissions(fields: Iterable[Field]) -> Iterator[Finding]:
    """Find each different permission of PLUS Data Mining (IPTC Photo Metadata 2023.1) once.

    It tells what may be done with a picture, and nothing of its origin. A value outside the vocabulary is given as it
    stands.
    """
    fields = tuple(fields)
    constraint = next((field.value.strip() for field in fields if field.key == _CONSTRAINTS), "")[:_VALUE_CHARACTERS]
    permissions: set[str] = set()
    for field in fields:
        value = field.value.strip()
        if field.key != _DATA_MINING or not value:
            continue
        code = re.split(r"[/#:]", value)[-1].removeprefix("DMI-")
        permission = code if code in PERMISSIONS else value[:_VALUE_CHARACTERS]
        if permission in permissions or permission == "UNSPECIFIED":
            continue
        permissions.add(permission)
        yield Finding(
            DATA_MINING, READER, where=field.where, facts=(("permission", permission), ("constraint", constraint))
        )
