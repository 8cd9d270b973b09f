"""What both doors take: folders below which files may be named, readers, and how many files at a time."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from verify.cli.check.check import find_readers_problem
from verify.cli.shared import add_language_option, complain, split_names, tell_unused
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from verify.model import Options


def add_door_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    add_language_option(parser)
    parser.add_argument(
        "--root",
        action="append",
        type=Path,
        default=[],
        metavar="DIR",
        help="help.doors.root",
    )
    parser.add_argument("--readers", default="all", metavar="quick|all|NAME,…", help="help.shared.readers")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="help.shared.jobs")


def find_usage_problem(arguments: argparse.Namespace, translator: Translator) -> str:
    """Return why these arguments do not go together, or an empty string."""
    if arguments.jobs < 1:
        return translator.text("commands.usage.jobs", given=str(arguments.jobs))
    return find_readers_problem(arguments.readers, translator)


def is_ready(command: str, extra: str, needed: tuple[str, ...], translator: Translator) -> bool:
    """Return whether the parts that a door needs are installed; otherwise say how to get them."""
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        complain(translator.text("commands.serve.missing", command=command, parts=", ".join(missing), extra=extra))
    return not missing


def make_options(arguments: argparse.Namespace, translator: Translator) -> Options:
    """Return how files are checked: with the lists and models of this computer, and nothing else of the user's."""
    from verify.store.options import current_options

    return current_options(
        split_names(arguments.readers), remembered=False, on_unused=tell_unused(complain, translator)
    )
