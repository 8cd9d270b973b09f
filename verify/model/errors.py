"""Errors that say what a run could not do, whichever room meets it first: a reader or the engine behind it."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

P = TypeVar("P", bound=StrEnum)


class ProblemError(Exception, Generic[P]):
    """Something was refused or failed, and nothing was changed: `problem` says why, `detail` names what or where."""

    def __init__(self, problem: P, detail: str = "") -> None:
        super().__init__(f"{problem.value}: {detail}" if detail else problem.value)
        self.problem = problem
        self.detail = detail


class UnavailableError(Exception):
    """A library or model that a reader needs is not installed."""


class NoModelError(Exception):
    """A reader needs a model that is not part of Whence, and the user has not added it."""
