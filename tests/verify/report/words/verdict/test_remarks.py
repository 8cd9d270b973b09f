"""What an answer must not leave out, in both languages: authors, contradictions, gaps, halves, and unsigned facts."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build.reports import (
    CAMERA,
    IPTC,
    LIST,
    STRANGER,
    file,
    finding,
    manifest,
    report,
)
from verify.model import (
    Conclusion,
    Edits,
    Finding,
    Ingredient,
    Origin,
    OriginClaim,
    Record,
    RecordState,
    Report,
    Signer,
    Standing,
    Strength,
    TrustListFacts,
    Verdict,
)
from verify.report.formats.html import html
from verify.report.formats.text import text
from verify.report.words import badges
from verify.report.words.cards import finding_cards, history, label_card
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.report.words.verdict import unsigned
from verify.report.words.verdict.answer import answer
from verify.report.words.verdict.how_sure import remarks

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")
BOTH = (ENGLISH, CHINESE)
STUDIO = Signer("Example Studio", "Editor", trust_list=LIST.name)
TOP, PHOTO = "urn:c2pa:top", "urn:c2pa:photo"
UNCHANGED = re.compile(r"unchanged since|not been changed since|has not changed|unchanged")


def placed(
    code: str, label: str, claim: OriginClaim, strength: Strength, source: str, signer: str, **more: str
) -> Finding:
    made = finding(code, claim, strength, source_type=IPTC + source, signer=signer, **more)
    return replace(made, where=f"{label}/c2pa.actions.v2")


def layered(top: Signer, below: Signer, state: RecordState = RecordState.TRUSTED) -> Record:
    upper = manifest(state, top, label=TOP, inception=(), actions=())
    lower = manifest(RecordState.TRUSTED, below, "digitalCapture", label=PHOTO)
    return Record(state, manifests=(upper, lower), location="embedded")


def said(shown: Report, wording: Translator) -> str:
    """Everything of the answer itself."""
    whole = answer(wording, shown)
    sure = whole.how_sure
    return "\n".join((whole.line, whole.standing, whole.summary, *whole.warnings, *sure.case, *sure.notes))


def line(shown: Report, wording: Translator) -> str:
    """What, and according to whom."""
    return answer(wording, shown).line


def reopened() -> Report:
    """A studio's file; a camera's word of the version that it was made from."""
    captured = placed(
        "record.origin",
        PHOTO,
        OriginClaim.CAPTURED,
        Strength.CONFIRMED,
        "digitalCapture",
        CAMERA.name,
        relation="parentOf",
    )
    verdict = Verdict(Conclusion.CAPTURED, Standing.CONFIRMED, (), Origin.CAPTURE, Edits.NONE, CAMERA.name, (0,))
    return report(verdict, (captured,), layered(STUDIO, CAMERA))


def captured(*further: Finding, media_type: str = "image/jpeg", standing: Standing = Standing.CONFIRMED) -> Report:
    """A confirmed capture, or what is left of it, with further findings."""
    kept = standing is Standing.CONFIRMED and not any(item.code == "record.incomplete" for item in further)
    claim = OriginClaim.CAPTURED if kept else OriginClaim.NONE
    begun = placed("record.origin", "urn:c2pa:1", claim, Strength.CONFIRMED, "digitalCapture", CAMERA.name)
    conclusion = Conclusion.CAPTURED if kept else Conclusion.UNKNOWN
    verdict = Verdict(conclusion, standing, (), Origin.CAPTURE, Edits.NONE, CAMERA.name, (0,))
    record = Record(
        RecordState.TRUSTED, manifests=(manifest(RecordState.TRUSTED, CAMERA, "digitalCapture"),), location="embedded"
    )
    return report(verdict, (begun, *further), record, file(media_type))


# ---- who says what


def test_the_answer_names_both_the_speaker_and_the_signer_of_this_file() -> None:
    shown = reopened()
    for wording in BOTH:
        for sentence in (line(shown, wording), answer(wording, shown).how_sure.case[0]):
            assert CAMERA.name in sentence
            assert STUDIO.name in sentence
    assert line(shown, ENGLISH) == (
        f"Taken with a camera · according to {CAMERA.name} on an earlier version; {STUDIO.name} signed this file"
    )


def test_a_camera_is_never_said_to_have_signed_a_file_that_it_never_saw() -> None:
    assert not re.search(rf"{CAMERA.name} signed (this file|the record)", said(reopened(), ENGLISH))


def test_that_a_part_is_in_the_file_is_the_word_of_its_holder() -> None:
    part = placed(
        "record.component",
        PHOTO,
        OriginClaim.CONTAINS_AI,
        Strength.CONFIRMED,
        "trainedAlgorithmicMedia",
        "Image Models",
    )
    verdict = Verdict(
        Conclusion.CONTAINS_AI, Standing.CONFIRMED, (), Origin.CAPTURE, Edits.AI_COMPONENT, "Image Models", (0,)
    )
    shown = report(verdict, (part,), layered(STUDIO, Signer("Image Models", trust_list=LIST.name)))
    assert line(shown, ENGLISH) == (
        "Contains AI-generated parts · according to Image Models on a part; Example Studio signed this file"
    )
    assert "earlier version" not in said(shown, ENGLISH)
    assert "较早版本" not in said(shown, CHINESE)
    for wording in BOTH:
        assert all(name in line(shown, wording) for name in ("Example Studio", "Image Models"))


def test_an_editor_does_not_vouch_for_the_camera_below_it() -> None:
    edit = placed(
        "record.edit",
        TOP,
        OriginClaim.AI_EDITED,
        Strength.CONFIRMED,
        "compositeWithTrainedAlgorithmicMedia",
        STUDIO.name,
    )
    begun = placed(
        "record.origin", PHOTO, OriginClaim.NONE, Strength.CONFIRMED, "digitalCapture", CAMERA.name, relation="parentOf"
    )
    verdict = Verdict(Conclusion.AI_EDITED, Standing.CONFIRMED, (), Origin.CAPTURE, Edits.AI, STUDIO.name, (0,))
    shown = report(verdict, (edit, begun), layered(STUDIO, CAMERA))
    assert f"How it began is what {CAMERA.name} says" in said(shown, ENGLISH)
    assert CAMERA.name in said(shown, CHINESE)


def test_one_who_signed_every_version_is_named_once() -> None:
    shown = captured()
    assert line(shown, ENGLISH) == f"Taken with a camera · according to {CAMERA.name}"
    assert remarks.remarks(ENGLISH, shown) == ()


@pytest.mark.parametrize("wording", BOTH, ids=["en", "zh_CN"])
def test_a_recorded_failure_is_told_as_the_word_of_who_recorded_it(wording: Translator) -> None:
    told = finding(
        "record.ingredient_broken",
        title="photo.jpg",
        signer=CAMERA.name,
        codes="assertion.dataHash.mismatch",
        recorder="Somebody",
        recorder_confirmed="no",
        signature="fits",
    )
    words = finding_cards.finding_words(wording, told)
    assert "Somebody" in words.title
    assert words.found.startswith("“Somebody”")
    assert f"signed as “{CAMERA.name}”, is invalid" not in words.found
    assert wording.text("report.finding_cards.signature_fits") in words.found


def test_the_story_does_not_call_a_version_changed_on_somebodys_word_alone() -> None:
    edge = Ingredient("c2pa.ingredient.v3", "parentOf", manifest=PHOTO, recorded_by=(TOP,))
    record = layered(STRANGER, CAMERA, RecordState.UNTRUSTED)
    upper, lower = record.manifests
    changed = replace(lower, state=RecordState.ALTERED)
    record = replace(record, manifests=(replace(upper, ingredients=(edge,)), changed))
    assert history.node_words(ENGLISH, changed, record).state == ENGLISH.text("report.history.altered_below")
    seen = replace(record, manifests=(replace(upper, ingredients=(replace(edge, recorded_by=()),)), changed))
    assert history.node_words(ENGLISH, changed, seen).state == ENGLISH.text("report.history.record_states.altered")


def test_an_anchor_that_the_user_added_makes_nobody_a_listed_provider() -> None:
    own = TrustListFacts("My anchors", "2026-11-30", "user", 1)
    signer = Signer("Google LLC", "Pixel Camera", trust_list=own.name)
    begun = placed(
        "record.origin",
        "urn:c2pa:1",
        OriginClaim.AI_GENERATED,
        Strength.CONFIRMED,
        "trainedAlgorithmicMedia",
        "Google LLC",
    )
    verdict = Verdict(Conclusion.AI_GENERATED, Standing.CONFIRMED, (), Origin.AI, Edits.NONE, "Google LLC", (0,))
    record = Record(RecordState.TRUSTED, manifests=(manifest(RecordState.TRUSTED, signer),), location="embedded")
    shown = report(verdict, (begun,), record)
    shown = replace(shown, run=replace(shown.run, lists=(*shown.run.lists, own)))
    (line,) = (value for caption, value in label_card.label_card_words(ENGLISH, shown).rows if caption == "Provider")
    assert "certificate that you added" in line
    assert "on a trust list" not in line


# ---- who says the opposite


def contradicted(record: Record, opposing: Finding, strength: Strength = Strength.STATED) -> Report:
    label = finding("metadata.generator", OriginClaim.AI_GENERATED, strength, generator="ComfyUI")
    standing = Standing(strength.value)
    verdict = Verdict(Conclusion.AI_GENERATED, standing, (), Origin.AI, Edits.NONE, "ComfyUI", (0,), (1,))
    return report(verdict, (label, opposing), record)


@pytest.mark.parametrize(
    ("source", "english", "chinese"),
    [
        ("digitalCapture", "taken with a camera", "相机拍摄"),
        ("print", "scanned", "扫描"),
        ("digitalCreation", "made by a person", "人工制作"),
    ],
)
@pytest.mark.parametrize("strength", [Strength.STATED, Strength.DECODED])
def test_the_answer_does_not_hide_a_signed_record_that_says_the_opposite(
    strength: Strength, source: str, english: str, chinese: str
) -> None:
    record = Record(
        RecordState.UNTRUSTED, manifests=(manifest(RecordState.UNTRUSTED, STRANGER, source),), location="embedded"
    )
    opposing = placed("record.origin", "urn:c2pa:1", OriginClaim.NONE, Strength.HINT, source, STRANGER.name)
    shown = contradicted(record, opposing, strength)
    assert line(shown, ENGLISH).endswith(
        f"but a record in the name of “{STRANGER.name}”, not verified, says: {english}"
    )
    assert line(shown, CHINESE).endswith(f"（身份未验证）的签名记录称：{chinese}")
    assert answer(ENGLISH, shown).warnings == ("Marks disagree",)


def test_a_witness_whom_a_list_knows_is_called_by_name_without_doubt() -> None:
    opposing = placed(
        "record.origin", PHOTO, OriginClaim.NONE, Strength.HINT, "digitalCapture", CAMERA.name, relation="parentOf"
    )
    accusing = placed(
        "record.origin", TOP, OriginClaim.AI_GENERATED, Strength.UNCONFIRMED, "trainedAlgorithmicMedia", STRANGER.name
    )
    verdict = Verdict(
        Conclusion.AI_GENERATED, Standing.UNCONFIRMED, (), Origin.AI, Edits.NONE, STRANGER.name, (0,), (1,)
    )
    shown = report(verdict, (accusing, opposing), layered(STRANGER, CAMERA, RecordState.UNTRUSTED))
    assert line(shown, ENGLISH).endswith(f"of an earlier version, {CAMERA.name}'s record says: taken with a camera")
    assert f"{CAMERA.name} 的记录称：相机拍摄" in line(shown, CHINESE)


def test_a_file_without_a_contradiction_has_a_headline_without_one() -> None:
    label = finding("metadata.generator", OriginClaim.AI_GENERATED, Strength.STATED, generator="ComfyUI")
    shown = report(Verdict(Conclusion.AI_GENERATED, Standing.STATED, by="ComfyUI"), (label,))
    assert " but " not in line(shown, ENGLISH)
    assert answer(ENGLISH, shown).warnings == ()


# ---- what is missing and what is not covered


def gap(what: str, title: str = "") -> Finding:
    return finding("record.incomplete", what=what, title=title)


@pytest.mark.parametrize("what", ["manifest_missing", "manifest_mismatch", "manifest_broken", "manifest_unfit"])
def test_a_missing_part_is_named_in_headline_and_summary(what: str) -> None:
    shown = captured(gap(what, "bird.jpg"))
    assert "part of its history is missing" in line(shown, ENGLISH)
    assert "“bird.jpg”" in said(shown, ENGLISH)
    assert "whether AI was used can't be told" in said(shown, ENGLISH)
    assert "历史不完整" in line(shown, CHINESE)
    assert "无法判断是否使用了人工智能" in said(shown, CHINESE)


@pytest.mark.parametrize("what", ["actions_cut", "ingredients_cut", "manifests_cut", "findings_cut", "marks_cut"])
def test_a_record_that_was_not_read_to_the_end_says_so(what: str) -> None:
    shown = captured(gap(what))
    assert "too long and wasn't read completely" in line(shown, ENGLISH)
    assert "未读完" in line(shown, CHINESE)
    for wording in BOTH:
        assert remarks.remarks(wording, shown)


def test_beside_an_ai_answer_a_gap_says_that_there_may_be_more() -> None:
    edit = placed(
        "record.edit", "urn:c2pa:1", OriginClaim.AI_EDITED, Strength.CONFIRMED, "trainedAlgorithmicMedia", CAMERA.name
    )
    verdict = Verdict(Conclusion.AI_EDITED, Standing.CONFIRMED, (), Origin.UNRECORDED, Edits.AI, CAMERA.name, (0,))
    shown = report(verdict, (edit, gap("actions_cut")), captured().record)
    assert "more may have been done with AI" in said(shown, ENGLISH)
    assert "人工智能的参与可能更多" in said(shown, CHINESE)


@pytest.mark.parametrize(
    ("media_type", "english", "chinese"),
    [
        ("image/jpeg", "the picture itself", "画面本身"),
        ("video/mp4", "the film itself", "影像本身"),
        ("audio/wav", "the sound itself", "声音本身"),
        ("application/pdf", "the content itself", "内容本身"),
    ],
)
def test_a_record_that_does_not_bind_the_content_is_told_so_first(media_type: str, english: str, chinese: str) -> None:
    uncovered = finding("record.not_covered", kind="data", content="media", what="scan", bytes="90000")
    shown = captured(uncovered, media_type=media_type, standing=Standing.UNCONFIRMED)
    assert answer(ENGLISH, shown).warnings == (f"The signature doesn't cover {english}",)
    assert answer(CHINESE, shown).warnings == (f"签名没有覆盖{chinese}",)
    assert "leaves out what you see or hear" in line(shown, ENGLISH)
    assert "Anyone could have exchanged it" in said(shown, ENGLISH)
    assert not UNCHANGED.search(said(shown, ENGLISH))
    assert "未改动" not in said(shown, CHINESE)


@pytest.mark.parametrize(
    ("facts", "english"),
    [
        ({"content": "metadata", "what": "EXIF", "bytes": "1234"}, "everything except some metadata (EXIF, 1.2 kB)"),
        ({"content": "metadata", "what": "XMP"}, "everything except some metadata (XMP)"),
        ({"content": "metadata"}, "everything except some metadata,"),
        ({"content": "appended", "bytes": "2500000"}, "appended after the signed part (2.5 MB)"),
        ({"content": "unknown", "bytes": "17"}, "leaves out a part of the file (17 bytes)"),
        ({"content": "unknown", "bytes": "many"}, "leaves out a part of the file,"),
    ],
)
def test_what_the_signature_leaves_out_is_said_and_nothing_is_called_unchanged(
    facts: dict[str, str], english: str
) -> None:
    shown = captured(Finding("record.not_covered", "c2pa", facts=tuple(facts.items())))
    assert english in said(shown, ENGLISH)
    assert len(remarks.remarks(CHINESE, shown)) == 1
    assert not UNCHANGED.search(said(shown, ENGLISH))


def test_only_of_what_is_covered_is_it_said_that_it_is_intact() -> None:
    for shown in (captured(), reopened()):
        assert not UNCHANGED.search(said(shown, ENGLISH))


def test_every_capture_says_what_it_does_not_show() -> None:
    shown = captured()
    assert "can also photograph a screen or a print" in answer(ENGLISH, shown).summary
    assert "not checked online" in said(shown, ENGLISH)


# ---- no universal negatives, no silence where something was said


def test_no_recorded_step_is_marked_is_all_that_can_be_said() -> None:
    assert "No recorded step is marked as generative AI" in said(captured(), ENGLISH)
    assert "没有标为生成式人工智能" in said(captured(), CHINESE)


def test_a_step_that_speaks_of_ai_is_part_of_the_answer() -> None:
    shown = captured(
        finding("record.ai_mentioned", action="c2pa.edited", description="Generative Fill", agent="Firefly")
    )
    for wording in BOTH:
        assert "“Generative Fill”" in said(shown, wording)
        assert any("Firefly" in remark for remark in remarks.remarks(wording, shown))


def test_a_record_that_mentions_ai_is_not_said_to_be_silent() -> None:
    record = captured().record
    mentioned = finding("record.ai_mentioned", description="AI")
    for standing in (Standing.CONFIRMED, Standing.UNCONFIRMED):
        shown = report(Verdict(Conclusion.UNKNOWN, standing), (mentioned,), record)
        assert "doesn't say" not in line(shown, ENGLISH)
        assert "mentions AI" in line(shown, ENGLISH)
        assert "提到人工智能" in line(shown, CHINESE)


@pytest.mark.parametrize(
    "written",
    ["http://example.com/types/digitalCapture", "TrainedAlgorithmicMedia", IPTC + "../digitalCapture"],
)
def test_a_type_that_nobody_defined_is_quoted_and_not_translated(written: str) -> None:
    begun = finding("record.origin", OriginClaim.NONE, Strength.CONFIRMED, source_type=written, signer=CAMERA.name)
    shown = report(Verdict(Conclusion.UNKNOWN, Standing.CONFIRMED), (begun,), captured().record)
    for wording in BOTH:
        assert f"“{written}”" in line(shown, wording)


# ---- half statements


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("label.aigc_may_be", "possibly AI-generated", "可能为人工智能生成合成内容"),
        ("label.aigc_suspected", "suspected AI-generated", "疑似为人工智能生成合成内容"),
    ],
)
def test_a_label_that_says_half_is_told_with_its_half(code: str, english: str, chinese: str) -> None:
    label = finding(code, OriginClaim.MAY_CONTAIN_AI, Strength.STATED, value="2")
    shown = report(Verdict(Conclusion.MAY_CONTAIN_AI, Standing.STATED), (label,))
    assert english in line(shown, ENGLISH)
    assert chinese in line(shown, CHINESE)
    for wording in BOTH:
        assert chinese in said(shown, wording)
    assert not re.search("can be done with AI or without it|leaves open", said(shown, ENGLISH))
    assert "未说明" not in said(shown, CHINESE)


# ---- what the file says unsigned


def photo(*further: Finding, record: Record | None = None) -> Report:
    camera = finding("context.camera", make="Apple", model="iPhone 7", taken_at="2016:09:28 18:18:00")
    spot = finding("context.place", latitude="53.38123", longitude="-1.46987", url="https://example.com")
    return report(Verdict(), (camera, spot, *further), record)


def facts_line(shown: Report, wording: Translator = ENGLISH) -> str:
    facts = unsigned.unsigned(wording, shown)
    return facts.line if facts else ""


def test_camera_date_and_place_are_on_the_first_screen_of_every_view() -> None:
    shown = photo(finding("context.file_name", platform="WhatsApp", name="IMG-20261120-WA0007.jpg"))
    told = "Apple iPhone 7 · 28 Sep 2016, 18:18 · near 53.38, −1.47 · file name as from WhatsApp"
    assert facts_line(shown) == f"In the file, unsigned: {told}"
    assert "2016年9月28日 18:18" in facts_line(shown, CHINESE)
    for view in (" ".join(text(shown, ENGLISH, 100).split()), html((shown,), ENGLISH)):
        assert told in view
        assert view.index(told) < view.index(ENGLISH.text("window.next_steps"))
    assert badges.verdict_badge(ENGLISH, shown).word == "No proof either way"
    assert badges.verdict_badge(CHINESE, shown).word == "无法定论"


def test_a_place_is_not_told_to_the_door_and_neither_is_the_map() -> None:
    facts = unsigned.unsigned(ENGLISH, photo())
    assert facts is not None
    assert "53.381" not in facts.line
    assert facts.map_url == "https://www.openstreetmap.org/?mlat=53.38&mlon=-1.47#map=12/53.38/-1.47"


@pytest.mark.parametrize("written", ["", "yesterday", "2016:13:28 18:18:00", "0000:00:00 00:00:00"])
def test_a_time_that_is_none_is_left_out(written: str) -> None:
    shown = report(Verdict(), (finding("context.camera", make="Nikon", model="NIKON D1", taken_at=written),))
    assert facts_line(shown) == "In the file, unsigned: NIKON D1"


def test_what_an_intact_signature_covers_is_not_called_unsigned() -> None:
    record = captured().record
    assert unsigned.unsigned(ENGLISH, photo(record=record)) is None
    uncovered = finding("record.not_covered", content="metadata", what="EXIF", bytes="900")
    assert "not covered by the signature: Apple iPhone 7" in facts_line(photo(uncovered, record=record))
    broken = replace(record, state=RecordState.ALTERED)
    assert "unsigned: Apple iPhone 7" in facts_line(photo(record=broken))


def test_hostile_names_stay_plain_in_the_line() -> None:
    shown = report(Verdict(), (finding("context.camera", make="\u202eelpp\u200bA", model="x" * 500, taken_at=""),))
    assert "\u202e" not in facts_line(shown)
    assert len(facts_line(shown)) < 200


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
@example("Fuji", "S5", "\x97\xaa\xba.\x1b\x8e and longer than a time may be")
@example("Fuji", "S5", "2016:09:28 18:18:00\x97 and more")
def test_nothing_that_a_camera_wrote_is_hidden_in_the_line(make: str, model: str, written: str) -> None:
    shown = report(Verdict(), (finding("context.camera", make=make, model=model, taken_at=written),))
    facts = unsigned.unsigned(ENGLISH, shown)
    for fact in facts.facts if facts else ():
        assert plain(fact, len(fact)) == fact  # how long it is, is for its words to say


def test_damage_is_named_in_the_answer() -> None:
    shown = report(Verdict(), (finding("context.metadata_damaged", what="JPEG file", reason="cut off"),))
    assert answer(ENGLISH, shown).warnings == ("The file is damaged; a label may have been missed",)
    assert answer(CHINESE, shown).warnings == ("文件已损坏，可能漏掉了标识",)
    assert remarks.remarks(ENGLISH, shown)


# ---- one record, two beginnings; and nothing but a gap that leaves AI open


def test_a_record_that_contradicts_itself_is_not_called_two_records() -> None:
    camera = placed(
        "record.origin", "urn:c2pa:1", OriginClaim.CAPTURED, Strength.CONFIRMED, "digitalCapture", CAMERA.name
    )
    made = placed(
        "record.origin",
        "urn:c2pa:1",
        OriginClaim.AI_GENERATED,
        Strength.CONFIRMED,
        "trainedAlgorithmicMedia",
        CAMERA.name,
    )
    verdict = Verdict(Conclusion.DISPUTED, Standing.CONFIRMED, (), Origin.AI, Edits.NONE, CAMERA.name, (0, 1))
    shown = report(verdict, (camera, made), captured().record)
    assert line(shown, ENGLISH) == (
        f"Marks disagree · {CAMERA.name}'s signed record says both: taken with a camera, and AI"
    )
    assert CAMERA.name in line(shown, CHINESE)
    other = replace(made, where=f"{PHOTO}/c2pa.actions.v2")
    apart = report(verdict, (camera, other), captured().record)
    assert "two verified records in this file contradict each other" in line(apart, ENGLISH)


@pytest.mark.parametrize(
    ("what", "english", "chinese"),
    [
        ("manifest_missing", "part of its history is missing or unread", "历史不完整或未读完"),
        ("actions_cut", "part of its history is missing or unread", "历史不完整或未读完"),
    ],
)
def test_where_only_a_gap_leaves_ai_open_the_gap_is_what_is_said(what: str, english: str, chinese: str) -> None:
    facts = (("what", what), ("title", "bird.jpg"))
    missing = Finding(
        "record.incomplete", "c2pa", OriginClaim.MAY_CONTAIN_AI, Strength.CONFIRMED, "urn:c2pa:1/x", facts
    )
    for standing in (Standing.CONFIRMED, Standing.UNCONFIRMED):
        verdict = Verdict(Conclusion.MAY_CONTAIN_AI, standing, by=CAMERA.name, reasons=(0,))
        shown = report(verdict, (missing,), captured().record)
        assert english in answer(ENGLISH, shown).summary
        assert chinese in answer(CHINESE, shown).summary
        assert "with AI or without it" not in said(shown, ENGLISH)


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("record.unknown_provenance", "has no recorded origin", "没有来源记录"),
        ("record.ai_disclosed", "an AI model took part; what it did isn't stated", "它做了什么没有说明"),
    ],
)
def test_what_leaves_ai_open_is_named_and_is_no_step(code: str, english: str, chinese: str) -> None:
    carrier = Finding(code, "c2pa", OriginClaim.MAY_CONTAIN_AI, Strength.CONFIRMED, "urn:c2pa:1/x")
    verdict = Verdict(Conclusion.MAY_CONTAIN_AI, Standing.CONFIRMED, by=CAMERA.name, reasons=(0,))
    shown = report(verdict, (carrier,), captured().record)
    assert english in answer(ENGLISH, shown).summary
    assert chinese in answer(CHINESE, shown).summary
    assert "with AI or without it" not in said(shown, ENGLISH)


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("metadata.declared_open", "made with some use of AI", "使用过人工智能"),
        ("metadata.ai_system_contradicted", "Labels disagree", "说法不一"),
        ("metadata.platform_label", "possibly made or changed with AI", "可能由人工智能生成或修改"),
        ("metadata.platform_label_uploader", "possibly made or changed with AI", "可能由人工智能生成或修改"),
        ("metadata.platform_label_platform", "possibly made or changed with AI", "可能由人工智能生成或修改"),
    ],
)
def test_a_label_that_says_something_is_not_said_to_leave_it_open(code: str, english: str, chinese: str) -> None:
    carrier = Finding(code, "labels", OriginClaim.MAY_CONTAIN_AI, Strength.STATED, "a place")
    shown = report(Verdict(Conclusion.MAY_CONTAIN_AI, Standing.STATED, reasons=(0,)), (carrier,), Record())
    assert english in answer(ENGLISH, shown).headline
    assert chinese in answer(CHINESE, shown).headline
    assert "with AI or without it" not in said(shown, ENGLISH)
