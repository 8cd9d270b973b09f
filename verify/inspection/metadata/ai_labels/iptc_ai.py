"""The four AI properties of IPTC Photo Metadata 2025.1: the system, its version, the prompt and who wrote it.

IPTC defines each of them by "used to generate this image", so a file that names a system admits a generation, and an
admission counts. It says nothing of the extent: where the same file's Digital Source Type says that part of it was made
so, that extent holds; where it says that no AI was used, the two contradict and AI is left open. The properties are
free text: a denial claims nothing, a mere helper claims nothing, and what neither denies nor names leaves AI open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from verify.inspection.metadata.ai_labels.affirmations import CHARACTERS, Says, said, said_of_prompt
from verify.inspection.metadata.fingerprints import last_segment
from verify.model import Claim, Field, Finding, Strength

READER: Final = "labels"
STATED: Final = "metadata.ai_system"
CONTRADICTED: Final = "metadata.ai_system_contradicted"
LEFT_OPEN: Final = "metadata.ai_system_open"
HELPER: Final = "metadata.ai_helper"
DENIED: Final = "metadata.ai_denied"

_PREFIX: Final = "xmp:Iptc4xmpExt:"
_PROPERTIES: Final = {
    f"{_PREFIX}AISystemUsed": "system",
    f"{_PREFIX}AISystemVersionUsed": "version",
    f"{_PREFIX}AIPromptInformation": "prompt",
    f"{_PREFIX}AIPromptWriterName": "writer",
}
_NAMES: Final = tuple(_PROPERTIES.values())
_SOURCE_TYPES: Final = frozenset(
    f"{_PREFIX}{name}" for name in ("DigitalSourceType", "DigitalSourceFileType", "DigitalSourcefileType")
)
_EXTENTS: Final = {
    "trainedAlgorithmicMedia": Claim.AI_GENERATED,
    "trainedAlgorithmicData": Claim.AI_GENERATED,
    "compositeWithTrainedAlgorithmicMedia": Claim.AI_EDITED,
    "compositeSynthetic": Claim.CONTAINS_AI,
}
# source types that a generation does not contradict: they leave AI open or say nothing of it
_OPEN: Final = frozenset({"composite", "virtualRecording", "screenCapture", "digitalArt", "softwareImage", "empty"})


def findings(fields: Iterable[Field]) -> tuple[Finding, ...]:
    """One finding where at least one of the properties says something, or none."""
    fields = tuple(fields)
    told = [(item, _said(item)) for item in fields if item.key in _PROPERTIES]
    told = [(item, says) for item, says in told if says is not Says.NOTHING]
    if not told:
        return ()
    says = _together({one for _, one in _decisive(told)})
    where = next((item.where for item, one in told if one is says), told[0][0].where)
    if says in (Says.DENIES, Says.HELPS):
        text = next(item.value for item, one in told if one is says)
        code = DENIED if says is Says.DENIES else HELPER
        return (Finding(code, READER, Claim.NONE, Strength.HINT, where, (("text", text.strip()[:CHARACTERS]),)),)
    types = [last_segment(item.value) for item in fields if item.key in _SOURCE_TYPES]
    code, claim = _judged(says, types)
    return (Finding(code, READER, claim, Strength.STATED, where, _facts(told)),)


def _said(item: Field) -> Says:
    if _PROPERTIES[item.key] in ("system", "version"):
        return said(item.value)
    says = said_of_prompt(item.value)
    # nobody's name is no denial of AI
    return Says.NOTHING if says is Says.DENIES and _PROPERTIES[item.key] == "writer" else says


def _decisive(told: list[tuple[Field, Says]]) -> list[tuple[Field, Says]]:
    """The texts that decide: a version, a writer and a missing prompt only where the system's property is silent."""
    affirming = (Says.NAMES, Says.EDITS)
    system = [one for one in told if _PROPERTIES[one[0].key] == "system"]
    prompts = [one for one in told if _PROPERTIES[one[0].key] == "prompt" and one[1] is not Says.DENIES]
    versions = [one for one in told if one[1] in affirming]
    return [*system, *prompts, *versions] or told


def _together(told: set[Says]) -> Says:
    """What the properties say together: a denial beside anything that speaks of a generation leaves AI open."""
    named = told & {Says.NAMES, Says.EDITS}
    if named:
        if Says.DENIES in told:
            return Says.OPEN
        return Says.NAMES if Says.NAMES in named else Says.EDITS
    if told <= {Says.HELPS, Says.DENIES}:
        return Says.HELPS if Says.HELPS in told else Says.DENIES
    return Says.OPEN


def _judged(says: Says, types: list[str]) -> tuple[str, Claim]:
    if says is Says.OPEN:
        return LEFT_OPEN, Claim.MAY_CONTAIN_AI
    for name, claim in _EXTENTS.items():
        if name in types:
            return STATED, claim
    if any(name not in _OPEN for name in types):
        return CONTRADICTED, Claim.MAY_CONTAIN_AI
    return STATED, Claim.AI_EDITED if says is Says.EDITS else Claim.AI_GENERATED


def _facts(told: list[tuple[Field, Says]]) -> tuple[tuple[str, str], ...]:
    """The properties' texts: the first of each that names, else the first."""
    shown = dict.fromkeys(_NAMES, "")
    for item, _ in sorted(told, key=lambda one: one[1] not in (Says.NAMES, Says.EDITS)):
        name = _PROPERTIES[item.key]
        shown[name] = shown[name] or item.value.strip()[:CHARACTERS]
    return tuple(shown.items())
