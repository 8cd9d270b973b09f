"""`whence check`: reports about files, in the order of the arguments, each printed as soon as its turn has come.

With `--out` they go into a file of results instead, as they are judged.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, cast

from verify.cli.check import fetch_links, find_record, on_cluster
from verify.cli.check.ask_revocation import RevocationFollowup, add_revocation_option
from verify.cli.check.fetch_links import LinkFetcher
from verify.cli.check.standard_input import ARGUMENT, StandardInput, read_standard_input
from verify.cli.shared import add_language_option, complain, split_names, tell_unused, translator_for
from verify.features.batch.find_files import find_files, parse_shard
from verify.features.batch.progress import Progress
from verify.model import Options, Report, readers

if TYPE_CHECKING:
    from verify.features.batch.inspect_files import Followup
    from verify.report.words.catalogue import Translator
    from verify.store.set_aside import OnUnused

_COLUMNS: Final = 80  # where there is no terminal

Write = Callable[[Report], None]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `check`."""
    parser = subparsers.add_parser(
        "check",
        help="help.check.title",
        description="help.check.does",
        epilog="help.check.exit",
    )
    form = parser.add_mutually_exclusive_group()
    for name in ("text", "json", "html", "crjson"):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=f"help.check.forms.{name}")
    parser.add_argument("--everything", action="store_true", help="help.check.everything")
    add_language_option(parser)
    parser.add_argument("--readers", default="all", metavar="quick|all|NAME,…", help="help.shared.readers")
    parser.add_argument(
        "--deep",
        action="store_true",
        help="help.shared.deep",
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="help.shared.jobs")
    fetch_links.add_fetch_options(parser)
    parser.add_argument("--fetch-remote", action="store_true", help="help.check.fetch_remote")
    add_revocation_option(parser)
    find_record.add_find_record_options(parser)
    parser.add_argument(
        "--shard",
        default="1/1",
        metavar="I/N",
        help="help.check.shard",
    )
    on_cluster.add_scheduler_options(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="help.check.out",
    )
    parser.add_argument("--resume", action="store_true", help="help.check.resume")
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="help.check.paths",
    )
    parser.set_defaults(run=run, form="")


def run(arguments: argparse.Namespace) -> int:
    """Check the files and return the exit status."""
    translator = translator_for(arguments)
    problem = _find_usage_problem(arguments, translator)
    if problem:
        complain(f"whence check: {problem}")
        return 2
    if problem := on_cluster.find_refusal(arguments, translator):
        complain(f"whence check: {problem}")
        return 2
    with read_standard_input(arguments.paths, translator) as standard_input:
        return _check(arguments, standard_input, translator)


def _check(arguments: argparse.Namespace, standard_input: StandardInput, translator: Translator) -> int:
    from verify.features.batch.inspect_files import inspect_in_order
    from verify.features.memory.hook import memory_hook
    from verify.workers.pool import Pool

    shard = parse_shard(arguments.shard)
    progress = Progress(sys.stderr, translator, standard_input.arguments, shard)
    options = _make_options(arguments, tell_unused(progress.tell, translator))
    followups = _make_followups(arguments, options, progress, translator)
    find = find_record.make_finder(arguments, options.trust, progress.tell, translator)

    def find_paths(named: Sequence[str]) -> Iterator[Path]:
        return filter(shard.has, find_files(named, lambda remark, path: progress.say(remark, str(path))))

    if arguments.out:
        from verify.features.batch.results import ResultsRun

        results_run = ResultsRun(arguments.out, translator, progress)
        with memory_hook(progress.say, translator) as recall:
            try:
                return results_run.run(
                    find_paths(arguments.paths),
                    on_cluster.make_inspect(arguments, options, followups, progress.tell, translator),
                    recall,
                    resume=arguments.resume,
                )
            except on_cluster.ClusterError as error:
                progress.tell(on_cluster.describe(error, translator))
                return 1
    unread = 0
    links = LinkFetcher(arguments, progress.tell, translator)
    with links.fetch(standard_input.arguments) as named, Pool(options, arguments.jobs, tell=False) as pool:
        pool.start_one()
        with _open_report_printer(arguments) as write, memory_hook(progress.say, translator) as recall:
            reports = inspect_in_order(pool, progress.count(find_paths(named)), followups, standard_input.given)
            for report in map(standard_input.name_in, reports):
                progress.clear()
                write(recall(find(links.attach_origin(report))))
                progress.count_done(report.file.name)
                unread += report.file.problem is not None
    progress.clear()
    return 1 if unread or links.failed else 0


