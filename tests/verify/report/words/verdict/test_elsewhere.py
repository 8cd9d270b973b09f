"""Each mark has its own door: Google's page for Google's marks, OpenAI's for OpenAI's, and none for a camera."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

import resources
from tests.build.reports import examples, file, finding
from verify.model import OriginClaim, Problem, Report, Standing, Strength
from verify.model.vocabularies.finding_codes import FINDINGS
from verify.report import verifiers
from verify.report.words.catalogue import Translator, names_in
from verify.report.words.dates import say_day
from verify.report.words.verdict import elsewhere

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")
NOTHING = examples()["nothing found"]
SIGNED = examples()["made with AI, confirmed"]
ROWS: list[dict[str, Any]] = tomllib.loads((resources.FOLDER / "verifiers.toml").read_text(encoding="utf-8"))[
    "verifier"
]
HOSTS = (
    "images.google.com", "pic.sogou.com", "gemini.google.com", "openai.com", "contentcredentials.org", "elevenlabs.io",
    "www.meta.ai", "ai.azure.com",
)  # fmt: skip


def silent(media_type: str) -> Report:
    return replace(NOTHING, file=replace(file(), media_type=media_type))


def naming(media_type: str, code: str = "record.origin", **facts: str) -> Report:
    """A file in which something that says "made with AI" names somebody, so that it is not silent."""
    said = finding(code, OriginClaim.AI_GENERATED, Strength.HINT, **facts)
    verdict = replace(NOTHING.verdict, standing=Standing.STATED)
    return replace(silent(media_type), verdict=verdict, findings=(said,))


def named(report: Report) -> list[str]:
    return [item.name for item in verifiers.find_named(report)]


def hosts(report: Report) -> list[str]:
    return [step.url.split("/")[2] for step in elsewhere.elsewhere(ENGLISH, report) if step.url]


@pytest.mark.parametrize(
    ("media_type", "code", "facts", "host"),
    [
        ("image/png", "record.origin", {"signer": "Google LLC"}, "gemini.google.com"),
        ("image/jpeg", "metadata.credit", {"credit": "Made with Google AI"}, "gemini.google.com"),
        ("video/mp4", "record.origin", {"generator": "Veo 3"}, "gemini.google.com"),
        ("image/png", "record.origin", {"signer": "OpenAI OpCo, LLC", "agent": "gpt-image 2.0"}, "openai.com"),
        ("image/webp", "visible.label", {"generator": "ChatGPT"}, "openai.com"),
        ("audio/mpeg", "record.origin", {"signer": "Eleven Labs Inc."}, "elevenlabs.io"),
        ("image/jpeg", "metadata.platform_label", {"platform": "Meta AI"}, "www.meta.ai"),
        ("image/jpeg", "record.generator", {"signer": "Microsoft Corporation"}, "ai.azure.com"),
    ],
)
def test_who_is_named_by_record_label_or_generator_gets_the_own_door_and_no_other(
    media_type: str, code: str, facts: dict[str, str], host: str
) -> None:
    report = naming(media_type, code, **facts)
    assert hosts(report) == [host]
    (door, remark) = elsewhere.elsewhere(ENGLISH, report)
    assert "proves nothing" in door.text
    assert "didn't try the pages" in remark.text


def test_a_mark_that_is_seen_leads_to_its_maker() -> None:
    assert "google" in named(replace(NOTHING, findings=(finding("visible.sparkle"),)))
    assert "openai" in named(replace(NOTHING, findings=(finding("visible.colour_bar"),)))


@pytest.mark.parametrize("signer", ["Google LLC", "Samsung", "Apple Inc.", "Microsoft Corporation"])
def test_a_camera_or_a_program_without_ai_leads_nowhere(signer: str) -> None:
    """A Pixel's photo is signed by Google, too."""
    said = finding("record.origin", OriginClaim.CAPTURED, signer=signer)
    assert named(replace(silent("image/jpeg"), findings=(said,))) == []


def test_apples_edits_are_told_of_synthid_and_that_no_page_is_known() -> None:
    report = naming("image/heic", "metadata.credit", credit="Apple Photos Clean Up")
    (told, _) = elsewhere.elsewhere(ENGLISH, report)
    assert told.url == ""
    assert "SynthID since iOS 27" in told.text
    assert "No page that checks for Apple's watermark is known" in told.text


@pytest.mark.parametrize("wording", [ENGLISH, CHINESE])
def test_the_end_of_sora_is_told_for_files_that_name_it(wording: Translator) -> None:
    report = naming("video/mp4", signer="OpenAI", generator="Sora", agent="Sora")
    told = " ".join(step.text for step in elsewhere.elsewhere(wording, report))
    for day in ("2026-04-26", "2026-09-24"):
        assert say_day(wording, day) in told
    assert "openai.com" not in hosts(report)  # its page takes no videos


def test_where_nothing_was_found_several_doors_are_named_and_the_search_first() -> None:
    assert hosts(silent("image/png"))[:3] == ["images.google.com", "gemini.google.com", "openai.com"]
    assert "elevenlabs.io" in hosts(silent("audio/wav"))
    assert "openai.com" in hosts(silent("audio/wav"))
    assert "ai-speech-classifier" not in " ".join(
        step.url for step in elsewhere.elsewhere(ENGLISH, silent("audio/wav"))
    )
    assert hosts(silent("application/pdf")) == []


def test_a_page_that_is_named_and_offered_anyway_is_listed_once() -> None:
    report = replace(silent("image/png"), findings=(finding("visible.name", generator="ChatGPT"),))
    listed = [step.url for step in elsewhere.elsewhere(ENGLISH, report)]
    assert len(listed) == len(set(listed))
    assert listed[1] == "https://openai.com/verify"


def test_a_file_that_could_not_be_read_leads_nowhere() -> None:
    report = replace(naming("image/png", signer="Google LLC"), file=replace(file(), problem=Problem.NOT_PERMITTED))
    assert elsewhere.elsewhere(ENGLISH, report) == ()


@pytest.mark.parametrize("media_type", ["image/png", "video/mp4", "audio/wav"])
def test_every_page_says_what_opening_and_using_it_reveals(media_type: str) -> None:
    for wording, reveals in ((ENGLISH, "receive"), (CHINESE, "收到")):
        steps = [step for step in elsewhere.elsewhere(wording, silent(media_type)) if step.url]
        assert steps
        for step in steps:
            assert step.url.split("/")[:3] in [["https:", "", host] for host in HOSTS]
            assert re.search(reveals, step.text), step


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_each_entry_fits_its_samples_leaves_others_alone_and_says_when_it_was_checked(row: dict[str, Any]) -> None:
    verifier = next(item for item in verifiers.load_verifiers() if item.name == row["name"])
    assert all(verifier.named.search(text) for text in row["matches"])
    assert not any(verifier.named.search(text) for text in row["differs"])
    assert verifier.findings <= FINDINGS.keys()
    assert verifier.name in names_in("verdict.elsewhere")
    assert not verifier.address or verifier.address.startswith("https://")
    assert bool(verifier.address) == (verifier.receives != "nothing")
    for day in (verifier.checked, *dict(verifier.ended).values()):
        assert date.fromisoformat(day)
    assert verifier.by


def test_the_words_name_the_days_on_which_a_service_ended() -> None:
    """Every fact that a sentence asks for is in the table, or a person would read "not stated"."""
    for item in verifiers.load_verifiers():
        for wording in (ENGLISH, CHINESE):
            said = wording.text(f"verdict.elsewhere.{item.name}", dict(item.ended))
            assert "not stated" not in said
            assert all(day in said for day in dict(item.ended).values())
