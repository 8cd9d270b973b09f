"""Every finding that Whence can make has words: found, means, does not prove; in both languages."""

from __future__ import annotations

import pytest

from tests.build.reports import IPTC, finding
from verify.inspection.containers.base import Damage
from verify.inspection.metadata.ai_labels.aigc_members import Departure
from verify.inspection.metadata.context.programs import PERMISSIONS
from verify.model import Finding, OriginClaim, Problem, Strength
from verify.model.vocabularies.digital_source_type import DEFINITIONS
from verify.model.vocabularies.finding_codes import FINDINGS
from verify.report.words.cards import finding_cards, history
from verify.report.words.catalogue import Translator, has_key, keys_of, names_in, placeholders, variants_of

LANGUAGES = ("en", "zh_CN")
ENGLISH = Translator("en")
MADE_HERE = {
    "kind", "kind_name", "action_name", "what_name", "first_name", "second_name", "signal_names", "role_name",
    "check_name", "service_name", "departure_names", "mark_names", "permission_name", "rule_name", "covered_part",
    "method_name", "form_name", "unseen_name", "unseen_about", "payload_about", "answer_then",
    "signature_words", "reason_name", "why_name", "named", "time_part", "stamped_words", "revocation",
    "reader_title", "problem_name", "gap_name", "entry_name", "state_name", "unopened_name",
}  # fmt: skip
STATE_CODES = sorted(code for code in FINDINGS if has_key("finding", code))


def full(code: str) -> Finding:
    """A finding of `code` with all its facts."""
    known = {"source_type": IPTC + "digitalCapture", "action": "c2pa.edited", "relation": "parentOf"}
    facts = tuple((name, known.get(name, f"<{name}>")) for name in FINDINGS[code].facts)
    return Finding(code, "reader", OriginClaim.NONE, Strength.HINT, "here", facts)


def parts_of(code: str) -> tuple[str, ...]:
    """The parts of a card: what it does not prove is there only where something is to be said of this finding."""
    return tuple(part for part in ("title", "found", "meaning", "limits") if has_key(f"finding.{code}", part))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_a_finding_says_what_it_found_and_what_that_means(code: str, language: str) -> None:
    for each in (full(code), Finding(code, "reader")):
        words = finding_cards.finding_words(Translator(language), each)
        assert all((words.title, words.found, words.meaning))
        for text in (words.title, words.found, words.meaning, words.limits, words.technical):
            assert code not in text
            assert "{" not in text
        assert words.found.rstrip("”").endswith((".", "。")) or ": " in words.found or "：" in words.found


def test_there_are_cards_for_the_vocabulary_and_for_nothing_else() -> None:
    apart = {"unknown", "context.metadata_encrypted", "record.hash_unsupported", "record.unreadable_at"}
    apart |= {"record.untrusted_test"}
    cards = {name.rpartition(".")[0] for name in names_in("finding")} - apart
    assert {card for card in cards if not card.startswith("record.not_covered.")} == set(FINDINGS)


@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_a_card_asks_only_for_facts_that_its_finding_has(code: str) -> None:
    for part in parts_of(code):
        for variant in variants_of(f"finding.{code}.{part}"):
            assert placeholders(variant) <= {*FINDINGS[code].facts, *MADE_HERE}, variant


