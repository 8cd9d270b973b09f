"""Draw the pictures that a PDF keeps as bare samples (ISO 32000-2, 8.9.5), so that they are looked at like any other.

They have no metadata, but marks that people see and what is hidden in pixels are still there. A stream may unpack to
more than anybody has: each one that decoding needs is first unpacked here within a bound.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any, Final

from verify.inspection.embedded.base import LoadError, NotOpened
from verify.inspection.embedded.pdf_streams import list_filters, measure_length, read_stream
from verify.model import limits

_SIMPLE: Final = ((), ("/FlateDecode",))  # filters that are undone here; faxes and others are not
_COLOUR_BYTES: Final = limits.INFLATED_BYTES  # of a palette or a colour profile
_COLOUR_DEPTH: Final = 4  # a palette in a colour space of another
_COLOURS: Final = 64  # entries of a colour space that are looked at
_TO_RGB: Final = frozenset(("CMYK", "LAB", "YCbCr", "HSV"))  # modes that PNG does not know


def can_draw(picture: Any) -> bool:
    """Tell whether the samples are kept in a way that is undone here."""
    return list_filters(picture) in _SIMPLE


def draw_pixels(picture: Any, limit: int) -> bytes:
    """Return the samples of `picture` as a PNG of at most `limit` bytes, with its soft mask as transparency.

    Raises LoadError.
    """
    import pikepdf
    from PIL import Image

    _check(picture, limit)
    mask = picture.get("/SMask")
    is_masked = isinstance(mask, pikepdf.Stream) and can_draw(mask)
    if is_masked:
        _check(mask, limit)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is lost on the way to eight bits
            drawn: Image.Image = pikepdf.PdfImage(picture).as_pil_image(apply_mask=is_masked)
            written = io.BytesIO()
            shown = drawn.convert("RGB") if drawn.mode in _TO_RGB else drawn
            shown.save(written, "PNG", compress_level=0)  # it is read at once
    except MemoryError:
        raise
    except Exception as error:  # the library raises whatever the samples lead it to
        raise LoadError(NotOpened.DAMAGED) from error
    if written.tell() > limit:
        raise LoadError(NotOpened.TOO_LARGE)
    return written.getvalue()


def _check(picture: Any, limit: int) -> None:
    """Refuse what unpacks to more than `limit` bytes, is larger than is decoded, or than its samples can fill."""
    samples = read_stream(picture, limit)
    width, height, bits = (_number_of(picture, name) for name in ("/Width", "/Height", "/BitsPerComponent"))
    parameters = picture.get("/DecodeParms")
    if width * height > limits.EMBEDDED_PIXELS or _measure_row(parameters) > limit:
        raise LoadError(NotOpened.TOO_LARGE)
    if not 0 < width * height * max(bits, 1) <= 8 * len(samples):
        raise LoadError(NotOpened.DAMAGED)
    for stream in _walk_colours(picture.get("/ColorSpace"), 0):
        read_stream(stream, _COLOUR_BYTES)


def _number_of(described: Any, name: str) -> int:
    number = described.get(name)
    return number if isinstance(number, int) and number > 0 else 0


def _measure_row(parameters: Any) -> int:
    """Return the bytes of a row that a predictor asks memory for (7.4.4.3)."""
    import pikepdf

    listed = list(parameters)[:8] if isinstance(parameters, pikepdf.Array) else [parameters]
    rows = [
        _number_of(one, "/Columns") * max(_number_of(one, "/Colors"), 1) * max(_number_of(one, "/BitsPerComponent"), 8)
        for one in listed
        if isinstance(one, pikepdf.Dictionary)
    ]
    return max(rows, default=0) // 8


def _walk_colours(space: Any, depth: int) -> Iterator[Any]:
    """Yield the streams of a colour space: profiles (8.6.5.5) and tables of colours (8.6.6.3)."""
    import pikepdf

    if isinstance(space, pikepdf.Stream):
        if list_filters(space) not in _SIMPLE or measure_length(space) > _COLOUR_BYTES:
            raise LoadError(NotOpened.NO_FILE)
        yield space
    elif isinstance(space, pikepdf.Array) and depth <= _COLOUR_DEPTH:
        for entry in list(space)[:_COLOURS]:
            yield from _walk_colours(entry, depth + 1)
