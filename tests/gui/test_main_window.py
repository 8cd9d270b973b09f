from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.dropping.payload import Refusal
from gui.file_item import State
from gui.main_window import MainWindow
from gui.panel.finding_card import FindingCard
from tests.build.shown_texts import open_every_tab
from verify.model import Conclusion
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_time
from verify.report.words.types import Step, StepKind
from verify.report.words.verdict import headline
from verify.report.words.verdict.answer import answer
from verify.store.network.fetch import Fetched, FetchError, FetchProblem

ENGLISH = Translator("en")
CHINESE = Translator("zh_CN")


def drop(window: MainWindow, mime: QMimeData) -> None:
    """Drags something over the window and lets it go, as the window system would."""
    middle = window.rect().center()
    enter = QDragEnterEvent(
        QPoint(middle), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        window,
        QDropEvent(
            QPointF(middle), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        ),
    )


def files(*paths: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def finished(window: MainWindow, count: int) -> Callable[[], bool]:
    def all_answered() -> bool:
        entries = window.workbench.files.entries()
        return len(entries) == count and all(entry.is_finished for entry in entries)

    return all_answered


def shown_texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]


def test_an_empty_window_is_one_invitation(window: MainWindow) -> None:
    assert window.files.invitation.isVisible()
    assert not window.workbench.list.isVisible()
    assert ENGLISH.text("window.privacy") in shown_texts(window.files.invitation)


