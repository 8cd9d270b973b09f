"""Opinions as data: the pattern tables of `resources/opinions`, checked when they are loaded and never before.

A table holds `patterns`, which are searched in a text (`whole`: from beginning to end), with texts that they match and
texts that they leave alone; a test holds both to be true. `name` is what a match is taken for. Where
`%{x}` stands in a pattern, `x` of the file's `parts` is meant; `%{product}` is any mark of its products, each a group.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct

import resources

_REQUIRED: Final = frozenset({"patterns", "matches", "differs"})
_ALLOWED: Final = _REQUIRED | {"name", "whole", "ignore_case"}
_PART: Final = re.compile(r"%\{(\w+)\}")


class Opinion(Struct, frozen=True):
    """One table: its patterns as one, what a match is taken for, and the examples."""

    name: str
    pattern: re.Pattern[str]
    patterns: tuple[str, ...]  # the patterns one by one, complete
    matches: tuple[str, ...]
    differs: tuple[str, ...]


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return the data file `resources/<name>.toml`, parsed once."""
    return tomllib.loads((resources.FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_opinions(subject: str, table: str) -> tuple[Opinion, ...]:
    """Return the rows `[[table]]` of `resources/opinions/<subject>.toml`, compiled once.

    Raises ValueError naming a table with a row that is not well formed.
    """
    data = load_table(f"opinions/{subject}")
    rows = data[table] if isinstance(data[table], list) else [data[table]]
    marks = (f"(?P<p{index}>{product['mark']})" for index, product in enumerate(data.get("product", ())))
    parts = {**data.get("parts", {}), "product": "|".join(marks)}
    return tuple(_compile_opinion(row, parts, f"{subject}.{table}") for row in rows)


@cache
def load_pattern(subject: str, table: str) -> re.Pattern[str]:
    """Return the pattern of the one row `[table]`."""
    (only,) = load_opinions(subject, table)
    return only.pattern


def _compile_opinion(row: Mapping[str, Any], parts: Mapping[str, str], place: str) -> Opinion:
    if not row.keys() >= _REQUIRED or not row.keys() <= _ALLOWED or not all(row[key] for key in _REQUIRED):
        raise ValueError(f"{place}: has {sorted(row)}")
    try:
        each = tuple(_fill_in_parts(one, parts) for one in row["patterns"])
        if row.get("whole", False):
            each = tuple(rf"\A(?:{one})\Z" for one in each)
        joined = re.compile("|".join(each), re.IGNORECASE if row.get("ignore_case", False) else 0)
    except (KeyError, TypeError, re.error) as error:
        raise ValueError(f"{place}: {error!r}") from error
    return Opinion(row.get("name", ""), joined, each, tuple(row["matches"]), tuple(row["differs"]))


def _fill_in_parts(written: str, parts: Mapping[str, str]) -> str:
    """Fill in the parts of a pattern; parts may hold parts."""
    while _PART.search(written):
        written = _PART.sub(lambda part: parts[part[1]], written)
    return written
