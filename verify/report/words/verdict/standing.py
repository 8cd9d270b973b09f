"""Who or what carries the headline, in a sentence or two; and the line that names the signer."""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Layer, RecordState, Report, Signer, Standing
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Plural, Speech, _, _n
from verify.report.words.commands.problems import PROBLEMS
from verify.report.words.signer import KNOWN
from verify.report.words.verdict import confirmed, disputes

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
_UNCONFIRMED_UNCOVERED: Final = (
    _("The file says so in a signed record, but the signature does not cover the content that you see or hear."),
    _("The file carries a signed record, but the signature does not cover the content that you see or hear."),
)
_UNCONFIRMED_PERHAPS_UNCOVERED: Final = (
    _("The file says so in a signed record, but the signature may not cover all that you see or hear."),
    _("The file carries a signed record, but the signature may not cover all that you see or hear."),
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
        "The last signer, {wrapper}, is on a trust list, but the statement comes from an earlier record that was "
        "recorded as no longer matching its content."
    ),
    _(
        "The last signer, {wrapper}, is on a trust list, but an earlier record that it builds on was recorded as no "
        "longer matching its content."
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
    "We looked for {n} kind of mark; nothing found proves how this was made, either way. Uploads, messengers and "
    "screenshots remove such marks. This says nothing about whether the content is real.",
    "We looked for {n} kinds of marks; nothing found proves how this was made, either way. Uploads, messengers and "
    "screenshots remove such marks. This says nothing about whether the content is real.",
)
_NOBODY_LOOKED: Final = _("No kind of mark could be looked for, so nothing is known about this file.")
_ALONE: Final = _(
    "The record can be read, but the content it speaks of is not here, so none of it was checked against it."
)
_CHECKING: Final = _("The signed record has been read. Whether the file still fits it is being checked now.")

_UNCOMPARED: Final = _(
    "The signed record has been read, but the content was not compared with it. Check again with all readers."
)

# readers that look at the same kind of mark as another one, or at none
_NO_KIND_OF_THEIR_OWN: Final = frozenset(("c2pa_content", "c2pa_second", "preview"))


def standing(speech: Speech, report: Report) -> str:
    """The sentence below the headline."""
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        reason = speech.say(PROBLEMS[report.file.problem]) if report.file.problem else ""
        return speech.join(reason, speech.say(_("Nothing can be said about it.")))
    if report.record.checking and verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED):
        return speech.say(_UNCOMPARED if report_facts.was_left_uncompared(report) else _CHECKING)
    if verdict.conclusion is Conclusion.DISPUTED:
        return disputes.standing(speech, report)
    match verdict.standing:
        case Standing.CONFIRMED:
            return confirmed.standing(speech, report)
        case Standing.UNCONFIRMED:
            return _unconfirmed(speech, report)
        case Standing.DECODED:
            return _decoded(speech, report)
        case Standing.KNOWN | Standing.STATED as kind:
            return speech.say(KNOWN if kind is Standing.KNOWN else _stated(report))
        case Standing.BROKEN:
            return speech.say(_BROKEN_STRAY if report_facts.strays(report) else _broken(report))
        case Standing.ELSEWHERE:
            return speech.say(_ELSEWHERE, host=report_facts.host(report))
        case _:
            return _none(speech, report)


def _unconfirmed(speech: Speech, report: Report) -> str:
    if report.record.location == "alone":
        return speech.say(_ALONE)
    if report.record.state is RecordState.MALFORMED and not report.record.manifests:
        return speech.say(_MALFORMED_UNREAD)
    silent = 1 if report.verdict.conclusion is Conclusion.UNKNOWN else 0
    signer = report_facts.signer(report) or Signer()
    facts = {"wrapper": signer.name, "interim": signer.interim_list}
    match report.record.state:
        case _ if record_facts.uncovered(report, "media"):
            pair = _UNCONFIRMED_UNCOVERED
        case RecordState.TRUSTED if record_facts.uncovered(report, "unknown"):
            pair = _UNCONFIRMED_PERHAPS_UNCOVERED
        case RecordState.TRUSTED if report_facts.speaker_was_altered(report):
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
    seal = report_facts.signature_over_pixels(report)
    if seal is not None:
        return speech.say(_DECODED_SIGNED, signer=seal.fact("signer"))
    carrier = report_facts.carrier(report)
    facts = {"scheme": report.verdict.by, "unmarked": carrier.fact("unmarked") if carrier else ""}
    return speech.say(
        _DECODED_SOUND if report_facts.medium(report) is report_facts.Medium.SOUND else _DECODED_PIXELS, facts
    )


def _stated(report: Report) -> str:
    carrier = report_facts.carrier(report)
    layer = report_facts.layer(carrier) if carrier else None
    if carrier and carrier.code == "sound.rhythm_label":
        return _STATED_HEARD
    if layer is Layer.RECORD and report_facts.strays(report):
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
    return speech.count(_NONE_TELLING if report_facts.says_anything(report) else _NONE, looked)
