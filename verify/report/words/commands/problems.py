"""Why something could not be read or checked: one sentence per reason, true of a file and of a reader alike."""

from __future__ import annotations

from typing import Final

from verify.model import Problem
from verify.report.words.catalogue import _

PROBLEMS: Final[dict[Problem, str]] = {
    Problem.NOT_THIS_FORMAT: _("It does not apply to this kind of file."),
    Problem.UNAVAILABLE: _("A component that this needs is not installed."),
    Problem.SWITCHED_OFF: _("It was switched off for this check."),
    Problem.ON_REQUEST: _("It takes seconds for each picture and is done on request only."),
    Problem.NEEDS_MODEL: _("It needs a model of its maker, which you can add with the command “models”."),
    Problem.NEEDS_NETWORK: _("It needs the network, and this check used none."),
    Problem.FAILED: _("It failed on this file; the file may be damaged, or the program has a fault."),
    Problem.TOO_LARGE: _("It is larger than Whence reads safely."),
    Problem.TIMED_OUT: _("It took too long and was stopped."),
    Problem.CHANGED: _("The file changed while it was read."),
    Problem.EMPTY: _("The file is empty."),
    Problem.NOT_FOUND: _("There is no file at this place."),
    Problem.NOT_A_FILE: _("This is not an ordinary file."),
    Problem.NOT_PERMITTED: _("You have no permission to read the file."),
    Problem.INPUT_OUTPUT: _("The disk or the network drive reported an error."),
    Problem.UNKNOWN_FORMAT: _("Whence does not know this kind of file."),
    Problem.WORKER_DIED: _("The process that was reading the file ended before its time."),
    Problem.NOT_STARTED: _("Whence could not start the process that reads files. The fault is not in the file."),
    Problem.OUT_OF_MEMORY: _("It needed more memory than it is allowed to use."),
    Problem.CANCELLED: _("The check was cancelled."),
}

# the headline of a file that could not be read
UNREADABLE: Final[dict[Problem, str]] = {
    Problem.TOO_LARGE: _("This file could not be read: it is too large"),
    Problem.TIMED_OUT: _("This file could not be read in time"),
    Problem.CHANGED: _("This file could not be read: it changed meanwhile"),
    Problem.EMPTY: _("This file could not be read: it is empty"),
    Problem.NOT_FOUND: _("This file could not be read: it is not there"),
    Problem.NOT_A_FILE: _("This could not be read: it is not an ordinary file"),
    Problem.NOT_PERMITTED: _("This file could not be read: permission is missing"),
    Problem.INPUT_OUTPUT: _("This file could not be read: the disk reported an error"),
    Problem.UNKNOWN_FORMAT: _("This file could not be read: its format is not known"),
    Problem.WORKER_DIED: _("This file could not be read safely"),
    Problem.NOT_STARTED: _("This file was not read: Whence itself has a fault"),
    Problem.OUT_OF_MEMORY: _("This file could not be read: it needs too much memory"),
    Problem.CANCELLED: _("This file was not read: the check was cancelled"),
}

UNREADABLE_OTHERWISE: Final = _("This file could not be read")
