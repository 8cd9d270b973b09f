"""The part of the settings about who looks at files, how deep, and how many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from gui.preferences import AT_A_TIME, QUICK, Settings
from gui.settings.section import Choice, SettingsPart, WrappedTick
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.model import limits
from verify.report.words import readers as readers_words
from verify.report.words.readers import READERS

if TYPE_CHECKING:
    from gui.context import Context
    from verify.report.words.catalogue import Translator

DEEP: Final = "moved_marks"  # the reader that looks on request only: it has a box of its own


class ReadersPart(SettingsPart):
    """All readers, the quick ones, or those that a person chooses; at least one is always left."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context)
        self._who = PlainLabel(self, "strong")
        self.every = WrappedTick(self, QRadioButton())
        self.quick = WrappedTick(self, QRadioButton())
        self.some = WrappedTick(self, QRadioButton())
        self._group = QButtonGroup(self)
        for choice in (self.every, self.quick, self.some):
            self._group.addButton(choice.button)
        self.readers = {name: WrappedTick(self, QCheckBox()) for name in READERS if name != DEEP}
        self._list = QWidget(self)
        names = QVBoxLayout(self._list)
        names.setContentsMargins(tokens.FAR, 0, 0, 0)
        names.setSpacing(tokens.TIGHT)
        for tick in self.readers.values():
            names.addWidget(tick)
            tick.button.clicked.connect(self._on_some)
        self.deep = WrappedTick(self, QCheckBox())
        self.at_a_time = Choice(self, AT_A_TIME)
        self._later = PlainLabel(self, "muted")
        self._limits = PlainLabel(self, "muted")
        for row in (
            self._who,
            self.every,
            self.quick,
            self.some,
            self._list,
            self.deep,
            self.at_a_time,
            self._later,
            self._limits,
        ):
            self.rows.addWidget(row)
        self._group.buttonClicked.connect(self._on_who)
        self.deep.button.clicked.connect(self._on_deep)
        self.at_a_time.chosen.connect(self._on_at_a_time)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        text = translator.text
        self.set_heading(text("window.part_reading"), text("window.reading_explained"))
        self._who.show_text(text("window.setting_readers"))
        self.every.set_text(text("window.readers_all"))
        self.quick.set_text(text("window.readers_quick"))
        self.some.set_text(text("window.readers_chosen"))
        for name, tick in self.readers.items():
            tick.set_text(readers_words.reader_name(translator, name))
        self.deep.set_text(text("window.setting_deep"))
        counts = [str(count) if count else text("window.at_a_time_free") for count in AT_A_TIME]
        self.at_a_time.set_texts(text("window.setting_at_a_time"), counts)
        self._later.show_text(text("window.at_a_time_later"))
        memory = str(limits.WORKER_RESIDENT_BYTES // limits.MIB)
        self._limits.show_text(
            text("window.limits_explained", seconds=str(round(limits.INSPECTION_SECONDS)), memory=memory)
        )

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        some = bool(settings.readers) and settings.readers != QUICK
        choice = self.quick if settings.readers == QUICK else self.some if some else self.every
        choice.button.setChecked(True)
        for name, tick in self.readers.items():
            tick.button.setChecked(name in settings.readers or not some)
        self._list.setVisible(some)
        self.deep.button.setChecked(settings.deep)
        self.at_a_time.show_value(settings.at_a_time)

    @Slot(QAbstractButton)
    def _on_who(self, button: QAbstractButton) -> None:
        if button is self.every.button:
            self._choose(())
        elif button is self.quick.button:
            self._choose(QUICK)
        else:
            self._choose(tuple(self.readers))

    @Slot()
    def _on_some(self) -> None:
        ticked = tuple(name for name, tick in self.readers.items() if tick.button.isChecked())
        self._choose(ticked or self.context.settings.readers)  # the last one stays

    @Slot(bool)
    def _on_deep(self, ticked: bool) -> None:
        self.context.choose(self.context.settings._replace(deep=ticked))

    @Slot(object)
    def _on_at_a_time(self, count: int) -> None:
        self.context.choose(self.context.settings._replace(at_a_time=count))

    def _choose(self, readers: tuple[str, ...]) -> None:
        self.context.choose(self.context.settings._replace(readers=readers))
