"""The parser of the command line, which speaks the languages of Whence: help and errors are words like any other.

Where `argparse` takes a text, the commands give the key of its words. They are read when help or an error is printed,
so that a command which runs does not wait for them.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Final

from verify.report.words.catalogue import LANGUAGES, Translator, language_of

_HEADINGS: Final = {
    "positional arguments": "help.shared.headings.positional",
    "options": "help.shared.headings.options",
}
_SENTENCES: Final = {  # those of argparse that a person can cause, as it looks them up
    "%(prog)s: error: %(message)s\n": "help.shared.parsing.error",
    "argument %(argument_name)s: %(message)s": "help.shared.parsing.argument",
    "unrecognized arguments: %s": "help.shared.parsing.unknown",
    "not allowed with argument %s": "help.shared.parsing.not_together",
    "ignored explicit argument %r": "help.shared.parsing.no_value",
    "the following arguments are required: %s": "help.shared.parsing.required",
    "one of the arguments %s is required": "help.shared.parsing.one_required",
    "expected one argument": "help.shared.parsing.one_value",
    "expected at least one argument": "help.shared.parsing.values",
    "ambiguous option: %(option)s could match %(matches)s": "help.shared.parsing.ambiguous",
    "invalid %(type)s value: %(value)r": "help.shared.parsing.wrong_type",
    "invalid choice: %(value)r (choose from %(choices)s)": "help.shared.parsing.wrong_choice",
}
_PLACE: Final = re.compile(r"%(?:\((\w+)\))?[rs]")  # where argparse fills in a fact afterwards
_WIDE: Final = ("W", "F")  # letters that take two columns of a terminal
_UNBROKEN: Final = re.compile(r"\s+|[^\s\u2e80-\u9fff\uff00-\uffef]+[，。；：）、”]*|[（“]?.[，。；：）、”]*")


class HelpText(str):
    """The key of a help text, with the facts that its words name."""

    __slots__ = ("facts",)
    facts: dict[str, str]

    def __new__(cls, key: str, **facts: str) -> HelpText:
        """Take the key, and the facts by their names."""
        text = super().__new__(cls, key)
        text.facts = facts
        return text


def find_language(arguments: Sequence[str]) -> str:
    """Return the language that unparsed arguments ask for by `--lang`, else that of the system's settings."""
    for option, value in pairwise([*arguments, ""]):
        name, _, joined = option.partition("=")
        if name == "--lang" and (joined or value) in LANGUAGES:
            return joined or value
    return language_of(os.environ)


@contextlib.contextmanager
def speak(language: str) -> Iterator[None]:
    """Have `argparse` say its own sentences in `language` until the block ends.

    It looks each one up by calling its `_`, which is `gettext`: that would need a catalogue in another form.
    """

    def translate(sentence: str) -> str:
        key = _SENTENCES.get(sentence)
        if key is None:
            return sentence
        places = {place[1] or "given": place[0] for place in _PLACE.finditer(sentence)}
        return Translator(language).text(key, places) + ("\n" if sentence.endswith("\n") else "")

    names = vars(argparse)
    before = names["_"]
    names["_"] = translate
    try:
        yield
    finally:
        names["_"] = before


class CommandParser(argparse.ArgumentParser):
    """A parser, and those of its actions, that print the words of their keys in `language`."""

    def __init__(self, *, language: str, **options: Any) -> None:
        """Make a parser with `-h`; `options` are those of `argparse`, texts given as keys."""
        super().__init__(add_help=False, **options)
        self._language = language
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help="help.shared.help")

    def add_subparsers(self, **options: Any) -> Any:
        """Let the parsers below this one speak the same language."""
        options["parser_class"] = partial(CommandParser, language=self._language)
        return super().add_subparsers(**options)

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Formatter(self.prog, self._language)

    def _check_help(self, action: argparse.Action) -> None:
        """Leave the words unread; Python 3.14 tries each help text when its option is described."""


class _Formatter(argparse.HelpFormatter):
    """Lays out help whose texts are keys, and whose letters may be two columns wide."""

    def __init__(self, prog: str, language: str) -> None:
        super().__init__(prog)
        self._translator = Translator(language)

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None
    ) -> None:
        if prefix is None:
            prefix = self._translator.text("help.shared.headings.usage")
        super().add_usage(usage, actions, groups, prefix)

    def start_section(self, heading: str | None) -> None:
        key = _HEADINGS.get(heading or "")
        super().start_section(self._translator.text(key) if key else heading)

    def add_text(self, text: str | None) -> None:
        super().add_text(self._say(text) if text else text)

    def format_help(self) -> str:
        return super().format_help().replace("：:\n", "：\n")  # argparse writes a colon after each heading

    def _get_help_string(self, action: argparse.Action) -> str:
        return self._say(action.help or "")

    def _say(self, key: str) -> str:
        return self._translator.text(key, key.facts if isinstance(key, HelpText) else {})

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _wrap(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in _wrap(" ".join(text.split()), width - len(indent)))


def _wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` columns: between words, and between Chinese characters."""
    lines, line = [], ""
    for piece in _UNBROKEN.findall(text):
        if line and _count_columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _count_columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in _WIDE else 1 for letter in text)
