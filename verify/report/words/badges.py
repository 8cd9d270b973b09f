"""The fixed texts of the views: headings, names of lines, and the words of the badges."""

from __future__ import annotations

from typing import Final

from verify.model import SIGNS, Conclusion, Problem, Report, Standing
from verify.report import report_facts
from verify.report.words.catalogue import Speech, _
from verify.report.words.readers import READERS
from verify.report.words.types import Badge
from verify.report.words.window.labels import WINDOW

# what only the text and HTML panels need; the rest they share with the window
RENDERS: Final[dict[str, str]] = {
    "report": _("Report on a file"),
    "preview_of": _("Small preview of the file"),
    "step_picture": _("Small picture of this step"),
    "summary": _("In short"),
    "alarms": _("Mind this"),
}

LABELS: Final[dict[str, str]] = {**WINDOW, **RENDERS}

BADGES: Final[dict[str, Badge]] = {
    "confirmed": Badge(SIGNS[Standing.CONFIRMED], _("confirmed")),
    "known": Badge(SIGNS[Standing.KNOWN], _("known")),
    "unconfirmed": Badge(SIGNS[Standing.UNCONFIRMED], _("unconfirmed")),
    "decoded": Badge(SIGNS[Standing.DECODED], _("decoded mark")),
    "stated": Badge(SIGNS[Standing.STATED], _("stated")),
    "hint": Badge("○", _("hint")),
    "broken": Badge(SIGNS[Standing.BROKEN], _("broken")),
    "disputed": Badge("≠", _("contradiction")),
    "none": Badge(SIGNS[Standing.NONE], _("nothing found")),
    "unsettled": Badge("–", _("no proof either way")),
    "elsewhere": Badge(SIGNS[Standing.ELSEWHERE], _("kept elsewhere")),
    "unchecked": Badge(SIGNS[Standing.UNCHECKED], _("not readable")),
}

_SHORT_CONFIRMED: Final[dict[Conclusion, str]] = {
    Conclusion.AI_GENERATED: _("AI-made"),
    Conclusion.AI_EDITED: _("AI edit"),
    Conclusion.CONTAINS_AI: _("contains AI"),
    Conclusion.MAY_CONTAIN_AI: _("AI left open"),
    Conclusion.CAPTURED: _("device recording"),
    Conclusion.HUMAN_MADE: _("made by a person"),
}
_SHORT_SAID: Final[dict[Conclusion, str]] = {
    Conclusion.AI_GENERATED: _("said: AI-made"),
    Conclusion.AI_EDITED: _("said: AI edit"),
    Conclusion.CONTAINS_AI: _("said: contains AI"),
    Conclusion.MAY_CONTAIN_AI: _("AI left open"),
}
_SHORT_HALF: Final[dict[str, str]] = {
    "label.aigc_may_be": _("said: maybe AI"),
    "label.aigc_suspected": _("said: suspected AI"),
}
_SHORT_DISPUTED: Final = _("marks contradict")
_SHORT_UNKNOWN: Final[dict[Standing, str]] = {
    Standing.BROKEN: _("unknown, record broken"),
    Standing.ELSEWHERE: _("record kept elsewhere"),
    Standing.UNCHECKED: _("could not be read"),
}
_SHORT_UNKNOWN_OTHERWISE: Final = _("unknown")
_SHORT_MARK: Final = _("AI mark")

_GROUPS: Final[dict[str, str]] = {
    "c2pa": _("Around the signed record"),
    "png": _("Text blocks (PNG)"),
    "gif": _("Text blocks (GIF)"),
    "webp": _("Blocks (WebP)"),
    "jpeg": _("Comments (JPEG)"),
    "mp4": _("Entries (MP4, MOV, HEIF)"),
    "riff": _("Entries (WAV, AVI)"),
    "mkv": _("Tags (Matroska, WebM)"),
    "flv": _("Script data (Flash video)"),
    "id3": _("Tags (ID3)"),
    "ape": _("Tags (APE)"),
    "vorbis": _("Comments (FLAC, Ogg, Opus)"),
    "flac": _("Blocks (FLAC)"),
    "pdf": _("Document information (PDF)"),
    "ooxml": _("Document properties (Word, Excel, PowerPoint)"),
    "odf": _("Document properties (OpenDocument)"),
    "epub": _("Book description (EPUB)"),
    "ofd": _("Document properties (OFD)"),
    "svg": _("Title and metadata (SVG)"),
    "html": _("Page description (HTML)"),
    "markdown": _("Front matter (Markdown)"),
    "jp2": _("XML (JPEG 2000)"),
}


def label(speech: Speech, key: str, **facts: str) -> str:
    """The fixed text `key` with its facts, if it has any. Raises KeyError for a key that does not exist."""
    return speech.say(LABELS[key], facts)


def badge(speech: Speech, kind: str) -> Badge:
    """Shape and word of a strength or a standing."""
    found = BADGES[kind]
    return Badge(found.shape, speech.say(found.word))


def verdict_badge(speech: Speech, report: Report) -> Badge:
    """The badge of a whole answer; "nothing found" is not said where something was found that settles nothing."""
    if report.verdict.conclusion is Conclusion.DISPUTED:
        return badge(speech, "disputed")
    unsettled = report.verdict.standing is Standing.NONE and report_facts.says_anything(report)
    return badge(speech, "unsettled" if unsettled else report.verdict.standing)


def short(speech: Speech, report: Report) -> str:
    """About three words; what is not confirmed is marked as somebody's saying."""
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or isinstance(report.file.problem, Problem):
        return speech.say(_SHORT_UNKNOWN[Standing.UNCHECKED])
    if verdict.conclusion is Conclusion.DISPUTED:
        return speech.say(_SHORT_DISPUTED)
    if verdict.standing is Standing.CONFIRMED and verdict.conclusion in _SHORT_CONFIRMED:
        return speech.say(_SHORT_CONFIRMED[verdict.conclusion])
    if verdict.standing is Standing.DECODED and verdict.conclusion is Conclusion.AI_GENERATED:
        return speech.say(_SHORT_MARK)
    carried = verdict.standing in (
        *(Standing.KNOWN, Standing.UNCONFIRMED),
        *(Standing.STATED, Standing.DECODED, Standing.BROKEN),
    )
    carrier = report_facts.carrier(report)
    if verdict.conclusion is Conclusion.MAY_CONTAIN_AI and carrier and carrier.code in _SHORT_HALF:
        return speech.say(_SHORT_HALF[carrier.code])
    if carried and verdict.conclusion in _SHORT_SAID:
        return speech.say(_SHORT_SAID[verdict.conclusion])
    return speech.say(_SHORT_UNKNOWN.get(verdict.standing, _SHORT_UNKNOWN_OTHERWISE))


def field_group(speech: Speech, key: str) -> str:
    """The heading under which a field with this key is listed: its reader's name, or the kind of block."""
    group = key.partition(":")[0]
    if group in _GROUPS:
        return speech.say(_GROUPS[group])
    title = next((words.title for words in READERS.values() if group in words.groups), None)
    return speech.say(title) if title else group
