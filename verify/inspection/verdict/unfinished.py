"""What keeps a confirmed capture or human hand from being said: a reader that could have contradicted it did not end.

Otherwise a file that makes the reader of watermarks fail would buy itself a clean "recorded by a camera".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from verify.inspection.verdict.conclusions import AUTHENTICITY_CLAIMS
from verify.model import Conclusion, Finding, Problem, Reading, Standing, Strength

# they can yield no claim of AI, whatever they see; every other reader can
CANNOT_CONTRADICT: Final = frozenset({"preview", "c2pa_second", "trustmark", "invisible_characters"})
# it was never to look, or could not anywhere: named among what was not checked, and no more
_ONLY_NAMED: Final = frozenset({
    None,
    Problem.NOT_THIS_FORMAT,
    Problem.UNAVAILABLE,
    Problem.SWITCHED_OFF,
    Problem.ON_REQUEST,
    Problem.NEEDS_MODEL,
    Problem.NEEDS_NETWORK,
})  # fmt: skip

Concluded = tuple[Conclusion, Standing, tuple[Finding, ...]]


def _list_unended(readings: Sequence[Reading]) -> list[Reading]:
    return [one for one in readings if one.problem not in _ONLY_NAMED and one.reader not in CANNOT_CONTRADICT]


def withhold_authenticity(concluded: Concluded, readings: Sequence[Reading]) -> Concluded:
    """Make the conclusion unknown where it claims authenticity and a reader that could contradict it did not end."""
    conclusion, standing, _ = concluded
    if conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE) and _list_unended(readings):
        return Conclusion.UNKNOWN, standing, ()
    return concluded


def find_unfinished(findings: Sequence[Finding], readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """Report each reader that withholds an authenticity claim of this file, so that the answer can name it."""
    if not any(one.claim in AUTHENTICITY_CLAIMS and one.strength is Strength.CONFIRMED for one in findings):
        return ()
    return tuple(
        Finding(
            "context.reader_failed",
            one.reader,
            facts=(("reader", one.reader), ("problem", one.problem.value if one.problem else "")),
        )
        for one in _list_unended(readings)
    )
