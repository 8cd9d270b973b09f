"""Signed files with demonstration certificates, made once for all tests of the engines and of their readers."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from verify.features.teaching.samples import certificates, signing
from verify.inspection.media.input_file import Media
from verify.model import Options, TrustList, TrustListFacts


def pixels(media_type: str = "image/jpeg", size: tuple[int, int] = (96, 64)) -> bytes:
    """A small picture of coloured stripes."""
    picture = Image.radial_gradient("L").resize(size).convert("RGB")
    written = io.BytesIO()
    picture.save(written, media_type.partition("/")[2].upper())
    return written.getvalue()


def trust_list(kind: str, pem: bytes, name: str = "", allowed: str = "") -> TrustList:
    """A list of one kind."""
    return TrustList(TrustListFacts(name or f"the {kind} list", "2026-09-24", kind, 1), pem.decode(), allowed=allowed)


def options(*lists: TrustList, fetched: bytes | None = None, previews: bool = True) -> Options:
    """How to inspect now, under these lists."""
    return Options(now=datetime.now(UTC), trust=lists, fetched=fetched, previews=previews)


class Bench:
    """The cast of signers, and files that they signed. No dataclass: tools would print all its bytes."""

    def __init__(self) -> None:
        self.cast = certificates.make_cast()
        self.root = trust_list("user", certificates.encode_pem(self.cast.root), "my own")  # the list that knows them
        self.plain = pixels()
        # a JPEG by the camera, and its record alone
        self.signed, self.record = signing.sign(self.plain, "image/jpeg", statement(), self.cast.camera)

    def sign(self, statement: signing.Statement, *, media_type: str = "image/jpeg", data: bytes | None = None) -> bytes:
        """A file signed by the AI service."""
        plain = data if data is not None else pixels(media_type)
        return signing.sign(plain, media_type, statement, self.cast.service)[0]

    def allowed(self) -> str:
        """The hash of the camera's certificate, as lists of single certificates write it."""
        from cryptography.hazmat.primitives.hashes import SHA256

        return base64.b64encode(self.cast.camera.certificate.fingerprint(SHA256())).decode()


def statement(**changes: object) -> signing.Statement:
    """A capture, unless told otherwise."""
    said = signing.Statement(generator="Demonstration", actions=(signing.created("digitalCapture"),), title="picture")
    return replace(said, **changes)


@pytest.fixture(scope="session")
def bench() -> Bench:
    """Made once: certificates take a while."""
    return Bench()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[bytes], Media]:
    """Opens bytes as a file called `file.jpg`."""

    def write(data: bytes, name: str = "file.jpg") -> Media:
        path = tmp_path / name
        path.write_bytes(data)
        return Media.open(path)

    return write
