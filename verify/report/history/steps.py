"""Puts the manifests and ingredients of a record into the order in which they are told: the beginning first.

A record is a graph with shared parts and maybe circles; here every manifest is told once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from verify.model import Ingredient, Manifest, Record, Relation

_LATEST: list[tuple[Record, dict[str, str]]] = []  # one at most


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
    by_label = _by_label(record)
    line = list(_line(record, by_label))
    told = {chapter.manifest.label for chapter in line if chapter.manifest}
    chapters: list[Chapter] = []
    parent = None
    for chapter in reversed(line):
        chapters.append(chapter)
        if chapter.manifest:
            chapters.extend(_branches(chapter.manifest, parent, by_label, told))
        parent = chapter.ingredient
    return tuple(chapters)


def first_relations(record: Record) -> dict[str, str]:
    """Manifest label → its relation to the step that refers to it, on the shortest way from the active manifest.

    The active manifest and those that nothing refers to are not in it. A view asks for each step anew, so the answer
    for the latest record is kept: a hostile one may have thousands of steps.
    """
    if _LATEST and _LATEST[0][0] is record:
        return _LATEST[0][1]
    relations = _first_relations(record)
    _LATEST[:] = [(record, relations)]
    return relations


def _first_relations(record: Record) -> dict[str, str]:
    by_label = _by_label(record)
    relations: dict[str, str] = {}
    waiting = deque(record.manifests[:1])
    seen = {manifest.label for manifest in waiting}
    while waiting:
        for ingredient in waiting.popleft().ingredients:
            below = by_label.get(ingredient.manifest)
            if below and below.label not in seen:
                seen.add(below.label)
                relations[below.label] = ingredient.relation
                waiting.append(below)
    return relations


def _by_label(record: Record) -> dict[str, Manifest]:
    return {manifest.label: manifest for manifest in record.manifests}


def _line(record: Record, by_label: dict[str, Manifest]) -> Iterator[Chapter]:
    """From this file down to the beginning, along the first parent of each step."""
    chapter = Chapter(record.active, None) if record.active else None
    seen = set()
    while chapter:
        yield chapter
        manifest = chapter.manifest
        if manifest is None:
            return
        seen.add(manifest.label)
        parent = next((item for item in manifest.ingredients if item.relation == Relation.PARENT), None)
        below = by_label.get(parent.manifest) if parent else None
        if parent is None or (below and below.label in seen):
            return
        chapter = Chapter(below, parent)


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
