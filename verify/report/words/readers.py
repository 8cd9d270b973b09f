"""What each reader is called, what it looked at, and how it fared in one sentence.

A reader that had no say is always told apart from one that looked and found nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from verify.model import Problem, Reading, RecordState, Report
from verify.report import report_facts
from verify.report.words.catalogue import Message, Plural, Speech, _, _n
from verify.report.words.commands.problems import PROBLEMS
from verify.report.words.terms import STATES, term


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """A reader's name, what it looks at, the groups of fields it yields, and its sentences."""

    title: str
    subject: str  # record, metadata, preview, label, pixels, settings, sound, visible, text
    groups: tuple[str, ...] = ()
    found: Plural | None = None
    nothing: str = ""


READERS: Final[dict[str, ReaderWords]] = {
    "c2pa": ReaderWords(
        _("Signed record (Content Credentials, C2PA)"),
        "record",
        nothing=_("Signed record: looked, and none is attached."),
    ),
    "c2pa_content": ReaderWords(
        _("Comparison of the whole content with its record"),
        "record",
        nothing=_("Comparison of the whole content with its record: there was nothing to compare."),
    ),
    "c2pa_second": ReaderWords(
        _("Second opinion on the record by another program"),
        "record",
        nothing=_("Second opinion on the record: looked, and found no record."),
    ),
    "c2pa_text": ReaderWords(
        _("Signed record (C2PA) in a text or page"),
        "record",
        nothing=_("Signed record in the text: looked, and none is attached."),
    ),
    "exif": ReaderWords(
        _("Camera data (EXIF)"),
        "metadata",
        ("exif",),
        _n("Camera data (EXIF): looked, found {n} entry.", "Camera data (EXIF): looked, found {n} entries."),
        _("Camera data (EXIF): looked, found nothing."),
    ),
    "xmp": ReaderWords(
        _("Descriptive data (XMP)"),
        "metadata",
        ("xmp",),
        _n("Descriptive data (XMP): looked, found {n} entry.", "Descriptive data (XMP): looked, found {n} entries."),
        _("Descriptive data (XMP): looked, found nothing."),
    ),
    "iptc": ReaderWords(
        _("Press data (IPTC)"),
        "metadata",
        ("iptc",),
        _n("Press data (IPTC): looked, found {n} entry.", "Press data (IPTC): looked, found {n} entries."),
        _("Press data (IPTC): looked, found nothing."),
    ),
    "text_chunks": ReaderWords(
        _("Text blocks and comments inside the file"),
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
        _n(
            "Text blocks and comments: looked, found {n} entry.",
            "Text blocks and comments: looked, found {n} entries.",
        ),
        _("Text blocks and comments: looked, found nothing."),
    ),
    "invisible_characters": ReaderWords(
        _("Unusual invisible characters"),
        "text",
        found=_n(
            "Unusual invisible characters: looked, found {n} kind.",
            "Unusual invisible characters: looked, found {n} kinds.",
        ),
        nothing=_("Unusual invisible characters: looked, found none."),
    ),
    "hidden_text": ReaderWords(
        _("Settings hidden in the pixels"),
        "settings",
        ("hidden",),
        found=_n(
            "Settings hidden in the pixels: looked, found {n} text.",
            "Settings hidden in the pixels: looked, found {n} texts.",
        ),
        nothing=_("Settings hidden in the pixels: looked, found none."),
    ),
    "sound_marks": ReaderWords(
        _("Marks in the sound"),
        "sound",
        found=_n("Marks in the sound: listened, found {n} thing.", "Marks in the sound: listened, found {n} things."),
        nothing=_("Marks in the sound: listened, found none that is known here."),
    ),
    "video_frames": ReaderWords(
        _("Marks in frames of the video"),
        "frames",
        found=_n(
            "Marks in frames of the video: looked at some, found {n} that stays.",
            "Marks in frames of the video: looked at some, found {n} that stay.",
        ),
        nothing=_("Marks in frames of the video: looked at some, found none that stays."),
    ),
    "preview": ReaderWords(
        _("Small picture for display"),
        "preview",
        nothing=_("Small picture for display: none was made."),
    ),
    "hidden_marks": ReaderWords(
        _("Hidden marks in the pixels"),
        "pixels",
        found=_n(
            "Hidden marks in the pixels: looked, found {n} of a generator's library.",
            "Hidden marks in the pixels: looked, found {n} of generators' libraries.",
        ),
        nothing=_("Hidden marks in the pixels: looked, found none of those that open programs write."),
    ),
    "moved_marks": ReaderWords(
        _("Hidden marks in a picture that was cut or resized"),
        "moved",
        found=_n(
            "Hidden marks in a picture that was cut or resized: looked, found {n}.",
            "Hidden marks in a picture that was cut or resized: looked, found {n}.",
        ),
        nothing=_("Hidden marks in a picture that was cut or resized: looked, found none."),
    ),
    "trustmark": ReaderWords(
        _("Number of a stored record in the pixels (TrustMark)"),
        "numbers",
        found=_n(
            "Number of a stored record in the pixels (TrustMark): looked, found {n}.",
            "Numbers of stored records in the pixels (TrustMark): looked, found {n}.",
        ),
        nothing=_("Number of a stored record in the pixels (TrustMark): looked, found none."),
    ),
    "visible_marks": ReaderWords(
        _("Logos of generators in the picture"),
        "visible",
        found=_n(
            "Logos of generators in the picture: looked, found {n}.",
            "Logos of generators in the picture: looked, found {n}.",
        ),
        nothing=_("Logos of generators in the picture: looked, found none that is known here."),
    ),
    "visible_text": ReaderWords(
        _("Labels to be read in the picture"),
        "words",
        found=_n(
            "Labels to be read in the picture: looked along the edges, found words about AI in {n} place.",
            "Labels to be read in the picture: looked along the edges, found words about AI in {n} places.",
        ),
        nothing=_("Labels to be read in the picture: looked along the edges, found none about AI."),
    ),
}

