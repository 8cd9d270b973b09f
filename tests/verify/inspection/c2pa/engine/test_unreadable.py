"""A file is not blamed for what cannot be read here: engine and walker are compared, and the difference is told."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from tests.build.media import files
from tests.build.records import forged_records
from tests.build.records.manifests import CAPTURE, TABLE, action, manifest, record
from tests.build.records.signed import Bench, options, pixels
from verify.inspection import containers
from verify.inspection.c2pa import findings as claims
from verify.inspection.c2pa.engine.read_store import read_manifest_store
from verify.inspection.containers.base import Memory, PartKind
from verify.inspection.media.input_file import Media
from verify.inspection.media.sniff import detect
from verify.inspection.verdict.judge import judge
from verify.model import Alarm, FileFacts, Finding, OriginClaim, Record, RecordState, Report
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import not_checked
from verify.report.words.verdict.answer import answer

Opener = Callable[..., Media]

FITTING = b"application/x-c2pa-manifest-store"


def read(media: Media, bench: Bench) -> Record:
    items = read_manifest_store(media, options(bench.root), hashed=True, thumbnails=False)
    return next(item for item in items if isinstance(item, Record))


def findings(of: Record, bench: Bench) -> tuple[Finding, ...]:
    return claims.find_findings(of, TABLE, options(bench.root))


def behind_the_scan(signed: bytes) -> bytes:
    start, length = forged_records.place(signed, "C2PA")
    end = signed.rindex(b"\xff\xd9")
    return signed[:start] + signed[start + length : end] + signed[start : start + length] + signed[end:]


def in_object(store: bytes, media_type: bytes) -> bytes:
    """An MP3 whose tag holds a manifest store under this media type."""
    body = b"\0" + media_type + b"\0\0\0" + store
    frame = b"GEOB" + struct.pack(">I", len(body)) + b"\0\0" + body
    size = len(frame)
    seven = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + seven + frame + (b"\xff\xfb\x90\x00" + bytes(413)) * 3


def test_a_record_behind_the_picture_data_is_there_and_unreadable(bench: Bench, opened: Opener) -> None:
    signed = forged_records.signed(pixels(), "image/jpeg", bench.cast.camera)
    record = read(opened(behind_the_scan(signed)), bench)
    assert (record.state, record.location) == (RecordState.UNREADABLE, "embedded")
    finding = next(item for item in findings(record, bench) if item.code == "record.unreadable")
    assert "APP11" in finding.fact("place")
    verdict = judge(findings(record, bench), record, ())
    assert Alarm.NOT_ALL_CHECKED in verdict.alarms
    assert Alarm.RECORD_MALFORMED not in verdict.alarms
    english = Translator("en")
    shown = Report(FileFacts("file.jpg", "file.jpg"), verdict, record, findings(record, bench))
    assert answer(english, shown).according_to == "it has a signed record that couldn't be read in full"
    assert answer(english, shown).summary == "Whether the content still matches the record wasn't checked."
    assert "The file has a signed record that couldn't be read." in not_checked.not_checked(english, shown)
    words = finding_cards.finding_words(english, finding)
    assert "holds a signed record" in words.found
    assert "does not mean that the file is damaged" in words.limits


def test_a_record_under_another_media_type_is_there_and_unreadable(bench: Bench, opened: Opener) -> None:
    record = read(opened(in_object(bench.record, b"application/jumbf"), "sound.mp3"), bench)
    assert (record.state, record.location) == (RecordState.UNREADABLE, "embedded")


def test_a_record_under_its_own_media_type_is_not_called_unreadable(bench: Bench, opened: Opener) -> None:
    record = read(opened(in_object(bench.record, FITTING), "sound.mp3"), bench)
    assert record.state is not RecordState.UNREADABLE
    assert record.location == "embedded"


def test_other_boxes_of_jumbf_are_no_record(bench: Bench, opened: Opener) -> None:
    box = b"\0\0\0\x28jumb\0\0\0\x20jumd" + bytes(16) + b"\x03snack\0\0"
    data = files.jpeg(files.segment(0xEB, b"JP\0\1\0\0\0\1" + box))
    assert [part for part in containers.walk(Memory(data), "image/jpeg") if part.kind is PartKind.RECORD] == []
    assert read(opened(data), bench).state is RecordState.ABSENT


def test_a_whole_file_that_the_engine_cannot_parse_holds_no_record(bench: Bench, opened: Opener) -> None:
    plain = pixels()
    data = plain[:2] + b"\xff\xd0\xff\xd1\xff\xff" + plain[2:]
    record = read(opened(data), bench)
    assert record.state is RecordState.ABSENT
    assert not findings(record, bench)


def test_a_damaged_file_is_not_said_to_hold_none(bench: Bench, opened: Opener) -> None:
    record = read(opened(b"\xff\xd8\xff\xe0\0\0" + bytes(100)), bench)
    assert record.state is RecordState.UNREADABLE
    finding = next(item for item in findings(record, bench) if item.code == "record.unreadable")
    assert finding_cards.finding_words(Translator("en"), finding).title == "Signed records could not be checked"


@pytest.mark.parametrize(
    ("head", "media_type"), [(b"\xff\x0a\x00\x10\x0c\x04", "image/jxl"), (b"\xff\x4f\xff\x51\x00\x2f", "image/jp2")]
)
def test_a_naked_code_stream_is_not_damaged_and_holds_nothing(
    bench: Bench, opened: Opener, head: bytes, media_type: str
) -> None:
    data = head + bytes(60)
    assert list(containers.walk(Memory(data), media_type)) == []
    if media_type == "image/jxl":
        assert read(opened(data, "naked.jxl"), bench).state is RecordState.ABSENT


def test_a_stray_record_beside_a_file_carries_nothing() -> None:
    for source_type in (CAPTURE, "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"):
        faults = (("assertion.dataHash.mismatch", "c2pa.hash.data"),)
        signed = manifest("a", action("c2pa.created", source_type), state=RecordState.ALTERED, faults=faults)
        beside = Record(RecordState.ALTERED, (), (signed,), "sidecar", beside="cover.c2pa")
        assert all(finding.claim is OriginClaim.NONE for finding in claims.find_findings(beside, TABLE, options()))
        inside = record(signed)
        embedded = claims.find_findings(inside, TABLE, options())
        assert any(item.claim is OriginClaim.AI_GENERATED for item in embedded) is (source_type != CAPTURE)


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/digitalsourcetype/digitalCapture",
        "http://cv.iptc.org/newscodes/digitalsourcetype/../digitalCapture",
        "http://cv.iptc.org.evil.example/newscodes/digitalsourcetype/digitalCapture",
    ],
)
def test_a_source_type_of_a_foreign_address_is_quoted(address: str) -> None:
    findings = claims.find_findings(record(manifest("a", action("c2pa.created", address))), TABLE, options())
    origin = next(finding for finding in findings if finding.code == "record.origin")
    assert origin.claim is OriginClaim.NONE
    words = finding_cards.finding_words(Translator("en"), origin)
    assert address in words.found
    assert "digital device" not in words.found + words.meaning


# ---- what is no damage


def test_members_of_json_in_front_matter_are_read() -> None:
    text = b'---\nAIGC:\n  Label: "1",\n  "ProduceID": "u-1",\n---\n# Notes\n'
    parts = list(containers.walk(Memory(text), "text/markdown"))
    assert [part.kind for part in parts] == [PartKind.TEXT]
    assert b'"Label": "1"' in parts[0].data


def test_an_example_at_the_end_of_a_how_to_is_not_damaged() -> None:
    text = b"# How to label\n\nWrite this:\n\n---\n\n```yaml\nAIGC:\n  - {Label: [\n```\n"
    assert [part for part in containers.walk(Memory(text), "text/markdown") if part.kind is PartKind.DAMAGE] == []


def test_front_matter_that_is_broken_is_still_damaged() -> None:
    text = b"---\nAIGC: {Label: [\n---\n# Notes\n"
    assert [part.kind for part in containers.walk(Memory(text), "text/markdown")] == [PartKind.DAMAGE]


def test_the_byte_order_mark_of_an_xmp_packet_is_not_unusual() -> None:
    from verify.inspection.metadata import hidden_unicode

    assert hidden_unicode.find('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>') == ()
    assert hidden_unicode.find("a word with a mark in\ufeffside") != ()


def test_the_identifier_before_the_xmp_of_a_heic_file_is_no_damage() -> None:
    packet = files.xmp("<dc:format>image/heic</dc:format>").encode()
    data = files.heic((b"mime", files.XMP_HEAD + packet))
    assert [part.data for part in containers.walk(Memory(data), "image/heic") if part.kind is PartKind.XMP] == [packet]


def test_a_macintosh_font_is_no_icon() -> None:
    icon = struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, 40, 22) + bytes(40)
    font = struct.pack(">IIII", 256, 300, 44, 50) + bytes(334)
    assert detect(lambda at, length: icon[at : at + length], len(icon)) == "image/x-icon"
    assert detect(lambda at, length: font[at : at + length], len(font)) == "font/x-dfont"
