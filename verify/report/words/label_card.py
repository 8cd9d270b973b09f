"""The words of the label card: its lines, its statements, and what laws and codes ask for."""

from __future__ import annotations

from verify.model import Report
from verify.report.label_card import LabelCard, Regime, label_card
from verify.report.label_statements import Line, Source, Statement
from verify.report.report_facts import moment
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.terms import source_type_name
from verify.report.words.types import Demanded, LabelCardWords


def label_card_words(speech: Translator, report: Report) -> LabelCardWords:
    """The card in words; every line is there, also where nothing is stated."""
    card = label_card(report)
    rows = tuple(
        (speech.text(f"report.label_card.lines.{line}"), _line(speech, line, said)) for line, said in card.lines
    )
    return LabelCardWords(
        rows=(*rows, (speech.text("report.label_card.not_told"), speech.text("report.label_card.limits"))),
        demands=tuple(_demanded(speech, card, regime) for regime in Regime),
        note=speech.text("report.label_card.no_verdict"),
    )


def _line(speech: Translator, line: Line, said: tuple[Statement, ...]) -> str:
    if not said:
        return speech.text("report.label_card.nothing")
    return speech.separate(*dict.fromkeys(_statement(speech, line, item) for item in said))


def _statement(speech: Translator, line: Line, item: Statement) -> str:
    text = moment(item.text) if line is Line.TIME else item.text
    if item.code == "source_type":
        shown = source_type_name(speech, item.text)
    elif line is Line.INTEGRITY and item.source is Source.RECORD:
        shown = speech.term("terms.states", item.code)
    elif has_key("report.label_card.statements", (line, item.code)):
        shown = speech.text(f"report.label_card.statements.{line}.{item.code}", text=text, note=item.note)
    else:
        shown = text
    return speech.text(
        "report.label_card.with_source", what=shown, source=speech.text(f"report.label_card.sources.{item.source}")
    )


def _demanded(speech: Translator, card: LabelCard, regime: Regime) -> Demanded:
    own = tuple(item for item in card.demands if item.regime is regime)
    return Demanded(
        heading=speech.text(f"report.label_card.regimes.{regime}"),
        rows=tuple(
            (
                speech.text(f"report.label_card.items.{item.item}"),
                speech.text(f"report.label_card.answers.{item.answer}"),
            )
            for item in own
        ),
    )
