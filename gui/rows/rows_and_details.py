"""A list of rows and what is told of one of them: where the details need its room, a strip of buttons stands for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.rows.list_controls import ListHeader, ListStatus
from gui.rows.row_list import RowList
from gui.widgets import style, tokens
from gui.widgets.list_and_details import ListAndDetails


class RowsAndDetails(style.Fitted, ListAndDetails):
    """The list folds by itself where it would leave too little room, and as a person wants it from then on.

    `folded` says that it did, or is there again.
    """

    folded = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted: bool | None = None  # whether a person wants to see the list; None: where there is room
        self._is_folded = False

    def lay_out_rows(
        self, header: ListHeader, rows: RowList, status: ListStatus, below: tuple[QWidget, ...], details: QWidget
    ) -> None:
        """Put the list under its header, its state and further widgets below it, and the details to its right."""
        self._header, self._list, self._status, self._below = header, rows, status, below
        self.lay_out_sides(header, rows, (status, *below), details)

    @property
    def is_folded(self) -> bool:
        """Whether a strip of buttons stands for the list."""
        return self._is_folded

    def toggle_list(self) -> None:
        """Show the list, or the strip of buttons; whatever room there is, it stays so."""
        self._wanted = self._is_folded
        self.fit()
        self.focus_list()

    def focus_list(self) -> None:
        """Give the focus to the list, or to the button that shows it."""
        (self._header.toggle if self._is_folded else self._list).setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Fold or unfold the list, if no person chose."""
        if self.count() == 0:
            return  # it is being made
        has_room = self.width() >= style.scale_points(tokens.LIST_BESIDE_FROM)
        folded = not (has_room if self._wanted is None else self._wanted)
        if folded != self._is_folded:
            self._is_folded = folded
            self._header.fold(folded=folded)
            self._status.fold(folded=folded)
            for widget in (self._list, *self._below):
                widget.setVisible(not folded)
            self.folded.emit(folded)
        self.keep_side_at(self._header.measure_strip() + tokens.GAP + tokens.TIGHT if folded else 0)
