"""What lies inside a document is found with its place, and taken out within the limit that is asked for."""

from __future__ import annotations

import base64
import contextlib
import io
import zlib
from typing import Any

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.build.media import covers, nested, writers
from verify.inspection import containers
from verify.inspection.containers.base import Memory
from verify.inspection.embedded import FORMATS, EmbeddedFile, Unopened, find_attached, find_embedded
from verify.inspection.embedded.base import LoadError, NotOpened
from verify.inspection.media import sniff
from verify.model import limits

MOST = limits.EMBEDDED_BYTES


def find(data: bytes) -> list[EmbeddedFile | Unopened]:
    source = Memory(data)
    media_type = sniff.detect(source.read_at, source.size)
    assert media_type in FORMATS
    return list(find_embedded(source, media_type))


def taken_out(data: bytes) -> dict[str, bytes]:
    source = Memory(data)
    found = find_embedded(source, sniff.detect(source.read_at, source.size))
    return {item.place: item.load(MOST) for item in found if isinstance(item, EmbeddedFile)}


# -- packages


def test_media_of_a_package_are_found_by_ending_or_folder_and_its_own_texts_are_not() -> None:
    members = {
        "word/media/image1.png": b"one",
        "word/embeddings/oleObject1.bin": b"two",
        "docProps/thumbnail.jpeg": b"a view of the document",
        "word/styles.xml": b"<styles/>",
        "word/media/": b"",
    }
    assert taken_out(nested.document(members)) == {
        "word/media/image1.png in the package": b"one",
        "word/embeddings/oleObject1.bin in the package": b"two",
    }


def test_pictures_of_a_book_and_of_an_open_document_are_found() -> None:
    book: list[tuple[str, str | bytes]] = [
        ("mimetype", "application/epub+zip"),
        ("OEBPS/cover.JPG", b"jpeg"),
        ("OEBPS/text.xhtml", b"<html/>"),
    ]
    text: list[tuple[str, str | bytes]] = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("Pictures/1000", b"any"),
        ("meta.xml", b"<m/>"),
    ]
    assert taken_out(writers.package(book)) == {"OEBPS/cover.JPG in the package": b"jpeg"}
    assert taken_out(writers.package(text)) == {"Pictures/1000 in the package": b"any"}


def test_a_bomb_in_a_package_is_not_taken_out() -> None:
    (item,) = find(nested.document({"word/media/bomb.png": bytes(30 * limits.MIB)}))
    assert isinstance(item, EmbeddedFile)
    assert item.size == 30 * limits.MIB
    with pytest.raises(LoadError) as caught:
        item.load(1000)
    assert caught.value.reason is NotOpened.TOO_LARGE


# -- data addresses


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE html><html><img alt="a" src="{}"></html>',
        "<!DOCTYPE html><html><img src={}></html>",
        "<!DOCTYPE html><html><p style=\"background: url('{}')\"></html>",
        '<svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="{}"/></svg>',
        "# A text\n\n![a picture]({})\n",
    ],
)
def test_an_address_in_use_gives_its_file(text: str) -> None:
    (found,) = taken_out(text.format(nested.address(nested.AI_PICTURE)).encode()).items()
    assert found[1] == nested.AI_PICTURE
    assert found[0].startswith("data address on line ")


def test_an_address_may_be_wrapped_escaped_or_without_base64() -> None:
    wrapped = base64.encodebytes(nested.AI_PICTURE).decode()
    page = f'<html><img src="data:image/png;base64,{wrapped}"><img src="data:image/svg+xml,%3Csvg/%3E"></html>'
    assert list(taken_out(page.encode()).values()) == [nested.AI_PICTURE, b"<svg/>"]


def test_an_address_that_a_text_talks_about_is_none() -> None:
    assert find(b"<!DOCTYPE html><html><p>An address begins with data:image/png;base64, and so on</p></html>") == []


def test_an_address_longer_than_the_limit_is_refused_before_it_is_decoded() -> None:
    (item,) = find(f'<html><img src="{nested.address(bytes(3000))}"></html>'.encode())
    assert isinstance(item, EmbeddedFile)
    with pytest.raises(LoadError):
        item.load(1000)


# -- PDF


def test_pictures_of_a_pdf_are_found_by_page_with_the_xmp_beside_them() -> None:
    first, second = nested.ai_jpeg(), nested.ai_jpeg() + b"\x00"
    found = taken_out(nested.pdf(first, second, details=b"<x:xmpmeta/>"))
    assert found == {
        "picture 1 on page 1": first,
        "XMP in picture 1 on page 1": b"<x:xmpmeta/>",
        "picture 1 on page 2": second,
        "XMP in picture 1 on page 2": b"<x:xmpmeta/>",
    }


def test_attachments_of_a_pdf_are_found_by_name() -> None:
    assert taken_out(nested.pdf(attachments={"猫.png": nested.AI_PICTURE})) == {"attachment 猫.png": nested.AI_PICTURE}


PIXELS = np.random.default_rng(3).integers(0, 256, (24, 40, 4), np.uint8)
KINDS = {
    "RGBA": PIXELS,
    "RGB": PIXELS[..., :3],
    "L": PIXELS[..., 0],
    "CMYK": PIXELS,
    "1": PIXELS[..., 0] > 127,
    "P": PIXELS[..., 0],
}


