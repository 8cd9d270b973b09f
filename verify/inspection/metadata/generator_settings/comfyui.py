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
from verify.inspection.metadata.generator_settings.generation import Generation, WorkKind, format_setting

_MOST_NODES: Final = 5_000
_LATENT_INPUTS: Final = ("latent_image", "latent", "samples", "latent_images", "optional_latent")
_STARTS: Final = re.compile(r"^[^{]{0,40}(?=\{)")

Node = Mapping[str, Any]


def parse(text: str) -> Generation | None:
    """Parse the generation that a graph describes, or None if `text` is not a graph of nodes."""
    graph = _parse_graph(text)
    if graph is None:
        return None
    samplers = [name for name, node in graph.items() if _is_sampler(node)]
    if not samplers:
        scales = any("Upscale" in _get_type(node) for node in graph.values())
        return Generation(WorkKind.UPSCALE if scales else WorkKind.UNCLEAR)
    last = samplers[-1]
    sampler_inputs = [_get_inputs(graph[name]) for name in samplers]
    everything = _walk_upstream(graph, samplers)
    return Generation(
        kind=_classify(graph, samplers),
        prompt=_find_prompt(graph, sampler_inputs, "positive"),
        negative_prompt=_find_prompt(graph, sampler_inputs, "negative"),
        model=_find_first(graph, everything, ("ckpt_name", "unet_name", "model_name", "base_ckpt_name")),
        seed=_find_first(graph, (*samplers, *everything), ("seed", "noise_seed")),
        steps=_find_first(graph, (*samplers, *everything), ("steps",)),
        sampler=_find_first(graph, (*samplers, *everything), ("sampler_name",)),
        guidance=_find_first(graph, (last, *everything), ("cfg", "guidance")),
        loras=_find_loras(graph, everything),
    )


def _parse_graph(text: str) -> dict[str, Node] | None:
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


def _get_type(node: Node) -> str:
    return str(node.get("class_type", ""))


def _is_listed(table: str, node_type: str) -> bool:
    """Return whether this table of `resources/opinions/generator_settings.toml` names the class of a node."""
    return opinions.load_pattern("generator_settings", table).search(node_type) is not None


def _get_inputs(node: Node) -> Mapping[str, Any]:
    inputs = node.get("inputs")
    return inputs if isinstance(inputs, dict) else {}


def _is_sampler(node: Node) -> bool:
    name = _get_type(node)
    if not _is_listed("samples", name) or _is_listed("selects", name):
        return False
    return any(
        key in _get_inputs(node) for key in (*_LATENT_INPUTS, "positive", "guider", "image", "seed", "noise_seed")
    )


def _list_linked_nodes(value: object) -> Iterable[str]:
    """Yield the node a link points at: ComfyUI writes links as [node, output]."""
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], (str, int)) and isinstance(value[1], int):
        yield str(value[0])


def _walk_upstream(graph: Mapping[str, Node], starts: Iterable[str], only: tuple[str, ...] | None = None) -> list[str]:
    """List all nodes that feed `starts`, nearest first; with `only`, the first step goes through these inputs alone."""
    reached: dict[str, None] = {}
    queue: deque[tuple[str, bool]] = deque((name, True) for name in starts)
    while queue:
        name, first = queue.popleft()
        for key, value in _get_inputs(graph[name]).items():
            if first and only is not None and key not in only:
                continue
            for target in _list_linked_nodes(value):
                if target in graph and target not in reached:
                    reached[target] = None
                    queue.append((target, False))
    return list(reached)


def _classify(graph: Mapping[str, Node], samplers: list[str]) -> WorkKind:
    feeding = [_get_type(graph[name]) for name in _walk_upstream(graph, samplers)]
    if any(_is_listed("part", name) for name in feeding):
        return WorkKind.PART
    latent = _walk_upstream(graph, samplers, _LATENT_INPUTS)
    into_latent = [_get_type(graph[name]) for name in latent]
    if any(_is_listed("loads", name) for name in into_latent):
        return WorkKind.FROM_PICTURE
    refers = [name for name in _walk_upstream(graph, samplers) if _is_listed("encodes", _get_type(graph[name]))]
    if any(_is_listed("loads", _get_type(graph[name])) for name in _walk_upstream(graph, refers)):
        return WorkKind.FROM_PICTURE
    return WorkKind.WHOLE


def _find_prompt(graph: Mapping[str, Node], inputs: list[Mapping[str, Any]], side: str) -> str:
    """Find the text nearest to a sampler's positive or negative side."""
    for sampler in inputs:
        for target in (
            _list_linked_nodes(sampler.get(side)) if side in sampler else _list_linked_nodes(sampler.get("guider"))
        ):
            if target not in graph:
                continue
            if side not in sampler:  # a guider node stands between
                nearer = [name for name in _list_linked_nodes(_get_inputs(graph[target]).get(side)) if name in graph]
                if not nearer:
                    continue
                target = nearer[0]  # noqa: PLW2901 - the node behind the guider is meant from here on
            for name in (target, *_walk_upstream(graph, [target])):
                text = _get_inputs(graph[name]).get("text")
                if isinstance(text, str) and text.strip():
                    return text
    return ""


def _find_first(graph: Mapping[str, Node], names: Iterable[str], keys: tuple[str, ...]) -> str:
    for name in names:
        for key in keys:
            value = _get_inputs(graph[name]).get(key)
            if format_setting(value):
                return format_setting(value)
    return ""


def _find_loras(graph: Mapping[str, Node], names: Iterable[str]) -> tuple[str, ...]:
    loras = (format_setting(_get_inputs(graph[name]).get("lora_name")) for name in names)
    return tuple(dict.fromkeys(one for one in loras if one))[:20]
