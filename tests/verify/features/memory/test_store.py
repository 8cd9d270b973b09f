"""What is kept survives, is forgotten without a trace, and one store sees what another one kept, wherever it is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from msgspec.structs import astuple

from tests.build.media.drawings.motifs import looks, motif
from tests.verify.features.memory.conftest import OpenStore
from verify.features.memory import compare
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores import sqlite as stores
from verify.features.memory.stores.protocol import MemoryStore
from verify.features.memory.stores.sqlite import SqliteStore
from verify.model import Conclusion, Imprint, Standing
from verify.store.database_errors import DatabaseError


def kept(name: str, archive: str = "") -> RememberedFile:
    return RememberedFile(
        hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest(),
        name,
        "image/png",
        "2026-11-22T10:00:00Z",
        Conclusion.UNKNOWN,
        Standing.NONE,
        "",
        archive,
    )


@pytest.fixture(scope="module")
def prints() -> list[Imprint]:
    return [looks(motif(number)) for number in range(4)]


def names(store: MemoryStore, imprint: Imprint) -> list[str]:
    return [file.name for file, other in store.find_near(imprint) if compare.compare(other, imprint)]


def test_what_is_kept_is_found_by_this_store_and_the_next(open_store: OpenStore, prints: list[Imprint]) -> None:
    with open_store() as store:
        assert names(store, prints[0]) == []
        for name, imprint in zip("abc", prints, strict=False):
            store.keep(kept(name), [imprint])
        assert [names(store, imprint)[:1] for imprint in prints] == [["a"], ["b"], ["c"], []]
        assert store.count() == 3
    with open_store() as store:
        file, imprint = next(store.find_near(prints[1]))
        assert (file, imprint.whole, imprint.picture) == (kept("b"), prints[1].whole, prints[1].picture)


def test_a_store_sees_what_another_one_keeps_and_forgets_meanwhile(
    open_store: OpenStore, prints: list[Imprint]
) -> None:
    with open_store() as one, open_store() as other:
        assert names(one, prints[0]) == []
        other.keep(kept("a"), [prints[0]])
        assert names(one, prints[0]) == ["a"]
        assert other.forget("a") == 1
        assert names(one, prints[0]) == []


def test_the_same_file_is_kept_once_with_its_newest_answer(open_store: OpenStore, prints: list[Imprint]) -> None:
    with open_store() as store:
        store.keep(kept("a"), [prints[0]])
        newer = RememberedFile(
            kept("a").sha256, "b", "image/png", "2026-11-23", Conclusion.AI_GENERATED, Standing.STATED, "X"
        )
        store.keep(newer, [prints[0]])
        assert store.list_newest(5) == [newer]
        assert names(store, prints[0]) == ["b"]


def test_a_name_that_is_no_text_is_kept_all_the_same(open_store: OpenStore, prints: list[Imprint]) -> None:
    with open_store() as store:
        store.keep(kept("\udcff\0" * 250), [prints[0]])
        assert store.count() == 1


def test_a_large_store_has_an_index_that_goes_with_what_it_indexes(
    tmp_path: Path, prints: list[Imprint], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "_FEW", 1)
    with SqliteStore(tmp_path) as store:
        for name, imprint in zip("abcd", prints, strict=False):
            store.keep(kept(name), [imprint])
            assert names(store, imprint)[0] == name
    path = tmp_path / "memory.index"
    assert prints[0].whole in path.read_bytes()
    with SqliteStore(tmp_path) as store:
        assert names(store, prints[0]) == ["a"]
        path.write_bytes(b"damaged")
    with SqliteStore(tmp_path) as store:
        assert names(store, prints[0]) == ["a"]
        assert store.forget(kept("a").sha256[1:]) == 0
        assert store.forget(kept("a").sha256.upper()) == 1
        assert not path.exists()
        assert names(store, prints[0]) == []
        assert names(store, prints[2]) == ["c"]


def test_what_is_forgotten_is_no_longer_in_the_file(tmp_path: Path, prints: list[Imprint]) -> None:
    with SqliteStore(tmp_path) as store:
        store.keep(kept("unforgettable"), [prints[0]])
        store.keep(kept("b"), [prints[1]])
    path = tmp_path / "memory.sqlite"
    assert b"unforgettable" in path.read_bytes()
    with SqliteStore(tmp_path) as store:
        store.forget("unforgettable")
    assert b"unforgettable" not in path.read_bytes()
    assert prints[0].whole not in path.read_bytes()


def test_everything_is_forgotten_damaged_memories_among_it(tmp_path: Path, prints: list[Imprint]) -> None:
    with SqliteStore(tmp_path) as store:
        store.keep(kept("a"), [prints[0]])
    (tmp_path / "memory.sqlite").write_bytes(b"no database" * 1000)
    with SqliteStore(tmp_path) as store:
        assert store.set_aside is not None
        assert store.count() == 0
        store.keep(kept("b"), [prints[1]])
    (tmp_path / "memory.on").touch()
    stores.forget_everything(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["memory.on"]
    stores.forget_everything(tmp_path)


def test_an_archive_replaces_its_older_version_and_nothing_else(open_store: OpenStore, prints: list[Imprint]) -> None:
    def files(*letters: str) -> list[tuple[RememberedFile, list[Imprint]]]:
        return [(kept(letter), [prints["abcd".index(letter)]]) for letter in letters]

    with open_store() as store:
        store.keep(kept("a"), [prints[0]])
        assert store.take_archive("News", b"key", ("2026-01-01", "2026-01-01"), files("b", "c")) == 2
        assert store.take_archive("News", b"other key", ("2026-01-01", "2026-01-01"), files("d")) == 1
        assert store.take_archive("News", b"key", ("2027-01-01", "2027-01-01"), files("c")) == 1
        assert [names(store, imprint)[:1] for imprint in prints] == [["a"], [], ["c"], ["d"]]
        assert next(store.find_near(prints[2]))[0].archive == "News"
        assert sorted(map(astuple, store.list_archives())) == [
            ("News", b"key", "2027-01-01", 1),
            ("News", b"other key", "2026-01-01", 1),
        ]
        assert store.count() == 1
        assert [file.name for file, _ in store.list_all()] == ["a"]
        assert store.forget_archive("News") == 2
        assert names(store, prints[2]) == []


def test_an_archive_that_breaks_off_leaves_all_as_it_was(open_store: OpenStore, prints: list[Imprint]) -> None:
    def breaking() -> object:
        yield kept("b"), [prints[1]]
        raise ValueError("the line is damaged")

    with open_store() as store:
        store.take_archive("News", b"key", ("", ""), [(kept("a"), [prints[0]])])
        with pytest.raises(ValueError, match="damaged"):
            store.take_archive("News", b"key", ("", ""), breaking())  # type: ignore[arg-type]
        assert names(store, prints[0]) == ["a"]
        assert names(store, prints[1]) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DatabaseError):
        SqliteStore(tmp_path)
