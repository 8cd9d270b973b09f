"""What a pack holds to compare with: how its files were checked, and for each the codes of its results.

Both are read in confined tasks, out of a zip or out of one file of a folder. Nothing in a pack is trusted to be well
made: a report that cannot be read costs that report.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Final

from msgspec import Struct
from msgspec.structs import replace

from verify.features.packs.ask import ask, open_source, refusing_like_packs
from verify.features.packs.layout import FACTS, REPORTS, SCHEMA, PackError, PackProblem
from verify.features.packs.open_pack import open_part, open_zip, read_pieces, read_whole
from verify.model import limits
from verify.model.forms import PathText, Sha256, is_path, is_sha256, replace_surrogates
from verify.workers.protocol import WireError, count_pieces, dump, encode_line, load
from verify.workers.protocol.earlier_schemas import upgrade

Code = tuple[str, str, str]  # what is compared, its code or nothing, its value
Codes = tuple[Code, ...]  # in order

FACTS_TASK: Final = "pack-facts"
REPORTS_TASK: Final = "pack-reports"

# what one computer remembers, another one need not; what issuers answered, nobody asks again
_UNREPEATED: Final = ("memory.", "record.revocation_", "record.revoked_later")
_VERDICT: Final = ("conclusion", "standing", "origin", "edits", "by")
_FOUND: Final = "found"
_LARGEST: Final = 2**63 - 1  # that a size can be


class PackedFile(Struct, frozen=True):
    """One file as a pack tells of it. `path` is empty where no path can be that one."""

    number: int  # of its report in the pack, from 1
    path: PathText
    name: PathText
    size: int
    sha256: Sha256  # empty where the pack has none
    results: Codes
    circumstances: Codes


class PackFacts(Struct, frozen=True):
    """What a pack says of itself: how its files were checked, how many it leaves out, and the paths of those in it.

    Reports are texts: where a name is none, they do not have all of its path.
    """

    readers: tuple[str, ...] = ()
    deep: bool = False
    left: int = 0
    paths: tuple[PathText, ...] = ()  # by the numbers of the reports


class PackReports(Struct, frozen=True):
    """The reports of a pack, and the numbers of those that could not be read."""

    files: tuple[PackedFile, ...]
    unread: tuple[int, ...] = ()


class PackContents(Struct, frozen=True):
    """What a pack holds to compare with; `facts` are None where they are too large to be read."""

    files: tuple[PackedFile, ...]
    unread: tuple[int, ...]
    facts: PackFacts | None


def read_pack(path: Path) -> PackContents:
    """Read a pack's results in confined tasks. Raises PackError."""
    try:
        said = _ask(FACTS_TASK, path, FACTS)
        facts = None if said is None else load(PackFacts, said)
        reports = load(PackReports, _ask(REPORTS_TASK, path, REPORTS))
        paths = facts.paths if facts else ()
        return PackContents(tuple(_with_whole_path(file, paths) for file in reports.files), reports.unread, facts)
    except WireError as error:
        raise PackError(PackProblem.CRASHED, str(path)) from error
    except PackError as error:
        raise PackError(error.problem, str(path)) from error


def _with_whole_path(file: PackedFile, paths: tuple[str, ...]) -> PackedFile:
    """Return the file with the path that the pack's facts give it, if only bytes that are no text make a difference."""
    path = paths[file.number - 1] if 0 < file.number <= len(paths) else ""
    if path == file.path or replace_surrogates(path) != file.path:
        return file
    return replace(file, path=path, name=os.path.basename(path) or file.name)  # noqa: PTH119 - a name may be anything


def _ask(task: str, path: Path, part: str) -> object:
    if not path.is_dir():
        with open_source(path) as source:
            return ask(task, source, {"zip": True})
    try:
        source = open_part(path, part)
    except PackError as error:
        raise PackError(PackProblem.NOT_A_PACK) from error
    with source:
        return ask(task, source, {"zip": False})


