"""From a record to findings: what it tells, each claim as strong as the weakest manifest on the way to it.

Only a confirmed way lets a capture or a person's work carry. An unconfirmed one leaves the admissions of AI, a broken
one leaves them as mere statements. A record without its file carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.manifest import ai_mentions
from verify.inspection.c2pa.manifest.graph import Grade, Graph, trace
from verify.inspection.c2pa.manifest.regions import find_regions
from verify.inspection.c2pa.manifest.within_bounds import keep_within
from verify.inspection.c2pa.state_findings import state_findings
from verify.inspection.c2pa.statements import Telling, told
from verify.inspection.c2pa.validation.ingredient_trust import BREAKING, BREAKING_SIGNATURE
from verify.inspection.metadata import fingerprints
from verify.model import (
    AI_CLAIMS,
    AUTHENTICITY_CLAIMS,
    Finding,
    Manifest,
    Options,
    OriginClaim,
    Record,
    RecordState,
    Strength,
    limits,
)
from verify.model.history import manifests_by_label
from verify.model.validation_codes import fault

READER: Final = "c2pa"

_ALIKE: Final = 12  # findings of one kind; a history may hold hundreds
_REGIONS: Final = 24  # as many as are drawn on one picture
_STRENGTHS: Final = {
    Grade.CONFIRMED: Strength.CONFIRMED,
    Grade.UNCONFIRMED: Strength.UNCONFIRMED,
    Grade.BROKEN: Strength.STATED,
}
_CODES: Final = {
    "origin": "record.origin",
    "edit": "record.edit",
    "component": "record.component",
    "input": "record.input",
    "generator": "record.generator",
    "watermark": "record.watermarked",
    "unrecorded": "record.unknown_provenance",
    "gap": "record.incomplete",
}
_STATES: Final = frozenset({*(f"record.{state.value}" for state in RecordState), "record.interim"})
_MINDED: Final = frozenset({"record.incomplete", "record.ai_mentioned", "record.ingredient_broken", "record.wrapped"})


def findings(record: Record, table: fingerprints.FingerprintTable, options: Options) -> tuple[Finding, ...]:
    """Every finding of the record layer: first its state, then what it tells, then what to mind about it."""
    graph = trace(record)
    tellings = told(record, lambda manifest: fingerprints.match_manifest(manifest, table), graph)
    found = _every(record, options, graph, tellings, spoiled=_spoils(tellings))
    if len(found) > limits.FINDINGS_PER_READER:
        # told incompletely: nothing is boasted of, and claims stay before all else
        number = limits.FINDINGS_PER_READER
        cut = Finding("record.incomplete", READER, facts=(("what", "findings_cut"), ("number", str(number))))
        found = keep_within([cut, *_every(record, options, graph, tellings, spoiled=True)], number, _weight)
    return tuple(found)


def _every(
    record: Record, options: Options, graph: Graph, tellings: tuple[Telling, ...], *, spoiled: bool
) -> list[Finding]:
    found = [
        *state_findings(record, options),
        *_bounded(_told_findings(tellings, carries=not _is_of_nothing(record), spoiled=spoiled)),
        *_bounded(find_regions(graph), _REGIONS),
        *_bounded(_outside(tellings)),
        *_bounded(_to_mind(record, graph)),
        *_bounded(_mentions(graph, tellings)),
    ]
    return list(dict.fromkeys(found))


def _is_of_nothing(record: Record) -> bool:
    """Whether the record is of no content that is here: one without its file, or one beside a file of other bytes."""
    return record.location == "alone" or (record.location == "sidecar" and record.state is RecordState.ALTERED)


def _spoils(tellings: tuple[Telling, ...]) -> bool:
    """Whether no boast carries: something in the history is AI, leaves it open or nearly says so, or is not there."""
    return any(
        item.kind == "gap"
        or item.claim in AI_CLAIMS
        or item.claim is OriginClaim.MAY_CONTAIN_AI
        or bool(item.source.nearly)
        for item in tellings
        if item.kind != "input"
    )


def _weight(finding: Finding) -> int:
    """What is kept where there are too many: the state, a beginning in AI_CLAIMS, other claims, what is missing."""
    if finding.code in _STATES or finding.facts[:1] == (("what", "findings_cut"),):
        return 0
    if finding.claim in AI_CLAIMS:
        begun = finding.claim is OriginClaim.AI_GENERATED
        return 1 if begun else 2 if finding.strength is Strength.CONFIRMED else 3
    if finding.claim is not OriginClaim.NONE:
        return 4
    return 5 if finding.code in _MINDED else 6


def _told_findings(tellings: tuple[Telling, ...], *, carries: bool, spoiled: bool) -> Iterator[Finding]:
    fed: set[tuple[tuple[str, str], ...]] = set()
    for item in tellings:
        if item.kind in ("component", "input") and item.claim is OriginClaim.NONE and not item.source.name:
            continue
        if item.kind == "input":
            if _facts(item) in fed:
                continue  # the turns of one chat, dozens of them and all alike
            fed.add(_facts(item))
        claim, strength = _carried(item, spoiled=spoiled) if carries else (OriginClaim.NONE, Strength.HINT)
        yield Finding(_CODES[item.kind], READER, claim, strength, _where(item), _facts(item))


def _carried(item: Telling, *, spoiled: bool) -> tuple[OriginClaim, Strength]:
    """The claim that is left of a telling at its node, and how strong it is."""
    grade, claim = item.node.grade, item.claim
    if claim in AI_CLAIMS:
        return claim, _STRENGTHS[grade]
    if grade is Grade.BROKEN:
        return OriginClaim.NONE, Strength.HINT
    if claim is OriginClaim.MAY_CONTAIN_AI:
        return claim, _STRENGTHS[grade]
    if claim not in AUTHENTICITY_CLAIMS:
        return OriginClaim.NONE, _STRENGTHS[grade] if item.kind == "origin" else Strength.HINT
    if grade is not Grade.CONFIRMED:
        return OriginClaim.NONE, Strength.HINT
    return OriginClaim.NONE if spoiled and not item.contradicts else claim, Strength.CONFIRMED


def _facts(item: Telling) -> tuple[tuple[str, str], ...]:
    manifest, action, edge = item.node.manifest, item.action, item.ingredient
    signer = manifest.signer_name
    title = (edge.title if edge else "") or manifest.title
    agent = action.software_agent if action else ""
    relation = item.node.edge.relation if item.node.edge else ""
    kind = item.source.name
    gap = item.gap
    by_kind = {
        "origin": (
            ("source_type", kind),
            ("signer", signer),
            ("generator", manifest.claim_generator),
            ("agent", agent),
            ("relation", relation),
            ("title", title),
        ),
        "edit": (
            ("action", action.name if action else ""),
            ("source_type", kind),
            ("signer", signer),
            ("agent", agent),
            ("description", action.description if action else ""),
        ),
        "component": (("source_type", kind), ("signer", signer), ("title", title)),
        "input": (("source_type", kind), ("signer", signer), ("title", title)),
        "generator": (("fingerprint", item.fingerprint), ("generator", item.generator), ("signer", signer)),
        "watermark": (("description", action.description if action else ""), ("agent", agent)),
        "unrecorded": (("title", title),),
        "gap": (
            ("what", gap.what if gap else ""),
            ("title", gap.title if gap else ""),
            ("relation", edge.relation if edge else ""),
            ("number", str(gap.number) if gap and gap.number else ""),
        ),
    }
    return by_kind[item.kind]


def _where(item: Telling) -> str:
    """The assertion in its manifest."""
    place = item.action.assertion if item.action else item.ingredient.label if item.ingredient else ""
    return f"{item.node.manifest.label}/{place}" if place else item.node.manifest.label


def _outside(tellings: tuple[Telling, ...]) -> Iterator[Finding]:
    """What the official signals leave unsaid, each thing once."""
    for what, value in dict.fromkeys((what, _value(what, item)) for item in tellings for what in item.outside):
        yield Finding("record.outside_signals", READER, facts=(("what", what), ("value", value)))


def _value(what: str, item: Telling) -> str:
    match what:
        case "spelling":
            return item.source.written
        case "actions_v1":
            return item.action.assertion if item.action else ""
        case "gathered":
            return item.action.assertion if item.action else ""
        case "flat_ingredient":
            return item.ingredient.title if item.ingredient else ""
        case _:
            return item.source.name


def _to_mind(record: Record, graph: Graph) -> Iterator[Finding]:
    active = record.active
    if active is None:
        return
    yield from _wrappers(graph)
    yield from _broken_ingredients(record, graph)
    for node in (*graph.line, *graph.components):
        if node.grade is Grade.CONFIRMED:
            yield from _forbidden(node.manifest)
    if active.product and record.state is RecordState.TRUSTED:
        facts = (("product", active.product), ("signer", active.signer_name), ("level", str(active.assurance_level)))
        yield Finding("record.conforming", READER, facts=facts)
    if "ambiguousActions" in active.transformation:
        yield Finding("record.ambiguous", READER, facts=(("signer", active.signer_name),))


def _mentions(graph: Graph, tellings: tuple[Telling, ...]) -> Iterator[Finding]:
    """Steps that speak of AI where no source type of the whole history does; beside a stated one they add nothing."""
    if any(item.claim in AI_CLAIMS for item in tellings):
        return
    for node in (*graph.line, *graph.components):
        for said in ai_mentions.find_mentions(node.manifest):
            facts = (
                ("action", said.action),
                ("description", said.description),
                ("agent", said.agent),
                ("signer", node.manifest.signer_name),
            )
            yield Finding("record.ai_mentioned", READER, where=node.manifest.label, facts=facts)


def _wrappers(graph: Graph) -> Iterator[Finding]:
    """Where a trusted record lies under somebody else's: that this file was made from it is the holder's word."""
    for holder, below in zip(graph.line, graph.line[1:], strict=False):
        if below.manifest.state is not RecordState.TRUSTED:
            continue
        if below.grade is not Grade.CONFIRMED or holder.manifest.signer_name != below.manifest.signer_name:
            facts = (("signer", holder.manifest.signer_name), ("ingredient_signer", below.manifest.signer_name))
            yield Finding("record.wrapped", READER, where=below.manifest.label, facts=facts)


def _broken_ingredients(record: Record, graph: Graph) -> Iterator[Finding]:
    """Every part or earlier version whose record fails, once; where that is only recorded, with who recorded it."""
    by_label = manifests_by_label(record)
    nodes = (*graph.line, *graph.components, *graph.inputs)
    confirmed = {node.manifest.label for node in nodes if node.grade is Grade.CONFIRMED}
    seen: set[str] = set()
    for holder in record.manifests:
        for edge in holder.ingredients:
            codes = [code for code in edge.codes if fault(code) in BREAKING]
            name = edge.manifest or f"{holder.label}/{edge.label}"
            if codes and name not in seen:
                seen.add(name)
                below = by_label.get(edge.manifest)
                recorders = [by_label[label] for label in edge.recorded_by if label in by_label]
                # the surest of them speaks; where none is sure, nobody may be discredited by it
                sure = [one for one in recorders if one.label in confirmed]
                facts = (
                    ("title", edge.title or (below.title if below else "")),
                    ("signer", below.signer_name if below else ""),
                    ("codes", ", ".join(codes)),
                    *(_recorded((sure or recorders)[0], below, known=bool(sure)) if recorders else ()),
                )
                yield Finding("record.ingredient_broken", READER, where=name, facts=facts)


def _recorded(recorder: Manifest, below: Manifest | None, *, known: bool) -> Iterator[tuple[str, str]]:
    yield "recorder", recorder.signer_name
    yield "recorder_confirmed", "yes" if known else "no"
    if below is not None and not any(fault(code) in BREAKING_SIGNATURE for code in below.codes):
        yield "signature", "fits"


def _forbidden(manifest: Manifest) -> Iterator[Finding]:
    signals = [name for name in manifest.inception if name in manifest.disallowed]
    if signals:
        facts = (("product", manifest.product), ("signer", manifest.signer_name), ("signals", ", ".join(signals)))
        yield Finding("record.disallowed", READER, strength=Strength.CONFIRMED, where=manifest.label, facts=facts)


def _bounded(found: Iterator[Finding], most: int = _ALIKE) -> Iterator[Finding]:
    """At most so many findings of one code and strength that claim nothing or leave AI open; other claims are kept."""
    counts: dict[tuple[str, Strength], int] = {}
    for item in found:
        key = item.code, item.strength
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= most or item.claim in AI_CLAIMS or item.claim in AUTHENTICITY_CLAIMS:
            yield item
