"""What each reader is called, what it looked at, and how it fared in one sentence.

A reader that had no say is always told apart from one that looked and found nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from verify.model import Problem, Reading, RecordState, Report
from verify.report import report_facts
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """A reader's name, what it looks at, the groups of fields it yields, and its sentences."""

    title: str
    subject: str  # record, metadata, preview, label, pixels, settings, sound, visible, text
    groups: tuple[str, ...] = ()
    found: str | None = None
    nothing: str = ""


READERS: Final[dict[str, ReaderWords]] = {
    "c2pa": ReaderWords(
        "report.readers.c2pa.title",
        "record",
        nothing="report.readers.c2pa.nothing",
    ),
    "c2pa_content": ReaderWords(
        "report.readers.c2pa_content.title",
        "record",
        nothing="report.readers.c2pa_content.nothing",
    ),
    "c2pa_second": ReaderWords(
        "report.readers.c2pa_second.title",
        "record",
        nothing="report.readers.c2pa_second.nothing",
    ),
    "c2pa_text": ReaderWords(
        "report.readers.c2pa_text.title",
        "record",
        nothing="report.readers.c2pa_text.nothing",
    ),
    "exif": ReaderWords(
        "report.readers.exif.title",
        "metadata",
        ("exif",),
        "report.readers.exif.found",
        "report.readers.exif.nothing",
    ),
    "xmp": ReaderWords(
        "report.readers.xmp.title",
        "metadata",
        ("xmp",),
        "report.readers.xmp.found",
        "report.readers.xmp.nothing",
    ),
    "iptc": ReaderWords(
        "report.readers.iptc.title",
        "metadata",
        ("iptc",),
        "report.readers.iptc.found",
        "report.readers.iptc.nothing",
    ),
    "text_chunks": ReaderWords(
        "report.readers.text_chunks.title",
        "metadata",
        (
            "png",
            "gif",
            "webp",
            "jpeg",
            "jp2",
            "mp4",
            "sei",
            "riff",
            "mkv",
            "flv",
            "id3",
            "ape",
            "vorbis",
            "flac",
            "pdf",
            "ooxml",
            "odf",
            "epub",
            "ofd",
            "svg",
            "html",
            "markdown",
        ),
        "report.readers.text_chunks.found",
        "report.readers.text_chunks.nothing",
    ),
    "invisible_characters": ReaderWords(
        "report.readers.invisible_characters.title",
        "text",
        found="report.readers.invisible_characters.found",
        nothing="report.readers.invisible_characters.nothing",
    ),
    "hidden_text": ReaderWords(
        "report.readers.hidden_text.title",
        "settings",
        ("hidden",),
        found="report.readers.hidden_text.found",
        nothing="report.readers.hidden_text.nothing",
    ),
    "sound_marks": ReaderWords(
        "report.readers.sound_marks.title",
        "sound",
        found="report.readers.sound_marks.found",
        nothing="report.readers.sound_marks.nothing",
    ),
    "video_frames": ReaderWords(
        "report.readers.video_frames.title",
        "frames",
        found="report.readers.video_frames.found",
        nothing="report.readers.video_frames.nothing",
    ),
    "preview": ReaderWords(
        "report.readers.preview.title",
        "preview",
        nothing="report.readers.preview.nothing",
    ),
    "hidden_marks": ReaderWords(
        "report.readers.hidden_marks.title",
        "pixels",
        found="report.readers.hidden_marks.found",
        nothing="report.readers.hidden_marks.nothing",
    ),
    "moved_marks": ReaderWords(
        "report.readers.moved_marks.title",
        "moved",
        found="report.readers.moved_marks.found",
        nothing="report.readers.moved_marks.nothing",
    ),
    "trustmark": ReaderWords(
        "report.readers.trustmark.title",
        "numbers",
        found="report.readers.trustmark.found",
        nothing="report.readers.trustmark.nothing",
    ),
    "visible_marks": ReaderWords(
        "report.readers.visible_marks.title",
        "visible",
        found="report.readers.visible_marks.found",
        nothing="report.readers.visible_marks.nothing",
    ),
    "visible_text": ReaderWords(
        "report.readers.visible_text.title",
        "words",
        found="report.readers.visible_text.found",
        nothing="report.readers.visible_text.nothing",
    ),
}