@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_the_barest_variant_of_a_card_needs_no_fact(code: str) -> None:
    for part in parts_of(code):
        assert not placeholders(variants_of(f"finding.{code}.{part}")[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_a_record_has_a_sentence_of_its_own(language: str) -> None:
    cards = [finding_cards.finding_words(Translator(language), full(code)) for code in STATE_CODES]
    for part in ("title", "found", "meaning", "limits"):
        said = [text for card in cards if (text := getattr(card, part))]
        assert len(said) == len(set(said)), part


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("claim", [OriginClaim.CAPTURED, OriginClaim.NONE])
def test_a_capture_always_says_what_a_camera_cannot_know(claim: OriginClaim, language: str) -> None:
    captured = finding("record.origin", claim, Strength.CONFIRMED, source_type=IPTC + "digitalCapture", signer="A")
    limits = finding_cards.finding_words(Translator(language), captured).limits
    expected = {
        "en": ("not that the scene was real", "a screen or a print", "caption, the place or the date", "revocation"),
        "zh_CN": ("不说明场景是真实的", "屏幕或印刷品", "说明文字、地点或日期", "吊销"),
    }
    for words in expected[language]:
        assert words in limits


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", sorted(DEFINITIONS))
def test_every_source_type_is_said_in_words_however_it_is_spelt(value: str, language: str) -> None:
    wording = Translator(language)
    name = history.source_type_name(wording, IPTC + value)
    assert name != value
    for spelling in (value, f"https://cv.iptc.org/newscodes/digitalsourcetype/{value}/", f" digsrctype:{value}"):
        assert history.source_type_name(wording, spelling) == name


def test_a_source_type_is_never_known_by_a_part_of_its_name() -> None:
    assert history.source_type_name(Translator("en"), "myAlgorithmicMedia") == "myAlgorithmicMedia"
    assert history.source_type_name(Translator("en"), "algorithmicMedia") != history.source_type_name(
        Translator("en"), "trainedAlgorithmicMedia"
    )


def test_names_of_source_types_actions_and_signals_differ() -> None:
    for names in (
        [variants_of(f"terms.source_types.{name}.name")[0] for name in DEFINITIONS],
        [variants_of(key)[0] for key in keys_of("terms.actions")],
        [variants_of(key)[0] for key in keys_of("terms.signals")],
    ):
        assert len(names) == len(set(names))


def test_departures_damages_and_permissions_are_all_worded() -> None:
    assert set(names_in("terms.aigc.departures")) == set(Departure)
    assert set(names_in("terms.context.permissions")) == PERMISSIONS
    assert set(names_in("terms.metadata.damages")) == set(Damage)


@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_facts_out_of_a_file_stay_inert(code: str) -> None:
    hostile = "<b>x</b>{0}{signer}\u202e\u200b\n\x07" + "A" * 5_000
    facts = tuple((name, hostile) for name in FINDINGS[code].facts)
    for language in LANGUAGES:
        words = finding_cards.finding_words(Translator(language), Finding(code, "reader", facts=facts))
        for text in (words.title, words.found, words.meaning, words.limits, words.technical):
            assert not set(text) & set("\u202e\u200b\n\x07")
            assert len(text) < 2_500


def test_a_finding_of_a_newer_version_is_said_to_be_unknown() -> None:
    words = finding_cards.finding_words(Translator("en"), Finding("signal.of_the_future", "reader"))
    assert "signal.of_the_future" in words.found
    assert "newer version" in words.meaning


def test_a_boast_without_a_confirmed_record_is_said_not_to_count() -> None:
    words = finding_cards.finding_words(
        ENGLISH, finding("record.origin", source_type=IPTC + "digitalCapture", signer="A")
    )
    boast = ENGLISH.text("report.finding_cards.boast")
    assert boast in words.meaning
    confirmed = finding(
        "record.origin", OriginClaim.CAPTURED, Strength.CONFIRMED, source_type="digitalCapture", signer="A"
    )
    assert boast not in finding_cards.finding_words(ENGLISH, confirmed).meaning


def test_reasons_that_are_codes_are_said_in_words() -> None:
    words = finding_cards.finding_words(
        Translator("en"), finding("record.not_looked_for", reason=Problem.TOO_LARGE.value)
    )
    assert Problem.TOO_LARGE not in words.found
    assert "Too large for Whence" in words.found


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [("en", "6 Aug 2026", "2026-08-06 10:00 UTC"), ("zh_CN", "2026年8月6日", "2026-08-06 10:00 UTC")],
)
def test_a_sentence_says_the_day_and_the_technical_part_when_exactly(language: str, day: str, moment: str) -> None:
    signed = finding("record.trusted", signer="A", signed_at="2026-08-06T10:00:00Z", list="L", list_date="2026-01-02")
    words = finding_cards.finding_words(Translator(language), signed)
    assert day in words.found
    assert "10:00" not in words.found
    assert moment in words.technical


def test_codes_and_names_of_fields_are_told_in_the_technical_part_alone() -> None:
    altered = finding("record.altered", signer="A", codes="assertion.dataHash.mismatch")
    words = finding_cards.finding_words(ENGLISH, altered)
    assert words.technical == "Validation codes: assertion.dataHash.mismatch"
    assert finding_cards.finding_words(ENGLISH, finding("record.alone")).technical == ""


def test_a_test_certificate_is_not_excused_as_one_that_no_list_holds_yet() -> None:
    untrusted = finding("record.untrusted", signer="Test Cert")
    usual = finding_cards.finding_words(ENGLISH, untrusted)
    of_test = finding_cards.finding_words(ENGLISH, untrusted, by_test_certificate=True)
    assert usual.limits
    assert of_test.limits == ""
    assert of_test.title == ENGLISH.text("finding.record.untrusted_test.title")


def test_a_place_is_rounded_in_the_sentence_and_exact_in_the_technical_part() -> None:
    spot = finding("context.place", latitude="53.381234", longitude="-1.467890", url="https://example.org/")
    words = finding_cards.finding_words(ENGLISH, spot)
    assert "53.38, -1.47" in words.found
    assert "53.381234" in words.technical
    assert "https://" not in words.found


def test_departures_of_one_kind_are_named_once() -> None:
    words = finding_cards.finding_words(ENGLISH, finding("label.aigc_departures", departures="place,place,place"))
    assert words.found == "Differences: not in the prescribed place."
