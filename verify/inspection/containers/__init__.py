"""Structural walkers, one per container: where metadata lies in a file, without an opinion on what it says.

`walk` is the one door. It bounds what a walk may keep, so that readers need not fear the size of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Final, cast

from verify.inspection.containers.base import Damage, Part, PartKind, Source, make_damage
from verify.model import limits
from verify.model.vocabularies import media_types

Walker = Callable[[Source], Iterator[Part]]

# The functions of this folder, each imported when the first file of its format is met: all take 12 ms to load.
# Formats that hold XMP, and those of pictures EXIF too:
_PACKET_WALKERS: Final[dict[str, str]] = {
    "image/jpeg": "image.jpeg.walk",
    "image/png": "image.png.walk",
    "image/gif": "image.gif.walk",
    **dict.fromkeys(sorted(media_types.RIFF), "av.riff.walk"),
    "image/vnd.adobe.photoshop": "image.photoshop.walk",
    "image/x-fuji-raf": "image.jpeg.walk_raf",
    **dict.fromkeys(sorted(media_types.TIFF), "image.tiff.walk"),
    **dict.fromkeys(
        sorted(media_types.BMFF | {"image/jxl", "image/jp2", "image/x-canon-cr3"}), "av.isobmff.walk"
    ),
    "video/x-flv": "av.flv.walk",
    "video/x-ms-asf": "av.asf.walk",
    "audio/aiff": "av.aiff.walk",
    "audio/mpeg": "av.id3.walk",
    "application/pdf": "document.pdf.walk",
    "image/svg+xml": "image.svg.walk",
    media_types.XMP_FILE: "xmp.walk_side_file",
}  # fmt: skip

# formats with nothing but texts under names of their own
_TEXT_WALKERS: Final[dict[str, str]] = {
    "video/x-matroska": "av.matroska.walk",
    "video/webm": "av.matroska.walk",
    "audio/aac": "av.id3.walk",
    "audio/flac": "av.xiph.walk_flac",
    "audio/ogg": "av.xiph.walk_ogg",
    "video/ogg": "av.xiph.walk_ogg",
    "video/mp2t": "av.mpeg_ts.walk",
    "video/h264": "av.sei.walk_h264",
    "video/h265": "av.sei.walk_h265",
    "font/otf": "document.font.walk",
    "font/ttf": "document.font.walk",
    **dict.fromkeys(sorted(media_types.GLTF), "model3d.gltf.walk"),
    "model/vnd.usda": "model3d.scene.walk_usd",
    "model/vnd.usd": "model3d.scene.walk_usd",
    "model/vnd.usdz+zip": "model3d.scene.walk_usdz",
    "model/3mf": "model3d.scene.walk_3mf",
    "model/obj": "model3d.mesh.walk_obj",
    "model/ply": "model3d.mesh.walk_ply",
    "model/stl": "model3d.mesh.walk_stl",
    "text/html": "document.html.walk",
    "text/markdown": "document.markdown.walk",
    **dict.fromkeys(sorted(media_types.PACKAGES), "document.office.walk"),
}

WALKERS: Final[dict[str, str]] = {**_PACKET_WALKERS, **_TEXT_WALKERS}

FORMATS: Final = frozenset(WALKERS)
PACKET_FORMATS: Final = frozenset(_PACKET_WALKERS)
PICTURE_FORMATS: Final = PACKET_FORMATS - {
    "video/x-flv", "video/x-ms-asf", "audio/aiff", "audio/mpeg", "application/pdf", "image/svg+xml",
    media_types.XMP_FILE,
}  # fmt: skip


@cache
def find_walker(media_type: str) -> Walker | None:
    """Import the walker of a format; None for one that has none."""
    module, _, function = WALKERS.get(media_type, "").rpartition(".")
    return cast("Walker", getattr(import_module(f"{__name__}.{module}"), function)) if module else None


def walk(source: Source, media_type: str) -> Iterator[Part]:
    """Yield the parts of `source` in the order of the file; none for a format that has no walker.

    At most `limits.SEGMENTS` parts and `limits.WALK_BYTES` bytes, then one DAMAGE part. Whole files inside have a bound
    of their own, so that covers crowd out no text. Raises only what `source.read_at` raises.
    """
    kept_bytes = kept_file_bytes = 0
    walker = find_walker(media_type)
    for number, part in enumerate(walker(source) if walker else ()):
        if part.kind is PartKind.FILE:
            kept_file_bytes += len(part.data)
            if kept_file_bytes > limits.WALK_BYTES and part.data:
                yield make_damage(part.where, Damage.TOO_MANY, part.offset)
                continue
        else:
            kept_bytes += len(part.data)
        if kept_bytes > limits.WALK_BYTES or number >= limits.SEGMENTS:
            yield make_damage(part.where, Damage.TOO_MANY, part.offset)
            return
        yield part
