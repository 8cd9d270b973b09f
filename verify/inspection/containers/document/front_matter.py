"""Read the YAML of a front matter as text only: no types, no tags, no anchors, bounded in depth and number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from verify.inspection.containers.base import Damage, RefusalError
from verify.model import limits

_DEPTH: Final = 16
_COMMA: Final = re.compile(r",[ \t]*$", re.MULTILINE)

Value = str | list["Value"] | dict[str, "Value"]


def read(text: str) -> list[tuple[str, str]]:
    """Return the members of the mapping that `text` is, in order, also repeated ones; a nested value as JSON text.

    Raises RefusalError for tags, anchors, aliases, anything that is no mapping, and what is not well-formed.
    """
    if len(text) > limits.FIELD_CHARACTERS:
        raise RefusalError(Damage.TOO_LARGE)
    try:
        return _read(text)
    except RefusalError as refusal:
        # members of JSON, with the comma of JSON behind each, pasted into YAML
        bare = _COMMA.sub("", text)
        if refusal.reason is not Damage.NOT_WELL_FORMED or bare == text:
            raise
        return _read(bare)


def _read(text: str) -> list[tuple[str, str]]:
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        events = _check_events(yaml.parse(text, Loader=loader))
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                return list(_read_members(events))
            if isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent):
                break
    except yaml.YAMLError as error:
        raise RefusalError(Damage.NOT_WELL_FORMED) from error
    except ValueError as error:  # characters that no text may have
        raise RefusalError(Damage.NOT_DECODABLE) from error
    raise RefusalError(Damage.NOT_WELL_FORMED)


def _check_events(events: Iterator[Any]) -> Iterator[Any]:
    """Yield the events until one is refused: an anchor may blow up, a tag may ask for an object to be made."""
    import yaml

    depth = 0
    for number, event in enumerate(events):
        if number > limits.XML_NODES:
            raise RefusalError(Damage.TOO_MANY)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise RefusalError(Damage.UNSUPPORTED)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEPTH:
            raise RefusalError(Damage.TOO_DEEP)
        yield event


def _read_members(events: Iterator[Any]) -> Iterator[tuple[str, str]]:
    import yaml

    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        name = _read_value(event, events)
        value = _read_value(next(events), events)
        yield _to_text(name), _to_text(value)


def _to_text(value: Value) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read_value(event: Any, events: Iterator[Any]) -> Value:
    import yaml

    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Value] = []
        for child in events:
            if isinstance(child, yaml.SequenceEndEvent):
                break
            items.append(_read_value(child, events))
        return items
    members: dict[str, Value] = {}
    for name in events:
        if isinstance(name, yaml.MappingEndEvent):
            break
        key = _to_text(_read_value(name, events))
        members[key] = _read_value(next(events), events)
    return members
