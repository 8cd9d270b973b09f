"""Models of others: taken, fetched from a loopback server, gone on with after a break, refused when they change."""

from __future__ import annotations

import hashlib
import json
import os
import ssl
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

import pytest
from msgspec.structs import replace

from tests.build.media import tiny_onnx
from tests.verify.store.network.test_fetch import Server, make_certificate
from verify.model import limits
from verify.store import models
from verify.store.models import KnownModel, ModelError, ModelProblem, ModelStore
from verify.store.network.fetch import Reach
from verify.store.network.url_policy import FetchError, FetchProblem
from verify.store.set_aside import UnusedFile

TODAY = date(2026, 11, 22)
MODEL = tiny_onnx.model()
LARGE = b"\x08" + bytes(range(256)) * 2_000


class Handler(BaseHTTPRequestHandler):
    """Serves files that break off in the middle, know ranges or do not, and change."""

    asked: ClassVar[list[str]] = []
    tag = '"one"'

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.asked.append(f"{self.path} {wanted}".strip())
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("location", "https://elsewhere.test/model")
            self.end_headers()
            return
        content = MODEL if self.path == "/model" else LARGE
        start = 0
        if wanted and self.headers.get("If-Range") == self.tag and self.path != "/no-ranges":
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if start else 200)
        if start:
            first = start + 1 if self.path == "/lies" else start
            self.send_header("content-range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        self.send_header("content-length", str(len(content) - start))
        if self.path != "/no-tag":
            self.send_header("etag", self.tag)
        self.end_headers()
        breaks = self.path in ("/breaks", "/no-ranges", "/no-tag", "/lies") and len(self.asked) == 1
        self.wfile.write(content[start : 200_000 if breaks else None])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    Handler.asked.clear()
    Handler.tag = '"one"'


@pytest.fixture
def reach(certificate: Path) -> Reach:
    return Reach(private=True, authorities=certificate, seconds=10)


def known(port: int = 0, path: str = "model", sha256: str = "") -> KnownModel:
    return KnownModel("tiny", "Tiny", "trustmark", "Q", f"https://localhost:{port}/{path}", sha256)


def silent(_here: int, _total: int) -> None:
    pass


def store_of(folder: Path, each: KnownModel) -> ModelStore:
    return ModelStore(folder, (each,))


def test_a_model_is_taken_with_its_digest_and_handed_to_workers(tmp_path: Path) -> None:
    file = tmp_path / "mine.onnx"
    file.write_bytes(MODEL)
    each = known()
    store = store_of(tmp_path / "data", each)
    assert store.files() == ()
    added = store.add(file, each, TODAY)
    assert (added.sha256, added.size) == (hashlib.sha256(MODEL).hexdigest(), len(MODEL))
    (handed,) = store.files()
    assert (handed.name, handed.scheme, handed.variant, handed.sha256) == ("tiny", "trustmark", "Q", added.sha256)
    assert Path(handed.path).read_bytes() == MODEL
    assert file.exists()
    store.remove(each)
    assert store.files() == ()
    assert list(store.folder.iterdir()) == []
    with pytest.raises(ModelError) as raised:
        store.remove(each)
    assert raised.value.problem is ModelProblem.NOT_ADDED


def test_what_is_no_model_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    each = known()
    store = store_of(tmp_path / "data", each)

    def problem(content: bytes | None, wanted: KnownModel = each) -> ModelProblem:
        file = tmp_path / "given"
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(ModelError) as raised:
            store.add(file, wanted, TODAY)
        assert store.list_added() == ()
        assert not store.folder.exists() or list(store.folder.iterdir()) == []
        return raised.value.problem

    assert problem(None) is ModelProblem.NOT_FOUND
    assert problem(b"") is ModelProblem.NOT_A_MODEL
    assert problem(b"PK\x03\x04 a checkpoint") is ModelProblem.NOT_A_MODEL
    assert problem(MODEL, replace(each, sha256="0" * 64)) is ModelProblem.OTHER_CONTENT
    monkeypatch.setattr(limits, "MODEL_BYTES", 10)
    assert problem(MODEL) is ModelProblem.TOO_LARGE


@pytest.mark.parametrize("note", ["", "{}", "[" * 100_000, '{"schema": "whence.model/1", "name": "other"}', '"tiny"'])
def test_a_broken_note_is_a_model_that_is_not_there(tmp_path: Path, note: str) -> None:
    each = known()
    store = store_of(tmp_path, each)
    store.folder.mkdir()
    (store.folder / "tiny.onnx").write_bytes(MODEL)
    (store.folder / "tiny.json").write_text(note)
    assert store.list_added() == ()
    store.remove(each)


def test_a_model_is_fetched_with_progress(tmp_path: Path, port: int, reach: Reach) -> None:
    each = known(port, "large", hashlib.sha256(LARGE).hexdigest())
    told: list[tuple[int, int]] = []
    store = store_of(tmp_path, each)
    store.get(each, TODAY, lambda here, total: told.append((here, total)), reach)
    assert Path(store.files()[0].path).read_bytes() == LARGE
    assert [here for here, _ in told] == sorted(here for here, _ in told)
    assert told[-1] == (len(LARGE), len(LARGE))
    assert sorted(path.name for path in store.folder.iterdir()) == ["tiny.json", "tiny.onnx"]


@pytest.mark.parametrize(
    ("path", "second"),
    [("breaks", "/breaks bytes=200000-"), ("no-ranges", "/no-ranges bytes=200000-"), ("no-tag", "/no-tag")],
)
def test_a_broken_fetch_goes_on_where_it_can_and_begins_anew_where_not(
    tmp_path: Path, port: int, reach: Reach, path: str, second: str
) -> None:
    each = known(port, path)
    store = store_of(tmp_path, each)
    with pytest.raises(FetchError) as raised:
        store.get(each, TODAY, silent, reach)
    assert raised.value.problem is FetchProblem.UNREACHABLE
    assert store.list_added() == ()
    store.get(each, TODAY, silent, reach)
    assert Path(store.files()[0].path).read_bytes() == LARGE
    assert Handler.asked == [f"/{path}", second]


def test_a_file_that_changed_meanwhile_is_fetched_anew(tmp_path: Path, port: int, reach: Reach) -> None:
    each = known(port, "breaks")
    store = store_of(tmp_path, each)
    with pytest.raises(FetchError):
        store.get(each, TODAY, silent, reach)
    Handler.tag = '"two"'
    store.get(each, TODAY, silent, reach)
    assert Path(store.files()[0].path).read_bytes() == LARGE


def test_a_server_that_sends_another_part_is_not_believed(tmp_path: Path, port: int, reach: Reach) -> None:
    each = known(port, "lies")
    store = store_of(tmp_path, each)
    for problem in (FetchProblem.UNREACHABLE, FetchProblem.STATUS):
        with pytest.raises(FetchError) as raised:
            store.get(each, TODAY, silent, reach)
        assert raised.value.problem is problem
    assert store.list_added() == ()


def test_a_fetch_keeps_to_its_host_and_its_size(
    tmp_path: Path, port: int, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, limit, problem in (
        ("elsewhere", limits.MODEL_BYTES, FetchProblem.OTHER_HOST),
        ("large", 1_000, FetchProblem.TOO_LARGE),
    ):
        monkeypatch.setattr(limits, "MODEL_BYTES", limit)
        with pytest.raises(FetchError) as raised:
            store_of(tmp_path, known(port, path)).get(known(port, path), TODAY, silent, reach)
        assert raised.value.problem is problem


def test_content_with_another_digest_is_thrown_away(tmp_path: Path, port: int, reach: Reach) -> None:
    each = known(port, "model", "0" * 64)
    store = store_of(tmp_path, each)
    with pytest.raises(ModelError) as raised:
        store.get(each, TODAY, silent, reach)
    assert raised.value.problem is ModelProblem.OTHER_CONTENT
    assert list(store.folder.iterdir()) == []


NOTE = {"schema": models.SCHEMA, "name": "tiny", "sha256": "0" * 64, "date": "2026-11-22"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b"\xff\xfe",
        *(json.dumps({**NOTE, **change}).encode() for change in (
            {"sha256": "0"}, {"sha256": "z" * 64}, {"sha256": "\ud800" * 64}, {"sha256": ""}, {"sha256": 7},
            {"date": "today"}, {"date": None}, {"name": "other"}, {"schema": "other"},
        )),
    ],
    ids=repr,
)  # fmt: skip
def test_a_damaged_note_is_kept_aside_and_its_model_not_used(tmp_path: Path, content: bytes) -> None:
    each = known()
    store = store_of(tmp_path, each)
    (tmp_path / "mine.onnx").write_bytes(MODEL)
    store.add(tmp_path / "mine.onnx", each, TODAY)
    note = store.folder / "tiny.json"
    note.write_bytes(content)
    (unused,) = store.read().unused
    assert unused.kept is not None
    assert (unused.path, unused.kept.read_bytes()) == (note, content)
    assert (store.read().unused, store.files()) == ((), ())
    assert store.add(tmp_path / "mine.onnx", each, TODAY)
    assert len(store.files()) == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes are files there")
def test_a_note_that_cannot_be_read_is_named_and_left_where_it_lies(tmp_path: Path) -> None:
    store = store_of(tmp_path, known())
    store.folder.mkdir()
    os.mkfifo(store.folder / "tiny.json")
    for _ in range(2):
        assert store.read().unused == (UnusedFile(store.folder / "tiny.json"),)


def test_every_known_model_has_a_name_of_its_own_and_one_host() -> None:
    assert len({each.name for each in models.KNOWN}) == len(models.KNOWN)
    assert {each.host for each in models.KNOWN} == {"cai-watermark.adobe.net"}
    assert models.find_model("TrustMark-Q").variant == "Q"
    with pytest.raises(ModelError):
        models.find_model("../trustmark-q")
