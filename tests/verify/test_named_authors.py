"""From the file to the words: every statement in the name of whoever made it, and products only by their own list."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.build.records.manifests import NOW
from verify.features.teaching.samples import files
from verify.features.teaching.samples.certificates import Cast, Identity, Subject, _issue, encode_pem, make_cast
from verify.features.teaching.samples.signing import Action, Part, Statement, created, edited, opened, sign
from verify.inspection.inspect import inspect
from verify.model import Alarm, Conclusion, Options, Report, Standing, TrustList, TrustListFacts
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.verdict.answer import answer
from verify.report.words.verdict.how_sure import alarms

READERS = ("c2pa", "exif", "xmp", "preview", "c2pa_content")
ENGLISH = Translator("en")
PIXEL = Subject("Google LLC", "Pixel Camera")
SNAPSEED = Subject("Google LLC", "Snapseed")  # may edit, and may not say that a camera recorded it
GETTY = Subject("Getty Images (US), Inc.", "Getty Images AI-Generated Image")
NOT_GETTY = Subject("Another Firm", "Getty Images AI-Generated Image")


@pytest.fixture(scope="module")
def everybody() -> Cast:
    return make_cast()


def picture(colour: str = "teal") -> bytes:
    return files.encode_jpeg(Image.new("RGB", (64, 48), colour))


def signed(signer: Identity, *actions: Action, below: bytes = b"", colour: str = "teal") -> bytes:
    parts = (Part(below, "image/jpeg", "parentOf", "before", "before.jpg"),) if below else ()
    return sign(picture(colour), "image/jpeg", Statement("Program", actions, parts), signer)[0]


def told(path: Path, data: bytes, root: bytes, kind: str = "user") -> Report:
    path.write_bytes(data)
    anchor = TrustList(TrustListFacts("Anchor", "2026-11-22", kind, 1), root.decode())
    return inspect(path, Options(NOW, readers=READERS, trust=(anchor,), previews=False))


def answer_of(report: Report) -> str:
    said = answer(ENGLISH, report)
    return "\n".join((said.line, said.summary, *said.how_sure.case))


def codes(report: Report) -> set[str]:
    return {one.code for one in report.findings}


# ---- products


def issued(subject: Subject) -> tuple[Identity, bytes]:
    authority = _issue(Subject("An authority", "An authority"), path_length=0)
    return _issue(subject, authority), encode_pem(authority.certificate)


@pytest.mark.parametrize(("kind", "listed"), [("signing", True), ("user", False)])
def test_only_the_list_of_authorities_vouches_for_a_product(tmp_path: Path, kind: str, listed: bool) -> None:
    signer, root = issued(PIXEL)
    report = told(tmp_path / "a.jpg", signed(signer, created("digitalCapture")), root, kind)
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    assert ("record.conforming" in codes(report)) is listed


@pytest.mark.parametrize(("kind", "alarmed"), [("signing", True), ("user", False)])
def test_what_a_product_may_not_state_is_no_matter_of_a_namesake(tmp_path: Path, kind: str, alarmed: bool) -> None:
    signer, root = issued(SNAPSEED)
    report = told(tmp_path / "a.jpg", signed(signer, created("digitalCapture")), root, kind)
    assert (Alarm.DISALLOWED_CLAIM in report.verdict.alarms) is alarmed
    assert (report.verdict.conclusion is Conclusion.DISPUTED) is alarmed


@pytest.mark.parametrize(
    ("subject", "kind", "found"),
    [(GETTY, "signing", True), (GETTY, "user", False), (NOT_GETTY, "signing", False), (NOT_GETTY, "user", False)],
)
def test_a_generator_is_known_by_a_certificate_only_under_both_its_names(
    tmp_path: Path, subject: Subject, kind: str, found: bool
) -> None:
    signer, root = issued(subject)
    report = told(tmp_path / "a.jpg", signed(signer, created("digitalCapture")), root, kind)
    assert ("record.generator" in codes(report)) is found


def test_a_strangers_certificate_names_no_generator(tmp_path: Path, everybody: Cast) -> None:
    signer, _ = issued(GETTY)
    report = told(tmp_path / "a.jpg", signed(signer, created("digitalCapture")), encode_pem(everybody.root), "signing")
    assert "record.generator" not in codes(report)
    assert report.verdict.conclusion is Conclusion.UNKNOWN


# ---- wrappers


def test_a_reopened_photo_names_the_camera_and_the_studio(tmp_path: Path, everybody: Cast) -> None:
    photo = signed(everybody.camera, created("digitalCapture"))
    report = told(
        tmp_path / "a.jpg",
        signed(everybody.studio, opened("before"), below=photo, colour="red"),
        encode_pem(everybody.root),
    )
    assert report.verdict.conclusion is Conclusion.CAPTURED
    said = answer(ENGLISH, report)
    for sentence in (said.line, said.how_sure.case[0]):
        assert "Demonstration Camera" in sentence
        assert "Demonstration Studio" in sentence
    assert "Demonstration Camera signed the record" not in answer_of(report)


def test_a_strangers_claim_of_ai_over_a_camera_record_names_both(tmp_path: Path, everybody: Cast) -> None:
    photo = signed(everybody.camera, created("digitalCapture"))
    for actions in ((created("trainedAlgorithmicMedia"),), (opened("before"), edited("trainedAlgorithmicMedia"))):
        data = signed(everybody.stranger, *actions, below=photo)
        report = told(tmp_path / "a.jpg", data, encode_pem(everybody.root))
        assert report.verdict.standing is Standing.UNCONFIRMED
        assert "Demonstration Camera's record says: taken with a camera" in answer(ENGLISH, report).line
        assert report.findings[report.verdict.doubts[0]].code == "record.origin"


def test_an_unsigned_label_over_a_strangers_camera_record_does_not_hide_it(tmp_path: Path, everybody: Cast) -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(written, "JPEG", xmp=packet.encode())
    statement = Statement("Program", (created("digitalCapture"),))
    data = sign(written.getvalue(), "image/jpeg", statement, everybody.stranger)[0]
    report = told(tmp_path / "a.jpg", data, encode_pem(everybody.root))
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert "not verified, says: taken with a camera" in answer(ENGLISH, report).line


# ---- recorded failures


def damaged_photo(everybody: Cast) -> bytes:
    """A photo whose pixels were exchanged after the camera signed it."""
    return files.copy_record(signed(everybody.camera, created("digitalCapture")), picture("blue"))


def test_a_failure_that_a_stranger_recorded_is_the_strangers_word(tmp_path: Path, everybody: Cast) -> None:
    data = signed(everybody.stranger, opened("before"), below=damaged_photo(everybody))
    report = told(tmp_path / "a.jpg", data, encode_pem(everybody.root))
    (broken,) = (one for one in report.findings if one.code == "record.ingredient_broken")
    assert (broken.fact("recorder"), broken.fact("recorder_confirmed")) == ("Stranger (demonstration)", "no")
    assert broken.fact("signature") == "fits"
    assert Alarm.INGREDIENT_BROKEN not in report.verdict.alarms
    words = finding_cards.finding_words(ENGLISH, broken)
    assert "signed by “Demonstration Camera”, fails" not in words.found
    assert "“Stranger (demonstration)” recorded" in words.found


def test_a_failure_that_a_listed_signer_recorded_is_an_alarm_in_that_name(tmp_path: Path, everybody: Cast) -> None:
    data = signed(everybody.studio, opened("before"), below=damaged_photo(everybody))
    report = told(tmp_path / "a.jpg", data, encode_pem(everybody.root))
    (broken,) = (one for one in report.findings if one.code == "record.ingredient_broken")
    assert (broken.fact("recorder"), broken.fact("recorder_confirmed")) == ("Demonstration Studio", "yes")
    assert Alarm.INGREDIENT_BROKEN in report.verdict.alarms
    (sentence,) = (one.sentence for one in alarms.alarm_words(ENGLISH, report) if one.alarm is Alarm.INGREDIENT_BROKEN)
    assert sentence.startswith("“Demonstration Studio” recorded")
