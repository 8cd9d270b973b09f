"""What is left of a picture without its content, and the parts of which its colour is made."""

from __future__ import annotations

from typing import Final

import numpy as np

from verify.inspection.media import images
from verify.inspection.media.input_file import MediaError
from verify.inspection.views import canvas
from verify.inspection.views.canvas import Canvas
from verify.model import Problem
from verify.model.views import Channel, FactName, ViewFact

_GAIN: Final = 8  # by which noise is made visible
_WINDOW: Final = 3  # pixels of the median that is taken for the content
_LEVELS: Final = 256


def draw_noise(picture: Canvas) -> Canvas:
    """Draw how far the brightness of each pixel lies from the median around it."""
    import cv2

    grey = np.asarray(images.to_opaque(picture.stored).convert("L"))
    noise = cv2.convertScaleAbs(cv2.absdiff(grey, cv2.medianBlur(grey, _WINDOW)), alpha=_GAIN)
    return canvas.from_pixels(np.asarray(noise, np.uint8), picture.orientation)


def draw_channel(picture: Canvas, number: int) -> Canvas:
    """Draw one part of the colour by itself; the last number spreads the levels of brightness evenly."""
    from PIL import ImageOps

    if number not in list(Channel):
        raise MediaError(Problem.NOT_FOUND, f"no channel {number}")
    colours = images.to_opaque(picture.stored)
    grey = colours.convert("L")
    match Channel(number):
        case Channel.RED | Channel.GREEN | Channel.BLUE:
            part = colours.getchannel(number)
        case Channel.BRIGHTNESS:
            part = grey
        case Channel.BLUE_DIFFERENCE:
            part = ImageOps.autocontrast(colours.convert("YCbCr").getchannel(1))
        case Channel.RED_DIFFERENCE:
            part = ImageOps.autocontrast(colours.convert("YCbCr").getchannel(2))
        case Channel.LEVELS:
            part = ImageOps.equalize(grey)
    drawn = Canvas(part, picture.orientation)
    counts = grey.histogram()
    used = [level for level in range(_LEVELS) if counts[level]]
    unused = used[-1] - used[0] + 1 - len(used)  # between the darkest and the brightest
    drawn.facts = (ViewFact(FactName.UNUSED_LEVELS, str(unused)),)
    return drawn
