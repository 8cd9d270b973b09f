"""What a mark of the open library `invisible-watermark` says: the finding of a score, the same for every look."""

from __future__ import annotations

from typing import Final

from verify.inspection import opinions
from verify.inspection.watermarks.dwt_dct import Score
from verify.model import Finding, OriginClaim, Strength

# the inpainting scripts mark the whole picture, of which they redrew a part
_PARTLY: Final = frozenset({"sd1_inpainting"})


def make_finding(code: str, reader: str, look: str, score: Score, **facts: str) -> Finding:
    """Make the finding `code` for a score that fits, with the number of unmarked pictures that bounds the error."""
    claim = OriginClaim.AI_EDITED if score.payload.name in _PARTLY else OriginClaim.AI_GENERATED
    named_facts = {
        "scheme": score.payload.title,
        "payload": score.payload.name,
        "order": score.order,
        "kind": score.kind,
        "z": f"{score.z:.1f}",
        "correlation": f"{score.correlation:.2f}",
        "unmarked": str(count_unmarked(look)),
        **facts,
    }
    return Finding(code, reader, claim, Strength.DECODED, "colours of the pixels", tuple(named_facts.items()))


def count_unmarked(look: str) -> int:
    """Return the number of distinct pictures without a watermark in which `look` had no hit: what bounds its error.

    Raises KeyError for a look that was never measured. Source: docs/measurements/pixels.md.
    """
    return int(opinions.load("measured/pixels")["dwt_dct"][look])
