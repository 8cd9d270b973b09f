"""Every source type, as a beginning and as an edit; spellings; names that only look alike."""

from __future__ import annotations

import pytest

from tests.build.records.manifests import AI, CAPTURE, IPTC, uri
from verify.model import Origin, OriginClaim
from verify.model.vocabularies import digital_source_type

BEGINNINGS = {
    "trainedAlgorithmicMedia": (Origin.AI, OriginClaim.AI_GENERATED),
    "trainedAlgorithmicData": (Origin.AI, OriginClaim.AI_GENERATED),
    "compositeWithTrainedAlgorithmicMedia": (Origin.AI_PART, OriginClaim.CONTAINS_AI),
    "compositeSynthetic": (Origin.AI_PART, OriginClaim.CONTAINS_AI),
    "composite": (Origin.COMPOSITE, OriginClaim.MAY_CONTAIN_AI),
    "screenCapture": (Origin.SCREEN, OriginClaim.MAY_CONTAIN_AI),
    "virtualRecording": (Origin.VIRTUAL, OriginClaim.MAY_CONTAIN_AI),
    "digitalCapture": (Origin.CAPTURE, OriginClaim.CAPTURED),
    "computationalCapture": (Origin.CAPTURE, OriginClaim.CAPTURED),
    "compositeCapture": (Origin.CAPTURE, OriginClaim.CAPTURED),
    "negativeFilm": (Origin.SCAN, OriginClaim.CAPTURED),
    "positiveFilm": (Origin.SCAN, OriginClaim.CAPTURED),
    "print": (Origin.SCAN, OriginClaim.CAPTURED),
    "digitalCreation": (Origin.HUMAN, OriginClaim.HUMAN_MADE),
    "empty": (Origin.BLANK, OriginClaim.NONE),
    "humanEdits": (Origin.OTHER, OriginClaim.NONE),
    "minorHumanEdits": (Origin.OTHER, OriginClaim.NONE),
    "algorithmicallyEnhanced": (Origin.OTHER, OriginClaim.NONE),
    "algorithmicMedia": (Origin.OTHER, OriginClaim.NONE),
    "dataDrivenMedia": (Origin.OTHER, OriginClaim.NONE),
    "softwareImage": (Origin.OTHER, OriginClaim.NONE),
    "digitalArt": (Origin.OTHER, OriginClaim.NONE),
}
EDITS = {
    "trainedAlgorithmicMedia": OriginClaim.AI_EDITED,
    "trainedAlgorithmicData": OriginClaim.AI_EDITED,
    "compositeWithTrainedAlgorithmicMedia": OriginClaim.AI_EDITED,
    "compositeSynthetic": OriginClaim.AI_EDITED,
    "digitalArt": OriginClaim.MAY_CONTAIN_AI,
    "composite": OriginClaim.MAY_CONTAIN_AI,
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_every_value_says_what_it_says_and_no_more(name: str) -> None:
    source = digital_source_type.read(uri(name))
    assert source.is_canonical
    assert (source.origin, source.beginning) == BEGINNINGS[name]
    assert source.edit is EDITS.get(name, OriginClaim.NONE)


@pytest.mark.parametrize(
    "written",
    [
        AI.replace("http:", "https:"),
        f" {AI}",
        f"{AI}/",
        "trainedAlgorithmicMedia",
        "digsrctype:trainedAlgorithmicMedia",
    ],
)
def test_unusual_spellings_are_understood_and_noted(written: str) -> None:
    source = digital_source_type.read(written)
    assert source.beginning is OriginClaim.AI_GENERATED
    assert not source.is_canonical


@pytest.mark.parametrize("written", ["", "AI", "xtrainedAlgorithmicMedia", AI + "/x", IPTC + "TrainedAlgorithmicMedia"])
def test_what_only_looks_alike_says_nothing(written: str) -> None:
    source = digital_source_type.read(written)
    assert (source.beginning, source.edit) == (OriginClaim.NONE, OriginClaim.NONE)


def test_a_boast_counts_only_under_the_vocabularys_own_address_an_admission_under_any() -> None:
    assert digital_source_type.read("http://evil.example/digitalCapture").beginning is OriginClaim.NONE
    assert digital_source_type.read("http://evil.example/trainedAlgorithmicMedia").beginning is OriginClaim.AI_GENERATED
    assert digital_source_type.read(CAPTURE.replace("http:", "https:")).beginning is OriginClaim.CAPTURED


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
def test_the_last_segment_is_found_in_every_spelling(value: str, segment: str) -> None:
    assert digital_source_type.take_last_segment(value) == segment


@pytest.mark.parametrize(
    "written", ["http://evil.example/trainedAlgorithmicMedia", "evil:digitalCapture", "xdigitalCapture"]
)
def test_what_no_vocabulary_defines_is_no_defined_type(written: str) -> None:
    assert digital_source_type.find(written) is None
