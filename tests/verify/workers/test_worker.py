"""A worker process, spoken to as its parent does, with an inspection that misbehaves in its place."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verify.model import Options, Problem, Report, limits
from verify.workers import protocol
from verify.workers.sandbox import enter

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 22, tzinfo=UTC)
START = """
import os, socket, subprocess, sys, time
from pathlib import Path
from verify.inspection import inspect as inspection
from verify.model import limits, run_info
from verify.workers import worker
from verify.model import *

def unread(path, options, detail=""):
    return run_info.make_unreadable_report(path, Problem.EMPTY, detail, options)

def tried(deeds):
    said = []
    for name, deed in deeds.items():
        try:
            deed()
            said.append(name + "=done")
        except PermissionError:
            said.append(name + "=refused")
        except OSError as error:
            said.append(f"{name}={type(error).__name__}")
    return " ".join(said)

def inspect(path, options, tell, files, judge_early):
%s

inspection.inspect = inspect
sys.exit(worker.main())
"""


class Worker:
    """The parent's end of a worker's pipes."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self.input = process.stdin
        self.output = process.stdout

    def tell(self, command: protocol.Command) -> None:
        self.input.write(protocol.encode_command(command))
        self.input.flush()

    def hear(self) -> protocol.Event:
        return protocol.load_event(self.output.readline(limits.LINE_BYTES + 1))

    def inspect(self, path: str = "/tmp/a.png", *, number: int = 1) -> list[protocol.Event]:
        self.tell(protocol.Inspect(number, path, now=NOW))
        events = [self.hear()]
        while not isinstance(events[-1], protocol.Reported):
            events.append(self.hear())
        return events

    def report(self, path: str = "/tmp/a.png") -> Report:
        last = self.inspect(path)[-1]
        assert isinstance(last, protocol.Reported)
        return last.report


@contextmanager
def worker(body: str, *, tell: bool = True, script: str = START) -> Iterator[Worker]:
    code = script % "".join(f"    {line}\n" for line in body.splitlines()) if body else script
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=enter.build_worker_environment({"PATH": "/usr/bin:/bin"}),
    ) as process:
        try:
            found = Worker(process)
            found.tell(protocol.Configure(Options(now=NOW), tell=tell))
            yield found
        finally:
            process.kill()


def test_a_chatty_library_cannot_corrupt_the_answers() -> None:
    body = """
print('hello')
os.write(1, b'{"event":"ready"}\\n')
os.write(2, b'warning')
return unread(path, options, 'read ' + repr(os.read(0, 10)))
"""
    with worker(body) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        assert spoken_to.report().file.detail == "read b''"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("raise RuntimeError('broken')", Problem.FAILED),
        ("raise MemoryError", Problem.OUT_OF_MEMORY),
        ("def deep(): deep()\ndeep()", Problem.FAILED),
    ],
)
def test_an_error_of_ours_costs_one_file_and_the_worker_goes_on(body: str, problem: Problem) -> None:
    with worker(f"if path.name == 'good': return unread(path, options)\n{body}") as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        assert spoken_to.report().file.problem is problem
        assert spoken_to.report("/tmp/good").file.problem is Problem.EMPTY


def test_a_worker_that_cannot_begin_says_why() -> None:
    script = (
        "import sys; sys.modules['verify.inspection.inspect'] = None; "
        "from verify.workers import worker; sys.exit(worker.main())"
    )
    with worker("", script=script) as spoken_to:
        event = spoken_to.hear()
        assert isinstance(event, protocol.Failed)
        assert "verify.inspection.inspect" in event.reason
        assert spoken_to.process.wait(10) == 1


def test_network_programs_and_writing_are_refused(tmp_path: Path) -> None:
    body = f"""
scratch = Path({str(tmp_path / "file")!r})
return unread(path, options, tried({{
    'socket': socket.socket,
    'connect': lambda: socket.create_connection(('127.0.0.1', 9)),
    'name': lambda: socket.getaddrinfo('example.org', 80),
    'program': lambda: subprocess.run(['true']),
    'shell': lambda: os.system('true'),
    'write': lambda: scratch.write_text('x'),
    'remove': lambda: os.remove('/nowhere'),
    'read': lambda: Path({str(ROOT / "verify" / "api.py")!r}).read_bytes(),
    'nowhere': lambda: open(os.devnull, 'w').close(),
}}))
"""
    with worker(body) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        said = dict(pair.split("=") for pair in spoken_to.report().file.detail.split())
    assert not (tmp_path / "file").exists()
    assert (said.pop("read"), said.pop("nowhere")) == ("done", "done")
    assert set(said.values()) == {"refused"}
    assert len(said) == 7


def test_the_limits_of_the_system_are_set() -> None:
    body = """
import resource
names = ('RLIMIT_CORE', 'RLIMIT_FSIZE', 'RLIMIT_NOFILE', 'RLIMIT_DATA', 'RLIMIT_CPU')
return unread(path, options, ' '.join(str(resource.getrlimit(getattr(resource, name))[0]) for name in names))
"""
    with worker(body) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        core, size, files, data, seconds = map(int, spoken_to.report().file.detail.split())
    assert (core, size, files, data) == (0, 0, 256, limits.WORKER_DATA_BYTES)
    assert 2 * limits.INSPECTION_SECONDS <= seconds <= 2 * limits.INSPECTION_SECONDS + 60


