"""What saving a picture once more as JPEG changes in it: error levels, and the ghosts of an earlier saving.

Both work on the pixels as they are stored, since a turned picture has another grid of blocks. Error levels show texture
before anything else, which is why they never stand without a control. Ghosts: H. Farid, "Exposing digital forgeries
from JPEG ghosts", IEEE Transactions on Information Forensics and Security 4 (2009).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from verify.inspection.media import images
from verify.inspection.media.input_file import MediaError
from verify.inspection.views import canvas, quantisation
from verify.inspection.views.canvas import Canvas
from verify.model import Problem
from verify.model.views import GHOST_QUALITIES, FactName, ViewFact

if TYPE_CHECKING:
    from PIL import Image

_QUALITY: Final = 90  # at which error levels are taken, as everybody does
_GAIN: Final = 15  # by which they are made visible, the same for picture and control
_BAND_ROWS: Final = 1_024  # worked on at once; a whole number of blocks of the coarsest grid
_CELL: Final = 16  # pixels of the side of a cell in which changes are averaged
_DIP: Final = 0.15  # how deep a valley must be, as a share of the hill behind it
_AROUND: Final = 5  # cells of the side of a square over which changes are averaged once more
_LEAST_CHANGE: Final = 1.5  # squared levels: below it a cell is too even to tell anything
_LEAST_CELLS: Final = 16  # that hang together
_APART: Final = 7  # between the quality of the last saving and that of one before it
_WHOLE: Final = 0.6  # of all cells that tell anything
_SCALE: Final = 4  # pixels of the drawn map for one cell


def draw_error_levels(picture: Canvas, *, saved_before: bool = False) -> Canvas:
    """Draw how much each pixel changes when the picture is saved once more; `saved_before`: of a copy, saved once."""
    drawn = np.empty((picture.stored.height, picture.stored.width, 3), np.uint8)
    for top, band in _bands(picture):
        before = _resave(band, _QUALITY) if saved_before else band
        change = _difference(before, _resave(before, _QUALITY))
        drawn[top : top + band.height] = np.minimum(change.astype(np.uint16) * _GAIN, 255)
    return canvas.from_pixels(drawn, picture.orientation)


class Ghosts:
    """How much saving at each quality changes each cell of a picture."""

    def __init__(self, changes: NDArray[np.float32], orientation: int, last: int) -> None:
        self._changes = changes  # qualities × cells down × cells across
        self._orientation = orientation
        self.facts = (_judge(changes, last),)

    def draw(self, quality: int) -> Canvas:
        """Draw one quality: dark where saving at it changes less than saving at others."""
        if quality not in GHOST_QUALITIES:
            raise MediaError(Problem.NOT_FOUND, f"no ghosts at {quality}")
        least, most = self._changes.min(axis=0), self._changes.max(axis=0)
        at = self._changes[GHOST_QUALITIES.index(quality)]
        share = np.where(most - least > _LEAST_CHANGE, (at - least) / np.maximum(most - least, 1e-6), 0.5)
        cells = (share * 255).astype(np.uint8)
        drawn = canvas.from_pixels(cells.repeat(_SCALE, axis=0).repeat(_SCALE, axis=1), self._orientation)
        drawn.facts = self.facts
        return drawn


def find_ghosts(picture: Canvas) -> Ghosts:
    """Save a picture at every quality and measure what that changes, cell by cell."""
    rows = [_measure_band(band) for _, band in _bands(picture)]
    return Ghosts(np.concatenate(rows, axis=1), picture.orientation, quantisation.read_quality(picture))


def _measure_band(band: Image.Image) -> NDArray[np.float32]:
    import cv2

    grey = band.convert("L")  # brightness alone: colour is stored more coarsely, which blurs the ghost
    down, across = -(-band.height // _CELL), -(-band.width // _CELL)
    measured = np.empty((len(GHOST_QUALITIES), down, across), np.float32)
    for at, quality in enumerate(GHOST_QUALITIES):
        squares = np.square(_difference(grey, _resave(grey, quality)).astype(np.float32))
        padded = np.pad(squares, ((0, down * _CELL - band.height), (0, across * _CELL - band.width)), "edge")
        measured[at] = cv2.resize(padded, (across, down), interpolation=cv2.INTER_AREA)
    return measured


def _judge(changes: NDArray[np.float32], last: int) -> ViewFact:
    """Say whether a saving before the `last` one, by its quality, left a ghost, in an area or all over.

    A better quality changes less, unless the picture holds a worse one: then the curve has a valley there.
    """
    import cv2

    smooth = np.stack([cv2.blur(each, (_AROUND, _AROUND)) for each in changes])
    telling = smooth.max(axis=0) > _LEAST_CHANGE
    earlier = [at for at, quality in enumerate(GHOST_QUALITIES[:-1]) if at and quality <= last - _APART]
    depths = np.zeros_like(smooth)
    for at in earlier:
        higher = smooth[at + 1 :].max(axis=0)
        depths[at] = np.where(telling & (smooth[at] <= smooth[at - 1]), 1 - smooth[at] / np.maximum(higher, 1e-6), 0)
    dips = depths.max(axis=0) > _DIP
    _, labels, sizes, _ = cv2.connectedComponentsWithStats(dips.astype(np.uint8))
    if len(sizes) < 2 or sizes[1:, cv2.CC_STAT_AREA].max() < _LEAST_CELLS:
        return ViewFact(FactName.NO_GHOST)
    area = labels == 1 + int(sizes[1:, cv2.CC_STAT_AREA].argmax())
    quality = GHOST_QUALITIES[int(np.median(depths.argmax(axis=0)[area]))]
    whole = dips.sum() >= _WHOLE * telling.sum()
    return ViewFact(FactName.GHOST_WHOLE if whole else FactName.GHOST_AREA, str(quality))


def _bands(picture: Canvas) -> Iterator[tuple[int, Image.Image]]:
    """Yield the picture in bands, each with its first row, so that no copy of the whole is made."""
    stored = picture.stored
    for top in range(0, stored.height, _BAND_ROWS):
        band = stored.crop((0, top, stored.width, min(top + _BAND_ROWS, stored.height)))
        yield top, images.to_opaque(band)


def _resave(picture: Image.Image, quality: int) -> Image.Image:
    from PIL import Image

    room = io.BytesIO()
    picture.save(room, "JPEG", quality=quality)
    return Image.open(room).convert(picture.mode)


def _difference(one: Image.Image, other: Image.Image) -> NDArray[np.uint8]:
    import cv2

    changed: NDArray[np.uint8] = np.asarray(cv2.absdiff(np.asarray(one), np.asarray(other)), np.uint8)
    return changed