@pytest.mark.parametrize("mode", KINDS)
def test_a_picture_that_is_mere_pixels_is_drawn_as_it_is(mode: str) -> None:
    picture = Image.fromarray(KINDS[mode], mode if mode in ("CMYK", "RGBA") else None)
    if mode == "P":
        picture = Image.fromarray(PIXELS[..., :3]).quantize(16)
    ((place, written),) = taken_out(nested.pdf_of_pixels(picture)).items()
    assert place == "picture 1 on page 1"
    drawn = Image.open(io.BytesIO(written))
    expected = picture if mode == "RGBA" else picture.convert("RGB")
    assert np.array_equal(np.asarray(drawn.convert(expected.mode)), np.asarray(expected))


def test_a_picture_in_a_packing_that_is_not_undone_is_told_as_not_opened() -> None:
    data = nested.pdf_of_pixels(Image.new("L", (8, 8)), Filter=pikepdf.Name.JBIG2Decode)
    assert find(data) == [Unopened("picture 1 on page 1", NotOpened.NO_FILE)]


@pytest.mark.parametrize(
    ("lies", "reason"),
    [
        ({"Width": 10**6}, NotOpened.DAMAGED),
        ({"Width": 10**9, "Height": 10**9}, NotOpened.TOO_LARGE),
        ({"Height": 0}, NotOpened.DAMAGED),
        (
            {
                "samples": zlib.compress(bytes(300)),
                "Filter": pikepdf.Name.FlateDecode,
                "DecodeParms": pikepdf.Dictionary(Predictor=15, Columns=2**31 - 1),
            },
            NotOpened.TOO_LARGE,
        ),
        ({"ColorSpace": pikepdf.Name.Unknown}, NotOpened.DAMAGED),
    ],
)
def test_pixels_that_lie_about_themselves_give_a_reason(lies: dict[str, Any], reason: NotOpened) -> None:
    with pytest.raises(LoadError) as caught:
        taken_out(nested.pdf_of_pixels(Image.new("RGB", (8, 8)), **lies))
    assert caught.value.reason is reason


def test_pixels_masks_and_palettes_that_unpack_without_end_are_refused() -> None:
    bomb = bytes(2 * MOST)
    small, mask = Image.new("RGB", (8, 8)), Image.new("L", (8, 8))
    for data in (
        nested.pdf_of_pixels(small, samples=bomb),
        nested.pdf_of_pixels(small, mask=mask, mask_samples=bomb),
        nested.pdf_of_pixels(mask, palette=bomb),
    ):
        assert len(data) < limits.MIB
        with pytest.raises(LoadError) as caught:
            taken_out(data)
        assert caught.value.reason is NotOpened.TOO_LARGE


# -- sounds and films


def attached(data: bytes) -> list[EmbeddedFile]:
    source = Memory(data)
    return list(find_attached(source, containers.walk(source, sniff.detect(source.read_at, source.size))))


@pytest.mark.parametrize("name", covers.make_covers(b"any"))
def test_a_picture_attached_to_a_sound_or_film_is_taken_out_whole(name: str) -> None:
    (item,) = attached(covers.make_covers(nested.AI_PICTURE)[name])
    assert item.load(MOST) == nested.AI_PICTURE
    assert item.place.startswith(("picture in ", "attachment cover.png at byte "))
    with pytest.raises(LoadError) as caught:
        item.load(10)
    assert caught.value.reason is NotOpened.TOO_LARGE


@pytest.mark.parametrize("name", covers.make_covers(b"any"))
def test_an_attached_picture_that_is_cut_off_breaks_nothing(name: str) -> None:
    whole = covers.make_covers(nested.AI_PICTURE)[name]
    for share in (0.2, 0.5, 0.8):
        for item in attached(whole[: int(len(whole) * share)]):
            with contextlib.suppress(LoadError):
                assert len(item.load(MOST)) <= len(whole)


def test_a_picture_that_is_only_linked_to_is_none() -> None:
    link = b"https://example.org/cover.png"
    frame = writers.frame(b"APIC", covers.attached_picture(link, kind=b"-->"))
    assert attached(writers.mp3(writers.id3(frame))) == []
    assert attached(covers.flac(link, b"-->")) == []


def test_covers_crowd_out_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALK_BYTES", 1_000)
    cover = writers.frame(b"APIC", covers.attached_picture(bytes(800)))
    title = writers.frame(b"TIT2", b"\x03a title")
    source = Memory(writers.mp3(writers.id3(cover, cover, title)))
    parts = list(containers.walk(source, "audio/mpeg"))
    assert [part.kind for part in parts] == ["text", "file", "text", "damage", "text"]
    assert parts[-1].data == b"a title"


def test_a_locked_pdf_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = writers.pdf(tmp_path_factory.mktemp("pdf") / "a.pdf", password="secret")
    assert find(data) == [Unopened("PDF", NotOpened.LOCKED)]


# -- any bytes

SEEDS = {
    "application/pdf": nested.pdf(nested.ai_jpeg(), attachments={"a": b"b"}, bare=True),
    "text/html": f'<html><img src="{nested.address(b"abc")}"></html>'.encode(),
    "application/epub+zip": writers.package([("mimetype", "application/epub+zip"), ("a.png", b"abc")]),
}


@pytest.mark.parametrize("media_type", SEEDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_broken_document_gives_files_or_reasons_and_raises_nothing_else(media_type: str, data: st.DataObject) -> None:
    content = bytearray(SEEDS[media_type])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        value = data.draw(st.sampled_from([b"\x00", b"\xff", b"9", b"<<", b"\xff\xff\xff\xff", b"0 R"]))
        content[at : at + len(value)] = value
    for file in find_embedded(Memory(bytes(content)), media_type):
        if isinstance(file, EmbeddedFile):
            with contextlib.suppress(LoadError):
                assert len(file.load(1000)) <= 1000