@pytest.mark.parametrize("body", ["time.sleep(600)", "while True: pass"])
def test_it_ends_with_its_parent_even_in_the_middle_of_a_file(body: str) -> None:
    with worker(body) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        spoken_to.tell(protocol.Inspect(1, "/tmp/a", now=NOW))
        assert spoken_to.hear() == protocol.Taken(1)
        begun = time.monotonic()
        spoken_to.input.close()
        assert spoken_to.process.wait(10) == 0
        assert time.monotonic() - begun < 60


def test_it_ends_when_spoken_to_in_another_language() -> None:
    with worker("pass") as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        spoken_to.input.write(b"hello\n")
        spoken_to.input.flush()
        assert spoken_to.process.wait(10) == 0


TELLING = """
for number in range(450):
    tell(Field(f'png:text:{number}', 'x'))
tell(Record(RecordState.TRUSTED))
tell(Finding('context.editor', 'exif'))
tell(Reading('exif', looked=True))
tell(Field('a:long', 'x' * (limits.TEXT_CHARACTERS + 1)))
tell(Reading('xmp', looked=True))
return unread(path, options)
"""


def test_what_is_seen_is_told_in_batches_before_the_report() -> None:
    with worker(TELLING) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        events = spoken_to.inspect()
    seen = [event for event in events if isinstance(event, protocol.Seen)]
    assert [field.key for event in seen for field in event.fields] == [f"png:text:{number}" for number in range(450)]
    assert len(seen) < 20
    assert sum(event.record is not None for event in seen) == 1
    assert [event.reading.reader for event in events if isinstance(event, protocol.Progress)] == ["exif", "xmp"]
    kinds = [type(event) for event in events]
    assert kinds.index(protocol.Progress) > max(at for at, event in enumerate(events) if event in seen)


PICTURED = """
told = Picture('preview', 2, 1, b'abcdef')
tell(told)
return Report(FileFacts(str(path), path.name, 1), pictures=(told, Picture('late', 1, 1, b'xyz')))
"""


def test_a_picture_crosses_the_border_once() -> None:
    with worker(PICTURED) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        events = spoken_to.inspect()
    (seen,) = [event for event in events if isinstance(event, protocol.Seen)]
    last = events[-1]
    assert isinstance(last, protocol.Reported)
    assert [picture.name for picture in last.report.pictures] == ["late"]
    assert [picture.name for picture in protocol.add_sent_pictures(last, seen.pictures).report.pictures] == [
        "preview",
        "late",
    ]
    with worker(PICTURED, tell=False) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        assert [picture.name for picture in spoken_to.report().pictures] == ["preview", "late"]


def test_only_the_report_comes_where_nobody_wants_more() -> None:
    with worker(TELLING, tell=False) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        assert [type(event) for event in spoken_to.inspect()] == [protocol.Taken, protocol.Reported]


def _report(fields: str) -> str:
    return f"facts = FileFacts(str(path), path.name, 1)\nreturn Report(facts, fields={fields})"


def test_a_report_that_is_too_long_is_cut_and_says_so() -> None:
    with worker(_report("tuple(Field('a:b', 'x' * 65536) for _ in range(1100))")) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        report = spoken_to.report()
    assert report.file.problem is None
    assert "too long" in report.file.detail
    assert len(report.fields) == 1100
    assert {field.value[-1] for field in report.fields} == {"…"}


def test_a_report_that_cannot_be_cut_is_an_unread_file() -> None:
    with worker(_report("(Field('a:b', 'x'),) * 100_001")) as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        report = spoken_to.report()
    assert report.file.problem is Problem.FAILED
    assert "list too long" in report.file.detail


def test_the_time_of_judgement_is_that_of_the_job() -> None:
    with worker("return unread(path, options, str(options.now))") as spoken_to:
        assert spoken_to.hear() == protocol.Ready()
        assert spoken_to.report().file.detail == str(NOW)


@pytest.mark.parametrize(
    ("size", "seconds"),
    [(0, limits.INSPECTION_SECONDS), (2 * limits.GIB, limits.INSPECTION_SECONDS + 2 * limits.SECONDS_PER_GIB)],
)
def test_a_large_file_may_take_longer(size: int, seconds: float, tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        file.truncate(size)
    assert enter.compute_seconds(tmp_path / "file") == seconds


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_spin_that_nobody_watches_is_ended_by_the_system() -> None:
    code = (
        "from verify.workers.sandbox import enter as e; e._THREADS = 0; e._CPU_SPARE_SECONDS = 1; e.allow_seconds(0)\n"
    )
    begun = time.monotonic()
    assert _python(code + "while True: pass").returncode != 0
    assert time.monotonic() - begun < 30


def test_confinement_where_the_system_has_nothing_of_it() -> None:
    code = """
import sys
sys.modules['resource'] = None
from verify.workers.sandbox import enter
enter.confine()
enter.allow_seconds(1)
"""
    assert _python(code).returncode == 0
