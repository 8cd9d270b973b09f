"""Linux: tells which calls readers make that the filter refuses. The kernel asks about each, and the answer is no.

A worker that learns is held as any other. Its filter only asks somebody outside before it refuses, and that one notes
the call: whoever adds a library sees what the list of calls lacks.
"""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import socket
import struct
import threading
from collections import Counter
from pathlib import Path
from typing import Final

from msgspec import Struct

from verify.workers.sandbox import seccomp
from verify.workers.sandbox.allowed_calls import choose_error
from verify.workers.sandbox.system_calls import NUMBERS

_RECEIVE: Final = 0xC0502100  # SECCOMP_IOCTL_NOTIF_RECV
_SEND: Final = 0xC0182101  # SECCOMP_IOCTL_NOTIF_SEND
_QUESTION: Final = struct.Struct("<QIIiIQ6Q")  # seccomp_notif: id, process, flags, call, machine, place, arguments
_ANSWER: Final = struct.Struct("<QqiI")  # seccomp_notif_resp: id, value, error, flags
_TICK_SECONDS: Final = 0.1
KINDS: Final = 1_000  # of calls that are told apart


class RefusedCall(Struct, frozen=True):
    """A call that was refused, and what it was called with: its first three arguments."""

    name: str
    arguments: tuple[int, ...]


# -- the worker ----------------------------------------------------------------------------------------------------


def connect(path: str) -> socket.socket:
    """Connect to the `CallRecorder` at `path`, before this process gives up opening sockets."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(path)
    return connection


def ask_recorder(connection: socket.socket, *, writing: bool, parent_pipe: int) -> bool:
    """Put the filter on this process, and let the recorder answer what is not in the list. False where none can."""
    machine = seccomp.find_machine()
    with connection:
        if machine is None:
            return False
        listener = seccomp.ask_listener(machine, writing=writing, parent_pipe=parent_pipe, socket=connection.fileno())
        if listener < 0:
            return False
        socket.send_fds(connection, [b"1"], [listener])
    os.close(listener)
    return True


# -- outside -------------------------------------------------------------------------------------------------------


class CallRecorder:
    """Notes the refused calls of all workers that connect to `path`. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self.refused: Counter[RefusedCall] = Counter()
        self.workers = 0  # that were asked about
        self._ended = threading.Event()
        self._selector = selectors.DefaultSelector()
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(str(path))
        self._door.listen()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._record, name="calls", daemon=True)

    def __enter__(self) -> CallRecorder:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            self._selector.unregister(key.fileobj)
            if isinstance(key.fileobj, int):
                os.close(key.fileobj)
        self._door.close()
        self._selector.close()

    def _record(self) -> None:
        while not self._ended.is_set():
            for key, _ in self._selector.select(_TICK_SECONDS):
                if isinstance(key.fileobj, int):
                    self._answer(key.fileobj)
                else:
                    self._admit()

    def _admit(self) -> None:
        connection, _ = self._door.accept()
        with connection:
            connection.settimeout(1.0)
            with contextlib.suppress(OSError):
                for listener in socket.recv_fds(connection, 1, 1)[1]:
                    self._selector.register(listener, selectors.EVENT_READ)
                    self.workers += 1

    def _answer(self, listener: int) -> None:
        import fcntl

        question = bytearray(_QUESTION.size)
        try:
            fcntl.ioctl(listener, _RECEIVE, question)
            asked, _, _, number, _, _, *arguments = _QUESTION.unpack(question)
            name = find_name(number)
            call = RefusedCall(name, tuple(arguments[:3]))
            if call in self.refused or len(self.refused) < KINDS:
                self.refused[call] += 1
            error = choose_error(name) if name in NUMBERS else errno.ENOSYS
            fcntl.ioctl(listener, _SEND, _ANSWER.pack(asked, 0, -error, 0))
        except OSError:  # the worker has ended meanwhile
            if _has_ended(listener):
                self._selector.unregister(listener)
                os.close(listener)


def find_name(number: int) -> str:
    """Return the name of the call with this number on this kind of processor."""
    machine = seccomp.find_machine()
    column = machine.column if machine else 0
    return next((name for name, numbers in NUMBERS.items() if numbers[column] == number), f"call {number}")


def _has_ended(listener: int) -> bool:
    import select

    watched = select.poll()
    watched.register(listener, select.POLLIN)
    return any(events & (select.POLLHUP | select.POLLERR) for _, events in watched.poll(0))
