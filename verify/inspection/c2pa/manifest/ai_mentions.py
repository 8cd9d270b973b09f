"""What a step says of AI in words, where no source type says it: a doubt beside a boast, and never a claim.

The words stand in `resources/opinions/ai_mentions.toml`: of many languages, without what cameras do for focus and
noise, and without denials.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from verify.inspection import opinions
from verify.model import Action, Manifest, limits
from verify.model.vocabularies import digital_source_type

_EXCERPT: Final = 200  # characters that are told of a long text
_BEFORE: Final = 24  # characters in which a denial is looked for
_BEHIND: Final = 40
_WORD: Final = r"\b"
_SEPARATORS: Final = re.compile(r"[._\-/:]+|(?<=[a-z])(?=[A-Z])")
_SENTENCE: Final = re.compile(r"[.;:!?。；！？\n]")
_NOT_OF_ORIGIN: Final = "training-mining"  # permissions to train on the content


class Mention(Struct, frozen=True):
    """A step that speaks of AI: its name, its words, its program. Any of them may be empty."""

    action: str = ""
    description: str = ""
    agent: str = ""


class _Form(Struct, frozen=True):
    """Patterns as two: those that begin at a word, and are tried only there, and those of scripts without words."""

    at_words: re.Pattern[str]
    anywhere: re.Pattern[str] | None

    def find_in(self, text: str) -> Iterator[re.Match[str]]:
        yield from self.at_words.finditer(text)
        if self.anywhere is not None and not text.isascii():
            yield from self.anywhere.finditer(text)


class _Patterns(Struct, frozen=True):
    strong: _Form
    names: _Form
    bare: re.Pattern[str]
    helpers: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]


@cache
def _load_patterns() -> _Patterns:
    table = opinions.load_table("opinions/ai_mentions")

    def form(*keys: str) -> _Form:
        every = [one for key in keys for one in table[key]["patterns"]]
        words = "|".join(one.removeprefix(_WORD) for one in every if one.startswith(_WORD))
        others = "|".join(one for one in every if not one.startswith(_WORD))
        anywhere = re.compile(others, re.IGNORECASE) if others else None
        return _Form(re.compile(rf"\b(?=\w)(?:{words})", re.IGNORECASE), anywhere)

    return _Patterns(
        form("speaks", "names"),
        form("names"),
        *(opinions.load_pattern("ai_mentions", name) for name in ("bare", "helpers", "denies_before", "denies_behind")),
    )


@lru_cache(maxsize=4_096)
def find_mention(written: str) -> str:
    """Find the words around the first place of a text that speaks of AI, at most 200 characters; empty for none.

    Of a longer text the first 2,000 characters are looked at.
    """
    patterns = _load_patterns()
    plain = unicodedata.normalize("NFKC", written[: limits.FACT_CHARACTERS])
    for match in patterns.strong.find_in(plain):
        if not _is_denied(plain, match, patterns):
            return _cut_excerpt(plain, match)
    bare = [match for match in patterns.bare.finditer(plain) if not _is_denied(plain, match, patterns)]
    return _cut_excerpt(plain, bare[0]) if bare and not patterns.helpers.search(plain) else ""


def is_generator(written: str) -> bool:
    """Whether a program's name is one of those that make content."""
    plain = unicodedata.normalize("NFKC", written[: limits.FACT_CHARACTERS])
    return any(True for _ in _load_patterns().names.find_in(plain))


def is_named_for_ai(name: str) -> bool:
    """Whether the name of an action or assertion speaks of AI: `com.example.ai_edit`, `c2pa.ai_generated_content`."""
    words = _SEPARATORS.sub(" ", name)
    return bool(find_mention(words) or find_mention(re.sub(r"(?i)(?<!\w)(?:gen)?ai(?!\w)", "AI", words)))


def find_mentions(manifest: Manifest) -> Iterator[Mention]:
    """Find the steps of a manifest that speak of AI without a source type that says so, and assertions named for it."""
    left = limits.MENTION_CHARACTERS
    for action in manifest.actions:
        source = digital_source_type.read(action.source_type)
        left -= len(action.description) + len(action.software_agent) + len(action.name)
        if source.misspelt_admission:
            yield Mention(action.name, action.source_type, action.software_agent)
        elif left >= 0 and not source.admits_ai and _mentions_ai(action):
            description = action.description or action.mention
            yield Mention(action.name, description, action.software_agent)
    if is_generator(manifest.claim_generator):
        yield Mention(agent=manifest.claim_generator)
    for key, name in manifest.marks:
        if key == "assertion" and _NOT_OF_ORIGIN not in name and is_named_for_ai(name):
            yield Mention(action=name)
    for _, written in manifest.source_types:
        if digital_source_type.read(written).misspelt_admission:
            yield Mention(description=written)


def _mentions_ai(action: Action) -> bool:
    return bool(
        action.mention
        or find_mention(action.description)
        or find_mention(action.software_agent)
        or is_named_for_ai(action.name)
    )


def _is_denied(text: str, match: re.Match[str], patterns: _Patterns) -> bool:
    before = _SENTENCE.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
    return bool(patterns.before.search(before) or patterns.behind.search(text[match.end() : match.end() + _BEHIND]))


def _cut_excerpt(text: str, match: re.Match[str]) -> str:
    start = max(0, min(match.start() - _EXCERPT // 4, len(text) - _EXCERPT))
    return text[start : start + _EXCERPT].strip()
