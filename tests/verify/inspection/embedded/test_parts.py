"""Files inside a file are inspected as parts: they lend it `contains_ai` at most, and what was not opened is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.build.media import covers, files, nested, writers
from tests.build.media.drawings import drawing
from tests.build.records.manifests import NOW
from verify.features.teaching.samples.certificates import Cast, make_cast
from verify.features.teaching.samples.signing import Statement, created, sign
from verify.inspection.inspect import inspect
from verify.inspection.parts import Budget
from verify.inspection.verdict.judge import judge
from verify.model import (
    Alarm,
    Conclusion,
    Finding,
    Options,
    OriginClaim,
    PartVerdict,
    Problem,
    Reading,
    Record,
    RecordState,
    Report,
    Standing,
    Strength,
    limits,
)

OPTIONS = Options(NOW, readers=("quick",), previews=False)


@pytest.fixture(scope="module")
def everybody() -> Cast:
    return make_cast()


def checked(tmp_path: Path, data: bytes, name: str = "file") -> Report:
    (tmp_path / name).write_bytes(data)
    return inspect(tmp_path / name, OPTIONS)


def left(report: Report) -> dict[str, str]:
    found = (finding for finding in report.findings if finding.code == "document.not_opened")
    return {finding.fact("reason"): finding.fact("count") for finding in found}


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("docx", nested.document({"word/media/a.png": nested.AI_PICTURE}), "word/media/a.png in the package"),
        ("pdf", nested.pdf(nested.ai_jpeg()), "picture 1 on page 1"),
        ("pdf", nested.pdf(attachments={"a.png": nested.AI_PICTURE}), "attachment a.png"),
        (
            "svg",
            writers.svg("").replace(b"<text>", f'<image href="{nested.address(nested.AI_PICTURE)}"/><text>'.encode()),
            "data address on line 1",
        ),
        ("mp3", covers.make_covers(nested.AI_PICTURE)["id3"], "picture in ID3v2.4 frame APIC at byte 10"),
        ("mkv", covers.matroska(nested.AI_PICTURE), "attachment cover.png at byte 234"),
        ("html", writers.page(body=f'<img src="{nested.address(nested.AI_PICTURE)}">'), "data address on line 1"),
        ("md", f"# A\n\n![a]({nested.address(nested.AI_PICTURE)})\n".encode(), "data address on line 3"),
    ],
)
def test_a_document_with_a_labelled_picture_contains_ai_and_names_the_place(
    name: str, data: bytes, place: str, tmp_path: Path
) -> None:
    report = checked(tmp_path, data, f"file.{name}")
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.CONTAINS_AI, Standing.STATED)
    (part,) = report.verdict.parts
    assert (part.place, part.conclusion, part.standing) == (place, Conclusion.AI_GENERATED, Standing.STATED)
    (carrier,) = (report.findings[index] for index in report.verdict.reasons)
    assert (carrier.code, carrier.fact("place")) == ("document.ai_inside", place)
    assert report.record.state is RecordState.ABSENT


def test_a_mark_in_bare_pixels_of_a_document_is_seen_and_they_have_no_format(tmp_path: Path) -> None:
    marked = Image.fromarray(drawing.with_bar(drawing.grounds()["gradient"], 16))
    (part,) = checked(tmp_path, nested.pdf_of_pixels(marked)).verdict.parts
    assert (part.conclusion, part.standing) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert (part.place, part.media_type) == ("picture 1 on page 1", "")


def test_a_picture_that_says_nothing_lends_nothing(tmp_path: Path) -> None:
    report = checked(tmp_path, nested.document({"word/media/a.png": nested.PLAIN_PICTURE}))
    assert report.verdict.conclusion is Conclusion.UNKNOWN
    assert [part.conclusion for part in report.verdict.parts] == [Conclusion.UNKNOWN]
    assert left(report) == {}


def test_a_picture_in_an_attached_document_is_found_with_the_way_to_it(tmp_path: Path) -> None:
    inner = nested.document({"word/media/a.png": nested.AI_PICTURE})
    report = checked(tmp_path, nested.pdf(attachments={"report.docx": inner}))
    assert [part.place for part in report.verdict.parts] == [
        "attachment report.docx",
        "word/media/a.png in the package, inside attachment report.docx",
    ]
    assert {part.conclusion for part in report.verdict.parts} == {Conclusion.CONTAINS_AI, Conclusion.AI_GENERATED}


def test_a_broken_logo_makes_no_broken_document(everybody: Cast, tmp_path: Path) -> None:
    signed, _ = sign(
        nested.ai_jpeg(), "image/jpeg", Statement("Program", (created("digitalCapture"),)), everybody.camera
    )
    broken = signed[:-20] + bytes(18) + signed[-2:]
    report = checked(tmp_path, nested.document({"word/media/logo.jpg": broken}))
    assert report.verdict.parts[0].state is RecordState.ALTERED
    assert report.record.state is RecordState.ABSENT
    assert Alarm.PART_BROKEN in report.verdict.alarms
    assert Alarm.RECORD_BROKEN not in report.verdict.alarms


def test_a_captured_picture_inside_makes_no_captured_document(everybody: Cast, tmp_path: Path) -> None:
    statement = Statement("Camera", (created("digitalCapture"),))
    signed, _ = sign(files.png(), "image/png", statement, everybody.camera)
    report = checked(tmp_path, nested.document({"word/media/photo.png": signed}))
    assert report.verdict.conclusion is Conclusion.UNKNOWN
    assert report.verdict.standing is Standing.NONE


def test_what_was_not_opened_is_said_with_its_number_and_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "EMBEDDED_BYTES", 1_000)
    members = {"word/media/a.png": bytes(5_000), "word/media/a.emf": b"\x01\x00\x00\x00 no format that is known"}
    members |= {f"word/media/{number}.png": nested.PLAIN_PICTURE for number in range(limits.EMBEDDED_FILES + 4)}
    report = checked(tmp_path, nested.document(members))
    assert left(report) == {"too_large": "1", "unknown_format": "1", "too_many": "5"}
    assert len(report.verdict.parts) == limits.EMBEDDED_FILES - 1


def test_time_is_bounded_and_what_was_left_for_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EMBEDDED_SECONDS", -1.0)
    report = checked(tmp_path, nested.document({"word/media/a.png": nested.AI_PICTURE}))
    assert left(report) == {"too_late": "1"}
    assert report.verdict.parts == ()


def test_documents_within_documents_share_one_budget_and_end_at_a_depth(tmp_path: Path) -> None:
    data = nested.AI_PICTURE
    for _ in range(6):
        data = nested.document({"word/embeddings/a.docx": data})
    report = checked(tmp_path, data)
    assert len(report.verdict.parts) == limits.EMBEDDED_DEPTH
    assert left(report) == {"too_deep": "1"}


def test_many_bombs_spend_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EMBEDDED_TOTAL_BYTES", limits.MIB)
    bomb = bytes(limits.MIB // 4)
    report = checked(tmp_path, nested.document({f"word/media/{number}.bin": bomb for number in range(20)}))
    assert left(report) == {"unknown_format": "4", "too_large": "16"}


def test_a_budget_says_why_it_refuses() -> None:
    assert Budget(files=0).refuse(1) == "too_many"
    assert Budget(until=0.0).refuse(1) == "too_late"
    assert Budget(bytes=10).refuse(11) == "too_large"
    assert Budget().refuse(10) is None


# -- what the judge makes of them

AI_INSIDE = Finding(
    "document.ai_inside", "parts", OriginClaim.CONTAINS_AI, Strength.STATED, facts=(("place", "picture 1"),)
)
RECORDED = Finding("record.origin", "c2pa", OriginClaim.HUMAN_MADE, Strength.CONFIRMED)


def test_a_part_withdraws_a_confirmed_hand_and_disputes_nothing() -> None:
    verdict = judge((RECORDED, AI_INSIDE), Record(RecordState.TRUSTED))
    assert (verdict.conclusion, verdict.standing) == (Conclusion.CONTAINS_AI, Standing.STATED)
    assert Alarm.LAYERS_CONTRADICT not in verdict.alarms


def test_what_the_document_says_of_itself_is_graver_than_a_part() -> None:
    label = Finding("label.aigc_is", "labels", OriginClaim.AI_GENERATED, Strength.STATED)
    assert judge((AI_INSIDE, label), Record()).conclusion is Conclusion.AI_GENERATED


def test_verdicts_of_parts_change_nothing_by_themselves() -> None:
    part = PartVerdict("picture 1", "image/png", Conclusion.AI_GENERATED, Standing.CONFIRMED, RecordState.ALTERED)
    with_part, without = judge((), Record(), parts=(part,)), judge((), Record())
    assert with_part.parts == (part,)
    assert (with_part.conclusion, with_part.standing, with_part.alarms) == (
        without.conclusion,
        without.standing,
        without.alarms,
    )


def test_parts_that_could_not_be_looked_at_withhold_a_confirmed_hand() -> None:
    reading = Reading("parts", looked=True, problem=Problem.WORKER_DIED)
    assert judge((RECORDED,), Record(RecordState.TRUSTED), (reading,)).conclusion is Conclusion.UNKNOWN
