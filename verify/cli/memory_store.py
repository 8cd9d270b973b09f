"""Does what `whence memory` is asked: shows what is remembered, forgets it, and hands it on as a signed archive."""

from __future__ import annotations

import argparse
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from verify.cli.shared import complain, format_command, say, translator_for
from verify.features.memory import archive
from verify.features.memory.archive import Archive
from verify.features.memory.archive_entries import ArchiveError, ArchiveProblem
from verify.features.memory.hook import describe_problem
from verify.features.memory.stores import opening
from verify.features.memory.stores.address import AddressError, parse_address
from verify.features.memory.stores.protocol import MemoryStore
from verify.report.report_facts import format_time
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store import memory_switch
from verify.store.database_errors import DatabaseError, DatabaseProblem, translate_file_errors
from verify.store.folders import data_folder, open_regular

_NEWEST: Final = 20
_ABOUT_A_FILE: Final = (ArchiveProblem.NOT_READABLE, ArchiveProblem.NOT_WRITABLE, ArchiveProblem.NO_SPACE)
_MEGABYTE: Final = 1_000_000


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    translator = translator_for(arguments)
    folder = data_folder()
    try:
        if arguments.action in ("on", "off"):
            with translate_file_errors(folder):
                memory_switch.turn(folder, on=arguments.action == "on")
            return _say_state(folder, translator)
        if arguments.action == "use":
            return _use(folder, translator, arguments.address)
        if arguments.action == "forget" and arguments.all:
            return _forget_everything(folder, translator, everyone=arguments.everyone)
        if arguments.action == "show":
            _say_state(folder, translator)  # before a server is asked, which may take its time
            if not opening.is_begun(folder):
                return 0
        with opening.open_store(folder) as memory:
            if memory.set_aside:
                _complain_of(DatabaseError(DatabaseProblem.BROKEN, folder, memory.set_aside), translator)
            return _run_with_store(arguments, memory, folder, translator)
    except DatabaseError as error:
        _complain_of(error, translator)
    except AddressError as error:
        problem = f"terms.memory.shared.addresses.{error.problem.value}"
        complain(translator.text(problem, part=error.detail))
    except ArchiveError as error:
        path = error.detail if error.problem in _ABOUT_A_FILE and error.detail else str(arguments.path)
        complain(translator.text(f"terms.memory.archive_problems.{error.problem.value}", path=path))
    return 1


def _complain_of(error: DatabaseError, translator: Translator) -> None:
    remark, place = describe_problem(translator, error)
    complain(f"{remark}: {plain(place)}")


def _run_with_store(arguments: argparse.Namespace, memory: MemoryStore, folder: Path, translator: Translator) -> int:
    if arguments.action == "show":
        return _show(memory, folder, translator, every=arguments.all)
    if arguments.action == "import":
        return _import(memory, translator, arguments.path, arguments.key)
    if arguments.action == "export":
        return _export(memory, folder, translator, arguments.path, arguments.name)
    if arguments.archive:
        count, message = memory.forget_archive(arguments.archive), "terms.memory.forgotten_archive"
    else:
        count, message = memory.forget(_hash_file(arguments.file) or arguments.file), "terms.memory.forgotten"
    if not count:
        complain(translator.text("terms.memory.nothing_of_it", name=arguments.archive or arguments.file))
        return 1
    say(translator.count(message, count))
    return 0


def _use(folder: Path, translator: Translator, address: str | None) -> int:
    """Use a shared memory from now on, if its server can be asked, or the one of this computer."""
    if address is None:
        with translate_file_errors(folder):
            memory_switch.use_address(folder, None)
        return _say_state(folder, translator)
    shared = parse_address(address)
    opening.open_shared(shared, make=True).close()
    with translate_file_errors(folder):
        memory_switch.use_address(folder, shared.text)
    return _say_state(folder, translator)


