"""Digital source types of IPTC and C2PA: what each says of a beginning or an edit.

The last path segment decides, compared exactly: `algorithmicMedia` is rule-based and must never be taken for
`trainedAlgorithmicMedia`. A value that nobody defined says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from verify.model import AUTHENTICITY_CLAIMS, Origin, OriginClaim

_IPTC: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_C2PA: Final = "http://c2pa.org/digitalsourcetype/"
_BASES: Final = (_IPTC, _C2PA)
_QCODE: Final = "digsrctype:"


class Definition(Struct, frozen=True):
    """What a defined source type says at a beginning and of a change to something that was there before.

    `signal` is the one that the official rubric fires where an inception action states the type; the types without one
    it leaves unsaid.
    """

    origin: Origin
    beginning: OriginClaim = OriginClaim.NONE
    edit: OriginClaim = OriginClaim.NONE
    signal: str = ""
    base: str = _IPTC


# by name; those with a signal in the rubric's order
DEFINITIONS: Final[dict[str, Definition]] = {
    "empty": Definition(Origin.BLANK, signal="blankCanvas", base=_C2PA),
    "digitalCapture": Definition(Origin.CAPTURE, OriginClaim.CAPTURED, signal="capturedMedia"),
    "computationalCapture": Definition(Origin.CAPTURE, OriginClaim.CAPTURED, signal="capturedMedia"),
    "compositeCapture": Definition(Origin.CAPTURE, OriginClaim.CAPTURED, signal="capturedMediaStitched"),
    "composite": Definition(
        Origin.COMPOSITE, OriginClaim.MAY_CONTAIN_AI, OriginClaim.MAY_CONTAIN_AI, "compositionMayContainGenAI"
    ),
    "trainedAlgorithmicMedia": Definition(
        Origin.AI, OriginClaim.AI_GENERATED, OriginClaim.AI_EDITED, "fullyGenAIMedia"
    ),
    # partly AI: "edited" where something else is recorded below it, else "contains"; the walk decides
    "compositeWithTrainedAlgorithmicMedia": Definition(
        Origin.AI_PART, OriginClaim.CONTAINS_AI, OriginClaim.AI_EDITED, "partlyGenAICreation"
    ),
    "digitalCreation": Definition(Origin.HUMAN, OriginClaim.HUMAN_MADE, signal="nonGenAIDigitalCreation"),
    "screenCapture": Definition(Origin.SCREEN, OriginClaim.MAY_CONTAIN_AI, signal="screenCaptureMayContainGenAI"),
    "trainedAlgorithmicData": Definition(Origin.AI, OriginClaim.AI_GENERATED, OriginClaim.AI_EDITED, base=_C2PA),
    "compositeSynthetic": Definition(Origin.AI_PART, OriginClaim.CONTAINS_AI, OriginClaim.AI_EDITED),
    "virtualRecording": Definition(Origin.VIRTUAL, OriginClaim.MAY_CONTAIN_AI),
    "negativeFilm": Definition(Origin.SCAN, OriginClaim.CAPTURED),
    "positiveFilm": Definition(Origin.SCAN, OriginClaim.CAPTURED),
    "print": Definition(Origin.SCAN, OriginClaim.CAPTURED),
    "digitalArt": Definition(Origin.OTHER, edit=OriginClaim.MAY_CONTAIN_AI),
    "humanEdits": Definition(Origin.OTHER),
    "minorHumanEdits": Definition(Origin.OTHER),
    "algorithmicallyEnhanced": Definition(Origin.OTHER),
    "algorithmicMedia": Definition(Origin.OTHER),
    "dataDrivenMedia": Definition(Origin.OTHER),
    "softwareImage": Definition(Origin.OTHER),
}
_UNDEFINED: Final = Definition(Origin.OTHER)
# admissions that are told even where they are misspelt: no other word looks like one of them
_NEARLY: Final = {
    name.casefold(): name
    for name, definition in DEFINITIONS.items()
    if definition.edit is OriginClaim.AI_EDITED or name in ("screenCapture", "virtualRecording")
}


class SourceType(Struct, frozen=True):
    """A source type as written, and the name that it amounts to."""

    written: str = ""
    name: str = ""  # last path segment

    @property
    def _definition(self) -> Definition:
        return DEFINITIONS.get(self.name, _UNDEFINED)

    @property
    def is_canonical(self) -> bool:
        """Whether it is written exactly as the vocabularies have it."""
        return self.written in (base + self.name for base in _BASES)

    @property
    def misspelt_admission(self) -> str:
        """The admission that it spells in a way that nobody defined (case, an added `#…` or `?…`); empty for none.

        It claims nothing, but nobody can say any more that the record does not speak of AI.
        """
        if not self.name or self.origin is not Origin.OTHER or self.edit is not OriginClaim.NONE:
            return ""
        plain = unicodedata.normalize("NFKC", unquote(self.written)).casefold()
        words = (re.sub(r"[^a-z]", "", word) for word in re.split(r"[/#:?&=;,.]+", plain))
        return next((_NEARLY[word] for word in words if word in _NEARLY), "")

    @property
    def admits_ai(self) -> bool:
        """Whether it admits AI or leaves it open, at a beginning or as a change, in whatever spelling."""
        admits = {self.beginning, self.edit} & {
            OriginClaim.AI_GENERATED, OriginClaim.AI_EDITED, OriginClaim.CONTAINS_AI, OriginClaim.MAY_CONTAIN_AI,
        }  # fmt: skip
        return bool(admits) or bool(self.misspelt_admission)

    @property
    def has_signal(self) -> bool:
        """Whether the official signals know this value at a beginning."""
        return bool(self._definition.signal)

    @property
    def origin(self) -> Origin:
        """How the content began, if this is said of the beginning."""
        return self._definition.origin if self.name else Origin.UNSTATED

    @property
    def beginning(self) -> OriginClaim:
        """What it claims of a beginning."""
        return self._definition.beginning

    @property
    def edit(self) -> OriginClaim:
        """What it claims of a change to something that was there before."""
        return self._definition.edit


def read(written: str) -> SourceType:
    """Parse a digital source type: a URI of either scheme, padded or not, a QCode or the bare name.

    A name that serves a faker (captured, made by a person) counts only under the vocabularies' own addresses.
    """
    stripped, name, foreign = _split(written)
    boast = DEFINITIONS.get(name, _UNDEFINED).beginning in AUTHENTICITY_CLAIMS
    return SourceType(written, stripped if foreign and boast else name)


def find(written: str) -> SourceType | None:
    """Find the defined source type that `written` means, or None for values that no vocabulary knows.

    Under an address of somebody else's the last word means whatever they please: such a value is quoted.
    """
    _, name, foreign = _split(written)
    return None if foreign or name not in DEFINITIONS else SourceType(written, name)


def _split(written: str) -> tuple[str, str, bool]:
    """Split a text into itself without padding and prefix, the last path segment, whether the address is foreign."""
    stripped = written.strip().removeprefix(_QCODE).rstrip("/")
    base, slash, name = stripped.rpartition("/")
    return stripped, name, bool(slash) and (base + slash).replace("https://", "http://", 1) not in _BASES


def take_last_segment(written: str) -> str:
    """Return the last path segment of a URI, the local part of a QCode, or the bare code, under whatever address.

    A substring is never enough: `algorithmicMedia` is part of `trainedAlgorithmicMedia`.
    """
    return re.split(r"[/#:]", written.strip().rstrip("/"))[-1]
