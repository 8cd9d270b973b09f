"""What of a history is missing, does not fit, is broken or was not read: where it is, no boast can be made.

Below the active manifest nothing but the holder's reference binds a manifest, and whoever changes a few bytes there
makes it unreadable. So the absence of a manifest, or of a step that a bound cut off, is never an absence of AI.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from verify.inspection.c2pa.manifest.graph import Grade, Graph, Node
from verify.model import Ingredient, Manifest, Record, RecordState, Relation
from verify.model.history import find_parent, index_manifests
from verify.model.vocabularies.validation_codes import Fault, find_fault, is_failure

# A part whose signer is known and no more, because its certificate has ended or only the older list has it, is among
# them: such a record never carries a camera or a hand, so it cannot carry the part of one either.
_UNFIT: Final = frozenset({RecordState.UNTRUSTED, RecordState.EXPIRED, RecordState.MALFORMED})
_OF_PARTS: Final = frozenset({"ingredients_cut", "manifests_cut"})


class Gap(Struct, frozen=True):
    """One thing that the history lacks. `what`: the fact of that name of `record.incomplete`."""

    what: str
    holder: Node
    edge: Ingredient | None = None
    title: str = ""
    number: int = 0  # how many were read, where a bound cut
    part: bool = False  # something placed in the content, so that AI is left open beside a capture


def find_gaps(graph: Graph, record: Record) -> Iterator[Gap]:
    """Find every gap on the line and in its components, however deep; what was fed in as inputTo does not count."""
    by_label = index_manifests(record)
    line = {node.manifest.label for node in graph.line}
    for place, node in enumerate(graph.line):
        parent = find_parent(node.manifest)
        last = place == len(graph.line) - 1
        for edge in node.manifest.ingredients:
            what = _find_flaw(node, edge, by_label, part=edge is not parent)
            if edge is parent and last and not what and edge.manifest in line:
                what = "manifest_mismatch"  # a circle: nothing can be below itself
            if what:
                yield _build_gap(what, node, edge, by_label, part=edge is not parent)
    for node in graph.components:
        for edge in node.manifest.ingredients:
            what = _find_flaw(node, edge, by_label, part=True)
            if what:
                yield _build_gap(what, node, edge, by_label, part=True)
    for node in dict.fromkeys((*graph.line, *graph.components)):
        yield from _find_cuts(node, by_label)


def _build_gap(what: str, node: Node, edge: Ingredient, by_label: Mapping[str, Manifest], *, part: bool) -> Gap:
    below = by_label.get(edge.manifest)
    return Gap(what, node, edge, edge.title or (below.title if below else ""), part=part)


def _find_flaw(holder: Node, edge: Ingredient, by_label: Mapping[str, Manifest], *, part: bool) -> str:
    """Find what is wrong with the record of one ingredient; empty where nothing is, or where it never had one."""
    if edge.relation == Relation.INPUT:
        return ""
    below = by_label.get(edge.manifest) if edge.manifest else None
    misfits = [code for code in edge.codes if find_fault(code) is Fault.INGREDIENT and is_failure(code)]
    if (edge.manifest and below is None) or any(code.endswith(".missing") for code in misfits):
        return "manifest_missing"
    if misfits:
        return "manifest_mismatch"
    if below is None:
        return ""
    if below.state in _UNFIT:
        # it tells what anyone may write: of a part no more than a part without a record
        return "manifest_unfit" if part and holder.grade is Grade.CONFIRMED else ""
    return "" if below.state is RecordState.TRUSTED else "manifest_broken"


def _find_cuts(node: Node, by_label: Mapping[str, Manifest]) -> Iterator[Gap]:
    manifest = node.manifest
    for kind, number in manifest.cut:
        what = f"{kind}_cut"
        yield Gap(what, node, title=manifest.title, number=number, part=what in _OF_PARTS)
    for label in dict.fromkeys(label for label, _ in manifest.redacted):
        below = by_label.get(label)
        yield Gap("redacted", node, title=below.title if below else "")
