from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID
from PIL import Image

from verify.features.teaching import samples
from verify.features.teaching.samples import (
    catalogue,
    certificates,
    files,
    pictures,
    recordings,
)
from verify.inspection.inspect import inspect
from verify.inspection.media.ocr import text_lines
from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.model import Alarm, Conclusion, Options, RecordState, Report, Standing, TrustList
from verify.report.words.catalogue import LANGUAGES
from verify.store.trust.store import TrustStore

NAMES = [sample.file for sample in samples.read_samples()]
BY_NAME = {sample.file: sample for sample in samples.read_samples()}


@pytest.fixture(scope="module", autouse=True)
def words_read_once() -> Iterator[None]:
    """The words in a picture are read once: the same whoever is trusted, and in each sample of one drawing."""
    read, known = text_lines.read_lines, dict[bytes, tuple[text_lines.Line, ...]]()

    def read_once(picture: OrientedImage, threads: int = 1) -> tuple[text_lines.Line, ...]:
        pixels = picture.cut(PixelBox(0, 0, picture.width, picture.height)).tobytes()
        if pixels not in known:
            known[pixels] = read(picture, threads)
        return known[pixels]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text_lines, "read_lines", read_once)
        yield


@pytest.fixture(scope="session")
def lists_with_anchor(samples_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[TrustList, ...]:
    store = TrustStore(tmp_path_factory.mktemp("anchored"))
    store.add(samples_folder / samples.ANCHOR, date(2026, 9, 24))
    return store.lists()


@pytest.fixture(scope="session")
def lists_without_anchor(tmp_path_factory: pytest.TempPathFactory) -> tuple[TrustList, ...]:
    return TrustStore(tmp_path_factory.mktemp("bare")).lists()


@cache
def _made() -> dict[str, bytes]:
    return catalogue.make_samples(certificates.make_cast())


def given(report: Report) -> samples.Expected:
    verdict = report.verdict
    alarms = tuple(alarm.value for alarm in verdict.alarms if alarm is not Alarm.LIST_STALE)
    return samples.Expected(verdict.conclusion.value, verdict.standing.value, report.record.state.value, alarms)


def look(path: Path, trust: tuple[TrustList, ...]) -> Report:
    return inspect(path, Options(now=datetime.now(UTC), trust=trust, previews=False))


@pytest.mark.parametrize("name", NAMES)
def test_with_the_anchor_a_sample_gets_exactly_its_verdict(
    samples_folder: Path, lists_with_anchor: tuple[TrustList, ...], name: str
) -> None:
    assert given(look(samples_folder / name, lists_with_anchor)) == BY_NAME[name].with_anchor


@pytest.mark.parametrize("name", NAMES)
def test_without_the_anchor_a_sample_gets_exactly_its_verdict(
    samples_folder: Path, lists_without_anchor: tuple[TrustList, ...], name: str
) -> None:
    assert given(look(samples_folder / name, lists_without_anchor)) == BY_NAME[name].without_anchor


def test_without_the_anchor_no_sample_is_confirmed() -> None:
    for sample in samples.read_samples():
        assert sample.without_anchor.standing != "confirmed", sample.file


def test_the_samples_show_every_conclusion_and_every_standing_that_a_readable_file_can_have_here() -> None:
    shown = [expected for sample in samples.read_samples() for expected in (sample.with_anchor, sample.without_anchor)]
    assert {expected.conclusion for expected in shown} == {conclusion.value for conclusion in Conclusion}
    assert {expected.standing for expected in shown} == {
        standing.value for standing in Standing if standing not in (Standing.DECODED, Standing.UNCHECKED)
    }


def test_every_expectation_is_written_in_the_closed_vocabularies() -> None:
    order = [alarm.value for alarm in Alarm]
    for sample in samples.read_samples():
        for expected in (sample.with_anchor, sample.without_anchor):
            assert Conclusion(expected.conclusion)
            assert Standing(expected.standing)
            assert RecordState(expected.record)
            assert list(expected.alarms) == sorted(expected.alarms, key=order.index), sample.file


def test_every_sample_teaches_something_in_every_language() -> None:
    for sample in samples.read_samples():
        teaches = dict(sample.teaches)
        assert set(teaches) == set(LANGUAGES)
        assert teaches["en"].endswith((".", "?")), sample.file
        assert teaches["zh_CN"].endswith("。"), sample.file


def test_every_sample_that_is_made_is_described_and_the_other_way_round() -> None:
    assert sorted(_made()) == sorted(NAMES)
    assert len(NAMES) == len(set(NAMES))


def test_the_samples_are_small() -> None:
    assert sum(map(len, _made().values())) < 2_500_000
    assert all(len(content) < 200_000 for content in _made().values())


def test_the_folder_tells_what_each_file_must_get(samples_folder: Path) -> None:
    document = json.loads((samples_folder / samples.EXPECTED).read_text(encoding="utf-8"))
    assert document["schema"] == samples.SCHEMA
    assert set(document["files"]) | {samples.ANCHOR, samples.EXPECTED} == {p.name for p in samples_folder.iterdir()}
    assert document["files"]["photo.jpg"]["with_anchor"] == {
        "conclusion": "captured",
        "standing": "confirmed",
        "record": "trusted",
        "alarms": [],
    }


def test_the_anchor_is_one_certificate_and_no_key(samples_folder: Path) -> None:
    data = (samples_folder / samples.ANCHOR).read_bytes()
    assert b"PRIVATE" not in data
    (root,) = x509.load_pem_x509_certificates(data)
    assert "not for real use" in root.subject.rfc4514_string()


def test_every_certificate_says_that_it_is_a_demonstration_or_a_test() -> None:
    cast = certificates.make_cast()
    for name in certificates.Cast.__struct_fields__:
        member = getattr(cast, name)
        certificate = member.certificate if isinstance(member, certificates.Identity) else member
        (unit,) = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        assert unit.value in (certificates.NOTICE, "FOR TESTING_ONLY"), name


def test_signers_have_a_purpose_that_the_specification_allows() -> None:
    cast = certificates.make_cast()
    for identity in (cast.camera, cast.service, cast.studio, cast.stranger, cast.tester, cast.old_camera):
        purposes = identity.certificate.extensions.get_extension_for_oid(ExtensionOID.EXTENDED_KEY_USAGE).value
        assert isinstance(purposes, x509.ExtendedKeyUsage)
        assert {purpose.dotted_string for purpose in purposes} <= {
            certificates.EMAIL_PROTECTION,
            certificates.DOCUMENT_SIGNING,
        }


def test_the_expired_certificate_is_over_and_of_the_same_key() -> None:
    old = certificates.make_cast().old_camera
    assert old.expired is not None
    assert old.expired.not_valid_after_utc < datetime.now(UTC)
    assert old.expired.public_key() == old.certificate.public_key()


def test_the_unsigned_samples_are_the_same_each_time() -> None:
    again = catalogue.make_samples(certificates.make_cast())
    for name in ("plain.jpg", "generator-text.png", "ai-label-unsigned.jpg", "ai-picture-stripped.png"):
        assert _made()[name] == again[name]


def test_the_stripped_copy_has_the_pixels_of_the_signed_picture() -> None:
    signed, stripped = (Image.open(io.BytesIO(_made()[name])) for name in ("ai-picture.png", "ai-picture-stripped.png"))
    assert signed.convert("RGB").tobytes() == stripped.convert("RGB").tobytes()


def test_every_picture_sample_opens_in_an_ordinary_reader() -> None:
    for name, content in _made().items():
        if name.endswith((".jpg", ".png")):
            with Image.open(io.BytesIO(content)) as picture:
                picture.load()
                assert picture.size == (pictures.WIDTH, pictures.HEIGHT), name


def test_every_frame_of_the_clip_is_a_whole_picture() -> None:
    clip = recordings.make_clip(pictures.draw_dream(), frames=4)
    assert clip[4:8] == b"ftyp"
    moov = int.from_bytes(clip[:4], "big")
    sizes_at = clip.index(b"stsz", moov) + 12
    count = int.from_bytes(clip[sizes_at : sizes_at + 4], "big")
    sizes = [int.from_bytes(clip[at : at + 4], "big") for at in range(sizes_at + 4, sizes_at + 4 + 4 * count, 4)]
    start = int.from_bytes(clip[clip.index(b"stco") + 12 :][:4], "big")
    assert count == 4
    assert start + sum(sizes) == len(clip)
    for size in sizes:
        with Image.open(io.BytesIO(clip[start : start + size])) as frame:
            frame.load()
        start += size


def test_a_record_is_moved_to_another_picture_at_the_same_place() -> None:
    first, second = (files.encode_photograph(picture) for picture in (pictures.take_rocket(), pictures.take_cat()))
    signed = catalogue.make_samples(certificates.make_cast())["photo.jpg"]
    moved = files.copy_record(signed, second)
    assert signed.replace(first[20:], b"") == moved.replace(second[20:], b"")