def test_dropped_files_are_listed_and_answered_in_three_words(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-harbour.jpg"), a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    rows = [window.workbench.files.index(row, 0) for row in range(2)]
    assert [row.data() for row in rows] == ["ai-harbour.jpg", "plain.jpg"]
    first, second = window.workbench.files.entries()
    assert first.report.verdict.conclusion is Conclusion.AI_EDITED
    assert rows[0].data(Qt.ItemDataRole.AccessibleTextRole) == f"ai-harbour.jpg – {badges.short(ENGLISH, first.report)}"
    assert window.workbench.panel.answer.headline.text() == headline.headline(ENGLISH, first.report)
    assert second.state is State.ANSWERED


def test_a_dropped_folder_is_listed_with_all_that_is_in_it(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "inner" / "deep").mkdir(parents=True)
    for name in ("b.jpg", "inner/c", "inner/deep/d.unknown"):
        a_file(name)
    (tmp_path / "loop").symlink_to(tmp_path)
    drop(window, files(str(tmp_path)))
    qtbot.waitUntil(finished(window, 4), timeout=20_000)
    names = [entry.name for entry in window.workbench.files.entries()]
    assert names == ["b.jpg", "loop", "c", "d.unknown"]  # the link gets a line, but is not followed


def test_while_readers_look_there_is_no_verdict_but_what_they_saw(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-slow.jpg")))
    qtbot.waitUntil(window.workbench.panel.history_row.isVisible, timeout=20_000)
    assert window.workbench.panel.answer.headline.text() == ENGLISH.text("verdict.checking.looking")
    assert window.workbench.files.entries()[0].state is State.LOOKING
    assert not window.workbench.panel.steps.isVisible()


@pytest.mark.parametrize(("text", "reason"), [("ftp://example.org/a.jpg", Refusal.LINK), ("just words", Refusal.TEXT)])
def test_links_and_text_are_refused_with_a_reason(window: MainWindow, text: str, reason: Refusal) -> None:
    mime = QMimeData()
    mime.setText(text)
    if reason is Refusal.LINK:
        mime.setUrls([QUrl(text)])
    drop(window, mime)
    assert window.notice.text == ENGLISH.text(f"window.{reason.value}")
    assert window.workbench.files.rowCount() == 0


def test_the_clipboard_is_pasted_by_key_as_file_or_picture(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    QGuiApplication.clipboard().setMimeData(files(a_file("plain.jpg")))
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    pasted = window.workbench.files.entries()[1]
    kept = Path(pasted.path)
    assert kept.read_bytes().startswith(b"\x89PNG")
    assert window.workbench.list.current() is pasted
    assert ENGLISH.text("window.pasted_note") in shown_texts(window.workbench.panel)
    window.close()
    assert not kept.parent.exists()


def test_bytes_of_an_offered_picture_are_kept_as_they_are_and_never_decoded(window: MainWindow, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setData("image/png", QByteArray(b"\x89PNG but broken"))
    drop(window, mime)
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    assert Path(window.workbench.files.entries()[0].path).read_bytes() == b"\x89PNG but broken"


def test_the_delete_key_takes_a_file_off_the_list(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-1.jpg"), a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    window.workbench.list.setFocus()
    QTest.keyClick(window.workbench.list, Qt.Key.Key_Delete)
    assert [entry.name for entry in window.workbench.files.entries()] == ["plain.jpg"]
    assert window.workbench.panel.answer.headline.text() == headline.headline(
        ENGLISH, window.workbench.files.entries()[0].report
    )
    QTest.keyClick(window.workbench.list, Qt.Key.Key_Delete)
    assert window.files.invitation.isVisible()


def test_the_copy_key_copies_the_whole_answer_as_text(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    window.workbench.list.setFocus()
    QTest.keyClick(window.workbench.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    report = window.workbench.files.entries()[0].report
    name, said, *_ = copied.splitlines()  # no line is broken: a chat does that
    assert (name, said) == ("ai-1.jpg", headline.headline(ENGLISH, report))
    assert "Example Camera Company" in copied
    assert copied.endswith(f"SHA-256 {report.file.sha256}\n")
    assert say_time(ENGLISH, report.run.checked_at) in copied


def test_a_step_is_done_where_it_is_read(window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]) -> None:
    drop(window, files(a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    steps = window.workbench.panel.steps
    buttons = {button.accessibleName(): button for button in steps.buttons}
    buttons[ENGLISH.text("verdict.next_steps.labels.ask_original")].click()
    assert QGuiApplication.clipboard().text() == ENGLISH.text("verdict.next_steps.request")
    steps.wanted.emit(Step("", kind=StepKind.UPDATE_LISTS))
    assert window.pages.current_key == "settings"


def test_a_file_that_is_dropped_again_is_checked_again(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    path = a_file("ai-1.jpg")
    drop(window, files(path))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    number = window.workbench.files.entries()[0].number
    drop(window, files(path))
    qtbot.waitUntil(lambda: window.workbench.files.entries()[0].number > number, timeout=20_000)
    qtbot.waitUntil(finished(window, 1), timeout=20_000)


def test_the_language_switches_at_once_everywhere(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    chinese = next(button for button in window.findChildren(QToolButton) if button.text() == "中文")
    QTest.mouseClick(chinese, Qt.MouseButton.LeftButton)
    report = window.workbench.files.entries()[0].report
    assert window.workbench.panel.answer.headline.text() == headline.headline(CHINESE, report)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert CHINESE.text("window.always") in shown_texts(window)
    assert window.commands["open_files"].text() == CHINESE.text("window.open_files")
    assert (
        window.workbench.files.index(0, 0)
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .endswith(badges.short(CHINESE, report))
    )


def test_a_supervisor_that_cannot_be_had_is_said_and_no_file_is_blamed(
    open_window: Callable[..., MainWindow], qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    window = open_window(command=("/nowhere/whence",))
    drop(window, files(a_file("ai-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    assert window.workbench.files.entries()[0].state is State.UNCHECKED
    assert window.notice.text == ENGLISH.text("window.cannot_check")


def test_more_files_than_the_limit_are_said_not_to_be_taken(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verify.model.limits.FILES_AT_ONCE", 3)
    for number in range(5):
        (tmp_path / f"{number}").touch()
    drop(window, files(str(tmp_path)))
    qtbot.waitUntil(lambda: bool(window.notice.text), timeout=20_000)
    assert window.notice.text == ENGLISH.text("window.too_many_files")
    assert window.workbench.files.rowCount() == 3


def test_what_arrives_for_another_file_leaves_the_panel_alone(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-1.jpg"), a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    first = window.workbench.files.entries()[0]
    assert window.workbench.list.current() is first
    assert window.workbench.panel.answer.headline.text() == headline.headline(ENGLISH, first.report)


def test_a_record_from_elsewhere_is_fetched_when_asked_and_the_file_judged_with_it(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fetch(url: str, _limit: int) -> Fetched:
        asked.append(url)
        return Fetched(url, b"a record")

    monkeypatch.setattr("verify.store.network.fetch.fetch", fetch)
    drop(window, files(a_file("remote-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    assert asked == []
    QTest.mouseClick(window.workbench.panel.steps.fetch, Qt.MouseButton.LeftButton)
    assert "records.example.org" in window.notice.text
    entry = window.workbench.files.entries()[0]
    qtbot.waitUntil(lambda: entry.report.verdict.conclusion is Conclusion.AI_EDITED, timeout=20_000)
    assert asked == ["https://records.example.org/a.c2pa"]
    assert window.notice.text == ""


def test_a_record_that_does_not_come_leaves_the_answer_and_says_so(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(_url: str, _limit: int) -> Fetched:
        raise FetchError(FetchProblem.NAME_UNKNOWN, "records.example.org")

    monkeypatch.setattr("verify.store.network.fetch.fetch", fetch)
    drop(window, files(a_file("remote-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    QTest.mouseClick(window.workbench.panel.steps.fetch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notice.text == ENGLISH.text("window.not_fetched"), timeout=20_000)
    assert window.workbench.files.entries()[0].is_finished


def test_the_verdict_is_announced_when_it_arrives(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("gui.files.split_view.announce", lambda _widget, text: heard.append(text))
    drop(window, files(a_file("ai-1.jpg"), a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    assert heard == [answer(ENGLISH, window.workbench.files.entries()[0].report).spoken]  # only the file that is shown


def test_the_tab_key_goes_through_the_panel_as_it_is_read(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    qtbot.wait(50)
    panel = window.workbench.panel
    assert window.focusWidget() is window.workbench.list
    seen: list[QWidget | None] = []
    for _ in range(60):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    cards = panel.reasons.findChildren(FindingCard)
    wanted = [
        panel.answer.share,
        panel.answer.preview.look,
        panel.answer.pill,
        *panel.steps.buttons,
        panel.history_row.details,
        panel.tabs.button("evidence"),
        *cards,
    ]
    assert len(cards) == 2
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)
    assert window.workbench.list in seen  # and round again


def test_no_part_of_the_window_takes_a_drop_away_from_it(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    for _ in open_every_tab(window.workbench.panel):
        window.workbench.panel.fields.table.selectRow(0)
    assert [widget for widget in window.findChildren(QWidget) if widget.acceptDrops()] == []
