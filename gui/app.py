"""Opens the window; where no display can be reached it answers in the terminal instead of aborting."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui import display

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QWidget

    from gui.background.supervisor_client import SupervisorClient
    from gui.preferences import Settings
    from verify.model import Options

SELF_CHECK: Final = "--self-check"  # FOLDER FILE …: see gui.self_check


def main(arguments: Sequence[str]) -> int:
    """Open the window with the files that `arguments` name; return the exit status."""
    watched = ""
    if len(arguments) >= 3 and arguments[0] == SELF_CHECK:
        _, watched, *arguments = arguments
    paths = [os.path.abspath(argument) for argument in arguments if argument != "--"]  # noqa: PTH100 - names stay as given
    if not display.is_reachable():
        return _answer_as_text(paths)
    if paths and not watched:
        from gui.background.start_socket import hand_over

        if hand_over(paths):
            return 0
    return _open_window(paths, watched)


def _answer_as_text(paths: list[str]) -> int:
    from verify.cli import main as cli
    from verify.report.words.catalogue import Translator, language_of

    translator = Translator(language_of(os.environ))
    if not paths:
        print(translator.text("window.no_display_no_files"), file=sys.stderr)  # noqa: T201
        return 2
    print(translator.text("window.no_display"), file=sys.stderr)  # noqa: T201
    return cli.main(["check", "--text", "--", *paths])


def _open_window(paths: list[str], watched: str = "") -> int:
    gc.disable()  # nothing of what is imported and made until the window stands is garbage
    from gui import preferences, settings_file
    from gui.application import Application, translate_qt
    from gui.background.other_starts import OtherStarts
    from gui.main_window import MainWindow
    from gui.widgets import style

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would never hear of it; the supervisor ends with us
    application = Application(["whence", "-style", "Fusion"])  # `setStyle` returns a style, whose binding takes 6 ms
    application.setApplicationName("Whence")
    unused = settings_file.set_aside_damaged()
    settings = preferences.load()
    style.apply_style(application, settings)
    translate_qt(application, settings.language)
    window = MainWindow(settings, make_supervisor)
    window.painted.connect(_collect_garbage)
    if watched:
        from gui.self_check import SelfCheck

        SelfCheck(window, Path(watched))
    application.file_wanted.connect(window.intake.open_one)
    others = OtherStarts()
    others.files_wanted.connect(window.intake.open_for_other_start)
    if not watched:
        window.painted.connect(others.listen)
    if paths:
        window.painted.connect(partial(window.intake.open, paths))
    show_whole(window, application.primaryScreen().availableSize())
    if unused is not None:
        window.show_unused(unused)
    status = application.exec()
    others.close()
    window.close()  # whatever ended the loop, the supervisor is waited for
    return status


def show_whole(window: QWidget, room: QSize) -> None:
    """Show the window, as large as the screen where that has less room than it wants."""
    if window.size() == window.size().boundedTo(room):
        window.show()
    else:
        window.showMaximized()


def _collect_garbage() -> None:
    """Begin to collect garbage, and never look for it in what the window stands on."""
    gc.freeze()
    gc.enable()


def make_supervisor(settings: Callable[[], Settings]) -> SupervisorClient:
    """Return the window's door to the processes that open files; `chosen` gives the choices of the moment."""
    from PySide6.QtCore import QCoreApplication

    from gui.background.supervisor_client import SupervisorClient
    from verify.store.options import current_options

    def options() -> Options:
        now = settings()
        return current_options(now.readers, deep=now.deep, previews=True, on_unused=client.unused.emit)

    client = SupervisorClient(QCoreApplication.instance(), options, jobs=settings().at_a_time)
    return client
