"""The words of the history's graph: what kind of step, who signed it, its own state, and how it leads on."""

from __future__ import annotations

from typing import Final

from verify.model import Manifest, Record, RecordState
from verify.report.history.graph import Step
from verify.report.history.kinds import Kind
from verify.report.words.catalogue import Plural, Speech, _, _n
from verify.report.words.history import flat_words, node_words, steps_words
from verify.report.words.terms import STATES
from verify.report.words.types import Badge, StepWords
from verify.report.words.untrusted import plain

_KINDS: Final[dict[Kind, str]] = {
    Kind.CAPTURE: _("Recorded by a device"),
    Kind.SCAN: _("Scanned by a device"),
    Kind.SCREEN: _("Captured from a screen"),
    Kind.HUMAN: _("Made by a person"),
    Kind.AI: _("Made with AI"),
    Kind.AI_PART: _("Made in part with AI"),
    Kind.AI_EDIT: _("Changed with AI"),
    Kind.OPEN: _("Changed, with AI or without"),
    Kind.EDIT: _("Edited"),
    Kind.TECHNICAL: _("Saved or converted"),
    Kind.MATERIAL: _("Material without a record"),
    Kind.UNSTATED: _("A step that is not described"),
}
# where the step's own record is not confirmed, nothing of it is repeated as if it were so
_SAID: Final = _("Says: “{kind}”")
_PLAINLY: Final = frozenset((Kind.MATERIAL, Kind.UNSTATED))

_SHAPES: Final[dict[RecordState, str]] = {
    RecordState.TRUSTED: "◆",
    RecordState.UNTRUSTED: "◇",
    RecordState.EXPIRED: "◇",
    RecordState.MALFORMED: "◇",
    RecordState.ALTERED: "✕",
    RecordState.BAD_SIGNATURE: "✕",
    RecordState.REVOKED: "✕",
}
_NO_RECORD: Final = _("no record of its own")
_NOT_COMPARED: Final = _("not checked")

_THIS_FILE: Final = _("this file")
_EARLIER: Final = _("an earlier version of this file")
_EARLIER_PART: Final = _("an earlier version of a part")
_RELATIONS: Final[dict[str, str]] = {
    "parentOf": _EARLIER_PART,
    "componentOf": _("placed in a later step"),
    "inputTo": _("fed into a later step"),
}
_DESCRIBED: Final = _("In its own words: {descriptions}.")
_QUOTED: Final = "“{words}”"
_DESCRIPTIONS: Final = 4
_DESCRIPTION_CHARACTERS: Final = 120
_UNNAMED: Final = _n(
    "{n} thing without a name and a record went into it as well.",
    "{n} things without a name and a record went into it as well.",
)
_FOLDED: Final[dict[str, Plural]] = {
    "line": _n("{n} earlier version, one after the other", "{n} earlier versions, one after the other"),
    "componentOf": _n("{n} part that was placed in a later step", "{n} parts that were placed in a later step"),
    "inputTo": _n("{n} step that was fed into a later one", "{n} steps that were fed into later ones"),
    "other": _n("{n} step that led to a later one", "{n} steps that led to later ones"),
}
_ALL_SIGNED: Final = (_("All signed by {signer}"), _("None of them signed"))


def step_words(speech: Speech, step: Step, record: Record) -> StepWords:
    """One step of the graph."""
    if step.manifest is None:
        flat = flat_words(speech, step.ingredient) if step.ingredient else None
        return StepWords(
            kind=speech.say(_KINDS[step.kind]),
            title=plain(step.ingredient.title or step.ingredient.media_type) if step.ingredient else "",
            relation=_relation(speech, step),
            signer="",
            badge=Badge("–", speech.say(_NO_RECORD)),
            state="",
            what=flat.what if flat and step.ingredient and step.ingredient.source_type else "",
            more="",
        )
    words = node_words(speech, step.manifest, record)
    state = RecordState.UNREADABLE if record.checking else step.manifest.state
    return StepWords(
        kind=_kind(speech, step.kind, state),
        title=plain(step.manifest.title),
        relation=_relation(speech, step),
        signer=words.signer,
        badge=_badge(speech, step, record),
        state="" if state is RecordState.TRUSTED else words.state,
        what=speech.join(steps_words(speech, step.manifest), _in_its_words(speech, step.manifest)),
        more=speech.count(_UNNAMED, step.unnamed) if step.unnamed else "",
    )


def _in_its_words(speech: Speech, manifest: Manifest) -> str:
    """How the record describes its steps, as far as it does."""
    told = dict.fromkeys(action.description.strip() for action in manifest.actions if action.description.strip())
    quoted = [speech.say(_QUOTED, words=plain(text, _DESCRIPTION_CHARACTERS)) for text in list(told)[:_DESCRIPTIONS]]
    return speech.say(_DESCRIBED, descriptions=speech.enumerate(*quoted)) if quoted else ""


def fold_words(speech: Speech, steps: tuple[Step, ...], record: Record) -> StepWords:
    """Several steps that are alike, as one line."""
    one = steps[0]
    relation = one.ingredient.relation if one.ingredient else ""
    key = "line" if one.on_line else relation if relation in _FOLDED else "other"
    signer = one.manifest.signer.name if one.manifest and one.manifest.signer else ""
    kind = _KINDS[one.kind]
    return StepWords(
        kind=_kind(speech, one.kind, one.manifest.state) if one.manifest else speech.say(kind),
        title="",
        relation=speech.count(_FOLDED[key], len(steps)),
        signer=speech.say(_ALL_SIGNED, signer=signer),
        badge=_badge(speech, one, record),
        state="",
        what="",
        more="",
    )


def _kind(speech: Speech, kind: Kind, state: RecordState) -> str:
    said = speech.say(_KINDS[kind])
    return said if state is RecordState.TRUSTED or kind in _PLAINLY else speech.say(_SAID, kind=said)


def _badge(speech: Speech, step: Step, record: Record) -> Badge:
    if step.manifest is None:
        return Badge("–", speech.say(_NO_RECORD))
    if record.checking:
        return Badge("?", speech.say(_NOT_COMPARED))
    state = step.manifest.state
    return Badge(_SHAPES.get(state, "?"), speech.say(STATES[state.value]))


def _relation(speech: Speech, step: Step) -> str:
    if step.ingredient is None:
        return speech.say(_THIS_FILE)
    if step.on_line:
        return speech.say(_EARLIER)
    relations = dict.fromkeys(way.relation for way in step.ways) or {step.ingredient.relation: None}
    return speech.enumerate(
        *(speech.say(_RELATIONS[item]) if item in _RELATIONS else plain(item) for item in relations)
    )
