"""What is looked at closely in one file: its picture, a frame, or a computed view, cut into tiles; and its sound.

None of it enters a verdict. A worker makes these values and may lie in them about its own file, so that each has bounds
and the sizes of a tile follow from the size of what it is cut from.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Final

from msgspec import Struct

from verify.model import limits
from verify.model.vocabularies.enumerations import Problem


class ViewKind(StrEnum):
    """What can be looked at. `View.number` says which one where there are several."""

    PICTURE = "picture"  # the file's own, upright
    FRAME = "frame"  # of a video; the number is its time in milliseconds
    # an expert's views of a picture
    COMPRESSION = "compression"  # the picture, with the tables by which it was compressed
    ERROR_LEVELS = "error_levels"  # what saving it once more changes
    ERROR_CONTROL = "error_control"  # the same of a copy that was saved once as a whole
    GHOSTS = "ghosts"  # where saving at a quality changes least; the number is that quality
    NOISE = "noise"
    CLONES = "clones"
    CHANNEL = "channel"  # the number is that of a Channel
    THUMBNAIL = "thumbnail"  # that the camera wrote beside the picture


EXPERT: Final = (  # the views that an expert can choose, in order; others stand beside one of them
    ViewKind.COMPRESSION,
    ViewKind.GHOSTS,
    ViewKind.ERROR_LEVELS,
    ViewKind.NOISE,
    ViewKind.CLONES,
    ViewKind.CHANNEL,
    ViewKind.THUMBNAIL,
)
GHOST_QUALITIES: Final = (50, 55, 60, 65, 70, 75, 80, 85, 90, 95)


class Channel(IntEnum):
    """One part of the colour of a picture."""

    RED = 0
    GREEN = 1
    BLUE = 2
    BRIGHTNESS = 3
    BLUE_DIFFERENCE = 4  # Cb
    RED_DIFFERENCE = 5  # Cr
    LEVELS = 6  # brightness, its levels spread evenly


class FactName(StrEnum):
    """What an expert's view measured; each has a sentence, in which its value stands."""

    STANDARD_TABLES = "standard_tables"  # the quality
    OTHER_TABLES = "other_tables"  # the nearest quality
    SUBSAMPLING = "subsampling"  # such as 4:2:0
    PROGRESSIVE = "progressive"
    GHOST_AREA = "ghost_area"  # the quality
    GHOST_WHOLE = "ghost_whole"  # the quality
    NO_GHOST = "no_ghost"
    CLONES = "clones"  # how many pairs
    NO_CLONE = "no_clone"
    UNUSED_LEVELS = "unused_levels"  # of 256
    THUMBNAIL_FITS = "thumbnail_fits"
    THUMBNAIL_SHAPE = "thumbnail_shape"
    THUMBNAIL_CONTENT = "thumbnail_content"
    THUMBNAIL_UNCLEAR = "thumbnail_unclear"


class ViewFact(Struct, frozen=True):
    """One measure and its value."""

    name: FactName
    value: str = ""


class View(Struct, frozen=True):
    """One thing to look at."""

    kind: ViewKind = ViewKind.PICTURE
    number: int = 0


class FileView(Struct, frozen=True):
    """What there is to look at and to listen to in one file."""

    has_picture: bool = False
    seconds: float = 0.0  # of the video or sound; 0: not known
    stops: tuple[int, ...] = ()  # milliseconds, rising: key frames, and times between those far apart
    has_all_stops: bool = True  # none was left out, and the search for key frames came to the end
    has_sound: bool = False  # that can be decoded here


class ShownView(Struct, frozen=True):
    """What a view is: its size in pixels, upright, and that of the whole where only a smaller one could be decoded."""

    view: View
    width: int
    height: int
    whole_width: int
    whole_height: int
    facts: tuple[ViewFact, ...] = ()
    tables: tuple[tuple[int, ...], ...] = ()  # of quantisation, 64 numbers each, row by row


class TilePlace(Struct, frozen=True):
    """A tile of a view: at `level` the view is smaller by two to its power; `column` and `row` count from 0."""

    view: View
    level: int
    column: int
    row: int


class Tile(Struct, frozen=True):
    """The pixels at a place, 8-bit RGB row by row."""

    place: TilePlace
    width: int
    height: int
    rgb: bytes


class Samples(Struct, frozen=True):
    """A stretch of sound: 16-bit signed samples, little-endian, channels interleaved."""

    second: float  # where it begins
    rate: int  # samples a second, of each channel
    channels: int  # 1 or 2
    pcm: bytes
    is_last: bool


class NotShown(Struct, frozen=True):
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
