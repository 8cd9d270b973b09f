"""Stands in for a worker that the file which is looked at closely has taken over.

It tells the truth about column 0 and, of any other column, says what the name of the file spells out.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))

from tests.verify.workers.doubles.fake_worker import say
from verify.model import FileFacts, Report, limits
from verify.model.views import FileView, Samples, ShownView, Tile, TilePlace, View, measure_tile
from verify.workers import protocol

SIZE = 3000
FILE = FileView(has_picture=True, seconds=10.0, stops=(0, 500), has_sound=True)


def tile(place: TilePlace) -> Tile:
    width, height = measure_tile(SIZE, SIZE, place)
    return Tile(place, width, height, bytes(3 * width * height))


def true(command: protocol.Cut, place: TilePlace | None = None) -> bytes:
    return protocol.encode_event(protocol.WasCut(command.id, tile(place or command.place)))


def altered(command: protocol.Cut, **members: object) -> bytes:
    """A line for a tile in which some members are others; nobody here checks them."""
    event = json.loads(true(command))
    event["tile"].update(members)
    return json.dumps(event).encode() + b"\n"


def heard(command: protocol.Cut) -> bytes:
    return protocol.encode_event(protocol.Heard(command.id, Samples(0.0, 8_000, 1, bytes(160), is_last=True)))


LIES: dict[str, Callable[[protocol.Cut], bytes]] = {
    "elsewhere": lambda asked: true(asked, replace(asked.place, column=0)),
    "view": lambda asked: true(asked, replace(asked.place, view=View(number=7))),
    "ahead": lambda asked: true(replace(asked, id=asked.id + 1)),
    "sound": heard,
    "opened": lambda asked: protocol.encode_event(protocol.Opened(asked.id, FILE)),
    "ready": lambda _: protocol.encode_event(protocol.Ready()),
    "report": lambda asked: protocol.encode_event(protocol.Reported(asked.id, Report(FileFacts("/tmp/x", "x")))),
    "wide": lambda asked: altered(asked, width=limits.VIEW_TILE_SIDE + 1),
    "short": lambda asked: altered(asked, rgb=""),
    "negative": lambda asked: altered(asked, width=-1, height=-1),
    "extra": lambda asked: altered(asked, path="/etc/passwd"),
    "noise": lambda _: bytes(range(256)) + b"\n",
    "long": lambda _: b'{"event":"tile","rgb":"' + b"A" * (limits.VIEW_LINE_BYTES + 100) + b'"}\n',
    "flood": lambda asked: true(asked) * 40,
}
ENDS: dict[str, Callable[[], object]] = {"hang": lambda: time.sleep(600), "leave": lambda: os._exit(0)}


def answer(command: protocol.Looking, word: str) -> None:
    match command:
        case protocol.Look():
            say(protocol.encode_event(protocol.Opened(command.id, FILE)))
        case protocol.Show():
            say(protocol.encode_event(protocol.Shown(command.id, ShownView(command.view, SIZE, SIZE, SIZE, SIZE))))
        case protocol.Cut() if command.place.column == 0:
            say(true(command))
        case protocol.Cut() if word in ENDS:
            ENDS[word]()
        case protocol.Cut():
            say(LIES[word](command))
        case protocol.Listen():
            say(heard(protocol.Cut(command.id, TilePlace(View(), 0, 0, 0))))


def main() -> None:
    word = ""
    for line in sys.stdin.buffer:
        command = protocol.load_command(line)
        if isinstance(command, protocol.Look):
            word = Path(command.path).stem
        if isinstance(command, protocol.Configure):
            say(protocol.encode_event(protocol.Ready()))
        elif isinstance(command, protocol.Looking):
            answer(command, word)


if __name__ == "__main__":
    main()
