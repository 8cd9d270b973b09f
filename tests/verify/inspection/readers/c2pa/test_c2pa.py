"""The readers of signed records: the first look, the hashing of large files, the second engine, real files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.build.records.signed import Bench, options, pixels, statement
from verify.features.teaching.samples import signing
from verify.inspection.c2pa.engine import encypher
from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.readers import c2pa
from verify.model import Field, Options, Picture, Problem, Record, RecordState, limits
from verify.model.vocabularies import media_types
from verify.store.trust.store import TrustStore

Opener = Callable[..., Media]


def test_the_record_comes_before_its_thumbnails(bench: Bench, opened: Opener) -> None:
    with opened(bench.signed) as media:
        record, *pictures = c2pa.read(media, options(bench.root))
    assert isinstance(record, Record)
    assert record.active
    assert [picture.name for picture in pictures if isinstance(picture, Picture)] == [record.active.thumbnail]
    assert record.active.thumbnail.startswith("self#jumbf=/c2pa/urn:c2pa:")


def test_the_thumbnail_of_an_ingredient_is_shown_too(bench: Bench, opened: Opener) -> None:
    part = signing.Part(bench.signed, "image/jpeg", "parentOf", "p", "the photo")
    data = bench.sign(statement(actions=(signing.opened("p"),), parts=(part,)))
    with opened(data) as media:
        record, *pictures = c2pa.read(media, options(bench.root))
    assert isinstance(record, Record)
    named = {ingredient.thumbnail for manifest in record.manifests for ingredient in manifest.ingredients} - {""}
    assert named
    assert named <= {picture.name for picture in pictures if isinstance(picture, Picture)}


def test_without_previews_no_thumbnail_is_decoded(bench: Bench, opened: Opener) -> None:
    with opened(bench.signed) as media:
        assert len(list(c2pa.read(media, options(bench.root, previews=False)))) == 1


def test_thumbnails_over_the_bound_are_left_out(bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "THUMBNAIL_BYTES", 100)
    with opened(bench.signed) as media:
        assert len(list(c2pa.read(media, options(bench.root)))) == 1


def test_the_file_of_a_lone_record_is_named(bench: Bench, opened: Opener) -> None:
    opened(bench.plain, "photo.jpg").close()
    with opened(bench.record, "photo.c2pa") as media:
        fields = [output for output in c2pa.read(media, options(bench.root)) if isinstance(output, Field)]
    assert [(item.key, item.value) for item in fields] == [("c2pa:file_beside", "photo.jpg")]
    with opened(bench.record, "lonely.c2pa") as media:
        assert not [item for item in c2pa.read(media, options(bench.root)) if isinstance(item, Field)]


def test_a_large_file_is_shown_first_and_hashed_afterwards(
    bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 100)
    with opened(bench.sign(statement(), media_type="image/png")) as media:
        first, *_ = c2pa.read(media, options(bench.root))
        (then,) = c2pa.read_content(media, options(bench.root))
    assert isinstance(first, Record)
    assert first.checking
    assert first.state is not RecordState.TRUSTED
    assert isinstance(then, Record)
    assert not then.checking
    assert then.state is RecordState.TRUSTED
    assert first.active
    assert then.active
    assert first.active.label == then.active.label


def test_a_small_file_is_not_hashed_twice(bench: Bench, opened: Opener) -> None:
    with opened(bench.signed) as media:
        assert list(c2pa.read_content(media, options(bench.root))) == []


def test_a_large_file_that_the_engine_takes_whole_is_hashed_at_once(
    bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 100)
    with opened(bench.signed) as media:
        record, *_ = c2pa.read(media, options(bench.root))
        assert isinstance(record, Record)
        assert (record.state, record.checking) == (RecordState.TRUSTED, False)
        assert list(c2pa.read_content(media, options(bench.root))) == []


def test_no_engine_is_asked_about_a_large_file_that_holds_no_record(
    bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 100)
    monkeypatch.setattr(limits, "SECOND_ENGINE_BYTES", 100)
    monkeypatch.setattr("verify.inspection.c2pa.engine.read_store.open_store", pytest.fail)
    with opened(bench.plain) as media:
        assert list(c2pa.read(media, options(bench.root))) == [Record()]
        assert list(c2pa.read_by_second_engine(media, options(bench.root))) == []  # nor is it called too large for it


def test_a_record_beside_a_large_file_is_read_though_there_is_none_in_it(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 100)
    (tmp_path / "file.c2pa").write_bytes(bench.record)
    (tmp_path / "file.jpg").write_bytes(bench.plain)
    with Media.open(tmp_path / "file.jpg") as media:
        record, *_ = c2pa.read(media, options(bench.root))
        assert isinstance(record, Record)
        assert (record.location, bool(record.manifests)) == ("sidecar", True)
        assert len(list(c2pa.read_by_second_engine(media, options(bench.root)))) == 1


def test_hashing_can_be_left_at_any_moment(bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 100)
    with opened(bench.sign(statement(), media_type="image/png")) as media:
        looking = c2pa.read_content(media, options(bench.root))
        next(looking)
        looking.close()  # type: ignore[attr-defined]
        assert media.digest()


def test_both_engines_agree_on_a_signed_file(bench: Bench, opened: Opener) -> None:
    with opened(bench.signed) as media:
        report = inspect(media.path, options(bench.root))
    assert report.record.state is RecordState.TRUSTED
    assert report.record.second_opinion
    assert (report.record.second_opinion.state, report.record.second_opinion.agrees) == ("trusted", True)


def test_the_second_engine_sees_a_changed_picture_too(bench: Bench, opened: Opener) -> None:
    data = bytearray(bench.signed)
    data[-10] ^= 0xFF
    with opened(bytes(data)) as media:
        (opinion,) = c2pa.read_by_second_engine(media, options(bench.root))
    assert opinion.state == "altered"


def test_the_second_engine_knows_only_the_lists_that_it_is_given(bench: Bench, opened: Opener) -> None:
    with opened(bench.signed) as media:
        (opinion,) = c2pa.read_by_second_engine(media, options())
    assert (opinion.engine, opinion.state) == ("encypher-c2pa", "untrusted")


def test_the_second_engine_has_no_opinion_on_an_unmarked_file(bench: Bench, opened: Opener) -> None:
    with opened(bench.plain) as media:
        report = inspect(media.path, options(bench.root))
    assert report.record == Record()


def test_the_second_engine_leaves_no_preference_behind(
    bench: Bench, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    with opened(bench.signed) as media:
        list(c2pa.read_by_second_engine(media, options(bench.root)))
    assert list(home.iterdir()) == []


def test_the_second_engine_refuses_files_that_are_too_large_for_it(
    bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECOND_ENGINE_BYTES", 100)
    with opened(bench.signed) as media, pytest.raises(MediaError) as raised:
        list(c2pa.read_by_second_engine(media, options(bench.root)))
    assert raised.value.problem is Problem.TOO_LARGE


@pytest.mark.parametrize(
    "media_type", ["image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp"]
)
def test_unmarked_pictures_are_absent_and_raise_no_alarm(opened: Opener, media_type: str) -> None:
    with opened(pixels(media_type)) as media:
        report = inspect(media.path, options())
    assert report.record == Record()
    assert not report.verdict.alarms


def test_the_formats_are_those_that_the_engine_reads() -> None:
    import c2pa as engine

    known = set(engine.Reader.get_supported_mime_types())
    assert sorted(media_types.C2PA_RS - known) == ["application/zip"]  # known to it as "zip"
    assert "zip" in known
    assert not media_types.ENCYPHER_ALONE & known  # it reads them by now: they are compared by two
    assert c2pa.READER.formats == media_types.C2PA_RS | media_types.ENCYPHER_ALONE


def test_the_second_engines_formats_are_those_that_it_reads() -> None:
    import encypher_c2pa

    assert sorted(c2pa.SECOND_READER.formats - set(encypher_c2pa.supported_mime_types())) == []


_HASH = re.compile(
    r"(dataHash|bmffHash|boxesHash|collectionHash|multiAssetHash|hashedURI)\.mismatch|assertion\.missing"
)
_TIMES = {
    "signingCredential.expired", "claimSignature.outsideValidity", "timeStamp.untrusted", "timeStamp.outsideValidity",
}  # fmt: skip

# Where the engines are known to contradict each other: the second finds no record in Bing's JPEG.
_KNOWN_DISAGREEMENTS = {"c2pa-ai-microsoft/microsoft__bing_creator_cloud_surfing_puppy.jpg"}


def _expected(truth: dict[str, Any]) -> str | None:
    """The state of the active manifest by the codes that an independent run gave; None where they do not tell."""
    facts = truth["c2pa"]
    if not facts.get("present"):
        return {"none": "absent", "remote": "remote", "remote-only": "remote"}.get(facts.get("status"))
    codes = {code for code in facts.get("failure_codes") or [] if not code.startswith("cawg.")}
    if facts.get("state_with_list_all_ekus") == "Trusted":
        return "trusted"
    if "signingCredential.invalid" in codes:
        return "untrusted"
    if "claimSignature.mismatch" in codes:
        return "bad_signature"
    if any(_HASH.search(code) for code in codes):
        return "altered"
    if any("malformed" in code or "required.missing" in code or "ingredientMismatch" in code for code in codes):
        return "malformed"
    rest = codes - {"signingCredential.untrusted"}
    if rest and rest <= _TIMES:
        return "expired"
    return None if rest else "untrusted" if codes else "trusted"


@pytest.fixture(scope="module")
def records(corpus: Path, truth: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """File → its record, with the second engine's opinion, for every file whose format the engine knows."""
    lists = TrustStore(tmp_path_factory.mktemp("trust")).lists()
    wanted = options(*lists, previews=False)
    found = {}
    for name in truth:
        try:
            with Media.open(corpus / name) as media:
                if media.media_type in c2pa.READER.formats:
                    found[name] = _joined(media, wanted)
        except MediaError:
            continue
    assert found
    return found


