"""The process behind a close look answers every question once, whatever its worker does, and leaves nothing behind."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from tests.verify.workers.doubles import evil_viewer
from verify.model import Problem, limits
from verify.model.views import NotShown, TilePlace, View
from verify.workers import protocol

ROOT = Path(__file__).resolve().parents[3]
EVIL = Path(evil_viewer.__file__).resolve()
PICTURE = View()
FIRST, SECOND = TilePlace(PICTURE, 0, 0, 0), TilePlace(PICTURE, 0, 1, 0)


class Asked:
    """A viewer's process, and a way to ask it."""

    def __init__(self, code: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.number = 0

    def tell(self, make: Callable[[int], protocol.Command]) -> None:
        assert self.process.stdin is not None
        self.number += 1
        self.process.stdin.write(protocol.encode_command(make(self.number)))
        self.process.stdin.flush()

    def ask(self, make: Callable[[int], protocol.Command]) -> protocol.Event:
        self.tell(make)
        return self.hear()

    def hear(self) -> protocol.Event:
        assert self.process.stdout is not None
        return protocol.load_event(self.process.stdout.readline())

    def look(self, path: Path, digest: str = "") -> protocol.Event:
        return self.ask(lambda number: protocol.Look(number, str(path), digest))

    def show(self) -> protocol.Event:
        return self.ask(lambda number: protocol.Show(number, PICTURE))

    def cut(self, place: TilePlace) -> protocol.Event:
        return self.ask(lambda number: protocol.Cut(number, place))

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


def run(code: str) -> Iterator[Asked]:
    asked = Asked(code)
    with asked.process as process:
        yield asked
        left = asked.workers() if process.poll() is None else []
        process.kill()
    _, alive = psutil.wait_procs(left, timeout=10)
    assert alive == []


@pytest.fixture
def viewer() -> Iterator[Asked]:
    yield from run("import sys; from verify.workers import viewer; sys.exit(viewer.main())")


@pytest.fixture
def evil() -> Iterator[Asked]:
    yield from run(
        "import sys; from verify.model import limits; limits.VIEW_SECONDS = 1.5; from verify.workers import viewer; "
        f"sys.exit(viewer.main((sys.executable, {str(EVIL)!r})))"
    )


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(5).integers(0, 256, (600, 700, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def refusal(event: protocol.Event) -> NotShown:
    assert isinstance(event, protocol.Refused)
    return event.answer


def test_a_confined_worker_cuts_the_file_that_was_checked(viewer: Asked, picture: Path) -> None:
    digest = hashlib.sha256(picture.read_bytes()).hexdigest()
    assert isinstance(viewer.look(picture, digest), protocol.Opened)
    shown = viewer.show()
    assert isinstance(shown, protocol.Shown)
    assert (shown.shown.width, shown.shown.height) == (700, 600)
    cut = viewer.cut(SECOND)
    assert isinstance(cut, protocol.WasCut)
    with Image.open(picture) as stored:
        assert cut.tile.rgb == np.asarray(stored)[:512, 512:].tobytes()


def test_a_file_that_was_exchanged_is_not_shown_and_says_so(viewer: Asked, picture: Path) -> None:
    assert refusal(viewer.look(picture, "0" * 64)).problem is Problem.CHANGED
    assert refusal(viewer.show()).problem is Problem.NOT_FOUND
    assert refusal(viewer.look(picture.with_name("none.png"))).problem is Problem.NOT_FOUND
    assert refusal(viewer.look(picture.parent)).problem is Problem.NOT_A_FILE


def test_every_file_has_a_worker_of_its_own_and_none_is_left_behind(viewer: Asked, picture: Path) -> None:
    seen = set()
    for _ in range(3):
        viewer.look(picture)
        (worker,) = viewer.workers()
        seen.add(worker.pid)
    assert len(seen) == 3
    assert viewer.process.stdin is not None
    viewer.process.stdin.close()
    assert viewer.process.wait(10) == 0
    assert not psutil.pid_exists(worker.pid) or worker.status() == psutil.STATUS_ZOMBIE


def test_a_worker_that_was_killed_costs_one_answer(viewer: Asked, picture: Path) -> None:
    viewer.look(picture)
    viewer.show()
    viewer.workers()[0].kill()
    assert refusal(viewer.cut(FIRST)).problem is Problem.WORKER_DIED
    assert isinstance(viewer.cut(FIRST), protocol.WasCut)


def test_whoever_says_what_no_window_says_ends_it(viewer: Asked) -> None:
    viewer.tell(protocol.Cancel)
    assert viewer.process.wait(10) == 1


@pytest.mark.parametrize("word", [*evil_viewer.LIES, *evil_viewer.ENDS])
def test_a_lying_worker_costs_its_tile(evil: Asked, tmp_path: Path, word: str) -> None:
    path = tmp_path / f"{word}.png"
    path.write_bytes(b"nobody reads this")
    assert isinstance(evil.look(path), protocol.Opened)
    assert isinstance(evil.show(), protocol.Shown)
    assert isinstance(evil.cut(FIRST), protocol.WasCut)
    begun = time.monotonic()
    lie = evil.cut(SECOND)
    assert time.monotonic() - begun < 30
    if word == "flood":  # the first of its lines is true; the next ones answer no question
        assert isinstance(lie, protocol.WasCut)
        lie = evil.cut(FIRST)
    assert refusal(lie).problem in (Problem.WORKER_DIED, Problem.TIMED_OUT)
    again = evil.cut(FIRST)
    assert isinstance(again, protocol.WasCut)
    assert again.tile == evil_viewer.tile(FIRST)


def test_a_worker_that_lies_again_and_again_is_asked_no_more(evil: Asked, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.png"
    path.write_bytes(b"nobody reads this")
    evil.look(path)
    for _ in range(limits.VIEW_ATTEMPTS):
        refusal(evil.cut(SECOND))
    assert refusal(evil.cut(FIRST)).problem is Problem.WORKER_DIED
    assert evil.workers() == []
    assert isinstance(evil.look(path), protocol.Opened)
    assert isinstance(evil.cut(FIRST), protocol.WasCut)


def test_another_file_does_not_wait_for_an_answer_that_never_comes(
    evil: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, honest = tmp_path / "hang.png", tmp_path / "sound.png"
    for path in (hanging, honest):
        path.write_bytes(b"nobody reads this")
    evil.look(hanging)
    evil.tell(lambda number: protocol.Cut(number, SECOND))
    evil.tell(lambda number: protocol.Look(number, str(honest)))
    assert refusal(evil.hear()).problem in (Problem.CANCELLED, Problem.TIMED_OUT)
    assert isinstance(evil.hear(), protocol.Opened)
