"""The page on which one file is looked at closely: its pictures at full size, the frames of a video, the line of a
sound, and a list in words of everything that is framed or timed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from gui.viewer.choice import Choice
from gui.viewer.close_look import CloseLook
from gui.viewer.expert_bar import BESIDE, ExpertBar
from gui.viewer.frame_strip import FrameStrip, frames_of, seconds_of
from gui.viewer.kept_frame import FrameSaver, SearchRow, name_frame
from gui.viewer.picture_page import PicturePage
from gui.viewer.sound_bar import SoundBar
from gui.viewer.stop_bar import StopBar
from gui.viewer.tiled_view import TiledView
from gui.viewer.versions import PREVIEW, Version, list_versions
from gui.viewer.waveform_view import WaveformView
from gui.widgets import overlays, pixmaps, tokens
from gui.widgets.keyboard import follow_layout
from gui.widgets.page_scroll import WordsArea
from gui.widgets.plain_label import PlainLabel, make_tip
from verify.model import Picture, Problem, Report
from verify.model.views import FileView, NotShown, ShownView, View, ViewKind
from verify.report.panel import MarkWords
from verify.report.places import Mark, marks
from verify.report.words import comparison
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from gui.context import Context
    from gui.file_item import FileItem

_LIST_LINES = 5
_NAME_CHARACTERS = 60  # the picture needs the room of a longer one, which the answer has whole
_SAID = {  # why the full size is not to be had
    Problem.CHANGED: "changed",
    Problem.NOT_FOUND: "gone",
    Problem.NOT_PERMITTED: "gone",
    Problem.NOT_A_FILE: "gone",
    Problem.TOO_LARGE: "too_large",
    Problem.OUT_OF_MEMORY: "too_large",
    Problem.TIMED_OUT: "too_slow",
}


class ViewerPage(PicturePage):
    """Shows the file that is chosen on the list whenever the page is shown, and lets go of it when it is left."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._entry: FileItem | None = None
        self._report: Report | None = None
        self._versions: list[Version] = []
        self._frames: list[Picture] = []
        self._marks: list[MarkWords] = []  # of this file
        self._listed: list[MarkWords] = []  # of what is shown
        self._target: View | None = None  # what is to be seen at its full size
        self._beside: View | None = None  # and at its right
        self._name = PlainLabel(self, "strong")
        self.choice = Choice(self)
        self.choice.chosen.connect(self._show_version)
        self._percent = PlainLabel(self, "number")
        self.pixels = QPushButton(self)
        self.view = TiledView(self)
        self.view.scaled.connect(self._on_scaled)
        self.pixels.clicked.connect(self.view.show_pixels)
        self._connect_zoom(self.view)
        self.look = CloseLook(self)
        self.look.serve(self.view)
        self.control = TiledView(self)  # beside a view that says nothing by itself
        self.look.serve(self.control)
        self._captions = PlainLabel(self, "muted"), PlainLabel(self, "muted")
        self._pair = QWidget(self)
        self._halves = QWidget(self._pair), QWidget(self._pair)
        self.expert = ExpertBar(self)
        self.stops = StopBar(self)
        self.sound = SoundBar(self)
        self.sound.wanted.connect(self.look.listen)
        self.look.heard.connect(self.sound.take)
        self.search = SearchRow(self)
        self._saver = FrameSaver(self)
        self.strip = FrameStrip(self)
        self.strip.frame_chosen.connect(self._on_frame_chosen)
        self.waveform = WaveformView(self)
        self.sound.moved.connect(self.waveform.show_place)
        self.waveform.sought.connect(self.sound.seek)
        self.waveform.toggled.connect(self.sound.play_or_pause)
        self._heading = PlainLabel(self, "title")
        self.list = QListWidget(self)
        self.list.setObjectName("marks")
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._on_mark_chosen)
        self._read_note = PlainLabel(self, "muted")
        self._connect_look()
        self._lay_out()
        self.setFocusProxy(self.view)

    def close_down(self) -> None:
        """Let go of the file."""
        self.look.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nobody looks any more."""
        super().hideEvent(event)
        self.sound.stop()
        self.look.leave()

    # -- how it is made ------------------------------------------------------------------------------------------

    def _connect_look(self) -> None:
        self.look.opened.connect(self._on_opened)
        self.look.ready.connect(self._on_ready)
        self.look.failed.connect(self._on_failed)
        self.look.collected.connect(self._on_collected)
        self.expert.chosen.connect(self._on_view_chosen)
        self.view.moved.connect(lambda: self.control.set_viewport(*self.view.viewport()))
        self.control.moved.connect(lambda: self.view.set_viewport(*self.control.viewport()))
        self.stops.chosen.connect(self._show_time)
        self.stops.kept.connect(self._on_frame_kept)
        self._saver.saved.connect(self._on_saved)

    def _lay_out(self) -> None:
        tools = (self.choice, self.expert.choices, *self.zoom_buttons, self.pixels, self._percent)
        column = self._lay_out_rows((self._name,), tools)
        pair = QHBoxLayout(self._pair)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(tokens.NEAR)
        for half, caption, view in zip(self._halves, self._captions, (self.view, self.control), strict=True):
            rows = QVBoxLayout(half)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(0)
            rows.addWidget(caption)
            rows.addWidget(view, 1)
            pair.addWidget(half, 1)
        column.addWidget(self._pair, 1000)
        self._words = WordsArea(self, (self._heading, self.list, self._read_note))
        for part in (
            self.expert,
            self.stops,
            self.search,
            self.strip,
            self.waveform,
            self.sound,
            self._words,
        ):
            column.addWidget(part)
        column.addStretch(1)  # what there is of a sound stands at the top
        follow_layout(self)

    # -- what is shown -------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        translator = self._context.translator
        self._name_buttons((self.pixels, "zoom_pixels"))
        self._heading.show_text(translator.text("window.what_is_marked"))
        self._words.setAccessibleName(translator.text("window.what_is_marked"))
        entry = self._entry = self._context.current_file()
        report = self._report = entry.report if entry is not None else None
        self._name.show_text(plain(entry.name, _NAME_CHARACTERS) if entry is not None else "")
        self._name.setToolTip(make_tip(plain(entry.name)) if entry is not None else "")
        self._invite(*(() if entry is not None else ("nothing_to_inspect", "nothing_to_inspect_explained")))
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
        self.search.hide()
        self.stops.show_stops((), translator)
        self.expert.offer(translator, offered=False)
        self.sound.offer(None, "", translator)
        self._show_version(0)
        if entry is not None and entry.is_finished and report is not None and report.file.sha256:
            self.look.look(entry.path, report.file.sha256)
        else:
            self.look.leave()

    @Slot(int)
    def _show_version(self, number: int) -> None:
        """Show one of the versions: the file itself at full size as soon as it is open, others as small as they are."""
        version = self._versions[number] if 0 <= number < len(self._versions) else None
        self.view.show_view(None)
        self._target = None
        self._show_beside(None)
        file = self.look.file
        is_itself = version is None or version.picture.name == PREVIEW
        offered = is_itself and file is not None and file.has_picture and not file.stops
        self.expert.offer(self._context.translator, offered=offered)
        if version is None or is_itself:
            self._listed = self._marks
        else:
            self._listed = self._word(version.marks)
        self._list_marks()
        self._show_picture(
            pixmaps.to_image(version.picture) if version is not None else QImage(), version.name if version else ""
        )
        if (version is None or version.picture.name == PREVIEW) and self.look.file is not None:
            self._show_file(self.look.file)
        self._tell(version)

    def _show_file(self, file: FileView) -> None:
        """Have the file itself shown at full size: its picture, or the frame at which the line stands."""
        if file.stops:
            self._show_time(file.stops[min(self.stops.slider.value(), len(file.stops) - 1)])
        elif file.has_picture:
            self._aim(View(ViewKind.PICTURE))

    @Slot(int)
    def _show_time(self, milliseconds: int) -> None:
        """Have the frame at a time shown at full size."""
        self.search.hide()
        self._aim(View(ViewKind.FRAME, milliseconds))

    @Slot(object)
    def _on_view_chosen(self, view: View | None) -> None:
        """Have one of an expert's views made, and what stands beside it; None: the picture itself."""
        beside = BESIDE.get(view.kind) if view is not None else None
        self._show_beside(beside)
        if beside is not None:
            self.look.show(beside)
        self._aim(view or View(ViewKind.PICTURE))

    def _show_beside(self, view: View | None) -> None:
        """Make room for a second view, or take it away."""
        translator = self._context.translator
        self._beside = view
        self.control.show_view(None)
        self.control.show_image(QImage())
        said = ("", "")
        if view is not None:
            names = {ViewKind.PICTURE: ("expert_thumbnail", "expert_this")}
            keys = names.get(view.kind, ("expert_this", "expert_control"))
            said = translator.text(f"window.{keys[0]}"), translator.text(f"window.{keys[1]}")
        for part, text in zip(self._captions, said, strict=True):
            part.show_text(text)
            part.setVisible(view is not None)
        self.control.setVisible(view is not None)
        self._halves[1].setVisible(view is not None)  # else it keeps its half of the room

    def _aim(self, view: View) -> None:
        self._target = view
        self.look.show(view)

    def _word(self, stated: Iterable[Mark]) -> list[MarkWords]:
        translator = self._context.translator
        return [MarkWords(mark, finding_cards.mark_caption(translator, mark)) for mark in stated]

    def _show_picture(self, image: QImage, name: str, time: float | None = None, *, anew: bool = True) -> None:
        """Show a picture with what is framed in it, in a frame of a video only what is there at its time."""
        translator = self._context.translator
        there = overlays.select_at_time([words.mark for words in self._listed], time)
        self.view.show_image(image, there, anew=anew)
        self.view.setAccessibleName(name)
        pairs = zip(self._listed, there, strict=True)
        captions = "; ".join(words.caption for words, mark in pairs if mark.box is not None)
        self.view.setAccessibleDescription("; ".join(filter(None, (captions, translator.text("window.view_keys")))))
        self.view.setToolTip(translator.text("window.view_keys"))
        for widget in (self._pair, self.view, self._percent, self.pixels, *self.zoom_buttons):
            widget.setVisible(not image.isNull())

    def _tell(self, version: Version | None = None) -> None:
        """Say below it what is seen, at which size, and what is not."""
        translator = self._context.translator
        notes = [translator.text("window.marked_limits")] if self._listed else []
        if version is not None and version.picture.name != PREVIEW:
            if version.state is not None:
                notes.append(comparison.recorded_picture_limits(translator, (version.state,)))
        elif self.look.problem is not None:
            notes.append(translator.text(say_problem(self.look.problem)))
        elif version is not None and version.picture.name == PREVIEW:
            notes.append(_size(version.picture, translator))
        elif self._report is not None and self._report.waveform is None and self.look.file is not None:
            notes.append("" if self.look.file.has_picture else translator.text("window.nothing_to_see"))
        self._show_notes(notes)

    def _show_notes(self, notes: Iterable[str]) -> None:
        said = "\n".join(filter(None, notes))
        self._read_note.show_text(said)
        self._read_note.setVisible(bool(said))

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

    # -- what comes from the file ----------------------------------------------------------------------------------

    @Slot(object)
    def _on_opened(self, file: FileView) -> None:
        self.stops.show_stops(file.stops, self._context.translator)
        self.sound.offer(file, self._entry.name if self._entry is not None else "", self._context.translator)
        self._show_version(max(0, self.choice.number))

    @Slot(object, QImage)
    def _on_ready(self, description: ShownView, image: QImage) -> None:
        """Show the full size in place of the small picture, at the zoom and place that were chosen meanwhile."""
        translator = self._context.translator
        if description.view == self._beside:
            self.control.show_image(image, anew=False)
            self.control.show_view(description)
            self.control.setAccessibleName(self._captions[1].text())
        if description.view != self._target:
            return
        self.expert.show_facts(description)
        if self.expert.view is not None:
            self.view.show_image(image, anew=self.view.view is None or self.view.view.kind is ViewKind.THUMBNAIL)
            self.view.setAccessibleName(translator.text(f"window.expert_{description.view.kind.value}"))
            self.view.show_view(description)
            self._show_notes(())
            return
        if description.view.kind is ViewKind.FRAME:
            time = description.view.number / 1000
            self._show_picture(image, translator.text("window.frame_at", time=f"{time:.1f}"), time, anew=False)
        else:
            self._show_picture(image, translator.text("window.version_this"), anew=False)
        self.view.show_view(description)
        self._show_notes(
            (translator.text("window.marked_limits") if self._listed else "", say_size(description, translator))
        )

    @Slot(object, object)
    def _on_failed(self, subject: object, answer: NotShown) -> None:
        if isinstance(subject, float):
            self.sound.fail()
        elif subject is not None and subject == self.expert.view:
            self.expert.show_failure(answer)
            self._show_beside(None)
            self.view.show_view(None)
            self.view.show_image(QImage())
        elif subject is None or subject == self._target:
            number = max(0, self.choice.number)
            translator = self._context.translator
            self._tell(self._versions[number] if number < len(self._versions) else None)
            if subject is not None:
                self._show_notes((self._read_note.text(), translator.text(say_problem(answer))))

    # -- what a person does ----------------------------------------------------------------------------------------

    @Slot()
    def _on_scaled(self) -> None:
        percent = self.view.percent
        self._percent.show_text(f"{percent:.0f} %" if percent else "")

    @Slot(int)
    def _on_frame_chosen(self, number: int) -> None:
        """Show a frame that was checked, with what is framed at its time, small first and then at full size."""
        frame, time = self._frames[number], seconds_of(self._frames[number])
        said = self._context.translator.text("window.frame_at", time=f"{time:.1f}")
        self.view.show_view(None)
        self._show_picture(pixmaps.to_image(frame), said, time)
        self.stops.choose_near(round(time * 1000))
        if self.look.file is not None:
            self._show_time(round(time * 1000))

    @Slot(int)
    def _on_mark_chosen(self, number: int) -> None:
        self.view.choose(number)
        self.waveform.choose(number)

    @Slot()
    def _on_frame_kept(self) -> None:
        if self.view.view is not None:
            self.look.collect(self.view.view)

    @Slot(object, QImage)
    def _on_collected(self, view: View, picture: QImage) -> None:
        if self._entry is not None:
            self._saver.ask(picture, name_frame(self._entry.name, view.number), self._context.translator)

    @Slot(object, bool)
    def _on_saved(self, path: object, well: bool) -> None:
        if well:
            self.search.show_saved(str(path), self._context.translator)
        else:
            self.search.show_failure(self._context.translator)


def say_problem(answer: NotShown) -> str:
    """Return the key of the sentence that says why the full size cannot be seen."""
    return f"window.not_full_{_SAID.get(answer.problem, 'failed')}"


def say_size(description: ShownView, translator: Translator) -> str:
    """Say at which size something is seen, and how large it is where that is more."""
    facts = {"width": str(description.width), "height": str(description.height)}
    if (description.width, description.height) == (description.whole_width, description.whole_height):
        return translator.text("window.full_size", **facts)
    whole = {"whole_width": str(description.whole_width), "whole_height": str(description.whole_height)}
    return translator.text("window.part_size", **facts, **whole)


def _size(picture: Picture, translator: Translator) -> str:
    """Return how large the preview is beside the file."""
    facts = {"width": str(picture.width), "height": str(picture.height)}
    if picture.whole_width <= picture.width and picture.whole_height <= picture.height:
        return translator.text("window.as_large_as_file", **facts) if picture.whole_width else ""
    whole = {"whole_width": str(picture.whole_width), "whole_height": str(picture.whole_height)}
    return translator.text("window.smaller_than_file", **facts, **whole)
