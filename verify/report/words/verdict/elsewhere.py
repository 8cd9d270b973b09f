"""Who else can look: pages of makers for the marks that only they read, and searches where nothing was found.

Whence uploads nothing. Each page is opened by a click only, and its sentence says what opening and using it reveals.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from verify.model import Report
from verify.report import report_facts, verifiers
from verify.report.report_facts import Medium
from verify.report.verifiers import Verifier
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_day
from verify.report.words.types import Step, StepKind
from verify.report.words.verdict.absence import is_silent
from verify.report.words.verdict.next_steps import address

_SEARCH: Final = ("verdict.elsewhere.search", "verdict.elsewhere.picture_search")


def elsewhere(translator: Translator, report: Report) -> tuple[Step, ...]:
    """List the pages of the makers that something in the file names, and more where nothing carries an answer.

    The last line says when and how the pages were looked up.
    """
    if report.file.problem:
        return ()
    silent = is_silent(report)
    services = dict.fromkeys((*verifiers.find_named(report), *(verifiers.find_silent(report) if silent else ())))
    pages = [
        Step(
            translator.text(f"verdict.elsewhere.{service.name}", _say_ends(translator, service)),
            service.address,
            StepKind.OPEN_VERIFIER if service.address else StepKind.ADVICE,
            urlsplit(service.address).hostname or "",
            service.maker,
        )
        for service in services
    ]
    if silent and report_facts.medium(report) is Medium.PICTURE:
        sentence, page = _SEARCH
        pages.insert(0, Step(translator.text(sentence), address(translator, page)))
    if services:
        checked = min(service.checked for service in services)
        pages.append(Step(translator.text("verdict.elsewhere.looked_up", date=say_day(translator, checked))))
    return tuple(pages)


def _say_ends(translator: Translator, verifier: Verifier) -> dict[str, str]:
    """Say on which day which of a maker's services ended."""
    return {what: say_day(translator, day) for what, day in verifier.ended}
