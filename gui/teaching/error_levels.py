"""How error levels (ELA) mislead: pictures of which it is known what was done to them, beside their controls.

The views are those of the Inspect page, made by a confined worker out of the samples; nothing is prepared.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.file_item import FileItem
from gui.teaching.samples_loader import SamplesLoader
from gui.teaching.shared import Choices, TwoColumns
from gui.viewer.close_look import CloseLook
from gui.viewer.tiled_view import TiledView
from gui.widgets import tokens
from gui.widgets.page_scroll import PageScroll
from gui.widgets.plain_label import PlainLabel, announce
from verify.features.teaching.error_levels import EXAMPLES, Example, name_file
from verify.model.views import FileView, NotShown, ShownView, View, ViewKind
from verify.report.words.catalogue import Translator

_VIEWS: Final = (ViewKind.PICTURE, ViewKind.ERROR_LEVELS, ViewKind.ERROR_CONTROL)
_LEFT_WIDTH: Final = 380
_LEAST_WIDTH: Final = 260
_LEAST_HEIGHT: Final = 150  # of each picture


class ErrorLevels(TwoColumns):
    """The choice of a picture on the left, three views of it on the right."""

    def __init__(self, parent: QWidget, loader: SamplesLoader, translator: Translator) -> None:
        super().__init__(parent, _LEFT_WIDTH)
        self._loader = loader
        self._translator = translator
        left, right = QWidget(self), QWidget(self)
        self._explained = PlainLabel(left, "body")
        self.examples = Choices(left, len(EXAMPLES))
        self._heading = PlainLabel(left, "strong")
        self._seen = PlainLabel(left, "body")
        self._lesson = PlainLabel(left, "muted")
        self.look = CloseLook(self)
        self._captions = [PlainLabel(right, "strong") for _ in _VIEWS]
        self.views = [TiledView(right) for _ in _VIEWS]
        self._state = PlainLabel(right, "notice")
        self._lay_out(left, right)
        for view in self.views:
            self.look.serve(view)
            view.moved.connect(self._on_moved)
        self.look.opened.connect(self._on_opened)
        self.look.ready.connect(self._on_ready)
        self.look.failed.connect(self._on_failed)
        self.examples.choose(0)
        self.examples.chosen.connect(self._on_chosen)
        loader.changed.connect(self._on_changed)
        self.retranslate(translator)

    @property
    def example(self) -> Example:
        """The picture that is chosen."""
        return EXAMPLES[self.examples.number]

    @property
    def is_shown(self) -> bool:
        """Whether all three views are there."""
        return all(view.view is not None for view in self.views)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        say = translator.text
        self._explained.show_text(say("pages.learn_ela.explained"))
        names = tuple(say(f"pages.learn_ela.examples.{example}.name") for example in EXAMPLES)
        self.examples.show_texts(names, say("pages.learn_ela.picture"))
        self._heading.show_text(say("pages.learn.seen_here"))
        self._lesson.show_text(say("pages.learn_ela.lesson"))
        keys = ("pages.learn_ela.picture", "window.expert_error_levels", "window.expert_control")
        for caption, view, key in zip(self._captions, self.views, keys, strict=True):
            caption.show_text(say(key))
            view.setAccessibleName(say(key))
            view.setAccessibleDescription(say("window.view_keys"))
        self._area.setAccessibleName(say("pages.learn.ela"))
        self._show_example()

    def close_down(self) -> None:
        """Let go of the picture."""
        self.look.leave()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the views are made when somebody wants to see them."""
        super().showEvent(event)
        self._show_example()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nobody looks any more."""
        super().hideEvent(event)
        self.look.leave()

    def _lay_out(self, left: QWidget, right: QWidget) -> None:
        column = QVBoxLayout(left)
        column.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.GAP, tokens.WIDE)
        column.setSpacing(tokens.GAP)
        for widget in (self._explained, self.examples, self._heading, self._seen, self._lesson):
            column.addWidget(widget)
        column.addStretch()
        left.setObjectName("page")
        self._area = PageScroll(self, left)
        self._area.setMinimumWidth(_LEAST_WIDTH)
        rows = QVBoxLayout(right)
        rows.setContentsMargins(tokens.GAP, tokens.GAP, tokens.WIDE, tokens.WIDE)
        rows.setSpacing(tokens.TIGHT)
        rows.addWidget(self._state)
        rows.addWidget(self._captions[0])
        rows.addWidget(self.views[0], 1)
        pair = QGridLayout()  # captions of one line and of two leave views of one size
        pair.setHorizontalSpacing(tokens.NEAR)
        pair.setVerticalSpacing(tokens.TIGHT)
        pair.setRowStretch(1, 1)
        for column_at, (caption, view) in enumerate(zip(self._captions[1:], self.views[1:], strict=True)):
            pair.addWidget(caption, 0, column_at, Qt.AlignmentFlag.AlignBottom)
            pair.addWidget(view, 1, column_at)
            pair.setColumnStretch(column_at, 1)
        rows.addLayout(pair, 1)
        for view in self.views:
            view.setMinimumHeight(_LEAST_HEIGHT)
        self.addWidget(self._area)
        self.addWidget(right)

    def _show_example(self) -> None:
        """Show the words of the picture that is chosen, and have its views made where it was read."""
        self._seen.show_text(self._translator.text(f"pages.learn_ela.examples.{self.example}.see"))
        for view in self.views:
            view.show_view(None)
            view.show_image(QImage())
        self._say_state("pages.learn.reading")
        if self._loader.is_ready and self.isVisible():
            entry = self._loader.request_item(name_file(self.example))
            if entry.is_finished:
                self.look.look(entry.path, entry.report.file.sha256)

    def _say_state(self, key: str) -> None:
        self._state.show_text(self._translator.text(key) if key else "")
        self._state.setVisible(bool(key))

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        del number
        self._show_example()

    @Slot(object)
    def _on_changed(self, entry: FileItem) -> None:
        if self.isVisible() and entry.is_finished and entry is self._loader.request_item(name_file(self.example)):
            self._show_example()

    @Slot(object)
    def _on_opened(self, file: FileView) -> None:
        del file
        for kind in _VIEWS:
            self.look.show(View(kind))

    @Slot(object, QImage)
    def _on_ready(self, description: ShownView, image: QImage) -> None:
        view = self.views[_VIEWS.index(description.view.kind)]
        view.show_image(image, anew=False)
        view.show_view(description)
        if self.is_shown:
            self._say_state("")
            announce(self, self._seen.text())

    @Slot(object, object)
    def _on_failed(self, subject: object, answer: NotShown) -> None:
        del subject, answer
        self._say_state("window.expert_failed")

    @Slot()
    def _on_moved(self) -> None:
        moved = self.sender()
        for view in self.views:
            if isinstance(moved, TiledView) and view is not moved:
                view.set_viewport(*moved.viewport())
