"""`whence about`: what Whence is, its terms, and the parts of others that it is made of."""

from __future__ import annotations

import argparse

from verify.commands import languages
from verify.library.parts import parts
from verify.render import wording_about
from verify.render.speech import Speech


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the arguments of `about`."""
    parser = subparsers.add_parser(
        "about",
        help="the version, and the licences of all parts",
        description="Shows the version of Whence, its licence, and those of the parts of others that it is made of.",
    )
    languages.add_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints it and returns 0."""
    speech = Speech(languages.spoken(arguments))
    for line in (*wording_about.opening(speech), "", *wording_about.of_parts(speech, parts())):
        print(line)  # noqa: T201
    return 0
