"""The readers of signed records: the first look, the hashing of large files, and the second engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.signed import Bench, options, pixels, statement
from verify.features.teaching.samples import signing
from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.readers import c2pa
from verify.model import Field, Picture, Problem, Record, RecordState, limits

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
    named = {item.thumbnail for manifest in record.manifests for item in manifest.ingredients} - {""}
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
        fields = [item for item in c2pa.read(media, options(bench.root)) if isinstance(item, Field)]
    assert [(item.key, item.value) for item in fields] == [("c2pa:file_beside", "photo.jpg")]
    with opened(bench.record, "lonely.c2pa") as media:
        assert not [item for item in c2pa.read(media, options(bench.root)) if isinstance(item, Field)]


def test_a_large_file_is_shown_first_and_hashed_afterwards(
    bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 100)
    with opened(bench.signed) as media:
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


def test_hashing_can_be_left_at_any_moment(bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 100)
    with opened(bench.signed) as media:
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
    assert sorted(c2pa.READER.formats - known) == ["application/zip"]  # known to it as "zip"
    assert "zip" in known


def test_the_second_engines_formats_are_those_that_it_reads() -> None:
    import encypher_c2pa

    assert sorted(c2pa.SECOND_READER.formats - set(encypher_c2pa.supported_mime_types())) == []
