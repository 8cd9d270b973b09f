"""`check --out`, killed, interrupted and refused: no file is judged twice, and none is left out."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.verify.cli.check.test_check import CHECK, assert_no_traceback

FILES = 300


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Identical files in folders, under names that differ as little as names can."""
    folder = tmp_path_factory.mktemp("many")
    first = folder / "0.png"
    Image.new("RGB", (64, 48), "teal").save(first)
    for number in range(1, FILES):
        path = folder / f"part {number % 7}" / (f"{number}.png" if number % 2 else f"{number - 1}.PNG")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(first.read_bytes())
    return folder


def start(*arguments: object) -> subprocess.Popen[bytes]:
    command = [*CHECK, "--readers", "preview,exif", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "LANG": "C"})


def run(*arguments: object, limit: Callable[[], None] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [*CHECK, "--readers", "preview,exif", *map(str, arguments)]
    environment = {**os.environ, "LANG": "C"}
    return subprocess.run(command, capture_output=True, env=environment, preexec_fn=limit, check=False, timeout=300)


def documents(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def wait_for_lines(out: Path, count: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not out.exists() or out.read_bytes().count(b"\n") < count:
        assert time.monotonic() < until
        assert running.poll() is None
        time.sleep(0.02)


def assert_each_once(out: Path, folder: Path) -> None:
    judged = Counter(document["file"]["path"] for document in documents(out))
    assert judged == Counter(str(path) for path in folder.rglob("*") if path.is_file())


def test_a_run_that_is_killed_again_and_again_judges_every_file_exactly_once(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    for lines in (1, 60, 150):
        running = start(many, "--jobs", 2, "--out", out, "--resume")
        wait_for_lines(out, lines, running)
        running.send_signal(signal.SIGKILL)
        running.communicate()
    with out.open("ab") as file:
        file.write(out.read_bytes()[:200])  # as if the last kill had come in the middle of a line
    done = run(many, "--jobs", 2, "--out", out, "--resume")
    assert done.returncode == 0
    assert b"incomplete" in done.stderr
    assert_each_once(out, many)
    before = out.read_bytes()
    assert run(many, "--out", out, "--resume").returncode == 0
    assert out.read_bytes() == before


def test_shares_are_together_all_files_and_each_goes_on_by_itself(many: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
    assert run(many, "--jobs", 2, "--shard", "1/2", "--out", outs[0]).returncode == 0
    running = start(many, "--jobs", 2, "--shard", "2/2", "--out", outs[1])
    wait_for_lines(outs[1], 5, running)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert run(many, "--jobs", 2, "--shard", "2/2", "--out", outs[1], "--resume").returncode == 0
    whole = tmp_path / "whole.jsonl"
    whole.write_bytes(b"".join(out.read_bytes() for out in outs))
    assert_each_once(whole, many)
    assert all(len(documents(out)) > FILES // 4 for out in outs)


def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    running = start(many, "--out", out)
    wait_for_lines(out, 5, running)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in said
    assert b"--resume" in said
    assert out.read_bytes().endswith(b"}\n")
    assert f"holds {len(documents(out))} results" in said.decode()
    assert run(many, "--jobs", 2, "--out", out, "--resume").returncode == 0
    assert_each_once(out, many)


def test_a_full_disk_is_said_and_loses_nothing(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    room = 100_000

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = run(many, "--out", out, limit=little_room)
    assert done.returncode == 1
    assert_no_traceback(done)
    assert str(out) in done.stderr.decode()
    assert b"Cannot write " in done.stderr
    assert room - 20_000 < out.stat().st_size <= room
    assert len(documents(out)) > 3
    assert run(many, "--jobs", 2, "--out", out, "--resume").returncode == 0
    assert_each_once(out, many)


def test_results_that_are_removed_while_they_are_written_are_not_said_to_be_there(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    running = start(many, "--out", out)
    wait_for_lines(out, 5, running)
    out.unlink()
    _, said = running.communicate(timeout=120)
    assert running.returncode == 1
    assert b"was deleted or replaced during the run" in said
    assert b" results." not in said
    assert not out.exists()


@pytest.mark.parametrize("name", ["", "no such folder/results.jsonl", "file/results.jsonl"])
def test_a_place_that_cannot_be_written_is_named(many: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    done = run(many, "--out", tmp_path / name)
    assert done.returncode == 1
    assert_no_traceback(done)
    assert f"Cannot write {tmp_path / name}: " in done.stderr.decode()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(many: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = run(many, "--out", tmp_path / "results.jsonl")
    assert done.returncode == 1
    assert b"Cannot write " in done.stderr


def test_results_are_never_written_over_and_the_results_are_not_checked_themselves(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png")
    out = tmp_path / "results.jsonl"
    assert run(tmp_path, "--out", out).returncode == 0
    before = out.read_bytes()
    assert before.count(b"\n") == 1
    again = run(tmp_path, "--out", out)
    assert again.returncode == 2
    assert b"--resume" in again.stderr
    mistaken = run(out, "--out", tmp_path / "a.png", "--resume")
    assert mistaken.returncode == 2
    assert b"something other" in mistaken.stderr
    assert out.read_bytes() == before


def test_files_that_vanished_came_back_or_changed_are_told_of_truly(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("stays.png", "changes.png"):
        Image.new("RGB", (8, 8)).save(folder / name)
    out = tmp_path / "results.jsonl"
    named = [folder / name for name in ("stays.png", "changes.png", "comes.png")]
    assert run(*named, "--out", out).returncode == 1
    assert [document["file"]["problem"] for document in documents(out)] == [None, None, "not_found"]
    Image.new("RGB", (8, 8)).save(folder / "comes.png")
    Image.new("RGB", (9, 9)).save(folder / "changes.png")
    assert run(*named, "--out", out, "--resume").returncode == 0
    later = documents(out)[3:]
    assert sorted(document["file"]["name"] for document in later) == ["changes.png", "comes.png"]
    assert all(document["file"]["problem"] is None for document in later)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--resume",), b"--out"), (("--out", "x", "--html"), b"--html"), (("--out", "x", "--text"), b"--text")],
)
def test_options_that_do_not_belong_together_are_refused(
    tmp_path: Path, arguments: tuple[str, ...], said: bytes
) -> None:
    done = run(*arguments, tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
