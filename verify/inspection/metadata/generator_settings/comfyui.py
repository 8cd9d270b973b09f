"""ComfyUI's graph of nodes: what feeds the sampler decides what was done.

A graph that only loads, scales and saves a picture generates nothing, whatever program saved it.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, Final

from verify.inspection import opinions
from verify.inspection.metadata.generator_settings.generation import Generation, Kind, text_of

_MOST_NODES: Final = 5_000
_LATENT_INPUTS: Final = ("latent_image", "latent", "samples", "latent_images", "optional_latent")
_STARTS: Final = re.compile(r"^[^{]{0,40}(?=\{)")

Node = Mapping[str, Any]


def parse(text: str) -> Generation | None:
    """The generation that a graph describes, or None if `text` is not a graph of nodes."""
    graph = _graph(text)
    if graph is None:
        return None
    samplers = [name for name, node in graph.items() if _is_sampler(node)]
    if not samplers:
        scales = any("Upscale" in _type(node) for node in graph.values())
        return Generation(Kind.UPSCALE if scales else Kind.UNCLEAR)
    last = samplers[-1]
    sampler_inputs = [_inputs(graph[name]) for name in samplers]
    everything = _upstream(graph, samplers)
    return Generation(
        kind=_kind(graph, samplers),
        prompt=_prompt(graph, sampler_inputs, "positive"),
        negative_prompt=_prompt(graph, sampler_inputs, "negative"),
        model=_first(graph, everything, ("ckpt_name", "unet_name", "model_name", "base_ckpt_name")),
        seed=_first(graph, (*samplers, *everything), ("seed", "noise_seed")),
        steps=_first(graph, (*samplers, *everything), ("steps",)),
        sampler=_first(graph, (*samplers, *everything), ("sampler_name",)),
        guidance=_first(graph, (last, *everything), ("cfg", "guidance")),
        loras=_loras(graph, everything),
    )


def _graph(text: str) -> dict[str, Node] | None:
    try:
        data = json.loads(_STARTS.sub("", text, count=1))
    except (ValueError, RecursionError):
        return None
    if isinstance(data, dict) and isinstance(data.get("prompt"), (dict, str)) and "class_type" not in data["prompt"]:
        inner = data["prompt"]
        if isinstance(inner, str):
            try:
                inner = json.loads(inner)
            except (ValueError, RecursionError):
                return None
        data = inner
    if not isinstance(data, dict):
        return None
    nodes: dict[str, Node] = {
        str(name): node
        for name, node in data.items()
        if isinstance(node, dict) and isinstance(node.get("class_type"), str)
    }
    return nodes if 0 < len(nodes) <= _MOST_NODES else None


def _type(node: Node) -> str:
    return str(node.get("class_type", ""))


def _is(table: str, node_type: str) -> bool:
    """Whether the table of this name in `resources/opinions/generator_settings.toml` names the class of a node."""
    return opinions.pattern("generator_settings", table).search(node_type) is not None


def _inputs(node: Node) -> Mapping[str, Any]:
    inputs = node.get("inputs")
    return inputs if isinstance(inputs, dict) else {}


def _is_sampler(node: Node) -> bool:
    name = _type(node)
    if not _is("samples", name) or _is("selects", name):
        return False
    return any(key in _inputs(node) for key in (*_LATENT_INPUTS, "positive", "guider", "image", "seed", "noise_seed"))


def _links(value: object) -> Iterable[str]:
    """The node a link points at: ComfyUI writes links as [node, output]."""
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], (str, int)) and isinstance(value[1], int):
        yield str(value[0])


def _upstream(graph: Mapping[str, Node], starts: Iterable[str], only: tuple[str, ...] | None = None) -> list[str]:
    """All nodes that feed `starts`, nearest first; with `only`, the first step goes through these inputs alone."""
    seen: dict[str, None] = {}
    queue: deque[tuple[str, bool]] = deque((name, True) for name in starts)
    while queue:
        name, first = queue.popleft()
        for key, value in _inputs(graph[name]).items():
            if first and only is not None and key not in only:
                continue
            for target in _links(value):
                if target in graph and target not in seen:
                    seen[target] = None
                    queue.append((target, False))
    return list(seen)


def _kind(graph: Mapping[str, Node], samplers: list[str]) -> Kind:
    feeding = [_type(graph[name]) for name in _upstream(graph, samplers)]
    if any(_is("part", name) for name in feeding):
        return Kind.PART
    latent = _upstream(graph, samplers, _LATENT_INPUTS)
    into_latent = [_type(graph[name]) for name in latent]
    if any(_is("loads", name) for name in into_latent):
        return Kind.FROM_PICTURE
    refers = [name for name in _upstream(graph, samplers) if _is("encodes", _type(graph[name]))]
    if any(_is("loads", _type(graph[name])) for name in _upstream(graph, refers)):
        return Kind.FROM_PICTURE
    return Kind.WHOLE


def _prompt(graph: Mapping[str, Node], inputs: list[Mapping[str, Any]], side: str) -> str:
    """The text nearest to a sampler's positive or negative side."""
    for one in inputs:
        for target in _links(one.get(side)) if side in one else _links(one.get("guider")):
            if target not in graph:
                continue
            if side not in one:  # a guider node stands between
                nearer = [name for name in _links(_inputs(graph[target]).get(side)) if name in graph]
                if not nearer:
                    continue
                target = nearer[0]  # noqa: PLW2901 - the node behind the guider is meant from here on
            for name in (target, *_upstream(graph, [target])):
                text = _inputs(graph[name]).get("text")
                if isinstance(text, str) and text.strip():
                    return text
    return ""


def _first(graph: Mapping[str, Node], names: Iterable[str], keys: tuple[str, ...]) -> str:
    for name in names:
        for key in keys:
            value = _inputs(graph[name]).get(key)
            if text_of(value):
                return text_of(value)
    return ""


def _loras(graph: Mapping[str, Node], names: Iterable[str]) -> tuple[str, ...]:
    found = (text_of(_inputs(graph[name]).get("lora_name")) for name in names)
    return tuple(dict.fromkeys(one for one in found if one))[:20]
