"""Lets the memory look at reports before they are printed, where it is on. It never holds a report back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from verify.model import Report
from verify.report.words.catalogue import Translator
from verify.store import memory_switch
from verify.store.database import DatabaseError
from verify.store.folders import data_folder

Say = Callable[[str, str], None]  # a remark, and what it is about


@contextlib.contextmanager
def memory_hook(say: Say, translator: Translator) -> Iterator[Callable[[Report], Report]]:
    """Give a function that adds to a report what is remembered, and remembers it; one that does nothing where the
    memory is off. A memory that fails is told of once and left alone from then on.
    """
    folder = data_folder()
    if not memory_switch.is_on(folder):
        yield lambda report: report
        return
    from verify.features.memory import lookup

    with contextlib.ExitStack() as stack:
        lookups: list[lookup.MemoryLookup] = []
        try:
            memory, set_aside = stack.enter_context(lookup.open_memory(folder))
        except DatabaseError as error:
            say(translator.text(f"terms.memory.{error.problem.value}"), str(error.path))
        else:
            lookups.append(memory)
            if set_aside:
                say(translator.text("terms.memory.set_aside"), str(set_aside))

        def recall(report: Report) -> Report:
            for memory in lookups:
                try:
                    return memory.add_hints(report)
                except DatabaseError as error:
                    lookups.clear()
                    say(translator.text(f"terms.memory.{error.problem.value}"), str(error.path))
            return report

        yield recall
