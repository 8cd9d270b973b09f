"""What a free text about the use of AI says: a denial, the name of a system, a mere helper, or none of these.

A free text is an admission only if it affirms. The words stand in `resources/opinions/affirmations.toml`, denials in
some fifty languages; what neither denies nor names leaves AI open. Pure over the text; no text raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Any, Final

from msgspec import Struct

from verify.inspection import opinions

CHARACTERS: Final = 300  # of a text are read

_NAME_CHARACTERS: Final = 40  # a longer text, or one of more words, is no proper name
_NAME_WORDS: Final = 4
_CLAUSE_WORDS: Final = 6  # a longer clause is a sentence, in which an ambiguous name counts for nothing

# scripts that write no spaces between words, or join words to their endings: a word counts anywhere
_UNSPACED: Final = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
# letters, and the vowel signs that `\w` leaves out
_LETTER: Final = rf"(?:[^\W_{_UNSPACED}]|[\u0900-\u0dff])"
_ACCENTS: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]")
_UNSEEN: Final = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00]")
_CLAUSES: Final = re.compile(r"[,;!\n|、，。；،؛]+|\.(?=\s|$)|\s[-–—]+\s")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_VERSION: Final = re.compile(r"(?i)(?:^|[\s_-])v?\d{1,3}(?:\.\d{1,4}){1,3}[a-z]?$|(?:^|[\s_-])v\d{1,3}[a-z]?$")
_DOMAIN: Final = re.compile(r"(?i)^(?:https?://)?(?:[\w-]+\.){1,3}ai/?$")


class AiUse(StrEnum):
    """What a text says of the use of AI."""

    NOTHING = "nothing"  # empty, or a placeholder
    DENIES = "denies"  # that AI was used
    HELPS = "helps"  # names what improves, or what worked on text beside the content
    NAMES = "names"  # a system that generates
    EDITS = "edits"  # a function that generates within a picture that was there
    OPEN = "open"  # none of these


class _WordPatterns(Struct, frozen=True):
    """The tables as patterns over folded text."""

    nothing: frozenset[str]
    denials: re.Pattern[str]
    harmless: re.Pattern[str]
    limited: re.Pattern[str]
    ai: re.Pattern[str]
    use: re.Pattern[str]
    prompts: re.Pattern[str]
    texts: re.Pattern[str]
    helpers: re.Pattern[str]
    edits: re.Pattern[str]
    systems: re.Pattern[str]
    ambiguous: re.Pattern[str]
    no_name: re.Pattern[str]


def classify_system(text: str) -> AiUse:
    """Classify a text that stands where a system's name belongs."""
    written = _UNSEEN.sub("", text)[:CHARACTERS].strip()
    folded = _fold(written)
    if _is_nothing(folded):
        return AiUse.NOTHING
    folded = _remove_harmless(folded)
    apart = _fold(_CAMEL.sub(" ", written))  # "NoAI" and "NotUsed" are two words each
    words = _load_words()
    if words.denials.search(apart) and not (words.systems.search(folded) or words.denials.search(folded)):
        folded = apart
    clauses = [one for one in _CLAUSES.split(folded) if _strip_signs(one)]
    statements = [_classify_clause(one) for one in clauses]
    if len(clauses) == 1 and statements[0] in (None, AiUse.OPEN) and _is_name(written):
        return AiUse.NAMES
    return _combine(statements)


def classify_prompt(text: str) -> AiUse:
    """Classify a text that stands where a prompt belongs: a prompt may hold "no people" and names of any kind."""
    folded = _fold(_UNSEEN.sub("", text)[:CHARACTERS].strip())
    if _is_nothing(folded):
        return AiUse.NOTHING
    words = _load_words()
    if words.denials.search(folded) and not words.limited.search(folded):
        rest = _strip_signs(words.denials.sub(" ", folded))
        is_short = len(rest.split()) <= _NAME_WORDS
        about = words.ai.search(folded) or words.prompts.search(folded) or (is_short and words.use.search(rest))
        if not rest or about:
            return AiUse.DENIES
    return AiUse.OPEN


def is_about_text(text: str) -> bool:
    """Return whether a text speaks of other text beside the content: a caption, a translation, keywords."""
    return _load_texts().search(_fold(_UNSEEN.sub("", text)[:CHARACTERS])) is not None


def _combine(statements: Iterable[AiUse | None]) -> AiUse:
    """Combine what the clauses say; one that says nothing of AI is None."""
    uses = {one for one in statements if one is not None}
    named = uses & {AiUse.NAMES, AiUse.EDITS}
    if AiUse.DENIES in uses:
        if named or AiUse.OPEN in uses:
            return AiUse.OPEN
        return AiUse.HELPS if AiUse.HELPS in uses else AiUse.DENIES
    if named:
        return AiUse.NAMES if AiUse.NAMES in named else AiUse.EDITS
    return AiUse.HELPS if uses == {AiUse.HELPS} else AiUse.OPEN


