"""The page on which two pictures are compared: side by side, with a slider, and by their difference."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from gui.compare.alignment_task import AlignedPair, AlignmentTask
from gui.compare.candidates import Candidate, list_candidates
from gui.compare.regions import Regions, make_regions
from gui.compare.slider_view import SliderView
from gui.viewer.choice import Choice
from gui.viewer.picture_page import PicturePage
from gui.viewer.picture_view import PictureView
from gui.widgets import pixmaps, tokens
from gui.widgets.keyboard import follow_layout
from gui.widgets.page_scroll import WordsArea
from gui.widgets.plain_label import PlainLabel, announce
from gui.widgets.widget_pool import TextList
from verify.report.words import comparison

if TYPE_CHECKING:
    from gui.context import Context

_EDGE_STEPS = 100  # of the slider from side to side
_EDGE_PAGE = 10
_WHOLE = 0.97  # of the right picture lies over the left one


class ViewMode(Enum):
    """How the two are shown; the value is the key of its name."""

    SIDE_BY_SIDE = "side_by_side"
    SLIDER = "with_slider"
    DIFFERENCE = "the_difference"


class ComparePage(PicturePage):
    """Offers the pictures of the file that is chosen on the list, and the other files, whenever it is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._candidates: list[Candidate] = []
        self._aligned_pair: AlignedPair | None = None
        self._regions = Regions()
        self.laying = AlignmentTask(self)
        self.laying.done.connect(self._on_laid)
        self.exchange = QPushButton(self)
        self.exchange.clicked.connect(self._on_exchange)
        self.left, self.right = Choice(self), Choice(self)
        for choice in (self.left, self.right):
            choice.chosen.connect(self._on_chosen)
        self._buttons = QButtonGroup(self)
        self.views: dict[ViewMode, QToolButton] = {}
        for at, view in enumerate(ViewMode):
            button = self.views[view] = QToolButton(self)
            button.setProperty("kind", "button")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setCheckable(True)
            self._buttons.addButton(button, at)
        self.views[ViewMode.SIDE_BY_SIDE].setChecked(True)
        self._buttons.idClicked.connect(self._on_view_chosen)
        self._stack = QStackedWidget(self)
        pair = QWidget(self._stack)
        self.left_view, self.right_view = PictureView(pair), PictureView(pair)
        self.slider_view, self.difference_view = SliderView(self._stack), PictureView(self._stack)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, _EDGE_STEPS)
        self.slider.setPageStep(_EDGE_PAGE)
        self.slider.setValue(_EDGE_STEPS // 2)
        self._remark = PlainLabel(self, "body")
        self._stated = TextList(self)
        self._limits = TextList(self)
        self._connect_views()
        self._lay_out(pair)
        self.setFocusProxy(self.left.box)

    def close_down(self) -> None:
        """End all work."""
        self.laying.stop()

    # -- how it is made ------------------------------------------------------------------------------------------

    def _connect_views(self) -> None:
        self._every_view = (self.left_view, self.right_view, self.slider_view, self.difference_view)
        for view in self._every_view:
            view.moved.connect(self._on_moved)
        self._connect_zoom(*self._every_view)
        self.slider.valueChanged.connect(self._on_slid)
        self.slider_view.edge_moved.connect(self._on_edge_moved)

    def _lay_out(self, pair: QWidget) -> None:
        beside = QHBoxLayout(pair)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(tokens.NEAR)
        beside.addWidget(self.left_view)
        beside.addWidget(self.right_view)
        for view in (pair, self.slider_view, self.difference_view):
            self._stack.addWidget(view)
        column = self._lay_out_rows((self.left, self.exchange, self.right), (*self.views.values(), *self.zoom_buttons))
        column.addWidget(self._stack, 1)
        column.addWidget(self.slider)
        self._words = WordsArea(self, (self._remark, self._stated, self._limits))
        column.addWidget(self._words)
        follow_layout(self)

    # -- what is shown -------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        translator = self._context.translator
        self._name_buttons((self.exchange, "exchange"), *((button, view.value) for view, button in self.views.items()))
        self.slider.setAccessibleName(translator.text("window.slider_name"))
        self._words.setAccessibleName(translator.text("window.about_comparison"))
        files = self._context
        self._candidates, first, second = list_candidates(
            files.current_file(), files.selected_files(), files.listed_files(), translator
        )
        names = [candidate.name for candidate in self._candidates]
        self.left.offer(translator.text("window.version_left"), names, first)
        self.right.offer(translator.text("window.version_right"), names, second)
        enough = len(self._candidates) > 1
        for part in (self.left, self.right, self.exchange):
            part.setVisible(enough)
        if enough:
            self._invite()
            self._compare()
        elif self._candidates:
            self._invite("one_to_compare", "nothing_to_compare")
        else:
            self._invite("two_to_compare", "two_to_compare_explained")

    def _compare(self) -> None:
        """Show the two that are chosen side by side and begin to lay one over the other."""
        translator = self._context.translator
        left, right = self._candidates[self.left.number], self._candidates[self.right.number]
        self._aligned_pair = None
        one, two = pixmaps.to_image(left.picture()), pixmaps.to_image(right.picture())
        self._regions = make_regions(left.marks, right.marks)
        self.left_view.show_image(one, self._regions.on_left(None))
        self.right_view.show_image(two, self._regions.on_right())
        stated = self._regions.lines(translator)
        self._stated.show_lines((*stated, *((translator.text("window.marked_limits"),) if stated else ())))
        self.left_view.setAccessibleName(f"{translator.text('window.version_left')}: {left.name}")
        self.right_view.setAccessibleName(f"{translator.text('window.version_right')}: {right.name}")
        self._allow(laid=False)
        self._remark.show_text(translator.text("window.laying_over"))
        self._limits.show_lines(
            comparison.comparison_limits(
                translator,
                tuple(entry.state for entry in (left, right) if entry.state is not None),
                exif=left.is_exif or right.is_exif,
                other=left.file != right.file,
            )
        )
        self.laying.begin(left.picture(), right.picture())

    def _is_linked(self) -> bool:
        """Whether the right picture is shown as it lies over the left one: not where it shows more than that one."""
        return self._aligned_pair is not None and self._aligned_pair.compared.of_right > _WHOLE

    def _allow(self, *, laid: bool) -> None:
        """Let slider and difference be chosen, or not: pictures that do not lie over each other would mislead."""
        for view in (ViewMode.SLIDER, ViewMode.DIFFERENCE):
            self.views[view].setEnabled(laid)
        if not laid:
            self.views[ViewMode.SIDE_BY_SIDE].setChecked(True)
            self._show_view()

    def _show_view(self) -> None:
        number = max(0, self._buttons.checkedId())
        self._stack.setCurrentIndex(number)
        self.slider.setVisible(number == list(ViewMode).index(ViewMode.SLIDER))

    # -- slots ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_laid(self, laid: AlignedPair | None) -> None:
        translator = self._context.translator
        said = comparison.describe_comparison(translator, laid.compared if laid is not None else None)
        self._remark.show_text(said)
        announce(self, said)
        self._aligned_pair = laid
        if laid is None:
            return
        left = pixmaps.to_image(self._candidates[self.left.number].picture())
        over = pixmaps.to_image(laid.over)
        marked = self._regions.on_left(laid.place)
        self.left_view.show_image(left, marked, anew=False)
        if self._is_linked():
            self.right_view.show_image(over, marked)  # as it lies over the left one, so that both move together
            self.right_view.set_viewport(*self.left_view.viewport())
        self.slider_view.show_pair(left, over, marked)
        self.difference_view.show_image(pixmaps.to_image(laid.difference), marked)
        self.slider_view.setAccessibleName(translator.text("window.with_slider"))
        self.difference_view.setAccessibleName(translator.text("window.difference_name"))
        for view in (self.slider_view, self.difference_view):
            view.setAccessibleDescription(said)
        self._allow(laid=True)

    @Slot()
    def _on_exchange(self) -> None:
        left, right = self.left.number, self.right.number
        self.left.choose(right)
        self.right.choose(left)
        self._compare()

    @Slot(int)
    def _on_chosen(self, _number: int) -> None:
        self._compare()

    @Slot(int)
    def _on_view_chosen(self, _number: int) -> None:
        self._show_view()

    @Slot()
    def _on_moved(self) -> None:
        """Have all views look at the same place, where one picture lies over the other."""
        moved = self.sender()
        if not isinstance(moved, PictureView):
            return
        for view in self._every_view:
            beside = view is self.right_view or moved is self.right_view
            if view is not moved and (self._is_linked() or not beside):
                view.set_viewport(*moved.viewport())

    @Slot(int)
    def _on_slid(self, value: int) -> None:
        self.slider_view.set_edge(value / _EDGE_STEPS)

    @Slot(float)
    def _on_edge_moved(self, edge: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(edge * _EDGE_STEPS))
        self.slider.blockSignals(False)
