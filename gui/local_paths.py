"""From addresses to names of files, byte by byte: where Qt puts U+FFFD for what is no text, it names another file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QUrl

FILE: Final = b"file:"

_LOST: Final = re.compile("\ufffd+")  # however many Qt puts for what it cannot read
_NAMES: Final = 100_000  # of one folder that are compared


def read_address(address: bytes) -> str:
    """Return the path of a `file:` address (RFC 8089); empty for any other."""
    if address[: len(FILE)].lower() != FILE:
        return ""
    if sys.platform == "win32":
        return QUrl.fromEncoded(address).toLocalFile()
    rest = re.split(rb"[?#]", address[len(FILE) :], maxsplit=1)[0]
    host = b""
    if rest.startswith(b"//"):
        host, slash, rest = rest[2:].partition(b"/")
        rest = slash + rest
    path = unquote_to_bytes(rest)
    if host and host.lower() != b"localhost":
        path = b"//" + host + path  # a share, as Qt names it
    return os.fsdecode(path)


def read_chosen(path: str, urls: Iterable[QUrl]) -> str:
    """Return the file that a dialog named as `path`, and in one of `urls`; empty where it may be several."""
    if "\ufffd" not in path:
        return path
    addresses = [url.toEncoded().data() for url in urls if url.toLocalFile() == path]
    return read_address(bytes(addresses[0])) if len(addresses) == 1 else find_lost_name(path)


def read_place(path: str) -> str:
    """Return where a dialog wants something saved: its folder is there, and its name is what a person typed."""
    folder = find_lost_name(os.path.dirname(path))  # noqa: PTH120 - names stay as given
    return os.path.join(folder, os.path.basename(path)) if folder else ""  # noqa: PTH118, PTH119


def find_lost_name(path: str) -> str:
    """Return the one file that Qt means by a path in which it lost bytes; empty where it may mean several.

    A path without U+FFFD, or like no file that is there, is what it says.
    """
    if "\ufffd" not in path:
        return path
    paths = [Path(path).anchor or "."]
    for part in Path(path).relative_to(Path(path).anchor).parts:
        paths = [os.path.join(folder, name) for folder in paths for name in _list_alike(folder, part)]  # noqa: PTH118
    if len(paths) > 1:
        return ""
    return paths[0] if paths else path


def _list_alike(folder: str, part: str) -> list[str]:
    """Return the names in a folder for which Qt says `part`."""
    if "\ufffd" not in part:
        return [part]
    wanted = _LOST.sub("\ufffd", part)
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(_NAMES), entries, strict=False):
                said = os.fsencode(entry.name).decode("utf-8", "replace")
                if _LOST.sub("\ufffd", said) == wanted:
                    names.append(entry.name)
    except OSError:
        return []
    return names
