"""China's implicit AI label (隐式标识, GB 45438-2025 Annex E) read out of the fields that the readers saw.

Tolerant of every departure seen in real files, and exact about it: what departs from the standard is named.
A text that merely mentions a label is not a label: only metadata whose whole value is one counts. Nothing here
writes, changes or removes a label.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct

from verify.inspection.metadata.ai_labels import aigc_members
from verify.inspection.metadata.ai_labels.aigc_members import MEMBERS, Departure
from verify.model import Field, limits

LABELS: Final = 32  # per file
_REQUIRED: Final = ("Label", "ContentProducer", "ProduceID", "ContentPropagator", "PropagateID")
_NAMING: Final = ("Label", "ContentProducer", "ProduceID")  # no other JSON has all of them
# Annex E j: single-byte code points 0x21, 0x23–0x5B, 0x5D–0x7E, and the escaped quotation mark
_PERMITTED: Final = re.compile(r'[\x21\x23-\x5b\x5d-\x7e"\\]*')
_TRACE: Final = ("Label", "ContentProducer")  # what cannot be read was meant for a label where it has both
_FLAT: Final = "xmp:TC260"  # members as properties of their own in the standard's namespace
# a member that is a field of its own, of a structure in XMP or of an object
_MEMBER: Final = re.compile(rf"(?i:({_FLAT}|.*[:/]AIGC))[:/](?:TC260:)?({'|'.join(MEMBERS)})")
_TITLES: Final = re.compile(r"(?i)(?:^text:|[:/][^:/]*(?:title|headline)[^:/]*$)")  # what is read as a title or text
_EARLIER: Final = "pdf:older:"  # a revision that a later one replaced; it speaks only where the later one is silent
_USER_NUMBER: Final = re.compile(r"\bu:\d{6,}|\buid[:=]\d{5,}", re.IGNORECASE)


class LabelState(StrEnum):
    """What the label says of the content (Annex E c)."""

    IS = "is"  # "1" 属于
    MAY_BE = "may_be"  # "2" 可能为
    SUSPECTED = "suspected"  # "3" 疑似
    EMPTIED = "emptied"  # the key is there, the value is not
    NON_STANDARD = "non_standard"  # a label, but its value is not in the standard


class AigcLabel(Struct, frozen=True):
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
    def has_user_number(self) -> bool:
        """Whether an ID holds what looks like a user's number."""
        return any(_USER_NUMBER.search(text) for text in (self.produce_id, self.propagate_id))

    @property
    def members(self) -> tuple[str, ...]:
        """The seven members, to compare two labels."""
        return (
            self.label, self.producer, self.produce_id, self.reserved_1,
            self.propagator, self.propagate_id, self.reserved_2,
        )  # fmt: skip


def read_labels(fields: Iterable[Field]) -> tuple[AigcLabel, ...]:
    """Read every label among the fields, in their order; at most LABELS."""
    labels: list[AigcLabel] = []
    fields = tuple(fields)
    for field in (*fields, *_join_members(fields)):
        label = read_label(field)
        if label is not None:
            labels.append(label)
            if len(labels) == LABELS:
                break
    current = tuple(label for label in labels if not label.key.startswith(_EARLIER))
    return current or tuple(labels)


def _join_members(fields: Iterable[Field]) -> Iterator[Field]:
    """Join members that are fields of their own, as JSON under the name of the label."""
    members: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for field in fields:
        match = _MEMBER.fullmatch(field.key) if field.key.endswith(MEMBERS) else None
        if match:
            members.setdefault((match[1], field.where), []).append((match[2], field.value))
    for (key, where), pairs in members.items():
        if any(name == "Label" for name, _ in pairs):
            text = ",".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in pairs)
            yield Field(f"{key}:AIGC" if key == _FLAT else key, f"{{{text}}}", where)


def read_label(field: Field) -> AigcLabel | None:
    """Read the label in one field, or None. Never raises for what is in the field."""
    named = _is_label_key(field.key)
    if not named and _TITLES.search(field.key):
        return None
    value = field.value[: limits.FIELD_CHARACTERS].strip().strip("\x00\ufeff").strip()
    if named and value in ("", '""', "{}", "null", "''"):
        return AigcLabel(field.key, field.where, LabelState.EMPTIED)
    nameless = not named and value[:1] in ("{", '"', "[", "'") and all(name in value for name in _NAMING)
    if not named and not nameless and "aigc" not in value[:64].casefold():
        return None  # under any other name only the wrapped form counts, or a whole label
    departures: set[Departure] = set()
    members = aigc_members.read_members(value, named or nameless, departures)
    if members is None:
        if named and (field.key.startswith("xmp:TC260:") or all(name in value for name in _TRACE)):
            departures.add(Departure.VALUE_NOT_STANDARD)
            return AigcLabel(
                field.key, field.where, LabelState.NON_STANDARD, value[:200], departures=_order(departures)
            )
        return None
    return _build_label(field, members, departures)


@lru_cache(maxsize=4096)
def _is_label_key(key: str) -> bool:
    """Return whether the field is named AIGC (Annex E a).

    Other vendors' fields whose names merely contain it do not count.
    """
    name = re.split(r"[:/.]", key)[-1].strip().casefold()
    return name in ("aigc", "xmp-aigc", "aigc_info_label", "tc260-aigc")


def _build_label(field: Field, members: Mapping[str, object], departures: set[Departure]) -> AigcLabel:
    older = members.get("Label") is aigc_members.UNWRITTEN
    if older:
        members = {name: value for name, value in members.items() if name != "Label"}
    texts = {name: aigc_members.format_value(members.get(name)) for name in MEMBERS}
    if any(name not in members for name in MEMBERS):
        departures.add(Departure.MISSING_MEMBER)
    if any(name in members and not texts[name] for name in _REQUIRED):
        departures.add(Departure.EMPTY_MEMBER)
    if any(not isinstance(value, str) for value in members.values()):
        departures.add(Departure.NOT_TEXT)
    if any(not _PERMITTED.fullmatch(text) for text in texts.values()):
        departures.add(Departure.CHARACTERS)
    state = LabelState.IS if older and texts["ContentProducer"] and texts["ProduceID"] else _read_state(texts["Label"])
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
        departures=_order(departures),
    )


def _read_state(label: str) -> LabelState:
    """Read what the label's value says; the other members name services and numbers, and say nothing of the content."""
    value = aigc_members.fold(label)
    if value in aigc_members.NO_VALUE:
        return LabelState.EMPTIED
    # MiniMax writes "AIGC" for the value
    states = {
        "1": LabelState.IS, "aigc": LabelState.IS, "2": LabelState.MAY_BE, "3": LabelState.SUSPECTED,
    }  # fmt: skip
    return states.get(value, LabelState.NON_STANDARD)


def _order(departures: set[Departure]) -> tuple[Departure, ...]:
    return tuple(one for one in Departure if one in departures)
