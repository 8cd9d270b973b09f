"""Nothing leaves this computer: real files are checked with the network cut off and every socket call watched."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
STUB = 2_000  # bytes; in what is smaller, most readers find nothing to read
# calls that could reach anybody outside; local sockets of the system's name service are let pass
OUTWARD = re.compile(r"\b(socket|connect|sendto|sendmsg|bind)\((?!.*\b(AF_UNIX|PF_LOCAL|SCM_RIGHTS)\b).*")


def _watched() -> list[str]:
    """The words to put before a command so that its network calls are written down; without a network if possible."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    unshare = shutil.which("unshare")
    apart = [unshare, "--user", "--map-root-user", "--net"] if unshare else []
    for before in (apart, []):
        words = [*before, strace, "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o"]
        if subprocess.run([*words, "/dev/null", "true"], capture_output=True, check=False).returncode == 0:
            return words
    pytest.skip("processes cannot be watched here")


def _measure(path: Path) -> int:
    return path.stat().st_size


@pytest.fixture(scope="module")
def watched_run(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, list[str], list[str]]:
    """How many reports were asked for, the lines that came out, and the network calls that were made.

    All files are read by the quick readers, and one of each format by all of them.
    """
    folder = tmp_path_factory.mktemp("trace")
    files = sorted(path for path in corpus.rglob("*") if path.is_file())
    lines: list[str] = []
    calls: list[str] = []
    smallest = {
        path.suffix.lower(): path for path in sorted(files, key=_measure, reverse=True) if _measure(path) > STUB
    }
    assert len(smallest) > 25
    for names, some in ((["quick"], files), (["all", "--deep"], list(smallest.values()))):
        command = [sys.executable, str(ROOT / "main.py"), "check", "--json", "--jobs", "2", "--readers", *names]
        watched = [*_watched(), str(folder / "calls"), *command, *map(str, some)]
        done = subprocess.run(watched, capture_output=True, check=False, timeout=900)
        lines += done.stdout.decode("utf-8").splitlines()
        calls += (folder / "calls").read_text(encoding="utf-8").splitlines()
    return len(files) + len(smallest), lines, calls


@pytest.mark.corpus
def test_no_file_makes_a_call_to_the_network(watched_run: tuple[int, list[str], list[str]]) -> None:
    count, lines, calls = watched_run
    assert len(lines) == count > 240
    assert [call for call in calls if OUTWARD.search(call)] == []


@pytest.mark.corpus
def test_every_report_says_that_the_network_was_not_used(watched_run: tuple[int, list[str], list[str]]) -> None:
    assert {json.loads(line)["run"]["network"] for line in watched_run[1]} == {False}


def test_the_window_and_its_workers_make_no_call_to_the_network(
    samples_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    signed = min(samples_folder.glob("*.jpg"))
    window = [sys.executable, str(ROOT / "main.py"), "--self-check", str(tmp_path), str(signed)]
    subprocess.run([*_watched(), str(tmp_path / "calls"), *window], capture_output=True, check=True, timeout=600)
    told = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert "c2pa" in told["readers"]
    assert [call for call in (tmp_path / "calls").read_text().splitlines() if OUTWARD.search(call)] == []


def test_the_watch_sees_what_it_is_there_for(tmp_path: Path) -> None:
    trace = tmp_path / "calls"
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 53))"
    subprocess.run([*_watched(), str(trace), sys.executable, "-c", code], capture_output=True, check=False)
    assert [call for call in trace.read_text().splitlines() if OUTWARD.search(call)] != []
