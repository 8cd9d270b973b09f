"""A chain of manifests costs its length: its store is taken from the engine once, and each is validated by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.build.records.signed import Bench, options, statement
from verify.features.teaching.samples import signing
from verify.inspection.c2pa.engine import c2pa_rs, jumbf
from verify.inspection.c2pa.engine.manifest_boxes import ManifestBoxes
from verify.inspection.media.input_file import Media
from verify.inspection.readers import c2pa as reader
from verify.model import Record, RecordState, TrustList

Opener = Callable[[bytes], Media]
LENGTH = 5


@pytest.fixture(scope="module")
def chain(bench: Bench) -> bytes:
    """A picture that was edited again and again, each time signed by the same."""
    data = bench.signed
    for _ in range(LENGTH - 1):
        part = signing.Part(data, "image/jpeg", "parentOf", "before", "before.jpg")
        said = statement(actions=(signing.opened("before"), signing.edited()), parts=(part,))
        data, _ = signing.sign(bench.plain, "image/jpeg", said, bench.cast.camera)
    return data


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the engine was asked for."""
    addresses: list[str] = []
    read = c2pa_rs.OpenStore.read_resource

    def note(store: c2pa_rs.OpenStore, identifier: str, bound: int) -> bytes:
        addresses.append(identifier)
        return read(store, identifier, bound)

    monkeypatch.setattr(c2pa_rs.OpenStore, "read_resource", note)
    return addresses


def record_of(media: Media, bench: Bench) -> Record:
    (record,) = [
        output for output in reader.read(media, options(bench.root, previews=False)) if isinstance(output, Record)
    ]
    return record


def test_a_chain_is_taken_from_the_engine_once(bench: Bench, chain: bytes, opened: Opener, asked: list[str]) -> None:
    with opened(chain) as media:
        record = record_of(media, bench)
    assert record.state is RecordState.TRUSTED
    assert [manifest.signer.trust_list for manifest in record.manifests if manifest.signer] == ["my own"] * LENGTH
    assert len(asked) == 1


def test_each_part_of_a_changed_file_is_validated_in_a_store_that_holds_it_alone(
    bench: Bench, chain: bytes, opened: Opener, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    validate = c2pa_rs.validate_bare_store

    def note(store: bytes, trust: tuple[TrustList, ...]) -> object:
        sizes.append(len(store))
        return validate(store, trust)

    monkeypatch.setattr("verify.inspection.c2pa.engine.read_store.validate_bare_store", note)
    with opened(chain[:-40] + bytes(38) + chain[-2:]) as media:
        record = record_of(media, bench)
    assert record.state is RecordState.ALTERED
    assert [manifest.state for manifest in record.manifests[1:]] == [RecordState.TRUSTED] * (LENGTH - 1)
    assert len(asked) == 1
    assert len(sizes) == LENGTH - 1
    assert max(sizes) < len(bench.record) * 2


def test_alone_or_above_all_that_hangs_under_it_a_manifest_is_the_same(
    bench: Bench, chain: bytes, opened: Opener
) -> None:
    lists = (bench.root,)
    with opened(chain) as media, c2pa_rs.open_store(media, lists) as record:
        labels = [manifest["label"] for manifest in record.document["manifests"]]
        boxes = ManifestBoxes(record, labels[0])
        for label in labels[1:]:
            whole = c2pa_rs.validate_bare_store(boxes.read_store(label), lists)
            alone = c2pa_rs.validate_bare_store(jumbf.write_store(boxes.contents[label]), lists)
            assert set(own_codes(alone)) == set(own_codes(whole))


def own_codes(results: object) -> Iterator[str]:
    """The codes that do not speak of content, nor of what a manifest refers to."""
    assert isinstance(results, dict)
    for kind in ("success", "failure", "informational"):
        for status in results[kind]:
            if "Hash" not in status["code"] and not status["code"].startswith("ingredient."):
                yield status["code"]


def test_of_two_manifests_with_one_label_neither_is_taken_for_the_other(bench: Bench) -> None:
    ((label, content),) = jumbf.list_manifests(bench.record)
    twice = jumbf.write_store(content)
    twice = (len(twice) + len(content) + 8).to_bytes(4, "big") + twice[4:]
    twice += (len(content) + 8).to_bytes(4, "big") + b"jumb" + content
    boxes = ManifestBoxes(Fixed(twice), label)
    assert dict(boxes.contents) == {label: b""}
    assert boxes.find_signature(label) == jumbf.find_signature(content)
    assert boxes.find_signature("urn:c2pa:x") == b""
    assert boxes.read_certificates("urn:c2pa:x") == ()


class Fixed(c2pa_rs.OpenStore):
    """A record of which the engine gives one store, whatever it is asked for."""

    def __init__(self, store: bytes) -> None:
        self._store = store

    def read_resource(self, identifier: str, bound: int) -> bytes:
        return self._store


def test_a_store_of_one_manifest_is_what_the_engine_writes(bench: Bench) -> None:
    ((_, content),) = jumbf.list_manifests(bench.record)
    assert jumbf.write_store(content) == bench.record
