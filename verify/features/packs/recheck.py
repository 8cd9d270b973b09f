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
class PackedFile:
    """One file as a pack tells of it."""

    path: str
    name: str
    size: int
    sha256: str
    results: Codes
    circumstances: Codes


@dataclass(frozen=True, slots=True)
class PackContents:
    """What a pack holds to compare with. `readers` and `deep` are how the files were checked."""

    files: tuple[PackedFile, ...]
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


def read_pack(path: Path) -> PackContents:
    """Read a pack's results. Raises PackError; nothing in the pack is trusted to be well made."""
    try:
        with archive.open_pack(path) as store:
            facts = json.loads(archive.read(store, FACTS, limits.PACK_FACTS_BYTES))
            if not isinstance(facts, dict) or facts.get("schema") != SCHEMA:
                raise PackError(PackProblem.NOT_A_PACK, str(path))
            settings = _member_object(facts, "settings")
            files = tuple(_load_file(_parse(line)) for line in _lines(store))
            if not files:
                raise PackError(PackProblem.NOT_A_PACK, str(path))
            readers = tuple(name for name in _member_list(settings, "readers") if isinstance(name, str))
            left = sum(_count(item) for item in _member_objects(facts, "left_out"))
            return PackContents(files, readers, settings.get("deep") is True, left)
    except (ValueError, RecursionError) as error:
        raise PackError(PackProblem.NOT_A_PACK, str(path)) from error
    except PackError as error:
        if error.problem is PackProblem.NOT_READABLE and error.detail in (FACTS, REPORTS):
            raise PackError(PackProblem.NOT_A_PACK, str(path)) from error
        raise


def extract_results(report: Mapping[str, Any]) -> Codes:
    """Extract the values of a public report that must not differ when its file is checked again."""
    verdict, record = _member_object(report, "verdict"), _member_object(report, "record")
    codes: Codes = {(name, ""): _member_text(verdict, name) for name in _VERDICT}
    codes["record", ""] = _member_text(record, "state")
    codes["problem", ""] = _member_text(_member_object(report, "file"), "problem")
    codes |= {("alarm", str(code)): _FOUND for code in _member_list(verdict, "alarms")}
    codes |= {("record_code", str(code)): _FOUND for code in _member_list(record, "codes")}
    findings = Counter(
        " · ".join(
            filter(None, (_member_text(item, "code"), _member_text(item, "claim"), _member_text(item, "strength")))
        )
        for item in _member_objects(report, "findings")
        if not _member_text(item, "code").startswith(_MEMORY)
    )
    codes |= {("finding", code): _FOUND if count == 1 else f"{_FOUND} × {count}" for code, count in findings.items()}
    for item in _member_objects(report, "readings"):
        looked = "looked" if item.get("looked") is True else ""
        codes["reader", _member_text(item, "reader")] = " · ".join(
            filter(None, (looked, _member_text(item, "problem")))
        )
    return {key: value for key, value in codes.items() if value}


def extract_circumstances(report: Mapping[str, Any]) -> Codes:
    """Extract the circumstances of a public report, which may explain why results differ."""
    run = _member_object(report, "run")
    codes: Codes = {(name, ""): _member_text(run, name) for name in ("whence", "rubric")}
    codes["network", ""] = str(run.get("network") is True).lower()
    codes |= {("engine", str(name)): str(version) for name, version in _member_object(run, "engines").items()}
    codes |= {
        ("list", _member_text(item, "name")): _member_text(item, "date") for item in _member_objects(run, "lists")
    }
    return {key: value for key, value in codes.items() if value}


def compare(then: Codes, now: Codes) -> tuple[Difference, ...]:
    """Compare two sets of codes and return every value that is not the same."""
    keys = sorted(then.keys() | now.keys())
    return tuple(
        Difference(what, code, then.get((what, code), ""), now.get((what, code), ""))
        for what, code in keys
        if then.get((what, code)) != now.get((what, code))
    )


def find_originals(wanted: Iterable[PackedFile], candidates: Iterable[Path]) -> dict[str, Path]:
    """Return SHA-256 → a file with that content, among `candidates`. Only files of a wanted size are read."""
    sizes: dict[int, set[str]] = {}
    for past in wanted:
        if past.sha256:
            sizes.setdefault(past.size, set()).add(past.sha256)
    originals: dict[str, Path] = {}
    for path in candidates:
        digest = _digest(path, sizes)
        if digest:
            originals.setdefault(digest, path)
    return originals


def _digest(path: Path, sizes: Mapping[int, set[str]]) -> str:
    """Return the SHA-256 of a file that is of a wanted size and content; else nothing."""
    try:
        if not path.is_file() or path.stat().st_size not in sizes:
            return ""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
    return digest if any(digest in wanted for wanted in sizes.values()) else ""


def _load_file(report: Mapping[str, Any]) -> PackedFile:
    report = upgrade(report)
    file = _member_object(report, "file")
    size = file.get("size")
    return PackedFile(
        _member_text(file, "path"),
        _member_text(file, "name"),
        size if isinstance(size, int) else 0,
        _member_text(file, "sha256"),
        extract_results(report),
        extract_circumstances(report),
    )


def _lines(store: archive.OpenPack) -> Iterator[bytes]:
    """Yield the lines of the reports, one in memory at a time."""
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


def _parse(line: bytes) -> Mapping[str, Any]:
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError(REPORTS)  # noqa: TRY004 - what is wrong is the file
    return value


def _member_object(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    member = value.get(key)
    return member if isinstance(member, dict) else {}


def _member_objects(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [item for item in _member_list(value, key) if isinstance(item, dict)]


def _member_list(value: Mapping[str, Any], key: str) -> list[Any]:
    member = value.get(key)
    return member if isinstance(member, list) else []


def _count(item: Mapping[str, Any]) -> int:
    """Return the number of files that one left-out entry stands for: at least one."""
    number = item.get("number")
    return min(max(1, number), limits.PACK_FACTS_BYTES) if isinstance(number, int) else 1


def _member_text(value: Mapping[str, Any], key: str) -> str:
    member = value.get(key)
    return member if isinstance(member, str) else ""
