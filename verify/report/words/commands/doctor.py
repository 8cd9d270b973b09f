"""What the command `doctor` says of this machine. Barriers and who holds them are keyed by their codes."""

from __future__ import annotations

from typing import Final

from verify.model import Barrier, Hold
from verify.report.words.catalogue import Message, _, _n

HERE: Final = _("Whence {whence} on {system}, Python {python}.")
FOLDER: Final = _("Settings, trust lists and models lie in {folder}.")

TRIED: Final = _("Files are read in processes of their own. One of them has just tried what it must not do:")
NOT_TRIED: Final = (
    _("No process that reads files could be started, so nothing could be tried: {reason}"),
    _("No process that reads files could be started, so nothing could be tried."),
)
BARRIERS: Final = {
    Barrier.NETWORK: _("use the network"),
    Barrier.WRITING: _("make, change or remove a file"),
    Barrier.PROGRAMS: _("start another program"),
    Barrier.PROCESSES: _("disturb other programs"),
    Barrier.MEMORY: _("take too much memory"),
    Barrier.PROCESSOR: _("compute without end"),
    Barrier.OPEN_FILES: _("open files without end"),
    Barrier.DUMPS: _("leave its memory on the disk in a crash"),
    Barrier.HANDLES: _("reach what Whence has open"),
    Barrier.ENVIRONMENT: _("see Whence's environment variables"),
    Barrier.READING: _("read other files of yours"),
}
HOLDS: Final[dict[Hold, Message]] = {
    Hold.SYSTEM: (_("The system refuses it ({means})."), _("The system refuses it.")),
    Hold.PARENT: _("The system lets it; Whence watches from outside and ends the process."),
    Hold.PROCESS: _("Only the process itself refuses it. That stops a mistake, but no file that has taken it over."),
    Hold.NOTHING: _("Nothing prevents it here."),
}
# where the general sentence would say too little
APART: Final = {
    (Barrier.HANDLES, Hold.PARENT): _("Nothing of it is handed on."),
    (Barrier.ENVIRONMENT, Hold.PARENT): _("Only what Python needs to start is handed on."),
    (Barrier.READING, Hold.NOTHING): _(
        "Nothing prevents it, since you may drop a file from anywhere. What it reads can only end up in its report."
    ),
}

PARTS: Final = _("The libraries that it uses, loaded in the same process:")
LOADED: Final = (_("Version {version}."), _("It loads; its version is not known."))
NOT_LOADED: Final = _("It is installed but does not load: {reason}")
MISSING_PART: Final = _("Not installed. What it would read stays unchecked, and each answer says so.")
MISSING_PARTS: Final = {
    "av": _("Not installed; it is optional. AAC sound and the sound of videos stay unchecked without it."),
}

MODELS: Final = _("Models of others, for hidden marks that need them:")
MODEL_HERE: Final = _("Here since {date}.")
MODEL_MISSING: Final = _("Not here; it is optional.")

LISTS: Final = _("Trust lists:")
AGE: Final = _n("It is {n} day old.", "It is {n} days old.")
STALE: Final = _("It may lack signers that were added since. Renew it with: {command}")
