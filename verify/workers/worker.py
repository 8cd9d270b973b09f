"""A worker: one command a line in, events a line out, one file at a time, until its input closes.

It opens no file or folder of the user, since its parent hands it each file open, no network and no window; it writes
nothing but its answers, and ends with its parent.
"""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import signal
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from msgspec.structs import replace

from verify.inspection.media import memory_file
from verify.inspection.media.open_file import OpenFile, close_all
from verify.model import (
    Beginning,
    Field,
    Finding,
    Options,
    Picture,
    Problem,
    Reading,
    Record,
    Report,
    Verdict,
    limits,
)
from verify.model.run_info import make_unreadable_report
from verify.workers import protocol, stdio
from verify.workers.close_look import CloseLook
from verify.workers.handover import CommandReader
from verify.workers.sandbox import enter

TELL_SECONDS: Final = 0.05  # fields and findings wait at most this long for others to travel with
TELL_ITEMS: Final = 200  # or until they are so many
_YOUNG_OBJECTS: Final = 10_000  # made until garbage is looked for; far fewer would look through each import again
CUT_CHARACTERS: Final = 500  # of a field, where a report as a whole is too long for one line

Inbox = queue.SimpleQueue[tuple[protocol.Command, Sequence[OpenFile]]]


def main(recorder: str = "") -> int:
    """Work until the input closes. Returns 1 where it could not begin at all.

    `recorder` is told which calls of the kernel are refused.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends its workers
    pipe, events = stdio.take_pipes(silent=True)
    try:
        commands = CommandReader(pipe)
        memory_file.provide()
        gc.disable()  # what modules make stays, and looking through it again and again costs a tenth of the start
        # whatever is imported lazily afterwards already lives under the limits
        import verify.inspection.inspect  # noqa: F401

        gc.freeze()
        gc.enable()
        gc.set_threshold(_YOUNG_OBJECTS)
        enter.confine(recorder=recorder)
    except Exception as error:  # noqa: BLE001  (a worker that cannot begin says why)
        _send(
            events, protocol.encode_event(protocol.Failed(f"{type(error).__name__}: {error}"[: limits.FACT_CHARACTERS]))
        )
        return 1
    inbox: Inbox = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(commands, inbox), daemon=True).start()
    options = Options(now=datetime.now(UTC))
    tell = True
    models: Sequence[OpenFile] = ()
    look = CloseLook()
    while True:
        command, files = inbox.get()
        if isinstance(command, protocol.Configure):
            close_all(models)
            models = files
            options, tell = _add_descriptors(command.options, models), command.tell
            _send(events, protocol.encode_event(protocol.Ready()))
        elif isinstance(command, protocol.Inspect):
            _inspect_file(command, files, options, events, tell=tell)
            close_all(files)
        elif isinstance(command, protocol.Looking):
            _send(events, protocol.encode_event(look.answer(command, files)))
        elif isinstance(command, protocol.Probe):
            _probe(command, files, events)


def _listen(commands: CommandReader, inbox: Inbox) -> None:
    """Hand on the parent's commands; end the process, whatever it is doing, once the parent is gone."""
    with contextlib.suppress(protocol.WireError, OSError):
        for command, files in commands.read():
            inbox.put((command, files))
    os._exit(0)


def _add_descriptors(options: Options, models: Sequence[OpenFile]) -> Options:
    """Say of each model where it is open. One that the parent could not open fails where it is read by its path."""
    opened = {file.path: file.descriptor for file in models if not file.problem}
    return replace(
        options, models=tuple(replace(model, descriptor=opened.get(Path(model.path))) for model in options.models)
    )


def _send(events: BinaryIO, line: bytes) -> None:
    try:
        stdio.write_line(events, line)
    except OSError:
        os._exit(0)  # nobody listens any more


def _inspect_file(
    job: protocol.Inspect, files: Sequence[OpenFile], options: Options, events: BinaryIO, *, tell: bool
) -> None:
    from verify.inspection import inspect

    path = Path(job.path)
    options = replace(
        options,
        now=job.now or datetime.now(UTC),
        fetched=job.fetched,
        revocation=job.revocation,
        network=options.network or job.fetched is not None or bool(job.revocation),
        failed=job.failed,
    )
    sender = _EventSender(job.id, events, quiet=not tell)
    _send(events, protocol.encode_event(protocol.Taken(job.id)))
    try:
        enter.allow_seconds(enter.compute_seconds(files[0].descriptor if files else path))
        report = inspect.inspect(path, options, sender.take, files, judge_early=tell)
    except MemoryError:
        report = make_unreadable_report(path, Problem.OUT_OF_MEMORY, "", options)
    except Exception as error:  # noqa: BLE001  (an error of ours costs one file, with its reason, and not the run)
        report = make_unreadable_report(path, Problem.FAILED, f"{type(error).__name__}: {error}", options)
    answer = protocol.drop_sent_pictures(protocol.Reported(job.id, report), sender.pictures)
    _send(events, _report_line(answer, options))


