"""`whence batch`: lists the batches of the window, and writes kept results as a table with types or as a summary."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from verify.cli.serve.shared import is_ready
from verify.cli.shared import add_language_option, complain, say, translator_for
from verify.report.words.catalogue import Translator
from verify.store.folders import is_there, open_replacement

if TYPE_CHECKING:
    from verify.report.results.result import Result


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `batch`."""
    parser = subparsers.add_parser(
        "batch",
        help="help.batch.title",
        description="help.batch.does",
        epilog="help.batch.exit",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="help.batch.list")
    export = actions.add_parser("export", help="help.batch.export")
    export.add_argument("batch", metavar="BATCH", help="help.batch.batch")
    export.add_argument("--parquet", type=Path, metavar="FILE", help="help.batch.parquet")
    export.add_argument("--summary", type=Path, metavar="FILE.html", help="help.batch.summary")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    translator = translator_for(arguments)
    return _list() if arguments.action == "list" else _export(arguments, translator)


def _list() -> int:
    from verify.features.batch.job import list_batches
    from verify.report.words.untrusted import plain

    for folder, head in list_batches():
        say(f"{folder.name}  {head.kind}  {head.state}  {plain(head.first)}")
    return 0


def _export(arguments: argparse.Namespace, translator: Translator) -> int:
    from verify.features.batch.kept_results import find_kept

    outs = [out for out in (arguments.parquet, arguments.summary) if out is not None]
    if not outs:
        complain(f"whence batch export: {translator.text('commands.usage.batch_export')}")
        return 2
    taken = next((out for out in outs if is_there(out)), None)
    if taken is not None:
        complain(translator.text("commands.batch.taken", file=str(taken)))
        return 2
    place = find_kept(arguments.batch)
    if place is None:
        complain(translator.text("commands.batch.no_results", name=arguments.batch))
        return 2
    if arguments.parquet is not None and not is_ready("batch export --parquet", "parquet", ("pyarrow",), translator):
        return 1
    lost = 0
    try:
        if arguments.parquet is not None:
            lost = _write_parquet(arguments.parquet, place, translator)
        if arguments.summary is not None:
            lost = _write_summary(arguments.summary, place, translator)
    except OSError as error:
        complain(translator.text("commands.batch.not_exported_to", reason=error.strerror or str(error)))
        return 1
    if lost:
        complain(translator.count("commands.batch.left_out", lost))
    return 1 if lost else 0


class _Reading:
    """The results of one batch or file of results; `lost` is how many could not be read."""

    def __init__(self, place: Path, translator: Translator) -> None:
        self.lost = 0
        self._place = place
        self._translator = translator

    def results(self) -> Iterator[Result]:
        from verify.features.batch.kept_results import read_kept
        from verify.report.results.result import read_result

        for document in read_kept(self._place, self._translator, self._count_lost):
            try:
                yield read_result(document, self._translator)
            except ValueError:
                self._count_lost()

    def _count_lost(self) -> None:
        self.lost += 1


def _write_parquet(out: Path, place: Path, translator: Translator) -> int:
    from verify.report.results.parquet import write_parquet

    reading = _Reading(place, translator)
    with open_replacement(out, private=False, replace=False) as file:
        count = write_parquet(file, reading.results(), translator)
    say(translator.count("commands.batch.exported", count, file=str(out)))
    return reading.lost


def _write_summary(out: Path, place: Path, translator: Translator) -> int:
    from verify.report.results.summary import summary_page
    from verify.report.results.tallies import sum_up

    reading = _Reading(place, translator)
    with open_replacement(out, private=False, replace=False) as file:
        summary = sum_up(reading.results())
        file.write(summary_page(summary, reading.lost, translator).encode("utf-8"))
    say(translator.count("commands.batch.exported", summary.count, file=str(out)))
    return reading.lost
