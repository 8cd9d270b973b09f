"""The words of the history's graph: what kind of step, who signed it, its own state, and how it leads on."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from verify.model import SIGNS, Manifest, Record, RecordState, Report, Standing
from verify.report.history.graph import Step, graph
from verify.report.history.kinds import Kind
from verify.report.words.cards.history import ingredient_words, node_words, steps_words
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.types import Badge, StepWords
from verify.report.words.untrusted import plain

# what these kinds say is the same whether or not the step's own record is confirmed
_PLAINLY: Final = frozenset((Kind.MATERIAL, Kind.UNSTATED, Kind.TECHNICAL))

_SHAPES: Final[dict[RecordState, str]] = {
    RecordState.TRUSTED: "◆",
    RecordState.UNTRUSTED: "◇",
    RecordState.EXPIRED: "◇",
    RecordState.MALFORMED: "◇",
    RecordState.ALTERED: "✕",
    RecordState.BAD_SIGNATURE: "✕",
    RecordState.REVOKED: "✕",
}

_DESCRIPTIONS: Final = 4
_STEPS_OF_A_LINE: Final = 5
_DESCRIPTION_CHARACTERS: Final = 120


def step_words(translator: Translator, step: Step, record: Record) -> StepWords:
    """Describe one step of the graph."""
    if step.manifest is None:
        flat = ingredient_words(translator, step.ingredient) if step.ingredient else None
        return StepWords(
            kind=translator.text(f"report.graph.kinds.{step.kind}"),
            title=plain(step.ingredient.title or step.ingredient.media_type) if step.ingredient else "",
            relation=_relation(translator, step),
            signer="",
            badge=Badge("–", translator.text("report.graph.no_record")),
            state="",
            what=flat.what if flat and step.ingredient and step.ingredient.source_type else "",
            more="",
        )
    words = node_words(translator, step.manifest, record)
    state = RecordState.UNREADABLE if record.checking else step.manifest.state
    return StepWords(
        kind=_kind(translator, step.kind, state),
        title=plain(step.manifest.title),
        relation=_relation(translator, step),
        signer=words.signer,
        badge=_badge(translator, step, record),
        state="" if state is RecordState.TRUSTED else words.state,
        what=translator.join(steps_words(translator, step.manifest), _in_its_words(translator, step.manifest)),
        more=translator.count("report.graph.unnamed", step.unnamed) if step.unnamed else "",
    )


def line_words(translator: Translator, report: Report) -> str:
    """Tell the way from the beginning to this file in one line; what went into it from the side is only counted."""
    known = graph(report.record, report.findings)
    line = [step for step in known.steps if step.on_line]
    kinds = [step_words(translator, step, report.record).kind for step in line]
    alike = [(kind, len(list(group))) for kind, group in groupby(kinds)]
    said = [kind if count == 1 else translator.count("report.graph.times", count, kind=kind) for kind, count in alike]
    if len(said) > _STEPS_OF_A_LINE:
        said = [*said[:2], "…", *said[-2:]]
    way = " → ".join((*said, translator.text("report.graph.this_file")))
    beside = len(known.steps) - len(line) + known.left_out
    return translator.join(way, translator.count("report.graph.beside", beside)) if beside else way


def _in_its_words(translator: Translator, manifest: Manifest) -> str:
    """Quote how the manifest describes its actions, as far as it does."""
    descriptions = dict.fromkeys(
        action.description.strip() for action in manifest.actions if action.description.strip()
    )
    quoted = [
        translator.text("report.graph.quoted", words=plain(text, _DESCRIPTION_CHARACTERS))
        for text in list(descriptions)[:_DESCRIPTIONS]
    ]
    return translator.text("report.graph.described", descriptions=translator.enumerate(*quoted)) if quoted else ""


def fold_words(translator: Translator, steps: tuple[Step, ...], record: Record) -> StepWords:
    """Describe several steps that are alike, as one line."""
    one = steps[0]
    relation = one.ingredient.relation if one.ingredient else ""
    key = "line" if one.on_line else relation if has_key("report.graph.folded", relation) else "other"
    signer = one.manifest.signer_name if one.manifest else ""
    kind = f"report.graph.kinds.{one.kind}"
    return StepWords(
        kind=_kind(translator, one.kind, one.manifest.state) if one.manifest else translator.text(kind),
        title="",
        relation=translator.count(f"report.graph.folded.{key}", len(steps)),
        signer=translator.text("report.graph.all_signed", signer=signer),
        badge=_badge(translator, one, record),
        state="",
        what="",
        more="",
    )


def _kind(translator: Translator, kind: Kind, state: RecordState) -> str:
    said = translator.text(f"report.graph.kinds.{kind}")
    return said if state is RecordState.TRUSTED or kind in _PLAINLY else translator.text("report.graph.said", kind=said)


def _badge(translator: Translator, step: Step, record: Record) -> Badge:
    if step.manifest is None:
        return Badge("–", translator.text("report.graph.no_record"))
    if record.checking:
        return Badge("?", translator.text("report.graph.not_compared"))
    if step.manifest.is_known:
        return Badge(SIGNS[Standing.KNOWN], translator.text("terms.states.known"))
    state = step.manifest.state
    return Badge(_SHAPES.get(state, "?"), translator.text(f"terms.states.{state.value}"))


def _relation(translator: Translator, step: Step) -> str:
    if step.ingredient is None:
        return translator.text("report.graph.this_file")
    if step.on_line:
        return translator.text("report.graph.earlier")
    relations = dict.fromkeys(edge.relation for edge in step.edges) or {step.ingredient.relation: None}
    return translator.enumerate(
        *(
            translator.text(f"report.graph.relations.{relation}")
            if has_key("report.graph.relations", relation)
            else plain(relation)
            for relation in relations
        )
    )
