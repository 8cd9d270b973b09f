"""What a manifest states beside actions and ingredients: the texts that fingerprints may look at.

Of more texts than are looked at, those that some fingerprint knows are kept before all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from verify.inspection.c2pa.crjson import base_label, is_actions, is_ingredient, serialised
from verify.inspection.c2pa.manifest.within_bounds import kept
from verify.inspection.metadata import fingerprints
from verify.model import Action, Field, limits

# Assertions that hold structure, or that other readers of this package read.
_STRUCTURE: Final = (
    "c2pa.hash.",
    "c2pa.thumbnail.",
    "c2pa.icon",
    "c2pa.certificate-status",
    "c2pa.time-stamp",
    "cawg.identity",
)

Mark = tuple[str, str]


def stating(assertions: Mapping[str, object]) -> list[tuple[str, object]]:
    """The assertions that state something of the content, beside actions and ingredients."""
    return [
        (name, value)
        for name, value in assertions.items()
        if not name.startswith(_STRUCTURE) and not is_actions(name) and not is_ingredient(name)
    ]


def marks_of(
    claim_generator: Mark, generators: Sequence[str], actions: Sequence[Action], assertions: Mapping[str, object]
) -> tuple[tuple[Mark, ...], bool]:
    """What fingerprints may look at, as (key, text as it stands there); and whether it is all that there is."""
    found = [claim_generator]
    found += [("claim_generator_info", name) for name in generators]
    found += [("software_agent", action.software_agent) for action in actions]
    found += [("action_description", action.description) for action in actions]
    for name, value in stating(assertions):
        found += [("assertion", name), (f"assertion:{base_label(name)}", serialised(value))]
    marks = list(dict.fromkeys(mark for mark in found if mark[1]))
    chosen = kept(marks, limits.MARKS, _weight)
    return tuple(chosen), len(chosen) == len(marks)


def _weight(mark: Mark) -> int:
    fields = {mark[0]: [Field(*mark)]}
    return 0 if any(condition.find_in(fields) for condition in _conditions()) else 1


@cache
def _conditions() -> tuple[fingerprints.Condition, ...]:
    """Every demand of a fingerprint on manifests, also those that may not be met."""
    return tuple(
        condition for entry in fingerprints.load_table().manifest for condition in (*entry.every, *entry.unless)
    )