# -- in the confined task ------------------------------------------------------------------------------------------


def read_facts_task(source: BinaryIO, arguments: Mapping[str, object]) -> object:
    """Read what a pack says of itself: PackFacts, or None where that is too large to be read."""
    with refusing_like_packs():
        return _read_part(source, arguments, FACTS, _read_facts)


def read_reports_task(source: BinaryIO, arguments: Mapping[str, object]) -> object:
    """Read PackReports."""
    with refusing_like_packs():
        return _read_part(source, arguments, REPORTS, _read_reports)


def _read_part(
    source: BinaryIO, arguments: Mapping[str, object], part: str, take: Callable[[Iterator[bytes]], object]
) -> object:
    with ExitStack() as stack:
        pieces = read_pieces(source, part)
        if arguments.get("zip") is True:
            pieces = stack.enter_context(open_zip(source)).pieces(part)
        try:
            return take(pieces)
        except PackError as error:
            if error.problem is PackProblem.NOT_READABLE:
                raise PackError(PackProblem.NOT_A_PACK) from error
            raise


def _read_facts(pieces: Iterator[bytes]) -> object:
    try:
        content = read_whole(pieces, FACTS, limits.PACK_FACTS_BYTES)
        if count_pieces(content) > limits.LINE_PIECES:
            return None
        facts = json.loads(content)
    except MemoryError:
        return None
    except PackError as error:
        if error.problem is PackProblem.TOO_LARGE:
            return None
        raise
    except (ValueError, RecursionError) as error:
        raise PackError(PackProblem.NOT_A_PACK) from error
    if not isinstance(facts, dict) or facts.get("schema") != SCHEMA:
        raise PackError(PackProblem.NOT_A_PACK)
    settings = _member_object(facts, "settings")
    readers = tuple(name for name in _member_list(settings, "readers") if isinstance(name, str))
    left = sum(_count(entry) for entry in _member_objects(facts, "left_out"))
    paths = tuple(_pick_path(file) for file in _member_objects(facts, "files")[: limits.PACK_FILES])
    return dump(PackFacts(readers[: limits.SEGMENTS], settings.get("deep") is True, left, paths))


