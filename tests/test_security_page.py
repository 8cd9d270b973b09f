"""SECURITY.md says what holds: its numbers are the limits in force, and every test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from verify.features.memory.stores import connection
from verify.model import limits
from verify.store import database
from verify.workers import pool
from verify.workers.sandbox import enter

ROOT = Path(__file__).resolve().parents[1]
PAGE = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())


def test_its_numbers_are_the_limits_in_force() -> None:
    assert f"more than {limits.WORKER_DATA_BYTES // limits.GIB} GiB of memory" in PAGE
    assert f"more than {limits.WORKER_ADDRESS_BYTES // limits.GIB} GiB of addresses" in PAGE
    assert f"more than {enter.OPEN_FILES} open files" in PAGE
    assert f"at most {limits.EMBEDDED_FILES}, each of at most {limits.EMBEDDED_BYTES // limits.MIB} MiB" in PAGE
    assert f"{limits.EMBEDDED_TOTAL_BYTES // limits.MIB} MiB in all" in PAGE
    assert f"{limits.EMBEDDED_SECONDS:.0f} s of processor time" in PAGE
    assert f"Threads beyond {limits.WORKER_THREADS} and {limits.WORKER_THREADS_PER_CORE} for each core" in PAGE
    assert (limits.WORKER_PROCESSOR_SECONDS, "an hour of processor time" in PAGE) == (3_600, True)
    assert (pool.TICK_SECONDS, "twenty times a second" in PAGE) == (0.05, True)
    assert f"replaced after {limits.FILES_PER_WORKER} files" in PAGE
    assert f"after it, at most {limits.FILES_PER_WORKER - 1}." in PAGE
    assert f"at most {limits.REVOCATION_ANSWER_BYTES // limits.KIB} KiB are taken" in PAGE
    assert f"of a list {limits.REVOCATION_LIST_BYTES // limits.MIB} MiB" in PAGE
    bounds = f"within {limits.TASK_DATA_BYTES // limits.GIB} GiB of memory, five minutes, {limits.PACK_PARTS:,} entries"
    assert f"{bounds} and {limits.PACK_BYTES // limits.GIB} GiB of content" in PAGE
    assert limits.PACK_SECONDS == 5 * 60
    assert (limits.ATTEMPTS, "at most four times" in PAGE) == (4, True)
    assert f"a database over {database._CHECKED_BYTES // limits.MIB} MiB" in PAGE
    assert f"a private file, at most {limits.STANDARD_INPUT_BYTES // limits.GIB} GiB" in PAGE
    assert f"at most {limits.ASKED_WAITING} files beside those" in PAGE
    uploads = f"One upload has at most {limits.UPLOAD_BYTES // limits.GIB} GiB, all together"
    assert f"{uploads} {limits.UPLOADS_BYTES // limits.GIB} GiB" in PAGE
    assert f"nothing for {limits.UPLOAD_SILENCE_SECONDS:g} seconds, or takes more than ten minutes" in PAGE
    assert (limits.UPLOAD_SECONDS, limits.HEADERS_SECONDS) == (600, 10)
    assert f"At most {limits.CONNECTIONS} connections are open" in PAGE
    message = f"A message has at most {limits.MCP_LINE_BYTES // limits.MIB} MiB, a file in it"
    assert f"{message} {limits.MCP_FILE_BYTES // limits.MIB} MiB" in PAGE
    assert f"of at most {limits.LINK_CHARACTERS:,} characters" in PAGE
    assert (limits.LINKED_BYTES, limits.LINK_SECONDS) == (limits.GIB, 15 * 60)
    assert "at most 1 GiB in at most 15 minutes" in PAGE
    assert f"at most {limits.PAGE_BYTES // limits.MIB} MiB in {limits.PAGE_SECONDS:.0f} seconds" in PAGE
    assert f"at most {limits.PAGE_MEDIA:,} of them" in PAGE
    assert f"sound of at most {limits.BROWSER_BYTES // limits.MIB} MiB" in PAGE
    assert f"at most {limits.HANDED_FILES:,} absolute paths" in PAGE
    assert f"An answer has at most {connection._ANSWER_BYTES // limits.MIB} MiB" in PAGE
    assert (connection.SECONDS, connection.LONG_SECONDS) == (30, 600)
    assert limits.FETCH_REDIRECTS == 3
    assert "at most three redirects" in PAGE


def test_every_place_that_it_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", PAGE)
    assert len(named) >= 6
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert all((ROOT / folder / "test_taken_over.py").is_file() for folder in ("tests/verify/workers", "tests/gui"))


def test_it_names_every_command_that_uses_the_network() -> None:
    commands = ("trust update", "models get", "check --fetch-remote", "check --ask-revocation", "check --find-record")
    assert all(f"`{command}`" in PAGE for command in commands)
