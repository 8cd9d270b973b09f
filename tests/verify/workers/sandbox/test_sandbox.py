"""What the system holds a worker to, tried past Python, also where one means or another is missing."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from verify.workers.process.worker_process import WorkerProcess
from verify.workers.protocol import Barrier, Hold
from verify.workers.sandbox import probe, probe_calls, probe_reading, windows

ROOT = Path(__file__).resolve().parents[4]
LINUX = sys.platform.startswith("linux")
pytestmark = pytest.mark.skipif(not LINUX, reason="these are the means of Linux")

HELD = {Barrier.NETWORK, Barrier.WRITING, Barrier.PROGRAMS, Barrier.PROCESSES}  # also without Landlock
CALLS = {  # what the filter alone refuses to every user
    Barrier.MESSAGES, Barrier.ATTRIBUTES, Barrier.LOCKS, Barrier.PRIORITY, Barrier.OUTLIVING, Barrier.ORPHAN,
    Barrier.SYSTEM, Barrier.TERMINAL,
}  # fmt: skip
FILES = sorted([probe.SPARE, probe_reading.THERE, probe_reading.GIVEN])
TRY = """
import json, os, sys
from pathlib import Path
from msgspec.structs import asdict
from verify.workers.sandbox import enter, probe, probe_reading
from verify.workers.sandbox import linux, seccomp
given = os.open(Path(sys.argv[1], probe_reading.GIVEN), os.O_RDONLY)
%s
enter.confine()
enter.allow_seconds(5)
print(json.dumps([asdict(each) for each in probe.try_barriers(Path(sys.argv[1]), None, given)]))
"""
NO_LANDLOCK = "linux.restrict_files = lambda *_: False"
NO_SECCOMP = "seccomp.allow_listed = lambda **_: False"
AS_NOBODY = "import fcntl, resource; os.setgroups([]); os.setresgid(*[65534] * 3); os.setresuid(*[65534] * 3)"
NO_NAMESPACE = "linux.leave_network = lambda: None"


def confined(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=False)


def tried(folder: Path, *missing: str) -> dict[Barrier, tuple[Hold, str]]:
    """Who held what, by what means, where the means `missing` are taken away."""
    for name in FILES:
        (folder / name).touch()
    done = confined(TRY % "\n".join(missing), str(folder))
    assert done.returncode == 0, done.stderr
    found = {Barrier(each["barrier"]): (Hold(each["hold"]), each["means"]) for each in json.loads(done.stdout)}
    assert set(found) == set(Barrier)
    return found


def means_of_this_kernel() -> set[str]:
    imports = "from verify.workers.sandbox import linux, places, seccomp"
    code = f"{imports}; print(linux.restrict_files(places.list_readable()), seccomp.allow_listed(writing=False))"
    landlock, seccomp = confined(code).stdout.split()
    return {name for name, there in (("Landlock", landlock), ("seccomp", seccomp)) if there == "True"}


def needs(*means: str) -> None:
    if not set(means) <= means_of_this_kernel():
        pytest.skip(f"this kernel lacks one of {', '.join(means)}")


def test_the_system_holds_all_that_it_can(tmp_path: Path) -> None:
    needs("Landlock", "seccomp")
    found = tried(tmp_path)
    assert {barrier for barrier, (hold, _) in found.items() if hold is Hold.SYSTEM} >= HELD
    assert found[Barrier.NETWORK][1] == "seccomp"
    assert found[Barrier.WRITING][1] == found[Barrier.READING][1] == "Landlock"
    assert {barrier: found[barrier] for barrier in CALLS} == dict.fromkeys(CALLS, (Hold.SYSTEM, "seccomp"))
    assert found[Barrier.MEMORY] == (Hold.SYSTEM, "RLIMIT_DATA, seccomp, RLIMIT_AS")
    assert found[Barrier.PROCESSOR] == (Hold.SYSTEM, "RLIMIT_CPU")
    assert {barrier for barrier, (hold, _) in found.items() if hold is Hold.NOTHING} == set()
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES


def test_without_landlock_the_filter_refuses_to_open_a_file_for_writing(tmp_path: Path) -> None:
    needs("seccomp")
    found = tried(tmp_path, NO_LANDLOCK)
    assert {barrier: found[barrier] for barrier in HELD} == dict.fromkeys(HELD, (Hold.SYSTEM, "seccomp"))
    assert found[Barrier.READING] == (Hold.NOTHING, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES


def test_without_a_filter_the_network_is_an_empty_one_of_its_own(tmp_path: Path) -> None:
    empty = ["unshare", "--user", "--net", "true"]
    if subprocess.run(empty, capture_output=True, check=False).returncode != 0:
        pytest.skip("this kernel gives users no network of their own")
    found = tried(tmp_path, NO_SECCOMP)
    assert found[Barrier.NETWORK] == (Hold.SYSTEM, "network namespace")


def test_where_the_system_has_nothing_the_guard_in_the_process_is_what_is_told(tmp_path: Path) -> None:
    found = tried(tmp_path, NO_LANDLOCK, NO_SECCOMP, NO_NAMESPACE)
    assert {barrier: found[barrier] for barrier in HELD} == dict.fromkeys(HELD, (Hold.PROCESS, ""))


def test_without_a_filter_what_is_open_is_told_and_nothing_is_left_of_the_trial(tmp_path: Path) -> None:
    before = count_lasting()
    found = tried(tmp_path, NO_SECCOMP)
    open_here = {Barrier.ATTRIBUTES, Barrier.LOCKS, Barrier.ORPHAN}
    assert {barrier: found[barrier] for barrier in open_here} == dict.fromkeys(open_here, (Hold.NOTHING, ""))
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES
    until = time.monotonic() + 10
    while count_lasting() > before:  # other tests may have some for a moment
        assert time.monotonic() < until, "shared memory, messages or semaphores are left"
        time.sleep(0.1)


def count_lasting() -> int:
    """Count what outlives processes here: shared memory, messages and semaphores."""
    kinds = [Path("/proc/sysvipc", kind) for kind in ("shm", "msg", "sem")]
    return sum(len(kind.read_text().splitlines()) for kind in kinds if kind.exists())


@pytest.mark.parametrize(
    ("barrier", "deed"),
    [
        (Barrier.MESSAGES, "socketpair"), (Barrier.MESSAGES, "sendmsg"), (Barrier.MESSAGES, "msgget"),
        (Barrier.ATTRIBUTES, "fchmod"), (Barrier.ATTRIBUTES, "futimens"), (Barrier.ATTRIBUTES, "fsetxattr"),
        (Barrier.ATTRIBUTES, "ioctl"), (Barrier.LOCKS, "flock"), (Barrier.LOCKS, "fcntl"),
        (Barrier.PRIORITY, "setpriority"), (Barrier.PRIORITY, "sched_setaffinity"), (Barrier.OUTLIVING, "shmget"),
        (Barrier.OUTLIVING, "semget"), (Barrier.ORPHAN, "prctl"), (Barrier.SYSTEM, "sethostname"),
        (Barrier.SYSTEM, "unshare"), (Barrier.SYSTEM, "chroot"), (Barrier.TERMINAL, "ioctl"),
    ],
)  # fmt: skip
def test_one_call_that_is_let_through_is_enough_to_open_a_barrier(
    barrier: Barrier, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Kernel:
        def __getattr__(self, name: str) -> Callable[..., int]:
            def call(*_: object) -> int:
                ctypes.set_errno(errno.EPERM)
                return 0 if name in let_through else -1

            return call

    let_through: set[str] = set()
    monkeypatch.setattr(probe_calls, "_load_library", Kernel)
    monkeypatch.setattr(os, "close", lambda _: None)
    assert {attempt.hold for attempt in probe_calls.try_calls(-1, threads=False)} == {Hold.SYSTEM}
    let_through.add(deed)
    holds = {attempt.barrier: attempt.hold for attempt in probe_calls.try_calls(-1, threads=False)}
    assert holds[barrier] is Hold.NOTHING


@pytest.mark.skipif(not LINUX or os.geteuid() != 0, reason="only root becomes another user")
def test_an_ordinary_user_is_held_to_the_same() -> None:
    needs("Landlock", "seccomp")
    with tempfile.TemporaryDirectory() as folder:  # pytest's own one lets no other user in
        Path(folder).chmod(0o777)
        found = tried(Path(folder), AS_NOBODY)
    assert {barrier: found[barrier] for barrier in CALLS} == dict.fromkeys(CALLS, (Hold.SYSTEM, "seccomp"))
    assert {barrier for barrier, (hold, _) in found.items() if hold is Hold.NOTHING} == set()


def test_a_bound_on_the_processor_that_can_be_raised_is_none(tmp_path: Path) -> None:
    found = tried(tmp_path, "enter.allow_seconds = lambda _: None")
    assert found[Barrier.PROCESSOR] == (Hold.PARENT, "")


def test_threads_without_end_are_refused_where_the_kernel_counts_them(tmp_path: Path) -> None:
    hold, means = tried(tmp_path)[Barrier.THREADS]
    assert (hold, bool(means)) in ((Hold.SYSTEM, True), (Hold.PARENT, False))


def test_what_readers_need_still_works() -> None:
    code = """
