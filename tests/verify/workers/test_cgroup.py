"""Control groups around workers: found in the kernel's own words, and left by nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from verify.workers.process import cgroup
from verify.workers.process.cgroup import Cgroup, find_own
from verify.workers.process.watched_process import WatchedProcess

SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")

SECOND_VERSION = """\
24 30 0:22 / /sys rw,nosuid - sysfs sysfs rw
34 24 0:29 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
"""
BOTH = """\
34 33 0:29 / /sys/fs/cgroup/unified rw,nosuid shared:9 - cgroup2 cgroup2 rw
35 33 0:30 / /sys/fs/cgroup/pids rw,nosuid shared:10 - cgroup cgroup rw,pids
36 33 0:31 / /sys/fs/cgroup/cpu rw,nosuid shared:11 - cgroup cgroup rw,cpu,cpuacct
"""
CONTAINER = "34 24 0:29 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n"


@pytest.fixture(autouse=True)
def looked_up_anew() -> Iterator[None]:
    cgroup._find_parents.cache_clear()
    yield
    cgroup._find_parents.cache_clear()


def test_the_own_groups_are_found_in_either_version() -> None:
    path = "/user.slice/user@1000.service/app.slice/a.scope"
    assert find_own(SECOND_VERSION, f"0::{path}\n") == [Path(f"/sys/fs/cgroup{path}")]
    assert find_own(BOTH, "8:pids:/a\n2:cpu,cpuacct:/b\n0::/c\n") == [
        Path("/sys/fs/cgroup/unified/c"),
        Path("/sys/fs/cgroup/pids/a"),
    ]


def test_a_part_of_the_tree_is_seen_as_the_part_that_it_is() -> None:
    assert find_own(CONTAINER, "0::/docker/abc/x\n") == [Path("/sys/fs/cgroup/x")]
    assert find_own(CONTAINER, "0::/elsewhere\n") == []
    assert find_own("", "") == []


def test_where_no_group_may_be_made_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cgroup, "find_own", lambda _mounts, _memberships: [tmp_path])  # a folder, and no such tree
    group = Cgroup(os.getpid(), 8)
    assert not group.bounds_threads
    assert not group.kill()
    group.close()
    assert list(tmp_path.iterdir()) == []


def test_what_an_earlier_run_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with subprocess.Popen((sys.executable, "-c", "")) as ended:
        ended.wait()
    for name in (f"whence-{ended.pid}-7", f"whence-{os.getpid()}-7", "whence-notes", "other"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(cgroup, "find_own", lambda _mounts, _memberships: [tmp_path])
    Cgroup(os.getpid(), 8).close()
    assert {folder.name for folder in tmp_path.iterdir()} == {f"whence-{os.getpid()}-7", "whence-notes", "other"}


def test_a_process_is_held_and_ended_by_what_this_system_has() -> None:
    process = subprocess.Popen(SLEEP)
    watched = WatchedProcess(process)
    assert watched.measure().memory_bytes > 0
    assert watched.measure().threads >= 1
    watched.kill()
    process.wait(10)
    assert watched.measure().memory_bytes == 0
    watched.close()
    watched.kill()
    assert not [folder for parent in cgroup._find_parents() for folder in parent.glob(f"*-{process.pid}")]


def test_the_kernel_bounds_the_threads_of_a_group() -> None:
    code = """
import sys, threading
sys.stdin.readline()
try:
    for _ in range(50):
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    print("all")
except RuntimeError:
    print("refused")
"""
    process = subprocess.Popen((sys.executable, "-c", code), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    group = Cgroup(process.pid, 8)
    try:
        if not group.bounds_threads:
            pytest.skip("no group that counts is handed on to this process")
        assert process.communicate("\n", 30)[0] == "refused\n"
    finally:
        process.kill()
        process.wait()
        group.close()
