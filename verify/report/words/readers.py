"""What each reader is called, what it looked at, and how it fared in one sentence.

A reader that had no say is always told apart from one that looked and found nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct

from verify.model import Problem, Reading, RecordState, Report
from verify.report import report_facts
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.untrusted import plain


class ReaderWords(Struct, frozen=True):
    """What a reader looks at, and the groups of fields it yields; its sentences stand in `report.readers`."""

    subject: str  # record, metadata, preview, label, pixels, settings, sound, visible, text
    groups: tuple[str, ...] = ()


READERS: Final[dict[str, ReaderWords]] = {
    "c2pa": ReaderWords("record"),
    "c2pa_content": ReaderWords("record"),
    "c2pa_second": ReaderWords("record"),
    "c2pa_text": ReaderWords("record"),
    "exif": ReaderWords("metadata", ("exif",)),
    "xmp": ReaderWords("metadata", ("xmp",)),
    "iptc": ReaderWords("metadata", ("iptc",)),
    "text_chunks": ReaderWords(
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
            "asf",
            "aiff",
            "ts",
            "gltf",
            "vrm",
            "usd",
            "3mf",
            "obj",
            "ply",
            "stl",
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
    ),
    "usd_layer": ReaderWords("metadata", ("usdc",)),
    "invisible_characters": ReaderWords("text"),
    "hidden_text": ReaderWords("settings", ("hidden",)),
    "sound_marks": ReaderWords("sound"),
    "video_frames": ReaderWords("frames"),
    "parts": ReaderWords("parts"),
    "preview": ReaderWords("preview"),
    "hidden_marks": ReaderWords("pixels"),
    "moved_marks": ReaderWords("moved"),
    "trustmark": ReaderWords("numbers"),
    "visible_marks": ReaderWords("visible"),
    "visible_text": ReaderWords("words"),
}


def reader_name(translator: Translator, name: str) -> str:
    """Name a reader for people; one that this version does not know keeps its own name."""
    return translator.text(f"report.readers.{name}.title") if name in READERS else plain(name)


def reason(translator: Translator, problem: Problem | None) -> str:
    """Say why a reader did not look or did not finish."""
    return translator.text(f"commands.problems.{problem}") if problem else ""


def reading_sentences(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say how all readers fared. Those that have no say in such a file are named together, at the end.

    The small pictures for display are left out where they were made: no mark is looked for in them.
    """
    idle = [reading for reading in report.readings if reading.problem is Problem.NOT_THIS_FORMAT]
    reported = [reading for reading in report.readings if reading not in idle and not _only_shows(reading, report)]
    names = translator.enumerate(*(reader_name(translator, reading.reader) for reading in idle))
    return (
        *(reading_sentence(translator, reading, report) for reading in reported),
        *((translator.text("report.readers.idle", readers=names),) if idle else ()),
    )


def _only_shows(reading: Reading, report: Report) -> bool:
    known = READERS.get(reading.reader)
    has_pictures = reading.looked and reading.problem is None and bool(report.pictures)
    return known is not None and known.subject == "preview" and has_pictures


def reading_sentence(translator: Translator, reading: Reading, report: Report) -> str:
    """Say how one reader fared: found n, found nothing, or not checked and why."""
    if reading.reader == "c2pa_content" and report_facts.is_compared_at_once(report):
        return translator.text("report.readers.compared")
    if not reading.looked:
        # a name that is not ours may be anything, and is not kept
        say = _recall_not_checked if reading.reader in READERS else _say_not_checked
        return say(translator, reading.reader, reading.problem)
    name = reader_name(translator, reading.reader)
    if reading.problem:
        return translator.join(
            translator.text("report.readers.not_finished", reader=name), reason(translator, reading.problem)
        )
    return _outcome(translator, reading, report, name)


def _say_not_checked(translator: Translator, reader: str, problem: Problem | None) -> str:
    name = reader_name(translator, reader)
    return translator.join(translator.text("report.readers.not_checked", reader=name), reason(translator, problem))


_recall_not_checked = lru_cache(maxsize=256)(_say_not_checked)  # in every report most readers have no say


def _outcome(translator: Translator, reading: Reading, report: Report, name: str) -> str:
    known = READERS.get(reading.reader)
    own = sum(1 for finding in report.findings if finding.reader == reading.reader)
    if known is None:
        return (
            translator.count("report.readers.something", own, reader=name)
            if own
            else translator.text("report.readers.nothing", reader=name)
        )
    if known.subject == "preview" and report.pictures:
        return translator.count(
            "report.readers.previews_made",
            sum(not picture.name.startswith(report_facts.MEMORY) for picture in report.pictures),
        )
    if reading.reader in ("c2pa", "c2pa_text") and report.record.state is not RecordState.ABSENT:
        if report.record.manifests:
            return translator.count("report.readers.record_found", len(report.record.manifests))
        return translator.text("report.readers.record_bare", state=translator.term("terms.states", report.record.state))
    if reading.reader == "c2pa_content" and report.record.manifests and not report.record.is_alone:
        return translator.text("report.readers.compared")
    opinion = report.record.second_opinion
    if reading.reader == "c2pa_second" and opinion:
        compared = "report.readers.second_agrees" if opinion.agrees else "report.readers.second_disagrees"
        return translator.text(compared, engine=opinion.engine, state=translator.term("terms.states", opinion.state))
    if known.subject == "parts" and report.verdict.parts:
        return translator.count("report.readers.parts.found", len(report.verdict.parts))
    # a reader of text is known by its fields, one whose detection is the opinion by its findings
    seen = sum(1 for field in report.fields if field.key.partition(":")[0] in known.groups) if known.groups else own
    if seen and (message := find_key(f"report.readers.{reading.reader}", "found")):
        return translator.count(message, seen)
    return translator.text(f"report.readers.{reading.reader}.nothing", reader=name)
