"""The window's access to the cases: opened when they are first needed, every failure turned into a sentence."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal

from verify.features.cases.model import CaseError
from verify.features.cases.problems import describe_problem, describe_set_aside
from verify.features.cases.store import FILE, CaseStore
from verify.report.words.catalogue import Translator
from verify.store.database_errors import DatabaseError
from verify.store.folders import data_folder, is_there

Result = TypeVar("Result")

_WAIT_SECONDS: Final = 0.5  # that another program may hold the file while the window waits


class CasesAccess(QObject):
    """`told` carries a sentence about what was not done, or about a broken database that was kept aside."""

    told = Signal(str)

    def __init__(self, parent: QObject, language: str) -> None:
        super().__init__(parent)
        self._cases: CaseStore | None = None
        self._translator = Translator(language)

    def set_language(self, language: str) -> None:
        """Speak another language from now on."""
        self._translator = Translator(language)

    def do(self, work: Callable[[CaseStore], Result]) -> Result | None:
        """Return what `work` returns; None, and a sentence, where it failed. Then nothing was changed."""
        try:
            return work(self._open())
        except CaseError as error:
            self.told.emit(describe_problem(self._translator, error))
        except DatabaseError as error:
            self.close()  # a broken one is kept aside, and the next time a new one is begun
            self.told.emit(describe_problem(self._translator, error))
        return None

    def is_there(self) -> bool:
        """Return whether any case was ever kept; asking makes no file."""
        return self._cases is not None or is_there(data_folder() / FILE)

    def close(self) -> None:
        """Let the file go."""
        if self._cases is not None:
            self._cases.close()
            self._cases = None

    def _open(self) -> CaseStore:
        if self._cases is None:
            self._cases = CaseStore(data_folder(), wait=_WAIT_SECONDS)
            if self._cases.set_aside:
                self.told.emit(describe_set_aside(self._translator, data_folder() / FILE, self._cases.set_aside))
        return self._cases


def describe_faults(cases: CaseStore, name: str, translator: Translator) -> str:
    """Return what in a case is not as it was kept, in sentences, or that all is; and what that does not show."""
    faults, custody = cases.check(name), cases.load_case(name).custody
    sentences = [translator.text(f"commands.cases.faults.{fault.kind}", what=fault.what) for fault in faults]
    if not sentences:
        sentences.append(translator.count("commands.cases.whole", len(custody), case=name))
    if cases.is_unguarded:
        sentences.append(translator.text("commands.cases.unguarded"))
    if custody:
        sentences.append(translator.text("commands.cases.chain_limits", sum=custody[-1].sum))
    return "\n".join(sentences)


def login_name() -> str:
    """Return the name under which the user is known to the system, or nothing."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
