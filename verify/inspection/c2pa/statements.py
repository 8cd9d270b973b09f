"""What a record tells of the content: how it began, how it was changed, what is in it, what was fed into it.

Claims come out as the record makes them, each at its node; how much they carry is decided by the weakest manifest on
the way to that node (`verify.inspection.c2pa.manifest.graph`) and written down in `verify.inspection.c2pa.findings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

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
    RecordState,
    Relation,
)
from verify.model.history import find_parent
from verify.model.vocabularies import digital_source_type
from verify.model.vocabularies.digital_source_type import SourceType

Marks = Callable[[Manifest], tuple[fingerprints.ManifestMatch, ...]]

_CHANGES: Final = frozenset(("edit", "watermark", "generator", "disclosure"))
_REAL: Final = frozenset({Origin.CAPTURE, Origin.SCAN, Origin.HUMAN})
_WATERMARK: Final = re.compile(r"water\s?mark|synthid", re.IGNORECASE)
_RUBRIC_ACTIONS: Final = "c2pa.actions.v2"
_RUBRIC_INGREDIENT: Final = "c2pa.ingredient.v3"


class Statement(Struct, frozen=True):
    """One thing that a record states of the content.

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


class Provenance(Struct, frozen=True):
    """How the content began and what was done to it, as the record states it."""

    origin: Origin = Origin.UNSTATED
    edits: Edits = Edits.NONE


def find_statements(record: Record, marks: Marks, graph: Graph | None = None) -> tuple[Statement, ...]:
    """Find everything that the record states, from the active manifest down; pure and total."""
    graph = graph or trace(record)
    statements: list[Statement] = []
    for place, node in enumerate(graph.line):
        statements += _find_on_line(node, marks, root=place == len(graph.line) - 1)
    for node in graph.components:
        statements += _find_in_component(node, marks)
    for node in graph.inputs:
        source = next((statement.source for statement in _find_beginnings(node)), SourceType())
        statements.append(Statement("input", node, source=source, ingredient=node.edge))
    statements += [Statement("gap", gap.holder, ingredient=gap.edge, gap=gap) for gap in find_gaps(graph, record)]
    return tuple(_weigh(statements, graph))


def summarise_provenance(record: Record) -> Provenance:
    """Summarise how the content began and what was done to it."""
    graph = trace(record)
    if not graph.line:
        return Provenance()
    table = fingerprints.load_table()
    statements = find_statements(record, lambda manifest: fingerprints.match_manifest(manifest, table), graph)
    return Provenance(_judge_origin(graph, statements), _judge_edits(graph, statements))


# -- one node of the line


def _find_on_line(node: Node, marks: Marks, *, root: bool) -> Iterator[Statement]:
    beginnings = list(_find_beginnings(node))
    parent = find_parent(node.manifest)
    for statement in beginnings:
        # a device or a person begins what had no beginning yet; who opens material answers for its type
        opened = statement.action is None or statement.action.name == "c2pa.opened"
        is_unfounded = statement.claim in AUTHENTICITY_CLAIMS and root and parent is not None and not opened
        yield replace(statement, claim=OriginClaim.NONE) if is_unfounded else statement
    if root and parent is not None and not any(statement.source.name for statement in beginnings):
        yield Statement("unrecorded", node, ingredient=parent)
    for action in node.manifest.actions:
        if action.name not in INCEPTION_ACTIONS:
            yield from _find_change(node, action)
    for edge in node.manifest.ingredients:
        if edge is not parent and not edge.manifest:
            yield from _find_in_flat_ingredient(node, edge)
    began_unsaid = root and parent is None and not any(statement.source.name for statement in beginnings)
    for mark in marks(node.manifest):
        claim = mark.claim
        whole = began_unsaid or any(statement.source.beginning is OriginClaim.AI_GENERATED for statement in beginnings)
        if claim is OriginClaim.AI_GENERATED and not whole:
            claim = OriginClaim.AI_EDITED  # the generator worked on something that was there before
        if mark.code == "record.ai_disclosed":
            yield Statement("disclosure", node, claim, fingerprint=mark.name)
        else:
            yield Statement("generator", node, claim, fingerprint=mark.name, generator=mark.title)


