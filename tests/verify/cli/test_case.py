"""`whence case`: a case from its beginning to its deletion, in both languages, and what may go wrong on the way."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build import example_reports
from verify.cli import main
from verify.features.cases.store import COPIES, FILE, CaseStore
from verify.features.packs.layout import APPENDIX
from verify.model import PackItem

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def said(*arguments: object, language: str = "en") -> tuple[int, str, str]:
        status = main.main(["case", *map(str, arguments), "--lang", language])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return said


@pytest.fixture
def original(samples_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(samples_folder / "photo-edited-with-ai.jpg", tmp_path / "photo.jpg"))


def test_a_case_from_its_beginning_to_its_end(
    run: Run, original: Path, tmp_path: Path, own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = original.read_bytes()
    assert run("list")[0] == 0
    assert not (own_data_folder / FILE).exists()  # looking makes nothing
    assert run("new", "港口 Harbour", "--by", "Bo")[:2] == (0, "Case 港口 Harbour created.\n")
    assert run("add", "港口 Harbour", original, "--copy", "--by", "Bo")[0] == 0
    assert run("note", "港口 Harbour", "first\nsecond", "--by", "Ada")[0] == 0
    assert run("tag", "港口 Harbour", "storm", "2026", "--by", "Ada")[0] == 0
    _, said, _ = run("list")
    assert said.startswith("港口 Harbour: 1 file, created ")
    assert "Tags: 2026, storm" in said
    _, said, _ = run("show", "港口 Harbour")
    for text in ("photo.jpg", "copy kept", "    second", "Ada", "Result added: photo.jpg, SHA-256 "):
        assert text in said
    assert run("verify", "港口 Harbour")[0] == 0
    out = tmp_path / "pack.zip"
    assert run("export", "港口 Harbour", "--out", out, "--by", "Ada", "--no-appendix", language="zh_CN")[0] == 0
    with zipfile.ZipFile(out) as made:
        assert APPENDIX not in made.namelist()
    assert "Exported to the evidence pack with the code" in run("show", "港口 Harbour")[1]
    assert main.main(["pack", "verify", str(out), "--lang", "en"]) == 0
    assert main.main(["pack", "rerun", str(out), "--lang", "en"]) == 0
    assert "1 file was checked again, with the same result." in capsys.readouterr().out
    assert run("delete", "港口 Harbour")[0] == 1  # nobody can be asked
    assert run("delete", "港口 Harbour", "--yes")[0] == 0
    assert not (own_data_folder / COPIES).exists()
    assert "There are no cases yet" in run("list")[1]
    assert original.read_bytes() == before


def test_tampering_is_named(run: Run, own_data_folder: Path) -> None:
    run("new", "Harbour", "--by", "Bo")
    run("note", "Harbour", "as it was", "--by", "Bo")
    connection = sqlite3.connect(own_data_folder / FILE)
    connection.execute("UPDATE notes SET text = 'as somebody wants it'")
    connection.execute("DROP TRIGGER custody_stays")
    connection.execute("UPDATE custody SET by = 'Eve' WHERE number = 1")
    connection.commit()
    connection.close()
    status, said, _ = run("verify", "Harbour")
    assert status == 1
    assert "Custody entry 1, or one before it, was changed." in said
    assert "The notes are not the ones that were added." in said
    assert run("verify", "Harbour", language="zh_CN")[1].startswith("保管链的第 1 条记录")


def test_a_broken_database_is_kept_aside_and_told(run: Run, own_data_folder: Path) -> None:
    (own_data_folder / FILE).write_bytes(b"no database at all" * 100)
    status, _, complaint = run("new", "Harbour")
    assert status == 0
    assert "was damaged. It was renamed to" in complaint
    assert len(list(own_data_folder.glob(f"{FILE}.broken-*"))) == 1
    assert run("list")[2] == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases SET name = CAST(x'fffe' AS TEXT)",
        "UPDATE notes SET text = CAST(x'fffe' AS TEXT)",
        "UPDATE notes SET at = x'00'",
        "UPDATE files SET report = 'a text'",
        "UPDATE files SET size = 'large'",
        "UPDATE files SET sha256 = '../../notes.txt'",
        "UPDATE tags SET owner = 'nobody'",
        "ALTER TABLE files RENAME COLUMN path TO place",
        "CREATE TRIGGER more AFTER INSERT ON notes BEGIN DELETE FROM notes; END",
    ],
)
@pytest.mark.parametrize("action", [("show",), ("verify",), ("note", "seen"), ("export", "--out", "pack.zip")])
def test_a_database_that_was_changed_is_kept_aside_whatever_is_asked(
    run: Run, own_data_folder: Path, tmp_path: Path, statement: str, action: tuple[str, ...]
) -> None:
    _keep_one(own_data_folder)
    connection = sqlite3.connect(own_data_folder / FILE)
    connection.execute(statement)
    connection.commit()
    connection.close()
    content = (own_data_folder / FILE).read_bytes()
    verb, *rest = (str(tmp_path / word) if word.endswith(".zip") else word for word in action)
    status, said, complaint = run(verb, "Harbour", *rest)
    assert (status, said, complaint.count("\n")) == (1, "", 1)
    (kept,) = own_data_folder.glob(f"{FILE}.broken-*")
    assert str(kept) in complaint
    assert kept.read_bytes() == content
    assert run("new", "Harbour")[0] == 0


def _keep_one(folder: Path) -> None:
    with CaseStore(folder) as cases:
        cases.begin("Harbour", "Bo")
        cases.add("Harbour", [PackItem(example_reports.full())], "Bo")
        cases.add_note("Harbour", "Seen in the evening.", "Bo")
        cases.add_tag("Harbour", "storm", "Bo")


def test_an_entry_of_any_number_neither_stops_nor_floods_a_verification(run: Run, own_data_folder: Path) -> None:
    _keep_one(own_data_folder)
    connection = sqlite3.connect(own_data_folder / FILE)
    connection.execute("DROP TRIGGER custody_stays")
    connection.execute("UPDATE custody SET number = 1 << 61 WHERE number = 4")
    connection.commit()
    connection.close()
    status, said, _ = run("verify", "Harbour")
    assert status == 1
    assert "Custody entry 4 is missing." in said
    assert "The protection that keeps custody entries from being changed was removed" in said
    assert len(said) < 20_000
    assert run("note", "Harbour", "goes on")[0] == 0


def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in-the-way").write_bytes(b"")
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "in-the-way"))
    status, _, complaint = run("new", "Harbour")
    assert status == 1
    assert "Cannot write to" in complaint


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("show", "Nowhere"), "There is no case named Nowhere.\n"),
        (("new", "a\x1b[31mb"), "A name has at most 200 characters: at least one visible, none hidden.\n"),
        (("export", "Empty", "--out", "x.zip"), "There are no files to make a pack from.\n"),
        (("note", "Empty", ""), "There is nothing to add.\n"),
    ],
)
def test_what_is_refused_has_a_reason(run: Run, arguments: tuple[str, ...], complaint: str) -> None:
    run("new", "Empty")
    status, said, complained = run(*arguments)
    assert (status, said, complained) == (1, "", complaint)


def test_files_are_not_looked_at_for_a_case_that_is_not_there(run: Run, original: Path) -> None:
    assert run("add", "Nowhere", original)[0] == 1
    assert run("add", "Nowhere", "-")[0] == 2
