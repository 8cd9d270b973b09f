"""The spans of MP3 and FLAC files: ID3 frames at the head, the sound, tags at the end."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Final

from verify.inspection.containers.av.id3 import decode_synchsafe, read_tag
from verify.inspection.containers.base import Buffered, Source
from verify.inspection.containers.layout.spans import Content, Span
from verify.model import limits

_APE_FOOTER: Final = 32
_FLAC_MEDIA: Final = frozenset((0, 3))  # how the sound is coded, where to find a second of it


def walk_mp3(source: Source) -> Iterator[Span]:
    """Yield frames of the tags at the head, the sound, and an APE or ID3v1 tag at the end."""
    start = yield from _walk_tags(source)
    end = source.size
    if source.read_at(end - 128, 3) == b"TAG" and end - 128 >= start:
        yield Span(end - 128, end, Content.METADATA, "ID3v1")
        end -= 128
    foot = source.read_at(end - _APE_FOOTER, _APE_FOOTER)
    if foot[:8] == b"APETAGEX":
        begin = max(start, end - int.from_bytes(foot[12:16], "little") - _APE_FOOTER)
        yield Span(begin, end, Content.METADATA, "APE")
        end = begin
    yield Span(start, end, Content.MEDIA, "MP3")


def walk_flac(source: Source) -> Iterator[Span]:
    """Yield ID3 frames, metadata blocks, and the sound."""
    offset = yield from _walk_tags(source)
    if source.read_at(offset, 4) != b"fLaC":
        return
    yield Span(offset, offset + 4, Content.FIXED, "FLAC")
    offset += 4
    for _ in range(limits.SEGMENTS):
        head = source.read_at(offset, 4)
        if len(head) < 4:
            return
        end = offset + 4 + int.from_bytes(head[1:], "big")
        content = Content.MEDIA if head[0] & 0x7F in _FLAC_MEDIA else Content.METADATA
        yield Span(offset, end, content, "FLAC")
        offset = end
        if head[0] & 0x80:
            break
    yield Span(offset, source.size, Content.MEDIA, "FLAC")


def _walk_tags(source: Source) -> Generator[Span, None, int]:
    """Yield the spans of the ID3v2 tags at the head. Returns the first byte after them."""
    file = Buffered(source)
    offset = 0
    while tag := read_tag(file, offset):
        end = min(tag.end, source.size)
        yield Span(offset, offset + 10, Content.FIXED, "ID3")
        yield from _walk_frames(file, tag.version, offset + 10, end)
        offset = end
    return offset


def _walk_frames(file: Buffered, version: int, at: int, end: int) -> Iterator[Span]:
    for _ in range(limits.SEGMENTS):
        head = file.read_at(at, 64)
        if version == 2 or at + 10 > end or not head[:4].strip(b"\x00"):
            break
        size = decode_synchsafe(head[4:8]) if version >= 4 else int.from_bytes(head[4:8], "big")
        following = min(at + 10 + size, end)
        is_record = head[:4] == b"GEOB" and b"c2pa" in head[10:]
        content = Content.RECORD if is_record else Content.METADATA
        yield Span(at, following, content, "C2PA" if is_record else f"ID3 {head[:4].decode('latin-1')}")
        at = following
    yield Span(at, end, Content.METADATA, "ID3")
