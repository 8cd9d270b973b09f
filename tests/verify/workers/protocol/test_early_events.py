"""What a worker sends of an answer before its report: few lines, none too long, and none where nobody listens."""

from __future__ import annotations

import io

from msgspec.structs import replace

from verify.model import Conclusion, FileFacts, Finding, Report, Standing, Verdict, limits
from verify.workers import protocol
from verify.workers.worker import _EventSender

AI = Verdict(Conclusion.AI_GENERATED, Standing.STATED, provisional=True)
SO_FAR = Report(FileFacts("/pictures/a.png", "a.png"), verdict=AI)


def sent(*reports: Report, quiet: bool = False) -> list[protocol.Event]:
    pipe = io.BytesIO()
    sender = _EventSender(7, pipe, quiet=quiet)
    for report in reports:
        sender.take(report)
    return [protocol.load_event(line) for line in pipe.getvalue().splitlines(keepends=True)]


def test_an_answer_travels_beside_its_grounds() -> None:
    assert sent(SO_FAR) == [protocol.Provisional(7, AI, replace(SO_FAR, verdict=Verdict()))]


def test_no_more_are_sent_than_the_parent_takes() -> None:
    many = [replace(SO_FAR, verdict=replace(AI, by=str(number))) for number in range(limits.PROVISIONAL_ANSWERS + 3)]
    assert len(sent(*many)) == limits.PROVISIONAL_ANSWERS


def test_one_that_is_too_long_is_left_to_the_report_and_counts_for_none() -> None:
    long = replace(SO_FAR, findings=(Finding("context.editor", "x", where="w" * 100_000),) * 30)
    assert [type(event) for event in sent(*[long] * 20, SO_FAR)] == [protocol.Provisional]


def test_who_wants_reports_alone_gets_none() -> None:
    assert sent(SO_FAR, quiet=True) == []
