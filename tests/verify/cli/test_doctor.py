"""`whence doctor`: tells what was tried, in both languages, and never what was not."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pytest

from verify.cli import main
from verify.model import Problem
from verify.model.errors import TaskError, TaskProblem
from verify.report.words.catalogue import names_in
from verify.workers import trial
from verify.workers.process import worker_process
from verify.workers.process.worker_process import WorkerExit
from verify.workers.protocol import Attempt, Barrier, Hold, Part, Probed
from verify.workers.sandbox import linux
from verify.workers.trial import Trial

EVERYTHING = Trial(
    Probed(
        tuple(Attempt(barrier, hold, "means") for barrier in Barrier for hold in Hold),
        (
            Part("pillow", loaded=True, version="13"),
            Part("exifread", loaded=True),
            Part("numpy", version="2", problem="ImportError: \x1b[31mno\u202e"),
            Part("av"),
            Part("rapidocr"),
        ),
    ),
    (Attempt(Barrier.NETWORK, Hold.NOTHING),),
    landlock=3,
)
HELD = Probed((Attempt(Barrier.NETWORK, Hold.SYSTEM, "seccomp"),), (Part("av"),))


def test_a_real_worker_is_what_is_tried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["barrier"] for each in told["isolation"]] == [barrier.value for barrier in Barrier]
    holds = {each["barrier"]: each["hold"] for each in told["isolation"]}
    assert holds["handles"] == holds["environment"] == "parent"
    assert told["task_not_tried"] == ""
    assert {each["barrier"] for each in told["task_isolation"]} == set(holds) - {"threads"}
    assert told["landlock"] == linux.ask_landlock_version() or not sys.platform.startswith("linux")
    parts = {part["name"]: part for part in told["parts"]}
    assert parts["pillow"]["loaded"]
    assert parts["pillow"]["version"]
    assert {name: part["problem"] for name, part in parts.items() if part["problem"]} == {}
    assert {each["name"] for each in told["lists"]} >= {"C2PA Trust List"}
    assert all(each["days"] >= 0 for each in told["lists"])


def test_the_trial_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert isinstance(trial.try_worker(), Probed)
    assert not isinstance(trial.try_task(), TaskError)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_outcome_has_its_words(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trial, "try_all", lambda: EVERYTHING)
    assert main.main(["doctor", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert "(not stated)" not in page
    assert "{" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert ("Nothing prevents" in page) == (language == "en")
    assert set(names_in("commands.doctor.barriers")) == set(Barrier)
    assert set(names_in("commands.doctor.holds")) == set(Hold)
    assert set(names_in("commands.doctor.landlock.bounds")) == set(linux.LATER_BOUNDS.values())


@pytest.mark.parametrize(
    ("outcome", "said", "unsaid"),
    [
        (Trial(HELD, HELD.attempts), "All of this is prevented", "nothing stops"),
        (Trial(HELD, HELD.attempts), "with the same outcome", "outcomes differ"),
        (
            Trial(HELD, (Attempt(Barrier.NETWORK, Hold.PROCESS),)),
            "Blocked only by the process itself",
            "the same outcome",
        ),
        (Trial(HELD, TaskError(TaskProblem.DIED, "signal 9")), "None of them could be tried: signal 9", "outcome"),
        (Trial(HELD, TaskError(TaskProblem.TOO_SLOW)), "None of them could be tried: too_slow", "outcome"),
        (Trial(EVERYTHING.worker), "nothing stops 40 of these", "All of this is prevented"),
        (Trial(HELD), "Blocked by the system (seccomp)", "Landlock"),
        (Trial(HELD, landlock=0), "This kernel has no Landlock", "It cannot block"),
        (Trial(HELD, landlock=1), "TCP connections (4), commands to devices (5), signals", "It can block"),
        (Trial(HELD, landlock=4), "TCP connections (4). It cannot block", "3), commands"),
        (Trial(HELD, landlock=9), "local sockets (6).", "It cannot block"),
    ],
)
def test_the_page_says_what_is_held_and_what_the_kernel_lacks(
    outcome: Trial, said: str, unsaid: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trial, "try_all", lambda: outcome)
    assert main.main(["doctor", "--lang", "en"]) == 0
    page = capsys.readouterr().out
    assert said in page
    assert unsaid not in page


def test_where_no_worker_starts_nothing_is_claimed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trial, "build_worker_command", lambda: (sys.executable, "-c", "raise SystemExit(3)"))
    assert main.main(["doctor", "--lang", "en"]) == 1
    page = capsys.readouterr().out
    assert "could be started: the worker ended with code 3" in page
    assert "refuses" not in page


def test_a_worker_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_SECONDS", 0.2)
    monkeypatch.setattr(worker_process, "GRACE_SECONDS", 0.1)
    monkeypatch.setattr(trial, "build_worker_command", lambda: (sys.executable, "-c", "import time; time.sleep(600)"))
    assert trial.try_worker() == WorkerExit(Problem.TIMED_OUT, "0.2 s")
