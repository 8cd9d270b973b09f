"""A program's own name in a field for such names is a hint; the list of names is a table, and each is known."""

from __future__ import annotations

import pytest

from verify.inspection import opinions
from verify.inspection.metadata import fingerprints, generator_names
from verify.model import Field, OriginClaim, Strength

TABLE = fingerprints.load_table()
ROWS = opinions.load_table("opinions/generators")["generator"]
PROGRAM_FIELDS = (
    "exif:Image:Software",
    "xmp:xmp:CreatorTool",
    "xmp:xmpMM:History/stEvt:softwareAgent",
    "png:text:Software",
    "mkv:info:WritingApp",
    "mp4:item:©too",
    "id3:TENC",
    "ooxml:app:Application",
    "html:meta:generator",
    "html:meta:ai-model",
    "markdown:front:generator",
    "pdf:info:Creator",
)


def names_in(key: str, value: str) -> list[str]:
    findings = fingerprints.match([Field(key, value)], TABLE)
    assert all((one.claim, one.strength) == (OriginClaim.NONE, Strength.HINT) for one in findings)
    return [one.fact("generator") for one in findings]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_every_name_of_the_table_is_a_hint_and_never_more(row: dict[str, object]) -> None:
    assert row.keys() <= {"name", "spelled", "settings"}
    spelled = row.get("spelled", [])
    assert isinstance(spelled, list)
    for name in (row["name"], *spelled):
        assert names_in("exif:Image:Software", str(name)) != [], name


@pytest.mark.parametrize("key", PROGRAM_FIELDS)
def test_a_name_is_known_in_every_field_for_programs(key: str) -> None:
    assert names_in(key, "Adobe Firefly 3") == ["Firefly"]


@pytest.mark.parametrize(
    "text",
    [
        "Kling AI",
        "KlingAI 3.0",
        "Google Gemini 2.5 Flash Image",
        "FLUX.1 [dev]",
        "DALL·E 3",
        "wan2.2-t2v-14B",
        "Runway Gen-3",
        "Generated with Midjourney",
        "Qwen-Image-Edit",
        "Adobe Firefly (Beta)",
        "Google ImageFX",
        "Anthropic AI",
        "豆包",
    ],
)
def test_a_version_a_maker_and_a_few_words_may_stand_around_a_name(text: str) -> None:
    assert len(names_in("png:text:Software", text)) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("exif:Image:Artist", "Sora"),
        ("exif:Image:Model", "Gemini"),
        ("xmp:dc:creator", "Claude"),
        ("ooxml:core:creator", "Claude"),
        ("pdf:info:Author", "Claude"),
        ("png:text:Software", "midjourney-archive-exporter"),
        ("png:text:Software", "Flux Capacitor Photo Lab"),
        ("png:text:Software", "Taiwan"),
        ("png:text:Software", "I asked ChatGPT about GIMP"),
        ("png:text:Title", "Midjourney"),
        ("png:text:Software", "Adobe Photoshop 26.0"),
    ],
)
def test_a_person_a_camera_and_another_program_are_no_hint(key: str, value: str) -> None:
    assert names_in(key, value) == []


def test_names_stand_once_in_the_table() -> None:
    names = [str(row["name"]).casefold() for row in ROWS]
    assert len(set(names)) == len(names)
    assert "%{" not in generator_names.fill_in("%{generator}|%{settings_generator}")