def _classify_clause(text: str) -> AiUse | None:
    words = _load_words()
    if words.limited.search(text):
        return AiUse.OPEN
    name = words.systems.search(text)
    if name is None and len(_strip_signs(text).split()) <= _CLAUSE_WORDS:
        name = words.ambiguous.search(text)
    # a name may hold what would be a denial by itself
    masked = text if name is None else text[: name.start()] + "\0" + text[name.end() :]
    denial = words.denials.search(masked)
    if denial is not None:
        return _weigh_denial(masked, denial, is_named=name is not None)
    if words.texts.search(text):
        return AiUse.HELPS
    if words.edits.search(text):
        return AiUse.EDITS
    if words.helpers.search(masked):
        return AiUse.HELPS if name is None else AiUse.OPEN
    if name is not None:
        return AiUse.NAMES
    return AiUse.OPEN if words.ai.search(text) else None


def _weigh_denial(masked: str, denial: re.Match[str], *, is_named: bool) -> AiUse:
    """Decide whether a denial beside a name concerns the name, or something else ("Midjourney without upscaling")."""
    if not is_named or denial.start() < masked.index("\0"):
        return AiUse.DENIES
    words = _load_words()
    rest = words.denials.sub(" ", words.use.sub(" ", words.ai.sub(" ", masked[denial.end() :])))
    return AiUse.OPEN if _strip_signs(rest) else AiUse.DENIES


def _is_name(written: str) -> bool:
    """Return whether a text has the form of a product's name.

    It is short, has capitals, and a version, an address or inner capitals.
    """
    if _DOMAIN.match(written):
        return True
    words, folded = _load_words(), _fold(written)
    if any(pattern.search(folded) for pattern in (words.limited, words.systems, words.helpers)):
        return False
    parts = written.split()
    if len(written) > _NAME_CHARACTERS or len(parts) > _NAME_WORDS or not parts[0][0].isupper():
        return False
    if words.no_name.search(folded) or words.no_name.search(_fold(_CAMEL.sub(" ", written))):
        return False
    inner = any(re.fullmatch(r"[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+\d*", part) for part in parts)
    versioned = _VERSION.search(written) is not None and re.match(r"[^\W\d_]{3}", written) is not None
    diffusion = len(parts) > 1 and parts[-1].casefold() == "diffusion"
    return inner or versioned or diffusion


def _is_nothing(folded: str) -> bool:
    bare = _strip_signs(folded)
    return not bare or bare in _load_words().nothing


def _fold(text: str) -> str:
    """Return the text without case, width, accents and vowel points; the Turkish dotless i as the dotted one."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().replace("ı", "i"))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", plain)).replace("’", "'").replace("ʼ", "'")


def _remove_harmless(folded: str) -> str:
    return _load_words().harmless.sub(" ", folded)


def _strip_signs(text: str) -> str:
    """Return the words alone, one space between them."""
    return re.sub(r"[^\w\u0900-\u0dff\u0e00-\u0eff]+|_", " ", text).strip()


@cache
def _load_words() -> _WordPatterns:
    data = load_tables()
    denials = [word for words in data["denials"].values() for word in words]
    patterns = {
        name: _compile(data[name])
        for name in ("harmless", "limited", "ai", "use", "prompts", "helpers", "edits", "systems", "ambiguous")
    }
    return _WordPatterns(
        nothing=frozenset(_strip_signs(_fold(word)) for word in data["nothing"]),
        denials=_compile(denials),
        texts=_load_texts(),
        no_name=_compile([*data["others"], *data["ordinary"]]),
        **patterns,
    )


@cache
def _load_texts() -> re.Pattern[str]:
    return _compile(load_tables()["texts"])


def load_tables() -> dict[str, Any]:
    """Load the tables as they stand in `resources/opinions/affirmations.toml`."""
    return opinions.load_table("opinions/affirmations")


def _compile(words: Iterable[str]) -> re.Pattern[str]:
    """Compile one pattern for all of these words, the longest first; what must stand around them, once for all."""
    groups: dict[tuple[str, str], list[str]] = {}
    for word in sorted({_fold(word) for word in words}, key=lambda word: (-len(word), word)):
        before, inner, after = _take_apart(word)
        groups.setdefault((before, after), []).append(inner)
    return re.compile("|".join(f"{before}(?:{'|'.join(group)}){after}" for (before, after), group in groups.items()))


def _take_apart(word: str) -> tuple[str, str, str]:
    """Return the pattern of a word, with what must stand before and behind it."""
    unspaced = f"[{_UNSPACED}]|[^\\w]"
    inner = r"[\W_]*".join(re.escape(part).replace(r"\*", rf"{_LETTER}*") for part in word.split())
    before = "" if re.match(unspaced, word) else rf"(?<!{_LETTER})"
    # a version may follow a name at once: gpt4, wan2, midjourneyv6
    after = "" if re.search(f"(?:{unspaced})$", word.rstrip("*")) else rf"(?:(?=v?\d)|(?!{_LETTER}))"
    return before, inner, after
