"""What a record tells of the content: how it began, how it was changed, what is in it, what was fed into it.

Claims come out as the record makes them, each at its node; how much they carry is decided by the weakest manifest on
the way to that node (`verify.inspection.c2pa.manifest.graph`) and written down in `verify.inspection.c2pa.findings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from verify.inspection.c2pa.crjson import strip_instance
from verify.inspection.c2pa.manifest.gaps import Gap, find_gaps
from verify.inspection.c2pa.manifest.graph import Grade, Graph, Node, trace
from verify.inspection.c2pa.manifest.local_signals import INCEPTION_ACTIONS, NON_EDITORIAL_ACTIONS
from verify.inspection.metadata import fingerprints
from verify.model import (
    AI_CLAIMS,
    AUTHENTICITY_CLAIMS,
    Action,
    Edits,
    Ingredient,
    Manifest,
    Origin,
    OriginClaim,
    Record,
    Relation,
    digital_source_type,
)
from verify.model.digital_source_type import SourceType
from verify.model.history import parent_of

Marks = Callable[[Manifest], tuple[fingerprints.ManifestMatch, ...]]

_REAL: Final = frozenset({Origin.CAPTURE, Origin.SCAN, Origin.HUMAN})
_WATERMARK: Final = re.compile(r"water\s?mark|synthid", re.IGNORECASE)
_RUBRIC_ACTIONS: Final = "c2pa.actions.v2"
_RUBRIC_INGREDIENT: Final = "c2pa.ingredient.v3"


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that a record tells.

    `kind`: origin, edit, component, input, generator, watermark, unrecorded, gap.
    """

    kind: str
    node: Node
    claim: OriginClaim = OriginClaim.NONE
    source: SourceType = field(default_factory=SourceType)
    action: Action | None = None
    ingredient: Ingredient | None = None
    fingerprint: str = ""
    generator: str = ""
    outside: tuple[str, ...] = ()  # why the official signals leave it unsaid
    contradicts: bool = False  # a beginning beside another one that says the opposite
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """How the content began and what was done to it, as the record tells it."""

    origin: Origin = Origin.UNSTATED
    edits: Edits = Edits.NONE


def told(record: Record, marks: Marks, graph: Graph | None = None) -> tuple[Telling, ...]:
    """Everything that the record tells, from the active manifest down; pure and total."""
    graph = graph or trace(record)
    found: list[Telling] = []
    for place, node in enumerate(graph.line):
        found += _on_the_line(node, marks, root=place == len(graph.line) - 1)
    for node in graph.components:
        found += _in_a_component(node, marks)
    for node in graph.inputs:
        source = next((item.source for item in _beginnings(node)), SourceType())
        found.append(Telling("input", node, source=source, ingredient=node.edge))
    found += [Telling("gap", gap.holder, ingredient=gap.edge, gap=gap) for gap in find_gaps(graph, record)]
    return tuple(_weighed(found, graph))


def story(record: Record) -> Story:
    """The story of the file in two words."""
    graph = trace(record)
    if not graph.line:
        return Story()
    known = fingerprints.load_table()
    tellings = told(record, lambda manifest: fingerprints.match_manifest(manifest, known), graph)
    return Story(_origin(graph, tellings), _edits(graph, tellings))


# -- one node of the line


def _on_the_line(node: Node, marks: Marks, *, root: bool) -> Iterator[Telling]:
    beginnings = list(_beginnings(node))
    parent = parent_of(node.manifest)
    for item in beginnings:
        # a device or a person begins what had no beginning yet; who opens material answers for its type
        opened = item.action is None or item.action.name == "c2pa.opened"
        hollow = item.claim in AUTHENTICITY_CLAIMS and root and parent is not None and not opened
        yield replace(item, claim=OriginClaim.NONE) if hollow else item
    if root and parent is not None and not any(item.source.name for item in beginnings):
        yield Telling("unrecorded", node, ingredient=parent)
    for action in node.manifest.actions:
        if action.name not in INCEPTION_ACTIONS:
            yield from _change(node, action)
    for edge in node.manifest.ingredients:
        if edge is not parent and not edge.manifest:
            yield from _flat(node, edge)
    began_unsaid = root and parent is None and not any(item.source.name for item in beginnings)
    for mark in marks(node.manifest):
        claim = mark.claim
        whole = began_unsaid or any(item.source.beginning is OriginClaim.AI_GENERATED for item in beginnings)
        if claim is OriginClaim.AI_GENERATED and not whole:
            claim = OriginClaim.AI_EDITED  # the generator worked on something that was there before
        yield Telling("generator", node, claim, fingerprint=mark.name, generator=mark.title)


