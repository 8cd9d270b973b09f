"""The names of the files that every pack has, and why one cannot be made or read."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from verify.model.errors import ProblemError

SCHEMA: Final = "whence.pack/1"

README: Final = "README.txt"
PAGE: Final = "report.html"
PRINT: Final = "report.pdf"
TABLE: Final = "report.csv"
REPORTS: Final = "reports.jsonl"
FACTS: Final = "pack.json"
MANIFEST: Final = "manifest.sha256"


class PackProblem(StrEnum):
    """Why there is no pack, or why it cannot be read."""

    NOTHING = "nothing"  # no file to make one of
    TOO_MANY = "too_many"
    EXISTS = "exists"
    FULL = "full"
    NOT_WRITABLE = "not_writable"
    NOT_FOUND = "not_found"
    NOT_READABLE = "not_readable"
    NOT_A_PACK = "not_a_pack"
    TOO_LARGE = "too_large"


class PackError(ProblemError[PackProblem]):
    """Nothing was made or read; `problem` says why, `detail` names the file or folder."""


def record_name(number: int) -> str:
    """Return the name, in a pack, of the raw record of file `number`."""
    return f"records/{number:04}.json"


def picture_name(number: int) -> str:
    """Return the name, in a pack, of the small picture of file `number`."""
    return f"pictures/{number:04}.png"
