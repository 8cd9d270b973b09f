"""The history of a record as a walk over its manifests: from the file itself down to the beginning.

One rule of who is whose parent holds for the verdict, the text and the drawing. Manifests may be shared, missing or
lead in circles: each is met once, and none of the walks recurses.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from msgspec import Struct

from verify.model.manifest_store import Ingredient, Manifest, Record
from verify.model.vocabularies.enumerations import Relation

_LATEST: list[tuple[Record, dict[str, str]]] = []  # one at most


class LineStep(Struct, frozen=True):
    """One step on the way from the active manifest down to the beginning.

    `manifest` is None where the ingredient that it began from has no manifest here, `ingredient` for the file itself.
    """

    manifest: Manifest | None
    ingredient: Ingredient | None


def index_manifests(record: Record) -> dict[str, Manifest]:
    """Index the manifests by label; of two with one label the first counts, as for the engine."""
    return {manifest.label: manifest for manifest in reversed(record.manifests)}


def find_parent(manifest: Manifest) -> Ingredient | None:
    """Find the ingredient that the content began from: the parentOf, else what the `opened` action opened."""
    parents = [edge for edge in manifest.ingredients if edge.relation == Relation.PARENT]
    if not parents:
        opened = {label for action in manifest.actions if action.name == "c2pa.opened" for label in action.ingredients}
        parents = [edge for edge in manifest.ingredients if edge.label in opened and edge.relation != Relation.INPUT]
    return next((edge for edge in parents if edge.manifest), parents[0] if parents else None)


def walk_line(record: Record, by_label: Mapping[str, Manifest]) -> Iterator[LineStep]:
    """Walk from the active manifest down to the beginning, along the parent of each; a circle ends it."""
    manifest, seen = record.active, set[str]()
    ingredient: Ingredient | None = None
    while manifest is not None:
        seen.add(manifest.label)
        yield LineStep(manifest, ingredient)
        ingredient = find_parent(manifest)
        if ingredient is None:
            return
        manifest = by_label.get(ingredient.manifest)
        if manifest is not None and manifest.label in seen:
            return
    if ingredient is not None:
        yield LineStep(None, ingredient)


def find_first_relations(record: Record) -> dict[str, str]:
    """Find by manifest label the relation to the step that refers to it, on the shortest way from the active manifest.

    The active manifest and those that nothing refers to are not in it. A view asks for each step anew, so the answer
    for the latest record is kept: a hostile one may have thousands of steps.
    """
    if _LATEST and _LATEST[0][0] is record:
        return _LATEST[0][1]
    by_label = index_manifests(record)
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
    _LATEST[:] = [(record, relations)]
    return relations
