"""The whole job for one file, from top to bottom: open, read, match, judge, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

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
from verify.model import (
    Beginning,
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
    Waveform,
    limits,
)
from verify.model.errors import NoModelError, UnavailableError
from verify.model.readers import find_skip_reason, select_readers
from verify.model.run_info import describe_run, make_unreadable_report
from verify.model.vocabularies import media_types

_RECORD_READERS: Final = ("c2pa", "c2pa_text")

Tell = Callable[[Beginning | Reading | Field | Finding | Record | Picture], None]


def inspect(path: Path, options: Options, tell: Tell = lambda _: None, files: Sequence[OpenFile] = ()) -> Report:
    """Inspect one file and never raise for what is in it.

    `files` are that file and its companions as a parent opened them, closed afterwards; without them they are opened
    here. `tell` hears everything as it is seen (the Beginning of a reader, a Record or Picture at once, fields and
    findings, then the Reading that closes it), so that a window can fill while slower readers still look.
    """
    try:
        with Media.take(files) if files else Media.open(path) as media:
            return _inspect(media, options, tell, Parts(_inspect_part, options))
    except MediaError as error:
        return make_unreadable_report(path, error.problem, error.detail, options)


def _inspect_part(media: Media, options: Options, parts: Parts) -> Report:
    return _inspect(media, options, lambda _: None, parts)


def _inspect(media: Media, options: Options, tell: Tell, parts: Parts) -> Report:
    names = select_readers(options.readers, deep=options.deep)
    outputs: list[ReaderOutput] = []
    readings: list[Reading] = []
    failed = {reading.reader: reading for reading in options.failed}
    for reader in readers.READERS:
        name = reader.name
        if name in names and name in failed:
            reading = failed[name]
        elif name in names:
            reading = _read(reader, media, options, outputs, tell, parts=parts)
        elif media.media_type not in reader.formats:
            reading = Reading(name, looked=False, problem=Problem.NOT_THIS_FORMAT)
        else:
            reading = Reading(name, looked=False, problem=find_skip_reason(name, options.readers))
        readings.append(reading)
        tell(reading)
    tell(Beginning(""))

    fields = tuple(output for output in outputs if isinstance(output, Field))
    record = encypher.attach_opinion(
        _find_last_record(outputs, readings),
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
            *parts.find(),
            *context.find(fields, media.name, options.now, media.media_type),
        )
    )
    findings = (*findings, *judge.find_unfinished(findings, readings))
    file, changed = _describe_file(media)
    if changed or not any(reading.looked for reading in readings):
        problem = Problem.CHANGED if changed else Problem.UNKNOWN_FORMAT
        file = FileFacts(file.path, file.name, file.size, file.sha256, file.media_type, problem)
        record, findings = Record(), ()  # what was read of a moving file is worth nothing
    return Report(
        file=file,
        verdict=judge.judge(
            findings,
            record,
            tuple(readings),
            file.problem,
            lists=tuple(trust_list.facts for trust_list in options.trust),
            now=options.now,
            parts=parts.verdicts,
        ),
        record=record,
        findings=findings,
        fields=fields,
        readings=tuple(readings),
        run=describe_run(options, tuple(reader.name for reader in readers.READERS if reader.name in names)),
        pictures=tuple(output for output in outputs if isinstance(output, Picture)),
        imprints=tuple(output for output in outputs if isinstance(output, Imprint)) if not file.problem else (),
        waveform=next((output for output in outputs if isinstance(output, Waveform)), None),
    )


def _read(
    reader: Reader, media: Media, options: Options, outputs: list[ReaderOutput], tell: Tell, *, parts: Parts
) -> Reading:
    """Run one reader; the one place with a broad `except`: whatever it raises becomes a value."""
    if media.media_type not in reader.formats:
        return Reading(reader.name, looked=False, problem=Problem.NOT_THIS_FORMAT)
    tell(Beginning(reader.name))
    begun = time.perf_counter()
    problem: Problem | None = None
    detail = ""
    looked = True
    try:
        for output in reader.read(media, options):
            if isinstance(output, EmbeddedFile | Unopened):
                parts.take(output)
                continue
            outputs.append(output)
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


def _find_last_record(outputs: list[ReaderOutput], readings: list[Reading]) -> Record:
    """Return the record that was told last. Where its reader failed before it told one, none is said to be absent."""
    for output in reversed(outputs):
        if isinstance(output, Record):
            return output
    for reading in readings:
        if reading.reader in _RECORD_READERS and reading.looked and reading.problem:
            return Record(RecordState.UNREADABLE, reason=reading.detail or reading.problem.value)
    return Record()


def _describe_file(media: Media) -> tuple[FileFacts, bool]:
    try:
        digest = media.digest()
    except MediaError:
        digest = ""
    changed = digest == "" or media.has_changed()
    return FileFacts(str(media.path), media.name, media.size, digest, media.media_type), changed
