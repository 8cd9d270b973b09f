"""Writes small scenes and models in three dimensions: glTF and GLB, USD and USDZ, 3MF, OBJ, PLY, STL."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

from tests.build.media import writers


def scene(**members: Any) -> dict[str, Any]:
    return {"asset": {"version": "2.0", "generator": "A program"}, "scenes": [{}], **members}


def gltf(**members: Any) -> bytes:
    return json.dumps(scene(**members)).encode()


def glb(binary: bytes = b"", **members: Any) -> bytes:
    written = gltf(**members)
    written += b" " * (-len(written) % 4)
    binary += bytes(-len(binary) % 4)
    chunks = struct.pack("<I4s", len(written), b"JSON") + written
    if binary:
        chunks += struct.pack("<I4s", len(binary), b"BIN\x00") + binary
    return b"glTF" + struct.pack("<II", 2, 12 + len(chunks)) + chunks


def glb_with_texture(picture: bytes) -> bytes:
    views = [{"buffer": 0, "byteOffset": 0, "byteLength": len(picture)}]
    images = [{"bufferView": 0, "mimeType": "image/png"}]
    return glb(picture, bufferViews=views, images=images)


def usda(**stated: str) -> bytes:
    custom = "".join(f'        string {name} = "{value}"\n' for name, value in stated.items())
    return f'#usda 1.0\n(\n    doc = "A scene"\n    customLayerData = {{\n{custom}    }}\n)\n\ndef "a" {{}}\n'.encode()


def usdz(members: Mapping[str, bytes]) -> bytes:
    return writers.package(list(members.items()))


def three_mf(members: Mapping[str, bytes] | None = None, **stated: str) -> bytes:
    written = "".join(f'<metadata name="{name}">{value}</metadata>' for name, value in stated.items())
    model = f'<model xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">{written}<resources/></model>'
    return writers.package([("[Content_Types].xml", "<Types/>"), ("3D/3dmodel.model", model), *(members or {}).items()])


def obj(*comments: str) -> bytes:
    return "".join(f"# {comment}\n" for comment in comments).encode() + b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"


def ply(*comments: str) -> bytes:
    told = "".join(f"comment {comment}\n" for comment in comments)
    return f"ply\nformat ascii 1.0\n{told}element vertex 1\nproperty float x\nend_header\n0\n".encode()


def stl(header: str) -> bytes:
    return header.encode().ljust(80, b"\x00") + struct.pack("<I", 1) + bytes(50)
