"""What is looked at closely in one file: its picture, a frame, or a computed view, cut into tiles; and its sound.

None of it enters a verdict. A worker makes these values and may lie in them about its own file, so that each has bounds
and the sizes of a tile follow from the size of what it is cut from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verify.model import limits
from verify.model.vocabularies.enumerations import Problem


class ViewKind(StrEnum):
    """What can be looked at. `View.number` says which one where there are several."""

    PICTURE = "picture"  # the file's own, upright
    FRAME = "frame"  # of a video; the number is its time in milliseconds


@dataclass(frozen=True, slots=True)
class View:
    """One thing to look at."""

    kind: ViewKind = ViewKind.PICTURE
    number: int = 0


@dataclass(frozen=True, slots=True)
class FileView:
    """What there is to look at and to listen to in one file."""

    has_picture: bool = False
    seconds: float = 0.0  # of the video or sound; 0: not known
    stops: tuple[int, ...] = ()  # milliseconds, rising: key frames, and times between those far apart
    has_all_stops: bool = True  # none was left out, and the search for key frames came to the end
    has_sound: bool = False  # that can be decoded here


@dataclass(frozen=True, slots=True)
class ShownView:
    """What a view is: its size in pixels, upright, and that of the whole where only a smaller one could be decoded."""

    view: View
    width: int
    height: int
    whole_width: int
    whole_height: int


@dataclass(frozen=True, slots=True)
class TilePlace:
    """A tile of a view: at `level` the view is smaller by two to its power; `column` and `row` count from 0."""

    view: View
    level: int
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Tile:
    """The pixels at a place, 8-bit RGB row by row."""

    place: TilePlace
    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Samples:
    """A stretch of sound: 16-bit signed samples, little-endian, channels interleaved."""

    second: float  # where it begins
    rate: int  # samples a second, of each channel
    channels: int  # 1 or 2
    pcm: bytes
    is_last: bool


@dataclass(frozen=True, slots=True)
class NotShown:
    """Why something could not be shown; the detail is the worker's word."""

    problem: Problem
    detail: str = ""


def scale_down(side: int, level: int) -> int:
    """Return how many pixels `side` pixels are at a level."""
    return -(-side >> level)


def measure_tile(width: int, height: int, place: TilePlace) -> tuple[int, int]:
    """Return width and height of a tile of a view of `width` × `height` pixels; zeros where it has no such tile."""
    side = limits.VIEW_TILE_SIDE
    sizes = (scale_down(width, place.level) - place.column * side, scale_down(height, place.level) - place.row * side)
    if min(sizes) <= 0 or min(place.level, place.column, place.row) < 0 or place.level > limits.VIEW_LEVELS:
        return 0, 0
    return min(side, sizes[0]), min(side, sizes[1])
