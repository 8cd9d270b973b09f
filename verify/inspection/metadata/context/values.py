"""Values of fields as numbers and times; what is not well written is None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Final

from verify.model import Field

READER: Final = "context"

_EXIF_TIME: Final = re.compile(r"^(\d{4}):(\d\d):(\d\d)(?= \d\d:\d\d:\d\d$)")
_OFFSET: Final = re.compile(r"^([+-])(\d\d):(\d\d)$")
_LONGEST: Final = 64  # characters of a number or a time


def index_first(fields: Iterable[Field]) -> dict[str, Field]:
    """Index the fields: key → the first field of that key that carries text."""
    by_key: dict[str, Field] = {}
    for field in fields:
        if field.value.strip():
            by_key.setdefault(field.key, field)
    return by_key


def first_value(by_key: Mapping[str, Field], *keys: str) -> str:
    """Return the value of the first of these keys that is there, without surrounding space."""
    return next((by_key[key].value.strip() for key in keys if key in by_key), "")


def parse_time(written: str, offset: str = "") -> datetime | None:
    """Parse an EXIF or ISO 8601 time; without a zone unless the text or `offset` ("+02:00") gives one."""
    written = written.strip()
    if len(written) > _LONGEST:
        return None
    try:
        parsed = datetime.fromisoformat(_EXIF_TIME.sub(r"\1-\2-\3", written))
    except ValueError:
        return None
    if parsed.tzinfo is None and (zone := _OFFSET.match(offset.strip())):
        minutes = int(zone[2]) * 60 + int(zone[3])
        if minutes < 24 * 60:
            parsed = parsed.replace(tzinfo=timezone(timedelta(minutes=minutes if zone[1] == "+" else -minutes)))
    return parsed if parsed.year > 1 else None


def parse_numbers(written: str) -> tuple[float, ...]:
    """Parse the numbers of "43, 51, 34.09", fractions taken as such; empty where one is none."""
    parsed: list[float] = []
    for piece in written[:_LONGEST].split(","):
        top, _, bottom = piece.strip().partition("/")
        try:
            value = float(top) / float(bottom or 1)
        except (ValueError, ZeroDivisionError, OverflowError):
            return ()
        parsed.append(value)
    return tuple(parsed)


def format_time(time: datetime) -> str:
    """Format a time as a person reads it, with its zone where it has one."""
    zone = f"{time:%z}"
    return f"{time:%Y-%m-%d %H:%M:%S}" + (f" {zone[:3]}:{zone[3:5]}" if zone else "")
