"""What Pillow sees of a large PNG: the picture, which way up it is, and none of what else the file holds."""

from __future__ import annotations

import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.build.media.files import chunk
from verify.inspection.media import images
from verify.inspection.media.input_file import Media, MediaError
from verify.model import limits

LARGE = 16 * limits.MIB
ON_THE_SIDE = b"MM\x00*\x00\x00\x00\x08\x00\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + bytes(4)

Change = Callable[[list[tuple[bytes, bytes]]], None]


def split(path: Path) -> list[tuple[bytes, bytes]]:
    """The chunks of a small PNG: kind and body."""
    data, at, chunks = path.read_bytes(), 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return chunks


def put(folder: Path, change: Change) -> tuple[Path, Image.Image]:
    """Write a picture with changed chunks, and return it with what it shows."""
    picture = Image.effect_mandelbrot((90, 60), (-2, -1.5, 1, 1.5), 40).convert("RGB")
    path = folder / "picture.png"
    picture.save(path)
    chunks = split(path)
    change(chunks)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in chunks))
    return path, picture


def decode(path: Path) -> tuple[Image.Image, int]:
    """The picture as it is decoded, and how many bytes Python took for it at most."""
    with Media.open(path) as media:
        assert media.media_type == "image/png"
        tracemalloc.start()
        try:
            picture = media.pixels
            return picture, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize(
    "change",
    [
        lambda chunks: chunks.insert(-1, (b"prVt", bytes(LARGE))),
        lambda chunks: chunks.insert(1, (b"prVt", bytes(LARGE))),
        lambda chunks: chunks.insert(-1, (b"PRvT", bytes(LARGE))),
        lambda chunks: chunks.insert(-1, (b"eXIf", bytes(LARGE))),
        lambda chunks: chunks.insert(-1, (b"IDAT", bytes(LARGE))),
        lambda chunks: chunks.insert(-1, (b"fdAT", bytes(LARGE))),
        lambda chunks: chunks.append((b"prVt", bytes(LARGE))),
    ],
    ids=["behind", "before", "critical", "details", "more pixels", "frame", "after the end"],
)
def test_a_large_chunk_is_not_read_into_memory(tmp_path: Path, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACKET_BYTES", limits.MIB)
    path, shown = put(tmp_path, change)
    decoded, memory = decode(path)
    assert decoded.tobytes() == shown.tobytes()
    assert memory < LARGE


@pytest.mark.parametrize("kind", [b"tEXt", b"iTXt", b"eXIf", b"caBX", b"prVt"])
@pytest.mark.parametrize("at", [1, -1])
def test_a_wrong_checksum_beside_the_pixels_hides_no_picture(tmp_path: Path, kind: bytes, at: int) -> None:
    path, shown = put(tmp_path, lambda chunks: chunks.insert(at, (kind, b"a\0b")))
    data = path.read_bytes()
    path.write_bytes(data.replace(chunk(kind, b"a\0b"), chunk(kind, b"a\0b", 1)))
    assert decode(path)[0].tobytes() == shown.tobytes()


def test_a_wrong_checksum_of_the_pixels_is_a_failure(tmp_path: Path) -> None:
    path, _ = put(tmp_path, lambda chunks: None)
    data = bytearray(path.read_bytes())
    data[data.index(b"IDAT") + 20] ^= 1
    path.write_bytes(data)
    with pytest.raises(MediaError):
        decode(path)


def test_which_way_up_a_large_file_is_shown_is_read_behind_the_pixels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PACKET_BYTES", limits.MIB)
    path, shown = put(tmp_path, lambda chunks: chunks.__setitem__(-1, (b"prVt", bytes(LARGE))))
    path.write_bytes(path.read_bytes() + chunk(b"eXIf", ON_THE_SIDE) + chunk(b"IEND", b""))
    decoded, _ = decode(path)
    assert decoded.tobytes() == shown.tobytes()
    assert images.read_orientation(decoded) == 6


def test_pixels_that_fill_many_large_chunks_are_all_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACKET_BYTES", 500)
    picture = Image.effect_noise((700, 500), 90)
    path = tmp_path / "noise.png"
    picture.save(path, compress_level=0)
    decoded, _ = decode(path)
    assert decoded.tobytes() == picture.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_kind_of_picture_is_the_same_by_either_way(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = Image.effect_noise((61, 43), 90)
    path = tmp_path / "picture.png"
    (picture if mode == "I;16" else picture.convert(mode)).save(path, compress_level=0)
    whole, _ = decode(path)
    monkeypatch.setattr(limits, "PACKET_BYTES", 500)
    decoded, _ = decode(path)
    assert (decoded.mode, decoded.tobytes(), decoded.info) == (whole.mode, whole.tobytes(), whole.info)


def test_a_film_of_pictures_shows_its_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACKET_BYTES", 500)
    shots = [Image.effect_noise((64, 48), 10 * at + 10) for at in range(3)]
    path = tmp_path / "film.png"
    shots[0].save(path, save_all=True, append_images=shots[1:])
    decoded, _ = decode(path)
    assert decoded.convert("L").tobytes() == shots[0].tobytes()