def _beginnings(node: Node) -> Iterator[Telling]:
    """What a manifest states of a beginning: by an action, of material it opened, or in its metadata."""
    for action in node.manifest.actions:
        if action.name in INCEPTION_ACTIONS and action.source_type:
            source = digital_source_type.read(action.source_type)
            outside = _spelling(node, source, action) + (() if source.classified else ("source_type",))
            yield Telling("origin", node, source.beginning, source, action, outside=outside)
    parent = parent_of(node.manifest)
    if parent is not None and not parent.manifest and parent.source_type:
        source = digital_source_type.read(parent.source_type)
        yield Telling("origin", node, source.beginning, source, ingredient=parent, outside=("source_type",))
    yield from _metadata(node)


def _metadata(node: Node) -> Iterator[Telling]:
    """The beginnings that a manifest's signed metadata states, where they count.

    Anyone fills in metadata before it is signed: an admission counts, a boast does not. But where the same manifest
    states a beginning in AI_CLAIMS too, the two contradict each other.
    """
    begun = [
        digital_source_type.read(action.source_type)
        for action in node.manifest.actions
        if action.name in INCEPTION_ACTIONS
    ]
    written = [digital_source_type.read(value) for _, value in node.manifest.source_types]
    names = {digital_source_type.read(action.source_type).name for action in node.manifest.actions}
    wholly_ai = any(source.beginning is OriginClaim.AI_GENERATED for source in (*begun, *written))
    for source in dict.fromkeys(written):
        if source.name in names:
            continue
        if source.beginning in AI_CLAIMS or source.nearly or (source.beginning in AUTHENTICITY_CLAIMS and wholly_ai):
            yield Telling("origin", node, source.beginning, source, outside=("source_type",))


def _change(node: Node, action: Action) -> Iterator[Telling]:
    source = digital_source_type.read(action.source_type)
    claim = source.edit
    outside = _spelling(node, source, action)
    watermark = action.name.startswith("c2pa.watermarked")
    if action.name in NON_EDITORIAL_ACTIONS:
        if watermark:
            claim = OriginClaim.NONE  # evidence of a watermark, not of AI
        elif action.name == "c2pa.enhanced":
            outside = (*outside, "enhanced_ai") if claim is OriginClaim.AI_EDITED else outside
        elif claim is OriginClaim.AI_EDITED:
            claim = OriginClaim.MAY_CONTAIN_AI  # a technical step with an AI type: what it did is not said
        if not watermark and claim is OriginClaim.NONE and not source.nearly:
            return
    if watermark or _WATERMARK.search(action.description):
        yield Telling(
            "watermark", node, claim, source, action, outside=outside if claim is not OriginClaim.NONE else ()
        )
    elif claim is not OriginClaim.NONE or source.nearly:
        yield Telling("edit", node, claim, source, action, outside=outside)


def _flat(node: Node, edge: Ingredient) -> Iterator[Telling]:
    """An ingredient without a record: what the asserting signer says of it, or that its history is not recorded."""
    source = digital_source_type.read(edge.source_type)
    if edge.relation == Relation.INPUT:
        if source.name:
            yield Telling("input", node, source=source, ingredient=edge)
        return
    outside = ("source_type",) if source.name else ()
    if source.beginning in AI_CLAIMS:
        yield Telling("component", node, OriginClaim.CONTAINS_AI, source, ingredient=edge, outside=outside)
    elif source.name:
        yield Telling("component", node, _opened(source), source, ingredient=edge, outside=outside)
    else:
        seen = strip_instance(edge.label) == edge.label == _RUBRIC_INGREDIENT
        yield Telling("unrecorded", node, ingredient=edge, outside=() if seen else ("flat_ingredient",))


def _opened(source: SourceType) -> OriginClaim:
    return OriginClaim.MAY_CONTAIN_AI if source.beginning is OriginClaim.MAY_CONTAIN_AI else OriginClaim.NONE


def _spelling(node: Node, source: SourceType, action: Action) -> tuple[str, ...]:
    found = ("spelling",) if source.nearly or (source.name and not source.usual) else ()
    if action.assertion in node.manifest.gathered:
        found = (*found, "gathered")  # the signer took it over from elsewhere and does not make it its own
    return found if action.assertion.startswith(_RUBRIC_ACTIONS) else (*found, "actions_v1")


# -- one node that was placed in it


def _in_a_component(node: Node, marks: Marks) -> Iterator[Telling]:
    """The gravest thing that a component's record tells: AI anywhere in it, or AI left open."""
    inner = [*_on_the_line(node, marks, root=True)]
    ai = next((item for item in inner if item.claim in AI_CLAIMS), None)
    opened = next((item for item in inner if item.claim is OriginClaim.MAY_CONTAIN_AI), None)
    if ai is not None:
        kind = "generator" if ai.kind == "generator" else "component"
        yield replace(ai, kind=kind, claim=OriginClaim.CONTAINS_AI, ingredient=node.edge)
    elif opened is not None:
        yield replace(opened, kind="component", ingredient=node.edge)
    else:
        nearly = next((item.source for item in inner if item.source.nearly), None)
        source = nearly or next((item.source for item in inner if item.kind == "origin"), SourceType())
        yield Telling("component", node, source=source, ingredient=node.edge)
        # material without a history is no less so for lying deeper
        yield from (item for item in inner if item.kind == "unrecorded" and not _has_manifest(item))


