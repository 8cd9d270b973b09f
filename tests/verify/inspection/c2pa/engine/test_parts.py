"""The small parts beside the engines: presence of a record, CBOR, JUMBF, pictures."""

from __future__ import annotations

import contextlib
import io
import itertools
import struct
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from tests.build.records.signed import Bench, pixels
from verify.inspection.c2pa.engine import cbor, jumbf, presence
from verify.inspection.media import images
from verify.inspection.media.input_file import Media

Opener = Callable[[bytes], Media]


def test_cbor_reads_the_values_that_a_signature_holds() -> None:
    # 18([h'a1012600', {"x5chain": [h'30'], 1: -7}, null, h'00'])
    data = bytes.fromhex("d2 84 44 a1012600 a2 67 783563 6861696e 81 41 30 01 26 f6 41 00")
    assert cbor.decode(data) == [b"\xa1\x01\x26\x00", {"x5chain": [b"\x30"], 1: -7}, None, b"\x00"]


@pytest.mark.parametrize(
    "data", [b"", b"\x9f\x01\xff", b"\x5a\xff\xff\xff\xff\x00", b"\x9b" + b"\xff" * 8, b"\x81" * 500]
)
def test_cbor_refuses_what_ends_early_or_has_no_end(data: bytes) -> None:
    with pytest.raises(cbor.CborError):
        cbor.decode(data)


@settings(max_examples=150, deadline=None)
@given(some.binary(max_size=200))
def test_cbor_decodes_or_refuses_any_bytes(data: bytes) -> None:
    with contextlib.suppress(cbor.CborError):
        cbor.decode(data)


def test_the_signature_of_a_manifest_is_found_in_its_box(bench: Bench) -> None:
    ((label, manifest),) = jumbf.list_manifests(bench.record)
    assert label.startswith("urn:c2pa:")
    assert jumbf.find_signature(manifest).startswith(b"\xd2\x84")
    assert jumbf.find_signature(b"") == b""


@settings(max_examples=100, deadline=None)
@given(some.data())
def test_a_damaged_store_gives_no_signature_or_some_bytes(bench: Bench, data: some.DataObject) -> None:
    damaged = bytearray(bench.record[:3000])
    for _ in range(4):
        damaged[data.draw(some.integers(0, len(damaged) - 1))] = data.draw(some.integers(0, 255))
    assert all(
        isinstance(jumbf.find_signature(manifest), bytes) for _, manifest in jumbf.list_manifests(bytes(damaged))
    )


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff"])
def test_a_record_is_seen_in_the_structure_and_nowhere_else(bench: Bench, opened: Opener, media_type: str) -> None:
    from tests.build.records.signed import statement

    plain = pixels(media_type)
    with opened(plain) as media:
        assert media.media_type == media_type
        assert not presence.carries_record(media)
    with opened(bench.sign(statement(), media_type=media_type, data=plain)) as media:
        assert presence.carries_record(media)
    with opened(plain + b"C2PA caBX jumb c2pa META-INF/content_credential.c2pa") as media:  # words in a tail are none
        assert not presence.carries_record(media)


def test_a_box_of_hashes_is_not_taken_for_a_record(opened: Opener) -> None:
    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + kind + content

    start = box(b"ftyp", b"isom\0\0\0\0isom")
    identifier = bytes.fromhex("d8fec3d61b0e483c92975828877ec481") + bytes(4)
    with opened(start + box(b"uuid", identifier + b"merkle\0" + bytes(20))) as media:
        assert not presence.carries_record(media)
    with opened(start + box(b"uuid", identifier + b"manifest\0" + bytes(20))) as media:
        assert presence.carries_record(media)


_MAGICS = (
    b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"RIFF\0\0\0\0WEBP",
    b"\0\0\0\x14ftypisom\0\0\0\0isom", b"\0\0\0\x0cJXL \r\n\x87\n", b"ID3\x04\0\0\0\0\x10\0", b"%PDF-1.7\n",
    b"<svg ", b"PK\x03\x04", b"fLaC",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(some.sampled_from(_MAGICS), some.binary(max_size=300))
def test_looking_for_a_record_survives_any_bytes(
    tmp_path_factory: pytest.TempPathFactory, magic: bytes, rest: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(magic + rest)
    with Media.open(path) as media:
        assert presence.carries_record(media) in (True, False)


_MODES = ("RGB", "RGBA", "L", "LA", "P", "PA", "1", "CMYK", "YCbCr", "HSV", "LAB", "I", "I;16", "F")


@pytest.mark.parametrize(("mode", "size"), list(itertools.product(_MODES, [(40, 20), (20, 900)])))
def test_every_kind_of_picture_becomes_small_rgb(mode: str, size: tuple[int, int]) -> None:
    small = images.shrink(Image.new(mode, size), "x", 64)
    assert len(small.rgb) == small.width * small.height * 3
    assert max(small.width, small.height) <= 64
    assert abs(small.width / small.height - size[0] / size[1]) < 0.05 + size[0] / size[1] * 0.2


def test_transparent_pixels_are_shown_on_grey() -> None:
    small = images.shrink(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "x", 64)
    assert small.rgb == bytes([128, 128, 128]) * 16


def test_sixteen_bits_keep_their_brightness() -> None:
    small = images.shrink(Image.new("I;16", (4, 4), 0x8000), "x", 64)
    assert 126 <= small.rgb[0] <= 129


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_turned_upright(orientation: int) -> None:
    from PIL import ImageOps

    picture = Image.new("RGB", (3, 2))
    picture.putdata([(n * 40, 0, 0) for n in range(6)])
    exif = Image.Exif()
    exif[0x0112] = orientation
    written = io.BytesIO()
    picture.save(written, "PNG", exif=exif)
    stored = Image.open(io.BytesIO(written.getvalue()))
    assert images.read_orientation(stored) == orientation
    expected = ImageOps.exif_transpose(stored)
    small = images.shrink(stored, "x", 64, orientation)
    assert (small.width, small.height, small.rgb) == (*expected.size, expected.tobytes())


def test_a_thumbnail_that_is_no_picture_is_none() -> None:
    assert images.decode_thumbnail(b"\xff\xd8\xff\xe0 not a picture", "x") is None
    assert images.decode_thumbnail(pixels(), "x") is not None
