"""A pack that was made to harm costs bounded time and memory, and one bad report in it costs that report alone."""

from __future__ import annotations

import io
import json
import os
import socket
import struct
import sys
import threading
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build import example_reports
from verify.cli import main
from verify.features.packs import archive, ask, contents, verify
from verify.features.packs.create import make_pack
from verify.features.packs.layout import FACTS, MANIFEST, REPORTS, PackError, PackProblem
from verify.model import Pack, PackItem, limits
from verify.model.errors import TaskError
from verify.report.formats.json import line
from verify.report.words.catalogue import Translator

Said = Callable[..., tuple[int, str, str]]

GOOD = line(example_reports.full(), Translator("en")).rstrip("\n").encode()
PLAIN_FACTS = b'{"schema": "whence.pack/1", "settings": {"readers": ["exif"]}}'


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def run(*arguments: object) -> tuple[int, str, str]:
        status = main.main(["pack", *map(str, arguments), "--lang", "en"])
        return status, *capsys.readouterr()

    return run


def a_pack(path: Path, *reports: bytes, facts: bytes = PLAIN_FACTS) -> Path:
    archive.write(path, [(FACTS, facts), (REPORTS, b"".join(report + b"\n" for report in reports))])
    return path


def changed(**file: object) -> bytes:
    """A good report with other facts of its file."""
    report = json.loads(GOOD)
    report["file"].update(file)
    return json.dumps(report).encode()


def problem_of(read: Callable[[Path], object], path: Path) -> PackProblem:
    with pytest.raises(PackError) as caught:
        read(path)
    assert caught.value.detail == str(path)
    return caught.value.problem


WIDE = b'{"schema": "whence.report/2", "findings": [' + b"[]," * limits.LINE_PIECES + b"[]]}"


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"not JSON",
        b"[" * 100_000,
        b'"\\ud800"',
        b'{"schema": "whence.report/99"}',
        b'{"schema": "whence.report/2", "alarms": ' + b"9" * 10_000 + b"}",
        b"\xff\xfe\x00",
        json.dumps({**json.loads(GOOD), "verdict": {"alarms": ["x" * 200_000]}}).encode(),
        WIDE,
    ],
    ids=["empty", "no JSON", "deep", "a text", "of the future", "a long number", "no text", "long", "wide"],
)
def test_a_report_that_cannot_be_read_costs_that_report_alone(bad: bytes, tmp_path: Path) -> None:
    pack = contents.read_pack(a_pack(tmp_path / "pack.zip", GOOD, bad, GOOD))
    assert (len(pack.files), pack.unread) == (2, (2,))
    assert pack.files[0].results == contents.extract_results(json.loads(GOOD))


def test_a_report_that_is_longer_than_reports_are_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PACK_REPORT_BYTES", 100_000)
    reports = b"\n".join((b"x" * 3_000_000, GOOD, b"y" * 100_001, GOOD, b"no end"))
    told = contents.read_reports_task(io.BytesIO(reports), {"zip": False})
    assert isinstance(told, dict)
    assert (len(told["files"]), told["unread"]) == (2, [1, 3, 5])


@pytest.mark.parametrize("size", ["1e400", "-1e400", "true", "-5", "1" + "0" * 400, "null", '"7"', "NaN", "[]"])
def test_a_size_that_is_none_is_no_size(size: str, tmp_path: Path) -> None:
    report = changed(size="SIZE").replace(b'"SIZE"', size.encode())
    (past,) = contents.read_pack(a_pack(tmp_path / "pack.zip", report)).files
    assert past.size == 0


@pytest.mark.parametrize(
    "path",
    ["/a" * 40_000, "/" + "x" * 300, "\0", "/\0/x", "\ud800", "/proc/self/mem", "/dev/zero", "", "\\\\host\\share\\x"],
    ids=["long", "a long name", "null", "null within", "surrogate", "memory", "a device", "empty", "another computer"],
)
def test_a_path_that_is_none_costs_no_other_file_its_answer(path: str, tmp_path: Path, said: Said) -> None:
    original = tmp_path / "plain.txt"
    original.write_bytes(b"nothing")
    there = changed(path=str(original), name="plain.txt", size=7, sha256="0" * 64)
    status, out, err = said("rerun", a_pack(tmp_path / "pack.zip", changed(path=path, name="odd"), there))
    assert status == 1
    assert "odd: " in out
    assert "plain.txt: the file at this location is not the one in the pack" in out
    assert "internal error" not in err


def test_facts_that_are_too_large_to_be_read_are_told_and_cost_no_file(tmp_path: Path, said: Said) -> None:
    facts = b'{"schema": "whence.pack/1", "more": [' + b"[]," * limits.LINE_PIECES + b"[]]}"
    pack = a_pack(tmp_path / "pack.zip", GOOD, facts=facts)
    assert contents.read_pack(pack).facts is None
    status, out, _ = said("rerun", pack)
    assert status == 1
    assert out.startswith("What the pack says about itself (pack.json) is too large to read.")


