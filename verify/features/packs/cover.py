"""What an evidence pack shows beside the panels of its files: cover, circumstances, notes, codes; for HTML and PDF.

Every string in it is in the person's language and went through `plain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from verify.features.packs.layout import MANIFEST
from verify.features.packs.order import Group, count_results, find_group
from verify.model import LeftOut, Pack, PackItem, Picture, Remark, Report
from verify.report.panel import Rows
from verify.report.words import badges
from verify.report.words.catalogue import Translator, keys_of
from verify.report.words.types import Badge
from verify.report.words.untrusted import plain
from verify.report.words.verdict.answer import answer

_TEXT_CHARACTERS = 20_000  # of a note
_LINE_CHARACTERS = 1_000
_ROW_CHARACTERS = 8_000  # many names in one row
_CODES = 500  # of one kind and file

Files = Mapping[str, str]  # name of a file in the pack → its SHA-256


class CoverEntry(Struct, frozen=True):
    """One file on the cover."""

    number: int
    name: str
    badge: Badge
    headline: str
    according_to: str
    warnings: tuple[str, ...]
    sha256: str
    group: Group
    preview: Picture | None

    @property
    def line(self) -> str:
        """Its pill and answer in one line."""
        return f"{self.badge.shape} {self.badge.word} · {self.headline} · {self.according_to}"


class Cover(Struct, frozen=True):
    """The first pages of a pack."""

    title: str
    introduction: tuple[str, ...]
    about: Rows
    counts: Rows  # (sign and first line, how many files have them), in the order of the files
    note: tuple[str, ...]  # its paragraphs, and who signed it off
    entries: tuple[CoverEntry, ...]
    circumstances: Rows
    left: Rows  # (name, why it was left out)
    notes: Rows  # of a case: (when and who, text)
    custody: Rows
    custody_explained: str
    how_to_check: tuple[str, ...]


class Annex(Struct, frozen=True):
    """What a pack tells of one file beyond its panel: where its parts lie, and every code."""

    file: Rows
    codes: tuple[tuple[str, tuple[str, ...]], ...]  # (heading, lines)
    raw: str  # name of the raw record's file, or nothing


class Captions:
    """The fixed texts of packs in one language."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator

    def __call__(self, key: str, **facts: str) -> str:
        """Return the text `key` with its facts."""
        return self.translator.text(f"commands.pack.{key}", facts)


def make_cover(pack: Pack, translator: Translator) -> Cover:
    """Return the cover of a pack."""
    captions = Captions(translator)
    reports = [item.report for item in pack.items]
    how: tuple[tuple[str, dict[str, str]], ...] = (
        ("commands.pack.checks.verify", {"command": "whence pack verify FILE"}),
        ("commands.pack.checks.without", {"file": MANIFEST}),
        ("commands.pack.checks.again", {"command": "whence pack rerun FILE"}),
        ("commands.pack.checks.limits", {}),
    )
    return Cover(
        title=captions("title_of", title=pack.title) if pack.title else captions("title"),
        introduction=(
            *(translator.text(message) for message in keys_of("commands.pack.introduction")),
            translator.text("window.always"),
            *filter(None, (say_left_out(pack.left, translator),)),
        ),
        about=_nonempty_rows(
            (captions("case"), pack.title),
            (captions("tags"), translator.enumerate(*pack.tags)),
            (captions("made_at"), pack.made_at),
            (captions("count"), str(len(pack.items))),
            (captions("by"), pack.by),
        ),
        counts=tuple(
            (f"{counted.sign} {counted.headline}", str(counted.number))
            for counted in count_results(reports, translator)
        ),
        note=_make_note(pack, translator),
        entries=tuple(_make_entry(number, report, translator) for number, report in enumerate(reports, 1)),
        circumstances=_make_circumstances(pack, reports, captions, translator),
        left=tuple(
            (_name_left_out(omission, translator), translator.text(f"commands.pack.left.{omission.reason}"))
            for omission in pack.left
        ),
        notes=_make_remark_rows(pack.notes),
        custody=_make_remark_rows(pack.custody),
        custody_explained=translator.text("commands.pack.custody_is_chained") if pack.custody else "",
        how_to_check=tuple(translator.text(message, facts) for message, facts in how),
    )


def _make_entry(number: int, report: Report, translator: Translator) -> CoverEntry:
    said = answer(translator, report)
    return CoverEntry(
        number,
        plain(report.file.name),
        badges.verdict_badge(translator, report),
        said.headline,
        said.according_to,
        said.warnings,
        report.file.sha256,
        find_group(report, translator),
        next((picture for picture in report.pictures if picture.name == "preview"), None),
    )


def make_annex(item: PackItem, translator: Translator, files: Files, record: str, picture: str) -> Annex:
    """Return the annex to the panel of one file; `record` and `picture` name its files in the pack, if it has them."""
    captions = Captions(translator)
    report = item.report
    return Annex(
        file=_nonempty_rows(
            (captions("modified"), item.modified),
            (captions("raw_record"), f"{record} (SHA-256 {files[record]})" if record in files else ""),
            (captions("picture"), picture if picture in files else ""),
            (captions("rubric"), report.run.rubric),
            (captions("readers"), captions.translator.enumerate(*report.run.readers)),
        ),
        codes=tuple((heading, lines) for heading, lines in _list_codes(report, captions) if lines),
        raw=record if record in files else "",
    )


