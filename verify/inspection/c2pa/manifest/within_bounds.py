"""What is kept where a record holds more than a bound allows: the beginnings and what tells of AI before all else.

A bound that cuts is told (`Manifest.cut`): what was not read to the end can carry no boast.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from verify.inspection.c2pa.crjson import as_mapping, as_text, is_ingredient, list_texts, target_of, walk_pairs
from verify.model import Relation
from verify.model.vocabularies import digital_source_type

Item = TypeVar("Item")


def keep_within(items: Sequence[Item], most: int, weight: Callable[[Item], int]) -> list[Item]:
    """Keep at most `most` of the items in their order, those of the smallest weight before all others."""
    if len(items) <= most:
        return list(items)
    places = sorted(range(len(items)), key=lambda place: weight(items[place]))[:most]
    return [items[place] for place in sorted(places)]


def list_source_types(value: object) -> list[str]:
    """List every digital source type inside a value, whatever the prefix of its key."""
    source_types: dict[str, None] = {}
    for key, inner in walk_pairs(value):
        if key.rpartition(":")[2].casefold() == "digitalsourcetype":
            source_types.update(dict.fromkeys(list_texts(inner)))
    return list(source_types)


def tells_of_ai(value: object) -> bool:
    """Whether some source type inside a value admits AI or leaves it open."""
    return any(digital_source_type.read(written).admits_ai for written in list_source_types(value))


def find_reaching_ai(manifests: Mapping[str, Mapping[str, object]]) -> set[str]:
    """Find the manifests that tell of AI, or that reach one through their ingredients."""
    holders: dict[str, set[str]] = defaultdict(set)
    waiting = []
    for label, manifest in manifests.items():
        assertions = as_mapping(manifest.get("assertions"))
        for name, value in assertions.items():
            if is_ingredient(name):
                holders[target_of(as_mapping(value))].add(label)
        if tells_of_ai(assertions):
            waiting.append(label)
    reaching = set(waiting)
    while waiting:
        above = holders[waiting.pop()] - reaching
        reaching |= above
        waiting.extend(above)
    return reaching


def choose_manifests(manifests: Mapping[str, Mapping[str, object]], most: int) -> Mapping[str, Mapping[str, object]]:
    """Choose at most `most` manifests: the active one and its line of parents, then what leads to AI, then the rest."""
    if len(manifests) <= most:
        return manifests
    line = _find_line(manifests)
    with_ai = find_reaching_ai(manifests)
    labels = keep_within(list(manifests), most, lambda label: 0 if label in line else 1 if label in with_ai else 2)
    return {label: manifests[label] for label in labels}


def _find_line(manifests: Mapping[str, Mapping[str, object]]) -> set[str]:
    label, line = next(iter(manifests), ""), set[str]()
    while label in manifests and label not in line:
        line.add(label)
        assertions = as_mapping(manifests[label].get("assertions"))
        edges = [as_mapping(value) for name, value in assertions.items() if is_ingredient(name)]
        parents = [edge for edge in edges if as_text(edge.get("relationship")) == Relation.PARENT] or edges
        label = next((target for edge in parents if (target := target_of(edge))), "")
    return line