def _find_beginnings(node: Node) -> Iterator[Statement]:
    """Find what a manifest states of a beginning: by an action, of material it opened, or in its metadata."""
    for action in node.manifest.actions:
        if action.name in INCEPTION_ACTIONS and action.source_type:
            source = digital_source_type.read(action.source_type)
            outside = _find_oddities(node, source, action) + (() if source.has_signal else ("source_type",))
            yield Statement("origin", node, source.beginning, source, action, outside=outside)
    parent = find_parent(node.manifest)
    if parent is not None and not parent.manifest and parent.source_type:
        source = digital_source_type.read(parent.source_type)
        yield Statement("origin", node, source.beginning, source, ingredient=parent, outside=("source_type",))
    yield from _find_in_metadata(node)


def _find_in_metadata(node: Node) -> Iterator[Statement]:
    """Find the beginnings that a manifest's signed metadata states, where they count.

    Anyone fills in metadata before it is signed: an admission counts, a boast does not. But where the same manifest
    states a beginning in AI too, the two contradict each other.
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
        if (
            source.beginning in AI_CLAIMS
            or source.misspelt_admission
            or (source.beginning in AUTHENTICITY_CLAIMS and wholly_ai)
        ):
            yield Statement("origin", node, source.beginning, source, outside=("source_type",))


def _find_change(node: Node, action: Action) -> Iterator[Statement]:
    source = digital_source_type.read(action.source_type)
    claim = source.edit
    outside = _find_oddities(node, source, action)
    watermark = action.name.startswith("c2pa.watermarked")
    if action.name in NON_EDITORIAL_ACTIONS:
        if watermark:
            claim = OriginClaim.NONE  # evidence of a watermark, not of AI
        elif action.name == "c2pa.enhanced":
            outside = (*outside, "enhanced_ai") if claim is OriginClaim.AI_EDITED else outside
        elif claim is OriginClaim.AI_EDITED:
            claim = OriginClaim.MAY_CONTAIN_AI  # a technical step with an AI type: what it did is not said
        if not watermark and claim is OriginClaim.NONE and not source.misspelt_admission:
            return
    if watermark or _WATERMARK.search(action.description):
        yield Statement(
            "watermark", node, claim, source, action, outside=outside if claim is not OriginClaim.NONE else ()
        )
    elif claim is not OriginClaim.NONE or source.misspelt_admission:
        yield Statement("edit", node, claim, source, action, outside=outside)


def _find_in_flat_ingredient(node: Node, edge: Ingredient) -> Iterator[Statement]:
    """Find what the asserting signer says of an ingredient without a record, or that its history is not recorded."""
    source = digital_source_type.read(edge.source_type)
    if edge.relation == Relation.INPUT:
        if source.name:
            yield Statement("input", node, source=source, ingredient=edge)
        return
    outside = ("source_type",) if source.name else ()
    if source.beginning in AI_CLAIMS:
        yield Statement("component", node, OriginClaim.CONTAINS_AI, source, ingredient=edge, outside=outside)
    elif source.name:
        yield Statement("component", node, _keep_open_claim(source), source, ingredient=edge, outside=outside)
    else:
        is_rubric = strip_instance(edge.label) == edge.label == _RUBRIC_INGREDIENT
        yield Statement("unrecorded", node, ingredient=edge, outside=() if is_rubric else ("flat_ingredient",))


def _keep_open_claim(source: SourceType) -> OriginClaim:
    return OriginClaim.MAY_CONTAIN_AI if source.beginning is OriginClaim.MAY_CONTAIN_AI else OriginClaim.NONE


def _find_oddities(node: Node, source: SourceType, action: Action) -> tuple[str, ...]:
    oddities = ("spelling",) if source.misspelt_admission or (source.name and not source.is_canonical) else ()
    if action.assertion in node.manifest.gathered:
        oddities = (*oddities, "gathered")  # the signer took it over from elsewhere and does not make it its own
    return oddities if action.assertion.startswith(_RUBRIC_ACTIONS) else (*oddities, "actions_v1")


# -- one node that was placed in it


def _find_in_component(node: Node, marks: Marks) -> Iterator[Statement]:
    """Find the gravest thing that a component's record states: AI anywhere in it, or AI left open."""
    inner = [*_find_on_line(node, marks, root=True)]
    ai = next((statement for statement in inner if statement.claim in AI_CLAIMS), None)
    opened = next((statement for statement in inner if statement.claim is OriginClaim.MAY_CONTAIN_AI), None)
    if ai is not None:
        kind = "generator" if ai.kind == "generator" else "component"
        yield replace(ai, kind=kind, claim=OriginClaim.CONTAINS_AI, ingredient=node.edge)
    elif opened is not None:
        yield replace(opened, kind="component", ingredient=node.edge)
    else:
        nearly = next((statement.source for statement in inner if statement.source.misspelt_admission), None)
        source = nearly or next((statement.source for statement in inner if statement.kind == "origin"), SourceType())
        yield Statement("component", node, source=source, ingredient=node.edge)
        # material without a history is no less so for lying deeper
        yield from (statement for statement in inner if statement.kind == "unrecorded" and not _has_manifest(statement))


