"""Files that are open before a pool is asked: workers read those, and no path is looked at again."""

from __future__ import annotations

import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.build.media import files as build
from verify.model import Options, Problem, Report
from verify.workers import protocol
from verify.workers.given import GivenFiles, OpenFile, PrivateCopy
from verify.workers.pool import Pool

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC), readers=("exif",))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no descriptors are passed on there")


def count_descriptors() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def test_a_private_copy_has_no_path_and_cannot_be_written_by_who_reads_it() -> None:
    before = count_descriptors()
    with PrivateCopy("a") as copy:
        copy.write(b"pic")
        copy.write(b"ture")
        with copy.give() as given:
            (file,) = given.copy()
            assert os.pread(file.descriptor, 99, 0) == b"picture"
            status = os.fstat(file.descriptor)
            assert (status.st_nlink, stat.S_IMODE(status.st_mode), copy.size) == (0, 0o600, 7)
            assert not copy.path.parent.exists()
            with pytest.raises(OSError, match="Bad file descriptor"):
                os.write(file.descriptor, b"more")
            file.close()
    assert count_descriptors() == before


def test_what_is_not_given_on_is_closed_all_the_same() -> None:
    before = count_descriptors()
    with PrivateCopy("a") as copy:
        copy.write(b"a")
        assert copy.refuse(Problem.TOO_LARGE, "a").descriptor is None
    assert count_descriptors() == before


DIES_ONCE = """
import os, sys
from pathlib import Path
from verify.inspection import inspect
mark = Path(sys.argv[1])
if not mark.exists():
    mark.touch()
    inspect.inspect = lambda *_, **__: os._exit(3)
from verify.workers import worker
worker.main()
"""


def test_a_given_file_is_read_again_after_its_worker_died_though_no_path_leads_to_it_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(build.png())
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    command = (sys.executable, "-c", DIES_ONCE, str(tmp_path / "mark"))
    with GivenFiles([OpenFile(path, os.open(path, os.O_RDONLY))]) as given, Pool(OPTIONS, 1, command=command) as pool:
        path.unlink()
        pool.submit(protocol.Inspect(1, str(path)), given)
        reports: list[Report] = []
        taken = 0
        while not reports:
            for event in pool.wait(0.5):
                taken += isinstance(event, protocol.Taken)
                reports += [event.report] if isinstance(event, protocol.Reported) else []
    assert taken == 2
    assert (reports[0].file.problem, reports[0].file.media_type) == (None, "image/png")


def test_jobs_that_nobody_came_to_leave_no_descriptor_behind(tmp_path: Path) -> None:
    before = count_descriptors()
    (tmp_path / "a.png").write_bytes(build.png())
    with GivenFiles([OpenFile(tmp_path / "a.png", os.open(tmp_path / "a.png", os.O_RDONLY))]) as given:
        with Pool(OPTIONS, 1, command=(sys.executable, "-c", "pass")) as pool:
            pool.submit(protocol.Inspect(1, str(tmp_path / "a.png")), given)
            reports = [event for _ in range(100) for event in pool.wait(0.2) if isinstance(event, protocol.Reported)]
        assert [event.report.file.problem for event in reports] == [Problem.NOT_STARTED]
        assert given.descriptor is not None
    assert count_descriptors() == before
