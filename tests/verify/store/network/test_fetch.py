from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.store.network import url_policy
from verify.store.network.fetch import (
    DEFAULT_REACH,
    Fetched,
    FetchError,
    FetchProblem,
    Reach,
    fetch,
    parse_host,
)

LIMIT = 10_000


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        port = self.connection.getsockname()[1]
        plain = {
            "/ok": (200, b"hello", {"content_type": "Text/Plain; charset=utf-8"}),
            "/empty": (200, b"", {}),
            "/headers": (200, str(self.headers).encode(), {}),
            "/cookie": (302, b"", {"location": "/headers", "set_cookie": "who=you; Path=/"}),
            "/big": (200, b"x" * (LIMIT + 1), {}),
            "/exact": (200, b"x" * LIMIT, {}),
            "/claims-big": (200, b"x", {"content_length": str(10**12)}),
            "/short": (200, b"half", {"content_length": "8"}),
            "/packed": (200, b"\x1f\x8b", {"content_encoding": "gzip"}),
            "/to-another": (301, b"", {"location": f"https://elsewhere.test:{port}/ok"}),
            "/to-plain": (301, b"", {"location": "http://localhost/ok"}),
            "/to-nonsense": (301, b"", {"location": "https://[broken/"}),
            "/to-a-file": (301, b"", {"location": "file:///etc/passwd"}),
            "/hop/3": (307, b"", {"location": "/hop/2"}),
            "/hop/2": (307, b"", {"location": "/hop/1"}),
            "/hop/1": (307, b"", {"location": "/hop/0"}),
            "/hop/0": (307, b"", {"location": "/ok"}),
        }
        if self.path in plain:
            status, content, headers = plain[self.path]
            self.answer(status, content, **headers)
        elif self.path in ("/endless", "/endless-redirect"):
            self.send_response(200 if self.path == "/endless" else 302)
            self.send_header("location", "/ok")
            self.end_headers()
            while True:
                self.wfile.write(b"x" * 1000)
        elif self.path == "/drip":
            self.send_response(200)
            self.send_header("content-length", "1000")
            self.end_headers()
            for _ in range(1000):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        elif self.path == "/silent":
            time.sleep(3)
        else:
            self.answer(404, b"no")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up is what half of the tests are about


def make_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    names = [
        x509.DNSName("localhost"),
        x509.DNSName("elsewhere.test"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def reach(certificate: Path) -> Reach:
    return Reach(private=True, authorities=certificate, seconds=10)


def problem_of(url: str, reach: Reach = DEFAULT_REACH, hosts: frozenset[str] | None = None) -> FetchProblem:
    with pytest.raises(FetchError) as raised:
        fetch(url, LIMIT, hosts=hosts, reach=reach)
    return raised.value.problem


def test_a_file_is_fetched_with_its_type(port: int, reach: Reach) -> None:
    url = f"https://localhost:{port}/ok"
    assert fetch(url, LIMIT, reach=reach) == Fetched(url, b"hello", "text/plain")


def test_nothing_is_sent_but_what_a_server_needs(port: int, reach: Reach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nonexistent")
    sent = fetch(f"https://localhost:{port}/headers", LIMIT, reach=reach).content.decode()
    names = {line.partition(":")[0].lower() for line in sent.splitlines() if line}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert f"Host: localhost:{port}" in sent
    assert "User-Agent: Whence/" in sent


def test_a_cookie_is_never_sent_back(port: int, reach: Reach) -> None:
    sent = fetch(f"https://localhost:{port}/cookie", LIMIT, reach=reach).content.decode()
    assert "cookie" not in sent.lower()


def test_an_empty_answer_and_one_of_the_exact_limit_are_given(port: int, reach: Reach) -> None:
    assert fetch(f"https://localhost:{port}/empty", LIMIT, reach=reach).content == b""
    assert len(fetch(f"https://localhost:{port}/exact", LIMIT, reach=reach).content) == LIMIT


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("big", FetchProblem.TOO_LARGE),
        ("claims-big", FetchProblem.TOO_LARGE),
        ("endless", FetchProblem.TOO_LARGE),
        ("short", FetchProblem.UNREACHABLE),
        ("packed", FetchProblem.ENCODED),
        ("missing", FetchProblem.STATUS),
        ("hop/3", FetchProblem.TOO_MANY_REDIRECTS),
        ("to-another", FetchProblem.OTHER_HOST),
        ("to-plain", FetchProblem.NOT_HTTPS),
        ("to-nonsense", FetchProblem.BAD_ADDRESS),
        ("to-a-file", FetchProblem.NOT_HTTPS),
    ],
)
def test_what_a_server_may_not_do_is_a_reason(port: int, reach: Reach, path: str, problem: FetchProblem) -> None:
    assert problem_of(f"https://localhost:{port}/{path}", reach) is problem


def test_up_to_three_redirects_are_followed(port: int, reach: Reach) -> None:
    found = fetch(f"https://localhost:{port}/hop/2", LIMIT, reach=reach)
    assert found.url == f"https://localhost:{port}/ok"


def test_what_a_redirect_carries_is_not_read(port: int, reach: Reach) -> None:
    assert fetch(f"https://localhost:{port}/endless-redirect", LIMIT, reach=reach).content == b"hello"


def test_another_host_is_asked_only_when_the_user_agreed(
    port: int, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, *arguments: object, **named: object) -> object:
        return real("127.0.0.1" if host == "elsewhere.test" else host, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    agreed = frozenset({"localhost", "elsewhere.test"})
    found = fetch(f"https://localhost:{port}/to-another", LIMIT, hosts=agreed, reach=reach)
    assert found.content == b"hello"
    assert found.url == f"https://elsewhere.test:{port}/ok"


@pytest.mark.parametrize("path", ["drip", "silent"])
def test_a_server_that_dawdles_is_given_up(port: int, certificate: Path, path: str) -> None:
    begun = time.monotonic()
    short = Reach(private=True, authorities=certificate, seconds=0.6)
    assert problem_of(f"https://localhost:{port}/{path}", short) is FetchProblem.TIMED_OUT
    assert time.monotonic() - begun < 60


def test_a_server_that_cannot_prove_who_it_is_is_refused(port: int, reach: Reach) -> None:
    assert problem_of(f"https://localhost:{port}/ok", Reach(private=True, seconds=10)) is FetchProblem.CERTIFICATE


def test_the_certificate_must_be_of_the_host_and_not_of_the_address(
    port: int, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **named: real("127.0.0.1", *more, **named))
    assert problem_of(f"https://impostor.test:{port}/ok", reach) is FetchProblem.CERTIFICATE


def test_nobody_at_home_is_a_reason(reach: Reach) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert problem_of(f"https://127.0.0.1:{port}/", reach) is FetchProblem.UNREACHABLE


def test_a_name_that_does_not_resolve_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert problem_of("https://no.such.host.test/") is FetchProblem.NAME_UNKNOWN


def resolving_to(monkeypatch: pytest.MonkeyPatch, *found: str) -> list[str]:
    asked: list[str] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "fec0::1", "fe80::1%eth0"])
