"""Large files against the bare engine and SHA-256 one after the other, in turns in one process, and how much is read.

Processor time; the record's readers alone, since what others cost does not grow with a file. The files are sparse.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from PIL import Image

from tests.bench.measures.figures import Figure
from verify.features.teaching.samples import certificates, recordings, signing
from verify.inspection.c2pa.engine import c2pa_rs
from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media
from verify.model import Options, limits

FILL = 60 * limits.MIB
CHUNK = 512 * limits.MIB
ROUNDS = 3
READERS = ("c2pa", "c2pa_content")  # without the second engine, which reads a signed file of up to 128 MiB once more


def measure(folder: Path) -> Iterator[Figure]:
    """Formats of which the engine reads a part, and those that it takes whole; with a record and without one."""
    options = Options(now=datetime.now(UTC), readers=READERS, previews=False)
    for name, (media_type, data) in _make_files().items():
        path = folder / "large"
        path.write_bytes(data)
        acts: tuple[Callable[[Path], object], ...] = (_bare(media_type), partial(inspect, options=options))
        spent: list[list[float]] = [[], []]
        for _ in range(1 + ROUNDS):
            for act, seconds in zip(acts, spent, strict=True):
                begun = time.process_time()
                act(path)
                seconds.append(time.process_time() - begun)
        bare, ours = (median(seconds[1:]) for seconds in spent)
        yield Figure(f"{name}: our record and digest / bare engine and SHA-256", ours / bare, most=1.25)
        yield Figure(f"{name}: bytes read / size", _count_read(path, options) / path.stat().st_size)
        path.unlink()
    yield Figure(
        "PNG with a chunk of 512 MiB behind the pixels: memory to decode it", _decode_apart(folder), "MiB", most=200
    )


def _make_files() -> dict[str, tuple[str, bytes]]:
    """By name: the engine's word for the format, and the file."""
    picture = Image.effect_mandelbrot((640, 428), (-2, -1.5, 1, 1.5), 60).convert("RGB")
    written = io.BytesIO()
    picture.save(written, "JPEG")
    jpeg = written.getvalue() + bytes(FILL)
    clip = recordings.make_clip(picture) + struct.pack(">I", FILL + 8) + b"mdat" + bytes(FILL)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("a.bin", bytes(FILL))
    return {
        "MP4, signed": ("video/mp4", _sign(clip, "video/mp4")),
        "MP4, no record": ("video/mp4", clip),
        "JPEG, signed": ("image/jpeg", _sign(jpeg, "image/jpeg")),
        "JPEG, no record": ("image/jpeg", jpeg),
        "ZIP, no record": ("zip", package.getvalue()),
    }


def _sign(data: bytes, media_type: str) -> bytes:
    said = signing.Statement("Demonstration", (signing.created("digitalCapture"),))
    return signing.sign(data, media_type, said, certificates.make_cast().camera)[0]


def _bare(media_type: str) -> Callable[[Path], object]:
    import c2pa

    context = c2pa_rs._make_context((), True)

    def read(path: Path) -> None:
        with (
            contextlib.suppress(c2pa.C2paError),
            path.open("rb") as file,
            c2pa.Reader(media_type, file, context=context) as record,
        ):
            json.loads(record.crjson())
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")

    return read


def _count_read(path: Path, options: Options) -> int:
    count = 0
    read_at, read_into = Media.read_at, Media.read_into

    def count_at(media: Media, offset: int, length: int) -> bytes:
        nonlocal count
        data = read_at(media, offset, length)
        count += len(data)
        return data

    def count_into(media: Media, offset: int, buffer: memoryview) -> None:
        nonlocal count
        read_into(media, offset, buffer)
        count += len(buffer)

    Media.read_at, Media.read_into = count_at, count_into  # type: ignore[method-assign, assignment]
    try:
        inspect(path, options)
    finally:
        Media.read_at, Media.read_into = read_at, read_into  # type: ignore[method-assign]
    return count


def _decode_apart(folder: Path) -> float:
    """Resident memory at most, in MiB, of a process that decodes a PNG with a long chunk that holds no pixels."""
    path = folder / "large.png"
    written = io.BytesIO()
    Image.effect_noise((600, 400), 80).save(written, "PNG")
    data = written.getvalue()
    with path.open("wb") as file:
        file.write(data[:-12] + struct.pack(">I", CHUNK) + b"prVt")
        file.seek(CHUNK + 4, io.SEEK_CUR)
        file.write(data[-12:])
    code = f"from tests.bench.measures.large_files import main; main({str(path)!r})"
    ran = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    path.unlink()
    return float(ran.stdout)


def main(path: str) -> None:
    """Print the memory that this process took at most to decode a picture (Linux)."""
    with Media.open(Path(path)) as media:
        assert media.pixels.size == (600, 400)
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    print(int(status.partition("VmHWM:")[2].split()[0]) / limits.KIB)
