"""Read what MP4 and QuickTime files say in words: user data, keyed metadata, iTunes items, handler names.

Both forms of `meta` are read (with and without version bytes), lists with and without keys.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.base import (
    Damage,
    Part,
    PartKind,
    Source,
    make_damage,
    make_file_at,
    make_note,
    make_text_or_note,
)
from verify.inspection.containers.bmff_box import Box, walk_boxes
from verify.model import limits

_EPOCH: Final = datetime(1904, 1, 1, tzinfo=UTC)
_UTF_8, _UTF_16, _JPEG, _PNG, _BMP, _SIGNED, _UNSIGNED, _FLOAT, _DOUBLE = 1, 2, 13, 14, 27, 21, 22, 23, 24
# user data of 3GPP files: version bytes, a language, then text (3GPP TS 26.244, 8.2)
_3GPP: Final = frozenset((b"titl", b"auth", b"perf", b"dscp", b"gnre", b"cprt", b"albm", b"kywd"))


def walk_header(source: Source, box: Box, where: str) -> Iterator[Part]:
    """Yield the time in `mvhd` (8.2.2) and the name in `hdlr` (8.4.3)."""
    body = box.body(source, 512)
    if box.kind == b"mvhd":
        seconds = int.from_bytes(body[4:12] if body[:1] == b"\x01" else body[4:8], "big")
        if 0 < seconds < 2**33:
            yield make_note("mp4:created", (_EPOCH + timedelta(seconds=seconds)).isoformat(), box.offset, where)
    elif len(body) > 24:
        name = body[24:].rstrip(b"\x00")
        if name[:1] and name[0] == len(name) - 1:
            name = name[1:]  # QuickTime writes a Pascal string
        if name and texts.is_text(name):
            yield Part(PartKind.TEXT, box.offset, name, where, key="mp4:handler")


def walk_user_data(source: Source, udta: Box, path: str) -> Iterator[Part]:
    """Yield the children of a `udta` box."""
    for number, box in enumerate(walk_boxes(source, udta.start, min(udta.end, source.size))):
        if isinstance(box, Part):
            yield box
            return
        where = f"box {path}/{box.name} at byte {box.offset}"
        if number > limits.DIRECTORY_ENTRIES:
            yield make_damage(where, Damage.TOO_MANY, box.offset)
            return
        if box.end > source.size:
            yield make_damage(where, Damage.CUT_OFF, box.offset)
        if box.kind == b"meta":
            yield from walk_metadata(source, box, f"{path}/meta")
        elif box.kind == b"XMP_":
            yield Part(PartKind.XMP, box.start, box.body(source), where)
        else:
            body = box.body(source, limits.INFLATED_BYTES)
            key = f"mp4:udta:{box.name}"
            if box.kind[0] == 0xA9 or 0 < int.from_bytes(body[:2], "big") == len(body) - 4:
                yield from _walk_international_text(body, box.offset, where, key)
            elif box.kind in _3GPP and body[:4] == b"\x00\x00\x00\x00":
                yield Part(PartKind.TEXT, box.offset, body[6:], where, key=key)
            else:
                if body[:4] == bytes(4):  # version bytes
                    body = body[4:]
                yield make_text_or_note(key, body, box.size, box.offset, where)


def _walk_international_text(body: bytes, offset: int, where: str, key: str) -> Iterator[Part]:
    """Walk QuickTime text: length and language as 16-bit numbers, then the text; several in a row."""
    at = 0
    for _ in range(100):
        if at + 4 > len(body):
            break
        length = int.from_bytes(body[at : at + 2], "big")
        text = body[at + 4 : at + 4 + length]
        if not length or len(text) < length:
            break
        yield Part(PartKind.TEXT, offset, text, where, key=key)
        at += 4 + length
    if at == 0 and body:
        # some writers put an iTunes item or bare text here
        inner = body[16:] if body[4:8] == b"data" else body
        yield make_text_or_note(key, inner, len(inner), offset, where)


def walk_metadata(source: Source, meta: Box, path: str) -> Iterator[Part]:
    """Yield keys and items of a `meta` box, and XML in it."""
    children = source.read_at(meta.start, 12)
    # ISO form: version bytes, then children. QuickTime form: children at once
    bare = children[4:8] in (b"hdlr", b"keys", b"ilst", b"mhdr", b"free")
    keys: list[str] = []
    for number, box in enumerate(walk_boxes(source, meta.start + (0 if bare else 4), min(meta.end, source.size))):
        if isinstance(box, Part):
            yield box
            return
        if number > limits.DIRECTORY_ENTRIES:
            return
        if box.kind == b"keys":
            keys = _read_keys(box.body(source, limits.INFLATED_BYTES))
        elif box.kind == b"ilst":
            yield from _walk_items(source, box, keys, f"{path}/ilst")
        elif box.kind == b"xml " and box.size > 4:
            where = f"box {path}/xml at byte {box.offset}"
            yield Part(
                PartKind.TEXT, box.offset, box.body(source, limits.INFLATED_BYTES)[4:], where, key="mp4:meta:xml"
            )


def _read_keys(body: bytes) -> list[str]:
    """Name of a `keys` box: each a length, a namespace of four letters, the name."""
    names: list[str] = []
    at = 8
    while at + 8 <= len(body) and len(names) < limits.DIRECTORY_ENTRIES:
        size = int.from_bytes(body[at : at + 4], "big")
        if size < 8:
            break
        names.append(texts.decode(body[at + 8 : at + size]))
        at += size
    return names


def _walk_items(source: Source, ilst: Box, keys: list[str], path: str) -> Iterator[Part]:
    for number, item in enumerate(walk_boxes(source, ilst.start, min(ilst.end, source.size))):
        if isinstance(item, Part):
            yield item
            return
        where = f"box {path} at byte {item.offset}"
        if number > limits.DIRECTORY_ENTRIES:
            yield make_damage(where, Damage.TOO_MANY, item.offset)
            return
        index = int.from_bytes(item.kind, "big")
        if item.kind == b"data":  # a list without items: the value lies bare
            yield from _walk_value(source, item, "mp4:item:data", where)
            continue
        if keys and 1 <= index <= len(keys):
            key = f"mp4:key:{keys[index - 1]}"
        else:
            key = f"mp4:item:{index if index < 0x10000 else item.name}"
        names = []
        for child in walk_boxes(source, item.start, min(item.end, ilst.end, source.size)):
            if isinstance(child, Part):
                yield child
                break
            if child.kind in (b"mean", b"name"):
                names.append(texts.decode(child.body(source, 256)[4:]))
            elif child.kind == b"data":
                yield from _walk_value(source, child, ":".join((key, *names)), where)


def _walk_value(source: Source, box: Box, key: str, where: str) -> Iterator[Part]:
    """Walk a `data` box: 32 bits of type, 32 of locale, then the value (QuickTime File Format, metadata values)."""
    body = box.body(source, limits.INFLATED_BYTES)
    kind, value = int.from_bytes(body[1:4], "big"), body[8:]
    if kind in (_JPEG, _PNG, _BMP) or key == "mp4:item:covr":  # some programs give a cover no type
        yield make_note(key, f"(picture, {box.size - 8} bytes)", box.offset, where)
        yield make_file_at(
            "picture", box.start + 8, max(0, min(box.end, source.size) - box.start - 8), f"picture in {where}"
        )
    elif kind in (_SIGNED, _UNSIGNED) and len(value) in (1, 2, 3, 4, 8):
        yield make_note(key, str(int.from_bytes(value, "big", signed=kind == _SIGNED)), box.offset, where)
    elif (kind, len(value)) in ((_FLOAT, 4), (_DOUBLE, 8)):
        (number,) = struct.unpack(">f" if kind == _FLOAT else ">d", value)
        yield make_note(key, f"{number:.6g}", box.offset, where)
    elif kind in (_UTF_8, _UTF_16):
        encoding = "utf-16-be" if kind == _UTF_16 else ""
        yield Part(PartKind.TEXT, box.offset, value, where, key=key, encoding=encoding)
    else:
        yield make_text_or_note(key, value, box.size - 8, box.offset, where)
