"""docs/commands.md has every command with its options, what each expects, and its exit status, and nothing else."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from verify.cli.main import COMMANDS, make_parser
from verify.report.words.catalogue import Translator

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
EVERYWHERE = {"--help", "--lang"}  # told once, at the head of the page
BY = {"--by"}  # told once, for all of `case`


def _parsers(parser: argparse.ArgumentParser, name: str = "") -> dict[str, argparse.ArgumentParser]:
    """Every command and action that help lists, by its name."""
    found = {name: parser} if name else {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            shown = {choice.dest for choice in action._choices_actions}
            for key, below in action.choices.items():
                if key in shown:
                    found |= _parsers(below, f"{name} {key}".strip())
    return found


def _sections() -> dict[str, str]:
    parts = re.split(r"^###? (.+)$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


PARSERS = _parsers(make_parser(""))
SECTIONS = _sections()


def _options(parser: argparse.ArgumentParser) -> dict[str, bool]:
    """The long options, and whether each takes a value; none that only the window gives."""
    return {
        option: action.nargs != 0 and not isinstance(action, argparse._HelpAction)
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--") and option not in EVERYWHERE and action.help != argparse.SUPPRESS
    }


def test_the_page_has_every_command_and_no_other() -> None:
    assert set(COMMANDS) <= PARSERS.keys()
    assert list(SECTIONS) == list(PARSERS)


@pytest.mark.parametrize("name", PARSERS)
def test_each_command_has_its_options_and_no_other(name: str) -> None:
    rows = re.findall(r"^\| `(--[a-z-]+)([^`]*)` \|", SECTIONS[name], flags=re.MULTILINE)
    told = {option: bool(value) for option, value in rows}
    known = _options(PARSERS[name])
    if name == "case":
        assert told.keys() == BY
    elif name.startswith("case "):
        usage = SECTIONS[name].partition("\n\n")[2].partition("\n\n")[0]
        assert ("--by" in known) == ("--by" in usage or "[OPTIONS]" in usage)
        assert told == {option: value for option, value in known.items() if option not in BY}
    else:
        assert told == known


@pytest.mark.parametrize("name", PARSERS)
def test_each_usage_names_what_must_be_given(name: str) -> None:
    if any(isinstance(action, argparse._SubParsersAction) for action in PARSERS[name]._actions):
        return
    (usage,) = re.findall(rf"^    whence {name}\b(.*)$", SECTIONS[name], flags=re.MULTILINE)
    needed = [str(action.metavar) for action in PARSERS[name]._actions if action.required and not action.option_strings]
    needed += [
        action.option_strings[0] for action in PARSERS[name]._actions if action.required and action.option_strings
    ]
    assert [what for what in needed if {"FILE": "PACK"}.get(what, what) not in usage] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_its_exit_status(name: str) -> None:
    told = " ".join(" ".join(text.split()) for key, text in SECTIONS.items() if key.split()[0] == name)
    assert Translator("en").text(PARSERS[name].epilog or "").rstrip(".") in told