def say_left_out(left: Sequence[LeftOut], translator: Translator) -> str:
    """Say in a sentence how many files a pack leaves out; empty where it leaves out none."""
    if not left:
        return ""
    if not all(omission.number for omission in left):
        return translator.text("commands.pack.without_unknown")
    return translator.count("commands.pack.without", sum(omission.number for omission in left))


def _name_left_out(omission: LeftOut, translator: Translator) -> str:
    """Name what is left out: by a path, so that files of one name can be told apart, or by a number of files."""
    if omission.path:
        return plain(omission.path, _LINE_CHARACTERS)
    return (
        translator.count("commands.pack.unnamed", omission.number)
        if omission.number
        else translator.text("commands.pack.uncounted")
    )


def _make_note(pack: Pack, translator: Translator) -> tuple[str, ...]:
    if not pack.note:
        return ()
    if pack.by:
        signed = translator.join(
            translator.text("commands.pack.signed_off", by=pack.by, at=pack.made_at),
            translator.text("commands.pack.note_is_typed"),
        )
    else:
        signed = translator.text("commands.pack.not_signed_off")
    return (*split_paragraphs(pack.note), signed)


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return a note line by line, so that its line ends are kept and nothing else that cannot be seen."""
    lines = text[:_TEXT_CHARACTERS].splitlines()
    return tuple(plain(line, _TEXT_CHARACTERS) for line in lines if line.strip())


def _make_remark_rows(remarks: Iterable[Remark]) -> Rows:
    rows = []
    for remark in remarks:
        said = " ".join(filter(None, (*split_paragraphs(remark.text), remark.sum and f"[{remark.sum}]")))
        rows.append((plain(" · ".join(filter(None, (remark.at, remark.by)))), said))
    return tuple(rows)


def _make_circumstances(pack: Pack, reports: list[Report], captions: Captions, translator: Translator) -> Rows:
    """Return the circumstances of the checks; where they differ, each one is named."""
    runs = [report.run for report in reports]
    settings = pack.settings
    engines = _unique(f"{name} {version}" for run in runs for name, version in run.engines)
    lists = _unique(
        f"{trust_list.name} ({trust_list.date}, {trust_list.kind})" for run in runs for trust_list in run.lists
    )
    networks = _unique(translator.text(f"window.{'network_used' if run.network else 'network_unused'}") for run in runs)
    models = (f"{name} (SHA-256 {digest})" for name, digest in settings.models)
    return _nonempty_rows(
        (captions("whence"), captions.translator.enumerate(*_unique(run.whence for run in runs))),
        (captions("engines"), captions.translator.enumerate(*engines)),
        (captions("rubric"), captions.translator.enumerate(*_unique(run.rubric for run in runs))),
        (captions("lists"), translator.separate(*lists)),
        (captions("readers_asked"), captions.translator.enumerate(*settings.readers) or captions("all")),
        (captions("deep"), captions("yes" if settings.deep else "no")),
        (captions("models"), captions.translator.separate(*models) or captions("none")),
        *((captions("network"), network) for network in networks),
    )


def _list_codes(report: Report, captions: Captions) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield every code of a report as it stands in the JSON, under its heading."""
    verdict, record, second = report.verdict, report.record, report.record.second_opinion
    # named as in the JSON, in every language
    answer = (
        f"conclusion {verdict.conclusion}",
        f"standing {verdict.standing}",
        f"origin {verdict.origin}",
        f"edits {verdict.edits}",
        *(f"alarm {alarm}" for alarm in verdict.alarms),
        f"problem {report.file.problem}" if report.file.problem else "",
    )
    yield captions("code_verdict"), _lines(answer)
    yield captions("code_record"), _lines((record.state, *record.codes))
    for manifest in record.manifests[:_CODES]:
        yield captions("code_manifest", label=manifest.label), _lines((manifest.state, *manifest.codes))
    if second:
        yield captions("code_second"), _lines((f"{second.engine} · {second.state}", *second.codes))
    findings = (
        " · ".join(filter(None, (finding.code, finding.claim, finding.strength, finding.where)))
        for finding in report.findings
    )
    yield captions("code_findings"), _lines(findings)
    readings = (
        " · ".join(
            filter(None, (reading.reader, "looked" if reading.looked else "", reading.problem or "", reading.detail))
        )
        for reading in report.readings
    )
    yield captions("code_readings"), _lines(readings)


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    lines = tuple(plain(text, _LINE_CHARACTERS) for text in texts if text)
    return lines[:_CODES] if len(lines) <= _CODES else (*lines[:_CODES], f"… +{len(lines) - _CODES}")


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _nonempty_rows(*rows: tuple[str, str]) -> Rows:
    return tuple((caption, plain(text, _ROW_CHARACTERS)) for caption, text in rows if text)
