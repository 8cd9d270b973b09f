"""Careful access to crJSON, the engine's picture of a manifest store.

Everything in it may be hostile: a wrong type reads as nothing, long texts are cut, nothing here raises.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from verify.model import Relation, limits
from verify.model.forms import is_time

_BINARY: Final = "b64'"  # how crJSON marks bytes

_TEXT_ALONE: Final = frozenset((str,))
NOTHING: Final[Mapping[str, object]] = {}
HASH_ALGORITHMS: Final = frozenset({"sha256", "sha384", "sha512"})  # C2PA 2.2 section 13.1

_STORE: Final = "c2pa"
_ASSERTIONS: Final = "c2pa.assertions"


def as_mapping(value: object) -> Mapping[str, object]:
    """Take `value` as an object with text keys; anything else reads as an empty one."""
    # asked many thousand times of a long record: the types as a set are found in C
    return value if isinstance(value, dict) and set(map(type, value)) <= _TEXT_ALONE else NOTHING


def as_entries(value: object, most: int | None = None) -> Sequence[Mapping[str, object]]:
    """List the objects of a list, of its first `most` items where that is given; leave out what is no object."""
    if not isinstance(value, list):
        return ()
    return [entry for entry in value[:most] if isinstance(entry, dict) and as_mapping(entry) is entry]


def as_text(value: object, most: int = limits.FACT_CHARACTERS) -> str:
    """Take `value` as text of at most `most` characters; anything else reads as an empty string."""
    return value[:most] if isinstance(value, str) else ""


def as_time(value: object) -> str:
    """Take `value` as a time after ISO 8601; anything else reads as an empty string, which states none."""
    text = as_text(value)
    return text if is_time(text) else ""


def find_text(source: Mapping[str, object], *keys: str) -> str:
    """Find the first text that is not empty among these keys."""
    return next((text for key in keys if (text := as_text(source.get(key)))), "")


def serialise(value: object, most: int = limits.FACT_CHARACTERS) -> str:
    """Write `value` as JSON text of at most `most` characters; empty where it cannot be written."""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)[:most]
    except (TypeError, ValueError, RecursionError):
        return ""


def walk_pairs(value: object) -> Iterator[tuple[str, object]]:
    """Yield every (key, value) pair inside `value`, however deep, each once and without recursion.

    No bound but the size of what was parsed: an admission of AI must not be hidden behind one.
    """
    waiting: list[object] = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            for key, inner in current.items():
                if isinstance(key, str):
                    yield key, inner
                waiting.append(inner)
        elif isinstance(current, list):
            waiting.extend(current)


def list_texts(value: object) -> list[str]:
    """List the texts of a value that should be one: itself, those of a list, or what an RDF object names or holds."""
    listed = value if isinstance(value, list) else [value]
    texts = (entry if isinstance(entry, str) else find_text(as_mapping(entry), "@id", "@value") for entry in listed)
    return [written for written in texts if written]


def find_active(document: Mapping[str, object]) -> str:
    """Find the label of the active manifest: the first of those that are objects; empty where there is none."""
    return next((as_text(manifest.get("label")) for manifest in as_entries(document.get("manifests"))), "")


def find_manifest_label(url: object) -> str:
    """Find the label of the manifest that a JUMBF URI names; empty for a relative one (C2PA 2.2 section 8.3).

    `self#jumbf=/c2pa/<label>/…` and, without the slash, as some writers have it.
    """
    parts = _split_path(url)
    return parts[1] if len(parts) > 1 and parts[0] == _STORE else ""


def find_assertion_label(url: object) -> str:
    """Find the label of the assertion that a JUMBF URI names; empty if it names none."""
    parts = _split_path(url)
    if _ASSERTIONS in parts:
        after = parts[parts.index(_ASSERTIONS) + 1 :]
        return after[0] if after else ""
    return ""


def claim_of(manifest: Mapping[str, object]) -> Mapping[str, object]:
    """The claim of a crJSON manifest, of version 2 or 1."""
    return as_mapping(manifest.get("claim.v2")) or as_mapping(manifest.get("claim"))


def find_hash_algorithm(manifest: Mapping[str, object], hashed: Mapping[str, object]) -> str:
    """Find the algorithm of a hash in `manifest`: as stated beside it, else in the claim, else SHA-256."""
    return as_text(hashed.get("alg")) or as_text(claim_of(manifest).get("alg")) or "sha256"


def reference_of(ingredient: Mapping[str, object]) -> Mapping[str, object]:
    """The hashed URI by which an ingredient assertion refers to a manifest; empty for a flat ingredient."""
    return as_mapping(ingredient.get("activeManifest")) or as_mapping(ingredient.get("c2pa_manifest"))


def target_of(ingredient: Mapping[str, object]) -> str:
    """The label of the manifest that an ingredient assertion refers to; empty for a flat ingredient."""
    return find_manifest_label(reference_of(ingredient).get("url"))


def parent_target_of(manifest: Mapping[str, object]) -> str:
    """The label of the manifest that the first parentOf ingredient of a crJSON manifest refers to; empty for none."""
    ingredients = (
        as_mapping(value) for name, value in as_mapping(manifest.get("assertions")).items() if is_ingredient(name)
    )
    return next(
        (target_of(ingredient) for ingredient in ingredients if ingredient.get("relationship") == Relation.PARENT), ""
    )


def make_absolute(url: object, label: str) -> str:
    """Put the manifest's label into `url`, the form in which the engine names thumbnails."""
    assertion = find_assertion_label(url)
    if not assertion:
        return ""
    return f"self#jumbf=/{_STORE}/{find_manifest_label(url) or label}/{_ASSERTIONS}/{assertion}"


def strip_instance(label: str) -> str:
    """Strip the instance number from an assertion's label: `c2pa.ingredient.v3__2` → `c2pa.ingredient.v3`."""
    return label.partition("__")[0]


def is_ingredient(label: str) -> bool:
    """Whether an assertion's label is one of an ingredient, of any version."""
    return _is_version_of(label, "c2pa.ingredient")


def is_actions(label: str) -> bool:
    """Whether an assertion's label is one of a list of actions, of any version."""
    return _is_version_of(label, "c2pa.actions")


@lru_cache(maxsize=1024)
def _is_version_of(label: str, name: str) -> bool:
    rest = strip_instance(label).removeprefix(name) if label.startswith(name) else "?"
    return rest == "" or (rest.startswith(".v") and rest[2:].isdigit())


def _split_path(url: object) -> tuple[str, ...]:
    return _split(as_text(url))


@lru_cache(maxsize=1024)  # the same address is asked for its manifest, for its assertion and by several readers
def _split(url: str) -> tuple[str, ...]:
    _, marker, path = url.partition("#jumbf=")
    return tuple(path.strip("/").split("/")) if marker else ()


def decode_base64(value: object) -> bytes:
    """Decode base64 as crJSON writes it; no bytes where it is none."""
    if not isinstance(value, str):
        return b""
    try:
        return base64.b64decode(value.removeprefix(_BINARY).removesuffix("'"), validate=True)
    except (binascii.Error, ValueError):
        return b""
