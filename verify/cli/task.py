"""The tasks that Whence gives to a confined process of their own: `--task NAME REQUEST`, the source on standard input.

Each is named here and nowhere found by itself, so that a bundle holds it and nobody can ask for another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from verify.workers.confined_task import Task, serve


def _load_pack_check() -> Task:
    from verify.features.packs.verify import check_zip_task

    return check_zip_task


def _load_pack_facts() -> Task:
    from verify.features.packs.contents import read_facts_task

    return read_facts_task


def _load_pack_reports() -> Task:
    from verify.features.packs.contents import read_reports_task

    return read_reports_task


def _load_revocation_questions() -> Task:
    from verify.inspection.c2pa.engine.revocation.tasks import list_questions

    return list_questions


def _load_revocation_answer() -> Task:
    from verify.inspection.c2pa.engine.revocation.tasks import read_answer

    return read_answer


def _load_memory_entries() -> Task:
    from verify.features.memory.archive_entries import read_entries_task

    return read_entries_task


TASKS: Final[Mapping[str, Callable[[], Task]]] = {
    "memory-entries": _load_memory_entries,
    "pack-check": _load_pack_check,
    "pack-facts": _load_pack_facts,
    "pack-reports": _load_pack_reports,
    "revocation-questions": _load_revocation_questions,
    "revocation-answer": _load_revocation_answer,
}


def main(name: str, request: str) -> int:
    """Do one task in this process, which is confined for good, and return the exit status."""
    if name not in TASKS:
        return 2
    return serve(TASKS[name], request)
