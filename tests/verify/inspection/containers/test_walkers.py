"""Each walker finds what lies in its container, where it lies, however the file is built or broken."""

from __future__ import annotations

import hashlib
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.build.media import files
from verify.inspection import containers
from verify.inspection.containers.base import Damage, Memory, Part, PartKind
from verify.inspection.containers.image import tiff
from verify.inspection.containers.image.tiff import Entry
from verify.inspection.media import sniff
from verify.model import limits


def walk(data: bytes) -> list[Part]:
    source = Memory(data)
    media_type = sniff.detect(source.read_at, source.size)
    assert media_type in containers.FORMATS
    return list(containers.walk(source, media_type))


def texts(data: bytes) -> dict[str, bytes]:
    return {part.key: part.data for part in walk(data) if part.kind is PartKind.TEXT}


def of(kind: PartKind, data: bytes) -> list[bytes]:
    return [part.data for part in walk(data) if part.kind is kind]


def damages(data: bytes) -> list[str]:
    return [part.key for part in walk(data) if part.kind is PartKind.DAMAGE]


# -- JPEG


def test_a_jpeg_gives_comment_exif_and_every_xmp_packet() -> None:
    exif = files.tiff({0x010F: files.ascii_tag("Maker")})
    data = files.jpeg(
        files.exif_segment(exif), files.xmp_segment("<a/>"), files.xmp_segment("<b/>"), files.segment(0xFE, b"made")
    )
    assert of(PartKind.EXIF, data) == [exif]
    assert of(PartKind.XMP, data) == [b"<a/>", b"<b/>"]
    assert texts(data) == {"jpeg:comment": b"made"}
    assert damages(data) == []


def test_every_part_says_where_it_lies() -> None:
    (part,) = walk(files.jpeg(files.segment(0xFE, b"made")))
    assert (part.offset, part.where) == (2, "JPEG comment at byte 2")


def test_a_comment_between_two_scans_is_found() -> None:
    second = files.segment(0xFE, b"late") + files.segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x01"
    assert texts(files.jpeg(scan=b"\x11\x22" + second)) == {"jpeg:comment": b"late"}


def test_what_only_looks_like_a_comment_in_broken_scan_data_is_none() -> None:
    assert texts(files.jpeg(scan=b"\x11\xff\xfe\x00\x06abcd\x11\x12")) == {}


def test_exif_over_several_segments_is_one_block() -> None:
    exif = files.tiff({0x010E: files.ascii_tag("x" * 70_000)})
    data = files.jpeg(files.exif_segment(exif[:65_000]), files.exif_segment(exif[65_000:]))
    assert of(PartKind.EXIF, data) == [exif]


def test_extended_xmp_is_put_together_from_pieces_in_any_order() -> None:
    packet = b"<rdf>" + b"y" * 1000 + b"</rdf>"
    guid = hashlib.md5(packet).hexdigest().upper().encode()
    head = b"http://ns.adobe.com/xmp/extension/\x00" + guid + struct.pack(">I", len(packet))
    pieces = [(600, packet[600:]), (0, packet[:600])]
    data = files.jpeg(*(files.segment(0xE1, head + struct.pack(">I", at) + piece) for at, piece in pieces))
    assert of(PartKind.XMP, data) == [packet]


def test_extended_xmp_that_lacks_a_piece_is_given_as_far_as_it_goes() -> None:
    head = b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 32 + struct.pack(">II", 100, 0)
    data = files.jpeg(files.segment(0xE1, head + b"<begins"))
    assert of(PartKind.XMP, data) == [b"<begins"]
    assert damages(data) == [Damage.CUT_OFF]


def test_extended_xmp_that_claims_gigabytes_is_refused() -> None:
    head = b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 32 + struct.pack(">II", 0xFFFFFFFF, 0)
    assert damages(files.jpeg(files.segment(0xE1, head + b"x"))) == [Damage.TOO_LARGE]


def test_photoshop_resources_give_iptc_xmp_and_exif() -> None:
    resources = files.photoshop((0x0404, b"\x1c..."), (0x03ED, b"resolution"), (0x0424, b"<x/>"), (0x0422, b"II*\x00"))
    pieces = (resources[:30], resources[30:])
    data = files.jpeg(*(files.segment(0xED, b"Photoshop 3.0\x00" + piece) for piece in pieces))
    assert (of(PartKind.IIM, data), of(PartKind.XMP, data), of(PartKind.EXIF, data)) == (
        [b"\x1c..."],
        [b"<x/>"],
        [b"II*\x00"],
    )


