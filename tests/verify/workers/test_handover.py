"""Files travel to a worker as descriptors beside the command that names them, and in no other way."""

from __future__ import annotations

import array
import hashlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from msgspec.structs import replace

from tests.build.media import files as build
from verify.inspection.inspect import inspect
from verify.inspection.media import open_file as opening
from verify.inspection.media.open_file import OpenFile, close_all
from verify.model import ModelFile, Options, Problem, Report, limits
from verify.workers import handover, protocol
from verify.workers.handover import CommandPipe, CommandReader
from verify.workers.pool import Pool

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OPTIONS = Options(now=NOW)
pytestmark = pytest.mark.skipif(not hasattr(socket, "send_fds"), reason="no descriptors are passed on here")


class Pair:
    """Both ends of the way to a worker, without one."""

    def __init__(self) -> None:
        self.pipe = CommandPipe()
        self.theirs = os.dup(self.pipe.stdin)
        self.pipe._theirs.close()  # type: ignore[union-attr]
        self.source = os.fdopen(self.theirs, "rb")
        self.reader = CommandReader(self.source)
        self.commands = self.reader.read()

    def send(self, command: protocol.Command) -> tuple[protocol.Command, Sequence[OpenFile]]:
        """What arrives of it. Another thread sends, since a long line waits for its reader."""
        sender = threading.Thread(target=self.pipe.send, args=(command,))
        sender.start()
        arrived = next(self.commands)
        sender.join()
        return arrived

    def close(self) -> None:
        self.pipe.close()
        self.source.close()
        self.reader._socket.close()  # type: ignore[union-attr]


@pytest.fixture
def pair() -> Iterator[Pair]:
    both = Pair()
    yield both
    both.close()