def _probe(command: protocol.Probe, files: Sequence[OpenFile], events: BinaryIO) -> None:
    from verify.workers.sandbox import probe

    enter.allow_seconds(enter.compute_seconds(None))
    given = files[0].descriptor if files else -1
    home = Path(command.home) if command.home else None
    attempts = probe.try_barriers(Path(command.scratch), home, given)
    _send(events, protocol.encode_event(protocol.Probed(attempts, probe.load_libraries())))


def _report_line(event: protocol.Reported, options: Options) -> bytes:
    """Return the line of a report; one that is too long loses pictures, raw record and tails of fields, and says so."""
    try:
        return protocol.encode_event(event)
    except protocol.WireError:
        pass
    report = event.report
    short = replace(
        report,
        file=replace(report.file, detail="the report was too long: pictures left out, texts cut"),
        record=replace(report.record, raw=""),
        fields=tuple(_shorten(field) for field in report.fields),
        pictures=(),
    )
    try:
        return protocol.encode_event(protocol.Reported(event.id, short))
    except protocol.WireError as error:
        path = Path(report.file.path)
        lost = make_unreadable_report(path, Problem.FAILED, f"the report could not be sent: {error}", options)
        return protocol.encode_event(protocol.Reported(event.id, lost))


def _shorten(field: Field) -> Field:
    if len(field.value) <= CUT_CHARACTERS:
        return field
    return replace(field, value=field.value[:CUT_CHARACTERS] + " …")


class _EventSender:
    """Sends what readers see while they look: records and pictures at once, small items in batches.

    A `quiet` one only says which reader begins.
    """

    def __init__(self, job: int, events: BinaryIO, *, quiet: bool = False) -> None:
        self._job = job
        self._events = events
        self._quiet = quiet
        self.pictures: list[Picture] = []  # that were sent
        self._fields: list[Field] = []
        self._findings: list[Finding] = []
        self._answers = 0  # provisional ones that were sent
        self._sent_at = time.monotonic()

    def take(self, output: Beginning | Reading | Field | Finding | Record | Picture | Report) -> None:
        """Take one item of `inspection.inspect`."""
        if isinstance(output, Beginning):
            _send(self._events, protocol.encode_event(protocol.ReaderBegun(self._job, output.reader)))
        elif not self._quiet:
            self._take(output)

    def _take(self, output: Reading | Field | Finding | Record | Picture | Report) -> None:
        if isinstance(output, Report):
            self._send_provisional(output)
        elif isinstance(output, Field):
            self._fields.append(output)
        elif isinstance(output, Finding):
            self._findings.append(output)
        elif isinstance(output, Record):
            self._send_event(protocol.Seen(self._job, record=output))
        elif isinstance(output, Picture) and self._send_event(protocol.Seen(self._job, pictures=(output,))):
            self.pictures.append(output)
        waiting = len(self._fields) + len(self._findings)
        late = time.monotonic() - self._sent_at > TELL_SECONDS
        if waiting and (late or waiting >= TELL_ITEMS or isinstance(output, Reading)):
            self._send_event(protocol.Seen(self._job, fields=tuple(self._fields), findings=tuple(self._findings)))
            self._fields, self._findings = [], []
        if isinstance(output, Reading):
            self._send_event(protocol.Progress(self._job, output))

    def _send_provisional(self, report: Report) -> None:
        """Send the answer over what is known so far; what would be too long or too much waits for the report."""
        if self._answers < limits.PROVISIONAL_ANSWERS:
            grounds = replace(report, verdict=Verdict())
            self._answers += self._send_event(protocol.Provisional(self._job, report.verdict, grounds))

    def _send_event(self, event: protocol.Event) -> bool:
        self._sent_at = time.monotonic()
        try:
            line = protocol.encode_event(event)
        except protocol.WireError:
            return False  # too long to be sent early; the report is what counts
        _send(self._events, line)
        return True
