"""Says messages in a language: the catalogue, plural forms, and the one place where facts enter sentences.

English is in the source; other languages are `resources/locale/<language>/LC_MESSAGES/whence.po`, read at run time.
It knows no finding and no verdict.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Mapping
from functools import cache
from typing import Final

from verify.report.words.untrusted import plain

LANGUAGES: Final = ("en", "zh_CN")

Plural = tuple[str, str]
Message = str | tuple[str, ...]  # one message, or variants from the fullest to the barest


def _(message: str) -> str:
    """Marks `message` for extraction; it is translated when it is said."""
    return message


def _n(one: str, many: str) -> Plural:
    """Marks a message with two English forms; `{n}` is the number."""
    return one, many


class Catalogue(gettext.NullTranslations):
    """A parsed .po file; what it lacks is said in English."""

    def __init__(self, entries: Mapping[str, str], plurals: Mapping[str, Mapping[int, str]]) -> None:
        super().__init__()
        self._entries = entries
        self._plurals = plurals

    def gettext(self, message: str) -> str:
        """The translation of `message`, or `message`."""
        return self._entries.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for `n`; all catalogues so far have one form, as Chinese does."""
        forms = self._plurals.get(msgid1)
        return forms[0] if forms else super().ngettext(msgid1, msgid2, n)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of `language`, parsed once; English needs no file."""
    if language == "en":
        return gettext.NullTranslations()
    import importlib.resources  # late, with the parser: what speaks English needs neither

    import polib

    folder = importlib.resources.files("resources") / "locale" / language / "LC_MESSAGES"
    entries = polib.pofile((folder / "whence.po").read_text(encoding="utf-8"))
    done = [entry for entry in entries if entry.translated()]
    return Catalogue(
        {entry.msgid: entry.msgstr for entry in done if not entry.msgid_plural},
        {entry.msgid: {int(form): text for form, text in entry.msgstr_plural.items()} for entry in done},
    )


def known_language(name: str) -> str:
    """The language of LANGUAGES for a name such as `zh-Hans` or `zh_CN.UTF-8`; English for all that Whence lacks."""
    return "zh_CN" if name.lower().startswith("zh") else "en"


def language_of(environment: Mapping[str, str]) -> str:
    """The language that the system's settings ask for, English for all that Whence lacks."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return known_language(next((environment[name] for name in names if environment.get(name)), ""))


def placeholders(message: str) -> frozenset[str]:
    """The names in braces in `message`."""
    return frozenset(name for _text, name, _form, _conversion in string.Formatter().parse(message) if name)


# quotation marks within quotation marks, so that no name can end its own quotation
_INNER_QUOTES: Final = str.maketrans("“”", "‘’")


class Said(str):
    """What a Speech said: already plain, so it may enter another message whole."""

    __slots__ = ()


class Speech:
    """One language. Every fact goes through `plain`, so that nothing out of a file can act in a sentence."""

    def __init__(self, language: str) -> None:
        self.language = known_language(language)
        self._catalogue = catalogue(self.language)
        self._chinese = self.language == "zh_CN"

    def say(self, message: Message, facts: Mapping[str, str] | None = None, **more: str) -> str:
        """`message` in this language with its facts; of variants the first whose placeholders are all known.

        The last variant is said whatever is known; what it lacks is shown as "(not stated)".
        """
        known = {name: text for name, text in {**(facts or {}), **more}.items() if text}
        variants = (message,) if isinstance(message, str) else message
        chosen = next((variant for variant in variants if placeholders(variant) <= known.keys()), variants[-1])
        return self._fill(self._catalogue.gettext(chosen), known)

    def count(self, message: Plural, number: int, **facts: str) -> str:
        """The plural form of `message` for `number`, which is its `{n}`."""
        return self._fill(self._catalogue.ngettext(*message, number), {**facts, "n": str(number)})

    def join(self, *sentences: str) -> str:
        """Whole sentences one after the other, the empty ones left out."""
        return self._together("" if self._chinese else " ", sentences)

    def enumerate(self, *names: str) -> str:
        """Names as a list within a sentence."""
        return self._together("、" if self._chinese else ", ", names)

    def separate(self, *steps: str) -> str:
        """Steps that may hold commas themselves, as a list within a sentence."""
        return self._together("；" if self._chinese else "; ", steps)

    def _together(self, between: str, parts: tuple[str, ...]) -> Said:
        return Said(between.join(_shown(part) for part in parts if part))

    def _fill(self, text: str, known: Mapping[str, str]) -> Said:
        unstated = self._catalogue.gettext(_("(not stated)"))
        said = ""
        for literal, name, _form, _conversion in string.Formatter().parse(text):
            if said.endswith(".") and literal.startswith("."):
                literal = literal[1:]  # noqa: PLW2901 - "Example Inc." already ends the sentence
            said += literal
            if name:
                shown = _shown(known.get(name, "")) or unstated
                said += shown.translate(_INNER_QUOTES) if said.endswith("“") else shown
        return Said(said)


def _shown(text: str) -> str:
    return text if isinstance(text, Said) else plain(text)
