"""What a line of text says: PaddleOCR's recognition model and its steps around it.

`get_rotate_crop_image` cuts a line out, `resize_norm_img` brings it to the height that the model reads, and
`CTCLabelDecode` makes characters out of its answer (CTC, connectionist temporal classification).
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.inspection.media.ocr.detection import prepare, resize
from verify.inspection.media.ocr.models import RECOGNITION, Floats, load_network

_HEIGHT: Final = 48  # pixels, of a line as the model reads it
_LEAST_WIDTH: Final = 320  # shorter lines are filled up with grey, as those that it was trained with
_UPRIGHT: Final = 1.5  # a crop so many times as high as wide is a line that runs down
_BLANK: Final = 0  # the class between two characters; then the file's characters, then the space


def read_text(pixels: NDArray[np.uint8], box: Floats) -> tuple[str, float]:
    """Return the text in `box` (four corners) of `pixels` (RGB), and the mean certainty of its characters, 0 to 1.

    Raises UnavailableError without the model.
    """
    line = _fit_line(_cut_out(pixels, box))
    probabilities = load_network(RECOGNITION).run(line[np.newaxis])[0]
    return decode(probabilities, _list_classes())


def _cut_out(pixels: NDArray[np.uint8], box: Floats) -> NDArray[np.uint8]:
    """Cut a box out, level; what runs down is laid level (`get_rotate_crop_image`)."""
    width = int(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[2] - box[3])))
    height = int(max(np.linalg.norm(box[0] - box[3]), np.linalg.norm(box[1] - box[2])))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    level = cv2.getPerspectiveTransform(box, corners)
    crop = np.asarray(
        cv2.warpPerspective(pixels, level, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC),
        np.uint8,
    )
    return np.rot90(crop) if height >= _UPRIGHT * width else crop


def _fit_line(crop: NDArray[np.uint8]) -> Floats:
    """Bring a line to the model's height, and short ones to its least width (`resize_norm_img`)."""
    height, width = crop.shape[:2]
    fitted = math.ceil(_HEIGHT * width / height)
    line = np.zeros((3, _HEIGHT, max(fitted, _LEAST_WIDTH)), np.float32)
    line[:, :, :fitted] = prepare(resize(crop, (fitted, _HEIGHT)))
    return line


def decode(probabilities: Floats, classes: tuple[str, ...]) -> tuple[str, float]:
    """Make text out of a probability for each place and class, and give its mean certainty (`CTCLabelDecode`).

    At each place the likeliest class counts. One that goes on over several places is one character; a blank ends it.
    """
    likeliest = probabilities.argmax(axis=1)
    kept = likeliest != _BLANK
    kept[1:] &= likeliest[1:] != likeliest[:-1]
    if not kept.any():
        return "", 0.0
    certainty = probabilities[kept, likeliest[kept]].mean()
    return "".join(classes[number] for number in likeliest[kept]), float(certainty)


@cache
def _list_classes() -> tuple[str, ...]:
    return ("", *load_network(RECOGNITION).list_characters(), " ")
