"""`main.py watch` as a person runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[3]
WATCH = (sys.executable, str(ROOT / "main.py"), "watch", "--readers", "preview")


def test_new_files_get_a_line_each_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    Image.new("RGB", (8, 8)).save(folder / "old.png")
    out = folder / "results.jsonl"
    environment = {**os.environ, "LANG": "C", "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(
        [*WATCH, "--new-only", "--out", str(out), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert running.stderr is not None
    assert running.stdout is not None
    assert b"Watching 1 folder" in running.stderr.readline()
    Image.new("RGB", (8, 8)).save(folder / "new \x1b[31m.png")
    line = running.stdout.readline().decode()
    assert line.startswith("– can't tell: ")
    assert "\x1b" not in line
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 0
    assert b"holds 1 result." in said
    documents = [json.loads(text) for text in out.read_text(encoding="utf-8").splitlines()]
    assert [document["file"]["name"] for document in documents] == ["new \x1b[31m.png"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text on this system")
def test_a_folder_and_a_file_whose_names_are_no_text_are_watched(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"folder\xff")
    folder.mkdir()
    out = tmp_path / "results.jsonl"
    environment = {**os.environ, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(
        [*WATCH, "--out", str(out), str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert running.stderr is not None
    assert running.stdout is not None
    assert b"Watching 1 folder" in running.stderr.readline()
    new = folder / os.fsdecode(b"new\xfe.png")
    with new.open("wb") as file:
        Image.new("RGB", (8, 8)).save(file, "PNG")
    assert b"U+DCFE" in running.stdout.readline()
    folder.rename(tmp_path / "away")
    assert b"U+DCFF" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 0, said
    (document,) = [json.loads(text) for text in out.read_text(encoding="utf-8").splitlines()]
    assert (document["file"]["problem"], document["file"]["size"] > 0) == (None, True)
    assert document["file"]["path"] == os.fsencode(new).decode("utf-8", "replace")


def test_wrong_usage_is_told(tmp_path: Path) -> None:
    for arguments, said in (
        ((str(tmp_path / "none"),), "none is not a folder"),
        (("--resume", str(tmp_path)), "--out"),
        (("--jobs", "0", str(tmp_path)), "--jobs"),
        (("--readers", "nobody", str(tmp_path)), "--readers takes"),
    ):
        done = subprocess.run([*WATCH, *arguments], capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 2
        assert said in done.stderr


def test_results_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    began = time.monotonic()
    done = subprocess.run(
        [*WATCH, "--out", str(tmp_path), str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "Cannot write " in done.stderr
    assert time.monotonic() - began < 60
