"""The dialog between an address and its file: the host is named, then asked, then what came is checked.

A page is listed by a confined process; of what it names nothing is asked for before it was chosen and its host named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.background.link_fetch import LinkFetch
from gui.dialogs.name_dialog import make_room
from gui.links.choice import LinkChoice
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import limits
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store.network.fetch import DEFAULT_REACH, Reach
from verify.store.network.url_policy import FetchError

if TYPE_CHECKING:
    from verify.features.links.fetch_link import FetchedLink
    from verify.features.links.link import Link
    from verify.features.links.page_media import PageMedia

_WIDTH: Final = 600
_REASONS_SHOWN: Final = 6

MakePlace = Callable[[str], Path]  # the name that an address gives → a new place for its file; raises OSError


class Stage(Enum):
    """What the dialog waits for."""

    ADDRESS = 0  # that a person agrees to the host of the address
    FETCHING = 1
    MOVED = 2  # that a person agrees to another host
    CHOICE = 3  # that a person chooses what to ask for
    ENDED = 4  # that a person has read what did not come


class _Wanted(Struct, frozen=True):
    link: Link
    page: str = ""  # address of the page that named it


class LinkDialog(QDialog):
    """`arrived` carries the path of a file that came, and from where it came."""

    arrived = Signal(object, object)

    def __init__(
        self,
        parent: QWidget,
        translator: Translator,
        addresses: Sequence[str],
        make_place: MakePlace,
        reach: Reach = DEFAULT_REACH,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._translator = translator
        self._make_place = make_place
        self._wanted: list[_Wanted] = []
        self._hosts: frozenset[str] = frozenset()  # that the person has agreed to
        self._other_host = ""
        self._reasons: list[str] = []
        self._page: FetchedLink | None = None
        self._fetch = LinkFetch(self, reach)
        say = translator.text
        self.setWindowTitle(say("window.link_title"))
        self._caption = PlainLabel(self, "caption", say("window.link_address"))
        self.address = QLineEdit(self)
        self.address.setMaxLength(2 * limits.LINK_CHARACTERS)
        self.told = PlainLabel(self, "body")
        self.choice = LinkChoice(self, translator)
        self.keep_query = QCheckBox(say("window.link_keep_query"), self)
        self.yes = QPushButton(say("window.link_go"), self)
        self.no = QPushButton(say("window.cancel"), self)
        self._lay_out()
        self._connect()
        self._begin(addresses)

    def done(self, result: int) -> None:
        """Qt: the dialog goes, and with it what is not here yet."""
        self._fetch.stop()
        super().done(result)

    # -- parts --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        say = self._translator.text
        self.no.setDefault(True)  # Return asks nobody
        self.yes.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.NEAR)
        column.addWidget(PlainLabel(self, "title", say("window.link_title")))
        self._caption.setBuddy(self.address)
        self.address.setAccessibleName(say("window.link_address"))
        for widget in (self._caption, self.address):
            column.addWidget(widget)
        column.addWidget(self.choice, 1)
        column.addWidget(self.told)
        column.addWidget(self.keep_query)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column.addLayout(buttons)
        self.resize(_WIDTH, 0)

    def _connect(self) -> None:
        self.address.textChanged.connect(self._on_typed)
        self.choice.changed.connect(self._on_chosen)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        self._fetch.progressed.connect(self._on_progress)
        self._fetch.arrived.connect(self._on_arrived)
        self._fetch.moved.connect(self._on_moved)
        self._fetch.failed.connect(self._on_failed)
        self._fetch.listed.connect(self._on_listed)
        self._fetch.unlisted.connect(self._on_unlisted)

    def _begin(self, addresses: Sequence[str]) -> None:
        if len(addresses) > 1:
            links, refused = [], 0
            for address in addresses:
                try:
                    links.append(self._fetch.read(address))
                except FetchError:
                    refused += 1
            self._caption.hide()
            self.address.hide()
            self.choice.offer_links(links, refused)
            self._enter(Stage.CHOICE)
            self._on_chosen()
            return
        self._enter(Stage.ADDRESS)
        self.address.setText(addresses[0] if addresses else "")
        self._on_typed(self.address.text())

    def _enter(self, stage: Stage) -> None:
        self.stage = stage
        self.address.setEnabled(stage is Stage.ADDRESS)
        self.choice.setVisible(stage is Stage.CHOICE)
        self.keep_query.setVisible(stage in (Stage.ADDRESS, Stage.CHOICE) and self._has_query())
        self.yes.setVisible(stage not in (Stage.FETCHING, Stage.ENDED))
        say = self._translator.text
        self.yes.setText(say("window.link_go_on" if stage is Stage.MOVED else "window.link_go"))
        self.no.setText(say(f"window.{'link_close' if stage is Stage.ENDED else 'cancel'}"))
        if stage is not Stage.CHOICE:
            self.resize(self.width(), 0)  # as high as it must be, once something is told
        if stage is Stage.ADDRESS:
            self.address.setFocus()
        else:
            self.no.setFocus()

    def _tell(self, text: str, *, aloud: bool = True) -> None:
        self.told.show_text(text)
        if aloud:
            announce(self, text)
        make_room(self)

    def _say(self, key: str, **facts: str) -> str:
        return self._translator.text(f"window.link_{key}", facts)

    # -- whom to ask ----------------------------------------------------------------------------------------------

    def _has_query(self) -> bool:
        if self.stage is Stage.CHOICE:
            return any(link.has_query for link in self.choice.list_chosen())
        return any(wanted.link.has_query for wanted in self._wanted)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._wanted = []
        if not text.strip():
            self._tell(self._say("explained"), aloud=False)
        else:
            try:
                link = self._fetch.read(text)
            except FetchError as error:
                self._tell(self._explain(error.problem.value, error.detail), aloud=False)
            else:
                self._wanted = [_Wanted(link)]
                self._tell(self._say("asks", host=link.host), aloud=False)
        self.yes.setEnabled(bool(self._wanted))
        self.keep_query.setVisible(self._has_query())
        make_room(self)

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.choice.list_chosen()
        hosts = tuple(dict.fromkeys(link.host for link in chosen))
        self.yes.setEnabled(bool(chosen) or self.choice.wants_page)
        self.keep_query.setVisible(self._has_query())
        if len(hosts) > 1:
            self._tell(self._say("asks_each", hosts=self._translator.enumerate(*map(plain, hosts))), aloud=False)
        elif hosts:
            self._tell(self._say("asks", host=hosts[0]), aloud=False)
        else:
            self._tell(self._say("asks_nobody"), aloud=False)

    @Slot()
    def _on_yes(self) -> None:
        match self.stage:
            case Stage.ADDRESS:
                self._hosts = frozenset(wanted.link.host for wanted in self._wanted)
            case Stage.MOVED:
                self._hosts |= {self._other_host}
            case Stage.CHOICE:
                if self._page is not None and self.choice.wants_page:
                    self.arrived.emit(self._page.path, self._page.fetched)
                page = self._page.fetched.address if self._page is not None else ""
                self._wanted = [_Wanted(link, page) for link in self.choice.list_chosen()]
                self._hosts = frozenset(wanted.link.host for wanted in self._wanted)
        self._go_on()

    @Slot()
    def _on_no(self) -> None:
        if self.stage is Stage.MOVED:
            self._note(self._explain("other_host", self._other_host))
        else:
            self.reject()

    # -- what comes -----------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Fetch what is wanted next, or end."""
        if not self._wanted:
            if not self._reasons:
                self.accept()
                return
            self._enter(Stage.ENDED)
            rest = len(self._reasons) - _REASONS_SHOWN
            more = (self._translator.count("window.link_more", rest),) if rest > 0 else ()
            self._tell("\n".join((*self._reasons[:_REASONS_SHOWN], *more)))
            return
        wanted = self._wanted[0]
        self._enter(Stage.FETCHING)
        self._tell(self._say("fetching", host=wanted.link.host))
        try:
            place = self._make_place(wanted.link.name)
        except OSError as error:
            self._on_failed("", error.strerror or str(error))
            return
        self._fetch.fetch(wanted.link, place, self._hosts, wanted.page, keep_query=self.keep_query.isChecked())

    @Slot(object, object)
    def _on_progress(self, here: int, total: int) -> None:
        facts = {"host": self._wanted[0].link.host, "here": _format_size(here), "total": _format_size(total)}
        self._tell(self._say("fetched_of" if total else "fetched_so_far", **facts), aloud=False)

    @Slot(object)
    def _on_arrived(self, came: FetchedLink) -> None:
        if came.page and not self._wanted[0].page:
            self._page = came
            self._tell(self._say("reading_page"))
            self._fetch.list_page(came)
            return
        self._wanted.pop(0)
        self.arrived.emit(came.path, came.fetched)
        self._go_on()

    @Slot(str)
    def _on_moved(self, host: str) -> None:
        self._other_host = host
        self._enter(Stage.MOVED)
        self._tell(self._say("moved", host=self._wanted[0].link.host, other=host))

    @Slot(str, str)
    def _on_failed(self, problem: str, detail: str) -> None:
        self._note(self._explain(problem, detail))

    @Slot(object)
    def _on_listed(self, media: PageMedia) -> None:
        self.choice.offer_page(media)
        self._enter(Stage.CHOICE)
        self._on_chosen()
        announce(self, self.choice.heading.text())

    @Slot(str)
    def _on_unlisted(self, _reason: str) -> None:
        """The page itself can still be checked."""
        self.choice.offer_page(None)
        self._enter(Stage.CHOICE)
        self._on_chosen()

    def _note(self, reason: str) -> None:
        """Note why the present address gave no file, and go on."""
        wanted = self._wanted.pop(0)
        self._reasons.append(self._say("failed", name=plain(wanted.link.name or wanted.link.host), reason=reason))
        self._go_on()

    def _explain(self, problem: str, detail: str) -> str:
        if not problem:
            return self._say("not_kept", reason=detail)
        return self._translator.text(f"commands.library.fetch_problems.{problem}", detail=detail)


def _format_size(size: int) -> str:
    return f"{size / limits.MIB:.1f} MiB"
