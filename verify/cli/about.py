"""`whence about`: what Whence is, its terms, and the parts of others that it is made of."""

from __future__ import annotations

import argparse

from verify.cli.shared import add_language_option, translator_for
from verify.report.words.commands import describe_bill_of_materials, describe_parts, describe_program


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `about`."""
    parser = subparsers.add_parser(
        "about",
        help="help.about.title",
        description="help.about.does",
    )
    add_language_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print version, terms and licences, and return 0."""
    from verify.store.licences import (
        find_bill_of_materials,
        read_parts,
    )  # it takes 40 ms to import, and every command imports this module

    translator = translator_for(arguments)
    bill = describe_bill_of_materials(translator, find_bill_of_materials())
    for line in (*describe_program(translator), bill, "", *describe_parts(translator, read_parts())):
        print(line)  # noqa: T201
    return 0
