"""Stands in for a worker: does what the name of the file asks for, or fails to start where an option says so."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))

from verify.model import Field, FileFacts, Picture, Problem, Report, limits
from verify.workers import protocol


def say(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def report(job: protocol.Inspect, detail: str = "", problem: Problem | None = None) -> bytes:
    facts = FileFacts(job.path, Path(job.path).name, 1, "0" * 64, "image/png", problem, detail or str(os.getpid()))
    return protocol.encode_event(protocol.Reported(job.id, Report(facts)))


def once(job: protocol.Inspect) -> bool:
    """True the first time that any worker sees this job."""
    marker = Path(job.path + ".seen")
    if marker.exists():
        return False
    marker.touch()
    return True


def hang() -> None:
    while True:
        time.sleep(600)


def multiply() -> None:
    for _ in range(20):
        threading.Thread(target=hang, daemon=True).start()
    hang()


def stubborn() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hang()


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(b"x") * limits.MIB)
        time.sleep(0.0005)


def stream() -> None:
    while True:
        sys.stdout.buffer.write(b"x" * limits.MIB)


def flood(job: protocol.Inspect) -> None:
    while True:
        say(protocol.encode_event(protocol.Seen(job.id, fields=(Field("a:b", "x"),))))


def tell_and_hang(line: bytes) -> None:
    say(line)
    hang()


def slow(job: protocol.Inspect) -> None:
    time.sleep(0.3)
    say(report(job))


def picture(job: protocol.Inspect) -> None:
    say(protocol.encode_event(protocol.Seen(job.id, pictures=(Picture("preview", 1, 1, b"abc"),))))
    say(report(job))


def album(job: protocol.Inspect) -> None:
    for number in range(1000):
        say(protocol.encode_event(protocol.Seen(job.id, pictures=(Picture(str(number), 1, 1, b"abc"),))))
    hang()


def half(job: protocol.Inspect) -> None:
    say(report(job)[:50])
    os._exit(0)


def report_and_leave(job: protocol.Inspect) -> None:
    say(report(job))
    os._exit(0)


def work(job: protocol.Inspect, configured: protocol.Configure) -> None:
    deed = Path(job.path).name.partition("-")[0]
    say(protocol.encode_event(protocol.Taken(job.id)))
    deeds: dict[str, Callable[[], object]] = {
        "hang": hang,
        "hangonce": lambda: hang() if once(job) else say(report(job)),
        "stubborn": stubborn,
        "die": crash,
        "dieonce": lambda: crash() if once(job) else say(report(job)),
        "exit": lambda: os._exit(3),
        "half": lambda: half(job),
        "memory": eat,
        "threads": multiply,
        "flood": lambda: flood(job),
        "endless": stream,
        "garbage": lambda: tell_and_hang(b"Warning: this library is chatty\n"),
        "lie": lambda: tell_and_hang(report(protocol.Inspect(job.id, "/another/file"))),
        "wrong": lambda: tell_and_hang(report(protocol.Inspect(job.id + 1, job.path))),
        "slow": lambda: slow(job),
        "faint": lambda: say(report(job, problem=Problem.OUT_OF_MEMORY)),
        "when": lambda: say(report(job, str(job.now))),
        "options": lambda: say(report(job, ",".join(configured.options.readers))),
        "environment": lambda: say(report(job, " ".join(f"{name}={text}" for name, text in os.environ.items()))),
        "picture": lambda: picture(job),
        "album": lambda: album(job),
        "leave": lambda: report_and_leave(job),
        "plain": lambda: say(report(job)),
    }
    deeds.get(deed, deeds["plain"])()


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if "--no-start" in sys.argv:
        say(protocol.encode_event(protocol.Failed("ImportError: no module")))
        sys.exit(1)
    if "--late" in sys.argv:
        time.sleep(2.5)
    if "--mute" in sys.argv:
        time.sleep(600)
    configured = None
    for line in sys.stdin.buffer:
        command = protocol.load_command(line)
        if isinstance(command, protocol.Configure):
            configured = command
            say(protocol.encode_event(protocol.Ready()))
        elif isinstance(command, protocol.Inspect):
            assert configured is not None
            work(command, configured)


if __name__ == "__main__":
    main()
