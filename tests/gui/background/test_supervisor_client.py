from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.background.supervisor_client import SupervisorClient
from tests.gui.conftest import FAKE, fixed_options
from verify.model import Conclusion, Problem
from verify.workers import protocol


class Heard:
    """What a supervisor told."""

    def __init__(self, supervisor: SupervisorClient) -> None:
        self.events: list[protocol.Event] = []
        self.lost: dict[int, Problem] = {}
        self.gone = 0
        supervisor.answered.connect(self.events.append)
        supervisor.lost.connect(self.lost.__setitem__)
        supervisor.gone.connect(self._on_gone)

    def _on_gone(self) -> None:
        self.gone += 1

    @property
    def reported(self) -> dict[int, Conclusion]:
        found = [event for event in self.events if isinstance(event, protocol.Reported)]
        return {event.id: event.report.verdict.conclusion for event in found}


@pytest.fixture
def supervisor(qapp: QApplication) -> Iterator[SupervisorClient]:
    made = SupervisorClient(qapp, fixed_options, FAKE)
    yield made
    made.close()
    made.deleteLater()


def test_files_are_told_of_in_steps_and_then_answered(
    supervisor: SupervisorClient, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    heard = Heard(supervisor)
    supervisor.inspect(7, a_file("ai-1.jpg"))
    supervisor.inspect(8, a_file("plain.jpg"))
    qtbot.waitUntil(lambda: len(heard.reported) == 2, timeout=20_000)
    assert heard.reported == {7: Conclusion.AI_EDITED, 8: Conclusion.UNKNOWN}
    kinds = [type(event) for event in heard.events if getattr(event, "id", 0) == 7]
    assert kinds == [protocol.Taken, protocol.Seen, protocol.Progress, protocol.Reported]


def test_a_file_that_kills_the_supervisor_once_is_tried_again(
    supervisor: SupervisorClient, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    heard = Heard(supervisor)
    supervisor.inspect(1, a_file("once.jpg"))
    supervisor.inspect(2, a_file("plain.jpg"))
    qtbot.waitUntil(lambda: len(heard.reported) == 2, timeout=20_000)
    assert heard.lost == {}


def test_a_file_that_kills_it_always_is_given_up_and_the_others_are_not(
    supervisor: SupervisorClient, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    heard = Heard(supervisor)
    supervisor.inspect(1, a_file("killer.jpg"))
    supervisor.inspect(2, a_file("plain.jpg"))
    qtbot.waitUntil(lambda: bool(heard.reported) and bool(heard.lost), timeout=20_000)
    assert heard.lost == {1: Problem.WORKER_DIED}
    assert list(heard.reported) == [2]


def test_a_supervisor_that_babbles_is_replaced(
    supervisor: SupervisorClient, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    heard = Heard(supervisor)
    supervisor.inspect(1, a_file("babble.jpg"))
    qtbot.waitUntil(lambda: bool(heard.reported), timeout=20_000)
    assert heard.lost == {}


@pytest.mark.parametrize("command", [(sys.executable, FAKE[1], "--dead"), ("/nowhere/whence",)])
def test_where_no_supervisor_can_be_had_files_are_lost_with_a_reason_that_blames_none(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, command: tuple[str, ...]
) -> None:
    supervisor = SupervisorClient(qapp, fixed_options, command)
    heard = Heard(supervisor)
    supervisor.inspect(1, str(tmp_path / "any"))
    qtbot.waitUntil(lambda: bool(heard.lost), timeout=20_000)
    assert (heard.lost, heard.gone) == ({1: Problem.UNAVAILABLE}, 1)
    supervisor.close()


def test_nothing_is_told_of_a_cancelled_file(
    supervisor: SupervisorClient, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    heard = Heard(supervisor)
    supervisor.inspect(1, a_file("ai-1.jpg"))
    supervisor.cancel(1)
    supervisor.inspect(2, a_file("plain.jpg"))
    qtbot.waitUntil(lambda: bool(heard.reported), timeout=20_000)
    assert {
        event.id for event in heard.events if not isinstance(event, protocol.Ready | protocol.Probed | protocol.Failed)
    } == {2}


def _find_process(supervisor: SupervisorClient) -> int:
    """The number of its process; the windows of earlier tests may have left others that are ending."""
    assert supervisor._process is not None
    return supervisor._process.processId()


def test_closing_ends_the_process_even_while_it_works(
    supervisor: SupervisorClient, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    heard = Heard(supervisor)
    supervisor.inspect(1, a_file("slow.jpg"))
    qtbot.waitUntil(lambda: bool(heard.events), timeout=20_000)
    (process,) = {child.pid for child in psutil.Process().children()} & {_find_process(supervisor)}
    supervisor.close()
    assert not psutil.pid_exists(process)


def test_a_supervisor_that_was_started_early_hears_the_persons_choices_before_any_file(
    supervisor: SupervisorClient, qtbot: QtBot, a_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, told, send = Heard(supervisor), list[protocol.Command](), supervisor._send

    def note(command: protocol.Command) -> None:
        told.append(command)
        send(command)

    monkeypatch.setattr(supervisor, "_send", note)
    supervisor.warm_up()
    supervisor.warm_up()
    qtbot.waitUntil(lambda: supervisor._ready, timeout=20_000)
    supervisor.inspect(7, a_file("plain.jpg"))
    supervisor.inspect(8, a_file("plain.jpg"))
    qtbot.waitUntil(lambda: len(heard.reported) == 2, timeout=20_000)
    bare, chosen, first, second = told
    assert isinstance(bare, protocol.Configure)
    assert bare.options.trust == ()
    assert chosen == protocol.Configure(fixed_options())
    assert [type(command) for command in (first, second)] == [protocol.Inspect] * 2