def _joined(media: Media, wanted: Options) -> Record:
    record = next(iter(c2pa.read(media, wanted)))
    assert isinstance(record, Record)
    try:
        opinion = (
            next(c2pa.read_by_second_engine(media, wanted), None)
            if media.media_type in c2pa.SECOND_READER.formats
            else None
        )
    except encypher.SecondEngineError:
        opinion = None
    return encypher.attach_opinion(record, opinion)


@pytest.mark.corpus
def test_every_state_is_the_true_one(records: dict[str, Record], truth: dict[str, Any]) -> None:
    wanted = {name: _expected(truth[name]["truth"]) for name in records}
    wrong = {
        name: (state, records[name].state.value)
        for name, state in wanted.items()
        if state is not None and state != records[name].state
    }
    assert wrong == {}
    assert len([state for state in wanted.values() if state]) > 100


@pytest.mark.corpus
def test_identity_codes_do_not_change_a_records_state(records: dict[str, Record], truth: dict[str, Any]) -> None:
    seen = 0
    for name, record in records.items():
        codes = truth[name]["truth"]["c2pa"].get("failure_codes") or []
        if codes and all(code.startswith("cawg.") or code == "signingCredential.untrusted" for code in codes):
            assert record.state in (RecordState.TRUSTED, RecordState.UNTRUSTED), name
            seen += any(code.startswith("cawg.") for code in codes)
    assert seen


