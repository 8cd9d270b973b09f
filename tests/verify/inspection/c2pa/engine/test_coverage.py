"""What the hash of a record leaves out: said for every sort of hash, and never taken for covered."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from tests.build.media import files
from tests.build.records import forged_records
from tests.build.records.manifests import TABLE
from tests.build.records.signed import Bench, options, pixels
from verify.features.teaching.samples import recordings
from verify.inspection.c2pa import findings as claims
from verify.inspection.c2pa.engine import coverage, exclusions
from verify.inspection.c2pa.engine.read_store import read_manifest_store
from verify.inspection.containers.base import Memory
from verify.inspection.containers.layout import find_layout
from verify.inspection.media.input_file import Media
from verify.inspection.verdict.judge import judge
from verify.model import (
    Alarm,
    Conclusion,
    Exclusion,
    Exposed,
    Field,
    FileFacts,
    Finding,
    Record,
    RecordState,
    Report,
    Standing,
    Strength,
    Uncovered,
    Verdict,
)
from verify.report.formats.json import document
from verify.report.panel import panel
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator

Opener = Callable[..., Media]

EXIF = b"\xff\xe1\x00\x2aExif\0\0MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\0\x08\0\0\0\x1aCamera\0\0\0\0\0\0"


def read(media: Media, bench: Bench) -> Record:
    return next(
        output
        for output in read_manifest_store(media, options(bench.root), hashed=True, thumbnails=False)
        if isinstance(output, Record)
    )


def told(record: Record, bench: Bench) -> tuple[Verdict, tuple[Finding, ...]]:
    findings = claims.find_findings(record, TABLE, options(bench.root))
    return judge(findings, record, ()), findings


def uncovered(findings: Sequence[Finding]) -> dict[str, Finding]:
    return {finding.fact("content"): finding for finding in findings if finding.code == "record.not_covered"}


def exif_picture() -> bytes:
    plain = pixels()
    return plain[:2] + EXIF + plain[2:]


@pytest.fixture(scope="module")
def photo(bench: Bench) -> bytes:
    """A picture with EXIF, signed by the camera."""
    return forged_records.signed(exif_picture(), "image/jpeg", bench.cast.camera)


@pytest.fixture(scope="module")
def film(bench: Bench) -> bytes:
    """A film, signed by the camera."""
    clip = recordings.make_clip(Image.open(io.BytesIO(pixels())).convert("RGB"))
    return forged_records.signed(clip, "video/mp4", bench.cast.camera)


def by_data(photo: bytes, bench: Bench, *names: str) -> bytes:
    ranges = [forged_records.place(photo, "C2PA"), *(forged_records.place(photo, name) for name in names)]
    return forged_records.with_hash(
        photo, bench.cast.camera, "c2pa.hash.data", forged_records.data_hash(photo, sorted(ranges))
    )


def by_boxes(photo: bytes, bench: Bench, *names: str, listed: int | None = None) -> bytes:
    boxes = forged_records.segments(photo)[:listed]
    assertion = forged_records.box_hash(photo, boxes, lambda name: name in names)
    return forged_records.with_hash(photo, bench.cast.camera, "c2pa.hash.boxes", assertion)


def by_bmff(film: bytes, bench: Bench, *paths: str) -> bytes:
    assertion = forged_records.bmff_hash(film, *({"xpath": path} for path in paths))
    return forged_records.with_hash(film, bench.cast.camera, "c2pa.hash.bmff.v3", assertion)


# ---- everything is covered


@pytest.mark.parametrize("forge", [by_data, by_boxes])
def test_a_picture_that_is_wholly_covered_is_a_confirmed_capture(
    bench: Bench, opened: Opener, photo: bytes, forge: Callable[..., bytes]
) -> None:
    record = read(opened(forge(photo, bench)), bench)
    assert record.state is RecordState.TRUSTED
    assert record.coverage is not None
    assert record.coverage.ranges == ()
    verdict, findings = told(record, bench)
    assert (verdict.conclusion, verdict.standing) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    assert not uncovered(findings)


def test_a_film_that_is_wholly_covered_is_a_confirmed_capture(bench: Bench, opened: Opener, film: bytes) -> None:
    record = read(opened(by_bmff(film, bench), "film.mp4"), bench)
    assert record.coverage is not None
    assert record.coverage.ranges == ()
    assert told(record, bench)[0].standing is Standing.CONFIRMED


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff"])
def test_what_the_engine_itself_leaves_out_is_the_record_alone(bench: Bench, opened: Opener, media_type: str) -> None:
    data = forged_records.signed(pixels(media_type), media_type, bench.cast.camera)
    record = read(opened(data, "picture"), bench)
    assert record.coverage is not None
    assert record.coverage.ranges == ()


# ---- picture and film data left out


@pytest.mark.parametrize("name", ["SOS", "DQT", "DHT", "SOF0"])
@pytest.mark.parametrize("forge", [by_data, by_boxes])
def test_a_record_that_leaves_out_picture_data_confirms_nothing(
    bench: Bench, opened: Opener, photo: bytes, forge: Callable[..., bytes], name: str
) -> None:
    record = read(opened(forge(photo, bench, name)), bench)
    assert record.state is RecordState.TRUSTED
    verdict, findings = told(record, bench)
    assert (verdict.conclusion, verdict.standing) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)
    assert Alarm.CONTENT_NOT_COVERED in verdict.alarms
    finding = uncovered(findings)["media"]
    assert name in finding.fact("what")
    assert finding.fact("kind") == ("data" if forge is by_data else "boxes")
    assert not [item for item in findings if item.strength is Strength.CONFIRMED]


def test_another_picture_under_the_same_record_is_no_capture_either(bench: Bench, opened: Opener, photo: bytes) -> None:
    forged = by_boxes(photo, bench, "SOS")
    start, length = forged_records.place(forged, "SOS")
    other = forged_records.segments(pixels(size=(96, 64)))
    scan = next(pixels()[first:last] for name, first, last in other if name == "SOS")
    swapped = forged[:start] + scan[:20] + b"\x55" * 40 + scan[60:] + forged[start + length :]
    record = read(opened(swapped), bench)
    assert record.state is RecordState.TRUSTED
    assert told(record, bench)[0].standing is Standing.UNCONFIRMED


def test_a_film_whose_samples_are_left_out_confirms_nothing(bench: Bench, opened: Opener, film: bytes) -> None:
    record = read(opened(by_bmff(film, bench, "/mdat"), "film.mp4"), bench)
    assert record.state is RecordState.TRUSTED
    verdict, findings = told(record, bench)
    assert (verdict.conclusion, verdict.standing) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)
    assert Alarm.CONTENT_NOT_COVERED in verdict.alarms
    assert uncovered(findings)["media"].fact("kind") == "bmff"


def test_samples_in_a_box_that_no_hash_may_hold_are_not_covered(bench: Bench, opened: Opener) -> None:
    clip = recordings.make_clip(Image.open(io.BytesIO(pixels())).convert("RGB"))
    _, start, end = next(box for box in forged_records.top(clip) if box[0] == b"mdat")
    inner = struct.pack(">I", end - start) + b"free" + clip[start + 8 : end]
    index = struct.pack(">I", len(inner) + 8) + b"mfra" + inner
    moved = bytearray(clip + index)
    table = moved.index(b"stco") + 12
    (first,) = struct.unpack(">I", moved[table : table + 4])
    moved[table : table + 4] = struct.pack(">I", first - start + len(clip) + 8)
    film = forged_records.signed(bytes(moved), "video/mp4", bench.cast.camera)
    record = read(opened(film, "film.mp4"), bench)
    assert record.state is RecordState.TRUSTED
    verdict, findings = told(record, bench)
    assert verdict.conclusion is Conclusion.UNKNOWN
    assert Alarm.CONTENT_NOT_COVERED in verdict.alarms
    assert "samples" in uncovered(findings)["media"].fact("what")


@pytest.mark.parametrize("content", [bytes(20), b"written by somebody"])
def test_room_that_is_left_out_is_told_where_something_lies_in_it(bench: Bench, opened: Opener, content: bytes) -> None:
    clip = recordings.make_clip(Image.open(io.BytesIO(pixels())).convert("RGB")) + files.box(b"free", content)
    film = forged_records.signed(clip, "video/mp4", bench.cast.camera)
    record = read(opened(by_bmff(film, bench, "/free"), "film.mp4"), bench)
    verdict, findings = told(record, bench)
    assert verdict.standing is Standing.CONFIRMED
    assert set(uncovered(findings)) == ({"metadata"} if content.strip(b"\0") else set())


def test_boxes_that_a_box_hash_does_not_list_are_not_covered(bench: Bench, opened: Opener, photo: bytes) -> None:
    record = read(opened(by_boxes(photo, bench, listed=-2)), bench)
    verdict, findings = told(record, bench)
    assert verdict.conclusion is Conclusion.UNKNOWN
    assert "SOS" in uncovered(findings)["media"].fact("what")


# ---- details left out


@pytest.mark.parametrize("forge", [by_data, by_boxes])
def test_details_left_out_are_named_and_the_capture_stands(
    bench: Bench, opened: Opener, photo: bytes, forge: Callable[..., bytes]
) -> None:
    record = read(opened(forge(photo, bench, "APP1")), bench)
    verdict, findings = told(record, bench)
    assert (verdict.conclusion, verdict.standing) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    assert Alarm.CONTENT_NOT_COVERED not in verdict.alarms
    finding = uncovered(findings)["metadata"]
    assert finding.fact("what") == "EXIF"
    assert finding.fact("bytes") == str(len(EXIF))
    state = next(item for item in findings if item.code == "record.trusted")
    assert state.fact("covered") == "part"
    assert record.coverage is not None
    start, length = forged_records.place(photo, "APP1")
    assert record.coverage.leaves_out(start)
    assert not record.coverage.leaves_out(start + length)


def test_bytes_behind_a_box_hash_are_told(bench: Bench, opened: Opener, photo: bytes) -> None:
    record = read(opened(by_boxes(photo, bench) + b"made by somebody else"), bench)
    assert record.state is RecordState.TRUSTED
    found = uncovered(told(record, bench)[1])
    assert found["appended"].fact("kind") == "appended"
    assert found["appended"].fact("bytes") == "21"


def test_ranges_that_overlap_are_no_coverage(bench: Bench, opened: Opener, photo: bytes) -> None:
    start, length = forged_records.place(photo, "C2PA")
    ranges = [(start, length), (start + 10, length - 10)]
    forged = forged_records.with_hash(
        photo, bench.cast.camera, "c2pa.hash.data", forged_records.data_hash(photo, ranges)
    )
    record = read(opened(forged), bench)
    assert record.coverage is not None
    assert record.coverage.ranges == (Uncovered(Exclusion.DATA, Exposed.UNKNOWN),)
    assert told(record, bench)[0].conclusion is Conclusion.UNKNOWN


def test_a_changed_file_is_altered_and_nothing_is_said_of_ranges(bench: Bench, opened: Opener, photo: bytes) -> None:
    forged = bytearray(by_data(photo, bench, "APP1"))
    forged[forged_records.place(photo, "SOS")[0] + 30] ^= 1
    record = read(opened(bytes(forged)), bench)
    assert record.state is RecordState.ALTERED
    assert record.coverage is None


def test_a_hash_of_a_kind_that_is_not_allowed_is_not_a_changed_file(bench: Bench, opened: Opener, photo: bytes) -> None:
    assertion = forged_records.data_hash(photo, [forged_records.place(photo, "C2PA")], "sha1")
    record = read(opened(forged_records.with_hash(photo, bench.cast.camera, "c2pa.hash.data", assertion)), bench)
    assert record.state is RecordState.MALFORMED
    verdict, findings = told(record, bench)
    assert (verdict.conclusion, verdict.standing) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)
    assert next(finding for finding in findings if finding.code == "record.malformed").fact("hash") == "unsupported"


def test_what_lies_outside_is_marked_in_every_view(bench: Bench, opened: Opener, photo: bytes) -> None:
    forged = by_data(photo, bench, "APP1")
    record = read(opened(forged), bench)
    verdict, findings = told(record, bench)
    outside = f"EXIF in JPEG APP1 segment at byte {forged_records.place(forged, 'APP1')[0]}"
    inside = f"JPEG comment at byte {forged_records.place(forged, 'SOS')[0]}"
    fields = (Field("exif:Image:Make", "Camera", outside), Field("jpeg:comment", "hello", inside))
    camera = Finding("context.camera", "exif", where=outside, facts=(("make", "Camera"),))
    report = Report(FileFacts("file.jpg", "file.jpg"), verdict, record, (*findings, camera), fields)
    english = Translator("en")
    public: Any = document(report, english)
    assert [field["outside_signature"] for field in public["fields"]] == [True, False]
    assert public["findings"][-1]["outside_signature"]
    assert public["record"]["coverage"]["ranges"][0]["what"] == "EXIF"
    shown = panel(report, english, field_characters=100)
    names = [name for group in shown.fields for name, _, _ in group.fields]
    assert sorted("not covered by the signature" in name for name in names) == [False, True]
    assert any("not covered by the signature" in card.where for card in shown.also_found)
    for language in ("en", "zh_CN"):
        words = [finding_cards.finding_words(Translator(language), finding) for finding in findings]
        assert not [word for word in words if "unchanged" in word.meaning or "未被改动" in word.meaning]


NAMES = ("APP0", "APP1", "DQT", "SOF0", "DHT", "SOS")
MEDIA = {"DQT", "SOF0", "DHT", "SOS"}


@settings(max_examples=30, deadline=None)
@given(names=some.sets(some.sampled_from(NAMES)), boxes=some.booleans())
def test_no_choice_of_parts_that_holds_picture_data_is_ever_confirmed(
    bench: Bench, photo: bytes, tmp_path_factory: pytest.TempPathFactory, names: set[str], boxes: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / "file.jpg"
    path.write_bytes((by_boxes if boxes else by_data)(photo, bench, *sorted(names)))
    record = read(Media.open(path), bench)
    verdict, findings = told(record, bench)
    assert record.binds_content is not bool(names & MEDIA)
    assert (verdict.conclusion is Conclusion.CAPTURED) is record.binds_content
    assert bool(uncovered(findings)) is bool(names)


def test_the_intervals_of_a_scan_are_covered_with_it_and_left_out_with_it() -> None:
    scan = b"\x12\xff\xd0\x34\xff\xd1\x56"
    data = files.jpeg(scan=scan)
    names = ("SOI", "SOS", "RST0", "RST1", "EOI")
    for left in (None, "RST1"):
        listed = [{"names": [name], "hash": "", **({"excluded": True} if name == left else {})} for name in names]
        found = exclusions.find_excluded_by_box_hash(
            {"boxes": listed}, find_layout(Memory(data), "image/jpeg"), len(data)
        )
        assert found is not None
        assert bool(found.ranges) is (left is not None)


def test_a_box_hash_that_does_not_follow_the_file_covers_nothing_for_sure() -> None:
    data = files.jpeg()
    listed = {"boxes": [{"names": ["SOI"], "hash": ""}, {"names": ["FOO"], "hash": ""}]}
    assert exclusions.find_excluded_by_box_hash(listed, find_layout(Memory(data), "image/jpeg"), len(data)) is None


# -- records that were updated since, and packages


@pytest.mark.parametrize("name", ["APP1", "SOS"])
def test_an_update_of_the_record_covers_no_more_than_before(
    bench: Bench, opened: Opener, photo: bytes, name: str
) -> None:
    updated = forged_records.updated(by_data(photo, bench, name), "image/jpeg", bench.cast.studio)
    record = read(opened(updated), bench)
    assert record.state is RecordState.TRUSTED
    assert record.active is not None
    assert record.active.update
    content = "media" if name == "SOS" else "metadata"
    verdict, findings = told(record, bench)
    assert set(uncovered(findings)) == {content}
    assert uncovered(findings)[content].fact("bytes") == str(forged_records.place(photo, name)[1])
    assert (verdict.standing is Standing.CONFIRMED) is (name == "APP1")


def test_a_member_of_a_package_that_the_record_does_not_list_is_not_covered(bench: Bench, opened: Opener) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as package:
        package.writestr("notes.txt", "a note")
        package.writestr("more.txt", "another")
    data = forged_records.signed(sink.getvalue(), "zip", bench.cast.camera)
    media = opened(data, "package.zip")
    record = read(media, bench)
    assert record.coverage is not None
    assert record.coverage.ranges == ()
    raw = json.loads(record.raw)
    for manifest in raw["manifests"]:
        for name, assertion in manifest["assertions"].items():
            if name.startswith("c2pa.hash."):
                del assertion["uris"]["more.txt"]
    found = coverage.find_coverage(media, raw, "embedded")
    assert found is not None
    assert found.ranges == (Uncovered(Exclusion.DATA, Exposed.UNKNOWN, "more.txt"),)
