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

from verify.inspection.c2pa.statements import summarise_provenance
from verify.inspection.verdict.alarms import are_stale, raise_alarms
from verify.inspection.verdict.conclusions import choose_deciding, conclude, find_unfinished, withhold_authenticity
from verify.inspection.verdict.reasons import choose_states, find_doubts, judge_edits, judge_origin, name_carrier
from verify.model import Alarm, Finding, PartVerdict, Problem, Reading, Record, Standing, TrustListFacts, Verdict

__all__ = ["find_unfinished", "judge"]


def judge(
    findings: Sequence[Finding],
    record: Record,
    readings: Sequence[Reading] = (),
    problem: Problem | None = None,
    *,
    lists: Sequence[TrustListFacts] = (),
    now: datetime | None = None,
    parts: tuple[PartVerdict, ...] = (),
) -> Verdict:
    """Judge the findings: the one answer that they carry.

    `problem` is set where the file could not be read. `now` is the time of judgement; with `lists` it tells
    whether the trust lists are stale. `parts` are the verdicts of files inside, which speak by their findings alone.
    The order of `findings` changes nothing but the indices in the answer.
    """
    if problem is not None:
        return Verdict(standing=Standing.UNCHECKED, alarms=(Alarm.NOT_ALL_CHECKED,))
    deciding = choose_deciding(findings)
    conclusion, standing, carriers = withhold_authenticity(conclude(deciding, findings, record), readings)
    provenance = summarise_provenance(record)
    return Verdict(
        conclusion=conclusion,
        standing=standing,
        alarms=raise_alarms(findings, record, readings, conclusion, stale=are_stale(lists, now)),
        origin=judge_origin(conclusion, carriers, provenance.origin),
        edits=judge_edits(conclusion, carriers, provenance.edits),
        by=name_carrier(carriers, record, standing),
        reasons=_find_indices(findings, (*carriers, *choose_states(findings, conclusion, standing))),
        doubts=_order_indices(findings, find_doubts(findings, deciding, conclusion, carriers, record)),
        parts=parts,
    )


def _order_indices(findings: Sequence[Finding], selection: Sequence[Finding]) -> tuple[int, ...]:
    """Return the places of `selection`, the gravest first."""
    return tuple(dict.fromkeys(at for finding in selection for at, other in enumerate(findings) if other == finding))


def _find_indices(findings: Sequence[Finding], selection: Iterable[Finding]) -> tuple[int, ...]:
    members = list(selection)
    return tuple(index for index, finding in enumerate(findings) if finding in members)
