"""The story of a file: each manifest as a node, each action as a step, each state of a record as a sentence."""

from __future__ import annotations

from itertools import groupby, islice
from typing import Final

from msgspec.structs import replace

from verify.model import Action, Ingredient, Manifest, Record, RecordState
from verify.model.history import find_first_relations
from verify.model.vocabularies import digital_source_type
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_day
from verify.report.words.types import NodeWords
from verify.report.words.untrusted import SHOWN_CHARACTERS, plain

_STEPS_SHOWN: Final = 12
_STEP_NAME_CHARACTERS: Final = 80


def record_state(translator: Translator, state: RecordState) -> str:
    """Say the validation state of a record or manifest in one sentence."""
    return translator.text(f"report.history.record_states.{state}")


def source_type_name(translator: Translator, written: str, limit: int = SHOWN_CHARACTERS) -> str:
    """Name a digital source type in words.

    What no vocabulary defines is quoted as it stands there, `limit` characters of it at most: it is not silence, and
    not ours to translate.
    """
    known = digital_source_type.find(written)
    return translator.text(f"terms.source_types.{known.name}.name") if known else plain(written, limit)


def action_words(translator: Translator, action: Action) -> str:
    """Say what an action did, as which source type, by which program; all as the record states it."""
    return translator.text(
        "report.history.step",
        action=plain(translator.term("terms.actions", action.name), _STEP_NAME_CHARACTERS),
        kind=plain(source_type_name(translator, action.source_type), _STEP_NAME_CHARACTERS),
        agent=plain(action.software_agent, _STEP_NAME_CHARACTERS),
    )


def node_words(translator: Translator, manifest: Manifest, record: Record) -> NodeWords:
    """Describe a manifest: its title, who signed, its state, what it states, and how it is used."""
    active = record.active is not None and record.active.label == manifest.label
    signer = manifest.signer
    facts = {"signer": manifest.signer_name, "date": say_day(translator, manifest.signed_at), "title": manifest.title}
    listed = bool(signer and signer.trust_list) or manifest.is_known
    relation = "" if active else find_first_relations(record).get(manifest.label, "")
    return NodeWords(
        title=_title(translator, manifest, active),
        signer=translator.text("report.history.signed" if listed else "report.history.signed_as", facts),
        state=_state(translator, manifest, record, active),
        what=_what(translator, manifest),
        relation=plain(translator.term("terms.relations", relation)),
    )


def ingredient_words(translator: Translator, ingredient: Ingredient) -> NodeWords:
    """Describe an ingredient without a manifest; all that is known of it is the word of who used it."""
    kind = source_type_name(translator, ingredient.source_type)
    return NodeWords(
        title=plain(ingredient.title) or translator.text("report.history.untitled"),
        signer=translator.text("report.history.flat_signer"),
        state=translator.text("report.history.flat_state"),
        what=translator.text("report.history.flat_kind", kind=kind)
        if kind
        else translator.text("report.history.flat_unknown"),
        relation=plain(translator.term("terms.relations", ingredient.relation)),
    )


def repeat_words(translator: Translator, words: NodeWords, times: int) -> NodeWords:
    """Say of a step that it stands for several that are alike."""
    return replace(words, relation=translator.count("report.history.times", times, relation=words.relation))


def _title(translator: Translator, manifest: Manifest, active: bool) -> str:
    if active:
        return translator.text("report.history.this_file_title", title=manifest.title)
    return plain(manifest.title) or translator.text("report.history.untitled")


def _state(translator: Translator, manifest: Manifest, record: Record, active: bool) -> str:
    if record.checking:
        return translator.text("report.history.unchecked")
    if active and record.lacks_pieces:
        return translator.text("report.history.lacks_pieces")
    stray = active and record.location == "sidecar" and manifest.state is RecordState.ALTERED
    if not active and is_only_recorded(manifest, record):
        return translator.text("report.history.altered_below")
    if manifest.is_known:
        return translator.text("report.history.record_states.known")
    return translator.text("report.history.stray") if stray else record_state(translator, manifest.state)


def is_only_recorded(manifest: Manifest, record: Record) -> bool:
    """Whether nothing but a holder's record says that an earlier version fails."""
    edges = [edge for holder in record.manifests for edge in holder.ingredients if edge.manifest == manifest.label]
    return bool(edges) and all(edge.recorded_by for edge in edges)


def steps_words(translator: Translator, manifest: Manifest) -> str:
    """List the actions of a manifest in one sentence; those that follow each other and are alike are counted."""
    lines, count = [], 0
    for _alike, same in islice(groupby(manifest.actions, key=_likeness), _STEPS_SHOWN):
        actions = list(same)
        count += len(actions)
        step = action_words(translator, actions[0])
        lines.append(
            step if len(actions) == 1 else translator.count("report.history.repeated", len(actions), step=step)
        )
    if count < len(manifest.actions):
        lines.append(f"⟨+{len(manifest.actions) - count}⟩")
    steps = translator.separate(*lines)
    return translator.text("report.history.steps", steps=steps) if steps else translator.text("report.history.no_steps")


def _likeness(action: Action) -> tuple[str, str, str]:
    """Return all of an action that its words say."""
    return action.name, action.source_type, action.software_agent


def _what(translator: Translator, manifest: Manifest) -> str:
    signals = translator.enumerate(*(translator.term("terms.signals", name) for name in _signals(manifest)))
    return translator.join(
        steps_words(translator, manifest), translator.text("report.history.signs", signals=signals) if signals else ""
    )


def _signals(manifest: Manifest) -> tuple[str, ...]:
    """The signals to say. A step that leaves AI open fires "without AI" as well by the rules; both said contradict."""
    signals = (*manifest.inception, *manifest.transformation)
    if "perceptiblePossiblyGenAI" not in signals:
        return signals
    return tuple(name for name in signals if name != "perceptibleNonGenAI")
