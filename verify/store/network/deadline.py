"""Open connections of which every single wait ends at one deadline.

A socket's own time limit counts the silence before each piece. A server that sends a byte of a header now and then, or
interim answers, chunk sizes or trailers without end, is never silent for long, and the libraries above read on.
"""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any

from verify.model import limits

if TYPE_CHECKING:
    from requests.adapters import HTTPAdapter


def count_seconds_left(deadline: float) -> float:
    """Return the seconds until `deadline`, a time of `time.monotonic`. Raises TimeoutError where it has passed."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time of this fetch is over")
    return left


def make_adapter(host: str, deadline: float) -> HTTPAdapter:
    """Return an adapter whose server must prove that it is `host`, whatever address is asked, until `deadline`."""
    import ssl  # late, as the libraries below: most runs ask nobody

    from requests.adapters import HTTPAdapter
    from urllib3.util.ssl_ import create_urllib3_context

    class DeadlineSocket(ssl.SSLSocket):
        """Reads nothing once the deadline has passed, and waits for nothing beyond it."""

        def recv_into(self, *arguments: Any, **named: Any) -> int:
            self.settimeout(min(limits.FETCH_READ_SECONDS, count_seconds_left(deadline)))
            return super().recv_into(*arguments, **named)

    context = create_urllib3_context()
    context.sslsocket_class = DeadlineSocket

    class DeadlineAdapter(HTTPAdapter):
        def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
            more.update(server_hostname=host, assert_hostname=host, ssl_context=context)
            super().init_poolmanager(connections, maxsize, block, **more)

    return DeadlineAdapter(max_retries=0)


def make_plain_adapter(deadline: float) -> HTTPAdapter:
    """Return an adapter for connections without TLS, until `deadline`: who answers there proves nothing by it."""
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection
    from urllib3.connectionpool import HTTPConnectionPool

    class DeadlineSocket(socket.socket):
        """Reads nothing once the deadline has passed, and waits for nothing beyond it."""

        def recv_into(self, *arguments: Any, **named: Any) -> int:
            self.settimeout(min(limits.FETCH_READ_SECONDS, count_seconds_left(deadline)))
            return super().recv_into(*arguments, **named)

    class DeadlineConnection(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            opened: socket.socket = self.sock
            self.sock = DeadlineSocket(opened.family, opened.type, opened.proto, fileno=opened.detach())

    class DeadlinePool(HTTPConnectionPool):
        ConnectionCls = DeadlineConnection

    class DeadlineAdapter(HTTPAdapter):
        def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
            super().init_poolmanager(connections, maxsize, block, **more)
            self.poolmanager.pool_classes_by_scheme = {"http": DeadlinePool}

    return DeadlineAdapter(max_retries=0)
