"""The place that a file names, and the address of a map. The address is only shown; nothing here opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from verify.inspection.metadata.context.values import READER, first_value, parse_numbers
from verify.model import Field, Finding

PLACE: Final = "context.place"

_XMP: Final = re.compile(r"^(\d{1,3}),(\d{1,2}(?:\.\d{1,10})?)(?:,(\d{1,2}(?:\.\d{1,10})?))?([NSEW])$")
_ISO_6709: Final = re.compile(r"^([+-]\d{1,2}(?:\.\d{1,10})?)([+-]\d{1,3}(?:\.\d{1,10})?)(?=[+/-]|$)")
_MOVIES: Final = ("mp4:key:com.apple.quicktime.location.ISO6709", "mp4:udta:©xyz", "mp4:item:©xyz")


def find(known: Mapping[str, Field]) -> Iterator[Finding]:
    """Find the first place that is named; the point 0, 0 is what devices write that know no place."""
    for place, key in (_read_exif(known), _read_xmp(known), _read_movie(known)):
        if place is None or not (-90 <= place[0] <= 90 and -180 <= place[1] <= 180) or place == (0.0, 0.0):
            continue
        latitude, longitude = (f"{value:.5f}" for value in place)
        url = f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=15/{latitude}/{longitude}"
        facts = (("latitude", latitude), ("longitude", longitude), ("url", url))
        yield Finding(PLACE, READER, where=known[key].where, facts=facts)
        return


_Place = tuple[tuple[float, float] | None, str]


def _read_exif(known: Mapping[str, Field]) -> _Place:
    keys = ("exif:GPS:GPSLatitude", "exif:GPS:GPSLongitude")
    degrees = [_to_degrees(parse_numbers(first_value(known, key)), first_value(known, f"{key}Ref")) for key in keys]
    return _pair(degrees), keys[0]


def _read_xmp(known: Mapping[str, Field]) -> _Place:
    keys = ("xmp:exif:GPSLatitude", "xmp:exif:GPSLongitude")
    degrees: list[float | None] = []
    for key in keys:
        match = _XMP.match(first_value(known, key))
        degrees.append(
            _to_degrees(tuple(float(part) for part in match.groups()[:3] if part), match[4]) if match else None
        )
    return _pair(degrees), keys[0]


def _read_movie(known: Mapping[str, Field]) -> _Place:
    key = next((key for key in _MOVIES if key in known), "")
    match = _ISO_6709.match(first_value(known, key))
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
