"""What the words need to know of a report: who speaks, what kind of content it is, which list vouches.

It only looks up; every judgement was made before. Nothing here is in a language.
"""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

from verify.model import (
    AI_CLAIMS,
    AUTHENTICITY_CLAIMS,
    Finding,
    Layer,
    OriginClaim,
    Picture,
    Record,
    RecordState,
    Report,
    RevocationAnswer,
    RevocationSource,
    Signer,
    Standing,
    Strength,
)
from verify.model.vocabularies import digital_source_type
from verify.model.vocabularies.digital_source_type import SourceType
from verify.model.vocabularies.finding_codes import FINDINGS


class Medium(StrEnum):
    """What a person would call the content."""

    PICTURE = "picture"
    VIDEO = "video"
    SOUND = "sound"
    DOCUMENT = "document"
    OTHER = "other"


class Voice(StrEnum):
    """Who or what speaks in the headline: it decides how the four lines are worded."""

    BARE = "bare"  # a confirmed record: the one that asserts
    KNOWN = "known"
    UNCONFIRMED = "unconfirmed"
    BROKEN = "broken"  # a record that no longer matches
    STRAY = "stray"  # a record beside the file that belongs to another one
    SEAL = "seal"  # a key that signed the pixels
    WATERMARK = "watermark"
    HIDDEN = "hidden"  # settings hidden in the pixels
    LOGO = "logo"
    WORDS = "words"  # a label to read
    TONES = "tones"  # a label to hear
    SETTINGS = "settings"  # what a generator saves of itself
    AIGC = "aigc"  # the label of Chinese law
    PART = "part"  # a file inside the file
    LABEL = "label"


UNPUBLISHED = ("user", "demonstration")  # kinds of lists that no publisher stands behind
_LOGOS = frozenset(("visible.sparkle", "visible.colour_bar"))
_MEDIA = {"image": Medium.PICTURE, "video": Medium.VIDEO, "audio": Medium.SOUND, "text": Medium.DOCUMENT}
# a name that somebody gave the file, and damage, are no traces of how the content was made
_NO_TRACES = frozenset(
    (
        "context.file_name",
        "context.name_ending",
        "context.metadata_damaged",
        "record.unreadable",
        "record.not_looked_for",
    )
)
MEMORY = "memory."  # what is remembered of other files is no trace in this one
# readers that look at the same kind of mark as another one, or at none
_NO_KIND_OF_THEIR_OWN = frozenset(("c2pa_content", "c2pa_second", "preview"))
_HOST = re.compile(r"[0-9A-Za-z.:_-]+")
_HOST_CHARACTERS = 253
_MOMENT = re.compile(r"^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$")


class VouchingList(Struct, frozen=True):
    """The list that vouches for a signer; all empty where none does."""

    name: str = ""
    date: str = ""
    kind: str = ""

    @property
    def whose(self) -> str:
        """Who put the list there if nobody published it: user, or demonstration for the lesson's; empty else."""
        return self.kind if self.kind in UNPUBLISHED else ""


def medium(report: Report) -> Medium:
    """Tell the kind of content by its media type."""
    family, _, kind = report.file.media_type.partition("/")
    if family == "application" and kind not in ("", "c2pa", "zip"):
        return Medium.DOCUMENT
    return _MEDIA.get(family, Medium.OTHER)


def layer(finding: Finding) -> Layer:
    """Return the layer of a finding; a code that is not known here counts as context."""
    kind = FINDINGS.get(finding.code)
    return kind.layer if kind else Layer.CONTEXT


def first_finding(report: Report, code: str) -> Finding | None:
    """Return the first finding with this code."""
    return next((finding for finding in report.findings if finding.code == code), None)


def reasons(report: Report) -> tuple[Finding, ...]:
    """List the findings that carry the verdict; indices that point nowhere are left out."""
    return tuple(report.findings[index] for index in report.verdict.reasons if 0 <= index < len(report.findings))


def doubts(report: Report) -> tuple[Finding, ...]:
    """List the findings that speak against the verdict."""
    return tuple(report.findings[index] for index in report.verdict.doubts if 0 <= index < len(report.findings))


def carrier(report: Report) -> Finding | None:
    """Return the finding that carries the conclusion: the first reason with an origin claim."""
    return next((finding for finding in reasons(report) if finding.claim is not OriginClaim.NONE), None)


def find_voice(report: Report) -> Voice | None:
    """Tell who or what carries the conclusion; None where nothing does."""
    match report.verdict.standing:
        case Standing.CONFIRMED | Standing.KNOWN | Standing.UNCONFIRMED as signed:
            return {Standing.CONFIRMED: Voice.BARE, Standing.KNOWN: Voice.KNOWN}.get(signed, Voice.UNCONFIRMED)
        case Standing.DECODED if signature_over_pixels(report) is not None:
            return Voice.SEAL
        case Standing.DECODED:
            finding = carrier(report)
            return Voice.HIDDEN if finding and finding.code == "signal.hidden_settings" else Voice.WATERMARK
        case Standing.STATED | Standing.BROKEN:
            return _find_unsigned_voice(report)
        case _:
            return None


