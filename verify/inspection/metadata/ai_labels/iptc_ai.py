"""The four AI properties of IPTC Photo Metadata 2025.1: the system, its version, the prompt and who wrote it.

IPTC defines each of them by "used to generate this image", so a file that names a system admits a generation, and an
admission counts. It says nothing of the extent: where the same file's Digital Source Type says that part of it was made
so, that extent holds; where it says that no AI was used, the two contradict and AI is left open. The properties are
free text: a denial claims nothing, a mere helper claims nothing, and what neither denies nor names leaves AI open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from verify.inspection.metadata.ai_labels.affirmations import CHARACTERS, AiUse, classify_prompt, classify_system
from verify.model import Field, Finding, OriginClaim, Strength
from verify.model.vocabularies.digital_source_type import take_last_segment

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
    "trainedAlgorithmicMedia": OriginClaim.AI_GENERATED,
    "trainedAlgorithmicData": OriginClaim.AI_GENERATED,
    "compositeWithTrainedAlgorithmicMedia": OriginClaim.AI_EDITED,
    "compositeSynthetic": OriginClaim.CONTAINS_AI,
}
# source types that a generation does not contradict: they leave AI open or say nothing of it
_OPEN: Final = frozenset({"composite", "virtualRecording", "screenCapture", "digitalArt", "softwareImage", "empty"})


def find(fields: Iterable[Field]) -> tuple[Finding, ...]:
    """Judge the four properties together: one finding where at least one of them says something."""
    fields = tuple(fields)
    statements = [(field, _classify(field)) for field in fields if field.key in _PROPERTIES]
    statements = [(field, says) for field, says in statements if says is not AiUse.NOTHING]
    if not statements:
        return ()
    says = _combine({one for _, one in _choose_decisive(statements)})
    where = next((field.where for field, one in statements if one is says), statements[0][0].where)
    if says in (AiUse.DENIES, AiUse.HELPS):
        text = next(field.value for field, one in statements if one is says)
        code = DENIED if says is AiUse.DENIES else HELPER
        return (Finding(code, READER, OriginClaim.NONE, Strength.HINT, where, (("text", text.strip()[:CHARACTERS]),)),)
    types = [take_last_segment(field.value) for field in fields if field.key in _SOURCE_TYPES]
    code, claim = _judge(says, types)
    return (Finding(code, READER, claim, Strength.STATED, where, _collect_facts(statements)),)


def _classify(field: Field) -> AiUse:
    if _PROPERTIES[field.key] in ("system", "version"):
        return classify_system(field.value)
    says = classify_prompt(field.value)
    # nobody's name is no denial of AI
    return AiUse.NOTHING if says is AiUse.DENIES and _PROPERTIES[field.key] == "writer" else says


def _choose_decisive(statements: list[tuple[Field, AiUse]]) -> list[tuple[Field, AiUse]]:
    """Choose the texts that decide: a version, a writer and a missing prompt only where the system is silent."""
    affirming = (AiUse.NAMES, AiUse.EDITS)
    system = [one for one in statements if _PROPERTIES[one[0].key] == "system"]
    prompts = [one for one in statements if _PROPERTIES[one[0].key] == "prompt" and one[1] is not AiUse.DENIES]
    versions = [one for one in statements if one[1] in affirming]
    return [*system, *prompts, *versions] or statements


def _combine(uses: set[AiUse]) -> AiUse:
    """Combine what the properties say together: a denial beside anything that speaks of a generation leaves AI open."""
    named = uses & {AiUse.NAMES, AiUse.EDITS}
    if named:
        if AiUse.DENIES in uses:
            return AiUse.OPEN
        return AiUse.NAMES if AiUse.NAMES in named else AiUse.EDITS
    if uses <= {AiUse.HELPS, AiUse.DENIES}:
        return AiUse.HELPS if AiUse.HELPS in uses else AiUse.DENIES
    return AiUse.OPEN


def _judge(says: AiUse, types: list[str]) -> tuple[str, OriginClaim]:
    if says is AiUse.OPEN:
        return LEFT_OPEN, OriginClaim.MAY_CONTAIN_AI
    for name, claim in _EXTENTS.items():
        if name in types:
            return STATED, claim
    if any(name not in _OPEN for name in types):
        return CONTRADICTED, OriginClaim.MAY_CONTAIN_AI
    return STATED, OriginClaim.AI_EDITED if says is AiUse.EDITS else OriginClaim.AI_GENERATED


def _collect_facts(statements: list[tuple[Field, AiUse]]) -> tuple[tuple[str, str], ...]:
    """Collect the properties' texts: the first of each that names, else the first."""
    texts = dict.fromkeys(_NAMES, "")
    for field, _ in sorted(statements, key=lambda one: one[1] not in (AiUse.NAMES, AiUse.EDITS)):
        name = _PROPERTIES[field.key]
        texts[name] = texts[name] or field.value.strip()[:CHARACTERS]
    return tuple(texts.items())
