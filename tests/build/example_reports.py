"""Reports to render: one that is full of everything, one with nothing in it, and a strategy for any that may come."""

from __future__ import annotations

import types
from enum import Enum
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields, replace

from tests.build.formed_texts import FORMED
from verify.model import (
    Action,
    Alarm,
    Conclusion,
    Edits,
    Field,
    FileFacts,
    Finding,
    Imprint,
    Ingredient,
    Manifest,
    Origin,
    OriginClaim,
    Picture,
    Problem,
    Reading,
    Record,
    RecordState,
    Report,
    Run,
    SecondOpinion,
    Signer,
    Standing,
    Strength,
    TrustListFacts,
    Verdict,
    Waveform,
)
from verify.model.forms import PathText
from verify.model.vocabularies.finding_codes import FINDINGS

NASTY = "\x1b[31m<script>alert(1)</script>&amp;\u202egpj.exe\u2028\u2029\x85\r\n\x00\x9b2J\ud800\u200b'\"`\U000e0041"

INCEPTION = (
    "blankCanvas",
    "capturedMedia",
    "capturedMediaStitched",
    "compositionMayContainGenAI",
    "fullyGenAIMedia",
    "partlyGenAICreation",
    "nonGenAIDigitalCreation",
    "screenCaptureMayContainGenAI",
    "mediaUnknownProvenance",
)
TRANSFORMATION = (
    "perceptibleGenAI",
    "perceptiblePossiblyGenAI",
    "perceptibleNonGenAI",
    "nonEditorial",
    "ambiguousActions",
)
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
CAPTURE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"

SIGNER = Signer(
    organisation="Example Imaging",
    common_name="Example Imaging Signing 1",
    issuer="Example Root",
    not_before="2026-01-01T00:00:00Z",
    not_after="2027-01-01T00:00:00Z",
    trust_list="C2PA trust list",
)


