"""Marked pictures, made by the embedder and read by the decoder of `invisible-watermark`, and what befalls them later.

The package is loaded by file from a folder of its own, since importing it whole would want torch:
`pip install --no-deps --target FOLDER invisible-watermark==0.2.0 PyWavelets`.
"""

from __future__ import annotations

import importlib.util
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PIL import Image

from verify.inspection.watermarks.dwt_dct import PAYLOADS, Payload

Pixels = NDArray[np.uint8]


class Scheme(Struct, frozen=True):
    """Who embeds what and how: payload, channel order, array type, side of the square pictures."""

    name: str
    payload: Payload
    order: str
    kind: str
    side: int


_NAMED = {payload.name: payload for payload in PAYLOADS}
SCHEMES = (
    Scheme("SDXL (BGR)", _NAMED["sdxl"], "BGR", "float32", 1024),
    Scheme("SDXL (RGB)", _NAMED["sdxl"], "RGB", "float32", 1024),
    Scheme("FLUX", _NAMED["flux"], "BGR", "float32", 1024),
    Scheme("SD 1", _NAMED["sd1"], "BGR", "uint8", 512),
    Scheme("SD 1 inpainting", _NAMED["sd1_inpainting"], "BGR", "uint8", 512),
    Scheme("SD 2", _NAMED["sd2"], "BGR", "uint8", 768),
    Scheme("InvokeAI", _NAMED["invokeai"], "BGR", "uint8", 1024),
)


class Peer:
    """The embedder and decoder of `invisible-watermark`, unchanged."""

    def __init__(self, folder: Path) -> None:
        sys.path.append(str(folder))
        specification = importlib.util.spec_from_file_location("max_dct", folder / "imwatermark" / "maxDct.py")
        assert specification is not None
        assert specification.loader is not None
        self._module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(self._module)

    def embed(self, pixels: Pixels, scheme: Scheme) -> Pixels:
        """The marked picture, RGB, as the scheme's program saves it."""
        bits = [int(bit) for bit in scheme.payload.bits]
        given = pixels[..., ::-1] if scheme.order == "BGR" else pixels
        made = self._coder(bits).encode(np.ascontiguousarray(given, np.dtype(scheme.kind)))
        done: Pixels = np.rint(np.clip(made, 0, 255)).astype(np.uint8)
        return np.ascontiguousarray(done[..., ::-1]) if scheme.order == "BGR" else done

    def decode(self, pixels: Pixels, payload: Payload) -> float:
        """The share of the payload's bits that the package's own decoder reads right out of an RGB picture."""
        bits = self._coder([int(bit) for bit in payload.bits]).decode(np.ascontiguousarray(pixels[..., ::-1]))
        return float(np.mean([bool(bit) == (wanted == "1") for bit, wanted in zip(bits, payload.bits, strict=True)]))

    def _coder(self, bits: list[int]) -> Any:
        return self._module.EmbedMaxDct(bits, len(bits))


def _saved(form: str, **how: object) -> Callable[[Pixels], Pixels]:
    def change(pixels: Pixels) -> Pixels:
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, form, **how)
        return np.asarray(Image.open(out).convert("RGB"))

    return change


def _halved_and_back(pixels: Pixels) -> Pixels:
    return _scaled(_scaled(pixels, 0.5), 2)


def _scaled(pixels: Pixels, factor: float) -> Pixels:
    size = (round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


PLAIN: dict[str, Callable[[Pixels], Pixels]] = {
    "PNG": lambda pixels: pixels,
    "JPEG 95 4:4:4": _saved("JPEG", quality=95, subsampling=0),
    "JPEG 95 4:2:0": _saved("JPEG", quality=95, subsampling=2),
    "JPEG 90": _saved("JPEG", quality=90, subsampling=2),
    "JPEG 75": _saved("JPEG", quality=75, subsampling=2),
    "WebP 90": _saved("WEBP", quality=90),
    "half and back": _halved_and_back,
}

_CUT_JPEG = _saved("JPEG", quality=95, subsampling=0)


def cut(pixels: Pixels) -> Pixels:
    """A part of about two thirds each way, off the grid of blocks."""
    height, width = pixels.shape[:2]
    top, left = height // 9 * 8 // 8 + 3, width // 11 + 5
    return np.ascontiguousarray(pixels[top : top + height * 5 // 8, left : left + width * 11 // 16])


DEEP: dict[str, Callable[[Pixels], Pixels]] = {
    "cut": cut,
    "cut, JPEG 95 4:4:4": lambda pixels: _CUT_JPEG(cut(pixels)),
    "scaled 0.75": lambda pixels: _scaled(pixels, 0.75),
    "scaled 0.5": lambda pixels: _scaled(pixels, 0.5),
    "scaled 1.5": lambda pixels: _scaled(pixels, 1.5),
}
