"""Walk the elements of Matroska and WebM files (RFC 8794, RFC 9559): tags, writing programs, names of attachments.

It steps over clusters by position, also those of unknown size, and reads no media.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from verify.inspection import text
from verify.inspection.containers.base import (
    Buffered,
    Damage,
    Part,
    PartKind,
    Source,
    make_damage,
    make_file_at,
    make_note,
)
from verify.model import limits

_SEGMENT, _INFO, _TAGS, _ATTACHMENTS, _CLUSTER = 0x18538067, 0x1549A966, 0x1254C367, 0x1941A469, 0x1F43B675
_TAG, _SIMPLE_TAG, _TAG_NAME, _TAG_STRING, _TAG_BINARY = 0x7373, 0x67C8, 0x45A3, 0x4487, 0x4485
_ATTACHED_FILE, _FILE_NAME, _FILE_TYPE, _FILE_DATA, _FILE_DESCRIPTION = 0x61A7, 0x466E, 0x4660, 0x465C, 0x467E
_DATE: Final = 0x4461
_INFO_TEXTS: Final = {0x4D80: "MuxingApp", 0x5741: "WritingApp", 0x7BA9: "Title", 0x7384: "SegmentFilename"}
_EPOCH: Final = datetime(2001, 1, 1, tzinfo=UTC)
_TAG_DEPTH: Final = 8  # SimpleTags inside SimpleTags


class _Element(Struct, frozen=True):
    """An element: its number, its place, and where its data begins and ends; `has_size` is False for a live stream."""

    number: int
    offset: int
    start: int
    end: int
    has_size: bool = True


@dataclass(slots=True)
class _Walk:
    """How many elements of this file have been looked at."""

    source: Source
    walked: int = 0

    def elements(self, start: int, end: int) -> Iterator[_Element | Part]:
        """Yield the elements between `start` and `end`; a DAMAGE part where the chain breaks."""
        offset = start
        while offset < end:
            self.walked += 1
            if self.walked > limits.DATA_CHUNKS:
                yield make_damage("Matroska file", Damage.TOO_MANY, offset)
                return
            element = _read_element(self.source, offset)
            if element is None:
                yield make_damage(f"Matroska element at byte {offset}", Damage.NOT_WELL_FORMED, offset)
                return
            yield element
            # a cluster of unknown size ends where the next begins: its children are walked as if beside it
            offset = element.end if element.has_size else element.start


def _read_element(source: Source, offset: int) -> _Element | None:
    head = source.read_at(offset, 12)
    width = 9 - head[0].bit_length() if head else 9
    if width > 4 or len(head) <= width:
        return None
    number, first = int.from_bytes(head[:width], "big"), head[width]
    length = 9 - first.bit_length()
    if length > 8 or len(head) < width + length:
        return None
    size = int.from_bytes(head[width : width + length], "big") & ((1 << (7 * length)) - 1)
    start = offset + width + length
    if size == (1 << (7 * length)) - 1:
        return _Element(number, offset, start, source.size, has_size=False)
    return _Element(number, offset, start, start + size)


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `mkv:tag:<NAME>` (nested names joined by `/`), `mkv:info:<Name>` and `mkv:attachment`."""
    state = _Walk(Buffered(source))
    for element in state.elements(0, source.size):
        if isinstance(element, Part):
            yield element
            return
        if element.number == _SEGMENT:
            if element.has_size and element.end > source.size:
                yield make_damage("Matroska segment", Damage.CUT_OFF, element.offset)
            yield from _walk_segment(state, element.start, min(element.end, source.size))
            if not element.has_size:
                return


def _walk_segment(state: _Walk, start: int, end: int) -> Iterator[Part]:
    for element in state.elements(start, end):
        if isinstance(element, Part):
            yield element
            return
        if element.number not in (_INFO, _TAGS, _ATTACHMENTS):
            continue
        if element.end > end:
            yield make_damage(f"Matroska element at byte {element.offset}", Damage.CUT_OFF, element.offset)
        inner = state.elements(element.start, min(element.end, end))
        if element.number == _INFO:
            yield from _walk_info(state, inner)
        else:
            for child in inner:
                if isinstance(child, Part):
                    yield child
                elif child.number == _TAG:
                    yield from _walk_tags(state, child, min(child.end, end), "", 0)
                elif child.number == _ATTACHED_FILE:
                    yield from _walk_attachment(state, child, min(child.end, end))


