"""The fields of one file by what they hold, so that a grammar is tried wherever a text of its form stands.

A field is taken for settings, for an object of a generator, for a graph, or for a source type by its own text, and
never by its place. Where settings stand one to a field (`mold:seed`, `mold:steps` …), the fields of one group are an
object, too. Each text is parsed once.
"""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Final

from msgspec import Struct

from verify.inspection.metadata import source_types
from verify.inspection.metadata.field_roles import FieldRole, find_role
from verify.inspection.metadata.generator_settings import comfyui, infotext, keys, structured
from verify.inspection.metadata.generator_settings.json_text import load_object
from verify.model import Field, limits

_GROUP: Final = re.compile(r"^(.*[:/])([^:/]+)$")
_MEMBER_CHARACTERS: Final = 4_000  # of one setting in a field of its own
_OBJECTS: Final = 64  # of one file
_INNER: Final = 8  # objects and texts within one object
_INNER_CHARACTERS: Final = 64 * limits.KIB


class Holding(StrEnum):
    """What a field may hold, by the form of its text."""

    SETTINGS = "settings"  # pairs of name and value, in one of the dialects of generators
    OBJECT = "object"  # members, as JSON or as Python prints them
    GRAPH = "graph"  # ComfyUI's nodes
    PROGRAM = "program"  # a program's name: told by the field's key, since a name has no form
    SOURCE_TYPE = "source_type"  # IPTC's digital source type of the file, by its name or its whole address
    PART_TYPE = "part_type"  # the same of something in the file


class Content(Struct, frozen=True):
    """A field and, where it holds an object, its members; `root` is the key of the field in the file."""

    field: Field
    root: str
    members: Mapping[str, Any] | None = None


class FieldContents:
    """The fields of one file: by key, and by what they hold, which is found out when first asked for."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self.by_key: dict[str, list[Content]] = {}
        for field in fields:
            self.by_key.setdefault(field.key, []).append(Content(field, field.key))
        self._chosen: dict[tuple[str, ...], Sequence[Content]] = {}  # entries of the table share places
        self._names: dict[str, Sequence[str]] = {}

    def choose(self, keys: tuple[str, ...]) -> Sequence[Content]:
        """Choose the contents of these keys, in their order; `*` in a key stands for any text."""
        chosen = self._chosen.get(keys)
        if chosen is None:
            names = (name for key in keys for name in ([key] if "*" not in key else self._find_names(key)))
            chosen = self._chosen[keys] = [one for name in names for one in self.by_key.get(name, ())]
        return chosen

    def _find_names(self, pattern: str) -> Sequence[str]:
        if pattern not in self._names:
            self._names[pattern] = [name for name in self.by_key if fnmatch.fnmatchcase(name, pattern)]
        return self._names[pattern]

    def list_holding(self, kind: Holding) -> Sequence[Content]:
        """List the contents of one kind, in the order of the keys."""
        return self._holding[kind]

    @cached_property
    def _holding(self) -> Mapping[Holding, Sequence[Content]]:
        holding: dict[Holding, list[Content]] = {kind: [] for kind in Holding}
        groups: dict[str, list[tuple[str, Field]]] = {}
        for key, contents in self.by_key.items():
            role = find_role(key)
            if FieldRole.PROGRAM in role:
                holding[Holding.PROGRAM] += contents
            if FieldRole.RUNNING in role:
                continue
            for content in contents:
                for field, is_part in source_types.find(content.field):
                    kind = Holding.PART_TYPE if is_part else Holding.SOURCE_TYPE
                    holding[kind].append(Content(field, key))
                for kind, one in _classify(content.field):
                    if len(holding[kind]) < _OBJECTS:
                        holding[kind].append(one)
            if setting := _split_setting(key):
                groups.setdefault(setting[0], []).append((setting[1], contents[0].field))
        holding[Holding.OBJECT] += _make_objects(groups)
        return holding


@lru_cache(maxsize=4096)
def _split_setting(key: str) -> tuple[str, str] | None:
    """Split the key of a field that is one setting into its group and the setting's name; None for any other."""
    match = _GROUP.match(key)
    return (match[1], match[2]) if match and keys.load_meanings().get(keys.fold(match[2])) else None


def _classify(field: Field) -> Iterator[tuple[Holding, Content]]:
    value = field.value[: limits.MATCHED_CHARACTERS]
    members = load_object(value) if "{" in value[:64] else None
    if members is None:
        if _are_settings(value):
            yield Holding.SETTINGS, Content(field, field.key)
        return
    yield Holding.OBJECT, Content(field, field.key, members)
    if comfyui.is_graph(members):
        yield Holding.GRAPH, Content(field, field.key, members)
    else:
        yield from _classify_inner(field, members)


def _are_settings(text: str) -> bool:
    return infotext.parse(text) is not None or (" -S" in text and structured.parse_dream(text) is not None)


def _classify_inner(field: Field, members: Mapping[str, Any]) -> Iterator[tuple[Holding, Content]]:
    """Classify objects and texts within an object: programs wrap their settings into others."""
    count = 0
    for name, value in members.items():
        inner = value if isinstance(value, dict) else None
        if isinstance(value, str) and len(value) <= _INNER_CHARACTERS:
            inner = load_object(value) if value.lstrip()[:1] == "{" else None
            if inner is None and _are_settings(value):
                count += 1
                yield Holding.SETTINGS, Content(Field(f"{field.key}/{name}", value, field.where), field.key)
        if inner and len(inner) > 1:
            count += 1
            text = value if isinstance(value, str) else json.dumps(inner, ensure_ascii=False)[:_INNER_CHARACTERS]
            yield Holding.OBJECT, Content(Field(f"{field.key}/{name}", text, field.where), field.key, inner)
        if count >= _INNER:
            return


def _make_objects(groups: Mapping[str, list[tuple[str, Field]]]) -> Iterator[Content]:
    """Make an object of each group of fields that are the settings of a generation, one to a field."""
    for key, named in groups.items():
        members = {name: field.value[:_MEMBER_CHARACTERS] for name, field in named}
        if not keys.are_generation(keys.take_settings(members.items())):
            continue
        text = json.dumps(members, ensure_ascii=False)
        yield Content(Field(key.rstrip(":/"), text, named[0][1].where), key, members)
