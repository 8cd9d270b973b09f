"""Generators that write their settings as one JSON object: SwarmUI, Fooocus, InvokeAI, NovelAI and their kin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from verify.inspection import opinions
from verify.inspection.metadata.generator_settings import infotext, keys
from verify.inspection.metadata.generator_settings.generation import Generation, WorkKind, format_setting
from verify.inspection.metadata.generator_settings.json_text import load_object

_LEAST_MEMBERS: Final = 4  # of an object of settings
_NODES: Final = 2_000  # of one graph of InvokeAI


def _pick(data: Mapping[str, Any], *names: str) -> str:
    """Return the first of these members that is a text or a number."""
    return next((format_setting(data[name]) for name in names if format_setting(data.get(name))), "")


def _read_size(data: Mapping[str, Any]) -> str:
    width, height = _pick(data, "width", "W"), _pick(data, "height", "H")
    return f"{width}x{height}" if width and height else _pick(data, "resolution", "size")


def _read_loras(value: object) -> tuple[str, ...]:
    """Read names of LoRA models from a list of texts, of [name, weight] pairs or of objects."""
    names: list[str] = []
    for lora in value if isinstance(value, list) else ():
        if isinstance(lora, str):
            names.append(lora)
        elif isinstance(lora, list) and lora:
            names.append(format_setting(lora[0]))
        elif isinstance(lora, dict):
            inner = lora.get("model", lora.get("lora", lora))
            names.append(
                _pick(inner, "name", "model_name", "lora_name") if isinstance(inner, dict) else format_setting(inner)
            )
    return tuple(name for name in names if name)[:20]


def parse_swarmui(text: str) -> Generation | None:
    """Parse SwarmUI's `sui_image_params`; an init image makes it a redrawing, a mask a change of part."""
    data = load_object(text)
    settings = data.get("sui_image_params") if data else None
    if not isinstance(settings, dict):
        return None
    kind = WorkKind.WHOLE
    if any(name in settings for name in ("initimage", "initimagecreativity")):
        kind = WorkKind.PART if "maskimage" in settings else WorkKind.FROM_PICTURE
    return Generation(
        kind=kind,
        prompt=_pick(settings, "prompt"),
        negative_prompt=_pick(settings, "negativeprompt"),
        model=_pick(settings, "model"),
        seed=_pick(settings, "seed"),
        steps=_pick(settings, "steps"),
        sampler=_pick(settings, "sampler"),
        guidance=_pick(settings, "cfgscale"),
        size=_read_size(settings),
        loras=_read_loras(settings.get("loras")),
        version=_pick(settings, "swarm_version"),
    )


def parse_fooocus(text: str) -> Generation | None:
    """Parse the settings of Fooocus (its own scheme, or the A1111 scheme) and RuinedFooocus."""
    data = load_object(text)
    if data is None:
        return infotext.parse(text)
    if not ({"base_model", "base_model_name"} & data.keys()):
        return None
    part = any("inpaint" in name for name in data if data[name])
    return Generation(
        kind=WorkKind.PART if part else WorkKind.WHOLE,
        prompt=_pick(data, "prompt", "Prompt"),
        negative_prompt=_pick(data, "negative_prompt", "Negative"),
        model=_pick(data, "base_model", "base_model_name"),
        seed=_pick(data, "seed"),
        steps=_pick(data, "steps"),
        sampler=_pick(data, "sampler", "sampler_name"),
        guidance=_pick(data, "guidance_scale", "cfg"),
        size=_read_size(data),
        loras=_read_loras(data.get("loras")),
        version=_pick(data, "version"),
    )


