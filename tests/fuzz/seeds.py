"""The good files that hostile ones are made of: samples, one of every container, and real files where they are here."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.build.media import files, writers
from tests.conftest import ROOT, _corpus_folder
from tests.fuzz import blocks
from verify.features.teaching import samples

LARGEST = 3_000_000  # bytes of a file that others are made of
_NOT_MEDIA = frozenset((".json", ".jsonl", ".pem", ".md", ".sqlite", ".zip"))


class Seeds(Sequence[bytes]):
    """Good files by kind of container, so that a rare kind is chosen as often as a common one."""

    def __init__(self, contents: Iterable[bytes]) -> None:
        self._contents = tuple(contents)
        by_kind: dict[str, list[bytes]] = {}
        for content in self._contents:
            by_kind.setdefault(blocks.find_kind(content), []).append(content)
        self._kinds = tuple(by_kind.items())

    def __len__(self) -> int:
        return len(self._contents)

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]
        return self._contents[place]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of container that are there."""
        return frozenset(kind for kind, _ in self._kinds)

    def choose(self, chance: random.Random) -> bytes:
        """Choose a file: half of the time any, half of the time any of a kind."""
        if chance.random() < 0.5:
            return chance.choice(self._contents)
        return chance.choice(chance.choice(self._kinds)[1])

    def choose_like(self, content: bytes, chance: random.Random) -> bytes:
        """Choose a file, mostly of the kind of `content`."""
        like = dict(self._kinds).get(blocks.find_kind(content))
        return chance.choice(like) if like and chance.random() < 0.8 else self.choose(chance)


def find_real_files() -> list[Path]:
    """Return the files of the corpus and of the cases beside it that are here: those that Whence is asked about."""
    corpus = _corpus_folder()
    named = os.environ.get("WHENCE_CASES")
    cases = Path(named) if named else (corpus.parent if corpus else ROOT.parent / "shared") / "cases"
    folders = [folder for folder in (corpus, cases) if folder is not None and folder.is_dir()]
    paths = (path for folder in folders for path in folder.rglob("*"))
    return sorted(path for path in paths if path.is_file() and path.suffix.lower() not in _NOT_MEDIA)


def make_seeds(folder: Path, *, real: bool = True) -> Seeds:
    """Return our own samples, one small file of every container, and, where asked for and here, real files."""
    folder.mkdir(parents=True, exist_ok=True)
    samples.write_samples(folder)
    paths = sorted(path for path in folder.iterdir() if path.suffix not in (".json", ".pem"))
    paths += find_real_files() if real else []
    read = [path.read_bytes() for path in paths if 0 < path.stat().st_size <= LARGEST]
    return Seeds([*read, *_make_small_files(folder)])


def _make_small_files(folder: Path) -> list[bytes]:
    label = writers.comments(("AIGC", writers.BARE), ("TITLE", "a title"))
    frame = writers.frame(b"TXXX", writers.described("AIGC", writers.BARE))
    old_frame = writers.frame(b"TXXX", writers.described("AIGC", writers.BARE, 1), version=3)
    oldest_frame = writers.frame(b"TXX", writers.described("AIGC", writers.BARE, 0), version=2)
    photo = files.photoshop((0x0404, files.dataset(2, 80, b"Somebody")))
    sections = bytes(4) + len(photo).to_bytes(4, "big") + photo + bytes(40)
    return [
        writers.mp3(writers.id3(frame)),
        writers.mp3(writers.id3(old_frame, version=3)),
        writers.mp3(writers.id3(oldest_frame, version=2)),
        writers.flac(label),
        writers.flac(label, before=writers.id3(old_frame, version=3)),
        writers.opus(label),
        writers.vorbis(label),
        writers.matroska(writers.simple_tag("AIGC", writers.BARE)),
        writers.matroska(writers.simple_tag("AIGC", writers.BARE), kind=b"webm", live=True),
        writers.flv({"AIGC": writers.amf_text(writers.BARE), "encoder": writers.long_amf_text("Lavf")}),
        writers.mp4_keys(),
        writers.mp4_keys(bare_meta=True),
        writers.mp4_nameless(),
        files.heic((b"Exif", b"\x00\x00\x00\x06Exif\x00\x00" + files.tiff({0x0131: files.ascii_tag("a camera")}))),
        files.riff(b"WAVE", files.riff_chunk(b"LIST", b"INFO" + files.riff_chunk(b"ISFT", b"a program\x00"))),
        files.riff(b"WEBP", files.riff_chunk(b"VP8 ", bytes(20)), files.riff_chunk(b"XMP ", writers.xmp())),
        files.gif(files.gif_xmp(writers.xmp())),
        files.big_tiff(b"a program"),
        files.jpeg(files.exif_segment(writers.exif(0x010E, writers.BARE.encode())), files.segment(0xED, photo)),
        files.png(
            files.itxt(b"XML:com.adobe.xmp", writers.xmp()), writers.compressed_text(b"parameters", b"Steps: 20")
        ),
        b"8BPS\x00\x01" + bytes(6) + b"\x00\x03" + b"\x00\x00\x00\x01" * 2 + b"\x00\x08\x00\x03" + sections,
        writers.office("docx", writers.custom_property(writers.BARE)),
        writers.office("xlsx", writers.custom_property(writers.BARE), descriptors=True),
        writers.open_document(),
        writers.epub("<meta name='AIGC' content='x'/>"),
        writers.ofd(),
        writers.pdf(folder / "small.pdf", metadata=writers.xmp()),
        writers.pdf(folder / "streams.pdf", streams=True),
        writers.svg("<tc:AIGC>x</tc:AIGC>"),
        writers.page("<meta name='generator' content='a program'>"),
        f"---\n{writers.yaml_label()}---\n\n# A text\n".encode(),
    ]
