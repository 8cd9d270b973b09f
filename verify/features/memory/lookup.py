"""Asks the memory about a report, and keeps what was judged. What it adds are hints for people: the verdict of the
report is never touched, and nothing of what is remembered can change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from verify.features.memory import compare as alike
from verify.features.memory.compare import Alike
from verify.features.memory.schema import Kept
from verify.features.memory.store import MemoryStore
from verify.model import Conclusion, Finding, Imprint, Picture, Report, Standing

READER: Final = "memory"
MATCHES: Final = 3  # shown of one file

_MEDIA: Final = ("image/", "video/")
_VIEWS: Final = ("kept", "seen")
# what is told first: the answers that say most
_TOLD_FIRST: Final = (
    Standing.CONFIRMED,
    Standing.KNOWN,
    Standing.UNCONFIRMED,
    Standing.DECODED,
    Standing.STATED,
    Standing.BROKEN,
    Standing.ELSEWHERE,
)


@dataclass(frozen=True, slots=True)
class _Match:
    kept: Kept
    imprint: Imprint
    seen: Imprint
    alike: Alike | None  # None for the very same file


@dataclass(frozen=True, slots=True)
class Hints:
    """Findings of the kind `memory.…`, and the small pictures that they name."""

    findings: tuple[Finding, ...] = ()
    pictures: tuple[Picture, ...] = ()


class Remembering:
    """The memory over one store."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def judged(self, report: Report) -> Report:
        """The report with what is remembered of its pictures; the report itself is remembered from now on."""
        found = self.hints(report)
        return replace(
            report,
            findings=(*report.findings, *found.findings),
            pictures=(*report.pictures, *found.pictures),
            imprints=(),
        )

    def hints(self, report: Report) -> Hints:
        """What is remembered of the pictures of a report; the report itself is remembered from now on."""
        if report.file.problem is not None or not report.file.media_type.startswith(_MEDIA):
            return Hints()
        if not report.imprints:
            return Hints((Finding("memory.not_asked", READER),))
        matches = self._matches(report)
        self._store.keep(kept_of(report), report.imprints)
        return Hints(
            tuple(_finding(match, number) for number, match in enumerate(matches)),
            tuple(view for number, match in enumerate(matches) for view in _views(match, number)),
        )

    def _matches(self, report: Report) -> list[_Match]:
        best: dict[tuple[str, str], _Match] = {}
        for seen in report.imprints:
            for kept, imprint in self._store.near(seen):
                key = (kept.archive, kept.sha256)
                if kept.sha256 == report.file.sha256:
                    if kept.archive:  # what was checked here itself has the same answer again
                        best.setdefault(key, _Match(kept, imprint, seen, None))
                    continue
                found = alike.compared(imprint, seen)
                if found is not None and (key not in best or _agreement(best[key]) < found.agreement):
                    best[key] = _Match(kept, imprint, seen, found)
        order = sorted(best.values(), key=lambda match: (_rank(match.kept), -_agreement(match)))
        telling = [match for match in order if match.kept.standing in _TOLD_FIRST or match.alike is None]
        return (telling or order)[:MATCHES]


def _agreement(match: _Match) -> float:
    return match.alike.agreement if match.alike else 1.0


def _rank(kept: Kept) -> int:
    known = _TOLD_FIRST.index(kept.standing) if kept.standing in _TOLD_FIRST else len(_TOLD_FIRST)
    return known + (len(_TOLD_FIRST) if kept.conclusion is Conclusion.UNKNOWN else 0)


def kept_of(report: Report) -> Kept:
    """What is remembered of a report beside what its pictures look like."""
    file, verdict = report.file, report.verdict
    active = report.record.active
    signer = verdict.by or (active.signer.name if active and active.signer else "")
    return Kept(
        file.sha256, file.name, file.media_type, report.run.checked_at, verdict.conclusion, verdict.standing, signer
    )


def _finding(match: _Match, number: int) -> Finding:
    kept = match.kept
    facts = (
        ("name", kept.name),
        ("checked_at", kept.checked_at),
        ("conclusion", kept.conclusion.value),
        ("standing", kept.standing.value),
        ("signer", kept.signer),
        ("archive", kept.archive),
        ("share", f"{match.alike.share * 100:.0f}" if match.alike else ""),
        ("views", ",".join(_view_name(number, view) for view in _VIEWS)),
    )
    return Finding("memory.looks_like" if match.alike else "memory.same_file", READER, facts=facts)


def _views(match: _Match, number: int) -> Iterator[Picture]:
    for view, imprint in zip(_VIEWS, (match.imprint, match.seen), strict=True):
        yield replace(imprint.picture, name=_view_name(number, view))


def _view_name(number: int, view: str) -> str:
    return f"{READER}.{number}.{view}"


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Remembering, Path | None]]:
    """The memory of this computer, for one thread, and where a broken one was set aside that lay in its place.

    Raises DatabaseError.
    """
    with MemoryStore(folder) as store:
        yield Remembering(store), store.set_aside
