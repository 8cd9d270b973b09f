"""Take single ID3v2 frames apart into texts: what each kind of frame holds before its value (id3v2.4.0-frames, 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection import text as texts
from verify.inspection.containers.base import Part, PartKind, make_file, make_note, make_record, make_text_or_note
from verify.model import limits

# by the frame's first byte; Latin-1 is left open, since writers put their own code page there
_ENCODINGS: Final = {0: "", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
_RECORDS: Final = (b"application/c2pa", b"application/x-c2pa-manifest-store")
_VALUES: Final = 100  # of one text frame
_PICTURE_WORDS_BYTES: Final = 4 * limits.KIB  # of the description before an attached picture
_LINK: Final = b"-->"  # in place of a media type: an address follows, and no picture


class Frame(Struct, frozen=True):
    """A frame under its four letters, unwrapped."""

    name: bytes
    data: bytes
    offset: int
    where: str


def walk_frame(frame: Frame) -> Iterator[Part]:
    """Yield the texts of one frame; a note where it holds a picture or bytes."""
    name, data = frame.name, frame.data
    key = f"id3:{name.decode('latin-1').strip()}"
    if name in (b"TXXX", b"WXXX"):
        description, value = _split(data[:1], data[1:])
        encoding = data[:1] if name == b"TXXX" else b"\x00"
        yield _make_text(frame, _join_key(key, _decode(data[:1], description)), encoding, value)
    elif name in (b"COMM", b"USLT"):  # three letters of language, then a description
        description, value = _split(data[:1], data[4:])
        yield _make_text(frame, _join_key(key, _decode(data[:1], description)), data[:1], value)
    elif name[:1] == b"T" or name in (b"IPLS", b"GRP1", b"MVNM", b"MVIN"):
        rest = data[1:]
        for _ in range(_VALUES):
            value, rest = _split(data[:1], rest)
            if value.strip(b"\x00") or not rest:
                yield _make_text(frame, key, data[:1], value)
            if not rest.strip(b"\x00"):
                return
    elif name[:1] == b"W":
        yield _make_text(frame, key, b"\x00", data.partition(b"\x00")[0])
    elif name == b"PRIV":
        yield from _walk_private(frame, key)
    elif name == b"GEOB":
        yield from _walk_object(frame, key)
    elif name in (b"APIC", b"PIC"):
        yield make_note("id3:APIC", f"(picture, {len(data)} bytes)", frame.offset, frame.where)
        yield from _walk_picture(frame)
    elif name == b"UFID":
        owner, _, value = data.partition(b"\x00")
        yield make_text_or_note(_join_key(key, texts.decode(owner)), value, len(value), frame.offset, frame.where)
    elif name[:1] == b"X":
        yield make_text_or_note(key, data, len(data), frame.offset, frame.where)


def _join_key(key: str, description: str) -> str:
    return f"{key}:{description}" if description else key


def _split(encoding: bytes, data: bytes) -> tuple[bytes, bytes]:
    """Split at the terminator: two NULs on an even place for UTF-16, else one."""
    if encoding not in (b"\x01", b"\x02"):
        before, _, rest = data.partition(b"\x00")
        return before, rest
    at = data.find(b"\x00\x00")
    while at % 2 and at >= 0:
        at = data.find(b"\x00\x00", at + 1)
    return (data, b"") if at < 0 else (data[:at], data[at + 2 :])


def _decode(encoding: bytes, data: bytes) -> str:
    if encoding == b"\x01":
        return texts.decode_wide(data)
    return texts.decode(data, _ENCODINGS.get(encoding[0] if encoding else 0, ""))


def _make_text(frame: Frame, key: str, encoding: bytes, value: bytes) -> Part:
    if encoding in (b"\x01", b"\x02"):
        text = _decode(encoding, value)
        return Part(PartKind.TEXT, frame.offset, text.encode("utf-8", "replace"), frame.where, key, "utf-8")
    return Part(
        PartKind.TEXT, frame.offset, value, frame.where, key, _ENCODINGS.get(encoding[0] if encoding else 0, "")
    )


def _walk_private(frame: Frame, key: str) -> Iterator[Part]:
    owner, _, value = frame.data.partition(b"\x00")
    if owner == b"XMP":
        yield Part(PartKind.XMP, frame.offset, value, frame.where)
    else:
        yield make_text_or_note(_join_key(key, texts.decode(owner)), value, len(value), frame.offset, frame.where)


def _walk_picture(frame: Frame) -> Iterator[Part]:
    """Walk an attached picture: its media type (in 2.2 three letters), its kind, a description, then the picture."""
    if frame.name == b"PIC":
        kind, rest = frame.data[1:4], frame.data[4:]
    else:
        kind, _, rest = frame.data[1:].partition(b"\x00")
    words = rest[1 : 1 + _PICTURE_WORDS_BYTES]
    description, behind = _split(frame.data[:1], words)
    picture = behind + rest[1 + len(words) :]
    if behind and kind != _LINK:
        name = _decode(frame.data[:1], description)
        yield make_file(name, picture, frame.offset, f"picture in {frame.where}")


def _walk_object(frame: Frame, key: str) -> Iterator[Part]:
    """Walk a general object: its media type, a file name, a description, then any bytes."""
    kind, _, rest = frame.data[1:].partition(b"\x00")
    if kind in _RECORDS:
        yield make_record(frame.offset, frame.where)
        return
    name, rest = _split(frame.data[:1], rest)
    description, value = _split(frame.data[:1], rest)
    if value[4:8] == b"jumb" and b"c2pa" in value[8:64]:  # a manifest store under another media type
        yield make_record(frame.offset, frame.where, misplaced=True)
    descriptions = (texts.decode(kind), _decode(frame.data[:1], name), _decode(frame.data[:1], description))
    words = ", ".join(word for word in (*descriptions, f"{len(value)} bytes") if word)
    yield make_note(key, words, frame.offset, frame.where)
