"""Stands in for a worker that a hostile file has taken over: says whatever the name of the file spells out, in turn."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))

from tests.verify.workers.doubles.fake_worker import report, say
from verify.model import (
    Conclusion,
    Field,
    FileFacts,
    Finding,
    Manifest,
    Picture,
    Reading,
    Record,
    RecordState,
    Report,
    Verdict,
    limits,
)
from verify.workers import protocol

AI = Conclusion.AI_GENERATED
EARLIER: list[protocol.Inspect] = []
BIG = Picture("p", limits.PREVIEW_SIDE, limits.PREVIEW_SIDE, bytes(3 * limits.PREVIEW_SIDE**2))


def seen(job: protocol.Inspect, **parts: object) -> bytes:
    return protocol.encode_event(protocol.Seen(job.id, **parts))  # type: ignore[arg-type]


def replayed(job: protocol.Inspect) -> bytes:
    return report(EARLIER[0]) if EARLIER else report(protocol.Inspect(job.id - 1, job.path))


def early(job: protocol.Inspect, path: str = "") -> bytes:
    """A provisional answer about a file."""
    grounds = Report(FileFacts(path or job.path, Path(path or job.path).name))
    return protocol.encode_event(protocol.Provisional(job.id, Verdict(AI, provisional=True, by="<b>\u202e"), grounds))


def boast(job: protocol.Inspect) -> bytes:
    """A provisional answer that says what waits for every reader."""
    return early(job).replace(b'"conclusion":"ai_generated"', b'"conclusion":"captured"', 1)


def changed(job: protocol.Inspect, pattern: bytes, text: str) -> bytes:
    """A report in which a text is another one."""
    told = json.dumps(text).encode()
    line, count = re.subn(pattern, lambda _: told, report(job))
    assert count
    return line


# what is well formed, though never asked for or never true
LIES: dict[str, Callable[[protocol.Inspect], bytes]] = {
    "taken": lambda job: protocol.encode_event(protocol.Taken(job.id)),
    "begun": lambda job: protocol.encode_event(protocol.ReaderBegun(job.id, "c2pa")),
    "blame": lambda job: protocol.encode_event(protocol.ReaderBegun(job.id, "\u202e<b>../" * 5_000)),
    "ready": lambda _: protocol.encode_event(protocol.Ready()),
    "seen": lambda job: seen(job, record=Record(RecordState.TRUSTED), fields=(Field("a:b", "\x1b[2J"),) * 500),
    "unknown": lambda job: seen(job, findings=(Finding("no.such", "x"),)),
    "reading": lambda job: protocol.encode_event(
        protocol.Progress(job.id, Reading("no such reader", looked=True, ms=-1e300))
    ),
    "pictures": lambda job: seen(job, pictures=(BIG,) * 20),
    "replay": replayed,
    "ahead": lambda job: report(protocol.Inspect(job.id + 1, job.path)),
    "elsewhere": lambda job: report(protocol.Inspect(job.id, "/etc/passwd")),
    "probed": lambda _: protocol.encode_event(protocol.Probed((), ())),
    "failed": lambda _: protocol.encode_event(protocol.Failed("\u202e<b>" * 400)),
    "surrogate": lambda job: changed(job, rb'(?<="detail":)"[^"]*"', "x\ud800\udc41y\udfff"),
    "renamed": lambda job: changed(job, rb'(?<="name":)"evil[^"]*"', "another-file.png"),
    "digest": lambda job: changed(job, rb'"0{64}"', "0" * 63 + "\u00e4"),
    "type": lambda job: changed(job, rb'"image/png"', "image/png\n<script>"),
    "checked": lambda job: changed(job, rb'(?<="checked_at":)""', "on the day before yesterday"),
    "history": lambda job: seen(job, record=Record(manifests=(Manifest("a", RecordState.TRUSTED),) * 999)),
    "early": early,
    "early_elsewhere": lambda job: early(job, "/etc/passwd"),
    "early_often": lambda job: early(job) * (limits.PROVISIONAL_ANSWERS + 1),
    "early_boast": boast,
    "early_report": lambda job: report(job).replace(b'"provisional":false', b'"provisional":true', 1),
    "report": report,
}
# of these, what the border refuses: half characters, and texts that lack their form
REFUSED = frozenset(("checked", "digest", "early_boast", "early_report", "surrogate", "type"))
# what is not
NOISE: dict[str, bytes] = {
    "deep": b'{"event":' + b"[" * 500_000 + b"\n",
    "deeper": b'{"a":' * 300_000 + b"\n",
    "wide": b'{"event":"seen","id":0,"record":null,"pictures":[' + b"[]," * 1_500_000 + b"[]]}\n",
    "number": b'{"event":"taken","id":' + b"9" * 100_000 + b"}\n",
    "fraction": b'{"event":"taken","id":1e999}\n',
    "nan": b'{"event":"taken","id":NaN}\n',
    "text": b'{"event":"taken","id":"1"}\n',
    "twice": b'{"event":"taken","event":"ready","id":1}\n',
    "bytes": bytes(range(256)) + b"\n",
    "empty": b"\n",
    "null": b"null\n",
    "size": b'{"event":"seen","id":0,"record":null,"pictures":[{"name":"","width":99999999,"height":9,"rgb":""}],'
    b'"fields":[],"findings":[]}\n',
    "half": b'{"event":',
    "long": b" " * (5 * limits.MIB) + b"\n",
}
ENDS: dict[str, Callable[[], object]] = {"hang": lambda: time.sleep(600), "leave": lambda: os._exit(0)}


def answer(job: protocol.Inspect) -> None:
    for word in Path(job.path).name.split("-")[1:]:
        if word in LIES:
            say(LIES[word](job))
        elif word in NOISE:
            say(NOISE[word])
        elif word in ENDS:
            ENDS[word]()
    EARLIER.append(job)


def main() -> None:
    for line in sys.stdin.buffer:
        command = protocol.load_command(line)
        if isinstance(command, protocol.Configure):
            say(protocol.encode_event(protocol.Ready()))
        elif isinstance(command, protocol.Inspect):
            answer(command)


if __name__ == "__main__":
    main()
