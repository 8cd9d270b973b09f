"""Circumstances are told as facts: they never claim anything, and they never fail on what a file says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.inspection.metadata import context
from verify.model import Field, Finding, Layer, OriginClaim, Strength
from verify.model.vocabularies.finding_codes import FINDINGS

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

CAMERA = {
    "exif:Image:Make": "Apple",
    "exif:Image:Model": "iPhone 11",
    "exif:EXIF:ExposureTime": "1/100",
    "exif:EXIF:FNumber": "1.8",
    "exif:EXIF:ISOSpeedRatings": "100",
    "exif:EXIF:FocalLength": "4.25",
    "exif:EXIF:MakerNote": "(1000 bytes)",
    "exif:EXIF:MakerNoteHeader": "Apple iOS",
}


def found(values: dict[str, str], name: str = "picture.jpg") -> list[Finding]:
    return list(context.find([Field(key, value, "somewhere") for key, value in values.items()], name, NOW))


def codes(values: dict[str, str], name: str = "picture.jpg") -> list[str]:
    return [one.code for one in found(values, name)]


def test_camera_data_that_fit_together_are_told_as_one_set() -> None:
    (finding,) = found(CAMERA)
    assert (finding.code, finding.fact("make"), finding.fact("marks")) == (
        "context.camera_set", "Apple", "exposure, focal_length, maker_note",
    )  # fmt: skip


def test_a_name_of_a_camera_alone_is_no_set() -> None:
    assert codes({"exif:Image:Make": "Canon", "exif:Image:Model": "EOS R5"}) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"exif:Image:Make": "Canon"}, "context.camera_maker_note"),
        ({"exif:Image:Make": "Canon", "exif:EXIF:MakerNoteHeader": "Nikon"}, "context.camera_maker_note"),
        ({"exif:EXIF:LensModel": "Pixel 8 back camera 6.9mm f/1.68"}, "context.camera_lens"),
    ],
)
def test_data_of_two_devices_contradict_each_other_and_are_no_set(change: dict[str, str], code: str) -> None:
    assert codes({**CAMERA, **change}) == [code]


@pytest.mark.parametrize(
    ("make", "header"), [("LEICA CAMERA AG", "Panasonic"), ("NIKON CORPORATION", "Nikon"), ("SONY", "SONY DSC")]
)
def test_makers_that_sell_each_other_s_cameras_do_not_contradict(make: str, header: str) -> None:
    assert codes({**CAMERA, "exif:Image:Make": make, "exif:EXIF:MakerNoteHeader": header}) == ["context.camera_set"]


TAKEN = "exif:EXIF:DateTimeOriginal"
SAVED = "exif:Image:DateTime"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({TAKEN: "2020:01:01 10:00:00", SAVED: "2020:01:01 10:00:05"}, []),
        ({TAKEN: "2020:01:01 10:00:00", SAVED: "2020:01:02 10:00:00"}, ["context.saved_later"]),
        ({TAKEN: "2020:01:03 10:00:00", SAVED: "2020:01:01 10:00:00"}, ["context.saved_before"]),
        ({TAKEN: "2027:01:01 10:00:00"}, ["context.taken_in_future"]),
        ({TAKEN: "2026:11:22 20:00:00"}, []),  # still today in some time zone
        ({TAKEN: "    :  :     :  :  ", SAVED: "2020:01:01 10:00:00"}, []),
        ({TAKEN: "0000:00:00 00:00:00"}, []),
        ({TAKEN: "2020:02:30 10:00:00"}, []),
        (
            {TAKEN: "2020:01:01 10:00:00", "exif:GPS:GPSDate": "2020:01:01", "exif:GPS:GPSTimeStamp": "8, 0, 0"},
            [],
        ),
        (
            {TAKEN: "2020:01:01 10:00:00", "exif:GPS:GPSDate": "2020:01:04", "exif:GPS:GPSTimeStamp": "8, 0, 0"},
            ["context.satellite_time"],
        ),
        (
            {TAKEN: "2020:01:01 10:00:00", "exif:GPS:GPSDate": "2020:01:04", "exif:GPS:GPSTimeStamp": "99, 0, 0"},
            [],
        ),
    ],
)
def test_times_that_cannot_both_be_right_are_told(values: dict[str, str], expected: list[str]) -> None:
    assert codes(values) == expected


def test_a_time_with_its_zone_is_shown_with_it() -> None:
    zone = {"exif:EXIF:OffsetTimeOriginal": "-05:30", "exif:EXIF:OffsetTime": "-05:30"}
    (finding,) = found({TAKEN: "2020:01:01 10:00:00", SAVED: "2020:01:01 11:00:00", **zone})
    assert (finding.fact("taken"), finding.fact("other")) == (
        "2020-01-01 10:00:00 -05:30", "2020-01-01 11:00:00 -05:30",
    )  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [
        {
            "exif:GPS:GPSLatitude": "33, 51, 24",
            "exif:GPS:GPSLatitudeRef": "S",
            "exif:GPS:GPSLongitude": "151, 12, 36",
            "exif:GPS:GPSLongitudeRef": "E",
        },
        {"xmp:exif:GPSLatitude": "33,51.4S", "xmp:exif:GPSLongitude": "151,12,36E"},
        {"mp4:key:com.apple.quicktime.location.ISO6709": "-33.85667+151.21000+010.000/"},
    ],
)
def test_a_place_is_given_with_the_address_of_a_map(values: dict[str, str]) -> None:
    (finding,) = found(values)
    assert (finding.fact("latitude"), finding.fact("longitude")) == ("-33.85667", "151.21000")
    assert finding.fact("url") == (
        "https://www.openstreetmap.org/?mlat=-33.85667&mlon=151.21000#map=15/-33.85667/151.21000"
    )


@pytest.mark.parametrize(
    "values",
    [
        {"xmp:exif:GPSLatitude": "0,0.0N", "xmp:exif:GPSLongitude": "0,0.0E"},
        {"xmp:exif:GPSLatitude": "95,0.0N", "xmp:exif:GPSLongitude": "10,0.0E"},
        {"exif:GPS:GPSLatitude": "nan, 1, 2", "exif:GPS:GPSLatitudeRef": "N", "exif:GPS:GPSLongitude": "1, 2, 3"},
        {"mp4:udta:©xyz": "somewhere"},
    ],
)
def test_what_is_no_place_on_earth_is_not_told(values: dict[str, str]) -> None:
    assert codes(values) == []


EVENT = "xmp:xmpMM:History/stEvt:"


def test_the_programs_of_a_history_are_told_once_with_their_last_time() -> None:
    fields = [
        Field(f"{EVENT}action", "created"),
        Field(f"{EVENT}softwareAgent", "Adobe Photoshop 25.0"),
        Field(f"{EVENT}when", "2026-01-01T10:00:00+01:00"),
        Field(f"{EVENT}action", "saved"),
        Field(f"{EVENT}softwareAgent", "Adobe Photoshop 25.0"),
        Field(f"{EVENT}when", "2026-01-02T10:00:00+01:00"),
        Field(f"{EVENT}action", "derived"),
        Field(f"{EVENT}softwareAgent", "GIMP 3.0"),
    ]
    assert [one.facts for one in context.find(fields, "", NOW)] == [
        (("software", "Adobe Photoshop 25.0"), ("when", "2026-01-02 10:00:00 +01:00")),
        (("software", "GIMP 3.0"),),
    ]


def test_a_program_that_several_fields_name_is_told_once_and_with_its_time() -> None:
    plain = Finding("context.editor", "xmp", facts=(("software", "GIMP 3.0"),))
    dated = Finding("context.editor", "context", facts=(("software", "GIMP 3.0"), ("when", "2026-01-01 10:00:00")))
    other = Finding("context.platform", "exif", facts=(("platform", "TikTok"),))
    assert context.drop_repeated_editors([plain, other, dated, plain]) == (other, dated)


@pytest.mark.parametrize("spelling", ["http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED", "DMI-PROHIBITED"])
def test_a_permission_for_data_mining_is_told_and_claims_nothing(spelling: str) -> None:
    (finding,) = found({"xmp:plus:DataMining": spelling, "xmp:plus:OtherConstraints": "Ask us."})
    assert finding.facts == (("permission", "PROHIBITED"), ("constraint", "Ask us."))
    assert finding.claim is OriginClaim.NONE


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        ("IMG-20260101-WA0001.jpg", "WhatsApp"),
        ("WhatsApp Image 2026-01-01 at 10.00.00.jpeg", "WhatsApp"),
        ("photo_2026-01-01_10-00-00.jpg", "Telegram"),
        ("mmexport1700000000000.jpg", "WeChat"),
        ("Screenshot_20260101-100000.png", "Screenshot"),
        ("ComfyUI_00042_.png", "ComfyUI"),
        ("Gemini_Generated_Image_abc.png", "Google Gemini"),
        ("00012-1234567890.png", "Stable Diffusion WebUI"),
    ],
)
def test_a_name_is_told_as_a_hint_only(name: str, platform: str) -> None:
    (finding,) = found({}, name)
    assert (finding.code, finding.fact("platform")) == ("context.file_name", platform)
    assert (finding.claim, finding.strength) == (OriginClaim.NONE, Strength.HINT)


@pytest.mark.parametrize("name", ["IMG_0001.jpg", "holiday.png", "gemini.jpg", "photo.jpg", "Sora at the sea.mp4", ""])
def test_an_ordinary_name_tells_nothing(name: str) -> None:
    assert codes({}, name) == []


KEYS = [
    *CAMERA, TAKEN, SAVED, "exif:GPS:GPSDate", "exif:GPS:GPSTimeStamp", "exif:GPS:GPSLatitude", "xmp:exif:GPSLatitude",
    "xmp:exif:GPSLongitude", "exif:GPS:GPSLatitudeRef", "exif:EXIF:OffsetTime", "mp4:udta:©xyz", f"{EVENT}when",
    f"{EVENT}softwareAgent", "xmp:plus:DataMining", "exif:EXIF:LensModel", "xmp:xmp:ModifyDate",
]  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=80),
    st.from_regex(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", fullmatch=True),
    st.from_regex(r"[+-]\d\d:\d\d|[-+]?\d{1,12}(?:/\d{1,3})?(?:, ?\d{1,3}){0,3}[NSEW]?", fullmatch=True),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8), st.text(max_size=60))
def test_whatever_a_file_says_is_answered_without_an_error_and_never_decides(values: dict[str, str], name: str) -> None:
    for one in found(values, name):
        assert FINDINGS[one.code].layer is Layer.CONTEXT
        assert (one.claim, one.strength) == (OriginClaim.NONE, Strength.HINT)
        assert {key for key, _ in one.facts} <= set(FINDINGS[one.code].facts)
