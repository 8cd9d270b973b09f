"""What a check leaves open: marks that nobody can read offline, and everything that was not looked at this time.

Computed from the readings of the report and never a fixed sentence, so that it stays true as readers come and go.
"""

from __future__ import annotations

from typing import Final

from verify.model import Alarm, Problem, Reading, RecordState, Report
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Speech, _
from verify.report.words.readers import READERS, reader_name, reason

_CLOSED: Final[dict[Medium, str]] = {
    Medium.PICTURE: _(
        "There is no public offline detector for the hidden marks SynthID (Google and others), Digimarc, InvisMark "
        "(Microsoft), Content Seal (Meta), Titan and Nova (Amazon), Steg.AI and Imatag. Only their makers can look for "
        "them."
    ),
    Medium.VIDEO: _(
        "There is no public offline detector for the hidden marks SynthID (Google and others), Content Seal (Meta), "
        "NAGRA NexGuard, castLabs and Digimarc. Only their makers can look for them."
    ),
    Medium.SOUND: _(
        "There is no public offline detector for the hidden marks SynthID (Google and others), WavMark (Microsoft) and "
        "Digimarc in sound. Only their makers can look for them."
    ),
    Medium.DOCUMENT: _(
        "There is no public offline detector for hidden marks in the choice of words, such as SynthID Text. They need "
        "keys that only the makers have."
    ),
    Medium.OTHER: _(
        "There is no public offline detector for most hidden marks, such as SynthID. Only their makers can look for "
        "them."
    ),
}

# (subject of readers, media in which it can be, sentence where no reader of that subject looked)
_SUBJECTS: Final[tuple[tuple[str, frozenset[Medium], str], ...]] = (
    (
        "pixels",
        frozenset((Medium.PICTURE, Medium.VIDEO)),
        _("Hidden marks in the pixels were not looked for, not even those that open tools can read."),
    ),
    (
        "sound",
        frozenset((Medium.SOUND, Medium.VIDEO)),
        _("Hidden marks in the sound were not looked for, not even those that open tools can read."),
    ),
    (
        "visible",
        frozenset((Medium.PICTURE, Medium.VIDEO)),
        _("Whether a label or logo for AI can be seen in the picture was not looked at. Use your own eyes."),
    ),
    (
        "label",
        frozenset(Medium),
        _("The label that Chinese law requires for AI content (AIGC) was not looked for in every place of this file."),
    ),
)

# subject → what those who looked still leave open
_PARTLY: Final[dict[str, str]] = {
    "pixels": _(
        "Of hidden marks in the pixels only those of the open library invisible-watermark were looked for (Stable "
        "Diffusion, FLUX, InvokeAI). Most generators write none, and JPEG copies of middling quality destroy them."
    ),
    "frames": _(
        "Of the video only about a dozen frames were looked at, and a mark counts only where it stays in several of "
        "them. A label that comes later for a short time, or that moves, is not seen."
    ),
    "sound": _(
        "Of hidden marks in sound only Perth, of Resemble AI, was looked for, and of labels to be heard only the tones "
        "of the Chinese standard. Most generators use other marks, and spoken labels were not looked for."
    ),
    "visible": _(
        "Of visible logos only two are known here: Gemini's star, at its own size, and DALL·E 2's row of colours. Use "
        "your own eyes for others."
    ),
    "words": _("Labels in words were looked for along the edges only, and ones that are small or faint can be missed."),
}

_RECORD_MAY_SAY: Final = _("A signed record may say that such a mark was added; then that is shown.")

# the label of Chinese law stands in what these read
_LABEL_READERS: Final = frozenset(("xmp", "text_chunks"))

