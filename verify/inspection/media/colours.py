"""A decoded picture as stored, in 8-bit RGB, for decoders of hidden marks: not turned, and nothing laid under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


def in_colours(picture: Image.Image, rows: int | None = None) -> Image.Image | None:
    """The upper `rows` of `picture` (None: all) in RGB; None where its mode holds no colours, and so no colour mark.

    Transparency is dropped, not blended: embedders mark what lies under it, too.
    """
    if picture.mode in ("1", "L", "LA", "La", "F") or picture.mode.startswith("I"):
        return None
    part = picture if rows is None or rows >= picture.height else picture.crop((0, 0, picture.width, rows))
    if part.mode == "RGB":
        return part
    if part.mode == "P" and "transparency" in part.info:
        part = part.convert("RGBA")
    return part.convert("RGB")
