"""How long the readers of stated marks take: on a camera's JPEG of 3 MB, on a sparse MP4 of 2 GB with `moov` at its
end, and how many files of the corpus are inspected in a minute with `--readers quick`.
"""

from __future__ import annotations

import os
import random
import struct
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.measures.figures import Figure
from tests.build.media import files, writers
from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media
from verify.inspection.metadata import fingerprints
from verify.inspection.metadata.ai_labels import findings as labels
from verify.inspection.readers import READERS
from verify.model import Field, Options
from verify.model.readers import select_readers

JPEG_BYTES = 3_000_000
MP4_BYTES = 2 * 1024**3
ROUNDS = 15

STATED = ("exif", "xmp", "iptc", "text_chunks")  # readers of what a file states in plain words, without its pixels
OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC), readers=("quick",), previews=False)


def camera_jpeg(folder: Path) -> Path:
    """A JPEG as cameras and phones write it: EXIF with a maker note and a thumbnail, XMP, scan data."""
    exif = files.with_exif_directory(
        {0x010F: files.ascii_tag("Canon"), 0x0110: files.ascii_tag("Canon EOS R5"), 0x0131: files.ascii_tag("1.8.1")},
        {
            0x9003: files.ascii_tag("2026:06:01 12:00:00"),
            0x829A: (5, struct.pack("<II", 1, 250), 1),
            0x927C: files.raw_tag(bytes(range(256)) * 120),
            0x9286: files.raw_tag(b"ASCII\x00\x00\x00holiday"),
        },
    )
    items = "".join(f"<rdf:li>keyword {number}</rdf:li>" for number in range(60))
    packet = files.xmp(
        f"<xmp:CreatorTool>Camera 1.8</xmp:CreatorTool><dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>"
    )
    scan = random.Random(7).randbytes(JPEG_BYTES).replace(b"\xff", b"\xff\x00")
    path = folder / "camera.jpg"
    path.write_bytes(files.jpeg(files.exif_segment(exif), files.xmp_segment(packet), scan=scan))
    return path


def long_mp4(folder: Path) -> Path:
    """An MP4 whose media data is a hole in the file, followed by the boxes that tell of it."""
    moov = writers.mp4_keys()[len(files.mp4()) :]
    path = folder / "long.mp4"
    with path.open("wb") as file:
        file.write(files.mp4() + struct.pack(">I", 1) + b"mdat" + struct.pack(">Q", MP4_BYTES))
        file.seek(len(files.mp4()) + MP4_BYTES)
        file.write(moov)
    return path


def read_once(path: Path) -> int:
    """Opens the file, runs the readers of stated marks and their opinions; returns how many fields they saw."""
    wanted = select_readers(STATED)
    fields: list[Field] = []
    with Media.open(path) as media:
        for reader in READERS:
            if reader.name in wanted and media.media_type in reader.formats:
                fields += [item for item in reader.read(media, OPTIONS) if isinstance(item, Field)]
    fingerprints.match(fields, fingerprints.load_table())
    labels.find(fields)
    return len(fields)


def warm(path: Path) -> float:
    """Milliseconds of a run that is not the first."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        if not read_once(path):
            raise ValueError(f"nothing was read of {path.name}")
        times.append((time.perf_counter() - begun) * 1000)
    return median(times[1:])


def measure(folder: Path) -> Iterator[Figure]:
    """All readers of stated marks and their opinions, in this process, warm; then the corpus where it is present."""
    yield Figure("stated marks of a camera JPEG of 3 MB", warm(camera_jpeg(folder)), "ms", most=40)
    yield Figure("stated marks of an MP4 of 2 GB", warm(long_mp4(folder)), "ms", most=100)
    corpus = Path(os.environ.get("WHENCE_CORPUS") or Path(__file__).resolve().parents[4] / "shared" / "corpus")
    paths = [path for path in sorted(corpus.rglob("*")) if path.is_file()]
    if paths:
        begun = time.perf_counter()
        for path in paths:
            inspect(path, OPTIONS)
        rate = len(paths) * 60 / (time.perf_counter() - begun)
        yield Figure("files of the corpus with quick readers, one core", rate, "a minute", least=1_000)
