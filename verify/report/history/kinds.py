"""What kind of step a manifest is, so that steps can be told apart by a word and a shape. Nothing is judged here."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from verify.model import Claim, Manifest
from verify.report.words.terms import Beginning, last_segment, source_type


class Kind(StrEnum):
    """A kind of step, as its own record states it."""

    CAPTURE = "capture"
    SCAN = "scan"
    SCREEN = "screen"
    HUMAN = "human"
    AI = "ai"
    AI_PART = "ai_part"
    AI_EDIT = "ai_edit"
    OPEN = "open"  # changed in a way that leaves AI open
    EDIT = "edit"
    TECHNICAL = "technical"
    MATERIAL = "material"  # no record of its own
    UNSTATED = "unstated"


_INCEPTION: Final = ("c2pa.created", "c2pa.opened")
_TECHNICAL: Final = frozenset((
    "c2pa.opened", "c2pa.converted", "c2pa.published", "c2pa.repackaged", "c2pa.transcoded",
    "c2pa.resized.proportional", "c2pa.edited.metadata", "c2pa.watermarked", "c2pa.watermarked.bound",
    "c2pa.watermarked.unbound", "c2pa.redacted",
))  # fmt: skip
# what a signal of the official rubric or a stated source type makes of the step, the first that fits wins
_BY_SIGNAL: Final = (
    ("fullyGenAIMedia", Kind.AI),
    ("partlyGenAICreation", Kind.AI_PART),
    ("perceptibleGenAI", Kind.AI_EDIT),
    ("capturedMedia", Kind.CAPTURE),
    ("capturedMediaStitched", Kind.CAPTURE),
    ("screenCaptureMayContainGenAI", Kind.SCREEN),
    ("nonGenAIDigitalCreation", Kind.HUMAN),
    ("compositionMayContainGenAI", Kind.OPEN),
    ("perceptiblePossiblyGenAI", Kind.OPEN),
    ("perceptibleNonGenAI", Kind.EDIT),
)
_BY_BEGINNING: Final = {
    Beginning.CAPTURE: Kind.CAPTURE,
    Beginning.SCAN: Kind.SCAN,
    Beginning.HUMAN: Kind.HUMAN,
    Beginning.OPEN: Kind.OPEN,
}
_BY_CLAIM: Final = (
    (Claim.AI_GENERATED, Kind.AI),
    (Claim.CONTAINS_AI, Kind.AI_PART),
    (Claim.AI_EDITED, Kind.AI_EDIT),
)
_PARTLY: Final = ("compositeWithTrainedAlgorithmicMedia", "compositeSynthetic")


def kind_of(manifest: Manifest, claims: frozenset[Claim]) -> Kind:
    """The kind of a step; `claims` are those of the findings that stand in this manifest."""
    signals = {*manifest.inception, *manifest.transformation}
    begun = _begun(manifest)
    if begun in (Kind.AI, Kind.AI_PART):
        return begun
    for claim, kind in _BY_CLAIM:
        if claim in claims:
            return kind
    if begun is None and _changed_with_ai(manifest):
        return Kind.AI_EDIT
    by_signal = next((kind for signal, kind in _BY_SIGNAL if signal in signals), None)
    return by_signal or begun or _by_actions(manifest)


def _begun(manifest: Manifest) -> Kind | None:
    """How the content began, as a step states it that the signals may not cover."""
    for action in manifest.actions:
        known = source_type(action.source_type)
        if action.name not in _INCEPTION or known is None:
            continue
        if known.kind is Beginning.AI:
            return Kind.AI_PART if last_segment(action.source_type) in _PARTLY else Kind.AI
        if last_segment(action.source_type) == "screenCapture":
            return Kind.SCREEN
        if known.kind in _BY_BEGINNING:
            return _BY_BEGINNING[known.kind]
    return None


def _changed_with_ai(manifest: Manifest) -> bool:
    return any(
        known.kind is Beginning.AI
        for action in manifest.actions
        if action.name not in _INCEPTION and (known := source_type(action.source_type)) is not None
    )


def _by_actions(manifest: Manifest) -> Kind:
    names = [action.name for action in manifest.actions]
    if any(name.startswith("c2pa.") and name not in (*_TECHNICAL, "c2pa.created", "c2pa.unknown") for name in names):
        return Kind.EDIT
    return Kind.TECHNICAL if any(name in _TECHNICAL for name in names) else Kind.UNSTATED