_RECORD_FOUND: Final[Plural] = _n(
    "Signed record: looked, found one with {n} entry in its history.",
    "Signed record: looked, found one with {n} entries in its history.",
)
_COMPARED: Final = _("Comparison of the whole content with its record: done.")
_RECORD_BARE: Final = _("Signed record: looked; {state}.")
_SECOND: Final = (
    _("Second opinion on the record by {engine}: it agrees; {state}."),
    _("Second opinion on the record by {engine}: it disagrees; {state}."),
)
_PREVIEW: Final[Plural] = _n(
    "Small pictures for display: {n} picture made.",
    "Small pictures for display: {n} pictures made.",
)
_SOMETHING: Final[Plural] = _n("{reader}: looked, found {n} thing.", "{reader}: looked, found {n} things.")
_NOTHING: Final = _("{reader}: looked, found nothing.")
_NOT_CHECKED: Final = _("{reader}: not checked.")
_NOT_FINISHED: Final = _("{reader}: looked, but did not finish.")


def reader_name(speech: Speech, name: str) -> str:
    """A reader's name for people; one that this version does not know keeps its own."""
    known = READERS.get(name)
    return speech.say(known.title) if known else name


def reason(speech: Speech, problem: Problem | None) -> str:
    """Why a reader did not look or did not finish."""
    return speech.say(PROBLEMS[problem]) if problem else ""


_IDLE: Final = _("These have no say in this kind of file: {readers}.")


def reading_sentences(speech: Speech, report: Report) -> tuple[str, ...]:
    """How all readers fared. Those that have no say in such a file are named together, at the end.

    The small pictures for display are left out where they were made: no mark is looked for in them.
    """
    idle = [item for item in report.readings if item.problem is Problem.NOT_THIS_FORMAT]
    told = [item for item in report.readings if item not in idle and not _only_shows(item, report)]
    names = speech.enumerate(*(reader_name(speech, item.reader) for item in idle))
    return (
        *(reading_sentence(speech, item, report) for item in told),
        *((speech.say(_IDLE, readers=names),) if idle else ()),
    )


def _only_shows(reading: Reading, report: Report) -> bool:
    known = READERS.get(reading.reader)
    made = reading.looked and reading.problem is None and bool(report.pictures)
    return known is not None and known.subject == "preview" and made


def reading_sentence(speech: Speech, reading: Reading, report: Report) -> str:
    """Found n, found nothing, or not checked with the reason."""
    name = reader_name(speech, reading.reader)
    if reading.reader == "c2pa_content" and report_facts.is_compared_at_once(report):
        return speech.say(_COMPARED)
    if not reading.looked:
        return speech.join(speech.say(_NOT_CHECKED, reader=name), reason(speech, reading.problem))
    if reading.problem:
        return speech.join(speech.say(_NOT_FINISHED, reader=name), reason(speech, reading.problem))
    return _outcome(speech, reading, report, name)


def _outcome(speech: Speech, reading: Reading, report: Report, name: str) -> str:
    known = READERS.get(reading.reader)
    own = sum(1 for item in report.findings if item.reader == reading.reader)
    if known is None:
        return speech.count(_SOMETHING, own, reader=name) if own else speech.say(_NOTHING, reader=name)
    if known.subject == "preview" and report.pictures:
        return speech.count(_PREVIEW, sum(not item.name.startswith(report_facts.MEMORY) for item in report.pictures))
    if reading.reader in ("c2pa", "c2pa_text") and report.record.state is not RecordState.ABSENT:
        if report.record.manifests:
            return speech.count(_RECORD_FOUND, len(report.record.manifests))
        return speech.say(_RECORD_BARE, state=term(speech, STATES, report.record.state))
    if reading.reader == "c2pa_content" and report.record.manifests and report.record.location != "alone":
        return speech.say(_COMPARED)
    opinion = report.record.second_opinion
    if reading.reader == "c2pa_second" and opinion:
        message: Message = _SECOND[0 if opinion.agrees else 1]
        return speech.say(message, engine=opinion.engine, state=term(speech, STATES, opinion.state))
    # a reader of text is known by its fields, one whose detection is the opinion by its findings
    seen = sum(1 for item in report.fields if item.key.partition(":")[0] in known.groups) if known.groups else own
    if known.found and seen:
        return speech.count(known.found, seen)
    return speech.say(known.nothing or _NOTHING, reader=name)
