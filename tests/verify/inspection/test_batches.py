"""In a batch: a dear reader is left out where it could change no answer, and is never said to have found nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build.records.signed import Bench, options, statement
from tests.verify.inspection.verdict.test_judge import findings_strategy, records
from verify.features.teaching.samples import signing
from verify.inspection import inspect as inspection
from verify.inspection.media.input_file import Media
from verify.inspection.readers import READERS
from verify.inspection.verdict.judge import judge
from verify.model import Conclusion, Finding, Options, OriginClaim, Problem, Reading, Record, Report, Standing, Strength
from verify.model.readers import CAN_BE_SPARED
from verify.report.label_card import Answer, label_card

Opener = Callable[..., Media]
AI = statement(actions=(signing.created("trainedAlgorithmicMedia"),))
WORDS = "visible_text"
SEEN = (
    Finding("visible.label", WORDS, OriginClaim.AI_GENERATED, Strength.STATED),
    Finding("visible.label_edited", WORDS, OriginClaim.AI_EDITED, Strength.STATED),
    Finding("visible.name", WORDS, OriginClaim.NONE, Strength.HINT),
    Finding("visible.words", WORDS, OriginClaim.NONE, Strength.HINT),
)


def inspect(opened: Opener, bench: Bench, data: bytes, **changed: object) -> Report:
    asked: Options = replace(options(bench.root), **{"in_batch": True, **changed})
    with opened(data) as media:
        return inspection.inspect(media.path, asked)


def words_of(report: Report) -> Reading:
    return next(reading for reading in report.readings if reading.reader == WORDS)


def test_where_a_signed_record_says_ai_no_words_are_read_and_every_view_is_told(bench: Bench, opened: Opener) -> None:
    data = bench.sign(AI)
    spared = inspect(opened, bench, data)
    assert words_of(spared) == Reading(WORDS, looked=False, problem=Problem.NOT_NEEDED)
    assert WORDS not in spared.run.readers
    assert next(one for one in label_card(spared).demands if one.item == "seen_label").answer is Answer.NOT_CHECKED
    whole = inspect(opened, bench, data, in_batch=False)
    assert words_of(whole).looked
    assert whole.verdict == spared.verdict
    assert whole.verdict.standing is Standing.CONFIRMED
    assert whole.findings == spared.findings


@pytest.mark.parametrize("readers", [("c2pa", "c2pa_text", WORDS), ("all",)])
def test_a_reader_that_was_named_looks(bench: Bench, opened: Opener, readers: tuple[str, ...]) -> None:
    assert words_of(inspect(opened, bench, bench.sign(AI), readers=readers)).looked is (readers != ("all",))


def test_words_are_read_where_no_record_says_ai_or_nobody_vouches_for_it(bench: Bench, opened: Opener) -> None:
    assert words_of(inspect(opened, bench, bench.plain)).looked
    assert words_of(inspect(opened, bench, bench.signed)).looked  # a camera's
    unknown = inspect(opened, bench, bench.sign(AI), trust=())
    assert unknown.verdict.standing is Standing.UNCONFIRMED
    assert words_of(unknown).looked


@settings(max_examples=150, deadline=None)
@given(findings_strategy, records, st.lists(st.sampled_from(SEEN), min_size=1, max_size=3))
def test_what_is_seen_changes_no_answer_that_a_record_gives(
    findings: list[Finding], record: Record, seen: list[Finding]
) -> None:
    before = judge(findings, record)
    assume(before.standing in (Standing.CONFIRMED, Standing.KNOWN) and before.conclusion in inspection._ADMISSIONS)
    assert judge([*findings, *seen], record) == before


def test_what_can_be_spared_yields_nothing_else_than_what_was_tried_above() -> None:
    (reader,) = (one for one in READERS if one.name in CAN_BE_SPARED)
    assert reader.emits == {finding.code for finding in SEEN}
    assert Conclusion.DISPUTED not in inspection._ADMISSIONS