def a_zip_of_many_entries(path: Path, number: int) -> Path:
    """A zip that lists the same empty file again and again, written without the library, which would need minutes."""
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    size = len(entry) * number
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, number, number, size, len(local))
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(local) + size, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(local + entry * number + end64 + locator + end)
    return path


@pytest.mark.parametrize("number", [limits.PACK_PARTS + 1, 100_000])
def test_a_zip_of_too_many_entries_is_refused(number: int, tmp_path: Path) -> None:
    pack = a_zip_of_many_entries(tmp_path / "pack.zip", number)
    assert problem_of(verify.check_pack, pack) is PackProblem.TOO_LARGE
    assert problem_of(contents.read_pack, pack) is PackProblem.TOO_LARGE


def test_a_zip_of_few_enough_entries_is_no_pack(tmp_path: Path) -> None:
    pack = a_zip_of_many_entries(tmp_path / "pack.zip", limits.PACK_PARTS)
    assert problem_of(verify.check_pack, pack) is PackProblem.NOT_A_PACK


def test_parts_that_unpack_to_too_much_together_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(limits.MIB)) for _ in range(64)) + packer.flush()
    with zipfile.ZipFile(path, "w") as file:
        for number in range(5):
            file.writestr(f"{number}", b"")
    # each of five is said to be a GiB, so that they could not be told by their sum only
    content = path.read_bytes().replace(struct.pack("<III", 0, 0, 0), struct.pack("<III", 0, len(packed), limits.GIB))
    path.write_bytes(content)
    assert problem_of(verify.check_pack, path) is PackProblem.TOO_LARGE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_what_is_no_file_is_not_opened(tmp_path: Path, said: Said) -> None:
    pipe, place = tmp_path / "pipe", tmp_path / "socket"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        for path in (pipe, place, Path("/dev/zero"), Path("/dev/null")):
            assert problem_of(verify.check_pack, path) is PackProblem.NOT_A_FILE
            assert problem_of(contents.read_pack, path) is PackProblem.NOT_A_FILE
    status, _, err = said("verify", pipe)
    assert status == 1
    assert f"{pipe} is not a regular file." in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_folder_may_hold_what_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    make_pack(Pack((PackItem(example_reports.full()),), "2026-11-25T13:00:00Z"), folder, Translator("en"))
    (folder / REPORTS).unlink()
    os.mkfifo(folder / REPORTS)
    assert verify.check_pack(folder).changed == (REPORTS,)
    assert problem_of(contents.read_pack, folder) is PackProblem.NOT_A_PACK


def test_the_files_of_a_folder_are_bounded_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_pack(tmp_path / "pack", GOOD)
    assert verify.check_pack(folder).is_unchanged
    monkeypatch.setattr(limits, "PACK_BYTES", 1_000)
    assert problem_of(verify.check_pack, folder) is PackProblem.TOO_LARGE
    monkeypatch.undo()
    monkeypatch.setattr(limits, "PACK_PARTS", 2)
    assert problem_of(verify.check_pack, folder) is PackProblem.TOO_LARGE


def test_the_process_that_reads_a_pack_may_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Said) -> None:
    dying = (sys.executable, "-c", "import os; os.abort()")
    monkeypatch.setattr("verify.workers.process.relaunch.build_command", lambda *_: dying)
    pack = a_pack(tmp_path / "pack.zip", GOOD)
    assert problem_of(verify.check_pack, pack) is PackProblem.CRASHED
    status, _, err = said("rerun", pack)
    assert status == 1
    assert "ended unexpectedly" in err


@pytest.mark.parametrize(
    "lie",
    [
        "null",
        "[]",
        '{"files":[],"unread":[],"more":1}',
        '{"files":[{"path":1}],"unread":[]}',
        '{"number":"","count":"many"}',
    ],
)
def test_a_reader_of_packs_that_lies_is_told_to_have_ended(
    lie: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "run_task", lambda *_, **__: json.loads(lie))
    pack = a_pack(tmp_path / "pack.zip", GOOD)
    for read in (verify.check_pack, contents.read_pack):
        if not (read is contents.read_pack and lie == "null"):
            assert problem_of(read, pack) is PackProblem.CRASHED


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_a_task_fail_in_another_way(content: bytes) -> None:
    sealed = io.BytesIO()
    with zipfile.ZipFile(sealed, "w") as file:
        for name in (FACTS, REPORTS, MANIFEST):
            file.writestr(name, content)
    said = set()
    for source in (io.BytesIO(content), io.BytesIO(b"PK\x03\x04" + content), sealed):
        for task in (verify.check_zip_task, contents.read_facts_task, contents.read_reports_task):
            try:
                task(source, {"zip": True})
            except TaskError as error:
                said.add(error.detail)
    assert said <= set(PackProblem)


def test_nothing_of_a_pack_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACK_SECONDS", 0.2)
    hanging = (sys.executable, "-c", "import time; print('{\"begun\":true}', flush=True); time.sleep(600)")
    monkeypatch.setattr("verify.workers.process.relaunch.build_command", lambda *_: hanging)
    before = threading.active_count()
    assert problem_of(verify.check_pack, a_pack(tmp_path / "pack.zip", GOOD)) is PackProblem.TOO_LARGE
    assert threading.active_count() == before
