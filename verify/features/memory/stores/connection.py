"""One connection to a PostgreSQL server, which is believed no more than a file that anybody may have changed.

An answer has a bounded number of bytes, rows and seconds, and only types that our tables have; each row is held to the
form of its kind. Loads psycopg, and is loaded only where a shared memory is in use.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Final, Self, TypeVar, cast

import psycopg
from psycopg import errors
from psycopg.abc import PQGen
from psycopg.conninfo import make_conninfo
from psycopg.pq.abc import PGresult

from verify.features.memory.stores.address import Address
from verify.features.memory.stores.server_errors import ServerError, ServerProblem
from verify.model import limits
from verify.store.rows import RowError, load_row

SECONDS: Final = 30.0  # for one answer
LONG_SECONDS: Final = 600.0  # for one that removes or makes very much

_CONNECT_SECONDS: Final = 10
_LOCK_SECONDS: Final = 10
_ANSWER_BYTES: Final = 32 * limits.MIB  # on the wire
_PIECE_BYTES: Final = 64 * limits.KIB  # handed to libpq at once
_VALUE_BYTES: Final = 64 * limits.KIB  # the largest that is kept is a view, uncompressed 48 KiB
_DETAIL_CHARACTERS: Final = 200
_OLDEST_SERVER: Final = 140_000  # counts the bits of a code
_SETTINGS: Final = (
    f"SET lock_timeout = '{_LOCK_SECONDS}s'; SET statement_timeout = '{SECONDS:.0f}s'; SET jit = off; "
    f"SET idle_in_transaction_session_timeout = '{LONG_SECONDS:.0f}s'"  # a desk that hangs holds up no other for long
)
_PARAMETERS: Final = MappingProxyType(
    {
        "connect_timeout": str(_CONNECT_SECONDS),
        "tcp_user_timeout": str(int(SECONDS * 1000)),
        "application_name": "whence",
        "client_encoding": "UTF8",
    }
)
# the types of our columns by their numbers, which never change, with the bytes of a value where all have as many
_TYPES: Final = MappingProxyType({17: 0, 25: 0, 20: 8, 23: 4, 701: 8})  # bytea, text, int8, int4, float8
_BINARY: Final = 1
_ABOUT_TLS: Final = ("SSL", "TLS", "certificate")  # in texts of libpq, which psycopg brings in English
_REFUSAL: Final = "FATAL:"
_PROBLEMS: Final = (  # the first that fits
    (errors.DiskFull, ServerProblem.FULL),
    (errors.InsufficientPrivilege, ServerProblem.NOT_ALLOWED),
    (errors.ReadOnlySqlTransaction, ServerProblem.NOT_ALLOWED),
    (errors.LockNotAvailable, ServerProblem.BUSY),
    (errors.DeadlockDetected, ServerProblem.BUSY),
    (errors.SerializationFailure, ServerProblem.BUSY),
    (errors.QueryCanceled, ServerProblem.SLOW),
    (errors.ProgrammingError, ServerProblem.FOREIGN),  # other tables, other columns, no such function
    (errors.IntegrityError, ServerProblem.FOREIGN),  # ours never get in each other's way
    (errors.DataError, ServerProblem.BROKEN),
    (errors.InterfaceError, ServerProblem.BROKEN),  # a type that none of our columns has
    (errors.OperationalError, ServerProblem.LOST),
    (errors.InternalError, ServerProblem.FAILED),
    (errors.DatabaseError, ServerProblem.BROKEN),  # libpq itself could not follow
)

R = TypeVar("R")
Value = str | int | float | bytes | list[str] | list[int] | list[float] | list[bytes]


class _TooSlowError(Exception):
    pass


class _TooMuchError(Exception):
    pass


class _Bridge:
    """Hands on what two sockets say, in pieces: the server's, and one that libpq has instead of it.

    libpq itself reads for as long as there is anything, into as much memory as a message announces. The bytes are
    those of TLS where it is in use.
    """

    def __init__(self, descriptor: int) -> None:
        self.server = socket.socket(fileno=os.dup(descriptor))
        self.ours, theirs = socket.socketpair()
        for side in (self.server, self.ours, theirs):
            side.setblocking(False)
        os.dup2(theirs.fileno(), descriptor, inheritable=False)
        theirs.close()
        self._up = self._down = b""
        self._has_ended = False

    def register(self, selector: selectors.BaseSelector) -> None:
        """Say what to wait for; it is another thing each time."""
        wanted = {
            self.server: (0 if self._down or self._has_ended else selectors.EVENT_READ)
            | (selectors.EVENT_WRITE if self._up else 0),
            self.ours: (0 if self._up else selectors.EVENT_READ) | (selectors.EVENT_WRITE if self._down else 0),
        }
        for side, events in wanted.items():
            if side in selector.get_map():
                selector.unregister(side)
            if events:
                selector.register(side, events)

    def hand_on(self) -> int:
        """Hand on what can be, without waiting, and return how many bytes came from the server."""
        received = 0
        with contextlib.suppress(BlockingIOError):
            self._up = self._up or self.ours.recv(_PIECE_BYTES)
        with contextlib.suppress(BlockingIOError, ConnectionError):  # that it ended is seen where it is read
            self._up = self._up[self.server.send(self._up) :] if self._up else b""
        try:
            if not self._down and not self._has_ended:
                self._down = self.server.recv(_PIECE_BYTES)
                received = len(self._down)
                self._has_ended = not received
        except BlockingIOError:
            pass
        except ConnectionError:
            self._has_ended = True
        with contextlib.suppress(BlockingIOError, ConnectionError):
            self._down = self._down[self.ours.send(self._down) :] if self._down else b""
            if self._has_ended and not self._down:
                self.ours.shutdown(socket.SHUT_WR)
        return received

    def close(self) -> None:
        """Hand on what was said last, and end it."""
        with contextlib.suppress(OSError):
            self.hand_on()
        self.server.close()
        self.ours.close()


class _BoundedConnection(psycopg.Connection[tuple[object, ...]]):
    """psycopg's connection with an end to waiting and to what is received, once `bound` was called."""

    seconds = SECONDS
    _bridge: _Bridge | None = None

    def bound(self, seconds: float) -> None:
        """Let each answer take so many seconds, and no more than a bounded number of bytes.

        On Windows, where no socket can take another one's place, only the seconds are bounded.
        """
        self.seconds = seconds
        if sys.platform != "win32":
            self._bridge = _Bridge(self.pgconn.socket)

    def close(self) -> None:
        """End it, whatever is under way."""
        super().close()
        bridge, self._bridge = self._bridge, None
        if bridge is not None:
            bridge.close()

    def wait(self, gen: PQGen[R], interval: float = 0.0, timeout: float | None = None) -> R:  # noqa: ARG002
        """Wait for an answer. Raises _TooSlowError and _TooMuchError, after which the connection must be closed."""
        until = time.monotonic() + self.seconds
        received = 0
        libpq = self.pgconn.socket
        with selectors.DefaultSelector() as selector:
            try:
                selector.register(libpq, next(gen))
                while True:
                    if self._bridge is not None:
                        received += self._bridge.hand_on()
                        self._bridge.register(selector)
                    if received > _ANSWER_BYTES:
                        raise _TooMuchError
                    ready = selector.select(until - time.monotonic())
                    if time.monotonic() > until:
                        raise _TooSlowError
                    for key, events in ready:
                        if key.fd == libpq:
                            selector.modify(libpq, gen.send(psycopg.waiting.Ready(events)))
            except StopIteration as end:
                return cast("R", end.value)


