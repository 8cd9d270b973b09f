"""Structural walkers, one per container: where metadata lies in a file, without an opinion on what it says.

`walk` is the one door. It bounds what a walk may keep, so that readers need not fear the size of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from verify.inspection.containers.av import sei
from verify.inspection.containers.av.aiff import walk as walk_aiff
from verify.inspection.containers.av.asf import walk as walk_asf
from verify.inspection.containers.av.flv import walk as walk_flv
from verify.inspection.containers.av.id3 import walk as walk_id3
from verify.inspection.containers.av.isobmff import walk as walk_isobmff
from verify.inspection.containers.av.matroska import walk as walk_ebml
from verify.inspection.containers.av.mpeg_ts import walk as walk_mpeg_ts
from verify.inspection.containers.av.riff import walk as walk_riff
from verify.inspection.containers.av.xiph import walk_flac, walk_ogg
from verify.inspection.containers.base import Damage, Part, PartKind, Source, make_damage
from verify.inspection.containers.document.font import walk as walk_font
from verify.inspection.containers.document.html import walk as walk_html
from verify.inspection.containers.document.markdown import walk as walk_markdown
from verify.inspection.containers.document.office import walk as walk_office
from verify.inspection.containers.document.pdf import walk as walk_pdf
from verify.inspection.containers.image.gif import walk as walk_gif
from verify.inspection.containers.image.jpeg import walk as walk_jpeg
from verify.inspection.containers.image.jpeg import walk_raf
from verify.inspection.containers.image.photoshop import walk as walk_photoshop
from verify.inspection.containers.image.png import walk as walk_png
from verify.inspection.containers.image.svg import walk as walk_svg
from verify.inspection.containers.image.tiff import walk as walk_tiff
from verify.inspection.containers.model3d.gltf import walk as walk_gltf
from verify.inspection.containers.model3d.mesh import walk_obj, walk_ply, walk_stl
from verify.inspection.containers.model3d.scene import walk_3mf, walk_usd, walk_usdz
from verify.model import limits
from verify.model.vocabularies import media_types

Walker = Callable[[Source], Iterator[Part]]


def _walk_packet(source: Source) -> Iterator[Part]:
    """Yield a file that is one XMP packet."""
    if source.size > limits.PACKET_BYTES:
        yield make_damage("XMP side file", Damage.TOO_LARGE, limits.PACKET_BYTES)
    yield Part(PartKind.XMP, 0, source.read_at(0, limits.PACKET_BYTES), "XMP side file")


# formats that hold XMP, and those of pictures EXIF too
_PACKET_WALKERS: Final[dict[str, Walker]] = {
    "image/jpeg": walk_jpeg,
    "image/png": walk_png,
    "image/gif": walk_gif,
    **dict.fromkeys(sorted(media_types.RIFF), walk_riff),
    "image/vnd.adobe.photoshop": walk_photoshop,
    "image/x-fuji-raf": walk_raf,
    **dict.fromkeys(sorted(media_types.TIFF), walk_tiff),
    **dict.fromkeys(
        sorted(media_types.BMFF | {"image/jxl", "image/jp2", "image/x-canon-cr3"}), walk_isobmff
    ),
    "video/x-flv": walk_flv,
    "video/x-ms-asf": walk_asf,
    "audio/aiff": walk_aiff,
    "audio/mpeg": walk_id3,
    "application/pdf": walk_pdf,
    "image/svg+xml": walk_svg,
    media_types.XMP_FILE: _walk_packet,
}  # fmt: skip

# formats with nothing but texts under names of their own
_TEXT_WALKERS: Final[dict[str, Walker]] = {
    "video/x-matroska": walk_ebml,
    "video/webm": walk_ebml,
    "audio/aac": walk_id3,
    "audio/flac": walk_flac,
    "audio/ogg": walk_ogg,
    "video/ogg": walk_ogg,
    "video/mp2t": walk_mpeg_ts,
    "video/h264": partial(sei.walk_stream, is_h265=False),
    "video/h265": partial(sei.walk_stream, is_h265=True),
    "font/otf": walk_font,
    "font/ttf": walk_font,
    **dict.fromkeys(sorted(media_types.GLTF), walk_gltf),
    "model/vnd.usda": walk_usd,
    "model/vnd.usd": walk_usd,
    "model/vnd.usdz+zip": walk_usdz,
    "model/3mf": walk_3mf,
    "model/obj": walk_obj,
    "model/ply": walk_ply,
    "model/stl": walk_stl,
    "text/html": walk_html,
    "text/markdown": walk_markdown,
    **dict.fromkeys(sorted(media_types.PACKAGES), walk_office),
}

WALKERS: Final[dict[str, Walker]] = {**_PACKET_WALKERS, **_TEXT_WALKERS}

FORMATS: Final = frozenset(WALKERS)
PACKET_FORMATS: Final = frozenset(_PACKET_WALKERS)
PICTURE_FORMATS: Final = PACKET_FORMATS - {
    "video/x-flv", "video/x-ms-asf", "audio/aiff", "audio/mpeg", "application/pdf", "image/svg+xml",
    media_types.XMP_FILE,
}  # fmt: skip


def walk(source: Source, media_type: str) -> Iterator[Part]:
    """Yield the parts of `source` in the order of the file; none for a format that has no walker.

    At most `limits.SEGMENTS` parts and `limits.WALK_BYTES` bytes, then one DAMAGE part. Whole files inside have a bound
    of their own, so that covers crowd out no text. Raises only what `source.read_at` raises.
    """
    kept_bytes = kept_file_bytes = 0
    walker = WALKERS.get(media_type)
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
