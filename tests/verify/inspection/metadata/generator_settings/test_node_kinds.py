"""What a graph did follows from the kinds of its nodes: partners' nodes make, detailers change, upscalers enlarge."""

from __future__ import annotations

import json

import pytest

from verify.inspection.metadata.generator_settings import comfyui, structured
from verify.inspection.metadata.generator_settings.generation import WorkKind

Node = tuple[str, dict[str, object]]
LOAD: Node = ("LoadImage", {"image": "photo.png"})
SAVE: Node = ("SaveImage", {"images": ["work", 0]})


def kind_of(**nodes: Node) -> WorkKind:
    graph = {name: {"class_type": kind, "inputs": inputs} for name, (kind, inputs) in nodes.items()}
    generation = comfyui.parse(json.dumps(graph))
    assert generation is not None
    return generation.kind


@pytest.mark.parametrize(
    "partner",
    [
        "GeminiImageNode",
        "OpenAIGPTImage1",
        "OpenAIDalle3",
        "FluxProUltraImageNode",
        "IdeogramV3",
        "RecraftTextToImageNode",
        "LumaImageNode",
        "KlingTextToVideoNode",
        "MinimaxTextToVideoNode",
        "RunwayTextToImageNode",
        "StabilityStableImageUltraNode",
        "Veo3VideoGenerationNode",
        "ByteDanceSeedreamNode",
        "WanTextToImageApi",
        "OpenAIVideoSora2",
        "GrokImageNode",
        "ElevenLabsTextToSpeech",
    ],
)
def test_a_partner_s_node_makes_a_whole_and_from_a_loaded_picture_redraws_it(partner: str) -> None:
    assert kind_of(work=(partner, {"prompt": "a lighthouse"}), save=SAVE) is WorkKind.WHOLE
    assert kind_of(load=LOAD, work=(partner, {"image": ["load", 0]}), save=SAVE) is WorkKind.FROM_PICTURE
    masked: Node = (partner, {"image": ["load", 0], "mask": ["load", 1]})
    assert kind_of(load=LOAD, work=masked, save=SAVE) is WorkKind.PART


@pytest.mark.parametrize(
    "other", ["GeminiNode", "OpenAIChatNode", "OpenAIInputFiles", "LumaConceptsNode", "TextToImagePrompt"]
)
def test_a_node_that_only_talks_makes_nothing(other: str) -> None:
    assert kind_of(work=(other, {"prompt": "a lighthouse"}), save=SAVE) is WorkKind.UNCLEAR


@pytest.mark.parametrize("changer", ["FaceDetailer", "ReActorFaceSwap", "DetailerForEach", "LamaRemover", "FaceFusion"])
def test_what_redraws_faces_or_details_of_a_picture_changes_part_of_it(changer: str) -> None:
    assert kind_of(load=LOAD, work=(changer, {"image": ["load", 0], "seed": 1}), save=SAVE) is WorkKind.PART


def test_a_detail_redrawn_in_a_picture_that_was_made_leaves_the_whole_made() -> None:
    sampler: Node = ("KSampler", {"latent_image": ["latent", 0], "seed": 1})
    empty: Node = ("EmptyLatentImage", {})
    detail: Node = ("FaceDetailer", {"image": ["sampler", 0]})
    assert kind_of(latent=empty, sampler=sampler, work=detail, save=SAVE) is WorkKind.WHOLE


@pytest.mark.parametrize(
    "enlarger", ["ImageUpscaleWithModel", "UltimateSDUpscale", "SUPIR_sample", "FaceRestoreCFWithModel"]
)
def test_enlarging_and_restoring_alone_claim_nothing(enlarger: str) -> None:
    assert kind_of(load=LOAD, work=(enlarger, {"image": ["load", 0]}), save=SAVE) is WorkKind.UPSCALE


@pytest.mark.parametrize(
    "loader", ["LoadImage", "Image Load", "easy loadImageBase64", "VHS_LoadVideo", "Load Image From Url"]
)
@pytest.mark.parametrize(
    "encoder", ["TextEncodeQwenImageEditPlus", "ReferenceLatent", "FluxKontextImageScale", "WanImageToVideo"]
)
def test_an_edit_encoder_gives_a_loaded_picture_to_the_sampler(encoder: str, loader: str) -> None:
    nodes: dict[str, Node] = {
        "load": (loader, {"image": "photo.png"}),
        "encode": (encoder, {"image": ["load", 0], "prompt": "make it night"}),
        "work": ("KSampler", {"positive": ["encode", 0], "latent_image": ["latent", 0], "seed": 1}),
        "latent": ("EmptySD3LatentImage", {}),
    }
    assert kind_of(**nodes) is WorkKind.FROM_PICTURE


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (["flux_denoise", "flux_vae_decode"], WorkKind.WHOLE),
        (["denoise_latents", "i2l", "l2i"], WorkKind.FROM_PICTURE),
        (["denoise_latents", "create_denoise_mask", "i2l"], WorkKind.PART),
        (["esrgan"], WorkKind.UPSCALE),
        (["img_resize"], WorkKind.UNCLEAR),
    ],
)
def test_a_graph_of_invocations_tells_what_was_done(types: list[str], kind: WorkKind) -> None:
    nodes = {str(number): {"id": str(number), "type": name} for number, name in enumerate(types)}
    found = structured.parse_invokeai_graph(json.dumps({"nodes": nodes, "edges": []}))
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({}, WorkKind.WHOLE),
        ({"image_path": None, "mask": False, "init_image": ""}, WorkKind.WHOLE),
        ({"image_path": "photo.png"}, WorkKind.FROM_PICTURE),
        ({"image_start": ["photo.png"]}, WorkKind.FROM_PICTURE),
        ({"init_image": "photo.png", "mask": "m.png"}, WorkKind.PART),
    ],
)
def test_an_object_of_settings_tells_what_was_done(more: dict[str, object], kind: WorkKind) -> None:
    settings = {"prompts": [[1, "a lighthouse"]], "seed": 42, "numInferenceSteps": 20, "guidance_scale": 7, **more}
    found = structured.parse_generation(json.dumps(settings))
    assert found is not None
    assert (found.kind, found.prompt, found.steps) == (kind, "a lighthouse", "20")
