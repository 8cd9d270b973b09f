"""A memory that several desks share on a real server: who may, what is sent how, and what goes wrong."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.build.media.drawings.motifs import looks, motif, report
from tests.build.postgres import HOST, USER, PostgresServer
from verify.cli import main
from verify.features.memory import lookup
from verify.features.memory.lookup import MemoryAccess
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores import opening, postgres
from verify.features.memory.stores.address import Address, AddressError, AddressProblem, parse_address
from verify.features.memory.stores.connection import connect
from verify.features.memory.stores.postgres import PostgresStore
from verify.features.memory.stores.server_errors import ServerError, ServerProblem
from verify.features.memory.stores.sqlite import SqliteStore
from verify.model import Conclusion, Imprint, Picture, Standing, limits
from verify.report.words.catalogue import LANGUAGES, Translator
from verify.store import memory_switch
from verify.store.database_errors import DatabaseError

ROOT = Path(__file__).resolve().parents[4]
DATABASE = "news"
ORIGINAL = motif(1)
COPY = ORIGINAL.crop((45, 30, 855, 570)).resize((600, 400))
ONE, OTHER = looks(ORIGINAL), looks(COPY)
LOADING = re.compile(
    r"^( *)(?:from|import) (psycopg|verify\.features\.memory\.stores\.(?:connection|postgres))\b(?!.*TYPE)",
    re.MULTILINE,
)
VERIFIED = ("sslmode", "verify-full")

# -- addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "parameters"),
    [
        ("postgresql://me@db.example.org:5433/news", "db.example.org/news", {VERIFIED, ("port", "5433")}),
        ("postgresql://db.example.org/news?sslmode=verify-full", "db.example.org/news", {VERIFIED}),
        ("postgresql://[2001:db8::1]/news", "2001:db8::1/news", {VERIFIED}),
        ("postgresql://127.0.0.1.example.org/news", "127.0.0.1.example.org/news", {VERIFIED}),
        ("service=news", "news", {VERIFIED, ("service", "news")}),
        ("postgresql://LocalHost/news?sslmode=disable", "LocalHost/news", {("hostaddr", "127.0.0.1")}),
        ("postgresql://[::1]/news", "::1/news", {("hostaddr", "::1")}),
        ("postgresql:///news?host=/run/postgresql", "/run/postgresql/news", {("hostaddr", "")}),
    ],
)
def test_what_leaves_this_computer_is_verified(text: str, place: str, parameters: set[tuple[str, str]]) -> None:
    address = parse_address(text)
    assert (address.text, address.place) == (text, place)
    assert parameters <= set(address.parameters)
    assert (VERIFIED in address.parameters) is not any(name == "hostaddr" for name, _ in address.parameters)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("postgresql://me:secret@db.example.org/news", AddressProblem.PASSWORD),
        ("postgresql://me:@db.example.org/news", AddressProblem.PASSWORD),
        ("postgresql://me@127.0.0.1/news?password=secret", AddressProblem.PASSWORD),
        ("postgresql://me@127.0.0.1/news?sslpassword=secret", AddressProblem.PASSWORD),
        ("postgresql://me@db.example.org/news?sslmode=require", AddressProblem.NOT_VERIFIED),
        ("postgresql://me@10.0.0.1/news?sslmode=disable", AddressProblem.NOT_VERIFIED),
        ("postgresql://me@127.0.0.1/news?hostaddr=10.0.0.1", AddressProblem.OPTION),
        ("postgresql://me@127.0.0.1/news?host=db.example.org", AddressProblem.OPTION),
        ("postgresql://me@127.0.0.1/news?options=-csearch_path%3Dx", AddressProblem.OPTION),
        ("postgresql://me@127.0.0.1/news?sslmode=none", AddressProblem.OPTION),
        ("postgresql://127.0.0.1,db.example.org/news", AddressProblem.NO_ADDRESS),
        ("postgresql:///news", AddressProblem.NO_ADDRESS),
        ("postgresql://127.0.0.1/a%00b", AddressProblem.NO_ADDRESS),
        ("postgresql://127.0.0.1/host%3Dother", AddressProblem.NO_ADDRESS),
        ("postgresql://[::1/news", AddressProblem.NO_ADDRESS),
        ("postgresql://127.0.0.1:99999/news", AddressProblem.NO_ADDRESS),
        ("service=news host=db.example.org", AddressProblem.NO_ADDRESS),
        ("host=127.0.0.1 password=secret", AddressProblem.NO_ADDRESS),
        ("https://db.example.org/news", AddressProblem.NO_ADDRESS),
        ("postgresql://127.0.0.1/" + "x" * 2_000, AddressProblem.NO_ADDRESS),
        ("", AddressProblem.NO_ADDRESS),
    ],
)
def test_an_address_is_refused_with_the_reason(text: str, problem: AddressProblem) -> None:
    with pytest.raises(AddressError) as caught:
        parse_address(text)
    assert caught.value.problem is problem
    assert "secret" not in f"{caught.value}{caught.value.detail}"
    for language in LANGUAGES:
        words = Translator(language).text(f"terms.memory.shared.addresses.{problem.value}", part=caught.value.detail)
        assert words


# -- the same answers --------------------------------------------------------------------------------------------


def test_both_stores_find_the_same_in_the_same_order(
    tmp_path: Path, shared: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_PUT_BANDS", 150)
    chance = np.random.default_rng(3)
    size = limits.LANDMARK_BYTES
    common = chance.bytes(size * 6)  # landmarks of a crowd

    def imprint(whole: bytes, landmarks: bytes) -> Imprint:
        return Imprint(whole, landmarks, Picture("imprint", 2, 2, bytes(12)))

    def flip(data: bytes, bits: int) -> bytes:
        mask = sum(1 << int(bit) for bit in chance.choice(len(data) * 8, bits, replace=False))
        return (int.from_bytes(data) ^ mask).to_bytes(len(data))

    wholes = [chance.bytes(limits.WHOLE_BYTES) for _ in range(8)]
    kept = [
        imprint(flip(wholes[number % 8], number % 80), common[: size * (number % 7)] + chance.bytes(size * 20))
        for number in range(400)
    ]
    asked = [imprint(flip(whole, 20), flip(common, 3) + kept[at].landmarks) for at, whole in enumerate(wholes)]
    files = [
        (RememberedFile(f"{at:064x}", "", "image/png", "2026", Conclusion.UNKNOWN, Standing.NONE, ""), [one])
        for at, one in enumerate(kept)
    ]
    found = []
    for store in (SqliteStore(tmp_path), PostgresStore(shared)):
        with store:
            store.take_archive("a", b"a", ("", ""), files)
            found.append([[(file.sha256, near) for file, near in store.find_near(one)] for one in asked])
    assert found[0] == found[1]
    assert all(len(near) > 20 for near in found[0])


# -- several desks -----------------------------------------------------------------------------------------------

DESK = """
import sys
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores.address import parse_address
from verify.features.memory.stores.postgres import PostgresStore
from verify.model import Conclusion, Imprint, Picture, Standing
desk, address = sys.argv[1:]
look = Imprint(bytes(32), bytes(range(200)), Picture("imprint", 2, 2, bytes(12)))
def kept(name):
    digest = name.encode().hex().rjust(64, "0")
    return RememberedFile(digest, name, "image/png", "2026", Conclusion.UNKNOWN, Standing.NONE, "")
