"""Objects as generators write them into fields: as JSON, with a word before, in a text of JSON, or printed by Python.

Bounded, and whatever is not well-formed is no object. The last objects are kept, since several grammars ask for one.
"""

from __future__ import annotations

import ast
import json
import re
from functools import lru_cache
from typing import Any, Final

from verify.model import limits

Object = dict[str, Any]

_PREFIX: Final = re.compile(r"^[\w .:/=-]{0,40}(?=\{)")
_PRINTED: Final = re.compile(r"^\{\s*'")
_PRINTED_CHARACTERS: Final = 8 * limits.KIB  # of what Python printed
_PRINTED_DEPTH: Final = 20


@lru_cache(maxsize=8)
def load_object(text: str) -> Object | None:
    """Load the object that `text` is, or None. The object is shared: nobody may change it."""
    start = text[:64].lstrip("\ufeff \r\n\t\x00")[:1]
    if start == '"':
        inner = _load(text)
        return load_object(inner) if isinstance(inner, str) and len(inner) < len(text) else None
    if "{" not in text[:64]:
        return None
    bare = _PREFIX.sub("", text.strip("\ufeff \r\n\t\x00"), count=1)
    data = _load(bare)
    if data is None and _PRINTED.match(bare):
        data = _load_printed(bare)
    return data if isinstance(data, dict) else None


def load_list_or_object(text: str) -> Any:
    """Load JSON of any kind, or None."""
    return _load(text.strip("\ufeff \r\n\t\x00"))


def _load(text: str) -> object:
    if len(text) > limits.FIELD_CHARACTERS:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _load_printed(text: str) -> object:
    """Load what `str` made of a dictionary of Python's plain values."""
    if len(text) > _PRINTED_CHARACTERS or text.count("{") + text.count("[") + text.count("(") > _PRINTED_DEPTH:
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
