"""Native messaging, as Chromium and Firefox define it: a length in 4 bytes of the machine's order, then the JSON."""

from __future__ import annotations

import json
import struct
from typing import BinaryIO, Final

from verify.model import limits

_LENGTH: Final = struct.Struct("@I")
_ANSWER_BYTES: Final = 1024 * 1024  # more than that no browser takes


class FrameError(Exception):
    """What came is no message: the rest of the stream means nothing any more."""


def read_message(source: BinaryIO) -> dict[str, object] | None:
    """Read one message; None where the browser has ended the stream. Raises FrameError."""
    head = _read(source, _LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise FrameError("it ends within a length")
    (length,) = _LENGTH.unpack(head)
    if length > limits.BROWSER_MESSAGE_BYTES:
        raise FrameError("it is too long")
    content = _read(source, length)
    if len(content) < length:
        raise FrameError("it ends within a message")
    try:
        message = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FrameError("it is no JSON") from error
    if not isinstance(message, dict):
        raise FrameError("it is no object")
    return message


def write_message(out: BinaryIO, message: dict[str, object]) -> None:
    """Write one message. Raises OSError where the browser does not listen any more."""
    content = json.dumps(message).encode("ascii")
    if len(content) > _ANSWER_BYTES:
        raise ValueError("longer than a browser takes")
    out.write(_LENGTH.pack(len(content)) + content)
    out.flush()


def _read(source: BinaryIO, length: int) -> bytes:
    """Read `length` bytes, fewer only at the end; what a length promises is never reserved before it comes."""
    pieces = bytearray()
    while len(pieces) < length:
        piece = source.read(min(length - len(pieces), 64 * limits.KIB))
        if not piece:
            break
        pieces += piece
    return bytes(pieces)
