"""The file of the window's choices: lines `key=value` in sections, as Qt's settings of version 0.1 wrote them.

It is read within bounds and written whole or not at all, which Qt's own way does not tell apart; and its folder may
have any name.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from verify.model import limits
from verify.store.folders import data_folder, is_there, open_regular, write_atomically

if TYPE_CHECKING:
    from verify.store.set_aside import UnusedFile

NAME: Final = "window.ini"

_GENERAL: Final = "General"  # the section of keys that have none
_SECTION: Final = re.compile(r"\[([\w/]+)\]")
_PIECE: Final = re.compile(r'\\x(?P<hex>[0-9A-Fa-f]+)|\\(?P<octal>[0-7]+)|\\(?P<one>.)|(?P<quote>")|(?P<plain>[^\\"]+)')
_ESCAPES: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_LAST_CHARACTER: Final = 0x10FFFF
_HEX: Final = frozenset("0123456789abcdefABCDEF")


def read() -> dict[str, str]:
    """Return every key with its value, `section/key`; what is not understood is left out. Nothing is raised."""
    values: dict[str, str] = {}
    section = ""
    for line in re.split("[\r\n]", _read_text(data_folder() / NAME)):
        heading = _SECTION.fullmatch(line.strip())
        if heading:
            section = "" if heading[1] == _GENERAL else f"{heading[1]}/"
            continue
        key, equals, value = line.partition("=")
        text = _unescape(value) if equals else None
        if text is not None:
            values[section + key.strip().replace("\\", "/")] = text
    return values


def set_aside_damaged() -> UnusedFile | None:
    """Set the file aside where it is no text at all, so that nothing of it is lost when choices are written."""
    path = data_folder() / NAME
    content = None
    with contextlib.suppress(OSError), open_regular(path) as file:
        content = file.read(limits.SETTINGS_BYTES + 1)
    if not is_there(path) if content is None else _is_text(content):
        return None
    from verify.store.set_aside import UnusedFile, reject

    return UnusedFile(path) if content is None else reject(path)


def write(values: Mapping[str, str]) -> None:
    """Write these keys and values and no others. Raises OSError; the file is then as it was.

    One that cannot be read is not replaced, since its choices would be lost.
    """
    from verify.model.forms import replace_surrogates

    path = data_folder() / NAME
    with contextlib.suppress(FileNotFoundError):
        open_regular(path).close()
    sections: dict[str, list[str]] = {_GENERAL: []}
    for key, value in sorted(values.items()):
        section, _, name = key.partition("/") if "/" in key else (_GENERAL, "", key)
        sections.setdefault(section, []).append(f'{name.replace("/", chr(92))}="{_escape(value)}"\n')
    text = "\n".join(f"[{section}]\n{''.join(lines)}" for section, lines in sections.items() if lines)
    write_atomically(path, replace_surrogates(text).encode())


def _read_text(path: Path) -> str:
    try:
        with open_regular(path) as file:
            return file.read(limits.SETTINGS_BYTES).decode("utf-8-sig", "replace")
    except OSError:  # none, or none that can be read: nothing was chosen
        return ""


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return len(content) <= limits.SETTINGS_BYTES and b"\0" not in content


def _unescape(value: str) -> str | None:
    """Return the text of a value; None where it is a list or a value of another kind."""
    pieces: list[str] = []
    is_quoted = False
    for match in _PIECE.finditer(value.strip(" \t")):
        kind, piece = match.lastgroup, match.group(match.lastgroup or 0)
        if kind == "quote":
            is_quoted = not is_quoted
        elif kind == "plain":
            if "," in piece and not is_quoted:
                return None
            pieces.append(piece)
        elif kind == "one":
            pieces.append(_ESCAPES.get(piece, piece))
        else:
            number = int(piece[:8], 16 if kind == "hex" else 8)
            pieces.append(chr(number) if number <= _LAST_CHARACTER else "\ufffd")
    # Qt writes what lies beyond 16 bits as a pair
    text = "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if text.startswith("@"):
        return text[1:] if text.startswith("@@") else None
    return text


def _escape(value: str) -> str:
    pieces: list[str] = ["@"] if value.startswith("@") else []
    after_number = False  # then a digit would be taken for a part of it
    for character in value:
        is_number = not character.isprintable() or (after_number and character in _HEX)
        if is_number:
            pieces.append("".join(f"\\x{unit:x}" for unit in _list_units(character)))
        else:
            pieces.append(f"\\{character}" if character in '\\"' else character)
        after_number = is_number
    return "".join(pieces)


def _list_units(character: str) -> memoryview:
    return memoryview(character.encode("utf-16-le", "surrogatepass")).cast("H")
