"""The page on which one file is looked at closely: its pictures, the frames of a video, the line of a sound, and a
list in words of everything that is framed or timed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QListWidget

from gui.viewer.choice import Choice
from gui.viewer.frame_strip import FrameStrip, frames_of, seconds_of
from gui.viewer.picture_page import PicturePage
from gui.viewer.picture_view import PictureView
from gui.viewer.versions import PREVIEW, Version, list_versions
from gui.viewer.waveform_view import WaveformView
from gui.widgets import overlays, pixmaps, tokens
from gui.widgets.keyboard import follow_layout
from gui.widgets.plain_label import PlainLabel
from verify.model import Picture, Report
from verify.report.panel import MarkWords
from verify.report.places import marks
from verify.report.words import comparison, finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from gui.context import Context

_LIST_LINES = 5


class ViewerPage(PicturePage):
    """Shows the file that is chosen on the list whenever the page is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._report: Report | None = None
        self._versions: list[Version] = []
        self._frames: list[Picture] = []
        self._marks: list[MarkWords] = []  # of this file
        self._listed: list[MarkWords] = []  # of what is shown
        self._name = PlainLabel(self, "strong")
        self.choice = Choice(self)
        self.choice.chosen.connect(self._on_version_chosen)
        self.view = PictureView(self)
        self._connect_zoom(self.view)
        self.strip = FrameStrip(self)
        self.strip.frame_chosen.connect(self._on_frame_chosen)
        self.waveform = WaveformView(self)
        self._heading = PlainLabel(self, "title")
        self.list = QListWidget(self)
        self.list.setObjectName("marks")
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._on_mark_chosen)
        self._read_note = PlainLabel(self, "muted")
        self._lay_out()
        self.setFocusProxy(self.view)

    def _lay_out(self) -> None:
        column, tools = self._lay_out_rows(tokens.NEAR, ((self._name, 1),))
        tools.addWidget(self.choice, 4)
        tools.addStretch(1)
        for button in self.zoom_buttons:
            tools.addWidget(button)
        column.addWidget(self.view, 1000)
        column.addWidget(self.strip)
        column.addWidget(self.waveform)
        column.addWidget(self._heading)
        column.addWidget(self.list)
        column.addWidget(self._read_note)
        column.addStretch(1)  # what there is of a sound stands at the top
        follow_layout(self)

    def _refresh(self) -> None:
        translator = self._context.translator
        self._name_buttons()
        self._heading.show_text(translator.text("window.what_is_marked"))
        entry = self._context.current_file()
        report = self._report = entry.report if entry is not None else None
        self._name.show_text(plain(entry.name) if entry is not None else translator.text("window.nothing_to_inspect"))
        self._versions = list_versions(report, translator) if report is not None else []
        self._frames = frames_of(report.pictures) if report is not None else []
        self._marks = (
            [MarkWords(mark, finding_cards.mark_caption(translator, mark)) for mark in marks(report)]
            if report is not None
            else []
        )
        self.strip.show_frames(self._frames, self._marks, translator)
        self.strip.setVisible(bool(self._frames))
        self.waveform.show_waveform(report.waveform if report is not None else None, self._marks, translator)
        self.choice.offer(translator.text("window.shown_version"), [version.name for version in self._versions])
        self.choice.setVisible(len(self._versions) > 1)
        self._show_version(0)

    def _show_version(self, number: int) -> None:
        """Show one of the versions, or say that there is none."""
        translator = self._context.translator
        shown = self._versions[number] if 0 <= number < len(self._versions) else None
        for widget in (self.view, *self.zoom_buttons):
            widget.setVisible(shown is not None)
        if shown is None or shown.picture.name == PREVIEW:
            self._listed = self._marks
        else:
            self._listed = [MarkWords(mark, finding_cards.mark_caption(translator, mark)) for mark in shown.marks]
        self._list_marks()
        notes = [translator.text("window.marked_limits")] if self._listed else []
        if shown is not None:
            self._show_picture(pixmaps.to_image(shown.picture), shown.name)
            notes.append(_size(shown.picture, translator) if shown.picture.name == PREVIEW else "")
            notes.append(
                comparison.recorded_picture_limits(translator, (shown.state,)) if shown.state is not None else ""
            )
        elif self._report is not None and self._report.waveform is None:
            notes.append(translator.text("window.nothing_to_see"))
        self._read_note.show_text("\n".join(filter(None, notes)))
        self._read_note.setVisible(any(notes))

    def _show_picture(self, image: QImage, name: str, time: float | None = None) -> None:
        """Show a picture with what is framed in it, in a frame of a video only what is there at its time."""
        translator = self._context.translator
        there = overlays.select_at_time([words.mark for words in self._listed], time)
        self.view.show_image(image, there)
        self.view.setAccessibleName(name)
        told = zip(self._listed, there, strict=True)
        captions = "; ".join(words.caption for words, mark in told if mark.box is not None)
        self.view.setAccessibleDescription("; ".join(filter(None, (captions, translator.text("window.view_keys")))))
        self.view.setToolTip(translator.text("window.view_keys"))

    def _list_marks(self) -> None:
        translator = self._context.translator
        self.list.blockSignals(True)
        self.list.clear()
        for at, words in enumerate(self._listed):
            self.list.addItem(f"{at + 1} · {words.caption}")
        self.list.blockSignals(False)
        self.list.setVisible(bool(self._listed))
        lines = min(_LIST_LINES, max(1, len(self._listed)))
        self.list.setFixedHeight(lines * (self.list.fontMetrics().height() + tokens.NEAR) + tokens.GAP)
        said = translator.text(f"window.{'marked_limits' if self._listed else 'nothing_marked'}")
        self.list.setAccessibleName(translator.text("window.what_is_marked"))
        self.list.setAccessibleDescription(said)
        self._heading.show_text(said if not self._listed else translator.text("window.what_is_marked"))
        self._heading.setVisible(self._report is not None)

    @Slot(int)
    def _on_version_chosen(self, number: int) -> None:
        self._show_version(number)

    @Slot(int)
    def _on_frame_chosen(self, number: int) -> None:
        """Show a frame large, with what is framed at its time."""
        frame, time = self._frames[number], seconds_of(self._frames[number])
        said = self._context.translator.text("window.frame_at", time=f"{time:.1f}")
        self._show_picture(pixmaps.to_image(frame), said, time)

    @Slot(int)
    def _on_mark_chosen(self, number: int) -> None:
        self.view.choose(number)
        self.waveform.choose(number)


def _size(picture: Picture, translator: Translator) -> str:
    """Return how large the preview is beside the file."""
    facts = {"width": str(picture.width), "height": str(picture.height)}
    if picture.whole_width <= picture.width and picture.whole_height <= picture.height:
        return translator.text("window.as_large_as_file", **facts) if picture.whole_width else ""
    whole = {"whole_width": str(picture.whole_width), "whole_height": str(picture.whole_height)}
    return translator.text("window.smaller_than_file", **facts, **whole)
