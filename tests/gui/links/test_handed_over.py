"""What a browser handed over reaches the window like any file, and is known for what it is."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.links.dialog import LinkDialog
from gui.main_window import MainWindow
from tests.gui.test_main_window import finished
from verify.features.links.browser.inbox import Inbox, Note
from verify.model import FetchedFrom, Fetcher

FETCHED = FetchedFrom(
    "https://example.org/a.jpg", "2026-11-30T10:00:00Z", "0" * 64, by=Fetcher.BROWSER, with_login=True
)


def test_an_address_opens_the_dialog_and_is_forgotten(window: MainWindow) -> None:
    inbox = Inbox()
    note = inbox.write_note(inbox.make_entry(), Note(address="https://example.org/a.jpg"))
    window.intake.open([str(note)])
    (dialog,) = window.findChildren(LinkDialog)
    assert dialog.address.text() == "https://example.org/a.jpg"
    assert window.workbench.files.rowCount() == 0
    assert not note.parent.exists()
    dialog.reject()


def test_bytes_are_checked_with_what_the_browser_said_and_go_with_the_window(window: MainWindow, qtbot: QtBot) -> None:
    inbox = Inbox()
    entry = inbox.make_entry()
    picture = entry / "plain.jpg"
    picture.write_bytes(b"nobody reads this")
    inbox.write_note(entry, Note(fetched=FETCHED))
    window.intake.open([str(picture)])
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    (listed,) = window.workbench.files.entries()
    assert (listed.name, listed.fetched) == ("plain.jpg", FETCHED)
    window.close()
    assert not entry.exists()


def test_a_file_beside_a_note_elsewhere_is_a_file_like_any_other(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = tmp_path / "from-browser" / "plain.jpg"
    picture.parent.mkdir()
    picture.write_bytes(b"nobody reads this")
    Inbox().write_note(picture.parent, Note(fetched=FETCHED))
    window.intake.open([str(picture)])
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    (listed,) = window.workbench.files.entries()
    assert listed.fetched is None
    window.close()
    assert picture.exists()
