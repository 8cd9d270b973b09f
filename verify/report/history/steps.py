"""Puts the manifests and ingredients of a record into the order in which they are told: the beginning first.

A record is a graph with shared parts and maybe circles; here every manifest is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verify.model import Ingredient, Manifest, Record
from verify.model.history import line_of, manifests_by_label


@dataclass(frozen=True, slots=True)
class Chapter:
    """One step of the story. `ingredient` is how the next step refers to it; None for the file itself.

    `manifest` is None where the ingredient has no record of its own. `depth` is 0 on the line from the beginning
    to this file and grows with what was added to a step. `told` is set where the manifest came before.
    """

    manifest: Manifest | None
    ingredient: Ingredient | None
    depth: int = 0
    told: bool = False


def story(record: Record) -> tuple[Chapter, ...]:
    """The line of parents from the beginning to this file, each followed by what else went into it."""
    by_label = manifests_by_label(record)
    line = [Chapter(step.manifest, step.ingredient) for step in line_of(record, by_label)]
    told = {chapter.manifest.label for chapter in line if chapter.manifest}
    chapters: list[Chapter] = []
    parent = None
    for chapter in reversed(line):
        chapters.append(chapter)
        if chapter.manifest:
            chapters.extend(_branches(chapter.manifest, parent, by_label, told))
        parent = chapter.ingredient
    return tuple(chapters)


def _branches(
    manifest: Manifest, parent: Ingredient | None, by_label: dict[str, Manifest], told: set[str]
) -> Iterator[Chapter]:
    """What went into a step beside its parent, each followed by what went into that; without recursion."""
    waiting = [(item, 1) for item in reversed(manifest.ingredients) if item is not parent]
    while waiting:
        ingredient, depth = waiting.pop()
        below = by_label.get(ingredient.manifest)
        known = below is not None and below.label in told
        yield Chapter(below, ingredient, depth, known)
        if below and not known:
            told.add(below.label)
            waiting.extend((item, depth + 1) for item in reversed(below.ingredients))
