"""A server on this computer that says what a test tells it to, over HTTP or HTTPS, and counts who asks what."""

from __future__ import annotations

import contextlib
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import Struct, field

from verify.store.network.fetch import Reach


class Reply(Struct, frozen=True):
    """What a path is answered with; `drips`: a byte now and then, without end."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drips: bool = False
    silent: bool = False


class Asked(Struct, frozen=True):
    """One request as it came."""

    method: str
    path: str
    body: bytes
    headers: Mapping[str, str]


Answer = Reply | Callable[[Asked], Reply]


class Loopback:
    """The server while it runs. `replies` may be changed at any time; a path that it lacks is 404."""

    def __init__(self, port: int, scheme: str, authorities: Path | None) -> None:
        self.port = port
        self.replies: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self.host = f"localhost:{port}"
        self.base = f"{scheme}://{self.host}"
        self.reach = Reach(private=True, authorities=authorities, seconds=10)

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        found = self.replies.get(asked.path.partition("?")[0], Reply(b"no", 404))
        return found if isinstance(found, Reply) else found(asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    loopback: Loopback

    def get_request(self) -> Any:
        found = super().get_request()
        self.loopback.connections += 1
        return found

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # who hangs up is what some tests are about


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._reply()

    def do_POST(self) -> None:
        self._reply()

    def _reply(self) -> None:
        assert isinstance(self.server, _Server)
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        reply = self.server.loopback.answer(Asked(self.command, self.path, body, dict(self.headers.items())))
        if reply.silent:
            time.sleep(3)
            return
        self.send_response(reply.status)
        length = 10_000 if reply.drips else len(reply.body)
        for name, value in {"content-length": str(length), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.drips:
            for _ in range(200):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        self.wfile.write(reply.body)


def make_server_certificate(folder: Path, *names: str) -> Path:
    """A self-signed certificate and its key, for loopback and for these names."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    known: list[x509.GeneralName] = [x509.DNSName(each) for each in ("localhost", *names)]
    known.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(known), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextlib.contextmanager
def serving(certificate: Path | None = None) -> Iterator[Loopback]:
    """Run a server until the block ends: over HTTPS where it has a certificate."""
    server = _Server(("127.0.0.1", 0), _Handler)
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    server.loopback = Loopback(server.server_address[1], scheme, certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.loopback
    finally:
        server.shutdown()
        server.server_close()
