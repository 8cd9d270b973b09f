"""Above the table: which batch it is, how far that is, and what can be done with it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.background.batch_process import BatchProcess, Phase
from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.page_scroll import ChoiceBox
from gui.widgets.plain_label import PlainLabel, make_tip
from verify.features.batch.job import JobHead, Kind
from verify.features.batch.messages import Obstacle
from verify.report.words.batch import progress_words
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_local_time
from verify.report.words.untrusted import plain

_BUTTONS: Final = ("check_folder", "watch_folder", "go_on", "pause", "cancel", "forget")
_NAME_CHARACTERS: Final = 40


class ProgressBar(QWidget):
    """`chosen` carries the folder of a batch, `pressed` the key of a button."""

    chosen = Signal(object)
    pressed = Signal(str)

    def __init__(self, parent: QWidget, translator: Translator) -> None:
        super().__init__(parent)
        self._translator = translator
        self._work: BatchProcess | None = None
        self.batches = ChoiceBox(self)
        self.batches.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.batches.setMinimumContentsLength(24)
        self.quick = QCheckBox(self)
        self.state = PlainLabel(self, "body")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(tokens.NEAR)
        self.buttons = {key: QPushButton(self) for key in _BUTTONS}
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self.pressed.emit(key))
        self.buttons["forget"].setProperty("kind", "danger")
        self.batches.activated.connect(self._on_activated)
        begins = (self.buttons[key] for key in ("check_folder", "watch_folder"))
        goes_on = (self.buttons[key] for key in ("go_on", "pause", "cancel", "forget"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        column.addLayout(FlowLayout(None, tokens.NEAR, (*begins, self.quick)))
        column.addLayout(FlowLayout(None, tokens.NEAR, (self.batches, *goes_on)))
        column.addWidget(self.state)
        column.addWidget(self.bar)
        self.retranslate(translator)
        self.show_work(None)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        for key, button in self.buttons.items():
            button.setText(translator.text(f"pages.batch.{key}"))
        self.batches.setAccessibleName(translator.text("pages.batch.batches"))
        self.quick.setText(translator.text("pages.batch.quick"))
        self.quick.setToolTip(translator.text("pages.batch.quick_explained"))
        self.quick.setAccessibleDescription(translator.text("pages.batch.quick_explained"))
        self.show_state()

    def list_batches(self, batches: Sequence[tuple[Path, JobHead]], current: Path | None) -> None:
        """Offer these batches."""
        self.batches.clear()
        for folder, job in batches:
            self.batches.addItem(_name_batch(job, self._translator), folder)
        at = next((at for at, (folder, _) in enumerate(batches) if folder == current), -1)
        self.batches.setCurrentIndex(at)
        self.batches.setToolTip(make_tip(self.batches.currentText()))
        for widget in (self.batches, self.buttons["check_folder"]):
            widget.setVisible(bool(batches))  # an empty page has that button in its middle

    def show_work(self, work: BatchProcess | None) -> None:
        """Tell of this batch from now on."""
        if self._work is not None:
            self._work.changed.disconnect(self.show_state)
        self._work = work
        if work is not None:
            work.changed.connect(self.show_state)
        self.show_state()

    @Slot()
    def show_state(self) -> None:
        """Say how far the batch is."""
        work = self._work
        phase = work.phase if work else None
        open_phases = (Phase.STOPPED, Phase.FAILED)
        for key, is_visible in (
            ("go_on", phase in (*open_phases, Phase.CANCELLED)),
            ("pause", phase is Phase.RUNNING),
            ("cancel", phase in (Phase.RUNNING, *open_phases)),
            ("forget", phase is not None and phase is not Phase.RUNNING),
        ):
            self.buttons[key].setVisible(is_visible)
        self.bar.setVisible(phase is Phase.RUNNING and work is not None and work.job.kind is Kind.CHECK)
        self.state.setVisible(work is not None)
        if work is None:
            return
        self.bar.setRange(0, work.total or 0)
        self.bar.setValue(min(work.done, work.total or 0))
        self.state.show_text(_describe_progress(work, self._translator))

    @Slot(int)
    def _on_activated(self, at: int) -> None:
        self.batches.setToolTip(make_tip(self.batches.currentText()))
        self.chosen.emit(self.batches.itemData(at))


def _describe_progress(work: BatchProcess, translator: Translator) -> str:
    """Return how far the batch is, and what keeps it from going on."""
    pace, left = work.pace() if work.is_running else (None, None)
    watching = work.job.kind is Kind.WATCH
    progress = progress_words(translator, work.done, None if watching else work.total, pace, left)
    if work.is_running and work.missing:
        return translator.text("pages.batch.missing", folders=translator.separate(*work.missing))
    if work.phase is Phase.FAILED and work.obstacle is Obstacle.NOT_WRITTEN:
        return translator.text("pages.batch.not_written", reason=work.detail, progress=progress)
    if work.phase is Phase.FAILED and work.obstacle is not None:
        return translator.text(f"pages.batch.{work.obstacle.value}", progress=progress)
    key = work.phase.value
    if watching:
        key = {"running": "watching", "stopped": "watch_stopped"}.get(key, key)
    return translator.text(f"pages.batch.{key}", progress=progress)


def _name_batch(job: JobHead, translator: Translator) -> str:
    name = plain(os.path.basename(job.first.rstrip("/\\")) or job.first, _NAME_CHARACTERS)  # noqa: PTH119 - may be anything
    moment = say_local_time(translator, job.begun.isoformat())
    if job.kind is Kind.WATCH:
        return translator.text("pages.batch.named_watch", time=moment, name=name)
    key = "named_check_more" if job.count > 1 else "named_check"
    return translator.text(f"pages.batch.{key}", time=moment, name=name)
