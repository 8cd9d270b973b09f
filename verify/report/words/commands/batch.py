"""What is said about many files at once: how far a run is, how long it will take, and how it ended."""

from __future__ import annotations

from verify.report.words.catalogue import Translator

# -- pace and time

# -- a file of results

# -- a watch on the command line

# -- an export of the window


def pace(speech: Translator, a_second: float) -> str:
    """How many files are judged in a second, or in a minute where they are few."""
    if a_second >= 1:
        return speech.text("commands.batch.a_second", rate=f"{a_second:.1f}" if a_second < 10 else f"{a_second:.0f}")
    return speech.text(
        "commands.batch.a_minute", rate=f"{a_second * 60:.1f}" if a_second < 1 / 6 else f"{a_second * 60:.0f}"
    )


def time_left(speech: Translator, seconds: float) -> str:
    """How long the rest takes, no more exactly than anybody can know."""
    if seconds < 50:
        return speech.text("commands.batch.moment")
    if seconds < 90 * 60:
        return speech.count("commands.batch.minutes", max(1, round(seconds / 60)))
    if seconds < 36 * 3600:
        return speech.count("commands.batch.hours", max(2, round(seconds / 3600)))
    return speech.count("commands.batch.days", max(2, round(seconds / 86400)))
