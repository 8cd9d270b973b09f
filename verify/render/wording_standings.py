"""Who or what carries the headline, in a sentence or two; and the line that names the signer."""

from __future__ import annotations

from typing import Final

from verify.model import Claim, Conclusion, Layer, RecordState, Report, Signer, Standing
from verify.render import aspects
from verify.render.speech import Message, Plural, Speech, _, _n
from verify.render.wording_problems import PROBLEMS
from verify.render.wording_signers import KNOWN

_CONFIRMED: Final = (
    _(
        "{signer} signed this statement, the file is unchanged since, and {signer} is on the list “{list}” of "
        "{list_date}."
    ),
    _("{signer} signed this statement, the file is unchanged since, and {signer} is on the list “{list}”."),
    _("{signer} signed this statement, the file is unchanged since, and {signer} is on a trust list."),
)
_CONFIRMED_BY_USER: Final = _(
    "{signer} signed this statement, the file is unchanged since, and a certificate that you added yourself "
    "(“{list}”) vouches for {signer}."
)
_CONFIRMED_BELOW: Final = _(
    "{signer} signed this statement in the record of an earlier version. {wrapper} signed the file as it is now, the "
    "file is unchanged since, and all of them are on trust lists."
)
_CONFIRMED_SILENT: Final = (
    _("{signer} signed the record, the file is unchanged since, and {signer} is on the list “{list}” of {list_date}."),
    _("{signer} signed the record, the file is unchanged since, and {signer} is on a trust list."),
)

# (what the file says, what it only carries): the second where the record does not carry the headline
_UNCONFIRMED: Final = (
    _("The file says so in a signed record that still fits, but we could not confirm who signed it."),
    _("The file carries a signed record that still fits, but we could not confirm who signed it."),
)
_UNCONFIRMED_EXPIRED: Final = (
    _(
        "The file says so in a signed record that still fits. The certificate has since expired, and no confirmed "
        "time shows that it was signed before."
    ),
    _(
        "The file carries a signed record that still fits. The certificate has since expired, and no confirmed time "
        "shows that it was signed before."
    ),
)
_UNCONFIRMED_MALFORMED: Final = (
    _(
        "The file says so in a signed record that is not written to the rules. Nothing shows that the content "
        "changed, but the signer does not count as confirmed."
    ),
    _(
        "The file carries a signed record that is not written to the rules. Nothing shows that the content changed, "
        "but the signer does not count as confirmed."
    ),
)
_MALFORMED_UNREAD: Final = _(
    "A signed record is there, but it could not be read as a whole. Whether the content still fits it was not checked, "
    "and nobody is confirmed as its signer."
)
_UNCONFIRMED_TEST: Final = (
    _("The file says so in a record signed with a public test certificate, which anybody can use."),
    _("The file carries a record signed with a public test certificate, which anybody can use."),
)
_UNCONFIRMED_INTERIM: Final = (
    _(
        "The file says so in a signed record that still fits. Its signer is known only to the older list “{interim}”, "
        "not to a current one."
    ),
    _(
        "The file carries a signed record that still fits. Its signer is known only to the older list “{interim}”, "
        "not to a current one."
    ),
)
_UNCONFIRMED_BELOW_ALTERED: Final = (
    _(
        "The last signer, {wrapper}, is on a trust list, but the statement comes from an earlier record whose content "
        "had been changed after it was signed."
    ),
    _(
        "The last signer, {wrapper}, is on a trust list, but an earlier record that it builds on no longer fitted its "
        "content."
    ),
)
_UNCONFIRMED_BELOW: Final = (
    _(
        "The last signer, {wrapper}, is on a trust list, but the statement comes from an earlier record whose signer "
        "we could not confirm."
    ),
    _(
        "The last signer, {wrapper}, is on a trust list, but an earlier record that it builds on is by a signer whom "
        "we could not confirm."
    ),
)

_STATED: Final = _("The file says so itself. Nobody signed it; anyone can write or remove it.")
_STATED_VISIBLE: Final = _("It can be seen in the content itself. Nobody signed it; anyone can draw it or cut it off.")
_STATED_HEARD: Final = _("It can be heard in the content itself. Nobody signed it; anyone can add it or cut it off.")
_STATED_STRAY: Final = _(
    "Only a record beside the file says so, and it was made for other bytes: for another file or an earlier version. "
    "It counts no more than unsigned text; anyone can put it there."
)
_STATED_BROKEN: Final = _("Only a broken record says so. It counts no more than unsigned text; anyone can write it.")

