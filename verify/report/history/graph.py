"""The history of a record in the two orders in which views show it: as a story and as a graph.

A record is itself a graph, with shared ingredients and maybe circles; both show every manifest once. The story goes
from the beginning to this file, each version followed by what else went into it. In the graph a step stands after
everything that went into it; material that has neither a record nor a name of its own is only counted where it was
used, and an edge that leads over a third step is not drawn twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verify.model import Finding, Ingredient, Layer, Manifest, OriginClaim, Record, RecordState, Relation
from verify.model.history import find_parent, index_manifests, walk_line
from verify.report import report_facts
from verify.report.history.kinds import Kind, kind_of

MOST_STEPS: Final = 300  # that are shown
_FOLDED_FROM: Final = 3  # steps beside the line that are alike
_FOLDED_LINE_FROM: Final = 5  # the same on the line to this file
_BROKEN: Final = frozenset((RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED))


class StoryStep(Struct, frozen=True):
    """One step of the story. `ingredient` is how the next step refers to it; None for the file itself.

    `manifest` is None where the ingredient has no record of its own. `depth` is 0 on the line from the beginning
    to this file and grows with what was added to a step. `is_repeated` where the manifest came before. `times` is how
    many steps that are alike it stands for.
    """

    manifest: Manifest | None
    ingredient: Ingredient | None
    depth: int = 0
    is_repeated: bool = False
    times: int = 1


def story(record: Record) -> tuple[StoryStep, ...]:
    """Order the line of parents from the beginning to this file, each followed by its other ingredients."""
    by_label = index_manifests(record)
    line = [StoryStep(passed.manifest, passed.ingredient) for passed in walk_line(record, by_label)]
    seen = {step.manifest.label for step in line if step.manifest}
    steps: list[StoryStep] = []
    parent = None
    for step in reversed(line):
        steps.append(step)
        if step.manifest:
            steps.extend(_branches(step.manifest, parent, by_label, seen))
        parent = step.ingredient
    return tuple(steps)


def _branches(
    manifest: Manifest, parent: Ingredient | None, by_label: dict[str, Manifest], seen: set[str]
) -> Iterator[StoryStep]:
    """Yield the ingredients of a step beside its parent, each followed by its own; without recursion."""
    waiting = [(ingredient, 1) for ingredient in reversed(manifest.ingredients) if ingredient is not parent]
    while waiting:
        ingredient, depth = waiting.pop()
        below = by_label.get(ingredient.manifest)
        known = below is not None and below.label in seen
        yield StoryStep(below, ingredient, depth, known)
        if below and not known:
            seen.add(below.label)
            waiting.extend((ingredient, depth + 1) for ingredient in reversed(below.ingredients))


def fold_story(steps: tuple[StoryStep, ...]) -> tuple[StoryStep, ...]:
    """Tell steps beside the line that are alike once, with their number: a chat holds the same turn dozens of times."""
    alike = Counter(key for step in steps if (key := _story_key(step)))
    folded: list[StoryStep] = []
    keys: set[object] = set()
    for step in steps:
        key = _story_key(step)
        times = alike[key] if key is not None else 1
        is_fold = times >= _FOLDED_FROM
        if is_fold and key in keys:
            continue
        keys.add(key)
        deepest = folded[-1].depth + 1 if folded else step.depth
        folded.append(replace(step, depth=min(step.depth, deepest), times=times if is_fold else 1))
    return tuple(folded)


def _story_key(step: StoryStep) -> tuple[object, ...] | None:
    """Return what a step must share with others to be told with them; None where it is always told by itself."""
    edge, manifest = step.ingredient, step.manifest
    if step.depth == 0 or edge is None or (manifest and manifest.state in _BROKEN):
        return None
    if manifest is None:
        return (edge.relation, edge.title, edge.source_type, edge.thumbnail)
    return (
        *(edge.relation, step.is_repeated, manifest.state, manifest.is_known, manifest.signer_name, manifest.title),
        *(manifest.inception, manifest.transformation),
        *((action.name, action.source_type, action.software_agent) for action in manifest.actions),
    )


class Edge(Struct, frozen=True):
    """An edge from one step to a later one: the number of the later step, and the relation that it states."""

    to: int
    relation: str


class Step(Struct, frozen=True):
    """One step of the graph. `manifest` is None for material without a record, `ingredient` for the file itself.

    `ingredient` is how the next step refers to it, `on_line` whether it leads to this file by earlier versions alone,
    and `unnamed` how much material without record and name went into it.
    """

    manifest: Manifest | None
    ingredient: Ingredient | None
    kind: Kind
    on_line: bool
    edges: tuple[Edge, ...] = ()
    unnamed: int = 0


class Fold(Struct, frozen=True):
    """Neighbouring steps that are alike, shown as one line: those from `first` up to, not including, `end`."""

    first: int
    end: int


class Graph(Struct, frozen=True):
    """All steps, the file itself last; `left_out` of them were too many to be shown."""

    steps: tuple[Step, ...] = ()
    folds: tuple[Fold, ...] = ()
    left_out: int = 0


def graph(record: Record, findings: Iterable[Finding] = ()) -> Graph:
    """Lay out the graph of a record; the findings say which origin is claimed in which manifest."""
    if record.active is None:
        return Graph()
    claims = _claims(findings)
    by_label = index_manifests(record)
    met = list(_ordered(record.active, by_label))
    nodes, left_out = _bounded(met)
    numbers = {node.key: number for number, node in enumerate(nodes)}
    edges = _edges(nodes, numbers)
    steps = tuple(
        Step(
            node.manifest,
            node.ingredient,
            kind_of(node.manifest, claims.get(node.key, frozenset())) if node.manifest else Kind.MATERIAL,
            node.on_line,
            tuple(edges[number]),
            sum(not _key(edge, by_label) for edge in node.ingredients),
        )
        for number, node in enumerate(nodes)
    )
    return Graph(steps, tuple(_folds(steps)), left_out)


class _UnnumberedStep(Struct):
    """A step that was met, before it has a number."""

    key: str
    manifest: Manifest | None
    ingredient: Ingredient | None
    on_line: bool

    @property
    def ingredients(self) -> tuple[Ingredient, ...]:
        return self.manifest.ingredients if self.manifest else ()


def _claims(findings: Iterable[Finding]) -> dict[str, frozenset[OriginClaim]]:
    by_label: dict[str, set[OriginClaim]] = {}
    for finding in findings:
        if report_facts.layer(finding) is Layer.RECORD:
            by_label.setdefault(finding.where.partition("/")[0], set()).add(finding.claim)
    return {label: frozenset(claims) for label, claims in by_label.items()}


def _is_named(edge: Ingredient) -> bool:
    return bool(edge.title or edge.thumbnail or edge.source_type)


def _key(edge: Ingredient, by_label: Mapping[str, Manifest]) -> str:
    """Return what tells one step from another: the manifest's label, else all that an ingredient states."""
    if edge.manifest in by_label:
        return edge.manifest
    if not _is_named(edge) and edge.relation != Relation.PARENT:
        return ""
    return repr((edge.relation, edge.title, edge.media_type, edge.thumbnail, edge.source_type, edge.manifest))


