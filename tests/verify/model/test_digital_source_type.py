"""Every source type, as a beginning and as an edit; spellings; names that only look alike."""

from __future__ import annotations

import pytest

from tests.build.manifests import AI, CAPTURE, IPTC, uri
from verify.model import Claim, Origin, digital_source_type

BEGINNINGS = {
    "trainedAlgorithmicMedia": (Origin.AI, Claim.AI_GENERATED),
    "trainedAlgorithmicData": (Origin.AI, Claim.AI_GENERATED),
    "compositeWithTrainedAlgorithmicMedia": (Origin.AI_PART, Claim.CONTAINS_AI),
    "compositeSynthetic": (Origin.AI_PART, Claim.CONTAINS_AI),
    "composite": (Origin.COMPOSITE, Claim.MAY_CONTAIN_AI),
    "screenCapture": (Origin.SCREEN, Claim.MAY_CONTAIN_AI),
    "virtualRecording": (Origin.VIRTUAL, Claim.MAY_CONTAIN_AI),
    "digitalCapture": (Origin.CAPTURE, Claim.CAPTURED),
    "computationalCapture": (Origin.CAPTURE, Claim.CAPTURED),
    "compositeCapture": (Origin.CAPTURE, Claim.CAPTURED),
    "negativeFilm": (Origin.SCAN, Claim.CAPTURED),
    "positiveFilm": (Origin.SCAN, Claim.CAPTURED),
    "print": (Origin.SCAN, Claim.CAPTURED),
    "digitalCreation": (Origin.HUMAN, Claim.HUMAN_MADE),
    "empty": (Origin.BLANK, Claim.NONE),
    "humanEdits": (Origin.OTHER, Claim.NONE),
    "minorHumanEdits": (Origin.OTHER, Claim.NONE),
    "algorithmicallyEnhanced": (Origin.OTHER, Claim.NONE),
    "algorithmicMedia": (Origin.OTHER, Claim.NONE),
    "dataDrivenMedia": (Origin.OTHER, Claim.NONE),
    "softwareImage": (Origin.OTHER, Claim.NONE),
    "digitalArt": (Origin.OTHER, Claim.NONE),
}
EDITS = {
    "trainedAlgorithmicMedia": Claim.AI_EDITED,
    "trainedAlgorithmicData": Claim.AI_EDITED,
    "compositeWithTrainedAlgorithmicMedia": Claim.AI_EDITED,
    "compositeSynthetic": Claim.AI_EDITED,
    "digitalArt": Claim.MAY_CONTAIN_AI,
    "composite": Claim.MAY_CONTAIN_AI,
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_every_value_says_what_it_says_and_no_more(name: str) -> None:
    source = digital_source_type.read(uri(name))
    assert source.usual
    assert (source.origin, source.beginning) == BEGINNINGS[name]
    assert source.edit is EDITS.get(name, Claim.NONE)


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
    assert source.beginning is Claim.AI_GENERATED
    assert not source.usual


@pytest.mark.parametrize("written", ["", "AI", "xtrainedAlgorithmicMedia", AI + "/x", IPTC + "TrainedAlgorithmicMedia"])
def test_what_only_looks_alike_says_nothing(written: str) -> None:
    source = digital_source_type.read(written)
    assert (source.beginning, source.edit) == (Claim.NONE, Claim.NONE)


def test_a_boast_counts_only_under_the_vocabularys_own_address_an_admission_under_any() -> None:
    assert digital_source_type.read("http://evil.example/digitalCapture").beginning is Claim.NONE
    assert digital_source_type.read("http://evil.example/trainedAlgorithmicMedia").beginning is Claim.AI_GENERATED
    assert digital_source_type.read(CAPTURE.replace("http:", "https:")).beginning is Claim.CAPTURED


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
    assert digital_source_type.last_segment(value) == segment


@pytest.mark.parametrize(
    "written", ["http://evil.example/trainedAlgorithmicMedia", "evil:digitalCapture", "xdigitalCapture"]
)
def test_what_no_vocabulary_defines_is_no_defined_type(written: str) -> None:
    assert digital_source_type.find(written) is None
