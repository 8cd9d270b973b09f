"""Read Adobe's TrustMark: the data layer of a word of 100 bits, and the looks at a picture that lead to an answer.

The model that turns pixels into a word is not part of Whence; the user supplies it. A mark holds the number of a record
that was stored elsewhere. It says nothing about AI, and random words pass for short codes too often to be believed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.watermarks import bch

if TYPE_CHECKING:
    from PIL import Image

WORD_BITS: Final = 100
LEAST_SIDE: Final = 64  # pixels; smaller pictures hold no mark that could be read
_CODE_BITS: Final = 96  # data and check bits; of the last four bits the last two number the schema
_ASPECT: Final = 2.0  # of longer pictures only the square in the middle is marked
_JPEG_QUALITY: Final = 95

Floats = NDArray[np.float32]
Read = Callable[[Floats], NDArray[np.float32]]  # a picture [1, 3, side, side] from 0 to 1 → 100 numbers, bit = over 0


class Schema(Struct, frozen=True):
    """How the 96 bits are shared; `errors` can be corrected."""

    number: int
    name: str
    data_bits: int
    errors: int


SCHEMAS: Final = (
    Schema(0, "BCH_SUPER", 40, 8),
    Schema(1, "BCH_5", 61, 5),
    Schema(2, "BCH_4", 68, 4),
    Schema(3, "BCH_3", 75, 3),
)
# of random words none in 6000 passes as BCH_SUPER, 0.3 % as BCH_5, 1.5 % as BCH_4 and 9 % as BCH_3
_BELIEVED: Final = frozenset({0})
_REPEATED: Final = frozenset({1, 2})  # believed where changed copies give the same


class Identifier(Struct, frozen=True):
    """What a mark holds: the number of a record."""

    schema: Schema
    bits: str  # of 0 and 1
    corrected: int

    @property
    def soft_binding(self) -> str:
        """As a soft binding of a record writes it."""
        return f"{self.schema.number}*{self.bits}"


def decode(word: NDArray[np.bool_]) -> Identifier | None:
    """Decode the identifier in a word of 100 bits; None where it is not a word of its schema's code."""
    bits = [int(bit) for bit in word]
    schema = SCHEMAS[2 * bits[98] + bits[99]]
    data, check = bits[: schema.data_bits], bits[schema.data_bits : _CODE_BITS]
    padding = [0] * (-schema.data_bits % 8)  # the code counts whole bytes of data
    correction = bch.correct([*data, *padding, *check], schema.errors)
    if correction is None:
        return None
    corrected_word, flipped = correction
    if any(corrected_word[schema.data_bits : schema.data_bits + len(padding)]):
        return None  # an error where nothing was sent: another word altogether
    return Identifier(schema, "".join(map(str, corrected_word[: schema.data_bits])), flipped)


def find(
    picture: Image.Image, side: int, centre: bool, read: Read, is_bound: Callable[[str], bool]
) -> Identifier | None:
    """Find the identifier in `picture` (mode RGB), upright or turned, if it is to be believed; else None.

    `side` and `centre` are the model's: pixels of its input, and whether it always takes the square in the middle.
    `is_bound` tells whether the file's own record names such a soft binding.
    """
    if min(picture.size) < LEAST_SIDE:
        return None
    for turn in (0, 90, 180, 270):
        turned = picture.rotate(turn, expand=True) if turn else picture
        first = _look(turned, side, centre, read)
        if first is None:
            continue
        if first.schema.number in _BELIEVED or is_bound(first.soft_binding):
            return first
        if first.schema.number in _REPEATED and all(
            _are_same(first, _look(copy, side, centre, read)) for copy in _make_copies(turned)
        ):
            return first
    return None


def prepare(picture: Image.Image, side: int, centre: bool) -> Floats:
    """Prepare the model's input: [1, 3, side, side], RGB, 0 to 1."""
    from PIL import Image

    width, height = picture.size
    if centre or max(width, height) > _ASPECT * min(width, height):
        square = min(width, height)
        left, top = (width - square) // 2, (height - square) // 2
        picture = picture.crop((left, top, left + square, top + square))
    pixels = np.asarray(picture.resize((side, side), Image.Resampling.BILINEAR), np.float32) / np.float32(255)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])


def _look(picture: Image.Image, side: int, centre: bool, read: Read) -> Identifier | None:
    return decode(read(prepare(picture, side, centre)) > 0)


def _are_same(one: Identifier, other: Identifier | None) -> bool:
    return other is not None and (one.schema, one.bits) == (other.schema, other.bits)


def _make_copies(picture: Image.Image) -> Iterator[Image.Image]:
    """Make copies so little changed that a mark survives and a coincidence does not: saved again, or cut by a pixel."""
    from PIL import Image

    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_JPEG_QUALITY)
    with Image.open(out) as copy:
        yield copy.convert("RGB")
    yield picture.crop((1, 1, picture.width - 1, picture.height - 1))
