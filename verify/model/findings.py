"""What readers see in a file: fields, findings, small pictures and what these look like.

Every text that came out of a file lives in `Field.value` and `Finding.facts` and is untrusted wherever it goes.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from verify.model.vocabularies.enumerations import OriginClaim, Strength


class Field(Struct, frozen=True):
    """One piece of text as it stands in the file: no opinion. `key` is `group:name`, `where` the place."""

    key: str
    value: str
    where: str = ""


class Finding(Struct, frozen=True):
    """One opinion: a code of `verify.model.vocabularies.finding_codes.FINDINGS` plus the facts that its words need.

    `claim` is what the finding says about the content (NONE if it says nothing), `strength` the kind of
    proof, `where` the place in the file, `facts` pairs of (name, untrusted text).
    """

    code: str
    reader: str
    claim: OriginClaim = OriginClaim.NONE
    strength: Strength = Strength.HINT
    where: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """Return the fact called `name`, or an empty string."""
        for known, text in reversed(self.facts):
            if known == name:
                return text
        return ""


class Picture(Struct, frozen=True):
    """A small preview or thumbnail as raw pixels, 8-bit RGB row by row, so no image parser runs on it later."""

    name: str  # "preview", or the manifest thumbnail's reference
    width: int
    height: int
    rgb: bytes
    whole_width: int = 0  # pixels, as shown, of what it was made small from; 0: not known
    whole_height: int = 0


class Imprint(Struct, frozen=True):
    """What a picture, or one frame of a video, looks like: a few bytes by which a copy is known again.

    `whole` is its ISCC image code, `landmarks` its conspicuous points with what surrounds them, strongest first
    (`media.fingerprint` says how), `picture` a small view of it, `seconds` the time of a frame in its video.
    """

    whole: bytes
    landmarks: bytes
    picture: Picture
    seconds: float = 0.0


class Waveform(Struct, frozen=True):
    """How loud a sound is over its length, in columns of equal time. Nothing is concluded from it."""

    seconds: float  # of the whole; longer than 0
    peaks: bytes  # a column each: its highest sample from 0 to LOUDEST, or UNHEARD

    LOUDEST: ClassVar[int] = 254
    UNHEARD: ClassVar[int] = 255  # this stretch was not decoded
