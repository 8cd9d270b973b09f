"""`whence doctor`: what holds on this machine, which parts are installed, and how old the trust lists are."""

from __future__ import annotations

import argparse
import json
import os
import platform
import queue
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from wcwidth import wcswidth

from verify import __version__
from verify.cli.shared import add_language_option, command, translator_for
from verify.model import Options, Problem
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.untrusted import plain
from verify.store import models
from verify.store.folders import data_folder
from verify.store.models import ModelStore
from verify.store.trust import store
from verify.store.trust.store import TrustStore
from verify.workers import protocol
from verify.workers.protocol import Attempt, Part
from verify.workers.sandbox import probe as attempts
from verify.workers.worker_process import Inbox, WorkerExit, WorkerProcess, build_worker_command

SCHEMA: Final = "whence.doctor/1"
_SECONDS: Final = 60.0  # for a worker to start, to try everything and to load every library


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `doctor`."""
    parser = subparsers.add_parser(
        "doctor",
        help="show what keeps a hostile file in, which parts are installed, and the trust lists",
        description="Shows what keeps a hostile file in on this machine, by trying it in a process that reads files; "
        "and which parts, models and trust lists are here.",
        epilog="Exit status: 0 it was tried, 1 no process that reads files could be started.",
    )
    add_language_option(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a page")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Try it, prints what came of it and return the exit status."""
    speech = translator_for(arguments)
    today = datetime.now(UTC).date()
    tried = probe()
    if arguments.json:
        print(json.dumps(_document(tried, speech, today), ensure_ascii=False))  # noqa: T201
    else:
        print("\n".join(_page(tried, speech, today)))  # noqa: T201
    return 1 if isinstance(tried, WorkerExit) else 0


def probe() -> protocol.Probed | WorkerExit:
    """Have a real worker try the sandbox, and return the outcome, or why there was no worker."""
    inbox: Inbox = queue.Queue()
    with _scratch() as folder:
        worker = WorkerProcess(build_worker_command(), inbox)
        worker.send(protocol.Configure(Options(now=datetime.now(UTC)), tell=False))
        worker.send(protocol.Probe(str(folder)))
        until = time.monotonic() + _SECONDS
        try:
            while True:
                told = inbox.get(timeout=max(0.0, until - time.monotonic()))
                if told is not None and isinstance(told[1], protocol.Probed | WorkerExit):
                    return told[1]
        except queue.Empty:
            return WorkerExit(Problem.TIMED_OUT, f"{_SECONDS:g} s")
        finally:
            worker.dismiss()
            worker.reap()


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for the trial, with a file that whoever inherits handles has open, and a variable to be seen."""
    with tempfile.TemporaryDirectory(prefix="whence-doctor-") as name:
        folder = Path(name)
        (folder / attempts.SPARE).touch()
        with (folder / attempts.THERE).open("wb") as there:
            there.write(b"0")
            there.flush()
            os.set_inheritable(there.fileno(), True)
            os.environ[attempts.VARIABLE] = "1"
            try:
                yield folder
            finally:
                os.environ.pop(attempts.VARIABLE)


def _page(tried: protocol.Probed | WorkerExit, speech: Translator, today: date) -> Iterator[str]:
    yield speech.text("commands.doctor.here", whence=__version__, system=_system(), python=platform.python_version())
    yield speech.text("commands.doctor.folder", folder=str(data_folder()))
    yield ""
    if isinstance(tried, WorkerExit):
        yield speech.text("commands.doctor.not_tried", reason=tried.detail)
    else:
        yield speech.text("commands.doctor.tried")
        yield from _table(
            [(speech.text(f"commands.doctor.barriers.{each.barrier}"), _held(each, speech)) for each in tried.attempts]
        )
        yield ""
        yield speech.text("commands.doctor.parts")
        yield from _table([(each.name, _part(each, speech)) for each in tried.parts])
    yield ""
    yield speech.text("commands.doctor.models")
    here = {one.known.name: one.date for one in ModelStore(data_folder()).added()}
    yield from _table([(each.name, _model(here.get(each.name, ""), speech)) for each in models.KNOWN])
    yield ""
    yield speech.text("commands.doctor.lists")
    for trust_list in TrustStore(data_folder()).lists():
        facts = trust_list.facts
        yield "  " + plain(facts.name)
        age = speech.count("commands.doctor.age", store.age_in_days(facts, today))
        yield "    " + speech.join(
            speech.count(f"commands.library.kinds.{facts.kind}", facts.certificates, date=facts.date), age
        )
        if store.is_stale(facts, today):
            yield "    " + speech.text("commands.doctor.stale", command=command("trust", "update"))


def _table(rows: list[tuple[str, str]]) -> Iterator[str]:
    """Two columns, the second one aligned."""
    broad = max(wcswidth(caption) for caption, _ in rows)
    for caption, text in rows:
        yield f"  {caption}{' ' * (broad - wcswidth(caption))}  {text}".rstrip()


def _held(attempt: Attempt, speech: Translator) -> str:
    message = find_key(
        "commands.doctor.apart", (attempt.barrier, attempt.hold), f"commands.doctor.holds.{attempt.hold}"
    )
    return speech.text(message, means=attempt.means)


def _part(part: Part, speech: Translator) -> str:
    if part.loaded:
        return speech.text("commands.doctor.loaded", version=part.version)
    if part.problem:
        return speech.text("commands.doctor.not_loaded", reason=part.problem)
    return speech.text(find_key("commands.doctor.missing_parts", part.name, "commands.doctor.missing_part"))


def _model(added: str, speech: Translator) -> str:
    return (
        speech.text("commands.doctor.model_here", date=added) if added else speech.text("commands.doctor.model_missing")
    )


def _system() -> str:
    return f"{platform.system()} {platform.release()} ({platform.machine()})"


def _document(tried: protocol.Probed | WorkerExit, speech: Translator, today: date) -> Mapping[str, object]:
    """Return the page as codes with the words beside them."""
    isolation: list[dict[str, str]] = []
    parts: list[dict[str, str | bool]] = []
    if isinstance(tried, protocol.Probed):
        isolation = [
            {"barrier": each.barrier, "hold": each.hold, "means": each.means, "words": _held(each, speech)}
            for each in tried.attempts
        ]
        parts = [
            {"name": each.name, "loaded": each.loaded, "version": each.version, "problem": each.problem}
            for each in tried.parts
        ]
    return {
        "schema": SCHEMA,
        "whence": __version__,
        "system": _system(),
        "python": platform.python_version(),
        "data_folder": str(data_folder()),
        "not_tried": tried.detail if isinstance(tried, WorkerExit) else "",
        "isolation": isolation,
        "parts": parts,
        "models": [{"name": one.known.name, "date": one.date} for one in ModelStore(data_folder()).added()],
        "lists": [
            {
                "name": each.facts.name,
                "kind": each.facts.kind,
                "date": each.facts.date,
                "days": store.age_in_days(each.facts, today),
                "stale": store.is_stale(each.facts, today),
            }
            for each in TrustStore(data_folder()).lists()
        ],
    }
