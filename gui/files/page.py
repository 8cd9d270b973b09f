"""The first page: an invitation while nothing is listed, then the workbench, which is made after the first painting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui.dropping.drop_zone import DropZone
from gui.widgets import tokens

if TYPE_CHECKING:
    from gui.background.supervisor_client import SupervisorClient
    from gui.context import Context
    from gui.files.split_view import Workbench
    from gui.panel.panel import ProvenancePanel
    from verify.report.words.catalogue import Translator

# what both load, cut where each stretch takes some 15 ms: a longer one would hold up the window
_OF_THE_SUPERVISOR: Final = (
    "verify.model.revocation",
    "verify.model.manifest_store",
    "verify.model.record_search",
    "verify.model.report",
    "verify.model.views",
    "verify.workers.protocol.messages",
    "gui.background.supervisor_client",
    "socket",
    "verify.store.trust.certificates",
    "verify.store.trust.store",
    "verify.store.models",
    "verify.store.options",
)
_OF_THE_WORKBENCH: Final = (
    "gui.widgets.pixmaps",
    "verify.features.batch.file_key",
    "verify.report.words.types",
    "verify.report.words.readers",
    "gui.rows.rows_model",
    "gui.rows.row_list",
    "verify.report.words.places",
    "verify.report.history.kinds",
    "verify.report.words.fetched",
    "verify.report.words.verdict.according_to",
    "verify.report.label_card",
    "verify.report.words.verdict.next_steps",
    "verify.report.words.verdict.how_sure.how_sure",
    "verify.report.history.graph",
    "verify.report.panel",
    "verify.report.words.cards.graph",
    "gui.panel.tabs.field_table",
    "gui.panel.verdict_header",
    "verify.report.formats.text",
    "gui.files.file_list",
    "gui.widgets.widget_pool",
    "gui.panel.history.graph",
    "gui.panel.panel",
    "gui.files.controller",
    "gui.files.split_view",
)
_OF_A_ROW: Final = ("check_again", "remove")  # what a right-click on a file offers beside ways to share


class FilesPage(QStackedWidget):
    """What is listed, or how to list something. `filled` says whether any file is listed."""

    filled = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self._context = context
        self._panel: ProvenancePanel | None = None
        self._workbench: Workbench | None = None
        self._supervisor: SupervisorClient | None = None
        to_open = (
            context.action("open_files"),
            context.action("open_folder"),
            context.action("paste"),
            context.action("page_learn"),
        )
        self.invitation = DropZone(self, to_open)
        around = QWidget(self)
        around.setObjectName("page")
        rows = QVBoxLayout(around)
        rows.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        rows.addWidget(self.invitation)
        empty = QScrollArea(self)  # large text in a small window
        empty.setObjectName("scrolled")
        empty.setFrameShape(QFrame.Shape.NoFrame)
        empty.setWidgetResizable(True)
        empty.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        empty.setWidget(around)
        self.addWidget(empty)
        self.invitation.retranslate(context.translator)

    def make_ready(self) -> Iterator[None]:
        """Make the workbench in slices, between which the window can answer; it may be asked for whole meanwhile."""
        if self._workbench is not None:
            return
        for name in _OF_THE_SUPERVISOR:
            import_module(name)
            yield
        self._start_supervisor()
        yield
        for name in _OF_THE_WORKBENCH:
            import_module(name)
            yield
        self._make_panel()
        yield
        workbench = self.workbench
        yield
        workbench.make_ready()

    def _make_panel(self) -> ProvenancePanel:
        """Make the panel, which takes as long as all else of the workbench."""
        from gui.panel.panel import ProvenancePanel

        if self._panel is None:
            self._panel = ProvenancePanel(self)
        return self._panel

    def _start_supervisor(self) -> SupervisorClient:
        """Start the processes that open files, which begin while this one loads what it shows."""
        if self._supervisor is None:
            self._supervisor = self._context.make_supervisor()
            self._supervisor.warm_up()
        return self._supervisor

    @property
    def workbench(self) -> Workbench:
        """List and panel, made now if they were not yet needed."""
        if self._workbench is None:
            context = self._context
            supervisor = self._start_supervisor()
            from gui.files.split_view import Workbench

            workbench = Workbench(
                self,
                context.translator,
                supervisor,
                context.action("open_files"),
                (context.action("toggle_list"), context.action("previous_file"), context.action("next_file")),
                panel=self._make_panel(),
            )
            workbench.offer_sharing(context.make_share_menu(workbench), [context.action(name) for name in _OF_A_ROW])
            workbench.filled.connect(self._on_filled)
            workbench.noticed.connect(self._on_noticed)
            workbench.page_wanted.connect(context.show_page)
            workbench.panel.answer.preview.pages = context.page_keys
            self.addWidget(workbench)
            self._workbench = workbench
        return self._workbench

    def check(self, paths: Sequence[str]) -> None:
        """Have files checked, and all files of folders."""
        self.workbench.check(paths)

    def step_file(self, by: int) -> None:
        """Show the next file of the list (1) or the one before (-1)."""
        self.workbench.list.step(by)

    def toggle_list(self) -> None:
        """Show the list of files, or hide it."""
        self.workbench.toggle_list()

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.invitation.retranslate(translator)
        if self._workbench is not None:
            self._workbench.retranslate(translator)

    def set_inviting(self, inviting: bool) -> None:
        """Show that what is being dragged may be dropped."""
        self.invitation.set_inviting(inviting)
        if self._workbench is not None:
            self._workbench.list.set_inviting(inviting)

    def configure(self) -> None:
        """Have files that are not yet begun checked as it was chosen since."""
        if self._workbench is not None:
            self._workbench.configure()

    def close_down(self) -> None:
        """End all work."""
        if self._workbench is not None:
            self._workbench.close_down()
        elif self._supervisor is not None:
            self._supervisor.close()

    @Slot(bool)
    def _on_filled(self, any_files: bool) -> None:
        if any_files and self.currentIndex() == 0:
            self.setCurrentIndex(1)
            self.workbench.focus_list()  # the buttons of the invitation are gone
        elif not any_files:
            self.setCurrentIndex(0)
        self.filled.emit(any_files)

    @Slot(str, object)
    def _on_noticed(self, key: str, facts: dict[str, str]) -> None:
        self._context.show_notice(key, **facts)
