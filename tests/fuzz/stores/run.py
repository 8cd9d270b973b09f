"""Mutates stores of one kind and collects what should not have happened."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from msgspec.structs import replace

from tests.fuzz.stores.kinds import REPORTS, StoreKind, run_command
from tests.fuzz.stores.ready_pool import ReadyPool, run_task_here
from verify.store import memory_switch
from verify.store.set_aside import ASIDE

CONFINED_EACH = 10  # stores


@dataclass
class Outcome:
    """How many stores were mutated, how many of them were kept aside, and the complaints."""

    stores: int = 0
    kept_aside: int = 0
    complaints: list[str] = field(default_factory=list)


def fuzz_stores(
    kind: StoreKind, folder: Path, count: int, chance: random.Random, samples: Sequence[Path] = ()
) -> Outcome:
    """Mutate a store so many times and complain of what should not have happened.

    With `samples`, which are files, real workers look at them; else two answers stand ready, and of the tasks that
    confined processes do all but every tenth store's are done here: what one of them raises is then a complaint too.
    """
    outcome = Outcome()
    folder.mkdir(parents=True)
    paths = list(samples) or _make_files(folder)
    whole, store, before = folder / "whole", folder / "store", folder / "before"
    with _own_folder(whole, real=bool(samples)):
        answers = _check(paths)[1]
        kind.make(whole)
        memory_switch.turn(whole, on=True)
    for number in range(count):
        shutil.copytree(whole, store)
        with _own_folder(store, real=bool(samples)), _own_tasks(real=bool(samples) or number % CONFINED_EACH == 0):
            changed = chance.choice(sorted(path for glob in kind.files for path in store.glob(glob) if path.is_file()))
            kind.change(changed, chance)
            shutil.copy2(changed, before)
            wrong = [*_find_wrong_answers(paths, answers), *_find_loss(changed, before)]
            try:
                kind.ask(store, chance)
            except Exception as error:  # noqa: BLE001  (that a question raises is the finding)
                wrong.append(f"a question: {type(error).__name__}: {error}")
            wrong += _find_wrong_answers(paths, answers)
            outcome.kept_aside += any(ASIDE in path.name for path in store.rglob("*"))
        outcome.stores += 1
        outcome.complaints += [f"{kind.name} {number} ({changed.name}): {each}" for each in wrong]
        shutil.rmtree(store)
    return outcome


def _make_files(folder: Path) -> list[Path]:
    """Make the files for which answers stand ready."""
    paths = [folder / name for name in REPORTS]
    for path in paths:
        path.write_bytes(b"looked at by nobody")
    ReadyPool.reports = {
        path.name: replace(REPORTS[path.name], file=replace(REPORTS[path.name].file, path=str(path))) for path in paths
    }
    return paths


@contextlib.contextmanager
def _own_folder(folder: Path, *, real: bool) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, {"WHENCE_DATA": str(folder)}))
        if not real:
            stack.enter_context(mock.patch("verify.workers.pool.Pool", ReadyPool))
        yield


@contextlib.contextmanager
def _own_tasks(*, real: bool) -> Iterator[None]:
    """Do the tasks of a confined process in this one, unless they are to be `real`."""
    with contextlib.nullcontext() if real else mock.patch("verify.features.memory.archive.run_task", run_task_here):
        yield


def _check(paths: Sequence[Path]) -> tuple[int, list[tuple[str, str]], str]:
    """Return how a check ends, its answers and what it complains of."""
    status, said, complaint = run_command("check", "--json", "--readers", "quick", "--lang", "en", *paths)
    verdicts = [json.loads(line)["verdict"] for line in said.splitlines()]
    return status, [(each["conclusion"], each["standing"]) for each in verdicts], complaint


def _find_wrong_answers(paths: Sequence[Path], answers: list[tuple[str, str]]) -> Iterator[str]:
    try:
        status, told, complaint = _check(paths)
    except Exception as error:  # noqa: BLE001  (that a check raises is the finding)
        yield f"a check: {type(error).__name__}: {error}"
        return
    if (status, told) != (0, answers):
        yield f"a check ended with {status} and said {told}"
    if len(complaint.splitlines()) > 1:
        yield f"a check complained more than once: {complaint}"


def _find_loss(changed: Path, before: Path) -> Iterator[str]:
    """Yield whether a file that was kept aside is not what it was."""
    for kept in changed.parent.glob(f"{changed.name}{ASIDE}*"):
        if kept.read_bytes() != before.read_bytes():
            yield f"{kept.name} is not what it was"
