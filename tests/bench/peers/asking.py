"""Asks a program about many files, one after the other, and gives up on a file that takes too long."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Timer

from msgspec import Struct

PACKAGES = {
    "authentica": "authentica==0.2.2",
    "issynthetic": "issynthetic[c2pa]==0.1.0",
    "is-it-ai-mcp": "is-it-ai-mcp==0.1.0",
    "sd-parsers": "sd-parsers==0.6",
}
PATIENCE_SECONDS = 30.0
ADAPTER = Path(__file__).with_name("adapter.py")
ROOT = Path(__file__).resolve().parents[3]
AI = ("ai_generated", "ai_edited", "contains_ai")
VOUCHED = ("captured", "human_made")


class Answer(Struct, frozen=True):
    """`said` is ai, not_ai, silent, error or late; `seconds` is what this file took."""

    said: str
    seconds: float


def environment(folder: Path, name: str) -> Path:
    """The Python of an environment in which the peer is installed; made where it is not there yet."""
    python = folder / name / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = folder / name / "installed"
    if not done.is_file():
        venv.create(folder / name, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PACKAGES[name]], check=True)
        done.touch()
    return python


def of_peer(python: Path, name: str, files: Sequence[Path]) -> Iterator[Answer]:
    """What a peer says of each file."""
    asked: subprocess.Popen[str] | None = None
    for path in files:
        if asked is None or asked.poll() is not None:
            asked = subprocess.Popen(
                [str(python), str(ADAPTER), name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        assert asked.stdin
        assert asked.stdout
        guard = Timer(PATIENCE_SECONDS, asked.kill)
        guard.start()
        begun = time.perf_counter()
        line = ""
        with contextlib.suppress(OSError):  # it died of the file before
            asked.stdin.write(json.dumps(str(path)) + "\n")
            asked.stdin.flush()
            line = asked.stdout.readline()
        guard.cancel()
        if line:
            told = json.loads(line)
            yield Answer(told["said"], told["seconds"])
        else:
            spent = time.perf_counter() - begun
            yield Answer("late" if spent >= PATIENCE_SECONDS else "error", spent)
            asked.kill()
            asked.wait()
    if asked is not None:
        asked.kill()


def of_whence(files: Sequence[Path], *options: str) -> Iterator[Answer]:
    """What Whence's command says of each file; the seconds are those of its readers."""
    command = [sys.executable, str(ROOT / "main.py"), "check", "--json", *options, "--", *map(str, files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as asked:
        assert asked.stdout
        for line in asked.stdout:
            report = json.loads(line)
            verdict = report["verdict"]
            said = "ai" if verdict["conclusion"] in AI else "not_ai" if verdict["conclusion"] in VOUCHED else "silent"
            seconds = sum(reading["ms"] for reading in report["readings"]) / 1000
            yield Answer("error" if verdict["standing"] == "unchecked" else said, seconds)
