"""`whence check -`: what comes on standard input is checked like a file, and named for what it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from verify.cli import main as cli
from verify.cli.check.standard_input import read_standard_input
from verify.model import limits
from verify.report.words.catalogue import Translator

ROOT = Path(__file__).resolve().parents[4]
CHECK = (sys.executable, str(ROOT / "main.py"), "check", "--readers", "exif,xmp")


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("piped") / "a.png"
    Image.new("RGB", (8, 8), "teal").save(path)
    return path


def check(given: bytes, *arguments: object) -> tuple[int, list[dict[str, Any]], str]:
    command = [*CHECK, "--json", "--lang", "en", *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=300)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def test_a_piped_file_gets_the_report_of_the_file_in_its_turn_and_leaves_nothing_behind(
    picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    status, (before, piped, after), said = check(picture.read_bytes(), picture, "-", picture)
    assert (status, said) == (0, "")
    assert (piped["file"]["path"], piped["file"]["name"]) == ("-", "standard input")
    assert (before["file"]["path"], after["file"]["path"]) == (str(picture), str(picture))
    assert piped["file"]["sha256"] == before["file"]["sha256"]
    assert piped["findings"] == before["findings"]
    assert list(tmp_path.iterdir()) == []


def test_nothing_piped_is_an_empty_file() -> None:
    status, (report,), _ = check(b"", "-")
    assert (status, report["file"]["problem"], report["file"]["name"]) == (1, "empty", "standard input")


def test_crjson_of_standard_input_names_it_too(picture: Path) -> None:
    done = subprocess.run([*CHECK, "--crjson", "-"], input=picture.read_bytes(), capture_output=True, check=False)
    assert json.loads(done.stdout)["extras:whence"]["file"]["path"] == "-"


@pytest.mark.parametrize("arguments", [["-", "-"], ["-", "--out", "results.jsonl"]])
def test_what_standard_input_cannot_be_asked_for_is_wrong_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", *arguments]) == 2
    assert "standard input" in capsys.readouterr().err


def test_more_than_may_come_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[int] = []

    def read(descriptor: int, most: int) -> bytes:
        asked.append(descriptor)
        return bytes(100)  # without end

    monkeypatch.setattr(limits, "STANDARD_INPUT_BYTES", 950)
    monkeypatch.setattr(os, "read", read)
    with read_standard_input(["-"], Translator("en")) as came:
        (given,) = came.given.values()
        assert [file.problem for file in given.copy()] == ["too_large"]
    assert asked == [0] * 10
