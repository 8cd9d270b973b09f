"""`whence watch`: checks what arrives in folders, says a line about each, and keeps results in a file if asked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from verify.cli.check.check import find_readers_problem
from verify.cli.shared import add_language_option, split_names, tell_unused, translator_for
from verify.features.batch.append_log import GoneError
from verify.features.batch.file_key import Place, Source
from verify.features.batch.results import RefusedError, Results
from verify.features.batch.row import is_notable
from verify.features.memory.hook import memory_hook
from verify.model import Options, Report
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store.options import current_options


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `watch`."""
    parser = subparsers.add_parser(
        "watch",
        help="help.watch.title",
        description="help.watch.does",
        epilog="help.watch.exit",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="help.watch.out",
    )
    parser.add_argument("--resume", action="store_true", help="help.watch.resume")
    parser.add_argument("--new-only", action="store_true", help="help.watch.new_only")
    parser.add_argument("--readers", default="all", metavar="quick|all|NAME,…", help="help.shared.readers")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="help.shared.jobs")
    add_language_option(parser)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="help.watch.folders")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Watch until it is interrupted and return the exit status."""
    translator = translator_for(arguments)
    problem = _find_usage_problem(arguments, translator)
    if problem:
        _tell(problem)
        return 2
    try:
        return _Watch(arguments, translator).run()
    except RefusedError as error:
        _tell(translator.text(f"commands.batch.refused.{error.refusal.value}", file=str(arguments.out)))
        return 2
    except GoneError:
        _tell(translator.text("commands.batch.gone", file=str(arguments.out)))
        return 1
    except OSError as error:
        reason = error.strerror or str(error)
        _tell(translator.text("commands.batch.not_written", file=str(arguments.out or "-"), reason=reason))
        return 1


def _find_usage_problem(arguments: argparse.Namespace, translator: Translator) -> str:
    if arguments.jobs < 1:
        return translator.text("commands.usage.jobs", given=str(arguments.jobs))
    if arguments.resume and not arguments.out:
        return translator.text("commands.usage.resume")
    for folder in arguments.folders:
        if not folder.is_dir():
            return translator.text("commands.batch.no_folder", folder=str(folder))
    return find_readers_problem(arguments.readers, translator)


class _Watch:
    """One watch of folders, from its first look until Ctrl-C."""

    def __init__(self, arguments: argparse.Namespace, translator: Translator) -> None:
        self._arguments = arguments
        self._translator = translator
        self._results: Results | None = None
        self._recall: Callable[[Report], Report] = lambda report: report  # what the memory adds, where it is on
        self._tell_unused = tell_unused(_tell, translator)
        self._seen_keys: set[bytes] = set()  # what needs no check, beside what is in the results

    def run(self) -> int:
        """Watch until Ctrl-C and return 0. Raises RefusedError, and OSError where the results cannot be written."""
        from verify.features.batch.watch import WatchedFolders, watch

        with ExitStack() as stack:
            left_out: frozenset[Place] = frozenset()
            if self._arguments.out:
                self._results = stack.enter_context(Results(self._arguments.out, resume=self._arguments.resume))
                left_out = frozenset((self._results.place,))
            watched = stack.enter_context(WatchedFolders(self._arguments.folders, self._is_known, left_out))
            remembering = memory_hook(lambda remark, place: _tell(f"{remark} {place}"), self._translator)
            self._recall = stack.enter_context(remembering)
            if self._arguments.new_only:
                self._seen_keys.update(source.key for source in watched.list_present())
            _tell(self._translator.count("commands.batch.watching", len(self._arguments.folders)))
            try:
                watch(watched, self._options, self._arguments.jobs, self._handle_report, self._say_missing)
            except KeyboardInterrupt:
                if self._results is not None:
                    self._results.settle()
                    file, count = str(self._arguments.out), len(self._results)
                    _tell(self._translator.count("commands.batch.in_results", count, file=file))
        return 0

    def _options(self) -> Options:
        return current_options(split_names(self._arguments.readers), in_batch=True, on_unused=self._tell_unused)

    def _is_known(self, source: Source) -> bool:
        return source.key in self._seen_keys or (self._results is not None and self._results.has(source))

    def _handle_report(self, source: Source, judged: Report) -> None:
        report = self._recall(judged)
        if self._results is not None:
            self._results.add(source, report, self._translator)
            self._results.settle()  # the next file may come tomorrow
        else:
            self._seen_keys.add(source.key)
        shape = badges.verdict_badge(self._translator, report).shape
        notable = is_notable(report.verdict.conclusion, report.verdict.standing)
        facts = {"answer": badges.short(self._translator, report), "file": report.file.path}
        line = self._translator.text("commands.batch.notable_arrival" if notable else "commands.batch.arrival", facts)
        print(f"{shape} {line}", flush=True)  # noqa: T201

    def _say_missing(self, folders: tuple[Path, ...]) -> None:
        for folder in folders:
            _tell(self._translator.text("commands.batch.folder_gone", folder=str(folder)))
        if not folders:
            _tell(self._translator.text("commands.batch.folders_back"))


def _tell(sentence: str) -> None:
    print(f"whence: {plain(sentence, len(sentence))}", file=sys.stderr, flush=True)  # noqa: T201
