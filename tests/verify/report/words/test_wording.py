"""What is said of a whole report: only confirmed records assert, and silence is never a finding."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.build.reports import (
    CAMERA,
    IPTC,
    STRANGER,
    examples,
    file,
    finding,
    manifest,
    report,
    signed,
)
from verify.model import (
    Alarm,
    Conclusion,
    Edits,
    Origin,
    OriginClaim,
    Problem,
    Record,
    RecordState,
    Report,
    Standing,
    Strength,
    Verdict,
)
from verify.report.words import badges, history
from verify.report.words.catalogue import Translator
from verify.report.words.history import record_state
from verify.report.words.verdict import alarms, elsewhere, next_steps, not_checked, summary
from verify.report.words.verdict import headline as headline_words
from verify.report.words.verdict import standing as standing_words

LANGUAGES = ("en", "zh_CN")
ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")
EXAMPLES = examples()
SPEAKERS = re.compile(r"says|record|label|mark|Text in this file", re.IGNORECASE)
ALLOWED = {
    Standing.CONFIRMED: {*Conclusion},
    Standing.UNCONFIRMED: {
        Conclusion.AI_GENERATED,
        Conclusion.AI_EDITED,
        Conclusion.CONTAINS_AI,
        Conclusion.MAY_CONTAIN_AI,
        Conclusion.DISPUTED,
        Conclusion.UNKNOWN,
    },
    Standing.STATED: {
        Conclusion.AI_GENERATED,
        Conclusion.AI_EDITED,
        Conclusion.CONTAINS_AI,
        Conclusion.MAY_CONTAIN_AI,
        Conclusion.DISPUTED,
    },
    Standing.DECODED: {
        Conclusion.AI_GENERATED,
        Conclusion.AI_EDITED,
        Conclusion.CONTAINS_AI,
        Conclusion.DISPUTED,
    },
    Standing.BROKEN: {Conclusion.UNKNOWN},
    Standing.ELSEWHERE: {Conclusion.UNKNOWN},
    Standing.NONE: {Conclusion.UNKNOWN},
    Standing.UNCHECKED: {Conclusion.UNKNOWN},
}
PAIRS = [(conclusion, standing) for standing, conclusions in ALLOWED.items() for conclusion in sorted(conclusions)]


def plain_report(conclusion: Conclusion, standing: Standing) -> Report:
    record = Record(RecordState.TRUSTED, manifests=(manifest(RecordState.TRUSTED, CAMERA),))
    signed_standing = standing in (Standing.CONFIRMED, Standing.UNCONFIRMED)
    return report(Verdict(conclusion, standing, by="Example"), (), record if signed_standing else Record())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("conclusion", "standing"), PAIRS)
def test_every_pair_that_the_verdict_allows_has_words(
    conclusion: Conclusion, standing: Standing, language: str
) -> None:
    wording = Translator(language)
    each = plain_report(conclusion, standing)
    said = (
        headline_words.headline(wording, each),
        standing_words.standing(wording, each),
        summary.summary(wording, each),
        badges.short(wording, each),
    )
    for text in said:
        assert text
        assert "(not stated)" not in text
        assert "（未说明）" not in text
    assert 2 <= len(next_steps.next_steps(wording, each)) <= 3


def test_headlines_differ_wherever_the_meaning_does() -> None:
    for wording in (ENGLISH, CHINESE):
        heard: dict[str, tuple[Conclusion, Standing]] = {}
        for conclusion, standing in PAIRS:
            if conclusion is Conclusion.DISPUTED:
                continue  # one headline, whatever the standing
            headline = headline_words.headline(wording, plain_report(conclusion, standing))
            assert headline not in heard, (heard.get(headline), conclusion, standing)
            heard[headline] = (conclusion, standing)


@pytest.mark.parametrize(("conclusion", "standing"), PAIRS)
def test_every_headline_that_claims_names_who_is_speaking(conclusion: Conclusion, standing: Standing) -> None:
    if conclusion is Conclusion.UNKNOWN:
        return
    headline = headline_words.headline(ENGLISH, plain_report(conclusion, standing))
    assert SPEAKERS.search(headline)
    assert ("says Example" in headline or "Example's record" in headline) == (
        standing is Standing.CONFIRMED and conclusion is not Conclusion.DISPUTED
    )


def test_a_record_by_an_unknown_signer_never_asserts_a_capture() -> None:
    each = EXAMPLES["captured, signer unknown"]
    assert headline_words.headline(ENGLISH, each) == "Not known how this was made. An unconfirmed record says: a camera"
    assert headline_words.headline(CHINESE, each).startswith("不知道它是如何制作的")
    assert "Recorded by" not in headline_words.headline(ENGLISH, each)


@pytest.mark.parametrize("standing", [item for item in Standing if item is not Standing.CONFIRMED])
@pytest.mark.parametrize("conclusion", [Conclusion.CAPTURED, Conclusion.HUMAN_MADE])
def test_capture_and_hand_are_never_said_without_a_confirmed_record(conclusion: Conclusion, standing: Standing) -> None:
    headline = headline_words.headline(ENGLISH, plain_report(conclusion, standing))
    assert not re.search(r"^(Recorded|Made|Scanned)", headline)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["nothing found", "camera data only", "record elsewhere", "empty file"])
def test_finding_nothing_is_never_said_to_mean_anything(name: str, language: str) -> None:
    wording, each = Translator(language), EXAMPLES[name]
    said = " ".join((
        headline_words.headline(wording, each),
        standing_words.standing(wording, each)
        .replace("This says nothing about whether the content is real.", "")
        .replace("这不能说明内容真实与否。", ""),
        summary.summary(wording, each),
        badges.short(wording, each),
        *(step.text for step in next_steps.next_steps(wording, each)),
        *not_checked.not_checked(wording, each),
    ))  # fmt: skip
    assert not re.search(r"\breal\b|authentic|genuine|no AI|not AI|trustworthy|真实|真的|可信|没有人工智能", said)


def test_the_words_for_nothing_are_those_that_were_agreed() -> None:
    each = EXAMPLES["nothing found"]
    assert headline_words.headline(ENGLISH, each) == "Nothing here tells how this was made"
    assert standing_words.standing(ENGLISH, each) == (
        "We looked for 5 kinds of marks and found none. Uploads, messengers and screenshots remove them. This says "
        "nothing about whether the content is real."
    )
    assert (
        standing_words.standing(CHINESE, each)
        == "我们查找了 5 类标记，均未发现。上传、转发和截图都会去除标记。这不能说明内容真实与否。"
    )
    assert badges.badge(ENGLISH, Standing.NONE).shape == "–"


def test_nothing_found_is_not_said_where_something_was_found() -> None:
    each = EXAMPLES["camera data only"]
    assert "found none" not in standing_words.standing(ENGLISH, each)
    assert headline_words.headline(ENGLISH, each) == "Not known how this was made"


def test_a_record_that_could_not_be_looked_for_is_not_called_absent() -> None:
    unread = (finding("record.unreadable", reason="bad box"), finding("context.metadata_damaged", what="x"))
    each = report(Verdict(), unread, Record(RecordState.UNREADABLE))
    assert (
        headline_words.headline(ENGLISH, each) == "Not known how this was made. Signed records could not be looked for"
    )
    assert "not even known whether it carries a record" in summary.summary(ENGLISH, each)
    assert "camera data" not in summary.summary(ENGLISH, each)


def test_a_reader_that_failed_is_not_counted_as_having_looked() -> None:
    each = EXAMPLES["nothing found"]
    failed = tuple(replace(item, problem=Problem.FAILED) if item.reader == "xmp" else item for item in each.readings)
    assert "We looked for 4 kinds" in standing_words.standing(ENGLISH, replace(each, readings=failed))
    unread = replace(each, record=Record(RecordState.UNREADABLE))
    assert "We looked for 4 kinds" in standing_words.standing(ENGLISH, unread)
    assert "No kind of mark could be looked for" in standing_words.standing(ENGLISH, replace(each, readings=()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("alarm", list(Alarm))
def test_every_alarm_has_a_sentence_that_says_what_it_does_not_mean(alarm: Alarm, language: str) -> None:
    each = report(Verdict(alarms=(alarm,)))
    (words,) = alarms.alarm_words(Translator(language), each)
    assert words.alarm is alarm
    assert alarm not in words.sentence
    denial = r"\bnot\b|\bno\b|nothing|never|stays known|Nothing shows|may be right|没有|不|可能是对的|仍然有效"
    assert re.search(denial, words.sentence, re.IGNORECASE)


def test_alarms_differ() -> None:
    for wording in (ENGLISH, CHINESE):
        said = [words.sentence for words in alarms.alarm_words(wording, report(Verdict(alarms=tuple(Alarm))))]
        assert len(said) == len(set(said))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", list(RecordState))
def test_every_state_of_a_record_has_one_sentence(state: RecordState, language: str) -> None:
    sentence = record_state(Translator(language), state)
    assert state not in sentence.split()
    assert re.search(r"does not|nothing|not the same|不|没有", sentence)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_is_a_reason(problem: Problem, language: str) -> None:
    wording = Translator(language)
    assert wording.text(f"commands.problems.{problem}").endswith((".", "。"))
    each = Report(replace(file(), problem=problem), Verdict(standing=Standing.UNCHECKED))
    assert wording.text(f"commands.problems.{problem}") in standing_words.standing(wording, each)
    assert headline_words.headline(wording, each)
    assert len(next_steps.next_steps(wording, each)) >= 2


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (RecordState.ALTERED, "the content was changed after it was signed"),
        (RecordState.BAD_SIGNATURE, "its signature does not verify"),
        (RecordState.REVOKED, "the certificate behind it was withdrawn"),
    ],
)
def test_a_broken_record_says_why_it_is_broken(state: RecordState, words: str) -> None:
    each = replace(EXAMPLES["altered photo"], record=Record(state))
    assert words in headline_words.headline(ENGLISH, each)
    assert words in standing_words.standing(ENGLISH, each)


def test_a_stray_sidecar_is_not_called_tampering() -> None:
    altered = EXAMPLES["altered photo"]
    each = replace(altered, findings=(*altered.findings, finding("record.sidecar_mismatch", name="a.c2pa")))
    assert "belongs to another file or an earlier version" in headline_words.headline(ENGLISH, each)
    assert "changed after it was signed" not in alarms.alarm_words(ENGLISH, each)[0].sentence


def test_an_expired_certificate_is_worded_without_alarm() -> None:
    each = EXAMPLES["AI, expired"]
    assert "has since expired" in standing_words.standing(ENGLISH, each)
    assert not re.search(
        r"tamper|broken|changed after", standing_words.standing(ENGLISH, each) + summary.summary(ENGLISH, each)
    )


@pytest.mark.parametrize(
    ("origin", "media_type", "subject"),
    [
        (Origin.CAPTURE, "image/jpeg", "A photo"),
        (Origin.CAPTURE, "video/mp4", "A video recording"),
        (Origin.CAPTURE, "audio/wav", "A sound recording"),
        (Origin.SCAN, "image/tiff", "A scanned picture"),
        (Origin.HUMAN, "image/png", "A drawing or design"),
        (Origin.SCREEN, "image/png", "A screen capture"),
        (Origin.UNRECORDED, "image/png", "Something of unrecorded origin"),
        (Origin.UNSTATED, "image/png", "Something of unrecorded origin"),
    ],
)
def test_an_edit_says_what_was_edited(origin: Origin, media_type: str, subject: str) -> None:
    verdict = Verdict(Conclusion.AI_EDITED, Standing.CONFIRMED, (), origin, Edits.AI, "Example")
    each = report(verdict, facts=file(media_type))
    assert headline_words.headline(ENGLISH, each) == f"{subject} changed in part with AI, says Example"


@pytest.mark.parametrize(
    ("source", "media_type", "words"),
    [
        ("digitalCapture", "image/jpeg", "Recorded by a camera"),
        ("digitalCapture", "audio/wav", "Recorded by a microphone"),
        ("computationalCapture", "image/jpeg", "Recorded by a camera that merges exposures"),
        ("compositeCapture", "image/jpeg", "Joined from several camera recordings"),
        ("negativeFilm", "image/tiff", "Scanned from a film negative"),
        ("positiveFilm", "image/tiff", "Scanned from a slide"),
        ("print", "image/tiff", "Scanned from a print"),
    ],
)
def test_a_capture_says_by_what(source: str, media_type: str, words: str) -> None:
    each = signed(
        Conclusion.CAPTURED, Standing.CONFIRMED, RecordState.TRUSTED, CAMERA, source, OriginClaim.CAPTURED,
        Origin.CAPTURE, media_type=media_type,
    )  # fmt: skip
    assert headline_words.headline(ENGLISH, each) == f"{words}, says Example Cameras K.K."
    assert "a camera can photograph a screen or a print" in summary.summary(ENGLISH, each)


def test_a_dispute_names_both_sides() -> None:
    each = EXAMPLES["disputed"]
    assert (
        headline_words.headline(ENGLISH, each)
        == "Marks contradict each other: the signed record says a device, a label says AI"
    )
    assert CAMERA.organisation in standing_words.standing(ENGLISH, each)


def test_a_mark_against_a_silent_record_is_named() -> None:
    mark = finding("label.aigc_is", OriginClaim.AI_GENERATED, Strength.DECODED)
    record = Record(RecordState.TRUSTED, manifests=(manifest(RecordState.TRUSTED, CAMERA),))
    each = report(Verdict(Conclusion.DISPUTED, Standing.DECODED), (mark,), record)
    assert "does not mention AI, a hidden mark says AI" in headline_words.headline(ENGLISH, each)
    assert "Example Cameras K.K. does not mention AI" in standing_words.standing(ENGLISH, each)


def test_what_a_weaker_manifest_says_is_never_put_in_the_mouth_of_a_confirmed_signer() -> None:
    below = finding("record.origin", source_type="digitalCapture", signer="Contoso Media")
    record = Record(RecordState.TRUSTED, manifests=(manifest(RecordState.TRUSTED, CAMERA),))
    each = report(Verdict(standing=Standing.CONFIRMED, by=CAMERA.name), (below,), record)
    assert headline_words.headline(ENGLISH, each) == (
        "Not known how this was made. The record signed by Example Cameras K.K. does not say"
    )
    own = finding("record.origin", strength=Strength.CONFIRMED, source_type="algorithmicMedia", signer=CAMERA.name)
    assert headline_words.headline(ENGLISH, replace(each, findings=(own,))) == (
        "Not known how this was made. Example Cameras K.K. states only: “Made by rules or formulas”"
    )


def test_a_signer_is_not_named_as_if_it_had_signed_a_label() -> None:
    label = EXAMPLES["AI label in metadata"]
    each = replace(label, record=EXAMPLES["captured, confirmed"].record)
    assert "does not come from that record" in standing_words.signer_line(ENGLISH, each)


def test_the_kind_of_label_is_said_in_the_headline() -> None:
    assert headline_words.headline(ENGLISH, EXAMPLES["AI label in metadata"]).startswith("A label in this file says")
    assert "Stable Diffusion WebUI" in headline_words.headline(ENGLISH, EXAMPLES["generator settings"])
    assert headline_words.headline(ENGLISH, EXAMPLES["altered AI"]).startswith("A broken record in this file says")


def test_a_confirmed_record_names_list_and_date() -> None:
    each = EXAMPLES["captured, confirmed"]
    assert "on the list “C2PA trust list” of 2026-09-24" in standing_words.standing(ENGLISH, each)
    assert "2026-08-06 10:00 UTC" in standing_words.signer_line(ENGLISH, each)


def test_nobody_is_named_where_nobody_signed() -> None:
    assert standing_words.signer_line(ENGLISH, EXAMPLES["nothing found"]) == ""
    assert standing_words.signer_line(ENGLISH, EXAMPLES["AI label in metadata"]) == ""


def test_a_name_that_nobody_vouches_for_stands_in_quotation_marks() -> None:
    spoof = replace(STRANGER, organisation="Adobe, confirmed by the C2PA trust list\u202e")
    each = EXAMPLES["captured, signer unknown"]
    each = replace(each, record=replace(each.record, manifests=(manifest(RecordState.UNTRUSTED, spoof),)))
    for text in (
        standing_words.signer_line(ENGLISH, each),
        alarms.alarm_words(ENGLISH, each)[0].sentence,
        next_steps.next_steps(ENGLISH, each)[0].text,
    ):
        assert "“Adobe, confirmed by the C2PA trust list⟨U+202E⟩”" in text


def test_a_host_is_named_only_where_it_is_one() -> None:
    each = EXAMPLES["record elsewhere"]
    assert (
        headline_words.headline(ENGLISH, each)
        == "A record of this file is kept at manifests.example.com; it was not fetched"
    )
    for url in ("https://safe and confirmed.example/", "file:///etc/passwd", "http://[broken", "https://a\u202eb/"):
        bad = replace(each, record=Record(RecordState.REMOTE, url=url), findings=())
        assert headline_words.headline(ENGLISH, bad) == "A record of this file is kept elsewhere; it was not fetched"
    foreign = replace(each, record=Record(RecordState.REMOTE, url="https://аdobe.com/x"))
    assert "xn--" in headline_words.headline(ENGLISH, foreign)


def test_links_lead_only_to_pages_that_are_known_here() -> None:
    hosts = {
        step.url.split("/")[2]
        for wording in (ENGLISH, CHINESE)
        for each in EXAMPLES.values()
        for step in (*next_steps.next_steps(wording, each), *elsewhere.elsewhere(wording, each))
        if step.url
    }
    assert hosts == {
        "contentcredentials.org", "tineye.com", "image.baidu.com", "images.google.com", "pic.sogou.com",
        "gemini.google.com", "openai.com", "www.meta.ai", "ai.azure.com",
    }  # fmt: skip


def test_short_words_are_short_and_mark_what_is_only_said() -> None:
    for each in EXAMPLES.values():
        assert len(badges.short(ENGLISH, each).split()) <= 4
    assert badges.short(ENGLISH, EXAMPLES["made with AI, confirmed"]) == "AI-made"
    assert badges.short(ENGLISH, EXAMPLES["AI label in metadata"]) == "said: AI-made"


@pytest.mark.parametrize(
    ("kind", "shape", "chinese"),
    [
        (Strength.CONFIRMED, "◆", "已确认"),
        (Strength.UNCONFIRMED, "◇", "未确认"),
        (Strength.DECODED, "▲", "解码标记"),
        (Strength.STATED, "●", "自述"),
        (Strength.HINT, "○", "线索"),
        (Standing.BROKEN, "✕", "已失效"),
        (Standing.NONE, "–", "未发现"),
    ],
)
def test_each_kind_of_proof_has_a_shape_and_a_word(kind: Strength | Standing, shape: str, chinese: str) -> None:
    assert badges.badge(CHINESE, kind).shape == shape
    assert badges.badge(CHINESE, kind).word == chinese


def test_all_strengths_and_standings_have_badges() -> None:
    shapes = {badges.badge(ENGLISH, kind).shape for kind in (*Strength, *Standing)}
    assert len(shapes) == len({str(kind) for kind in (*Strength, *Standing)})


def test_the_line_that_is_always_there() -> None:
    assert (
        ENGLISH.text("window.always")
        == "Whence reads what a file carries. It does not judge whether what it shows is true."
    )
    assert CHINESE.text("window.always") == "Whence 只读取文件携带的信息，不判断其内容是否属实。"


def test_a_label_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        ENGLISH.text("window.no such label")


def test_what_is_still_being_checked_is_not_asserted() -> None:
    each = EXAMPLES["captured, confirmed"]
    each = replace(each, record=replace(each.record, checking=True), readings=())
    assert headline_words.headline(ENGLISH, each) == "Still checking whether the signed record fits this file"
    assert "unchanged" not in standing_words.standing(ENGLISH, each)


def test_a_step_is_told_as_the_record_states_it() -> None:
    each = EXAMPLES["photo with an AI edit, confirmed"]
    node = history.node_words(ENGLISH, each.record.manifests[0], each.record)
    assert "edited (“Changed in part with generative AI”), by “Photo assist”" in node.what
    assert node.relation == ""
    before = history.node_words(ENGLISH, each.record.manifests[1], each.record)
    assert before.relation == "an earlier version of this file"


def test_an_ingredient_without_a_record_is_the_word_of_who_used_it() -> None:
    ingredient = EXAMPLES["photo with an AI edit, confirmed"].record.manifests[0].ingredients[0]
    flat = replace(ingredient, manifest="", source_type=IPTC + "trainedAlgorithmicMedia")
    assert history.ingredient_words(ENGLISH, flat).what == "Whoever used it states: “Made with generative AI”"
    assert (
        history.ingredient_words(ENGLISH, replace(flat, source_type="")).what == "Where it comes from is not recorded."
    )
