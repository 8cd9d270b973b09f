"""The preview: small, upright RGB of the file itself, or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.build.media.drawings.motifs import motif
from tests.build.records.signed import options
from verify.inspection.media.input_file import Media
from verify.inspection.readers import preview
from verify.model import Imprint, Picture, limits

Opener = Callable[..., Media]


def _encoded(picture: Image.Image, kind: str, **more: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **more)
    return written.getvalue()


def shown(media: Media) -> Picture:
    """The one picture that the reader yields of a file without a thumbnail."""
    (picture,) = preview.read(media, options())
    assert isinstance(picture, Picture)
    return picture


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("PNG", "1"),
        ("GIF", "P"), ("WEBP", "RGB"), ("TIFF", "CMYK"), ("TIFF", "F"), ("BMP", "RGB"), ("AVIF", "RGB"),
    ],
)  # fmt: skip
def test_every_kind_of_picture_is_shown_small(opened: Opener, kind: str, mode: str) -> None:
    with opened(_encoded(Image.new(mode, (1300, 700)), kind)) as media:
        picture = shown(media)
    assert (picture.name, picture.width) == ("preview", limits.PREVIEW_SIDE)
    assert abs(picture.height - limits.PREVIEW_SIDE * 7 / 13) < 2
    assert len(picture.rgb) == picture.width * picture.height * 3


def test_a_turned_photo_is_shown_upright(opened: Opener) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with opened(_encoded(Image.new("RGB", (600, 200)), "JPEG", exif=exif.tobytes())) as media:
        picture = shown(media)
    assert picture.height > picture.width


def test_the_first_frame_of_an_animation_is_shown(opened: Opener) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    with opened(_encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)) as media:
        picture = shown(media)
    assert picture.rgb[:3] == b"\xff\x00\x00"


def test_a_jpeg_is_decoded_once_only_where_others_decoded_it(opened: Opener) -> None:
    with opened(_encoded(Image.new("RGB", (2000, 1000)), "JPEG")) as media:
        list(preview.read(media, options()))
        assert "pixels" not in vars(media)
        whole = media.pixels
        assert whole.size == (2000, 1000)
        picture = shown(media)
        assert picture.width == limits.PREVIEW_SIDE
        assert media.pixels.size == (2000, 1000)  # what others look at is left as it was


def test_without_previews_nothing_is_decoded(opened: Opener) -> None:
    with opened(_encoded(Image.new("RGB", (8, 8)), "PNG")) as media:
        assert list(preview.read(media, options(previews=False))) == []
        assert "pixels" not in vars(media)


@pytest.mark.parametrize("previews", [True, False])
def test_what_a_picture_looks_like_is_told_where_it_is_asked_for(opened: Opener, previews: bool) -> None:
    asked = replace(options(previews=previews), imprints=True)
    with opened(_encoded(motif(1), "JPEG")) as media:
        *others, imprint = preview.read(media, asked)
    assert isinstance(imprint, Imprint)
    assert [type(picture) for picture in others] == [Picture] * previews
    with opened(_encoded(Image.new("RGB", (300, 300), "red"), "PNG")) as media:
        assert not any(isinstance(item, Imprint) for item in preview.read(media, asked))


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0" + bytes(50), b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_a_picture_that_cannot_be_decoded_has_no_preview(opened: Opener, data: bytes) -> None:
    with opened(data) as media:
        assert list(preview.read(media, options())) == []


def test_too_many_pixels_are_not_decoded(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE_PIXELS", 100)
    for kind in ("JPEG", "PNG"):
        with opened(_encoded(Image.new("RGB", (20, 20)), kind)) as media:
            assert list(preview.read(media, options())) == []
