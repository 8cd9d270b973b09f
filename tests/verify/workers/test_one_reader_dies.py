"""A reader that ends its worker costs its own findings and nothing else, and the report says which one it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.verify.workers.doubles import mortal_readers
from tests.verify.workers.test_pool import run
from verify.inspection import readers
from verify.model import Alarm, Conclusion, Options, Problem, Reading, RecordState, Report, Standing, limits
from verify.model.readers import QUICK as CHEAP
from verify.report.formats.json import line
from verify.report.words import readers as readers_words
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import not_checked
from verify.workers import protocol
from verify.workers.pool import Pool, Retries
from verify.workers.process import worker_process
from verify.workers.process.worker_process import WorkerExit

NAMES = tuple(reader.name for reader in readers.READERS)
QUICK = tuple(name for name in NAMES if name in CHEAP)
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE}"/></rdf:RDF></x:xmpmeta>"""
SETTINGS = "a harbour\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1234, Size: 64x48, Model hash: abcdef1234"

Labelled = Callable[[str], Path]


@pytest.fixture
def labelled(tmp_path: Path) -> Labelled:
    """Makes a picture that says twice that it was made with AI, so that no single reader knows it alone."""

    def make(stem: str) -> Path:
        told = PngInfo()
        told.add_itxt("XML:com.adobe.xmp", XMP)
        told.add_text("parameters", SETTINGS)
        path = tmp_path / f"{stem}.png"
        Image.new("RGB", (64, 48), "teal").save(path, pnginfo=told)
        return path

    return make


def inspected(*paths: Path, names: tuple[str, ...] = (), tell: bool = True) -> list[Report]:
    options = Options(now=datetime(2026, 11, 22, tzinfo=UTC), readers=tuple(dict.fromkeys((*QUICK, *names))))
    with Pool(options, 1, tell=tell, command=mortal_readers.COMMAND) as workers:
        return run(workers, paths, 120)


def assert_the_label_stays(report: Report, dead: tuple[str, ...], problem: Problem = Problem.WORKER_DIED) -> None:
    assert report.file.problem is None
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert Alarm.NOT_ALL_CHECKED in report.verdict.alarms
    failed = [reading for reading in report.readings if reading.problem is problem]
    assert tuple(reading.reader for reading in failed) == dead
    for language in ("en", "zh_CN"):
        wording = Translator(language)
        assert line(report, wording)
        left_open = not_checked.not_checked(wording, report)
        for reading in failed:
            assert wording.text(f"commands.problems.{problem}") in readers_words.reading_sentence(
                wording, reading, report
            )
            if reading.reader != "preview":  # for the eyes: no mark is looked for in it
                assert any(
                    readers_words.reader_name(wording, reading.reader) in sentence for sentence in left_open
                ) or (reading.reader in ("c2pa_content", "c2pa_second") and report.record.state is RecordState.ABSENT)


@pytest.mark.parametrize("name", NAMES)
def test_whichever_reader_ends_the_worker_the_label_stays_and_the_reader_is_named(
    name: str, labelled: Labelled
) -> None:
    (report,) = inspected(labelled(f"abort--{name}"), names=(name,))
    assert_the_label_stays(report, (name,))
    if name in ("c2pa", "c2pa_text"):
        assert report.record.state in (RecordState.UNREADABLE, RecordState.ABSENT)


def test_a_record_is_not_called_absent_where_its_reader_died(labelled: Labelled) -> None:
    (report,) = inspected(labelled("abort--c2pa"))
    assert report.record.state is RecordState.UNREADABLE
    assert "signal" in report.record.reason


@pytest.mark.parametrize(
    ("deed", "problem"),
    [
        ("crash", Problem.WORKER_DIED),
        ("leave", Problem.WORKER_DIED),
        ("hang", Problem.TIMED_OUT),
        ("eat", Problem.OUT_OF_MEMORY),
    ],
)
def test_however_it_ends_it_is_blamed(
    deed: str, problem: Problem, labelled: Labelled, monkeypatch: pytest.MonkeyPatch
) -> None:
    if problem is Problem.TIMED_OUT:
        monkeypatch.setattr(limits, "INSPECTION_SECONDS", 8.0)
        monkeypatch.setattr(worker_process, "GRACE_SECONDS", 0.3)
    (report,) = inspected(labelled(f"{deed}--iptc"))
    assert_the_label_stays(report, ("iptc",), problem)


def test_readers_that_die_one_after_the_other_are_all_left_out(labelled: Labelled) -> None:
    (report,) = inspected(labelled("abort--c2pa--exif--iptc"))
    assert_the_label_stays(report, ("c2pa", "exif", "iptc"))


def test_after_some_deaths_the_file_is_given_up_and_the_next_one_is_checked_whole(labelled: Labelled) -> None:
    doomed = "--".join(("abort", *QUICK[: limits.ATTEMPTS]))
    bad, good = inspected(labelled(doomed), labelled("plain"))
    assert (bad.file.problem, bad.verdict.standing) == (Problem.WORKER_DIED, Standing.UNCHECKED)
    assert f"tried {limits.ATTEMPTS} times" in bad.file.detail
    assert all(reading.problem in (None, *_NOT_ASKED) for reading in good.readings)


_NOT_ASKED = (Problem.NOT_THIS_FORMAT, Problem.SWITCHED_OFF, Problem.ON_REQUEST, Problem.NEEDS_MODEL)


def test_the_reader_is_known_even_where_nobody_listens_meanwhile(labelled: Labelled) -> None:
    (report,) = inspected(labelled("abort--exif"), tell=False)
    assert_the_label_stays(report, ("exif",))


# -- who is blamed -----------------------------------------------------------------------------------------------------

JOB = protocol.Inspect(1, "/pictures/a.png")
DIED = WorkerExit(Problem.WORKER_DIED, "signal 6")
KILLED = WorkerExit(Problem.WORKER_DIED, "killed from outside", outside=True)


def test_a_file_whose_worker_died_before_any_reader_is_tried_once_more_as_it_is() -> None:
    retries = Retries()
    assert retries.plan_retry(JOB, DIED, "") == JOB
    assert retries.plan_retry(JOB, DIED, "") is None


def test_a_worker_killed_from_outside_blames_its_reader_only_the_second_time() -> None:
    retries = Retries()
    assert retries.plan_retry(JOB, KILLED, "exif") == JOB
    assert retries.plan_retry(JOB, KILLED, "exif") == replace(JOB, failed=(Reading("exif", True, *_said(KILLED)),))


def test_a_reader_that_was_left_out_cannot_be_blamed_again() -> None:
    retries = Retries()
    second = retries.plan_retry(JOB, DIED, "exif")
    assert second is not None
    assert retries.plan_retry(second, DIED, "exif") == second
    assert retries.plan_retry(second, DIED, "exif") is None


def test_every_file_is_tried_a_bounded_number_of_times_whatever_its_workers_claim() -> None:
    retries = Retries()
    job: protocol.Inspect | None = JOB
    tries = 0
    while job is not None:
        tries += 1
        job = retries.plan_retry(job, DIED, f"reader_{tries}")
    assert tries == retries.count_tries(JOB) == limits.ATTEMPTS
    retries.forget(JOB.id)
    assert retries.count_tries(JOB) == 0


@pytest.mark.parametrize("name", ["", "x" * 10_000, "\x1b[2J", "c2pa exif", "../exif"])
def test_a_name_that_no_reader_can_have_blames_nobody(name: str) -> None:
    assert not worker_process._is_name(name)


def _said(gone: WorkerExit) -> tuple[Problem, str]:
    return gone.problem, gone.detail
