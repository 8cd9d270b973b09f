"""The kinds of stores: how one is made, what of it is changed, and what the window and the commands ask of it."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Final
from unittest import mock

from msgspec import Struct
from msgspec.structs import replace

from tests.build import example_reports
from tests.build.media.drawings.motifs import NOW, looks, motif, report
from tests.fuzz.stores import changes
from verify.cli import main as command_line
from verify.features.batch import job as jobs
from verify.features.batch.append_log import InUseError
from verify.features.batch.file_key import Source
from verify.features.batch.job import Job, Kind
from verify.features.batch.journal import Journal, read_report_of, read_rows
from verify.features.cases.model import CaseError
from verify.features.cases.store import CaseStore
from verify.features.memory import archive
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores import sqlite as memories
from verify.features.memory.stores.sqlite import SqliteStore
from verify.model import Conclusion, PackItem, Standing
from verify.store import models
from verify.store.database_errors import DatabaseError
from verify.store.trust.store import TrustStore

CASE: Final = "Harbour"
ORIGINAL, COPY = motif(1), motif(1).crop((45, 30, 855, 570)).resize((600, 400))
REPORTS: Final = {
    "original": report(
        "original", looks(ORIGINAL), conclusion=Conclusion.AI_GENERATED, standing=Standing.CONFIRMED, by="Studio"
    ),
    "copy": report("copy", looks(COPY)),
}
_OWN_ERROR: Final = "internal error"


class StoreKind(Struct, frozen=True):
    """A kind of store: how one is made, which of its files are mutated and how, and what the window asks of it."""

    name: str
    make: Callable[[Path], None]
    files: tuple[str, ...]  # globs below the folder
    change: Callable[[Path, random.Random], None]
    ask: Callable[[Path, random.Random], None]


# -- what is asked ---------------------------------------------------------------------------------------------------


def run_command(*arguments: object) -> tuple[int, str, str]:
    """Run a command of the command line; return its status and what it said."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = command_line.main([*map(str, arguments)])
    if _OWN_ERROR in err.getvalue():
        raise AssertionError(f"{arguments[:2]}: {err.getvalue()}")
    return status, out.getvalue(), err.getvalue()


def _ask_memory(folder: Path, chance: random.Random) -> None:
    with contextlib.suppress(DatabaseError), SqliteStore(folder, wait=0.0) as memory:
        memory.count()
        memory.list_newest(9)
        list(memory.list_archives())
        list(memory.find_near(chance.choice([told.imprints[0] for told in REPORTS.values()])))
    for arguments in (("show", "--all"), ("forget", "original"), ("export", folder / "out", "--name", "x")):
        assert run_command("memory", *arguments)[0] in (0, 1)


def _ask_cases(folder: Path, chance: random.Random) -> None:
    questions: tuple[Callable[[CaseStore], object], ...] = (
        lambda cases: cases.list_cases(),
        lambda cases: cases.load_case(CASE),
        lambda cases: cases.load_items(CASE),
        lambda cases: cases.check(CASE),
        lambda cases: cases.keep_copies(CASE, "Bo"),
        lambda cases: cases.add_tag(CASE, "more", "Bo"),
        lambda cases: cases.add(CASE, [PackItem(example_reports.nothing())], "Bo"),
        lambda cases: cases.delete(CASE),
    )
    for question in chance.sample(questions, len(questions)):
        with contextlib.suppress(CaseError, DatabaseError), CaseStore(folder, wait=0.0) as cases:
            question(cases)
    actions = [("list",), ("show", CASE), ("verify", CASE), ("note", CASE, "seen")]
    for action in chance.sample(actions, len(actions)):
        assert run_command("case", *action)[0] in (0, 1)
    if chance.random() < 0.05:  # it prints pages
        assert run_command("case", "export", CASE, "--out", folder / "pack.zip")[0] in (0, 1)


def _ask_batches(folder: Path, _chance: random.Random) -> None:
    for batch in (folder / "batches").iterdir():
        jobs.read(batch)
        with contextlib.suppress(OSError):
            for row in read_rows(batch):
                read_report_of(batch, row)
                _ = row.outline, row.is_notable
        with contextlib.suppress(OSError, InUseError), Journal(batch) as journal:
            journal.add(Source("file:///new", 1, 1), example_reports.nothing())
            assert any(row.source.uri == "file:///new" for row in read_rows(batch))
    jobs.list_batches()


def _ask_settings(folder: Path, _chance: random.Random) -> None:
    from gui import preferences, settings_file
    from gui.navigation import recent_files

    content = (folder / settings_file.NAME).read_bytes()
    unused = settings_file.set_aside_damaged()
    assert unused is None or (unused.kept is not None and unused.kept.read_bytes() == content)
    settings = preferences.load()
    recent_files.load()
    preferences.save(settings._replace(text_size=150))
    assert preferences.load().text_size == 150
    recent_files.note(["/pictures/new.jpg"])
    assert recent_files.load()[0] == "/pictures/new.jpg"


