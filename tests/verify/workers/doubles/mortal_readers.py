"""A real worker in which readers end the process: the name of a file says which of them, and how.

`abort--c2pa--exif.png`: both end it. A reader that does not apply to the file does so all the same.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))

from verify.inspection import readers
from verify.inspection.media.input_file import Media
from verify.inspection.readers import Reader, ReaderOutput
from verify.model import Options, limits
from verify.workers import worker

COMMAND = (sys.executable, str(Path(__file__).resolve()))


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(b"x") * limits.MIB)
        time.sleep(0.0005)


DEEDS: dict[str, Callable[[], object]] = {
    "abort": os.abort,
    "crash": lambda: ctypes.string_at(0),
    "leave": lambda: os._exit(3),
    "hang": lambda: time.sleep(600),
    "eat": _eat,
}


class Anything(frozenset[str]):
    """Every format."""

    def __contains__(self, name: object) -> bool:
        return True


def mortal(reader: Reader) -> Reader:
    """The reader, but for files whose name asks otherwise."""

    def read(media: Media, options: Options) -> Iterator[ReaderOutput]:
        deed, *doomed = media.path.stem.split("--")
        if reader.name in doomed:
            DEEDS[deed]()
        if media.media_type in reader.formats:
            yield from reader.read(media, options)

    return replace(reader, formats=Anything(), read=read)


if __name__ == "__main__":
    readers.READERS = tuple(mortal(reader) for reader in readers.READERS)
    sys.exit(worker.main())
