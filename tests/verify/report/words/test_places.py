"""Where something sits in a file is said in the user's language; names out of the format stay as they are."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from tests.build import plain_reports
from verify.model import Finding, Manifest, Record, RecordState
from verify.model.manifest_store import Ingredient
from verify.report.words import places
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")

# a place as readers name it → how it is said
PLACES = {
    "JPEG APP1 segment at byte 2": ("JPEG segment APP1 at byte 2", "JPEG 的 APP1 段（第 2 字节）"),
    "EXIF in JPEG APP1 segment at byte 2": (
        "EXIF in JPEG segment APP1 at byte 2",
        "JPEG 的 APP1 段（第 2 字节）中的 EXIF",
    ),
    "XMP in JPEG APP1 segment at byte 2, extended": (
        "XMP in JPEG segment APP1 at byte 2 and its continuation",
        "JPEG 的 APP1 段（第 2 字节）中的 XMP（含后续段）",
    ),
    "PNG tEXt chunk at byte 33": ("PNG chunk tEXt at byte 33", "PNG 的 tEXt 块（第 33 字节）"),
    "EXIF in box moov/uuid at byte 9, CMT1": (
        "EXIF in box moov/uuid at byte 9, part CMT1",
        "数据盒 moov/uuid（第 9 字节）中的 EXIF，CMT1 部分",
    ),
    "TIFF directory Image at byte 8, tag 0x927c of EXIF in JPEG APP1 segment at byte 2": (
        "tag 0x927c of directory Image at byte 8 of EXIF in JPEG segment APP1 at byte 2",
        "JPEG 的 APP1 段（第 2 字节）中的 EXIF，第 8 字节处目录 Image 的标签 0x927c",
    ),
    "IPTC credit in JPEG APP13 segment at byte 9": (
        "IPTC “credit” in JPEG segment APP13 at byte 9",
        "JPEG 的 APP13 段（第 9 字节）中的 IPTC 条目“credit”",
    ),
    "3:14, 5:9": ("line 3, character 14; line 5, character 9", "第 3 行第 14 个字符；第 5 行第 9 个字符"),
    "EXIF in PNG eXIf chunk at byte 4; PNG tEXt chunk at byte 9": (
        "EXIF in PNG chunk eXIf at byte 4; PNG chunk tEXt at byte 9",
        "PNG 的 eXIf 块（第 4 字节）中的 EXIF；PNG 的 tEXt 块（第 9 字节）",
    ),
}  # fmt: skip

OTHERS = (
    "WebP chunk EXIF at byte 9", "LIST INFO ISFT at byte 9", "item 3 of box meta at byte 9",
    "ID3v2.3 frame TIT2 at byte 10", "ID3v1 tag at byte 10", "APE tag at byte 0", "FLAC block at byte 4",
    "Ogg comment header at byte 28", "Matroska segment information at byte 40", "Matroska tag at byte 40",
    "FLV script data at byte 3", "GIF comment at byte 8", "SEI message in the video frame at byte 8",
    "PDF Info dictionary", "PDF metadata stream at byte 9", "PDF",
    "earlier revision of the PDF that ended at byte 99", "docProps/core.xml in the package", "SVG title at byte 9",
    "HTML meta element on line 4", "front matter on line 1", "words at the edge of the picture", "box at byte 9",
    "lowest bits of the pixels' transparency", "sound from 0.0 s to 3.5 s", "frames of the video from 0.0 s to 3.5 s",
    "TIFF file, value at byte 9", "XMP in TIFF tag 700 of directory Image, value at byte 9", "JPEG comment at byte 9",
    "after the end of the picture, at byte 9", "PNG tEXt chunk at byte 9, after the end of the picture",
    "TIFF file, maker note", "XMP in JPEG APP1 segment at byte 2, picked from a damaged packet",
    "RIFF chunk at byte 9", "EXIF in Photoshop resources in JPEG APP13 segment at byte 9", "the same folder",
    "GIF file", "Samsung trailer",
)  # fmt: skip
NAMES = re.compile(
    r"(?<![A-Za-z])(JPEG|PNG|GIF|WebP|RIFF|TIFF|EXIF|XMP|IPTC|ID3v[\d.]+|APE|FLAC|Ogg|FLV|PDF|SVG|HTML|SEI|Matroska|INFO|Photoshop"
    r"|APP\d+|CMT\d|tEXt|eXIf|moov/uuid|meta|ISFT|TIT2|Image|docProps/core\.xml)(?![A-Za-z])"
)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_said_in_both_languages(place: str) -> None:
    assert (places.place(ENGLISH, place), places.place(CHINESE, place)) == PLACES[place]


@pytest.mark.parametrize("place", [*PLACES, *OTHERS])
def test_no_english_is_left_in_a_chinese_place(place: str) -> None:
    said = places.place(CHINESE, place)
    assert not re.search(r"[A-Za-z]{3,}", NAMES.sub("", said.replace("credit", ""))), said


def test_an_unknown_form_is_shown_as_it_was_written() -> None:
    assert places.place(CHINESE, "a \u202ebox <b>") == "a ⟨U+202E⟩box <b>"
    assert len(places.place(ENGLISH, "x" * 5_000)) < 500
    assert places.place(ENGLISH, ", maker note" * 100)


def test_the_place_of_a_finding_in_a_record_names_the_record() -> None:
    finding = Finding("record.origin", "c2pa", where="urn:c2pa:1/c2pa.actions.v2")
    assert places.finding_place(ENGLISH, finding) == "Signed record, entry “c2pa.actions.v2” of version urn:c2pa:1"
    assert places.finding_place(CHINESE, finding) == "签名记录，版本 urn:c2pa:1 的条目“c2pa.actions.v2”"
    assert places.finding_place(ENGLISH, Finding("record.trusted", "c2pa")) == ""


def test_an_encrypted_part_is_called_encrypted_and_not_damaged() -> None:
    facts = (("what", "PDF"), ("reason", "encrypted"))
    words = finding_cards.finding_words(ENGLISH, Finding("context.metadata_damaged", "text_chunks", facts=facts))
    assert words.title == "Encrypted metadata"
    assert "not understood" not in words.found
    assert (
        "PDF 文件"
        in finding_cards.finding_words(CHINESE, Finding("context.metadata_damaged", "text_chunks", facts=facts)).found
    )


@pytest.mark.parametrize(
    ("label", "version"),
    [("urn:own", "own"), ("urn:before", "earlier"), ("urn:logo", "part"), ("urn:of-logo", "part"), ("", "unnamed")],
)
def test_a_finding_of_a_record_sits_in_that_of_a_version_for_people_and_of_a_label_for_experts(
    label: str, version: str
) -> None:
    def edge(relation: str, to: str) -> Ingredient:
        return Ingredient("c2pa.ingredient", relation, manifest=to)

    manifests = (
        Manifest("urn:own", RecordState.TRUSTED, ingredients=(edge("parentOf", "urn:before"),)),
        Manifest("urn:before", RecordState.TRUSTED, ingredients=(edge("componentOf", "urn:logo"),)),
        Manifest("urn:logo", RecordState.TRUSTED, ingredients=(edge("parentOf", "urn:of-logo"),)),
        Manifest("urn:of-logo", RecordState.TRUSTED, ingredients=(edge("parentOf", "urn:own"),)),  # a circle
    )
    report = replace(plain_reports.nothing(), record=Record(RecordState.TRUSTED, manifests=manifests))
    finding = Finding("record.origin", "c2pa", where=f"{label or 'urn:nowhere'}/c2pa.actions.v2")
    for translator in (ENGLISH, CHINESE):
        said = places.place_in_history(translator, finding, report)
        assert said == translator.text(f"report.places.records.{version}")
        assert "urn:" not in said
        assert finding.where.partition("/")[0] in places.finding_place(translator, finding)