def test_text_in_an_unknown_segment_is_given_under_its_number() -> None:
    assert texts(files.jpeg(files.segment(0xE9, b'AIGC{"Label":"1"}'))) == {"jpeg:app9": b'AIGC{"Label":"1"}'}


def test_segments_that_only_describe_the_coding_say_nothing() -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    assert walk(picture.getvalue()) == []


def test_a_samsung_trailer_gives_its_texts() -> None:
    name, text = b"PhotoEditor_Re_Edit_Data", b'{"genAIType":1}'
    block = struct.pack("<HHI", 0, 0x0BA1, len(name)) + name + text
    directory = b"SEFH" + struct.pack("<II", 106, 1) + struct.pack("<HHII", 0, 0x0BA1, len(block), len(block))
    trailer = block + directory + struct.pack("<I", len(directory)) + b"SEFT"
    assert texts(files.jpeg(trailer=trailer))["jpeg:samsung:PhotoEditor_Re_Edit_Data"] == text


def test_what_follows_the_picture_is_told_but_padding_is_not() -> None:
    assert texts(files.jpeg(trailer=b"PK\x03\x04\x00\x00")) == {
        "jpeg:trailer": b"(6 bytes, beginning 50 4B 03 04 00 00)"
    }
    assert texts(files.jpeg(trailer=b"a label in words")) == {"jpeg:trailer": b"a label in words"}
    assert texts(files.jpeg(trailer=bytes(100))) == {}


def test_a_jpeg_that_ends_early_gives_what_it_has_and_says_so() -> None:
    data = files.jpeg(files.segment(0xFE, b"made"))[:-2]
    assert texts(data) == {"jpeg:comment": b"made"}
    assert damages(data) == [Damage.CUT_OFF]


def test_a_c2pa_store_is_told_once_by_its_place() -> None:
    body = b"JP\x00\x01" + struct.pack(">I", 1) + struct.pack(">I", 49) + b"jumb" + struct.pack(">I", 41) + b"jumdc2pa"
    body += bytes(12) + b"\x03c2pa\x00" + bytes(7)
    assert of(PartKind.RECORD, files.jpeg(files.segment(0xEB, body), files.segment(0xEB, body))) == [b""]


# -- PNG


def test_a_png_gives_all_three_kinds_of_text_before_and_behind_the_pixels() -> None:
    data = files.png(
        files.chunk(b"tEXt", b"parameters\x00a cat"),
        files.chunk(b"zTXt", b"prompt\x00\x00" + zlib.compress(b"{}")),
        after=(files.itxt(b"Title", "猫".encode()), files.itxt(b"Comment", b"deflated", compressed=True)),
    )
    assert texts(data) == {
        "png:text:parameters": b"a cat",
        "png:text:prompt": b"{}",
        "png:text:Title": "猫".encode(),
        "png:text:Comment": b"deflated",
    }


@pytest.mark.parametrize("compressed", [False, True])
def test_xmp_in_a_png_is_found_compressed_or_not(compressed: bool) -> None:
    assert of(PartKind.XMP, files.png(files.itxt(b"XML:com.adobe.xmp", b"<x/>", compressed=compressed))) == [b"<x/>"]


def test_raw_profiles_of_imagemagick_are_unpacked() -> None:
    exif = files.tiff({0x010F: files.ascii_tag("Maker")})

    def profile(name: bytes, body: bytes) -> bytes:
        text = b"\n" + name + b"\n" + str(len(body)).rjust(8).encode() + b"\n" + body.hex().encode() + b"\n"
        return files.chunk(b"zTXt", b"Raw profile type " + name + b"\x00\x00" + zlib.compress(text))

    data = files.png(
        profile(b"exif", b"Exif\x00\x00" + exif),
        profile(b"iptc", files.photoshop((0x0404, b"\x1c\x02"))),
        profile(b"xmp", b"<x/>"),
    )
    assert (of(PartKind.EXIF, data), of(PartKind.IIM, data), of(PartKind.XMP, data)) == (
        [exif],
        [b"\x1c\x02"],
        [b"<x/>"],
    )


def test_the_private_chunk_of_animated_comfyui_pictures_is_text_under_its_keyword() -> None:
    assert texts(files.png(after=[files.chunk(b"comf", b'prompt\x00{"1":{}}')])) == {"png:text:prompt": b'{"1":{}}'}


