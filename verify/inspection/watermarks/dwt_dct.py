"""The open watermark of the `invisible-watermark` family (dwtDct), read by soft phase correlation.

The embedders of Stable Diffusion and FLUX write a fixed, public bit string into the chroma of 8×8-pixel blocks, row
by row. Hard bit counting throws most of the evidence away; here every block votes with the phase of its largest
coefficient, and a payload is accepted only by a joint rule on the correlation's significance, size and kind.
Anyone with the open tool can embed these strings, so a hit names the library's mark, never its author.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection import opinions
from verify.model import Finding, OriginClaim, Strength

SCALE: Final = 36.0  # quantisation step of the embedder
OFFSETS: Final = {"float32": 0.5, "uint8": 128.0}  # OpenCV's chroma offset by the type of the embedder's array
_PLANES: Final = tuple((order, kind) for order in ("BGR", "RGB") for kind in OFFSETS)
_BLUES: Final = {"BGR": 1, "RGB": 0}  # which of red and blue an embedder of each order takes for blue
_U: Final = 0.492  # OpenCV's chroma factor
_LEAST_POWER: Final = 1e-6  # of a vote on average; below it there is no colour and only rounding votes

MOST_PIXELS: Final = 2_000_000  # a full-width band of rows is enough: blocks are numbered row by row
LEAST_PIXELS: Final = 65_536  # the embedders leave smaller pictures unmarked
_BAND_PIXELS: Final = 196_608  # at a time: what is computed of them stays in the processor's cache

LEAST_Z: Final = 10.0
LEAST_CORRELATION: Final = 0.5
LEAST_REST: Final = 0.3
# Where the rows of a picture repeat each other, as in stripes and tiles, its blocks are no independent votes and z says
# nothing; then the votes are worth no more than one for each bit. Chance 1 in 100 000 for so few.
DEVIATIONS: Final = 4.27

# the inpainting scripts mark the whole picture, of which they redrew a part
_PARTLY: Final = frozenset({"sd1_inpainting"})

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
ReadRows = Callable[[int, int], NDArray[np.uint8]]  # from a row of a picture to another: height × width × 3, RGB


class Payload(Struct, frozen=True):
    """A public bit string and who embeds it."""

    name: str
    title: str
    bits: str  # of 0 and 1

    @property
    def signs(self) -> Doubles:
        """-1 for each 0, 1 for each 1."""
        return _list_signs(self.bits)

    @property
    def centred_signs(self) -> Doubles:
        """The signs less their mean."""
        centred: Doubles = self.signs - self.signs.mean()
        return centred


@cache
def _list_signs(bits: str) -> Doubles:
    return np.where(np.frombuffer(bits.encode(), np.uint8) == ord("1"), 1.0, -1.0).astype(np.float64)


class Score(Struct, frozen=True):
    """How well one payload fits, and in which plane.

    `z` is in standard deviations; `correlation` that of the bits' mean votes with the payload, -1 to 1; `rest` what is
    left of it without any shorter rhythm that payload and picture may share.
    """

    payload: Payload
    order: str  # BGR or RGB, the channel order of the embedder
    kind: str  # float32 or uint8, the array type of the embedder
    z: float
    correlation: float
    rest: float

    @property
    def fits(self) -> bool:
        """The joint rule for a picture as it was marked."""
        return self.compute_share(LEAST_Z, DEVIATIONS, LEAST_REST) > 1

    def compute_share(self, least_z: float, deviations: float, least_rest: float) -> float:
        """Return the smallest of z, correlation and rest as shares of their limits; more than 1 fits."""
        length = len(self.payload.bits)
        least_correlation = max(LEAST_CORRELATION, float(np.tanh(deviations / np.sqrt(length - 3))))  # Fisher's z
        return min(self.z / least_z, self.correlation / least_correlation, self.rest / least_rest)


def _encode_bits(text: str) -> str:
    return "".join(f"{byte:08b}" for byte in text.encode("ascii"))


PAYLOADS: Final = (
    Payload("sdxl", "Stable Diffusion XL", f"{0xB3EC907BB19E:048b}"),
    # the reference program drops two leading zeros, so 46 bits
    Payload("flux", "FLUX", "1010101111111010000111100111001111010100101110"),
    Payload("sd1", "Stable Diffusion 1", _encode_bits("StableDiffusionV1")),
    Payload("sd1_inpainting", "Stable Diffusion 1 inpainting", _encode_bits("StableDiffusionV1-Inpainting")),
    Payload("sd2", "Stable Diffusion 2", _encode_bits("SDV2")),
    Payload("invokeai", "InvokeAI", _encode_bits("InvokeAI")),
)


def score_payloads(pixels: NDArray[np.uint8]) -> tuple[Score, ...]:
    """Score every payload in its best plane of `pixels` (height × width × 3, uint8, RGB), in the payloads' order.

    Empty for a picture smaller than the embedders mark.
    """
    planes = _read_planes(pixels.shape[0], pixels.shape[1], lambda top, bottom: pixels[top:bottom])
    return tuple(fit.make_score() for fit in _measure_fits(planes)) if planes is not None else ()


def count_rows(height: int, width: int) -> int:
    """Return how many rows of a picture, from the top, are looked at."""
    return min(height, max(8, MOST_PIXELS // width))


def find(pixels: NDArray[np.uint8]) -> Score | None:
    """Find the dwtDct watermark in `pixels`, or None."""
    return find_in_rows(pixels.shape[0], pixels.shape[1], lambda top, bottom: pixels[top:bottom])


def find_in_rows(height: int, width: int, read_rows: ReadRows) -> Score | None:
    """Find the dwtDct watermark in a picture of which `read_rows` gives some rows at a time, or None.

    ASCII payloads share a rhythm of eight bits, so a clean mark of one may satisfy the rule for another as well:
    the one that correlates best is meant.
    """
    planes = _read_planes(height, width, read_rows)
    measured = _measure_fits(planes) if planes is not None else ()
    scores = [one.make_score() for one in measured if one.z > LEAST_Z]  # the rest of the rule costs more than z
    return max((one for one in scores if one.fits), key=lambda one: one.correlation, default=None)


def _read_planes(height: int, width: int, read_rows: ReadRows) -> Doubles | None:
    """Read the votes in each of the `_PLANES` of a picture; None of a smaller one than the embedders mark."""
    if height * width < LEAST_PIXELS or min(height, width) < 8:
        return None
    rows = count_rows(height, width) // 8 * 8
    band = min(rows, max(8, _BAND_PIXELS // width // 8 * 8))
    found = [_find_extremes(read_rows(top, min(rows, top + band))) for top in range(0, rows, band)]
    most, least = (np.concatenate(parts, axis=1) for parts in zip(*found, strict=True))
    largest = [_find_largest(most[_BLUES[order]], least[_BLUES[order]], OFFSETS[kind]) for order, kind in _PLANES]
    return read_phases(np.stack(largest)).astype(np.float64)


def compute_chroma(pixels: NDArray[np.uint8]) -> dict[str, Floats]:
    """Compute U of the Haar LL band without its offset, for both channel orders: half the sum of 2×2 pixels.

    Of whole 8×8 blocks only, so half as high and wide as `pixels` cut to multiples of eight.
    """
    height, width = (size // 8 * 8 for size in pixels.shape[:2])
    rows = pixels[0:height:2, :width].astype(np.uint16)
    rows += pixels[1:height:2, :width]
    # colour by colour: one that lies by itself in memory is four times as fast to compute with
    red, green, blue = ((rows[:, 0::2, at] + rows[:, 1::2, at]).astype(np.float32) for at in range(3))
    green *= np.float32(0.587)
    return {"BGR": _mix_chroma(blue, red, green), "RGB": _mix_chroma(red, blue, green)}


def _mix_chroma(first: Floats, last: Floats, weighted_green: Floats) -> Floats:
    chroma: Floats = np.float32(0.886) * first
    chroma -= np.float32(0.299) * last
    chroma -= weighted_green
    chroma *= np.float32(_U / 2)
    return chroma


def make_score(payload: Payload, order: str, kind: str, z: float, means: Doubles) -> Score:
    """Make the score of the mean vote for each bit, whose significance is `z`."""
    signs = payload.signs
    return Score(
        payload, order, kind, z, _correlate(means - means.mean(), payload.centred_signs), _measure_rest(means, signs)
    )


def make_empty_score(payload: Payload, order: str, kind: str) -> Score:
    """Make the score where there is nothing to be scored."""
    return Score(payload, order, kind, 0.0, 0.0, 0.0)


def _correlate(centred: Doubles, signs: Doubles) -> float:
    spread = float(np.sqrt((centred * centred).sum() * (signs * signs).sum()))
    return float((centred * signs).sum()) / spread if spread > 0 else 0.0


def _measure_rest(means: Doubles, signs: Doubles) -> float:
    """Measure the least correlation left when a rhythm of some part of the payload's length is taken out of both."""
    length = len(signs)
    rests = []
    for part in range(2, length // 2 + 1):
        if length % part == 0:
            of_means, of_signs = means.reshape(-1, part), signs.reshape(-1, part)
            rests.append(_correlate(of_means - of_means.mean(axis=0), of_signs - of_signs.mean(axis=0)))
    return min(rests)


def has_colour(power: float, votes: int) -> bool:
    """Return whether `power`, the sum of the centred votes' squares, can come from anything but rounding."""
    return power > _LEAST_POWER * votes


def _find_extremes(pixels: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """Find the largest and the smallest U of each block but the first, which is never marked: orders × blocks.

    As `compute_chroma`, but with the four columns of the blocks apart from each other, since what lies by itself in
    memory is several times as fast to compute with.
    """
    height, width = (size // 8 * 8 for size in pixels.shape[:2])
    rows = np.add(pixels[0:height:2, :width], pixels[1:height:2, :width], dtype=np.uint16).reshape(-1)
    pairs = np.empty_like(rows)
    # each pixel with its neighbour: half of them are needed, but so it is one pass over memory
    np.add(rows[:-3], rows[3:], out=pairs[:-3])
    quads = pairs.reshape(height // 2, width // 8, 4, 2, 3)[:, :, :, 0]
    colours = np.empty((3, 4, height // 2, width // 8), np.float32)
    colours[...] = quads.transpose(3, 2, 0, 1)
    red_and_blue = colours[0::2]
    chroma = np.float32(0.886) * red_and_blue
    red_and_blue *= np.float32(0.299)
    chroma -= red_and_blue[::-1]
    colours[1] *= np.float32(0.587)
    chroma -= colours[1]
    chroma *= np.float32(_U / 2)
    blocks = chroma.reshape(2, 4, height // 8, 4, width // 8)
    return _reduce_blocks(np.maximum, blocks), _reduce_blocks(np.minimum, blocks)


def _reduce_blocks(choose: np.ufunc, blocks: Floats) -> Floats:
    """Reduce orders × columns × (block, row) × blocks to one value a block, without the first coefficient."""
    rows = choose(blocks[:, 1], blocks[:, 2])
    choose(rows, blocks[:, 3], out=rows)
    choose(rows[:, :, 1:], blocks[:, 0, :, 1:], out=rows[:, :, 1:])
    chosen: Floats = choose(choose(rows[:, :, 0], rows[:, :, 1]), choose(rows[:, :, 2], rows[:, :, 3]))
    return chosen.reshape(2, -1)


def _find_largest(most: Floats, least: Floats, offset: float) -> Floats:
    """Return the largest size of each block's coefficients, from the largest and the smallest of them."""
    shift = np.float32(2 * offset)
    largest: Floats = np.maximum(np.abs(most + shift), np.abs(least + shift))
    return largest


def read_phases(largest: Floats) -> Floats:
    """Read votes from -1 (bit 0) to 1 (bit 1): the phase of each block's largest coefficient but the first."""
    step = np.float32(SCALE)
    # the same as `np.mod` of numbers that are not negative, and twenty times as fast
    votes: Floats = -np.sin(np.float32(2 * np.pi / SCALE) * (largest - step * np.floor(largest / step)))
    return votes


class _Fit(Struct, frozen=True):
    """How significantly the votes of one plane repeat one payload, and the mean vote for each bit, if any."""

    payload: Payload
    order: str
    kind: str
    z: float
    means: Doubles | None

    def make_score(self) -> Score:
        if self.means is None:
            return make_empty_score(self.payload, self.order, self.kind)
        return make_score(self.payload, self.order, self.kind, self.z, self.means)


def _measure_fits(planes: Doubles) -> Iterator[_Fit]:
    """Measure for each payload how well it fits, in the plane in which it fits best."""
    squares = np.square(planes).sum(axis=1)
    return (_choose_plane(payload, planes, squares) for payload in PAYLOADS)


def _choose_plane(payload: Payload, planes: Doubles, squares: Doubles) -> _Fit:
    """Choose the plane of which the votes, repeated over the blocks, fit the payload best; z is 0 without votes."""
    length = len(payload.bits)
    repeats = planes.shape[1] // length
    if repeats < 2:
        return _Fit(payload, *_PLANES[0], 0.0, None)
    count = repeats * length
    sums = np.ones(repeats) @ planes[:, :count].reshape(len(planes), repeats, length)
    mean = sums.sum(axis=1) / count  # flat and bright pictures vote for one sign everywhere
    power = squares - np.square(planes[:, count:]).sum(axis=1) - count * mean * mean
    means: Doubles = sums / repeats - mean[:, None]
    signs = payload.centred_signs
    coloured = power > _LEAST_POWER * count
    deviation = np.sqrt(np.square(signs).sum() / length * np.where(coloured, power, 1.0))
    z = np.where(coloured, (means @ signs) * repeats / deviation, 0.0)
    best = int(z.argmax())
    return _Fit(payload, *_PLANES[best], float(z[best]), means[best] if coloured[best] else None)


def make_finding(code: str, reader: str, look: str, score: Score, **facts: str) -> Finding:
    """Make the finding `code` for a score that fits, with the number of unmarked pictures that bounds the error."""
    claim = OriginClaim.AI_EDITED if score.payload.name in _PARTLY else OriginClaim.AI_GENERATED
    named_facts = {
        "scheme": score.payload.title,
        "payload": score.payload.name,
        "order": score.order,
        "kind": score.kind,
        "z": f"{score.z:.1f}",
        "correlation": f"{score.correlation:.2f}",
        "unmarked": str(count_unmarked(look)),
        **facts,
    }
    return Finding(code, reader, claim, Strength.DECODED, "colours of the pixels", tuple(named_facts.items()))


def count_unmarked(look: str) -> int:
    """Return the number of distinct pictures without a watermark in which `look` had no hit: what bounds its error.

    Raises KeyError for a look that was never measured. Source: docs/measurements/pixels.md.
    """
    return int(opinions.load_table("measured/pixels")["dwt_dct"][look])