def parse_invokeai(text: str) -> Generation | None:
    """Parse the settings of InvokeAI 3 and later (`generation_mode`) and 2 (`app_id`, settings under `image`)."""
    data = load_object(text)
    if data is None:
        return None
    image = data.get("image") if isinstance(data.get("image"), dict) else None
    settings = image or data
    mode = _pick(data, "generation_mode") or _pick(settings, "type")
    if not mode and "app_id" not in data:
        return None
    kind = WorkKind.WHOLE
    if re.search(r"inpaint|outpaint", mode):
        kind = WorkKind.PART
    elif "img2img" in mode:
        kind = WorkKind.FROM_PICTURE
    model = data.get("model")
    prompts = settings.get("prompt")
    if isinstance(prompts, list) and prompts and isinstance(prompts[0], dict):
        prompts = prompts[0].get("prompt")
    return Generation(
        kind=kind,
        prompt=_pick(settings, "positive_prompt") or format_setting(prompts),
        negative_prompt=_pick(settings, "negative_prompt"),
        model=_pick(model, "name", "model_name") if isinstance(model, dict) else _pick(data, "model_weights", "model"),
        seed=_pick(settings, "seed"),
        steps=_pick(settings, "steps"),
        sampler=_pick(settings, "scheduler", "sampler"),
        guidance=_pick(settings, "cfg_scale"),
        size=_read_size(settings),
        loras=_read_loras(data.get("loras")),
        version=_pick(data, "app_version"),
    )


_DREAM: Final = re.compile(
    r'^"?(?P<prompt>.*?)"?\s+-s ?(?P<steps>\d+) -S ?(?P<seed>\d+) -W ?(?P<w>\d+) -H ?(?P<h>\d+)(?P<rest>.*)$', re.DOTALL
)


def parse_dream(text: str) -> Generation | None:
    """Parse InvokeAI 1's Dream command line."""
    match = _DREAM.match(text[:20_000])
    if match is None:
        return None
    rest = match["rest"]
    sampler = re.search(r"-A ?(\S{1,60})", rest)
    guidance = re.search(r"-C ?([\d.]{1,10})", rest)
    kind = WorkKind.FROM_PICTURE if re.search(r"(?:^|\s)-I ?\S", rest) else WorkKind.WHOLE
    return Generation(
        kind=WorkKind.PART if re.search(r"(?:^|\s)-M ?\S", rest) else kind,
        prompt=match["prompt"],
        seed=match["seed"],
        steps=match["steps"],
        sampler=sampler[1] if sampler else "",
        guidance=guidance[1] if guidance else "",
        size=f"{match['w']}x{match['h']}",
    )


def parse_novelai(text: str) -> Generation | None:
    """Parse NovelAI's comment; in WebP it is one JSON object inside another's text."""
    data = load_object(text)
    if data is not None and isinstance(data.get("Comment"), str):
        data = load_object(data["Comment"])
    if data is None or not ({"uc", "sampler", "v4_prompt", "prompt"} & data.keys()) or "steps" not in data:
        return None
    request = _pick(data, "request_type").lower()
    kind = WorkKind.WHOLE
    if "infill" in request or "inpaint" in request or data.get("mask"):
        kind = WorkKind.PART
    elif "img2img" in request or (data.get("strength") and "noise" in data and not request):
        # older files write strength and noise, and no kind of request, where a picture was the start
        kind = WorkKind.FROM_PICTURE
    return Generation(
        kind=kind,
        prompt=_pick(data, "prompt"),
        negative_prompt=_pick(data, "uc"),
        model=_pick(data, "model"),
        seed=_pick(data, "seed"),
        steps=_pick(data, "steps"),
        sampler=_pick(data, "sampler"),
        guidance=_pick(data, "scale"),
        size=_read_size(data),
    )


def parse_plain(text: str) -> Generation | None:
    """Parse other programs' settings in one object, whatever they call them: Easy Diffusion, WanGP, mflux and many."""
    data = load_object(text)
    return _read_settings(data) if data is not None else None


def parse_generation(text: str) -> Generation | None:
    """Parse an object of any program's, if its members are the settings of a generation."""
    data = load_object(text)
    if data is None or not keys.are_generation(keys.take_settings(data.items())):
        return None
    return _read_settings(data)


def _read_settings(data: Mapping[str, Any]) -> Generation | None:
    """Read the settings among the members of an object, or None where it has no prompt or too few members."""
    settings = keys.take_settings(data.items())
    prompt = _format_prompt(settings.get("prompt"))
    if not prompt or len(data) < _LEAST_MEMBERS:
        return None
    kind = WorkKind.FROM_PICTURE if "picture" in settings else WorkKind.WHOLE
    return Generation(
        kind=WorkKind.PART if "mask" in settings else kind,
        prompt=prompt,
        negative_prompt=_format_prompt(settings.get("negative")),
        model=_pick(settings, "model", "hash"),
        seed=_pick(settings, "seed"),
        steps=_pick(settings, "steps"),
        sampler=_pick(settings, "sampler"),
        guidance=_pick(settings, "guidance"),
        size=_read_size(data),
    )


