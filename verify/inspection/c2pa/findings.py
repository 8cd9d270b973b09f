"""From a record to findings: what it tells, each claim as strong as the weakest manifest on the way to it.

Only a confirmed way lets a capture or a person's work carry. An unconfirmed one leaves the admissions of AI, a broken
one leaves them as mere statements. A record without its file carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.manifest import ai_mentions
from verify.inspection.c2pa.manifest.graph import Grade, Graph, grade_of, trace
from verify.inspection.c2pa.manifest.regions import find_regions
from verify.inspection.c2pa.manifest.within_bounds import keep_within
from verify.inspection.c2pa.state_findings import find_state_findings
from verify.inspection.c2pa.statements import Statement, find_statements
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
from verify.model.history import index_manifests
from verify.model.vocabularies.validation_codes import find_fault

READER: Final = "c2pa"

_ALIKE: Final = 12  # findings of one kind; a history may hold hundreds
_REGIONS: Final = 24  # as many as are drawn on one picture
_STRENGTHS: Final = {
    Grade.CONFIRMED: Strength.CONFIRMED,
    Grade.KNOWN: Strength.KNOWN,
    Grade.UNCONFIRMED: Strength.UNCONFIRMED,
    Grade.BROKEN: Strength.STATED,
}
_CODES: Final = {
    "origin": "record.origin",
    "edit": "record.edit",
    "component": "record.component",
    "input": "record.input",
    "generator": "record.generator",
    "disclosure": "record.ai_disclosed",
    "watermark": "record.watermarked",
    "unrecorded": "record.unknown_provenance",
    "gap": "record.incomplete",
}
_STATES: Final = frozenset({*(f"record.{state.value}" for state in RecordState), "record.interim"})
_MINDED: Final = frozenset({"record.incomplete", "record.ai_mentioned", "record.ingredient_broken", "record.wrapped"})


def find_findings(record: Record, table: fingerprints.FingerprintTable, options: Options) -> tuple[Finding, ...]:
    """Find everything to report of a record: first its state, then what it states, then what to mind about it."""
    graph = trace(record)
    statements = find_statements(record, lambda manifest: fingerprints.match_manifest(manifest, table), graph)
    findings = _collect(record, options, graph, statements, spoiled=_leaves_ai_open(statements))
    if len(findings) > limits.FINDINGS_PER_READER:
        # told incompletely: nothing is boasted of, and claims stay before all else
        number = limits.FINDINGS_PER_READER
        cut = Finding("record.incomplete", READER, facts=(("what", "findings_cut"), ("number", str(number))))
        findings = keep_within([cut, *_collect(record, options, graph, statements, spoiled=True)], number, _weigh)
    return tuple(findings)


def _collect(
    record: Record, options: Options, graph: Graph, statements: tuple[Statement, ...], *, spoiled: bool
) -> list[Finding]:
    findings = [
        *find_state_findings(record, options),
        *_bound(_find_stated(statements, carries=not _lacks_content(record), spoiled=spoiled)),
        *_bound(find_regions(graph), _REGIONS),
        *_bound(_find_outside_signals(statements)),
        *_bound(_find_warnings(record, graph)),
        *_bound(_find_mentions(graph, statements)),
    ]
    return list(dict.fromkeys(findings))


def _lacks_content(record: Record) -> bool:
    """Whether the record is of no content that is here: one without its file, or one beside a file of other bytes."""
    return record.is_alone or (record.location == "sidecar" and record.state is RecordState.ALTERED)


def _leaves_ai_open(statements: tuple[Statement, ...]) -> bool:
    """Whether something in the history is AI, leaves AI open, nearly says so or is missing: then no capture carries."""
    return any(
        statement.kind == "gap"
        or statement.claim in AI_CLAIMS
        or statement.claim is OriginClaim.MAY_CONTAIN_AI
        or bool(statement.source.misspelt_admission)
        for statement in statements
        if statement.kind != "input"
    )


def _weigh(finding: Finding) -> int:
    """Weigh a finding for where there are too many: the state, a beginning in AI, other claims, what is missing."""
    if finding.code in _STATES or finding.facts[:1] == (("what", "findings_cut"),):
        return 0
    if finding.claim in AI_CLAIMS:
        begun = finding.claim is OriginClaim.AI_GENERATED
        return 1 if begun else 2 if finding.strength is Strength.CONFIRMED else 3
    if finding.claim is not OriginClaim.NONE:
        return 4
    return 5 if finding.code in _MINDED else 6


def _find_stated(statements: tuple[Statement, ...], *, carries: bool, spoiled: bool) -> Iterator[Finding]:
    fed: set[tuple[tuple[str, str], ...]] = set()
    for statement in statements:
        if (
            statement.kind in ("component", "input")
            and statement.claim is OriginClaim.NONE
            and not statement.source.name
        ):
            continue
        if statement.kind == "input":
            if _list_facts(statement) in fed:
                continue  # the turns of one chat, dozens of them and all alike
            fed.add(_list_facts(statement))
        claim, strength = _weaken_claim(statement, spoiled=spoiled) if carries else (OriginClaim.NONE, Strength.HINT)
        yield Finding(_CODES[statement.kind], READER, claim, strength, _locate(statement), _list_facts(statement))


def _weaken_claim(statement: Statement, *, spoiled: bool) -> tuple[OriginClaim, Strength]:
    """Weaken the claim of a statement to what the grade of its node lets it carry, and say how strong it is."""
    grade, claim = statement.node.grade, statement.claim
    if claim in AI_CLAIMS:
        return claim, _STRENGTHS[grade]
    if grade is Grade.BROKEN:
        return OriginClaim.NONE, Strength.HINT
    if claim is OriginClaim.MAY_CONTAIN_AI:
        return claim, _STRENGTHS[grade]
    if claim not in AUTHENTICITY_CLAIMS:
        return OriginClaim.NONE, _STRENGTHS[grade] if statement.kind == "origin" else Strength.HINT
    if grade is not Grade.CONFIRMED:
        return OriginClaim.NONE, Strength.HINT
    return OriginClaim.NONE if spoiled and not statement.contradicts else claim, Strength.CONFIRMED


def _list_facts(statement: Statement) -> tuple[tuple[str, str], ...]:
    manifest, action, edge = statement.node.manifest, statement.action, statement.ingredient
    signer = manifest.signer_name
    title = (edge.title if edge else "") or manifest.title
    agent = action.software_agent if action else ""
    relation = statement.node.edge.relation if statement.node.edge else ""
    kind = statement.source.name
    gap = statement.gap
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
        "generator": (("fingerprint", statement.fingerprint), ("generator", statement.generator), ("signer", signer)),
        "disclosure": (("fingerprint", statement.fingerprint), ("signer", signer)),
        "watermark": (("description", action.description if action else ""), ("agent", agent)),
        "unrecorded": (("title", title),),
        "gap": (
            ("what", gap.what if gap else ""),
            ("title", gap.title if gap else ""),
            ("relation", edge.relation if edge else ""),
            ("number", str(gap.number) if gap and gap.number else ""),
        ),
    }
    return by_kind[statement.kind]


def _locate(statement: Statement) -> str:
    """Name the assertion in its manifest."""
    place = (
        statement.action.assertion if statement.action else statement.ingredient.label if statement.ingredient else ""
    )
    return f"{statement.node.manifest.label}/{place}" if place else statement.node.manifest.label


def _find_outside_signals(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Find what the official signals leave unsaid, each thing once."""
    for what, value in dict.fromkeys(
        (what, _find_value(what, statement)) for statement in statements for what in statement.outside
    ):
        yield Finding("record.outside_signals", READER, facts=(("what", what), ("value", value)))


