"""What was not checked is said from the readings of this report, never from a fixed sentence."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.build.reports import READINGS, examples, file, report
from verify.model import (
    Alarm,
    CertificateStatus,
    Picture,
    Problem,
    Reading,
    Record,
    RecordState,
    Report,
    RevocationAnswer,
    RevocationSource,
    SecondOpinion,
    Verdict,
)
from verify.model.readers import READERS
from verify.report.words import badges, readers
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import not_checked
from verify.report.words.verdict.answer import answer

ENGLISH = Translator("en")
EXAMPLES = examples()


def readings(*changed: Reading) -> tuple[Reading, ...]:
    named = {item.reader for item in changed}
    return (*(item for item in READINGS if item.reader not in named), *changed)


def open_points(each: Report) -> str:
    return "\n".join(not_checked.not_checked(ENGLISH, each))


def test_every_reader_has_a_name_and_sentences() -> None:
    assert set(readers.READERS) == set(READERS)
    for language in ("en", "zh_CN"):
        titles = [readers.reader_name(Translator(language), name) for name in READERS]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("image/jpeg", "SynthID"), ("image/jpeg", "Digimarc"), ("image/jpeg", "InvisMark"), ("video/mp4", "SynthID"),
        ("audio/wav", "WavMark"), ("text/plain", "SynthID Text"), ("application/pdf", "SynthID Text"), ("", "SynthID"),
    ],
)  # fmt: skip
def test_marks_that_nobody_can_read_offline_are_always_named(media_type: str, name: str) -> None:
    assert name in open_points(report(Verdict(), facts=file(media_type)))
    assert name in "\n".join(not_checked.not_checked(Translator("zh_CN"), report(Verdict(), facts=file(media_type))))


def test_pixels_and_sound_are_not_called_looked_at_while_no_reader_looks_at_them() -> None:
    assert "Watermarks in the pixels weren't checked" in open_points(report(Verdict(), facts=file("image/png")))
    assert "Watermarks in the sound weren't checked" in open_points(report(Verdict(), facts=file("audio/wav")))
    video = open_points(report(Verdict(), facts=file("video/mp4")))
    assert "in the pixels" in video
    assert "in the sound" in video
    assert "in the pixels" not in open_points(report(Verdict(), facts=file("audio/wav")))


def test_a_reader_of_pixels_takes_its_sentence_away_and_only_when_it_finished() -> None:
    nobody = "Watermarks in the pixels weren't checked"
    some = "only those of the open library invisible-watermark"
    looked = replace(EXAMPLES["nothing found"], readings=readings(Reading("hidden_marks", True)))
    assert nobody not in open_points(looked)
    assert some in open_points(looked)
    failed = replace(looked, readings=readings(Reading("hidden_marks", True, Problem.TIMED_OUT)))
    assert nobody in open_points(failed)
    assert some not in open_points(failed)


def test_what_takes_seconds_is_named_as_not_done_without_a_request() -> None:
    each = replace(EXAMPLES["nothing found"], readings=readings(Reading("moved_marks", False, Problem.ON_REQUEST)))
    assert "cropped or resized pictures: not checked. Done only on request, because it takes" in open_points(each)


def test_the_label_of_chinese_law_counts_as_looked_for_where_its_places_were_read() -> None:
    each = EXAMPLES["nothing found"]
    assert "AIGC" not in open_points(each)
    for name in ("xmp", "text_chunks"):
        other = replace(each, readings=readings(Reading(name, False, Problem.NOT_THIS_FORMAT)))
        assert "AIGC" in open_points(other)


def test_a_reader_that_did_not_look_is_named_with_its_reason() -> None:
    each = replace(EXAMPLES["nothing found"], readings=readings(Reading("exif", False, Problem.UNAVAILABLE)))
    assert "Camera data (EXIF): not checked. A component needed for this is not installed." in open_points(each)
    each = replace(each, readings=readings(Reading("exif", True, Problem.FAILED)))
    assert "Camera data (EXIF): not finished." in open_points(each)


def test_a_format_that_a_reader_does_not_know_is_no_gap_except_for_records() -> None:
    each = replace(EXAMPLES["nothing found"], readings=readings(Reading("iptc", False, Problem.NOT_THIS_FORMAT)))
    assert "IPTC" not in open_points(each)
    each = replace(each, readings=readings(Reading("c2pa", False, Problem.NOT_THIS_FORMAT)))
    assert "Whether the file has a signed record wasn't checked" in open_points(each)


def answered(each: Report, answer: RevocationAnswer, source: RevocationSource = RevocationSource.ASKED) -> Report:
    first, *others = each.record.manifests
    assert first.signer is not None
    known = replace(first, signer=replace(first.signer, certificates=("0a", "0b")))
    status = CertificateStatus("0a", answer, source)
    return replace(each, record=replace(each.record, manifests=(known, *others), revocations=(status,)))


def test_withdrawal_is_called_unchecked_unless_it_was_checked() -> None:
    each = EXAMPLES["captured, confirmed"]
    assert "have since been revoked wasn't checked online" in open_points(each)
    in_record = answered(each, RevocationAnswer.GOOD, RevocationSource.STAPLED)  # says nothing of the time since
    assert "have since been revoked wasn't checked online" in open_points(in_record)
    assert ENGLISH.text("report.finding_cards.withdrawal.unasked") in " ".join(
        answer(ENGLISH, in_record).how_sure.notes
    )
    good = answered(each, RevocationAnswer.GOOD)
    assert "revoked" not in open_points(good)
    assert ENGLISH.text("report.finding_cards.withdrawal.checked") in " ".join(answer(ENGLISH, good).how_sure.notes)
    for given in (RevocationAnswer.NO_ANSWER, RevocationAnswer.UNKNOWN):
        unanswered = answered(each, given)
        assert "get an answer for all of them" in open_points(unanswered)
        assert ENGLISH.text("report.finding_cards.withdrawal.unanswered") in " ".join(
            answer(ENGLISH, unanswered).how_sure.notes
        )


def test_lists_that_are_old_or_missing_are_said() -> None:
    each = EXAMPLES["captured, confirmed"]
    old = replace(each, verdict=replace(each.verdict, alarms=(Alarm.LIST_STALE,)))
    assert "C2PA trust list: 2026-09-24" in open_points(old)
    assert "There was no trust list" in open_points(replace(each, run=replace(each.run, lists=())))


def test_what_was_not_fetched_or_not_hashed_yet_is_said() -> None:
    assert "The record at manifests.example.com wasn't downloaded" in open_points(EXAMPLES["record elsewhere"])
    each = EXAMPLES["captured, confirmed"]
    assert "hasn't been checked yet" in open_points(replace(each, record=replace(each.record, checking=True)))
    assert "couldn't be found out" in open_points(replace(each, record=Record(RecordState.UNREADABLE)))


def test_of_a_file_that_could_not_be_read_nothing_was_checked() -> None:
    assert not_checked.not_checked(ENGLISH, EXAMPLES["empty file"]) == (
        "The file couldn't be read, so nothing in it was checked.",
    )


def test_readings_tell_found_from_nothing_from_not_checked() -> None:
    each = EXAMPLES["made with AI, confirmed"]
    said = {item.reader: readers.reading_sentence(ENGLISH, item, each) for item in each.readings}
    assert said["exif"] == "Camera data (EXIF): 1 entry."
    assert said["xmp"] == "Descriptions (XMP): none."
    assert said["c2pa"] == "Signed record: found, with 1 entry in its history."
    assert said["c2pa_content"] == "Content compared with the record: done."
    compared = Reading("c2pa_content", True)
    assert readers.reading_sentence(ENGLISH, compared, each).endswith("done.")
    assert readers.reading_sentence(ENGLISH, compared, EXAMPLES["nothing found"]).endswith("nothing to compare.")
    assert readers.reading_sentence(ENGLISH, compared, EXAMPLES["a record alone"]).endswith("nothing to compare.")
    unread = replace(each, record=Record(RecordState.UNREADABLE))
    assert readers.reading_sentence(ENGLISH, Reading("c2pa", True), unread) == "Signed record: could not be read."
    second = SecondOpinion("encypher-c2pa", "expired", agrees=False)
    other = replace(each, record=replace(each.record, second_opinion=second))
    assert "disagrees; intact, certificate expired since" in readers.reading_sentence(
        ENGLISH, Reading("c2pa_second", True), other
    )
    shown = replace(each, pictures=(Picture("preview", 1, 1, b"abc"),))
    assert readers.reading_sentence(ENGLISH, Reading("preview", True), shown) == "Preview pictures: 1 made."


def test_a_reader_of_a_newer_version_keeps_its_name() -> None:
    each = EXAMPLES["nothing found"]
    assert readers.reading_sentence(ENGLISH, Reading("tarot", True), each) == "tarot: none."
    assert readers.reader_name(ENGLISH, "tarot\u202e") == "tarot⟨U+202E⟩"


def test_fields_are_listed_under_the_name_of_their_reader() -> None:
    assert badges.field_group(ENGLISH, "exif:Image:Make") == "Camera data (EXIF)"
    assert badges.field_group(ENGLISH, "png:text:parameters") == "Text blocks (PNG)"
    assert badges.field_group(ENGLISH, "other:thing") == "other"