@pytest.mark.corpus
def test_every_trusted_signer_has_a_list(records: dict[str, Record]) -> None:
    trusted = [
        manifest
        for record in records.values()
        for manifest in record.manifests
        if manifest.state is RecordState.TRUSTED
    ]
    assert len(trusted) >= 10
    assert {manifest.signer.trust_list for manifest in trusted if manifest.signer} == {"C2PA Trust List"}


@pytest.mark.corpus
def test_the_engines_disagree_only_where_it_is_known(records: dict[str, Record]) -> None:
    found = {name for name, record in records.items() if record.second_opinion and not record.second_opinion.agrees}
    assert found == {name for name in _KNOWN_DISAGREEMENTS if name in records}


@pytest.mark.corpus
def test_ordinary_files_without_a_record_never_look_damaged(records: dict[str, Record], truth: dict[str, Any]) -> None:
    ordinary = re.compile(r"neg-|sd-|wm-|visible-|aigc|audio-plain|video-plain|pdf-plain|c2pa-none|iptc")
    odd = {
        name: record.state.value
        for name, record in records.items()
        if ordinary.match(truth[name]["kind"])
        and record.state is not RecordState.ABSENT
        and not truth[name]["truth"]["c2pa"].get("present")
        and truth[name]["truth"]["c2pa"].get("status") == "none"
    }
    assert odd == {}


@pytest.mark.corpus
def test_a_signed_file_has_thumbnails_that_its_record_names(corpus: Path) -> None:
    with Media.open(corpus / "c2pa-test-valid" / "contentauth__CA.jpg") as media:
        record, *pictures = c2pa.read(media, options())
    assert isinstance(record, Record)
    names = {manifest.thumbnail for manifest in record.manifests}
    names |= {ingredient.thumbnail for manifest in record.manifests for ingredient in manifest.ingredients}
    assert {getattr(picture, "name", "") for picture in pictures} == names - {""}
