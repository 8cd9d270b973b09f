"""No text of any page is cut at three sizes of the window in both languages, and every control there has a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from gui.background.batch_process import BatchProcess, Phase
from gui.batch.page import BatchPage
from gui.main_window import MainWindow
from gui.navigation.page_table import MANY, PAGES
from tests.build import plain_reports
from tests.gui.cut_texts import cut_texts
from tests.gui.test_accessibility import controls, interface
from tests.gui.test_main_window import drop, files, finished
from verify.features.batch.file_key import Source
from verify.features.batch.job import JobHead, Kind
from verify.features.batch.row import make_row
from verify.features.cases.store import CaseStore
from verify.model import PackItem

CASE = "The harbour at night, a case with a name that is rather long"
SIZES = ((640, 800, 100), (800, 600, 200), (1440, 900, 100))  # width, height, and text in per cent


def settled(page_texts: Callable[[], list[str]], qtbot: QtBot) -> list[str]:
    """What is still cut once the layouts have settled."""
    for _ in range(25):
        qtbot.wait(4)
        found = page_texts()
        if not found:
            return []
    return found


@pytest.fixture
def filled_window(window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], own_data_folder: Path) -> MainWindow:
    """A window with something on every page."""
    with CaseStore(own_data_folder) as cases:
        cases.begin(CASE, "Bo")
        cases.add(CASE, [PackItem(plain_reports.ai_edit(), "")], "Bo")
        cases.add_tag(CASE, "harbour", "Bo")
    names = [f"{kind}-{number}.jpg" for number in range(2) for kind in ("ai", "plain", "remote", "marked")]
    drop(window, files(*map(a_file, names)))
    qtbot.waitUntil(finished(window, len(names)), timeout=20_000)
    batch = window.pages.page_as(MANY, BatchPage)
    report = plain_reports.ai_edit("a rather long name of a file of a camera.jpg")
    batch.sheet.table.add([make_row(Source("file:///1"), report, 0, 1)])
    job = JobHead(
        Kind.CHECK, "/a rather long name of a folder of pictures", 1, ("all",), datetime(2026, 12, 1, tzinfo=UTC)
    )
    work = BatchProcess(batch, own_data_folder, job, 76)
    work.total, work.phase = 20_000, Phase.RUNNING
    batch.state.list_batches([(own_data_folder, job)], own_data_folder)
    batch.state.show_work(work)
    batch.state.buttons["forget"].show()  # beside the buttons of one that runs: as broad as it can get
    batch.stack.setCurrentWidget(batch.sheet)
    return window


@pytest.mark.usefixtures("ready_samples")
def test_no_text_of_any_page_is_cut(filled_window: MainWindow, qtbot: QtBot) -> None:
    window = filled_window
    cut: list[tuple[object, ...]] = []
    for (width, height, text_size), language in product(SIZES, ("en", "zh_CN")):
        window.resize(width, height)
        window.choose(window.settings._replace(text_size=text_size, language=language))
        for page in PAGES:
            window.show_page(page.key)
            texts = settled(lambda: list(cut_texts(window)), qtbot)
            cut += [(page.key, width, language, text) for text in texts]
            for control in controls(window):
                assert interface(control).text(QAccessible.Text.Name).strip(), (page.key, control)
    assert not cut, "\n".join(map(str, cut))