_SECOND: Final = (
    "report.readers.second.1",
    "report.readers.second.2",
)


def reader_name(speech: Translator, name: str) -> str:
    """A reader's name for people; one that this version does not know keeps its own."""
    known = READERS.get(name)
    return speech.text(known.title) if known else plain(name)


def reason(speech: Translator, problem: Problem | None) -> str:
    """Why a reader did not look or did not finish."""
    return speech.text(f"commands.problems.{problem}") if problem else ""


def reading_sentences(speech: Translator, report: Report) -> tuple[str, ...]:
    """How all readers fared. Those that have no say in such a file are named together, at the end.

    The small pictures for display are left out where they were made: no mark is looked for in them.
    """
    idle = [item for item in report.readings if item.problem is Problem.NOT_THIS_FORMAT]
    told = [item for item in report.readings if item not in idle and not _only_shows(item, report)]
    names = speech.enumerate(*(reader_name(speech, item.reader) for item in idle))
    return (
        *(reading_sentence(speech, item, report) for item in told),
        *((speech.text("report.readers.idle", readers=names),) if idle else ()),
    )


def _only_shows(reading: Reading, report: Report) -> bool:
    known = READERS.get(reading.reader)
    made = reading.looked and reading.problem is None and bool(report.pictures)
    return known is not None and known.subject == "preview" and made


def reading_sentence(speech: Translator, reading: Reading, report: Report) -> str:
    """Found n, found nothing, or not checked with the reason."""
    name = reader_name(speech, reading.reader)
    if reading.reader == "c2pa_content" and report_facts.is_compared_at_once(report):
        return speech.text("report.readers.compared")
    if not reading.looked:
        return speech.join(speech.text("report.readers.not_checked", reader=name), reason(speech, reading.problem))
    if reading.problem:
        return speech.join(speech.text("report.readers.not_finished", reader=name), reason(speech, reading.problem))
    return _outcome(speech, reading, report, name)


def _outcome(speech: Translator, reading: Reading, report: Report, name: str) -> str:
    known = READERS.get(reading.reader)
    own = sum(1 for item in report.findings if item.reader == reading.reader)
    if known is None:
        return (
            speech.count("report.readers.something", own, reader=name)
            if own
            else speech.text("report.readers.nothing", reader=name)
        )
    if known.subject == "preview" and report.pictures:
        return speech.count(
            "report.readers.preview", sum(not item.name.startswith(report_facts.MEMORY) for item in report.pictures)
        )
    if reading.reader in ("c2pa", "c2pa_text") and report.record.state is not RecordState.ABSENT:
        if report.record.manifests:
            return speech.count("report.readers.record_found", len(report.record.manifests))
        return speech.text("report.readers.record_bare", state=speech.term("terms.states", report.record.state))
    if reading.reader == "c2pa_content" and report.record.manifests and report.record.location != "alone":
        return speech.text("report.readers.compared")
    opinion = report.record.second_opinion
    if reading.reader == "c2pa_second" and opinion:
        message: str = _SECOND[0 if opinion.agrees else 1]
        return speech.text(message, engine=opinion.engine, state=speech.term("terms.states", opinion.state))
    # a reader of text is known by its fields, one whose detection is the opinion by its findings
    seen = sum(1 for item in report.fields if item.key.partition(":")[0] in known.groups) if known.groups else own
    if known.found and seen:
        return speech.count(known.found, seen)
    return speech.text(known.nothing or "report.readers.nothing", reader=name)
