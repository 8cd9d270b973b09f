"""Words that speak of AI where no source type does: a doubt that is named, never a claim; and misspelt types."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build.records.manifests import (
    AI,
    CAPTURE,
    HUMAN,
    IPTC,
    PARTLY_AI,
    action,
    crjson,
    crjson_manifest,
    found,
    ingredient,
    manifest,
    record,
    verdict,
)
from verify.inspection.c2pa.manifest.ai_mentions import find_mention
from verify.inspection.c2pa.manifest.parse import parse
from verify.model import Conclusion, Finding, Record, Standing
from verify.model.vocabularies import digital_source_type

SPEAKS = [
    "Generative Fill: replaced the crowd",
    "Sky replaced with AI",
    "Hintergrund mit KI erzeugt",
    "Image créée par une intelligence artificielle",
    "Imagen generada con IA",
    "Фон создан нейросетью",
    "使用生成式填充替换了人群",
    "AIで生成した背景",
    "인공지능으로 배경을 만들었습니다",
    "خلفية من الذكاء الاصطناعي",
    "Expanded by outpainting",
    "text-to-image",
    "Made with Midjourney",
    "由即梦生成",
]
HARMLESS = [
    "AI Denoise, strength 40",
    "AI autofocus (animals)",
    "AI降噪",
    "AI subject detection",
    "No AI was used",
    "Ohne KI bearbeitet",
    "Sans intelligence artificielle",
    "未使用人工智能",
    "生成AIは使用していません・AI不使用",
    "AI was not used",
    "J'ai recadré la photo",
    "Regolato ai bordi",
    "Exported to poster.ai",
    "Maintained the main aim: air, rain, Haiti",
    "Generated thumbnails",
    "Non-destructive crop",
    "Imagen recortada",
    "veo 100 aves",
]


def photo(**step: Any) -> Record:
    return record(manifest("a", action("c2pa.created", CAPTURE), action("c2pa.edited", **step)))


@pytest.mark.parametrize("words", SPEAKS)
@pytest.mark.parametrize("place", ["description", "software_agent", "mention"])
def test_a_step_that_speaks_of_ai_is_a_doubt_beside_a_capture(words: str, place: str) -> None:
    provenance = photo(**{place: words})
    answer = verdict(provenance)
    assert (answer.conclusion, answer.standing) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    (said,) = found(provenance, "record.ai_mentioned")
    assert said.fact("action") == "c2pa.edited"
    assert said.fact("signer") == "Demonstration"
    assert _doubts(provenance) == ["record.ai_mentioned"]


def _doubts(of: Record) -> list[str]:
    from tests.build.records.manifests import findings

    seen: tuple[Finding, ...] = findings(of)
    return [seen[index].code for index in verdict(of).doubts]


@pytest.mark.parametrize("words", HARMLESS)
@pytest.mark.parametrize("place", ["description", "software_agent"])
def test_helpers_denials_and_lookalikes_speak_of_nothing(words: str, place: str) -> None:
    assert find_mention(words) == ""
    assert found(photo(**{place: words}), "record.ai_mentioned") == []


@pytest.mark.parametrize(
    "name", ["com.example.generative-fill", "org.example.ai_edit", "c2pa.ai_generated_content", "com.example.aiEdit"]
)
def test_an_action_that_is_named_for_ai_is_a_doubt(name: str) -> None:
    provenance = record(manifest("a", action("c2pa.created", HUMAN), action(name)))
    assert verdict(provenance).conclusion is Conclusion.HUMAN_MADE
    assert [one.fact("action") for one in found(provenance, "record.ai_mentioned")] == [name]


@pytest.mark.parametrize("name", ["c2pa.edited", "c2pa.color_adjustments", "com.example.maintain", "com.email.repair"])
def test_an_action_that_is_not_named_for_ai_is_none(name: str) -> None:
    assert found(record(manifest("a", action("c2pa.created", HUMAN), action(name))), "record.ai_mentioned") == []


def test_a_drawing_by_a_program_that_makes_pictures_is_doubted() -> None:
    provenance = record(manifest("a", action("c2pa.created", HUMAN), claim_generator="Midjourney 7"))
    assert [one.fact("agent") for one in found(provenance, "record.ai_mentioned")] == ["Midjourney 7"]
    phone = record(manifest("a", action("c2pa.created", CAPTURE), claim_generator="Google Generative AI Camera"))
    assert found(phone, "record.ai_mentioned") == []


def test_parameters_and_assertions_are_looked_at_too() -> None:
    steps: list[dict[str, Any]] = [
        {"action": "c2pa.created", "digitalSourceType": CAPTURE},
        {"action": "com.example.edit", "parameters": {"com.example.tool": [{"name": "Generative Fill"}]}},
    ]
    provenance = record(*parse(crjson(crjson_manifest(actions=steps, assertions={"com.example.ai-edit": {"x": 1}}))))
    said = found(provenance, "record.ai_mentioned")
    assert [one.fact("action") for one in said] == ["com.example.edit", "com.example.ai-edit"]
    mining = record(*parse(crjson(crjson_manifest(actions=steps[:1], assertions={"cawg.training-mining": {"x": 1}}))))
    assert found(mining, "record.ai_mentioned") == []


def test_where_a_source_type_says_it_no_words_are_doubted() -> None:
    provenance = record(
        manifest("a", action("c2pa.created", CAPTURE), action("c2pa.edited", PARTLY_AI, description="AI fill"))
    )
    assert found(provenance, "record.ai_mentioned") == []


def test_words_in_a_part_are_a_doubt_and_words_in_an_input_are_none() -> None:
    part = manifest("part", action("c2pa.created", CAPTURE), action("c2pa.edited", description="Generative Fill"))
    for relation, expected in (("componentOf", 1), ("inputTo", 0)):
        top = manifest("a", action("c2pa.created", CAPTURE), ingredients=(ingredient("part", relation),))
        assert len(found(record(top, part), "record.ai_mentioned")) == expected


# ---- misspelt types

MISSPELT = [
    IPTC + "TrainedAlgorithmicMedia",
    IPTC + "trainedalgorithmicmedia",
    AI + "#1",
    AI + "?v=1",
    "http://example.com/types#trainedAlgorithmicMedia",
    AI.replace("trained", "trained%20"),
    "trained-algorithmic-media",
    "Composite With Trained Algorithmic Media",
    IPTC + "compositeSynthetic.",
    AI + "/digitalCapture",
]


@pytest.mark.parametrize("written", MISSPELT)
def test_a_misspelt_admission_claims_nothing_and_spoils_a_boast(written: str) -> None:
    assert digital_source_type.read(written).misspelt_admission
    began = record(manifest("a", action("c2pa.created", written)))
    edited = record(manifest("a", action("c2pa.created", CAPTURE), action("c2pa.edited", written)))
    part = manifest("part", action("c2pa.created", CAPTURE), action("c2pa.edited", written))
    placed = record(
        manifest("a", action("c2pa.created", CAPTURE), ingredients=(ingredient("part", "componentOf"),)), part
    )
    stated = record(manifest("a", action("c2pa.created", CAPTURE), source_types=(("c2pa.metadata", written),)))
    for told in (began, edited, placed, stated):
        assert verdict(told).conclusion is Conclusion.UNKNOWN
        assert [one.fact("description") for one in found(told, "record.ai_mentioned")] == [written]
    for told in (began, edited):
        assert ("spelling", written) in [
            (one.fact("what"), one.fact("value")) for one in found(told, "record.outside_signals")
        ]


@pytest.mark.parametrize(
    "name", ["algorithmicMedia", "digitalCapture", "composite", "humanEdits", "dataDrivenMedia", ""]
)
def test_a_type_of_its_own_is_no_misspelling(name: str) -> None:
    assert not digital_source_type.read(IPTC + name if name else "").misspelt_admission
    assert not digital_source_type.read("http://evil.example/" + name).misspelt_admission
