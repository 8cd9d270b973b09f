"""The tables of an OpenType or TrueType font (ISO/IEC 14496-22), and the one that holds a C2PA manifest store.

C2PA A.3.9: the table `C2PA` begins with a head that says where an address and the store lie in it. Some writers put the
store there without that head.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection.containers.base import Damage, Part, Source, make_damage, make_record

_HEAD: Final = 12  # bytes of the font before the directory of its tables
ENTRY: Final = 16  # bytes of the directory for each table
_STORE_TAG: Final = b"C2PA"
_STORE_HEAD: Final = struct.Struct(">HHIHHII")  # version, address: where and how long, store: where and how long
_ADDRESS_BYTES: Final = 2_048


class Table(Struct, frozen=True):
    """One table: its tag, its entry in the directory, and where it lies. It may lie outside the file."""

    tag: bytes
    entry: int
    start: int
    end: int


class StorePlace(Struct, frozen=True):
    """Where a manifest store lies in a font, or the address (`url`) at which it is kept."""

    start: int
    end: int
    url: str = ""


def read_tables(source: Source) -> tuple[Table, ...]:
    """Read the directory of tables, in its order; as far as the file goes."""
    count = int.from_bytes(source.read_at(4, 2), "big")
    directory = source.read_at(_HEAD, count * ENTRY)
    tables = []
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        tag, _, start, length = struct.unpack(">4sIII", directory[at : at + ENTRY])
        tables.append(Table(tag, _HEAD + at, start, start + length))
    return tuple(tables)


def find_store(source: Source) -> StorePlace | None:
    """Find the manifest store of a font; None where it has no table for one.

    Raises ValueError where there is such a table and what it says cannot be followed.
    """
    tables = [table for table in read_tables(source) if table.tag == _STORE_TAG]
    if not tables:
        return None
    (table, *others) = tables
    if others:
        raise ValueError("more than one table C2PA")
    if table.end > source.size:
        raise ValueError("the table C2PA ends behind the file")
    head = source.read_at(table.start, _STORE_HEAD.size)
    if head[4:8] == b"jumb":
        return StorePlace(table.start, table.end)
    if len(head) < _STORE_HEAD.size or table.end - table.start < _STORE_HEAD.size:
        raise ValueError("the table C2PA is too short")
    _, _, address, address_length, _, store, store_length = _STORE_HEAD.unpack(head)
    if store_length:
        if store + store_length > table.end - table.start:
            raise ValueError("the store lies outside of the table C2PA")
        return StorePlace(table.start + store, table.start + store + store_length)
    if not address_length or address + address_length > table.end - table.start:
        raise ValueError("the table C2PA holds nothing")
    url = source.read_at(table.start + address, min(address_length, _ADDRESS_BYTES)).decode("utf-8", "replace")
    return StorePlace(table.start, table.end, url)


def walk(source: Source) -> Iterator[Part]:
    """Yield where the manifest store of a font lies. Its other tables hold shapes and names and are not read."""
    try:
        place = find_store(source)
    except ValueError:
        yield make_damage("font table C2PA", Damage.NOT_WELL_FORMED, _HEAD)
        return
    if place is not None and not place.url:
        yield make_record(place.start, f"font table C2PA at byte {place.start}")
