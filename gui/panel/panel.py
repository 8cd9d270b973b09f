"""The panel: the answer first, then what to do, the history in a row, and tabs for whoever wants to see why.

It shows a report; while readers still look it shows what they saw, with a provisional answer or none. It computes
nothing, and it alone scrolls.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.background.downloads import host_of_manifest
from gui.file_item import FileItem
from gui.panel.collapsible import CollapsibleSection
from gui.panel.finding_card import FindingCards
from gui.panel.history.history_row import HistoryRow
from gui.panel.how_sure import HowSureCard
from gui.panel.next_steps import NextSteps, Places
from gui.panel.tabs.field_table import FieldTable
from gui.panel.tabs.label_card import LabelCard
from gui.panel.tabs.raw_manifest import RawManifest
from gui.panel.tabs.tab_strip import TabStrip
from gui.panel.verdict_header import VerdictHeader
from gui.widgets import tokens
from gui.widgets.keyboard import follow_layout
from gui.widgets.page_scroll import PageScroll
from gui.widgets.plain_label import PlainLabel
from gui.widgets.widget_pool import TextList
from verify.report import report_facts
from verify.report.panel import Panel, panel
from verify.report.words.catalogue import Translator

_BARE: Final = 0  # the table of fields and the graph read the report themselves, where they are looked at
_COUNTED: Final = ("remembered", "found_elsewhere", "also_found", "looked_at_by", "not_checked")


class ProvenancePanel(PageScroll):
    """One file, read from top to bottom."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry: FileItem | None = None
        self._ordered = -1  # how many widgets the tab key goes through in order
        self._fill_how_sure: Callable[[], object] | None = None
        page = self.page
        self._column = column = QWidget(page)
        column.setMaximumWidth(tokens.PANEL_WIDEST)
        self.answer = VerdictHeader(column)
        self.how_sure = HowSureCard(column)
        self.steps = NextSteps(column)
        self.elsewhere = Places(self.steps)
        self.history_row = HistoryRow(column)
        self.history = self.history_row.graph
        self.remembered = FindingCards(column)
        self.found_elsewhere = FindingCards(column)
        self.tabs = TabStrip(column)
        self.reasons = FindingCards(self.tabs)
        self.doubts = FindingCards(self.tabs)
        self.others = FindingCards(self.tabs)
        self.parts = TextList(self.tabs)
        self.absence = TextList(self.tabs)
        self.lookers = TextList(self.tabs)
        self.unchecked = TextList(self.tabs)
        self.fields = FieldTable(self.tabs)
        self.label_card = LabelCard(self.tabs)
        self.raw = RawManifest(self.tabs)
        self._nothing_for = PlainLabel(self.tabs, "muted")
        self._nothing_against = PlainLabel(self.tabs, "muted")
        self.sections = {
            "elsewhere": CollapsibleSection(self.steps, self.elsewhere, unfolded=False, minor=True),
            "remembered": CollapsibleSection(column, self.remembered),
            "found_elsewhere": CollapsibleSection(column, self.found_elsewhere),
            "also_found": CollapsibleSection(self.tabs, self.others, unfolded=False),
            "parts": CollapsibleSection(self.tabs, self.parts, unfolded=False),
            "not_checked": CollapsibleSection(self.tabs, self.unchecked),
            "looked_at_by": CollapsibleSection(self.tabs, self.lookers),
            "absence": CollapsibleSection(self.tabs, self.absence),
        }
        self._add_tabs()
        self._lay_out(page)
        self.answer.pill.toggled.connect(self._on_pill_toggled)
        self.how_sure.hide()

    def _add_tabs(self) -> None:
        inside = self.sections
        self.tabs.add("evidence", self._stack(self._nothing_for, self.reasons, inside["also_found"], inside["parts"]))
        self.tabs.add("against", self._stack(self._nothing_against, self.doubts))
        checks = self._stack(inside["not_checked"], inside["looked_at_by"], inside["absence"])
        self.tabs.add("checks", checks)
        self.tabs.add("metadata", self.fields)
        self.tabs.add("label_law", self.label_card)
        self.tabs.add("raw", self.raw)

    def _lay_out(self, page: QWidget) -> None:
        self.steps.below.addWidget(self.sections["elsewhere"])
        layout = QVBoxLayout(self._column)
        layout.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.WIDE, tokens.WIDE)
        layout.setSpacing(tokens.NEAR)
        for part in (
            self.answer,
            self.how_sure,
            self.steps,
            self.history_row,
            self.sections["remembered"],
            self.sections["found_elsewhere"],
            self.tabs,
        ):
            layout.addWidget(part)
        layout.addStretch(1)  # what is left over goes below, and never into the answer
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(self._column, 1000)
        row.addStretch()
        self.setWidget(page)

    def _stack(self, *widgets: QWidget) -> QWidget:
        body = QWidget(self.tabs)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.GAP)
        for widget in widgets:
            layout.addWidget(widget)
        return body

    def show_entry(self, entry: FileItem, translator: Translator, *, others_first: bool = False) -> None:
        """Show what is known of a file; another file is shown from its beginning.

        `others_first`: it waits because others are looked at.
        """
        report = entry.report
        content = panel(report, translator, _BARE)
        self.setAccessibleName(translator.text("window.answer"))
        self.answer.show_entry(entry, content, translator, others_first=others_first)
        self._fill_how_sure = lambda: self.how_sure.show_words(content.answer.how_sure, content.answer.sign)
        self._show_how_sure(there=entry.is_answered)
        self._show_steps(entry, content, translator)
        self.history_row.show_report(report, translator)
        for key, cards in (("remembered", self.remembered), ("found_elsewhere", self.found_elsewhere)):
            shown = getattr(content, key)
            self._offer(key, translator, len(shown), partial(cards.show_cards, shown, translator))
        self._show_tabs(entry, content, translator)
        self._follow_layout()
        if entry is not self._entry:
            self._entry = entry
            self.verticalScrollBar().setValue(0)

    def _show_steps(self, entry: FileItem, content: Panel, translator: Translator) -> None:
        report, finished = entry.report, entry.is_finished
        steps = content.answer.steps if finished else ()
        self.steps.show_steps(
            steps,
            content.answer.privacy if steps else "",
            host_of_manifest(report) if finished else "",
            translator,
            askable=finished and report_facts.can_ask_of_withdrawal(report),
            searchable=finished and report_facts.may_have_lost_record(report) and report_facts.gives_code(report),
        )
        places = content.elsewhere if finished else ()
        self._offer("elsewhere", translator, len(places), lambda: self.elsewhere.show_places(places, translator))
        self.steps.setVisible(finished)

    def _show_tabs(self, entry: FileItem, content: Panel, translator: Translator) -> None:
        report, finished = entry.report, entry.is_finished
        run, left_open = len(report_facts.list_finished(report)), len(content.not_checked)
        counts = {
            "evidence": {"n": str(len(content.reasons))},
            "against": {"n": str(len(content.doubts))},
            "checks": {"n": str(run), "all": str(run + left_open)},
        }
        fills: dict[str, tuple[object, Callable[[], object]]] = {
            "evidence": (True, lambda: self._show_evidence(entry, content, translator)),
            "against": (finished, lambda: self._show_against(content, translator)),
            "checks": (finished, lambda: self._show_checks(content, translator)),
            "metadata": (True, lambda: self.fields.show_report(report, content, translator)),
            "label_law": (finished and content.label_card, lambda: self._show_label_card(content)),
            "raw": (report.record.raw, lambda: self.raw.show_json(report.record.raw, translator)),
        }
        for key, (there, fill) in fills.items():
            early = key == "evidence" and not finished  # a number would be read as what there is
            name = "window.seen_so_far" if early else f"window.tabs.{key}"
            title = translator.text(name, counts.get(key, {}))
            self.tabs.offer(key, title, fill if there else None)
        self.tabs.show_offered()

    def _show_evidence(self, entry: FileItem, content: Panel, translator: Translator) -> None:
        self._nothing_for.show_text(translator.text("window.nothing_for"))
        self._nothing_for.setVisible(entry.is_finished and not content.reasons)
        self.reasons.show_cards(content.reasons, translator)
        self.reasons.setVisible(bool(content.reasons))
        self.sections["also_found"].suggest(unfolded=not content.reasons and not content.doubts)
        title = "also_found" if entry.is_finished else "seen_so_far"
        others = content.also_found
        self._offer("also_found", translator, len(others), lambda: self.others.show_cards(others, translator), title)
        parts = content.parts if entry.is_finished else ()
        self._offer("parts", translator, len(parts), lambda: self.parts.show_lines(parts))

    def _show_against(self, content: Panel, translator: Translator) -> None:
        self._nothing_against.show_text(translator.text("window.nothing_against"))
        self._nothing_against.setVisible(not content.doubts)
        self.doubts.show_cards(content.doubts, translator)
        self.doubts.setVisible(bool(content.doubts))

    def _show_checks(self, content: Panel, translator: Translator) -> None:
        for key, lines, sentences in (
            ("not_checked", self.unchecked, content.not_checked),
            ("looked_at_by", self.lookers, content.looked_at_by),
            ("absence", self.absence, (*content.traces, *content.absence) if content.absence else ()),
        ):
            self._offer(key, translator, len(sentences), partial(lines.show_lines, sentences))

    def _show_label_card(self, content: Panel) -> None:
        if content.label_card is not None:
            self.label_card.show_card(content.label_card)

    def _offer(self, key: str, translator: Translator, count: int, fill: Callable[[], object], title: str = "") -> None:
        """Show a part that folds, with the number of what is in it; hide it where there is nothing."""
        heading = translator.text(f"window.{title or key}")
        if key in _COUNTED:
            heading = translator.text("window.counted", title=heading, n=str(count))
        self.sections[key].set_title(heading)
        self.sections[key].offer(fill if count else None)

    def _show_how_sure(self, *, there: bool) -> None:
        opened = there and self.answer.pill.isChecked()
        if opened and self._fill_how_sure is not None:
            self._fill_how_sure()
            self._fill_how_sure = None
        self.how_sure.setVisible(opened)

    @Slot(bool)
    def _on_pill_toggled(self, _opened: bool) -> None:
        self._show_how_sure(there=not self.answer.pill.isHidden())

    def _follow_layout(self) -> None:
        """Put the tab key in order again where widgets were added."""
        parts = (
            self.steps,
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
        self.answer.set_height(event.size().height())