def test_unknown_chunks_are_told_as_text_or_by_their_size() -> None:
    data = files.png(files.chunk(b"vpAA", b"words"), files.chunk(b"vpBB", b"\x00\x01\x02" * 10))
    assert texts(data) == {"png:chunk:vpAA": b"words", "png:chunk:vpBB": b"(30 bytes)"}


def test_a_wrong_checksum_is_told_and_the_text_read() -> None:
    data = files.png(files.chunk(b"tEXt", b"Software\x00tool", checksum=7))
    assert texts(data) == {"png:text:Software": b"tool"}
    assert damages(data) == [Damage.CHECKSUM]


def test_text_behind_the_end_of_a_png_is_read_and_its_place_told() -> None:
    parts = walk(files.png(trailer=files.chunk(b"tEXt", b"Late\x00word")))
    assert [part.data for part in parts] == [b"word"]
    assert "after the end" in parts[0].where


def test_a_bomb_is_inflated_no_further_than_the_limit() -> None:
    bomb = files.chunk(b"zTXt", b"bomb\x00\x00" + zlib.compress(bytes(64 * limits.MIB)))
    data = files.png(bomb)
    assert len(texts(data)["png:text:bomb"]) == limits.INFLATED_BYTES
    assert damages(data) == [Damage.TOO_LARGE]


def test_many_small_bombs_share_one_limit() -> None:
    bomb = files.chunk(b"zTXt", b"bomb\x00\x00" + zlib.compress(bytes(limits.INFLATED_BYTES)))
    inflated = sum(len(data) for data in of(PartKind.TEXT, files.png(*[bomb] * 40)))
    assert inflated == limits.INFLATED_TOTAL_BYTES


def test_a_chunk_longer_than_the_file_is_read_to_the_end() -> None:
    data = files.png(files.chunk(b"tEXt", b"Software\x00tool"))[: 8 + 25 + 8 + 11]
    assert texts(data) == {"png:text:Software": b"to"}
    assert damages(data) == [Damage.CUT_OFF, Damage.CUT_OFF]


# -- RIFF


def test_a_webp_gives_exif_with_or_without_its_identifier_and_xmp_under_both_names() -> None:
    exif = files.tiff({0x010F: files.ascii_tag("Maker")})
    data = files.riff(
        b"WEBP",
        files.riff_chunk(b"EXIF", exif),
        files.riff_chunk(b"EXIF", b"Exif\x00\x00" + exif),
        files.riff_chunk(b"XMP ", b"<a/>"),
        files.riff_chunk(b"XMP\x00", b"<b/>"),
        files.riff_chunk(b"C2PA", b"...."),
    )
    assert of(PartKind.EXIF, data) == [exif, exif]
    assert of(PartKind.XMP, data) == [b"<a/>", b"<b/>"]
    assert len(of(PartKind.RECORD, data)) == 1


def test_an_odd_chunk_without_its_padding_does_not_hide_the_next() -> None:
    data = files.riff(b"WEBP", files.riff_chunk(b"XMP ", b"<a/>."), files.riff_chunk(b"AIGC", b"{}"))
    unpadded = files.riff(b"WEBP", files.riff_chunk(b"XMP ", b"<a/>.", pad=False), files.riff_chunk(b"AIGC", b"{}"))
    assert texts(data) == texts(unpadded) == {"webp:chunk:AIGC": b"{}"}


@pytest.mark.parametrize("coded", [b"ASCII\x00\x00\x00{}", b"UNICODE\x00" + "{}".encode("utf-16-le")])
def test_a_camera_s_sound_has_its_texts_and_the_comment_of_its_user(coded: bytes) -> None:
    fields = ((b"emdl", b"A camera\x00"), (b"eucm", coded), (b"emnt", b"\x01\x02"))
    listed = files.riff_chunk(b"LIST", b"exif" + b"".join(files.riff_chunk(*field) for field in fields))
    data = files.riff(b"WAVE", files.riff_chunk(b"data", bytes(7)), listed)
    assert texts(data) == {"riff:exif:emdl": b"A camera", "riff:exif:eucm": b"{}"}