def full() -> Report:
    """A photo that was changed with AI, given a drawing and fed with a prompt picture; everything is filled in."""
    camera = Manifest(
        label="urn:camera",
        state=RecordState.TRUSTED,
        title="IMG_0001.jpg",
        claim_generator="Camera 1.0",
        signer=Signer(organisation="Camera Works", trust_list="C2PA trust list"),
        signed_at="2026-03-01T08:00:00Z",
        inception=("capturedMedia",),
        actions=(Action("c2pa.created", CAPTURE),),
        thumbnail="thumb-camera",
    )
    drawing = Manifest(
        label="urn:drawing",
        state=RecordState.UNTRUSTED,
        codes=("signingCredential.untrusted",),
        title="hat.png",
        signer=Signer(common_name="somebody"),
        transformation=("ambiguousActions",),
    )
    edited = Manifest(
        label="urn:edited",
        state=RecordState.TRUSTED,
        title="harbour.jpg",
        media_type="image/jpeg",
        claim_generator="Editor 2.0",
        signer=SIGNER,
        signed_at="2026-03-02T09:00:00Z",
        time_confirmed=True,
        transformation=("perceptibleGenAI",),
        actions=(Action("c2pa.opened"), Action("c2pa.edited", TRAINED, "Firefly"), Action("c2pa.placed")),
        ingredients=(
            Ingredient("c2pa.ingredient", "parentOf", "IMG_0001.jpg", "image/jpeg", "urn:camera"),
            Ingredient("c2pa.ingredient__1", "componentOf", "hat.png", "image/png", "urn:drawing"),
            Ingredient("c2pa.ingredient__2", "inputTo", "prompt.png", "image/png"),
        ),
        thumbnail="thumb-edited",
    )
    record = Record(
        state=RecordState.TRUSTED,
        manifests=(edited, camera, drawing),
        location="embedded",
        second_opinion=SecondOpinion("encypher-c2pa", "trusted", agrees=True),
        raw="{}",
    )
    findings = (
        Finding(
            "record.trusted",
            "c2pa",
            strength=Strength.CONFIRMED,
            facts=(("signer", "Example Imaging"), ("list", "C2PA trust list"), ("list_date", "2026-08-01")),
        ),
        Finding(
            "record.edit",
            "c2pa",
            OriginClaim.AI_EDITED,
            Strength.CONFIRMED,
            "urn:edited",
            (("action", "c2pa.edited"), ("source_type", TRAINED), ("signer", "Example Imaging"), ("agent", "Firefly")),
        ),
        Finding("context.camera", "exif", facts=(("make", "Canon"), ("model", "EOS R5"))),
        Finding(
            "metadata.generator",
            "fingerprints",
            OriginClaim.AI_GENERATED,
            Strength.STATED,
            "PNG tEXt chunk at byte 41",
            (("fingerprint", "a1111"), ("generator", "Stable Diffusion web UI"), ("excerpt", "a harbour, masterpiece")),
        ),
    )
    return Report(
        file=FileFacts("/pictures/harbour.jpg", "harbour.jpg", 204_800, "ab" * 32, "image/jpeg"),
        verdict=Verdict(
            Conclusion.AI_EDITED,
            Standing.CONFIRMED,
            (Alarm.NOT_ALL_CHECKED,),
            Origin.CAPTURE,
            Edits.AI,
            "Example Imaging",
            reasons=(1, 0),
            doubts=(3,),
        ),
        record=record,
        findings=findings,
        fields=(
            Field("exif:Image:Make", "Canon", "EXIF IFD0"),
            Field("exif:Image:Software", "港口 編集", "EXIF IFD0"),
            Field("xmp:xmp:CreatorTool", "Editor 2.0", "XMP"),
        ),
        readings=(
            Reading("c2pa", looked=True, ms=12.5),
            Reading("exif", looked=True, ms=1.0),
            Reading("iptc", looked=True, problem=Problem.FAILED, detail="ValueError: …", ms=0.4),
            Reading("text_chunks", looked=False, problem=Problem.NOT_THIS_FORMAT),
            Reading("c2pa_second", looked=False, problem=Problem.UNAVAILABLE),
        ),
        run=Run(
            "2026-11-22T10:00:00Z",
            "0.1.0",
            (("c2pa-python", "0.38.1"), ("encypher-c2pa", "1.7.1")),
            (TrustListFacts("C2PA trust list", "2026-08-01", "signing", 42),),
            readers=("c2pa", "exif"),
        ),
        pictures=(
            Picture("preview", 4, 2, bytes(range(24))),
            Picture("thumb-camera", 2, 2, b"\x10" * 12),
            Picture("thumb-edited", 2, 2, b"\x90" * 12),
        ),
    )


def unreadable() -> Report:
    """A file that could not be read."""
    return Report(
        FileFacts("/pictures/gone.jpg", "gone.jpg", problem=Problem.NOT_FOUND, detail="No such file or directory"),
        Verdict(standing=Standing.UNCHECKED),
        run=Run("2026-11-22T10:00:00Z", "0.1.0"),
    )


def nothing() -> Report:
    """A file that was read and carries nothing."""
    return Report(
        FileFacts("/pictures/plain.png", "plain.png", 1_234, "cd" * 32, "image/png"),
        readings=(Reading("c2pa", looked=True, ms=1.0), Reading("exif", looked=True, ms=0.1)),
        run=Run("2026-11-22T10:00:00Z", "0.1.0", readers=("c2pa", "exif")),
    )


_texts = st.one_of(
    st.text(max_size=8),
    st.text(st.characters(), max_size=4),  # lone surrogates among them
    st.sampled_from(
        ("", NASTY, "<b>", "港口", "e\u0301", "👩\u200d🚀", "a" * 300, "{signer}", "{", "}}", "%s", "“”", "http://[",
         "2026-01-02T03:04:05Z", "c2pa.edited", "trainedAlgorithmicMedia", CAPTURE, "parentOf")
    ),
)  # fmt: skip
_labels = st.sampled_from(("urn:a", "urn:b", "urn:c", ""))