def _find_usage_problem(arguments: argparse.Namespace, translator: Translator) -> str:
    """Return why these arguments do not go together, or an empty string."""
    if arguments.paths.count(ARGUMENT) > 1:
        return translator.text("commands.usage.input_once")
    if arguments.out and ARGUMENT in arguments.paths:
        return translator.text("commands.usage.input_without_path")
    if "" in arguments.paths:
        return translator.text("commands.usage.empty_path")
    if arguments.jobs < 1:
        return translator.text("commands.usage.jobs", given=str(arguments.jobs))
    if arguments.resume and not arguments.out:
        return translator.text("commands.usage.resume")
    if arguments.out and arguments.form not in ("", "json"):
        return translator.text("commands.usage.out_form", form=arguments.form)
    return (
        _find_shard_problem(arguments, translator)
        or on_cluster.find_usage_problem(arguments, translator)
        or fetch_links.find_usage_problem(arguments, translator)
        or find_record.find_usage_problem(arguments, translator)
        or find_readers_problem(arguments.readers, translator)
    )


def _find_shard_problem(arguments: argparse.Namespace, translator: Translator) -> str:
    """Return why no shard can be made of these arguments, or an empty string."""
    try:
        shard = parse_shard(arguments.shard)
    except ValueError:
        return translator.text("commands.usage.shard", given=arguments.shard)
    if shard.count > 1 and (arguments.fetch or ARGUMENT in arguments.paths):
        return translator.text("commands.usage.shard_paths")
    return ""


def find_readers_problem(names: str, translator: Translator) -> str:
    """Return why these names are not those of readers, or an empty string."""
    if split_names(names) in (("all",), ("quick",)):
        return ""
    try:
        readers.select_readers(split_names(names))
    except ValueError:
        known = translator.enumerate(*readers.READERS)
        return translator.text("commands.usage.readers", known=known)
    return ""


def _make_options(arguments: argparse.Namespace, on_unused: OnUnused) -> Options:
    from verify.store.options import current_options

    return current_options(
        split_names(arguments.readers),
        deep=arguments.deep,
        previews=arguments.form == "html" or bool(arguments.find_record),
        network=arguments.fetch_remote or arguments.ask_revocation,
        in_batch=arguments.out is not None,
        on_unused=on_unused,
    )


def _make_followups(
    arguments: argparse.Namespace, options: Options, progress: Progress, translator: Translator
) -> tuple[Followup, ...]:
    """Make what brings things from elsewhere, as far as the user asked for any."""
    followups: list[Followup] = []
    if arguments.fetch_remote:
        from verify.features.batch.inspect_files import RemoteManifests

        followups.append(RemoteManifests(progress.say))
    if arguments.ask_revocation:
        followups.append(RevocationFollowup(options.trust, progress.tell, translator))
    return tuple(followups)


@contextmanager
def _open_report_printer(arguments: argparse.Namespace) -> Iterator[Write]:
    """Yield a function that prints a report in the wanted form; as HTML all are printed at the end, however it ends."""
    translator = translator_for(arguments)
    out = cast("TextIO", sys.stdout)
    if arguments.form == "html":
        from verify.report.formats.html import html

        reports: list[Report] = []
        try:
            yield reports.append
        finally:
            _write_plain_lines(out)
            print(html(reports, translator), end="", file=out, flush=True)
    elif arguments.form in ("json", "crjson"):
        from verify.report.formats import crjson, json

        line = json.line if arguments.form == "json" else crjson.line

        _write_plain_lines(out)
        yield lambda report: print(line(report, translator).rstrip("\n"), file=out, flush=True)
    else:
        from verify.report.formats.text import text
        from verify.report.words.catalogue import Translator

        terminal = out.isatty()
        columns = shutil.get_terminal_size((_COLUMNS, 24)).columns if terminal else _COLUMNS
        colour = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM", "dumb") != "dumb"

        local = Translator(translator.language, local=True)

        def write(report: Report) -> None:
            page = text(report, local, columns, colour=colour, everything=arguments.everything, terminal=True)
            print(page, file=out, flush=True)

        yield write


def _write_plain_lines(out: TextIO) -> None:
    """Have `out` write UTF-8 and bare line feeds on every system: what reads these forms is a program."""
    if hasattr(out, "reconfigure"):
        out.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
