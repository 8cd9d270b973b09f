from __future__ import annotations

import base64
import errno
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QFileOpenEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.application import Application
from gui.dropping import payload, sliced_work
from gui.dropping.payload import Payload, Refusal, read_payload
from gui.dropping.scratch_folder import ScratchFolder
from gui.dropping.virtual_files import VirtualFile
from gui.main_window import MainWindow
from tests.gui.test_main_window import drop, finished
from verify.model import limits
from verify.report.words.catalogue import Translator

ENGLISH = Translator("en")
NAMES = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
CONTENTS = 'application/x-qt-windows-mime;value="FileContents"'


def promised(*files: tuple[str, bytes]) -> QMimeData:
    """What Windows offers for attachments of a mail or a picture of a browser."""
    block = len(files).to_bytes(4, "little")
    mime = QMimeData()
    for at, (name, data) in enumerate(files):
        block += b"\0" * 72 + name.encode("utf-16-le").ljust(520, b"\0")
        if data:
            mime.setData(f"{CONTENTS};index={at}", QByteArray(data))
    mime.setData(NAMES, QByteArray(block))
    return mime


def urls(*addresses: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(address) for address in addresses])
    return mime


def test_promised_files_are_taken_as_the_other_program_holds_them(window: MainWindow, qtbot: QtBot) -> None:
    drop(window, promised(("ai-1.jpg", b"first"), ("C:\\mail\\plain.jpg", b"second")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    entries = window.workbench.files.entries()
    assert [entry.name for entry in entries] == ["ai-1.jpg", "plain.jpg"]
    assert [Path(entry.path).read_bytes() for entry in entries] == [b"first", b"second"]
    assert not any(entry.pasted for entry in entries)  # nothing was lost on the way
    kept = Path(entries[0].path)
    window.close()
    assert not kept.exists()


def test_of_promised_files_all_are_taken_or_none(window: MainWindow) -> None:
    drop(window, promised(("a.jpg", b"first"), ("b.jpg", b"")))
    assert window.notice.text == ENGLISH.text("window.refused_promise")
    assert window.workbench.files.rowCount() == 0


def test_a_single_promise_may_come_without_its_number() -> None:
    mime = promised(("a.jpg", b""))
    mime.setData(CONTENTS, QByteArray(b"whole"))
    assert read_payload(mime) == Payload(promised=(VirtualFile("a.jpg", b"whole"),))


@pytest.mark.parametrize("block", [b"", b"\xff\xff\xff\xff", b"\x02\0\0\0" + b"\0" * 700])
def test_a_broken_promise_is_refused(block: bytes) -> None:
    mime = QMimeData()
    mime.setData(NAMES, QByteArray(block))
    mime.setData(CONTENTS, QByteArray(b""))
    assert read_payload(mime).refusal is Refusal.PROMISE


@pytest.mark.parametrize("name", ["../../evil.jpg", "a\u202egpj.exe", "CON\0.jpg", "   ", "." * 300, "a" * 300, ""])
def test_no_name_of_another_program_leads_out_of_the_temporary_folder(name: str, qapp: QApplication) -> None:
    scratch = ScratchFolder(qapp)
    try:
        path = Path(scratch.keep_file(VirtualFile(name, b"x"), "Pasted picture"))
        assert path.read_bytes() == b"x"
        assert path.parent.parent.name.startswith("whence-pasted-")
        assert len(path.name) <= 100
        assert path.name.isprintable()
        assert "\u202e" not in path.name
    finally:
        scratch.remove()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("blob:https://example.org/1", Refusal.LINK),
        ("imap://user@example.org/INBOX;UID=1", Refusal.MESSAGE),
        ("mailbox-message://user@example.org/Inbox#1", Refusal.MESSAGE),
        ("data:text/html,<b>words</b>", Refusal.LINK),
    ],
)
def test_what_a_browser_or_a_mail_program_only_points_to_is_refused_with_its_reason(
    window: MainWindow, address: str, reason: Refusal
) -> None:
    drop(window, urls(address))
    assert window.notice.text == ENGLISH.text(f"window.{reason.value}")


