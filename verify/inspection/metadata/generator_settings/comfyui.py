"""ComfyUI's graph of nodes: the kinds of its nodes, and what feeds those that make content, decide what was done.

A graph that only loads, scales and saves a picture generates nothing, whatever program saved it. The kinds stand in
`resources/opinions/comfyui_nodes.toml`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, Final

from verify.inspection import opinions
from verify.inspection.metadata.generator_settings.generation import Generation, WorkKind, format_setting
from verify.inspection.metadata.generator_settings.json_text import load_object

_MOST_NODES: Final = 5_000
_MODEL_NAMES: Final = ("ckpt_name", "unet_name", "model_name", "base_ckpt_name", "model")
_LATENT_INPUTS: Final = ("latent_image", "latent", "samples", "latent_images", "optional_latent")

Node = Mapping[str, Any]


def parse(text: str) -> Generation | None:
    """Parse the generation that a graph describes, or None if `text` is not a graph of nodes."""
    graph = _parse_graph(text)
    if graph is None:
        return None
    samplers = [name for name, node in graph.items() if _is_sampler(node)]
    makers = [name for name, node in graph.items() if name not in samplers and _is_listed("makes", _get_type(node))]
    if not samplers and not makers:
        return Generation(_classify_without_maker(graph))
    sources = [*samplers, *makers]
    sampler_inputs = [_get_inputs(graph[name]) for name in samplers]
    everything = _walk_upstream(graph, sources)
    return Generation(
        kind=_classify(graph, samplers, makers),
        prompt=_find_prompt(graph, sampler_inputs, "positive") or _find_first(graph, makers, ("prompt", "text")),
        negative_prompt=_find_prompt(graph, sampler_inputs, "negative"),
        model=_find_first(
            graph, (*makers, *everything), ("ckpt_name", "unet_name", "model_name", "base_ckpt_name", "model")
        ),
        seed=_find_first(graph, (*sources, *everything), ("seed", "noise_seed")),
        steps=_find_first(graph, (*samplers, *everything), ("steps",)),
        sampler=_find_first(graph, (*samplers, *everything), ("sampler_name",)),
        guidance=_find_first(graph, (*samplers[-1:], *everything), ("cfg", "guidance")),
        loras=_find_loras(graph, everything),
    )


def is_graph(data: Mapping[str, Any]) -> bool:
    """Return whether an object holds a graph of nodes."""
    return _take_nodes(data) is not None


def _parse_graph(text: str) -> dict[str, Node] | None:
    data = load_object(text)
    return None if data is None else _take_nodes(data)


def _take_nodes(data: Mapping[str, Any]) -> dict[str, Node] | None:
    """Take the nodes out of an object: the graph itself, or one under `prompt`, beside the workflow of the window."""
    inner = data.get("prompt")
    if isinstance(inner, str) and "class_type" in inner:
        inner = load_object(inner)
    if isinstance(inner, dict) and "class_type" not in inner:
        data = inner
    nodes: dict[str, Node] = {
        str(name): node
        for name, node in data.items()
        if isinstance(node, dict) and isinstance(node.get("class_type"), str)
    }
    return nodes if 0 < len(nodes) <= _MOST_NODES else None


def _get_type(node: Node) -> str:
    return str(node.get("class_type", ""))


def _is_listed(table: str, node_type: str) -> bool:
    """Return whether this table of `resources/opinions/comfyui_nodes.toml` names the class of a node."""
    return opinions.load_pattern("comfyui_nodes", table).search(node_type) is not None


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


def _classify_without_maker(graph: Mapping[str, Node]) -> WorkKind:
    """Classify a graph in which nothing is made from noise or by a service."""
    types = [_get_type(node) for node in graph.values()]
    if any(_is_listed("changes", name) for name in types):
        return WorkKind.PART
    return WorkKind.UPSCALE if any(_is_listed("enlarges", name) for name in types) else WorkKind.UNCLEAR


def _classify(graph: Mapping[str, Node], samplers: list[str], makers: list[str]) -> WorkKind:
    def is_fed(starts: Iterable[str], table: str, only: tuple[str, ...] | None = None) -> bool:
        return any(_is_listed(table, _get_type(graph[name])) for name in _walk_upstream(graph, starts, only))

    feeding = _walk_upstream(graph, [*samplers, *makers])
    if any(_is_listed("part", _get_type(graph[name])) for name in (*feeding, *makers)):
        return WorkKind.PART
    if any(is_fed([name], "loads", ("mask",)) for name in makers):
        return WorkKind.PART
    refers = [name for name in feeding if _is_listed("encodes", _get_type(graph[name]))]
    if is_fed(samplers, "loads", _LATENT_INPUTS) or is_fed(refers, "loads") or is_fed(makers, "loads"):
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
