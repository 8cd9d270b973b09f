"""A server that is never silent and never ends: at the deadline the connection is closed and no thread goes on."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.verify.store.network.test_fetch import make_certificate
from verify.store.network import download, url_policy
from verify.store.network.fetch import FetchError, FetchProblem, Reach, fetch

PATIENCE_SECONDS = 60.0  # of the test: far more than any end should need
_CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

# What is sent first, and what is sent again and again until the other side hangs up.
ENDLESS = {
    "interim answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "interim answers with headers": (b"", b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n"),
    "a status line": (b"HTTP/1.1 ", b"2"),
    "a header": (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "many headers": (b"HTTP/1.1 200 OK\r\n", b"X"),
    "a chunk's size": (_CHUNKED, b"0"),
    "a chunk's extension": (_CHUNKED + b"1;", b"e"),
    "trailers": (_CHUNKED + b"2\r\nhi\r\n0\r\n", b"X: y\r\n"),
    "a trailer": (_CHUNKED + b"2\r\nhi\r\n0\r\nX: ", b"y"),
    "a redirect's header": (b"HTTP/1.1 302 Found\r\nLocation: /", b"x"),
    "a body": (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
}


class EndlessServer:
    """Answers every connection with a beginning and then one more piece now and then, for as long as it is heard."""

    def __init__(self, certificate: Path | None, first: bytes, again: bytes) -> None:
        self.hung_up = threading.Event()
        self._first, self._again = first, again
        self._context: ssl.SSLContext | None = None
        if certificate is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="endless server", daemon=True)

    def __enter__(self) -> EndlessServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.close()
        self._thread.join(PATIENCE_SECONDS)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            plain, _ = self._listener.accept()
            try:
                self._answer(plain)
            finally:
                plain.close()

    def _answer(self, plain: socket.socket) -> None:
        heard: socket.socket = plain
        try:
            if self._context is not None:
                heard = self._context.wrap_socket(plain, server_side=True)
                heard.recv(10_000)
                heard.sendall(self._first)
            while not self._over.wait(0.02):
                heard.sendall(self._again)
        except OSError:
            self.hung_up.set()
        finally:
            heard.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("server"))


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.mark.parametrize("endless", ENDLESS)
def test_an_answer_without_end_is_given_up_and_its_connection_closed(certificate: Path, endless: str) -> None:
    with EndlessServer(certificate, *ENDLESS[endless]) as server:
        threads = threading.active_count()
        with pytest.raises(FetchError) as raised:
            fetch(f"https://localhost:{server.port}/", 10_000, reach=Reach(True, certificate, seconds=0.5))
        assert raised.value.problem is FetchProblem.TIMED_OUT
        assert threading.active_count() == threads
        assert server.hung_up.wait(PATIENCE_SECONDS)


def test_a_server_that_never_ends_the_handshake_is_given_up(certificate: Path) -> None:
    record_of_nothing = b"\x16\x03\x03\x00\x01"  # the head of a TLS record, and no body worth the name
    with EndlessServer(None, b"", record_of_nothing[:1]) as server:
        with pytest.raises(FetchError):
            fetch(f"https://localhost:{server.port}/", 10_000, reach=Reach(True, certificate, seconds=0.5))
        assert server.hung_up.wait(PATIENCE_SECONDS)


@pytest.mark.parametrize("endless", ["interim answers", "a chunk's size", "trailers", "a body"])
def test_a_large_file_is_given_up_alike(
    certificate: Path, endless: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verify.model.limits.MODEL_FETCH_SECONDS", 0.5)
    with EndlessServer(certificate, *ENDLESS[endless]) as server:
        with pytest.raises(FetchError) as raised:
            download.download(
                f"https://localhost:{server.port}/",
                tmp_path / "part",
                10_000,
                lambda *_: None,
                Reach(True, certificate),
            )
        assert raised.value.problem is FetchProblem.TIMED_OUT
        assert server.hung_up.wait(PATIENCE_SECONDS)


def test_a_name_server_that_is_silent_is_given_up_and_nothing_is_asked_later(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    real = socket.getaddrinfo

    def wait(host: str, *arguments: object, **named: object) -> object:
        answers.wait(PATIENCE_SECONDS)
        return real(host, *arguments, **named)  # type: ignore[arg-type]

    connected: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", wait)
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: connected.append(address))
    with pytest.raises(FetchError) as raised:
        fetch("https://localhost:1/", 10_000, reach=Reach(True, certificate, seconds=0.2))
    assert raised.value.problem is FetchProblem.TIMED_OUT
    answers.set()
    for thread in threading.enumerate():
        if thread.name == "resolve":
            thread.join(PATIENCE_SECONDS)
            assert not thread.is_alive()
    assert connected == []


def test_a_deadline_that_has_passed_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, 1, 6, "", ("127.0.0.1", 443))])
    target = url_policy.parse_target("https://late.test/")
    with pytest.raises(FetchError):
        fetch(target.url, 1, reach=Reach(True, None, seconds=0.0))
