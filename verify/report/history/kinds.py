"""What kind of step a manifest is, so that steps can be told apart by a word and a shape. Nothing is judged here."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from verify.model import Manifest, Origin, OriginClaim
from verify.model.vocabularies import digital_source_type


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
_BY_ORIGIN: Final = {
    Origin.AI: Kind.AI,
    Origin.AI_PART: Kind.AI_PART,
    Origin.CAPTURE: Kind.CAPTURE,
    Origin.SCAN: Kind.SCAN,
    Origin.HUMAN: Kind.HUMAN,
    Origin.SCREEN: Kind.SCREEN,
    Origin.COMPOSITE: Kind.OPEN,
    Origin.VIRTUAL: Kind.OPEN,
}
_BY_CLAIM: Final = (
    (OriginClaim.AI_GENERATED, Kind.AI),
    (OriginClaim.CONTAINS_AI, Kind.AI_PART),
    (OriginClaim.AI_EDITED, Kind.AI_EDIT),
)


def kind_of(manifest: Manifest, claims: frozenset[OriginClaim]) -> Kind:
    """Tell the kind of a step; `claims` are the origin claims of the findings in this manifest."""
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
    """Tell how the content began by an action's digital source type, which the signals may not cover."""
    begun = (digital_source_type.find(action.source_type) for action in manifest.actions if action.name in _INCEPTION)
    kinds = (_BY_ORIGIN.get(source.origin) for source in begun if source)
    return next((kind for kind in kinds if kind), None)


def _changed_with_ai(manifest: Manifest) -> bool:
    changes = (
        digital_source_type.find(action.source_type) for action in manifest.actions if action.name not in _INCEPTION
    )
    return any(source and source.edit is OriginClaim.AI_EDITED for source in changes)


def _by_actions(manifest: Manifest) -> Kind:
    names = [action.name for action in manifest.actions]
    if any(name.startswith("c2pa.") and name not in (*_TECHNICAL, "c2pa.created", "c2pa.unknown") for name in names):
        return Kind.EDIT
    return Kind.TECHNICAL if any(name in _TECHNICAL for name in names) else Kind.UNSTATED