# Where the wire or the walkers promise more than the type says
_PROMISED: dict[tuple[type, str], st.SearchStrategy[Any]] = {
    (FileFacts, "size"): st.integers(0, 2**50),
    (Verdict, "provisional"): st.just(False),  # no report may hold one
    (Finding, "code"): st.sampled_from(sorted(FINDINGS)),
    (Reading, "reader"): st.sampled_from(
        ("c2pa", "c2pa_content", "c2pa_second", "exif", "text_chunks", "preview", "something new")
    ),
    (Reading, "ms"): st.floats(0, 1e6),
    (Record, "location"): st.sampled_from(("embedded", "sidecar", "fetched", "remote", "alone", "head", "none")),
    (Manifest, "label"): _labels,
    (Manifest, "inception"): st.lists(st.sampled_from(INCEPTION), unique=True, max_size=3).map(tuple),
    (Manifest, "transformation"): st.lists(st.sampled_from(TRANSFORMATION), unique=True, max_size=3).map(tuple),
    (Ingredient, "manifest"): _labels,
    (Ingredient, "relation"): st.sampled_from(("parentOf", "componentOf", "inputTo", "")) | _texts,
    (TrustListFacts, "kind"): st.sampled_from(("signing", "time_stamp", "end_entity", "interim", "user")),
    (TrustListFacts, "certificates"): st.integers(0, 1000),
    (Report, "waveform"): st.none() | st.builds(Waveform, st.floats(0.1, 1e5), st.binary(min_size=1, max_size=9)),
    (Verdict, "alarms"): st.lists(st.sampled_from(Alarm), unique=True, max_size=4).map(tuple),
    (Imprint, "seconds"): st.floats(0, 1e5),
    (Verdict, "reasons"): st.just(()),
    (Verdict, "doubts"): st.just(()),
}
_pictures = st.builds(
    lambda name, width, height: Picture(name, width, height, b"\x7f" * (width * height * 3)),
    st.sampled_from(("preview", "thumb", NASTY)),
    st.integers(1, 4),
    st.integers(1, 4),
)


@st.composite
def _findings_with_their_facts(draw: st.DrawFn) -> Finding:
    """A finding with the facts that the vocabulary names, or the first of them."""
    code = draw(st.sampled_from(sorted(FINDINGS)))
    names = FINDINGS[code].facts[: draw(st.integers(0, 12))]
    claim, strength = draw(st.sampled_from(OriginClaim)), draw(st.sampled_from(Strength))
    return Finding(code, "reader", claim, strength, "", tuple((name, draw(_texts)) for name in names))


def _values(kind: Any, *, whole: bool = False, most: int = 3) -> st.SearchStrategy[Any]:
    """Any value of a type; lists have up to `most` entries and those within them one less, so that it stays small."""
    if kind is Picture:
        return _pictures
    if kind is Finding and not whole:
        return st.one_of(_values(Finding, whole=True, most=most), _findings_with_their_facts())
    if isinstance(kind, type) and issubclass(kind, Struct):
        parts = {}
        for item in fields(kind):
            promised = (kind, item.name) in _PROMISED
            parts[item.name] = _PROMISED[kind, item.name] if promised else _values(item.type, most=most)
        return st.builds(kind, **parts)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return st.lists(_values(inner[0], most=max(2, most - 1)), max_size=most).map(tuple)
        return st.tuples(*(_values(each, most=most) for each in inner))
    if get_origin(kind) in (types.UnionType, Union):
        return st.one_of(*(_values(each, most=most) for each in get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        **FORMED,
        PathText: _texts,
        str: _texts,
        bytes: st.binary(max_size=8),
        bool: st.booleans(),
        int: st.integers(0, 10),
        float: st.floats(0, 1),
        type(None): st.none(),
    }
    return simple[kind]


def reports() -> st.SearchStrategy[Report]:
    """Any report that may come over the border, with hostile text in every place."""
    every: st.SearchStrategy[Report] = _values(Report)
    return every.flatmap(_with_reasons)


def _with_reasons(report: Report) -> st.SearchStrategy[Report]:
    if not report.findings:
        return st.just(report)
    indices = st.lists(st.integers(0, len(report.findings) - 1), unique=True, max_size=3).map(tuple)
    return st.builds(
        lambda reasons, doubts: replace(report, verdict=replace(report.verdict, reasons=reasons, doubts=doubts)),
        indices,
        indices,
    )
