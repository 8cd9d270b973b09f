"""What can be compared: every picture of the file that is chosen, and the previews of the other files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from gui.compare.regions import regions_of_record
from gui.file_item import FileItem
from gui.viewer.versions import EXIF, PREVIEW, list_versions
from verify.model import Picture, RecordState
from verify.report.places import Mark
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_FILES = 500  # other files that are offered, the nearest on the list
_FILES_ON_DISK = 20  # the same where each report must be read from the disk first
_NAME_CHARACTERS = 80


class Candidate(Struct, frozen=True):
    """One picture under its name for people; pictures of other files are looked up when they are wanted."""

    name: str
    file: int  # the same for pictures of one file
    picture: Callable[[], Picture]
    state: RecordState | None = None  # of the record that holds it, if one does
    is_exif: bool = False
    marks: tuple[Mark, ...] = ()  # places in it that a record states


def list_candidates(
    current: FileItem | None, selection: Sequence[FileItem], entries: Sequence[FileItem], translator: Translator
) -> tuple[list[Candidate], int, int]:
    """Return what is offered, and the numbers of the two that are compared first.

    Two files that are chosen on the list are compared with each other; else the file with the first version of it.
    """
    candidates = _list_versions(current, translator) if current is not None else []
    others = [
        entry for entry in _list_nearest(current, entries) if entry is not current and _find_preview(entry) is not None
    ]
    places = {id(entry): len(candidates) + at for at, entry in enumerate(others)}
    candidates += [_make_other(entry) for entry in others]
    partner = next((places[id(entry)] for entry in selection if entry is not current and id(entry) in places), 1)
    return candidates, 0, min(partner, max(0, len(candidates) - 1))


def _list_versions(entry: FileItem, translator: Translator) -> list[Candidate]:
    return [
        Candidate(
            version.name,
            entry.number,
            _return_always(version.picture),
            version.state,
            version.picture.name == EXIF,
            regions_of_record(entry.report) if version.picture.name == PREVIEW else version.marks,
        )
        for version in list_versions(entry.report, translator)
    ]


def _make_other(entry: FileItem) -> Candidate:
    return Candidate(
        plain(entry.name, _NAME_CHARACTERS),
        entry.number,
        lambda: _find_preview(entry) or _NOTHING,
        marks=regions_of_record(entry.report),
    )


_NOTHING = Picture(PREVIEW, 1, 1, bytes(3))  # of a file that has gone from the list meanwhile


def _return_always(picture: Picture) -> Callable[[], Picture]:
    return lambda: picture


def _find_preview(entry: FileItem) -> Picture | None:
    return next((picture for picture in entry.report.pictures if picture.name == PREVIEW), None)


def _list_nearest(current: FileItem | None, entries: Sequence[FileItem]) -> Sequence[FileItem]:
    """Return the files around the current one, in the order of the list."""
    count = _FILES_ON_DISK if any(entry.row is not None for entry in entries) else _FILES
    if len(entries) <= count:
        return entries
    at = next((at for at, entry in enumerate(entries) if entry is current), 0)
    first = max(0, min(at - count // 2, len(entries) - count))
    return entries[first : first + count]
