"""Read the comments of meshes: Wavefront OBJ, PLY and STL. Points and faces are not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.base import Part, PartKind, Source
from verify.model import limits

_COMMENTS: Final = 200
_STL_HEAD_BYTES: Final = 80


def walk_obj(source: Source) -> Iterator[Part]:
    """Yield fields `obj:comment` at the head and at the end of the file."""
    size = limits.WALK_PIECE_BYTES
    yield from _walk_comments(source.read_at(0, size), 0)
    if source.size > 2 * size:
        yield from _walk_comments(source.read_at(source.size - size, size), source.size - size)


def _walk_comments(data: bytes, start: int) -> Iterator[Part]:
    at = count = 0
    for line in data.split(b"\n"):
        if line[:1] == b"#" and (comment := line.lstrip(b"# \t").rstrip()) and count < _COMMENTS:
            count += 1
            yield Part(PartKind.TEXT, start + at, comment, f"OBJ comment at byte {start + at}", key="obj:comment")
        at += len(line) + 1


def walk_ply(source: Source) -> Iterator[Part]:
    """Yield fields `ply:comment` and `ply:obj_info` of the header."""
    head, _, _ = source.read_at(0, limits.WALK_PIECE_BYTES).partition(b"end_header")
    at = 0
    for line in head.split(b"\n")[:_COMMENTS]:
        word, _, text = line.strip().partition(b" ")
        if word in (b"comment", b"obj_info") and text:
            where = f"PLY {word.decode()} at byte {at}"
            yield Part(PartKind.TEXT, at, text, where, key=f"ply:{word.decode()}")
        at += len(line) + 1


def walk_stl(source: Source) -> Iterator[Part]:
    """Yield field `stl:header`: the name of an ASCII file, or the 80 bytes before the triangles of a binary one."""
    head = source.read_at(0, _STL_HEAD_BYTES)
    if head[:6] == b"solid ":
        head = source.read_at(0, limits.KIB).partition(b"\n")[0][6:]
    text = head.split(b"\x00", 1)[0].strip()
    if text and texts.is_text(text):
        yield Part(PartKind.TEXT, 0, text, "STL header", key="stl:header")