def _find_unsigned_voice(report: Report) -> Voice:
    finding = carrier(report)
    code = finding.code if finding else ""
    if (finding and layer(finding) is Layer.RECORD) or report.verdict.standing is Standing.BROKEN:
        return Voice.STRAY if has_stray_sidecar(report) else Voice.BROKEN
    if code == "sound.rhythm_label":
        return Voice.TONES
    if finding and layer(finding) is Layer.VISIBLE:
        return Voice.LOGO if code in _LOGOS else Voice.WORDS
    if finding and layer(finding) is Layer.PART:
        return Voice.PART
    if code.startswith("metadata.generator"):
        return Voice.SETTINGS
    return Voice.AIGC if code.startswith("label.") else Voice.LABEL


def signature_over_pixels(report: Report) -> Finding | None:
    """Return the finding that a generator's key signed the pixels, where it carries the verdict."""
    return next((finding for finding in reasons(report) if finding.code == "signal.novelai_signed"), None)


def signer(report: Report) -> Signer | None:
    """Return the signer of the active manifest."""
    active = report.record.active
    return active.signer if active else None


def signer_name(report: Report) -> str:
    """Name the active manifest's signer; empty where there is none."""
    speaker = signer(report)
    return speaker.name if speaker else ""


def speaker(report: Report) -> str:
    """Name who carries the verdict: its `by`, else the signer of the active manifest."""
    return report.verdict.by or signer_name(report)


def signer_called(record: Record, name: str) -> Signer | None:
    """Find the first signer in the record that is shown under this name."""
    return next(
        (manifest.signer for manifest in record.manifests if manifest.signer and manifest.signer.name == name), None
    )


def vouching_list(report: Report, signer: Signer | None) -> VouchingList:
    """Find the trust list that vouches for a signer, with its date and kind as the run names them."""
    if signer is None or not signer.trust_list:
        return VouchingList()
    facts = next((trust_list for trust_list in report.run.lists if trust_list.name == signer.trust_list), None)
    return VouchingList(signer.trust_list, facts.date if facts else "", facts.kind if facts else "")


def host(report: Report) -> str:
    """Return the host of a remote manifest in ASCII; empty where the file names none properly."""
    try:
        named = urlsplit(report.record.url.strip()).hostname or ""
    except ValueError:
        named = ""
    named = named or next((finding.fact("host") for finding in report.findings if finding.code == "record.remote"), "")
    try:
        # names in other scripts are shown as they go over the network, so that no letter can pass for another
        named = named[:_HOST_CHARACTERS].encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return named if _HOST.fullmatch(named) else ""


def beginning(report: Report) -> SourceType | None:
    """Return the digital source type with which the content began, as a record finding states it."""
    stating = [
        finding for finding in report.findings if finding.code == "record.origin" and finding.fact("source_type")
    ]
    carrying = [finding for finding in reasons(report) if finding in stating]
    known = (digital_source_type.find(finding.fact("source_type")) for finding in (*carrying, *stating))
    return next((source for source in known if source), None)


def states_capture(report: Report) -> bool:
    """Whether the record states that a device recorded the content, whatever that is worth."""
    begun = beginning(report)
    return begun is not None and begun.beginning is OriginClaim.CAPTURED


def states_hand(report: Report) -> bool:
    """Whether the record states that a person made the content, whatever that is worth."""
    begun = beginning(report)
    return begun is not None and begun.beginning is OriginClaim.HUMAN_MADE


def broken_reason(report: Report) -> RecordState | None:
    """Return ALTERED, BAD_SIGNATURE or REVOKED where the record's own state is one of them."""
    broken = (RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED)
    return report.record.state if report.record.state in broken and not report.record.lacks_pieces else None


class Withdrawal(StrEnum):
    """How far it is known whether a signer's certificate was withdrawn since."""

    CHECKED = "checked"  # the issuers of all identified signers were asked, and answered that none was
    UNANSWERED = "unanswered"  # somebody was asked, and not all gave an answer that counts
    UNASKED = "unasked"


def judge_withdrawal(report: Report) -> Withdrawal:
    """Judge how far it is known whether signers' certificates were withdrawn since.

    What lies in the record does not suffice: it cannot speak of the time since.
    """
    asked = [status for status in report.record.revocations if status.source is RevocationSource.ASKED]
    signers = [manifest.signer for manifest in report.record.manifests if manifest.signer]
    own = {signer.certificates[0] for signer in signers if signer.certificates and is_identified(signer)}
    if not asked:
        return Withdrawal.UNASKED
    good = {status.certificate for status in asked if status.answer is RevocationAnswer.GOOD}
    return Withdrawal.CHECKED if own and own <= good else Withdrawal.UNANSWERED


