"""Puts pictures into files, with and without unsigned marks, and moves a record from one file to another."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, PngImagePlugin

QUALITY: Final = 88
_MAKE, _MODEL, _TAKEN = 0x010F, 0x0110, 0x0132  # EXIF tags
_APP11: Final = b"\xff\xeb"

LABEL: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

_PARAMETERS: Final = (
    "floating islands over a calm sea, two moons, soft light\n"
    "Negative prompt: blurry, text\n"
    "Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 20260924, Size: 720x480, "
    "Model hash: 0123456789, Model: demonstration-model, Version: v1.9.4"
)


def encode_photograph(picture: Image.Image, *, labelled: bool = False) -> bytes:
    """Encode a JPEG with the EXIF of a camera, its name and the time; `labelled` as in `encode_jpeg`."""
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL], exif[_TAKEN] = "Demonstration", "Camera 1", "2026:09:24 18:30:00"
    return encode_jpeg(picture, exif=exif.tobytes(), labelled=labelled)


def encode_jpeg(picture: Image.Image, *, exif: bytes = b"", labelled: bool = False) -> bytes:
    """Encode a JPEG; `labelled` with IPTC's digital source type of AI in XMP, which nobody signed."""
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, exif=exif, xmp=LABEL.encode() if labelled else b"")
    return written.getvalue()


def encode_png(picture: Image.Image, *, generator_text: bool = False) -> bytes:
    """Encode a PNG; `generator_text` with the settings that a popular generator writes, here typed by hand."""
    notes = PngImagePlugin.PngInfo()
    if generator_text:
        notes.add_text("parameters", _PARAMETERS)
    written = io.BytesIO()
    picture.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(written, "PNG", pnginfo=notes, optimize=True)
    return written.getvalue()


def copy_record(signed: bytes, other: bytes) -> bytes:
    """Return the JPEG `other` with the manifest store of the JPEG `signed`, whose hard binding does not fit it."""
    start = signed.index(_APP11)
    end = start
    while signed[end : end + 2] == _APP11:
        end += 2 + int.from_bytes(signed[end + 2 : end + 4], "big")
    return other[:start] + signed[start:end] + other[start:]
