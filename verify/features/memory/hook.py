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
def memory_hook(say: Say, speech: Translator) -> Iterator[Callable[[Report], Report]]:
    """Give a function that adds to a report what is remembered, and remembers it; one that does nothing where the
    memory is off. A memory that fails is told of once and left alone from then on.
    """
    folder = data_folder()
    if not memory_switch.is_on(folder):
        yield lambda report: report
        return
    from verify.features.memory import lookup

    with contextlib.ExitStack() as stack:
        asked: list[lookup.MemoryLookup] = []
        try:
            memory, set_aside = stack.enter_context(lookup.open_memory(folder))
        except DatabaseError as error:
            say(speech.text(f"terms.memory.{error.problem.value}"), str(error.path))
        else:
            asked.append(memory)
            if set_aside:
                say(speech.text("terms.memory.set_aside"), str(set_aside))

        def recalled(report: Report) -> Report:
            for one in asked:
                try:
                    return one.judged(report)
                except DatabaseError as error:
                    asked.clear()
                    say(speech.text(f"terms.memory.{error.problem.value}"), str(error.path))
            return report

        yield recalled
