"""Read what USD layers and 3MF models state about themselves. Binary layers are left to a reader of their own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.base import (
    Damage,
    Memory,
    Part,
    PartKind,
    Source,
    make_damage,
    make_note,
)
from verify.inspection.containers.document import office
from verify.inspection.containers.document.zip_package import Package
from verify.model import limits

_HEAD_BYTES: Final = 64 * limits.KIB
BINARY_LAYER: Final = b"PXR-USDC"
_LAYER: Final = re.compile(r"#usda [\d.]+\s*\(")
# a statement of the layer: `doc = "…"`, or a text of customLayerData, `string creator = "…"`
_STATED: Final = re.compile(
    r"""(?:string|token|asset)?\s*"?(?P<name>[A-Za-z_][\w:]{0,80})"?\s*=\s*(?:\"{3}(?P<long>.*?)\"{3}|"(?P<short>[^"\n]*)")""",
    re.DOTALL,
)
_MODEL_3MF: Final = "3D/3dmodel.model"
_METADATA_3MF: Final = re.compile(
    r'<metadata\b[^>]{0,300}?\bname="([^"]{1,120})"[^>]{0,300}>([^<]{0,65536})</metadata>'
)


def walk_usd(source: Source) -> Iterator[Part]:
    """Yield fields `usd:<name>` of the layer's metadata, which stands in brackets at its head."""
    head = source.read_at(0, _HEAD_BYTES)
    if head.startswith(BINARY_LAYER):
        yield make_note("usd:layer", "(a binary layer)", 0, "USD layer")
        return
    text = texts.decode(head)
    opening = _LAYER.match(text)
    if opening is None:
        return
    end = text.find("\n)", opening.end())
    for match in _STATED.finditer(text, opening.end(), len(text) if end < 0 else end):
        value = match["long"] if match["long"] is not None else match["short"]
        key = f"usd:{match['name']}"
        yield Part(PartKind.TEXT, 0, value.encode("utf-8", "replace"), "USD layer", key=key, encoding="utf-8")


def walk_usdz(source: Source) -> Iterator[Part]:
    """Yield the fields of the scene of a package, where it is a text."""
    package = Package(source)
    if package.problem:
        yield make_damage("ZIP directory", package.problem, 0)
    layer = find_first_layer(package)
    if layer is not None:
        data, _ = package.read(layer, _HEAD_BYTES)
        yield from walk_usd(Memory(data))


def find_first_layer(package: Package) -> str | None:
    """Return the name of the first layer in the package, which is the scene (USDZ specification, Default Layer)."""
    return next((name for name in package.names if name.lower().endswith((".usd", ".usda", ".usdc"))), None)


def walk_3mf(source: Source) -> Iterator[Part]:
    """Yield fields `3mf:<Name>` of the model's metadata (3MF Core, 3.4.1), and the properties of the package."""
    package = Package(source)
    if _MODEL_3MF in package:
        data, problem = package.read(_MODEL_3MF, _HEAD_BYTES)
        if problem and problem is not Damage.TOO_LARGE:  # the metadata stands at the head of what may be long
            yield make_damage(f"{_MODEL_3MF} in the package", problem, 0)
        for name, value in _METADATA_3MF.findall(texts.decode(data)):
            where = f"{_MODEL_3MF} in the package"
            text = html.unescape(value).strip().encode("utf-8", "replace")
            yield Part(PartKind.TEXT, 0, text, where, key=f"3mf:{name}", encoding="utf-8")
    yield from office.walk(source)
