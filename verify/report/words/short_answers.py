"""Which words say an answer in short, of a file and of a part of it alike."""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Standing
from verify.report.words.catalogue import find_key, has_key

# where somebody or something says it, without proof
_CARRIED: Final = frozenset((Standing.KNOWN, Standing.UNCONFIRMED, Standing.STATED, Standing.DECODED, Standing.BROKEN))


def short_key(conclusion: Conclusion, standing: Standing) -> str:
    """Return the key of an answer in about three words, of a file or of a part of it."""
    if conclusion is Conclusion.DISPUTED:
        return "report.badges.short_disputed"
    if standing is Standing.CONFIRMED and has_key("report.badges.short_confirmed", conclusion):
        return f"report.badges.short_confirmed.{conclusion}"
    if standing is Standing.DECODED and conclusion is Conclusion.AI_GENERATED:
        return "report.badges.short_mark"
    if standing in _CARRIED and has_key("report.badges.short_said", conclusion):
        return f"report.badges.short_said.{conclusion}"
    return find_key("report.badges.short_unknown", standing, "report.badges.short_unknown_otherwise")
