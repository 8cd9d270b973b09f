"""The history as a graph: the line of parents down to the beginning, what was placed in it, what was fed into it.

Every manifest has one place in it, so that shared parts and circles cannot make it grow or loop; one of the line
that is also a part by a stronger way stands there too. A node is only as strong as the weakest manifest on the way from
the active one to it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Final

from msgspec import Struct

from verify.model import Ingredient, Manifest, Record, RecordState, Relation
from verify.model.history import find_parent, index_manifests, walk_line
from verify.model.vocabularies.validation_codes import Fault, find_fault, is_of_content


class Grade(IntEnum):
    """How much the record of a node carries, from the active manifest down to it."""

    BROKEN = 0
    UNCONFIRMED = 1
    KNOWN = 2
    CONFIRMED = 3


_GRADES: Final = {
    RecordState.TRUSTED: Grade.CONFIRMED,
    RecordState.UNTRUSTED: Grade.UNCONFIRMED,
    RecordState.EXPIRED: Grade.UNCONFIRMED,
    RecordState.MALFORMED: Grade.UNCONFIRMED,
}


class Node(Struct, frozen=True):
    """One manifest at its place in the history."""

    manifest: Manifest
    grade: Grade
    edge: Ingredient | None = None  # how the holder refers to it; None for the active manifest
    holder: str = ""  # label of the manifest that refers to it


class Graph(Struct, frozen=True):
    """The line from the active manifest down to the beginning, and what hangs beside it."""

    line: tuple[Node, ...] = ()
    components: tuple[Node, ...] = ()
    inputs: tuple[Node, ...] = ()


def grade_of(manifest: Manifest, *, active: bool) -> Grade:
    """Grade how much the state of one manifest lets it carry.

    That an ingredient's own file did not fit its record when it was taken in is its holder's word, and cannot be
    checked here: all signatures still fit, so its admissions stand as unconfirmed; its boasts never do.
    """
    if manifest.is_known:
        return Grade.KNOWN
    grade = _GRADES.get(manifest.state, Grade.BROKEN)
    if grade is Grade.CONFIRMED and manifest.signer and manifest.signer.shortfalls:
        return Grade.UNCONFIRMED  # only a clock that is wrong says that the certificate is valid
    if grade is Grade.BROKEN and not active and manifest.state is RecordState.ALTERED:
        broken = {
            code for code, _ in manifest.faults if find_fault(code) in (Fault.CONTENT, Fault.SIGNATURE, Fault.REVOKED)
        }
        if broken and all(is_of_content(code) for code in broken):
            return Grade.UNCONFIRMED
    return grade


def _build_node(holder: Node, edge: Ingredient, below: Manifest) -> Node:
    """Build the node that a holder refers to. A reference that does not fit leads to something else than was meant."""
    misfit = any(find_fault(code) is Fault.INGREDIENT for code in edge.codes)
    weakest = Grade.BROKEN if misfit else min(holder.grade, grade_of(below, active=False))
    return Node(below, weakest, edge, holder.manifest.label)


def trace(record: Record) -> Graph:
    """Trace the graph of a record; empty where it has no manifest."""
    if record.active is None:
        return Graph()
    by_label = index_manifests(record)
    first = grade_of(record.active, active=True)
    if record.state is not record.active.state:
        first = min(first, _GRADES.get(record.state, Grade.BROKEN))
    if not record.binds_content:  # whatever is said of a picture that anybody may exchange
        first = min(first, Grade.UNCONFIRMED)
    line = tuple(_trace_line(record, first, by_label))
    placed: dict[str, Grade] = {node.manifest.label: node.grade for node in line}
    beside = [node for holder in line for node in _find_below(holder, by_label, line=True)]
    components = _collect_below([node for node in beside if not _is_input(node)], placed, by_label)
    placed = {node.manifest.label: Grade.CONFIRMED for node in (*line, *components)}  # an input in no other place
    inputs = [node for node in beside if _is_input(node)]
    inputs += [node for holder in components for node in _find_below(holder, by_label) if _is_input(node)]
    return Graph(line, components, _collect_below(inputs, placed, by_label, inputs=True))


def _trace_line(record: Record, first: Grade, by_label: Mapping[str, Manifest]) -> Iterator[Node]:
    """Trace the manifests of the line, each as strong as the weakest on the way to it."""
    node: Node | None = None
    for step in walk_line(record, by_label):
        if step.manifest is None:
            return
        if node is None or step.ingredient is None:
            node = Node(step.manifest, first)
        else:
            node = _build_node(node, step.ingredient, step.manifest)
        yield node


def _find_below(holder: Node, by_label: Mapping[str, Manifest], *, line: bool = False) -> Iterator[Node]:
    """Find the nodes that one holder refers to; on the line without the parent, which is the line itself."""
    parent = find_parent(holder.manifest) if line else None
    for edge in holder.manifest.ingredients:
        below = by_label.get(edge.manifest) if edge is not parent else None
        if below is not None:
            yield _build_node(holder, edge, below)


def _is_input(node: Node) -> bool:
    return node.edge is not None and node.edge.relation == Relation.INPUT


def _collect_below(
    begun: list[Node], placed: Mapping[str, Grade], by_label: Mapping[str, Manifest], *, inputs: bool = False
) -> tuple[Node, ...]:
    """Collect everything below `begun`, each manifest once by its strongest way, without inputs of components."""
    nodes: dict[str, Node] = {}
    for grade in sorted(Grade, reverse=True):
        waiting = deque(node for node in (*begun, *_find_all_below(nodes, by_label)) if node.grade is grade)
        while waiting:
            node = waiting.popleft()
            label = node.manifest.label
            if label in nodes or (_is_input(node) and not inputs):
                continue
            if label in placed and placed[label] >= node.grade:
                continue  # but what lies on a weaker line may be a part by a stronger way
            nodes[label] = node
            waiting.extend(below for below in _find_below(node, by_label) if below.grade is grade)
    return tuple(nodes.values())


def _find_all_below(nodes: Mapping[str, Node], by_label: Mapping[str, Manifest]) -> Iterator[Node]:
    for node in list(nodes.values()):
        yield from _find_below(node, by_label)
