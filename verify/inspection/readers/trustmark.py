"""Look for Adobe's TrustMark with the models that the user has added. A mark holds the number of a stored record; it
does not tell how a picture was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.inspection.readers.base import Reader
from verify.model import Finding, ModelFile, Options, OriginClaim, Strength, limits, media_types
from verify.model.errors import NoModelError

if TYPE_CHECKING:
    from PIL import Image

NAME: Final = "trustmark"

_SCHEME: Final = "trustmark"
# pixels of the input, where the model does not say; whether the square in the middle is taken whatever the shape
_VARIANTS: Final = {"Q": (256, False), "B": (256, False), "C": (256, False), "P": (224, True)}


def read(media: Media, options: Options) -> Iterator[Finding]:
    """Yield a finding per variant whose mark is there.

    Raises NoModelError without a model, UnavailableError where one does not work, MediaError as `Media.pixels`.
    """
    models = [model for model in options.models if model.scheme == _SCHEME and model.variant in _VARIANTS]
    if not models:
        raise NoModelError("TrustMark")
    picture = images.rgb(media.pixels)
    if picture is None:
        picture = media.pixels.convert("L").convert("RGB")  # marks live in brightness, too
    for model in models:
        yield from _look_with(model, picture, media)


def _look_with(model: ModelFile, picture: Image.Image, media: Media) -> Iterator[Finding]:
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
        yield Finding("signal.trustmark", NAME, OriginClaim.NONE, Strength.DECODED, "pixels", facts)


def _is_named(media: Media, binding: str) -> bool:
    """Tell whether the file itself holds this soft binding, as a record does that tells of the mark."""
    wanted = binding.encode()
    step = limits.HASH_PIECE_BYTES
    end = min(media.size, limits.SCANNED_BYTES)
    return any(wanted in media.read_at(offset, step + len(wanted)) for offset in range(0, end, step))


READER: Final = Reader(NAME, media_types.PILLOW, frozenset({"signal.trustmark"}), read)
