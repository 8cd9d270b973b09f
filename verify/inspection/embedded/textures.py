"""Find the textures of a glTF scene: pictures in the buffer of a GLB, or in `data:` addresses of its JSON."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any, Final

from verify.inspection.containers.base import Source
from verify.inspection.containers.model3d.gltf import BINARY_CHUNK, read_chunks, read_scene
from verify.inspection.embedded.base import EmbeddedFile, LoadError, NotOpened, Unopened
from verify.model import limits

_IMAGES: Final = 1_000


def find_textures(source: Source) -> Iterator[EmbeddedFile | Unopened]:
    """Yield each picture of the scene that lies in the file; one that an address names elsewhere is none."""
    scene, _ = read_scene(source)
    images, views = scene.get("images"), scene.get("bufferViews")
    buffer = next(((start, size) for kind, start, size in read_chunks(source) if kind == BINARY_CHUNK), (0, 0))
    for number, image in enumerate(images[:_IMAGES] if isinstance(images, list) else ()):
        place = f"texture {number + 1}"
        if not isinstance(image, dict):
            continue
        address, view = image.get("uri"), image.get("bufferView")
        if isinstance(address, str) and address.startswith("data:"):
            yield _make_from_address(place, address)
        elif isinstance(view, int) and isinstance(views, list) and 0 <= view < len(views):
            yield _make_from_view(source, place, views[view], buffer)


def _make_from_address(place: str, address: str) -> EmbeddedFile:
    written = address.partition(",")[2]

    def load(limit: int) -> bytes:
        if len(written) * 3 // 4 > limit:
            raise LoadError(NotOpened.TOO_LARGE)
        try:
            return base64.b64decode(written + "==")
        except (binascii.Error, ValueError) as error:
            raise LoadError(NotOpened.DAMAGED) from error

    return EmbeddedFile(place, "texture", len(written) * 3 // 4, load)


def _make_from_view(source: Source, place: str, view: Any, buffer: tuple[int, int]) -> EmbeddedFile:
    numbers = view if isinstance(view, dict) else {}
    offset, length = (
        value if isinstance(value, int) and value >= 0 else 0
        for value in (numbers.get("byteOffset", 0), numbers.get("byteLength"))
    )
    start, size = buffer

    def load(limit: int) -> bytes:
        if length > limit:
            raise LoadError(NotOpened.TOO_LARGE)
        if not length or offset + length > size or numbers.get("buffer", 0) != 0:
            raise LoadError(NotOpened.DAMAGED)
        return source.read_at(start + offset, length)

    return EmbeddedFile(place, "texture", min(length, limits.FILE_BYTES), load)
