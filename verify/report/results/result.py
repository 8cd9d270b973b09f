"""One result out of a public document, as the table and the summary of many results show it.

Documents may have been written by anybody: every value is held to its type, and every text bounded and made visible.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from verify.model import Problem
from verify.model.forms import is_time
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

Document = Mapping[str, object]

_CELL_CHARACTERS: Final = 8_000  # as in the table of comma-separated values
_ENTRIES: Final = 1_000  # of one list
_LARGEST: Final = 2**63 - 1  # of a whole number in a column
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNKNOWN_NS: Final = -1  # the time of a file that could not be asked for it
_GENERATOR_FACTS: Final = ("generator", "agent", "scheme")  # facts, the most telling first


class Result(Struct, frozen=True):
    """What a document says in short. Every text is plain; nothing stands for what was not said."""

    name: str
    path: str
    size: int | None
    sha256: str
    media_type: str
    modified: datetime | None  # as the file system said when the file was checked
    checked_at: datetime | None
    headline: str
    answer: str
    standing_words: str
    conclusion: str
    standing: str
    origin: str
    edits: str
    alarms: tuple[str, ...]
    by: str
    record: str
    record_codes: tuple[str, ...]
    findings: tuple[str, ...]
    problem: str
    not_checked: tuple[str, ...]
    whence: str
    rubric: str
    lists: tuple[str, ...]
    fetched_from: str
    fetched_at: datetime | None
    signer: str  # of the active manifest, as its certificate names it
    generator: str  # as a finding names it that carries the answer or is more than a hint


def read_result(document: Document, translator: Translator) -> Result:
    """Read a document of the schema that is written today. Raises ValueError where it has none of its parts."""
    file, verdict, record = (_object(document, name) for name in ("file", "verdict", "record"))
    if not (file and verdict and record):
        raise ValueError("no report")
    run, source, fetched = _object(document, "run"), _object(document, "source"), _object(file, "fetched_from")
    headline, whom = _text(verdict, "headline"), _text(verdict, "according_to")
    problem = file.get("problem")
    findings = _objects(document, "findings")
    return Result(
        name=_text(file, "name"),
        path=_text(file, "path"),
        size=_whole(file.get("size")),
        sha256=_text(file, "sha256"),
        media_type=_text(file, "media_type"),
        modified=_moment_of_ns(source.get("modified_ns")),
        checked_at=_moment(run.get("checked_at")),
        headline=headline,
        answer=" · ".join(filter(None, (headline, whom))),
        standing_words=_text(verdict, "standing_words"),
        conclusion=_text(verdict, "conclusion"),
        standing=_text(verdict, "standing"),
        origin=_text(verdict, "origin"),
        edits=_text(verdict, "edits"),
        alarms=_texts(verdict.get("alarms")),
        by=_text(verdict, "by"),
        record=_text(record, "state"),
        record_codes=_texts(record.get("codes")),
        findings=tuple(dict.fromkeys(_texts([finding.get("code") for finding in findings]))),
        problem=translator.text(f"commands.problems.{problem}") if problem in list(Problem) else _text(file, "problem"),
        not_checked=_texts(document.get("not_checked")),
        whence=_text(run, "whence"),
        rubric=_text(run, "rubric"),
        lists=_texts([f"{_text(one, 'name')} ({_text(one, 'date')})" for one in _objects(run, "lists")]),
        fetched_from=_text(fetched, "address"),
        fetched_at=_moment(fetched.get("at")),
        signer=_text(record, "signer"),
        generator=_find_generator(verdict.get("reasons"), findings),
    )


def _find_generator(reasons: object, findings: tuple[Document, ...]) -> str:
    """Return the generator, first by what carries the answer; what is only a hint names nobody here."""
    places = [at for at in reasons if type(at) is int and 0 <= at < len(findings)] if isinstance(reasons, list) else []
    others = (finding for finding in findings if finding.get("strength") != "hint")
    for finding in (*(findings[at] for at in places), *others):
        facts = _object(finding, "facts")
        named = next(filter(None, (_text(facts, name) for name in _GENERATOR_FACTS)), "")
        if named:
            return named
    return ""


def _object(document: Document, name: str) -> Document:
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def _objects(document: Document, name: str) -> tuple[Document, ...]:
    value = document.get(name)
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _text(document: Document, name: str) -> str:
    value = document.get(name)
    return plain(value, _CELL_CHARACTERS) if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list; where there are too many, the number of those left out stands at its end."""
    if not isinstance(value, list):
        return ()
    texts = [plain(one, _CELL_CHARACTERS) for one in value[:_ENTRIES] if isinstance(one, str)]
    return (*texts, f"…⟨+{len(value) - _ENTRIES}⟩") if len(value) > _ENTRIES else tuple(texts)


def _whole(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= _LARGEST else None


def _moment(value: object) -> datetime | None:
    """Return a moment, where its zone is told; a date alone is none."""
    if not isinstance(value, str) or not is_time(value) or "T" not in value:
        return None
    moment = datetime.fromisoformat(value)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else None
    except OverflowError:
        return None


def _moment_of_ns(value: object) -> datetime | None:
    if type(value) is not int or value == _UNKNOWN_NS:
        return None
    try:
        return _EPOCH + timedelta(microseconds=value // 1_000)
    except OverflowError:
        return None
