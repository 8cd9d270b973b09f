"""Calls that the list lacks are refused as ever, and told to whoever asks for them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from verify.cli import doctor, main
from verify.workers.learning import Lesson
from verify.workers.sandbox import seccomp
from verify.workers.sandbox.allowed_calls import DONE_WITHOUT, list_allowed
from verify.workers.sandbox.learn import CallRecorder, RefusedCall, find_name
from verify.workers.sandbox.system_calls import NUMBERS

ROOT = Path(__file__).resolve().parents[4]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are the means of Linux")
DEEDS = """
import ctypes, sys, threading
from verify.workers.sandbox import enter
enter.confine(recorder=sys.argv[1])
library = ctypes.CDLL(None, use_errno=True)
said = []
def attempt(*deed):
    said.append((library.syscall(*deed), ctypes.get_errno()))
attempt(%d, 1, 2, 0)
attempt(%d, 7, 6, 0)
attempt(100_000, 1, 2, 3)
attempt(%d, 5, 6, 7)
thread = threading.Thread(target=attempt, args=(%d, 8, 6, 0))
thread.start()
thread.join()
print(said)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:  # that of pytest has too long a name for a socket
        yield Path(folder, "calls")


def numbers(*names: str) -> tuple[int, ...]:
    machine = seccomp.find_machine()
    if machine is None:
        pytest.skip("there is no filter for this processor")
    return tuple(machine.find_number(name) for name in names)


@LINUX
def test_each_refused_call_is_told_by_its_name_and_refused_with_the_same_error(place: Path) -> None:
    code = DEEDS % numbers("socket", "fcntl", "clone3", "fcntl")
    with CallRecorder(place) as recorder:
        done = subprocess.run(
            [sys.executable, "-c", code, str(place)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if not recorder.workers:
            pytest.skip("this kernel asks nobody")
    assert done.stderr == ""
    assert done.stdout == "[(-1, 1), (-1, 1), (-1, 38), (-1, 38), (-1, 1)]\n"
    told = {(call.name, call.arguments[0]): times for call, times in recorder.refused.items()}
    assert told == {("socket", 1): 1, ("fcntl", 7): 1, ("fcntl", 8): 1}


@LINUX
def test_where_the_recorder_is_gone_the_calls_stay_refused(place: Path) -> None:
    code = """
import ctypes, sys
from verify.workers.sandbox import enter
enter.confine(recorder=sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(ctypes.CDLL(None).socket(1, 2, 0))
"""
    command = [sys.executable, "-c", code, str(place)]
    with CallRecorder(place) as recorder:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        until = time.monotonic() + 10
        while not recorder.workers and time.monotonic() < until:
            time.sleep(0.01)
        if not recorder.workers:
            process.kill()
            process.wait()
            pytest.skip("this kernel asks nobody")
    assert process.communicate("\n", 30)[0] == "-1\n"


@LINUX
def test_readers_of_a_picture_need_nothing_beyond_the_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from PIL import Image

    Image.new("RGB", (64, 64)).save(tmp_path / "a.png")
    (tmp_path / "folder").mkdir()
    Image.new("RGB", (64, 64)).save(tmp_path / "folder" / "b.jpg")
    status = main.main(["doctor", "--json", "--learn", str(tmp_path)])
    told = json.loads(capsys.readouterr().out)
    if not told["processes"]:
        pytest.skip("this kernel asks nobody")
    assert (status, told["files"], told["lacks"]) == (0, 2, [])
    assert set(told["done_without"]) <= DONE_WITHOUT


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_is_lacking_is_named(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Counter({RefusedCall("socket", (1, 2, 0)): 2, RefusedCall("socket", (2, 1, 6)): 1})
    refused[RefusedCall("mkdir", (5, 6, 7))] = 1
    monkeypatch.setattr(doctor, "learn_calls", lambda _paths, _options: Lesson(3, 1, refused))
    assert main.main(["doctor", "--lang", language, "--learn", "a"]) == 1
    page = capsys.readouterr().out
    assert "socket  3" in page
    assert "(0x1, 0x2, 0x0), (0x2, 0x1, 0x6)" in page
    assert "mkdir" in page.splitlines()[-1]
    assert "{" not in page


def test_where_nobody_is_asked_nothing_is_claimed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "learn_calls", lambda _paths, _options: Lesson(3, 0, Counter()))
    assert main.main(["doctor", "--lang", "en", "--learn", "a"]) == 1
    assert "there is nothing to show" in capsys.readouterr().out


def test_what_libraries_do_without_is_not_allowed() -> None:
    assert set(NUMBERS) >= DONE_WITHOUT
    assert not DONE_WITHOUT & set(list_allowed(1, 2, writing=False))


@LINUX
def test_a_number_that_is_not_known_is_told_as_it_is() -> None:
    assert find_name(100_000) == "call 100000"
    (number,) = numbers("socket")
    assert find_name(number) == "socket"
