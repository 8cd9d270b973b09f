"""Where in the picture a visible mark sits, for views that draw it. Hostile numbers give no box."""

from __future__ import annotations

import math
from dataclasses import dataclass

from verify.model import Layer, Report
from verify.vocabulary import FINDINGS

MOST = 24  # boxes drawn on one picture


@dataclass(frozen=True, slots=True)
class Box:
    """A box as shares (0 to 1) of the picture as displayed."""

    left: float
    top: float
    width: float
    height: float


def boxes(report: Report) -> tuple[Box, ...]:
    """The boxes of the findings of the visible layer, each once, in the order of the findings."""
    found: dict[Box, None] = {}
    for finding in report.findings:
        kind = FINDINGS.get(finding.code)
        if kind is not None and kind.layer is Layer.VISIBLE:
            box = read(finding.fact("box"))
            if box is not None:
                found[box] = None
    return tuple(found)[:MOST]


def read(text: str) -> Box | None:
    """The box in `left,top,width,height`, or None where it is not a box inside the picture."""
    try:
        numbers = [float(part) for part in text.split(",", 4)]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
        return None
    left, top, width, height = numbers
    inside = 0 <= left < 1 and 0 <= top < 1 and 0 < width <= 1.001 - left and 0 < height <= 1.001 - top
    return Box(left, top, width, height) if inside else None
