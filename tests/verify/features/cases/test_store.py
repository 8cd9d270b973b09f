"""Cases: what is kept comes back, what was tampered with is found, what is deleted is gone, originals stay."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.build import example_reports
from verify.features.cases import model as chain
from verify.features.cases.model import Act, CaseError, CaseProblem, Entry, FaultKind
from verify.features.cases.store import COPIES, FILE, CaseStore
from verify.model import FileFacts, PackItem, limits
from verify.store.database_errors import DatabaseError, DatabaseProblem

CONTENT = b"an original, byte for byte"
SECRET = "a name that nobody else bears"


class Clock:
    """A time that goes on by a second with each look."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 25, 13, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with CaseStore(tmp_path / "data", Clock()) as cases:
        yield cases


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.jpg"
    path.write_bytes(CONTENT)
    return path


def _item(path: Path) -> PackItem:
    digest = hashlib.sha256(CONTENT).hexdigest()
    facts = FileFacts(str(path), path.name, len(CONTENT), digest, "image/jpeg")
    return PackItem(replace(example_reports.full(), file=facts), "2026-11-20T08:00:00Z")


def _filled(cases: CaseStore, path: Path, name: str = "Harbour") -> None:
    cases.begin(name, "Bo")
    cases.add(name, [_item(path)], "Bo")
    cases.add_note(name, "Seen in the evening.\nAsk the photographer.", "Ada")
    cases.add_tag(name, "storm", "Ada")


def _tamper(folder: Path, *statements: str) -> None:
    """Changes the file behind the program's back, where nothing keeps it from it."""
    connection = sqlite3.connect(folder / FILE)
    for trigger in ("custody_stays", "custody_remains"):
        connection.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_what_is_kept_comes_back_with_who_did_what_when(store: CaseStore, original: Path) -> None:
    _filled(store, original)
    case = store.load_case("harbour")  # capitals do not matter
    assert (case.name, case.tags) == ("Harbour", ("storm",))
    assert [(note.by, note.text) for note in case.notes] == [("Ada", "Seen in the evening.\nAsk the photographer.")]
    assert [file.path for file in case.files] == [str(original)]
    assert store.load_items("Harbour") == (_item(original),)
    assert [(entry.number, entry.by, entry.act) for entry in case.custody] == [
        (1, "Bo", "begun"),
        (2, "Bo", "added"),
        (3, "Ada", "noted"),
        (4, "Ada", "tagged"),
    ]
    assert [entry.at for entry in case.custody] == sorted(entry.at for entry in case.custody)
    assert store.check("Harbour") == ()
    assert [(line.name, line.files, line.tags) for line in store.list_cases()] == [("Harbour", 1, ("storm",))]


def test_the_same_result_is_added_once_and_a_later_one_besides(store: CaseStore, original: Path) -> None:
    _filled(store, original)
    item = _item(original)
    assert store.add("Harbour", [item], "Bo") == 0
    later = replace(item, report=replace(item.report, run=replace(item.report.run, checked_at="2026-12-01T00:00:00Z")))
    assert store.add("Harbour", [item, later], "Bo") == 1
    assert len(store.load_case("Harbour").files) == 2
    assert store.check("Harbour") == ()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE custody SET by = 'Eve' WHERE number = 2", FaultKind.ENTRY),
        ("UPDATE custody SET at = '2020-01-01T00:00:00Z' WHERE number = 1", FaultKind.ENTRY),
        ("UPDATE custody SET facts = '{' WHERE number = 1", FaultKind.ENTRY),
        ("DELETE FROM custody WHERE number = 3", FaultKind.MISSING),
        ("DELETE FROM custody WHERE number = 4", FaultKind.END),
        ("DELETE FROM custody", FaultKind.END),
        ("UPDATE files SET report = x'00'", FaultKind.FILE),
        ("UPDATE files SET name = 'other.jpg'", FaultKind.FILE),
        ("DELETE FROM files", FaultKind.FILE),
        ("INSERT INTO files SELECT 99, owner, path, name, sha256, 1, '', '', '', 0, x'00' FROM files", FaultKind.FILE),
        ("UPDATE notes SET text = 'other'", FaultKind.NOTE),
        ("DELETE FROM notes", FaultKind.NOTE),
        ("DELETE FROM tags", FaultKind.TAG),
        ("INSERT INTO tags VALUES (1, 'calm')", FaultKind.TAG),
    ],
)
def test_tampering_with_a_row_is_found(tmp_path: Path, original: Path, statement: str, kind: FaultKind) -> None:
    with CaseStore(tmp_path / "data", Clock()) as cases:
        _filled(cases, original)
    _tamper(tmp_path / "data", statement)
    with CaseStore(tmp_path / "data") as cases:
        assert kind in {fault.kind for fault in cases.check("Harbour")}


