from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from verify.model.forms import PathText, Sha256, Time
from verify.store.database import Database
from verify.store.database_errors import DatabaseError, DatabaseProblem
from verify.store.layout import Layout
from verify.store.rows import RowError, Value, load_row, store_path
from verify.store.set_aside import set_aside

FIRST = ("CREATE TABLE word (said TEXT NOT NULL UNIQUE)",)
SECOND = ("ALTER TABLE word ADD COLUMN loud INTEGER NOT NULL DEFAULT 0",)


class Word(Struct, frozen=True):
    said: str


class LoudWord(Struct, frozen=True):
    said: str
    loud: int


LAYOUT = Layout(0x57010203, (FIRST,), {"word": Word})
LATER = Layout(0x57010203, (FIRST, SECOND), {"word": LoudWord})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "words.sqlite"


def _say(database: Database, *words: str) -> None:
    with database.transaction() as kept:
        for word in words:
            kept.insert("INSERT INTO word (said) VALUES (?)", word)


def _said(database: Database) -> list[str]:
    return [word.said for word in database.select(Word, "SELECT said FROM word ORDER BY said")]


def test_what_is_kept_is_there_when_it_is_opened_again(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "one", "two")
    with Database(path, LAYOUT) as database:
        assert _said(database) == ["one", "two"]
        assert database.set_aside is None
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def _say_and_fail(database: Database, error: Exception) -> None:
    with database.transaction() as kept:
        kept.insert("INSERT INTO word (said) VALUES ('half')")
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
        assert database.select(LoudWord, "SELECT said, loud FROM word") == [LoudWord("kept", 0)]


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
        kept.append(set_aside(path, ("-journal",)))
    assert [file.read_bytes() for file in kept] == [b"first", b"second", b"third"]
    assert [file.with_name(file.name + "-journal").read_bytes() for file in kept] == [
        b"first" * 2,
        b"second" * 2,
        b"third" * 2,
    ]


def test_a_full_disk_is_named_and_loses_nothing(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "before")
        database.select(int, "PRAGMA max_page_count = 4")
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
        with database.transaction() as kept:
            kept.run("DELETE FROM word WHERE said LIKE 'a secret%'")
    assert b"secret" not in path.read_bytes()


def test_a_process_that_is_killed_in_a_transaction_leaves_what_was_there_before(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "before")
    code = (
        "import os, sys; from pathlib import Path; from tests.verify.store.test_database import Database, LAYOUT\n"
        "database = Database(Path(sys.argv[1]), LAYOUT)\n"
        "with database.transaction() as kept:\n"
        "    kept.run('PRAGMA cache_size = 1')\n"
        "    for n in range(500): kept.insert('INSERT INTO word (said) VALUES (?)', str(n) * 500)\n"
        "    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 9
    with Database(path, LAYOUT) as database:
        assert _said(database) == ["before"]
        assert database.set_aside is None


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("SELECT nothing FROM nowhere", ()),
        ("SELECT said FROM word WHERE said = ?", ("half \ud800",)),
        ("SELECT said FROM word WHERE said = ?", (2**70,)),
        ("SELECT said FROM word", ("too many",)),
    ],
)
def test_an_error_of_the_program_itself_is_not_taken_for_one_of_the_file(
    path: Path, statement: str, values: tuple[str | int, ...]
) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "kept")
        with pytest.raises(DatabaseError) as caught:
            database.select(Word, statement, *values)
        assert caught.value.problem is DatabaseProblem.FAILED
        assert _said(database) == ["kept"]
    assert [found.name for found in path.parent.iterdir()] == [path.name]


# -- what nobody but us may have written -----------------------------------------------------------------------------


def _change(path: Path, *statements: str) -> None:
    """Change the file by other means than ours."""
    connection = sqlite3.connect(path)
    connection.executescript(";".join(("PRAGMA writable_schema = ON", *statements)))
    connection.close()


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE word SET said = CAST(x'fffe' AS TEXT) WHERE said = 'one'",),
        ("UPDATE word SET said = x'00' WHERE said = 'one'",),
        ("ALTER TABLE word RENAME COLUMN said TO meant",),
        ("ALTER TABLE word ADD COLUMN more",),
        ("DROP TABLE word",),
        ("CREATE TABLE other (x)",),
        ("CREATE VIEW other AS SELECT said FROM word",),
        ("CREATE TRIGGER other AFTER INSERT ON word BEGIN DELETE FROM word; END",),
        ("UPDATE sqlite_master SET sql = 'CREATE TABLE word (said BLOB NOT NULL UNIQUE)' WHERE name = 'word'",),
        ("UPDATE sqlite_master SET sql = CAST(x'435245415445fffe' AS TEXT) WHERE name = 'word'",),
        ("UPDATE sqlite_master SET name = 'word2' WHERE name = 'word'",),
        ("DELETE FROM sqlite_master",),
        ("PRAGMA user_version = -1",),
        ("PRAGMA user_version = 0",),
        ("PRAGMA user_version = 16777217",),
        ("PRAGMA application_id = 0",),
        ("PRAGMA application_id = 7",),
    ],
    ids=lambda statements: statements[0][:60],
)
def test_a_file_that_was_changed_by_other_means_is_kept_aside(path: Path, statements: tuple[str, ...]) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "one", "two")
    _change(path, *statements)
    content = path.read_bytes()
    with Database(path, LAYOUT) as database:
        assert database.set_aside is not None
        assert database.set_aside.read_bytes() == content
        assert _said(database) == []


