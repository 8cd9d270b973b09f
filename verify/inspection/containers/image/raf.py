"""Finds the JPEG picture inside a Fujifilm RAF file; its metadata is the file's."""

from __future__ import annotations

from collections.abc import Iterator

from verify.inspection.containers.base import Damage, Part, Source, Window, damage
from verify.inspection.containers.image import jpeg


def walk(source: Source) -> Iterator[Part]:
    """The parts of the embedded JPEG; offsets and places count from its beginning."""
    head = source.read_at(84, 8)
    offset, size = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    if source.read_at(offset, 2) != b"\xff\xd8":
        yield damage("RAF file", Damage.MISPLACED, 84)
        return
    yield from jpeg.walk(Window(source, offset, size))
