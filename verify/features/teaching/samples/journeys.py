"""Makes the specimens of the survival lab and sends copies of them on their journeys.

Nobody can send a file of their own: what goes on a journey is a picture of this program's own with the notes that it
wrote, made here in memory. Nothing here opens a file, and nothing takes one from anywhere else.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct
from PIL import Image, ImageDraw, PngImagePlugin

from verify.features.teaching.samples import files, marking, pictures
from verify.features.teaching.samples.certificates import Cast
from verify.features.teaching.samples.signing import Statement, created, sign
from verify.features.teaching.survival import (
    AS_A_FILE,
    FOLDER,
    JOURNEYS,
    PHOTO,
    PICTURE,
    SPECIMENS,
    name_copy,
)

_MESSENGER_WIDEST: Final = 600  # pixels
_QUALITY: Final = 75
_MESSENGER_QUALITY: Final = 70
_CUT: Final = (37, 21, 597, 405)  # left, top, right, lower: without the corner of the label
_BAR: Final = 68  # pixels of the viewer's own above the picture in the screenshot
_XMP_KEY: Final = "XML:com.adobe.xmp"


class _Specimen(Struct, frozen=True):
    """A picture as it was published, its unsigned notes, and the signed file."""

    pixels: Image.Image  # as the file shows them
    exif: bytes
    xmp: str
    kind: str  # PNG or JPEG
    signed: bytes


def write_journeys(folder: Path, cast: Cast) -> tuple[str, ...]:
    """Write the specimens and all altered copies of them below `folder`; return the names. Raises OSError."""
    below = folder / FOLDER
    below.mkdir(parents=True, exist_ok=True)
    copies = _make_copies(cast)
    for name, content in copies.items():
        (below / name).write_bytes(content)
    return tuple(copies)


def _make_copies(cast: Cast) -> dict[str, bytes]:
    """Return every specimen, followed by its copies: file name → content."""
    copies = {}
    for key, specimen in ((PICTURE, _make_ai_picture(cast)), (PHOTO, _make_photo(cast))):
        copies[SPECIMENS[key]] = specimen.signed
        copies |= {name_copy(key, journey): _TRAVEL[journey](specimen) for journey in JOURNEYS}
    return copies


def _make_ai_picture(cast: Cast) -> _Specimen:
    pixels = marking.add_watermark(marking.add_label(pictures.draw_dream()))
    plain = _save(pixels, "PNG", xmp=files.LABEL)
    statement = Statement("Demonstration AI Service", (created("trainedAlgorithmicMedia"),))
    return _Specimen(pixels, b"", files.LABEL, "PNG", sign(plain, "image/png", statement, cast.service)[0])


def _make_photo(cast: Cast) -> _Specimen:
    plain = files.encode_photograph(pictures.take_rocket())
    with Image.open(io.BytesIO(plain)) as opened:
        pixels, exif = opened.convert("RGB"), opened.info["exif"]
    statement = Statement("Demonstration Camera 1", (created("digitalCapture"),))
    return _Specimen(pixels, exif, "", "JPEG", sign(plain, "image/jpeg", statement, cast.camera)[0])


def _save(pixels: Image.Image, kind: str, *, quality: int = files.QUALITY, exif: bytes = b"", xmp: str = "") -> bytes:
    written = io.BytesIO()
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        if xmp:
            notes.add_itxt(_XMP_KEY, xmp)
        pixels.save(written, "PNG", pnginfo=notes, exif=exif, compress_level=4)
    else:
        pixels.save(written, "JPEG", quality=quality, exif=exif, xmp=xmp.encode())
    return written.getvalue()


# -- the journeys: what ordinary programs do with a picture


def _send_as_file(specimen: _Specimen) -> bytes:
    return specimen.signed


def _save_as_jpeg(specimen: _Specimen) -> bytes:
    """Save again as a program does that keeps metadata and knows nothing of manifests."""
    return _save(specimen.pixels, "JPEG", quality=_QUALITY, exif=specimen.exif, xmp=specimen.xmp)


def _halve(specimen: _Specimen) -> bytes:
    size = (specimen.pixels.width // 2, specimen.pixels.height // 2)
    smaller = specimen.pixels.resize(size, Image.Resampling.LANCZOS)
    return _save(smaller, specimen.kind, exif=specimen.exif, xmp=specimen.xmp)


def _crop(specimen: _Specimen) -> bytes:
    return _save(specimen.pixels.crop(_CUT), specimen.kind, exif=specimen.exif, xmp=specimen.xmp)


def _take_screenshot(specimen: _Specimen) -> bytes:
    """Return the picture in the window of a viewer: the screen is a new picture and knows nothing of the file."""
    screen = Image.new("RGB", (specimen.pixels.width + 80, specimen.pixels.height + 120), (36, 38, 46))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, screen.width, 40), fill=(58, 61, 72))
    for at, colour in enumerate(((236, 106, 94), (244, 190, 80), (98, 196, 86))):
        draw.ellipse((16 + 26 * at, 13, 30 + 26 * at, 27), fill=colour)
    screen.paste(specimen.pixels, (40, _BAR))
    return _save(screen, "PNG")


def _strip(specimen: _Specimen) -> bytes:
    """Strip the metadata: every pixel stays. The photograph is encoded as before, so its pixels are the same."""
    if specimen.kind == "PNG":
        return _save(specimen.pixels, "PNG")
    return files.encode_jpeg(pictures.take_rocket())


def _send_by_messenger(specimen: _Specimen) -> bytes:
    """Reduce and save again with more loss, without metadata."""
    size = (_MESSENGER_WIDEST, round(_MESSENGER_WIDEST * specimen.pixels.height / specimen.pixels.width))
    return _save(specimen.pixels.resize(size, Image.Resampling.LANCZOS), "JPEG", quality=_MESSENGER_QUALITY)


_TRAVEL: Final[dict[str, Callable[[_Specimen], bytes]]] = {
    AS_A_FILE: _send_as_file,
    "jpeg75": _save_as_jpeg,
    "half": _halve,
    "crop": _crop,
    "screenshot": _take_screenshot,
    "stripped": _strip,
    "messenger": _send_by_messenger,
}
