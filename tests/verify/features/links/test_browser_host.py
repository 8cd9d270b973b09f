"""The messaging host: what a browser may say, what is laid down for the window, and garbage, which is refused."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.features.links.browser import host
from verify.features.links.browser.host import CHROMIUM_EXTENSION, FIREFOX_EXTENSION, is_our_extension, serve
from verify.features.links.browser.inbox import Handed, Inbox
from verify.model import Fetcher, limits

CHROMIUM = [f"chrome-extension://{CHROMIUM_EXTENSION}/"]
FIREFOX = ["/a/.mozilla/native-messaging-hosts/org.whence.browser.json", FIREFOX_EXTENSION]
PICTURE = b"\xff\xd8 any bytes \x00"


class Scene:
    """The host with a folder, and a window that only notes with what it was opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inbox = Inbox(folder)
        self.opened: list[Path] = []

    def say(self, stream: bytes, arguments: list[str] = CHROMIUM) -> list[dict[str, Any]]:
        """What the host answers to these bytes."""
        out = io.BytesIO()
        serve(arguments, io.BytesIO(stream), out, self.inbox, self.opened.append)
        return split(out.getvalue())

    @property
    def entries(self) -> list[Path]:
        return list((self.folder / "from-browser").glob("*/*")) if (self.folder / "from-browser").exists() else []

    def taken(self) -> Handed:
        (place,) = self.opened
        handed = self.inbox.take(str(place))
        assert handed is not None
        return handed


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def frame(message: object) -> bytes:
    content = message if isinstance(message, bytes) else json.dumps(message).encode()
    return struct.pack("@I", len(content)) + content


def split(stream: bytes) -> list[dict[str, Any]]:
    answers = []
    while stream:
        (length,) = struct.unpack_from("@I", stream)
        answers.append(json.loads(stream[4 : 4 + length]))
        stream = stream[4 + length :]
    return answers


def piece(content: bytes, *, last: object = True, **changes: object) -> dict[str, object]:
    return {
        "bytes": base64.b64encode(content).decode(),
        "type": "image/jpeg",
        "address": "https://example.org/photos/boat.jpg?token=secret",
        "login": True,
        "last": last,
        **changes,
    }


def refused(reason: str) -> list[dict[str, Any]]:
    return [{"taken": False, "reason": reason}]


TAKEN = [{"taken": True}]


@pytest.mark.parametrize("arguments", [CHROMIUM, [*CHROMIUM, "--parent-window=3"], FIREFOX])
def test_an_address_is_laid_down_for_the_window_and_nobody_is_asked(scene: Scene, arguments: list[str]) -> None:
    assert scene.say(frame({"address": "https://example.org/a?b=c"}), arguments) == TAKEN
    assert scene.taken() == Handed(address="https://example.org/a?b=c")


def test_bytes_come_in_pieces_with_what_the_browser_says_of_them(scene: Scene) -> None:
    assert scene.say(frame(piece(PICTURE[:5], last=False)) + frame(piece(PICTURE[5:]))) == TAKEN
    handed = scene.taken()
    assert Path(handed.path).name == "boat.jpg"
    assert Path(handed.path).read_bytes() == PICTURE
    fetched = handed.fetched
    assert fetched is not None
    assert (fetched.by, fetched.with_login) == (Fetcher.BROWSER, True)
    assert (fetched.address, fetched.query_left_out) == ("https://example.org/photos/boat.jpg", True)
    assert fetched.sha256 == hashlib.sha256(PICTURE).hexdigest()
    assert fetched.headers == (("Content-Type", "image/jpeg"),)
    assert (Path(handed.path).parent.stat().st_mode & 0o777, len(scene.entries)) == (0o700, 2)
    assert "secret" not in "".join(path.read_text(errors="replace") for path in scene.entries)


def test_a_picture_that_the_page_made_has_no_address(scene: Scene) -> None:
    assert scene.say(frame(piece(PICTURE, address="", login=False))) == TAKEN
    fetched = scene.taken().fetched
    assert fetched is not None
    assert (fetched.address, fetched.with_login) == ("", False)


def test_one_thing_is_taken_and_nothing_after_it(scene: Scene) -> None:
    assert scene.say(frame({"address": "https://example.org/"}) * 2) == TAKEN
    assert len(scene.opened) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chrome-extension://" + "a" * 32 + "/"],
        [CHROMIUM[0] + "x"],
        ["/x.json", "other@example.org"],
        [FIREFOX_EXTENSION],
    ],
)
def test_no_other_extension_is_heard(scene: Scene, arguments: list[str]) -> None:
    assert not is_our_extension(arguments)
    assert scene.say(frame({"address": "https://example.org/"}), arguments) == refused("unknown_extension")
    assert scene.entries == []


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "/etc/passwd",
        "--self-check",
        "javascript:1",
        "https://user:word@example.org/",
        "https://exa\u202emple.org/",
        "https://example.org/" + "a" * 10_000,
        "",
    ],
)
def test_only_an_https_address_is_one(scene: Scene, address: str) -> None:
    assert scene.say(frame({"address": address})) == refused("bad_address")
    if address:
        assert scene.say(frame(piece(PICTURE, address=address))) == refused("bad_address")
    assert (scene.entries, scene.opened) == ([], [])


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"address": 3},
        {"address": None},
        {"address": "https://example.org/", "option": "x"},
        {"path": "/etc/passwd"},
        {"bytes": "AAAA"},
        piece(PICTURE, path="/etc/passwd"),
        piece(PICTURE, bytes="***"),
        piece(PICTURE, bytes="é"),
        piece(PICTURE, bytes=7),
        piece(PICTURE, last="no"),
        piece(PICTURE, login=1),
        piece(PICTURE, address=None),
    ],
)
def test_any_other_message_is_refused(scene: Scene, message: dict[str, object]) -> None:
    assert scene.say(frame(message)) == refused("no_message")
    assert (scene.entries, scene.opened) == ([], [])


