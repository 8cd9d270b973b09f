"""The words of the label card: its lines, its statements, and what laws and codes ask for."""

from __future__ import annotations

from verify.model import Report
from verify.report.label_card import LabelCard, Regime, label_card
from verify.report.label_statements import Line, Source, Statement
from verify.report.words.cards.history import source_type_name
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.dates import say_time
from verify.report.words.types import LabelCardWords, RegimeDemands


def label_card_words(translator: Translator, report: Report) -> LabelCardWords:
    """Put the card into words; every line is there, also where nothing is stated."""
    card = label_card(report)
    return LabelCardWords(
        rows=label_card_rows(translator, card),
        demands=tuple(_regime_demands(translator, card, regime) for regime in Regime),
        note=label_card_note(translator),
    )


def label_card_rows(translator: Translator, card: LabelCard) -> tuple[tuple[str, str], ...]:
    """Say the lines of the card, and last what it can't tell."""
    rows = (
        (translator.text(f"report.label_card.lines.{line}"), _line(translator, line, said)) for line, said in card.lines
    )
    return (*rows, (translator.text("report.label_card.not_told"), translator.text("report.label_card.limits")))


def label_card_note(translator: Translator) -> str:
    """Say that a card judges nothing."""
    return translator.text("report.label_card.no_verdict")


def _line(translator: Translator, line: Line, said: tuple[Statement, ...]) -> str:
    if not said:
        return translator.text("report.label_card.nothing")
    return translator.separate(*dict.fromkeys(_statement(translator, line, statement) for statement in said))


def _statement(translator: Translator, line: Line, statement: Statement) -> str:
    text = say_time(translator, statement.text) if line is Line.TIME else statement.text
    if statement.code == "source_type":
        what = source_type_name(translator, statement.text)
    elif line is Line.INTEGRITY and statement.source is Source.RECORD:
        what = translator.term("terms.states", statement.code)
    elif has_key("report.label_card.statements", (line, statement.code)):
        what = translator.text(f"report.label_card.statements.{line}.{statement.code}", text=text, note=statement.note)
    else:
        what = text
    return translator.text(
        "report.label_card.with_source",
        what=what,
        source=translator.text(f"report.label_card.sources.{statement.source}"),
    )


def _regime_demands(translator: Translator, card: LabelCard, regime: Regime) -> RegimeDemands:
    own = tuple(demand for demand in card.demands if demand.regime is regime)
    return RegimeDemands(
        heading=translator.text(f"report.label_card.regimes.{regime}"),
        rows=tuple(
            (
                translator.text(f"report.label_card.items.{demand.item}"),
                translator.text(f"report.label_card.answers.{demand.answer}"),
            )
            for demand in own
        ),
    )
