"""A small picture out of one of raw pixels, for a row of a table. It decodes nothing."""

from __future__ import annotations

from typing import Final

from verify.model import Picture

SIDE: Final = 96  # pixels, longer side

_SAMPLES: Final = 2  # along each side of what becomes one pixel


def small(picture: Picture) -> Picture:
    """The picture with no side longer than SIDE; as it is where it is small enough or makes no sense."""
    step = -(-max(picture.width, picture.height) // SIDE)
    width, height = picture.width // max(1, step), picture.height // max(1, step)
    if step < 2 or not width or not height or len(picture.rgb) != picture.width * picture.height * 3:
        return picture
    import numpy as np  # late: a window that only reads journals need not wait for it

    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    total = np.zeros((height, width, 3), np.uint16)
    places = [step * (2 * sample + 1) // (2 * _SAMPLES) for sample in range(_SAMPLES)]
    for top in places:
        for left in places:
            total += pixels[top::step, left::step][:height, :width]
    return Picture(picture.name, width, height, (total // _SAMPLES**2).astype(np.uint8).tobytes())
