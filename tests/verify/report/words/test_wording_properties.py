"""Translator is total: no combination of values and no text out of a file makes it raise or act."""

from __future__ import annotations

import unicodedata
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from verify.model import (
    Action,
    Alarm,
    Conclusion,
    Edits,
    Field,
    FileFacts,
    Finding,
    Identity,
    Ingredient,
    Manifest,
    Origin,
    OriginClaim,
    Problem,
    Reading,
    Record,
    RecordState,
    Report,
    Run,
    SecondOpinion,
    Signer,
    Standing,
    Strength,
    TrustListFacts,
    Verdict,
)
from verify.model.finding_codes import FINDINGS
from verify.report.words import badges, finding_cards, history
from verify.report.words import readers as readers_words
from verify.report.words.catalogue import Translator
from verify.report.words.history import record_state
from verify.report.words.verdict import alarms, next_steps, not_checked, standing, summary
from verify.report.words.verdict import headline as headline_words

_Value = TypeVar("_Value")

WORDINGS = (Translator("en"), Translator("zh_CN"))

texts = st.one_of(
    st.text(alphabet=st.characters(codec=None), max_size=40),
    st.sampled_from(
        ["", "{signer}", "{", "}}", "%s", "<b>", "“”", "\u202e", "http://[", "2026-01-02T03:04:05Z", "c2pa.edited",
         "trainedAlgorithmicMedia", "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", "parentOf"]
    ),
)  # fmt: skip


def tuples(values: st.SearchStrategy[_Value], most: int = 2) -> st.SearchStrategy[tuple[_Value, ...]]:
    return st.lists(values, max_size=most).map(tuple)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    code = draw(st.sampled_from(sorted(FINDINGS)))
    facts = tuple((name, draw(texts)) for name in FINDINGS[code].facts)
    kept = facts[: draw(st.integers(0, 12))]
    return Finding(code, "reader", draw(st.sampled_from(OriginClaim)), draw(st.sampled_from(Strength)), "", kept)


signers = st.builds(Signer, texts, texts, trust_list=texts, interim_list=texts, test=st.booleans(), not_after=texts)
manifests = st.builds(
    Manifest,
    label=st.sampled_from(["a", "b", ""]),
    state=st.sampled_from(RecordState),
    title=texts,
    signer=st.none() | signers,
    signed_at=texts,
    time_confirmed=st.booleans(),
    inception=tuples(texts),
    actions=tuples(st.builds(Action, texts, texts, texts, texts)),
    ingredients=tuples(st.builds(Ingredient, texts, texts, texts, manifest=st.sampled_from(["a", "b", ""]))),
    identities=tuples(st.builds(Identity, texts, texts, st.sampled_from(["invalid", "unchecked"]), texts)),
    product=texts,
)
records = st.builds(
    Record,
    st.sampled_from(RecordState),
    tuples(texts),
    tuples(manifests),
    st.sampled_from(["embedded", "sidecar", "remote", "alone", "none"]),
    texts,
    checking=st.booleans(),
    second_opinion=st.none() | st.builds(SecondOpinion, texts, texts, st.booleans()),
)
verdicts = st.builds(
    Verdict,
    st.sampled_from(Conclusion),
    st.sampled_from(Standing),
    tuples(st.sampled_from(Alarm), 4),
    st.sampled_from(Origin),
    st.sampled_from(Edits),
    texts,
    tuples(st.integers(-2, 5), 3),
    tuples(st.integers(-2, 5), 3),
)
readers = st.sampled_from(["c2pa", "c2pa_content", "c2pa_second", "exif", "xmp", "iptc", "text_chunks", "preview", "x"])
media_types = st.sampled_from(["", "image/jpeg", "video/mp4", "audio/wav", "text/plain", "application/pdf", "x/y/z"])
reports = st.builds(
    Report,
    st.builds(FileFacts, texts, texts, media_type=media_types, problem=st.none() | st.sampled_from(Problem)),
    verdicts,
    records,
    tuples(findings(), 4),
    tuples(st.builds(Field, texts, texts)),
    tuples(st.builds(Reading, readers, st.booleans(), st.none() | st.sampled_from(Problem)), 4),
    st.builds(Run, lists=tuples(st.builds(TrustListFacts, texts, texts, st.sampled_from(["signing", "user"])))),
)


def everything_said(wording: Translator, report: Report) -> list[str]:
    said = [
        headline_words.headline(wording, report),
        standing.standing(wording, report),
        summary.summary(wording, report),
        standing.signer_line(wording, report),
        badges.short(wording, report),
        record_state(wording, (report.record).state),
        badges.badge(wording, report.verdict.standing).word,
        *(words.sentence for words in alarms.alarm_words(wording, report)),
        *(step.text for step in next_steps.next_steps(wording, report)),
        *(readers_words.reading_sentence(wording, reading, report) for reading in report.readings),
        *(badges.field_group(wording, field.key) for field in report.fields),
        *not_checked.not_checked(wording, report),
    ]
    for finding in report.findings:
        card = finding_cards.finding_words(wording, finding)
        said += [card.title, card.found, card.meaning, card.limits]
    for manifest in report.record.manifests:
        node = history.node_words(wording, manifest, report.record)
        said += [node.title, node.signer, node.state, node.what, node.relation]
        for ingredient in manifest.ingredients:
            flat = history.ingredient_words(wording, ingredient)
            said += [flat.title, flat.signer, flat.state, flat.what, flat.relation]
        said += [history.action_words(wording, action) for action in manifest.actions]
    return said


@settings(max_examples=150, deadline=None)
@given(reports)
def test_every_report_can_be_said_and_nothing_in_it_stays_hidden(report: Report) -> None:
    for wording in WORDINGS:
        assert headline_words.headline(wording, report)
        assert standing.standing(wording, report)
        assert summary.summary(wording, report)
        assert next_steps.next_steps(wording, report)
        for text in everything_said(wording, report):
            assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in text)


@settings(max_examples=150, deadline=None)
@given(reports)
def test_nothing_but_a_confirmed_standing_asserts(report: Report) -> None:
    if report.verdict.standing is Standing.CONFIRMED:
        return
    headline = headline_words.headline(WORDINGS[0], report)
    assert not headline.startswith(("Made ", "Recorded ", "Scanned ", "Joined ", "Changed ", "Contains ", "A photo "))
