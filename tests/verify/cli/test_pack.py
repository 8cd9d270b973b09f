"""`whence pack`: what is made is checked and run again, and whatever differs is said."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from verify.cli import main
from verify.features.packs import archive, contents
from verify.features.packs.layout import FACTS, MANIFEST, REPORTS

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def said(*arguments: object, language: str = "en") -> tuple[int, str]:
        status = main.main(["pack", *map(str, arguments), "--lang", language])
        return status, capsys.readouterr().out

    return said


def parts_of(pack: Path) -> dict[str, bytes]:
    """The files of a pack, but not the manifest, which a new pack of them makes anew."""
    with zipfile.ZipFile(pack) as file:
        return {name: file.read(name) for name in file.namelist() if name != MANIFEST}


@pytest.fixture(scope="module")
def originals(samples_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    for name in ("photo-edited-with-ai.jpg", "plain.jpg"):
        shutil.copy(samples_folder / name, folder)
    return folder


@pytest.fixture(scope="module")
def pack(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("packs") / "pack.zip"
    assert main.main(["pack", "make", "--out", str(out), "--by", "Ada", "--lang", "zh_CN", str(originals)]) == 0
    return out


def test_a_pack_made_in_chinese_is_checked_and_run_again_in_english(pack: Path, run: Run) -> None:
    status, said = run("verify", pack)
    assert status == 0
    assert "This pack is unchanged" in said
    status, said = run("rerun", pack)
    assert status == 0
    assert "2 files were checked again, all with the same result." in said


def test_a_linked_folder_is_left_out_and_named(originals: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(originals / "plain.jpg", folder)
    (folder / "linked").symlink_to(originals, target_is_directory=True)
    status, said = run("make", "--out", tmp_path / "pack.zip", "--readers", "quick", folder)
    assert status == 0
    assert "with the results for 1 file." in said
    assert "1 selected file is not in this pack" in said
    (left,) = json.loads(parts_of(tmp_path / "pack.zip")[FACTS])["left_out"]
    assert (left["name"], left["reason"]) == ("linked", "link")
    status, said = run("rerun", tmp_path / "pack.zip")
    assert "1 file was left out when the pack was made" in said


def test_originals_that_moved_are_found_by_their_content(pack: Path, originals: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    copy = tmp_path / "pack.zip"
    shutil.copy(pack, copy)
    for number, path in enumerate(originals.iterdir()):
        shutil.copy(path, folder / f"renamed-{number}")
    (folder / "other").write_bytes(b"not it")
    moved = originals.with_name("moved")
    originals.rename(moved)
    try:
        status, said = run("rerun", copy, "--files", folder)
        assert status == 0
        assert "2 files were checked again, all with the same result." in said
        status, said = run("rerun", copy)
        assert status == 1
        assert "plain.jpg: the original was not found here" in said
        assert "No original was found" in said
    finally:
        moved.rename(originals)


def test_a_result_that_differs_is_named_by_code(pack: Path, originals: Path, tmp_path: Path, run: Run) -> None:
    content = parts_of(pack)
    lines = [json.loads(line) for line in content[REPORTS].splitlines()]
    for line in lines:
        line["verdict"]["conclusion"] = "captured"
        line["findings"].append({"code": "metadata.invented", "claim": "captured", "strength": "stated"})
        line["run"]["whence"] = "0.0.1"
    content[REPORTS] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    archive.write(tmp_path / "other.zip", content.items())
    status, said = run("rerun", tmp_path / "other.zip")
    assert status == 1
    assert "Result: captured in the pack, unknown now" in said
    assert "Finding metadata.invented · captured · stated: in the pack, but not found now" in said
    assert "Whence version: 0.0.1 in the pack" in said
    assert "2 files were checked again, and some results differ." in said


def test_another_file_in_the_place_of_an_original_is_not_compared(pack: Path, originals: Path, run: Run) -> None:
    path = originals / "plain.jpg"
    whole = path.read_bytes()
    path.write_bytes(whole + b"\0")
    try:
        status, said = run("rerun", pack)
    finally:
        path.write_bytes(whole)
    assert status == 1
    assert "plain.jpg: the file at this location is not the one in the pack" in said


def test_readers_that_this_version_lacks_are_not_asked(pack: Path, tmp_path: Path, run: Run) -> None:
    content = parts_of(pack)
    facts = json.loads(content[FACTS])
    facts["settings"]["readers"] = ["exif", "of_the_future"]
    content[FACTS] = json.dumps(facts).encode()
    archive.write(tmp_path / "other.zip", content.items())
    status, said = run("rerun", tmp_path / "other.zip")
    assert status == 1
    assert "Check xmp: looked in the pack, switched_off now" in said


def test_only_the_readers_that_were_asked_for_look(originals: Path, tmp_path: Path, run: Run) -> None:
    assert run("make", "--out", tmp_path / "pack.zip", "--readers", "exif,nobody", originals)[0] == 2
    assert run("make", "--out", tmp_path / "pack.zip", "--readers", "exif", originals / "plain.jpg")[0] == 0
    facts = contents.read_pack(tmp_path / "pack.zip").facts
    assert facts is not None
    assert facts.readers == ("exif",)
    assert run("rerun", tmp_path / "pack.zip")[0] == 0


def test_a_flipped_byte_is_named(pack: Path, tmp_path: Path, run: Run) -> None:
    whole = bytearray(pack.read_bytes())
    at = whole.index(b"pictures/0001.jpg") + 500
    whole[at] ^= 1
    (tmp_path / "pack.zip").write_bytes(whole)
    for language, changed in (("en", "Changed: pictures/0001.jpg"), ("zh_CN", "已改动：pictures/0001.jpg")):
        status, said = run("verify", tmp_path / "pack.zip", language=language)
        assert status == 1
        assert changed in said.splitlines()
    _, said = run("rerun", tmp_path / "pack.zip")
    assert said.startswith("This pack was changed after it was made")


@pytest.mark.parametrize(
    ("facts", "reports"),
    [
        (b"not JSON", b""),
        (b"[]", b""),
        (b'{"schema": "something/1"}', b""),
        (b'{"schema": "whence.pack/1"}', b"[1]\n"),
        (b'{"schema": "whence.pack/1"}', b'{"schema": "whence.report/1"'),
        (b'{"schema": "whence.pack/1"}', b"[" * 100_000 + b"\n"),
    ],
)
def test_what_only_looks_like_a_pack_is_refused(facts: bytes, reports: bytes, tmp_path: Path, run: Run) -> None:
    archive.write(tmp_path / "pack.zip", [(FACTS, facts), (REPORTS, reports)])
    assert run("rerun", tmp_path / "pack.zip")[0] == 1


def test_values_of_the_wrong_kind_in_a_pack_are_nothing(tmp_path: Path) -> None:
    line = {"schema": "whence.report/1", "file": [], "verdict": 3, "findings": {"a": 1}, "readings": [7], "run": None}
    content = json.dumps(line).encode() + b"\n"
    archive.write(tmp_path / "pack.zip", [(FACTS, b'{"schema": "whence.pack/1", "settings": 5}'), (REPORTS, content)])
    (past,) = contents.read_pack(tmp_path / "pack.zip").files
    assert (past.sha256, past.size, past.results) == ("", 0, ())


def test_nothing_is_overwritten_and_nothing_made_of_nothing(
    pack: Path, originals: Path, tmp_path: Path, run: Run
) -> None:
    before = pack.read_bytes()
    assert run("make", "--out", pack, originals)[0] == 1
    assert pack.read_bytes() == before
    (tmp_path / "empty").mkdir()
    assert run("make", "--out", tmp_path / "new.zip", tmp_path / "empty")[0] == 1
    assert run("verify", tmp_path / "nowhere.zip")[0] == 1
    assert not (tmp_path / "new.zip").exists()


def test_a_file_whose_name_is_no_text_is_found_again_and_never_the_one_beside_it(
    originals: Path, tmp_path: Path, run: Run
) -> None:
    bad = tmp_path / os.fsdecode(b"bad\xff.jpg")
    try:
        shutil.copy(originals / "plain.jpg", bad)
    except OSError:
        pytest.skip("names of files are text on this system")
    for name in ("bad.jpg", "bad\ufffd.jpg"):
        bad.with_name(name).write_bytes(b"a neighbour")
    assert run("make", "--out", tmp_path / "pack.zip", "--readers", "quick", bad)[0] == 0
    (past,) = contents.read_pack(tmp_path / "pack.zip").files
    assert os.fsencode(past.path) == os.fsencode(bad)
    status, said = run("rerun", tmp_path / "pack.zip")
    assert status == 0
    assert "bad⟨U+DCFF⟩.jpg: same result as in the pack." in said


def test_a_file_that_cannot_be_read_stands_in_the_pack(tmp_path: Path, run: Run) -> None:
    status, said = run("make", "--out", tmp_path / "folder", tmp_path / "nowhere.jpg")
    assert status == 1
    assert "1 file could not be read. The pack gives the reason." in said
    assert run("verify", tmp_path / "folder")[0] == 0
    status, said = run("rerun", tmp_path / "folder")
    assert status == 1
    assert "the pack has no checksum of this file" in said
