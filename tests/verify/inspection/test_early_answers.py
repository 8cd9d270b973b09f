"""While readers still look: what an inspection tells of the answer, and when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.build.media import files
from tests.build.records.signed import Bench, options, pixels, statement
from verify.features.teaching.samples import signing
from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media
from verify.model import Beginning, Conclusion, Field, Finding, Reading, Record, Report, Standing, limits

Opener = Callable[..., Media]
AI = statement(actions=(signing.created("trainedAlgorithmicMedia"),))
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
STATEMENT = f"<Iptc4xmpExt:DigitalSourceType>{SOURCE}</Iptc4xmpExt:DigitalSourceType>"
LABEL = files.xmp_segment(files.xmp(STATEMENT))


def told(opened: Opener, bench: Bench, data: bytes) -> tuple[list[object], Report]:
    heard: list[object] = []
    with opened(data) as media:
        return heard, inspect(media.path, options(bench.root), heard.append, judge_early=True)


def early(heard: list[object]) -> list[Report]:
    return [output for output in heard if isinstance(output, Report)]


def test_a_signed_admission_is_told_before_the_next_reader_begins_and_stays(bench: Bench, opened: Opener) -> None:
    heard, report = told(opened, bench, bench.sign(AI))
    (first, *others) = early(heard)
    begun = [output.reader for output in heard[: heard.index(first)] if isinstance(output, Beginning)]
    assert begun == ["c2pa"]
    assert (first.verdict.conclusion, first.verdict.standing) == (Conclusion.AI_GENERATED, Standing.CONFIRMED)
    assert first.verdict.provisional
    assert not report.verdict.provisional
    assert (first.fields, first.pictures, first.record.raw, first.file.sha256) == ((), (), "", "")
    assert all(other.verdict.conclusion is Conclusion.AI_GENERATED for other in (*others, report))


def test_a_signed_camera_is_told_by_its_record_alone_until_all_have_looked(bench: Bench, opened: Opener) -> None:
    heard, report = told(opened, bench, bench.signed)
    assert early(heard) == []
    assert any(isinstance(output, Record) and output.active for output in heard)
    assert report.verdict.conclusion is Conclusion.CAPTURED


def test_nothing_found_is_never_told_early(bench: Bench, opened: Opener) -> None:
    heard, report = told(opened, bench, bench.plain)
    assert early(heard) == []
    assert report.verdict.conclusion is Conclusion.UNKNOWN


def test_of_a_large_file_nothing_is_told_before_its_content_was_compared_with_its_record(
    bench: Bench, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 100)
    plain = pixels("image/png")  # of a JPEG the engine takes the whole at once, however large
    labelled = plain[:33] + files.itxt(b"XML:com.adobe.xmp", files.xmp(STATEMENT).encode()) + plain[33:]
    heard, _ = told(opened, bench, bench.sign(AI, media_type="image/png", data=labelled))
    first = heard.index(early(heard)[0])
    ended = [output.reader for output in heard[:first] if isinstance(output, Reading) and output.looked]
    assert "c2pa_content" in ended
    assert any(isinstance(output, Field) for output in heard[:first])  # the plain label came long before


def test_what_is_told_early_grows_only_where_something_new_was_found(bench: Bench, opened: Opener) -> None:
    heard, report = told(opened, bench, bench.plain[:2] + LABEL + bench.plain[2:])
    (only,) = early(heard)
    assert (only.verdict.conclusion, only.verdict.standing) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert {finding.code for finding in report.findings} >= {finding.code for finding in only.findings}
    assert not any(isinstance(output, Finding) for output in heard[: heard.index(only)])


def test_who_does_not_ask_hears_no_early_answer(bench: Bench, opened: Opener) -> None:
    heard: list[object] = []
    with opened(bench.sign(AI)) as media:
        inspect(media.path, options(bench.root), heard.append)
    assert early(heard) == []