@pytest.mark.parametrize("statement", ["UPDATE custody SET by = 'Eve'", "DELETE FROM custody WHERE number = 4"])
def test_the_database_itself_keeps_the_custody(
    tmp_path: Path, store: CaseStore, original: Path, statement: str
) -> None:
    _filled(store, original)
    connection = sqlite3.connect(tmp_path / "data" / FILE)
    with pytest.raises(sqlite3.IntegrityError, match="append only"):
        connection.execute(statement)
    connection.close()
    assert store.check("Harbour") == ()


def test_no_entry_of_a_chain_can_be_changed_or_left_out_unnoticed() -> None:
    entries: list[Entry] = []
    for number in range(4):
        entries.append(chain.make_next_entry(entries, f"at {number}", "Bo", Act.NOTED, (("note", str(number)),)))
    assert list(chain.find_faults(entries, entries[-1].sum)) == []
    changes: tuple[Callable[[Entry], Entry], ...] = (
        lambda entry: replace(entry, at="later"),
        lambda entry: replace(entry, by="Eve"),
        lambda entry: replace(entry, act="added"),
        lambda entry: replace(entry, facts=()),
        lambda entry: replace(entry, sum="0" * 64),
    )
    for at in range(4):
        without = entries[:at] + entries[at + 1 :]
        assert list(chain.find_faults(without, entries[-1].sum)), at
        for change in changes:
            changed = [*entries[:at], change(entries[at]), *entries[at + 1 :]]
            assert list(chain.find_faults(changed, entries[-1].sum)), at


def test_a_copy_is_kept_by_its_content_and_the_original_stays(tmp_path: Path, store: CaseStore, original: Path) -> None:
    before = original.stat().st_mtime_ns
    _filled(store, original)
    assert store.keep_copies("Harbour", "Bo") == 1
    assert store.keep_copies("Harbour", "Bo") == 0
    (copy,) = (tmp_path / "data" / COPIES).iterdir()
    assert copy.name == hashlib.sha256(CONTENT).hexdigest()
    assert copy.read_bytes() == original.read_bytes() == CONTENT
    assert original.stat().st_mtime_ns == before
    assert store.load_case("Harbour").files[0].copied
    assert store.check("Harbour") == ()
    copy.write_bytes(b"other")
    assert [fault.kind for fault in store.check("Harbour")] == [FaultKind.COPY]


def test_no_copy_is_kept_of_what_is_not_what_was_checked(tmp_path: Path, store: CaseStore, original: Path) -> None:
    _filled(store, original)
    original.write_bytes(b"changed since")
    for problem in (CaseProblem.OTHER_CONTENT, CaseProblem.NOT_KEPT):
        with pytest.raises(CaseError) as caught:
            store.keep_copies("Harbour", "Bo")
        assert caught.value.problem is problem
        assert list((tmp_path / "data" / COPIES).iterdir()) == []
        original.unlink(missing_ok=True)
    assert not store.load_case("Harbour").files[0].copied
    assert store.check("Harbour") == ()


def test_a_deleted_case_leaves_nothing_behind(tmp_path: Path, store: CaseStore, original: Path) -> None:
    folder = tmp_path / "data"
    _filled(store, original, SECRET)
    store.add_note(SECRET, SECRET * 400, SECRET)
    store.add_tag(SECRET, SECRET + " tag", SECRET)
    store.keep_copies(SECRET, SECRET)
    _filled(store, original, "Other")
    assert SECRET.encode() in (folder / FILE).read_bytes()
    assert store.delete(SECRET) == ()
    assert SECRET.encode() not in (folder / FILE).read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == [FILE]
    assert [line.name for line in store.list_cases()] == ["Other"]
    assert store.check("Other") == ()
    assert original.read_bytes() == CONTENT


def test_a_copy_that_another_case_needs_stays_until_that_is_deleted(
    tmp_path: Path, store: CaseStore, original: Path
) -> None:
    for name in ("One", "Two"):
        _filled(store, original, name)
        store.keep_copies(name, "Bo")
    store.delete("One")
    assert store.check("Two") == ()
    assert len(list((tmp_path / "data" / COPIES).iterdir())) == 1
    store.delete("Two")
    assert not (tmp_path / "data" / COPIES).exists()


