"""China's implicit AI label (隐式标识, GB 45438-2025 Annex E) read out of the fields that the readers saw.

Tolerant of every departure seen in real files, and exact about it: what departs from the standard is named.
A text that merely mentions a label is not a label: only metadata whose whole value is one counts. Nothing here
writes, changes or removes a label.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from verify import limits
from verify.model import Field

LABELS: Final = 32  # per file
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
_REQUIRED: Final = ("Label", "ContentProducer", "ProduceID", "ContentPropagator", "PropagateID")
_NAMING: Final = ("Label", "ProduceID")  # no other JSON has both
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
# Annex E j: single-byte code points 0x21, 0x23–0x5B, 0x5D–0x7E, and the escaped quotation mark
_PERMITTED: Final = re.compile(r'[\x21\x23-\x5b\x5d-\x7e"\\]*')
_COMMENT_KEYS: Final = re.compile(
    r"^(?:exif:(?:EXIF|Image):(?:UserComment|ImageDescription|XPComment)|jpeg:(?:comment|app\d+)|png:text:(?:Description|Comment)"
    r"|gif:comment|(?:mp4|mkv|id3|ape|vorbis|riff|flv)[^ ]*|pdf:info:\w+|html:[^ ]*|svg:(?:comment|metadata)"
    r"|ooxml:core:description|odf:meta:description|epub:description)$"
)
# values without any name, so that a whole label may stand there bare: Doubao's lists have items without keys
_NAMELESS: Final = re.compile(r"^(?:mp4:item:(?:data|\d+)|mp4:uuid:[0-9a-f]{32}|mp4:meta:xml)$")
_EARLIER: Final = "pdf:older:"  # a revision that a later one replaced; it speaks only where the later one is silent
_USER_NUMBER: Final = re.compile(r"\bu:\d{6,}|\buid[:=]\d{5,}", re.IGNORECASE)


class LabelState(StrEnum):
    """What the label says of the content (Annex E c)."""

    IS = "is"  # "1" 属于
    MAY_BE = "may_be"  # "2" 可能为
    SUSPECTED = "suspected"  # "3" 疑似
    EMPTIED = "emptied"  # the key is there, the value is not
    NON_STANDARD = "non_standard"  # a label, but its value is not in the standard


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
    PLACE = "place"  # not where the TC260 guides put it


@dataclass(frozen=True, slots=True)
class AigcLabel:
    """One label as found: its seven members as text, its state, where it stood, how it departs."""

    key: str
    where: str
    state: LabelState
    label: str = ""
    producer: str = ""
    produce_id: str = ""
    propagator: str = ""
    propagate_id: str = ""
    reserved_1: str = ""
    reserved_2: str = ""
    departures: tuple[Departure, ...] = ()

    @property
    def names_a_user(self) -> bool:
        """Whether an ID holds what looks like a user's number."""
        return any(_USER_NUMBER.search(text) for text in (self.produce_id, self.propagate_id))

    @property
    def content(self) -> tuple[str, ...]:
        """The seven members, to compare two labels."""
        return (
            self.label, self.producer, self.produce_id, self.reserved_1,
            self.propagator, self.propagate_id, self.reserved_2,
        )  # fmt: skip


def labels(fields: Iterable[Field]) -> tuple[AigcLabel, ...]:
    """Every label among the fields, in their order; at most LABELS."""
    found: list[AigcLabel] = []
    for item in fields:
        label = read(item)
        if label is not None:
            found.append(label)
            if len(found) == LABELS:
                break
    current = tuple(label for label in found if not label.key.startswith(_EARLIER))
    return current or tuple(found)


def read(field: Field) -> AigcLabel | None:
    """The label in one field, or None. Never raises for what is in the field."""
    named = _names_label(field.key)
    if not named and not _COMMENT_KEYS.match(field.key):
        return None
    value = field.value[: limits.FIELD_CHARACTERS].strip().strip("\x00").strip()
    if named and value in ("", '""', "{}", "null", "''"):
        return AigcLabel(field.key, field.where, LabelState.EMPTIED)
    nameless = bool(_NAMELESS.match(field.key)) and all(f'"{name}"' in value for name in _NAMING)
    if not named and not nameless and "aigc" not in value[:64].casefold():
        return None  # in a comment only the wrapped form counts
    departures: set[Departure] = set()
    members = _members(value, named or nameless, departures)
    if members is None:
        if named and field.key.startswith("xmp:TC260:"):
            departures.add(Departure.VALUE_NOT_STANDARD)
            return AigcLabel(
                field.key, field.where, LabelState.NON_STANDARD, value[:200], departures=_ordered(departures)
            )
        return None
    return _label(field, members, departures)


