"""Look for invisible watermarks in the pixels of a picture: dwtDct of open generators, and Adobe's TrustMark.

The payloads of dwtDct are public and the tool is open: a watermark tells which program's library wrote it, never who.
TrustMark is looked for with the models that the user has added; it holds the number of a stored record and does not
tell how a picture was made. That none is found says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.inspection.readers.base import Reader
from verify.model import Finding, ModelFile, Options, OriginClaim, Strength, limits
from verify.model.errors import NoModelError
from verify.model.vocabularies import media_types

if TYPE_CHECKING:
    from PIL import Image

DWT_DCT_NAME: Final = "hidden_marks"
DWT_DCT_SEARCH_NAME: Final = "moved_marks"
TRUSTMARK_NAME: Final = "trustmark"

_SCHEME: Final = "trustmark"
# pixels of the input, where the model does not say; whether the square in the middle is taken whatever the shape
_VARIANTS: Final = {"Q": (256, False), "B": (256, False), "C": (256, False), "P": (224, True)}


def read_dwt_dct(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yield the watermark of a picture as it was marked or saved again, not one that was cut or resized.

    Raises MediaError where the picture is too large or cannot be decoded.
    """
    import numpy as np

    from verify.inspection.watermarks import dwt_dct

    picture = media.pixels
    if not images.has_colours(picture):
        return
    score = dwt_dct.find_in_rows(
        picture.height, picture.width, lambda top, bottom: np.asarray(images.to_rgb(picture, top, bottom))
    )
    if score is not None:
        yield dwt_dct.make_finding("signal.dwt_dct", DWT_DCT_NAME, "plain", score)


def search_dwt_dct(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yield the watermark of a picture that was cut or resized since. On request only: it takes seconds.

    A picture in which a plain look finds a watermark is left to that look. Raises MediaError as `read_dwt_dct`.
    """
    import numpy as np

    from verify.inspection.watermarks import dwt_dct, dwt_dct_search

    picture = images.to_rgb(media.pixels)
    if picture is None:
        return
    top = picture.crop((0, 0, picture.width, dwt_dct.count_rows(picture.height, picture.width)))
    if dwt_dct.find(np.asarray(top)) is not None:
        return
    match dwt_dct_search.find(picture):
        case dwt_dct_search.CutMatch(score, left, top_row):
            yield dwt_dct.make_finding(
                "signal.dwt_dct_cut", DWT_DCT_SEARCH_NAME, "cut", score, grid=f"{left},{top_row}"
            )
        case dwt_dct_search.ResizedMatch(score, width, height):
            size = f"{width}×{height}"
            yield dwt_dct.make_finding("signal.dwt_dct_resized", DWT_DCT_SEARCH_NAME, "resized", score, size=size)
        case None:
            return


def read_trustmark(media: Media, options: Options) -> Iterator[Finding]:
    """Yield a finding per variant whose mark is there.

    Raises NoModelError without a model, UnavailableError where one does not work, MediaError as `Media.pixels`.
    """
    models = [model for model in options.models if model.scheme == _SCHEME and model.variant in _VARIANTS]
    if not models:
        raise NoModelError("TrustMark")
    picture = images.to_rgb(media.pixels)
    if picture is None:
        picture = media.pixels.convert("L").convert("RGB")  # marks live in brightness, too
    for model in models:
        yield from _find_trustmark(model, picture, media)


def _find_trustmark(model: ModelFile, picture: Image.Image, media: Media) -> Iterator[Finding]:
    from verify.inspection.media import onnx
    from verify.inspection.watermarks import trustmark

    loaded = onnx.load_model(model, trustmark.WORD_BITS)
    side, centre = _VARIANTS[model.variant]
    mark = trustmark.find(picture, loaded.side or side, centre, loaded.read, lambda binding: _is_named(media, binding))
    if mark is not None:
        facts = (
            ("variant", model.variant),
            ("schema", mark.schema.name),
            ("identifier", mark.bits),
            *((("named", mark.soft_binding),) if _is_named(media, mark.soft_binding) else ()),
        )
        yield Finding("signal.trustmark", TRUSTMARK_NAME, OriginClaim.NONE, Strength.DECODED, "pixels", facts)


def _is_named(media: Media, binding: str) -> bool:
    """Tell whether the file itself holds this soft binding, as a record does that tells of the mark."""
    name = binding.encode()
    step = limits.HASH_PIECE_BYTES
    end = min(media.size, limits.SCANNED_BYTES)
    return any(name in media.read_at(offset, step + len(name)) for offset in range(0, end, step))


DWT_DCT_READER: Final = Reader(DWT_DCT_NAME, media_types.PILLOW, frozenset({"signal.dwt_dct"}), read_dwt_dct)
DWT_DCT_SEARCH_READER: Final = Reader(
    DWT_DCT_SEARCH_NAME, media_types.PILLOW, frozenset({"signal.dwt_dct_cut", "signal.dwt_dct_resized"}), search_dwt_dct
)
TRUSTMARK_READER: Final = Reader(TRUSTMARK_NAME, media_types.PILLOW, frozenset({"signal.trustmark"}), read_trustmark)
