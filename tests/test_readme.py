"""The README says what is so: its two commands, every option of the command line, files that exist."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_opens_with_exactly_the_two_commands() -> None:
    first = README.split("\n\n")[1]
    assert [line.strip() for line in first.splitlines()] == [
        "python3 packaging/dev.py run",
        "python3 packaging/dev.py test",
    ]


def _check_parser() -> argparse.ArgumentParser:
    from verify.cli import check

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


@pytest.mark.parametrize("document", ["README.md", "docs/architecture.md", "docs/adding.md", "docs/api.md"])
def test_files_that_are_named_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"\b(?:docs|resources|verify|tests|packaging)/[\w./]+\w", text)
    assert named
    # wire is a module or a package; a name without its ending may be either
    assert [name for name in named if not list((ROOT / name).parent.glob(Path(name).name + "*"))] == []


def test_every_folder_of_the_picture_exists() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tree = text.partition("## The folders")[2].partition("## The life")[0]
    folders = re.findall(r"^ {4,6}(?:\S+ )?(\w+)/ ", tree, re.MULTILINE)
    assert len(folders) > 10
    places = (ROOT, ROOT / "verify", ROOT / "gui")
    assert [name for name in folders if not any((place / name).is_dir() for place in places)] == []