import os, threading
from verify.workers.sandbox import enter
enter.confine()
said = []
thread = threading.Thread(target=said.append, args=("thread",))
thread.start()
thread.join()
with open(os.devnull, "w") as nowhere:
    nowhere.write("x")
print(*said)
"""
    done = confined(code)
    assert (done.stdout, done.stderr) == ("thread\n", "")


# what neither Landlock nor the guard covers
SIDE_DOORS = {
    "a signal to its parent": "library.kill(os.getppid(), 0)",
    "a thread of another process": "library.syscall(234, os.getppid(), os.getppid(), 0)",
    "a file's permissions": "library.chmod(path, 0o777)",
    "a file's times": "library.utimes(path, None)",
    "a file's attributes": "library.setxattr(path, b'user.a', b'b', 1, 0)",
    "a second way to open a socket": "library.syscall(425, 8, ctypes.create_string_buffer(120))",
    "a local socket": "library.socket(1, 1, 0)",
    "the memory of another process": "library.ptrace(16, os.getppid(), 0, 0)",
    "keys typed into the terminal": "library.ioctl(0, 0x5412, b'x')",
    "memory that outlives it": "library.shmget(0, 4096, 0o1600)",
    "a process of its own": "library.fork()",
    "another root": "library.chroot(b'/tmp')",
    "the limits of another process": "library.prlimit(os.getppid(), 7, None, ctypes.create_string_buffer(16))",
}


@pytest.mark.parametrize("deed", SIDE_DOORS.values(), ids=SIDE_DOORS.keys())
def test_no_side_door_is_open(deed: str, tmp_path: Path) -> None:
    needs("seccomp")
    if "syscall(234" in deed and os.uname().machine != "x86_64":
        pytest.skip("the number is that of x86-64")
    (tmp_path / "file").touch()
    code = """
