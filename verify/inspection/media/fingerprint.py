"""Tell what a picture looks like in few bytes: an ISCC image code (ISO 24138), and points that catch the eye.

It compares nothing. A picture with too little in it has no imprint, since it would look like any other such picture.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from verify.model import Imprint, Picture, limits
from verify.model.errors import UnavailableError

if TYPE_CHECKING:
    from PIL import Image

NAME: Final = "imprint"
LEAST_LANDMARKS: Final = 8
LEAST_CELLS: Final = 4  # of 16 in which landmarks must lie

_SIDE: Final = 400  # pixels, longer side of the picture in which points are looked for
_CELLS: Final = 4  # a side; each cell gives at most a part of the points, so that a cut takes only some
_CELL_POINTS: Final = 16
_SKETCH_BITS: Final = 128
_DESCRIPTION: Final = 128  # numbers by which SIFT describes the surroundings of a point
_DIGESTS: Final = _SKETCH_BITS * _DESCRIPTION // 256  # that give a sign for each of both
_REPEATED_BITS: Final = 16  # of a sketch
_ELSEWHERE: Final = 0.05  # of a side
_LEAST_SIZE: Final = 4.0  # pixels; smaller points do not outlive a compression
_CONTRAST: Final = 0.02
_ISCC_SIDE: Final = 32
_EVEN: Final = 10  # of 255 that lines of an empty border differ in
_BITS: Final = limits.WHOLE_BYTES * 8
_SAME_SCENE_BITS: Final = 24  # of 256
_PREFIX: Final = "ISCC:"
_HEADER: Final = bytes((0x21, 0x07))  # content code, image; version 0, 256 bits
_LEAST_SPREAD: Final = 6.0  # of 255: standard deviation of the grey of a picture that shows something


def make_imprint(picture: Picture, seconds: float = 0.0) -> Imprint | None:
    """Make the imprint of an upright picture; None where it shows too little.

    Raises UnavailableError where a library is not installed.
    """
    try:
        import cv2
    except (ImportError, OSError) as error:
        raise UnavailableError(str(error)) from error
    colours, grey = _prepare(picture)
    code = _make_code(grey)
    landmarks = _find_landmarks(cv2, _shrink(grey, _SIDE)) if code else None
    if landmarks is None:
        return None
    small = _shrink(colours, limits.IMPRINT_SIDE)
    view = Picture(NAME, small.width, small.height, small.tobytes())
    return Imprint(code, landmarks, view, round(seconds, 3))


def make_code(picture: Picture) -> bytes:
    """Make the ISCC image code of an upright picture, as in its imprint; empty where it shows too little.

    Raises UnavailableError where a library is not installed.
    """
    return _make_code(_prepare(picture)[1])


def write_code(code: bytes) -> bytes:
    """Write an ISCC image code of 256 bits with its header: as one unit of an ISCC sequence (ISO 24138, IEP-0020)."""
    return _HEADER + code


def _prepare(picture: Picture) -> tuple[Image.Image, Image.Image]:
    """Return a picture without an empty border, in colours and in grey."""
    from PIL import Image

    colours = _crop_border(Image.frombytes("RGB", (picture.width, picture.height), picture.rgb))
    return colours, colours.convert("L")


def _make_code(grey: Image.Image) -> bytes:
    try:
        import iscc_lib
    except (ImportError, OSError) as error:
        raise UnavailableError(str(error)) from error
    if float(np.asarray(grey).std()) < _LEAST_SPREAD:
        return b""
    code: Any = iscc_lib.gen_image_code_v0(_to_iscc_pixels(grey), _BITS)
    return parse_code(str(code["iscc"]))


def is_same_scene(one: Imprint, other: Imprint) -> bool:
    """Tell whether two frames of a video are so alike that one stands for both."""
    return (int.from_bytes(one.whole) ^ int.from_bytes(other.whole)).bit_count() <= _SAME_SCENE_BITS


def parse_code(code: str) -> bytes:
    """Return the bits of an ISCC image code of 256 bits, as `ISCC:EED…`. Raises ValueError for anything else."""
    import base64

    text = code.removeprefix(_PREFIX)
    data = base64.b32decode(text + "=" * (-len(text) % 8))
    if len(data) != len(_HEADER) + limits.WHOLE_BYTES or data[:2] != _HEADER:
        raise ValueError("not an ISCC image code of 256 bits")
    return data[2:]


def _crop_border(picture: Image.Image) -> Image.Image:
    """Return the picture without an empty border, as the standard wants it and a screenshot is cut."""
    pixels = np.asarray(picture, np.int16)
    differing = (np.abs(pixels - pixels[0, 0]) > _EVEN).any(axis=2)
    rows, columns = np.flatnonzero(differing.any(axis=1)), np.flatnonzero(differing.any(axis=0))
    if not len(rows):
        return picture
    return picture.crop((int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1))


def _to_iscc_pixels(grey: Image.Image) -> bytes:
    """Return 32 × 32 grey pixels, as the standard wants them."""
    from PIL import Image

    return grey.resize((_ISCC_SIDE, _ISCC_SIDE), Image.Resampling.BICUBIC).tobytes()


def _shrink(picture: Image.Image, side: int) -> Image.Image:
    from PIL import Image

    from verify.inspection.media.images import fit_size

    size = fit_size(picture.size, side)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.BOX)


def _find_landmarks(cv2: Any, grey: Image.Image) -> bytes | None:
    """Return place (two shares of the sides, 16 bits each) and sketch of the strongest points.

    Return None where they are too few.
    """
    cv2.setNumThreads(1)
    points, described = cv2.SIFT_create(contrastThreshold=_CONTRAST).detectAndCompute(np.asarray(grey), None)
    if described is None:
        return None
    size = np.array([point.size for point in points])
    place = np.array([point.pt for point in points]) / grey.size
    strength = np.array([point.response for point in points]) * np.sqrt(size)
    order = [at for at in np.argsort(-strength, kind="stable") if size[at] >= _LEAST_SIZE]
    cells = np.clip((place * _CELLS).astype(int), 0, _CELLS - 1) @ (1, _CELLS)
    room = dict.fromkeys(range(_CELLS * _CELLS), _CELL_POINTS)
    indices = []
    for at in order:
        if room[int(cells[at])]:
            room[int(cells[at])] -= 1
            indices.append(at)
        if len(indices) == limits.LANDMARKS:
            break
    sketches = _sketch_points(described[indices])
    single = ~_find_repeated(place[indices], sketches)
    own = np.array(indices)[single]
    if len(own) < LEAST_LANDMARKS or len(set(cells[own].tolist())) < LEAST_CELLS:
        return None
    places = np.clip(np.rint(place[own] * 65535), 0, 65535).astype("<u2")
    return np.hstack((places.view(np.uint8), sketches[single])).tobytes()


def _find_repeated(place: NDArray[np.float64], sketches: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which points look like another one elsewhere in the picture, as corners of a chessboard do.

    They tell nothing.
    """
    codes = sketches.view(np.uint64)
    alike = np.bitwise_count(codes[:, None] ^ codes[None]).sum(axis=2) <= _REPEATED_BITS
    elsewhere = np.abs(place[:, None] - place[None]).max(axis=2) > _ELSEWHERE
    repeated: NDArray[np.bool_] = (alike & elsewhere).any(axis=1)
    return repeated


def _sketch_points(described: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return 128 bits a point that differ the less, the more alike two surroundings are."""
    rooted = np.sqrt(described / np.maximum(described.sum(axis=1, keepdims=True), 1e-6))
    centred = rooted - rooted.mean(axis=1, keepdims=True)
    return np.packbits(centred @ _make_directions() > 0, axis=1)


@cache
def _make_directions() -> NDArray[np.float32]:
    """Return fixed directions of ±1: kept imprints would be worthless with others."""
    digests = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(_DIGESTS))
    signs = np.unpackbits(np.frombuffer(digests, np.uint8))
    return signs.reshape(_SKETCH_BITS, _DESCRIPTION).T.astype(np.float32) * 2 - 1
