"""What is kept where a record holds more than a bound allows: the beginnings and what tells of AI before all else.

A bound that cuts is told (`Manifest.cut`): what was not read to the end can carry no boast.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from verify.inspection.c2pa.crjson import is_ingredient, mapping, nested, target_of, text, texts
from verify.model import Relation, digital_source_type

Item = TypeVar("Item")


def kept(items: Sequence[Item], most: int, weight: Callable[[Item], int]) -> list[Item]:
    """At most `most` of the items in their order, those of the smallest weight before all others."""
    if len(items) <= most:
        return list(items)
    chosen = sorted(range(len(items)), key=lambda place: weight(items[place]))[:most]
    return [items[place] for place in sorted(chosen)]


def written_types(value: object) -> list[str]:
    """Every digital source type inside a value, whatever the prefix of its key."""
    found: dict[str, None] = {}
    for key, inner in nested(value):
        if key.rpartition(":")[2].casefold() == "digitalsourcetype":
            found.update(dict.fromkeys(texts(inner)))
    return list(found)


def tell_of_ai(value: object) -> bool:
    """Whether some source type inside a value admits AI or leaves it open."""
    return any(digital_source_type.read(written).tells_of_ai for written in written_types(value))


def reaching_ai(manifests: Mapping[str, Mapping[str, object]]) -> set[str]:
    """The manifests that tell of AI, or from which one that does is reached through ingredients."""
    holders: dict[str, set[str]] = defaultdict(set)
    waiting = []
    for label, manifest in manifests.items():
        assertions = mapping(manifest.get("assertions"))
        for name, value in assertions.items():
            if is_ingredient(name):
                holders[target_of(mapping(value))].add(label)
        if tell_of_ai(assertions):
            waiting.append(label)
    found = set(waiting)
    while waiting:
        above = holders[waiting.pop()] - found
        found |= above
        waiting.extend(above)
    return found


def manifests_within(manifests: Mapping[str, Mapping[str, object]], most: int) -> Mapping[str, Mapping[str, object]]:
    """At most so many manifests: the active one and the line of its parents, then what leads to AI, then the rest."""
    if len(manifests) <= most:
        return manifests
    line = _line(manifests)
    telling = reaching_ai(manifests)
    labels = kept(list(manifests), most, lambda label: 0 if label in line else 1 if label in telling else 2)
    return {label: manifests[label] for label in labels}


def _line(manifests: Mapping[str, Mapping[str, object]]) -> set[str]:
    label, found = next(iter(manifests), ""), set[str]()
    while label in manifests and label not in found:
        found.add(label)
        assertions = mapping(manifests[label].get("assertions"))
        edges = [mapping(value) for name, value in assertions.items() if is_ingredient(name)]
        parents = [edge for edge in edges if text(edge.get("relationship")) == Relation.PARENT] or edges
        label = next((target for edge in parents if (target := target_of(edge))), "")
    return found