_DECODED_PIXELS: Final = (
    _(
        "We read the mark of {scheme} out of the pixels. None of {unmarked} unmarked pictures showed it; but anyone "
        "with the open tool can add one."
    ),
    _("We read the mark of {scheme} out of the pixels. Anyone with the open tool can add one."),
    _("We read a mark out of the pixels. Anyone with the open tool can add one."),
)
_DECODED_SIGNED: Final = _(
    "We checked a signature over the pixels: the key of {signer} signed exactly these. Only who holds that key "
    "can make one."
)
_DECODED_SOUND: Final = (
    _(
        "We read the mark of {scheme} out of the sound. None of {unmarked} unmarked recordings showed it; but anyone "
        "with the open tool can add one."
    ),
    _("We read the mark of {scheme} out of the sound. Anyone with the open tool can add one."),
    _("We read a mark out of the sound. Anyone with the open tool can add one."),
)

_BROKEN: Final[dict[RecordState, str]] = {
    RecordState.ALTERED: _(
        "A signed record is attached, but the content was changed after it was signed. We do not rely on it."
    ),
    RecordState.BAD_SIGNATURE: _(
        "A signed record is attached, but its signature does not verify. We do not rely on it."
    ),
    RecordState.REVOKED: _(
        "A signed record is attached, but the certificate behind it was withdrawn. We do not rely on it."
    ),
}
_BROKEN_STRAY: Final = _(
    "The record beside this file belongs to another file or to an earlier version. We do not rely on it."
)
_BROKEN_OTHERWISE: Final = _("A signed record is attached, but it is broken. We do not rely on it.")

_ELSEWHERE: Final = (
    _(
        "The file only points to a record at {host}. Fetching it would tell {host} your network address and what you "
        "look at, so it was not fetched."
    ),
    _("The file only points to a record at another place. It was not fetched, so as not to tell anybody what you see."),
)

_NONE: Final[Plural] = _n(
    "We looked for {n} kind of mark and found none. Uploads, messengers and screenshots remove them. This says "
    "nothing about whether the content is real.",
    "We looked for {n} kinds of marks and found none. Uploads, messengers and screenshots remove them. This says "
    "nothing about whether the content is real.",
)
_NONE_TELLING: Final[Plural] = _n(
    "We looked for {n} kind of mark; nothing found settles how this was made. Uploads, messengers and screenshots "
    "remove such marks. This says nothing about whether the content is real.",
    "We looked for {n} kinds of marks; nothing found settles how this was made. Uploads, messengers and screenshots "
    "remove such marks. This says nothing about whether the content is real.",
)
_NOBODY_LOOKED: Final = _("No kind of mark could be looked for, so nothing is known about this file.")
_ALONE: Final = _(
    "The record can be read, but the content it speaks of is not here, so none of it was checked against it."
)
_CHECKING: Final = _("The signed record has been read. Whether the file still fits it is being checked now.")

_UNCOMPARED: Final = _(
    "The signed record has been read, but the content was not compared with it. Check again with all readers."
)

_DISPUTED: Final[dict[Claim, Message]] = {
    Claim.CAPTURED: _(
        "The record signed by {signer} says that a device recorded this; another mark in the file says that AI made "
        "or changed it. At least one of them is wrong or incomplete."
    ),
    Claim.HUMAN_MADE: _(
        "The record signed by {signer} says that a person made this with software; another mark in the file says that "
        "AI made or changed it. At least one of them is wrong or incomplete."
    ),
}
_DISPUTED_SILENT: Final = _(
    "The record signed by {signer} does not mention AI; a mark in the pixels or the sound says that AI made or changed "
    "this. At least one of them is wrong or incomplete."
)
_DISPUTED_OTHERWISE: Final = _("Two statements in this file cannot both be right. At least one is wrong or incomplete.")

# readers that look at the same kind of mark as another one, or at none
_NO_KIND_OF_THEIR_OWN: Final = frozenset(("c2pa_content", "c2pa_second", "preview"))


def standing(speech: Speech, report: Report) -> str:
    """The sentence below the headline."""
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        reason = speech.say(PROBLEMS[report.file.problem]) if report.file.problem else ""
        return speech.join(reason, speech.say(_("Nothing can be said about it.")))
    if report.record.checking and verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED):
        return speech.say(_UNCOMPARED if aspects.was_left_uncompared(report) else _CHECKING)
    if verdict.conclusion is Conclusion.DISPUTED:
        return _disputed(speech, report)
    match verdict.standing:
        case Standing.CONFIRMED:
            return _confirmed(speech, report)
        case Standing.UNCONFIRMED:
            return _unconfirmed(speech, report)
        case Standing.DECODED:
            return _decoded(speech, report)
        case Standing.KNOWN | Standing.STATED as kind:
            return speech.say(KNOWN if kind is Standing.KNOWN else _stated(report))
        case Standing.BROKEN:
            return speech.say(_BROKEN_STRAY if aspects.strays(report) else _broken(report))
        case Standing.ELSEWHERE:
            return speech.say(_ELSEWHERE, host=aspects.host(report))
        case _:
            return _none(speech, report)


