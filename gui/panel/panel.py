"""The panel: the answer first, then what to do, the story, the reasons, and at last everything.

It shows a report; while readers still look it shows what they saw, without a verdict. It computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.background.downloads import host_of_manifest
from gui.file_item import FileItem
from gui.panel.collapsible import CollapsibleSection
from gui.panel.field_table import FieldTable
from gui.panel.finding_card import FindingCards
from gui.panel.history.graph import HistoryGraph
from gui.panel.label_card import LabelCard
from gui.panel.next_steps import NextSteps, Steps
from gui.panel.raw_manifest import RawManifest
from gui.panel.verdict_header import VerdictHeader
from gui.widgets import tokens
from gui.widgets.keyboard import follow_layout
from gui.widgets.plain_label import PlainLabel
from gui.widgets.widget_pool import TextList
from verify.report import report_facts
from verify.report.panel import Panel, panel
from verify.report.words.catalogue import Translator
from verify.report.words.types import HowSure

_BARE: Final = 0  # the table of fields and the graph read the report themselves, where they are looked at
_COUNTED: Final = ("reasons", "doubts", "also_found", "not_checked", "looked_at_by")


class ProvenancePanel(QScrollArea):
    """One file, read from top to bottom."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._entry: FileItem | None = None
        self._ordered = -1  # how many widgets the tab key goes through in order
        page = QWidget(self)
        page.setObjectName("page")
        self._column = QWidget(page)
        self._column.setMaximumWidth(tokens.PANEL_WIDEST)
        self.answer = VerdictHeader(self._column)
        self.steps = NextSteps(self._column)
        self.how_sure = TextList(self._column)
        self.absence = TextList(self._column)
        self.elsewhere = Steps(self._column)
        self.history = HistoryGraph(self._column)
        self.reasons = FindingCards(self._column)
        self.doubts = FindingCards(self._column)
        self.remembered = FindingCards(self._column)
        self.found_elsewhere = FindingCards(self._column)
        self.others = FindingCards(self._column)
        self.parts = TextList(self._column)
        self.label_card = LabelCard(self._column)
        self.lookers = TextList(self._column)
        self.unchecked = TextList(self._column)
        self.fields = FieldTable(self._column)
        self.raw = RawManifest(self._column)
        story = QWidget(self._column)
        self._story_explained = PlainLabel(story, "muted")
        _stack(story, self._story_explained, self.history)
        self.sections = {
            "how_sure": CollapsibleSection(self._column, self.how_sure, unfolded=False),
            "next_steps": CollapsibleSection(self._column, self.steps),
            "remembered": CollapsibleSection(self._column, self.remembered),
            "found_elsewhere": CollapsibleSection(self._column, self.found_elsewhere),
            "absence": CollapsibleSection(self._column, self.absence, unfolded=False),
            "elsewhere": CollapsibleSection(self._column, self.elsewhere, unfolded=False),
            "story": CollapsibleSection(self._column, story),
            "reasons": CollapsibleSection(self._column, self.reasons),
            "doubts": CollapsibleSection(self._column, self.doubts),
            "also_found": CollapsibleSection(self._column, self.others, unfolded=False),
            "parts": CollapsibleSection(self._column, self.parts, unfolded=False),
            "label_card": CollapsibleSection(self._column, self.label_card, unfolded=False),
            "looked_at_by": CollapsibleSection(self._column, self.lookers, unfolded=False),
            "not_checked": CollapsibleSection(self._column, self.unchecked, unfolded=False),
            "everything": CollapsibleSection(self._column, self.fields, unfolded=False),
            "raw_record": CollapsibleSection(self._column, self.raw, unfolded=False),
        }
        layout = QVBoxLayout(self._column)
        layout.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        layout.setSpacing(tokens.WIDE)
        layout.addWidget(self.answer)
        for section in self.sections.values():
            layout.addWidget(section)
        layout.addStretch(1)  # what is left over goes below, and never into the answer
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(self._column, 1000)
        row.addStretch()
        self.setWidget(page)

    def show_entry(self, entry: FileItem, translator: Translator, *, others_first: bool = False) -> None:
        """Show what is known of a file; another file is shown from its beginning.

        `others_first`: it waits because others are looked at.
        """
        report, finished = entry.report, entry.is_finished
        content = panel(report, translator, _BARE)
        self.setAccessibleName(translator.text("window.answer"))
        self.history.setAccessibleName(translator.text("window.story"))
        self._story_explained.show_text(translator.text("window.story_explained"))
        self._story_explained.setVisible(len(report.record.manifests) > 1)
        self.answer.show_entry(entry, content, translator, others_first=others_first)
        host = host_of_manifest(report) if finished else ""
        askable = finished and report_facts.can_ask_of_withdrawal(report)
        searchable = finished and report_facts.may_have_lost_record(report) and report_facts.gives_code(report)
        steps = content.answer.steps if finished else ()
        unfolds = not content.reasons and not content.doubts
        self.sections["also_found"].suggest(unfolded=unfolds)
        fills: dict[str, tuple[object, Callable[[], object]]] = {
            "next_steps": (
                steps or askable or searchable,
                lambda: self.steps.show_steps(
                    steps,
                    content.answer.privacy if steps else "",
                    host,
                    translator,
                    askable=askable,
                    searchable=searchable,
                ),
            ),
            "remembered": (content.remembered, lambda: self.remembered.show_cards(content.remembered, translator)),
            "found_elsewhere": (
                content.found_elsewhere,
                lambda: self.found_elsewhere.show_cards(content.found_elsewhere, translator),
            ),
            "absence": (
                finished and content.absence,
                lambda: self.absence.show_lines((*content.traces, *content.absence)),
            ),
            "elsewhere": (
                finished and content.elsewhere,
                lambda: self.elsewhere.show_steps(content.elsewhere, translator),
            ),
            "story": (report.record.manifests, lambda: self.history.show_story(report, translator)),
            "reasons": (content.reasons, lambda: self.reasons.show_cards(content.reasons, translator)),
            "doubts": (content.doubts, lambda: self.doubts.show_cards(content.doubts, translator)),
            "also_found": (content.also_found, lambda: self.others.show_cards(content.also_found, translator)),
            "parts": (finished and content.parts, lambda: self.parts.show_lines(content.parts)),
            "label_card": (finished and content.label_card, lambda: self._show_label_card(content)),
            "looked_at_by": (content.looked_at_by, lambda: self.lookers.show_lines(content.looked_at_by)),
            "not_checked": (finished and content.not_checked, lambda: self.unchecked.show_lines(content.not_checked)),
            "how_sure": (finished, lambda: self.how_sure.show_lines(_lines_of(content.answer.how_sure))),
            "everything": (True, lambda: self.fields.show_report(report, content, translator)),
            "raw_record": (report.record.raw, lambda: self.raw.show_json(report.record.raw, translator)),
        }
        for key, section in self.sections.items():
            there, fill = fills[key]
            section.set_title(
                content.answer.how_sure.heading if key == "how_sure" else _title(key, there, finished, translator)
            )
            section.offer(fill if there else None)
        self._follow_layout()
        if entry is not self._entry:
            self._entry = entry
            self.verticalScrollBar().setValue(0)

    def _show_label_card(self, content: Panel) -> None:
        if content.label_card is not None:
            self.label_card.show_card(content.label_card)

    def _follow_layout(self) -> None:
        """Put the tab key in order again where widgets were added."""
        parts = (
            self.steps.steps,
            self.remembered,
            self.found_elsewhere,
            self.elsewhere,
            self.reasons,
            self.doubts,
            self.others,
        )
        widget_count = sum(part.widget_count for part in parts)
        if widget_count != self._ordered:
            self._ordered = widget_count
            follow_layout(self._column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the column never grows beyond what can be read well."""
        super().resizeEvent(event)
        self._column.setMinimumWidth(min(event.size().width(), tokens.PANEL_WIDEST))


def _title(key: str, there: object, finished: bool, translator: Translator) -> str:
    """Return the heading of a part, with the number of what is in it where that can be folded away."""
    title = translator.text(f"window.{'seen_so_far' if key == 'also_found' and not finished else key}")
    if key in _COUNTED and isinstance(there, Sized) and len(there):
        return translator.text("window.counted", title=title, n=str(len(there)))
    return title


def _lines_of(sure: HowSure) -> tuple[str, ...]:
    return (*sure.case, *sure.notes, *(row.line for row in sure.scale), *sure.always)


def _stack(parent: QWidget, *widgets: QWidget) -> None:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.NEAR)
    for widget in widgets:
        layout.addWidget(widget)
