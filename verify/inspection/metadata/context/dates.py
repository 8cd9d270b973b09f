"""When it was taken and when it was saved, as the file says: plain facts, and where they cannot both be right.

Clocks of cameras are often wrong, so nothing here is a sign of deceit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from verify.inspection.metadata.context.values import READER, first_value, format_time, parse_numbers, parse_time
from verify.model import Field, Finding

SAVED_LATER: Final = "context.saved_later"
SAVED_BEFORE: Final = "context.saved_before"
IN_FUTURE: Final = "context.taken_in_future"
SATELLITE: Final = "context.satellite_time"

_AT_ONCE: Final = timedelta(minutes=2)  # cameras take some seconds to write a file
_ZONES: Final = timedelta(hours=15)  # times without a zone may be this far from each other and still agree


def find(known: Mapping[str, Field], now: datetime) -> Iterator[Finding]:
    """Compare the time of recording with that of saving, of satellites and of the check itself."""
    taken_key = "exif:EXIF:DateTimeOriginal"
    taken = parse_time(
        first_value(known, taken_key), first_value(known, "exif:EXIF:OffsetTimeOriginal", "exif:EXIF:OffsetTime")
    )
    if taken is None:
        return
    where = known[taken_key].where
    if _subtract(now, taken) > _ZONES:
        yield _make_finding(IN_FUTURE, where, taken, now)
    saved = parse_time(first_value(known, "exif:Image:DateTime"), first_value(known, "exif:EXIF:OffsetTime"))
    saved = saved or parse_time(first_value(known, "xmp:xmp:ModifyDate"))
    if saved is not None:
        later = _subtract(taken, saved)
        if later > (_AT_ONCE if (taken.tzinfo is None) == (saved.tzinfo is None) else _ZONES):
            yield _make_finding(SAVED_LATER, where, taken, saved)
        elif later < -_ZONES:
            yield _make_finding(SAVED_BEFORE, where, taken, saved)
    satellite = _read_satellite_time(known)
    if satellite is not None and abs(_subtract(taken, satellite)) > _ZONES:
        yield _make_finding(SATELLITE, where, taken, satellite)


def _make_finding(code: str, where: str, taken: datetime, other: datetime) -> Finding:
    return Finding(code, READER, where=where, facts=(("taken", format_time(taken)), ("other", format_time(other))))


def _subtract(first: datetime, second: datetime) -> timedelta:
    """Return the time from `first` to `second`; where one has no zone, the wall clocks are compared."""
    if (first.tzinfo is None) != (second.tzinfo is None):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return second - first


def _read_satellite_time(known: Mapping[str, Field]) -> datetime | None:
    day = first_value(known, "exif:GPS:GPSDate", "exif:GPS:GPSDateStamp")
    clock = parse_numbers(first_value(known, "exif:GPS:GPSTimeStamp"))
    if len(clock) != 3 or not all(0 <= value < limit for value, limit in zip(clock, (24, 60, 61), strict=True)):
        return None
    start = parse_time(f"{day} 00:00:00")
    if start is None:
        return None
    hours, minutes, seconds = clock
    return start.replace(tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=int(seconds))
