"""A button whose label goes on in the next line, since Qt's own cuts what has no room."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QPushButton

_EDGES: Final = 30  # padding and border of a button


class WrappingButton(QPushButton):
    """A button whose label goes on in the next line where there is no room."""

    label = ""
    _fitted = ("", 0, -1)

    def fit_label(self, room: int) -> None:
        """Show the label, broken between its words so that no line is broader than `room`."""
        metrics = self.fontMetrics()
        if (self.label, room, metrics.height()) == self._fitted:
            return
        self._fitted = (self.label, room, metrics.height())
        lines = [""]
        for word in self.label.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and metrics.horizontalAdvance(longer) > room - _EDGES:
                lines.append(word)
            else:
                lines[-1] = longer
        self.setText("\n".join(lines).replace("&", "&&"))