def _has_manifest(statement: Statement) -> bool:
    return statement.ingredient is not None and bool(statement.ingredient.manifest)


# -- the whole


def _weigh(statements: list[Statement], graph: Graph) -> Iterator[Statement]:
    """Weigh each statement by the whole history: what is partly AI, what a watermark means, what is left open."""
    depth = {node.manifest.label: place for place, node in enumerate(graph.line)}
    wholly_ai = [statement.node.grade for statement in statements if statement.claim is OriginClaim.AI_GENERATED]
    begun_by_ai = [
        place
        for statement in statements
        if statement.kind == "origin"
        and statement.claim is OriginClaim.AI_GENERATED
        and (place := _depth_of(statement, depth)) >= 0
    ]
    real = [
        statement
        for statement in statements
        if statement.source.origin in _REAL and statement.kind in ("origin", "component")
    ]
    deepest = len(graph.line) - 1
    carried = any(
        statement.claim in AUTHENTICITY_CLAIMS
        and statement.node.grade is Grade.CONFIRMED
        and _depth_of(statement, depth) == deepest
        for statement in real
    )
    for given in statements:
        statement = _believe_own_word(given, statements, graph)
        at = _depth_of(statement, depth)
        if statement.claim in AUTHENTICITY_CLAIMS and statement.kind == "origin" and at >= 0:
            # above another beginning it says nothing of its own, unless the two contradict each other
            contradicts = any(below >= (0 if at == deepest else at) for below in begun_by_ai)
            claim = statement.claim if contradicts or at == deepest else OriginClaim.NONE
            yield replace(statement, claim=claim, contradicts=contradicts)
        elif statement.kind == "origin" and statement.source.origin is Origin.AI_PART:
            below = any(other.kind == "component" or _depth_of(other, depth) >= at for other in real)
            yield replace(statement, claim=OriginClaim.AI_EDITED if below else OriginClaim.CONTAINS_AI)
        elif statement.kind == "watermark" and any(grade >= statement.node.grade for grade in wholly_ai):
            yield replace(statement, claim=OriginClaim.NONE, outside=())
        elif (statement.kind == "unrecorded" or (statement.gap and statement.gap.part)) and carried and not wholly_ai:
            # something without a history that can be relied on was placed into what was recorded or drawn
            yield replace(statement, claim=OriginClaim.MAY_CONTAIN_AI)
        else:
            yield statement


