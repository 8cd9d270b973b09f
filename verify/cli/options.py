"""The option `--lang` of every command, and what is spoken without it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable

from verify.report.words.catalogue import LANGUAGES, language_of


def add_option(parser: argparse.ArgumentParser, actions: Iterable[argparse.ArgumentParser] = ()) -> None:
    """Describes the option, which may stand before the word for an action and after it."""
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the words (default: that of the system)")
    for action in actions:
        action.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def spoken(arguments: argparse.Namespace) -> str:
    """The language that was asked for, or that of the system's settings."""
    chosen: str | None = arguments.lang
    return chosen or language_of(os.environ)
