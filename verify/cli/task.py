"""The tasks that Whence gives to a confined process of their own: `--task NAME REQUEST`, the source on standard input.

Each is named here and nowhere found by itself, so that a bundle holds it and nobody can ask for another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from verify.model import limits
from verify.workers.confined_task import Task, serve

_Given = TypeVar("_Given")


def _load_pack_check() -> Task:
    from verify.features.packs.verify import check_zip_task

    return check_zip_task


def _load_pack_facts() -> Task:
    from verify.features.packs.contents import read_facts_task

    return read_facts_task


def _load_pack_reports() -> Task:
    from verify.features.packs.contents import read_reports_task

    return read_reports_task


def _read_value(kind: type[_Given], work: Callable[[_Given], object]) -> Task:
    """Make a task of a function from a value to a value: its source is one line, as its parent writes it."""
    from verify.workers.protocol import decode_line, dump, load

    return lambda source, _: dump(work(load(kind, decode_line(source.read(limits.LINE_BYTES)))))


def _read_answer(work: Callable[[bytes], object]) -> Task:
    """Make a task of a function that reads what came off the network."""
    from verify.workers.protocol import dump

    return lambda source, _: dump(work(source.read(limits.RESOLVER_ANSWER_BYTES)))


def _load_revocation_questions() -> Task:
    from verify.inspection.c2pa.engine.revocation.tasks import list_questions
    from verify.model.task_inputs import ChainsToAsk

    return _read_value(ChainsToAsk, list_questions)


def _load_revocation_answer() -> Task:
    from verify.inspection.c2pa.engine.revocation.tasks import read_answer
    from verify.model.task_inputs import AnswerToRead

    return _read_value(AnswerToRead, read_answer)


def _load_soft_code() -> Task:
    from verify.inspection.c2pa.found_record import code_picture
    from verify.model.task_inputs import PictureToCode

    return _read_value(PictureToCode, code_picture)


def _load_found_record() -> Task:
    from verify.inspection.c2pa.found_record import check_store
    from verify.model.task_inputs import StoreToCheck

    return _read_value(StoreToCheck, check_store)


def _load_resolver_matches() -> Task:
    from verify.features.lost_record.answers import read_matches

    return _read_answer(read_matches)


def _load_resolver_algorithms() -> Task:
    from verify.features.lost_record.answers import read_algorithms

    return _read_answer(read_algorithms)


def _load_memory_entries() -> Task:
    from verify.features.memory.archive_entries import read_entries_task

    return read_entries_task


def _load_page_media() -> Task:
    from verify.features.links.page_media import read_page_task

    return read_page_task


def _load_barriers() -> Task:
    from verify.workers.sandbox.probe import try_barriers_task

    return try_barriers_task


TASKS: Final[Mapping[str, Callable[[], Task]]] = {
    "barriers": _load_barriers,
    "memory-entries": _load_memory_entries,
    "page-media": _load_page_media,
    "pack-check": _load_pack_check,
    "pack-facts": _load_pack_facts,
    "pack-reports": _load_pack_reports,
    "revocation-questions": _load_revocation_questions,
    "revocation-answer": _load_revocation_answer,
    "soft-code": _load_soft_code,
    "found-record": _load_found_record,
    "resolver-matches": _load_resolver_matches,
    "resolver-algorithms": _load_resolver_algorithms,
}


def main(name: str, request: str) -> int:
    """Do one task in this process, which is confined for good, and return the exit status."""
    if name not in TASKS:
        return 2
    return serve(TASKS[name], request)
