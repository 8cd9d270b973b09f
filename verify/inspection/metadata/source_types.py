"""IPTC's digital source types wherever a file states them: in a field of that name, as a whole address, in linked data.

A type is told of the file itself, or of something in it: a picture that a page shows, an item nested in XMP. Values of
schema.org are given as IPTC's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from verify.inspection.metadata.field_roles import FieldRole, find_role
from verify.inspection.metadata.generator_settings.json_text import load_list_or_object
from verify.model import Field
from verify.model.vocabularies.digital_source_type import DEFINITIONS

_NAMES: Final = frozenset(("digitalsourcetype", "digitalsourcefiletype"))
_LONGEST: Final = 300  # characters of a value
_ADDRESS: Final = re.compile(
    r"^\s*https?://(?:(?:cv\.)?iptc\.org/newscodes/digitalsourcetype|c2pa\.org/digitalsourcetype|schema\.org)/(\w{5,60})/?\s*$"
)
_SCHEMA: Final = re.compile(r"^(?:https?://schema\.org/)?([A-Z]\w{2,60})DigitalSource$")
_IPTC: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_DEPTH: Final = 8
_NODES: Final = 5_000
# kinds of schema.org that are the document itself, and not something in it
_WHOLE: Final = frozenset((
    "Article", "NewsArticle", "BlogPosting", "TechArticle", "ScholarlyArticle", "Report", "WebPage", "CreativeWork",
    "DigitalDocument", "TextDigitalDocument", "PresentationDigitalDocument", "SpreadsheetDigitalDocument",
    "SocialMediaPosting",
))  # fmt: skip


def find(field: Field) -> Iterator[tuple[Field, bool]]:
    """Find the source types that a field states, each as a field, and whether it is that of a part."""
    value = field.value
    is_part = "/" in field.key
    if _is_named(field.key):
        yield Field(field.key, _to_iptc(value), field.where), is_part
    elif (
        len(value) <= _LONGEST
        and (match := _ADDRESS.match(value))
        and _to_iptc(value).rpartition("/")[2] in DEFINITIONS
    ):
        if match and FieldRole.BESIDE not in find_role(field.key):
            yield Field(field.key, _to_iptc(value), field.where), is_part
    elif "igital" in value and value.lstrip()[:1] in ("{", "["):
        yield from _find_in_linked_data(field)


def _find_in_linked_data(field: Field) -> Iterator[tuple[Field, bool]]:
    is_document = FieldRole.DOCUMENT in find_role(field.key)
    queue: list[tuple[Any, int]] = [(load_list_or_object(field.value), 0)]
    count = 0
    while queue and count < _NODES:
        node, depth = queue.pop(0)
        count += 1
        if depth > _DEPTH:
            continue
        if isinstance(node, list):
            queue += [(inner, depth) for inner in node]  # a list is no level of its own
        elif isinstance(node, dict):
            for name, value in node.items():
                if _squeeze(name.rpartition(":")[2]) in _NAMES:
                    for one in value if isinstance(value, list) else [value]:
                        text = one.get("@id", one.get("url", "")) if isinstance(one, dict) else one
                        if isinstance(text, str):
                            is_whole = _is_document_itself(node) if is_document else depth == 0
                            yield Field(f"{field.key}/{name}", _to_iptc(text), field.where), not is_whole
                elif name == "@graph":
                    queue.append((value, depth))
                elif isinstance(value, dict | list):
                    queue.append((value, depth + 1))


def _is_document_itself(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type", "")
    return any(isinstance(kind, str) and kind in _WHOLE for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _to_iptc(value: str) -> str:
    """Return a value of schema.org as the address of IPTC's; any other as it stands."""
    match = _SCHEMA.match(value.strip()[:_LONGEST])
    if match is None:
        return value
    name = match[1][0].lower() + match[1][1:]
    return _IPTC + name if name in DEFINITIONS else value


@lru_cache(maxsize=4096)
def _is_named(key: str) -> bool:
    """Tell whether a field of this key is for a source type."""
    return _squeeze(re.split(r"[:/]", key)[-1]) in _NAMES


def _squeeze(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
