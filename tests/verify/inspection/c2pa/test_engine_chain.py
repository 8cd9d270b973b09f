"""Chains that the engine itself wrote: what it leaves unsaid of an ingredient is checked in the bytes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.build.records.manifests import NOW, found, verdict
from verify.features.teaching.samples.certificates import Cast, Identity, encode_pem, make_cast
from verify.features.teaching.samples.signing import Part, Statement, created, edited, opened, sign
from verify.inspection.c2pa.engine.read_store import read_manifest_store
from verify.inspection.media.input_file import Media
from verify.model import Conclusion, Options, Record, RecordState, Standing, TrustList, TrustListFacts


@pytest.fixture(scope="module")
def everybody() -> Cast:
    return make_cast()


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(buffer, "JPEG")
    return buffer.getvalue()


def signed(signer: Identity, below: bytes | None = None) -> bytes:
    """A photo, or a next version of `below`."""
    parts = (Part(below, "image/jpeg", "parentOf", "before", "before.jpg"),) if below else ()
    actions = (opened("before"), edited("humanEdits")) if below else (created("digitalCapture"),)
    return sign(picture(), "image/jpeg", Statement(generator="Program", actions=actions, parts=parts), signer)[0]


def examined(path: Path, data: bytes, everybody: Cast) -> Record:
    path.write_bytes(data)
    anchor = TrustList(TrustListFacts("Anchor", "2026-11-22", "user", 1), encode_pem(everybody.root).decode())
    with Media.open(path) as media:
        found = read_manifest_store(media, Options(NOW, trust=(anchor,)), hashed=True, thumbnails=False)
        return [item for item in found if isinstance(item, Record)][-1]


def test_a_photo_with_three_later_versions_by_known_signers_is_a_photo(tmp_path: Path, everybody: Cast) -> None:
    data = signed(everybody.camera)
    for _ in range(3):
        data = signed(everybody.studio, data)
    provenance = examined(tmp_path / "photo.jpg", data, everybody)
    assert [one.state for one in provenance.manifests] == [RecordState.TRUSTED] * 4
    answer = verdict(provenance)
    assert (answer.conclusion, answer.standing) == (Conclusion.CAPTURED, Standing.CONFIRMED)


def test_a_stranger_anywhere_on_the_way_leaves_the_photo_unconfirmed(tmp_path: Path, everybody: Cast) -> None:
    for signers in (("stranger", "studio"), ("studio", "stranger"), ("stranger", "stranger")):
        data = signed(everybody.camera)
        for signer in signers:
            data = signed(getattr(everybody, signer), data)
        answer = verdict(examined(tmp_path / "photo.jpg", data, everybody))
        assert answer.conclusion is Conclusion.UNKNOWN, signers


def test_an_exchanged_word_in_an_ingredient_is_found_although_the_file_itself_fits(
    tmp_path: Path, everybody: Cast
) -> None:
    data = signed(everybody.studio, signed(everybody.camera))
    changed = data.replace(b"digitalsourcetype/digitalCapture", b"digitalsourcetype/digitalCreatio", 1)
    assert changed != data
    provenance = examined(tmp_path / "photo.jpg", changed, everybody)
    answer = verdict(provenance)
    assert answer.conclusion is Conclusion.UNKNOWN
    assert provenance.state is RecordState.TRUSTED
    assert provenance.manifests[1].state is not RecordState.TRUSTED


def composed(everybody: Cast, source_type: str, part: bytes) -> bytes:
    """What the studio made of something by itself and a part."""
    parts = (Part(part, "image/jpeg", "componentOf", "part", "sky.jpg"),)
    statement = Statement(generator="Program", actions=(created(source_type),), parts=parts)
    return sign(picture(), "image/jpeg", statement, everybody.studio)[0]


@pytest.mark.parametrize("source_type", ["digitalCreation", "digitalCapture"])
def test_whoever_hides_the_ai_part_of_a_trusted_record_makes_no_boast_of_it(
    tmp_path: Path, everybody: Cast, source_type: str
) -> None:
    """No key is needed: what lies below the active manifest is bound by its holder's reference alone."""
    ai = Statement(generator="Program", actions=(created("trainedAlgorithmicMedia"),))
    part = sign(picture(), "image/jpeg", ai, everybody.studio)[0]
    data = composed(everybody, source_type, part)
    provenance = examined(tmp_path / "whole.jpg", data, everybody)
    assert verdict(provenance).conclusion is Conclusion.CONTAINS_AI
    label = provenance.manifests[1].label.encode()
    renamed = label[:-4] + (b"0000" if not label.endswith(b"0000") else b"1111")
    at = data.index(label)
    other = data.index(b"trainedAlgorithmicMedia")
    damaged = {
        "label": data[:at] + renamed + data[at + len(label) :],
        "type": data[:other] + b"compositeCaptureXXXXXXX" + data[other + 23 :],
        "word": data.replace(b"trainedAlgorithmicMedia", b"minorHumanEditsXXXXXXXX"),
    }
    for what, changed in damaged.items():
        assert len(changed) == len(data)
        provenance = examined(tmp_path / "whole.jpg", changed, everybody)
        assert provenance.state is RecordState.TRUSTED, what
        assert verdict(provenance).conclusion is Conclusion.MAY_CONTAIN_AI, what
        assert found(provenance, "record.incomplete"), what


@pytest.mark.parametrize("source_type", ["digitalCreation", "digitalCapture"])
def test_a_part_that_is_there_and_fits_leaves_a_boast_alone_and_a_strangers_part_does_not(
    tmp_path: Path, everybody: Cast, source_type: str
) -> None:
    whole = composed(everybody, source_type, signed(everybody.camera))
    answer = verdict(examined(tmp_path / "whole.jpg", whole, everybody))
    assert answer.conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE)
    strange = composed(everybody, source_type, signed(everybody.stranger))
    assert verdict(examined(tmp_path / "whole.jpg", strange, everybody)).conclusion is Conclusion.MAY_CONTAIN_AI