def test_a_promise_of_a_browser_that_hands_nothing_over_leaves_its_address() -> None:
    mime = urls("https://example.org/a.jpg")
    mime.setData("application/x-moz-file-promise", QByteArray(b"x"))
    assert read_payload(mime) == Payload(links=("https://example.org/a.jpg",))


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (" https://example.org/a.jpg \r\n", ("https://example.org/a.jpg",)),
        ("HTTP://example.org/", ("HTTP://example.org/",)),
        ("# a remark\r\nhttps://a.test/\r\nhttps://b.test/\r\nhttps://a.test/", ("https://a.test/", "https://b.test/")),
        ("https://a.test/\nand words", ()),
        ("see https://a.test/", ()),
        ("ftp://a.test/b.jpg", ()),
    ],
)
def test_addresses_alone_are_taken_for_addresses(text: str, links: tuple[str, ...]) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert read_payload(mime).links == links


def test_many_and_long_addresses_are_bounded() -> None:
    mime = QMimeData()
    mime.setText("https://a.test/" + "a" * 10_000_000)
    assert [len(link) for link in read_payload(mime).links] == [4_096]
    mime.setText("\n".join(f"https://a.test/{number}" for number in range(10_000)))
    assert len(read_payload(mime).links) == limits.LINKS_AT_ONCE


def test_a_picture_that_comes_within_its_address_is_taken_byte_by_byte() -> None:
    encoded = base64.b64encode(b"\x89PNG anything").decode()
    assert read_payload(urls(f"data:image/png;base64,{encoded}")) == Payload(encoded=b"\x89PNG anything")
    mime = QMimeData()
    mime.setText("data:image/svg+xml,%3Csvg/%3E")
    assert read_payload(mime) == Payload(encoded=b"<svg/>")
    mime.setText("data:image/png;base64,***")
    assert read_payload(mime).refusal is Refusal.TEXT


def test_a_browser_s_picture_wins_over_its_link() -> None:
    mime = urls("https://example.org/a.jpg")
    mime.setData("image/jpeg", QByteArray(b"\xff\xd8"))
    assert read_payload(mime) == Payload(encoded=b"\xff\xd8")


def test_pixels_without_a_file_are_taken_last() -> None:
    picture = QImage(2, 2, QImage.Format.Format_RGB32)
    picture.fill(QColor("blue"))
    mime = QMimeData()
    mime.setImageData(picture)
    assert read_payload(mime).picture == picture


def test_more_bytes_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PASTED_BYTES", 3)
    assert read_payload(promised(("a.jpg", b"four"))).refusal is Refusal.TOO_LARGE
    mime = QMimeData()
    mime.setData("image/png", QByteArray(b"four"))
    assert read_payload(mime).refusal is Refusal.TOO_LARGE


def test_a_file_that_the_desktop_opens_with_whence_is_handed_on(tmp_path: Path) -> None:
    class Listener(list[str]):
        def take(self, path: str) -> None:
            self.append(path)

    # the tests have one application of Qt's own kind; the event is handed to ours without making a second
    heard = Listener()
    emitted = type("Wanted", (), {"emit": staticmethod(heard.take)})
    ours = type("Ours", (), {"file_wanted": emitted})()
    assert Application.event(ours, QFileOpenEvent(str(tmp_path / "a.jpg")))
    assert heard == [str(tmp_path / "a.jpg")]


def test_a_file_that_was_opened_with_whence_is_checked(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    window.intake.open_one(a_file("plain.jpg"))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)


