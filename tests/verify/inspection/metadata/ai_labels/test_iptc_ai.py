"""IPTC's AI properties admit where they name a system; their extent is that of the source type, where there is one."""

from __future__ import annotations

import pytest

from verify.inspection.metadata.ai_labels import iptc_ai
from verify.inspection.verdict import judge
from verify.model import Conclusion, Field, Finding, OriginClaim, Record, Standing, Strength

EXTENSION = "xmp:Iptc4xmpExt:"
SYSTEM = Field(f"{EXTENSION}AISystemUsed", "Google Gemini", "XMP")
CODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def one(*fields: Field) -> Finding:
    (finding,) = iptc_ai.find(fields)
    return finding


def test_a_named_system_states_a_generation() -> None:
    finding = one(
        SYSTEM, Field(f"{EXTENSION}AISystemVersionUsed", "3.1"), Field(f"{EXTENSION}AIPromptInformation", "a")
    )
    assert (finding.code, finding.claim) == ("metadata.ai_system", OriginClaim.AI_GENERATED)
    assert finding.facts == (("system", "Google Gemini"), ("version", "3.1"), ("prompt", "a"), ("writer", ""))
    judged = judge.judge((finding,), Record(), (), None)
    assert (judged.conclusion, judged.standing) == (Conclusion.AI_GENERATED, Standing.STATED)


@pytest.mark.parametrize("name", ["AISystemUsed", "AISystemVersionUsed", "AIPromptInformation", "AIPromptWriterName"])
def test_a_text_that_names_no_system_leaves_it_open(name: str) -> None:
    finding = one(Field(EXTENSION + name, "something"))
    assert (finding.code, finding.claim) == ("metadata.ai_system_open", OriginClaim.MAY_CONTAIN_AI)
    judged = judge.judge((finding,), Record(), (), None)
    assert (judged.conclusion, judged.standing) == (Conclusion.MAY_CONTAIN_AI, Standing.STATED)


def test_a_version_that_names_a_system_counts_like_the_system() -> None:
    assert one(Field(f"{EXTENSION}AISystemVersionUsed", "Midjourney v6")).claim is OriginClaim.AI_GENERATED


@pytest.mark.parametrize(
    ("source_type", "code", "claim"),
    [
        ("trainedAlgorithmicMedia", "metadata.ai_system", OriginClaim.AI_GENERATED),
        ("compositeWithTrainedAlgorithmicMedia", "metadata.ai_system", OriginClaim.AI_EDITED),
        ("compositeSynthetic", "metadata.ai_system", OriginClaim.CONTAINS_AI),
        ("composite", "metadata.ai_system", OriginClaim.AI_GENERATED),
        ("digitalCapture", "metadata.ai_system_contradicted", OriginClaim.MAY_CONTAIN_AI),
        ("humanEdits", "metadata.ai_system_contradicted", OriginClaim.MAY_CONTAIN_AI),
        ("algorithmicMedia", "metadata.ai_system_contradicted", OriginClaim.MAY_CONTAIN_AI),
    ],
)
def test_the_extent_is_that_of_the_source_type(source_type: str, code: str, claim: OriginClaim) -> None:
    finding = one(SYSTEM, Field(f"{EXTENSION}DigitalSourceType", CODES + source_type))
    assert (finding.code, finding.claim) == (code, claim)


@pytest.mark.parametrize("value", ["", " ", "N/A", "n/a", "-", "0", "unknown"])
@pytest.mark.parametrize("name", ["AISystemUsed", "AISystemVersionUsed", "AIPromptInformation", "AIPromptWriterName"])
def test_a_field_that_is_not_filled_in_is_no_finding(name: str, value: str) -> None:
    assert iptc_ai.find([Field(EXTENSION + name, value)]) == ()


@pytest.mark.parametrize(
    "value",
    [
        "none",
        "None.",
        "no",
        "No AI used",
        "without generative AI",
        "无",
        "not used",
        "keine KI verwendet",
        "なし",
        "Нет",
    ],
)
def test_a_field_that_denies_claims_nothing_and_is_told(value: str) -> None:
    finding = one(Field(f"{EXTENSION}AISystemUsed", value, "XMP"))
    assert (finding.code, finding.claim, finding.strength) == ("metadata.ai_denied", OriginClaim.NONE, Strength.HINT)
    assert finding.facts == (("text", value),)
    judged = judge.judge((finding,), Record(), (), None)
    assert (judged.conclusion, judged.standing) == (Conclusion.UNKNOWN, Standing.NONE)


@pytest.mark.parametrize(
    "value", ["Adobe Lightroom Denoise", "Topaz Gigapixel AI", "ChatGPT (alt text)", "字幕由AI生成"]
)
def test_a_helper_claims_nothing(value: str) -> None:
    finding = one(Field(f"{EXTENSION}AISystemUsed", value), Field(f"{EXTENSION}AISystemVersionUsed", "14.2"))
    assert (finding.code, finding.claim, finding.strength) == ("metadata.ai_helper", OriginClaim.NONE, Strength.HINT)


@pytest.mark.parametrize(
    ("fields", "code", "claim"),
    [
        ({"AISystemUsed": "None", "AISystemVersionUsed": "3.1"}, "metadata.ai_denied", OriginClaim.NONE),
        ({"AISystemUsed": "None", "AIPromptWriterName": "Jo Doe"}, "metadata.ai_denied", OriginClaim.NONE),
        (
            {"AISystemUsed": "None", "AIPromptInformation": "a hill"},
            "metadata.ai_system_open",
            OriginClaim.MAY_CONTAIN_AI,
        ),
        ({"AISystemUsed": "Midjourney", "AIPromptInformation": "none"}, "metadata.ai_system", OriginClaim.AI_GENERATED),
        (
            {"AISystemUsed": "Midjourney", "AIPromptInformation": "no people"},
            "metadata.ai_system",
            OriginClaim.AI_GENERATED,
        ),
        ({"AISystemUsed": "Midjourney", "AISystemVersionUsed": "none"}, "metadata.ai_system", OriginClaim.AI_GENERATED),
        ({"AISystemUsed": "Adobe Photoshop Generative Fill"}, "metadata.ai_system", OriginClaim.AI_EDITED),
        ({"AIPromptWriterName": "Nobody"}, "metadata.ai_system_open", OriginClaim.MAY_CONTAIN_AI),
        ({"AIPromptInformation": "no prompt"}, "metadata.ai_denied", OriginClaim.NONE),
    ],
)
def test_the_properties_are_read_together(fields: dict[str, str], code: str, claim: OriginClaim) -> None:
    finding = one(*(Field(EXTENSION + name, value) for name, value in fields.items()))
    assert (finding.code, finding.claim) == (code, claim)


def test_a_denial_beside_a_source_type_that_says_ai_takes_nothing_from_it() -> None:
    denied = one(
        Field(f"{EXTENSION}AISystemUsed", "None"),
        Field(f"{EXTENSION}DigitalSourceType", CODES + "trainedAlgorithmicMedia"),
    )
    assert denied.claim is OriginClaim.NONE


def test_other_fields_that_speak_of_ai_are_not_these_properties() -> None:
    fields = [Field("xmp:dc:description", "AISystemUsed: Gemini"), Field("png:text:AISystemUsed", "Gemini")]
    assert iptc_ai.find(fields) == ()
