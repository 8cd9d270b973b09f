"""Compares the results in a pack with those of a new check of the originals: by code, never by words.

It finds originals by their SHA-256 and judges nothing itself.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from verify.features.packs import archive
from verify.features.packs.layout import FACTS, REPORTS, SCHEMA, PackError, PackProblem
from verify.model import limits
from verify.workers.protocol.earlier_schemas import upgrade

Codes = dict[tuple[str, str], str]  # (what is compared, its code or nothing) → value

_MEMORY: Final = "memory."  # what one computer remembers, another one need not
_VERDICT: Final = ("conclusion", "standing", "origin", "edits", "by")
_FOUND: Final = "found"


@dataclass(frozen=True, slots=True)
class Past:
    """One file as a pack tells of it."""

    path: str
    name: str
    size: int
    sha256: str
    results: Codes
    circumstances: Codes


@dataclass(frozen=True, slots=True)
class Kept:
    """What a pack holds to compare with. `readers` and `deep` are how the files were checked."""

    files: tuple[Past, ...]
    readers: tuple[str, ...] = ()
    deep: bool = False
    left: int = 0  # files that the pack leaves out


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` and `code` name a value; `then` and `now` are empty where there was or is none."""

    what: str
    code: str
    then: str
    now: str


def kept(path: Path) -> Kept:
    """Reads a pack's results. Raises PackError; nothing in the pack is trusted to be well made."""
    try:
        with archive.opened(path) as store:
            facts = json.loads(archive.read(store, FACTS, limits.PACK_FACTS_BYTES))
            if not isinstance(facts, dict) or facts.get("schema") != SCHEMA:
                raise PackError(PackProblem.NOT_A_PACK, str(path))
            settings = _object(facts, "settings")
            files = tuple(_past(_parsed(line)) for line in _lines(store))
            if not files:
                raise PackError(PackProblem.NOT_A_PACK, str(path))
            readers = tuple(name for name in _list(settings, "readers") if isinstance(name, str))
            left = sum(_count(item) for item in _objects(facts, "left_out"))
            return Kept(files, readers, settings.get("deep") is True, left)
    except (ValueError, RecursionError) as error:
        raise PackError(PackProblem.NOT_A_PACK, str(path)) from error
    except PackError as error:
        if error.problem is PackProblem.NOT_READABLE and error.detail in (FACTS, REPORTS):
            raise PackError(PackProblem.NOT_A_PACK, str(path)) from error
        raise


def results(report: Mapping[str, Any]) -> Codes:
    """What a report, as the public document, says of its file: the values that must not differ."""
    verdict, record = _object(report, "verdict"), _object(report, "record")
    found: Codes = {(name, ""): _text(verdict, name) for name in _VERDICT}
    found["record", ""] = _text(record, "state")
    found["problem", ""] = _text(_object(report, "file"), "problem")
    found |= {("alarm", str(code)): _FOUND for code in _list(verdict, "alarms")}
    found |= {("record_code", str(code)): _FOUND for code in _list(record, "codes")}
    findings = Counter(
        " · ".join(filter(None, (_text(item, "code"), _text(item, "claim"), _text(item, "strength"))))
        for item in _objects(report, "findings")
        if not _text(item, "code").startswith(_MEMORY)
    )
    found |= {("finding", code): _FOUND if count == 1 else f"{_FOUND} × {count}" for code, count in findings.items()}
    for item in _objects(report, "readings"):
        looked = "looked" if item.get("looked") is True else ""
        found["reader", _text(item, "reader")] = " · ".join(filter(None, (looked, _text(item, "problem"))))
    return {key: value for key, value in found.items() if value}


def circumstances(report: Mapping[str, Any]) -> Codes:
    """How a report came about: what may explain why results differ."""
    run = _object(report, "run")
    found: Codes = {(name, ""): _text(run, name) for name in ("whence", "rubric")}
    found["network", ""] = str(run.get("network") is True).lower()
    found |= {("engine", str(name)): str(version) for name, version in _object(run, "engines").items()}
    found |= {("list", _text(item, "name")): _text(item, "date") for item in _objects(run, "lists")}
    return {key: value for key, value in found.items() if value}


def differences(then: Codes, now: Codes) -> tuple[Difference, ...]:
    """Every value that is not the same."""
    keys = sorted(then.keys() | now.keys())
    return tuple(
        Difference(what, code, then.get((what, code), ""), now.get((what, code), ""))
        for what, code in keys
        if then.get((what, code)) != now.get((what, code))
    )


def find(wanted: Iterable[Past], candidates: Iterable[Path]) -> dict[str, Path]:
    """SHA-256 → a file with that content, among `candidates`. Only files of a wanted size are read."""
    sizes: dict[int, set[str]] = {}
    for past in wanted:
        if past.sha256:
            sizes.setdefault(past.size, set()).add(past.sha256)
    found: dict[str, Path] = {}
    for path in candidates:
        digest = _digest(path, sizes)
        if digest:
            found.setdefault(digest, path)
    return found


def _digest(path: Path, sizes: Mapping[int, set[str]]) -> str:
    """The SHA-256 of a file that is of a wanted size and content; else nothing."""
    try:
        if not path.is_file() or path.stat().st_size not in sizes:
            return ""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
    return digest if any(digest in wanted for wanted in sizes.values()) else ""


def _past(report: Mapping[str, Any]) -> Past:
    report = upgrade(report)
    file = _object(report, "file")
    size = file.get("size")
    return Past(
        _text(file, "path"),
        _text(file, "name"),
        size if isinstance(size, int) else 0,
        _text(file, "sha256"),
        results(report),
        circumstances(report),
    )


def _lines(store: archive.Store) -> Iterator[bytes]:
    """The lines of the reports, one in memory at a time."""
    unread = bytearray()
    count = 0
    for piece in store.pieces(REPORTS):
        unread += piece
        *whole, rest = unread.split(b"\n")
        unread = bytearray(rest)
        if len(unread) > limits.PACK_REPORT_BYTES or (count := count + len(whole)) > limits.PACK_FILES:
            raise PackError(PackProblem.TOO_LARGE, REPORTS)
        yield from (bytes(line) for line in whole)
    if unread:
        raise ValueError(REPORTS)


def _parsed(line: bytes) -> Mapping[str, Any]:
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError(REPORTS)  # noqa: TRY004 - what is wrong is the file
    return value


def _object(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _objects(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [item for item in _list(value, key) if isinstance(item, dict)]


def _list(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _count(item: Mapping[str, Any]) -> int:
    """How many files one entry of what was left out stands for: at least one."""
    number = item.get("number")
    return min(max(1, number), limits.PACK_FACTS_BYTES) if isinstance(number, int) else 1


def _text(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""
