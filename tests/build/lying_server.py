"""A server that speaks PostgreSQL's protocol until it has let somebody in, and then says what a test wants."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator

Lie = Callable[[socket.socket], None]

_NO_TLS = 80877103
SET = b"SET\0"


def message(kind: bytes, body: bytes = b"") -> bytes:
    return kind + struct.pack("!I", len(body) + 4) + body


def rows(*columns: tuple[int, bytes], count: int = 1) -> bytes:
    """The answer to one statement: rows of columns in binary form, each with the number of its type."""
    head = struct.pack("!H", len(columns))
    names = b"".join(b"a\0" + struct.pack("!IHIhih", 0, 0, oid, -1, -1, 1) for oid, _ in columns)
    row = message(b"D", head + b"".join(struct.pack("!i", len(value)) + value for _, value in columns))
    ready = message(b"C", b"SELECT 1\0") + message(b"Z", b"I")
    return message(b"1") + message(b"2") + message(b"T", head + names) + row * count + ready


class LyingServer:
    """Use it as a context manager. Every statement but the first settings gets `lie` for an answer."""

    def __init__(self, lie: Lie, *, version: bytes = b"15.0") -> None:
        self._lie = lie
        self._version = version
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"postgresql://me@127.0.0.1:{self._listening.getsockname()[1]}/news"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> LyingServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(10)
                    self._speak(connection)

    def _speak(self, connection: socket.socket) -> None:
        while struct.unpack("!I", (connection.recv(8192) + bytes(8))[4:8])[0] == _NO_TLS:
            connection.sendall(b"N")
        settings = {b"server_version": self._version, b"client_encoding": b"UTF8"}
        connection.sendall(
            message(b"R", bytes(4))
            + b"".join(message(b"S", name + b"\0" + value + b"\0") for name, value in settings.items())
            + message(b"K", bytes(8))
            + message(b"Z", b"I")
        )
        for asked in self._ask(connection):
            if asked.startswith(b"Q"):
                connection.sendall(message(b"C", SET) + message(b"Z", b"I"))
            else:
                self._lie(connection)

    @staticmethod
    def _ask(connection: socket.socket) -> Iterator[bytes]:
        while data := connection.recv(65_536):
            if data.startswith(b"X"):
                return
            yield data