def _format_prompt(value: object) -> str:
    """Return a prompt as text: of a list of prompts, weighted or not, the first."""
    for _ in range(3):
        if not isinstance(value, list | tuple) or not value:
            break
        value = next((one for one in value if isinstance(one, str | list | tuple | dict)), None)
        if isinstance(value, dict):
            value = value.get("prompt") or value.get("text")
    return format_setting(value)


def parse_invokeai_graph(text: str) -> Generation | None:
    """Parse InvokeAI's graph of invocations, which stands in a picture beside its settings or without them."""
    data = load_object(text)
    nodes = data.get("nodes") if data else None
    if not isinstance(nodes, dict) or not 0 < len(nodes) <= _NODES:
        return None
    invocations = [node for node in nodes.values() if isinstance(node, dict) and isinstance(node.get("type"), str)]

    def has(table: str) -> bool:
        pattern = opinions.load_pattern("generator_settings", table)
        return any(pattern.search(node["type"]) for node in invocations)

    if not has("invocation_makes"):
        return Generation(WorkKind.UPSCALE if has("invocation_enlarges") else WorkKind.UNCLEAR)
    kind = WorkKind.FROM_PICTURE if has("invocation_encodes") else WorkKind.WHOLE
    return Generation(
        kind=WorkKind.PART if has("invocation_part") else kind,
        prompt=next((text for node in invocations if (text := _pick(node, "prompt"))), ""),
        model=next((_pick(node["model"], "name") for node in invocations if isinstance(node.get("model"), dict)), ""),
        seed=next((text for node in invocations if (text := _pick(node, "seed"))), ""),
        steps=next((text for node in invocations if (text := _pick(node, "steps", "num_steps"))), ""),
        guidance=next((text for node in invocations if (text := _pick(node, "cfg_scale", "guidance"))), ""),
    )


def parse_tensorart(text: str) -> Generation | None:
    """Parse TensorArt's `generation_data`, the settings beside the graph."""
    data = load_object(text)
    if data is None or not isinstance(data.get("baseModel"), dict):
        return None
    return Generation(
        kind=WorkKind.WHOLE,
        prompt=_pick(data, "prompt"),
        negative_prompt=_pick(data, "negativePrompt"),
        model=_pick(data["baseModel"], "modelFileName", "label", "hash"),
        seed=_pick(data, "seed"),
        steps=_pick(data, "steps"),
        sampler=_pick(data, "sampler", "samplerName"),
        guidance=_pick(data, "cfgScale"),
        size=_read_size(data),
    )


def parse_stability_matrix(text: str) -> Generation | None:
    """Parse Stability Matrix's `parameters-json`; what kind of project it was stands elsewhere."""
    data = load_object(text)
    if data is None or "PositivePrompt" not in data:
        return None
    width, height = _pick(data, "Width"), _pick(data, "Height")
    return Generation(
        kind=WorkKind.WHOLE,
        prompt=_pick(data, "PositivePrompt"),
        negative_prompt=_pick(data, "NegativePrompt"),
        model=_pick(data, "ModelName", "ModelHash"),
        seed=_pick(data, "Seed"),
        steps=_pick(data, "Steps"),
        sampler=_pick(data, "Sampler"),
        guidance=_pick(data, "CfgScale"),
        size=f"{width}x{height}" if width and height else "",
    )


def parse_civitai(text: str) -> Generation | None:
    """Parse the settings that Civitai's generator writes as `extraMetadata` beside a graph."""
    data = load_object(text)
    extra = data.get("extraMetadata") if data else None
    settings = load_object(extra) if isinstance(extra, str) else extra
    if not isinstance(settings, dict) or not _pick(settings, "prompt"):
        return None
    workflow = _pick(settings, "workflow")
    return Generation(
        kind=WorkKind.FROM_PICTURE if "img2img" in workflow else WorkKind.WHOLE,
        prompt=_pick(settings, "prompt"),
        negative_prompt=_pick(settings, "negativePrompt"),
        model=_pick(settings, "baseModel"),
        seed=_pick(settings, "seed"),
        steps=_pick(settings, "steps"),
        sampler=_pick(settings, "sampler"),
        guidance=_pick(settings, "cfgScale"),
        size=_read_size(settings),
    )