def test_wav_and_avi_give_info_lists_broadcast_fields_and_labels() -> None:
    info = files.riff_chunk(
        b"LIST", b"INFO" + files.riff_chunk(b"ISFT", b"Lavf58\x00") + files.riff_chunk(b"AIGC", b"{}")
    )
    bext = files.riff_chunk(b"bext", b"about".ljust(256, b"\x00") + b"who".ljust(32, b"\x00") + bytes(400))
    data = files.riff(b"WAVE", bext, files.riff_chunk(b"data", bytes(7)), info, files.riff_chunk(b"_PMX", b"<x/>"))
    assert texts(data) == {
        "riff:bext:Description": b"about",
        "riff:bext:Originator": b"who",
        "riff:info:ISFT": b"Lavf58",
        "riff:info:AIGC": b"{}",
    }
    assert of(PartKind.XMP, data) == [b"<x/>"]
    assert texts(files.riff(b"AVI ", info))["riff:info:ISFT"] == b"Lavf58"


def test_an_emptied_label_stays_visible() -> None:
    assert texts(files.riff(b"WAVE", files.riff_chunk(b"AIGC", b""))) == {"riff:chunk:AIGC": b""}


# -- GIF


def test_a_gif_gives_comments_xmp_and_application_extensions() -> None:
    data = files.gif(
        b"\x21\xfe" + files.sub_blocks(b"c" * 300),
        files.gif_xmp(b"<x:xmpmeta/>"),
        b"\x21\xff\x0bNETSCAPE2.0" + files.sub_blocks(b"\x01\x00\x00"),
        b"\x21\xff\x0bMAKER123001" + files.sub_blocks(b"words"),
    )
    assert texts(data) == {"gif:comment": b"c" * 300, "gif:application:MAKER123001": b"words"}
    assert of(PartKind.XMP, data) == [b"<x:xmpmeta/>"]
    assert damages(data) == []


def test_xmp_in_ordinary_sub_blocks_is_read_too() -> None:
    packet = b"<x:xmpmeta>" + b"z" * 400 + b"</x:xmpmeta>"
    assert of(PartKind.XMP, files.gif(b"\x21\xff\x0bXMP DataXMP" + files.sub_blocks(packet))) == [packet]


def test_what_follows_a_gif_is_told() -> None:
    assert texts(files.gif(trailer=b"hello")) == {"gif:trailer": b"hello"}


# -- TIFF


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", [1, 7])
def test_a_tiff_gives_xmp_of_either_type_iptc_and_photoshop_resources(order: str, kind: int) -> None:
    resources = files.photoshop((0x0404, b"\x1c\x02."))
    data = files.tiff(
        {700: (kind, b"<x/>..", 6), 33723: files.raw_tag(b"\x1c\x01..."), 34377: (1, resources, len(resources))},
        {0x0131: files.ascii_tag("tool")},
        order=order,
    )
    assert of(PartKind.XMP, data) == [b"<x/>.."]
    assert of(PartKind.IIM, data) == [b"\x1c\x01...", b"\x1c\x02."]


def test_iptc_written_as_swapped_numbers_is_turned_back() -> None:
    swapped = struct.pack("<2I", *struct.unpack(">2I", b"\x1c\x02\x05\x00\x03abc"))
    assert of(PartKind.IIM, files.tiff({33723: (4, swapped, 2)})) == [b"\x1c\x02\x05\x00\x03abc"]


def test_a_directory_that_points_at_itself_is_walked_once() -> None:
    data = bytearray(files.tiff({0x0131: files.ascii_tag("tool")}))
    data[8 + 2 + 12 : 8 + 2 + 12 + 4] = struct.pack("<I", 8)
    assert damages(bytes(data)) == [Damage.LOOP]


# -- ISO base media


def test_xmp_in_a_uuid_box_is_found_behind_huge_media_data() -> None:
    media_data = files.box(b"mdat", bytes(100), large=True)
    data = files.mp4(media_data, files.box(b"uuid", files.XMP_UUID, b"<x/>"), files.box(b"uuid", files.C2PA_UUID))
    assert of(PartKind.XMP, data) == [b"<x/>"]
    assert len(of(PartKind.RECORD, data)) == 1


def test_keyed_metadata_is_read_in_both_forms_of_meta() -> None:
    inner = (
        files.handler(b"mdta"),
        files.keys(b"AIGC", b"prompt"),
        files.box(b"ilst", files.item(1, b"{}"), files.item(2, b"cat")),
    )
    iso = files.mp4(files.box(b"moov", files.box(b"udta", files.full_box(b"meta", *inner))))
    bare = files.mp4(files.box(b"moov", files.box(b"meta", *inner)))
    assert texts(iso) == texts(bare) == {"mp4:key:AIGC": b"{}", "mp4:key:prompt": b"cat"}


