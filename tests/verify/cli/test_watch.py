"""`main.py watch` as a person runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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
    assert line.startswith("– unknown: ")
    assert "\x1b" not in line
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 0
    assert b"1 line is in" in said
    documents = [json.loads(text) for text in out.read_text(encoding="utf-8").splitlines()]
    assert [document["file"]["name"] for document in documents] == ["new \x1b[31m.png"]


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
    assert "could not be written" in done.stderr
    assert time.monotonic() - began < 60
