"""What is said where something was not done with a case: one sentence for each reason."""

from __future__ import annotations

from pathlib import Path

from verify.features.cases.model import CaseError
from verify.report.words.catalogue import Translator
from verify.store.database_errors import DatabaseError


def describe_problem(translator: Translator, error: CaseError | DatabaseError) -> str:
    """Return why something was not done, or where a damaged database went."""
    if isinstance(error, CaseError):
        return translator.text(f"commands.cases.case_problems.{error.problem}", detail=error.detail)
    if error.set_aside is not None:
        return describe_set_aside(translator, error.path, error.set_aside)
    return translator.text(f"commands.cases.database_problems.{error.problem}", path=str(error.path))


def describe_set_aside(translator: Translator, path: Path, copy: Path) -> str:
    """Return that the database was damaged, where it is kept, and that a new one was begun."""
    return translator.text("commands.cases.set_aside", path=str(path), kept=str(copy))
