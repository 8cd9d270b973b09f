"""Digital source types of IPTC and C2PA: what each says of a beginning or an edit.

The last path segment decides, compared exactly: `algorithmicMedia` is rule-based and must never be taken for
`trainedAlgorithmicMedia`. A value that nobody defined says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from verify.model import Claim, Origin

_BASES: Final = ("http://cv.iptc.org/newscodes/digitalsourcetype/", "http://c2pa.org/digitalsourcetype/")
_QCODE: Final = "digsrctype:"

_BEGINNINGS: Final[dict[str, tuple[Origin, Claim]]] = {
    "trainedAlgorithmicMedia": (Origin.AI, Claim.AI_GENERATED),
    "trainedAlgorithmicData": (Origin.AI, Claim.AI_GENERATED),
    # partly AI: "edited" where something else is recorded below it, else "contains"; the walk decides
    "compositeWithTrainedAlgorithmicMedia": (Origin.AI_PART, Claim.CONTAINS_AI),
    "compositeSynthetic": (Origin.AI_PART, Claim.CONTAINS_AI),
    "composite": (Origin.COMPOSITE, Claim.MAY_CONTAIN_AI),
    "screenCapture": (Origin.SCREEN, Claim.MAY_CONTAIN_AI),
    "virtualRecording": (Origin.VIRTUAL, Claim.MAY_CONTAIN_AI),
    "digitalCapture": (Origin.CAPTURE, Claim.CAPTURED),
    "computationalCapture": (Origin.CAPTURE, Claim.CAPTURED),
    "compositeCapture": (Origin.CAPTURE, Claim.CAPTURED),
    "negativeFilm": (Origin.SCAN, Claim.CAPTURED),
    "positiveFilm": (Origin.SCAN, Claim.CAPTURED),
    "print": (Origin.SCAN, Claim.CAPTURED),
    "digitalCreation": (Origin.HUMAN, Claim.HUMAN_MADE),
    "empty": (Origin.BLANK, Claim.NONE),
}
_GENERATIVE: Final = frozenset(
    {"trainedAlgorithmicMedia", "trainedAlgorithmicData", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"}
)
# admissions that are told even where they are misspelt: no other word looks like one of them
_NEARLY: Final = {name.casefold(): name for name in (*sorted(_GENERATIVE), "screenCapture", "virtualRecording")}
_OPEN_EDITS: Final = frozenset({"digitalArt", "composite"})
# what the official signals classify at a beginning; the rest they leave unsaid
_CLASSIFIED: Final = frozenset(_BEGINNINGS) - {
    "trainedAlgorithmicData", "compositeSynthetic", "virtualRecording", "negativeFilm", "positiveFilm", "print",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A source type as written, and the name that it amounts to."""

    written: str = ""
    name: str = ""  # last path segment

    @property
    def usual(self) -> bool:
        """Whether it is written exactly as the vocabularies have it."""
        return self.written in (base + self.name for base in _BASES)

    @property
    def nearly(self) -> str:
        """The admission that it spells in a way that nobody defined (case, an added `#…` or `?…`); empty for none.

        It claims nothing, but nobody can say any more that the record does not speak of AI.
        """
        if not self.name or self.name in _BEGINNINGS or self.name in _OPEN_EDITS:
            return ""
        plain = unicodedata.normalize("NFKC", unquote(self.written)).casefold()
        words = (re.sub(r"[^a-z]", "", word) for word in re.split(r"[/#:?&=;,.]+", plain))
        return next((_NEARLY[word] for word in words if word in _NEARLY), "")

    @property
    def tells_of_ai(self) -> bool:
        """Whether it admits AI or leaves it open, at a beginning or as a change, in whatever spelling."""
        admits = {self.beginning, self.edit} & {
            Claim.AI_GENERATED, Claim.AI_EDITED, Claim.CONTAINS_AI, Claim.MAY_CONTAIN_AI,
        }  # fmt: skip
        return bool(admits) or bool(self.nearly)

    @property
    def classified(self) -> bool:
        """Whether the official signals know this value at a beginning."""
        return self.name in _CLASSIFIED

    @property
    def origin(self) -> Origin:
        """How the content began, if this is said of the beginning."""
        if not self.name:
            return Origin.UNSTATED
        return _BEGINNINGS.get(self.name, (Origin.OTHER, Claim.NONE))[0]

    @property
    def beginning(self) -> Claim:
        """What it claims of a beginning."""
        return _BEGINNINGS.get(self.name, (Origin.OTHER, Claim.NONE))[1]

    @property
    def edit(self) -> Claim:
        """What it claims of a change to something that was there before."""
        if self.name in _GENERATIVE:
            return Claim.AI_EDITED
        return Claim.MAY_CONTAIN_AI if self.name in _OPEN_EDITS else Claim.NONE


def read(written: str) -> Source:
    """The source type behind a text: a URI of either scheme, padded or not, a QCode or the bare name.

    A name that serves a faker (captured, made by a person) counts only under the vocabularies' own addresses.
    """
    stripped = written.strip().removeprefix(_QCODE).rstrip("/")
    base, slash, name = stripped.rpartition("/")
    known = not slash or (base + slash).replace("https://", "http://", 1) in _BASES
    if not known and _BEGINNINGS.get(name, (Origin.OTHER, Claim.NONE))[1] in (Claim.CAPTURED, Claim.HUMAN_MADE):
        return Source(written, stripped)
    return Source(written, name)
