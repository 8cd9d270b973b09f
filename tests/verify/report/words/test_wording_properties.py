"""Translator is total: no combination of values and no text out of a file makes it raise or act."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import example_reports
from verify.model import Report, Standing
from verify.report.words import badges
from verify.report.words import readers as readers_words
from verify.report.words.cards import finding_cards, history
from verify.report.words.cards.history import record_state
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import not_checked
from verify.report.words.verdict.answer import answer
from verify.report.words.verdict.how_sure import alarms

TRANSLATORS = (Translator("en"), Translator("zh_CN"))

reports = st.builds(
    lambda report, reasons, doubts: replace(report, verdict=replace(report.verdict, reasons=reasons, doubts=doubts)),
    example_reports.reports(),
    *(st.lists(st.integers(-2, 5), max_size=3).map(tuple) for _ in range(2)),  # also those of no finding
)


def everything_said(translator: Translator, report: Report) -> list[str]:
    shown = answer(translator, report)
    said = [
        *(shown.line, shown.pill, shown.summary, *shown.warnings, *shown.how_sure.case, *shown.how_sure.notes),
        shown.facts.line if shown.facts else "",
        badges.short(translator, report),
        record_state(translator, (report.record).state),
        badges.badge(translator, report.verdict.standing).word,
        *(words.sentence for words in alarms.alarm_words(translator, report)),
        *(text for step in shown.steps for text in (step.text, step.argument, step.label)),
        *(readers_words.reading_sentence(translator, reading, report) for reading in report.readings),
        *(badges.field_group(translator, field.key) for field in report.fields),
        *not_checked.not_checked(translator, report),
    ]
    for finding in report.findings:
        card = finding_cards.finding_words(translator, finding)
        said += [card.title, card.found, card.meaning, card.limits]
    for manifest in report.record.manifests:
        node = history.node_words(translator, manifest, report.record)
        said += [node.title, node.signer, node.state, node.what, node.relation]
        for ingredient in manifest.ingredients:
            flat = history.ingredient_words(translator, ingredient)
            said += [flat.title, flat.signer, flat.state, flat.what, flat.relation]
        said += [history.action_words(translator, action) for action in manifest.actions]
    return said


@settings(max_examples=150, deadline=None)
@given(reports)
def test_every_report_can_be_said_and_nothing_in_it_stays_hidden(report: Report) -> None:
    for translator in TRANSLATORS:
        shown = answer(translator, report)
        assert all((shown.headline, shown.according_to, shown.sign, shown.standing, shown.summary))
        assert shown.steps
        for text in everything_said(translator, report):
            assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in text)


@settings(max_examples=150, deadline=None)
@given(reports)
def test_nothing_but_a_confirmed_standing_asserts(report: Report) -> None:
    if report.verdict.standing is Standing.CONFIRMED:
        return
    headline = answer(TRANSLATORS[0], report).headline
    bare = ("AI-", "Made ", "Taken ", "Recorded ", "Scanned ", "Joined ", "Edited ", "Contains AI-generated", "May ")
    assert not headline.startswith(bare)