def _has_manifest(item: Telling) -> bool:
    return item.ingredient is not None and bool(item.ingredient.manifest)


# -- the whole


def _weighed(found: list[Telling], graph: Graph) -> Iterator[Telling]:
    """Lets the whole history bear on each part: what is partly AI, what a watermark means, what is left open."""
    depth = {node.manifest.label: place for place, node in enumerate(graph.line)}
    wholly_ai = [item.node.grade for item in found if item.claim is OriginClaim.AI_GENERATED]
    begun_by_ai = [
        place
        for item in found
        if item.kind == "origin" and item.claim is OriginClaim.AI_GENERATED and (place := _depth(item, depth)) >= 0
    ]
    real = [item for item in found if item.source.origin in _REAL and item.kind in ("origin", "component")]
    deepest = len(graph.line) - 1
    carried = any(
        item.claim in AUTHENTICITY_CLAIMS and item.node.grade is Grade.CONFIRMED and _depth(item, depth) == deepest
        for item in real
    )
    for item in found:
        at = _depth(item, depth)
        if item.claim in AUTHENTICITY_CLAIMS and item.kind == "origin" and at >= 0:
            # above another beginning it says nothing of its own, unless the two contradict each other
            contradicts = any(below >= (0 if at == deepest else at) for below in begun_by_ai)
            claim = item.claim if contradicts or at == deepest else OriginClaim.NONE
            yield replace(item, claim=claim, contradicts=contradicts)
        elif item.kind == "origin" and item.source.origin is Origin.AI_PART:
            below = any(other.kind == "component" or _depth(other, depth) >= at for other in real)
            yield replace(item, claim=OriginClaim.AI_EDITED if below else OriginClaim.CONTAINS_AI)
        elif item.kind == "watermark" and any(grade >= item.node.grade for grade in wholly_ai):
            yield replace(item, claim=OriginClaim.NONE, outside=())
        elif (item.kind == "unrecorded" or (item.gap and item.gap.part)) and carried and not wholly_ai:
            # something without a history that can be relied on was placed into what was recorded or drawn
            yield replace(item, claim=OriginClaim.MAY_CONTAIN_AI)
        else:
            yield item


def _depth(item: Telling, depth: dict[str, int]) -> int:
    """How far below the active manifest a telling of the line stands; -1 beside the line."""
    return depth.get(item.node.manifest.label, -1)


def _origin(graph: Graph, tellings: tuple[Telling, ...]) -> Origin:
    depth = {node.manifest.label: place for place, node in enumerate(graph.line)}
    began = [
        item for item in tellings if _depth(item, depth) >= 0 and item.kind in ("origin", "generator", "unrecorded")
    ]
    if any(item.claim is OriginClaim.AI_GENERATED for item in began):
        return Origin.AI
    first = graph.line[0].grade
    for item in sorted(began, key=lambda item: -_depth(item, depth)):
        if item.kind == "origin" and item.source.name:
            # what a weaker manifest boasts of is not told in the name of a stronger one
            boast = item.source.origin in _REAL
            carries = item.claim in AUTHENTICITY_CLAIMS and item.node.grade is first and first is not Grade.BROKEN
            return item.source.origin if carries or not boast else Origin.UNRECORDED
        if item.kind == "unrecorded" and item.ingredient == parent_of(item.node.manifest):
            return Origin.UNRECORDED
    return Origin.UNSTATED


def _edits(graph: Graph, tellings: tuple[Telling, ...]) -> Edits:
    """The gravest thing that was done after the beginning."""
    changed = {item.claim for item in tellings if item.kind in ("edit", "watermark", "generator")}
    changed |= {item.claim for item in tellings if item.kind == "origin" and item.claim is not OriginClaim.CONTAINS_AI}
    if OriginClaim.AI_EDITED in changed:
        return Edits.AI
    if any(item.claim is OriginClaim.CONTAINS_AI and item.kind != "origin" for item in tellings):
        return Edits.AI_COMPONENT
    if any(item.claim is OriginClaim.MAY_CONTAIN_AI and item.kind != "origin" for item in tellings):
        return Edits.POSSIBLY_AI
    actions = [
        action for node in graph.line for action in node.manifest.actions if action.name not in INCEPTION_ACTIONS
    ]
    watermarks = [item.action for item in tellings if item.kind == "watermark"]
    if any(action.name not in NON_EDITORIAL_ACTIONS and action not in watermarks for action in actions):
        return Edits.OTHER
    return Edits.TECHNICAL if actions else Edits.NONE