def test_a_list_without_keys_and_itunes_items_are_read() -> None:
    free = files.box(
        b"----",
        files.full_box(b"mean", b"com.maker"),
        files.full_box(b"name", b"AIGC"),
        files.box(b"data", bytes(8), b"{}"),
    )
    inner = (
        files.handler(b"mdir"),
        files.box(
            b"ilst",
            files.item(b"\xa9too", b"Lavf60"),
            files.item(1, b"keyless"),
            free,
            files.item(b"tmpo", b"\x00\x78", 21),
        ),
    )
    data = files.mp4(files.box(b"moov", files.box(b"udta", files.full_box(b"meta", *inner))))
    assert texts(data) == {
        "mp4:item:©too": b"Lavf60",
        "mp4:item:1": b"keyless",
        "mp4:item:----:com.maker:AIGC": b"{}",
        "mp4:item:tmpo": b"120",
    }


def test_user_data_is_read_in_all_its_forms() -> None:
    data = files.mp4(
        files.box(
            b"moov",
            files.box(
                b"udta",
                files.box(b"\xa9swr", struct.pack(">HH", 4, 0), b"tool"),
                files.box(b"XMP_", b"<x/>"),
                files.full_box(b"titl", b"\x15\xc7", b"Title\x00"),
                files.box(b"AIGC", b"{}"),
                bytes(4),
            ),
        )
    )
    assert texts(data) == {"mp4:udta:©swr": b"tool", "mp4:udta:titl": b"Title\x00", "mp4:udta:AIGC": b"{}"}
    assert of(PartKind.XMP, data) == [b"<x/>"]


@pytest.mark.parametrize("method", [0, 1])
@pytest.mark.parametrize("split", [False, True])
def test_heic_items_are_read_from_both_places_and_in_pieces(method: int, split: bool) -> None:
    exif = files.tiff({0x010F: files.ascii_tag("Maker")})
    data = files.heic(
        (b"Exif", struct.pack(">I", 6) + b"Exif\x00\x00" + exif), (b"mime", b"<x/>"), method=method, split=split
    )
    assert of(PartKind.EXIF, data) == [exif]
    assert of(PartKind.XMP, data) == [b"<x/>"]
    assert damages(data) == []


def test_an_item_whose_place_is_outside_the_file_is_damage() -> None:
    data = files.heic((b"mime", b"<x/>" * 10))
    assert Damage.MISPLACED in damages(data[:-20])


def test_boxes_nested_too_deep_are_refused() -> None:
    inner = b""
    for _ in range(200):
        inner = files.box(b"moov", inner)
    assert damages(files.mp4(inner)) == [Damage.TOO_DEEP]


@pytest.mark.parametrize("size", [2, 7, 0xFFFFFFFF])
def test_a_lying_box_size_ends_the_walk_with_a_remark(size: int) -> None:
    assert damages(files.mp4(struct.pack(">I", size) + b"moov" + bytes(20))) in (
        [Damage.NOT_WELL_FORMED],
        [Damage.CUT_OFF],
    )


def test_a_walk_keeps_no_more_than_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALK_BYTES", 1_000)
    data = files.png(*(files.chunk(b"tEXt", b"key\x00" + b"x" * 300) for _ in range(10)))
    assert damages(data) == [Damage.TOO_MANY]
    assert len(walk(data)) == 4


# -- pages of a TIFF file


def test_a_second_picture_of_full_size_is_a_page_and_a_reduced_one_a_thumbnail() -> None:
    first = {0x0100: files.long_tag(64), 0x010E: files.ascii_tag("page one")}
    page = {0x0100: files.long_tag(64), 0x010E: files.ascii_tag("page two")}
    reduced = {0x00FE: files.long_tag(1), 0x0100: files.long_tag(8), 0x010E: files.ascii_tag("small")}
    for directories, names in (
        ((first, page, page), ["Image", "Page2", "Page3"]),
        ((first, reduced), ["Image", "Thumbnail"]),
    ):
        entries = tiff.walk_entries(Memory(files.tiff(*directories)), pages=True)
        assert [entry.directory for entry in entries if isinstance(entry, Entry) and entry.tag == 0x010E] == names


def test_in_an_exif_block_the_second_directory_stays_a_thumbnail() -> None:
    block = files.tiff({0x010E: files.ascii_tag("a")}, {0x0100: files.long_tag(8), 0x010E: files.ascii_tag("b")})
    entries = [entry for entry in tiff.walk_entries(Memory(block)) if isinstance(entry, Entry)]
    assert [entry.directory for entry in entries] == ["Image", "Thumbnail", "Thumbnail"]
