"""The first engine: which list vouches for whom, what is thrown away, what is never fetched."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from tests.build.records.signed import Bench, options, pixels, statement, trust_list
from verify.features.teaching.samples import certificates, signing
from verify.inspection.c2pa.engine.read_store import read_manifest_store
from verify.inspection.media.input_file import Media, MediaError
from verify.model import Options, Problem, Record, RecordState, limits

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Opener = Callable[..., Media]


def record_of(media: Media, wanted: Options, *, hashed: bool = True) -> Record:
    """The record alone."""
    with media:
        found = next(iter(read_manifest_store(media, wanted, hashed=hashed, thumbnails=False)))
    assert isinstance(found, Record)
    return found


def test_the_list_that_vouches_is_named(bench: Bench, opened: Opener) -> None:
    record = record_of(opened(bench.signed), options(bench.root))
    assert record.state is RecordState.TRUSTED
    assert record.active
    assert record.active.signer
    assert (record.active.signer.trust_list, record.active.signer.interim_list) == ("my own", "")


def test_without_a_list_the_signer_is_unknown(bench: Bench, opened: Opener) -> None:
    record = record_of(opened(bench.signed), options())
    assert record.state is RecordState.UNTRUSTED
    assert "signingCredential.untrusted" in record.codes


def test_an_authority_for_time_does_not_vouch_for_a_signer(bench: Bench, opened: Opener) -> None:
    clock = trust_list("time_stamp", bench.root.pem.encode())
    record = record_of(opened(bench.signed), options(clock))
    assert record.state is RecordState.UNTRUSTED
    assert "signingCredential.untrusted" in record.codes
    assert record.active
    assert record.active.signer
    assert record.active.signer.trust_list == ""


def test_a_list_of_signers_is_named_before_one_of_clocks(bench: Bench, opened: Opener) -> None:
    clock = trust_list("time_stamp", bench.root.pem.encode())
    record = record_of(opened(bench.signed), options(clock, bench.root))
    assert record.state is RecordState.TRUSTED
    assert record.active
    assert record.active.signer
    assert record.active.signer.trust_list == "my own"


def test_a_listed_certificate_vouches_for_itself_only(bench: Bench, opened: Opener) -> None:
    camera = trust_list("end_entity", certificates.encode_pem(bench.cast.camera.certificate), "newsrooms")
    record = record_of(opened(bench.signed), options(camera))
    assert record.state is RecordState.TRUSTED
    assert record.active
    assert record.active.signer
    assert record.active.signer.trust_list == "newsrooms"
    others = trust_list("end_entity", certificates.encode_pem(bench.cast.service.certificate), "newsrooms")
    assert record_of(opened(bench.signed), options(others)).state is RecordState.UNTRUSTED


@pytest.mark.parametrize("single", [False, True])
def test_the_older_list_is_named_and_raises_nothing(bench: Bench, opened: Opener, single: bool) -> None:
    older = trust_list("interim", b"", "older", bench.allowed()) if single else trust_list(
        "interim", bench.root.pem.encode(), "older"
    )  # fmt: skip
    record = record_of(opened(bench.signed), options(older))
    assert record.state is RecordState.UNTRUSTED
    assert record.active
    assert record.active.signer
    assert (record.active.signer.trust_list, record.active.signer.interim_list) == ("", "older")


def test_a_stranger_is_on_no_list(bench: Bench, opened: Opener) -> None:
    data = signing.sign(pixels(), "image/jpeg", statement(), bench.cast.stranger)[0]
    record = record_of(opened(data), options(bench.root, trust_list("interim", bench.root.pem.encode())))
    assert record.state is RecordState.UNTRUSTED
    assert record.active
    assert record.active.signer
    assert (record.active.signer.trust_list, record.active.signer.interim_list) == ("", "")


def test_a_known_maker_under_a_stranger_keeps_its_own_state(bench: Bench, opened: Opener) -> None:
    part = signing.Part(bench.signed, "image/jpeg", "parentOf", "p", "the photo")
    wrapper = statement(actions=(signing.opened("p"),), parts=(part,))
    data = signing.sign(pixels(), "image/jpeg", wrapper, bench.cast.stranger)[0]
    record = record_of(opened(data), options(bench.root))
    assert [manifest.state for manifest in record.manifests] == [RecordState.UNTRUSTED, RecordState.TRUSTED]
    assert record.state is RecordState.UNTRUSTED
    assert record.manifests[1].signer
    assert record.manifests[1].signer.trust_list == "my own"


def test_a_changed_picture_is_altered(bench: Bench, opened: Opener) -> None:
    data = bytearray(bench.signed)
    data[-10] ^= 0xFF
    record = record_of(opened(bytes(data)), options(bench.root))
    assert record.state is RecordState.ALTERED
    assert "assertion.dataHash.mismatch" in record.codes


def test_an_expired_certificate_is_not_tampering(bench: Bench, opened: Opener) -> None:
    data = signing.sign(pixels(), "image/jpeg", statement(), bench.cast.old_camera)[0]
    assert record_of(opened(data), options(bench.root)).state is RecordState.EXPIRED


def test_without_hashing_nothing_is_said_of_the_state(bench: Bench, opened: Opener) -> None:
    record = record_of(opened(bench.signed), options(bench.root), hashed=False)
    assert record.checking
    assert record.state is not RecordState.TRUSTED
    assert record.active
    assert record.active.inception == ("capturedMedia",)


class _Failing(Media):
    """A file whose reads fail after a while, as on a network drive that goes away."""

    reads = 0
    fail_at = 1_000

    def read_at(self, offset: int, length: int) -> bytes:
        self._count()
        return super().read_at(offset, length)

    def read_into(self, offset: int, buffer: memoryview) -> None:
        self._count()
        super().read_into(offset, buffer)

    def _count(self) -> None:
        self.reads += 1
        if self.reads > self.fail_at:
            raise MediaError(Problem.INPUT_OUTPUT, "gone")


@pytest.mark.parametrize("fail_at", range(12))
def test_a_read_that_fails_is_never_called_tampering(bench: Bench, opened: Opener, fail_at: int) -> None:
    with opened(bench.signed) as whole, _Failing.open(whole.path) as media:
        assert media.media_type == "image/jpeg"
        assert isinstance(media, _Failing)
        media.reads, media.fail_at = 0, fail_at
        try:
            found = list(read_manifest_store(media, options(bench.root), hashed=True, thumbnails=False))
        except MediaError:
            return
        assert media.reads <= fail_at
        assert isinstance(found[0], Record)
        assert found[0].state is RecordState.TRUSTED


def test_a_file_cut_off_while_it_is_read_is_changed(bench: Bench, opened: Opener) -> None:
    with opened(bench.signed) as media:
        assert media.media_type == "image/jpeg"
        with media.path.open("r+b") as file:
            file.truncate(len(bench.signed) // 2)
        with pytest.raises(MediaError) as raised:
            list(read_manifest_store(media, options(bench.root), hashed=True, thumbnails=False))
    assert raised.value.problem is Problem.CHANGED


def test_a_record_elsewhere_is_named_and_not_fetched(
    bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    address = "https://records.example.invalid/one.c2pa"
    data, record = signing.sign(pixels(), "image/jpeg", statement(elsewhere=address), bench.cast.camera)
    found = record_of(opened(data), options(bench.root))
    assert (found.state, found.location, found.url) == (RecordState.REMOTE, "remote", address)
    fetched = record_of(opened(data), options(bench.root, fetched=record))
    assert (fetched.state, fetched.location, fetched.url) == (RecordState.TRUSTED, "fetched", address)
    wrong = record_of(opened(data), options(bench.root, fetched=bench.record))
    assert (wrong.state, wrong.location) == (RecordState.ALTERED, "fetched")
    rubbish = record_of(opened(data), options(bench.root, fetched=b"<html>404</html>"))
    assert (rubbish.state, rubbish.location) == (RecordState.MALFORMED, "fetched")


def test_a_record_beside_the_file_is_used_where_none_is_inside(bench: Bench, opened: Opener) -> None:
    opened(bench.record, "photo.c2pa").close()
    beside = record_of(opened(bench.plain, "photo.jpg"), options(bench.root))
    assert (beside.state, beside.location) == (RecordState.ALTERED, "sidecar")  # signed with a place for the record
    inside = record_of(opened(bench.signed, "photo.jpg"), options(bench.root))
    assert (inside.state, inside.location) == (RecordState.TRUSTED, "embedded")


def test_a_stray_record_beside_a_file_does_not_fit(bench: Bench, opened: Opener) -> None:
    opened(bench.record, "other.jpg.c2pa").close()
    record = record_of(opened(pixels("image/png"), "other.jpg"), options(bench.root))
    assert (record.state, record.location) == (RecordState.ALTERED, "sidecar")


def test_a_record_alone_shows_its_claims_without_a_mismatch(bench: Bench, opened: Opener) -> None:
    record = record_of(opened(bench.record, "alone.c2pa"), options(bench.root))
    assert record.location == "alone"
    assert not [code for code in record.codes if "Hash" in code]
    assert record.active
    assert record.active.inception == ("capturedMedia",)


def test_a_record_of_an_archive_alone_is_read_too(bench: Bench, opened: Opener) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        file.writestr("word/document.xml", "<document/>")
    data, alone = signing.sign(archive.getvalue(), DOCUMENT, statement(), bench.cast.camera)
    assert record_of(opened(data, "document.docx"), options(bench.root)).state is RecordState.TRUSTED
    record = record_of(opened(alone, "alone.c2pa"), options(bench.root))
    assert (record.state, record.location) == (RecordState.TRUSTED, "alone")


def test_a_damaged_record_alone_is_malformed(bench: Bench, opened: Opener) -> None:
    record = record_of(opened(bench.record[:100] + bytes(200), "alone.c2pa"), options(bench.root))
    assert (record.state, record.location) == (RecordState.MALFORMED, "alone")


def test_a_damaged_record_is_malformed_and_a_damaged_file_unreadable(bench: Bench, opened: Opener) -> None:
    place = bench.signed.index(b"jumdc2ma") - 12  # the box of the manifest inside the store
    data = bench.signed[: place + 4] + b"\xff" * 4 + bench.signed[place + 8 :]
    record = record_of(opened(data), options(bench.root))
    assert (record.state, record.location) == (RecordState.MALFORMED, "embedded")
    assert record.reason
    broken = record_of(opened(b"\xff\xd8\xff\xe0\0\0" + bytes(100)), options(bench.root))
    assert broken.state is RecordState.UNREADABLE


def test_a_record_in_a_plain_archive_is_read(bench: Bench, opened: Opener) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        file.writestr("notes.txt", "nothing")
    data, _ = signing.sign(archive.getvalue(), "zip", statement(), bench.cast.camera)
    with opened(archive.getvalue(), "plain.zip") as media:
        assert media.media_type == "application/zip"
    assert record_of(opened(archive.getvalue(), "plain.zip"), options(bench.root)).state is RecordState.ABSENT
    assert record_of(opened(data, "signed.zip"), options(bench.root)).state is RecordState.TRUSTED


def test_what_is_kept_of_the_raw_record_is_bounded(
    bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RAW_RECORD_CHARACTERS", 100)
    assert len(record_of(opened(bench.signed), options(bench.root)).raw) == 100


def test_an_unknown_kind_of_list_is_ignored(bench: Bench, opened: Opener) -> None:
    odd = replace(bench.root, facts=replace(bench.root.facts, kind="something new"))
    assert record_of(opened(bench.signed), options(odd)).state is RecordState.UNTRUSTED


@settings(max_examples=60, deadline=None)
@given(some.lists(some.tuples(some.floats(0, 0.9999), some.integers(1, 255)), min_size=1, max_size=6))
def test_no_damage_breaks_the_reader_or_makes_a_changed_picture_trusted(
    bench: Bench, tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int]]
) -> None:
    damaged = bytearray(bench.signed)
    places = {int(share * len(damaged)): change for share, change in damage}
    for place, change in places.items():
        damaged[place] ^= change
    path = tmp_path_factory.getbasetemp() / "damaged.jpg"
    path.write_bytes(damaged)
    with Media.open(path) as media:
        if media.media_type != "image/jpeg":
            return
        record, *_ = read_manifest_store(media, options(bench.root), hashed=True, thumbnails=True)
    assert isinstance(record, Record)
    picture = bench.signed.rindex(b"\xff\xda")  # the compressed pixels begin here and no hash leaves them out
    if any(place >= picture for place in places):
        assert record.state is not RecordState.TRUSTED
