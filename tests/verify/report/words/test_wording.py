"""What is said of a whole report: only confirmed records assert, and silence is never a finding."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from tests.build.reports import (
    CAMERA,
    IPTC,
    KNOWN,
    STRANGER,
    examples,
    file,
    finding,
    known_examples,
    manifest,
    report,
    signed,
)
from verify.model import (
    SIGNS,
    Alarm,
    Conclusion,
    Edits,
    Origin,
    OriginClaim,
    Problem,
    Record,
    RecordState,
    Report,
    Shortfall,
    Standing,
    Strength,
    Verdict,
)
from verify.report.words import badges, signers
from verify.report.words.cards import history
from verify.report.words.cards.history import record_state
from verify.report.words.catalogue import Translator
from verify.report.words.types import Answer
from verify.report.words.verdict import elsewhere, next_steps, not_checked
from verify.report.words.verdict.answer import answer
from verify.report.words.verdict.how_sure import alarms

LANGUAGES = ("en", "zh_CN")
ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")
EXAMPLES = {**examples(), **known_examples()}
BARE = re.compile(r"^(?:AI-generated|Edited|Contains AI-generated|May |Taken|Recorded|Scanned|Joined|Made)")
ALLOWED = {
    Standing.CONFIRMED: {*Conclusion},
    Standing.KNOWN: {
        Conclusion.AI_GENERATED,
        Conclusion.AI_EDITED,
        Conclusion.CONTAINS_AI,
        Conclusion.MAY_CONTAIN_AI,
        Conclusion.UNKNOWN,
    },
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
    state = RecordState.EXPIRED if standing is Standing.KNOWN else RecordState.TRUSTED
    record = Record(state, manifests=(manifest(state, KNOWN if standing is Standing.KNOWN else CAMERA),))
    signed_standing = standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED)
    return report(Verdict(conclusion, standing, by="Example"), (), record if signed_standing else Record())


def lines_of(wording: Translator, each: Report) -> tuple[str, ...]:
    said = answer(wording, each)
    return said.headline, said.according_to, said.standing, said.summary


def all_said(said: Answer) -> str:
    sure = said.how_sure
    return "\n".join((
        said.headline, said.according_to, said.standing, said.summary, *said.warnings, *sure.case, *sure.notes
    ))  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("conclusion", "standing"), PAIRS)
def test_every_pair_that_the_verdict_allows_has_words(
    conclusion: Conclusion, standing: Standing, language: str
) -> None:
    wording = Translator(language)
    each = plain_report(conclusion, standing)
    for text in (*lines_of(wording, each), *answer(wording, each).how_sure.case, badges.short(wording, each)):
        assert text
        assert "(not stated)" not in text
        assert "（未说明）" not in text
    assert 2 <= len(next_steps.next_steps(wording, each)) <= 3


def test_answers_differ_wherever_the_meaning_does() -> None:
    for wording in (ENGLISH, CHINESE):
        heard: dict[tuple[str, ...], tuple[Conclusion, Standing]] = {}
        for conclusion, standing in PAIRS:
            said = lines_of(wording, plain_report(conclusion, standing))
            assert said not in heard, (heard.get(said), conclusion, standing)
            heard[said] = (conclusion, standing)


@pytest.mark.parametrize(("conclusion", "standing"), PAIRS)
def test_only_a_verified_signature_makes_a_bare_statement(conclusion: Conclusion, standing: Standing) -> None:
    said = answer(ENGLISH, plain_report(conclusion, standing))
    claims = conclusion not in (Conclusion.UNKNOWN, Conclusion.DISPUTED)
    assert bool(BARE.match(said.headline)) == (claims and standing is Standing.CONFIRMED)
    assert said.according_to.startswith("according to Example") == (claims and standing is Standing.CONFIRMED)
    assert said.according_to.startswith("by Example") == (claims and standing is Standing.KNOWN)
    if claims and standing is Standing.UNCONFIRMED:
        assert said.according_to == "in the name of “Example”, passed on by “Example Cameras K.K.”, not verified"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("standing", list(Standing))
def test_every_standing_has_its_own_sign_and_words(standing: Standing, language: str) -> None:
    wording = Translator(language)
    said = {item: wording.text(f"verdict.standing.{item}") for item in Standing}
    assert len(set(said.values())) == len(Standing)
    scale = answer(wording, EXAMPLES["nothing found"]).how_sure.scale
    assert (SIGNS[standing], said[standing]) in {(row.sign, row.standing) for row in scale}


def test_a_known_signer_is_named_with_its_product_and_the_reason_is_said_once() -> None:
    said = answer(ENGLISH, EXAMPLES["AI, known"])
    assert said.line == "Signed as AI-generated · by OpenAI (GPT)"
    assert said.pill == "◈ Signed by a known signer"
    assert said.summary == (
        "The signature matches, but only an older trust list has the signer, "
        "and the certificate expired on 15 Apr 2026."
    )
    assert said.warnings == ()
    assert answer(CHINESE, EXAMPLES["AI, known"]).line == "签名声明：人工智能生成 · 签名者：OpenAI（GPT）"


@pytest.mark.parametrize(
    ("shortfalls", "said"),
    [
        ((Shortfall.OLDER_LIST,), ("older trust list",)),
        ((Shortfall.EXPIRED,), ("expired on 15 Apr 2026",)),
        ((Shortfall.OLDER_LIST, Shortfall.EXPIRED), ("older trust list", "expired on 15 Apr 2026")),
    ],
)
def test_of_a_known_signer_it_is_said_what_is_missing(shortfalls: tuple[Shortfall, ...], said: tuple[str, ...]) -> None:
    each = EXAMPLES["AI, known"]
    signer = replace(KNOWN, shortfalls=shortfalls)
    told = replace(each, record=replace(each.record, manifests=(manifest(RecordState.EXPIRED, signer),)))
    sentence = answer(ENGLISH, told).summary
    for part in ("older trust list", "expired on 15 Apr 2026"):
        assert (part in sentence) == (part in said)


def test_a_known_signers_camera_is_told_as_what_its_record_says() -> None:
    said = answer(ENGLISH, EXAMPLES["captured, known"])
    assert said.headline == "Can't tell how this was made"
    assert said.according_to == "OpenAI's record says: taken with a camera; its certificate has expired"
    assert "isn't enough" in said.summary


@pytest.mark.parametrize(
    ("shortfall", "said"),
    [
        (Shortfall.TIME_OUTSIDE, "while the certificate wasn't valid"),
        (Shortfall.NOT_YET_VALID, "isn't valid yet"),
        (Shortfall.CLAIMED_LATE, "By its own date"),
        (Shortfall.CLOCK_BEHIND, "clock is wrong"),
    ],
)
@pytest.mark.parametrize("state", [RecordState.UNTRUSTED, RecordState.EXPIRED])
def test_what_is_never_known_has_a_sentence_of_its_own(state: RecordState, shortfall: Shortfall, said: str) -> None:
    signer = replace(KNOWN, shortfalls=(Shortfall.OLDER_LIST, shortfall))
    record = Record(state, manifests=(manifest(state, signer),))
    each = report(Verdict(Conclusion.AI_GENERATED, Standing.UNCONFIRMED, by="OpenAI"), (), record)
    assert said in answer(ENGLISH, each).summary


def test_a_record_by_an_unknown_signer_never_asserts_a_capture() -> None:
    said = answer(ENGLISH, EXAMPLES["captured, signer unknown"])
    assert said.headline == "Can't tell how this was made"
    assert said.according_to == ("a record in the name of “Contoso Media”, not verified, says: taken with a camera")
    assert answer(CHINESE, EXAMPLES["captured, signer unknown"]).headline == "无法判断制作方式"


@pytest.mark.parametrize("standing", [item for item in Standing if item is not Standing.CONFIRMED])
@pytest.mark.parametrize("conclusion", [Conclusion.CAPTURED, Conclusion.HUMAN_MADE])
def test_capture_and_hand_are_never_said_without_a_confirmed_record(conclusion: Conclusion, standing: Standing) -> None:
    assert not BARE.match(answer(ENGLISH, plain_report(conclusion, standing)).headline)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["nothing found", "camera data only", "record elsewhere", "empty file"])
def test_finding_nothing_is_never_said_to_mean_anything(name: str, language: str) -> None:
    wording, each = Translator(language), EXAMPLES[name]
    said = " ".join((
        all_said(answer(wording, each)),
        badges.short(wording, each),
        *(step.text for step in next_steps.next_steps(wording, each)),
        *not_checked.not_checked(wording, each),
    ))  # fmt: skip
    assert not re.search(
        r"\breal\b|authentic|genuine|no AI\b(?! label)|not AI|trustworthy|真实|真的|可信|没有人工智能", said
    )


def test_the_words_for_nothing_are_those_that_were_agreed() -> None:
    said = answer(ENGLISH, EXAMPLES["nothing found"])
    assert said.line == "Can't tell how this was made · no signature, no AI label found"
    assert said.pill == "– Nothing found"
    assert said.summary == "Apps and screenshots often remove both, so this proves nothing."
    assert answer(CHINESE, EXAMPLES["nothing found"]).line == "无法判断制作方式 · 未发现签名或人工智能标识"


def test_nothing_found_is_not_said_where_something_was_found() -> None:
    said = answer(ENGLISH, EXAMPLES["camera data only"])
    assert said.standing == "No proof either way"
    assert said.headline == "Can't tell how this was made"
    assert said.facts is not None
    assert said.facts.line == "In the file, unsigned: Example E-1 · 2 Jan 2024, 03:04"


def test_a_record_that_could_not_be_looked_for_is_not_called_absent() -> None:
    unread = (finding("record.unreadable", reason="bad box"), finding("context.metadata_damaged", what="x"))
    said = answer(ENGLISH, report(Verdict(), unread, Record(RecordState.UNREADABLE)))
    assert said.according_to == "no AI label found; signed records couldn't be checked"
    assert said.standing == "Not fully checked"
    assert "may have been missed" in said.summary


def test_a_reader_that_failed_is_not_counted_as_having_looked() -> None:
    each = EXAMPLES["nothing found"]
    failed = tuple(replace(item, problem=Problem.FAILED) if item.reader == "xmp" else item for item in each.readings)
    assert "4 kinds of checks" in answer(ENGLISH, replace(each, readings=failed)).how_sure.case[0]
    unread = replace(each, record=Record(RecordState.UNREADABLE))
    assert "4 kinds of checks" in answer(ENGLISH, unread).how_sure.case[0]
    assert answer(ENGLISH, replace(each, readings=())).according_to == "no check could be run"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("alarm", list(Alarm))
def test_every_alarm_has_a_sentence(alarm: Alarm, language: str) -> None:
    each = report(Verdict(alarms=(alarm,)))
    (words,) = alarms.alarm_words(Translator(language), each)
    assert words.alarm is alarm
    assert words.sentence
    assert alarm not in words.sentence


def test_alarms_differ() -> None:
    for wording in (ENGLISH, CHINESE):
        said = [words.sentence for words in alarms.alarm_words(wording, report(Verdict(alarms=tuple(Alarm))))]
        assert len(said) == len(set(said))


WARNS = {Alarm.RECORD_BROKEN, Alarm.LAYERS_CONTRADICT, Alarm.LABEL_EMPTIED}


@pytest.mark.parametrize("alarm", list(Alarm))
def test_a_warning_stands_only_for_what_would_mislead(alarm: Alarm) -> None:
    altered = EXAMPLES["altered photo"]
    each = replace(altered, verdict=replace(altered.verdict, alarms=(alarm,)))
    assert bool(answer(ENGLISH, each).warnings) == (alarm in WARNS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", list(RecordState))
def test_every_state_of_a_record_has_one_sentence(state: RecordState, language: str) -> None:
    wording = Translator(language)
    sentence = record_state(wording, state)
    assert state not in sentence.split()
    assert sentence.endswith((".", "。"))
    assert sentence not in [record_state(wording, other) for other in RecordState if other is not state]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_is_a_reason(problem: Problem, language: str) -> None:
    wording = Translator(language)
    assert wording.text(f"commands.problems.{problem}").endswith((".", "。"))
    each = Report(replace(file(), problem=problem), Verdict(standing=Standing.UNCHECKED))
    said = answer(wording, each)
    assert said.summary == wording.text(f"commands.problems.{problem}")
    assert said.sign == "?"
    assert len(said.steps) >= 2


@pytest.mark.parametrize(
    ("state", "warning"),
    [
        (RecordState.ALTERED, "Changed after signing"),
        (RecordState.BAD_SIGNATURE, "Signature invalid"),
        (RecordState.REVOKED, "Certificate revoked"),
    ],
)
def test_a_broken_record_says_why_it_is_broken(state: RecordState, warning: str) -> None:
    each = replace(EXAMPLES["altered photo"], record=replace(EXAMPLES["altered photo"].record, state=state))
    said = answer(ENGLISH, each)
    assert said.warnings == (warning,)
    assert said.pill == "✕ Signature doesn't hold"
    assert "“Contoso Media”" in said.according_to
    assert not said.according_to.startswith(("by", "according to"))


def test_a_stray_sidecar_is_not_called_tampering() -> None:
    altered = EXAMPLES["altered photo"]
    each = replace(altered, findings=(*altered.findings, finding("record.sidecar_mismatch", name="a.c2pa")))
    said = answer(ENGLISH, each)
    assert said.according_to == "the record next to this file belongs to another one"
    assert said.pill == "✕ Another file's record"
    assert said.warnings == ()


def test_an_expired_certificate_is_worded_without_alarm() -> None:
    said = answer(ENGLISH, EXAMPLES["AI, expired"])
    assert "the certificate has expired" in said.summary
    assert not re.search(r"tamper|broken|invalid|changed after", all_said(said))
    assert said.warnings == ()


@pytest.mark.parametrize(
    ("origin", "media_type", "words"),
    [
        (Origin.CAPTURE, "image/jpeg", "a device recorded it"),
        (Origin.SCAN, "image/tiff", "it was scanned"),
        (Origin.HUMAN, "image/png", "a person made it"),
        (Origin.SCREEN, "image/png", "it's a screen capture"),
        (Origin.UNRECORDED, "image/png", "what it was before isn't recorded"),
        (Origin.UNSTATED, "image/png", "what it was before isn't recorded"),
    ],
)
def test_an_edit_says_what_was_edited(origin: Origin, media_type: str, words: str) -> None:
    verdict = Verdict(Conclusion.AI_EDITED, Standing.CONFIRMED, (), origin, Edits.AI, "Example")
    said = answer(ENGLISH, report(verdict, facts=file(media_type)))
    assert said.line == "Edited with AI · according to Example"
    assert words in said.summary


@pytest.mark.parametrize(
    ("source", "media_type", "words"),
    [
        ("digitalCapture", "image/jpeg", "Taken with a camera"),
        ("digitalCapture", "video/mp4", "Recorded with a camera"),
        ("digitalCapture", "audio/wav", "Recorded with a microphone"),
        ("computationalCapture", "image/jpeg", "Taken with a camera"),
        ("compositeCapture", "image/jpeg", "Joined from several camera pictures"),
        ("negativeFilm", "image/tiff", "Scanned from a film negative"),
        ("positiveFilm", "image/tiff", "Scanned from a slide"),
        ("print", "image/tiff", "Scanned from a print"),
    ],
)
def test_a_capture_says_by_what_and_what_it_does_not_prove(source: str, media_type: str, words: str) -> None:
    each = signed(
        Conclusion.CAPTURED, Standing.CONFIRMED, RecordState.TRUSTED, CAMERA, source, OriginClaim.CAPTURED,
        Origin.CAPTURE, media_type=media_type,
    )  # fmt: skip
    said = answer(ENGLISH, each)
    assert said.headline == words
    assert said.according_to.startswith("according to Example Cameras K.K.")
    assert re.search("can also (?:photograph|film|record) a", said.summary)
    assert "caption, place or date" in all_said(said)
    assert "online" in all_said(said)  # whether a certificate was revoked since


def test_a_dispute_names_both_sides() -> None:
    said = answer(ENGLISH, EXAMPLES["disputed"])
    assert said.headline == "Marks disagree"
    assert said.according_to == (
        "Example Cameras K.K.'s signed record says: taken with a camera; an unsigned label says: AI"
    )
    assert said.pill == "● AI label not signed"


def test_a_mark_against_a_silent_record_is_named() -> None:
    mark = finding("label.aigc_is", OriginClaim.AI_GENERATED, Strength.DECODED)
    record = Record(RecordState.TRUSTED, manifests=(manifest(RecordState.TRUSTED, CAMERA),))
    said = answer(ENGLISH, report(Verdict(Conclusion.DISPUTED, Standing.DECODED), (mark,), record))
    assert said.according_to == "Example Cameras K.K.'s signed record doesn't mention AI; a watermark does"


def test_what_a_weaker_manifest_says_is_never_put_in_the_mouth_of_a_confirmed_signer() -> None:
    below = finding("record.origin", source_type="digitalCapture", signer="Contoso Media")
    record = Record(RecordState.TRUSTED, manifests=(manifest(RecordState.TRUSTED, CAMERA),))
    each = report(Verdict(standing=Standing.CONFIRMED, by=CAMERA.name), (below,), record)
    assert answer(ENGLISH, each).according_to == "Example Cameras K.K.'s verified record doesn't say"
    own = finding("record.origin", strength=Strength.CONFIRMED, source_type="algorithmicMedia", signer=CAMERA.name)
    said = answer(ENGLISH, replace(each, findings=(own,)))
    assert said.according_to.startswith("Example Cameras K.K.'s verified record says only “")


def test_a_signer_is_not_named_as_if_it_had_signed_a_label() -> None:
    label = EXAMPLES["AI label in metadata"]
    each = replace(label, record=EXAMPLES["captured, confirmed"].record)
    assert "the answer doesn't come from that record" in all_said(answer(ENGLISH, each))
    assert answer(ENGLISH, each).according_to == "by a label that names nobody"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("AI label in metadata", "Labelled as AI-generated · by a label that names nobody"),
        (
            "generator settings",
            "Contains AI generation settings · in the form that Stable Diffusion WebUI saves, not signed",
        ),
        ("AIGC label", "Labelled as AI-generated · by Doubao 豆包 (ByteDance), in its AIGC label"),
        (
            "altered AI",
            "An invalid record says “AI-generated” · a record that doesn't match this file names “Contoso Media”",
        ),
    ],
)
def test_the_kind_of_label_and_its_maker_are_said(name: str, line: str) -> None:
    assert answer(ENGLISH, EXAMPLES[name]).line == line


def test_a_field_of_the_file_is_never_said_to_be_somebody() -> None:
    label = EXAMPLES["AI label in metadata"]
    each = replace(label, verdict=replace(label.verdict, by="xmp:Iptc4xmpExt:DigitalSourceType"))
    assert "xmp" not in all_said(answer(ENGLISH, each))


def test_a_confirmed_record_names_list_and_date() -> None:
    each = EXAMPLES["captured, confirmed"]
    case = " ".join(answer(ENGLISH, each).how_sure.case)
    assert "on the list “C2PA trust list” of 24 Sep 2026" in case
    assert "6 Aug 2026, 10:00 UTC" in case
    assert "2026年8月6日 10:00 UTC" in " ".join(answer(CHINESE, each).how_sure.case)


def test_nobody_is_named_where_nobody_signed() -> None:
    for name in ("nothing found", "AI label in metadata"):
        assert not re.search("signed by|name of", all_said(answer(ENGLISH, EXAMPLES[name])))


def test_a_name_that_nobody_vouches_for_stands_in_quotation_marks() -> None:
    spoof = replace(STRANGER, organisation="Adobe, confirmed by the C2PA trust list\u202e")
    each = EXAMPLES["captured, signer unknown"]
    each = replace(each, record=replace(each.record, manifests=(manifest(RecordState.UNTRUSTED, spoof),)))
    said = answer(ENGLISH, replace(each, verdict=replace(each.verdict, by=""), findings=()))
    for text in (said.according_to, said.how_sure.case[0], said.steps[0].text):
        assert "“Adobe, confirmed by the C2PA trust list⟨U+202E⟩”" in text


def test_a_host_is_named_only_where_it_is_one() -> None:
    each = EXAMPLES["record elsewhere"]
    assert answer(ENGLISH, each).according_to == "its record is stored at manifests.example.com, not downloaded"
    for url in ("https://safe and confirmed.example/", "file:///etc/passwd", "http://[broken", "https://a\u202eb/"):
        bad = replace(each, record=Record(RecordState.REMOTE, url=url), findings=())
        assert answer(ENGLISH, bad).according_to == "its record is stored elsewhere, not downloaded"
    foreign = replace(each, record=Record(RecordState.REMOTE, url="https://аdobe.com/x"))
    assert "xn--" in answer(ENGLISH, foreign).according_to


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
    assert badges.short(ENGLISH, EXAMPLES["made with AI, confirmed"]) == "AI-generated"
    assert badges.short(ENGLISH, EXAMPLES["AI label in metadata"]) == "said: AI-generated"


@pytest.mark.parametrize(
    ("kind", "shape", "chinese"),
    [
        (Strength.CONFIRMED, "◆", "签名已验证"),
        (Strength.UNCONFIRMED, "◇", "有签名，未通过验证"),
        (Strength.DECODED, "▲", "读出水印"),
        (Strength.STATED, "●", "标识未签名"),
        (Strength.HINT, "○", "线索"),
        (Standing.BROKEN, "✕", "签名不再有效"),
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
    assert ENGLISH.text("window.always").endswith("It can't tell whether what you see is true.")
    assert CHINESE.text("window.always").endswith("无法判断内容是否属实。")


def test_a_label_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        ENGLISH.text("window.no such label")


def test_what_is_still_being_checked_is_not_asserted() -> None:
    each = EXAMPLES["captured, confirmed"]
    said = answer(ENGLISH, replace(each, record=replace(each.record, checking=True), readings=()))
    assert said.headline == "Checking whether the signed record matches"
    assert "taken with" not in all_said(said).casefold()


def test_a_step_is_told_as_the_record_states_it() -> None:
    each = EXAMPLES["photo with an AI edit, confirmed"]
    node = history.node_words(ENGLISH, each.record.manifests[0], each.record)
    assert "edited (“Partly edited with AI”), with “Photo assist”" in node.what
    assert node.relation == ""
    before = history.node_words(ENGLISH, each.record.manifests[1], each.record)
    assert before.relation == "an earlier version of this file"


def test_an_ingredient_without_a_record_is_the_word_of_who_used_it() -> None:
    ingredient = EXAMPLES["photo with an AI edit, confirmed"].record.manifests[0].ingredients[0]
    flat = replace(ingredient, manifest="", source_type=IPTC + "trainedAlgorithmicMedia")
    assert history.ingredient_words(ENGLISH, flat).what == "Stated by whoever used it: “AI-generated”"
    assert history.ingredient_words(ENGLISH, replace(flat, source_type="")).what == "Its origin is not recorded."


@pytest.mark.parametrize(
    ("product", "said"),
    [
        ("Image Creator (Designer)", "Image Creator, Designer"),
        ("(FLUX)", "FLUX"),
        ("生成器（测试）", "生成器, 测试"),
        ("GPT-4o", "GPT-4o"),
        ("a (", "a ("),
    ],
)
def test_a_product_in_brackets_has_none_of_its_own(product: str, said: str) -> None:
    assert signers.fit_into_brackets(product) == said
