"""Names of settings as many programs spell them, each taken for what it is: `num_inference_steps` are steps.

The table is `keys` of `resources/opinions/generator_settings.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from verify.inspection import opinions
from verify.inspection.metadata.generator_settings.generation import format_setting

_SIGNS: Final = re.compile(r"[\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SAYING_NOTHING: Final[tuple[object, ...]] = (None, "", [], {}, "None", "null", "false", "False")
_MEMBERS: Final = 400  # of one object that are looked at
_LONGEST_NAME: Final = 40  # characters
_WHOLE_NUMBER: Final = re.compile(r"-?\d{1,20}(?:\.0+)?")
_NUMBER: Final = re.compile(r"-?\d{1,6}(?:\.\d{1,20})?")


def fold(name: str) -> str:
    """Return a name in small letters, its words with one space between."""
    return " ".join(_SIGNS.sub(" ", _CAMEL.sub(" ", name)).casefold().split())


@cache
def load_meanings() -> Mapping[str, str]:
    """Load the table: folded spelling → what it is."""
    table: Mapping[str, list[str]] = opinions.load_table("opinions/generator_settings")["keys"]
    return {spelled: meaning for meaning, spellings in table.items() for spelled in spellings}


@cache
def compile_names() -> re.Pattern[str]:
    """Compile one pattern for the names in a text, the longest first, each with the sign behind it."""
    names = sorted(load_meanings(), key=lambda name: (-len(name), name))
    spelled = "|".join(r"[ _-]?".join(map(re.escape, name.split())) for name in names if len(name) > 2 or name == "c")
    return re.compile(rf"(?:(?<=^)|(?<=[;,|\n])|(?<=\s))\s{{0,9}}(?P<name>{spelled})\s?[:=]", re.IGNORECASE)


def take_settings(members: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Take the settings out of members: what each is → the first value that says something."""
    meanings = load_meanings()
    settings: dict[str, Any] = {}
    for number, (name, value) in enumerate(members):
        if number >= _MEMBERS:
            break
        meaning = meanings.get(fold(name)) if len(name) <= _LONGEST_NAME else None
        if (
            meaning is not None
            and value is not False
            and value not in (None, "", [], {}, "None", "null", "false", "False")
        ):
            settings.setdefault(meaning, value)
    return settings


def are_generation(settings: Mapping[str, Any]) -> bool:
    """Return whether these are the settings of a generation: a prompt, a seed, steps or guidance, and four in all.

    A prompt and a seed are words of many trades; a language model has both, and neither steps nor guidance.
    """
    if not settings.get("prompt") or not _WHOLE_NUMBER.fullmatch(format_setting(settings.get("seed"))):
        return False
    has_steps = bool(_WHOLE_NUMBER.fullmatch(format_setting(settings.get("steps"))))
    has_guidance = bool(_NUMBER.fullmatch(format_setting(settings.get("guidance"))))
    others = {"negative", "sampler", "model", "hash", "size"} & settings.keys()
    return (has_steps or has_guidance) and 2 + has_steps + has_guidance + len(others) >= 4
