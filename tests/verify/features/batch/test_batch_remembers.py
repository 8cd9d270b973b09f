"""Where the memory is on, a batch and a watched folder ask it and fill it, and judge as without it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL.PngImagePlugin import PngInfo

from tests.build.media.drawings.motifs import motif
from verify.features.batch import job as jobs
from verify.features.batch import process as batch_work
from verify.features.batch.job import Job, Kind
from verify.features.batch.journal import read_report, read_rows
from verify.model import Conclusion, Report, Standing
from verify.store import memory_switch

MAIN = Path(batch_work.__file__).resolve().parents[3] / "main.py"
ORIGINAL = motif(1)
SETTINGS = "a harbour\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 900x600, Model: x"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("WHENCE_DATA", str(folder))
    return folder


def originals(folder: Path) -> Path:
    text = PngInfo()
    text.add_text("parameters", SETTINGS)
    ORIGINAL.save(folder / "original.png", pnginfo=text)
    return folder / "original.png"


def copied(folder: Path) -> Path:
    ORIGINAL.crop((30, 20, 870, 580)).resize((600, 400)).save(folder / "copy.jpg", quality=60)
    return folder / "copy.jpg"


def batch(*paths: Path) -> dict[str, Report]:
    """The reports of a batch that checked these files one after the other."""
    job = Job(Kind.CHECK, tuple(map(str, paths)), ("quick",), datetime.now(UTC), at_a_time=1)
    folder = jobs.begin(job)
    with subprocess.Popen(
        [sys.executable, str(MAIN), "batch-run", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        assert process.wait(120) == 0
    found = {}
    for row in read_rows(folder):
        report = read_report(folder, row.at, row.length)
        assert report is not None
        found[report.file.name] = report
    return found


def memories(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if finding.code.startswith("memory.")]


def test_a_batch_knows_a_stripped_copy_of_what_it_checked_before(data: Path, tmp_path: Path) -> None:
    memory_switch.turn(data, on=True)
    reports = batch(originals(tmp_path), copied(tmp_path))
    assert memories(reports["original.png"]) == []
    assert memories(reports["copy.jpg"]) == ["memory.looks_like"]
    verdict = reports["copy.jpg"].verdict
    assert (verdict.conclusion, verdict.standing) == (Conclusion.UNKNOWN, Standing.NONE)


def test_a_batch_keeps_nothing_where_the_memory_is_off(data: Path, tmp_path: Path) -> None:
    reports = batch(originals(tmp_path), copied(tmp_path))
    assert memories(reports["copy.jpg"]) == []
    assert [path.name for path in data.iterdir() if "memory" in path.name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs Ctrl-C for a process")
def test_a_watched_folder_is_remembered_too(data: Path, tmp_path: Path) -> None:
    memory_switch.turn(data, on=True)
    seen, out = tmp_path / "watched", tmp_path / "results.jsonl"
    seen.mkdir()
    command = [sys.executable, str(MAIN), "watch", "--readers", "quick", "--jobs", "1", "--out", str(out), str(seen)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            originals(seen)
            wait_until(lambda: len(lines(out)) == 1)
            copied(seen)
            wait_until(lambda: len(lines(out)) == 2)
        finally:
            process.send_signal(signal.SIGINT)
    (found,) = [line for line in lines(out) if line["file"]["name"] == "copy.jpg"]
    assert "memory.looks_like" in [finding["code"] for finding in found["findings"]]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)
