"""Asks the memory about a report, and keeps what was judged. What it adds are hints for people: the verdict of the
report is never touched, and nothing of what is remembered can change it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from verify.features.memory import compare as alike
from verify.features.memory.compare import Similarity
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores.opening import open_store
from verify.features.memory.stores.protocol import MemoryStore
from verify.features.memory.stores.server_errors import ServerError, ServerProblem
from verify.model import Conclusion, Finding, Imprint, Picture, Report, Standing
from verify.store.database_errors import DatabaseError, DatabaseProblem

Result = TypeVar("Result")

READER: Final = "memory"
MATCHES: Final = 3  # shown of one file
AWAY_SECONDS: Final = 60.0  # until a server that could not be asked is asked again

_MEDIA: Final = ("image/", "video/")
_VIEWS: Final = ("kept", "seen")
# what is told first: the answers that say most
_FIRST_STANDINGS: Final = (
    Standing.CONFIRMED,
    Standing.KNOWN,
    Standing.UNCONFIRMED,
    Standing.DECODED,
    Standing.STATED,
    Standing.BROKEN,
    Standing.ELSEWHERE,
)


class _Match(Struct, frozen=True):
    remembered: RememberedFile
    imprint: Imprint
    seen: Imprint
    similarity: Similarity | None  # None for the very same file


class Hints(Struct, frozen=True):
    """Findings of the kind `memory.…`, and the small pictures that they name."""

    findings: tuple[Finding, ...] = ()
    pictures: tuple[Picture, ...] = ()


class MemoryLookup:
    """The memory over one store."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def add_hints(self, report: Report) -> Report:
        """Return the report with what is remembered of its pictures; the report itself is remembered from now on."""
        hints = self.find_hints(report)
        return replace(
            report,
            findings=(*report.findings, *hints.findings),
            pictures=(*report.pictures, *hints.pictures),
            imprints=(),
        )

    def find_hints(self, report: Report) -> Hints:
        """Find hints to the pictures of a report in the memory, and remember the report from now on."""
        if report.file.problem is not None or not report.file.media_type.startswith(_MEDIA):
            return Hints()
        if not report.imprints:
            return Hints((Finding("memory.not_asked", READER),))
        matches = self._find_matches(report)
        self._store.keep(make_remembered_file(report), report.imprints)
        return Hints(
            tuple(_make_finding(match, number) for number, match in enumerate(matches)),
            tuple(view for number, match in enumerate(matches) for view in _make_views(match, number)),
        )

    def _find_matches(self, report: Report) -> list[_Match]:
        best: dict[tuple[str, str], _Match] = {}
        for seen in report.imprints:
            for remembered, imprint in self._store.find_near(seen):
                key = (remembered.archive, remembered.sha256)
                if remembered.sha256 == report.file.sha256:
                    if remembered.archive:  # what was checked here itself has the same answer again
                        best.setdefault(key, _Match(remembered, imprint, seen, None))
                    continue
                similarity = alike.compare(imprint, seen)
                if similarity is not None and (key not in best or _agreement_of(best[key]) < similarity.agreement):
                    best[key] = _Match(remembered, imprint, seen, similarity)
        order = sorted(best.values(), key=lambda match: (_rank(match.remembered), -_agreement_of(match)))
        telling = [
            match for match in order if match.remembered.standing in _FIRST_STANDINGS or match.similarity is None
        ]
        return (telling or order)[:MATCHES]


def _agreement_of(match: _Match) -> float:
    return match.similarity.agreement if match.similarity else 1.0


def _rank(remembered: RememberedFile) -> int:
    known = (
        _FIRST_STANDINGS.index(remembered.standing)
        if remembered.standing in _FIRST_STANDINGS
        else len(_FIRST_STANDINGS)
    )
    return known + (len(_FIRST_STANDINGS) if remembered.conclusion is Conclusion.UNKNOWN else 0)


