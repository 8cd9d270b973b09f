"""A real `whence serve` in a process of its own, with small limits, and a client that says exactly what it is told."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[4]
MIB = 2**20
UPLOAD_BYTES = 3 * MIB
UPLOADS_BYTES = 5 * MIB
PLACES = 2  # one that is checked, one that waits

_SMALL = f"""
import sys
from verify.model import limits
limits.UPLOAD_BYTES, limits.UPLOADS_BYTES = {UPLOAD_BYTES}, {UPLOADS_BYTES}
limits.ASKED_WAITING, limits.HEADERS_SECONDS = {PLACES - 1}, 1.0
limits.MCP_LINE_BYTES = {MIB}
from verify.cli import main
sys.exit(main.main(sys.argv[1:]))
"""
SMALL = (sys.executable, "-c", _SMALL)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    @property
    def refusal(self) -> tuple[int, str]:
        return self.status, self.data["error"]["code"]


@dataclass
class Door:
    process: subprocess.Popen[str]
    said: str
    port: int
    token_file: Path
    token: str = field(init=False)

    def __post_init__(self) -> None:
        self.token = self.token_file.read_text().strip()

    def connect(self, address: str = "127.0.0.1") -> http.client.HTTPConnection:
        return http.client.HTTPConnection(address, self.port, timeout=120)

    def ask(
        self,
        method: str = "POST",
        path: str = "/v1/check",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        address: str = "127.0.0.1",
    ) -> Answer:
        connection = self.connect(address)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {self.token}", **(headers or {})})
            return read(connection)
        finally:
            connection.close()

    def ask_path(self, path: object, **more: str) -> Answer:
        query = "&".join(f"{name}={value}" for name, value in more.items())
        return self.ask(path=f"/v1/check-path?{query}", body=json.dumps({"path": str(path)}).encode())

    def begin_upload(self, announced: int, sent: bytes) -> http.client.HTTPConnection:
        """Sends the beginning of a file and keeps the rest back."""
        connection = self.connect()
        connection.putrequest("POST", "/v1/check")
        connection.putheader("Authorization", f"Bearer {self.token}")
        connection.putheader("Content-Length", str(announced))
        connection.endheaders(sent)
        return connection

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()


def read(connection: http.client.HTTPConnection) -> Answer:
    response = connection.getresponse()
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


@contextmanager
def open_door(token_file: Path, *arguments: object) -> Iterator[Door]:
    command = [*SMALL, "serve", "--lang", "en", "--token-file", str(token_file), "--readers", "exif,xmp"]
    with subprocess.Popen(
        [*command, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline() + process.stdout.readline()
            port = re.search(r"http://127\.0\.0\.1:(\d+)", said)
            assert port, said
            yield Door(process, said, int(port[1]), token_file)
        finally:
            process.kill()
