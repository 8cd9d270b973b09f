"""Lets the memory look at reports before they are printed, where it is on. It never holds a report back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from verify.model import Report
from verify.report.words.catalogue import Translator
from verify.store import memory_switch
from verify.store.folders import data_folder

if TYPE_CHECKING:
    from verify.store.database_errors import DatabaseError  # it loads SQLite, which most runs do not need

Say = Callable[[str, str], None]  # a remark, and what it is about


def describe_problem(translator: Translator, error: DatabaseError) -> tuple[str, str]:
    """Return what is wrong with the memory, and the path of the file or the place of the server that this is about."""
    from verify.features.memory.stores.server_errors import ServerError

    if isinstance(error, ServerError):
        return translator.text(f"terms.memory.shared.problems.{error.reason.value}"), error.place
    if error.set_aside is not None:
        return translator.text("terms.memory.set_aside"), str(error.set_aside)
    return translator.text(f"terms.memory.{error.problem.value}"), str(error.path)


@contextlib.contextmanager
def memory_hook(say: Say, translator: Translator) -> Iterator[Callable[[Report], Report]]:
    """Give a function that adds to a report what is remembered, and remembers it; one that does nothing where the
    memory is off. What is wrong with the memory is told of once.
    """

    def tell(error: DatabaseError) -> None:
        say(*describe_problem(translator, error))

    with open_memory(tell) as recall:
        yield recall


@contextlib.contextmanager
def open_memory(tell: Callable[[DatabaseError], None]) -> Iterator[Callable[[Report], Report]]:
    """Give the function of `memory_hook` and tell of what is wrong with the memory as it is."""
    folder = data_folder()
    if not memory_switch.is_on(folder):
        yield lambda report: report
        return
    from verify.features.memory.lookup import MemoryAccess

    with contextlib.closing(MemoryAccess(folder, tell)) as memory:
        yield memory.add_hints
