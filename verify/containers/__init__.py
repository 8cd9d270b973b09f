"""Structural walkers, one per container: where metadata lies in a file, without an opinion on what it says.

`walk` is the one door. It bounds what a walk may keep, so that readers need not fear the size of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from verify import limits
from verify.containers import gif, isobmff, jpeg, photoshop, png, raf, riff, tiff
from verify.containers.parts import Damage, Part, Source, damage

Walker = Callable[[Source], Iterator[Part]]

TIFF_FORMATS: Final = frozenset(
    {
        "image/tiff", "image/x-adobe-dng", "image/x-canon-cr2", "image/x-nikon-nef", "image/x-sony-arw",
        "image/x-panasonic-rw2",
    }
)  # fmt: skip

WALKERS: Final[dict[str, Walker]] = {
    "image/jpeg": jpeg.walk,
    "image/png": png.walk,
    "image/gif": gif.walk,
    "image/webp": riff.walk,
    "audio/wav": riff.walk,
    "video/x-msvideo": riff.walk,
    "image/vnd.adobe.photoshop": photoshop.walk,
    "image/x-fuji-raf": raf.walk,
    **dict.fromkeys(sorted(TIFF_FORMATS), tiff.walk),
    **dict.fromkeys(
        (
            "image/heic", "image/heif", "image/avif", "image/jxl", "image/jp2", "image/x-canon-cr3",
            "video/mp4", "video/quicktime", "video/x-m4v", "audio/mp4",
        ),
        isobmff.walk,
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
