"""`whence doctor`: tells what was tried, in both languages, and never what was not."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pytest

from verify.cli import doctor, main
from verify.model import Problem
from verify.report.words.catalogue import names_in
from verify.workers import worker_process
from verify.workers.protocol import Attempt, Barrier, Hold, Part, Probed
from verify.workers.worker_process import WorkerExit

EVERYTHING = Probed(
    tuple(Attempt(barrier, hold, "means") for barrier in Barrier for hold in Hold),
    (
        Part("pillow", loaded=True, version="13"),
        Part("exifread", loaded=True),
        Part("numpy", version="2", problem="ImportError: \x1b[31mno\u202e"),
        Part("av"),
        Part("rapidocr"),
    ),
)


def test_a_real_worker_is_what_is_tried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["barrier"] for each in told["isolation"]] == [barrier.value for barrier in Barrier]
    holds = {each["barrier"]: each["hold"] for each in told["isolation"]}
    assert holds["handles"] == holds["environment"] == "parent"
    parts = {part["name"]: part for part in told["parts"]}
    assert parts["pillow"]["loaded"]
    assert parts["pillow"]["version"]
    assert {name: part["problem"] for name, part in parts.items() if part["problem"]} == {}
    assert {each["name"] for each in told["lists"]} >= {"C2PA Trust List"}
    assert all(each["days"] >= 0 for each in told["lists"])


def test_the_trial_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert isinstance(doctor.probe(), Probed)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_outcome_has_its_words(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "probe", lambda: EVERYTHING)
    assert main.main(["doctor", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert "(not stated)" not in page
    assert "{" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert ("Nothing prevents" in page) == (language == "en")
    assert set(names_in("commands.doctor.barriers")) == set(Barrier)
    assert set(names_in("commands.doctor.holds")) == set(Hold)


def test_where_no_worker_starts_nothing_is_claimed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "build_worker_command", lambda: (sys.executable, "-c", "raise SystemExit(3)"))
    assert main.main(["doctor", "--lang", "en"]) == 1
    page = capsys.readouterr().out
    assert "nothing could be tried: the worker ended with code 3" in page
    assert "refuses" not in page


def test_a_worker_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_SECONDS", 0.2)
    monkeypatch.setattr(worker_process, "GRACE_SECONDS", 0.1)
    monkeypatch.setattr(doctor, "build_worker_command", lambda: (sys.executable, "-c", "import time; time.sleep(600)"))
    assert doctor.probe() == WorkerExit(Problem.TIMED_OUT, "0.2 s")