@pytest.mark.parametrize("media_type", ["text/html", "application/pdf", "image/", "image/png\r\nx", "", "a" * 500])
def test_only_pictures_videos_and_sounds_are_taken(scene: Scene, media_type: str) -> None:
    assert scene.say(frame(piece(PICTURE, type=media_type))) == refused("not_media")


@pytest.mark.parametrize("change", [{"type": "image/png"}, {"address": ""}, {"login": False}])
def test_all_pieces_are_of_one_thing(scene: Scene, change: dict[str, Any]) -> None:
    stream = frame(piece(b"a", last=False)) + frame(piece(b"b", **change))
    assert scene.say(stream) == refused("no_message")
    assert (scene.entries, scene.opened) == ([], [])


@pytest.mark.parametrize(
    "stream",
    [
        b"\x01",
        b"\xff\xff\xff\xff",
        struct.pack("@I", limits.BROWSER_MESSAGE_BYTES + 1) + b"{}",
        struct.pack("@I", 100) + b"{}",
        frame(b"{"),
        frame(b"[]"),
        frame(b"\xff\xfe"),
        frame(b"[" * 100_000),
        frame(piece(b"a", last=False)) + b"\x01\x00",
    ],
)
def test_garbage_and_lengths_that_lie_end_the_host_with_a_reason(scene: Scene, stream: bytes) -> None:
    assert scene.say(stream) == refused("no_message")
    assert (scene.entries, scene.opened) == ([], [])


@pytest.mark.parametrize("stream", [b"", frame(piece(b"a", last=False))])
def test_a_browser_that_ends_before_it_said_all_leaves_nothing(scene: Scene, stream: bytes) -> None:
    assert scene.say(stream) == []
    assert (scene.entries, scene.opened) == ([], [])


def test_sixty_four_mebibytes_are_taken_and_one_byte_more_is_refused(scene: Scene) -> None:
    block = frame(piece(bytes(limits.MIB), last=False))
    exact = block * 63 + frame(piece(bytes(limits.MIB)))
    assert scene.say(exact) == TAKEN
    assert Path(scene.taken().path).stat().st_size == limits.BROWSER_BYTES == 64 * limits.MIB
    scene.inbox.remove(str(scene.opened.pop()))
    assert scene.say(block * 64 + frame(piece(b"x"))) == refused("too_large")
    assert (scene.entries, scene.opened) == ([], [])


def test_a_window_that_cannot_be_opened_and_a_full_disk_are_reasons(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_path: Path) -> None:
        raise FileNotFoundError

    out = io.BytesIO()
    serve(CHROMIUM, io.BytesIO(frame({"address": "https://example.org/"})), out, scene.inbox, fail)
    assert split(out.getvalue()) == refused("no_window")
    assert scene.entries == []
    (tmp_path / "file").touch()
    monkeypatch.setattr(scene, "inbox", Inbox(tmp_path / "file"))
    assert scene.say(frame(piece(PICTURE))) == refused("not_kept")


@given(st.binary(max_size=200) | st.binary(max_size=100).map(frame) | st.dictionaries(st.text(), st.text()).map(frame))
@settings(max_examples=100, deadline=None)
def test_any_bytes_of_a_browser_give_one_answer_at_most(
    tmp_path_factory: pytest.TempPathFactory, stream: bytes
) -> None:
    scene = Scene(tmp_path_factory.getbasetemp() / "any")
    assert scene.say(stream) in (
        [],
        refused("no_message"),
        refused("bad_address"),
        refused("not_media"),
        refused("not_kept"),
    )
    assert scene.opened == []


@pytest.mark.parametrize("name", ["note", "a/b", "../note", ".note.json/x"])
def test_no_path_outside_of_an_entry_is_taken(scene: Scene, name: str) -> None:
    scene.say(frame({"address": "https://example.org/"}))
    assert scene.inbox.take(str(scene.folder / "from-browser" / name)) is None
    assert scene.inbox.take(str(scene.folder / name)) is None


@pytest.mark.parametrize("note", [b"", b"{}", b"[]", b'{"address":3,"fetched":null}\n', b"\xff" * 100_000])
def test_a_note_that_was_changed_is_not_believed(scene: Scene, note: bytes) -> None:
    scene.say(frame(piece(PICTURE)))
    (place,) = scene.opened
    (place.parent / ".note.json").write_bytes(note)
    assert scene.inbox.take(str(place)) is None


def test_what_no_window_took_is_removed_after_a_day(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.say(frame(piece(PICTURE)))
    monkeypatch.setattr("verify.features.links.browser.inbox._KEPT_SECONDS", -1.0)
    scene.say(frame({"address": "https://example.org/"}))
    assert not scene.opened[0].exists()
    assert scene.opened[1].exists()


def test_the_reasons_are_those_that_the_extension_knows() -> None:
    folder = Path(__file__).resolve().parents[4] / "packaging" / "browser" / "extension" / "_locales"
    for language in ("en", "zh_CN"):
        words = json.loads((folder / language / "messages.json").read_text(encoding="utf-8"))
        assert {f"reason_{reason}" for reason in host.Refused} <= words.keys()
