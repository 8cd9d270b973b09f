"""The regions that a record says were changed, each as a finding: a shape with its units, a stretch of time, or a name.

Only what is stated: nothing here looks at pixels. Where a region cannot be read it is still told of, without a shape.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Final

from verify.inspection.c2pa.crjson import as_entries, as_mapping, as_text, find_text
from verify.inspection.c2pa.manifest.graph import Grade, Graph, Node
from verify.model import Action, Finding, Manifest
from verify.model.vocabularies import digital_source_type

_READER: Final = "c2pa"
_RANGES: Final = 8  # of one region
_CORNERS: Final = 96  # of one polygon; a longer outline is told of without its shape
_NUMBER: Final = 1e7
_UNITS: Final = ("percent", "pixel")
_CLOCK: Final = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,2}):)?(\d{1,7}(?:\.\d{1,9})?)s?")

Facts = tuple[tuple[str, str], ...]


def find_regions(graph: Graph) -> Iterator[Finding]:
    """Find each region of each action: those of the file itself first, then of earlier versions and parts.

    A record that no longer fits speaks of an earlier version: of the content as it was signed.
    """
    this_file = True
    for node in graph.line:
        this_file = this_file and node.grade is not Grade.BROKEN
        yield from _find_in_node(node, "file" if this_file else "earlier")
        this_file = this_file and node.manifest.update  # an update states more of the same content
    for node in graph.components:
        yield from _find_in_node(node, "part")


def _find_in_node(node: Node, of: str) -> Iterator[Finding]:
    manifest = node.manifest
    for action in manifest.actions:
        for region in action.regions:
            for ranges in _read_ranges(region):
                facts = (*_list_facts(manifest, action, region, of), *ranges)
                yield Finding("record.region", _READER, where=f"{manifest.label}/{action.assertion}", facts=facts)


def _list_facts(manifest: Manifest, action: Action, region: str, of: str) -> Facts:
    stated = as_mapping(_parse_json(region))
    name = find_text(stated, "description", "name") or action.description
    return (
        ("action", action.name),
        ("source_type", digital_source_type.read(action.source_type).name),
        ("signer", manifest.signer_name),
        ("description", name),
        ("of", of),
        ("title", manifest.title),
        ("manifest", manifest.label),
    )


def _read_ranges(region: str) -> Iterator[Facts]:
    """Read the shapes of one region, each with its stretch of time; or the stretch alone; or no facts."""
    listed = as_entries(as_mapping(_parse_json(region)).get("region"), _RANGES)
    times = [facts for entry in listed if (facts := _read_time(entry))]
    time = times[0] if len(times) == 1 else ()
    shapes = [_read_shape(as_mapping(entry["shape"])) for entry in listed if "shape" in entry]
    if shapes:
        yield from ((*shape, *time) for shape in shapes)
    elif times:
        yield from times
    else:
        yield ()


def _parse_json(region: str) -> object:
    try:
        return json.loads(region)
    except (ValueError, RecursionError):
        return None


# -- shapes


def _read_shape(shape: Mapping[str, object]) -> Facts:
    """Read a shape's kind, units and numbers; the kind alone where the numbers make no such shape."""
    kind, unit = as_text(shape.get("type")).casefold(), as_text(shape.get("unit")).casefold()
    origin = as_mapping(shape.get("origin"))
    match kind:
        case "rectangle":
            numbers = _join_numbers(origin.get("x"), origin.get("y"), shape.get("width"), shape.get("height"))
        case "circle":
            numbers = _join_numbers(origin.get("x"), origin.get("y"), shape.get("width"))
        case "polygon":
            numbers = _read_corners(shape.get("vertices"))
        case _:
            return ()
    if not numbers or unit not in _UNITS:
        return (("shape", kind),)
    side = "outside" if shape.get("inside") is False else "inside"
    return (("shape", kind), ("unit", unit), ("numbers", numbers), ("side", side))


def _read_corners(vertices: object) -> str:
    if not isinstance(vertices, list) or not 3 <= len(vertices) <= _CORNERS:
        return ""
    points = [as_mapping(vertex) for vertex in vertices]
    return _join_numbers(*(value for point in points for value in (point.get("x"), point.get("y"))))


def _join_numbers(*values: object) -> str:
    """Join numbers with commas; empty where one of them is none."""
    numbers = []
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return ""
        if not math.isfinite(value) or abs(value) > _NUMBER:
            return ""
        numbers.append(f"{value:.3f}".rstrip("0").rstrip("."))
    return ",".join(numbers)


# -- time


def _read_time(written: Mapping[str, object]) -> Facts:
    """Read the stretch of time of a range, in seconds; empty where it names none."""
    time = as_mapping(written.get("time"))
    if as_text(time.get("type")) not in ("", "npt"):
        return ()
    facts = []
    for name in ("start", "end"):
        seconds = _read_seconds(time.get(name))
        if seconds:
            facts.append((name, seconds))
    return tuple(facts)


def _read_seconds(value: object) -> str:
    """Read normal play time (RFC 2326): seconds, or hours, minutes and seconds; empty for anything else."""
    match = _CLOCK.fullmatch(as_text(value).strip())
    if match is None:
        return ""
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return f"{hours * 3600 + minutes * 60 + seconds:.1f}"