def make_remembered_file(report: Report) -> RememberedFile:
    """Return the entry of the memory for a report, without its imprints."""
    file, verdict = report.file, report.verdict
    active = report.record.active
    signer = verdict.by or (active.signer.name if active and active.signer else "")
    return RememberedFile(
        file.sha256, file.name, file.media_type, report.run.checked_at, verdict.conclusion, verdict.standing, signer
    )


def _make_finding(match: _Match, number: int) -> Finding:
    remembered = match.remembered
    facts = (
        ("name", remembered.name),
        ("checked_at", remembered.checked_at),
        ("conclusion", remembered.conclusion.value),
        ("standing", remembered.standing.value),
        ("signer", remembered.signer),
        ("archive", remembered.archive),
        ("share", f"{match.similarity.share * 100:.0f}" if match.similarity else ""),
        ("views", ",".join(_view_name(number, view) for view in _VIEWS)),
    )
    return Finding("memory.looks_like" if match.similarity else "memory.same_file", READER, facts=facts)


def _make_views(match: _Match, number: int) -> Iterator[Picture]:
    for view, imprint in zip(_VIEWS, (match.imprint, match.seen), strict=True):
        yield replace(imprint.picture, name=_view_name(number, view))


def _view_name(number: int, view: str) -> str:
    return f"{READER}.{number}.{view}"


class MemoryAccess:
    """The memory of this computer for one report after another, whatever becomes of its file: it never raises.

    `tell` hears what went wrong, each thing once. A damaged file is set aside and a new one begun; where the file
    cannot be used for another reason, it is left alone from then on. A server is asked again after a while.
    """

    def __init__(self, folder: Path, tell: Callable[[DatabaseError], None]) -> None:
        self._folder = folder
        self._tell = tell
        self._store: MemoryStore | None = None
        self._begun_anew = False
        self._given_up = False
        self._ask_again_at = 0.0  # of a server
        self._is_away = False

    def find_hints(self, report: Report) -> Hints:
        """Return what `MemoryLookup.find_hints` finds; no hints where the memory cannot be used."""
        return self._use(lambda memory: memory.find_hints(report), Hints())

    def add_hints(self, report: Report) -> Report:
        """Return the report with what is remembered of its pictures, or as it is where the memory cannot be used."""
        return self._use(lambda memory: memory.add_hints(report), report)

    def close(self) -> None:
        """Close the file, so that another process may forget all of it; the next question opens it again."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def _use(self, work: Callable[[MemoryLookup], Result], nothing: Result) -> Result:
        while not self._given_up and time.monotonic() >= self._ask_again_at:
            was_open = self._store is not None
            try:
                result = work(MemoryLookup(self._open()))
            except ServerError as error:
                self._take_server_error(error, was_open=was_open)
            except DatabaseError as error:
                self._take(error)
            except Exception:  # noqa: BLE001  (whatever is wrong with a memory, no report waits for it)
                self._take(DatabaseError(DatabaseProblem.FAILED, self._folder))
            else:
                self._is_away = False
                return result
        return nothing

    def _take_server_error(self, error: ServerError, *, was_open: bool) -> None:
        """Leave the server alone for a while, told of once; a connection that was lost between files is made anew."""
        self.close()
        if error.reason is ServerProblem.LOST and was_open:
            return
        self._ask_again_at = time.monotonic() + AWAY_SECONDS
        if not self._is_away:
            self._is_away = True
            self._tell(error)

    def _open(self) -> MemoryStore:
        if self._store is None:
            self._store = open_store(self._folder)
            if self._store.set_aside is not None:
                self._begun_anew = True
                self._tell(DatabaseError(DatabaseProblem.BROKEN, self._folder, self._store.set_aside))
        return self._store

    def _take(self, error: DatabaseError) -> None:
        self.close()
        self._given_up = error.set_aside is None or self._begun_anew  # a new one that breaks at once tells of the disk
        self._begun_anew = True
        self._tell(error)
