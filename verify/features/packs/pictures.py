"""Encodes the small pictures of a pack: pixels that a worker sent, and no file of anybody's."""

from __future__ import annotations

import io
from typing import Final

from verify.model import Picture, limits

_QUALITY: Final = 85
_LONGEST: Final = max(limits.PREVIEW_SIDE, limits.THUMBNAIL_SIDE)


def encode_jpeg(picture: Picture) -> bytes:
    """Encode a picture as JPEG, a tenth of a PNG; empty where its sizes do not fit its bytes or the limits."""
    from PIL import Image

    size = (picture.width, picture.height)
    if not all(0 < side <= _LONGEST for side in size) or len(picture.rgb) != 3 * size[0] * size[1]:
        return b""
    out = io.BytesIO()
    Image.frombytes("RGB", size, picture.rgb).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
