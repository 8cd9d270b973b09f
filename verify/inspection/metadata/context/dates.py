"""When it was taken and when it was saved, as the file says: plain facts, and where they cannot both be right.

Clocks of cameras are often wrong, so nothing here is a sign of deceit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from verify.inspection.metadata.context.values import READER, moment, numbers, shown, text
from verify.model import Field, Finding

SAVED_LATER: Final = "context.saved_later"
SAVED_BEFORE: Final = "context.saved_before"
IN_FUTURE: Final = "context.taken_in_future"
SATELLITE: Final = "context.satellite_time"

_AT_ONCE: Final = timedelta(minutes=2)  # cameras take some seconds to write a file
_ZONES: Final = timedelta(hours=15)  # times without a zone may be this far from each other and still agree


def findings(known: Mapping[str, Field], now: datetime) -> Iterator[Finding]:
    """Facts on the time of recording against that of saving, of satellites and of the check itself."""
    taken_key = "exif:EXIF:DateTimeOriginal"
    taken = moment(text(known, taken_key), text(known, "exif:EXIF:OffsetTimeOriginal", "exif:EXIF:OffsetTime"))
    if taken is None:
        return
    where = known[taken_key].where
    if _between(now, taken) > _ZONES:
        yield _finding(IN_FUTURE, where, taken, now)
    saved = moment(text(known, "exif:Image:DateTime"), text(known, "exif:EXIF:OffsetTime"))
    saved = saved or moment(text(known, "xmp:xmp:ModifyDate"))
    if saved is not None:
        later = _between(taken, saved)
        if later > (_AT_ONCE if (taken.tzinfo is None) == (saved.tzinfo is None) else _ZONES):
            yield _finding(SAVED_LATER, where, taken, saved)
        elif later < -_ZONES:
            yield _finding(SAVED_BEFORE, where, taken, saved)
    satellite = _satellite(known)
    if satellite is not None and abs(_between(taken, satellite)) > _ZONES:
        yield _finding(SATELLITE, where, taken, satellite)


def _finding(code: str, where: str, taken: datetime, other: datetime) -> Finding:
    return Finding(code, READER, where=where, facts=(("taken", shown(taken)), ("other", shown(other))))


def _between(first: datetime, second: datetime) -> timedelta:
    """From `first` to `second`; where one has no zone, the wall clocks are compared."""
    if (first.tzinfo is None) != (second.tzinfo is None):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return second - first


def _satellite(known: Mapping[str, Field]) -> datetime | None:
    day = text(known, "exif:GPS:GPSDate", "exif:GPS:GPSDateStamp")
    clock = numbers(text(known, "exif:GPS:GPSTimeStamp"))
    if len(clock) != 3 or not all(0 <= value < limit for value, limit in zip(clock, (24, 60, 61), strict=True)):
        return None
    start = moment(f"{day} 00:00:00")
    if start is None:
        return None
    hours, minutes, seconds = clock
    return start.replace(tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=int(seconds))
