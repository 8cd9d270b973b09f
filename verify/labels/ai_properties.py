"""The four AI properties of IPTC Photo Metadata 2025.1: the system, its version, the prompt and who wrote it.

IPTC defines each of them by "used to generate this image", so a file that fills them in admits a generation, and an
admission counts. It says nothing of the extent: where the same file's Digital Source Type says that part of it was made
so, that extent holds; where it says that no AI was used, the two contradict and AI is left open. Fields that say "none"
admit nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from verify.fingerprints import last_segment
from verify.model import Claim, Field, Finding, Strength

READER: Final = "labels"
STATED: Final = "metadata.ai_system"
CONTRADICTED: Final = "metadata.ai_system_contradicted"

_PREFIX: Final = "xmp:Iptc4xmpExt:"
_PROPERTIES: Final = {
    "system": f"{_PREFIX}AISystemUsed",
    "version": f"{_PREFIX}AISystemVersionUsed",
    "prompt": f"{_PREFIX}AIPromptInformation",
    "writer": f"{_PREFIX}AIPromptWriterName",
}
_CHARACTERS: Final = 300
_NOTHING: Final = re.compile(
    r"(?ix) ^ [\W_]* (?: none | no | nil | null | false | unknown | undefined | n\W?a | 0 | 无 | 没有 | 未使用"
    r"| not\ (?:applicable|used|available|specified)"
    r"| (?:no|without)(?:\ generative)?\ (?:ai|a\.i\.|artificial\ intelligence)\b .* )? [\W_]* $"
)
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
    """One finding where at least one of the properties is filled in, or none."""
    fields = tuple(fields)
    facts = {name: _value(fields, key) for name, key in _PROPERTIES.items()}
    if not any(facts.values()):
        return ()
    where = next(item.where for item in fields if item.key in _PROPERTIES.values() and _says(item.value))
    types = [last_segment(item.value) for item in fields if item.key in _SOURCE_TYPES]
    code, claim = _judged(types)
    return (Finding(code, READER, claim, Strength.STATED, where, tuple(facts.items())),)


def _judged(types: list[str]) -> tuple[str, Claim]:
    for name, claim in _EXTENTS.items():
        if name in types:
            return STATED, claim
    if any(name not in _OPEN for name in types):
        return CONTRADICTED, Claim.MAY_CONTAIN_AI
    return STATED, Claim.AI_GENERATED


def _value(fields: Iterable[Field], key: str) -> str:
    return next((item.value.strip()[:_CHARACTERS] for item in fields if item.key == key and _says(item.value)), "")


def _says(value: str) -> bool:
    return not _NOTHING.match(value.strip()[:_CHARACTERS])
