"""The table of the lab: a line for each kind of evidence, before and after, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.features.teaching.survival import Trace, describe_survival
from verify.model import Report
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.verdict.answer import answer

_STRETCH = (3, 5, 5, 3)  # shares of the columns, the same in every line
_NARROW = 76  # characters; in less the cells stand below each other


class SurvivalTable(QWidget):
    """Lines one below the other. Each takes the focus by the tab key, so that a screen reader reads it as one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.TIGHT)

    def show_reports(self, before: Report, after: Report, translator: Translator) -> None:
        """Compare two reports of one picture."""
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        heads = tuple(translator.text(f"pages.learn.{key}") for key in ("evidence_heading", "before", "after", "fate"))
        verdicts = tuple(
            (Trace(badges.verdict_badge(translator, report), answer(translator, report).line),)
            for report in (before, after)
        )
        self.lines = [Line(self, heads, heads)]
        self.lines[0].setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.append(
            Line(self, (translator.text("pages.learn.verdict"), *map(_describe_traces, verdicts), ""), heads)
        )
        for row in describe_survival(translator, before, after):
            cells = (
                row.evidence,
                _describe_traces(row.before),
                _describe_traces(row.after),
                f"{row.fate.shape} {row.fate.word}",
            )
            self.lines.append(Line(self, cells, heads))
        for line in self.lines:
            self._rows.addWidget(line)


class Line(QFrame):
    """One line of four cells, side by side or, where there is little room, one below the other with their captions."""

    def __init__(self, parent: QWidget, cells: tuple[str, ...], heads: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.cells = cells
        self._is_head = cells == heads
        self._narrow: bool | None = None
        self.setObjectName("" if self._is_head else "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        last = len(cells) - 1
        kinds = ["muted" if self._is_head else "strong" if at in (0, last) else "body" for at in range(len(cells))]
        self._texts = [_text(self, kind, text) for kind, text in zip(kinds, cells, strict=True)]
        self._captions = [_text(self, "muted", head) for head in heads]
        self._grid = QGridLayout(self)
        margin = tokens.TIGHT if self._is_head else tokens.NEAR
        self._grid.setContentsMargins(tokens.GAP, margin, tokens.GAP, margin)
        self._grid.setHorizontalSpacing(tokens.GAP)
        self._place(narrow=False)
        self.setAccessibleName(cells[0])
        columns = zip(heads[1:], cells[1:], strict=True)
        self.setAccessibleDescription("\n".join(f"{head}: {text}" for head, text in columns if text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: puts the cells side by side or below each other."""
        super().resizeEvent(event)
        self._place(narrow=event.size().width() < _NARROW * self.fontMetrics().averageCharWidth())

    def _place(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for label in (*self._texts, *self._captions):
            self._grid.removeWidget(label)
        self._captions[0].hide()
        for at, (caption, text) in enumerate(zip(self._captions, self._texts, strict=True)):
            caption.setVisible(narrow and at > 0 and bool(self.cells[at]) and not self._is_head)
            text.setVisible(not (narrow and self._is_head))
            if not narrow:
                self._grid.addWidget(text, 0, at)
            elif at == 0:
                self._grid.addWidget(text, 0, 0, 1, 2)
            else:
                self._grid.addWidget(caption, at, 0)
                self._grid.addWidget(text, at, 1)
        for column, share in enumerate((2, 5, 0, 0) if narrow else _STRETCH):
            self._grid.setColumnStretch(column, share)
        self.updateGeometry()


def _text(parent: QWidget, kind: str, text: str) -> PlainLabel:
    label = PlainLabel(parent, kind, text)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # so that columns stand below each other
    label.setSizePolicy(policy)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label


def _describe_traces(traces: tuple[Trace, ...]) -> str:
    """Return each trace on a line of its own: shape and word of its strength, and its title."""
    return "\n".join(
        f"{trace.badge.shape} {trace.badge.word} · {trace.text}"
        if trace.text
        else f"{trace.badge.shape} {trace.badge.word}"
        for trace in traces
    )
