"""Constructed reports, one for each thing that Whence has to say; the verdicts are written by hand."""

from __future__ import annotations

from msgspec.structs import replace

from verify.model import (
    Action,
    Alarm,
    Conclusion,
    Edits,
    Field,
    FileFacts,
    Finding,
    Identity,
    Ingredient,
    Manifest,
    Origin,
    OriginClaim,
    Problem,
    Reading,
    Record,
    RecordState,
    Report,
    Run,
    SecondOpinion,
    Shortfall,
    Signer,
    Standing,
    Strength,
    TrustListFacts,
    Verdict,
)

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LIST = TrustListFacts("C2PA trust list", "2026-09-24", "signing", 30)
TIMES = TrustListFacts("C2PA time-stamp list", "2026-09-24", "time_stamp", 22)
RUN = Run("2026-11-22T10:00:00Z", "0.1", (("c2pa-python", "0.38.1"),), (LIST, TIMES), readers=("c2pa", "exif"))
READINGS = (
    Reading("c2pa", True, ms=5),
    Reading("exif", True),
    Reading("xmp", True),
    Reading("iptc", True),
    Reading("text_chunks", True),
    Reading("preview", True),
    Reading("c2pa_content", False, Problem.NOT_THIS_FORMAT),
    Reading("c2pa_second", True),
)
OPENAI = Signer("OpenAI OpCo, LLC", "ChatGPT", trust_list=LIST.name)
CAMERA = Signer("Example Cameras K.K.", "E-1 II", trust_list=LIST.name)
# on an older list only, and with a certificate that has expired since
KNOWN = Signer(
    "OpenAI",
    "Truepic Lens CLI in Sora",
    not_after="2026-04-15T15:09:04Z",
    interim_list="older list",
    known_list="older list",
    shortfalls=(Shortfall.OLDER_LIST, Shortfall.EXPIRED),
)
STRANGER = Signer("Contoso Media", "contoso.example", issuer="Contoso Root", not_after="2025-01-31T00:00:00Z")


def file(media_type: str = "image/jpeg", name: str = "harbour.jpg") -> FileFacts:
    return FileFacts(f"/pictures/{name}", name, 204_800, "ab" * 32, media_type)


def finding(
    code: str, claim: OriginClaim = OriginClaim.NONE, strength: Strength = Strength.HINT, **facts: str
) -> Finding:
    return Finding(code, code.partition(".")[0], claim, strength, "somewhere", tuple(facts.items()))


def manifest(state: RecordState, signer: Signer, *sources: str, **changes: object) -> Manifest:
    made = Manifest(
        "urn:c2pa:1",
        state,
        title="harbour.jpg",
        signer=signer,
        signed_at="2026-08-06T10:00:00Z",
        time_confirmed=state is RecordState.TRUSTED,
        inception=("fullyGenAIMedia",),
        actions=tuple(Action("c2pa.created", IPTC + source, "Some program") for source in sources),
    )
    return replace(made, **changes)


def report(
    verdict: Verdict,
    findings: tuple[Finding, ...] = (),
    record: Record | None = None,
    facts: FileFacts | None = None,
) -> Report:
    indices = verdict.reasons or tuple(range(len(findings)))
    return Report(
        facts or file(),
        replace(verdict, reasons=indices),
        record or Record(),
        findings,
        (Field("exif:Image:Make", "Example"),),
        READINGS,
        RUN,
    )


def signed(
    conclusion: Conclusion,
    standing: Standing,
    state: RecordState,
    signer: Signer,
    source: str,
    claim: OriginClaim,
    origin: Origin,
    *alarms: Alarm,
    media_type: str = "image/jpeg",
    edits: Edits = Edits.NONE,
) -> Report:
    strength = Strength(standing.value) if standing.value in list(Strength) else Strength.STATED
    states = finding(f"record.{state}", signer=signer.name, list=LIST.name, list_date=LIST.date, issuer=signer.issuer)
    begun = finding("record.origin", claim, strength, source_type=IPTC + source, signer=signer.name, agent="GPT")
    verdict = Verdict(conclusion, standing, alarms, origin, edits, signer.name)
    record = Record(state, manifests=(manifest(state, signer, source),), location="embedded")
    return report(verdict, (begun, states), record, file(media_type))