def _forget_everything(folder: Path, translator: Translator, *, everyone: bool) -> int:
    address = opening.find_address(folder)
    if address is not None and not everyone:
        command = format_command("memory", "forget", "--all", "--everyone")
        complain(translator.text("terms.memory.shared.others", place=address.place, command=command))
        return 1
    opening.forget_everything(folder)
    say(translator.text("terms.memory.forgotten_all"))
    return 0


def _say_state(folder: Path, translator: Translator) -> int:
    """Say whether the memory is on, what that means and where it lies; return 0. Raises ServerError."""
    address = opening.find_address(folder)
    on = memory_switch.is_on(folder)
    say(translator.text("terms.memory.is_on" if on else "terms.memory.is_off"))
    if address is None:
        if not on and opening.is_begun(folder):
            say(translator.text("terms.memory.stays"))
        say(translator.text("terms.memory.explained", folder=str(folder)))
        say(translator.text("terms.memory.how_to_forget", command=format_command("memory", "forget", "--all")))
        return 0
    say(translator.text("terms.memory.shared.explained", place=address.place))
    say(translator.text("terms.memory.shared.traces"))
    say(translator.text("terms.memory.shared.back", command=format_command("memory", "use", "--local")))
    return 0


def _show(memory: MemoryStore, folder: Path, translator: Translator, *, every: bool) -> int:
    count = memory.count()
    say(translator.count("terms.memory.remembered", count))
    for file in memory.list_newest(None if every else _NEWEST):
        answer = finding_cards.describe_past_answer(translator, file.conclusion, file.standing, file.signer)
        say(f"{plain(format_time(file.checked_at))}  {plain(file.name)}  {answer}")
    if count > _NEWEST and not every:
        say(translator.text("terms.memory.more"))
    for taken in memory.list_archives():
        key = archive.format_fingerprint(taken.key)
        made_at = format_time(taken.made_at)
        say(translator.count("terms.memory.archive", taken.files, name=taken.name, made_at=made_at, key=key))
    if opening.find_address(folder) is not None:
        return 0
    size = f"{sum(map(_measure, folder.glob('memory.*'))) / _MEGABYTE:.1f} MB"
    say(translator.text("terms.memory.size", size=size))
    return 0


def _measure(path: Path) -> int:
    """Return the size of a file; 0 where it is gone meanwhile."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _hash_file(name: str) -> str:
    """Return the SHA-256 of a file in hexadecimal; empty where no file of this name can be read."""
    try:
        with open_regular(Path(name)) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _import(memory: MemoryStore, translator: Translator, path: Path, key: str | None) -> int:
    try:
        file = open_regular(path)
    except OSError as error:
        raise ArchiveError(ArchiveProblem.NOT_READABLE) from error
    with file:
        incoming = Archive(file)
        head = incoming.head
        if key is not None and key.replace(" ", "").lower() != head.fingerprint.replace(" ", ""):
            raise ArchiveError(ArchiveProblem.OTHER_KEY)
        known = memory.list_archives()
        if key is None and head.key not in {taken.key for taken in known}:
            say(translator.text("terms.memory.asks_key", name=head.name, key=head.fingerprint))
            if head.name in {taken.name for taken in known}:
                say(translator.text("terms.memory.name_taken"))
            pinned = format_command("memory", "import", str(path), "--key", head.fingerprint.replace(" ", ""))
            complain(translator.text("terms.memory.pin_with", command=pinned))
            return 1
        now = datetime.now(UTC).isoformat(timespec="seconds")
        count = memory.take_archive(head.name, head.key, (head.made_at, now), incoming.files())
    say(translator.count("terms.memory.imported", count, name=head.name))
    return 0


def _export(memory: MemoryStore, folder: Path, translator: Translator, path: Path, name: str) -> int:
    key = archive.load_own_key(folder)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    head, count = archive.write(path, name, now, key, memory.list_all())
    say(translator.count("terms.memory.exported", count, path=str(path), key=head.fingerprint))
    say(translator.text("terms.memory.give_key"))
    return 0
