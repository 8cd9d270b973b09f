"""`whence doctor`: which barriers hold on this machine, which parts are installed, and how old the trust lists are."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from wcwidth import wcswidth

from verify import __version__
from verify.cli.shared import add_language_option, describe_unused, format_command, translator_for
from verify.features.memory.hook import describe_problem
from verify.features.memory.stores.opening import find_address
from verify.model import Options
from verify.model.errors import TaskError
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.untrusted import plain
from verify.store import memory_switch, models
from verify.store.database_errors import DatabaseError
from verify.store.folders import data_folder
from verify.store.models import ModelStore
from verify.store.trust import store
from verify.store.trust.store import TrustStore
from verify.workers import trial
from verify.workers.learning import Lesson, learn_calls
from verify.workers.process.worker_process import WorkerExit
from verify.workers.protocol import Attempt, Hold, Part, Probed
from verify.workers.sandbox import learn
from verify.workers.sandbox.allowed_calls import DONE_WITHOUT
from verify.workers.sandbox.linux import LATER_BOUNDS
from verify.workers.trial import Trial

SCHEMA: Final = "whence.doctor/1"
_CALLS_SHOWN: Final = 3  # of one name, with their arguments


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `doctor`."""
    parser = subparsers.add_parser(
        "doctor",
        help="help.doctor.title",
        description="help.doctor.does",
        epilog="help.doctor.exit",
    )
    add_language_option(parser)
    parser.add_argument("--json", action="store_true", help="help.doctor.json")
    parser.add_argument(
        "--learn",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="help.doctor.learn",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Try the sandbox in a worker, print the outcome and return the exit status."""
    translator = translator_for(arguments)
    if arguments.learn:
        return _learn(arguments.learn, translator, as_json=arguments.json)
    today = datetime.now(UTC).date()
    outcome = trial.try_all()
    if arguments.json:
        print(json.dumps(_make_document(outcome, translator, today), ensure_ascii=False))  # noqa: T201
    else:
        print("\n".join(_format_page(outcome, translator, today)))  # noqa: T201
    return 1 if isinstance(outcome.worker, WorkerExit) else 0


def _learn(paths: Sequence[Path], translator: Translator, *, as_json: bool) -> int:
    """Have the files read, and print which calls the list of allowed ones lacks."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    lesson = learn_calls([file for file in files if not file.is_dir()], Options(now=datetime.now(UTC)))
    lacks = {call: times for call, times in lesson.refused.most_common() if call.name not in DONE_WITHOUT}
    if as_json:
        document = {
            "schema": SCHEMA,
            "files": lesson.files,
            "processes": lesson.workers,
            "lacks": [
                {"call": call.name, "arguments": [hex(value) for value in call.arguments], "times": times}
                for call, times in lacks.items()
            ],
            "done_without": sorted({call.name for call in lesson.refused} & DONE_WITHOUT),
        }
        print(json.dumps(document))  # noqa: T201
    else:
        print("\n".join(_format_lesson(lesson, lacks, translator)))  # noqa: T201
    return 1 if lacks or not lesson.workers else 0


def _format_lesson(lesson: Lesson, lacks: Mapping[learn.RefusedCall, int], translator: Translator) -> Iterator[str]:
    if not lesson.workers:
        yield translator.text("commands.doctor.learn.not_asked")
        return
    yield translator.count(f"commands.doctor.learn.{'lacks' if lacks else 'lacks_nothing'}", lesson.files)
    rows = []
    for name in dict.fromkeys(call.name for call in lacks):
        seen = {call: times for call, times in lacks.items() if call.name == name}
        arguments = ", ".join(f"({', '.join(map(hex, call.arguments))})" for call in list(seen)[:_CALLS_SHOWN])
        rows.append((name, translator.count("commands.doctor.learn.times", sum(seen.values()), words=arguments)))
    yield from _format_table(rows) if rows else ()
    if done_without := sorted({call.name for call in lesson.refused} & DONE_WITHOUT):
        yield translator.text("commands.doctor.learn.done_without", calls=translator.enumerate(*done_without))


def _format_page(outcome: Trial, translator: Translator, today: date) -> Iterator[str]:
    yield translator.text(
        "commands.doctor.here", whence=__version__, system=_name_system(), python=platform.python_version()
    )
    yield translator.text("commands.doctor.folder", folder=str(data_folder()))
    yield _describe_memory(translator)
    yield ""
    yield from _format_trial(outcome, translator)
    yield ""
    yield translator.text("commands.doctor.models")
    notes, lists = ModelStore(data_folder()).read(), TrustStore(data_folder()).read()
    dates = {model.known.name: model.date for model in notes.added}
    yield from _format_table(
        [(model.name, _describe_model(dates.get(model.name, ""), translator)) for model in models.KNOWN]
    )
    yield ""
    yield translator.text("commands.doctor.lists")
    for trust_list in lists.lists:
        facts = trust_list.facts
        yield "  " + plain(facts.name)
        age = translator.count("commands.doctor.age", store.count_days_since(facts, today))
        yield "    " + translator.join(
            translator.count(f"commands.library.kinds.{facts.kind}", facts.certificates, date=facts.date), age
        )
        if store.is_stale(facts, today):
            yield "    " + translator.text("commands.doctor.stale", command=format_command("trust", "update"))
    for unused in (*notes.unused, *lists.unused):
        yield "  " + describe_unused(unused, translator)


def _format_trial(outcome: Trial, translator: Translator) -> Iterator[str]:
    tried = outcome.worker
    if isinstance(tried, WorkerExit):
        yield translator.text("commands.doctor.not_tried", reason=tried.detail)
        return
    yield translator.text("commands.doctor.tried")
    yield from _format_table(_name_attempts(tried.attempts, translator))
    open_here = sum(attempt.hold in (Hold.NOTHING, Hold.PROCESS) for attempt in tried.attempts)
    yield translator.count("commands.doctor.open", open_here) if open_here else translator.text("commands.doctor.held")
    yield from _describe_landlock(outcome.landlock, translator)
    yield ""
    if isinstance(outcome.task, TaskError):
        yield translator.text("commands.doctor.task.not_tried", reason=outcome.task.detail or outcome.task.problem)
    elif outcome.differing:
        yield translator.text("commands.doctor.task.differs")
        yield from _format_table(_name_attempts(outcome.differing, translator))
    else:
        yield translator.text("commands.doctor.task.same")
    yield ""
    yield translator.text("commands.doctor.parts")
    yield from _format_table([(part.name, _describe_part(part, translator)) for part in tried.parts])


def _name_attempts(attempts: Sequence[Attempt], translator: Translator) -> list[tuple[str, str]]:
    return [
        (translator.text(f"commands.doctor.barriers.{attempt.barrier}"), _describe_attempt(attempt, translator))
        for attempt in attempts
    ]


def _describe_landlock(version: int, translator: Translator) -> Iterator[str]:
    """Say what Landlock is here, and by name what of its later versions is here or not."""
    if version == 0:
        yield translator.text("commands.doctor.landlock.none")
    if version <= 0:
        return
    has, lacks = (
        [
            translator.text(f"commands.doctor.landlock.bounds.{name}", since=str(since))
            for since, name in LATER_BOUNDS.items()
            if (since <= version) is here
        ]
        for here in (True, False)
    )
    sentence = translator.text("commands.doctor.landlock.version", version=str(version))
    if has:
        sentence = translator.join(
            sentence, translator.text("commands.doctor.landlock.has", bounds=translator.enumerate(*has))
        )
    if lacks:
        sentence = translator.join(
            sentence, translator.text("commands.doctor.landlock.lacks", bounds=translator.enumerate(*lacks))
        )
    yield sentence


def _format_table(rows: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the rows as two columns, the second one aligned by the width of characters on a terminal."""
    width = max(wcswidth(caption) for caption, _ in rows)
    for caption, text in rows:
        yield f"  {caption}{' ' * (width - wcswidth(caption))}  {text}".rstrip()


def _describe_attempt(attempt: Attempt, translator: Translator) -> str:
    message = find_key(
        "commands.doctor.apart", (attempt.barrier, attempt.hold), f"commands.doctor.holds.{attempt.hold}"
    )
    return translator.text(message, means=attempt.means)


def _describe_part(part: Part, translator: Translator) -> str:
    if part.loaded:
        return translator.text("commands.doctor.loaded", version=part.version)
    if part.problem:
        return translator.text("commands.doctor.not_loaded", reason=part.problem)
    return translator.text(find_key("commands.doctor.missing_parts", part.name, "commands.doctor.missing_part"))


def _describe_memory(translator: Translator) -> str:
    """Say whether the memory is on and, if it is shared, where; no server is asked."""
    state = translator.text("terms.memory.is_on" if memory_switch.is_on(data_folder()) else "terms.memory.is_off")
    try:
        shared = find_address(data_folder())
    except DatabaseError as error:
        remark, place = describe_problem(translator, error)
        return f"{state} {remark}: {plain(place)}"
    return translator.join(state, translator.text("terms.memory.shared.place", place=shared.place)) if shared else state


def _describe_model(date_added: str, translator: Translator) -> str:
    return translator.text(f"commands.doctor.model_{'here' if date_added else 'missing'}", date=date_added)


def _name_system() -> str:
    return f"{platform.system()} {platform.release()} ({platform.machine()})"


def _list_attempts(attempts: Sequence[Attempt], translator: Translator) -> list[dict[str, str]]:
    return [
        {
            "barrier": attempt.barrier,
            "hold": attempt.hold,
            "means": attempt.means,
            "words": _describe_attempt(attempt, translator),
        }
        for attempt in attempts
    ]


def _make_document(outcome: Trial, translator: Translator, today: date) -> Mapping[str, object]:
    """Return the page as one JSON object: codes, with the words of an attempt beside its code."""
    worker, task = outcome.worker, outcome.task
    parts: list[dict[str, str | bool]] = []
    if isinstance(worker, Probed):
        parts = [
            {"name": part.name, "loaded": part.loaded, "version": part.version, "problem": part.problem}
            for part in worker.parts
        ]
    return {
        "schema": SCHEMA,
        "whence": __version__,
        "system": _name_system(),
        "python": platform.python_version(),
        "data_folder": str(data_folder()),
        "not_tried": worker.detail if isinstance(worker, WorkerExit) else "",
        "isolation": _list_attempts(worker.attempts if isinstance(worker, Probed) else (), translator),
        "task_not_tried": str(task) if isinstance(task, TaskError) else "",
        "task_isolation": _list_attempts(() if isinstance(task, TaskError) else task, translator),
        "landlock": outcome.landlock,
        "parts": parts,
        "memory": memory_switch.is_on(data_folder()),
        "memory_shared": memory_switch.read_address(data_folder()) is not None,
        "models": [{"name": model.known.name, "date": model.date} for model in ModelStore(data_folder()).list_added()],
        "lists": [
            {
                "name": trust_list.facts.name,
                "kind": trust_list.facts.kind,
                "date": trust_list.facts.date,
                "days": store.count_days_since(trust_list.facts, today),
                "stale": store.is_stale(trust_list.facts, today),
            }
            for trust_list in TrustStore(data_folder()).lists()
        ],
    }
