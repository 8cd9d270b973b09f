"""JSON as people and hasty programs write it: single quotes, names without quotes, a comma too many, remarks.

It is rewritten token by token as JSON (RFC 8259), so that the strict parser alone decides what it holds. Nothing is
evaluated.
"""

from __future__ import annotations

import json
import re
from typing import Final

_TOKEN: Final = re.compile(
    r"""
    (?P<space>\s++|/\*(?s:.*?)\*/|//[^\n]*+)
    |(?P<sign>[{}\[\]:,：，])
    |(?P<text>"(?:[^"\\]|\\.)*+")
    |'(?P<single>(?:[^'\\]|\\.)*+)'
    |[“”](?P<curly>[^“”"\\]*+)[“”]
    |(?P<word>[\w.+/-]++)
    """,
    re.VERBOSE | re.DOTALL,
)
_SIGNS: Final = {"：": ":", "，": ","}
_CONSTANTS: Final = {"None": "null", "True": "true", "False": "false"}  # as Python writes them
_PLAIN: Final = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?")
_QUOTE: Final = re.compile(r"""\\.|\"""", re.DOTALL)
_QUOTES: Final = {'"': r"\"", r"\'": "'"}  # between single quotes the double one needs the stroke
_OBJECT: Final = ("{", "[", "'", "“", "/")  # nothing else can be an object, a list, or one packed in a text


def rewrite(text: str) -> str:
    """Return `text` as JSON. Raises ValueError where it is none, even so written."""
    text = text.strip()
    if not text.startswith(_OBJECT):
        raise ValueError("no object")
    tokens: list[str] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"no token at {at}")
        at = match.end()
        token = _rewrite_token(match)
        if token in ("}", "]") and tokens and tokens[-1] == ",":
            tokens.pop()
        if token:
            tokens.append(token)
    return "".join(tokens)


def _rewrite_token(match: re.Match[str]) -> str:
    kind, token = match.lastgroup, match[match.lastgroup or 0]
    if kind == "space":
        return ""
    if kind == "sign":
        return _SIGNS.get(token, token)
    if kind == "single":
        return '"' + _QUOTE.sub(lambda one: _QUOTES.get(one[0], one[0]), token) + '"'
    if kind == "word":
        word = _CONSTANTS.get(token, token)
        return word if _PLAIN.fullmatch(word) else json.dumps(word)
    return json.dumps(token) if kind == "curly" else token
