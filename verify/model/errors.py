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


class TaskProblem(StrEnum):
    """Why a confined task has no answer."""

    DIED = "died"  # its process ended without one
    TOO_SLOW = "too_slow"  # more time, or more time of the processor, than it was given
    TOO_LARGE = "too_large"  # more memory, or a longer answer, than it was given
    REFUSED = "refused"  # the source is not what the task reads; the detail is the task's own word
    FAILED = "failed"  # an error of the task, or an answer that is none


class TaskError(ProblemError[TaskProblem]):
    """A confined task has no answer. In the task itself, `REFUSED` is how it says that it does not take the source.

    The detail of `REFUSED` and `FAILED` is what the task said, and as hostile as its source.
    """
