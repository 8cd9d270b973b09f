"""Names of programs and services that generate, as parts of patterns: `resources/opinions/generators.toml`.

In a pattern, `%{generator}` stands for any of the names, `%{settings_generator}` for those that write settings text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from verify.inspection import opinions


def fill_in(pattern: str) -> str:
    """Fill the names into a pattern."""
    if "%{" not in pattern:
        return pattern
    for part, names in _load_parts().items():
        pattern = pattern.replace(f"%{{{part}}}", names)
    return pattern


def is_name(text: str) -> bool:
    """Tell whether a text is the name of such a program and nothing else but its version."""
    return _compile_name().fullmatch(text.strip()) is not None


@cache
def _compile_name() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{_load_parts()['generator']})(?:[ _/-]?v?\d[\w.]{{0,12}})?")


@cache
def _load_parts() -> Mapping[str, str]:
    rows: list[dict[str, Any]] = opinions.load_table("opinions/generators")["generator"]
    return {
        "generator": _join(rows),
        "settings_generator": _join(row for row in rows if row.get("settings", False)),
    }


def _join(rows: Iterable[Mapping[str, Any]]) -> str:
    """Join the spellings of names to one pattern, the longest first: a space stands for any sign, or none."""
    spellings = {spelled.casefold() for row in rows for spelled in (row["name"], *row.get("spelled", ()))}
    ordered = sorted(spellings, key=lambda text: (-len(text), text))
    return "|".join(r"[ ._·-]?".join(re.escape(part) for part in re.split(r"[ ._-]+", text)) for text in ordered)
