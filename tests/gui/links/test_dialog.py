"""An address becomes a dialog, its host is named before it is asked, and what comes is checked like any other file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.links import dialog as links_dialog
from gui.links.dialog import LinkDialog, Stage
from gui.main_window import MainWindow
from tests.build.loopback import Loopback, Reply, make_server_certificate, serving
from tests.gui.test_main_window import drop, finished
from verify.report.words.catalogue import Translator

ENGLISH = Translator("en")
PAGE = (
    b"<img src=ai-1.jpg width=640 height=480 alt=Boat><img src=https://127.0.0.1:{}/plain.jpg><img src=http://a.test/>"
)


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    with serving(make_server_certificate(tmp_path_factory.mktemp("server"))) as loopback:
        other = f"https://127.0.0.1:{loopback.port}"
        loopback.replies = {
            "/ai-1.jpg": Reply(b"nobody reads this", headers={"Content-Type": "image/jpeg"}),
            "/plain.jpg": Reply(b"nor this", headers={"Content-Type": "image/jpeg"}),
            "/away.jpg": Reply(status=302, headers={"location": f"{other}/plain.jpg"}),
            "/page": Reply(
                PAGE.replace(b"{}", str(loopback.port).encode()), headers={"Content-Type": "text/html; charset=utf-8"}
            ),
        }
        yield loopback


@pytest.fixture
def server(shared_server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Loopback:
    """The one seam for loopback: nothing that a person can choose leads to it."""
    monkeypatch.setattr(links_dialog, "LinkDialog", partial(LinkDialog, reach=shared_server.reach))
    shared_server.asked.clear()
    return shared_server


Open = Callable[..., LinkDialog]


@pytest.fixture
def offer(window: MainWindow) -> Open:
    """Drops addresses, and gives the dialog."""

    def drop_addresses(*addresses: str) -> LinkDialog:
        mime = QMimeData()
        mime.setText("\n".join(addresses))
        drop(window, mime)
        return shown(window)

    return drop_addresses


def shown(window: MainWindow) -> LinkDialog:
    (dialog,) = window.findChildren(LinkDialog)
    return dialog


def entry_of(window: MainWindow, qtbot: QtBot, count: int = 1) -> list[str]:
    qtbot.waitUntil(finished(window, count), timeout=20_000)
    return [entry.name for entry in window.workbench.files.entries()]


def test_a_dropped_address_names_its_host_and_asks_nobody_before_the_person_agrees(
    window: MainWindow, qtbot: QtBot, server: Loopback, offer: Open
) -> None:
    dialog = offer(f"{server.base}/ai-1.jpg?token=secret")
    assert dialog.told.accessibleName() or dialog.told.text()
    assert "localhost" in dialog.told.text()
    assert dialog.no.isDefault()  # Return asks nobody
    assert dialog.keep_query.isVisible()
    assert not dialog.keep_query.isChecked()
    assert server.asked == []
    dialog.yes.click()
    assert entry_of(window, qtbot) == ["ai-1.jpg"]
    (entry,) = window.workbench.files.entries()
    kept = Path(entry.path)
    assert kept.read_bytes() == b"nobody reads this"
    assert entry.fetched is not None
    assert entry.fetched.address == f"{server.base}/ai-1.jpg"
    assert entry.fetched.query_left_out
    window.close()
    assert not kept.exists()


def test_the_query_is_kept_where_the_person_wants_it(
    window: MainWindow, qtbot: QtBot, server: Loopback, offer: Open
) -> None:
    dialog = offer(f"{server.base}/ai-1.jpg?size=large")
    dialog.keep_query.setChecked(True)
    dialog.yes.click()
    entry_of(window, qtbot)
    (entry,) = window.workbench.files.entries()
    assert entry.fetched is not None
    assert entry.fetched.address.endswith("?size=large")


def test_who_says_no_is_rid_of_it_and_nobody_was_asked(window: MainWindow, server: Loopback, offer: Open) -> None:
    offer(f"{server.base}/ai-1.jpg").no.click()
    assert server.asked == []
    assert window.workbench.files.rowCount() == 0


def test_another_host_is_named_and_asked_only_where_the_person_agrees_again(
    window: MainWindow, qtbot: QtBot, server: Loopback, offer: Open
) -> None:
    dialog = offer(f"{server.base}/away.jpg")
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.stage is Stage.MOVED, timeout=20_000)
    assert "127.0.0.1" in dialog.told.text().replace("\u200b", "")
    assert [asked.path for asked in server.asked] == ["/away.jpg"]
    dialog.yes.click()
    assert entry_of(window, qtbot) == ["away.jpg"]
    (entry,) = window.workbench.files.entries()
    assert entry.fetched is not None
    assert entry.fetched.hosts == ("localhost", "127.0.0.1")


def test_of_a_page_what_it_names_is_listed_and_only_what_is_ticked_is_asked_for(
    window: MainWindow, qtbot: QtBot, server: Loopback, offer: Open
) -> None:
    dialog = offer(f"{server.base}/page")
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.stage is Stage.CHOICE, timeout=30_000)
    rows = [dialog.choice.list.item(row).text() for row in range(dialog.choice.list.count())]
    assert rows == [
        "The page itself (already downloaded)",
        "ai-1.jpg · picture · 640 × 480 · localhost · Boat",
        "plain.jpg · picture · size not stated · 127.0.0.1",
    ]
    assert dialog.choice.remark.text() == ENGLISH.count("window.link_refused", 1)
    assert not dialog.yes.isEnabled()
    assert [asked.path for asked in server.asked] == ["/page"]
    for row in (0, 2):
        dialog.choice.list.item(row).setCheckState(Qt.CheckState.Checked)
    assert "127.0.0.1" in dialog.told.text().replace("\u200b", "")
    assert "localhost" not in dialog.told.text()
    dialog.yes.click()
    assert entry_of(window, qtbot, 2) == ["page", "plain.jpg"]
    assert [asked.path for asked in server.asked] == ["/page", "/plain.jpg"]
    page, picture = window.workbench.files.entries()
    assert page.fetched is not None
    assert picture.fetched is not None
    assert picture.fetched.page == page.fetched.address == f"{server.base}/page"


def test_several_addresses_are_a_choice_of_their_own(
    window: MainWindow, qtbot: QtBot, server: Loopback, offer: Open
) -> None:
    dialog = offer(f"{server.base}/ai-1.jpg", f"{server.base}/none.jpg", "http://a.test/")
    assert dialog.stage is Stage.CHOICE
    assert dialog.choice.heading.text() == "2 addresses"
    for row in range(2):
        dialog.choice.list.item(row).setCheckState(Qt.CheckState.Checked)
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.stage is Stage.ENDED, timeout=20_000)
    assert "none.jpg wasn't downloaded. The server answered with error 404." in dialog.told.text()
    assert entry_of(window, qtbot) == ["ai-1.jpg"]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://example.org/a.jpg", "not_https"),
        ("https://user:secret@example.org/", "credentials"),
        ("https://example.org/" + "a" * 3_000, "too_long"),
        ("https://exam\u202eple.org/", "bad_address"),
    ],
)
def test_a_hostile_address_is_a_clear_sentence_and_cannot_be_asked(
    window: MainWindow, server: Loopback, offer: Open, address: str, problem: str
) -> None:
    dialog = offer(address)
    assert dialog.told.text() == ENGLISH.text(f"commands.library.fetch_problems.{problem}", detail="2000")
    assert not dialog.yes.isEnabled()
    dialog.address.setText(f"{server.base}/ai-1.jpg")  # it can be mended
    assert dialog.yes.isEnabled()
    dialog.reject()


def test_a_typed_and_a_pasted_address_open_the_same_dialog(window: MainWindow, server: Loopback) -> None:
    window.action("open_address").trigger()
    dialog = shown(window)
    assert dialog.told.text() == ENGLISH.text("window.link_explained")
    assert not dialog.yes.isEnabled()
    dialog.address.setText("https://аpple.com/")  # its first letter is Cyrillic
    assert "xn--pple-43d.com" in dialog.told.text().replace("\u200b", "")
    dialog.reject()
    dialog.deleteLater()
    QGuiApplication.clipboard().setText("https://example.org/a.jpg")
    window.paste()
    assert "example.org" in window.findChildren(LinkDialog)[-1].told.text()
    assert server.asked == []


def test_a_person_that_closes_the_dialog_stops_the_download(
    window: MainWindow, qtbot: QtBot, server: Loopback, offer: Open
) -> None:
    server.replies["/slow"] = Reply(drips=True)
    dialog = offer(f"{server.base}/slow")
    dialog.yes.click()
    qtbot.waitUntil(lambda: len(server.asked) == 1, timeout=20_000)
    stopped = dialog._fetch._stopped
    dialog.reject()
    assert stopped.is_set()
    assert window.workbench.files.rowCount() == 0
