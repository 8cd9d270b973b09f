"""IPTC's AI properties are an admission; their extent is that of the source type where there is one."""

from __future__ import annotations

import pytest

from verify import verdict
from verify.labels import ai_properties
from verify.model import Claim, Conclusion, Field, Finding, Record, Standing

EXTENSION = "xmp:Iptc4xmpExt:"
SYSTEM = Field(f"{EXTENSION}AISystemUsed", "Google Gemini", "XMP")
CODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def one(*fields: Field) -> Finding:
    (finding,) = ai_properties.findings(fields)
    return finding


def test_a_named_system_states_a_generation() -> None:
    finding = one(
        SYSTEM, Field(f"{EXTENSION}AISystemVersionUsed", "3.1"), Field(f"{EXTENSION}AIPromptInformation", "a")
    )
    assert (finding.code, finding.claim) == ("metadata.ai_system", Claim.AI_GENERATED)
    assert finding.facts == (("system", "Google Gemini"), ("version", "3.1"), ("prompt", "a"), ("writer", ""))
    judged = verdict.judge((finding,), Record(), (), None)
    assert (judged.conclusion, judged.standing) == (Conclusion.AI_GENERATED, Standing.STATED)


@pytest.mark.parametrize("name", ["AISystemUsed", "AISystemVersionUsed", "AIPromptInformation", "AIPromptWriterName"])
def test_any_of_the_four_properties_counts(name: str) -> None:
    assert one(Field(EXTENSION + name, "something")).claim is Claim.AI_GENERATED


@pytest.mark.parametrize(
    ("source_type", "code", "claim"),
    [
        ("trainedAlgorithmicMedia", "metadata.ai_system", Claim.AI_GENERATED),
        ("compositeWithTrainedAlgorithmicMedia", "metadata.ai_system", Claim.AI_EDITED),
        ("compositeSynthetic", "metadata.ai_system", Claim.CONTAINS_AI),
        ("composite", "metadata.ai_system", Claim.AI_GENERATED),
        ("digitalCapture", "metadata.ai_system_contradicted", Claim.MAY_CONTAIN_AI),
        ("humanEdits", "metadata.ai_system_contradicted", Claim.MAY_CONTAIN_AI),
        ("algorithmicMedia", "metadata.ai_system_contradicted", Claim.MAY_CONTAIN_AI),
    ],
)
def test_the_extent_is_that_of_the_source_type(source_type: str, code: str, claim: Claim) -> None:
    finding = one(SYSTEM, Field(f"{EXTENSION}DigitalSourceType", CODES + source_type))
    assert (finding.code, finding.claim) == (code, claim)


@pytest.mark.parametrize(
    "value",
    ["", " ", "none", "None.", "N/A", "n/a", "no", "No AI used", "without generative AI", "-", "0", "无", "not used"],
)
def test_a_field_that_says_none_admits_nothing(value: str) -> None:
    assert ai_properties.findings([Field(f"{EXTENSION}AISystemUsed", value)]) == ()


def test_other_fields_that_speak_of_ai_are_not_these_properties() -> None:
    fields = [Field("xmp:dc:description", "AISystemUsed: Gemini"), Field("png:text:AISystemUsed", "Gemini")]
    assert ai_properties.findings(fields) == ()
