"""What a manifest states beside actions and ingredients: the texts that fingerprints may look at.

Of more texts than are looked at, those that some fingerprint knows are kept before all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from verify.inspection.c2pa.crjson import is_actions, is_ingredient, serialise, strip_instance
from verify.inspection.c2pa.manifest.within_bounds import keep_within
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


def list_statements(assertions: Mapping[str, object]) -> list[tuple[str, object]]:
    """List the assertions that state something of the content, beside actions and ingredients."""
    return [
        (name, value)
        for name, value in assertions.items()
        if not name.startswith(_STRUCTURE) and not is_actions(name) and not is_ingredient(name)
    ]


def marks_of(
    claim_generator: Mark, generators: Sequence[str], actions: Sequence[Action], assertions: Mapping[str, object]
) -> tuple[tuple[Mark, ...], bool]:
    """Collect what fingerprints may look at, as (key, text as written), and whether it is all that there is."""
    candidates = [claim_generator]
    candidates += [("claim_generator_info", name) for name in generators]
    candidates += [("software_agent", action.software_agent) for action in actions]
    candidates += [("action_description", action.description) for action in actions]
    for name, value in list_statements(assertions):
        candidates += [("assertion", name), (f"assertion:{strip_instance(name)}", serialise(value))]
    marks = list(dict.fromkeys(mark for mark in candidates if mark[1]))
    selection = keep_within(marks, limits.MARKS, _weigh)
    return tuple(selection), len(selection) == len(marks)


def _weigh(mark: Mark) -> int:
    return 0 if any(condition.is_met_by(Field(*mark)) for condition in _list_conditions()) else 1


@cache
def _list_conditions() -> tuple[fingerprints.Condition, ...]:
    """List every condition of a fingerprint on manifests, also those that must not hold."""
    return tuple(
        condition for entry in fingerprints.load_table().manifest for condition in (*entry.every, *entry.unless)
    )
