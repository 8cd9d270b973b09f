from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from verify.cli import main
from verify.features.teaching import samples
from verify.features.teaching.samples import catalogue, certificates
from verify.store.trust.store import TrustStore


def test_the_samples_are_written_and_what_to_do_next_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "with a blank"
    assert main.main(["samples", str(folder), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    for sample in samples.read_samples():
        assert (folder / sample.file).is_file()
        assert dict(sample.teaches)["en"] in out
    assert f"trust add {shlex.quote(str(folder / samples.ANCHOR))}" in out
    assert f"check {shlex.quote(str(folder))}" in out


def test_the_commands_that_are_told_work(
    tmp_path: Path, own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["samples", str(tmp_path / "new"), "--lang", "en"]) == 0
    told = [shlex.split(line) for line in capsys.readouterr().out.splitlines() if " trust " in line]
    store = TrustStore(own_data_folder)
    assert [item.facts.kind for item in store.lists()].count("demonstration") == 1
    assert [main.main(words[words.index("trust") :]) for words in told if "remove" in words] == [0]
    assert [item.facts.kind for item in store.lists()].count("demonstration") == 0
    assert [main.main(words[words.index("trust") :]) for words in told if "add" in words] == [0]
    assert [item.facts.kind for item in store.lists()].count("user") == 1


def check(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    main.main(["check", str(path), "--json", "--readers", "quick", "--lang", "en"])
    report: dict[str, object] = json.loads(capsys.readouterr().out)
    return report


def test_samples_made_here_are_recognised_and_those_of_anybody_elses_root_are_not(
    tmp_path: Path, own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["samples", str(tmp_path / "made here")]) == 0
    same_names = catalogue.make_samples(certificates.make_cast())["photo.jpg"]
    (tmp_path / "photo.jpg").write_bytes(same_names)
    ours = check(tmp_path / "made here" / "photo.jpg", capsys)
    theirs = check(tmp_path / "photo.jpg", capsys)
    assert ours["verdict"]["standing"] == "confirmed"  # type: ignore[index]
    assert theirs["verdict"]["standing"] == "unconfirmed"  # type: ignore[index]
    assert "according to Demonstration Camera (a sample of Whence's lesson)" in str(ours)


def test_a_root_that_cannot_be_kept_costs_no_sample(
    tmp_path: Path, own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_data_folder.mkdir(exist_ok=True)
    (own_data_folder / "trust").write_bytes(b"in the way")
    assert main.main(["samples", str(tmp_path / "made"), "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "Cannot write to the folder" in said.err
    assert "trust add" in said.out
    assert "trust remove" not in said.out


def test_the_samples_speak_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["samples", str(tmp_path / "new"), "--lang", "zh_CN"]) == 0
    out = capsys.readouterr().out
    assert dict(samples.read_samples()[0].teaches)["zh_CN"] in out
    assert "接下来" in out


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"mine")
    assert main.main(["samples", str(tmp_path), "--lang", "en"]) == 2
    assert "--force" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]
    assert (tmp_path / "photo.jpg").read_bytes() == b"mine"


def test_with_force_other_files_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")
    assert main.main(["samples", str(tmp_path), "--force"]) == 0
    assert (tmp_path / "mine.txt").read_bytes() == b"mine"
    assert (tmp_path / samples.EXPECTED).is_file()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert main.main(["samples", str(tmp_path / "file"), "--lang", "en"]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_a_reason_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert main.main(["samples", str(tmp_path / "file" / "below")]) == 1
    assert "Traceback" not in capsys.readouterr().err