import ctypes, os, sys
from verify.workers.sandbox import enter
path = os.fsencode(sys.argv[1])
library = ctypes.CDLL(None, use_errno=True)
enter.confine()
print(%s, ctypes.get_errno())
"""
    assert confined(code % deed, str(tmp_path / "file")).stdout == "-1 1\n"


def test_it_ends_with_its_parent_even_while_a_library_never_gives_the_word_back(tmp_path: Path) -> None:
    stuck = "import ctypes; from verify.workers.sandbox import enter; enter.confine(); print('ready', flush=True)\n"
    stuck += "ctypes.PyDLL(None).sleep(600)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {stuck!r}])"
    with subprocess.Popen([sys.executable, "-c", parent], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        (child,) = psutil.Process(process.pid).children()
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        until = time.monotonic() + 10
        while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < until, "it outlived its parent"
            time.sleep(0.02)


@pytest.mark.parametrize("user", ["root", "somebody"])
def test_it_gives_up_what_root_may_do_beyond_reading(user: str) -> None:
    needs("seccomp")
    if os.geteuid() != 0 and user == "root":
        pytest.skip("only root has rights to give up")
    code = "import os\nfrom verify.workers.sandbox import enter, linux, seccomp\n" + (
        AS_NOBODY if user == "somebody" and os.geteuid() == 0 else ""
    )
    code += "\nenter.confine()\nprint('ready', flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        lines = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
        process.kill()
    status = dict(line.split(":\t", 1) for line in lines)
    reading = 1 << 2  # CAP_DAC_READ_SEARCH
    assert {int(status[name], 16) & ~reading for name in ("CapEff", "CapPrm", "CapInh", "CapAmb")} == {0}
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")


def test_a_worker_has_no_terminal_to_type_into() -> None:
    worker = WorkerProcess((sys.executable, "-c", "input()"), queue.Queue())
    try:
        assert os.getsid(worker.pid) == worker.pid
    finally:
        worker.reap()


def test_the_structures_for_windows_are_as_long_as_windows_expects() -> None:
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert (ctypes.sizeof(windows._Basic), ctypes.sizeof(windows._Extended)) == (64, 144)
    windows.Job(0).close()
