"""What a picture looks like in few bytes: the standard's own code, and nothing for what shows too little."""

from __future__ import annotations

import iscc_lib
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from tests.build.media.drawings.motifs import looks, motif
from verify.features.memory.compare import count_differing_bits
from verify.inspection.media import fingerprint
from verify.inspection.media.images import shrink
from verify.model import limits


def of(picture: Image.Image) -> object:
    return fingerprint.make_imprint(shrink(picture.convert("RGB"), "preview", 512))


def ramp() -> Image.Image:
    return Image.fromarray(np.tile(np.arange(256, dtype=np.uint8), (256, 1))).resize((800, 600))


def one_line() -> Image.Image:
    picture = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(picture).line((20, 200, 580, 200), "black", 3)
    return picture


def chessboard() -> Image.Image:
    board = Image.fromarray((np.indices((8, 8)).sum(axis=0) % 2 * 255).astype(np.uint8))
    return board.resize((640, 640), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    "picture",
    [Image.new("RGB", (600, 400), "red"), ramp(), one_line(), chessboard(), Image.new("L", (1, 1))],
    ids=["one colour", "a ramp", "one line", "a chessboard", "one pixel"],
)
def test_what_shows_too_little_has_no_imprint(picture: Image.Image) -> None:
    assert of(picture) is None


def test_the_code_of_the_whole_is_the_one_of_the_standard() -> None:
    picture = motif(1, 400, 300)
    grey = picture.convert("L").resize((32, 32), Image.Resampling.BICUBIC)
    code = iscc_lib.gen_image_code_v0(grey.tobytes(), 256)
    assert fingerprint.parse_code(str(code["iscc"])) == looks(picture).whole


@pytest.mark.parametrize("code", ["", "ISCC:", "ISCC:EEA7777777777777", "ISCC:EED!", "ISCC:" + "A" * 55])
def test_a_code_of_another_kind_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        fingerprint.parse_code(code)


def test_an_imprint_keeps_to_its_bounds() -> None:
    imprint = looks(motif(2))
    assert len(imprint.whole) == limits.WHOLE_BYTES
    assert len(imprint.landmarks) % limits.LANDMARK_BYTES == 0
    assert len(imprint.landmarks) <= limits.LANDMARKS * limits.LANDMARK_BYTES
    assert imprint.picture is not None
    assert max(imprint.picture.width, imprint.picture.height) == limits.IMPRINT_SIDE


def test_an_empty_border_changes_nothing() -> None:
    picture = motif(3)
    framed = ImageOps.expand(picture, 60, "white")
    assert count_differing_bits(looks(picture).whole, looks(framed).whole) <= 12


def test_frames_of_one_scene_are_nearly_the_same_and_those_of_another_are_not() -> None:
    first, later, other = looks(motif(4)), looks(motif(4).crop((2, 2, 898, 598))), looks(motif(5))
    assert fingerprint.is_same_scene(first, later)
    assert not fingerprint.is_same_scene(first, other)
