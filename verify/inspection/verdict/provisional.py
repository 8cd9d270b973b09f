"""The verdict over what is known so far: what of it may be said before every reader has ended. Pure.

An admission of AI may be told at once: further readers can add to it or contradict it, and do not take it back. A boast
waits for every reader that could contradict it, and nothing found so far is no answer.
"""

from __future__ import annotations

from msgspec.structs import replace

from verify.model import EARLY_CONCLUSIONS, Alarm, Verdict


def make_provisional(verdict: Verdict, before: Verdict | None) -> Verdict | None:
    """Return what of a verdict may be said now, after `before` was said; None where nothing may be.

    It is for the caller to know that the record's state is final or its absence certain. An alarm that was raised
    stays.
    """
    if verdict.conclusion not in EARLY_CONCLUSIONS:
        return None
    raised = {*verdict.alarms, *(before.alarms if before else ())}
    return replace(verdict, provisional=True, alarms=tuple(alarm for alarm in Alarm if alarm in raised))
