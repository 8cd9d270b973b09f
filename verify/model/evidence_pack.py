"""What goes into an evidence pack, beside the reports themselves."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from verify.model.forms import PathText
from verify.model.report import Report


class PackItem(Struct, frozen=True):
    """One file of a pack. `modified` is the time in UTC that the file system gives, empty where it gives none."""

    report: Report
    modified: str = ""


class LeftReason(StrEnum):
    """Why a file that was meant to be in a pack is not."""

    PENDING = "pending"  # it waited or was being checked when the pack was made
    GONE = "gone"  # its kept report cannot be read any more
    LINK = "link"  # a link to a folder, which is not followed


class LeftOut(Struct, frozen=True):
    """One file, or `number` of them whose names are not known, of which a pack that was asked for it tells nothing."""

    path: PathText
    name: PathText
    reason: LeftReason
    number: int = 1


class PackSettings(Struct, frozen=True):
    """With which choices the files were checked, as far as no report says it."""

    readers: tuple[str, ...] = ()  # as they were asked for; empty: all
    deep: bool = False
    models: tuple[tuple[str, str], ...] = ()  # (name, SHA-256) of models that the user added


class Remark(Struct, frozen=True):
    """A note, or an entry of a case's custody: who said or did what, and when (ISO 8601 UTC).

    `sum` is the checksum over an entry and all before it; notes have none.
    """

    at: str
    by: str
    text: str
    sum: str = ""


class Pack(Struct, frozen=True):
    """All that goes into a pack. `title` is the name of the case that it was made of, or empty."""

    items: tuple[PackItem, ...]
    made_at: str  # ISO 8601 UTC
    note: str = ""
    by: str = ""  # who signs the note off, as typed
    settings: PackSettings = PackSettings()
    title: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[Remark, ...] = ()
    custody: tuple[Remark, ...] = ()
    left: tuple[LeftOut, ...] = ()
    appendix: bool = True  # with every detail of every file in print, too
