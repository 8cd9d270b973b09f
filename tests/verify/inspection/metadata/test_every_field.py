"""A text is known by its form, in whatever field it stands; quoted in a document, it is a hint."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.inspection.metadata import fingerprints
from verify.model import Field, Finding, OriginClaim, Strength

TABLE = fingerprints.load_table()

# where programs write today, and where none was ever seen to: the place is of no account
PLACES = (
    "png:text:parameters",
    "png:text:Comment",
    "png:text:Description",
    "png:text:comment",
    "png:text:Anything",
    "exif:EXIF:UserComment",
    "exif:Image:UserComment",
    "exif:Image:ImageDescription",
    "exif:Image:XPComment",
    "exif:Image:Make",
    "xmp:exif:UserComment",
    "xmp:dc:description",
    "xmp:comfy:prompt",
    "xmp:any:Thing",
    "iptc:2:120",
    "jpeg:comment",
    "gif:comment",
    "hidden:text",
    "mp4:key:comment",
    "mp4:key:prompt",
    "mp4:item:©cmt",
    "mp4:udta:©cmt",
    "mkv:tag:COMMENT",
    "mkv:tag:PROMPT",
    "id3:COMM",
    "id3:TXXX:prompt",
    "vorbis:comment",
    "vorbis:prompt",
    "riff:info:ICMT",
    "ape:Comment",
    "asf:WM/Text",
    "flv:comment",
    "svg:metadata",
)
DOCUMENTS = ("html:meta:description", "markdown:front:description", "pdf:info:Subject", "ooxml:core:description")

INFOTEXT = """a lighthouse
Negative prompt: blurry
Steps: 20, Sampler: DPM++ 2M, CFG scale: 7, Seed: 42, Size: 512x512, Model: demo, Version: v1.10.1"""
GRAPH = json.dumps({
    "3": {"class_type": "KSampler", "inputs": {"seed": 42, "steps": 20, "positive": ["6", 0]}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a lighthouse"}},
})  # fmt: skip
PLAIN = {"prompt": "a lighthouse", "seed": 42, "num_inference_steps": 30, "guidance_scale": 6.0, "model": "demo"}
MOCHI = (
    "Include in Image: a lighthouse; by night; Exclude from Image: blurry; Model: demo; Size: 512 x 512; Steps: 30; "
    "Guidance Scale: 7.5; Seed: 42; Scheduler: DPM-Solver++; ML Compute Unit: CPU & GPU; Generator: Mochi Diffusion 5.2"
)
BARS = """prompt: a lighthouse
Negative prompt: blurry
Version: aa62f6d, Pipeline: Original,
Steps: 25 | Seed: 42 | Sampler: Euler a | CFG scale: 7 | Size: 768x512 | Operations: | Hires upscale: 2"""
SETTINGS = {
    "infotext": (INFOTEXT, "Stable Diffusion WebUI (AUTOMATIC1111)"),
    "bars": (BARS, "SD.Next"),
    "semicolons": (MOCHI, "Mochi Diffusion"),
    "lines": ("a lighthouse\nsteps: 20\nseed: 42\nsampler: euler\ncfg_scale: 7", ""),
    "graph": (GRAPH, "ComfyUI"),
    "graph beside a workflow": (json.dumps({"prompt": GRAPH, "workflow": "{}"}), "ComfyUI"),
    "graph behind a word": (f"Prompt:{GRAPH}", "ComfyUI"),
    "object": (json.dumps(PLAIN), ""),
    "object in a text": (json.dumps(json.dumps(PLAIN)), ""),
    "object that Python printed": (str(PLAIN), ""),
    "object in an object": (json.dumps({"tool": "demo", "settings": PLAIN}), ""),
    "WanGP": (json.dumps({"type": "WanGP v10 by DeepBeepMeep", "model_type": "ltx2", **PLAIN}), "WanGP"),
    "mflux": (json.dumps({"mflux_version": "0.11.0", "image_path": None, **PLAIN}), "mflux"),
    "mold": (
        "mold:parameters " + json.dumps({**PLAIN, "steps": 4, "guidance": 0.0, "version": "0.8.1"}),
        "mold",
    ),
}  # fmt: skip


def claims_of(*fields: Field, is_document: bool = False) -> list[Finding]:
    findings = fingerprints.match(fields, TABLE, is_document=is_document)
    return [one for one in findings if one.claim is not OriginClaim.NONE]


@pytest.mark.parametrize("form", [form for form in SETTINGS if form != "mold"])
def test_settings_are_known_wherever_they_stand(form: str) -> None:
    text, generator = SETTINGS[form]
    for key in PLACES:
        (finding,) = claims_of(Field(key, text))
        assert (finding.claim, finding.strength) == (OriginClaim.AI_GENERATED, Strength.STATED), key
        assert finding.fact("generator") == generator


def test_a_word_before_an_object_names_its_program() -> None:
    (finding,) = claims_of(Field("jpeg:comment", SETTINGS["mold"][0]))
    assert finding.fact("generator") == "mold"


@pytest.mark.parametrize("form", SETTINGS)
def test_in_a_document_the_same_text_may_be_quoted_and_is_a_hint(form: str) -> None:
    for key in DOCUMENTS:
        findings = fingerprints.match([Field(key, SETTINGS[form][0])], TABLE)
        assert {(one.claim, one.strength) for one in findings} == {(OriginClaim.NONE, Strength.HINT)}, key


def test_a_document_s_xmp_is_of_the_document() -> None:
    assert claims_of(Field("xmp:dc:description", INFOTEXT), is_document=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "We used steps: 20, sampler: Euler a, cfg scale: 7 and seed: 42 for this picture.",
        "Try it with (Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42) and see.",
        "steps: 20; seed: 42; sampler: euler; cfg: 7\nThanks for reading, and write to me.",
        "a photograph of a range at dawn, steps: 30, cfg: 7",
        "seed: 42; steps: 20; sampler: NUTS; scale: 7",
        json.dumps({"prompt": "Write an essay", "seed": 1, "temperature": 0.7, "max_tokens": 20}),
        json.dumps({"prompt": "x", "seed": 1, "steps": 100}),
        json.dumps({"seed": 42, "steps": 100, "size": 64, "model": "perlin", "scale": 3}),
        json.dumps({"prompt": "", "seed": 42, "steps": 20, "cfg_scale": 7, "sampler": "euler"}),
        json.dumps({"prompt": "x", "seed": "poppy", "steps": 20, "cfg_scale": 7, "sampler": "euler"}),
    ],
)
def test_quoted_settings_and_those_of_other_trades_are_none(text: str) -> None:
    assert claims_of(Field("png:text:Comment", text), Field("iptc:2:120", text)) == []


GROUP = {"prompt": "a lighthouse", "seed": "42", "steps": "4", "guidance": "0.0", "model": "demo:q8"}


@pytest.mark.parametrize(
    "group", ["png:text:", "xmp:any:", "mkv:tag:", "vorbis:", "id3:TXXX:", "mp4:key:", "png:text:x:"]
)
def test_settings_one_to_a_field_are_an_object(group: str) -> None:
    (finding,) = claims_of(*(Field(group + name, value) for name, value in GROUP.items()))
    assert (finding.claim, finding.fact("prompt"), finding.fact("seed")) == (
        OriginClaim.AI_GENERATED,
        "a lighthouse",
        "42",
    )


@settings(deadline=None)
@given(st.sets(st.sampled_from(sorted(GROUP))))
def test_a_prompt_a_seed_and_two_more_make_a_generation(names: set[str]) -> None:
    whole = {"prompt", "seed"} <= names and bool({"steps", "guidance"} & names) and len(names) >= 4
    found = claims_of(*(Field(f"png:text:{name}", GROUP[name]) for name in sorted(names)))
    assert bool(found) is whole
    assert bool(claims_of(Field("jpeg:comment", json.dumps({name: GROUP[name] for name in names})))) is whole


def test_the_fields_of_two_groups_are_not_put_together() -> None:
    fields = [Field(f"png:text:{name}", GROUP[name]) for name in ("prompt", "model")]
    assert claims_of(*fields, *(Field(f"xmp:any:{name}", GROUP[name]) for name in ("seed", "steps", "guidance"))) == []


def test_the_same_settings_in_two_fields_are_told_once() -> None:
    for text, generator in SETTINGS.values():
        fields = [Field("png:text:any", text), Field("xmp:any:Thing", text), Field("exif:EXIF:UserComment", text)]
        assert [one.fact("generator") for one in claims_of(*fields)] == [generator if "mold:" not in text else ""]


def test_settings_that_name_their_program_are_not_told_again_without_a_name() -> None:
    fields = [Field("png:text:comment", SETTINGS["WanGP"][0]), Field("exif:EXIF:UserComment", INFOTEXT)]
    assert [one.fact("generator") for one in claims_of(*fields)] == [
        "Stable Diffusion WebUI (AUTOMATIC1111)",
        "WanGP",
    ]


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just(INFOTEXT),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*PLAIN, "nodes", "class_type", "inputs", "@graph"]), inner, max_size=6)
        ),
        max_leaves=20,
    ),
    st.sampled_from([json.dumps, str, repr]),
    st.sampled_from(["", "prompt:", "\ufeff", '"']),
)
def test_any_object_is_answered_without_an_error(value: object, write: object, before: str) -> None:
    fingerprints.match([Field("png:text:Comment", before + write(value))], TABLE)  # type: ignore[operator]


@pytest.mark.parametrize("text", ["{" * 50_000, "{'a':" * 3_000, "seed: " * 30_000, "steps: 1; seed: 2; " * 9_000])
def test_a_hostile_text_is_answered(text: str) -> None:
    assert claims_of(Field("png:text:Comment", text)) == []
