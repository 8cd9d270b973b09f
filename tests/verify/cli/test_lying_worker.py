"""A worker that lies in its texts costs its own file: neither the others of the run, nor the memory, nor a case."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.verify.workers.doubles import lying_worker
from verify.cli import main
from verify.features.cases.store import CaseStore
from verify.features.memory.stores.sqlite import SqliteStore
from verify.model import Problem
from verify.store import memory_switch
from verify.workers import pool

COMMAND = (sys.executable, str(Path(lying_worker.__file__).resolve()))


@pytest.fixture
def files(samples_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files about which the worker lies, and an honest one behind them."""
    monkeypatch.setattr(pool, "build_worker_command", lambda: COMMAND)
    named = [tmp_path / f"lie-{word}.png" for word in ("reader", "sha256", "checked_at")]
    return [str(shutil.copy(samples_folder / "ai-picture.png", path)) for path in (*named, tmp_path / "honest.png")]


def test_a_check_with_the_memory_on_goes_on(
    files: list[str], own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory_switch.turn(own_data_folder, on=True)
    assert main.main(["check", "--json", "--readers", "quick", *files]) == 1
    said = capsys.readouterr()
    *lies, honest = map(json.loads, said.out.splitlines())
    assert [(lie["file"]["path"], lie["file"]["problem"]) for lie in lies] == [
        (path, Problem.WORKER_DIED) for path in files[:-1]
    ]
    assert honest["verdict"]["conclusion"] == "ai_generated"
    assert said.err == ""
    with SqliteStore(own_data_folder) as memory:
        assert [file.name for file in memory.list_newest(9)] == ["honest.png"]


def test_a_case_takes_the_others(files: list[str], own_data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["case", "new", "Harbour"])
    files = files[-2:]
    assert main.main(["case", "add", "Harbour", *files]) == 1
    assert "internal error" not in capsys.readouterr().err
    with CaseStore(own_data_folder) as cases:
        items = cases.load_items("Harbour")
        assert [item.report.file.problem for item in items] == [*[Problem.WORKER_DIED] * len(files[:-1]), None]
        assert cases.check("Harbour") == ()
