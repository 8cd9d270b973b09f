"""The pages of an Ogg file (RFC 3533), and the logical stream in it that holds a C2PA manifest store.

C2PA 2.3 gives the store a logical stream of its own, whose one packet begins with `\\0c2pa`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection.containers.base import Source
from verify.model import limits

STORE_MARK: Final = b"\x00c2pa"
_CAPTURE: Final = b"OggS"
_HEAD: Final = 27  # bytes of a page before its lacing values
_CONTINUED, _BEGINS = 1, 2  # flags of a page
_STREAMS: Final = 8  # of manifest stores that are looked at; more than one is an error already
_STORE_PAGES: Final = 2 * limits.STORE_BYTES // (255 * 255)


class Page(Struct, frozen=True):
    """One page: where it lies, which logical stream it is of, and the lengths of the pieces of packets in it."""

    start: int
    body: int
    end: int
    flags: int
    serial: int
    lacing: bytes

    @property
    def begins(self) -> bool:
        """Whether it is the first page of its logical stream."""
        return bool(self.flags & _BEGINS)

    @property
    def ends_packet(self) -> bool:
        """Whether a packet ends in it: a piece shorter than 255 bytes ends one."""
        return any(length < 255 for length in self.lacing)


class StoreStream(Struct, frozen=True):
    """The pages of a manifest store; `is_whole` where its packet ends and nothing follows it there."""

    pages: tuple[Page, ...]
    is_whole: bool

    def read(self, source: Source) -> bytes:
        """Read the manifest store, without the mark before it."""
        return b"".join(source.read_at(page.body, page.end - page.body) for page in self.pages)[len(STORE_MARK) :]


def read_page(source: Source, offset: int) -> Page | None:
    """Read the page at `offset`; None where none lies there or the file ends in its lacing values."""
    head = source.read_at(offset, _HEAD + 255)
    if head[:4] != _CAPTURE or len(head) < _HEAD or len(head) < _HEAD + head[26]:
        return None
    lacing = head[_HEAD : _HEAD + head[26]]
    body = offset + _HEAD + len(lacing)
    return Page(offset, body, body + sum(lacing), head[5], int.from_bytes(head[14:18], "little"), lacing)


def walk_pages(source: Source, offset: int = 0) -> Iterator[Page]:
    """Yield the pages from `offset` on, as long as one follows the other, at most `limits.DATA_CHUNKS`."""
    for _ in range(limits.DATA_CHUNKS):
        page = read_page(source, offset)
        if page is None:
            return
        yield page
        offset = page.end


def find_store_streams(source: Source, offset: int = 0) -> tuple[StoreStream, ...]:
    """Find the streams of manifest stores, in the order of their first pages; C2PA allows one."""
    gathered: dict[int, list[Page]] = {}
    streams: list[tuple[list[Page], bool]] = []
    for page in walk_pages(source, offset):
        if page.begins and source.read_at(page.body, len(STORE_MARK)) == STORE_MARK:
            if len(gathered) + len(streams) >= _STREAMS:
                break
            if page.serial in gathered:
                streams.append((gathered[page.serial], False))
            gathered[page.serial] = []
        pages = gathered.get(page.serial)
        if pages is None:
            continue
        pages.append(page)
        is_over = page.ends_packet or page.end > source.size or len(pages) >= _STORE_PAGES
        if is_over:
            short = [number for number, length in enumerate(page.lacing) if length < 255]
            streams.append((pages, short == [len(page.lacing) - 1] and page.end <= source.size))
            del gathered[page.serial]
    streams += [(pages, False) for pages in gathered.values()]
    return tuple(StoreStream(tuple(pages), whole) for pages, whole in streams)