def _read_reports(pieces: Iterator[bytes]) -> object:
    files: list[PackedFile] = []
    unread: list[int] = []
    for number, line in enumerate(_lines(pieces), 1):
        file = None if line is None else _load_file(number, line)
        if file is None:
            unread.append(number)
        else:
            files.append(file)
    if not files:
        raise PackError(PackProblem.NOT_A_PACK)
    return dump(PackReports(tuple(files), tuple(unread)))


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of the reports, one in memory at a time; None for one that is too long or has no end."""
    line = bytearray()
    is_whole = True
    count = 0
    for piece in pieces:
        *ends, rest = piece.split(b"\n")
        for end in ends:
            count += 1
            if count > limits.PACK_FILES:
                raise PackError(PackProblem.TOO_LARGE)
            line += end
            yield bytes(line) if is_whole and len(line) <= limits.PACK_REPORT_BYTES else None
            line, is_whole = bytearray(), True
        line += rest
        if len(line) > limits.PACK_REPORT_BYTES:
            line, is_whole = bytearray(), False
    if line or not is_whole:
        yield None


def _load_file(number: int, line: bytes) -> PackedFile | None:
    """Return what is compared of one report; None where it cannot be read, or tells more than any report does."""
    if count_pieces(line) > limits.LINE_PIECES:
        return None
    try:
        report = json.loads(line)
        file = _pick(number, upgrade(report)) if isinstance(report, dict) else None
        size = len(encode_line({"file": dump(file)})) if file else 0
    except (ValueError, RecursionError, MemoryError, WireError):
        return None
    return file if size <= limits.PACK_ANSWER_BYTES // limits.PACK_FILES else None


def _pick_path(file: Mapping[str, Any]) -> str:
    path = _member_text(file, "path")
    return path if len(path) <= limits.PATH_CHARACTERS and is_path(path) else ""


def _pick(number: int, report: Mapping[str, Any]) -> PackedFile:
    file = _member_object(report, "file")
    size, sha256 = file.get("size"), _member_text(file, "sha256")
    name = _member_text(file, "name")[: limits.FACT_CHARACTERS]
    return PackedFile(
        number,
        _pick_path(file),
        name if is_path(name) else replace_surrogates(name),
        size if type(size) is int and 0 <= size <= _LARGEST else 0,
        sha256 if is_sha256(sha256) else "",
        extract_results(report),
        extract_circumstances(report),
    )


def extract_results(report: Mapping[str, Any]) -> Codes:
    """Extract the values of a public report that must not differ when its file is checked again."""
    verdict, record = _member_object(report, "verdict"), _member_object(report, "record")
    codes = {(name, ""): _member_text(verdict, name) for name in _VERDICT}
    codes["record", ""] = _member_text(record, "state")
    codes["problem", ""] = _member_text(_member_object(report, "file"), "problem")
    codes |= {("alarm", str(code)): _FOUND for code in _member_list(verdict, "alarms")}
    codes |= {("record_code", str(code)): _FOUND for code in _member_list(record, "codes")}
    findings = Counter(
        " · ".join(
            filter(
                None, (_member_text(finding, "code"), _member_text(finding, "claim"), _member_text(finding, "strength"))
            )
        )
        for finding in _member_objects(report, "findings")
        if not _member_text(finding, "code").startswith(_UNREPEATED)
    )
    codes |= {("finding", code): _FOUND if count == 1 else f"{_FOUND} × {count}" for code, count in findings.items()}
    for reading in _member_objects(report, "readings"):
        looked = "looked" if reading.get("looked") is True else ""
        codes["reader", _member_text(reading, "reader")] = " · ".join(
            filter(None, (looked, _member_text(reading, "problem")))
        )
    return _in_order(codes)


def extract_circumstances(report: Mapping[str, Any]) -> Codes:
    """Extract the circumstances of a public report, which may explain why results differ."""
    run = _member_object(report, "run")
    codes = {(name, ""): _member_text(run, name) for name in ("whence", "rubric")}
    codes["network", ""] = str(run.get("network") is True).lower()
    codes |= {("engine", str(name)): str(version) for name, version in _member_object(run, "engines").items()}
    codes |= {
        ("list", _member_text(trust_list, "name")): _member_text(trust_list, "date")
        for trust_list in _member_objects(run, "lists")
    }
    answers = _member_objects(_member_object(_member_object(report, "record"), "revocation"), "certificates")
    codes |= {
        ("revocation", _member_text(answer, "name")): " ".join(
            filter(None, (_member_text(answer, "answer"), _member_text(answer, "at")))
        )
        for answer in answers
        if _member_text(answer, "source") == "asked"
    }
    return _in_order(codes)


def _in_order(codes: Mapping[tuple[str, str], str]) -> Codes:
    return tuple((what, code, value) for (what, code), value in sorted(codes.items()) if value)


def _member_object(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    member = value.get(key)
    return member if isinstance(member, dict) else {}


def _member_objects(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [member for member in _member_list(value, key) if isinstance(member, dict)]


def _member_list(value: Mapping[str, Any], key: str) -> list[Any]:
    member = value.get(key)
    return member if isinstance(member, list) else []


def _count(entry: Mapping[str, Any]) -> int:
    """Return the number of files that one left-out entry stands for: at least one."""
    number = entry.get("number")
    return min(max(1, number), limits.PACK_FACTS_BYTES) if isinstance(number, int) else 1


def _member_text(value: Mapping[str, Any], key: str) -> str:
    member = value.get(key)
    return member if isinstance(member, str) else ""
