"""The 14 expressions of the official local-signals rubric (C2PA asset rubrics 1.0, 2026-08-06), unmodified.

One crJSON manifest at a time; blind to validity and trust, as the rubric is. String comparison is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from verify.inspection.c2pa.crjson import as_entries, as_mapping
from verify.model import OriginClaim
from verify.model.vocabularies.digital_source_type import DEFINITIONS

INCEPTION_ACTIONS: Final = frozenset({"c2pa.created", "c2pa.opened"})
NON_EDITORIAL_ACTIONS: Final = frozenset(
    {
        "c2pa.converted",
        "c2pa.published",
        "c2pa.repackaged",
        "c2pa.transcoded",
        "c2pa.resized.proportional",
        "c2pa.enhanced",
        "c2pa.edited.metadata",
        "c2pa.watermarked",
        "c2pa.watermarked.bound",
        "c2pa.watermarked.unbound",
        "c2pa.redacted",
    }
)
_BY_ADDRESS: Final = {definition.base + name: definition for name, definition in DEFINITIONS.items()}
_GENERATIVE: Final = frozenset(address for address, kind in _BY_ADDRESS.items() if kind.edit is OriginClaim.AI_EDITED)
_POSSIBLY_GENERATIVE: Final = frozenset(
    address for address, kind in _BY_ADDRESS.items() if kind.edit is OriginClaim.MAY_CONTAIN_AI
)
_INCEPTIONS: Final = {address: kind.signal for address, kind in _BY_ADDRESS.items() if kind.signal}


class Signals(Struct, frozen=True):
    """The names of the signals that fired, in the order of the rubric."""

    inception: tuple[str, ...] = ()
    transformation: tuple[str, ...] = ()


def signals_of(manifest: Mapping[str, object]) -> Signals:
    """Evaluate the rubric over one crJSON manifest."""
    assertions = as_mapping(manifest.get("assertions"))
    assertion = as_mapping(assertions.get("c2pa.actions.v2"))
    actions = as_entries(assertion.get("actions"))
    inception_types = {
        action["digitalSourceType"]
        for action in actions
        if _is_named(action) and action["action"] in INCEPTION_ACTIONS and _has_source_type(action)
    }
    inception = list(dict.fromkeys(signal for address, signal in _INCEPTIONS.items() if address in inception_types))
    ingredient = assertions.get("c2pa.ingredient.v3")
    if ingredient is not None and as_mapping(ingredient).get("activeManifest") is None:
        inception.append("mediaUnknownProvenance")

    perceptible = [action for action in actions if _is_named(action) and action["action"] not in _NOT_PERCEPTIBLE]
    types = {action["digitalSourceType"] for action in perceptible if _has_source_type(action)}
    other = any(action.get("digitalSourceType") is not None and not _is_generative(action) for action in perceptible)
    fired = (
        ("perceptibleGenAI", bool(types & _GENERATIVE)),
        ("perceptiblePossiblyGenAI", bool(types & _POSSIBLY_GENERATIVE)),
        ("perceptibleNonGenAI", other),
        ("nonEditorial", any(_is_named(action) and action["action"] in NON_EDITORIAL_ACTIONS for action in actions)),
        ("ambiguousActions", _is_ambiguous(manifest, assertion, actions)),
    )
    return Signals(tuple(inception), tuple(name for name, holds in fired if holds))


_NOT_PERCEPTIBLE: Final = INCEPTION_ACTIONS | NON_EDITORIAL_ACTIONS


def _is_named(action: Mapping[str, object]) -> bool:
    return isinstance(action.get("action"), str)


def _has_source_type(action: Mapping[str, object]) -> bool:
    return isinstance(action.get("digitalSourceType"), str)


def _is_generative(action: Mapping[str, object]) -> bool:
    return _has_source_type(action) and action["digitalSourceType"] in _GENERATIVE


def _is_ambiguous(
    manifest: Mapping[str, object], assertion: Mapping[str, object], actions: Sequence[Mapping[str, object]]
) -> bool:
    if not actions or assertion.get("allActionsIncluded") is not True:
        return True
    names = [name for action in actions if isinstance(name := action.get("action"), str)]
    if any(not name.startswith("c2pa.") or name == "c2pa.unknown" for name in names):
        return True
    gathered = as_entries(as_mapping(manifest.get("claim.v2")).get("gathered_assertions"))
    return any("c2pa.actions" in url for reference in gathered if isinstance(url := reference.get("url"), str))
