"""The spans of formats that one engine alone reads: Ogg sounds and fonts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.av import ogg
from verify.inspection.containers.base import Buffered, Source
from verify.inspection.containers.document import font
from verify.inspection.containers.layout.spans import Content, Span

_NAMES: Final = frozenset((b"name", b"meta", b"DSIG"))  # tables that say something and draw nothing
_STORE: Final = b"C2PA"
_CHECKSUM: Final = (8, 12)  # of the whole font, in its table `head`: no hash can hold it


def walk_ogg(source: Source) -> Iterator[Span]:
    """Yield the pages: those of the record, and all others, which hold sound and how it is coded."""
    file = Buffered(source)
    record = {page.start for stream in ogg.find_store_streams(file) for page in stream.pages}
    end = 0
    for page in ogg.walk_pages(file):
        end = min(page.end, source.size)
        is_record = page.start in record
        yield Span(page.start, end, Content.RECORD if is_record else Content.MEDIA, "C2PA" if is_record else "Ogg")
    yield Span(end, source.size, Content.APPENDED, "")


def walk_font(source: Source) -> Iterator[Span]:
    """Yield the directory and the tables: shapes, names, and the record with the checksums that it changes."""
    tables = font.read_tables(source)
    end = 12
    yield Span(0, end, Content.MEDIA, "font")
    for table in tables:
        entry_end = table.entry + font.ENTRY
        end = max(end, entry_end, table.end + -table.end % 4)  # tables begin at multiples of four bytes
        content = Content.FIXED if table.tag == _STORE else Content.MEDIA
        yield Span(table.entry, entry_end, content, "font")
        tag = table.tag.decode("latin-1")
        if table.tag == _STORE:
            yield Span(table.start, table.end, Content.RECORD, "C2PA")
        elif table.tag == b"head":
            first, last = (table.start + at for at in _CHECKSUM)
            yield Span(table.start, first, Content.MEDIA, tag)
            yield Span(first, last, Content.FIXED, tag)
            yield Span(last, table.end, Content.MEDIA, tag)
        else:
            yield Span(table.start, table.end, Content.METADATA if table.tag in _NAMES else Content.MEDIA, tag)
        yield Span(table.end, table.end + -table.end % 4, Content.FIXED, tag)
    yield Span(end, source.size, Content.APPENDED, "")
