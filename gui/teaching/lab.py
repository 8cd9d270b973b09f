"""The survival lab: a picture of Whence's own, a journey, and side by side which evidence is still there.

Both lists are closed. Nothing here takes a file, and what is dropped on the window is checked elsewhere.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.file_item import FileItem
from gui.teaching.samples_loader import SamplesLoader
from gui.teaching.shared import Choices, Picture, TwoColumns
from gui.teaching.survival_table import SurvivalTable
from gui.widgets import tokens
from gui.widgets.page_scroll import PageScroll
from gui.widgets.plain_label import PlainLabel, announce
from verify.features.teaching.survival import AS_A_FILE, FOLDER, JOURNEYS, SPECIMENS, name_copy
from verify.report.words.catalogue import Translator

_PICKER_WIDTH = 340
_LEAST_WIDTH = 260
_PICTURE_WIDEST = 260


class Lab(TwoColumns):
    """The choices on the left, the comparison on the right."""

    def __init__(self, parent: QWidget, loader: SamplesLoader, translator: Translator) -> None:
        super().__init__(parent, _PICKER_WIDTH)
        self._loader = loader
        self._translator = translator
        self._compared_names: tuple[str, str] | None = None  # names of the two files that the table shows
        self._areas: list[PageScroll] = []
        picker, page = QWidget(self), QWidget(self)
        self._explained = PlainLabel(picker, "body")
        self._specimen_title = PlainLabel(picker, "strong")
        self.specimens = Choices(picker, len(SPECIMENS))
        self._carries = PlainLabel(picker, "muted")
        self._journey_title = PlainLabel(picker, "strong")
        self.journeys = Choices(picker, len(JOURNEYS))
        self._not_yours = PlainLabel(picker, "muted")
        self.comparison = Comparison(page)
        self._lay_out(picker, page)
        self.specimens.choose(0)
        self.journeys.choose(0)
        self.specimens.chosen.connect(self._on_chosen)
        self.journeys.chosen.connect(self._on_chosen)
        loader.changed.connect(self._on_changed)
        loader.made.connect(self._on_made)
        self.retranslate(translator)

    @property
    def specimen(self) -> str:
        """The key of the specimen that is chosen."""
        return tuple(SPECIMENS)[self.specimens.number]

    @property
    def journey(self) -> str:
        """The key of the journey that is chosen."""
        return JOURNEYS[self.journeys.number]

    @property
    def is_compared(self) -> bool:
        """Whether the table shows the comparison that is chosen."""
        return self._compared_names == self._names()

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        for area, key in zip(self._areas, ("lab", "fate"), strict=True):
            area.setAccessibleName(translator.text(f"pages.learn.{key}"))
        self._explained.show_text(translator.text("pages.learn.lab_explained"))
        self._specimen_title.show_text(translator.text("pages.learn.specimen"))
        self.specimens.show_texts(
            tuple(translator.text(f"pages.learn.specimens.{key}.name") for key in SPECIMENS),
            translator.text("pages.learn.specimen"),
        )
        self._journey_title.show_text(translator.text("pages.learn.journey"))
        self.journeys.show_texts(
            tuple(translator.text(f"pages.learn.journeys.{key}.name") for key in JOURNEYS),
            translator.text("pages.learn.journey"),
        )
        self._not_yours.show_text(translator.text("pages.learn.not_yours"))
        self._compare()

    def compare(self) -> None:
        """Request the two files that are chosen, and compare them as soon as both reports are here."""
        self._compare()

    def _lay_out(self, picker: QWidget, page: QWidget) -> None:
        choosing = (self._explained, self._specimen_title, self.specimens, self._carries)
        travelling = (self._journey_title, self.journeys, self._not_yours)
        for part, widgets in ((picker, (*choosing, *travelling)), (page, (self.comparison,))):
            column = QVBoxLayout(part)
            column.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.WIDE, tokens.WIDE)
            column.setSpacing(tokens.GAP)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch()
            area = PageScroll(self, part)
            self._areas.append(area)
            area.setMinimumWidth(_LEAST_WIDTH)
            self.addWidget(area)

    def _names(self) -> tuple[str, str]:
        return f"{FOLDER}/{SPECIMENS[self.specimen]}", f"{FOLDER}/{name_copy(self.specimen, self.journey)}"

    def _compare(self) -> bool:
        """Return whether both files have been read."""
        self._carries.show_text(self._translator.text(f"pages.learn.specimens.{self.specimen}.carries"))
        self.comparison.show_choice(self.specimen, self.journey, self._translator)
        self._compared_names = None
        if not self._loader.is_ready:
            return False
        before, after = (self._loader.request_item(name) for name in self._names())
        self.comparison.show_items(before, after, self._translator)
        if before.is_finished and after.is_finished:
            self._compared_names = self._names()
            for above, below in pairwise((self.journeys.buttons[-1], *self.comparison.table.lines[1:])):
                self.setTabOrder(above, below)
        return self.is_compared

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        del number
        self._compare()

    @Slot(bool)
    def _on_made(self, ready: bool) -> None:
        if ready and self.isVisible():
            self._compare()

    @Slot(object)
    def _on_changed(self, entry: FileItem) -> None:
        if not self.isVisible() or self.is_compared or entry.path not in self._paths():
            return
        if self._compare():
            announce(self.comparison, self.comparison.announcement)

    def _paths(self) -> tuple[str, ...]:
        return tuple(str(self._loader.folder / name) for name in self._names())


class Comparison(QWidget):
    """Two pictures, the table below them, and what it teaches."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = PlainLabel(self, "title")
        self._happens = PlainLabel(self, "body")
        self._captions = [PlainLabel(self, "strong") for _ in range(2)]
        self._files = [PlainLabel(self, "muted") for _ in range(2)]
        self.pictures = [Picture(self, _PICTURE_WIDEST) for _ in range(2)]
        self._state = PlainLabel(self, "notice")
        self.table = SurvivalTable(self)
        self._lesson_title = PlainLabel(self, "strong")
        self._lesson = PlainLabel(self, "body")
        self._limits = PlainLabel(self, "muted")
        self._copy = PlainLabel(self, "muted")
        pair = QGridLayout()
        pair.setHorizontalSpacing(tokens.WIDE)
        pair.setVerticalSpacing(tokens.TIGHT)
        for column in range(2):
            pair.addWidget(self._captions[column], 0, column)
            pair.addWidget(self._files[column], 1, column)
            pair.addWidget(self.pictures[column], 2, column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            pair.setColumnStretch(column, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(tokens.GAP)
        column_of_all.addWidget(self._name)
        column_of_all.addWidget(self._happens)
        column_of_all.addLayout(pair)
        for widget_below in (self._state, self.table, self._lesson_title, self._lesson, self._limits, self._copy):
            column_of_all.addWidget(widget_below)

    @property
    def announcement(self) -> str:
        """The table and what it teaches, in lines for a screen reader."""
        lines = [f"{line.cells[0]}: {line.cells[-1]}" for line in self.table.lines[1:] if line.cells[-1]]
        return "\n".join((*lines, self._lesson.text()))

    def show_choice(self, specimen: str, journey: str, translator: Translator) -> None:
        """Show what was chosen, before anything is read."""
        name, happens, lesson = (
            translator.text(f"pages.learn.journeys.{journey}.{part}") for part in ("name", "happens", "see")
        )
        self._name.show_text(name)
        self._happens.show_text(happens)
        for caption, key in zip(self._captions, ("before", "after"), strict=True):
            caption.show_text(translator.text(f"pages.learn.{key}"))
        files = (SPECIMENS[specimen], name_copy(specimen, journey))
        for label, file in zip(self._files, files, strict=True):
            label.show_text(file)
        self._state.show_text(translator.text("pages.learn.looking_at_both"))
        self._lesson_title.show_text(translator.text("pages.learn.seen_here"))
        self._lesson.show_text(lesson)
        self._limits.show_text(translator.text("pages.learn.lab_limits"))
        self._copy.show_text(
            translator.text("pages.learn.exact_copy" if journey == AS_A_FILE else "pages.learn.altered_copy")
        )
        self._show_finished(finished=False)

    def show_items(self, before: FileItem, after: FileItem, translator: Translator) -> None:
        """Show the pictures as soon as they are there, and the table when both files have been read."""
        for picture, entry, key in zip(self.pictures, (before, after), ("before", "after"), strict=True):
            picture.show_report(entry.report, translator.text(f"pages.learn.{key}"))
        if before.is_finished and after.is_finished:
            self.table.show_reports(before.report, after.report, translator)
            self._show_finished(finished=True)

    def _show_finished(self, *, finished: bool) -> None:
        self._state.setVisible(not finished)
        for widget in (self.table, self._lesson_title, self._lesson, self._limits):
            widget.setVisible(finished)
