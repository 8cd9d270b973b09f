"""Read the trailer that Samsung phones write behind a JPEG picture (SEFH … SEFT).

Names and layout as documented by ExifTool: a directory of blocks, each with a type, a name and its data.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from verify.inspection import text
from verify.inspection.containers.base import Damage, Part, Source, damage, text_or_note
from verify.model import limits

_ENTRY_BYTES: Final = 12
_ENTRIES: Final = 200


def walk_trailer(source: Source) -> Iterator[Part]:
    """The blocks of the trailer that ends at the end of the file, as text where they are text."""
    where = "Samsung trailer"
    (length,) = struct.unpack("<I", source.read_at(source.size - 8, 4).rjust(4, b"\x00"))
    start = source.size - 8 - length
    head = source.read_at(start, 12) if start > 0 else b""
    if len(head) < 12 or head[:4] != b"SEFH":
        yield damage(where, Damage.MISPLACED, max(start, 0))
        return
    count = struct.unpack("<I", head[8:12])[0]
    directory = source.read_at(start + 12, min(count, _ENTRIES) * _ENTRY_BYTES)
    for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        _, kind, back, size = struct.unpack("<HHII", directory[at : at + _ENTRY_BYTES])
        offset = start - back
        if offset < 0 or size < 8 or size > back:
            yield damage(f"{where}, block {kind:#06x}", Damage.MISPLACED, start)
            continue
        block = source.read_at(offset, min(size, limits.WALK_PIECE_BYTES))
        name_bytes = int.from_bytes(block[4:8], "little")
        name = block[8 : 8 + min(name_bytes, 64)]
        if not text.is_text(name):
            continue
        data = block[8 + name_bytes :]
        key = f"jpeg:samsung:{name.decode('utf-8', 'replace')}"
        yield text_or_note(key, data, size - 8 - name_bytes, offset, f"{where} at byte {offset}")