def connect(address: Address, seconds: float = SECONDS) -> ServerConnection:
    """Connect to the server of an address. Raises ServerError."""
    parameters = {"connect_timeout": str(_CONNECT_SECONDS), **dict(address.parameters), **_PARAMETERS}
    try:
        connection = _BoundedConnection.connect(
            make_conninfo("", **parameters), autocommit=True, prepare_threshold=None
        )
    except psycopg.Error as error:
        raise _explain_connecting(error, address.place) from None  # its text may name files and users of this computer
    except (OSError, ValueError) as error:  # a name that no resolver takes; ValueError: an encoding that nobody knows
        raise ServerError(ServerProblem.UNREACHABLE, address.place) from error
    connection.bound(seconds)
    server = ServerConnection(connection, address.place)
    try:
        with server.translate_errors():
            if connection.pgconn.server_version < _OLDEST_SERVER:
                raise ServerError(ServerProblem.OLD_SERVER, address.place)
        server.run(_SETTINGS)
    except ServerError:
        server.close()
        raise
    return server


def _explain_connecting(error: psycopg.Error, place: str) -> ServerError:
    text = " ".join(str(error).split())
    pgconn = error.pgconn
    if isinstance(error, errors.ConnectionTimeout):
        problem = ServerProblem.SLOW
    elif pgconn is not None and (pgconn.needs_password or pgconn.used_password):
        problem = ServerProblem.PASSWORD
    elif any(word in text for word in _ABOUT_TLS):
        problem = ServerProblem.NOT_VERIFIED
    elif _REFUSAL in text:
        problem = ServerProblem.REFUSED
    else:
        problem = ServerProblem.UNREACHABLE
    return ServerError(problem, place, text.removeprefix("connection failed: ")[:_DETAIL_CHARACTERS])


