"""Sockets on this computer's own addresses, and uvicorn over them: silent, bounded, and without trust in proxies."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from verify.model import limits

_FAMILIES: Final = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_TRIES: Final = 8  # of ports that the system chose, until one is free in both families
_WAITING: Final = 16  # connections that the system holds until they are taken
_SILENCE_SECONDS: Final = 5  # between two requests on one connection
_GRACE_SECONDS: Final = 3  # for answers that are on their way


@contextmanager
def open_sockets(port: int) -> Iterator[list[socket.socket]]:
    """Open a port (0: any that is free) on the loopback addresses and on no other. Raises OSError where it is taken.

    A computer without IPv6 has one of them only.
    """
    opened = _open_both(port)
    try:
        yield opened
    finally:
        for each in opened:
            each.close()


def _open_both(port: int) -> list[socket.socket]:
    """Open the same port on both addresses; one that the system chose for the first may be taken on the second."""
    for _ in range(_TRIES):
        try:
            return _open_all(port)
        except OSError:
            if port:
                raise
    return _open_all(port)


def _open_all(port: int) -> list[socket.socket]:
    opened: list[socket.socket] = []
    try:
        for family, address in _FAMILIES:
            try:
                opened.append(_open(family, address, opened[0].getsockname()[1] if opened else port))
            except OSError:
                if not opened or _has_family(family, address):
                    raise
    except BaseException:
        for each in opened:
            each.close()
        raise
    return opened


def _open(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        # on Windows SO_REUSEADDR lets another program listen beside us, elsewhere it only forgets the last run
        opened.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR), 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind((address, port))
        opened.listen(_WAITING)
    except BaseException:
        opened.close()
        raise
    return opened


def _has_family(family: socket.AddressFamily, address: str) -> bool:
    """Return whether this computer has the loopback address at all."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.bind((address, 0))
    except OSError:
        return False
    return True


class _ImpatientProtocol(H11Protocol):
    """Closes a connection that says nothing, or never ends its headers."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        asyncio.get_running_loop().call_later(limits.HEADERS_SECONDS, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if not self.cycle:  # no request has begun
            self.transport.close()


def serve(door: ASGIApp, sockets: list[socket.socket], tell_ready: Callable[[], None]) -> None:
    """Serve until a signal comes; whatever is under way is then given up. `tell_ready` is called when it begins.

    A Ctrl-C is raised as KeyboardInterrupt. A SIGTERM just ends it, so that whoever calls can tidy up.
    """
    for name in ("uvicorn", "asyncio"):  # nothing of a request goes into a log
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
    config = uvicorn.Config(
        door,
        loop="asyncio",
        http=_ImpatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=limits.CONNECTIONS,
        backlog=_WAITING,
        timeout_keep_alive=_SILENCE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        h11_max_incomplete_event_size=limits.HEADERS_BYTES,
    )
    server = uvicorn.Server(config)
    # it may come before uvicorn listens to signals, and uvicorn raises it once more at its end
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: setattr(server, "should_exit", True))
    try:
        tell_ready()
        server.run(sockets)
    finally:
        signal.signal(signal.SIGTERM, before)


def tell_addresses(sockets: list[socket.socket]) -> list[str]:
    """Return the addresses that a program may use."""
    names = (each.getsockname()[:2] for each in sockets)
    return [f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}" for host, port in names]