def test_a_broken_database_is_kept_aside_and_named_when_a_case_is_deleted(tmp_path: Path, original: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / FILE).write_bytes(b"no database" * 500)
    with CaseStore(folder) as cases:
        assert cases.set_aside is not None
        assert cases.set_aside.read_bytes() == b"no database" * 500
        _filled(cases, original)
        assert cases.delete("Harbour") == (cases.set_aside,)


def test_a_full_disk_loses_nothing(store: CaseStore, original: Path) -> None:
    _filled(store, original)
    before = store.load_case("Harbour")
    (pages,) = store._database.select(int, "PRAGMA page_count")
    store._database.select(int, f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DatabaseError) as caught:
        store.add_note("Harbour", "x" * limits.NOTE_CHARACTERS, "Bo")
    assert caught.value.problem is DatabaseProblem.FULL
    assert store.load_case("Harbour") == before
    assert store.check("Harbour") == ()


def test_what_makes_no_sense_is_refused_with_a_reason(store: CaseStore, original: Path) -> None:
    _filled(store, original)
    refused: tuple[tuple[Callable[[], object], CaseProblem], ...] = (
        (lambda: store.begin("HARBOUR", "Bo"), CaseProblem.NAME_TAKEN),
        (lambda: store.begin("Ｈarbour", "Bo"), CaseProblem.NAME_TAKEN),
        (lambda: store.begin("  ", "Bo"), CaseProblem.BAD_NAME),
        (lambda: store.begin("a\u202eb", "Bo"), CaseProblem.BAD_NAME),
        (lambda: store.begin("x" * 201, "Bo"), CaseProblem.BAD_NAME),
        (lambda: store.load_case("Elsewhere"), CaseProblem.NO_SUCH_CASE),
        (lambda: store.delete("Elsewhere"), CaseProblem.NO_SUCH_CASE),
        (lambda: store.add_note("Harbour", " \n", "Bo"), CaseProblem.NOTHING),
        (lambda: store.add_note("Harbour", "x" * 20_001, "Bo"), CaseProblem.TOO_LONG),
        (lambda: store.add("Harbour", [], "Bo"), CaseProblem.NOTHING),
    )
    for done, problem in refused:
        with pytest.raises(CaseError) as caught:
            done()
        assert caught.value.problem is problem
    assert len(store.load_case("Harbour").custody) == 4


def test_a_case_that_would_grow_too_large_stays_as_it_was(
    store: CaseStore, original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PACK_FILES", 2)
    _filled(store, original)
    more = [_item(original.with_name(f"{number}.jpg")) for number in range(2)]
    with pytest.raises(CaseError) as caught:
        store.add("Harbour", more, "Bo")
    assert caught.value.problem is CaseProblem.TOO_MANY
    assert len(store.load_case("Harbour").files) == 1
    assert store.check("Harbour") == ()


def test_a_result_that_was_damaged_is_named_and_not_shown(tmp_path: Path, original: Path) -> None:
    with CaseStore(tmp_path / "data") as cases:
        _filled(cases, original)
    _tamper(tmp_path / "data", "UPDATE files SET report = x'00'")
    with CaseStore(tmp_path / "data") as cases, pytest.raises(CaseError) as caught:
        cases.load_items("Harbour")
    assert caught.value.problem is CaseProblem.DAMAGED
    assert caught.value.detail == "harbour.jpg"


def test_names_of_files_may_hold_any_bytes(store: CaseStore, tmp_path: Path) -> None:
    item = _item(tmp_path / "h\udcffarbour\u202e.jpg")
    store.begin("Harbour", "Bo")
    store.add("Harbour", [item], "Bo\udcff")
    assert store.load_items("Harbour") == (item,)
    assert [(file.path, file.name) for file in store.load_case("Harbour").files] == [
        (item.report.file.path, item.report.file.name)
    ]
    assert store.check("Harbour") == ()


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
def test_a_copy_is_kept_of_a_file_whose_name_is_no_text(store: CaseStore, tmp_path: Path) -> None:
    path = tmp_path / "h\udcffarbour.jpg"
    path.write_bytes(CONTENT)
    _filled(store, path)
    assert store.keep_copies("Harbour", "Bo") == 1
    assert store.check("Harbour") == ()
