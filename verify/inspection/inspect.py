"""The whole job for one file, from top to bottom: open, read, match, judge, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from verify.inspection import readers
from verify.inspection.c2pa import findings as claims
from verify.inspection.c2pa.engine import encypher
from verify.inspection.embedded.base import EmbeddedFile, Unopened
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.open_file import OpenFile
from verify.inspection.metadata import context, fingerprints
from verify.inspection.metadata.ai_labels import declarations, iptc_ai
from verify.inspection.metadata.ai_labels import findings as label_findings
from verify.inspection.parts import Parts
from verify.inspection.readers import Reader, ReaderOutput
from verify.inspection.verdict import judge
from verify.inspection.verdict.provisional import make_provisional
from verify.model import (
    EARLY_CONCLUSIONS,
    Beginning,
    Conclusion,
    Field,
    FileFacts,
    Finding,
    Imprint,
    Options,
    Picture,
    Problem,
    Reading,
    Record,
    RecordState,
    Report,
    SecondOpinion,
    Standing,
    Verdict,
    Waveform,
    limits,
)
from verify.model.errors import NoModelError, UnavailableError
from verify.model.readers import CAN_BE_SPARED, RECORD_READERS, find_skip_reason, is_record_final, select_readers
from verify.model.run_info import describe_run, make_unreadable_report
from verify.model.vocabularies import media_types

_ADMISSIONS: Final = frozenset(EARLY_CONCLUSIONS) - {Conclusion.DISPUTED}

Tell = Callable[[Beginning | Reading | Field | Finding | Record | Picture | Report], None]


def inspect(
    path: Path,
    options: Options,
    tell: Tell = lambda _: None,
    files: Sequence[OpenFile] = (),
    *,
    judge_early: bool = False,
) -> Report:
    """Inspect one file and never raise for what is in it.

    `files` are that file and its companions as a parent opened them, closed afterwards; without them they are opened
    here. `tell` hears everything as it is seen (first the Reading of each reader that has no say, then the Beginning of
    each other one, a Record or Picture at once, fields and findings, and the Reading that closes it), so that a window
    can fill while slower readers still look. With `judge_early` it also hears a provisional Report, without fields and
    pictures, whenever the answer over what is known so far may be said and is another than before.
    """
    try:
        with Media.take(files) if files else Media.open(path) as media:
            return _inspect(_Evidence(media, options, Parts(_inspect_part, options)), tell, judge_early=judge_early)
    except MediaError as error:
        return make_unreadable_report(path, error.problem, error.detail, options)


def _inspect_part(media: Media, options: Options, parts: Parts) -> Report:
    return _inspect(_Evidence(media, options, parts), lambda _: None, judge_early=False)


@dataclass(slots=True)
class _Evidence:
    """What the readers of one file gave so far."""

    media: Media
    options: Options
    parts: Parts
    outputs: list[ReaderOutput] = field(default_factory=list)
    by_reader: dict[str, Reading] = field(default_factory=dict)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """How each reader fared that ended or has no say, in the order in which they look."""
        return tuple(self.by_reader[reader.name] for reader in readers.READERS if reader.name in self.by_reader)


def _inspect(evidence: _Evidence, tell: Tell, *, judge_early: bool) -> Report:
    media, options = evidence.media, evidence.options
    names = select_readers(options.readers, deep=options.deep)
    skipped = {reader.name: reading for reader in readers.READERS if (reading := _skip(reader, media, options, names))}
    evidence.by_reader.update(skipped)
    for reading in skipped.values():
        tell(reading)
    failed = {reading.reader: reading for reading in options.failed}
    media.begin_digest()
    early = _EarlyJudge(evidence) if judge_early else None
    for reader in readers.READERS:
        if reader.name in skipped:
            continue
        reading = failed.get(reader.name) or _spare(reader, evidence) or _read(reader, evidence, tell)
        evidence.by_reader[reader.name] = reading
        tell(reading)
        if early is not None and (so_far := early.judge()) is not None:
            tell(so_far)
    tell(Beginning(""))

    file, changed = _describe_file(media)
    if changed or not any(reading.looked for reading in evidence.readings):
        problem = Problem.CHANGED if changed else Problem.UNKNOWN_FORMAT
        file = FileFacts(file.path, file.name, file.size, file.sha256, file.media_type, problem)
    report = _describe(evidence, file)
    outputs = evidence.outputs
    return replace(
        report,
        verdict=_judge(evidence, report),
        pictures=tuple(output for output in outputs if isinstance(output, Picture)),
        imprints=tuple(output for output in outputs if isinstance(output, Imprint)) if not file.problem else (),
        waveform=next((output for output in outputs if isinstance(output, Waveform)), None),
    )


def _skip(reader: Reader, media: Media, options: Options, names: frozenset[str]) -> Reading | None:
    """Tell why a reader has no say in this file; None where it looks."""
    if media.media_type not in reader.formats:
        return Reading(reader.name, looked=False, problem=Problem.NOT_THIS_FORMAT)
    if reader.name not in names:
        return Reading(reader.name, looked=False, problem=find_skip_reason(reader.name, options.readers))
    return None


def _spare(reader: Reader, evidence: _Evidence) -> Reading | None:
    """In a batch, leave a dear reader out where nothing that it can see changes the answer; None where it looks.

    That is so where a confirmed or known record says AI: what is seen in the picture states, and never disputes. A
    reader that the user named always looks.
    """
    options = evidence.options
    if not (options.in_batch and reader.name in CAN_BE_SPARED and options.readers in ((), ("all",))):
        return None
    record = _find_last_record(evidence.outputs, evidence.readings)
    if not record.manifests or not is_record_final(record, evidence.readings):
        return None
    verdict = _judge(evidence, _describe(evidence, _name_file(evidence.media)))
    by_record = verdict.standing in (Standing.CONFIRMED, Standing.KNOWN)
    if not (by_record and verdict.conclusion in _ADMISSIONS):
        return None
    return Reading(reader.name, looked=False, problem=Problem.NOT_NEEDED)


def _describe(evidence: _Evidence, file: FileFacts) -> Report:
    """Put together what is known of a file, without a verdict."""
    media, options, outputs = evidence.media, evidence.options, evidence.outputs
    fields = tuple(output for output in outputs if isinstance(output, Field))
    record = encypher.attach_opinion(
        _find_last_record(outputs, evidence.readings),
        next((output for output in outputs if isinstance(output, SecondOpinion)), None),
    )
    table = fingerprints.load_table()
    findings = context.drop_repeated_editors(
        (
            # the order of display: the record, what a law makes files state, other statements, marks, circumstances
            *claims.find_findings(record, table, options),
            *label_findings.find(fields),
            *iptc_ai.find(fields),
            *declarations.find(fields),
            *fingerprints.match(fields, table, is_document=media.media_type in media_types.DOCUMENTS),
            *(output for output in outputs if isinstance(output, Finding)),
            *evidence.parts.find(),
            *context.find(fields, media.name, options.now, media.media_type),
        )
    )
    findings = (*findings, *judge.find_unfinished(findings, evidence.readings))
    if file.problem:
        record, findings = Record(), ()  # what was read of a moving file is worth nothing
    spared = {reading.reader for reading in evidence.readings if reading.problem is Problem.NOT_NEEDED}
    names = select_readers(options.readers, deep=options.deep) - spared
    return Report(
        file=file,
        record=record,
        findings=findings,
        fields=fields,
        readings=evidence.readings,
        run=describe_run(options, tuple(reader.name for reader in readers.READERS if reader.name in names)),
    )


def _judge(evidence: _Evidence, report: Report) -> Verdict:
    options = evidence.options
    return judge.judge(
        report.findings,
        report.record,
        report.readings,
        report.file.problem,
        lists=tuple(trust_list.facts for trust_list in options.trust),
        now=options.now,
        parts=evidence.parts.verdicts,
    )


class _EarlyJudge:
    """Judges what is known so far after a reader, where that reader gave anything that may matter."""

    def __init__(self, evidence: _Evidence) -> None:
        self._evidence = evidence
        self._judged: object = None  # how much was known when it was judged last
        self._said: object = None
        self._verdict: Verdict | None = None

    def judge(self) -> Report | None:
        """Return the provisional report; None where there is nothing to say, or nothing else than before."""
        evidence, readings = self._evidence, self._evidence.readings
        known = (
            sum(not isinstance(output, Picture | Imprint | Waveform) for output in evidence.outputs),
            len(evidence.parts.verdicts),
            sum(reading.looked and reading.problem is not None for reading in readings),
        )
        if known == self._judged or not is_record_final(_find_last_record(evidence.outputs, readings), readings):
            return None
        self._judged = known
        report = _describe(evidence, _name_file(evidence.media))
        verdict = make_provisional(_judge(evidence, report), self._verdict)
        if verdict is None:
            return None
        grounds = tuple(report.findings[at] for at in (*verdict.reasons, *verdict.doubts))
        said = (replace(verdict, reasons=(), doubts=()), grounds)
        if said == self._said:
            return None
        self._said, self._verdict = said, verdict
        return replace(report, verdict=verdict, fields=(), record=replace(report.record, raw=""))


def _read(reader: Reader, evidence: _Evidence, tell: Tell) -> Reading:
    """Run one reader; the one place with a broad `except`: whatever it raises becomes a value."""
    tell(Beginning(reader.name))
    begun = time.perf_counter()
    problem: Problem | None = None
    detail = ""
    looked = True
    try:
        for output in reader.read(evidence.media, evidence.options):
            if isinstance(output, EmbeddedFile | Unopened):
                evidence.parts.take(output)
                continue
            evidence.outputs.append(output)
            if not isinstance(output, SecondOpinion | Imprint | Waveform):  # heard in the report only
                tell(output)
    except NoModelError as error:
        looked, problem, detail = False, Problem.NEEDS_MODEL, str(error)
    except UnavailableError as error:
        looked, problem, detail = False, Problem.UNAVAILABLE, str(error)
    except MediaError as error:
        problem, detail = error.problem, error.detail
    except MemoryError:
        problem = Problem.OUT_OF_MEMORY
    except Exception as error:  # noqa: BLE001 - a reader's failure is a value, whatever it is
        problem, detail = Problem.FAILED, f"{type(error).__name__}: {error}"
    ms = (time.perf_counter() - begun) * 1000
    return Reading(reader.name, looked, problem, detail[: limits.FACT_CHARACTERS], round(ms, 2))


def _find_last_record(outputs: Sequence[ReaderOutput], readings: Sequence[Reading]) -> Record:
    """Return the record that was told last. Where its reader failed before it told one, none is said to be absent."""
    for output in reversed(outputs):
        if isinstance(output, Record):
            return output
    for reading in readings:
        if reading.reader in RECORD_READERS and reading.looked and reading.problem:
            return Record(RecordState.UNREADABLE, reason=reading.detail or reading.problem.value)
    return Record()


def _name_file(media: Media) -> FileFacts:
    """Give the facts of a file of which not every byte was read yet."""
    return FileFacts(str(media.path), media.name, media.size, media_type=media.media_type)


def _describe_file(media: Media) -> tuple[FileFacts, bool]:
    try:
        digest = media.digest()
    except MediaError:
        digest = ""
    changed = digest == "" or media.has_changed()
    return FileFacts(str(media.path), media.name, media.size, digest, media.media_type), changed
