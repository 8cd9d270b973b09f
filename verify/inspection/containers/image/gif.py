"""Walk the blocks of a GIF file: comments, application extensions and their XMP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.base import (
    Buffered,
    Damage,
    Part,
    PartKind,
    Source,
    find_trailer,
    make_damage,
    make_record,
    make_text_or_note,
)
from verify.model import limits

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_PLAIN_TEXT, _GRAPHIC_CONTROL, _COMMENT, _APPLICATION = 0x01, 0xF9, 0xFE, 0xFF
_TECHNICAL: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


_MAGIC_TRAILER: Final = b"\x01\xff\xfe\xfd\xfc"  # what follows an XMP packet begins so


def walk(source: Source) -> Iterator[Part]:
    """Yield comments, plain text, application extensions, and what follows the end of the picture."""
    file = Buffered(source)
    flags = file.read_at(10, 1)
    offset = 13 + measure_colour_table(flags[0] if flags else 0)
    last = min(source.size, offset + limits.SCANNED_BYTES)
    walked = 0
    while offset < last:
        kind = file.read_at(offset, 1)[0]
        walked += kind != _IMAGE
        if walked > limits.SEGMENTS:
            yield make_damage("GIF file", Damage.TOO_MANY, offset)
            return
        if kind == _TRAILER:
            rest = find_trailer(source, offset + 1, "gif", "picture")
            if rest:
                yield rest
            return
        if kind == _IMAGE:
            packed = file.read_at(offset + 9, 1)
            # the image descriptor, its colour table, one byte of code size, the pixels
            offset = skip_blocks(file, offset + 11 + measure_colour_table(packed[0] if packed else 0))
        elif kind == _EXTENSION:
            end = skip_blocks(file, offset + 2)
            yield from _walk_extension(file, offset, end)
            offset = end
        else:
            yield make_damage(f"GIF block at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            return
    yield make_damage("GIF file", Damage.CUT_OFF if last == source.size else Damage.TOO_LARGE, offset)


def measure_colour_table(flags: int) -> int:
    """Return the size of the colour table that the flags of a descriptor announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def skip_blocks(file: Buffered, offset: int) -> int:
    """Return the place behind the sub-blocks that begin at `offset`."""
    while True:
        size = file.read_at(offset, 1)
        if not size or size == b"\x00":
            return offset + 1
        offset += 1 + size[0]


def _join_blocks(file: Buffered, offset: int) -> bytes:
    """Return the data of the sub-blocks that begin at `offset`, at most `limits.INFLATED_BYTES`."""
    data = bytearray()
    while len(data) < limits.INFLATED_BYTES:
        size = file.read_at(offset, 1)
        if not size or size == b"\x00":
            break
        data += file.read_at(offset + 1, size[0])
        offset += 1 + size[0]
    return bytes(data)


def _walk_extension(file: Buffered, offset: int, end: int) -> Iterator[Part]:
    label = file.read_at(offset + 1, 1)
    if label == bytes((_COMMENT,)):
        yield Part(
            PartKind.TEXT, offset, _join_blocks(file, offset + 2), f"GIF comment at byte {offset}", key="gif:comment"
        )
    elif label == bytes((_PLAIN_TEXT,)):
        text = _join_blocks(file, offset + 3 + 12)
        yield Part(PartKind.TEXT, offset, text, f"GIF plain text at byte {offset}", key="gif:plain_text")
    elif label == bytes((_APPLICATION,)):
        name = file.read_at(offset + 3, 11)
        where = f"GIF application extension at byte {offset}"
        if name == b"XMP DataXMP":
            yield from _walk_xmp(file, offset + 14, end, where)
        elif name.startswith(b"C2PA_GIF"):
            yield make_record(offset, where)
        elif name not in _TECHNICAL:
            key = f"gif:application:{name.rstrip(bytes(1)).decode('latin-1')}"
            yield make_text_or_note(key, _join_blocks(file, offset + 14), end - offset - 15, offset, where)


def _walk_xmp(file: Buffered, start: int, end: int, where: str) -> Iterator[Part]:
    """Walk XMP, which lies raw; 258 bytes behind it lead a walker of sub-blocks out again (XMP part 3, 1.1.2)."""
    if end - start > limits.PACKET_BYTES:
        yield make_damage(where, Damage.TOO_LARGE, start)
        return
    raw = file.read_at(start, end - start)
    if not raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raw = _join_blocks(file, start)  # written as ordinary sub-blocks
    packet = raw.partition(_MAGIC_TRAILER)[0]
    yield Part(PartKind.XMP, start, packet[: packet.rfind(b">") + 1], where)
