"""One worker process, spoken to without a pool, so that nothing but the worker is measured."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import psutil

from verify.model import Options
from verify.store.folders import data_folder
from verify.store.trust.store import TrustStore
from verify.workers import protocol
from verify.workers.handover import CommandPipe
from verify.workers.process.worker_process import build_worker_command
from verify.workers.sandbox import enter


def options(readers: tuple[str, ...] = (), *, previews: bool = True) -> Options:
    """These readers, or all, with the trust lists in force."""
    return Options(now=datetime.now(UTC), readers=readers, trust=TrustStore(data_folder()).lists(), previews=previews)


class LineWorker:
    """A warm worker. Use it as a context manager."""

    def __init__(self, readers: tuple[str, ...] = (), *, previews: bool = True) -> None:
        self._commands = CommandPipe()
        self._process = subprocess.Popen(
            build_worker_command(),
            stdin=self._commands.stdin,
            stdout=subprocess.PIPE,
            env=enter.build_worker_environment(os.environ),
        )
        self._commands.attach(self._process)
        self._send(protocol.Configure(options(readers, previews=previews)))
        assert isinstance(self._hear(), protocol.Ready)

    def __enter__(self) -> LineWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdout
        self._commands.close()
        self._process.wait(10)
        self._process.stdout.close()

    def inspect(self, path: Path) -> Iterator[tuple[float, protocol.Event]]:
        """The events of one file, each with the seconds since it was handed over; the last one is its report."""
        begun = time.perf_counter()
        self._send(protocol.Inspect(1, str(path), now=datetime.now(UTC)))
        while True:
            event = self._hear()
            yield time.perf_counter() - begun, event
            if isinstance(event, protocol.Reported):
                return

    def resident(self) -> int:
        """Bytes of memory that the process holds."""
        return int(psutil.Process(self._process.pid).memory_info().rss)

    def _send(self, command: protocol.Command) -> None:
        self._commands.send(command)

    def _hear(self) -> protocol.Event:
        assert self._process.stdout
        return protocol.load_event(self._process.stdout.readline())
