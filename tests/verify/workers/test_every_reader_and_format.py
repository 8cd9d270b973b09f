"""Whichever reader ends the worker, and whatever the format: all others count, and the answer says which one failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.build.media.every_container import make_files
from tests.fuzz.run import remove_varying
from tests.verify.workers.doubles import mortal_readers
from tests.verify.workers.test_pool import run
from verify.inspection import readers
from verify.inspection.inspect import inspect
from verify.model import Alarm, Field, Finding, Options, Problem, Reading, RecordState, Report
from verify.model.readers import QUICK
from verify.report.formats.text import text
from verify.report.words import readers as readers_words
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import not_checked
from verify.workers.pool import Pool

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PLAIN = Options(now=NOW, readers=tuple(QUICK))
RECORD_READERS = ("c2pa", "c2pa_text")
# findings that say what a reader could not see
CONCLUDED = ("record.unreadable", "context.reader_failed")
# for the eyes alone: no mark is looked for in it
SHOWN_ONLY = "preview"
# they look at a record that is there, once more
AFTER_THE_RECORD = ("c2pa_content", "c2pa_second")


@pytest.fixture(scope="module")
def by_format(tmp_path_factory: pytest.TempPathFactory, samples_folder: Path) -> dict[str, Path]:
    """A file of every media type that our tests can make."""
    folder = tmp_path_factory.mktemp("formats")
    contents = make_files(folder) + [path.read_bytes() for path in sorted(samples_folder.iterdir())]
    found: dict[str, Path] = {}
    for number, content in enumerate(contents):
        path = folder / f"file-{number}"
        path.write_bytes(content)
        report = inspect(path, PLAIN)
        if not report.file.problem:
            found.setdefault(report.file.media_type, path)
    return found


def find_applicable(media_type: str) -> list[str]:
    return [reader.name for reader in readers.READERS if media_type in reader.formats]


def assert_it_is_named(report: Report, name: str) -> None:
    assert report.file.problem is None
    (reading,) = (reading for reading in report.readings if reading.reader == name)
    assert reading.problem is Problem.WORKER_DIED
    if name == SHOWN_ONLY:
        return
    assert Alarm.NOT_ALL_CHECKED in report.verdict.alarms
    for language in ("en", "zh_CN"):
        wording = Translator(language)
        assert readers_words.reader_name(wording, name) in text(report, wording, 400, everything=True)
        if name in AFTER_THE_RECORD and report.record.state is RecordState.ABSENT:
            continue
        assert any(
            readers_words.reader_name(wording, name) in sentence
            for sentence in not_checked.not_checked(wording, report)
        ), not_checked.not_checked(wording, report)


def remove_conclusions(report: Report) -> tuple[Sequence[Field], Sequence[Finding]]:
    """What was seen, without what is only concluded from a reader that failed."""
    return report.fields, [finding for finding in report.findings if finding.code not in CONCLUDED]


def test_there_are_files_of_many_formats(by_format: dict[str, Path]) -> None:
    assert len(by_format) >= 20
    killed = {name for media_type in by_format for name in find_applicable(media_type)}
    assert killed == {reader.name for reader in readers.READERS}


def test_without_one_reader_every_format_keeps_what_all_others_see(by_format: dict[str, Path]) -> None:
    for media_type, path in by_format.items():
        for name in find_applicable(media_type):
            dead = Reading(name, looked=True, problem=Problem.WORKER_DIED, detail="signal 6")
            chosen = replace(PLAIN, readers=tuple(sorted(QUICK | {name})))
            report = inspect(path, replace(chosen, failed=(dead,)))
            others = inspect(path, replace(PLAIN, readers=tuple(sorted(QUICK - {name}))))
            assert_it_is_named(report, name)
            assert remove_conclusions(report) == remove_conclusions(others), (media_type, name)
            if name in RECORD_READERS:
                assert report.record.state is RecordState.UNREADABLE
            else:
                assert remove_varying(report).record == remove_varying(others).record


def test_a_reader_that_ends_its_worker_costs_its_own_findings_in_every_format(
    by_format: dict[str, Path], tmp_path: Path
) -> None:
    """One real death for each format, all readers in turn; `test_one_reader_dies.py` has every reader of one format."""
    turn = cycle(reader.name for reader in readers.READERS)
    doomed: list[tuple[Path, str]] = []
    for media_type, path in by_format.items():
        name = next(name for name in turn if name in find_applicable(media_type))
        copy = tmp_path / str(len(doomed)) / f"abort--{name}"
        copy.parent.mkdir()
        copy.write_bytes(path.read_bytes())
        doomed.append((copy, name))
    options = replace(PLAIN, readers=tuple(sorted(QUICK | {name for _, name in doomed})))
    with Pool(options, 1, tell=False, command=mortal_readers.COMMAND) as workers:
        reports = run(workers, [path for path, _ in doomed], 600)
    for report, (path, name) in zip(reports, doomed, strict=True):
        assert report.file.path == str(path)
        assert_it_is_named(report, name)
