"""What a close look brings over the border has the size that it must have, or does not cross it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from verify.model import Problem, limits
from verify.model.views import FileView, NotShown, Samples, ShownView, Tile, TilePlace, View, ViewKind, measure_tile
from verify.workers import protocol

VIEW = View(ViewKind.FRAME, 1_500)
PLACE = TilePlace(VIEW, 1, 2, 3)
TILE = Tile(PLACE, 3, 2, bytes(18))
SHOWN = ShownView(VIEW, 400, 300, 800, 600)
SAMPLES = Samples(1.0, 8_000, 2, bytes(400), is_last=False)
FILE = FileView(has_picture=True, seconds=4.0, stops=(0, 900, 4_000), has_sound=True)
GOOD = (TILE, SHOWN, SAMPLES, FILE, NotShown(Problem.CHANGED, "x"))
SIDE = limits.VIEW_TILE_SIDE
BAD = {
    "tile too wide": replace(TILE, width=SIDE + 1, height=1, rgb=bytes(3 * (SIDE + 1))),
    "tile without pixels": replace(TILE, width=0, rgb=b""),
    "tile with too few pixels": replace(TILE, rgb=bytes(17)),
    "level below the first": replace(TILE, place=replace(PLACE, level=-1)),
    "level beyond the last": replace(TILE, place=replace(PLACE, level=limits.VIEW_LEVELS + 1)),
    "column below the first": replace(TILE, place=replace(PLACE, column=-1)),
    "row beyond any picture": replace(TILE, place=replace(PLACE, row=limits.PICTURE_PIXELS + 1)),
    "time before the beginning": replace(SHOWN, view=replace(VIEW, number=-1)),
    "view without pixels": replace(SHOWN, width=0),
    "view of too many pixels": replace(SHOWN, width=20_000, height=20_000, whole_width=20_000, whole_height=20_000),
    "view larger than the whole": replace(SHOWN, width=801),
    "whole of too many pixels": replace(SHOWN, whole_width=limits.VIEW_PIXELS, whole_height=600),
    "rate too high": replace(SAMPLES, rate=limits.PCM_RATE + 1),
    "rate of nothing": replace(SAMPLES, rate=0, pcm=b""),
    "three channels": replace(SAMPLES, channels=3, pcm=bytes(600)),
    "no channel": replace(SAMPLES, channels=0, pcm=b""),
    "half a sample": replace(SAMPLES, pcm=bytes(401)),
    "too much sound": replace(SAMPLES, pcm=bytes(4 * 8_001)),
    "sound before the beginning": replace(SAMPLES, second=-1.0),
    "stops that fall": replace(FILE, stops=(0, 900, 899)),
    "stops that stand": replace(FILE, stops=(0, 0)),
    "too many stops": replace(FILE, stops=tuple(range(limits.VIDEO_STOPS + 1))),
    "a stop beyond any end": replace(FILE, stops=(0, 10**12)),
    "endless": replace(FILE, seconds=1e12),
    "before its beginning": replace(FILE, seconds=-1.0),
    "long excuse": NotShown(Problem.FAILED, "x" * (limits.FACT_CHARACTERS + 1)),
}


@pytest.mark.parametrize("value", GOOD, ids=lambda value: type(value).__name__)
def test_values_come_back_as_they_went(value: object) -> None:
    line = protocol.encode_line(protocol.dump(value))
    assert protocol.load(type(value), protocol.decode_line(line)) == value


@pytest.mark.parametrize("value", BAD.values(), ids=BAD.keys())
def test_values_out_of_bounds_cross_the_border_in_neither_direction(value: object) -> None:
    with pytest.raises(protocol.WireError):
        protocol.dump(value)


def test_an_answer_is_one_to_just_this_question() -> None:
    cut = protocol.Cut(7, PLACE)
    assert protocol.answers_look(protocol.WasCut(7, TILE), cut)
    assert protocol.answers_look(protocol.Refused(7, NotShown(Problem.FAILED)), cut)
    for wrong in (
        protocol.WasCut(8, TILE),
        protocol.WasCut(7, replace(TILE, place=replace(PLACE, column=0))),
        protocol.Shown(7, SHOWN),
        protocol.Heard(7, SAMPLES),
        protocol.Ready(),
    ):
        assert not protocol.answers_look(wrong, cut)
    assert not protocol.answers_look(protocol.Shown(7, SHOWN), protocol.Show(7, View()))
    assert protocol.answers_look(protocol.Heard(7, SAMPLES), protocol.Listen(7, 1.0))
    assert not protocol.answers_look(protocol.Heard(7, SAMPLES), protocol.Listen(7, 2.0))


def test_the_tiles_of_a_picture_cover_it_and_no_more() -> None:
    for width, height, level in ((1, 1, 0), (513, 512, 0), (1025, 700, 1), (5_000, 3, 12)):
        wide, high = (-(-side >> level) for side in (width, height))
        across, down = (-(-side // SIDE) for side in (wide, high))
        sizes = [
            measure_tile(width, height, TilePlace(View(), level, column, row))
            for row in range(down)
            for column in range(across)
        ]
        assert sum(size[0] * size[1] for size in sizes) == wide * high
        assert measure_tile(width, height, TilePlace(View(), level, across, 0)) == (0, 0)
        assert measure_tile(width, height, TilePlace(View(), level, 0, down)) == (0, 0)
