"""Walk the directories of a TIFF structure: TIFF 6.0, BigTIFF, raw photos built on it, and EXIF blocks.

Entries carry the place of their value, not the value: whoever wants it reads it, bounded.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection.containers.base import Damage, Part, PartKind, Source, Window, make_damage, make_record
from verify.inspection.containers.image import jpeg, photoshop
from verify.model import limits

# bytes of one value by field type (TIFF 6.0, section 2; BigTIFF adds 16 to 18)
_TYPE_BYTES: Final = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8, 129: 1,
}  # fmt: skip
_HEADS: Final = {
    b"II*\x00": "<", b"MM\x00*": ">", b"II+\x00": "<", b"MM\x00+": ">", b"IIU\x00": "<", b"IIRO": "<", b"IIRS": "<",
    b"MMOR": ">",
}  # fmt: skip
_BIG: Final = (b"II+\x00", b"MM\x00+")

_SUB_DIRECTORIES, _EXIF, _GPS, _INTEROPERABILITY = 0x014A, 0x8769, 0x8825, 0xA005
_CHILDREN: Final = {_EXIF: "EXIF", _GPS: "GPS", _INTEROPERABILITY: "Interoperability"}
XMP, IIM, PHOTOSHOP, RECORD = 700, 33723, 34377, 52545
_CHAIN: Final = ("Image", "Thumbnail", "IFD", "Page")  # directories that follow one another from the first
_SUBFILE, _OLD_SUBFILE, _WIDTH, _THUMBNAIL_JPEG = 0x00FE, 0x00FF, 0x0100, 0x0201
_REDUCED: Final = 1  # bit of the kind of a subfile
_OLD_REDUCED: Final = 2
_PANASONIC, _PANASONIC_JPEG = b"IIU\x00", 0x002E


class Entry(Struct, frozen=True):
    """One tag of one directory. `offset` is the place of its value, `size` the value's length in bytes."""

    directory: str  # Image, Thumbnail, Page2, EXIF, GPS, Interoperability, SubIFD0, IFD2 …
    tag: int
    type: int
    count: int
    offset: int
    size: int
    order: str  # "<" little-endian, ">" big-endian

    def value(self, source: Source, limit: int) -> bytes:
        """Return the first `limit` bytes of the value."""
        return source.read_at(self.offset, min(self.size, limit))