def _believe_own_word(statement: Statement, statements: list[Statement], graph: Graph) -> Statement:
    """Let a known signer's earlier admission count as much as its later one, though the earlier file did not fit it.

    Whoever signs last and itself admits AI says of its own earlier record how far that went. It accuses nobody else;
    a signer is the same only where a list identifies both. Without an admission of its own the last word would be that
    of whoever put the earlier record beside other content.
    """
    below = statement.node.manifest
    holder = next((node for node in graph.line if node.manifest.label == statement.node.holder), None)
    if statement.claim is not OriginClaim.AI_GENERATED or holder is None or below.state is not RecordState.ALTERED:
        return statement
    if statement.node.grade is not Grade.UNCONFIRMED or not _have_one_known_signer(holder.manifest, below):
        return statement
    admits = any(other.claim in AI_CLAIMS and other.node == holder for other in statements)
    grade = min(holder.grade, Grade.KNOWN) if admits else statement.node.grade
    return replace(statement, node=replace(statement.node, grade=grade))


def _have_one_known_signer(one: Manifest, other: Manifest) -> bool:
    """Whether a list identifies the signers of both manifests, under one name."""
    identified = all(
        manifest.signer and (manifest.signer.trust_list or manifest.signer.known_list) for manifest in (one, other)
    )
    return identified and one.signer_name == other.signer_name


def _depth_of(statement: Statement, depth: dict[str, int]) -> int:
    """Return how far below the active manifest a statement of the line stands; -1 beside the line."""
    return depth.get(statement.node.manifest.label, -1)


def _judge_origin(graph: Graph, statements: tuple[Statement, ...]) -> Origin:
    depth = {node.manifest.label: place for place, node in enumerate(graph.line)}
    began = [
        statement
        for statement in statements
        if _depth_of(statement, depth) >= 0 and statement.kind in ("origin", "generator", "unrecorded")
    ]
    if any(statement.claim is OriginClaim.AI_GENERATED for statement in began):
        return Origin.AI
    first = graph.line[0].grade
    for statement in sorted(began, key=lambda statement: -_depth_of(statement, depth)):
        if statement.kind == "origin" and statement.source.name:
            # what a weaker manifest boasts of is not told in the name of a stronger one
            claims_authenticity = statement.source.origin in _REAL
            carries = (
                statement.claim in AUTHENTICITY_CLAIMS and statement.node.grade is first and first is not Grade.BROKEN
            )
            return statement.source.origin if carries or not claims_authenticity else Origin.UNRECORDED
        if statement.kind == "unrecorded" and statement.ingredient == find_parent(statement.node.manifest):
            return Origin.UNRECORDED
    return Origin.UNSTATED


def _judge_edits(graph: Graph, statements: tuple[Statement, ...]) -> Edits:
    """Judge the gravest thing that was done after the beginning."""
    changed = {statement.claim for statement in statements if statement.kind in _CHANGES}
    changed |= {
        statement.claim
        for statement in statements
        if statement.kind == "origin" and statement.claim is not OriginClaim.CONTAINS_AI
    }
    if OriginClaim.AI_EDITED in changed:
        return Edits.AI
    if any(statement.claim is OriginClaim.CONTAINS_AI and statement.kind != "origin" for statement in statements):
        return Edits.AI_COMPONENT
    if any(statement.claim is OriginClaim.MAY_CONTAIN_AI and statement.kind != "origin" for statement in statements):
        return Edits.POSSIBLY_AI
    actions = [
        action for node in graph.line for action in node.manifest.actions if action.name not in INCEPTION_ACTIONS
    ]
    watermarks = [statement.action for statement in statements if statement.kind == "watermark"]
    if any(action.name not in NON_EDITORIAL_ACTIONS and action not in watermarks for action in actions):
        return Edits.OTHER
    return Edits.TECHNICAL if actions else Edits.NONE