def _ordered(active: Manifest, by_label: Mapping[str, Manifest]) -> Iterator[_UnnumberedStep]:
    """Yield every step after its ingredients, its earlier version first; without recursion, circles are cut."""
    begun = {active.label}
    waiting = [(_UnnumberedStep(active.label, active, None, on_line=True), _below(active, by_label))]
    while waiting:
        holder, below = waiting[-1]
        edge = next(below, None)
        if edge is None:
            waiting.pop()
            yield holder
            continue
        key = _key(edge, by_label)
        if not key or key in begun:
            continue
        begun.add(key)
        manifest = by_label.get(edge.manifest)
        parent = find_parent(holder.manifest) if holder.manifest else None
        step = _UnnumberedStep(key, manifest, edge, on_line=holder.on_line and edge is parent)
        waiting.append((step, _below(manifest, by_label) if manifest else iter(())))


def _below(manifest: Manifest, by_label: Mapping[str, Manifest]) -> Iterator[Ingredient]:
    """What went into a step: its earlier version, then the rest from the last to the first, as chats list them."""
    parent = find_parent(manifest)
    parents = [edge for edge in manifest.ingredients if edge is parent]
    parents += [edge for edge in manifest.ingredients if edge.relation == Relation.PARENT and edge is not parent]
    rest = [edge for edge in manifest.ingredients if edge not in parents]
    inputs = [edge for edge in rest if edge.relation == Relation.INPUT and edge.manifest in by_label]
    others = [edge for edge in rest if edge not in inputs]
    return iter((*parents, *others, *reversed(inputs)))


def _bounded(met: list[_UnnumberedStep]) -> tuple[list[_UnnumberedStep], int]:
    """Keep at most MOST_STEPS steps: those on the line to this file go before those beside it."""
    if len(met) <= MOST_STEPS:
        return met, 0
    line = [node for node in met if node.on_line][-MOST_STEPS:]
    beside = [node for node in met if not node.on_line][: MOST_STEPS - len(line)]
    identities = {id(node) for node in (*line, *beside)}
    return [node for node in met if id(node) in identities], len(met) - len(identities)


def _edges(nodes: list[_UnnumberedStep], numbers: Mapping[str, int]) -> list[list[Edge]]:
    """Find for each step the later ones that it went into. An input that also came through another one is left out."""
    by_label = {node.key: node.manifest for node in nodes if node.manifest}
    edges: list[list[Edge]] = [[] for _ in nodes]
    reached = [0] * len(nodes)  # bit n: step n leads here
    for number, node in enumerate(nodes):
        sources: dict[int, str] = {}
        for edge in node.ingredients:
            source = numbers.get(_key(edge, by_label))
            if source is not None and source < number:
                sources.setdefault(source, edge.relation)
        for source in sorted(sources, reverse=True):
            if sources[source] != Relation.INPUT or not reached[number] >> source & 1:
                edges[source].append(Edge(number, sources[source]))
            reached[number] |= reached[source] | 1 << source
    return edges


def _folds(steps: tuple[Step, ...]) -> Iterator[Fold]:
    first = 0
    for number in range(1, len(steps) + 1):
        if number < len(steps) and _alike(steps[first], steps[number]):
            continue
        least = _FOLDED_LINE_FROM if steps[first].on_line else _FOLDED_FROM
        if number - first >= least:
            yield Fold(first, number)
        first = number


def _alike(one: Step, other: Step) -> bool:
    """Whether two steps may stand in one line: nothing that a person should see may differ, and nothing be broken."""
    return _likeness(one) == _likeness(other) and one.ingredient is not None and not is_broken(one)


def _likeness(step: Step) -> tuple[object, ...]:
    signer = step.manifest.signer_name if step.manifest else ""
    relation = step.ingredient.relation if step.ingredient else "this file"
    return (step.kind, step.on_line, relation, step.manifest.state if step.manifest else None, signer)


def is_broken(step: Step) -> bool:
    """Whether the step's manifest fails: altered, badly signed or revoked."""
    return bool(step.manifest and step.manifest.state in _BROKEN)