def can_ask_of_withdrawal(report: Report) -> bool:
    """Whether somebody can be asked about a certificate, and has not answered for all of them yet."""
    settled = report.record.state is RecordState.REVOKED or judge_withdrawal(report) is Withdrawal.CHECKED
    return bool(report.record.chains) and not settled


def may_have_lost_record(report: Report) -> bool:
    """Whether a file that was read carries no record that still fits it: a record of it may be kept elsewhere."""
    fitting = (RecordState.TRUSTED, RecordState.UNTRUSTED, RecordState.EXPIRED, RecordState.REMOTE)
    return report.file.problem is None and not report.record.checking and report.record.state not in fitting


def list_finished(report: Report) -> frozenset[str]:
    """List the checks that were run to the end and look for a kind of mark of their own."""
    unread = {"c2pa"} if report.record.state is RecordState.UNREADABLE else set()
    finished = {reading.reader for reading in report.readings if reading.looked and not reading.problem}
    return frozenset(finished - _NO_KIND_OF_THEIR_OWN - unread)


def find_preview(report: Report) -> Picture | None:
    """Return the small picture of a file that is a picture itself."""
    if not report.file.media_type.startswith("image/") or report.file.problem:
        return None
    return next((picture for picture in report.pictures if picture.name == "preview"), None)


def gives_code(report: Report) -> bool:
    """Whether there is something by which a lost record can be looked for: a picture, or a number in a watermark."""
    return find_preview(report) is not None or first_finding(report, "signal.trustmark") is not None


def is_identified(signer: Signer) -> bool:
    """Whether some list knows a signer, so that its name is more than a claim."""
    return bool(signer.trust_list or signer.known_list or signer.interim_list)


def speaker_was_altered(report: Report) -> bool:
    """Whether the record that speaks is an earlier one whose content was changed after it was signed."""
    finding = carrier(report)
    place = finding.where.partition("/")[0] if finding else ""
    return any(manifest.state is RecordState.ALTERED for manifest in report.record.manifests if manifest.label == place)


def was_left_uncompared(report: Report) -> bool:
    """Whether the content of a large file was not compared with its record, and will not be in this check."""
    over = any(reading.reader == "c2pa_content" for reading in report.readings)
    return report.record.checking and over


def is_compared_at_once(report: Report) -> bool:
    """Whether the first look at the record compared all of the content already, as it does with small files."""
    return bool(report.record.manifests) and not report.record.checking and not report.record.is_alone


def has_stray_sidecar(report: Report) -> bool:
    """Whether a record beside the file belongs to other bytes."""
    return first_finding(report, "record.sidecar_mismatch") is not None


def says_anything(report: Report) -> bool:
    """Whether anything beside silence was found: a record, a label, camera data, a hint."""
    return has_unread_record(report) or any(
        finding.code not in _NO_TRACES and not finding.code.startswith(MEMORY) for finding in report.findings
    )


def has_unread_record(report: Report) -> bool:
    """Whether a record is in the file where or as no engine here reads it."""
    return report.record.state is RecordState.UNREADABLE and report.record.location == "embedded"


def confirmed_capture_or_hand(report: Report) -> Finding | None:
    """Return the confirmed finding of a capture or a person's work, for telling what a dispute is between."""
    return next(
        (
            finding
            for finding in (*reasons(report), *doubts(report))
            if finding.strength is Strength.CONFIRMED and finding.claim in AUTHENTICITY_CLAIMS
        ),
        None,
    )


def is_silent_against_a_mark(report: Report) -> bool:
    """Whether a dispute is between a confirmed record that does not mention AI and a mark out of pixels or sound."""
    signed = report.record.state is RecordState.TRUSTED and confirmed_capture_or_hand(report) is None
    ai_reasons = [finding for finding in reasons(report) if finding.claim in AI_CLAIMS]
    return signed and bool(ai_reasons) and all(finding.strength is Strength.DECODED for finding in ai_reasons)


def format_day(iso: str) -> str:
    """Write the day of an ISO 8601 time; other spellings stay as they are."""
    return format_time(iso).partition(" ")[0]


def format_time(iso: str) -> str:
    """Write an ISO 8601 time as `2026-08-06 10:00 UTC`; other spellings stay as they are."""
    match = _MOMENT.match(iso.strip())
    if not match:
        return iso
    date, clock, zone = match.groups()
    if not clock:
        return date
    return f"{date} {clock} {'UTC' if zone in ('Z', '+00:00', '+0000') else zone or ''}".strip()
