"""What is said about many files at once: how far a run is, how long it will take, and how it ended."""

from __future__ import annotations

from typing import Final

from verify.report.words.catalogue import Speech, _, _n

# -- pace and time
_A_SECOND: Final = _("{rate} files a second")
_A_MINUTE: Final = _("{rate} files a minute")
_MOMENT: Final = _("less than a minute left")
_MINUTES: Final = _n("about {n} minute left", "about {n} minutes left")
_HOURS: Final = _n("about {n} hour left", "about {n} hours left")
_DAYS: Final = _n("about {n} day left", "about {n} days left")

# -- a file of results
IN_RESULTS: Final = _n("{n} line is in {file}.", "{n} lines are in {file}.")
UNREAD: Final = _n(
    "{n} file could not be read; its line says why.", "{n} files could not be read; their lines say why."
)
TORN: Final = _("The last line of {file} was cut off when a run ended. That file is judged again.")
FOREIGN: Final = _n(
    "{n} line of {file} is no result of Whence. It stays as it is.",
    "{n} lines of {file} are no results of Whence. They stay as they are.",
)
NOT_ITSELF: Final = _("{file} is the file of results itself and is not checked.")
GO_ON: Final = _("Nothing that was judged is lost. Go on with the same command and --resume.")
REFUSED: Final = {
    "exists": _("{file} is there already. Go on with it by --resume, or name another file."),
    "other": _("{file} holds something else than results of Whence, so it is left as it is. Name another file."),
    "in_use": _("Another run is writing to {file}. Wait until it ends, or name another file."),
}
NOT_WRITTEN: Final = _("{file} could not be written: {reason}.")

# -- a watch on the command line
NO_FOLDER: Final = _("{folder} is not a folder that can be watched.")
WATCHING: Final = _n("Watching {n} folder. Ctrl-C ends it.", "Watching {n} folders. Ctrl-C ends it.")
ARRIVAL: Final = _("{answer}: {file}")
NOTABLE_ARRIVAL: Final = _("{answer}: {file} – look at this one")
FOLDER_GONE: Final = _("{folder} is not there. It is watched again as soon as it is back.")
FOLDERS_BACK: Final = _("All folders are there again.")

# -- an export of the window
NOT_EXPORTED: Final = _n(
    "{n} kept report cannot be read any more. Check its file again.",
    "{n} kept reports cannot be read any more. Check their files again.",
)
TOO_MANY_FOR_A_PAGE: Final = _("A page tells of {count} files at most. Choose fewer, or write a table.")


def pace(speech: Speech, a_second: float) -> str:
    """How many files are judged in a second, or in a minute where they are few."""
    if a_second >= 1:
        return speech.say(_A_SECOND, rate=f"{a_second:.1f}" if a_second < 10 else f"{a_second:.0f}")
    return speech.say(_A_MINUTE, rate=f"{a_second * 60:.1f}" if a_second < 1 / 6 else f"{a_second * 60:.0f}")


def time_left(speech: Speech, seconds: float) -> str:
    """How long the rest takes, no more exactly than anybody can know."""
    if seconds < 50:
        return speech.say(_MOMENT)
    if seconds < 90 * 60:
        return speech.count(_MINUTES, max(1, round(seconds / 60)))
    if seconds < 36 * 3600:
        return speech.count(_HOURS, max(2, round(seconds / 3600)))
    return speech.count(_DAYS, max(2, round(seconds / 86400)))
