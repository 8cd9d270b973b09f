"""The README says what is so: its two commands, every option of the command line."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_opens_with_exactly_the_two_commands() -> None:
    first = README.split("\n\n")[1]
    assert [line.strip() for line in first.splitlines()] == [
        "python3 packaging/dev.py run",
        "python3 packaging/dev.py test",
    ]


def _check_parser() -> argparse.ArgumentParser:
    from verify.cli.check import check

    subparsers = argparse.ArgumentParser().add_subparsers()
    check.add_parser(subparsers)
    parser = subparsers.choices["check"]
    assert isinstance(parser, argparse.ArgumentParser)
    return parser


def test_every_option_of_check_is_in_the_readme_and_no_other() -> None:
    known = {
        option for action in _check_parser()._actions for option in action.option_strings if option.startswith("--")
    }
    table = README.partition("`check` takes")[2].partition("and ends with")[0]
    named = set(re.findall(r"`(--[a-z-]+)", table))
    assert named | {"--text"} == known - {"--help"}
