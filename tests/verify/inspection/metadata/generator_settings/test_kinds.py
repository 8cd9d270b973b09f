"""Generators' settings taken apart: what was done decides what may be claimed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.inspection.metadata import fingerprints
from verify.inspection.metadata.generator_settings import comfyui, infotext, structured
from verify.inspection.metadata.generator_settings.generation import Parser, WorkKind
from verify.model import Field, OriginClaim

TABLE = fingerprints.load_table()

INFOTEXT = """a lighthouse, <lora:storm:0.8>
Negative prompt: blurry,
grainy
Steps: 20, Sampler: DPM++ 2M, CFG scale: 7, Seed: 42, Size: 512x768, Model: demo{more}, Version: v1.10.1"""


def test_an_infotext_gives_prompt_and_settings() -> None:
    generation = infotext.parse(INFOTEXT.format(more=""))
    assert generation is not None
    assert (generation.kind, generation.prompt, generation.negative_prompt) == (
        WorkKind.WHOLE,
        "a lighthouse, <lora:storm:0.8>",
        "blurry,\ngrainy",
    )
    assert (generation.steps, generation.sampler, generation.seed) == ("20", "DPM++ 2M", "42")
    assert (generation.model, generation.size, generation.loras) == ("demo", "512x768", ("storm",))
    assert generation.version == "v1.10.1"


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ("", WorkKind.WHOLE),
        (", Denoising strength: 0.7, Hires upscale: 2, Hires steps: 10", WorkKind.WHOLE),
        (", Denoising strength: 0.7", WorkKind.FROM_PICTURE),
        (", Denoising strength: 0.7, Mask blur: 4", WorkKind.PART),
    ],
)
def test_an_infotext_tells_what_was_done(more: str, kind: WorkKind) -> None:
    generation = infotext.parse(INFOTEXT.format(more=more))
    assert generation is not None
    assert generation.kind is kind


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        (", Denoising strength: 0.7, First pass size: 0x0", WorkKind.WHOLE),
        (", Denoising strength: 0.7, First pass size: 512x512", WorkKind.WHOLE),
        (", Denoising strength: 0.65", WorkKind.WHOLE),  # of 2022: whether a picture was the start cannot be told
        (", Denoising strength: 0.65, Mask blur: 4", WorkKind.PART),
        (", Denoising strength: 0.65, Operations: img2img", WorkKind.FROM_PICTURE),
    ],
)
def test_old_settings_are_not_over_read(more: str, kind: WorkKind) -> None:
    generation = infotext.parse(INFOTEXT.format(more=more).replace(", Version: v1.10.1", ""))
    assert generation is not None
    assert generation.kind is kind


@pytest.mark.parametrize(
    "line",
    [
        "Steps: 1000, Seed: 42, dt: 0.01, Model: Lotka-Volterra",
        "Steps: 5000, Seed: 7, Size: 64x64, Sampler: NUTS",
        "Steps: 5000, Sampler: Metropolis-Hastings, Seed: 7, CFG scale: 7",
        "Steps: 1000, Sampler: HMC, Seed: 1, Size: 128x128, Version: v1.2",
        "Steps: 100, Sampler: grid, Seed: 3, Size: 64x64",
        "Steps: 4, Sampler: Anna, Seed: poppy, Size: 2 loaves",
        "Steps: 20, Sampler: Euler a, Seed: 42",
        "Steps: 20, Seed: 42, CFG scale: 7",
        "Steps: 20, Sampler: Euler a, CFG scale: 7, Size: 512x512",
        "Steps: 9000, Model: walker, Version: v2.0",
    ],
)
def test_settings_of_other_trades_are_no_infotext(line: str) -> None:
    assert infotext.parse(f"a title\n{line}") is None
    assert fingerprints.match([Field("png:text:parameters", line), Field("jpeg:comment", f"run\n{line}")], TABLE) == ()


BASE = {"Sampler": "Euler a", "Seed": "42", "CFG scale": "7", "Size": "512x512", "Model hash": "7460a6fa"}


@given(st.sets(st.sampled_from(sorted(BASE))))
def test_settings_need_sampler_and_seed_and_one_more(names: set[str]) -> None:
    line = ", ".join(["Steps: 20", *(f"{name}: {BASE[name]}" for name in sorted(names)), "Clip skip: 2"])
    whole = {"Sampler", "Seed"} <= names and len(names) > 2
    assert (infotext.parse(line) is not None) is whole


SETTINGS = "a lighthouse\nSteps: 20, Sampler: {sampler}, CFG scale: 7, Seed: 42, Size: 512x512, Model: demo"


@pytest.mark.parametrize("sampler", ["Euler a", "euler", "k_euler", "dpm++2m karras", "DPM++ 2M"])
@pytest.mark.parametrize(
    ("version", "beside", "name"),
    [
        (", Version: stable-diffusion.cpp", (), "stable-diffusion.cpp"),
        (", Version: stable-diffusion.cpp", ("exif:Image:Software", "ComfyUI"), "stable-diffusion.cpp"),
        (", Version: InvokeAI 3.2", (), "InvokeAI"),
        (", Version: ComfyUI", (), "ComfyUI (saved with settings text)"),
        (", Version: v1.10.1", ("exif:Image:Software", "ArtBot"), "Stable Diffusion WebUI (AUTOMATIC1111)"),
        (", Strength: 1.0, Seed Mode: Scale Alike", (), "Draw Things"),
        ("", ("xmp:xmp:CreatorTool", "Draw Things"), "Draw Things"),
        ("", ("exif:Image:Software", "ArtBot - Create images with Stable Diffusion"), "ArtBot"),
        ("", ("exif:Image:Software", "Stable UI (AI Horde)"), "Stable UI"),
        ("", ("exif:Image:Make", "Stable UI"), "Stable UI"),
        ("", ("exif:Image:Software", "Made with KoboldCpp 1.8"), "KoboldCpp"),
        ("", ("png:text:Software", "SD.Next"), "SD.Next"),
    ],
)
def test_the_program_that_the_file_names_beats_a_guess_from_spelling(
    sampler: str, version: str, beside: tuple[str, str] | tuple[()], name: str
) -> None:
    fields = [Field("exif:EXIF:UserComment", SETTINGS.format(sampler=sampler) + version)]
    fields += [Field(*beside)] if beside else []
    found = [one for one in fingerprints.match(fields, TABLE) if one.claim is not OriginClaim.NONE]
    assert [(one.claim, one.fact("generator")) for one in found] == [(OriginClaim.AI_GENERATED, name)]


@pytest.mark.parametrize(
    "text",
    ["Steps: how to climb", "Steps: 20 minutes", "", "Seed: 42, Sampler: Euler", "Step 1: mix. Steps: 3, then serve"],
)
def test_ordinary_text_is_no_infotext(text: str) -> None:
    assert infotext.parse(text) is None


def graph(**nodes: tuple[str, dict[str, object]]) -> str:
    return json.dumps({name: {"class_type": kind, "inputs": inputs} for name, (kind, inputs) in nodes.items()})


SAMPLER = {"latent_image": ["latent", 0], "positive": ["text", 0], "model": ["model", 0], "seed": 42, "steps": 20}
COMMON: dict[str, tuple[str, dict[str, object]]] = {
    "model": ("CheckpointLoaderSimple", {"ckpt_name": "demo.safetensors"}),
    "text": ("CLIPTextEncode", {"text": "a lighthouse", "clip": ["model", 1]}),
    "sampler": ("KSampler", dict(SAMPLER)),
    "load": ("LoadImage", {"image": "photo.png"}),
}


@pytest.mark.parametrize(
    ("nodes", "kind"),
    [
        ({**COMMON, "latent": ("EmptyLatentImage", {"width": 512})}, WorkKind.WHOLE),
        ({**COMMON, "latent": ("VAEEncode", {"pixels": ["load", 0]})}, WorkKind.FROM_PICTURE),
        ({**COMMON, "latent": ("VAEEncodeForInpaint", {"pixels": ["load", 0]})}, WorkKind.PART),
        (
            {
                **COMMON,
                "latent": ("SetLatentNoiseMask", {"samples": ["encoded", 0]}),
                "encoded": ("VAEEncode", {"pixels": ["load", 0]}),
            },
            WorkKind.PART,
        ),
        (
            {
                **COMMON,
                "latent": ("VAEEncode", {"pixels": ["scaled", 0]}),
                "scaled": ("ImageUpscaleWithModel", {"image": ["decoded", 0]}),
                "decoded": ("VAEDecode", {"samples": ["first", 0]}),
                "first": ("KSampler", {"latent_image": ["empty", 0], "seed": 1}),
                "empty": ("EmptyLatentImage", {}),
            },
            WorkKind.WHOLE,
        ),
        (
            {
                "load": ("LoadImage", {"image": "photo.png"}),
                "scaled": ("ImageUpscaleWithModel", {"image": ["load", 0]}),
                "save": ("SaveImage", {"images": ["scaled", 0]}),
            },
            WorkKind.UPSCALE,
        ),
        ({"load": ("LoadImage", {}), "save": ("SaveImage", {"images": ["load", 0]})}, WorkKind.UNCLEAR),
        ({"select": ("KSamplerSelect", {"sampler_name": "euler"}), "save": ("SaveImage", {})}, WorkKind.UNCLEAR),
    ],
    ids=["txt2img", "img2img", "inpaint", "noise mask", "hires", "upscale", "copy", "selector only"],
)
def test_a_graph_tells_what_was_done(nodes: dict[str, tuple[str, dict[str, object]]], kind: WorkKind) -> None:
    generation = comfyui.parse(graph(**nodes))
    assert generation is not None
    assert generation.kind is kind


def test_a_graph_gives_model_prompt_and_seed() -> None:
    generation = comfyui.parse(graph(**COMMON, latent=("EmptyLatentImage", {})))
    assert generation is not None
    assert (generation.model, generation.prompt, generation.seed, generation.steps) == (
        "demo.safetensors",
        "a lighthouse",
        "42",
        "20",
    )


def test_a_graph_that_only_enlarges_makes_no_ai_claim() -> None:
    text = graph(
        load=("LoadImage", {}), scaled=("ImageUpscaleWithModel", {"image": ["load", 0]}), save=("SaveImage", {})
    )
    (finding,) = fingerprints.match([Field("png:text:prompt", text)], TABLE)
    assert (finding.code, finding.claim) == ("metadata.generator_upscale", OriginClaim.NONE)


def test_a_graph_whose_links_run_in_a_circle_is_answered() -> None:
    text = graph(a=("KSampler", {"latent_image": ["b", 0], "seed": 1}), b=("VAEEncode", {"pixels": ["a", 0]}))
    generation = comfyui.parse(text)
    assert generation is not None


@pytest.mark.parametrize(
    ("parser", "value", "kind"),
    [
        (structured.parse_swarmui, {"sui_image_params": {"prompt": "x"}}, WorkKind.WHOLE),
        (structured.parse_swarmui, {"sui_image_params": {"prompt": "x", "initimage": "y"}}, WorkKind.FROM_PICTURE),
        (structured.parse_swarmui, {"sui_image_params": {"initimage": "y", "maskimage": "z"}}, WorkKind.PART),
        (structured.parse_invokeai, {"generation_mode": "sdxl_txt2img"}, WorkKind.WHOLE),
        (structured.parse_invokeai, {"generation_mode": "img2img"}, WorkKind.FROM_PICTURE),
        (structured.parse_invokeai, {"generation_mode": "outpaint"}, WorkKind.PART),
        (
            structured.parse_novelai,
            {"prompt": "x", "steps": 28, "request_type": "PromptGenerateRequest"},
            WorkKind.WHOLE,
        ),
        (
            structured.parse_novelai,
            {"prompt": "x", "steps": 28, "request_type": "NativeInfillingRequest"},
            WorkKind.PART,
        ),
        (structured.parse_novelai, {"uc": "x", "steps": 28, "strength": 0.4, "noise": 0.0}, WorkKind.FROM_PICTURE),
        (structured.parse_fooocus, {"base_model": "demo", "prompt": "x"}, WorkKind.WHOLE),
        (structured.parse_fooocus, {"base_model": "demo", "inpaint_engine_version": "v2.6"}, WorkKind.PART),
        (
            structured.parse_civitai,
            {"extraMetadata": json.dumps({"prompt": "x", "workflow": "txt2img"})},
            WorkKind.WHOLE,
        ),
    ],
)
def test_settings_in_one_object_tell_what_was_done(parser: Parser, value: object, kind: WorkKind) -> None:
    found = parser(json.dumps(value))
    assert found is not None
    assert found.kind is kind


json_values = st.recursive(
    st.none() | st.booleans() | st.text(max_size=12) | st.integers() | st.just("KSampler"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["class_type", "inputs", "latent_image", "prompt", "steps", "uc", "extraMetadata", "a"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
).map(json.dumps)


@settings(max_examples=300, deadline=None)
@given(st.one_of(json_values, st.text(max_size=200), st.just("[" * 50_000)))
def test_any_text_is_answered_without_an_error(text: str) -> None:
    for parser in fingerprints.PARSERS.values():
        parser(text)
