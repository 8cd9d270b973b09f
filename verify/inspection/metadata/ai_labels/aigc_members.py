"""The members of China's AI label out of JSON as files really carry it: wrapped, encoded twice, repeated, misspelt.

What departs from the standard (GB 45438-2025 Annex E) is named and read all the same. Of a repeated label the graver
value counts, whatever its place, so that nobody hides an admission behind a second one.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from verify.inspection.metadata.ai_labels import loose_json
from verify.model import limits

_JSON_DEPTH: Final = 3  # a label inside a JSON string inside a JSON string is as deep as real files go

MEMBERS: Final = (
    "Label",
    "ContentProducer",
    "ProduceID",
    "ReservedCode1",
    "ContentPropagator",
    "PropagateID",
    "ReservedCode2",
)
# spellings by hand-made writers, and Tencent Cloud's older form
_ALIASES: Final[Mapping[str, str]] = {
    **{name.casefold(): name for name in MEMBERS},
    "reservecode1": "ReservedCode1",
    "reservecode2": "ReservedCode2",
    "propagator": "ContentPropagator",
    "propatorid": "PropagateID",
    "serviceprovider": "ContentProducer",
    "contentid": "ProduceID",
}
_TENCENT: Final = frozenset({"serviceprovider", "contentid"})  # its older form has no value
# values that are written where nothing is meant
NO_VALUE: Final = frozenset({"", "null", "none", "undefined", "nil", "[]", "{}", '""', "''"})
_ENTITY: Final = re.compile(r"&(?:quot|#34|#x22);", re.IGNORECASE)
_LEVELS: Final = 3  # of objects or lists around a label
# the standard's own words for its values (Annex E c), and numbers as programs write them
_NUMBER: Final = re.compile(r"0?([123])(?:\.0+)?")
_WORDS: Final = re.compile(r"(属于|可能为?|疑似为?)?(?:(?:人工智能|ai)(?:生成合成|生成|合成)(?:内容)?)?")
_VALUES: Final = {"属": "1", "可": "2", "疑": "3"}
_GRAVITY: Final = ("1", "aigc", "3", "2")  # of two values in one label, the first of these counts
UNWRITTEN: Final = object()  # stands for the value in Tencent Cloud's older form


class Departure(StrEnum):
    """How a label departs from Annex E; none of them makes it less of a label."""

    MISSING_MEMBER = "missing_member"
    EMPTY_MEMBER = "empty_member"
    NOT_TEXT = "not_text"  # a number, null or object where the standard asks for text
    UNKNOWN_MEMBER = "unknown_member"
    OTHER_SPELLING = "other_spelling"
    CHARACTERS = "characters"  # outside Annex E j
    REPEATED_MEMBER = "repeated_member"
    ENCODED_TWICE = "encoded_twice"
    VALUE_NOT_STANDARD = "value_not_standard"
    NOT_JSON = "not_json"  # single quotes, names without quotes, a comma too many
    PLACE = "place"  # not where the TC260 guides put it


def read_members(value: str, named: bool, departures: set[Departure]) -> dict[str, object] | None:
    """Read the members of the label in `value` under their standard names, or None; what departs joins `departures`.

    `named`: the field is called AIGC, so that a bare label counts.
    """
    text = html.unescape(value) if _ENTITY.search(value) else value
    prefixed = re.match(r"""^\s*["']?AIGC(?:_INFO)?["']?\s*[=:]?\s*(?=[{"'])""", text, re.IGNORECASE)
    if prefixed:
        text, named = text[prefixed.end() :], True
    parsed: object = text
    for depth in range(_JSON_DEPTH):
        if not isinstance(parsed, str):
            break
        try:
            parsed = _parse(parsed, departures)
        except (ValueError, RecursionError):
            return None
        if depth and not isinstance(parsed, str):
            departures.add(Departure.ENCODED_TWICE)
    wrapped = list(_find_wrapped(parsed))
    if wrapped:
        return _read_wrapped(wrapped, departures)
    if named and isinstance(parsed, list) and not isinstance(parsed, _Pairs) and parsed:
        parsed = parsed[0]
    return _normalise(parsed, departures) if named and isinstance(parsed, _Pairs) else None


def _find_wrapped(value: object, level: int = 0) -> Iterator[object]:
    """Find what stands under the key AIGC, in an object, a list of them, or an object around them."""
    if level > _LEVELS or not isinstance(value, list):
        return
    pairs = value if isinstance(value, _Pairs) else [("", one) for one in value]
    for name, inner in pairs:
        within = list(_find_wrapped(inner, level + 1))
        if name.casefold() == "aigc" and not within:
            yield from inner if isinstance(inner, list) and not isinstance(inner, _Pairs) else [inner]
        yield from within


def _read_wrapped(wrapped: list[object], departures: set[Departure]) -> dict[str, object] | None:
    """Read the members of what stands under the key AIGC; where the key stands twice, of both."""
    pairs = _Pairs()
    for one in wrapped:
        inner = one
        if isinstance(one, str):
            try:
                inner = _parse(one, departures)
            except (ValueError, RecursionError):
                continue
            departures.add(Departure.ENCODED_TWICE)
        if isinstance(inner, _Pairs):
            pairs.extend(inner)
    return _normalise(pairs, departures)


class _Pairs(list[tuple[str, object]]):
    """A JSON object with all its members in their order, repeated ones too."""


def _parse(text: str, departures: set[Departure]) -> object:
    """Parse the JSON value of `text`, its objects as pairs. Raises ValueError or RecursionError."""
    if len(text) > limits.FIELD_CHARACTERS:
        raise ValueError("too long")
    try:
        return _load(text)
    except ValueError:
        parsed = _load(loose_json.rewrite(text))
    departures.add(Departure.NOT_JSON)
    return parsed


def _load(text: str) -> object:
    return json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str)


def _normalise(pairs: _Pairs, departures: set[Departure]) -> dict[str, object] | None:
    """Return the members under their standard names; None if not one of them is a label's."""
    values_by_name: dict[str, list[object]] = {}
    for name, value in pairs:
        standard = _ALIASES.get(name.casefold())
        if standard is None:
            departures.add(Departure.UNKNOWN_MEMBER)
            continue
        if name != standard:
            departures.add(Departure.OTHER_SPELLING)
        single = value
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            single = value[0]  # a list of one text says as much as the text
            departures.add(Departure.NOT_TEXT)
        values_by_name.setdefault(standard, []).append(single)
    if not values_by_name:
        return None
    if any(len(values) > 1 for values in values_by_name.values()):
        departures.add(Departure.REPEATED_MEMBER)
    members = {name: _resolve_repeated(name, values) for name, values in values_by_name.items()}
    if "Label" not in members and {name.casefold() for name, _ in pairs} >= _TENCENT:
        members["Label"] = UNWRITTEN
    return members


