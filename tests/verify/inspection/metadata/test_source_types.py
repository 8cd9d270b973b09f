"""IPTC's Digital Source Type is read in every spelling that files use, and every code means what IPTC says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.media import files
from tests.build.readings import seen
from verify.inspection.metadata import fingerprints
from verify.inspection.readers import xmp
from verify.model import Field, Finding, OriginClaim, Strength

BASE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
NAME = "Iptc4xmpExt:DigitalSourceType"
TRAINED = f"{BASE}trainedAlgorithmicMedia"

AI = {
    "trainedAlgorithmicMedia": OriginClaim.AI_GENERATED,
    "trainedAlgorithmicData": OriginClaim.AI_GENERATED,
    "compositeWithTrainedAlgorithmicMedia": OriginClaim.AI_EDITED,
    "compositeSynthetic": OriginClaim.CONTAINS_AI,
}
# of these none can be carried by an unsigned label: a camera and a hand are what a faker would write
OTHERS = (
    "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print", "humanEdits",
    "algorithmicallyEnhanced", "digitalCreation", "dataDrivenMedia", "algorithmicMedia", "screenCapture",
    "virtualRecording", "composite", "compositeCapture", "minorHumanEdits", "digitalArt", "softwareImage", "empty",
)  # fmt: skip


def opinions(values: list[str]) -> list[Finding]:
    fields = [Field(f"xmp:{NAME}", value) for value in values]
    return [one for one in fingerprints.match(fields, fingerprints.load_table()) if one.code == "metadata.source_type"]


@pytest.mark.parametrize("code", [*AI, *OTHERS])
@pytest.mark.parametrize("spelling", ["{base}{code}", "{code}", "digsrctype:{code}", " {base}{code}/ "])
def test_every_code_means_what_iptc_says_however_it_is_spelt(code: str, spelling: str) -> None:
    (finding,) = opinions([spelling.format(base=BASE, code=code)])
    assert finding.claim is AI.get(code, OriginClaim.NONE)
    assert finding.fact("source_type") == code


@pytest.mark.parametrize("code", ["mytrainedAlgorithmicMedia", "trainedAlgorithmicMediaX", "algorithmicmedia"])
def test_a_code_is_never_known_by_a_part_of_it(code: str) -> None:
    assert opinions([BASE + code]) == []


@pytest.mark.parametrize(
    "written", [BASE + "trainedalgorithmicmedia", BASE + "trainedAlgorithmicMedia?v=1", "Composite Synthetic"]
)
def test_a_misspelt_admission_is_quoted_and_claims_nothing(written: str) -> None:
    (finding,) = opinions([written])
    assert finding.claim is OriginClaim.NONE
    assert finding.strength is Strength.HINT


@pytest.mark.parametrize(
    "packet",
    [
        files.xmp("", f'{NAME}="{TRAINED}"'),
        files.xmp(f"<{NAME}>{TRAINED}</{NAME}>"),
        files.xmp(f'<{NAME} rdf:resource="{TRAINED}"/>'),
        files.xmp(f"<{NAME}><rdf:Bag><rdf:li>{TRAINED}</rdf:li></rdf:Bag></{NAME}>"),
        files.xmp(f"<{NAME}><rdf:Seq><rdf:li>{TRAINED}</rdf:li></rdf:Seq></{NAME}>"),
        files.xmp(f'<{NAME}><rdf:Bag><rdf:li rdf:resource="{TRAINED}"/></rdf:Bag></{NAME}>'),
        files.xmp("", f'Iptc4xmpExt:DigitalSourceFileType="{TRAINED}"'),
        files.xmp("", f'Iptc4xmpExt:DigitalSourcefileType="{TRAINED}"'),
        files.xmp("", f'{NAME}="{TRAINED}"').replace("http://iptc.org/std", "https://iptc.org/std"),
    ],
    ids=["attribute", "element", "resource", "bag", "sequence", "resource in a bag", "file type", "old name", "https"],
)
def test_every_way_of_writing_the_property_is_read(packet: str, tmp_path: Path) -> None:
    outputs = seen(xmp.READER, tmp_path / "picture.jpg", files.jpeg(files.xmp_segment(packet)))
    fields = [output for output in outputs if isinstance(output, Field)]
    (finding,) = fingerprints.match(fields, fingerprints.load_table())
    assert (finding.code, finding.claim) == ("metadata.source_type", OriginClaim.AI_GENERATED)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("png:text:DigitalSourceType", "trainedAlgorithmicMedia"),
        ("id3:TXXX:digitalSourceType", TRAINED),
        ("mkv:tag:DIGITAL_SOURCE_TYPE", TRAINED),
        ("vorbis:comment", TRAINED),
        ("png:text:Comment", "https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
        (
            "png:text:any",
            '{"@type": "ImageObject", "digitalSourceType": "TYPE"}'.replace("TYPE", TRAINED),
        ),
        ("html:ld+json", '{"@type": "NewsArticle", "digitalSourceType": "TrainedAlgorithmicMediaDigitalSource"}'),
    ],
)
def test_a_type_counts_in_every_field_of_its_name_and_as_a_whole_address(key: str, value: str) -> None:
    (finding,) = fingerprints.match([Field(key, value)], fingerprints.load_table())
    assert (finding.code, finding.claim) == ("metadata.source_type", OriginClaim.AI_GENERATED)
    assert finding.fact("source_type") == "trainedAlgorithmicMedia"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("xmp:Iptc4xmpExt:ArtworkOrObject/Iptc4xmpExt:DigitalSourceType", TRAINED),
        ("html:ld+json", '{"@type": "ImageObject", "digitalSourceType": "TYPE"}'.replace("TYPE", TRAINED)),
        (
            "html:ld+json",
            '{"@graph": [{"@type": "WebPage", "image": {"digitalSourceType": "TYPE"}}]}'.replace("TYPE", TRAINED),
        ),
        ("html:item/digitalSourceType", "https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
    ],
)
def test_a_type_of_something_in_the_file_says_no_more_than_that_it_contains_it(key: str, value: str) -> None:
    (finding,) = fingerprints.match([Field(key, value)], fingerprints.load_table())
    assert (finding.code, finding.claim) == ("metadata.source_type", OriginClaim.CONTAINS_AI)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("png:text:Comment", "trainedAlgorithmicMedia"),
        ("png:text:Comment", f"see {TRAINED}"),
        ("xmp:dc:title", TRAINED),
        ("html:comment", TRAINED),
        ("png:text:Comment", "https://example.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"),
        ("html:ld+json", '{"digitalSourceType": 5, "a": {"digitalSourceType": null}}'),
        ("html:ld+json", '{"digitalSourceType": "https://schema.org/DigitalCaptureDigitalSource", '),
    ],
)
def test_a_mention_of_a_type_is_no_label(key: str, value: str) -> None:
    assert fingerprints.match([Field(key, value)], fingerprints.load_table()) == ()
