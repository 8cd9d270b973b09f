"""Where in the picture, and when in a video or sound, something sits that a finding speaks of, for views that draw it.

Numbers out of a file or from a worker are hostile: those that make no sense give no shape and no time.
"""

from __future__ import annotations

import math
from typing import Final

from msgspec import Struct

from verify.model import Finding, Picture, Report, limits
from verify.model.vocabularies.finding_codes import FINDINGS

MOST_MARKS: Final = 24  # marks drawn on one picture
_CORNERS: Final = 96  # of one outline
_OVER: Final = 1.001  # of the picture's side; what is rounded may reach a little beyond

Point = tuple[float, float]


class Box(Struct, frozen=True):
    """A box as shares (0 to 1) of the picture as displayed."""

    left: float
    top: float
    width: float
    height: float


class Mark(Struct, frozen=True):
    """Something that sits at a place in the picture, in a stretch of time, or both.

    `box` is around it; it is a `round` one where a circle was stated, and `corners` are those of a polygon. `outside`:
    everything else is meant. `start` and `end` are seconds; an end of None is not stated.
    """

    finding: Finding
    box: Box | None = None
    corners: tuple[Point, ...] = ()
    round: bool = False
    outside: bool = False
    start: float | None = None
    end: float | None = None

    def is_at(self, seconds: float, within: float) -> bool:
        """Whether it is there at a time, give or take `within` seconds; always, where no time is stated."""
        start, end = self.start or 0.0, self.end
        return seconds >= start - within and (end is None or seconds <= end + within)


def marks(report: Report) -> tuple[Mark, ...]:
    """Find every mark of this file that has a place or a time, each once, in the order of the findings."""
    preview = next((picture for picture in report.pictures if picture.name == "preview"), None)
    by_place: dict[tuple[object, ...], Mark] = {}
    for finding in report.findings:
        kind = FINDINGS.get(finding.code)
        if kind is None or ("box" not in kind.facts and "start" not in kind.facts):
            continue
        if finding.code == "record.region":
            mark = region_mark(finding, preview) if finding.fact("of") == "file" else None
        else:
            start, end = time_range(finding)
            mark = Mark(finding, read_box(finding.fact("box")), start=start, end=end)
        if mark is not None and (mark.box is not None or mark.start is not None):
            by_place.setdefault((mark.box, mark.corners, mark.start, mark.end), mark)
    return tuple(by_place.values())[:MOST_MARKS]


def regions_of(report: Report, manifest: str, picture: Picture) -> tuple[Mark, ...]:
    """Lay the regions that one manifest states on a picture of the version that it signed."""
    regions = [
        region_mark(finding, picture)
        for finding in report.findings
        if finding.code == "record.region" and finding.fact("manifest") == manifest
    ]
    return tuple(mark for mark in regions if mark.box is not None)[:MOST_MARKS]


def read_box(text: str) -> Box | None:
    """Read the box in `left,top,width,height`; None where it is not a box inside the picture."""
    numbers = _numbers(text)
    if len(numbers) != 4:
        return None
    left, top, width, height = numbers
    inside = 0 <= left < 1 and 0 <= top < 1 and 0 < width <= _OVER - left and 0 < height <= _OVER - top
    return Box(left, top, width, height) if inside else None


def time_range(finding: Finding) -> tuple[float | None, float | None]:
    """Read start and end in seconds; None where they are not stated or make no sense."""
    start, end = (_seconds(finding.fact(name)) for name in ("start", "end"))
    if start is None and end is not None:
        start = 0.0
    return (start, end) if start is None or end is None or end >= start else (None, None)


def region_mark(finding: Finding, picture: Picture | None) -> Mark:
    """Mark a region that a record states; without a place where its shape cannot be laid on `picture`."""
    start, end = time_range(finding)
    mark = Mark(finding, start=start, end=end)
    if picture is None:
        return mark
    shape, outside = finding.fact("shape"), finding.fact("side") == "outside"
    across, down = _scales(finding.fact("unit"), picture)
    numbers = _numbers(finding.fact("numbers"))
    if not across or not numbers:
        return mark
    if shape == "polygon" and 6 <= len(numbers) <= 2 * _CORNERS and len(numbers) % 2 == 0:
        corners = tuple(zip([x * across for x in numbers[::2]], [y * down for y in numbers[1::2]], strict=True))
        box = _around(corners)
        return Mark(finding, box, corners, outside=outside, start=start, end=end) if box else mark
    if shape == "rectangle" and len(numbers) == 4:
        left, top, width, height = numbers
    elif shape == "circle" and len(numbers) == 3:
        # the diameter is a part of the width; the circle stays round in a picture that is not square
        width = numbers[2]
        height = width * across * picture.width / picture.height / down
        left, top = numbers[0] - width / 2, numbers[1] - height / 2
    else:
        return mark
    box = _around(((left * across, top * down), ((left + width) * across, (top + height) * down)))
    if box is None or width <= 0 or height <= 0:
        return mark
    return Mark(finding, box, round=shape == "circle", outside=outside, start=start, end=end)


def _scales(unit: str, picture: Picture) -> Point:
    """Return one unit as a share of the width and of the height; zeros where that is not known."""
    if unit == "percent":
        return 0.01, 0.01
    if unit == "pixel" and picture.whole_width > 0 and picture.whole_height > 0:
        return 1 / picture.whole_width, 1 / picture.whole_height
    return 0.0, 0.0


def _around(points: tuple[Point, ...]) -> Box | None:
    """Return the box around points; None where it lies outside the picture, or reaches far beyond it."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if not (-1 <= left < 1 and -1 <= top < 1 and 0 < right <= 2 and 0 < bottom <= 2):
        return None
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _seconds(text: str) -> float | None:
    numbers = _numbers(text)
    return numbers[0] if len(numbers) == 1 and 0 <= numbers[0] <= limits.TIMELINE_SECONDS else None


def _numbers(text: str) -> tuple[float, ...]:
    """Read numbers with commas between; none at all where one of them is no number."""
    parts = text.split(",", 2 * _CORNERS + 1)
    try:
        numbers = tuple(float(part) for part in parts)
    except ValueError:
        return ()
    return numbers if all(math.isfinite(number) for number in numbers) else ()
