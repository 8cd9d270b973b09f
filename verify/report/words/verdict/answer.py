"""The answer of a report, made in one place: four lines, warnings, facts of the file, steps, and how sure it is.

Text, HTML, PDF, JSON, the window and every list show these values and word nothing of their own.
"""

from __future__ import annotations

from verify.model import Report
from verify.report.words.catalogue import Translator
from verify.report.words.types import Answer
from verify.report.words.verdict import headline, next_steps, standing, summary, unsigned
from verify.report.words.verdict import warnings as warnings_words
from verify.report.words.verdict.according_to import according_to
from verify.report.words.verdict.how_sure.how_sure import how_sure


def answer(translator: Translator, report: Report) -> Answer:
    """Word the answer."""
    steps = next_steps.next_steps(translator, report)
    pill = standing.pill(translator, report)
    return Answer(
        headline=headline.headline(translator, report),
        according_to=according_to(translator, report),
        sign=pill.shape,
        standing=pill.word,
        summary=summary.summary(translator, report),
        warnings=warnings_words.warnings(translator, report),
        facts=unsigned.unsigned(translator, report),
        steps=steps,
        privacy=next_steps.privacy(translator, steps),
        how_sure=how_sure(translator, report),
    )
