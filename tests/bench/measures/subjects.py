"""The files that are measured, made and signed on the spot."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image

from tests.build.media.drawings import landscapes
from verify.features.teaching.samples import certificates, files, pictures, recordings, signing

SIGNED_JPEG_BYTES = 200_000
VIDEO_BYTES = 1_500_000_000


def signed_jpeg(folder: Path) -> Path:
    """A JPEG of about 200 kB with camera data and a record."""
    path = folder / "signed.jpg"
    if not path.exists():
        photo = landscapes.draw_harbour().resize((1440, 960), Image.Resampling.BICUBIC)
        # a little grain, as a sensor leaves it, until the file has the size that is wanted
        for strength in range(2, 60, 2):
            data = files.encode_photograph(grain(photo, strength))
            if len(data) >= SIGNED_JPEG_BYTES * 0.9:
                break
        statement = signing.Statement("Demonstration Camera 1", (signing.created("digitalCapture"),))
        path.write_bytes(signing.sign(data, "image/jpeg", statement, certificates.make_cast().camera)[0])
    return path


def large_video(folder: Path) -> Path:
    """A sparse MP4 of 1.5 GB: a short signed clip and one very long box behind it."""
    path = folder / "large.mp4"
    clip = sign_as_ai(recordings.make_clip(pictures.draw_islands()), "video/mp4")
    rest = VIDEO_BYTES - len(clip)
    with path.open("wb") as out:
        out.write(clip + rest.to_bytes(4, "big") + b"free")
        out.truncate(VIDEO_BYTES)
    return path


def grain(picture: Image.Image, strength: int) -> Image.Image:
    """Add the noise of a sensor."""
    noise = random.Random(1).randbytes(picture.width * picture.height)
    grain = Image.frombytes("L", picture.size, noise).point(lambda value: value * strength // 256)
    return Image.merge("RGB", [Image.blend(band, grain, 0.1) for band in picture.split()])


def decoded(data: bytes) -> None:
    """Decodes a picture as Pillow does by itself."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()


def signed_ai_png(folder: Path) -> Path:
    """A PNG of about 3 MB, whose record says that AI made it."""
    path = folder / "signed-ai.png"
    if not path.exists():
        picture = Image.frombytes("RGB", (1_000, 1_000), random.Random(2).randbytes(3_000_000))
        written = io.BytesIO()
        picture.save(written, "PNG")
        path.write_bytes(sign_as_ai(written.getvalue(), "image/png"))
    return path


def sign_as_ai(data: bytes, media_type: str) -> bytes:
    """Give a file a record that says that AI made it."""
    statement = signing.Statement("Demonstration", (signing.created("trainedAlgorithmicMedia"),))
    return signing.sign(data, media_type, statement, certificates.make_cast().service)[0]
