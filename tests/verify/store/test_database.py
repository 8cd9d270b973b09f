from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from verify.store.database import Database, DatabaseError, DatabaseProblem, Layout, set_aside

FIRST = ("CREATE TABLE word (said TEXT NOT NULL UNIQUE)",)
SECOND = ("ALTER TABLE word ADD COLUMN loud INTEGER NOT NULL DEFAULT 0",)
LAYOUT = Layout(0x57010203, (FIRST,))
LATER = Layout(0x57010203, (FIRST, SECOND))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "words.sqlite"


def _say(database: Database, *words: str) -> None:
    with database.transaction() as connection:
        connection.executemany("INSERT INTO word (said) VALUES (?)", [(word,) for word in words])


def _said(database: Database) -> list[str]:
    return [said for (said,) in database.rows("SELECT said FROM word ORDER BY said")]


def test_what_is_kept_is_there_when_it_is_opened_again(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "one", "two")
    with Database(path, LAYOUT) as database:
        assert _said(database) == ["one", "two"]
        assert database.set_aside is None
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def _say_and_fail(database: Database, error: Exception) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO word (said) VALUES ('half')")
        raise error


@pytest.mark.skipif(sys.platform == "win32", reason="other rights")
def test_nobody_but_the_user_can_read_it(path: Path) -> None:
    Database(path, LAYOUT).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        with pytest.raises(DatabaseError) as caught:
            _say_and_fail(database, DatabaseError(DatabaseProblem.FULL, path))
        assert caught.value.problem is DatabaseProblem.FULL
        with pytest.raises(FileNotFoundError):  # an error of the caller's own stays what it is
            _say_and_fail(database, FileNotFoundError("elsewhere"))
        assert _said(database) == []
        _say(database, "whole")
        assert _said(database) == ["whole"]


def test_an_older_layout_is_brought_up_and_keeps_its_rows(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "kept")
    with Database(path, LATER) as database:
        assert database.rows("SELECT said, loud FROM word") == [("kept", 0)]


def test_a_later_layout_is_refused_and_left_as_it_is(path: Path) -> None:
    Database(path, LATER).close()
    before = path.read_bytes()
    with pytest.raises(DatabaseError) as caught:
        Database(path, LAYOUT)
    assert caught.value.problem is DatabaseProblem.NEWER
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["no database", "cut off", "overwritten inside", "of another program"])
def test_a_broken_file_is_kept_aside_and_a_new_one_begun(path: Path, damage: str) -> None:
    if damage == "of another program":
        path.parent.mkdir()
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE theirs (x)")
        other.commit()
        other.close()
    else:
        with Database(path, LAYOUT) as database:
            _say(database, *(f"a long word {number}" * 20 for number in range(500)))
        whole = path.read_bytes()
        broken = {
            "no database": b"not a database at all, but long enough to look at" * 40,
            "cut off": whole[: len(whole) // 2 + 100],
            "overwritten inside": whole[:8192] + b"\xa5" * 8192 + whole[16384:],
        }
        path.write_bytes(broken[damage])
    content = path.read_bytes()
    with Database(path, LAYOUT) as database:
        assert database.set_aside is not None
        assert database.set_aside.read_bytes() == content
        _say(database, "new")
        assert _said(database) == ["new"]
    with Database(path, LAYOUT) as database:
        assert database.set_aside is None


def test_no_file_that_was_set_aside_takes_the_place_of_another(path: Path) -> None:
    path.parent.mkdir()
    kept = []
    for content in (b"first", b"second", b"third"):
        path.write_bytes(content)
        path.with_name(path.name + "-journal").write_bytes(content * 2)
        kept.append(set_aside(path))
    assert [file.read_bytes() for file in kept] == [b"first", b"second", b"third"]
    assert [file.with_name(file.name + "-journal").read_bytes() for file in kept] == [
        b"first" * 2,
        b"second" * 2,
        b"third" * 2,
    ]


def test_a_full_disk_is_named_and_loses_nothing(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "before")
        database.rows("PRAGMA max_page_count = 4")
        with pytest.raises(DatabaseError) as caught:
            _say(database, *(f"{number}" * 400 for number in range(100)))
        assert caught.value.problem is DatabaseProblem.FULL
        assert _said(database) == ["before"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"in the way")
    with pytest.raises(DatabaseError) as caught:
        Database(tmp_path / "data" / "words.sqlite", LAYOUT)
    assert caught.value.problem is DatabaseProblem.NOT_WRITABLE
    assert caught.value.path == tmp_path / "data" / "words.sqlite"


def test_what_is_deleted_cannot_be_found_in_the_file(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "a secret that was told", *(f"{number:05}" * 50 for number in range(100)))
        assert b"a secret that was told" in path.read_bytes()
        with database.transaction() as connection:
            connection.execute("DELETE FROM word WHERE said LIKE 'a secret%'")
    assert b"secret" not in path.read_bytes()


def test_a_process_that_is_killed_in_a_transaction_leaves_what_was_there_before(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "before")
    code = (
        "import os, sys; from pathlib import Path; from tests.verify.store.test_database import Database, LAYOUT\n"
        "database = Database(Path(sys.argv[1]), LAYOUT)\n"
        "with database.transaction() as connection:\n"
        "    connection.execute('PRAGMA cache_size = 1')\n"
        "    connection.executemany('INSERT INTO word (said) VALUES (?)', [(str(n) * 500,) for n in range(500)])\n"
        "    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 9
    with Database(path, LAYOUT) as database:
        assert _said(database) == ["before"]
        assert database.set_aside is None


def test_an_error_of_the_program_itself_is_not_taken_for_one_of_the_file(path: Path) -> None:
    with Database(path, LAYOUT) as database, pytest.raises(sqlite3.OperationalError):
        database.rows("SELECT nothing FROM nowhere")
