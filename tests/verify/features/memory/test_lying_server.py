"""A server that lies costs a bounded time and memory, and is said to be broken, lost or slow."""

from __future__ import annotations

import contextlib
import os
import socket
import struct

import psutil
import pytest

from tests.build.lying_server import Lie, LyingServer, message, rows
from verify.features.memory.stores.address import parse_address
from verify.features.memory.stores.postgres import PostgresStore
from verify.features.memory.stores.server_errors import ServerError, ServerProblem
from verify.model import limits

BROKEN, LOST, SLOW = ServerProblem.BROKEN, ServerProblem.LOST, ServerProblem.SLOW
INTEGER, TEXT, BYTES, JSON, ARRAY = 23, 25, 17, 114, 1007
ONE = (INTEGER, struct.pack("!i", 1))


def answer(data: bytes) -> Lie:
    return lambda connection: connection.sendall(data)


def flood(connection: socket.socket) -> None:
    """Send one value of a gigabyte, as far as anybody listens."""
    connection.sendall(rows(ONE)[:-35] + b"D" + struct.pack("!IHi", 2**30, 1, 2**30 - 10))
    sent = 0
    with contextlib.suppress(OSError):
        while sent < 1024 * limits.MIB:
            sent += connection.send(bytes(limits.MIB))


def hang_up(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def say_nothing(connection: socket.socket) -> None:
    """Wait until the other side gives up."""
    connection.recv(1)


LIES: dict[str, tuple[Lie, tuple[ServerProblem, ...]]] = {
    "more rows than were asked for": (answer(rows(ONE, count=2)), (BROKEN,)),
    "two hundred thousand rows": (answer(rows(ONE, count=200_000)), (BROKEN,)),
    "no row": (answer(rows(ONE, count=0)), (BROKEN,)),
    "no column": (answer(rows()), (BROKEN,)),
    "more columns": (answer(rows(ONE, ONE)), (BROKEN,)),
    "a number that is too short": (answer(rows((INTEGER, b"\0"))), (BROKEN,)),
    "a number that is too long": (answer(rows((INTEGER, bytes(9)))), (BROKEN,)),
    "a text": (answer(rows((TEXT, b"1"))), (BROKEN,)),
    "a text that is none": (answer(rows((TEXT, b"\xff\xfe"))), (BROKEN,)),
    "bytes": (answer(rows((BYTES, b"1"))), (BROKEN,)),
    "JSON without end": (answer(rows((JSON, b"[" * 100_000))), (BROKEN,)),
    "an array": (answer(rows((ARRAY, bytes(100)))), (BROKEN,)),
    "a type that is none": (answer(rows((2**32 - 1, b"1"))), (BROKEN,)),
    "a large value": (answer(rows((TEXT, b"x" * limits.MIB))), (BROKEN,)),
    "a value of a gigabyte": (flood, (BROKEN,)),
    "notices without end": (answer(message(b"N", b"SNOTICE\0M" + b"x" * 8_000 + b"\0\0") * 5_000), (BROKEN,)),
    "no protocol": (answer(b"HTTP/1.1 200 OK\r\n\r\n"), (BROKEN, LOST, SLOW)),
    "an error without words": (answer(message(b"E", b"\0") + message(b"Z", b"I")), tuple(ServerProblem)),
    "the end": (hang_up, (LOST,)),
    "nothing": (say_nothing, (SLOW,)),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_costs_little_and_has_its_reason(name: str) -> None:
    lie, reasons = LIES[name]
    before = psutil.Process(os.getpid()).memory_info().rss
    with LyingServer(lie) as server, pytest.raises(ServerError) as caught:
        PostgresStore(parse_address(server.address), seconds=0.3 if SLOW in reasons else 20.0)
    assert caught.value.reason in reasons
    assert psutil.Process(os.getpid()).memory_info().rss - before < 400 * limits.MIB


def test_an_old_server_is_named() -> None:
    with LyingServer(answer(b""), version=b"13.4") as server, pytest.raises(ServerError) as caught:
        PostgresStore(parse_address(server.address))
    assert caught.value.reason is ServerProblem.OLD_SERVER