def _resolve_repeated(name: str, values: list[object]) -> object:
    """Choose the value that counts: of the label the graver, of another member none where two differ, in any order."""
    if len(values) == 1:
        return values[0]
    if name == "Label":
        return min(values, key=lambda value: (_rank_gravity(format_value(value)), format_value(value)))
    filled = {format_value(value) for value in values} - {""}
    return filled.pop() if len(filled) == 1 else ""


def _rank_gravity(value: str) -> int:
    """Return the place of a label's value in the order in which values count; an empty one is the last."""
    folded = fold(value)
    if folded in _GRAVITY:
        return _GRAVITY.index(folded)
    return len(_GRAVITY) + (folded in NO_VALUE)


def fold(value: str) -> str:
    """Return a label's value without space, case and width, and as the standard's number where it is one in words."""
    folded = unicodedata.normalize("NFKC", value).strip().casefold()
    if number := _NUMBER.fullmatch(folded):
        return number[1]
    words = _WORDS.fullmatch(folded) if folded else None
    return _VALUES[(words[1] or "属")[0]] if words else folded


def format_value(value: object) -> str:
    """Return a member's value as text: null as an empty one, what is no text as JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(_replace_pairs(value), ensure_ascii=False)


def _replace_pairs(value: object) -> object:
    if isinstance(value, _Pairs):
        return {name: _replace_pairs(inner) for name, inner in value}
    return [_replace_pairs(inner) for inner in value] if isinstance(value, list) else value
