"""Builds HTML out of elements: the one place that escapes, and the one that makes pictures fit for a page.

Every text that is not an element already is escaped; no caller writes a tag.
"""

from __future__ import annotations

import base64
import html
import struct
import zlib
from collections.abc import Callable
from typing import Final

from verify.model import Picture, limits

_JPEG: Final = b"\xff\xd8\xff"
_VOID: Final = frozenset(("meta", "img"))  # elements without an end tag
_UNPAIRED: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # not to be had in UTF-8


Encode = Callable[[Picture], bytes]  # the file of a small picture; empty where there is none to be made


class Markup(str):
    """HTML that is fit to stand in a page as it is. Only `element` and `style` make it."""

    __slots__ = ()


def element(tag: str, /, *parts: str, **attributes: str) -> Markup:
    """Make an element of its parts, escaping all that is not Markup. Attributes without a value are left out.

    A trailing underscore of an attribute's name is dropped (`class_`); others become hyphens.
    """
    start = tag + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(value)}"' for key, value in attributes.items() if value
    )
    if tag in _VOID:
        return Markup(f"<{start}>")
    return Markup(f"<{start}>{''.join(part if isinstance(part, Markup) else _escaped(part) for part in parts)}</{tag}>")


def style(sheet: str) -> Markup:
    """Make a style element. `sheet` is our own; raises ValueError where it holds `<`."""
    if "<" in sheet:
        raise ValueError("a style sheet that could end its element")
    return Markup(f"<style>{sheet}</style>")


def png(picture: Picture) -> bytes:
    """Encode a picture as PNG (8-bit RGB); empty where its sizes do not fit its bytes or the limits."""
    longest = max(limits.PREVIEW_SIDE, limits.THUMBNAIL_SIDE)
    stride = picture.width * 3
    fits = 0 < picture.width <= longest and 0 < picture.height <= longest
    if not fits or len(picture.rgb) != stride * picture.height:
        return b""
    # every row begins with its filter: 0, none
    rows = b"".join(b"\0" + picture.rgb[at : at + stride] for at in range(0, len(picture.rgb), stride))
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def image(picture: Picture | None, description: str, encode: Encode = png) -> Markup:
    """Make an img element that carries the pixels itself, in the PNG or JPEG that `encode` makes of them.

    Nothing where the picture's sizes do not fit.
    """
    data = encode(picture) if picture else b""
    if not picture or not data:
        return Markup()
    kind = "jpeg" if data.startswith(_JPEG) else "png"
    source = f"data:image/{kind};base64," + base64.b64encode(data).decode("ascii")
    return element("img", src=source, alt=description, width=str(picture.width), height=str(picture.height))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _escaped(text: str) -> str:
    return html.escape(text.translate(_UNPAIRED), quote=True)
