"""What may be said before every reader has ended: admissions of AI, and neither a boast nor that nothing was found."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verify.inspection.verdict.test_judge import findings_strategy, record_of, records
from verify.inspection.verdict.judge import judge
from verify.inspection.verdict.provisional import make_provisional
from verify.model import Conclusion, Finding, Problem, Reading, Record, RecordState, Verdict
from verify.model.readers import READERS, count_progress, is_record_final

C2PA = (Reading("c2pa", looked=True), Reading("c2pa_text", looked=False, problem=Problem.NOT_THIS_FORMAT))


@settings(max_examples=200, deadline=None)
@given(findings_strategy, records, st.data())
def test_it_never_boasts_never_says_unknown_and_drops_no_alarm(
    findings: list[Finding], record: Record, data: st.DataObject
) -> None:
    stages = sorted(data.draw(st.lists(st.integers(0, len(findings)), max_size=3)))
    said: list[Verdict] = []
    for stage in stages:
        verdict = judge(findings[:stage], record)
        early = make_provisional(verdict, said[-1] if said else None)
        if early is None:
            assert verdict.conclusion in (
                Conclusion.CAPTURED, Conclusion.HUMAN_MADE, Conclusion.UNKNOWN, Conclusion.MAY_CONTAIN_AI,
            )  # fmt: skip
            continue
        assert early.provisional
        assert (early.conclusion, early.standing, early.by) == (verdict.conclusion, verdict.standing, verdict.by)
        assert set(verdict.alarms) <= set(early.alarms)
        said.append(early)
    for one, next_one in itertools.pairwise(said):
        assert set(one.alarms) <= set(next_one.alarms)


@pytest.mark.parametrize(
    ("readings", "record", "final"),
    [
        (C2PA, Record(), True),
        (C2PA, record_of(RecordState.TRUSTED), True),
        (C2PA, Record(RecordState.UNTRUSTED, checking=True), False),
        (C2PA[:1], Record(), False),
        (C2PA[1:], Record(), False),
        ((), record_of(RecordState.TRUSTED), False),
        ((Reading("c2pa", looked=False, problem=Problem.SWITCHED_OFF), C2PA[1]), Record(), False),
    ],
)
def test_nothing_is_said_before_the_state_of_the_record_is_final(
    readings: tuple[Reading, ...], record: Record, final: bool
) -> None:
    assert is_record_final(record, readings) is final


def test_readers_that_have_no_say_are_not_counted() -> None:
    assert count_progress(()) == (0, len(READERS))
    idle = Reading("exif", looked=False, problem=Problem.NOT_THIS_FORMAT)
    missing = Reading("trustmark", looked=False, problem=Problem.NEEDS_MODEL)
    assert count_progress((idle, Reading("c2pa", looked=True), missing)) == (2, len(READERS) - 1)