@pytest.mark.parametrize("step", [7, 64, 256 * limits.KIB])
@pytest.mark.parametrize(
    ("address", "content"),
    [
        (b"data:image/png;base64," + base64.b64encode(bytes(range(256))), bytes(range(256))),
        (b"  DATA:image/png;base64," + base64.b64encode(b"x" * 50) + b"\r\n", b"x" * 50),
        (b"data:image/svg+xml," + quote(bytes(range(256))).encode(), bytes(range(256))),
        (b"data:image/png;base64," + quote(base64.b64encode(b"\xff" * 99), safe="").encode(), b"\xff" * 99),
        (b"data:image/png,100%", b"100%"),
        (b"data:image/png;base64,QQ==QQ==", b""),
        (b"data:image/png;base64,QQ", b""),
        (b"data:image/png;base64,Q Q=", b""),
        (b"data:text/html,x", b""),
        (b"data:image/png", b""),
    ],
)
def test_a_picture_in_its_address_is_decoded_in_steps_as_it_would_be_at_once(
    monkeypatch: pytest.MonkeyPatch, address: bytes, content: bytes, step: int
) -> None:
    monkeypatch.setattr(payload, "_STEP_BYTES", step)
    mime = QMimeData()
    mime.setData("text/plain", address)
    assert read_payload(mime) == (Payload(encoded=content) if content else Payload(refusal=Refusal.TEXT))


def test_more_addresses_than_can_be_taken_are_counted_and_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ADDRESSES", 3)
    few = [f"file:///a/{number}" for number in range(3)]
    assert read_payload(urls(*few)).paths == ("/a/0", "/a/1", "/a/2")
    monkeypatch.setattr(payload, "read_address", lambda _: pytest.fail("was parsed"))
    assert read_payload(urls(*few, "file:///a/3")) == Payload(refusal=Refusal.TOO_MANY)
    monkeypatch.setattr(limits, "ADDRESSES", 100)
    monkeypatch.setattr(limits, "ADDRESSES_BYTES", 20)
    assert read_payload(urls(*few)) == Payload(refusal=Refusal.TOO_MANY)


def test_a_picture_that_is_too_large_is_refused_before_it_is_looked_into(
    monkeypatch: pytest.MonkeyPatch, window: MainWindow
) -> None:
    monkeypatch.setattr(limits, "PASTED_BYTES", 100)
    monkeypatch.setattr(limits, "PICTURE_PIXELS", 15)
    encoded, text, pixels = QMimeData(), QMimeData(), QMimeData()
    encoded.setData("image/png", b"x" * 101)
    text.setData("text/plain", b"data:image/png;base64," + b"A" * 1_000)
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    pixels.setImageData(picture)
    for mime in (encoded, text, pixels, promised(("a.jpg", b"x" * 60), ("b.jpg", b"x" * 60))):
        assert read_payload(mime).refusal is Refusal.TOO_LARGE
    text.setData("text/plain", b"words " * 1_000)
    assert read_payload(text).refusal is Refusal.TEXT


def test_what_takes_long_is_taken_in_between_events_and_in_order(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, a_file: Callable[[str], str]
) -> None:
    monkeypatch.setattr(sliced_work, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(sliced_work, "SLICE_SECONDS", 0.0)
    encoded = QMimeData()
    encoded.setData("text/plain", b"data:image/png;base64," + base64.b64encode(b"\x89PNG" + bytes(3_000_000)))
    drop(window, encoded)
    drop(window, urls(Path(a_file("plain.jpg")).as_uri()))
    assert window.workbench.files.rowCount() == 0
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    pasted, dropped = window.workbench.files.entries()
    assert Path(pasted.path).read_bytes() == b"\x89PNG" + bytes(3_000_000)
    assert dropped.name == "plain.jpg"


def test_a_window_that_closes_gives_up_what_it_takes_in(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sliced_work, "FIRST_SECONDS", 0.0)
    listed = window.workbench.files  # a closed window would make them, and start a process
    encoded = QMimeData()
    encoded.setData("image/png", b"x" * 3_000_000)
    drop(window, encoded)
    window.close()
    qtbot.wait(50)
    assert listed.rowCount() == 0


def test_a_large_picture_is_packed_beside_the_window(window: MainWindow, qtbot: QtBot) -> None:
    picture = QImage(900, 900, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    mime = QMimeData()
    mime.setImageData(picture)
    drop(window, mime)
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    kept = QImage(window.workbench.files.entries()[0].path)
    assert (kept.width(), kept.pixelColor(5, 5)) == (900, QColor("teal"))


def test_a_full_disk_keeps_nothing_of_what_was_pasted_and_says_so(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    drop(window, promised(("a.jpg", b"first")))
    assert window.notice.text == ENGLISH.text("window.not_kept")
    assert window.workbench.files.rowCount() == 0