def _names_label(key: str) -> bool:
    """Annex E a: the field is named AIGC. Other vendors' fields whose names merely contain it do not count."""
    name = re.split(r"[:/.]", key)[-1].strip().casefold()
    return name in ("aigc", "xmp-aigc", "aigc_info_label", "tc260-aigc")


def _members(value: str, named: bool, departures: set[Departure]) -> dict[str, object] | None:
    text = html.unescape(value) if "&quot;" in value or "&#34;" in value else value
    prefixed = re.match(r'^\s*"?AIGC(?:_INFO)?"?\s*[=:]?\s*(?=[{"])', text, re.IGNORECASE)
    if prefixed:
        text, named = text[prefixed.end() :], True
    parsed: object = text
    repeated = False
    for depth in range(_JSON_DEPTH):
        if not isinstance(parsed, str):
            break
        try:
            parsed, again = _parse(parsed)
        except (ValueError, RecursionError):
            return None
        repeated = repeated or again
        if depth and not isinstance(parsed, str):
            departures.add(Departure.ENCODED_TWICE)
    if not isinstance(parsed, dict):
        return None
    wrapped = next((inner for name, inner in parsed.items() if name.casefold() == "aigc"), None)
    if wrapped is not None:
        return _members_of_wrapped(wrapped, departures, repeated)
    if not named:
        return None
    return _accepted(parsed, departures, repeated)


def _members_of_wrapped(inner: object, departures: set[Departure], repeated: bool) -> dict[str, object] | None:
    if isinstance(inner, str):
        try:
            inner, again = _parse(inner)
        except (ValueError, RecursionError):
            return None
        repeated = repeated or again
        departures.add(Departure.ENCODED_TWICE)
    return _accepted(inner, departures, repeated) if isinstance(inner, dict) else None


def _parse(text: str) -> tuple[object, bool]:
    """The JSON value of `text`, and whether a member stood in it twice."""
    repeated = False

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal repeated
        repeated = repeated or len({name for name, _ in items}) < len(items)
        return dict(items)

    if len(text) > limits.FIELD_CHARACTERS:
        raise ValueError("too long")
    value = json.loads(text, object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=str)
    return value, repeated


def _accepted(found: dict[str, object], departures: set[Departure], repeated: bool) -> dict[str, object] | None:
    """The members under their standard names; None if not one of them is a label's."""
    members: dict[str, object] = {}
    for name, value in found.items():
        standard = _ALIASES.get(name.casefold())
        if standard is None:
            departures.add(Departure.UNKNOWN_MEMBER)
            continue
        if name != standard:
            departures.add(Departure.OTHER_SPELLING)
        members.setdefault(standard, value)
    if not members:
        return None
    if repeated:
        departures.add(Departure.REPEATED_MEMBER)
    return members


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _label(field: Field, members: Mapping[str, object], departures: set[Departure]) -> AigcLabel:
    texts = {name: _text(members.get(name)) for name in MEMBERS}
    if any(name not in members for name in MEMBERS):
        departures.add(Departure.MISSING_MEMBER)
    if any(name in members and not texts[name] for name in _REQUIRED):
        departures.add(Departure.EMPTY_MEMBER)
    if any(not isinstance(value, str) for value in members.values()):
        departures.add(Departure.NOT_TEXT)
    if any(not _PERMITTED.fullmatch(text) for text in texts.values()):
        departures.add(Departure.CHARACTERS)
    state = _state(texts)
    if state is LabelState.NON_STANDARD or texts["Label"].strip() not in ("", "1", "2", "3"):
        departures.add(Departure.VALUE_NOT_STANDARD)
    return AigcLabel(
        key=field.key,
        where=field.where,
        state=state,
        label=texts["Label"],
        producer=texts["ContentProducer"],
        produce_id=texts["ProduceID"],
        propagator=texts["ContentPropagator"],
        propagate_id=texts["PropagateID"],
        reserved_1=texts["ReservedCode1"],
        reserved_2=texts["ReservedCode2"],
        departures=_ordered(departures),
    )


def _state(texts: Mapping[str, str]) -> LabelState:
    if not any(texts.values()):
        return LabelState.EMPTIED
    value = texts["Label"].strip()
    known = {"1": LabelState.IS, "2": LabelState.MAY_BE, "3": LabelState.SUSPECTED}
    if value in known:
        return known[value]
    if value.casefold() == "aigc" or (not value and texts["ContentProducer"] and texts["ProduceID"]):
        # MiniMax writes "AIGC" for the value; Tencent Cloud's older form has no value, only producer and number
        return LabelState.IS
    return LabelState.NON_STANDARD


def _ordered(departures: set[Departure]) -> tuple[Departure, ...]:
    return tuple(one for one in Departure if one in departures)
