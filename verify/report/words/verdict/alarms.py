"""One sentence for each alarm, which also says what the alarm does not mean."""

from __future__ import annotations

from typing import Final

from verify.model import Alarm, Identity, RecordState, Report
from verify.report import report_facts
from verify.report.words.catalogue import Message, Speech, _

ALARMS: Final[dict[Alarm, Message]] = {
    Alarm.RECORD_BROKEN: _("The signed record of this file is broken. That does not show who broke it or why."),
    Alarm.RECORD_MALFORMED: _(
        "The signed record is not written to the rules of its format. Nothing shows that the content changed."
    ),
    Alarm.INGREDIENT_BROKEN: (
        _(
            "“{recorder}” recorded that “{title}”, a part or earlier version, no longer matched its record. This does "
            "not touch the file's own record."
        ),
        _("The record of a part or earlier version, “{title}”, is broken. This does not touch the file's own record."),
        _("The record of a part or earlier version is broken. This does not touch the file's own record."),
    ),
    Alarm.IDENTITY_INVALID: (
        _("The name “{name}” in the record does not check out. It does not mean that the file was changed."),
        _("A name in the record does not check out. It does not mean that the file was changed."),
    ),
    Alarm.IDENTITY_UNCHECKED: (
        _("The name “{name}” in the record was not checked, as that needs the network. It may be right."),
        _("A name in the record was not checked, as that needs the network. It may be right."),
    ),
    Alarm.SIGNER_UNKNOWN: (
        _(
            "“{signer}” is on no current list, only on the older list “{interim}”. It does not mean that something is "
            "wrong, and it does not confirm the name."
        ),
        _(
            "“{signer}” is on none of the lists used here. Many makers are not listed yet; it does not mean that "
            "something is wrong, but anyone can sign in any name."
        ),
        _(
            "The signer is on none of the lists used here. Many makers are not listed yet; it does not mean that "
            "something is wrong, but anyone can sign in any name."
        ),
    ),
    Alarm.CERTIFICATE_EXPIRED: (
        _(
            "The signing certificate ended on {date}, and no confirmed time shows that it was used before. It does "
            "not mean that the file was changed."
        ),
        _(
            "The signing certificate has ended, and no confirmed time shows that it was used before. It does not mean "
            "that the file was changed."
        ),
    ),
    Alarm.TEST_CERTIFICATE: _(
        "The record was signed with a public test certificate. Anybody can do that; it does not mean that the file was "
        "changed."
    ),
    Alarm.DISALLOWED_CLAIM: (
        _(
            "“{product}” states something that the list of conforming products forbids it to state. It does not prove "
            "bad intent."
        ),
        _(
            "The signer states something that the list of conforming products forbids it to state. It does not prove "
            "bad intent."
        ),
    ),
    Alarm.ENGINES_DISAGREE: _(
        "Two independent programs judge the record differently. Both are shown; it does not mean that the file was "
        "changed."
    ),
    Alarm.CONTENT_NOT_COVERED: _(
        "The signature leaves out picture, sound or film data: that part can be replaced and the record still fits. "
        "It does not mean that anything was replaced."
    ),
    Alarm.PART_BROKEN: _(
        "A picture or another file inside this file has a record that no longer holds. It does not touch this file's "
        "own record, and it does not show who changed the part or why."
    ),
    Alarm.RECORD_ELSEWHERE: (
        _("A record is said to be kept at {host} and was not fetched. What it says is not part of this answer."),
        _("A record is said to be kept elsewhere and was not fetched. What it says is not part of this answer."),
    ),
    Alarm.LAYERS_CONTRADICT: _(
        "Marks in this file contradict each other. It does not show which of them is right; anyone can add unsigned "
        "marks."
    ),
    Alarm.LABEL_EMPTIED: _(
        "A label for AI content is there, but it is empty. Somebody or some program emptied it, or it was never "
        "filled in; it does not prove that the content is AI-made."
    ),
    Alarm.LIST_STALE: (
        _(
            "A trust list used here is old ({lists}). Signers that were added since are not known; a known signer "
            "stays known."
        ),
        _("A trust list used here is old. Signers that were added since are not known; a known signer stays known."),
    ),
    Alarm.NOT_ALL_CHECKED: _(
        "Not everything could be checked. What is missing is listed below; it is no sign for or against the file."
    ),
}

_BROKEN: Final[dict[RecordState, str]] = {
    RecordState.ALTERED: _(
        "The content was changed after it was signed. Saving again in an ordinary program is enough for that; it does "
        "not prove that somebody meant to deceive."
    ),
    RecordState.BAD_SIGNATURE: _(
        "The signature of the record does not verify. The record was changed or damaged; it does not prove that the "
        "content is false."
    ),
    RecordState.REVOKED: _(
        "The certificate behind the record was withdrawn by its issuer. It does not prove that this file is false."
    ),
}
_MALFORMED_UNREAD: Final = _(
    "A signed record is there, but it could not be read as a whole. Whether the content still fits it was not checked; "
    "that is no sign for or against the file."
)
_EXPIRED_SIGNER: Final = _(
    "Since its certificate has ended, “{signer}” could not be confirmed by any list used here. It does not mean that "
    "something is wrong, but anyone can sign in any name."
)
_TEST_SIGNER: Final = _(
    "“{signer}” is on none of the lists used here, as is to be expected of a test certificate. It does not mean that "
    "the file was changed."
)
_STRAY: Final = _(
    "The record beside this file was made for other bytes. It belongs to another file or an earlier version; it does "
    "not prove tampering."
)


def alarm_sentence(speech: Speech, alarm: Alarm, report: Report) -> str:
    """The sentence of `alarm` in this report."""
    if alarm is Alarm.RECORD_BROKEN:
        if report_facts.strays(report):
            return speech.say(_STRAY)
        broken = report_facts.broken_reason(report)
        return speech.say(_BROKEN[broken] if broken else ALARMS[alarm])
    if alarm is Alarm.RECORD_MALFORMED and not report.record.manifests:
        return speech.say(_MALFORMED_UNREAD)
    signer = report_facts.signer(report)
    if alarm is Alarm.SIGNER_UNKNOWN and signer and report.record.state is RecordState.EXPIRED:
        return speech.say(_EXPIRED_SIGNER, signer=signer.name)
    if alarm is Alarm.SIGNER_UNKNOWN and signer and signer.test:
        return speech.say(_TEST_SIGNER, signer=signer.name)
    return speech.say(ALARMS[alarm], _facts(speech, alarm, report))


def _facts(speech: Speech, alarm: Alarm, report: Report) -> dict[str, str]:
    active = report.record.active
    signer = active.signer if active else None
    identities: tuple[Identity, ...] = active.identities if active else ()
    state = "unchecked" if alarm is Alarm.IDENTITY_UNCHECKED else "invalid"
    failing = [item for item in report.findings if item.code == "record.ingredient_broken"]
    # what is seen here comes before what somebody recorded
    failing = sorted(failing, key=lambda item: (item.fact("recorder") != "", item.fact("recorder_confirmed") == "no"))
    broken = failing[0] if failing else None
    return {
        "signer": signer.name if signer else "",
        "interim": signer.interim_list if signer else "",
        "date": report_facts.moment(signer.not_after) if signer else "",
        "product": active.product if active else "",
        "name": next((item.name for item in identities if item.state == state), ""),
        "title": broken.fact("title") if broken else "",
        "recorder": broken.fact("recorder") if broken else "",
        "host": report_facts.host(report),
        "lists": speech.enumerate(*(f"{item.name}: {item.date}" for item in report.run.lists if item.kind != "user")),
    }
