"""What readers see in a file: fields, findings and small pictures.

Every text that came out of a file lives in `Field.value` and `Finding.facts` and is untrusted wherever it goes.
"""

from __future__ import annotations

from dataclasses import dataclass

from verify.model.terms import Claim, Strength


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of text as it stands in the file: no opinion. `key` is `group:name`, `where` the place."""

    key: str
    value: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One opinion: a code of `verify.vocabulary.FINDINGS` plus the facts that its words need.

    `claim` is what the finding says about the content (NONE if it says nothing), `strength` the kind of
    proof, `where` the place in the file, `facts` pairs of (name, untrusted text).
    """

    code: str
    reader: str
    claim: Claim = Claim.NONE
    strength: Strength = Strength.HINT
    where: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """The fact called `name`, or an empty string."""
        return dict(self.facts).get(name, "")


@dataclass(frozen=True, slots=True)
class Picture:
    """A small preview or thumbnail as raw pixels, 8-bit RGB row by row, so no image parser runs on it later."""

    name: str  # "preview", or the manifest thumbnail's reference
    width: int
    height: int
    rgb: bytes
