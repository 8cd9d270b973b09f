"""What can be chosen: the files that a page names with the sizes that it states, or several addresses at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from verify.features.links.link import Link
    from verify.features.links.page_media import PageItem, PageMedia

_HEIGHT: Final = 240
_NAME_CHARACTERS: Final = 40
_ADDRESS_CHARACTERS: Final = 1_000


class LinkChoice(QWidget):
    """A list with a tick for each; none is ticked at first. `changed` tells of every tick."""

    changed = Signal()

    def __init__(self, parent: QWidget, translator: Translator) -> None:
        super().__init__(parent)
        self._translator = translator
        self._links: list[Link | None] = []  # a row each; None: the page itself
        self.heading = PlainLabel(self, "strong")
        self.list = QListWidget(self)
        self.list.setMinimumHeight(_HEIGHT)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.remark = PlainLabel(self, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        for widget in (self.heading, self.list, self.remark):
            column.addWidget(widget)
        self.list.itemChanged.connect(self._on_changed)

    @property
    def wants_page(self) -> bool:
        """Whether the page itself is ticked, which is here already."""
        return any(link is None for link in self._list_ticked())

    def list_chosen(self) -> list[Link]:
        """Return the links that are ticked, each once."""
        return list(dict.fromkeys(link for link in self._list_ticked() if link is not None))

    def offer_links(self, links: Sequence[Link], refused: int) -> None:
        """Offer several addresses."""
        self._fill([(link, plain(link.url, _ADDRESS_CHARACTERS)) for link in dict.fromkeys(links)])
        self._head(self._translator.count("window.link_addresses", len(self._links)), 0, refused)

    def offer_page(self, media: PageMedia | None) -> None:
        """Offer the page itself and what it names; None where that could not be read."""
        say = self._translator.text
        named = () if media is None else media.items
        self._fill(
            [(None, say("window.link_page_itself")), *((link, self._describe(item, link)) for item, link in named)]
        )
        if media is None:
            self._head(say("window.link_page_unread"), 0, 0)
        else:
            count = len(named) + media.left_out
            heading = self._translator.count("window.link_page", count) if count else say("window.link_page_empty")
            self._head(heading, media.left_out, media.refused)

    def _describe(self, item: PageItem, link: Link) -> str:
        """Name one row: what and how large by the page's word, and at which host."""
        say = self._translator.text
        has_size = item.width or item.height
        size = f"{item.width or '?'} × {item.height or '?'}" if has_size else say("window.link_no_size")
        name = plain(link.name or link.host, _NAME_CHARACTERS)
        kind = say(f"window.link_{item.kind.value}")
        return " · ".join(filter(None, (name, kind, size, link.host, plain(item.text, _NAME_CHARACTERS))))

    def _fill(self, rows: Sequence[tuple[Link | None, str]]) -> None:
        self._links = [link for link, _ in rows]
        self.list.blockSignals(True)
        self.list.clear()
        for link, text in rows:
            row = QListWidgetItem(text)
            row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Unchecked)
            if link is not None:
                row.setToolTip(plain(link.url, _ADDRESS_CHARACTERS))
            self.list.addItem(row)
        self.list.blockSignals(False)
        if rows:
            self.list.setCurrentRow(0)

    def _head(self, heading: str, left_out: int, refused: int) -> None:
        self.heading.show_text(heading)
        self.list.setAccessibleName(heading)
        count = self._translator.count
        remarks = (
            count("window.link_left_out", left_out) if left_out else "",
            count("window.link_refused", refused) if refused else "",
        )
        self.remark.show_text(self._translator.join(*remarks))
        self.remark.setVisible(any(remarks))

    def _list_ticked(self) -> list[Link | None]:
        return [
            link for row, link in enumerate(self._links) if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]

    @Slot(QListWidgetItem)
    def _on_changed(self, _item: QListWidgetItem) -> None:
        self.changed.emit()
