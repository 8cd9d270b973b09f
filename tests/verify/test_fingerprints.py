"""The table of fingerprints: every entry knows its own sample, and only its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify import fingerprints
from verify.fingerprints import Fingerprint
from verify.model import Claim, Field, Manifest, RecordState, Strength
from verify.vocabulary import FINDINGS

TABLE = fingerprints.table()
ALL = TABLE.metadata + TABLE.manifest


def named(entry: Fingerprint) -> str:
    return entry.name


def matches_of(sample: tuple[tuple[str, str], ...], entry: Fingerprint) -> list[str]:
    if entry.manifest:
        manifest = Manifest("urn:c2pa:test", RecordState.UNTRUSTED, marks=sample)
        return [mark.name for mark in fingerprints.match_manifest(manifest, TABLE)]
    return [one.name for one in TABLE.metadata if fingerprints.match([Field(*pair) for pair in sample], one_entry(one))]


def one_entry(entry: Fingerprint) -> fingerprints.Table:
    return fingerprints.Table((entry,), ())


@pytest.mark.parametrize("entry", ALL, ids=named)
def test_an_entry_matches_its_own_sample_and_no_other_entry_does(entry: Fingerprint) -> None:
    assert matches_of(entry.sample, entry) == [entry.name]


@pytest.mark.parametrize("entry", ALL, ids=named)
def test_an_entry_names_its_source_and_a_known_code(entry: Fingerprint) -> None:
    assert entry.source
    assert entry.code in FINDINGS


@pytest.mark.parametrize("entry", TABLE.metadata, ids=named)
def test_an_unsigned_text_never_claims_a_camera_or_a_human_hand(entry: Fingerprint) -> None:
    assert entry.claim not in (Claim.CAPTURED, Claim.HUMAN_MADE)
    assert entry.strength in (Strength.HINT, Strength.STATED)


def test_names_are_unique() -> None:
    assert len({entry.name for entry in ALL}) == len(ALL)


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia/", "trainedAlgorithmicMedia"),
        (" trainedAlgorithmicMedia ", "trainedAlgorithmicMedia"),
        ("digsrctype:trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("http://example.org/algorithmicMedia", "algorithmicMedia"),
    ],
)
def test_a_source_type_is_read_in_every_spelling(value: str, segment: str) -> None:
    assert fingerprints.last_segment(value) == segment


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("png:text:prompt", "Write your essay here"),
        ("exif:Image:Software", "midjourney-archive-exporter"),
        ("xmp:Iptc4xmpExt:DigitalSourceType", "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"),
        ("png:text:Description", "Steps: how I climbed the hill"),
        ("exif:EXIF:UserComment", "Made with Google AI is what the article says"),
        ("png:text:prompt", '{"1": {"class_type": "LoadImage"}, "2": {"class_type": "ImageUpscaleWithModel"}}'),
        ("exif:Image:Artist", "00000000-1111-2222-3333-444444444444"),
        ("xmp:photoshop:Credit", "Photo: A. Nobody, Made with Google AI Studio tips"),
    ],
)
def test_an_innocent_text_is_no_ai_claim(key: str, value: str) -> None:
    assert [one for one in fingerprints.match([Field(key, value)], TABLE) if one.claim is not Claim.NONE] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([k for e in ALL for k, _ in e.sample]), st.text(max_size=200)), max_size=6))
def test_any_text_is_answered_without_an_error(pairs: list[tuple[str, str]]) -> None:
    for finding in fingerprints.match([Field(*pair) for pair in pairs], TABLE):
        assert finding.code in FINDINGS


def test_a_malformed_entry_is_named() -> None:
    with pytest.raises(ValueError, match="fingerprint broken"):
        fingerprints.parse({"fingerprint": [{"name": "broken", "title": "x"}]})
