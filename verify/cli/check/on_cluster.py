"""The option `--scheduler`: files are checked by the workers of a Dask scheduler; its address is named before."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Generator, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from verify.features.cluster.scheduler import ClusterError, read_scheduler
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from verify.features.batch.inspect_files import Followup
    from verify.features.batch.results import Inspect
    from verify.features.cluster.scheduler import Scheduler
    from verify.model import Options, Report

__all__ = ["ClusterError", "add_scheduler_options", "describe", "find_refusal", "find_usage_problem", "make_inspect"]


def add_scheduler_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="help.check.scheduler",
    )
    for name in ("ca", "cert", "key"):
        parser.add_argument(f"--scheduler-{name}", type=Path, metavar="FILE", help=f"help.check.scheduler_files.{name}")


def find_usage_problem(arguments: argparse.Namespace, translator: Translator) -> str:
    """Return why these arguments do not go together, or an empty string."""
    certificates = (arguments.scheduler_ca, arguments.scheduler_cert, arguments.scheduler_key)
    if arguments.scheduler is None:
        if any(file is not None for file in certificates):
            return translator.text("commands.usage.needs_scheduler")
        return ""
    if not arguments.out:
        return translator.text("commands.usage.scheduler_out")
    if arguments.jobs != 1:
        return translator.text("commands.usage.scheduler_jobs")
    if arguments.fetch_remote or arguments.ask_revocation:
        return translator.text("commands.usage.scheduler_network")
    return ""


def find_refusal(arguments: argparse.Namespace, translator: Translator) -> str:
    """Return why nothing may be sent to this scheduler, or an empty string. Dask is looked for and not loaded."""
    if arguments.scheduler is None:
        return ""
    try:
        _read(arguments)
    except ClusterError as error:
        return describe(error, translator)
    return "" if find_spec("distributed") else translator.text("commands.cluster.missing")


def make_inspect(
    arguments: argparse.Namespace,
    options: Options,
    followups: Sequence[Followup],
    tell: Callable[[str], None],
    translator: Translator,
) -> Inspect:
    """Make what checks the files: workers of the scheduler if one was named, else those of this computer."""

    def inspect_here(paths: Iterable[Path]) -> Generator[tuple[int, Report], None, None]:
        from verify.features.batch.inspect_files import inspect_as_ready
        from verify.workers.pool import Pool

        with Pool(options, arguments.jobs, tell=False) as pool:
            yield from inspect_as_ready(pool, paths, followups)

    def inspect_there(paths: Iterable[Path]) -> Generator[tuple[int, Report], None, None]:
        from verify.features.cluster.client import ClusterRun

        scheduler = _read(arguments)
        tell(translator.text("commands.cluster.asking", address=scheduler.address))
        run = ClusterRun(
            scheduler, options, lambda notice: tell(translator.text(f"commands.cluster.notices.{notice.value}"))
        )
        yield from run.inspect(paths)

    return inspect_here if arguments.scheduler is None else inspect_there


def describe(error: ClusterError, translator: Translator) -> str:
    """Say why nothing is sent, or nothing more."""
    return translator.text(f"commands.cluster.problems.{error.problem.value}", detail=plain(error.detail))


def _read(arguments: argparse.Namespace) -> Scheduler:
    return read_scheduler(
        arguments.scheduler, arguments.scheduler_ca, arguments.scheduler_cert, arguments.scheduler_key
    )