_NO_LISTS: Final = _("No trust list was at hand, so no signer could be confirmed.")
_STALE: Final = (
    _("The trust lists are old ({lists}), so signers that were added since are not known."),
    _("The trust lists are old, so signers that were added since are not known."),
)
_WITHDRAWAL: Final = _("Whether the signing certificates were withdrawn since was not checked online.")
_WHOLE: Final = _("Whether the whole file still fits its signed record has not been checked yet.")
_ELSEWHERE: Final = (
    _("The record at {host} was not fetched, so what it says is not known."),
    _("The record that is kept elsewhere was not fetched, so what it says is not known."),
)
_UNREADABLE_RECORD: Final = _("Whether a signed record is attached could not be found out.")
_UNREAD_RECORD: Final = _("A signed record is in this file; what it says could not be read.")
_NO_RECORDS: Final = _("Whether a signed record is attached was not checked: Whence reads none in this kind of file.")
_NOT_LOOKED: Final = _("{reader}: not checked.")
_NOT_FINISHED: Final = _("{reader}: not finished.")
_LOOKS: Final = _("Whence does not judge how something looks or sounds; such guesses are often wrong.")
_NOT_READ: Final = _("The file could not be read, so nothing in it was checked.")


def not_checked(speech: Speech, report: Report) -> tuple[str, ...]:
    """Each open point as a sentence: first what concerns this file, last what no program can check offline."""
    if report.file.problem:
        return (speech.say(_NOT_READ),)
    medium = report_facts.medium(report)
    finished = {item.reader for item in report.readings if item.looked and not item.problem}
    covered = {READERS[name].subject for name in finished if name in READERS}
    if "frames" in covered:
        covered |= {"pixels", "visible", "words"}
    if finished >= _LABEL_READERS:
        covered.add("label")
    return (
        *_readers(speech, report),
        *_record(speech, report),
        *(speech.say(sentence) for subject, media, sentence in _SUBJECTS if medium in media and subject not in covered),
        *(speech.say(sentence) for subject, sentence in _PARTLY.items() if subject in covered),
        speech.say(_LOOKS),
        speech.join(speech.say(_CLOSED[medium]), speech.say(_RECORD_MAY_SAY)),
    )


def _readers(speech: Speech, report: Report) -> tuple[str, ...]:
    return tuple(sentence for item in report.readings if (sentence := _reader(speech, item, report)))


def _reader(speech: Speech, reading: Reading, report: Report) -> str:
    if (reading.looked and not reading.problem) or reading.reader == "preview":
        return ""  # a small picture is for the eyes; no mark is looked for in it
    if reading.reader == "c2pa_content" and report_facts.is_compared_at_once(report):
        return ""
    if reading.problem is Problem.NOT_THIS_FORMAT:
        # other kinds of marks cannot be in such a file; a signed record can be in almost any
        alone = reading.reader == "c2pa" and not any(
            item.reader == "c2pa_text" and item.looked for item in report.readings
        )
        return speech.say(_NO_RECORDS) if alone else ""
    if reading.reader in ("c2pa_content", "c2pa_second") and report.record.state is RecordState.ABSENT:
        return ""
    message = _NOT_FINISHED if reading.looked else _NOT_LOOKED
    name = reader_name(speech, reading.reader)
    return speech.join(speech.say(message, reader=name), reason(speech, reading.problem))


def _record(speech: Speech, report: Report) -> tuple[str, ...]:
    record = report.record
    lists = [item for item in report.run.lists if item.kind != "time_stamp"]
    dates = speech.enumerate(*(f"{item.name}: {item.date}" for item in lists if item.date))
    open_points = []
    if record.state is RecordState.UNREADABLE:
        open_points.append(speech.say(_UNREAD_RECORD if report_facts.holds_unread(report) else _UNREADABLE_RECORD))
    if record.checking:
        open_points.append(speech.say(_WHOLE))
    if record.state is RecordState.REMOTE or Alarm.RECORD_ELSEWHERE in report.verdict.alarms:
        open_points.append(speech.say(_ELSEWHERE, host=report_facts.host(report)))
    if record.manifests and record.state is not RecordState.REVOKED and not report_facts.withdrawal_checked(report):
        open_points.append(speech.say(_WITHDRAWAL))
    if record.manifests and not lists:
        open_points.append(speech.say(_NO_LISTS))
    if Alarm.LIST_STALE in report.verdict.alarms:
        open_points.append(speech.say(_STALE, lists=dates))
    return tuple(open_points)