def examples() -> dict[str, Report]:
    """Name → report."""
    ai, photo = Conclusion.AI_GENERATED, Conclusion.CAPTURED
    made = signed(
        ai,
        Standing.CONFIRMED,
        RecordState.TRUSTED,
        OPENAI,
        "trainedAlgorithmicMedia",
        OriginClaim.AI_GENERATED,
        Origin.AI,
    )
    edit = finding(
        "record.edit",
        OriginClaim.AI_EDITED,
        Strength.CONFIRMED,
        action="c2pa.edited",
        source_type=IPTC + "compositeWithTrainedAlgorithmicMedia",
        signer=CAMERA.name,
        agent="Photo assist",
        description="Object removed",
    )
    edited = replace(
        made,
        verdict=Verdict(Conclusion.AI_EDITED, Standing.CONFIRMED, (), Origin.CAPTURE, Edits.AI, CAMERA.name, (0,)),
        findings=(edit, finding("record.input", source_type=IPTC + "trainedAlgorithmicMedia", signer=CAMERA.name)),
        record=Record(
            RecordState.TRUSTED,
            manifests=(
                manifest(
                    RecordState.TRUSTED,
                    CAMERA,
                    ingredients=(Ingredient("a", "parentOf", "before.jpg", manifest="urn:c2pa:2"),),
                    actions=(
                        Action("c2pa.opened"),
                        Action("c2pa.edited", IPTC + "compositeWithTrainedAlgorithmicMedia", "Photo assist"),
                    ),
                ),
                manifest(RecordState.TRUSTED, CAMERA, "digitalCapture", label="urn:c2pa:2", title="before.jpg"),
            ),
            second_opinion=SecondOpinion("encypher-c2pa", "trusted", True),
        ),
    )
    captured = signed(
        photo, Standing.CONFIRMED, RecordState.TRUSTED, CAMERA, "digitalCapture", OriginClaim.CAPTURED, Origin.CAPTURE
    )
    stranger = signed(
        Conclusion.UNKNOWN,
        Standing.UNCONFIRMED,
        RecordState.UNTRUSTED,
        STRANGER,
        "digitalCapture",
        OriginClaim.NONE,
        Origin.CAPTURE,
        Alarm.SIGNER_UNKNOWN,
    )
    expired = signed(
        ai,
        Standing.UNCONFIRMED,
        RecordState.EXPIRED,
        STRANGER,
        "trainedAlgorithmicMedia",
        OriginClaim.AI_GENERATED,
        Origin.AI,
        Alarm.CERTIFICATE_EXPIRED,
        Alarm.ENGINES_DISAGREE,
    )
    altered = signed(
        Conclusion.UNKNOWN,
        Standing.BROKEN,
        RecordState.ALTERED,
        STRANGER,
        "digitalCapture",
        OriginClaim.NONE,
        Origin.UNSTATED,
        Alarm.RECORD_BROKEN,
    )
    altered_ai = signed(
        ai,
        Standing.STATED,
        RecordState.ALTERED,
        STRANGER,
        "trainedAlgorithmicMedia",
        OriginClaim.AI_GENERATED,
        Origin.AI,
        Alarm.RECORD_BROKEN,
    )
    label = finding(
        "metadata.source_type",
        OriginClaim.AI_GENERATED,
        Strength.STATED,
        source_type="trainedAlgorithmicMedia",
        property="xmp:Iptc4xmpExt:DigitalSourceType",
    )
    settings = finding(
        "metadata.generator",
        OriginClaim.AI_GENERATED,
        Strength.STATED,
        fingerprint="a1111",
        generator="Stable Diffusion WebUI",
        excerpt="a cat, Steps: 20",
        prompt="a cat",
        model="sdxl",
    )
    aigc = finding(
        "label.aigc_is",
        OriginClaim.AI_GENERATED,
        Strength.STATED,
        value="1",
        provider="ByteDance, Doubao · 字节跳动 豆包",
        produce_id="cc75f5e9",
    )
    stated = Verdict(ai, Standing.STATED, (), Origin.AI)
    disputed = replace(
        captured,
        verdict=Verdict(Conclusion.DISPUTED, Standing.STATED, (Alarm.LAYERS_CONTRADICT,), reasons=(0, 2)),
        findings=(*captured.findings, label),
    )
    remote = Record(RecordState.REMOTE, location="remote", url="https://manifests.example.com/a.c2pa")
    nothing = report(Verdict())
    camera = finding("context.camera", make="Example", model="E-1", taken_at="2024:01:02 03:04:05")
    unread = FileFacts("/x", "x.jpg", problem=Problem.EMPTY)
    return {
        "made with AI, confirmed": made,
        "photo with an AI edit, confirmed": edited,
        "captured, confirmed": captured,
        "captured sound, confirmed": replace(captured, file=file("audio/wav", "speech.wav")),
        "captured, signer unknown": stranger,
        "AI, expired": expired,
        "altered photo": altered,
        "altered AI": altered_ai,
        "AI label in metadata": report(stated, (label, camera)),
        "generator settings": report(replace(stated, by="Stable Diffusion WebUI"), (settings,)),
        "AIGC label": report(stated, (aigc, finding("label.aigc_departures", departures="empty_member, place"))),
        "disputed": disputed,
        "record elsewhere": report(
            Verdict(standing=Standing.ELSEWHERE, alarms=(Alarm.RECORD_ELSEWHERE,)),
            (finding("record.remote", host="manifests.example.com"),),
            remote,
        ),
        "nothing found": nothing,
        "camera data only": report(Verdict(), (camera,)),
        "may contain AI": signed(
            Conclusion.MAY_CONTAIN_AI,
            Standing.CONFIRMED,
            RecordState.TRUSTED,
            OPENAI,
            "screenCapture",
            OriginClaim.MAY_CONTAIN_AI,
            Origin.SCREEN,
            Alarm.IDENTITY_UNCHECKED,
        ),
        "empty file": Report(unread, Verdict(standing=Standing.UNCHECKED, alarms=(Alarm.NOT_ALL_CHECKED,)), run=RUN),
        "a record alone": report(
            Verdict(), (finding("record.alone"),), replace(stranger.record, location="alone"), file("application/c2pa")
        ),
    }


def known_examples() -> dict[str, Report]:
    """Name → report of a signer whom a list names and none confirms now."""
    made = signed(
        Conclusion.AI_GENERATED,
        Standing.KNOWN,
        RecordState.EXPIRED,
        KNOWN,
        "trainedAlgorithmicMedia",
        OriginClaim.AI_GENERATED,
        Origin.AI,
    )
    photo = signed(
        Conclusion.UNKNOWN,
        Standing.KNOWN,
        RecordState.UNTRUSTED,
        KNOWN,
        "digitalCapture",
        OriginClaim.NONE,
        Origin.CAPTURE,
    )
    return {"AI, known": made, "captured, known": photo}


def identity(state: str) -> Identity:
    return Identity("cawg.identity", "cawg.x509.cose", state, "Ann Example")
