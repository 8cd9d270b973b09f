"""How, when and where the content was recorded, as the file says: camera data, times and a place.

Plain facts, and where they contradict each other. None of it proves anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from verify.inspection import opinions
from verify.inspection.metadata import common
from verify.inspection.metadata.context.values import READER, first_value, format_time, parse_numbers, parse_time
from verify.model import Field, Finding

CAMERA_SET: Final = "context.camera_set"
MAKER_NOTE: Final = "context.camera_maker_note"
LENS: Final = "context.camera_lens"
SAVED_LATER: Final = "context.saved_later"
SAVED_BEFORE: Final = "context.saved_before"
IN_FUTURE: Final = "context.taken_in_future"
SATELLITE: Final = "context.satellite_time"
PLACE: Final = "context.place"

_LEAST_MARKS: Final = 3  # details that cameras write together
_AT_ONCE: Final = timedelta(minutes=2)  # cameras take some seconds to write a file
_ZONES: Final = timedelta(hours=15)  # times without a zone may be this far from each other and still agree
_XMP: Final = re.compile(r"^(\d{1,3}),(\d{1,2}(?:\.\d{1,10})?)(?:,(\d{1,2}(?:\.\d{1,10})?))?([NSEW])$")
_ISO_6709: Final = re.compile(r"^([+-]\d{1,2}(?:\.\d{1,10})?)([+-]\d{1,3}(?:\.\d{1,10})?)(?=[+/-]|$)")
_MOVIES: Final = ("mp4:key:com.apple.quicktime.location.ISO6709", "mp4:udta:©xyz", "mp4:item:©xyz")

_Place = tuple[tuple[float, float] | None, str]  # latitude and longitude in degrees, and the key where they stand


def compare_camera_data(by_key: Mapping[str, Field]) -> Iterator[Finding]:
    """Find contradictions in the camera data, or else report that they fit together; nothing without a camera's name.

    Neither proves a camera, nor its absence.
    """
    make, model = first_value(by_key, "exif:Image:Make"), first_value(by_key, "exif:Image:Model")
    if not any(common.find_camera(READER, "", make, model)):
        return
    where = by_key["exif:Image:Make"].where
    contradictions = tuple(_find_contradictions(by_key, make, model, where))
    yield from contradictions
    details = tuple(_find_details(by_key))
    if not contradictions and len(details) >= _LEAST_MARKS:
        facts = (("make", make), ("model", model), ("count", str(len(details))), ("marks", ", ".join(details)))
        yield Finding(CAMERA_SET, READER, where=where, facts=facts)


def _find_contradictions(by_key: Mapping[str, Field], make: str, model: str, where: str) -> Iterator[Finding]:
    folded = make.casefold()
    header = first_value(by_key, "exif:EXIF:MakerNoteHeader")
    table = opinions.load_table("opinions/context")
    for maker, note in table["maker_notes"].items():
        if header.startswith(note["header"]) and not any(word in folded for word in note["makes"]):
            yield Finding(MAKER_NOTE, READER, where=where, facts=(("maker", maker), ("make", make), ("model", model)))
    lens = first_value(by_key, "exif:EXIF:LensModel")
    for beginning, maker in table["built_in_lenses"].items():
        if lens.casefold().startswith(f"{beginning} ") and maker not in folded:
            yield Finding(LENS, READER, where=where, facts=(("lens", lens[:64]), ("make", make), ("model", model)))


def _find_details(by_key: Mapping[str, Field]) -> Iterator[str]:
    """Find the kinds of detail that cameras and phones write together (names of the report's words)."""
    iso = ("exif:EXIF:ISOSpeedRatings", "exif:EXIF:PhotographicSensitivity")
    if all(key in by_key for key in ("exif:EXIF:ExposureTime", "exif:EXIF:FNumber")) and any(k in by_key for k in iso):
        yield "exposure"
    if "exif:EXIF:FocalLength" in by_key:
        yield "focal_length"
    if "exif:EXIF:LensModel" in by_key:
        yield "lens"
    if "exif:EXIF:MakerNote" in by_key:
        yield "maker_note"
    if any(key in by_key for key in ("exif:EXIF:SubSecTimeOriginal", "exif:EXIF:OffsetTimeOriginal")):
        yield "exact_time"
    if "exif:Thumbnail:Image" in by_key:
        yield "thumbnail"
    if any(key in by_key for key in ("xmp:GCamera:MotionPhoto", "xmp:GCamera:MicroVideo")):
        yield "motion_photo"
    phones = ("jpeg:samsung:Image_UTC_Data", "exif:EXIF:Tag 0x9999", "exif:EXIF:Tag 0x9A00", "exif:Image:Tag 0x9A00")
    if any(key in by_key for key in phones):
        yield "phone"
    if any(key.endswith(":CFARepeatPatternDim") for key in by_key):
        yield "raw"


def compare_times(by_key: Mapping[str, Field], now: datetime) -> Iterator[Finding]:
    """Compare the time of recording with that of saving, of satellites and of the check itself (`now`).

    Clocks of cameras are often wrong, so nothing here is a sign of deceit.
    """
    taken_key = "exif:EXIF:DateTimeOriginal"
    taken = parse_time(
        first_value(by_key, taken_key), first_value(by_key, "exif:EXIF:OffsetTimeOriginal", "exif:EXIF:OffsetTime")
    )
    if taken is None:
        return
    where = by_key[taken_key].where
    if _subtract(now, taken) > _ZONES:
        yield _make_time_finding(IN_FUTURE, where, taken, now)
    saved = parse_time(first_value(by_key, "exif:Image:DateTime"), first_value(by_key, "exif:EXIF:OffsetTime"))
    saved = saved or parse_time(first_value(by_key, "xmp:xmp:ModifyDate"))
    if saved is not None:
        later = _subtract(taken, saved)
        if later > (_AT_ONCE if (taken.tzinfo is None) == (saved.tzinfo is None) else _ZONES):
            yield _make_time_finding(SAVED_LATER, where, taken, saved)
        elif later < -_ZONES:
            yield _make_time_finding(SAVED_BEFORE, where, taken, saved)
    satellite = _read_satellite_time(by_key)
    if satellite is not None and abs(_subtract(taken, satellite)) > _ZONES:
        yield _make_time_finding(SATELLITE, where, taken, satellite)


def _make_time_finding(code: str, where: str, taken: datetime, other: datetime) -> Finding:
    return Finding(code, READER, where=where, facts=(("taken", format_time(taken)), ("other", format_time(other))))


def _subtract(first: datetime, second: datetime) -> timedelta:
    """Return the time from `first` to `second`; where one has no zone, the wall clocks are compared."""
    if (first.tzinfo is None) != (second.tzinfo is None):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return second - first


def _read_satellite_time(by_key: Mapping[str, Field]) -> datetime | None:
    day = first_value(by_key, "exif:GPS:GPSDate", "exif:GPS:GPSDateStamp")
    clock = parse_numbers(first_value(by_key, "exif:GPS:GPSTimeStamp"))
    if len(clock) != 3 or not all(0 <= value < limit for value, limit in zip(clock, (24, 60, 61), strict=True)):
        return None
    start = parse_time(f"{day} 00:00:00")
    if start is None:
        return None
    hours, minutes, seconds = clock
    return start.replace(tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=int(seconds))


def find_place(by_key: Mapping[str, Field]) -> Iterator[Finding]:
    """Find the first place that is named, with the address of a map, which is only shown: nothing here opens it.

    The point 0, 0 is what devices write that know no place.
    """
    for place, key in (_read_exif(by_key), _read_xmp(by_key), _read_movie(by_key)):
        if place is None or not (-90 <= place[0] <= 90 and -180 <= place[1] <= 180) or place == (0.0, 0.0):
            continue
        latitude, longitude = (f"{value:.5f}" for value in place)
        url = f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=15/{latitude}/{longitude}"
        facts = (("latitude", latitude), ("longitude", longitude), ("url", url))
        yield Finding(PLACE, READER, where=by_key[key].where, facts=facts)
        return


def _read_exif(by_key: Mapping[str, Field]) -> _Place:
    keys = ("exif:GPS:GPSLatitude", "exif:GPS:GPSLongitude")
    degrees = [_to_degrees(parse_numbers(first_value(by_key, key)), first_value(by_key, f"{key}Ref")) for key in keys]
    return _pair(degrees), keys[0]


def _read_xmp(by_key: Mapping[str, Field]) -> _Place:
    keys = ("xmp:exif:GPSLatitude", "xmp:exif:GPSLongitude")
    degrees: list[float | None] = []
    for key in keys:
        match = _XMP.match(first_value(by_key, key))
        degrees.append(
            _to_degrees(tuple(float(part) for part in match.groups()[:3] if part), match[4]) if match else None
        )
    return _pair(degrees), keys[0]


def _read_movie(by_key: Mapping[str, Field]) -> _Place:
    key = next((key for key in _MOVIES if key in by_key), "")
    match = _ISO_6709.match(first_value(by_key, key))
    return ((float(match[1]), float(match[2])) if match else None), key


def _pair(degrees: list[float | None]) -> tuple[float, float] | None:
    latitude, longitude = degrees
    return None if latitude is None or longitude is None else (latitude, longitude)


def _to_degrees(parts: tuple[float, ...], side: str) -> float | None:
    """Convert degrees, minutes and seconds to degrees; south and west are negative."""
    if not 1 <= len(parts) <= 3 or not all(0 <= part <= 180 for part in parts) or side[:1] not in ("N", "S", "E", "W"):
        return None
    value = sum(part / scale for part, scale in zip(parts, (1, 60, 3600), strict=False))
    return -value if side[:1] in ("S", "W") else value
