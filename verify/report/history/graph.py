"""The history of a record in the two orders in which views show it: as a story and as a graph.

A record is itself a graph, with shared ingredients and maybe circles; both show every manifest once. The story goes
from the beginning to this file, each version followed by what else went into it. In the graph a step stands after
everything that went into it; material that has neither a record nor a name of its own is only counted where it was
used, and a way that leads over a third step is not drawn twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from verify.model import Finding, Ingredient, Layer, Manifest, OriginClaim, Record, Relation
from verify.model.history import line_of, manifests_by_label, parent_of
from verify.report import report_facts
from verify.report.history.kinds import Kind, kind_of

MOST_STEPS: Final = 300  # that are shown
_FOLDED_FROM: Final = 3  # steps beside the line that are alike
_FOLDED_LINE_FROM: Final = 5  # the same on the line to this file


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


@dataclass(frozen=True, slots=True)
class Way:
    """What leads from one step to a later one: the number of that step, and the relation as it states it."""

    to: int
    relation: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `manifest` is None for material without a record, `ingredient` for the file itself.

    `ingredient` is how the next step refers to it, `on_line` whether it leads to this file by earlier versions alone,
    and `unnamed` how much material without record and name went into it.
    """

    manifest: Manifest | None
    ingredient: Ingredient | None
    kind: Kind
    on_line: bool
    ways: tuple[Way, ...] = ()
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Fold:
    """Neighbouring steps that are alike, shown as one line: those from `first` up to, not including, `end`."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Graph:
    """All steps, the file itself last; `left_out` of them were too many to be shown."""

    steps: tuple[Step, ...] = ()
    folds: tuple[Fold, ...] = ()
    left_out: int = 0


def graph(record: Record, findings: Iterable[Finding] = ()) -> Graph:
    """The graph of a record; the findings tell what is claimed in which manifest."""
    if record.active is None:
        return Graph()
    claims = _claims(findings)
    by_label = manifests_by_label(record)
    found = list(_ordered(record.active, by_label))
    kept, left_out = _bounded(found)
    numbers = {item.key: number for number, item in enumerate(kept)}
    ways = _ways(kept, numbers)
    steps = tuple(
        Step(
            item.manifest,
            item.ingredient,
            kind_of(item.manifest, claims.get(item.key, frozenset())) if item.manifest else Kind.MATERIAL,
            item.on_line,
            tuple(ways[number]),
            sum(not _key(edge, by_label) for edge in item.edges),
        )
        for number, item in enumerate(kept)
    )
    return Graph(steps, tuple(_folds(steps)), left_out)


@dataclass(slots=True)
class _Found:
    """A step that was met, before it has a number."""

    key: str
    manifest: Manifest | None
    ingredient: Ingredient | None
    on_line: bool

    @property
    def edges(self) -> tuple[Ingredient, ...]:
        return self.manifest.ingredients if self.manifest else ()


def _claims(findings: Iterable[Finding]) -> dict[str, frozenset[OriginClaim]]:
    told: dict[str, set[OriginClaim]] = {}
    for finding in findings:
        if report_facts.layer(finding) is Layer.RECORD:
            told.setdefault(finding.where.partition("/")[0], set()).add(finding.claim)
    return {label: frozenset(claims) for label, claims in told.items()}


def _is_named(edge: Ingredient) -> bool:
    return bool(edge.title or edge.thumbnail or edge.source_type)


def _key(edge: Ingredient, by_label: Mapping[str, Manifest]) -> str:
    """What tells one step from another: the manifest, else all that is said of material without one."""
    if edge.manifest in by_label:
        return edge.manifest
    if not _is_named(edge) and edge.relation != Relation.PARENT:
        return ""
    return repr((edge.relation, edge.title, edge.media_type, edge.thumbnail, edge.source_type, edge.manifest))


def _ordered(active: Manifest, by_label: Mapping[str, Manifest]) -> Iterator[_Found]:
    """Every step after those that went into it, its earlier version first; without recursion, circles are cut."""
    begun = {active.label}
    waiting = [(_Found(active.label, active, None, on_line=True), _below(active, by_label))]
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
        parent = parent_of(holder.manifest) if holder.manifest else None
        step = _Found(key, manifest, edge, on_line=holder.on_line and edge is parent)
        waiting.append((step, _below(manifest, by_label) if manifest else iter(())))


def _below(manifest: Manifest, by_label: Mapping[str, Manifest]) -> Iterator[Ingredient]:
    """What went into a step: its earlier version, then the rest from the last to the first, as chats list them."""
    parent = parent_of(manifest)
    parents = [edge for edge in manifest.ingredients if edge is parent]
    parents += [edge for edge in manifest.ingredients if edge.relation == Relation.PARENT and edge is not parent]
    rest = [edge for edge in manifest.ingredients if edge not in parents]
    inputs = [edge for edge in rest if edge.relation == Relation.INPUT and edge.manifest in by_label]
    others = [edge for edge in rest if edge not in inputs]
    return iter((*parents, *others, *reversed(inputs)))


def _bounded(found: list[_Found]) -> tuple[list[_Found], int]:
    """At most so many steps as can be shown: the way to this file goes before what hangs beside it."""
    if len(found) <= MOST_STEPS:
        return found, 0
    line = [item for item in found if item.on_line][-MOST_STEPS:]
    beside = [item for item in found if not item.on_line][: MOST_STEPS - len(line)]
    kept = {id(item) for item in (*line, *beside)}
    return [item for item in found if id(item) in kept], len(found) - len(kept)


def _ways(kept: list[_Found], numbers: Mapping[str, int]) -> list[list[Way]]:
    """For each step the later ones that it went into. An input that also came by way of another one is left out."""
    by_label = {item.key: item.manifest for item in kept if item.manifest}
    ways: list[list[Way]] = [[] for _ in kept]
    reached = [0] * len(kept)  # bit n: step n leads here
    for number, item in enumerate(kept):
        sources: dict[int, str] = {}
        for edge in item.edges:
            source = numbers.get(_key(edge, by_label))
            if source is not None and source < number:
                sources.setdefault(source, edge.relation)
        for source in sorted(sources, reverse=True):
            if sources[source] != Relation.INPUT or not reached[number] >> source & 1:
                ways[source].append(Way(number, sources[source]))
            reached[number] |= reached[source] | 1 << source
    return ways


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
    """Whether the step's own record fails, or the step that used it says so."""
    return bool(step.manifest and step.manifest.state.value in ("altered", "bad_signature", "revoked"))
