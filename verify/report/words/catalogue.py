"""The translator: keyed words in one language, and the one place where facts enter sentences.

The words are data, `resources/words/<language>/<folder>/*.json`. A key is the name of its folder, and the path within
the files of that folder: `verdict.headline.confirmed.ai_generated`. A folder is read when a key of it is first asked
for, since no view needs all of them. A value is one message, or a list of variants from the fullest to the barest, or
an object of plural forms. This module knows no finding and no verdict.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, overload

import resources
from verify.report.words.untrusted import plain

LANGUAGES: Final = ("en", "zh_CN")

Words = str | list[str] | dict[str, str]
_PLURAL_FORMS: Final = frozenset({"one", "other"})
_FOLDER: Final = resources.FOLDER / "words"


def words_of(language: str) -> dict[str, Words]:
    """Read all words of `language`, keyed; for those who compare languages."""
    folders = sorted((_FOLDER / language).iterdir())
    return {key: value for folder in folders for key, value in words_in(folder.name, language).items()}


@cache
def words_in(folder: str, language: str) -> Mapping[str, Words]:
    """Read the words of one folder in `language`, keyed; once a process. Empty where there is no such folder."""
    files = (_FOLDER / language / folder).glob("*.json")
    return {key: value for file in files for key, value in _flatten(folder, _parse(file))}


def _words_beside(key: str, language: str = "en") -> Mapping[str, Words]:
    """The words of the folder that holds `key`."""
    return words_in(key.partition(".")[0], language)


def _parse(file: Path) -> Mapping[str, object]:
    parsed = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(parsed, dict):
        raise TypeError(f"{file.name} holds no object")
    return parsed


def _flatten(prefix: str, tree: Mapping[str, object]) -> Iterator[tuple[str, Words]]:
    for name, value in tree.items():
        key = f"{prefix}.{name}"
        match value:
            case str() | list():
                yield key, value
            case dict() if not value.keys() <= _PLURAL_FORMS:
                yield from _flatten(key, value)
            case dict():
                yield key, value
            case _:
                raise TypeError(f"{key} is neither a message nor a table")


def has_key(table: str, name: object) -> bool:
    """Whether the words hold `name` in `table`; the same in every language."""
    return _key(table, name) in _words_beside(table)


@overload
def find_key(table: str, name: object) -> str | None: ...
@overload
def find_key(table: str, name: object, otherwise: str) -> str: ...
def find_key(table: str, name: object, otherwise: str | None = None) -> str | None:
    """Return the key of `name` in `table`, or `otherwise` where the words do not hold it."""
    return _key(table, name) if has_key(table, name) else otherwise


@cache
def keys_of(table: str) -> tuple[str, ...]:
    """List all keys of `table`, in the order in which its file holds them."""
    return tuple(key for key in _words_beside(table) if key.startswith(f"{table}."))


def names_in(table: str) -> tuple[str, ...]:
    """List the names in `table`, in the order in which its file holds them."""
    return tuple(key.removeprefix(f"{table}.") for key in keys_of(table))


def variants_of(key: str, language: str = "en") -> tuple[str, ...]:
    """List all messages under `key`: its variants, the fullest first, or its plural forms."""
    match _words_beside(key, language)[key]:
        case str() as message:
            return (message,)
        case list() as variants:
            return tuple(variants)
        case forms:
            return tuple(forms.values())


def has_plural_forms(key: str) -> bool:
    """Whether the words under `key` are plural forms."""
    return isinstance(_words_beside(key)[key], dict)


def _key(table: str, name: object) -> str:
    if isinstance(name, str):
        return f"{table}.{name}"
    return ".".join((table, *map(str, name if isinstance(name, tuple) else (name,))))


def known_language(name: str) -> str:
    """The language of LANGUAGES for a name such as `zh-Hans` or `zh_CN.UTF-8`; English for all that Whence lacks."""
    return next((known for known in LANGUAGES if name.lower().startswith(known.partition("_")[0])), "en")


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language that the system's settings ask for, English for all that Whence lacks."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return known_language(next((environment[name] for name in names if environment.get(name)), ""))


@cache
def placeholders(message: str) -> frozenset[str]:
    """Return the names in braces in `message`."""
    return frozenset(name for _text, name in _take_apart(message) if name)


@cache
def _take_apart(message: str) -> tuple[tuple[str, str], ...]:
    """Take a message apart into its own texts, each with the name in braces after it; empty where none follows."""
    parts = string.Formatter().parse(message)
    return tuple((text, name or "") for text, name, _form, _conversion in parts)


_SHORT: Final = {"can't": "cannot", "won't": "will not"}
_ENDINGS: Final = {"n't": " not", "'s": " is", "'re": " are", "'ve": " have", "'ll": " will"}
_CONTRACTION: Final = re.compile(
    r"\b(?:(can't|won't)|(\w+)(n't)|(it|that|there|what|who|here|you|they|we)('s|'re|'ve|'ll))\b", re.IGNORECASE
)


@cache
def expand(message: str) -> str:
    """Write out the contractions of an English message: "can't" as "cannot", "it's" as "it is"."""
    return _CONTRACTION.sub(_expand, message)


def _expand(match: re.Match[str]) -> str:
    whole, verb, negated, pronoun, ending = match.groups()
    if whole is None:
        return f"{verb or pronoun}{_ENDINGS[(negated or ending).lower()]}"
    written = _SHORT[whole.lower()]
    return written.capitalize() if whole[0].isupper() else written


# quotation marks within quotation marks, so that no name can end its own quotation
_INNER_QUOTES: Final = str.maketrans("“”", "‘’")


class SafeText(str):
    """Text that a Translator made: already plain, so it may enter another message whole."""

    __slots__ = ()


class Translator:
    """One language. Every fact goes through `plain`, so that nothing out of a file can act in a sentence."""

    def __init__(
        self, language: str, words: Mapping[str, Words] | None = None, *, local: bool = False, formal: bool = False
    ) -> None:
        """Speak `language`; with `local`, of times by this computer's clock, for what stays on this computer.

        With `formal`, without contractions ("cannot" for "can't"), for what is handed on to others.
        """
        self.local = local
        self._formal = formal
        self.language = known_language(language)
        self._words = words
        self._chinese = self.language == "zh_CN"
        self._fixed: dict[str, SafeText] = {}  # most messages have no placeholder: as they are said, by key

    def make_formal(self) -> Translator:
        """Return a Translator of the same words without contractions and with times in UTC."""
        return Translator(self.language, self._words, formal=True)

    def text(self, key: str, facts: Mapping[str, str] | None = None, /, **more: str) -> str:
        """Say the words under `key` with their facts; of variants the first whose placeholders are all known.

        The last variant is said whatever is known; what it lacks is shown as "(not stated)".
        An empty key says nothing. Raises KeyError for a key that the words do not hold.
        """
        if not key:
            return SafeText("")
        if (fixed := self._fixed.get(key)) is not None:
            return fixed
        known = {**facts, **more} if facts and more else facts or more
        words = self._find(key)
        if isinstance(words, dict):
            raise KeyError(f"{key} counts")
        variants = (words,) if isinstance(words, str) else words
        if not placeholders(variants[0]):
            return self._fixed.setdefault(key, self._fill(variants[0], {}))
        stated = (one for one in variants if all(known.get(name) for name in placeholders(one)))
        return self._fill(next(stated, variants[-1]), known)

    def count(self, key: str, number: int, /, **facts: str) -> str:
        """Say the plural form under `key` for `number`, its `{n}`. Raises KeyError where `key` has no plural forms."""
        forms = self._find(key)
        if not isinstance(forms, dict):
            raise KeyError(f"{key} does not count")
        form = forms.get("one", forms["other"]) if number == 1 else forms["other"]
        return self._fill(form, {**facts, "n": str(number)})

    def term(self, table: str, value: str) -> str:
        """Name the code `value` of `table`; a value that is no known term is quoted, made plain."""
        if not value:
            return ""
        return self.text(f"{table}.{value}") if has_key(table, value) else plain(value)

    def join(self, *sentences: str) -> str:
        """Join whole sentences, the empty ones left out."""
        return self._together("" if self._chinese else " ", sentences)

    def enumerate(self, *names: str) -> str:
        """List names within a sentence."""
        return self._together("、" if self._chinese else ", ", names)

    def separate(self, *steps: str) -> str:
        """List within a sentence steps that may hold commas themselves."""
        return self._together("；" if self._chinese else "; ", steps)

    def make_safe(self, text: str) -> str:
        """Return a fact fit for a sentence: as it is where a Translator said it, else made plain."""
        return text if isinstance(text, SafeText) else plain(text)

    def say(self, text: str) -> SafeText:
        """Mark a text as said by this Translator."""
        return SafeText(text)

    def _find(self, key: str) -> Words:
        return (_words_beside(key, self.language) if self._words is None else self._words)[key]

    def _together(self, between: str, parts: tuple[str, ...]) -> SafeText:
        return self.say(between.join(self.make_safe(part) for part in parts if part))

    def _fill(self, text: str, known: Mapping[str, str]) -> SafeText:
        said = ""
        for literal, name in _take_apart(expand(text) if self._formal else text):
            if literal[:1] == "." and said.endswith("."):
                literal = literal[1:]  # noqa: PLW2901 - "Example Inc." already ends the sentence
            said += literal
            if name:
                value = self.make_safe(known.get(name, "")) or str(self._find("catalogue.not_stated"))
                said += value.translate(_INNER_QUOTES) if said.endswith("“") else value
        return self.say(said)
