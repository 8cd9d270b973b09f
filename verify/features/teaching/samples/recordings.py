"""Makes the samples that are no pictures: a melody, a clip of a few frames, a vector drawing and a page.

Written by hand, box by box where need be, so that no encoder has to be installed.
"""

from __future__ import annotations

import io
import math
import struct
import wave
from typing import Final

from PIL import Image

_RATE: Final = 16_000  # samples a second
_NOTES: Final = (261.63, 329.63, 392.0, 523.25, 440.0, 349.23, 392.0, 261.63)  # Hz
_NOTE_SECONDS: Final = 0.25

_FRAME: Final = (320, 214)  # pixels
_TIMESCALE: Final = 1000  # units a second
_FRAME_TIME: Final = 200  # units
_JPEG_STREAM: Final = 0x6C  # ISO/IEC 14496-1 object type: JPEG
_UNITY: Final = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)  # transformation matrix


def make_melody() -> bytes:
    """Make two seconds of a plucked melody as WAV, 16 kHz, 16 bit, one channel."""
    length = int(_RATE * _NOTE_SECONDS)
    samples = []
    for note in _NOTES:
        for at in range(length):
            second = at / _RATE
            fade = math.exp(-7 * second) * min(1.0, at / 80)
            tone = math.sin(2 * math.pi * note * second) + 0.4 * math.sin(4 * math.pi * note * second)
            samples.append(int(15_000 * fade * tone / 1.4))
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return written.getvalue()


def make_clip(picture: Image.Image, frames: int = 10) -> bytes:
    """Make two seconds of a slow zoom into `picture` as MP4, every frame a JPEG."""
    shots = [_encode_frame(picture, number / frames) for number in range(frames)]
    opening = _make_box(b"ftyp", b"isom" + struct.pack(">I", 512) + b"isommp41")
    where = len(opening) + len(_make_movie_box(shots, 0)) + 8
    return opening + _make_movie_box(shots, where) + _make_box(b"mdat", b"".join(shots))


def make_vector_drawing() -> bytes:
    """Return a sailing boat as SVG."""
    return b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 240" width="720" height="480">
<rect width="360" height="240" fill="#fdf1dc"/>
<circle cx="284" cy="58" r="28" fill="#f4b95a"/>
<path d="M0 168q45-18 90 0t90 0 90 0 90 0V240H0z" fill="#5d93a6"/>
<path d="M0 190q45-16 90 0t90 0 90 0 90 0V240H0z" fill="#41748c"/>
<path d="M172 44V150H250z" fill="#fffaf0" stroke="#383247" stroke-width="4" stroke-linejoin="round"/>
<path d="M162 62V150H104z" fill="#e98e74" stroke="#383247" stroke-width="4" stroke-linejoin="round"/>
<path d="M92 158H262L240 186H116z" fill="#8a5468" stroke="#383247" stroke-width="4" stroke-linejoin="round"/>
</svg>
"""


def make_pdf_page(picture: Image.Image) -> bytes:
    """Return a page with `picture` on it as PDF."""
    sheet = Image.new("RGB", (744, 1052), (255, 255, 255))
    sheet.paste(picture.resize((600, 400)), (72, 96))
    for row in range(14):
        sheet.paste((210, 206, 200), (72, 560 + row * 28, 672 - (row * 61) % 150, 570 + row * 28))
    written = io.BytesIO()
    sheet.save(written, "PDF", resolution=90.0, title="Demonstration page")
    return written.getvalue()


def _encode_frame(picture: Image.Image, share: float) -> bytes:
    width, height = picture.size
    inset = 0.18 * share
    box = (width * inset, height * inset, width * (1 - inset), height * (1 - inset))
    written = io.BytesIO()
    picture.resize(_FRAME, Image.Resampling.BILINEAR, box).save(written, "JPEG", quality=80)
    return written.getvalue()


def _make_movie_box(shots: list[bytes], where: int) -> bytes:
    """Return the `moov` box (ISO/IEC 14496-12) of one video track whose samples follow each other from `where`."""
    count, length = len(shots), len(shots) * _FRAME_TIME
    width, height = _FRAME
    header = _make_box(
        b"mvhd",
        struct.pack(">5I", 0, 0, 0, _TIMESCALE, length)
        + struct.pack(">IH10x", 0x10000, 0x100)
        + _UNITY
        + struct.pack(">24xI", 2),
    )
    track = _make_box(
        b"tkhd",
        struct.pack(">6I", 7, 0, 0, 1, 0, length)
        + struct.pack(">8xHHHH", 0, 0, 0, 0)
        + _UNITY
        + struct.pack(">II", width << 16, height << 16),
    )
    media = _make_box(b"mdhd", struct.pack(">5IHH", 0, 0, 0, _TIMESCALE, length, 0x55C4, 0))
    handler = _make_box(b"hdlr", struct.pack(">II4s12x", 0, 0, b"vide") + b"video\0")
    source = _make_box(b"dinf", _make_box(b"dref", struct.pack(">II", 0, 1) + _make_box(b"url ", struct.pack(">I", 1))))
    table = _make_box(
        b"stbl",
        _make_box(b"stsd", struct.pack(">II", 0, 1) + _make_sample_description(width, height, max(map(len, shots)))),
        _make_box(b"stts", struct.pack(">4I", 0, 1, count, _FRAME_TIME)),
        _make_box(b"stsc", struct.pack(">5I", 0, 1, 1, count, 1)),
        _make_box(b"stsz", struct.pack(">3I", 0, 0, count) + struct.pack(f">{count}I", *map(len, shots))),
        _make_box(b"stco", struct.pack(">3I", 0, 1, where)),
    )
    inner = _make_box(b"minf", _make_box(b"vmhd", struct.pack(">I8x", 1)), source, table)
    return _make_box(b"moov", header, _make_box(b"trak", track, _make_box(b"mdia", media, handler, inner)))


def _make_sample_description(width: int, height: int, largest: int) -> bytes:
    """Return the sample entry: JPEG frames, named as ISO/IEC 14496-1 does."""
    decoder = struct.pack(">BB", _JPEG_STREAM, 0x11) + largest.to_bytes(3, "big") + struct.pack(">II", 0, 0)
    stream = struct.pack(">HB", 1, 0) + _descriptor(4, decoder) + _descriptor(6, b"\x02")
    return _make_box(
        b"mp4v",
        struct.pack(">6xH16xHH", 1, width, height),
        struct.pack(">IIIH32sHh", 0x480000, 0x480000, 0, 1, b"", 24, -1),
        _make_box(b"esds", struct.pack(">I", 0) + _descriptor(3, stream)),
    )


def _descriptor(tag: int, content: bytes) -> bytes:
    return struct.pack(">BB", tag, len(content)) + content


def _make_box(kind: bytes, *content: bytes) -> bytes:
    inner = b"".join(content)
    return struct.pack(">I", 8 + len(inner)) + kind + inner
