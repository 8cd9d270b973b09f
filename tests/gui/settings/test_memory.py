"""The memory in the window: off at first, then hints beside the answer, both pictures, and all of it forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.background.memory_lookup import MemoryLookup
from gui.file_item import FileItem
from gui.main_window import MainWindow
from gui.navigation.bars import NoticeBar
from gui.panel.panel import ProvenancePanel
from gui.settings.memory_dialog import MemoryDialog
from gui.unused_notice import choose_memory_notice
from tests.build.media.drawings.motifs import looks, motif, report
from tests.build.memory import open_memory
from verify.features.memory import lookup
from verify.model import Conclusion, Report, Standing
from verify.report.words import readers
from verify.report.words.catalogue import Translator
from verify.store import memory_switch

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ORIGINAL = motif(1)
FIRST = report(
    "original.png", looks(ORIGINAL), conclusion=Conclusion.AI_GENERATED, standing=Standing.CONFIRMED, by="Studio"
)
COPY = report("copy.png", looks(ORIGINAL.crop((40, 30, 860, 570))))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def remembered(data: Path) -> Report:
    """The copy, after the original was checked."""
    with open_memory(data) as memory:
        memory.add_hints(FIRST)
        return memory.add_hints(COPY)


def test_hints_come_while_it_is_on_and_not_before(qtbot: QtBot, qapp: QApplication, data: Path) -> None:
    remembering = MemoryLookup(qapp)
    told: list[tuple[int, lookup.Hints]] = []
    remembering.recalled.connect(lambda number, hints: told.append((number, hints)))
    remembering.look_up(1, FIRST)
    memory_switch.turn(data, on=True)
    remembering.look_up(2, FIRST)
    remembering.look_up(3, COPY)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    remembering.close()
    assert [number for number, _ in told] == [2, 3]
    assert [len(hints.findings) for _, hints in told] == [0, 1]


def test_a_store_that_pauses_lets_others_forget_and_goes_on(qtbot: QtBot, qapp: QApplication, data: Path) -> None:
    memory_switch.turn(data, on=True)
    remembering = MemoryLookup(qapp)
    told: list[lookup.Hints] = []
    remembering.recalled.connect(lambda _number, hints: told.append(hints))
    remembering.look_up(1, FIRST)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=20_000)
    qtbot.wait(1_500)
    with open_memory(data) as memory:
        assert memory.add_hints(COPY).findings
    remembering.look_up(2, COPY)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    remembering.close()
    assert told[1].findings


def test_a_memory_that_fails_is_told_of_once(qtbot: QtBot, qapp: QApplication, data: Path) -> None:
    memory_switch.turn(data, on=True)
    (data / "memory.sqlite").mkdir()  # nothing can be kept there
    remembering = MemoryLookup(qapp)
    failed: list[tuple[str, object]] = []
    remembering.noticed.connect(lambda key, facts: failed.append((key, facts)))
    remembering.look_up(1, FIRST)
    remembering.look_up(2, COPY)
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)
    remembering.close()
    qapp.processEvents()
    assert failed == [("memory_failed", {"path": str(data / "memory.sqlite")})]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_shared_memory_that_cannot_be_asked_is_said_in_words_of_its_own(qtbot: QtBot, language: str) -> None:
    key, facts = choose_memory_notice("db.example.org/news", "", "unreachable")
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    bar = NoticeBar(parent)
    bar.show_notice(key, Translator(language), **facts)
    assert bar.text == Translator(language).text("terms.memory.shared.problems.unreachable")
    assert choose_memory_notice("x", "", "no such reason")[0] == "memory_failed"


@pytest.mark.parametrize(("address", "shown"), [("postgresql://me@db.example.org/news", True), ("no address", False)])
def test_the_dialog_says_where_a_shared_memory_is_and_asks_no_server(
    qtbot: QtBot, data: Path, address: str, shown: bool
) -> None:
    memory_switch.use_address(data, address)
    dialog = MemoryDialog(QApplication.activeWindow(), "en", lambda: None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    assert ("db.example.org/news" in dialog.explanation.text().replace("\u200b", "")) is shown
    assert dialog.state.isVisible() is not shown
    assert not dialog.list.isVisible()
    assert not dialog.forget_all.isVisible()


def test_a_hint_joins_the_answer_and_changes_nothing_else(remembered: Report) -> None:
    entry = FileItem(1, "copy.png")
    entry.remember(remembered.findings, remembered.pictures)
    assert not entry.is_finished
    entry.finish(COPY)
    assert entry.report.imprints == ()
    entry.remember(remembered.findings, remembered.pictures)
    assert entry.report.verdict == COPY.verdict
    assert [finding.code for finding in entry.report.findings] == ["memory.looks_like"]
    assert len(entry.report.pictures) == 2


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_both_pictures_stand_beside_each_other(
    qtbot: QtBot, open_window: Callable[..., MainWindow], remembered: Report, language: str
) -> None:
    window = open_window()
    panel = ProvenancePanel(window)
    qtbot.addWidget(panel)
    entry = FileItem(1, "copy.png")
    entry.finish(remembered)
    translator = Translator(language)
    panel.show_entry(entry, translator)
    panel.show()
    shown = [label for label in panel.remembered.findChildren(QLabel) if not label.pixmap().isNull()]
    assert [label.accessibleName() for label in shown] == [
        translator.text("window.view_kept"),
        translator.text("window.this_file"),
    ]
    assert panel.sections["remembered"].isVisible()
    entry.finish(COPY)
    panel.show_entry(entry, translator)
    assert not panel.sections["remembered"].isVisible()


def test_pictures_of_the_memory_are_not_counted_among_those_of_the_file(remembered: Report) -> None:
    from verify.model import Picture, Reading

    seen = replace(
        remembered,
        readings=(Reading("preview", looked=True),),
        pictures=(Picture("preview", 1, 1, bytes(3)), *remembered.pictures),
    )
    english = Translator("en")
    made = english.count("report.readers.previews_made", 1)
    assert readers.reading_sentence(english, seen.readings[0], seen) == made


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_dialog_switches_shows_and_forgets(qtbot: QtBot, data: Path, remembered: Report, language: str) -> None:
    switched: list[bool] = []
    parent = QApplication.activeWindow()
    dialog = MemoryDialog(parent, language, lambda: switched.append(memory_switch.is_on(data)))  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    assert remembered
    assert not dialog.on.isChecked()
    dialog.on.click()
    dialog.on.click()
    assert switched == [True, False]
    assert dialog.list.count() == 2
    assert not dialog.forget.isEnabled()
    dialog.list.setCurrentRow(0)
    dialog.forget.click()
    assert dialog.list.count() == 1
    assert dialog.state.isVisible()
    dialog.forget_everything()
    assert dialog.list.count() == 0
    assert not list(data.glob("memory.*"))


def test_forgetting_everything_asks_first(qtbot: QtBot, data: Path, remembered: Report) -> None:
    from gui.dialogs.name_dialog import NameDialog

    assert remembered
    dialog = MemoryDialog(QApplication.activeWindow(), "en", lambda: None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.forget_all.click()
    (question,) = dialog.findChildren(NameDialog)
    assert (data / "memory.sqlite").exists()
    question.yes.click()
    assert not (data / "memory.sqlite").exists()
    assert dialog.state.text()


def test_the_window_asks_the_memory_about_what_is_checked(
    qtbot: QtBot, window: MainWindow, a_file: Callable[[str], str], data: Path
) -> None:
    memory_switch.turn(data, on=True)
    window.check([a_file("nothing.png")])
    files = window.workbench.files
    qtbot.waitUntil(
        lambda: any(item.code == "memory.not_asked" for entry in files.entries() for item in entry.report.findings),
        timeout=20_000,
    )
