"""The label card: the same lines for every law, each with its source, and no judgement."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from tests.build import example_reports
from tests.build.reports import finding, signed
from verify.model import (
    Conclusion,
    Field,
    FileFacts,
    Finding,
    Origin,
    OriginClaim,
    RecordState,
    Report,
    Signer,
    Standing,
    Strength,
)
from verify.report.formats.html import html
from verify.report.formats.text import text
from verify.report.label_card import Answer, LabelCard, Regime, label_card
from verify.report.label_statements import Line, Source, Statement
from verify.report.words.cards import label_card as label_card_words
from verify.report.words.catalogue import Translator, names_in

PICTURE = FileFacts("/a.png", "a.png", 1, "", "image/png")
AIGC = finding(
    "label.aigc_is",
    OriginClaim.AI_GENERATED,
    Strength.STATED,
    value="1",
    provider="ByteDance, Doubao",
    producer="001191110102MACQD9K64010000",
    produce_id="cc75",
    propagator="zhihu",
    propagator_name="zhihu",
    propagate_id="77",
)


def of(*findings: Finding, fields: tuple[Field, ...] = (), media_type: str = "image/png") -> LabelCard:
    return label_card(Report(replace(PICTURE, media_type=media_type), findings=findings, fields=fields))


def answers(card: LabelCard, regime: Regime) -> dict[str, Answer]:
    return {item.item: item.answer for item in card.demands if item.regime is regime}


def made(state: RecordState, standing: Standing, list_name: str = "") -> Report:
    signer = Signer("OpenAI OpCo, LLC", trust_list=list_name)
    source, claim = "trainedAlgorithmicMedia", OriginClaim.AI_GENERATED
    return signed(Conclusion.AI_GENERATED, standing, state, signer, source, claim, Origin.AI)


def test_a_file_that_says_nothing_has_every_line_empty_and_no_label() -> None:
    card = of()
    assert not card.labelled
    assert [line for line, _ in card.lines] == list(Line)
    assert all(said == () for _, said in card.lines)
    assert {item.answer for item in card.demands} == {Answer.MISSING, Answer.NOT_SEEN}


def test_a_labelled_file_inside_is_on_the_card_and_meets_no_demand() -> None:
    card = of(finding("document.ai_inside", OriginClaim.CONTAINS_AI, Strength.STATED, place="picture 1"))
    assert card.labelled
    assert card.of(Line.AI) == (Statement(Source.INSIDE, "contains"),)
    assert {item.answer for item in card.demands} == {Answer.MISSING, Answer.NOT_SEEN}


def test_a_full_aigc_label_fills_all_that_gb_45438_asks_for() -> None:
    card = of(AIGC)
    assert card.labelled
    assert card.of(Line.AI) == (Statement(Source.AIGC, "generated", "1"),)
    assert card.of(Line.PROVIDER) == (Statement(Source.AIGC, "stated", "ByteDance, Doubao"),)
    assert card.of(Line.PROPAGATOR) == (Statement(Source.AIGC, "numbered", "zhihu", "77"),)
    assert card.of(Line.INTEGRITY) == (Statement(Source.AIGC, "none"),)
    china = answers(card, Regime.CHINA)
    assert china.pop("seen_label") is Answer.NOT_SEEN
    assert set(china.values()) == {Answer.THERE}
    assert set(answers(card, Regime.EU).values()) == {Answer.MISSING, Answer.NOT_SEEN}


@pytest.mark.parametrize(
    ("code", "said"),
    [("label.aigc_may_be", "may_be"), ("label.aigc_suspected", "suspected"), ("label.emptied", "emptied")],
)
def test_the_states_of_a_label_are_told_apart(code: str, said: str) -> None:
    card = of(finding(code))
    assert [item.code for item in card.of(Line.AI)] == [said]
    assert answers(card, Regime.CHINA)["attribute"] is (Answer.MISSING if said == "emptied" else Answer.THERE)


def test_a_seal_that_fits_is_named_and_the_propagators_is_left_out() -> None:
    seals = (
        finding("label.aigc_signature_pinned", signer="MiniMax", member="ReservedCode1"),
        finding("label.aigc_signature_unchecked", signer="", member="ReservedCode2"),
    )
    assert of(AIGC, *seals).of(Line.INTEGRITY) == (Statement(Source.AIGC, "pinned", "MiniMax"),)


def test_a_trusted_record_fills_what_the_european_code_asks_for() -> None:
    report = made(RecordState.TRUSTED, Standing.CONFIRMED, "C2PA trust list")
    card = label_card(report)
    assert card.of(Line.PROVIDER) == (Statement(Source.RECORD, "listed", "OpenAI OpCo, LLC"),)
    assert card.of(Line.INTEGRITY) == (Statement(Source.RECORD, "trusted"),)
    europe = answers(card, Regime.EU)
    assert europe.pop("watermark") is Answer.NOT_SEEN
    assert set(europe.values()) == {Answer.THERE}


def test_an_unknown_signer_is_called_so_and_a_broken_record_never_counts_as_there() -> None:
    unknown = label_card(made(RecordState.UNTRUSTED, Standing.UNCONFIRMED))
    assert unknown.of(Line.PROVIDER)[0].code == "unlisted"
    assert answers(unknown, Regime.EU)["time_stamp"] is Answer.MISSING
    broken = answers(label_card(made(RecordState.ALTERED, Standing.BROKEN)), Regime.EU)
    assert (broken["signature"], broken["says_ai_signed"]) == (Answer.BROKEN, Answer.BROKEN)


@pytest.mark.parametrize(
    ("agent", "name", "version"),
    [
        ("gpt-image 2.0", "gpt-image", "2.0"),
        ("Adobe Firefly/v3", "Adobe Firefly", "v3"),
        ("GPT-4o", "GPT-4o", ""),
        ("Image Creator", "Image Creator", ""),
    ],
)
def test_name_and_version_of_a_system_are_told_apart(agent: str, name: str, version: str) -> None:
    card = of(
        finding("record.origin", OriginClaim.AI_GENERATED, Strength.CONFIRMED, agent=agent, generator="library 1.0")
    )
    assert [item.text for item in card.of(Line.SYSTEM)] == [name]
    assert [item.text for item in card.of(Line.VERSION)] == ([version] if version else [])


def test_the_program_that_wrote_the_record_is_only_perhaps_the_system() -> None:
    card = of(
        finding("record.origin", OriginClaim.AI_GENERATED, Strength.CONFIRMED, agent="", generator="Some Library 9")
    )
    assert card.of(Line.SYSTEM) == (Statement(Source.RECORD, "writer", "Some Library 9"),)


def test_the_properties_of_iptc_name_system_version_time_and_number() -> None:
    fields = (
        Field("xmp:Iptc4xmpExt:AISystemUsed", "Example"),
        Field("xmp:Iptc4xmpExt:AISystemVersionUsed", "7"),
        Field("xmp:xmp:CreateDate", "2026-11-01T10:00:00Z"),
        Field("xmp:xmpMM:DocumentID", "xmp.did:1"),
    )
    card = of(
        finding("metadata.source_type", OriginClaim.AI_GENERATED, Strength.STATED, source_type="t"), fields=fields
    )
    asked = answers(card, Regime.CALIFORNIA)
    assert asked.pop("provider") is Answer.MISSING
    assert set(asked.values()) == {Answer.THERE}


def test_california_asks_nothing_of_texts() -> None:
    assert set(answers(of(AIGC, media_type="text/markdown"), Regime.CALIFORNIA).values()) == {Answer.NOT_ASKED}


def test_a_text_hidden_in_pixels_is_no_watermark() -> None:
    card = of(finding("signal.novelai_signed", OriginClaim.AI_GENERATED, Strength.DECODED, signer="NovelAI"))
    assert card.of(Line.INTEGRITY) == (Statement(Source.PIXELS, "sealed"),)
    assert answers(card, Regime.EU)["watermark"] is Answer.NOT_SEEN


def test_hints_are_no_statements() -> None:
    card = of(finding("metadata.generator_unclear", generator="Some Tool", version="1"), finding("visible.words"))
    assert not card.labelled
    assert (card.of(Line.AI), card.of(Line.SYSTEM)) == ((), ())


def test_a_recording_is_shown_by_its_source_type_and_is_no_label_of_ai() -> None:
    card = of(finding("record.origin", OriginClaim.CAPTURED, Strength.CONFIRMED, source_type="digitalCapture"))
    assert card.of(Line.AI) == (Statement(Source.RECORD, "source_type", "digitalCapture"),)
    assert not card.labelled


def test_every_item_that_is_asked_for_has_words_and_no_other() -> None:
    assert {item.item for item in of().demands} == set(names_in("report.label_card.items"))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_views_show_the_card_where_something_speaks_of_ai(language: str) -> None:
    wording = Translator(language)
    heading = wording.text("window.label_card")
    for findings, shown in (((AIGC,), True), ((), False)):
        report = Report(PICTURE, findings=findings)
        for view in (text(report, wording, 80, everything=True), html([report], wording)):
            assert (heading in view) is shown
            assert (wording.text("report.label_card.regimes.china") in view) is shown


def test_a_name_out_of_the_file_cannot_act() -> None:
    nasty = replace(AIGC, facts=(*AIGC.facts[1:], ("producer", "x"), ("provider", "\x1b[31m<b>\u202e")))
    rows = dict(label_card_words.label_card_words(Translator("en"), Report(PICTURE, findings=(nasty,))).rows)
    assert not {"\x1b", "\u202e"} & set(rows["Provider"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=example_reports.reports())
def test_any_report_has_a_card_with_every_line(report: Report) -> None:
    card = label_card(report)
    assert [line for line, _ in card.lines] == list(Line)
    for language in ("en", "zh_CN"):
        words = label_card_words.label_card_words(Translator(language), report)
        assert all(caption and said for caption, said in words.rows)