with PostgresStore(parse_address(address)) as store:
    print("here", flush=True)
    sys.stdin.readline()
    for turn in range(5):
        for name in "abcd" if desk == "one" else "dcba":
            store.keep(kept(name), [look])
        store.take_archive("News", b"key", ("", desk), [(kept(name), [look]) for name in "xyz"])
        store.forget("b")
        store.forget_archive("Other")
        store.take_archive("Other", desk.encode(), ("", ""), [(kept(desk), [look])])
"""


def test_desks_that_keep_import_and_forget_at_once_leave_a_whole_memory(
    server: PostgresServer, shared: Address
) -> None:
    command = [sys.executable, "-c", DESK]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    desks: list[subprocess.Popen[str]] = [
        subprocess.Popen([*command, name, shared.text], cwd=ROOT, **pipes)  # type: ignore[call-overload]
        for name in ("one", "two")
    ]
    for desk in desks:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "here\n"
    ended = [desk.communicate("go\n", timeout=120)[1] for desk in desks]
    assert ended == ["", ""]
    with PostgresStore(shared) as store:
        assert {file.name for file in store.list_newest(None)} <= set("abcd")
        assert store.count() == len(store.list_newest(None)) >= 3
        assert [archive.files for archive in store.list_archives() if archive.name == "News"] == [3]
        look = Imprint(bytes(32), bytes(range(200)), Picture("imprint", 2, 2, bytes(12)))
        assert {file.name for file, _ in store.find_near(look)} >= set("acdxyz")
    # each imprint has its bands and its code, and nothing is left of what was forgotten
    lost = "SELECT count(*) FROM whence.band LEFT JOIN whence.imprint ON id = imprint WHERE id IS NULL"
    assert server.execute(lost, DATABASE) == [(0,)]
    counted = "SELECT count(DISTINCT imprint) FROM whence.band UNION ALL SELECT count(*) FROM whence.code"
    whole = "UNION ALL SELECT count(*) FROM whence.imprint UNION ALL SELECT count(*) FROM whence.item"
    assert len(set(server.execute(f"{counted} {whole}", DATABASE))) == 1


# -- what goes wrong ---------------------------------------------------------------------------------------------


@contextmanager
def access(folder: Path, address: Address, told: list[DatabaseError]) -> Iterator[MemoryAccess]:
    memory_switch.use_address(folder, address.text)
    with closing(MemoryAccess(folder, told.append)) as memory:
        yield memory


def reason_of(address: Address, **options: Any) -> ServerProblem:
    with pytest.raises(ServerError) as caught:
        PostgresStore(address, **options).close()
    return caught.value.reason


def test_a_copy_is_recognised_and_a_connection_that_was_lost_is_made_anew(
    tmp_path: Path, server: PostgresServer, shared: Address
) -> None:
    told: list[DatabaseError] = []
    with access(tmp_path, shared, told) as memory:
        memory.add_hints(report("original", ONE))
        ending = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{DATABASE}'"
        assert server.execute(ending) == [(True,)]
        (finding,) = memory.add_hints(report("copy", OTHER)).findings
    assert (finding.code, finding.fact("name"), told) == ("memory.looks_like", "original", [])
    assert not list(tmp_path.glob("memory.sqlite*"))


def test_a_server_that_lets_nobody_in_is_told_of_once_and_asked_again_later(
    tmp_path: Path, server: PostgresServer, shared: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[DatabaseError] = []
    with access(tmp_path, shared, told) as memory:
        server.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS false")
        try:
            plain = report("original", ONE)
            assert memory.add_hints(plain) is plain
            assert memory.add_hints(plain) is plain
            monkeypatch.setattr(memory, "_ask_again_at", 0.0)
            assert memory.add_hints(plain) is plain
        finally:
            server.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS true")
        assert [error.reason for error in told] == [ServerProblem.REFUSED]
        monkeypatch.setattr(memory, "_ask_again_at", 0.0)
        assert memory.add_hints(plain).imprints == ()
    assert lookup.AWAY_SECONDS > 0


def test_nobody_there_no_driver_and_no_address_have_their_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nobody = parse_address(f"postgresql://me@127.0.0.1:{port}/news")
    assert reason_of(nobody) is ServerProblem.UNREACHABLE
    for text in ("garbage", "postgresql://me:secret@127.0.0.1/news", "\udcff"):
        (tmp_path / memory_switch.ADDRESS_FILE).write_bytes(text.encode(errors="surrogateescape"))
        with pytest.raises(ServerError) as caught:
            opening.open_store(tmp_path)
        assert caught.value.reason is ServerProblem.ADDRESS
    assert not (tmp_path / "memory.sqlite").exists()
    for name in ("postgres", "connection"):
        monkeypatch.delitem(sys.modules, f"verify.features.memory.stores.{name}")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ServerError) as caught:
        opening.open_shared(nobody)
    assert caught.value.reason is ServerProblem.NO_DRIVER


def test_passwords_come_from_the_usual_places_alone(
    tmp_path: Path, server: PostgresServer, shared: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shared
    server.execute("DROP ROLE IF EXISTS desk", DATABASE)
    server.execute("CREATE ROLE desk LOGIN PASSWORD 'right'", DATABASE)
    address = parse_address(f"postgresql://desk@127.0.0.1:{server.port}/{DATABASE}")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "passwords"))
    assert reason_of(address) is ServerProblem.PASSWORD
    for password, reason in (("wrong", ServerProblem.PASSWORD), ("right", ServerProblem.NOT_ALLOWED)):
        (tmp_path / "passwords").write_text(f"127.0.0.1:*:*:desk:{password}\n")
        (tmp_path / "passwords").chmod(0o600)
        assert reason_of(address) is reason
    server.execute("DROP ROLE desk", DATABASE)


def test_beyond_this_computer_a_certificate_must_prove_the_name(
    server: PostgresServer, shared: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shared
    server.execute(f"ALTER ROLE {USER} PASSWORD 'right'")
    monkeypatch.setenv("PGPASSWORD", "right")
    monkeypatch.setenv("PGSSLMODE", "disable")  # weaker words elsewhere change nothing
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    trusted = f"?sslrootcert={server.authority}"
    with connect(parse_address(f"postgresql://{USER}@{HOST}:{server.port}/{DATABASE}{trusted}")) as connection:
        assert connection.select("SELECT ssl::integer FROM pg_stat_ssl WHERE pid = pg_backend_pid()", most=1) == [(1,)]
    for host, query in (("other.whence.test", trusted), (HOST, "?sslrootcert=/none"), (HOST, "")):
        address = parse_address(f"postgresql://{USER}@{host}:{server.port}/{DATABASE}{query}")
        assert reason_of(address) is ServerProblem.NOT_VERIFIED


STRANGE: dict[str, tuple[str, ServerProblem]] = {
    "nothing": ("SELECT 1", ServerProblem.EMPTY),
    "other tables": ("CREATE SCHEMA whence; CREATE TABLE whence.other ()", ServerProblem.FOREIGN),
    "another state": ("CREATE SCHEMA whence; CREATE TABLE whence.state (x integer)", ServerProblem.FOREIGN),
    "another kind": ("UPDATE whence.state SET kind = 'x'", ServerProblem.FOREIGN),
    "no state": ("DELETE FROM whence.state", ServerProblem.FOREIGN),
    "two states": ("INSERT INTO whence.state SELECT * FROM whence.state", ServerProblem.FOREIGN),
    "a later version": ("UPDATE whence.state SET version = 99", ServerProblem.NEWER),
    "an earlier version": ("UPDATE whence.state SET version = 0", ServerProblem.OLDER),
    "a version that is none": ("UPDATE whence.state SET version = -1", ServerProblem.FOREIGN),
}


@pytest.fixture(scope="module")
def other(server: PostgresServer) -> str:
    server.execute("CREATE DATABASE other")
    return "other"


@pytest.mark.parametrize("name", STRANGE)
def test_a_database_that_is_not_ours_or_of_another_version_is_left_as_it_is(
    server: PostgresServer, other: str, name: str
) -> None:
    statement, reason = STRANGE[name]
    address = parse_address(server.address(other))
    server.execute("DROP SCHEMA IF EXISTS whence CASCADE", other)
    if "whence.state SE" in statement or "FROM whence.state" in statement:
        PostgresStore(address, make=True).close()
    for part in statement.split("; "):
        server.execute(part, other)
    assert reason_of(address) is reason
    tables = "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('whence')"
    before = server.execute(tables, other)
    if reason in (ServerProblem.FOREIGN, ServerProblem.NEWER):
        assert reason_of(address, make=True) is reason
        assert server.execute(tables, other) == before


CHANGES = (
    "UPDATE whence.item SET sha256 = '../../etc/passwd' WHERE name = 'original'",
    "UPDATE whence.item SET checked_at = 'yesterday'",
    "UPDATE whence.item SET signer = repeat('x', 1000000)",
    "UPDATE whence.imprint SET width = 0",
    "UPDATE whence.imprint SET landmarks = '\\x00'",
    "UPDATE whence.imprint SET whole = '\\x00'",
    "UPDATE whence.imprint SET pixels = '\\x00'",
    "UPDATE whence.imprint SET seconds = 'NaN'",
    "ALTER TABLE whence.item RENAME COLUMN media_type TO media",
    "ALTER TABLE whence.item ALTER COLUMN media_type TYPE json USING to_json(media_type)",
    "DROP TABLE whence.band",
)


@pytest.mark.parametrize("change", CHANGES)
def test_rows_that_somebody_changed_are_never_believed(
    tmp_path: Path, server: PostgresServer, other: str, change: str
) -> None:
    server.execute("DROP SCHEMA IF EXISTS whence CASCADE", other)
    address = parse_address(server.address(other))
    PostgresStore(address, make=True).close()
    told: list[DatabaseError] = []
    with access(tmp_path, address, told) as memory:
        memory.add_hints(report("original", ONE))
        server.execute(change, other)
        plain = report("copy", OTHER)
        assert memory.add_hints(plain) is plain
    (error,) = told
    assert error.reason in (ServerProblem.BROKEN, ServerProblem.FOREIGN)
    assert server.execute("SELECT count(*) FROM whence.item", other) == [(1,)]


def test_a_statement_that_takes_too_long_is_given_up(shared: Address) -> None:
    with connect(shared, seconds=0.1) as connection, pytest.raises(ServerError) as caught:
        connection.select("SELECT 1 FROM pg_sleep(60)", most=1)
    assert caught.value.reason is ServerProblem.SLOW


def test_the_driver_is_loaded_by_one_module_that_is_loaded_late() -> None:
    loading = {
        (path.relative_to(ROOT).name, bool(indent))
        for folder in ("verify", "gui")
        for path in (ROOT / folder).rglob("*.py")
        for indent, _ in LOADING.findall(path.read_text("utf-8"))
    }
    assert loading == {("connection.py", False), ("postgres.py", False), ("opening.py", True)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words(language: str) -> None:
    path = ROOT / "resources" / "words" / language / "terms" / "memory.json"
    problems = json.loads(path.read_text("utf-8"))["memory"]["shared"]["problems"]
    assert set(problems) == {problem.value for problem in ServerProblem}


def test_the_commands_choose_use_and_empty_a_shared_memory(
    server: PostgresServer, shared: Address, own_data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["memory", "use", shared.text, "--lang", "en"]) == 0
    assert main.main(["memory", "on", "--lang", "en"]) == 0
    with PostgresStore(shared) as store:
        store.keep(lookup.make_remembered_file(report("original", ONE)), [ONE])
    COPY.save(tmp_path / "copy.png")
    capsys.readouterr()
    main.main(["check", "--readers", "quick", "--json", str(tmp_path / "copy.png"), "--lang", "en"])
    told = capsys.readouterr()
    (finding,) = [one for one in json.loads(told.out)["findings"] if one["code"].startswith("memory.")]
    assert (finding["code"], finding["facts"]["name"], told.err) == ("memory.looks_like", "original", "")
    assert main.main(["memory", "show", "--lang", "en"]) == 0
    assert f"{server.folder}/{DATABASE}" in capsys.readouterr().out
    assert main.main(["memory", "forget", "copy.png", "--lang", "en"]) == 0
    for options, count in (([], 1), (["--everyone"], 0)):
        assert main.main(["memory", "forget", "--all", *options]) == count
        with PostgresStore(shared) as store:
            assert store.count() == count
    assert {path.name for path in own_data_folder.iterdir()} == {"memory.on", memory_switch.ADDRESS_FILE}