def test_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolving_to(monkeypatch, address)
    assert problem_of("https://inside.test/") is FetchProblem.PRIVATE_ADDRESS


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving_to(monkeypatch, "93.184.215.14", "127.0.0.1")
    assert problem_of("https://half.test/") is FetchProblem.PRIVATE_ADDRESS


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::6810:84e5", "64:ff9b::5db8:d70e"])
def test_a_public_address_is_taken(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolving_to(monkeypatch, address)
    target = url_policy.parse_target("https://outside.test/")
    assert [str(found) for found in url_policy.resolve(target, time.monotonic() + 60, private=False)] == [address]


def test_a_name_is_resolved_once_and_that_address_is_asked(
    port: int, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers differently the second time (DNS rebinding) finds nobody who asks it a second time."""
    real, asked = socket.getaddrinfo, []

    def resolve(host: str, *arguments: object, **named: object) -> object:
        asked.append(host)
        return real("127.0.0.1", *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert fetch(f"https://elsewhere.test:{port}/ok", LIMIT, reach=reach).content == b"hello"
    assert asked.count("elsewhere.test") == 1
    assert set(asked) == {"elsewhere.test", "127.0.0.1"}


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://example.org/", FetchProblem.NOT_HTTPS),
        ("ftp://example.org/", FetchProblem.NOT_HTTPS),
        ("file:///etc/passwd", FetchProblem.NOT_HTTPS),
        ("", FetchProblem.BAD_ADDRESS),
        ("example.org", FetchProblem.BAD_ADDRESS),
        ("https://", FetchProblem.BAD_ADDRESS),
        ("https://user:word@example.org/", FetchProblem.BAD_ADDRESS),
        ("https://example.org:8443/", FetchProblem.BAD_ADDRESS),
        ("https://example.org:99999/", FetchProblem.BAD_ADDRESS),
        ("https://[::1/", FetchProblem.BAD_ADDRESS),
    ],
)
def test_an_address_that_is_not_plain_https_is_refused(url: str, problem: FetchProblem) -> None:
    assert problem_of(url) is problem


def test_the_host_is_known_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving_to(monkeypatch, "93.184.215.14")
    assert parse_host("https://Example.ORG/a/b?c") == "example.org"
    assert parse_host("https://bücher.example/") == "xn--bcher-kva.example"
    assert asked == []


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda rest: f"https://{rest}"))
@settings(max_examples=150, deadline=None)
def test_any_text_names_a_host_or_gives_a_reason(text: str) -> None:
    try:
        host = parse_host(text)
    except FetchError:
        return
    assert host
    assert "/" not in host