def count_descriptors() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def test_a_file_and_its_companion_arrive_open_and_stay_open_with_the_worker_alone(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    (tmp_path / "a.c2pa").write_bytes(b"record")
    before = count_descriptors()
    command, files = pair.send(protocol.Inspect(1, str(tmp_path / "a.jpg"), now=NOW))
    assert isinstance(command, protocol.Inspect)
    assert [(file.path.name, os.pread(file.descriptor, 9, 0)) for file in files] == [
        ("a.jpg", b"picture"),
        ("a.c2pa", b"record"),
    ]
    assert count_descriptors() == before + 2
    close_all(files)
    assert count_descriptors() == before


def test_many_files_one_after_the_other_leave_no_descriptor_behind(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    before = count_descriptors()
    for number in range(300):
        _, files = pair.send(protocol.Inspect(number, str(tmp_path / "a.jpg"), now=NOW))
        close_all(files)
    assert count_descriptors() == before


def test_a_long_command_brings_its_file_along(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    sent = protocol.Inspect(1, str(tmp_path / "a.jpg"), now=NOW, fetched=bytes(range(256)) * 12_000)
    command, files = pair.send(sent)
    assert isinstance(command, protocol.Inspect)
    assert replace(command, files=()) == sent
    assert os.pread(files[0].descriptor, 9, 0) == b"picture"
    close_all(files)


def test_commands_without_files_go_between(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    for command in (protocol.Quit(), protocol.Cancel(3), protocol.Configure(OPTIONS)):
        assert pair.send(command) == (command, [])
    _, files = pair.send(protocol.Inspect(1, str(tmp_path / "a")))
    assert os.pread(files[0].descriptor, 9, 0) == b"a"
    close_all(files)


def test_what_could_not_be_opened_arrives_as_its_reason(pair: Pair, tmp_path: Path) -> None:
    _, (file,) = pair.send(protocol.Inspect(1, str(tmp_path)))
    assert (file.path, file.descriptor, file.problem, file.detail) == (tmp_path, -1, Problem.NOT_A_FILE, "a folder")


def test_models_arrive_with_the_options_that_name_them(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "here").write_bytes(b"model")
    models = tuple(ModelFile(name, "s", "v", str(tmp_path / name), "0" * 64) for name in ("missing", "here"))
    command, files = pair.send(protocol.Configure(replace(OPTIONS, models=models)))
    assert isinstance(command, protocol.Configure)
    assert command.options.models == models
    assert [file.problem for file in files] == [Problem.NOT_FOUND, None]
    assert os.pread(files[1].descriptor, 9, 0) == b"model"
    close_all(files)


def test_a_name_without_its_descriptor_is_not_taken(pair: Pair) -> None:
    named = protocol.Inspect(1, "/tmp/a", files=(protocol.HandedFile("/tmp/a"),))
    pair.pipe._socket.sendall(protocol.encode_command(named))  # type: ignore[union-attr]
    with pytest.raises(protocol.WireError, match="did not come"):
        next(pair.commands)


def test_a_worker_can_write_nothing_back_on_this_way(pair: Pair) -> None:
    end = socket.socket(fileno=os.dup(pair.theirs))
    with end, pytest.raises(BrokenPipeError):
        end.send(b"x")


def test_the_end_of_the_parent_is_the_end_of_the_commands(pair: Pair) -> None:
    pair.pipe.close()
    assert list(pair.commands) == []


def test_half_a_command_is_none(pair: Pair) -> None:
    pair.pipe._socket.sendall(b'{"quit":')  # type: ignore[union-attr]
    pair.pipe.close()
    with pytest.raises(protocol.WireError):
        list(pair.commands)


def test_a_line_without_end_is_bounded(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINE_BYTES", 100_000)
    stream = pair.pipe._socket
    assert stream is not None
    sender = threading.Thread(target=stream.sendall, args=(b" " * 150_000,))
    sender.start()
    with pytest.raises(protocol.WireError, match="too long"):
        next(pair.commands)
    sender.join()


def test_several_commands_in_one_piece_keep_each_its_own_file(pair: Pair, tmp_path: Path) -> None:
    descriptors = array.array("i")
    lines = b""
    for number in range(3):
        path = tmp_path / str(number)
        path.write_bytes(str(number).encode())
        descriptors.append(os.open(path, os.O_RDONLY))
        lines += protocol.encode_command(protocol.Inspect(number, str(path), files=(protocol.HandedFile(str(path)),)))
    assert pair.pipe._socket is not None
    socket.send_fds(pair.pipe._socket, [lines], list(descriptors))
    for number in range(3):
        _, (file,) = next(pair.commands)
        assert os.pread(file.descriptor, 9, 0) == str(number).encode()
        file.close()
    for descriptor in descriptors:
        os.close(descriptor)


def inspect_all(workers: Pool, paths: Sequence[Path]) -> Iterator[Report]:
    for number, path in enumerate(paths):
        workers.submit(protocol.Inspect(number, str(path)))
    while workers.pending:
        yield from (event.report for event in workers.wait(1) if isinstance(event, protocol.Reported))


def report_of(path: Path, options: Options) -> Report:
    with Pool(options, 1, tell=False) as workers:
        (report,) = inspect_all(workers, [path])
    return report


def test_a_worker_reads_its_file_without_ever_opening_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path that it is told leads nowhere any more."""
    path = tmp_path / "a.png"
    path.write_bytes(build.png())

    def vanish(given: Path) -> Sequence[OpenFile]:
        files = opening.open_with_companions(given)
        given.unlink()
        return files

    monkeypatch.setattr(handover, "open_with_companions", vanish)
    report = report_of(path, replace(OPTIONS, readers=("exif",)))
    assert (report.file.problem, report.file.sha256) == (None, hashlib.sha256(build.png()).hexdigest())
    assert not path.exists()


def test_one_worker_reads_many_files_from_everywhere_and_no_rule_is_widened(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) / f"{number}.png" for number in range(40)]
    for number, path in enumerate(paths):
        path.parent.mkdir()
        path.write_bytes(build.png(trailer=bytes([number])))
    with Pool(replace(OPTIONS, readers=("exif",)), 1, tell=False) as workers:
        reports = list(inspect_all(workers, paths))
        assert [worker.files for worker in workers._workers] == [40]
    assert {report.file.problem for report in reports} == {None}
    assert {report.file.sha256 for report in reports} == {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }


@pytest.mark.parametrize("name", ["a.jpg", "folder", "nowhere", "empty.jpg", "pipe"])
def test_a_worker_says_of_a_file_what_is_said_without_one(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(build.jpeg())
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    options = replace(OPTIONS, readers=("exif",))
    told = report_of(tmp_path / name, options)
    here = inspect(tmp_path / name, options)
    assert (told.file, told.verdict, told.fields) == (here.file, here.verdict, here.fields)


def test_where_no_descriptors_are_passed_on_the_command_goes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows: the worker then opens the path by itself."""
    monkeypatch.setattr(handover, "PASSES", False)
    commands = CommandPipe()
    copy = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())"
    with subprocess.Popen([sys.executable, "-c", copy], stdin=commands.stdin, stdout=subprocess.PIPE) as process:
        commands.attach(process)
        commands.send(protocol.Inspect(1, str(tmp_path), now=NOW))
        commands.close()
        assert process.stdout is not None
        assert list(CommandReader(cast("BinaryIO", process.stdout)).read()) == [
            (protocol.Inspect(1, str(tmp_path), now=NOW), [])
        ]
