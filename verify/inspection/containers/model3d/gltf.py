"""Read what a glTF 2.0 scene states about itself: asset, extras, XMP (KHR_xmp_json_ld), and what an avatar does (VRM).

A binary one (GLB) holds the same JSON in its first chunk. Meshes and textures are stepped over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from verify.inspection.containers import xmp
from verify.inspection.containers.base import Damage, Part, PartKind, Source, make_damage
from verify.model import limits

JSON_CHUNK, BINARY_CHUNK = b"JSON", b"BIN\x00"
_EXTRAS: Final = 200  # objects with extras that are told
_VALUES: Final = 1_000  # of one file
_DEPTH: Final = 8
_AVATARS: Final = ("VRM", "VRMC_vrm")


def read_chunks(source: Source) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, place and length of each chunk of a GLB (glTF 2.0, 4.4); a file of JSON alone is one chunk."""
    if source.read_at(0, 4) != b"glTF":
        yield JSON_CHUNK, 0, source.size
        return
    offset = 12
    for _ in range(limits.DIRECTORIES):
        head = source.read_at(offset, 8)
        if len(head) < 8:
            return
        length = int.from_bytes(head[:4], "little")
        yield head[4:], offset + 8, min(length, source.size - offset - 8)
        offset += 8 + length


def read_scene(source: Source) -> tuple[Mapping[str, Any], Damage | None]:
    """Return the JSON object of a scene, empty where it cannot be read, and what is wrong with it."""
    for kind, start, length in read_chunks(source):
        if kind != JSON_CHUNK:
            continue
        if length > limits.DOCUMENT_BYTES:
            return {}, Damage.TOO_LARGE
        try:
            scene = json.loads(
                source.read_at(start, length).decode("utf-8", "replace").lstrip("\ufeff").rstrip("\x00 ")
            )
        except (ValueError, RecursionError):
            return {}, Damage.NOT_WELL_FORMED
        return (scene, None) if isinstance(scene, dict) else ({}, Damage.NOT_WELL_FORMED)
    return {}, Damage.CUT_OFF


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `gltf:asset:<name>`, `gltf:extras:<name>`, `vrm:<name>`, and `xmp:<prefix>:<Name>` of its XMP."""
    scene, problem = read_scene(source)
    if problem:
        yield make_damage("glTF scene", problem, 0)
    for number, (key, text, where) in enumerate(_read_texts(scene)):
        if number >= _VALUES:
            yield make_damage("glTF scene", Damage.TOO_MANY, 0)
            return
        yield Part(PartKind.TEXT, 0, text.encode("utf-8", "replace"), where, key=key, encoding="utf-8")


def _read_texts(scene: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield key, text and place of each value that the scene states of itself."""
    asset = scene.get("asset")
    for name, text in _flatten(asset if isinstance(asset, dict) else {}, 0):
        yield f"gltf:asset:{name}", text, "asset of the glTF scene"
    extensions = scene.get("extensions")
    extensions = extensions if isinstance(extensions, dict) else {}
    for name in _AVATARS:
        avatar = extensions.get(name)
        notes = avatar.get("meta") if isinstance(avatar, dict) else None
        for inner, text in _flatten(notes if isinstance(notes, dict) else {}, 0):
            yield f"vrm:{inner}", text, f"extension {name} of the glTF scene"
    packets = extensions.get("KHR_xmp_json_ld")
    yield from _read_packets(packets.get("packets") if isinstance(packets, dict) else None)
    yield from _read_extras(scene)


def _read_packets(packets: object) -> Iterator[tuple[str, str, str]]:
    for packet in packets[: limits.DIRECTORIES] if isinstance(packets, list) else ():
        if not isinstance(packet, dict):
            continue
        context = packet.get("@context")
        prefixes = {
            name: uri for name, uri in (context if isinstance(context, dict) else {}).items() if isinstance(uri, str)
        }
        uris = {uri: prefix for prefix, uri in prefixes.items()}
        for name, value in packet.items():
            prefix, separator, local = str(name).partition(":")
            if not separator or prefix.startswith("@"):
                continue
            key = xmp.canonicalise(prefixes.get(prefix, prefix), local, uris)
            for inner, text in _flatten({key: value}, 0):
                if "/@type" not in inner:
                    yield f"xmp:{inner.replace('/@value', '')}", text, "XMP in the glTF scene"


def _read_extras(scene: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the extras of the scene itself and of its parts, which programs fill as they like."""
    count = 0
    for group, members in (
        ("scene", [scene]),
        *((name, value) for name, value in scene.items() if isinstance(value, list)),
    ):
        for number, member in enumerate(members):
            extras = member.get("extras") if isinstance(member, dict) else None
            if not isinstance(extras, dict):
                continue
            count += 1
            if count > _EXTRAS:
                return
            where = "extras of the glTF scene" if group == "scene" else f"extras of {group} {number} in the glTF scene"
            for name, text in _flatten(extras, 0):
                yield f"gltf:extras:{name}", text, where


def _flatten(value: object, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the leaves of a JSON value, each with the names on the way to it."""
    if isinstance(value, dict) and depth <= _DEPTH:
        for name, inner in value.items():
            for path, text in _flatten(inner, depth + 1):
                yield f"{name}/{path}".rstrip("/"), text
    elif isinstance(value, list) and depth <= _DEPTH:
        for inner in value[:_VALUES]:
            yield from _flatten(inner, depth + 1)
    elif isinstance(value, str):
        yield "", value
    elif isinstance(value, bool):
        yield "", str(value).lower()
    elif isinstance(value, int | float):
        yield "", f"{value}"[: limits.KEY_CHARACTERS]
