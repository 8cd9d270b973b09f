"""`whence about`: what Whence is, its terms, and the parts of others that it is made of."""

from __future__ import annotations

import argparse

from verify.cli import options
from verify.report.words.catalogue import Translator
from verify.report.words.commands import about
from verify.store.licences import read_parts


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the arguments of `about`."""
    parser = subparsers.add_parser(
        "about",
        help="the version, and the licences of all parts",
        description="Shows the version of Whence, its licence, and those of the parts of others that it is made of.",
    )
    options.add_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints it and returns 0."""
    speech = Translator(options.spoken(arguments))
    for line in (*about.opening(speech), "", *about.of_parts(speech, read_parts())):
        print(line)  # noqa: T201
    return 0
