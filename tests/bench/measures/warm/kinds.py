"""Quick readers on one file of each kind against bare calls of the same libraries, in turns in one warm process.

Processor time. What is called bare is what a reader cannot do without: the first engine with its answer parsed as JSON,
the names of the EXIF tags, the decoder, the library of the format, and SHA-256. The readers do more: they look for the
dwtDct watermark, the visible logos and text in the lowest bits, verify who signed, and judge. What of this takes
longest is in the ratio and told by itself as well, so that nobody takes it for waste.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final
from unittest.mock import patch
from xml.etree import ElementTree

from PIL import Image

from tests.bench.measures.figures import Figure
from tests.bench.measures.subjects import decoded, grain, sign_as_ai, signed_jpeg
from tests.build.media import files, nested, sounds
from tests.build.media.drawings import landscapes
from verify.features.teaching.samples import certificates, recordings
from verify.inspection.c2pa.engine import c2pa_rs, coverage
from verify.inspection.c2pa.engine.credentials import examine
from verify.inspection.c2pa.engine.revocation import weigh
from verify.inspection.inspect import inspect
from verify.inspection.watermarks import dwt_dct
from verify.inspection.watermarks.visible import marks
from verify.model import Options, TrustList, TrustListFacts

ROUNDS: Final = 7
PICTURES: Final = 1.5  # at most so many times the bare calls, for JPEG and PNG
OTHERS: Final = 1.25
BEYOND: Final = (  # what the bare calls lack and costs a third of a millisecond or more
    ("the dwtDct watermark", dwt_dct, "find_in_rows"),
    ("visible logos", marks, "find_logos"),
    ("who signed", examine, "examine_manifests"),
    ("whether it was withdrawn", weigh, "weigh_answers"),
    ("what the hash leaves out", coverage, "find_coverage"),
)

Bare = Callable[[bytes, Options], object]


def measure(folder: Path) -> Iterator[Figure]:
    """The ratio for each kind, after one round that is not counted."""
    facts = TrustListFacts("bench", "2026-09-24", "user", 1)
    root = TrustList(facts, certificates.encode_pem(certificates.make_cast().root).decode())
    options = Options(now=datetime.now(UTC), trust=(root,), readers=("quick",), previews=False)
    for name, (path, bare, most) in _make_subjects(folder).items():
        spent: list[list[float]] = [[], []]
        rounds: list[dict[str, float]] = []
        for _ in range(1 + ROUNDS):
            for act, seconds in zip((bare, None), spent, strict=True):
                begun = time.process_time()
                if act is None:
                    with _time_beyond() as beyond:
                        inspect(path, options)
                    rounds.append(beyond)
                else:
                    data = path.read_bytes()
                    act(data, options)
                    hashlib.sha256(data).hexdigest()
                seconds.append(time.process_time() - begun)
        calls, ours = (median(seconds[1:]) * 1000 for seconds in spent)
        size = path.stat().st_size / 1000
        yield Figure(f"{name}, {size:.3g} kB, bare {calls:.2g} ms: quick readers / bare calls", ours / calls, most=most)
        for what in rounds[-1]:
            yield Figure(f"{name}: of this, {what}", median(one[what] for one in rounds[1:]) * 1000, "ms")


@contextlib.contextmanager
def _time_beyond() -> Iterator[dict[str, float]]:
    """Add up, within it, the processor time in seconds of each thing that the bare calls have nothing like."""
    beyond: dict[str, float] = {}

    def wrap(what: str, act: Callable[..., object]) -> Callable[..., object]:
        def call(*values: object, **named: object) -> object:
            begun = time.process_time()
            try:
                return act(*values, **named)
            finally:
                beyond[what] = beyond.get(what, 0.0) + time.process_time() - begun

        return call

    with contextlib.ExitStack() as stack:
        for what, module, name in BEYOND:
            stack.enter_context(patch.object(module, name, wrap(what, getattr(module, name))))
        yield beyond


def _make_subjects(folder: Path) -> dict[str, tuple[Path, Bare, float]]:
    photo = landscapes.draw_harbour()
    large, usual = photo.resize((4000, 3000)), photo.resize((1024, 1024))
    jpeg = signed_jpeg(folder)
    voice = (sounds.voice(34.0) * 30_000).astype("<i2").tobytes()
    members = {
        "docProps/core.xml": b'<a xmlns:d="http://purl.org/dc/elements/1.1/"><d:creator>Somebody</d:creator></a>',
        "word/media/image1.jpg": jpeg.read_bytes(),
    }
    made = {
        "JPEG, signed": (jpeg.read_bytes(), _picture("image/jpeg"), PICTURES),
        "JPEG, EXIF alone": (_with_exif(photo.resize((1440, 960))), _picture("image/jpeg"), PICTURES),
        "JPEG of 12 MP": (_encode(grain(large, 20), "JPEG"), _picture("image/jpeg"), PICTURES),
        "PNG, signed": (sign_as_ai(_encode(grain(usual, 8), "PNG"), "image/png"), _picture("image/png"), PICTURES),
        "AVIF": (_encode(usual, "AVIF"), _picture("image/avif"), OTHERS),
        "MP4, signed": (_make_clip(), _record_alone("video/mp4"), OTHERS),
        "WAV, signed": (sign_as_ai(_as_wave(voice), "audio/wav"), _record_alone("audio/wav"), OTHERS),
        "PDF with a JPEG": (nested.pdf(jpeg.read_bytes()), _document, OTHERS),
        "DOCX with a JPEG": (nested.document(members), _package, OTHERS),
        "text": (b"Nothing but words, line after line.\n" * 500, _text, OTHERS),
    }
    subjects = {}
    for number, (name, (data, bare, most)) in enumerate(made.items()):
        path = folder / f"kind-{number}"
        path.write_bytes(data)
        subjects[name] = (path, bare, most)
    return subjects


def _encode(picture: Image.Image, form: str) -> bytes:
    written = io.BytesIO()
    picture.save(written, form)
    return written.getvalue()


def _with_exif(picture: Image.Image) -> bytes:
    block = files.with_exif_directory(
        {0x010F: files.ascii_tag("Canon"), 0x0110: files.ascii_tag("Canon EOS R5"), 0x0131: files.ascii_tag("1.8.1")},
        {0x9003: files.ascii_tag("2026:06:01 12:00:00"), 0x927C: files.raw_tag(bytes(range(256)) * 40)},
    )
    written = io.BytesIO()
    grain(picture, 20).save(written, "JPEG", exif=b"Exif\x00\x00" + block)
    return written.getvalue()


def _make_clip() -> bytes:
    clip = recordings.make_clip(landscapes.draw_harbour())
    rest = random.Random(3).randbytes(1_400_000)
    return sign_as_ai(clip + (len(rest) + 8).to_bytes(4, "big") + b"mdat" + rest, "video/mp4")


def _as_wave(samples: bytes) -> bytes:
    head = (1).to_bytes(2, "little") * 2 + (22_050).to_bytes(4, "little") + (44_100).to_bytes(4, "little")
    return files.riff(
        b"WAVE", files.riff_chunk(b"fmt ", head + b"\x02\x00\x10\x00"), files.riff_chunk(b"data", samples)
    )


def _read_record(data: bytes, media_type: str, options: Options) -> None:
    import c2pa

    context = c2pa_rs._make_context(options.trust, True)
    with (
        contextlib.suppress(c2pa.C2paError),  # there is none
        c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader,
    ):
        json.loads(reader.crjson())


def _record_alone(media_type: str) -> Bare:
    return lambda data, options: _read_record(data, media_type, options)


def _picture(media_type: str) -> Bare:
    import exifread

    def call(data: bytes, options: Options) -> None:
        _read_record(data, media_type, options)
        with contextlib.suppress(Exception):  # it raises what it likes where there is no EXIF
            exifread.process_file(io.BytesIO(data), details=False)
        decoded(data)

    return call


def _document(data: bytes, options: Options) -> None:
    import pikepdf

    _read_record(data, "application/pdf", options)
    with pikepdf.open(io.BytesIO(data)) as opened:
        list(opened.docinfo.items())
        for page in opened.pages:
            for picture in page.images.values():
                _picture("image/jpeg")(picture.read_raw_bytes(), options)


def _package(data: bytes, options: Options) -> None:
    _read_record(data, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", options)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(archive.read(name))
            else:
                _picture("image/jpeg")(archive.read(name), options)


def _text(data: bytes, options: Options) -> None:
    data.decode()
