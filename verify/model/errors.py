"""Errors that say what a run could not do, whichever room meets it first: a reader or the engine behind it."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

Reason = TypeVar("Reason", bound=StrEnum)


class ProblemError(Exception, Generic[Reason]):
    """Nothing was done. `problem`, of a closed vocabulary, says why; `detail` names the file, limit or host."""

    def __init__(self, problem: Reason, detail: str = "") -> None:
        super().__init__(f"{problem.value}: {detail}" if detail else problem.value)
        self.problem = problem
        self.detail = detail


class UnavailableError(Exception):
    """A library or model that a reader needs is not installed."""


class NoModelError(Exception):
    """A reader needs a model that is not part of Whence, and the user has not added it."""
