"""What is refused before anything is sent, and what becomes of answers that lie."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build.certificates import make_certificates
from verify import __version__
from verify.cli.main import main
from verify.features.cluster import slices
from verify.features.cluster.client import ClusterRun
from verify.features.cluster.scheduler import ClusterError, ClusterProblem, read_scheduler
from verify.model import FileFacts, Options, Problem, Report, limits
from verify.report.words.catalogue import LANGUAGES, Translator
from verify.workers import protocol


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("tcp://10.0.0.1:8786", ClusterProblem.NOT_ENCRYPTED),
        ("tcp://[::2]:8786", ClusterProblem.NOT_ENCRYPTED),
        ("tcp://localhost.example:8786", ClusterProblem.NOT_ENCRYPTED),
        ("tcp://127.0.0.1.example:1", ClusterProblem.NOT_ENCRYPTED),
        ("tcp://2130706433:1", ClusterProblem.NOT_ENCRYPTED),
        ("tcp://0.0.0.0:8786", ClusterProblem.NOT_ENCRYPTED),
        ("tls://10.0.0.1:8786", ClusterProblem.NO_CERTIFICATES),
        ("tls://127.0.0.1:8786", ClusterProblem.NO_CERTIFICATES),
        ("ws://127.0.0.1:8786", ClusterProblem.BAD_ADDRESS),
        ("inproc://127.0.0.1/1", ClusterProblem.BAD_ADDRESS),
        ("127.0.0.1:8786", ClusterProblem.BAD_ADDRESS),
        ("tcp://127.0.0.1", ClusterProblem.BAD_ADDRESS),
        ("tcp://127.0.0.1:0", ClusterProblem.BAD_ADDRESS),
        ("tcp://127.0.0.1:65536", ClusterProblem.BAD_ADDRESS),
        ("tcp://a@127.0.0.1:1", ClusterProblem.BAD_ADDRESS),
        ("tcp://127.0.0.1:1\n", ClusterProblem.BAD_ADDRESS),
        ("", ClusterProblem.BAD_ADDRESS),
    ],
)
def test_an_address_that_nothing_may_be_sent_to_is_refused(address: str, problem: ClusterProblem) -> None:
    with pytest.raises(ClusterError) as raised:
        read_scheduler(address)
    assert raised.value.problem is problem


def test_this_computer_needs_no_certificates_and_any_other_needs_all(tmp_path: Path) -> None:
    assert read_scheduler("tcp://localhost:1").address == "tcp://127.0.0.1:1"
    assert read_scheduler("tcp://[::1]:1").address == "tcp://[::1]:1"
    files = make_certificates(tmp_path)
    assert read_scheduler("tls://desk.example:8786", *files).is_encrypted
    for lacking in range(3):
        some = [None if place == lacking else file for place, file in enumerate(files)]
        with pytest.raises(ClusterError):
            read_scheduler("tls://desk.example:8786", *some)
        files[lacking].rename(tmp_path / "kept")
        with pytest.raises(ClusterError) as raised:
            read_scheduler("tls://desk.example:8786", *files)
        assert raised.value.problem is ClusterProblem.NO_SUCH_FILE
        (tmp_path / "kept").rename(files[lacking])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--scheduler", "tcp://10.0.0.1:8786", "--out", "out"), "Nothing was sent"),
        (("--scheduler", "tcp://127.0.0.1:1"), "--out"),
        (("--scheduler", "tcp://127.0.0.1:1", "--out", "out", "--jobs", "2"), "--jobs"),
        (("--scheduler", "tcp://127.0.0.1:1", "--out", "out", "--fetch-remote"), "--fetch-remote"),
        (("--scheduler-ca", "a"), "need --scheduler"),
    ],
)
def test_wrong_usage_is_named(arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lang", "en", *arguments, "a"]) == 2
    assert said in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_problem_has_its_sentence(language: str) -> None:
    text = Translator(language).text
    assert len({text(f"commands.cluster.problems.{problem}", detail="x") for problem in ClusterProblem}) == len(
        ClusterProblem
    )


def pack_report(path: Path, *, place: int = 0, size: int = 0, problem: Problem | None = None) -> bytes:
    report = Report(FileFacts(str(path), path.name, size=size, problem=problem))
    return slices.pack(protocol.encode_event(protocol.Reported(place, report)))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_an_answer_of_any_bytes_is_refused(content: bytes) -> None:
    for packed in (content, slices.pack(content)):
        with pytest.raises(protocol.WireError):
            slices.unpack_reports([packed], [b"/a.png"])


def test_reports_of_other_files_too_few_too_many_and_too_long_are_refused() -> None:
    one, other = pack_report(Path("/a.png")), pack_report(Path("/b.png"), place=1)
    names = [b"/a.png", b"/b.png"]
    assert len(slices.unpack_reports([one, other], names)) == 2
    bomb = slices.pack(b" " * (limits.LINE_BYTES + 1))
    for answer in ([one], [other, one], [one, one], [one, other, other], [bomb, other], []):
        with pytest.raises(protocol.WireError):
            slices.unpack_reports(answer, names)


def test_names_that_are_no_text_come_back_as_they_went() -> None:
    name = b"/\xff \xc3\xa9.png"
    (report,) = slices.unpack_reports([pack_report(Path(os.fsdecode(name)))], [name])
    assert os.fsencode(report.file.path) == name


class Answered:
    """A Future that is done."""

    def __init__(self, answer: object) -> None:
        self.status = "error" if isinstance(answer, Exception) else "finished"
        self._answer = answer

    def result(self, timeout: float) -> object:
        return self._answer

    def exception(self, timeout: float) -> object:
        return self._answer


@pytest.fixture
def run(tmp_path: Path) -> ClusterRun:
    return ClusterRun(
        read_scheduler("tcp://127.0.0.1:1"), Options(now=datetime(2026, 1, 2, tzinfo=UTC)), lambda _notice: None
    )


def take(run: ClusterRun, answer: Any, *paths: Path) -> list[tuple[int, Report]]:
    from verify.features.cluster.client import _cut

    def all_of_it() -> Iterator[tuple[int, Report]]:
        run._again.extend(_cut(paths))
        while run._again:
            yield from run._take(Answered(answer), run._again.popleft())  # type: ignore[arg-type]

    return list(all_of_it())


@pytest.mark.parametrize("answer", [[b"x"], None, 5, [None], RuntimeError("killed"), {"a": 1}])
def test_files_without_an_answer_get_their_reason_each_once(run: ClusterRun, tmp_path: Path, answer: object) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(11)]
    judged = take(run, answer, *paths)
    assert sorted(number for number, _ in judged) == list(range(11))
    assert {report.file.problem for _, report in judged} == {Problem.NOT_STARTED}
    assert {report.file.path for _, report in judged} == set(map(str, paths))


def test_a_worker_without_whence_or_with_another_one_ends_the_run(run: ClusterRun, tmp_path: Path) -> None:
    for answer, problem in (
        (ModuleNotFoundError("verify"), ClusterProblem.NO_WHENCE),
        ("0.1", ClusterProblem.OTHER_VERSION),
    ):
        with pytest.raises(ClusterError) as raised:
            take(run, answer, tmp_path / "a.png")
        assert raised.value.problem is problem


def test_a_report_of_a_file_of_another_size_is_not_taken(run: ClusterRun, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"12345")
    for size, problem in ((5, None), (6, Problem.CHANGED)):
        ((_, report),) = take(run, [pack_report(path, size=size)], path)
        assert report.file.problem is problem


def test_a_worker_with_another_version_says_so_and_opens_nothing() -> None:
    assert slices.check_slice("0.0", b"not even options", [b"/etc/hostname"]) == __version__
