"""A worker: one command a line in, events a line out, one file at a time, until its input closes.

It opens no folder of the user, no network and no window, writes nothing but its answers, and ends with its parent.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from verify import confine, limits, streams, wire
from verify.circumstances import unreadable
from verify.model import Beginning, Field, Finding, Options, Picture, Problem, Reading, Record

TELL_SECONDS: Final = 0.05  # fields and findings wait at most this long for others to travel with
TELL_ITEMS: Final = 200  # or until they are so many
CUT_CHARACTERS: Final = 500  # of a field, where a report as a whole is too long for one line


def main() -> int:
    """Works until the input closes. Returns 1 where it could not begin at all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends its workers
    commands, events = streams.take(silent=True)
    try:
        # whatever is imported lazily afterwards already lives under the limits
        import verify.inspection  # noqa: F401

        confine.confine()
    except Exception as error:  # noqa: BLE001  (a worker that cannot begin says why)
        _send(events, wire.event_line(wire.Failed(f"{type(error).__name__}: {error}"[: limits.FACT_CHARACTERS])))
        return 1
    inbox: queue.SimpleQueue[wire.Command] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(commands, inbox), daemon=True).start()
    options = Options(now=datetime.now(UTC))
    tell = True
    while True:
        command = inbox.get()
        if isinstance(command, wire.Configure):
            options, tell = command.options, command.tell
            _send(events, wire.event_line(wire.Ready()))
        elif isinstance(command, wire.Inspect):
            _work(command, options, events, tell=tell)
        elif isinstance(command, wire.Probe):
            _probe(Path(command.scratch), events)


def _listen(commands: BinaryIO, inbox: queue.SimpleQueue[wire.Command]) -> None:
    """Hands on the parent's commands; ends the process, whatever it is doing, once the parent is gone."""
    with contextlib.suppress(wire.WireError):
        for command in streams.heard(commands):
            inbox.put(command)
    os._exit(0)


def _send(events: BinaryIO, line: bytes) -> None:
    try:
        streams.write(events, line)
    except OSError:
        os._exit(0)  # nobody listens any more


def _work(job: wire.Inspect, options: Options, events: BinaryIO, *, tell: bool) -> None:
    from verify import inspection

    path = Path(job.path)
    network = options.network or job.fetched is not None
    options = replace(
        options, now=job.now or datetime.now(UTC), fetched=job.fetched, network=network, failed=job.failed
    )
    teller = _Teller(job.id, events, quiet=not tell)
    _send(events, wire.event_line(wire.Taken(job.id)))
    try:
        confine.allow_seconds(confine.seconds_for(_size(path)))
        report = inspection.inspect(path, options, teller.hear)
    except MemoryError:
        report = unreadable(path, Problem.OUT_OF_MEMORY, "", options)
    except Exception as error:  # noqa: BLE001  (an error of ours costs one file, with its reason, and not the run)
        report = unreadable(path, Problem.FAILED, f"{type(error).__name__}: {error}", options)
    _send(events, _report_line(wire.brief(wire.Reported(job.id, report), teller.pictures), options))


def _probe(scratch: Path, events: BinaryIO) -> None:
    from verify import attempts

    confine.allow_seconds(confine.seconds_for(0))
    _send(events, wire.event_line(wire.Probed(attempts.attempts(scratch), attempts.parts())))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _report_line(event: wire.Reported, options: Options) -> bytes:
    """The line of a report; one that is too long loses pictures, raw record and the tails of fields, and says so."""
    try:
        return wire.event_line(event)
    except wire.WireError:
        pass
    report = event.report
    short = replace(
        report,
        file=replace(report.file, detail="the report was too long: pictures left out, texts cut"),
        record=replace(report.record, raw=""),
        fields=tuple(_cut(field) for field in report.fields),
        pictures=(),
    )
    try:
        return wire.event_line(wire.Reported(event.id, short))
    except wire.WireError as error:
        path = Path(report.file.path)
        lost = unreadable(path, Problem.FAILED, f"the report could not be sent: {error}", options)
        return wire.event_line(wire.Reported(event.id, lost))


def _cut(field: Field) -> Field:
    if len(field.value) <= CUT_CHARACTERS:
        return field
    return replace(field, value=field.value[:CUT_CHARACTERS] + " …")


class _Teller:
    """Tells what readers see while they look: records and pictures at once, small items in batches.

    A `quiet` one only tells which reader begins.
    """

    def __init__(self, job: int, events: BinaryIO, *, quiet: bool = False) -> None:
        self._job = job
        self._events = events
        self._quiet = quiet
        self.pictures: list[Picture] = []  # told
        self._fields: list[Field] = []
        self._findings: list[Finding] = []
        self._told_at = time.monotonic()

    def hear(self, item: Beginning | Reading | Field | Finding | Record | Picture) -> None:
        """Takes one item of `inspection.inspect`."""
        if isinstance(item, Beginning):
            _send(self._events, wire.event_line(wire.Begun(self._job, item.reader)))
        elif not self._quiet:
            self._take(item)

    def _take(self, item: Reading | Field | Finding | Record | Picture) -> None:
        if isinstance(item, Field):
            self._fields.append(item)
        elif isinstance(item, Finding):
            self._findings.append(item)
        elif isinstance(item, Record):
            self._tell(wire.Seen(self._job, record=item))
        elif isinstance(item, Picture) and self._tell(wire.Seen(self._job, pictures=(item,))):
            self.pictures.append(item)
        waiting = len(self._fields) + len(self._findings)
        late = time.monotonic() - self._told_at > TELL_SECONDS
        if waiting and (late or waiting >= TELL_ITEMS or isinstance(item, Reading)):
            self._tell(wire.Seen(self._job, fields=tuple(self._fields), findings=tuple(self._findings)))
            self._fields, self._findings = [], []
        if isinstance(item, Reading):
            self._tell(wire.Progress(self._job, item))

    def _tell(self, event: wire.Event) -> bool:
        self._told_at = time.monotonic()
        try:
            line = wire.event_line(event)
        except wire.WireError:
            return False  # too long to be told early; the report is what counts
        _send(self._events, line)
        return True