class _Layout(Struct, frozen=True):
    """What differs between TIFF and BigTIFF."""

    order: str
    big: bool

    def to_number(self, data: bytes) -> int:
        return int.from_bytes(data, "little" if self.order == "<" else "big")

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Bytes of the number of entries, of one entry, of an offset."""
        return (8, 20, 8) if self.big else (2, 12, 4)


def walk_entries(source: Source, root: str = "Image", *, pages: bool = False) -> Iterator[Entry | Part]:
    """Yield the tags of all directories that `source` holds from byte 0 on, and DAMAGE parts for what is wrong.

    Directories of thumbnails, EXIF, GPS and SubIFDs are followed; loops are noticed. With `pages`, as in a file and
    not in an EXIF block, a picture of full size that follows the first is a page, `Page2` and so on.
    """
    head = source.read_at(0, 16)
    order = _HEADS.get(head[:4])
    if order is None:
        yield make_damage("TIFF header", Damage.NOT_WELL_FORMED, 0)
        return
    layout = _Layout(order, head[:4] in _BIG)
    first = layout.to_number(head[8:16] if layout.big else head[4:8])
    waiting: list[tuple[str, int]] = [(root, first)]
    visited: set[int] = set()
    chained = 0
    while waiting:
        name, offset = waiting.pop(0)
        if offset in visited:
            yield make_damage(f"TIFF directory {name} at byte {offset}", Damage.LOOP, offset)
            continue
        if len(visited) >= limits.DIRECTORIES:
            yield make_damage(f"TIFF directory {name} at byte {offset}", Damage.TOO_MANY, offset)
            return
        visited.add(offset)
        children: list[tuple[str, int]] = []
        following = 0
        for entry in _walk_directory(source, layout, name, offset):
            if isinstance(entry, int):
                following = entry
                continue
            yield entry
            if isinstance(entry, Entry):
                children += _find_children(source, layout, entry)
        if following and (name in (root, "Thumbnail", f"IFD{chained}") or name == f"Page{chained + 1}"):
            chained += 1
            next_name = "Thumbnail" if chained == 1 and root == "Image" else f"IFD{chained}"
            if pages and _is_page(source, layout, following):
                next_name = f"Page{chained + 1}"
            children.append((next_name, following))
        waiting = children + waiting


def _walk_directory(source: Source, layout: _Layout, name: str, offset: int) -> Iterator[Entry | Part | int]:
    """Yield the entries of one directory, then the offset of the next one (0 for none)."""
    count_bytes, entry_bytes, offset_bytes = layout.sizes
    where = f"TIFF directory {name} at byte {offset}"
    head = source.read_at(offset, count_bytes)
    if len(head) < count_bytes:
        yield make_damage(where, Damage.MISPLACED, offset)
        return
    count = layout.to_number(head)
    if count > limits.DIRECTORY_ENTRIES:
        yield make_damage(where, Damage.TOO_MANY, offset)
    table = source.read_at(offset + count_bytes, min(count, limits.DIRECTORY_ENTRIES) * entry_bytes)
    half = entry_bytes - offset_bytes
    for at in range(0, len(table) - entry_bytes + 1, entry_bytes):
        tag, kind = struct.unpack(layout.order + "HH", table[at : at + 4])
        number = layout.to_number(table[at + 4 : at + half])
        size = number * _TYPE_BYTES.get(kind, 0)
        if kind not in _TYPE_BYTES:
            # one odd type is a slip; many are not a directory at all
            yield make_damage(f"{where}, tag {tag:#06x}", Damage.NOT_WELL_FORMED, offset + at)
            continue
        place = offset + count_bytes + at + half
        if size > offset_bytes:
            place = layout.to_number(table[at + half : at + entry_bytes])
        if place + size > source.size:
            yield make_damage(f"{where}, tag {tag:#06x}", Damage.MISPLACED, offset + at)
            if place >= source.size and tag != RECORD:  # a manifest store that was cut off was there
                continue
        yield Entry(name, tag, kind, number, place, size, layout.order)
    if len(table) < min(count, limits.DIRECTORY_ENTRIES) * entry_bytes:
        yield make_damage(where, Damage.CUT_OFF, offset)
        return
    if count <= limits.DIRECTORY_ENTRIES:
        yield layout.to_number(source.read_at(offset + count_bytes + count * entry_bytes, offset_bytes))


def _is_page(source: Source, layout: _Layout, offset: int) -> bool:
    """Tell whether a directory describes a picture of full size: neither reduced nor a JPEG thumbnail."""
    entries = {entry.tag: entry for entry in _walk_directory(source, layout, "", offset) if isinstance(entry, Entry)}
    kinds = {tag: layout.to_number(entries[tag].value(source, 4)) for tag in (_SUBFILE, _OLD_SUBFILE) if tag in entries}
    is_reduced = bool(kinds.get(_SUBFILE, 0) & _REDUCED) or kinds.get(_OLD_SUBFILE) == _OLD_REDUCED
    return _WIDTH in entries and _THUMBNAIL_JPEG not in entries and not is_reduced


def _find_children(source: Source, layout: _Layout, entry: Entry) -> list[tuple[str, int]]:
    """Return the directories that an entry points to."""
    if entry.tag in _CHILDREN and entry.count == 1:
        return [(_CHILDREN[entry.tag], layout.to_number(entry.value(source, entry.size)))]
    if entry.tag == _SUB_DIRECTORIES and entry.size and entry.type in (4, 13, 16, 18):
        step = entry.size // entry.count
        data = entry.value(source, step * limits.DIRECTORIES)
        places = [layout.to_number(data[at : at + step]) for at in range(0, len(data) - step + 1, step)]
        return [(f"SubIFD{number}", place) for number, place in enumerate(places)]
    return []


def walk(source: Source) -> Iterator[Part]:
    """Yield XMP, IPTC, Photoshop resources and a C2PA record of a TIFF file. EXIF readers take `entries` itself."""
    for entry in walk_entries(source, pages=True):
        if isinstance(entry, Part):
            yield entry
            continue
        where = f"TIFF tag {entry.tag} of directory {entry.directory}, value at byte {entry.offset}"
        if entry.tag == RECORD:
            yield make_record(entry.offset, where, misplaced=not entry.directory.startswith(_CHAIN))
        if entry.tag == _PANASONIC_JPEG and source.read_at(0, 4) == _PANASONIC:
            yield from jpeg.walk(Window(source, entry.offset, entry.size))
        if entry.tag not in (XMP, IIM, PHOTOSHOP):
            continue
        if entry.size > limits.PACKET_BYTES:
            yield make_damage(where, Damage.TOO_LARGE, entry.offset)
        data = entry.value(source, limits.PACKET_BYTES)
        if entry.tag == XMP:
            yield Part(PartKind.XMP, entry.offset, data, where)
        elif entry.tag == PHOTOSHOP:
            yield from photoshop.walk_resources(data, entry.offset, where)
        else:
            yield Part(PartKind.IIM, entry.offset, _unswapped(data, entry), where)


def _unswapped(data: bytes, entry: Entry) -> bytes:
    """Undo the swapping of IPTC that was written as 32-bit numbers and then swapped with the rest of the file."""
    if entry.type == 4 and entry.order == "<" and data[:1] != b"\x1c" and data[3:4] == b"\x1c":
        words = struct.unpack(f"<{len(data) // 4}I", data[: len(data) & ~3])
        return struct.pack(f">{len(words)}I", *words)
    return data
