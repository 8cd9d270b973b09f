"""A Dask cluster of real processes on this computer: a scheduler and workers, each of which can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.build.certificates import make_certificates

ROOT = Path(__file__).resolve().parents[4]
START_SECONDS = 300  # a busy computer is slow


class Cluster:
    """Use it as a context manager: nothing of it is left at the end."""

    def __init__(self, folder: Path, *, encrypted: bool = False, workers: int = 2) -> None:
        self._folder = folder
        self._workers = workers
        self._security: list[str] = []
        self.options: list[str] = []  # of `check`
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"{'tls' if encrypted else 'tcp'}://127.0.0.1:{self.port}"
        if encrypted:
            ca, certificate, key = make_certificates(folder)
            self._security = ["--tls-ca-file", str(ca), "--tls-cert", str(certificate), "--tls-key", str(key)]
            self.options = [
                "--scheduler-ca",
                str(ca),
                "--scheduler-cert",
                str(certificate),
                "--scheduler-key",
                str(key),
            ]
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start a scheduler at the same address as ever, and its workers; these connect when it is there."""
        self.scheduler = self._start(
            "dask_scheduler", ["--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        )
        self.workers = [self.start_worker() for _ in range(self._workers)]

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start one worker with one thread."""
        place = ["--local-directory", str(self._folder / "dask"), "--host", "127.0.0.1"]
        return self._start("dask_worker", [self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", *place])

    def stop(self) -> None:
        """Kill all of it."""
        for process in (self.scheduler, *self.workers):
            if process is not None:
                process.send_signal(signal.SIGKILL)
                process.wait()
        self.scheduler, self.workers = None, []

    def _start(self, module: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
        with (self._folder / f"{module}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *self._security, *arguments],
                env=environment,
                cwd=self._folder,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )


def wait_for_lines(out: Path, count: int, running: subprocess.Popen[bytes]) -> None:
    """Wait until so many results are written."""
    until = time.monotonic() + START_SECONDS
    while not out.exists() or out.read_bytes().count(b"\n") < count:
        assert time.monotonic() < until
        assert running.poll() is None
        time.sleep(0.02)
