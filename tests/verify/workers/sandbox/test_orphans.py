"""A worker ends when its parent does, by each of the means alone, although somebody has taken it over."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[4]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are the means of Linux")

# a worker whose own thread no longer listens, and which ignores what can be ignored
TAKEN_OVER = """
import ctypes, os, signal, sys
from verify.workers.sandbox import enter, linux, parent_pipe
%s
enter.confine()
for each in (signal.SIGTERM, signal.SIGXCPU, signal.SIGINT, signal.SIGHUP, signal.SIGIO):
    signal.signal(each, signal.SIG_IGN)
%s
print("ready", flush=True)
while True:
    ctypes.PyDLL(None).usleep(1000)
"""
NO_SIGNAL_AT_DEATH = "linux._END_WITH_PARENT = 3"  # PR_GET_DUMPABLE instead
NO_PIPE = "parent_pipe.end_with_parent = lambda: -1"

PARENT = """
import os, subprocess, sys, time
from verify.workers.sandbox.parent_pipe import ParentPipe
pipe = ParentPipe()
environment = {**os.environ, **pipe.environment}
worker = subprocess.Popen((sys.executable, "-c", sys.argv[1]), pass_fds=pipe.inherited, env=environment)
pipe.attach()
worker.wait()
"""
# what a taken-over worker would do against it
ATTEMPTS = """
import fcntl
def attempt(deed, *words):
    try:
        return deed(*words)
    except OSError as error:
        return -error.errno
(pipe,) = [number for number in range(256) if max(0, attempt(fcntl.fcntl, number, fcntl.F_GETFL)) & os.O_ASYNC]
assert {
    attempt(os.close, pipe),
    attempt(os.dup2, 0, pipe),
    attempt(fcntl.fcntl, pipe, fcntl.F_SETFL, 0),
    attempt(fcntl.fcntl, pipe, 10, 0),
    attempt(fcntl.fcntl, pipe, fcntl.F_SETOWN, 0),
    attempt(fcntl.ioctl, pipe, 0x5452, b"\\0\\0\\0\\0"),
} == {-1}
assert ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == -1
"""


def end_parent_of(worker: str) -> None:
    """Let a parent start `worker`, kill the parent and wait until the worker is gone."""
    with subprocess.Popen((sys.executable, "-c", PARENT, worker), cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        (child,) = psutil.Process(parent.pid).children()
        parent.send_signal(signal.SIGKILL)
        parent.wait(10)
        until = time.monotonic() + 60
        while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
            if time.monotonic() > until:
                child.kill()
                pytest.fail("it outlived its parent")
            time.sleep(0.02)


@pytest.mark.parametrize("missing", [NO_PIPE, NO_SIGNAL_AT_DEATH])
def test_each_means_ends_it(missing: str) -> None:
    end_parent_of(TAKEN_OVER % (missing, "assert os.getppid() > 1"))


def test_its_bound_on_processor_time_ends_it_where_both_are_missing() -> None:
    little = "from verify.model import limits\nlimits.WORKER_PROCESSOR_SECONDS = 1\nenter._CPU_SPARE_SECONDS = 0"
    work = "enter.allow_seconds(0.1)\nprint('ready', flush=True)\nwhile True: pass"
    end_parent_of(TAKEN_OVER % (f"{NO_PIPE}\n{NO_SIGNAL_AT_DEATH}\n{little}", work))


def test_a_taken_over_worker_rids_itself_of_neither() -> None:
    end_parent_of(TAKEN_OVER % (NO_SIGNAL_AT_DEATH, ATTEMPTS))


def test_a_worker_whose_parent_closes_the_pipe_is_killed() -> None:
    closing = PARENT.replace("worker.wait()", "sys.stdin.readline()\npipe.close()\ntime.sleep(600)")
    command = (sys.executable, "-c", closing, TAKEN_OVER % ("", ""))
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        (child,) = psutil.Process(parent.pid).children()
        parent.stdin.write(b"\n")
        parent.stdin.flush()
        until = time.monotonic() + 60
        while child.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < until
            time.sleep(0.02)
        parent.kill()


def test_a_parent_that_was_gone_before_is_noticed() -> None:
    code = """
import os
from verify.workers.sandbox.parent_pipe import VARIABLE, end_with_parent
theirs, ours = os.pipe()
os.environ[VARIABLE] = str(theirs)
os.close(ours)
end_with_parent()
print("alive")
"""
    done = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("number", ["", "x", "-1", "1e3", "99999"])
def test_a_number_that_is_no_pipe_is_left_alone(number: str) -> None:
    code = f"""
import os
from verify.workers.sandbox.parent_pipe import VARIABLE, end_with_parent
os.environ[VARIABLE] = {number!r}
print(end_with_parent())
"""
    done = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "-1\n"
