"""The verdict: from findings to one answer. Pure and total; it reads no file and knows no words.

The order of judgement is the project's constitution:
  (1) a file that could not be read is `unchecked`;
  (2) admissions of AI count at every standing, the strongest standing first, within one standing the
      gravest claim first (made > edited > contains);
  (3) capture and human-made count only from a confirmed record whose whole history is free of AI,
      and only where every reader that could contradict them ended;
  (4) where such a record, or a confirmed record that is silent on AI, meets an AI mark that is not part of
      its own story, nobody wins: `disputed`. Text or a logo seen in the picture never disputes;
  (5) else a record may leave AI open; else it is not known, with the standing of the record there is;
  (6) where part of the record's history is missing or unread, or its hash leaves the content out, it boasts of nothing,
      and in the second case nothing that it says is more than unconfirmed.
Hints never decide. Finding nothing is not a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from verify.inspection.c2pa.statements import story
from verify.inspection.verdict.alarms import are_stale, raised
from verify.inspection.verdict.conclusions import conclude, deciding
from verify.inspection.verdict.reasons import carrier, doubts, edits, origin, states
from verify.inspection.verdict.unfinished import spoiled, unfinished
from verify.model import Alarm, Finding, Problem, Reading, Record, Standing, TrustListFacts, Verdict

__all__ = ["judge", "unfinished"]


def judge(
    findings: Sequence[Finding],
    record: Record,
    readings: Sequence[Reading] = (),
    problem: Problem | None = None,
    *,
    lists: Sequence[TrustListFacts] = (),
    now: datetime | None = None,
) -> Verdict:
    """The one answer that the findings carry.

    `problem` is set where the file could not be read. `now` is the time of judgement; with `lists` it tells
    whether the trust lists are stale. The order of `findings` changes nothing but the indices in the answer.
    """
    if problem is not None:
        return Verdict(standing=Standing.UNCHECKED, alarms=(Alarm.NOT_ALL_CHECKED,))
    known = deciding(findings)
    conclusion, standing, carriers = spoiled(conclude(known, findings, record), readings)
    told = story(record)
    return Verdict(
        conclusion=conclusion,
        standing=standing,
        alarms=raised(findings, record, readings, conclusion, stale=are_stale(lists, now)),
        origin=origin(conclusion, carriers, told.origin),
        edits=edits(conclusion, carriers, told.edits),
        by=carrier(carriers, record, standing),
        reasons=_indices(findings, (*carriers, *states(findings, conclusion, standing))),
        doubts=_in_order(findings, doubts(findings, known, conclusion, carriers, record)),
    )


def _in_order(findings: Sequence[Finding], wanted: Sequence[Finding]) -> tuple[int, ...]:
    """The places of `wanted`, the gravest first."""
    return tuple(dict.fromkeys(at for one in wanted for at, other in enumerate(findings) if other == one))


def _indices(findings: Sequence[Finding], wanted: Iterable[Finding]) -> tuple[int, ...]:
    chosen = list(wanted)
    return tuple(index for index, one in enumerate(findings) if one in chosen)