def test_no_flipped_byte_of_the_first_page_raises_anything_but_a_reason(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "one", "two")
    whole = path.read_bytes()
    for at in range(100):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xA5]) + whole[at + 1 :])
        try:
            with Database(path, LAYOUT, wait=0.0) as database:
                _say(database, "three")
                assert _said(database) in (["three"], ["one", "three", "two"])
        except DatabaseError as error:
            assert error.set_aside or error.problem is DatabaseProblem.NEWER, at  # noqa: PT017
        for aside in path.parent.glob("*.broken-*"):
            aside.unlink()


def test_damage_that_comes_while_it_is_open_closes_it_and_says_where_it_is_kept(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "one")
        _change(path, "UPDATE word SET said = x'00'")
        with pytest.raises(DatabaseError) as caught:
            _said(database)
        assert (caught.value.problem, path.exists()) == (DatabaseProblem.BROKEN, False)
        assert caught.value.set_aside is not None
        assert caught.value.set_aside.exists()
        with pytest.raises(DatabaseError) as again:
            _said(database)
        assert again.value.problem is DatabaseProblem.FAILED
    with Database(path, LAYOUT) as database:
        assert (_said(database), database.set_aside) == ([], None)


def test_a_schema_that_is_changed_while_it_is_open_is_the_fault_of_the_file(path: Path) -> None:
    with Database(path, LAYOUT) as database:
        _change(path, "DROP TABLE word")
        with pytest.raises(DatabaseError) as caught:
            _said(database)
    assert (caught.value.problem, caught.value.set_aside is None) == (DatabaseProblem.BROKEN, False)


def test_a_new_file_that_another_process_began_is_not_set_aside_with_the_broken_one(path: Path) -> None:
    with Database(path, LAYOUT) as one:
        _say(one, "one")
        _change(path, "UPDATE word SET said = x'00'")
        with Database(path, LAYOUT) as other:
            assert other.set_aside is not None
            _say(other, "two")
        with pytest.raises(DatabaseError) as caught:
            _said(one)
        assert caught.value.set_aside is None
    with Database(path, LAYOUT) as database:
        assert _said(database) == ["two"]


GUARDED = Layout(
    0x57010204,
    ((*FIRST, "CREATE TRIGGER stays BEFORE DELETE ON word BEGIN SELECT RAISE(ABORT, ''); END"),),
    {"word": Word},
)


def test_a_guard_that_was_taken_out_is_named_and_what_is_kept_is_read_all_the_same(path: Path) -> None:
    with Database(path, GUARDED) as database:
        _say(database, "one")
        assert database.lost_triggers == frozenset()
    _change(path, "DROP TRIGGER stays")
    with Database(path, GUARDED) as database:
        assert database.lost_triggers == {"stays"}
        assert (_said(database), database.set_aside) == (["one"], None)


def test_rows_that_do_not_go_together_are_damage(path: Path) -> None:
    layout = Layout(0x57010203, (FIRST,), {"word": Word}, ("SELECT 1 FROM word WHERE said = 'never'",))
    with Database(path, layout) as database:
        _say(database, "one")
    with Database(path, layout) as database:
        assert database.set_aside is None
        _say(database, "never")
    with Database(path, layout) as database:
        assert database.set_aside is not None


def test_a_table_without_a_kind_of_row_makes_no_layout() -> None:
    with pytest.raises(ValueError, match="tables without a kind of row"):
        Layout(1, ((*FIRST, "CREATE TABLE forgotten (x)"),), {"word": Word})


@pytest.mark.skipif(os.name != "posix", reason="other files")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/full")])
def test_what_is_no_file_is_left_where_it_lies(path: Path, make: Callable[[Path], None]) -> None:
    path.parent.mkdir()
    make(path)
    with pytest.raises(DatabaseError) as caught:
        Database(path, LAYOUT)
    assert caught.value.problem is DatabaseProblem.NOT_WRITABLE
    assert list(path.parent.iterdir()) == [path]


HOLDERS = {
    "a transaction": "import sqlite3; held = sqlite3.connect(sys.argv[1]); held.execute('BEGIN EXCLUSIVE')",
    "a lock": "import fcntl; held = open(sys.argv[1], 'r+b'); fcntl.lockf(held, fcntl.LOCK_EX)",
    "a lease": "import fcntl, os; held = os.open(sys.argv[1], os.O_RDONLY); fcntl.fcntl(held, 1024, fcntl.F_RDLCK)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
@pytest.mark.parametrize("code", HOLDERS.values(), ids=HOLDERS.keys())
def test_a_file_that_a_stuck_program_holds_is_busy_and_left_alone(path: Path, code: str) -> None:
    with Database(path, LAYOUT) as database:
        _say(database, "kept")
    stuck = f"import sys; {code}; print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", stuck, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DatabaseError) as caught, Database(path, LAYOUT, wait=0.1):
            pass
        holder.communicate()
    assert caught.value.problem is DatabaseProblem.BUSY
    with Database(path, LAYOUT) as database:
        assert (_said(database), database.set_aside) == (["kept"], None)


@settings(max_examples=60, deadline=None)
@given(
    value=st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.binary()
    | st.text(st.characters(codec="utf-8"))
)
def test_a_value_of_any_type_is_what_its_column_is_for_or_an_error_of_the_row(value: Value) -> None:
    for kind, wanted in ((Word, str), (Sha256, str), (int, int), (float, (int, float)), (bytes, bytes), (Time, str)):
        try:
            load_row(kind, (value,))
        except RowError:
            continue
        assert isinstance(value, wanted)


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
def test_a_name_that_is_no_text_is_kept_as_its_bytes() -> None:
    assert store_path("bad\udcff.png") == b"bad\xff.png"
    assert load_row(PathText, (b"bad\xff.png",)) == "bad\udcff.png"
    assert (store_path("港口.png"), load_row(PathText, ("港口.png",))) == ("港口.png", "港口.png")
    with pytest.raises(RowError):
        load_row(str, (b"bad\xff.png",))
