"""The table of fingerprints: every entry knows its own sample, and only its own."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.inspection.metadata import fingerprints
from verify.inspection.metadata.fingerprints import Fingerprint
from verify.model import Field, Manifest, OriginClaim, RecordState, Strength
from verify.model.vocabularies.finding_codes import FINDINGS

TABLE = fingerprints.load_table()
ALL = TABLE.metadata + TABLE.manifest


def named(entry: Fingerprint) -> str:
    return entry.name


def matches_of(sample: tuple[tuple[str, str], ...], entry: Fingerprint) -> list[str]:
    if entry.manifest:
        manifest = Manifest("urn:c2pa:test", RecordState.UNTRUSTED, marks=sample)
        return [mark.name for mark in fingerprints.match_manifest(manifest, TABLE)]
    findings = fingerprints.match([Field(*pair) for pair in sample], TABLE)
    alone = fingerprints.match([Field(*pair) for pair in sample], fingerprints.FingerprintTable((entry,), ()))
    return [entry.name] if findings == alone and len(findings) == 1 else [str(findings)]


@pytest.mark.parametrize("entry", ALL, ids=named)
def test_an_entry_matches_its_own_sample_and_no_other_entry_does(entry: Fingerprint) -> None:
    assert matches_of(entry.sample, entry) == [entry.name]


@pytest.mark.parametrize("entry", ALL, ids=named)
def test_an_entry_names_its_source_and_a_known_code(entry: Fingerprint) -> None:
    assert entry.source
    assert entry.code in FINDINGS


@pytest.mark.parametrize("entry", TABLE.metadata, ids=named)
def test_an_unsigned_text_never_claims_a_camera_or_a_human_hand(entry: Fingerprint) -> None:
    assert entry.claim not in (OriginClaim.CAPTURED, OriginClaim.HUMAN_MADE)
    assert entry.strength in (Strength.HINT, Strength.STATED)


def test_names_are_unique() -> None:
    assert len({entry.name for entry in ALL}) == len(ALL)


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
        ("exif:Image:Artist", "Wan Sora"),
        ("exif:Image:Artist", "ai"),
        ("exif:Image:Software", "Flux Capacitor Photo Lab"),
        ("exif:Image:Software", "Gemini"),
        ("xmp:xmp:CreatorTool", "Canva (Renderer) doc=abc user=def"),
        ("xmp:xmp:CreatorTool", "Adobe Photoshop 26.0 (Generative Fill)"),
        ("exif:Image:ImageDescription", "Signature: see below"),
        ("exif:Image:ImageDescription", '{"product": "doubao"}'),
        ("exif:Image:ImageDescription", "I asked ChatGPT, Midjourney and Sora for advice"),
        ("exif:EXIF:UserComment", '{"product": "shop", "aigc_type": 1}'),
        ("exif:EXIF:UserComment", "Screenshot"),
        ("jpeg:samsung:PhotoEditor_Re_Edit_Data", '{"originalPath": "/a.jpg", "genAIType": 0}'),
        ("jpeg:samsung:PhotoEditor_Re_Edit_Data", '{"clipInfoValue": "{}", "adjustmentValue": "{}"}'),
        ("xmp:crs:EnhanceDenoiseAlreadyApplied", "False"),
        ("xmp:crs:EnhanceSuperResolutionAlreadyApplied", "True"),
        ("xmp:crs:RetouchAreas", "1"),
        ("mp4:key:aigc_info", '{"aigc_label_type":0}'),
        ("mp4:key:comment", "vid:v0000000000000000000000"),
        ("mp4:key:comment", "how to read aigc_label_type 2"),
        ("mp4:handler", "#Mainconcept MP4 Sound Media Handler"),
        ("id3:COMM", "a cover of a song made with suno; sounds nice"),
        ("id3:WOAS", "https://suno.com/blog/release-notes"),
        ("id3:WOAS", "https://www.udio.com/songs/demo"),
        ("id3:TSSE", "Lavf60.16.100"),
        ("pdf:info:Author", "Claude"),
        ("pdf:info:Creator", "Claude"),
        ("pdf:info:Title", "Steps: 20, Sampler: Euler a, Seed: 42"),
        ("png:text:Description", "a walk --v 6.1"),
        ("xmp:dc:description", "Team, Acme. Job ID: 6f1c2d34-9a7b-4c21-8e0f-3b2a1d4c5e6f"),
        ("iptc:2:120", "Order -- Job ID: 6f1c2d34-9a7b-4c21-8e0f-3b2a1d4c5e6f"),
        ("exif:Image:ImageDescription", "render --seed 4 --quality 2 Job ID: 6f1c2d34-9a7b-4c21-8e0f-3b2a1d4c5e6f"),
        ("id3:COMM", "made with suno; a podcast about music"),
        ("id3:COMM", "made with suno; created=2026-01-01T00:00:00Z"),
        ("xmp:dc:description", "A hill. AI-generated content may be incorrect."),
        ("xmp:dc:description", "Description automatically generated"),
        ("mp4:item:©cmt", "Subtitles generated by AI"),
        ("mp4:item:©cmt", "Translated by AI. Steps: 3, then stop"),
        ("png:text:Comment", "Luma AI and others compared"),
        ("png:text:Software", "reve.com editor tips"),
        ("png:text:smproj", '{"ProjectType": "Upscale"}'),
        ("png:text:negative_prompt", "blurry"),
        ("png:text:postprocessing", "Postprocess upscale by: 4"),
        ("exif:Image:Make", "Ideogram AI fan club"),
        ("png:text:parameters", "Version: f2.0.1, App: SD.Next"),
        ("png:text:parameters", '{"resolution": "1024 x 1024"}'),
    ],
)
def test_an_innocent_text_is_no_ai_claim(key: str, value: str) -> None:
    assert [one for one in fingerprints.match([Field(key, value)], TABLE) if one.claim is not OriginClaim.NONE] == []


@pytest.mark.parametrize("key", ["id3:TXXX:comment", "id3:COMM:eng", "ape:Comment", "riff:info:ICMT"])
def test_a_song_s_comment_counts_where_a_tool_that_copied_the_file_put_it(key: str) -> None:
    (song,) = (entry for entry in TABLE.metadata if entry.name == "suno")
    (finding,) = fingerprints.match([Field(key, song.sample[0][1])], TABLE)
    assert (finding.claim, finding.fact("generator")) == (OriginClaim.AI_GENERATED, "Suno")


@pytest.mark.parametrize(
    ("key", "value", "names"),
    [
        ("exif:Image:Software", "Gemini", "Gemini"),
        ("exif:Image:Software", "Sora 2", "Sora"),
        ("exif:Image:Software", "Geminis 2", ""),
        ("exif:Image:Software", "Taiwan", ""),
        ("exif:Image:Software", "fluxbox", ""),
        ("exif:Image:Software", "soramimi 1.0", ""),
        ("exif:Image:Artist", "Sora", ""),
        ("xmp:dc:creator", "Wan", ""),
        ("id3:WOAS", "https://www.udio.com/songs/demo", "udio"),
        ("exif:Image:Software", "Topaz Photo AI 3.0.1", "Topaz Photo AI"),
        ("exif:Image:Software", "topazolite", ""),
    ],
)
def test_a_name_counts_as_the_whole_of_a_tool_s_field_and_claims_nothing(key: str, value: str, names: str) -> None:
    findings = fingerprints.match([Field(key, value)], TABLE)
    assert [one.fact("generator") for one in findings] == ([names] if names else [])
    assert all((one.claim, one.strength) == (OriginClaim.NONE, Strength.HINT) for one in findings)


@pytest.mark.parametrize(
    "piece", ["Steps: 20, ", "Steps: 20, Version: f1.", '{"', '"product":', "[[{", "--v 6 --", "a, " * 9]
)
def test_a_long_hostile_text_is_answered_at_once(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    fields = [Field(key, text) for key in ("png:text:parameters", "exif:EXIF:UserComment", "png:text:Description")]
    begun = time.process_time()
    fingerprints.match(fields, TABLE)
    assert time.process_time() - begun < 3


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([k for e in ALL for k, _ in e.sample]), st.text(max_size=200)), max_size=6))
def test_any_text_is_answered_without_an_error(pairs: list[tuple[str, str]]) -> None:
    for finding in fingerprints.match([Field(*pair) for pair in pairs], TABLE):
        assert finding.code in FINDINGS


def test_a_malformed_entry_is_named() -> None:
    with pytest.raises(ValueError, match="fingerprint broken"):
        fingerprints.parse({"fingerprint": [{"name": "broken", "title": "x"}]})
