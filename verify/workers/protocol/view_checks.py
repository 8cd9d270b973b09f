"""What the values of a close look must keep to beyond their types: sizes that fit each other, and bounds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from verify.model import limits
from verify.model.views import FileView, NotShown, Samples, ShownView, Tile, TilePlace, View, ViewFact
from verify.workers.protocol.lines import WireError

_SAMPLE_BYTES: Final = 2
_LAST_NUMBER: Final = round(limits.TIMELINE_SECONDS * 1000)  # of a view: the largest is a time in milliseconds
_FACT_CHARACTERS: Final = 20
_TABLE_NUMBERS: Final = 64
_TABLE_RANGE: Final = range(1, 65_536)
_RATES: Final = range(1_000, limits.PCM_RATE + 1)


def _check_view(view: View) -> None:
    if not 0 <= view.number <= _LAST_NUMBER:
        raise WireError("View: its number is out of bounds")


def _check_file(file: FileView) -> None:
    if not 0 <= file.seconds <= limits.TIMELINE_SECONDS:
        raise WireError("FileView: its length is out of bounds")
    if len(file.stops) > limits.VIDEO_STOPS:
        raise WireError("FileView: too many stops")
    if any(after <= before for before, after in pairwise((-1, *file.stops, _LAST_NUMBER + 1))):
        raise WireError("FileView: its stops do not rise, or are out of bounds")


def _check_shown(view: ShownView) -> None:
    if min(view.width, view.height) < 1 or view.width * view.height > limits.PICTURE_PIXELS:
        raise WireError("ShownView: its size is out of bounds")
    if view.whole_width < view.width or view.whole_height < view.height:
        raise WireError("ShownView: larger than the whole")
    if view.whole_width * view.whole_height > limits.VIEW_PIXELS:
        raise WireError("ShownView: the whole is out of bounds")
    if len(view.facts) > limits.VIEW_FACTS or len(view.tables) > limits.VIEW_TABLES:
        raise WireError("ShownView: too many facts or tables")
    if any(len(table) != _TABLE_NUMBERS or not all(map(_TABLE_RANGE.__contains__, table)) for table in view.tables):
        raise WireError("ShownView: no table of quantisation")


def _check_fact(fact: ViewFact) -> None:
    if len(fact.value) > _FACT_CHARACTERS:
        raise WireError("ViewFact: too long")


def _check_place(place: TilePlace) -> None:
    if not 0 <= place.level <= limits.VIEW_LEVELS:
        raise WireError("TilePlace: its level is out of bounds")
    if not (0 <= place.column <= limits.PICTURE_PIXELS and 0 <= place.row <= limits.PICTURE_PIXELS):
        raise WireError("TilePlace: out of bounds")


def _check_tile(tile: Tile) -> None:
    if not (1 <= tile.width <= limits.VIEW_TILE_SIDE and 1 <= tile.height <= limits.VIEW_TILE_SIDE):
        raise WireError("Tile: its sides are out of bounds")
    if len(tile.rgb) != tile.width * tile.height * 3:
        raise WireError("Tile: not three bytes a pixel")


def _check_samples(samples: Samples) -> None:
    if samples.rate not in _RATES or not 1 <= samples.channels <= limits.PCM_CHANNELS:
        raise WireError("Samples: rate or channels are out of bounds")
    if not 0 <= samples.second <= limits.TIMELINE_SECONDS:
        raise WireError("Samples: the time is out of bounds")
    step = _SAMPLE_BYTES * samples.channels
    if len(samples.pcm) % step or len(samples.pcm) > limits.PCM_SECONDS * samples.rate * step:
        raise WireError("Samples: not so many as they may be")


def _check_not_shown(answer: NotShown) -> None:
    if len(answer.detail) > limits.FACT_CHARACTERS:
        raise WireError("NotShown: too long a detail")


VIEW_CHECKS: Final[dict[type, Callable[[Any], None]]] = {
    FileView: _check_file,
    NotShown: _check_not_shown,
    Samples: _check_samples,
    ShownView: _check_shown,
    Tile: _check_tile,
    TilePlace: _check_place,
    View: _check_view,
    ViewFact: _check_fact,
}