def _check_form(result: PGresult) -> None:
    """Look whether the values of a result have types and lengths that psycopg may read. Raises RowError.

    It reads a number of four bytes wherever one is announced, also where a server sent fewer.
    """
    for column in range(result.nfields):
        width = _TYPES.get(result.ftype(column))
        if width is None or result.fformat(column) != _BINARY:
            raise RowError("a type that none of our columns has")
        if width and any(len(result.get_value(row, column) or b"") != width for row in range(result.ntuples)):
            raise RowError("a number of another length")


class ServerConnection:
    """A connection for one thread. Whatever goes wrong is raised as a ServerError; after most of it, it is closed."""

    def __init__(self, connection: _BoundedConnection, place: str) -> None:
        self._connection = connection
        self.place = place

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it, whatever is under way. May be called twice."""
        self._connection.close()

    def select(self, statement: str, *values: Value, most: int) -> list[tuple[Any, ...]]:
        """Return the rows of a reading statement: raw values, each of a type and size that we keep, at most so many."""
        with self.translate_errors():
            cursor = self._connection.cursor(binary=True)
            cursor.execute(statement, values)
            result = cursor.pgresult
            if result is None or result.ntuples > most:
                raise RowError("more rows than were asked for")
            _check_form(result)
            rows = cursor.fetchall()
            if any(isinstance(value, str | bytes) and len(value) > _VALUE_BYTES for row in rows for value in row):
                raise RowError("a value that is too large")
            return rows

    def select_as(self, kind: type[R], statement: str, *values: Value, most: int) -> list[R]:
        """Return rows as values of `kind`, as `rows.load_row` makes them."""
        rows = self.select(statement, *values, most=most)
        with self.translate_errors():
            return [load_row(kind, row) for row in rows]

    def select_one(self, kind: type[R], statement: str, *values: Value) -> R:
        """Return the only row of a statement."""
        rows = self.select_as(kind, statement, *values, most=1)
        if not rows:
            raise self._give_up(ServerProblem.BROKEN)
        return rows[0]

    def run(self, statement: str, *values: Value) -> int:
        """Run one writing statement and return how many rows it changed, by the server's word."""
        with self.translate_errors():
            return max(0, self._connection.execute(statement, values or None, binary=bool(values)).rowcount)

    @contextmanager
    def transaction(self, seconds: float = SECONDS) -> Iterator[None]:
        """Keep everything that is done inside, or nothing; each statement has so many seconds."""
        self.run("BEGIN")
        usual = self._connection.seconds
        try:
            if seconds > SECONDS:
                self.run(f"SET LOCAL statement_timeout = '{seconds:.0f}s'")
                self._connection.seconds = seconds
            yield
            self.run("COMMIT")
        except BaseException:
            with contextlib.suppress(ServerError):
                self.run("ROLLBACK")
            raise
        finally:
            self._connection.seconds = usual

    @contextmanager
    def translate_errors(self) -> Iterator[None]:
        """Raise whatever goes wrong inside as a ServerError."""
        try:
            yield
        except ServerError:
            raise
        except _TooSlowError as error:
            raise self._give_up(ServerProblem.SLOW) from error
        except (_TooMuchError, RowError, UnicodeDecodeError, OverflowError) as error:
            raise self._give_up(ServerProblem.BROKEN) from error
        except psycopg.Error as error:
            problem = next((problem for kind, problem in _PROBLEMS if isinstance(error, kind)), ServerProblem.FAILED)
            if problem in (ServerProblem.LOST, ServerProblem.BROKEN):
                self.close()
            detail = (error.diag.message_primary or "")[:_DETAIL_CHARACTERS]
            raise ServerError(problem, self.place, detail) from error
        except Exception as error:
            raise self._give_up(ServerProblem.FAILED) from error
        except BaseException:  # Ctrl-C: what was under way must not be mistaken for the next answer
            self.close()
            raise

    def _give_up(self, problem: ServerProblem) -> ServerError:
        """Close the connection over an answer that is not to be waited for or believed; return the error to raise."""
        self.close()
        return ServerError(problem, self.place)
