"""The names of the files that every pack has, its manifest, and why a pack cannot be made or read.

The manifest is the SHA-256 of each file, a line each, as `sha256sum -c` reads them. Its last line, a comment, is the
SHA-256 of the lines above it: the pack's number, which stands for the whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from verify.model.errors import ProblemError

SCHEMA: Final = "whence.pack/1"

README: Final = "README.txt"
PAGE: Final = "report.html"
PRINT: Final = "report.pdf"
APPENDIX: Final = "appendix.pdf"
TABLE: Final = "report.csv"
REPORTS: Final = "reports.jsonl"
FACTS: Final = "pack.json"
MANIFEST: Final = "manifest.sha256"

# 80 bits: to make another pack of the same digits is beyond anybody who would forge one
_SPOKEN_DIGITS: Final = 20
_GROUP_DIGITS: Final = 4
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]{1,200})")


class PackProblem(StrEnum):
    """Why there is no pack, or why it cannot be read."""

    NOTHING = "nothing"  # no file to make one of
    TOO_MANY = "too_many"
    EXISTS = "exists"
    FULL = "full"
    NOT_WRITABLE = "not_writable"
    NOT_FOUND = "not_found"
    NOT_READABLE = "not_readable"
    NOT_A_FILE = "not_a_file"  # a pipe, a device or a socket
    CRASHED = "crashed"  # the process that read it ended
    NOT_A_PACK = "not_a_pack"
    TOO_LARGE = "too_large"


class PackError(ProblemError[PackProblem]):
    """Nothing was made or read; `problem` says why, `detail` names the file or folder."""


def record_name(number: int) -> str:
    """Return the name, in a pack, of the raw record of file `number`."""
    return f"records/{number:04}.json"


def picture_name(number: int) -> str:
    """Return the name, in a pack, of the small picture of file `number`."""
    return f"pictures/{number:04}.jpg"


def shorten_number(number: str) -> str:
    """Return the first digits of a pack's number in groups, to be read out; the whole number says more."""
    digits = number[:_SPOKEN_DIGITS]
    return " ".join(digits[at : at + _GROUP_DIGITS] for at in range(0, len(digits), _GROUP_DIGITS))


def write_manifest(sums: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the manifest of name → SHA-256, and the pack's number."""
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode("ascii")
    number = hashlib.sha256(lines).hexdigest()
    return lines + f"# sha256 of the lines above: {number}\n".encode("ascii"), number


def read_manifest(manifest: bytes) -> tuple[dict[str, str], str]:
    """Return name → SHA-256, and the pack's number, which is empty where the manifest is not as it was written.

    What can still be made out of a damaged manifest is given all the same.
    """
    text = manifest.decode("ascii", "replace")
    sums = {match[2]: match[1] for line in text.split("\n") if (match := _LINE.fullmatch(line))}
    whole, number = write_manifest(sums)
    return sums, number if whole == manifest else ""
