"""Puts a label to be read and a mark to be decoded into a picture that the program drew itself.

Only the specimens of the survival lab get them. It takes a drawing, not a file, and no command leads to it: a mark
that anyone can add proves little, and Whence helps nobody to add one to pictures of their own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verify.inspection.watermarks.dwt_dct import PAYLOADS, SCALE, Payload

LABEL: Final = "AI-generated"
_GLYPHS: Final = 30  # pixels; the Chinese standard asks for a twentieth of the short side
_MARGIN: Final = 18

_HIDDEN: Final = next(payload for payload in PAYLOADS if payload.name == "sdxl")
_LUMA: Final = (0.299, 0.587, 0.114)
_CHROMA: Final = 0.492
_OFFSET: Final = 0.5

Doubles = NDArray[np.float64]


def add_label(drawing: Image.Image) -> Image.Image:
    """Return the drawing with a short label in its lower right corner."""
    picture = drawing.copy()
    place = (picture.width - _MARGIN, picture.height - _MARGIN)
    font = ImageFont.load_default(_GLYPHS)
    ImageDraw.Draw(picture).text(
        place, LABEL, (255, 255, 255), font, anchor="rs", stroke_width=2, stroke_fill=(30, 20, 50)
    )
    return picture


def add_watermark(drawing: Image.Image) -> Image.Image:
    """Return the drawing with the open watermark of a well-known generator; its sides are multiples of eight."""
    rgb = np.asarray(drawing.convert("RGB")).astype(np.float64)
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    luma = _LUMA[0] * red + _LUMA[1] * green + _LUMA[2] * blue
    difference = (blue - luma) * _CHROMA
    difference += np.kron(_change(difference + _OFFSET, _HIDDEN) / 2, np.ones((2, 2)))
    blue = luma + difference / _CHROMA
    green = (luma - _LUMA[0] * red - _LUMA[2] * blue) / _LUMA[1]
    return Image.fromarray(np.clip(np.rint(np.stack((red, green, blue), axis=2)), 0, 255).astype(np.uint8))


def _change(plane: Doubles, payload: Payload) -> Doubles:
    """Return the change of the coarse half of `plane`: for one bit each, of the largest value but the first of 4×4."""
    coarse = (plane[0::2, 0::2] + plane[0::2, 1::2] + plane[1::2, 0::2] + plane[1::2, 1::2]) / 2
    down, across = coarse.shape[0] // 4, coarse.shape[1] // 4
    blocks = coarse.reshape(down, 4, across, 4).transpose(0, 2, 1, 3).reshape(-1, 16)
    each = np.arange(len(blocks))
    largest = np.abs(blocks[:, 1:]).argmax(axis=1) + 1
    values = blocks[each, largest]
    targets = (np.abs(values) // SCALE + np.where(payload.signs[each % len(payload.bits)] > 0, 0.75, 0.25)) * SCALE
    change = np.zeros_like(blocks)
    change[each, largest] = np.where(values < 0, -1, 1) * (targets - np.abs(values))
    return change.reshape(down, across, 4, 4).transpose(0, 2, 1, 3).reshape(coarse.shape)