def _walk_info(state: _Walk, elements: Iterator[_Element | Part]) -> Iterator[Part]:
    for element in elements:
        if isinstance(element, Part):
            yield element
        elif element.number in _INFO_TEXTS:
            where = f"Matroska segment information at byte {element.offset}"
            key = f"mkv:info:{_INFO_TEXTS[element.number]}"
            yield Part(PartKind.TEXT, element.offset, _read_body(state, element), where, key=key)
        elif element.number == _DATE and element.end - element.start == 8:
            nanoseconds = int.from_bytes(_read_body(state, element), "big", signed=True)
            if 0 < nanoseconds < 2**62:
                time = (_EPOCH + timedelta(microseconds=nanoseconds // 1000)).isoformat()
                where = f"Matroska segment information at byte {element.offset}"
                yield make_note("mkv:info:DateUTC", time, element.offset, where)


def _read_body(state: _Walk, element: _Element, limit: int = limits.INFLATED_BYTES) -> bytes:
    return state.source.read_at(element.start, min(element.end - element.start, limit))


def _walk_tags(state: _Walk, tag: _Element, end: int, path: str, depth: int) -> Iterator[Part]:
    """Yield the SimpleTags of a Tag, or those inside a SimpleTag."""
    if depth > _TAG_DEPTH:
        yield make_damage(f"Matroska tag at byte {tag.offset}", Damage.TOO_DEEP, tag.offset)
        return
    for child in state.elements(tag.start, end):
        if isinstance(child, Part):
            yield child
            return
        if child.number == _SIMPLE_TAG:
            yield from _walk_simple_tag(state, child, min(child.end, end), path, depth)


def _walk_simple_tag(state: _Walk, tag: _Element, end: int, path: str, depth: int) -> Iterator[Part]:
    name, value = "", None
    where = f"Matroska tag at byte {tag.offset}"
    if tag.end > end:
        yield make_damage(where, Damage.CUT_OFF, tag.offset)
    for child in state.elements(tag.start, end):
        if isinstance(child, Part):
            yield child
            break
        if child.number == _TAG_NAME:
            # names are capital letters by RFC 9743; writers differ, one file is one name
            name = text.decode(_read_body(state, child, limits.KEY_CHARACTERS)).upper()
        elif child.number in (_TAG_STRING, _TAG_BINARY):
            value = child
    key = f"{path}/{name}" if path else name
    if name and value is not None:
        if value.number == _TAG_STRING:
            yield Part(PartKind.TEXT, value.offset, _read_body(state, value), where, key=f"mkv:tag:{key}")
        else:
            yield make_note(f"mkv:tag:{key}", f"({value.end - value.start} bytes)", value.offset, where)
    yield from _walk_tags(state, tag, end, key, depth + 1)


def _walk_attachment(state: _Walk, attached: _Element, end: int) -> Iterator[Part]:
    texts = {_FILE_NAME: "", _FILE_TYPE: "", _FILE_DESCRIPTION: ""}
    size = start = 0
    for child in state.elements(attached.start, end):
        if isinstance(child, Part):
            yield child
            break
        if child.number in texts:
            texts[child.number] = text.decode(_read_body(state, child, limits.FACT_CHARACTERS))
        elif child.number == _FILE_DATA:
            start, size = child.start, child.end - child.start
    words = ", ".join(word for word in (*texts.values(), f"{size} bytes") if word)
    where = f"Matroska attachment at byte {attached.offset}"
    yield make_note("mkv:attachment", words, attached.offset, where)
    if size:
        name = texts[_FILE_NAME]
        yield make_file_at(name, start, size, f"attachment {name} at byte {attached.offset}" if name else where)
