"""Makes small films whose frames can be told apart: the brightness of each is its number times `STEP`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

RATE: Final = 10
STEP: Final = 8


def film(path: Path, frames: int, size: tuple[int, int] = (96, 64)) -> Path:
    """A film in which every frame is a key frame."""
    return film_of(path, (np.full((size[1], size[0], 3), number * STEP % 256, np.uint8) for number in range(frames)))


def film_of(path: Path, frames: Iterable[NDArray[np.uint8]], rate: int = RATE) -> Path:
    """A film of given frames (RGB), in Motion JPEG in AVI, which needs no encoder."""
    shots = list(frames)
    height, width = shots[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (width, height))
    assert writer.isOpened()
    for shot in shots:
        writer.write(np.ascontiguousarray(shot[..., ::-1]))
    writer.release()
    return path
