"""Stand in for the processes of workers and tasks where their confinement is not what is tried."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from verify.cli.task import TASKS
from verify.model import Options, Report
from verify.workers import protocol


class ReadyPool:
    """Answers at once with reports that were made before, by the names of files."""

    reports: ClassVar[dict[str, Report]] = {}

    def __init__(self, options: Options, jobs_at_once: int = 0, *, tell: bool = True) -> None:
        protocol.encode_command(protocol.Configure(options, jobs_at_once, tell=tell))  # it must cross the border
        self._events: list[protocol.Reported] = []

    def __enter__(self) -> ReadyPool:
        return self

    def __exit__(self, *_: object) -> None:
        self._events.clear()

    def start_one(self) -> None:
        """There is nothing to start."""

    def submit(self, job: protocol.Inspect, given: object = None) -> None:
        """Answer it with the next `wait`."""
        self._events.append(protocol.Reported(job.id, self.reports[Path(job.path).name]))

    def wait(self, _seconds: float) -> list[protocol.Reported]:
        """Return the answers."""
        events, self._events = self._events, []
        return events

    def wake(self) -> None:
        """There is nothing to wake."""


def run_task_here(
    name: str, source: bytes, arguments: Mapping[str, object], *, seconds: float, answer_bytes: int
) -> object:
    """Do a task as a child of `confined_task.run_task` does, its answer in the same words, but in this process."""
    answer = protocol.encode_line({"answer": TASKS[name]()(io.BytesIO(source), arguments)})
    assert seconds > 0
    assert len(answer) <= answer_bytes
    return protocol.decode_line(answer)["answer"]
