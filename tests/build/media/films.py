"""Makes small films whose frames can be told apart: the brightness of each is its number times `STEP`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import cv2
import numpy as np

RATE: Final = 10
STEP: Final = 8


def film(path: Path, frames: int, size: tuple[int, int] = (96, 64)) -> Path:
    """A film in which every frame is a key frame (Motion JPEG in AVI)."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, size)
    assert writer.isOpened()
    for number in range(frames):
        writer.write(np.full((size[1], size[0], 3), number * STEP % 256, np.uint8))
    writer.release()
    return path
