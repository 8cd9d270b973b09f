"""The open watermark of the `invisible-watermark` family (dwtDct), read by soft phase correlation.

The embedders of Stable Diffusion and FLUX write a fixed, public bit string into the chroma of 8×8-pixel blocks, row
by row. Hard bit counting throws most of the evidence away; here every block votes with the phase of its largest
coefficient, and a payload is accepted only by a joint rule on the correlation's size and significance.
Anyone with the open tool can embed these strings, so a hit names the library's mark, never its author.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SCALE: Final = 36.0  # quantisation step of the embedder
_U: Final = 0.492  # OpenCV's chroma factor
_OFFSETS: Final = {"float32": 0.5, "uint8": 128.0}  # OpenCV's chroma offset by the type of the embedder's array

MOST_PIXELS: Final = 2_000_000  # a full-width band of rows is enough: blocks are numbered row by row
LEAST_PIXELS: Final = 65_536  # the embedders leave smaller pictures unmarked

LEAST_Z: Final = 10.0
LEAST_CORRELATION: Final = 0.5

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Payload:
    """A public bit string and who embeds it."""

    name: str
    title: str
    bits: str  # of 0 and 1


@dataclass(frozen=True, slots=True)
class Score:
    """How well one payload fits: `z` in standard deviations, `correlation` from -1 to 1, and in which plane."""

    payload: Payload
    order: str  # BGR or RGB, the channel order of the embedder
    kind: str  # float32 or uint8, the array type of the embedder
    z: float
    correlation: float

    @property
    def fits(self) -> bool:
        """The joint rule: both the significance and the size of the correlation must be beyond their limits."""
        return self.z > LEAST_Z and self.correlation > LEAST_CORRELATION


def _of_text(text: str) -> str:
    return "".join(f"{byte:08b}" for byte in text.encode("ascii"))


PAYLOADS: Final = (
    Payload("sdxl", "Stable Diffusion XL", f"{0xB3EC907BB19E:048b}"),
    # the reference program drops two leading zeros, so 46 bits
    Payload("flux", "FLUX", "1010101111111010000111100111001111010100101110"),
    Payload("sd1", "Stable Diffusion 1", _of_text("StableDiffusionV1")),
    Payload("sd1_inpainting", "Stable Diffusion 1 inpainting", _of_text("StableDiffusionV1-Inpainting")),
    Payload("sd2", "Stable Diffusion 2", _of_text("SDV2")),
    Payload("invokeai", "InvokeAI", _of_text("InvokeAI")),
)


def scores(pixels: NDArray[np.uint8]) -> tuple[Score, ...]:
    """The best plane of every payload for `pixels` (height × width × 3, uint8, RGB), in the payloads' order.

    Empty for a picture smaller than the embedders mark.
    """
    height, width = pixels.shape[:2]
    if height * width < LEAST_PIXELS or min(height, width) < 8:
        return ()
    rows = min(height, max(8, MOST_PIXELS // width))
    planes = [
        (order, kind, _phases(chroma, offset))
        for order, chroma in _chromas(pixels[:rows]).items()
        for kind, offset in _OFFSETS.items()
    ]
    return tuple(
        max((_score(payload, order, kind, phases) for order, kind, phases in planes), key=lambda one: one.z)
        for payload in PAYLOADS
    )


def found(pixels: NDArray[np.uint8]) -> Score | None:
    """The mark in `pixels`, or None.

    ASCII payloads share a rhythm of eight bits, so a clean mark of one may satisfy the rule for another as well:
    the one that correlates best is meant.
    """
    return max((one for one in scores(pixels) if one.fits), key=lambda one: one.correlation, default=None)


def _chromas(pixels: NDArray[np.uint8]) -> dict[str, Floats]:
    """U of the Haar LL band without its offset, for both channel orders: half the sum of 2×2 pixels."""
    height, width = (size // 8 * 8 for size in pixels.shape[:2])
    cut = pixels[:height, :width].astype(np.uint16)
    sums = (cut[0::2, 0::2] + cut[0::2, 1::2] + cut[1::2, 0::2] + cut[1::2, 1::2]).astype(np.float32)
    red, green, blue = sums[..., 0], sums[..., 1], sums[..., 2]
    half = np.float32(_U / 2)
    return {
        "BGR": half * (np.float32(0.886) * blue - np.float32(0.299) * red - np.float32(0.587) * green),
        "RGB": half * (np.float32(0.886) * red - np.float32(0.299) * blue - np.float32(0.587) * green),
    }


def _phases(chroma: Floats, offset: float) -> Floats:
    """One vote a block, from -1 (bit 0) to 1 (bit 1): the phase of the largest coefficient but the first."""
    shifted = np.abs(chroma + np.float32(2 * offset))
    height, width = shifted.shape
    blocks = shifted.reshape(height // 4, 4, width // 4, 4)
    blocks[:, 0, :, 0] = 0  # the first coefficient is never marked
    largest = blocks.max(axis=(1, 3)).reshape(-1)
    votes: Floats = -np.sin(np.float32(2 * np.pi / _SCALE) * np.mod(largest, np.float32(_SCALE)))
    return votes


def _score(payload: Payload, order: str, kind: str, phases: Floats) -> Score:
    """Correlation of the votes with the payload, repeated over the blocks."""
    length = len(payload.bits)
    signs = np.where(np.frombuffer(payload.bits.encode(), np.uint8) == ord("1"), 1.0, -1.0).astype(np.float64)
    count = len(phases) // length * length
    if count < 2 * length:
        return Score(payload, order, kind, 0.0, 0.0)
    votes = phases[:count].astype(np.float64)
    votes -= votes.mean()  # flat and bright pictures vote for one sign everywhere
    means = votes.reshape(-1, length).mean(axis=0)
    centred = signs - signs.mean()
    power = float((votes * votes).sum())
    spread = float(np.sqrt((means * means).sum() * (centred * centred).sum()))
    if power <= 0 or spread <= 0:
        return Score(payload, order, kind, 0.0, 0.0)
    product = float((centred * means).sum())
    z = product * (count // length) / float(np.sqrt((centred * centred).mean() * power))
    return Score(payload, order, kind, z, product / spread)