def _confirmed(speech: Speech, report: Report) -> str:
    speaker = aspects.speaker(report)
    active = aspects.signer_name(report)
    vouching = aspects.vouching(report, aspects.signer_called(report.record, speaker))
    facts = {"signer": speaker, "wrapper": active, "list": vouching.name, "list_date": vouching.date}
    if report.verdict.conclusion is Conclusion.UNKNOWN:
        return speech.say(_CONFIRMED_SILENT, facts)
    if active and speaker != active:
        return speech.say(_CONFIRMED_BELOW, facts)
    return speech.say(_CONFIRMED_BY_USER if vouching.kind == "user" else _CONFIRMED, facts)


def _unconfirmed(speech: Speech, report: Report) -> str:
    if report.record.location == "alone":
        return speech.say(_ALONE)
    if report.record.state is RecordState.MALFORMED and not report.record.manifests:
        return speech.say(_MALFORMED_UNREAD)
    silent = 1 if report.verdict.conclusion is Conclusion.UNKNOWN else 0
    signer = aspects.signer(report) or Signer()
    facts = {"wrapper": signer.name, "interim": signer.interim_list}
    match report.record.state:
        case RecordState.TRUSTED if aspects.speaker_was_altered(report):
            pair = _UNCONFIRMED_BELOW_ALTERED
        case RecordState.TRUSTED:
            pair = _UNCONFIRMED_BELOW
        case RecordState.EXPIRED:
            pair = _UNCONFIRMED_EXPIRED
        case RecordState.MALFORMED:
            pair = _UNCONFIRMED_MALFORMED
        case _ if signer.test:
            pair = _UNCONFIRMED_TEST
        case _ if signer.interim_list:
            pair = _UNCONFIRMED_INTERIM
        case _:
            pair = _UNCONFIRMED
    return speech.say(pair[silent], facts)


def _decoded(speech: Speech, report: Report) -> str:
    seal = aspects.signature_over_pixels(report)
    if seal is not None:
        return speech.say(_DECODED_SIGNED, signer=seal.fact("signer"))
    carrier = aspects.carrier(report)
    facts = {"scheme": report.verdict.by, "unmarked": carrier.fact("unmarked") if carrier else ""}
    return speech.say(_DECODED_SOUND if aspects.medium(report) is aspects.Medium.SOUND else _DECODED_PIXELS, facts)


def _stated(report: Report) -> str:
    carrier = aspects.carrier(report)
    layer = aspects.layer(carrier) if carrier else None
    if carrier and carrier.code == "sound.rhythm_label":
        return _STATED_HEARD
    if layer is Layer.RECORD and aspects.strays(report):
        return _STATED_STRAY
    return {Layer.RECORD: _STATED_BROKEN, Layer.VISIBLE: _STATED_VISIBLE}.get(layer or Layer.METADATA, _STATED)


def _broken(report: Report) -> str:
    return _BROKEN.get(report.record.state, _BROKEN_OTHERWISE)


def _none(speech: Speech, report: Report) -> str:
    if report.record.location == "alone":
        return speech.say(_ALONE)
    unread = {"c2pa"} if report.record.state is RecordState.UNREADABLE else set()
    finished = {item.reader for item in report.readings if item.looked and not item.problem}
    looked = len(finished - _NO_KIND_OF_THEIR_OWN - unread)
    if not looked:
        return speech.say(_NOBODY_LOOKED)
    return speech.count(_NONE_TELLING if aspects.says_anything(report) else _NONE, looked)


def _disputed(speech: Speech, report: Report) -> str:
    if aspects.is_silent_against_a_mark(report):
        return speech.say(_DISPUTED_SILENT, signer=aspects.signer_name(report))
    signed = aspects.confirmed_capture_or_hand(report)
    if signed is None or any(item.code == "record.disallowed" for item in report.findings):
        return speech.say(_DISPUTED_OTHERWISE)
    name = signed.fact("signer") or aspects.signer_name(report)
    return speech.say(_DISPUTED.get(signed.claim, _DISPUTED_OTHERWISE), signer=name)
