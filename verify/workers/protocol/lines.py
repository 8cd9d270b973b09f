"""One JSON object a line, in plain ASCII: bounded before it is parsed, and nothing in it stands twice.

It refuses what is too long, too deep or too finely cut to be held in memory.
"""

from __future__ import annotations

import binascii
import json
import os
import re
from typing import Final

from verify.model import limits

_TEXT: Final = re.compile(b'"[^"]*"')  # once no quote within a text is left


class WireError(Exception):
    """A line or a value that is not what it claims to be. The message quotes nothing of it but key names of ours."""


def encode_line(data: object) -> bytes:
    """Encode `data` as one JSON line in ASCII with its line end, bytes in it as base64.

    Raises WireError where it would be longer than a reader accepts.
    """
    attached: list[bytes] = []
    mark = ""

    def attach(value: object) -> str:
        nonlocal mark
        if not isinstance(value, bytes):
            raise TypeError("only bytes are attached")
        attached.append(value)
        # JSON's writer would look at every character of a picture: it gets a mark that no text can guess instead
        mark = mark or os.urandom(16).hex()
        return mark

    try:
        text = json.dumps(data, separators=(",", ":"), allow_nan=False, default=attach).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise WireError("cannot be written as JSON") from error
    pieces = text.split(mark.encode("ascii")) if mark else [text]
    values = (binascii.b2a_base64(value, newline=False) for value in attached)
    line = b"".join((pieces[0], *(part for pair in zip(values, pieces[1:], strict=True) for part in pair), b"\n"))
    _refuse_large(line)
    return line


def decode_line(line: bytes) -> dict[str, object]:
    """Parse the JSON object of one line, bounded in bytes and pieces; no NaN, no key twice, an object at the top."""
    _refuse_large(line)
    try:
        data = _DECODER.decode(line.decode("ascii"))
    except WireError:
        raise
    except (ValueError, RecursionError, MemoryError) as error:
        raise WireError("not a line of JSON") from error
    if not isinstance(data, dict):
        raise WireError("not a JSON object")
    return data


def _refuse_large(line: bytes) -> None:
    if len(line) > limits.LINE_BYTES:
        raise WireError("line too long")
    # short lines of brackets become large lists: bounded before they are parsed
    if count_pieces(line) > limits.LINE_PIECES:
        raise WireError("line of too many pieces")


def count_pieces(line: bytes) -> int:
    """Return how many values a text of JSON may hold, which tells what it becomes in memory; it is not parsed.

    Commas and brackets within texts count only where that cannot matter: a file may be full of them.
    """
    count = _count_marks(line)
    if count <= limits.LINE_PIECES:
        return count
    if line.count(b'"') > 4 * limits.LINE_PIECES:  # two of a key, two of its value: then there are too many as well
        return count
    return _count_marks(_TEXT.sub(b"", line.replace(b"\\\\", b"").replace(b'\\"', b"")))


def _count_marks(line: bytes) -> int:
    return 1 + sum(line.count(mark) for mark in (b",", b"[", b"{"))


def _build_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise WireError("a key stands twice")
    return members


def _refuse_constant(_name: str) -> object:
    raise WireError("not a finite number")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_build_object, parse_constant=_refuse_constant)