def _find_value(what: str, statement: Statement) -> str:
    match what:
        case "spelling":
            return statement.source.written
        case "actions_v1":
            return statement.action.assertion if statement.action else ""
        case "gathered":
            return statement.action.assertion if statement.action else ""
        case "flat_ingredient":
            return statement.ingredient.title if statement.ingredient else ""
        case _:
            return statement.source.name


def _find_warnings(record: Record, graph: Graph) -> Iterator[Finding]:
    active = record.active
    if active is None:
        return
    yield from _find_wrappers(graph)
    yield from _find_broken_ingredients(record, graph)
    for node in (*graph.line, *graph.components):
        if node.grade is Grade.CONFIRMED:
            yield from _find_disallowed(node.manifest)
    if active.product and record.state is RecordState.TRUSTED:
        facts = (("product", active.product), ("signer", active.signer_name), ("level", str(active.assurance_level)))
        yield Finding("record.conforming", READER, facts=facts)
    if "ambiguousActions" in active.transformation:
        yield Finding("record.ambiguous", READER, facts=(("signer", active.signer_name),))


def _find_mentions(graph: Graph, statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Find steps that speak of AI where no source type of the history does; beside a stated one they add nothing."""
    if any(statement.claim in AI_CLAIMS for statement in statements):
        return
    for node in (*graph.line, *graph.components):
        for mention in ai_mentions.find_mentions(node.manifest):
            facts = (
                ("action", mention.action),
                ("description", mention.description),
                ("agent", mention.agent),
                ("signer", node.manifest.signer_name),
            )
            yield Finding("record.ai_mentioned", READER, where=node.manifest.label, facts=facts)


def _find_wrappers(graph: Graph) -> Iterator[Finding]:
    """Find records of listed signers under somebody else's: that this file was made from them is the holder's word."""
    for holder, below in zip(graph.line, graph.line[1:], strict=False):
        own = grade_of(below.manifest, active=False)
        if own not in (Grade.CONFIRMED, Grade.KNOWN):
            continue
        if below.grade is not own or holder.manifest.signer_name != below.manifest.signer_name:
            facts = (("signer", holder.manifest.signer_name), ("ingredient_signer", below.manifest.signer_name))
            yield Finding("record.wrapped", READER, where=below.manifest.label, facts=facts)


def _find_broken_ingredients(record: Record, graph: Graph) -> Iterator[Finding]:
    """Find every part or earlier version whose record fails, once, and who recorded it where that is only recorded."""
    by_label = index_manifests(record)
    nodes = (*graph.line, *graph.components, *graph.inputs)
    confirmed = {node.manifest.label for node in nodes if node.grade is Grade.CONFIRMED}
    names: set[str] = set()
    for holder in record.manifests:
        for edge in holder.ingredients:
            codes = [code for code in edge.codes if find_fault(code) in BREAKING]
            name = edge.manifest or f"{holder.label}/{edge.label}"
            if codes and name not in names:
                names.add(name)
                below = by_label.get(edge.manifest)
                recorders = [by_label[label] for label in edge.recorded_by if label in by_label]
                # the surest of them speaks; where none is sure, nobody may be discredited by it
                sure = [recorder for recorder in recorders if recorder.label in confirmed]
                facts = (
                    ("title", edge.title or (below.title if below else "")),
                    ("signer", below.signer_name if below else ""),
                    ("codes", ", ".join(codes)),
                    *(_name_recorder((sure or recorders)[0], below, is_known=bool(sure)) if recorders else ()),
                )
                yield Finding("record.ingredient_broken", READER, where=name, facts=facts)


def _name_recorder(recorder: Manifest, below: Manifest | None, *, is_known: bool) -> Iterator[tuple[str, str]]:
    yield "recorder", recorder.signer_name
    yield "recorder_confirmed", "yes" if is_known else "no"
    if below is not None and not any(find_fault(code) in BREAKING_SIGNATURE for code in below.codes):
        yield "signature", "fits"


def _find_disallowed(manifest: Manifest) -> Iterator[Finding]:
    signals = [name for name in manifest.inception if name in manifest.disallowed]
    if signals:
        facts = (("product", manifest.product), ("signer", manifest.signer_name), ("signals", ", ".join(signals)))
        yield Finding("record.disallowed", READER, strength=Strength.CONFIRMED, where=manifest.label, facts=facts)


def _bound(findings: Iterator[Finding], most: int = _ALIKE) -> Iterator[Finding]:
    """Keep `most` findings of one code and strength that claim nothing or leave AI open, and all other claims."""
    counts: dict[tuple[str, Strength], int] = {}
    for finding in findings:
        key = finding.code, finding.strength
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= most or finding.claim in AI_CLAIMS or finding.claim in AUTHENTICITY_CLAIMS:
            yield finding