def _ask_trust(folder: Path, _chance: random.Random) -> None:
    store = TrustStore(folder)
    assert store.lists()
    assert run_command("trust", "show")[0] == 0
    assert run_command("models", "list")[0] == 0


def _ask_archive(folder: Path, _chance: random.Random) -> None:
    key = ""
    with contextlib.suppress(Exception):
        key = json.loads((folder / "archive").read_bytes().splitlines()[0])["key"]
        key = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    for pinned in ((), ("--key", key)):
        assert run_command("memory", "import", folder / "archive", *pinned)[0] in (0, 1)
    with SqliteStore(folder) as memory:
        assert memory.set_aside is None
        list(memory.list_newest(9))
        assert memory.count() >= 1


# -- what is made ----------------------------------------------------------------------------------------------------


def _make_memory(folder: Path) -> None:
    with SqliteStore(folder) as memory:
        for name, told in REPORTS.items():
            file, verdict = told.file, told.verdict
            remembered = RememberedFile(
                file.sha256,
                name,
                file.media_type,
                told.run.checked_at,
                verdict.conclusion,
                verdict.standing,
                verdict.by,
            )
            memory.keep(remembered, told.imprints)
        other = report("theirs", looks(motif(2)))
        theirs = RememberedFile(
            other.file.sha256, "theirs", "image/png", "2026-11-22", Conclusion.AI_EDITED, Standing.STATED, "Them"
        )
        memory.take_archive("News", b"k" * 32, ("2026-11-22", "2026-11-22"), [(theirs, other.imprints)])
        with mock.patch.object(memories, "_FEW", 1):
            list(memory.find_near(other.imprints[0]))


def _make_cases(folder: Path) -> None:
    (folder / "harbour.jpg").write_bytes(b"an original")
    original = replace(
        example_reports.full(),
        file=replace(
            example_reports.full().file,
            path=str(folder / "harbour.jpg"),
            sha256=hashlib.sha256(b"an original").hexdigest(),
        ),
    )
    with CaseStore(folder) as cases:
        for name in (CASE, "Other"):
            cases.begin(name, "Bo")
            cases.add(name, [PackItem(original), PackItem(example_reports.nothing())], "Bo")
            cases.add_note(name, "Seen in the evening.", "Ada")
            cases.add_tag(name, "storm", "Ada")
        with contextlib.suppress(CaseError):  # the other one is nowhere
            cases.keep_copies(CASE, "Bo")


def _make_batches(folder: Path) -> None:
    batch = jobs.begin(Job(Kind.CHECK, (str(folder),), ("quick",), NOW))
    (batch / "before").write_bytes(bytes(64))
    with Journal(batch) as journal:
        for number in range(4):
            told = replace(example_reports.full(), file=replace(example_reports.full().file, name=f"{number}.jpg"))
            journal.add(Source(f"file:///{number}", number, number), told)


def _make_settings(_folder: Path) -> None:
    from gui import preferences
    from gui.navigation import recent_files

    preferences.save(preferences.load())
    recent_files.note(["/pictures/one.jpg", "/pictures/港口.png"])


def _make_trust(folder: Path) -> None:
    from tests.verify.store.trust.test_store import certificate

    store = TrustStore(folder)
    (folder / "anchor.pem").write_bytes(certificate())
    store.add(folder / "anchor.pem", NOW.date())
    official = store.lists()[0]
    store.keep(replace(official, facts=replace(official.facts, date="2026-11-22")))
    models_folder = folder / "models"
    models_folder.mkdir()
    for known in models.KNOWN[:2]:
        (models_folder / f"{known.name}.onnx").write_bytes(b"\x08")
        note = {"schema": models.SCHEMA, "name": known.name, "sha256": "0" * 64, "date": "2026-11-22"}
        (models_folder / f"{known.name}.json").write_text(json.dumps(note))


def _make_archive(folder: Path) -> None:
    told = REPORTS["original"]
    with SqliteStore(folder) as memory:
        file = RememberedFile("1" * 64, "mine", "image/png", "2026-11-22", Conclusion.UNKNOWN, Standing.NONE, "")
        memory.keep(file, told.imprints)
    theirs = [(replace(file, sha256=f"{number}" * 64, name=f"theirs {number}"), told.imprints) for number in (2, 3)]
    archive.write(folder / "archive", "News", "2026-11-22", archive.load_own_key(folder), theirs)


KINDS: Final = (
    StoreKind(
        "memory", _make_memory, ("memory.sqlite", "memory.sqlite", "memory.index"), changes.change_database, _ask_memory
    ),
    StoreKind("cases", _make_cases, ("cases.sqlite",), changes.change_database, _ask_cases),
    StoreKind("batches", _make_batches, ("batches/*/*",), changes.change_lines, _ask_batches),
    StoreKind("settings", _make_settings, ("window.ini",), changes.change_bytes, _ask_settings),
    StoreKind("trust", _make_trust, ("trust/*", "models/*.json"), changes.change_document, _ask_trust),
    StoreKind("archives", _make_archive, ("archive",), changes.change_archive, _ask_archive),
)
