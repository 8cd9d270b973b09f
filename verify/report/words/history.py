"""The story of a file: each manifest as a node, each action as a step, each state of a record as a sentence."""

from __future__ import annotations

from typing import Final

from verify.model import Action, Ingredient, Manifest, Record, RecordState
from verify.report.history.steps import first_relations
from verify.report.report_facts import moment
from verify.report.words.catalogue import Speech, _
from verify.report.words.terms import ACTIONS, RELATIONS, SIGNALS, source_type_name, term
from verify.report.words.types import NodeWords
from verify.report.words.untrusted import plain

# one sentence per state, each with what it does not mean
RECORD_STATES: Final[dict[RecordState, str]] = {
    RecordState.TRUSTED: _(
        "The record is intact and its signer is on a trust list. That does not make its statement true."
    ),
    RecordState.UNTRUSTED: _(
        "The record is intact, but its signer is on no list used here. That does not mean that something is wrong."
    ),
    RecordState.EXPIRED: _(
        "The record is intact, but its certificate has ended. That does not mean that the file was changed."
    ),
    RecordState.REVOKED: _(
        "The issuer withdrew the certificate behind the record. That does not prove that the content is false."
    ),
    RecordState.ALTERED: _(
        "The content was changed after it was signed. That does not prove that somebody meant to deceive."
    ),
    RecordState.BAD_SIGNATURE: _(
        "The signature does not fit the record. That does not prove that the content is false."
    ),
    RecordState.MALFORMED: _(
        "The record is not written to the rules of its format. That does not mean that the content was changed."
    ),
    RecordState.REMOTE: _(
        "The record is kept elsewhere and was not fetched. That does not mean that it exists or fits this file."
    ),
    RecordState.ABSENT: _("There is no signed record. That says nothing about the content; most files have none."),
    RecordState.UNREADABLE: _("The record could not be read. That is not the same as having none."),
}

_STRAY: Final = _(
    "The record was made for other bytes than these: for another file or an earlier version. That does not prove that "
    "somebody meant to deceive."
)
_ALTERED_BELOW: Final = _(
    "It was recorded that this version no longer matched its record. That is the word of whoever recorded it; it "
    "cannot be checked here."
)
_UNCHECKED: Final = _("Whether the record is intact and who signed it was not checked. That is no sign against it.")

_UNTITLED: Final = _("Untitled version")
_THIS_FILE: Final = _("This file")
_THIS_FILE_TITLED: Final = _("This file (“{title}”)")
_SIGNED: Final = (
    _("Signed by {signer} on {date}"),
    _("Signed by {signer}"),
)
_SIGNED_AS: Final = (
    _("Signed in the name of “{signer}”, stated time {date}"),
    _("Signed in the name of “{signer}”"),
    _("Signer not named"),
)
_FLAT_SIGNER: Final = _("Not signed itself")
_FLAT_STATE: Final = _("It has no record of its own.")
_FLAT_KIND: Final = _("Whoever used it states: “{kind}”")
_FLAT_UNKNOWN: Final = _("Where it comes from is not recorded.")
_STEPS: Final = _("Recorded steps: {steps}.")
_SIGNS: Final = _("It states: {signals}.")
_NO_STEPS: Final = _("No steps are recorded.")
_STEP: Final[tuple[str, ...]] = (
    _("{action} (“{kind}”), by “{agent}”"),
    _("{action} (“{kind}”)"),
    _("{action}, by “{agent}”"),
    "{action}",
)
_STEPS_SHOWN: Final = 12
_STEP_NAME_CHARACTERS: Final = 80


def record_state(speech: Speech, state: RecordState) -> str:
    """The state of a record or manifest in one sentence."""
    return speech.say(RECORD_STATES[state])


def action_words(speech: Speech, action: Action) -> str:
    """One step: what was done, as which source type, by which program; all as the record states it."""
    return speech.say(
        _STEP,
        action=plain(term(speech, ACTIONS, action.name), _STEP_NAME_CHARACTERS),
        kind=plain(source_type_name(speech, action.source_type), _STEP_NAME_CHARACTERS),
        agent=plain(action.software_agent, _STEP_NAME_CHARACTERS),
    )


def node_words(speech: Speech, manifest: Manifest, record: Record) -> NodeWords:
    """A manifest of the history: its title, who signed, its state, what it tells, and how it is used."""
    active = record.active is not None and record.active.label == manifest.label
    signer = manifest.signer
    facts = {"signer": signer.name if signer else "", "date": moment(manifest.signed_at), "title": manifest.title}
    listed = bool(signer and signer.trust_list)
    relation = "" if active else first_relations(record).get(manifest.label, "")
    return NodeWords(
        title=_title(speech, manifest, active),
        signer=speech.say(_SIGNED if listed else _SIGNED_AS, facts),
        state=_state(speech, manifest, record, active),
        what=_what(speech, manifest),
        relation=plain(term(speech, RELATIONS, relation)),
    )


def flat_words(speech: Speech, ingredient: Ingredient) -> NodeWords:
    """An ingredient without a record of its own; all that is known of it is the word of who used it."""
    kind = source_type_name(speech, ingredient.source_type)
    return NodeWords(
        title=plain(ingredient.title) or speech.say(_UNTITLED),
        signer=speech.say(_FLAT_SIGNER),
        state=speech.say(_FLAT_STATE),
        what=speech.say(_FLAT_KIND, kind=kind) if kind else speech.say(_FLAT_UNKNOWN),
        relation=plain(term(speech, RELATIONS, ingredient.relation)),
    )


def _title(speech: Speech, manifest: Manifest, active: bool) -> str:
    if active:
        return speech.say((_THIS_FILE_TITLED, _THIS_FILE), title=manifest.title)
    return plain(manifest.title) or speech.say(_UNTITLED)


def _state(speech: Speech, manifest: Manifest, record: Record, active: bool) -> str:
    if record.checking:
        return speech.say(_UNCHECKED)
    stray = active and record.location == "sidecar" and manifest.state is RecordState.ALTERED
    if not active and is_only_recorded(manifest, record):
        return speech.say(_ALTERED_BELOW)
    return speech.say(_STRAY) if stray else record_state(speech, manifest.state)


def is_only_recorded(manifest: Manifest, record: Record) -> bool:
    """Whether nothing but a holder's record says that an earlier version fails."""
    edges = [edge for holder in record.manifests for edge in holder.ingredients if edge.manifest == manifest.label]
    return bool(edges) and all(edge.recorded_by for edge in edges)


def steps_words(speech: Speech, manifest: Manifest) -> str:
    """The steps that a manifest lists, in one sentence."""
    shown = [action_words(speech, action) for action in manifest.actions[:_STEPS_SHOWN]]
    if len(manifest.actions) > _STEPS_SHOWN:
        shown.append(f"⟨+{len(manifest.actions) - _STEPS_SHOWN}⟩")
    steps = speech.separate(*shown)
    return speech.say(_STEPS, steps=steps) if steps else speech.say(_NO_STEPS)


def _what(speech: Speech, manifest: Manifest) -> str:
    signals = speech.enumerate(*(term(speech, SIGNALS, name) for name in _signals(manifest)))
    return speech.join(steps_words(speech, manifest), speech.say(_SIGNS, signals=signals) if signals else "")


def _signals(manifest: Manifest) -> tuple[str, ...]:
    """The signals to say. A step that leaves AI open fires "without AI" as well by the rules; both said contradict."""
    signals = (*manifest.inception, *manifest.transformation)
    if "perceptiblePossiblyGenAI" not in signals:
        return signals
    return tuple(name for name in signals if name != "perceptibleNonGenAI")
