"""Texts of a closed form: digests, times, media types and paths. Whatever crosses a border or comes out of a store is
held to the form that its field names, and all other texts to being text at all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

from msgspec import Struct

_SHA256: Final = re.compile("[0-9a-f]{64}")
_TIME: Final = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
_MEDIA_TYPE: Final = re.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}")
_BYTES: Final = "bytes:"  # no absolute path begins so
_LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class Form(Struct, frozen=True):
    """The form of a text, as its field's type names it by `Annotated`.

    `any_bytes`: the name of a file, in which a lone surrogate stands for a byte that is no text.
    """

    name: str
    fits: Callable[[str], bool]
    any_bytes: bool = False


def is_sha256(text: str) -> bool:
    """Return whether this is a SHA-256 in small hexadecimal digits, or empty where there is none."""
    return not text or _SHA256.fullmatch(text) is not None


def is_time(text: str) -> bool:
    """Return whether this is a date after ISO 8601, with a time or cut to its year, or empty where there is none."""
    if not text:
        return True
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def is_media_type(text: str) -> bool:
    """Return whether this is a media type without parameters (RFC 6838, 4.2), or empty where there is none."""
    return not text or _MEDIA_TYPE.fullmatch(text) is not None


def is_path(text: str) -> bool:
    """Return whether the system could be asked for a file of this name; its bytes need not be text."""
    try:
        os.fsencode(text)
    except ValueError:
        return False
    return True


def is_text(text: str) -> bool:
    """Return whether every character may stand in a text (Unicode, D92): no half of a surrogate pair by itself."""
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def replace_surrogates(text: str) -> str:
    """Return the text with U+FFFD for each lone surrogate, so that it can be written."""
    return _LONE_SURROGATES.sub("\ufffd", text)


def write_path(path: str) -> str:
    """Return a path as a text that `read_path` reads: itself, or its bytes percent-encoded where they are no text."""
    if is_text(path) and not path.startswith(_BYTES):
        return path
    return _BYTES + quote_from_bytes(os.fsencode(path))


def read_path(text: str) -> str:
    """Return the path that `write_path` wrote."""
    if not text.startswith(_BYTES):
        return text
    return os.fsdecode(unquote_to_bytes(text.removeprefix(_BYTES)))


Sha256 = Annotated[str, Form("a SHA-256", is_sha256)]
Time = Annotated[str, Form("a time", is_time)]
MediaType = Annotated[str, Form("a media type", is_media_type)]
PathText = Annotated[str, Form("a path", is_path, any_bytes=True)]
