"""A short, bounded run of what `python -m tests.fuzz` does for as long as told, and what no file may do to another."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.fuzz import harmless, mortal_worker
from tests.fuzz.crafted import craft_files
from tests.fuzz.hostile_texts import NASTY
from tests.fuzz.mutator import LONGEST, mutate
from tests.fuzz.run import NOW, fuzz, remove_varying
from tests.fuzz.seeds import Seeds, make_seeds
from verify.model import Field, FileFacts, Options, Problem, Report
from verify.workers import protocol
from verify.workers.pool import Pool

MUTATED = 50
ORDERS = 5
FILES = 200
KILLERS = ("killer-crash", "killer-leave", "killer-babble")


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that workers have for temporary files; afterwards it must be empty, and no process left."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    before = set(psutil.Process().children(recursive=True))
    yield folder
    assert list(folder.rglob("*")) == []
    assert [child for child in psutil.Process().children(recursive=True) if child not in before] == []


def test_hostile_files_get_their_line_and_change_nothing_else(scratch: Path, tmp_path: Path) -> None:
    good = make_seeds(tmp_path / "samples")
    chance = random.Random(20261125)
    crafted = list(craft_files())
    made = itertools.chain(crafted, ((f"mutated-{number}", mutate(good, chance)) for number in range(MUTATED)))
    outcome = fuzz(made, tmp_path / "files", float("inf"), good[0])
    assert outcome.complaints == []
    assert outcome.lines == outcome.files == len(crafted) + MUTATED


def test_no_file_changes_the_verdict_of_another_in_whatever_order_they_come(scratch: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    good = make_seeds(tmp_path / "samples", real=False)
    chance = random.Random(7)
    contents = [*good] + [mutate(good, chance) for _ in range(FILES - len(KILLERS) - len(good))]
    paths = [folder / f"file-{number}" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    paths += [folder / name for name in KILLERS]
    for path in paths[-len(KILLERS) :]:
        path.write_bytes(good[0])
    assert len(paths) == FILES
    answers = []
    for _ in range(ORDERS):
        chance.shuffle(paths)
        answers.append({path: remove_varying(report) for path, report in _inspect(paths).items()})
    assert len(answers[0]) == FILES
    for path in folder.iterdir():
        assert all(answer[path] == answers[0][path] for answer in answers), path.name
        ruined = answers[0][path].file.problem is Problem.WORKER_DIED
        assert ruined == (path.name in KILLERS), path.name


def _inspect(paths: list[Path]) -> dict[Path, Report]:
    found: dict[Path, Report] = {}
    options = Options(now=NOW, readers=("quick",))
    with Pool(options, 2, command=mortal_worker.COMMAND) as pool:
        for number, path in enumerate(paths):
            pool.submit(protocol.Inspect(number, str(path), now=NOW))
        while pool.pending:
            for event in pool.wait(1):
                if isinstance(event, protocol.Reported):
                    assert paths[event.id] not in found
                    found[paths[event.id]] = event.report
    return found


def test_the_same_number_makes_the_same_files() -> None:
    good = Seeds([bytes(range(256)) * 8, b"words and more words " * 90])
    one, other = ([mutate(good, random.Random(number)) for number in range(200)] for _ in range(2))
    assert one == other
    assert len(set(one)) > 150
    assert max(map(len, one)) <= LONGEST


def test_what_acts_is_seen() -> None:
    """The fuzz would notice a view that lets text act: raw text in a page or on a terminal is an offence."""
    assert all(harmless.find_acting(text) for text in NASTY if "\x1b" in text or "\u202e" in text)
    assert harmless.find_page_offences("<p onclick=x>")
    assert harmless.find_page_offences("<script>")
    assert harmless.find_page_offences('<a href="javascript:x">')
    assert harmless.find_page_offences('<img src="https://example.org/x">')
    report = Report(FileFacts("/tmp/x", "x"), fields=tuple(Field("a:b", text) for text in NASTY))
    assert list(harmless.find_offences(report)) == []
