"""The table of the lab: a line for each kind of evidence, before and after, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from gui import tokens
from gui.plain_label import PlainLabel
from verify.model import Report
from verify.render.learning import LearnWords, Trace
from verify.render.wording import Wording

_STRETCH = (3, 5, 5, 3)  # shares of the columns, the same in every line


class SurvivalTable(QWidget):
    """Lines one below the other. Each can be reached by key, so that a screen reader reads it as one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.TIGHT)

    def show_reports(self, before: Report, after: Report, words: LearnWords, wording: Wording) -> None:
        """Compares two reports of one picture."""
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        heads = tuple(words.label(key) for key in ("evidence", "before", "after", "fate"))
        verdicts = tuple(
            (Trace(wording.verdict_badge(report), wording.headline(report)),) for report in (before, after)
        )
        self.lines = [Line(self, heads, heads)]
        self.lines[0].setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.append(Line(self, (words.label("verdict"), *map(_shown, verdicts), ""), heads))
        for row in words.survival(before, after):
            cells = (row.evidence, _shown(row.before), _shown(row.after), f"{row.fate.shape} {row.fate.word}")
            self.lines.append(Line(self, cells, heads))
        for line in self.lines:
            self._rows.addWidget(line)


class Line(QFrame):
    """One line of four cells."""

    def __init__(self, parent: QWidget, cells: tuple[str, ...], heads: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.cells = cells
        is_head = cells == heads
        self.setObjectName("" if is_head else "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        grid = QGridLayout(self)
        margin = tokens.TIGHT if is_head else tokens.NEAR
        grid.setContentsMargins(tokens.GAP, margin, tokens.GAP, margin)
        grid.setHorizontalSpacing(tokens.GAP)
        for column, (text, share) in enumerate(zip(cells, _STRETCH, strict=True)):
            kind = "muted" if is_head else "strong" if column in (0, len(cells) - 1) else "body"
            label = PlainLabel(self, kind, text)
            policy = label.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # so that columns stand below each other
            label.setSizePolicy(policy)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, share)
        self.setAccessibleName(cells[0])
        told = zip(heads[1:], cells[1:], strict=True)
        self.setAccessibleDescription("\n".join(f"{head}: {text}" for head, text in told if text))


def _shown(traces: tuple[Trace, ...]) -> str:
    """Each trace on a line of its own: shape and word of the kind of proof, and what it is."""
    return "\n".join(
        f"{trace.badge.shape} {trace.badge.word} · {trace.text}"
        if trace.text
        else f"{trace.badge.shape} {trace.badge.word}"
        for trace in traces
    )
