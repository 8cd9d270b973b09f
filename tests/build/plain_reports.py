"""Reports made by hand: what a supervisor may answer, without looking at any file."""

from __future__ import annotations

from msgspec.structs import replace

from verify.model import (
    Action,
    Alarm,
    CertificateChain,
    Conclusion,
    Edits,
    Field,
    FileFacts,
    Finding,
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
    Signer,
    Standing,
    Strength,
    TrustListFacts,
    Verdict,
)

HOSTILE = "<b>bold</b>\u202egpj.exe\n<img src=x>&amp;"
RUN = Run(
    checked_at="2026-08-20T10:00:00Z",
    whence="0.1.0",
    engines=(("c2pa-python", "0.38.1"),),
    lists=(TrustListFacts("C2PA Trust List", "2026-08-01", "signing", 40),),
    readers=("c2pa", "exif", "xmp"),
)
READINGS = (
    Reading("c2pa", looked=True, ms=12.0),
    Reading("exif", looked=True, ms=1.0),
    Reading("c2pa_second", looked=False, problem=Problem.UNAVAILABLE),
)
PREVIEW = Picture("preview", 4, 2, bytes(range(24)))
THUMBNAIL = Picture("thumb", 2, 2, bytes(12))
SIGNER = Signer(organisation="Example Camera Company", common_name="Camera 7", trust_list="C2PA Trust List")
EDITOR = Signer(organisation="Example Editor Ltd", trust_list="C2PA Trust List")


def facts(name: str = "harbour.jpg") -> FileFacts:
    return FileFacts(f"/pictures/{name}", name, 204_800, "ab" * 32, "image/jpeg")


def ai_edit(name: str = "harbour.jpg") -> Report:
    """A confirmed record: recorded by a camera, changed in part with AI."""
    camera = Manifest(
        "urn:camera",
        RecordState.TRUSTED,
        title="IMG_0001.jpg",
        signer=SIGNER,
        signed_at="2026-08-01T08:00:00Z",
        inception=("capturedMedia",),
        actions=(Action("c2pa.created", "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"),),
        thumbnail="thumb",
    )
    edit = Manifest(
        "urn:edit",
        RecordState.TRUSTED,
        title=name,
        signer=EDITOR,
        signed_at="2026-08-02T08:00:00Z",
        transformation=("perceptibleGenAI",),
        ingredients=(
            Ingredient("c2pa.ingredient", "parentOf", "IMG_0001.jpg", manifest="urn:camera"),
            Ingredient("c2pa.ingredient__1", "componentOf", "cloud.png"),
        ),
    )
    findings = (
        Finding("record.trusted", "c2pa", facts=(("signer", "Example Editor Ltd"),), strength=Strength.CONFIRMED),
        Finding(
            "record.edit",
            "c2pa",
            OriginClaim.AI_EDITED,
            Strength.CONFIRMED,
            "C2PA record",
            (("action", "c2pa.edited"), ("signer", "Example Editor Ltd")),
        ),
        Finding("context.camera", "exif", where="EXIF", facts=(("make", "Example"), ("model", "Camera 7"))),
    )
    return Report(
        file=facts(name),
        verdict=Verdict(
            Conclusion.AI_EDITED,
            Standing.CONFIRMED,
            (Alarm.IDENTITY_UNCHECKED,),
            Origin.CAPTURE,
            Edits.AI,
            "Example Editor Ltd",
            reasons=(0, 1),
            doubts=(2,),
        ),
        record=Record(
            RecordState.TRUSTED, manifests=(edit, camera), location="embedded", raw='{"claim": {"title": "harbour"}}'
        ),
        findings=findings,
        fields=(Field("exif:Image:Make", "Example", "EXIF"), Field("xmp:xmp:CreatorTool", "Editor 3", "XMP")),
        readings=READINGS,
        run=RUN,
        pictures=(PREVIEW, THUMBNAIL),
    )


def nothing(name: str = "plain.jpg") -> Report:
    """A file that carries nothing."""
    return Report(file=facts(name), readings=READINGS, run=RUN, pictures=(PREVIEW,))


def remote(name: str = "remote.jpg") -> Report:
    """A file that only points to a record."""
    record = Record(RecordState.REMOTE, location="remote", url="https://records.example.org/a.c2pa")
    return replace(nothing(name), record=record, verdict=Verdict(standing=Standing.ELSEWHERE))


def listed(name: str = "listed.jpg") -> Report:
    """A record by a listed signer, about whose certificate somebody can be asked."""
    report = ai_edit(name)
    first, *others = report.record.manifests
    digest = "0a" * 32
    signed = replace(first, signer=replace(EDITOR, certificates=(digest,)))
    chain = CertificateChain((first.label,), (b"a certificate",), (digest,), ("claimed.example.org",))
    return replace(report, record=replace(report.record, manifests=(signed, *others), chains=(chain,)))


def hostile(name: str = "hostile.jpg") -> Report:
    """Every text out of the file is markup with a bidi override and a line end."""
    signer = Signer(organisation=HOSTILE, common_name=HOSTILE)
    manifest = Manifest("urn:x", RecordState.UNTRUSTED, title=HOSTILE, signer=signer, claim_generator=HOSTILE)
    finding = Finding(
        "metadata.generator", "exif", OriginClaim.AI_GENERATED, Strength.STATED, HOSTILE, (("generator", HOSTILE),)
    )
    return Report(
        file=facts(name),
        verdict=Verdict(Conclusion.AI_GENERATED, Standing.STATED, (Alarm.SIGNER_UNKNOWN,), by=HOSTILE, reasons=(0,)),
        record=Record(
            RecordState.UNTRUSTED, manifests=(manifest,), location="embedded", raw=f'{{"title": "{HOSTILE}"}}'
        ),
        findings=(finding,),
        fields=(Field("exif:Image:Software", HOSTILE, HOSTILE),),
        readings=READINGS,
        run=RUN,
    )
