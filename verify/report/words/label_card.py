"""The words of the label card: its lines, its statements, and what laws and codes ask for."""

from __future__ import annotations

from verify.model import Report
from verify.report.label_card import LabelCard, Regime, label_card
from verify.report.label_statements import Line, Source, Statement
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.dates import say_time
from verify.report.words.history import source_type_name
from verify.report.words.types import LabelCardWords, RegimeDemands


def label_card_words(translator: Translator, report: Report) -> LabelCardWords:
    """Put the card into words; every line is there, also where nothing is stated."""
    card = label_card(report)
    rows = tuple(
        (translator.text(f"report.label_card.lines.{line}"), _line(translator, line, said)) for line, said in card.lines
    )
    return LabelCardWords(
        rows=(*rows, (translator.text("report.label_card.not_told"), translator.text("report.label_card.limits"))),
        demands=tuple(_regime_demands(translator, card, regime) for regime in Regime),
        note=translator.text("report.label_card.no_verdict"),
    )


def _line(translator: Translator, line: Line, said: tuple[Statement, ...]) -> str:
    if not said:
        return translator.text("report.label_card.nothing")
    return translator.separate(*dict.fromkeys(_statement(translator, line, item) for item in said))


def _statement(translator: Translator, line: Line, statement: Statement) -> str:
    text = say_time(translator, statement.text) if line is Line.TIME else statement.text
    if statement.code == "source_type":
        shown = source_type_name(translator, statement.text)
    elif line is Line.INTEGRITY and statement.source is Source.RECORD:
        shown = translator.term("terms.states", statement.code)
    elif has_key("report.label_card.statements", (line, statement.code)):
        shown = translator.text(f"report.label_card.statements.{line}.{statement.code}", text=text, note=statement.note)
    else:
        shown = text
    return translator.text(
        "report.label_card.with_source",
        what=shown,
        source=translator.text(f"report.label_card.sources.{statement.source}"),
    )


def _regime_demands(translator: Translator, card: LabelCard, regime: Regime) -> RegimeDemands:
    own = tuple(item for item in card.demands if item.regime is regime)
    return RegimeDemands(
        heading=translator.text(f"report.label_card.regimes.{regime}"),
        rows=tuple(
            (
                translator.text(f"report.label_card.items.{item.item}"),
                translator.text(f"report.label_card.answers.{item.answer}"),
            )
            for item in own
        ),
    )
