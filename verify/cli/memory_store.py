"""Does what `whence memory` is asked: shows what is kept, forgets it, and hands it on as a signed archive."""

from __future__ import annotations

import argparse
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from verify.cli.shared import command, complain, say, translator_for
from verify.features.memory import archive, store
from verify.features.memory.archive import Archive, ArchiveError, ArchiveProblem
from verify.features.memory.store import MemoryStore
from verify.report.report_facts import moment
from verify.report.words import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store import memory_switch
from verify.store.database import DatabaseError
from verify.store.folders import data_folder

_NEWEST: Final = 20
_ALL: Final = -1  # SQLite's word for no limit
_MEGABYTE: Final = 1_000_000


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    speech = translator_for(arguments)
    folder = data_folder()
    try:
        if arguments.action in ("on", "off"):
            memory_switch.turn(folder, on=arguments.action == "on")
            return _tell(folder, speech)
        if arguments.action == "forget" and arguments.all:
            store.forget_everything(folder)
            say(speech.text("terms.memory.forgotten_all"))
            return 0
        if arguments.action == "show" and not store.exists(folder):
            return _tell(folder, speech)
        with MemoryStore(folder) as kept:
            if kept.set_aside:
                complain(f"{speech.text('terms.memory.set_aside')}: {plain(str(kept.set_aside))}")
            return _with_store(arguments, kept, folder, speech)
    except DatabaseError as error:
        complain(f"{speech.text(f'terms.memory.{error.problem.value}')}: {plain(str(error.path))}")
    except ArchiveError as error:
        path = error.detail if error.problem is ArchiveProblem.NOT_WRITABLE else str(arguments.path)
        complain(speech.text(f"terms.memory.archive_problems.{error.problem.value}", path=path))
    return 1


def _with_store(arguments: argparse.Namespace, kept: MemoryStore, folder: Path, speech: Translator) -> int:
    if arguments.action == "show":
        return _show(kept, folder, speech, every=arguments.all)
    if arguments.action == "import":
        return _import(kept, speech, arguments.path, arguments.key)
    if arguments.action == "export":
        return _export(kept, folder, speech, arguments.path, arguments.name)
    if arguments.archive:
        count, message = kept.forget_archive(arguments.archive), "terms.memory.forgotten_archive"
    else:
        count, message = kept.forget(_digest(arguments.file) or arguments.file), "terms.memory.forgotten"
    if not count:
        complain(speech.text("terms.memory.nothing_of_it", name=arguments.archive or arguments.file))
        return 1
    say(speech.count(message, count))
    return 0


def _tell(folder: Path, speech: Translator) -> int:
    """Tell whether the memory is on, what that means and where it lies."""
    on = memory_switch.is_on(folder)
    say(speech.text("terms.memory.is_on" if on else "terms.memory.is_off"))
    if not on and store.exists(folder):
        say(speech.text("terms.memory.stays"))
    say(speech.text("terms.memory.explained", folder=str(folder)))
    say(speech.text("terms.memory.how_to_forget", command=command("memory", "forget", "--all")))
    return 0


def _show(kept: MemoryStore, folder: Path, speech: Translator, *, every: bool) -> int:
    _tell(folder, speech)
    count = kept.count()
    say(speech.count("terms.memory.remembered", count))
    for one in kept.items(_ALL if every else _NEWEST):
        answer = finding_cards.past_answer(speech, one.conclusion, one.standing, one.signer)
        say(f"{plain(moment(one.checked_at))}  {plain(one.name)}  {answer}")
    if count > _NEWEST and not every:
        say(speech.text("terms.memory.more"))
    for name, key, made_at, files in kept.archives():
        made = moment(made_at)
        say(speech.count("terms.memory.archive", files, name=name, made_at=made, key=archive.fingerprint(key)))
    size = f"{sum(path.stat().st_size for path in folder.glob('memory.*')) / _MEGABYTE:.1f} MB"
    say(speech.text("terms.memory.size", size=size))
    return 0


def _digest(name: str) -> str:
    """Return the SHA-256 of a file; empty where there is none of this name."""
    try:
        with Path(name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _import(kept: MemoryStore, speech: Translator, path: Path, key: str | None) -> int:
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(ArchiveProblem.NOT_READABLE) from error
    with file:
        taken = Archive(file)
        head = taken.head
        if key is not None and key.replace(" ", "").lower() != head.fingerprint.replace(" ", ""):
            raise ArchiveError(ArchiveProblem.OTHER_KEY)
        known = [(name, pinned) for name, pinned, _, _ in kept.archives()]
        if key is None and head.key not in {pinned for _, pinned in known}:
            say(speech.text("terms.memory.asks_key", name=head.name, key=head.fingerprint))
            if head.name in {name for name, _ in known}:
                say(speech.text("terms.memory.name_taken"))
            pinned = command("memory", "import", str(path), "--key", head.fingerprint.replace(" ", ""))
            complain(speech.text("terms.memory.pin_with", command=pinned))
            return 1
        now = datetime.now(UTC).isoformat(timespec="seconds")
        count = kept.take_archive(head.name, head.key, (head.made_at, now), taken.files())
    say(speech.count("terms.memory.imported", count, name=head.name))
    return 0


def _export(kept: MemoryStore, folder: Path, speech: Translator, path: Path, name: str) -> int:
    key = archive.load_own_key(folder)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    head, count = archive.write(path, name, now, key, kept.everything())
    say(speech.count("terms.memory.exported", count, path=str(path), key=head.fingerprint))
    say(speech.text("terms.memory.give_key"))
    return 0
