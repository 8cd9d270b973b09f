"""Structural walkers, one per container: where metadata lies in a file, without an opinion on what it says.

`walk` is the one door. It bounds what a walk may keep, so that readers need not fear the size of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from verify import limits
from verify.containers.gif import walk as walk_gif
from verify.containers.isobmff import walk as walk_isobmff
from verify.containers.jpeg import walk as walk_jpeg
from verify.containers.parts import Damage, Part, Source, damage
from verify.containers.photoshop import walk as walk_photoshop
from verify.containers.png import walk as walk_png
from verify.containers.raf import walk as walk_raf
from verify.containers.riff import walk as walk_riff
from verify.containers.tiff import walk as walk_tiff

Walker = Callable[[Source], Iterator[Part]]

TIFF_FORMATS: Final = frozenset(
    {
        "image/tiff", "image/x-adobe-dng", "image/x-canon-cr2", "image/x-nikon-nef", "image/x-sony-arw",
        "image/x-panasonic-rw2",
    }
)  # fmt: skip

WALKERS: Final[dict[str, Walker]] = {
    "image/jpeg": walk_jpeg,
    "image/png": walk_png,
    "image/gif": walk_gif,
    "image/webp": walk_riff,
    "audio/wav": walk_riff,
    "video/x-msvideo": walk_riff,
    "image/vnd.adobe.photoshop": walk_photoshop,
    "image/x-fuji-raf": walk_raf,
    **dict.fromkeys(sorted(TIFF_FORMATS), walk_tiff),
    **dict.fromkeys(
        (
            "image/heic", "image/heif", "image/avif", "image/jxl", "image/jp2", "image/x-canon-cr3",
            "video/mp4", "video/quicktime", "video/x-m4v", "audio/mp4",
        ),
        walk_isobmff,
    ),
}  # fmt: skip

FORMATS: Final = frozenset(WALKERS)


def walk(source: Source, media_type: str) -> Iterator[Part]:
    """The parts of `source` in the order of the file; none for a format that has no walker.

    At most `limits.SEGMENTS` parts and `limits.WALK_BYTES` bytes, then one DAMAGE part. Raises only what
    `source.read_at` raises.
    """
    kept = 0
    walker = WALKERS.get(media_type)
    for number, part in enumerate(walker(source) if walker else ()):
        kept += len(part.data)
        if kept > limits.WALK_BYTES or number >= limits.SEGMENTS:
            yield damage(part.where, Damage.TOO_MANY, part.offset)
            return
        yield part
