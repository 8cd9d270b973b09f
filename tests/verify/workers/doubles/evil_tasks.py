"""Stands in for `main.py --task`: tasks that read well, and tasks that a hostile source has taken over."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))

from verify.model.errors import TaskError, TaskProblem
from verify.workers.confined_task import Task, serve


def read(source: BinaryIO, arguments: Mapping[str, object]) -> object:
    return {"text": source.read().decode(), **arguments}


def refuse(source: BinaryIO, _: Mapping[str, object]) -> object:
    raise TaskError(TaskProblem.REFUSED, source.read().decode("latin-1"))


def fail(source: BinaryIO, _: Mapping[str, object]) -> object:
    raise ValueError(source.read())


def answer_with(value: object) -> Task:
    return lambda _source, _arguments: value


def say(words: bytes) -> Task:
    """Say something beside the protocol, where the answer would go."""

    def speak(_source: BinaryIO, _arguments: Mapping[str, object]) -> object:
        os.write(int(os.environ["ANSWERS"]), words)
        time.sleep(600)
        return None

    return speak


def do(deed: Callable[[], object]) -> Task:
    return lambda _source, _arguments: deed()


def flood() -> None:
    while True:
        os.write(int(os.environ["ANSWERS"]), b"x" * 65_536)


def grow() -> object:
    return len(bytearray(8 << 30))


def grow_in_pages_that_are_read_only_afterwards() -> None:
    """RLIMIT_DATA counts what can be written to, and no more."""
    import mmap

    library = ctypes.CDLL(None)
    kept = []
    for _ in range(48):
        pages = mmap.mmap(-1, 64 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        for place in range(0, len(pages), 4096):
            pages[place] = 1
        start = ctypes.addressof(ctypes.c_char.from_buffer(pages))
        library.mprotect(ctypes.c_void_p(start), ctypes.c_size_t(len(pages)), mmap.PROT_READ)
        kept.append(pages)
    time.sleep(600)


def refused_by_the_system() -> list[bool]:
    """Network, writing and programs, past Python where a library could go past it."""
    library = ctypes.CDLL(None, use_errno=True)
    return [library.socket(2, 1, 0) < 0, library.open(b"left-behind", 0o101, 0o600) < 0, library.fork() < 0]


def wake_up() -> str:
    time.sleep(1.5)
    return "awake"


TASKS: dict[str, Task] = {
    "read": read,
    "refuse": refuse,
    "fail": fail,
    "nothing": answer_with(None),
    "long": answer_with("x" * 100_000),
    "unspeakable": answer_with({1j}),
    "endless": answer_with(float("nan")),
    "exit": do(lambda: os._exit(3)),
    "abort": do(lambda: signal.raise_signal(signal.SIGSEGV)),
    "sleepy": do(wake_up),
    "hang": do(lambda: time.sleep(600)),
    "flood": do(flood),
    "grow": do(grow),
    "share": do(grow_in_pages_that_are_read_only_afterwards),
    "connect": do(lambda: socket.create_connection(("127.0.0.1", 9), 1)),
    "held": do(refused_by_the_system),
    "babble": say(b"\xff\x00 not JSON\n"),
    "null": say(b"null\n"),
    "deep": say(b"[" * 9_000 + b"\n"),
    "twice": say(b'{"answer":1,"answer":2}\n'),
    "invented": say(b'{"problem":"no such problem","detail":""}\n'),
    "shapeless": say(b'{"problem":["refused"],"detail":7}\n'),
}


if __name__ == "__main__":
    os.environ["ANSWERS"] = str(os.dup(1))
    if sys.argv[1] == "silent":
        time.sleep(600)
    sys.exit(serve(lambda: TASKS[sys.argv[1]], sys.argv[2]))
