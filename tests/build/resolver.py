"""A small resolver after C2PA's Soft Binding Resolution API, on this computer and over HTTPS, for tests."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.build.loopback import Asked, Loopback, Reply, make_server_certificate, serving
from verify.store.resolvers import Resolver

ISCC = "io.iscc.v0"


class FakeResolver:
    """Knows records by the values of codes. `algorithms` are those that it takes."""

    def __init__(self, server: Loopback) -> None:
        self.server = server
        self.algorithms = [ISCC, "com.adobe.trustmark.P"]
        self.known: dict[bytes, list[dict[str, object]]] = {}
        self.sent: list[tuple[str, bytes]] = []
        server.replies = {
            "/v1/matches/byBinding": self._match,
            "/v1/services/supportedAlgorithms": self._tell_algorithms,
        }

    @property
    def own(self) -> Resolver:
        """It as an address that the user added."""
        base = f"{self.server.base}/v1"
        return Resolver(base, "localhost", base)

    @property
    def preset(self) -> Resolver:
        """It as one that comes with the program."""
        return Resolver("test", "Test", f"{self.server.base}/v1", (ISCC,), "https://example.org/", "2026-11-30")

    def register(self, code: bytes, identifier: str, store: bytes, **more: object) -> None:
        """Have a record found by a code."""
        self.known.setdefault(code, []).append({"manifestId": identifier, **more})
        self.server.replies[f"/v1/manifests/{identifier}"] = Reply(store, headers={"content-type": "application/c2pa"})

    def _match(self, asked: Asked) -> Reply:
        query = parse_qs(urlsplit(asked.path).query)
        algorithm, value = query["alg"][0], base64.b64decode(query["value"][0])
        self.sent.append((algorithm, value))
        if algorithm not in self.algorithms:
            return Reply(b"{}", 400)
        return Reply(json.dumps({"matches": self.known.get(value, [])}).encode())

    def _tell_algorithms(self, _asked: Asked) -> Reply:
        kinds = {"watermarks": [], "fingerprints": [{"alg": name} for name in self.algorithms]}
        return Reply(json.dumps(kinds).encode())


@contextlib.contextmanager
def resolving(folder: Path) -> Iterator[FakeResolver]:
    """Run a resolver until the block ends; its authority is its own."""
    with serving(make_server_certificate(folder, "other.test")) as server:
        yield FakeResolver(server)
