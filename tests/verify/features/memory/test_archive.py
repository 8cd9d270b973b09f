"""An archive comes back as it was written; whatever was changed in it is refused whole."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from tests.build.media.drawings.motifs import looks, motif
from verify.cli import main
from verify.features.memory import archive
from verify.features.memory.archive import Archive
from verify.features.memory.archive_entries import ArchiveError, ArchiveProblem, Entries, read_entries_task
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores.sqlite import SqliteStore
from verify.model import Conclusion, Standing, limits
from verify.workers import confined_task, protocol

KEY = Ed25519PrivateKey.generate()
FILES = [
    (
        RememberedFile(
            f"{number:064x}", f"{number} \udcff.jpg", "image/jpeg", "2026", Conclusion.AI_EDITED, Standing.STATED, "A"
        ),
        (looks(motif(number)),),
    )
    for number in range(3)
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("archive") / "archive"
    head, count = archive.write(path, "News", "2026-11-22", KEY, FILES)
    assert (head.name, count) == ("News", 3)
    return path.read_bytes()


def problem(data: bytes) -> ArchiveProblem:
    with pytest.raises(ArchiveError) as told:
        list(Archive(io.BytesIO(data)).files())
    return told.value.problem


def test_what_is_written_is_read_back(written: bytes) -> None:
    taken = Archive(io.BytesIO(written))
    assert taken.head.name == "News"
    assert taken.head.key == KEY.public_key().public_bytes_raw()
    for (kept, imprints), (kept_before, imprints_before) in zip(taken.files(), FILES, strict=True):
        assert kept.archive == "News"
        assert (kept.name, kept.sha256, kept.conclusion) == (
            kept_before.name, kept_before.sha256, kept_before.conclusion
        )  # fmt: skip
        assert imprints == imprints_before


def test_every_changed_byte_is_noticed(written: bytes) -> None:
    for at in range(0, len(written), max(1, len(written) // 60)):
        changed = bytearray(written)
        changed[at] ^= 1
        assert problem(bytes(changed)) in (ArchiveProblem.NOT_SIGNED, ArchiveProblem.NOT_AN_ARCHIVE)


def test_lines_that_are_missing_doubled_or_in_another_order_are_noticed(written: bytes) -> None:
    lines = written.splitlines(keepends=True)
    for changed in (lines[:1] + lines[2:], [*lines[:2], *lines[1:]], [lines[0], lines[2], lines[1], *lines[3:]]):
        assert problem(b"".join(changed)) is ArchiveProblem.NOT_SIGNED
    for changed in (lines[:-1], lines[:1], [*lines, b"{}\n"], [written[:-10]], []):
        assert problem(b"".join(changed)) is ArchiveProblem.NOT_AN_ARCHIVE


def test_what_changes_between_the_two_readings_is_noticed(written: bytes) -> None:
    file = io.BytesIO(written)
    taken = Archive(file)
    lines = written.splitlines(keepends=True)
    file.seek(0)
    file.write(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))
    with pytest.raises(ArchiveError) as told:
        list(taken.files())
    assert told.value.problem is ArchiveProblem.NOT_SIGNED


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sha256", ""), ("sha256", "0" * 65), ("name", 7), ("conclusion", "real"), ("imprints", []), ("imprints", None),
        ("imprints", [{}]), ("imprints", [0]), ("iscc", "AAAA"), ("landmarks", "AAAA"), ("width", 129), ("width", True),
        ("width", -1), ("pixels", "AAAA"), ("pixels", "ä"), ("seconds", -1), ("seconds", 1e9), ("seconds", "0"),
        ("seconds", float("inf")), ("seconds", 10**400),
        ("sha256", "z" * 64), ("sha256", "A" * 64), ("checked_at", "yesterday"), ("media_type", "image"),
        ("name", "x\ud800\udc41y\udfff.jpg"), ("signer", "\udcff"),
    ],
)  # fmt: skip
def test_a_signed_line_that_says_something_impossible_is_refused(written: bytes, key: str, value: object) -> None:
    lines = written.splitlines(keepends=True)
    line = json.loads(lines[1])
    (line if key in line else line["imprints"][0])[key] = value
    assert problem(_signed([lines[0], json.dumps(line).encode() + b"\n"])) is ArchiveProblem.NOT_AN_ARCHIVE


def test_files_are_read_some_at_a_time_and_none_is_lost_or_doubled(
    written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_TASK_BYTES", 1)
    asked: list[int] = []
    ask = confined_task.run_task

    def count(*arguments: Any, **bounds: Any) -> object:
        asked.append(len(arguments[1]))
        return ask(*arguments, **bounds)

    monkeypatch.setattr(archive, "run_task", count)
    assert [file.sha256 for file, _ in Archive(io.BytesIO(written)).files()] == [file.sha256 for file, _ in FILES]
    assert len(asked) == len(FILES)


def test_a_task_tells_as_much_as_an_answer_may_hold(written: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_ANSWER_BYTES", 1)
    lines = written.splitlines(keepends=True)[1:-1]
    told = protocol.load(Entries, read_entries_task(io.BytesIO(b"".join(lines)), {}))
    assert (len(told.entries), told.bytes) == (1, len(lines[0]))


def test_a_line_of_very_many_values_is_refused(written: bytes) -> None:
    wide = b'{"sha256": "", "more": [' + b"[]," * 600_000 + b"[]]}\n"
    assert problem(_signed([written.splitlines(keepends=True)[0], wide])) is ArchiveProblem.NOT_AN_ARCHIVE


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import os; os.abort()", ArchiveProblem.CRASHED),
        ('print(\'{"begun":true}\'); print(\'{"answer":{"entries":[],"bytes":0}}\')', ArchiveProblem.CRASHED),
        ('print(\'{"begun":true}\'); print(\'{"answer":{"entries":[],"bytes":10000000}}\')', ArchiveProblem.CRASHED),
        ("print('{\"begun\":true}'); print('{\"answer\":[]}')", ArchiveProblem.CRASHED),
        ("print('{\"begun\":true}'); print('x' * 60_000_000)", ArchiveProblem.TOO_LARGE),
    ],
    ids=["dies", "reads nothing", "reads more than there is", "lies", "floods"],
)
def test_a_process_that_ends_or_lies_takes_nothing_over(
    written: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, told: ArchiveProblem
) -> None:
    monkeypatch.setattr("verify.workers.process.relaunch.build_command", lambda *_: (sys.executable, "-c", code))
    assert problem(written) is told
    with SqliteStore(tmp_path) as memory:
        with pytest.raises(ArchiveError):
            memory.take_archive("News", b"k" * 32, ("2026", "2026"), Archive(io.BytesIO(written)).files())
        assert memory.list_archives() == []


def test_an_archive_that_is_too_large_is_not_read(written: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", len(written) - 1)
    assert problem(written) is ArchiveProblem.TOO_LARGE


@pytest.mark.parametrize("head", [{"name": "\ud800"}, {"made_at": "yesterday"}, {"made_at": "\ud800"}])
def test_a_head_with_half_a_character_or_without_a_time_is_refused(written: bytes, head: dict[str, str]) -> None:
    lines = written.splitlines(keepends=True)
    changed = json.dumps({**json.loads(lines[0]), **head}).encode() + b"\n"
    assert problem(_signed([changed, *lines[1:-1]])) is ArchiveProblem.NOT_AN_ARCHIVE


def _signed(lines: list[bytes]) -> bytes:
    import base64
    import hashlib

    signature = KEY.sign(archive.SCHEMA.encode() + b"\0" + hashlib.sha256(b"".join(lines)).digest())
    last = json.dumps({"signature": base64.b64encode(signature).decode()}).encode() + b"\n"
    return b"".join([*lines, last])


def test_a_line_without_end_is_not_read_to_its_end() -> None:
    assert problem(b"[" * (limits.ARCHIVE_LINE_BYTES + 5)) is ArchiveProblem.NOT_AN_ARCHIVE
    assert problem(b"[" * 100_000 + b"\n") is ArchiveProblem.NOT_AN_ARCHIVE


def test_the_key_of_this_computer_is_made_once_and_private(tmp_path: Path) -> None:
    first, second = archive.load_own_key(tmp_path), archive.load_own_key(tmp_path)
    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert (tmp_path / archive.KEY_FILE).stat().st_mode & 0o077 == 0
    locked = first.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    for content in (b"no key", b"", locked, b"-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n"):
        (tmp_path / archive.KEY_FILE).write_bytes(content)
        with pytest.raises(ArchiveError):
            archive.load_own_key(tmp_path)
        assert (tmp_path / archive.KEY_FILE).read_bytes() == content


@pytest.mark.skipif(os.name != "posix", reason="pipes are files there")
def test_a_pipe_is_no_archive_and_no_key(
    tmp_path: Path, own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "archive")
    assert main.main(["memory", "import", "--lang", "en", str(tmp_path / "archive")]) == 1
    assert capsys.readouterr().err == f"Cannot read {tmp_path / 'archive'}.\n"
    os.mkfifo(own_data_folder / archive.KEY_FILE)
    assert main.main(["memory", "export", "--lang", "en", "--name", "x", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"Cannot read {own_data_folder / archive.KEY_FILE}.\n"


def test_an_archive_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        archive.write(tmp_path / "no folder" / "archive", "News", "2026", KEY, FILES)
    assert list(tmp_path.iterdir()) == []
