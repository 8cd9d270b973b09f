"""Sentences that once said more than their evidence carried, each held from the file to the words."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.build.records.manifests import NOW
from verify.features.teaching.samples import files
from verify.features.teaching.samples.certificates import Cast, Identity, encode_pem, make_cast
from verify.features.teaching.samples.signing import Action, Part, Statement, created, edited, opened, sign
from verify.inspection.inspect import inspect
from verify.model import Alarm, Conclusion, Options, RecordState, Report, Standing, TrustList, TrustListFacts
from verify.report.panel import Panel, panel
from verify.report.words.catalogue import Translator

READERS = ("c2pa", "exif", "xmp", "preview", "c2pa_content")


@pytest.fixture(scope="module")
def everybody() -> Cast:
    return make_cast()


def picture(colour: str = "teal") -> bytes:
    return files.encode_jpeg(Image.new("RGB", (64, 48), colour))


def signed(data: bytes, signer: Identity, *actions: Action, parts: tuple[Part, ...] = ()) -> bytes:
    return sign(data, "image/jpeg", Statement("Program", actions, parts), signer)[0]


def labelled(*values: str) -> bytes:
    """A picture with one Chinese label for each of `values`."""
    labels = (json.dumps({"Label": value, "ContentProducer": "somebody"}) for value in values)
    shown = (label.replace('"', "&quot;") for label in labels)
    items = "".join(
        f'<rdf:Description xmlns:t="http://www.tc260.org.cn/ns/AIGC/1.0/" rdf:about="" t:AIGC="{label}"/>'
        for label in shown
    )
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}">{items}</rdf:RDF></x:xmpmeta>'
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", "Canon EOS R5"
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(written, "JPEG", xmp=packet.encode(), exif=exif.tobytes())
    return written.getvalue()


def looked_at(path: Path, everybody: Cast) -> Report:
    anchor = TrustList(TrustListFacts("Anchor", "2026-11-22", "user", 1), encode_pem(everybody.root).decode())
    return inspect(path, Options(NOW, readers=READERS, trust=(anchor,), previews=False))


def told(path: Path, data: bytes, everybody: Cast) -> tuple[Report, Panel]:
    path.write_bytes(data)
    report = looked_at(path, everybody)
    return report, panel(report, Translator("en"), 100)


def all_words(shown: Panel) -> str:
    return repr(shown)


def test_a_record_of_another_file_beside_this_one_is_never_called_a_record_in_this_file(
    tmp_path: Path, everybody: Cast
) -> None:
    statement = Statement("Program", (created("trainedAlgorithmicMedia"),), beside=True)
    (tmp_path / "one.c2pa").write_bytes(sign(picture("red"), "image/jpeg", statement, everybody.service)[1])
    report, shown = told(tmp_path / "one.jpg", picture(), everybody)
    assert report.record.state is RecordState.ALTERED
    assert report.verdict.conclusion is Conclusion.UNKNOWN
    assert shown.answer.according_to == "the record next to this file belongs to another one"
    assert "The content was changed after it was signed." not in all_words(shown)


def test_a_listed_signer_of_a_changed_part_is_not_said_to_be_unknown(tmp_path: Path, everybody: Cast) -> None:
    below = signed(picture("red"), everybody.service, created("trainedAlgorithmicMedia"))
    changed = files.copy_record(below, picture("blue"))
    part = Part(changed, "image/jpeg", "parentOf", "before", "before.jpg")
    report, shown = told(
        tmp_path / "one.jpg", signed(picture(), everybody.studio, opened("before"), parts=(part,)), everybody
    )
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)
    assert Alarm.INGREDIENT_BROKEN in report.verdict.alarms
    assert "no longer matched its content" in shown.answer.summary
    assert "on no trust list" not in all_words(shown)


def test_a_signer_whose_certificate_has_ended_is_not_said_to_be_on_no_list(tmp_path: Path, everybody: Cast) -> None:
    report, shown = told(
        tmp_path / "one.jpg", signed(picture(), everybody.old_camera, created("digitalCapture")), everybody
    )
    assert report.record.state is RecordState.EXPIRED
    assert report.verdict.standing is Standing.KNOWN
    assert "None of the lists" not in all_words(shown)
    assert "has expired" in shown.answer.according_to


def test_of_a_record_that_could_not_be_read_it_is_not_said_that_the_content_is_unchanged(
    tmp_path: Path, everybody: Cast
) -> None:
    whole = signed(picture(), everybody.service, created("trainedAlgorithmicMedia"))
    report, shown = told(tmp_path / "one.jpg", whole[: len(whole) // 2], everybody)
    assert report.record.state is RecordState.MALFORMED
    assert not report.record.manifests
    assert "Nothing shows that the content changed" not in all_words(shown)
    assert "wasn't checked" in shown.answer.summary


def test_a_record_without_its_file_is_neither_confirmed_nor_said_to_fit_a_file(tmp_path: Path, everybody: Cast) -> None:
    statement = Statement("Program", (created("trainedAlgorithmicMedia"),), beside=True)
    record = sign(picture(), "image/jpeg", statement, everybody.service)[1]
    report, shown = told(tmp_path / "one.c2pa", record, everybody)
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.UNKNOWN, Standing.NONE)
    assert "not changed since" not in all_words(shown)
    assert "confirmed" not in {item.badge.word for item in shown.also_found if item.badge}
    assert shown.answer.standing != "Nothing found"


def test_two_labels_that_differ_speak_against_the_answer_of_one_of_them(tmp_path: Path, everybody: Cast) -> None:
    report, shown = told(tmp_path / "one.jpg", labelled("1", "2"), everybody)
    assert report.verdict.conclusion is Conclusion.AI_GENERATED
    assert "AIGC labels that differ" in {card.words.title for card in shown.doubts}
    assert "“Canon EOS R5”" in all_words(shown)


def test_a_badge_does_not_say_nothing_found_beside_what_was_found(tmp_path: Path, everybody: Cast) -> None:
    _report, shown = told(tmp_path / "one.jpg", labelled("7"), everybody)
    assert shown.also_found
    assert shown.answer.standing == "No proof either way"
    _report, shown = told(tmp_path / "two.jpg", picture(), everybody)
    assert shown.answer.standing == "Nothing found"


def test_a_step_that_leaves_ai_open_is_not_also_said_to_be_without_ai(tmp_path: Path, everybody: Cast) -> None:
    data = signed(picture(), everybody.studio, created("digitalCapture"), edited("digitalArt"))
    _report, shown = told(tmp_path / "one.jpg", data, everybody)
    what = shown.story[-1].words.what
    assert "possibly with AI" in what
    assert "without generative AI" not in what


def test_a_preview_that_nobody_asked_for_is_not_told_as_a_failure(tmp_path: Path, everybody: Cast) -> None:
    _report, shown = told(tmp_path / "one.jpg", picture(), everybody)
    assert "Preview pictures: none made." in shown.looked_at_by


def test_what_an_unsigned_or_broken_statement_means_is_not_said_as_a_fact(tmp_path: Path, everybody: Cast) -> None:
    whole = signed(picture("red"), everybody.service, created("trainedAlgorithmicMedia"))
    _report, shown = told(tmp_path / "one.jpg", files.copy_record(whole, picture()), everybody)
    beginning = next(card for card in shown.reasons if card.words.title.startswith("Origin stated"))
    assert beginning.words.meaning.startswith("The term says: ")


def test_the_comparison_that_the_first_look_made_is_not_told_as_left_out(tmp_path: Path, everybody: Cast) -> None:
    (tmp_path / "one.jpg").write_bytes(signed(picture(), everybody.camera, created("digitalCapture")))
    anchor = TrustList(TrustListFacts("Anchor", "2026-11-22", "user", 1), encode_pem(everybody.root).decode())
    report = inspect(tmp_path / "one.jpg", Options(NOW, readers=("c2pa",), trust=(anchor,), previews=False))
    shown = panel(report, Translator("en"), 100)
    assert "Content compared with the record: done." in shown.looked_at_by
    assert not any(line.startswith("Content compared") for line in shown.not_checked)
    assert not any("text or page" in line for line in shown.not_checked)  # a JPEG is neither
    assert not any(line.startswith("Preview pictures") for line in shown.not_checked)


@pytest.mark.parametrize("source_type", ["digitalCapture", "trainedAlgorithmicMedia"])
def test_a_large_file_that_was_not_compared_with_its_record_is_never_confirmed(
    tmp_path: Path, everybody: Cast, monkeypatch: pytest.MonkeyPatch, source_type: str
) -> None:
    from verify.model import limits

    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 1)
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(written, "PNG")
    whole = sign(written.getvalue(), "image/png", Statement("Program", (created(source_type),), ()), everybody.camera)[
        0
    ]
    (tmp_path / "one.png").write_bytes(whole[:-20] + bytes(4) + whole[-16:])  # and the picture was changed
    anchor = TrustList(TrustListFacts("Anchor", "2026-11-22", "user", 1), encode_pem(everybody.root).decode())
    report = inspect(tmp_path / "one.png", Options(NOW, readers=("c2pa",), trust=(anchor,), previews=False))
    assert report.record.checking
    assert report.verdict.standing is Standing.UNCONFIRMED
    assert report.verdict.conclusion is not Conclusion.CAPTURED
    assert Alarm.NOT_ALL_CHECKED in report.verdict.alarms
    shown = panel(report, Translator("en"), 100)
    assert shown.answer.headline == "Not compared with its signed record"
    assert "not changed since" not in all_words(shown)
    assert "being checked now" not in all_words(shown)
    assert "None of the lists" not in all_words(shown)
    assert "record is intact," not in all_words(shown)


def test_an_unconfirmed_record_that_says_something_is_not_said_to_be_silent(tmp_path: Path, everybody: Cast) -> None:
    data = signed(picture(), everybody.stranger, created("algorithmicMedia"))
    _report, shown = told(tmp_path / "one.jpg", data, everybody)
    assert shown.answer.according_to.endswith("not verified, says only “Made by rules or formulas”")
