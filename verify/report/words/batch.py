"""What is said about many files at once: how far a run is, how long it will take, and one file's answer in short."""

from __future__ import annotations

from collections.abc import Sequence

from verify.model import Standing
from verify.report.words.badges import badge
from verify.report.words.catalogue import Translator


def pace(translator: Translator, a_second: float) -> str:
    """How many files are judged in a second, or in a minute where they are few."""
    if a_second >= 1:
        return translator.text(
            "commands.batch.a_second", rate=f"{a_second:.1f}" if a_second < 10 else f"{a_second:.0f}"
        )
    return translator.text(
        "commands.batch.a_minute", rate=f"{a_second * 60:.1f}" if a_second < 1 / 6 else f"{a_second * 60:.0f}"
    )


def time_left(translator: Translator, seconds: float) -> str:
    """How long the rest takes, no more exactly than anybody can know."""
    if seconds < 50:
        return translator.text("commands.batch.moment")
    if seconds < 90 * 60:
        return translator.count("commands.batch.minutes", max(1, round(seconds / 60)))
    if seconds < 36 * 3600:
        return translator.count("commands.batch.hours", max(2, round(seconds / 3600)))
    return translator.count("commands.batch.days", max(2, round(seconds / 86400)))


def progress_words(
    translator: Translator, done: int, total: int | None, pace_now: float | None = None, left: float | None = None
) -> str:
    """How far a batch is, and how long it will take, as far as that is known."""
    if total is None:
        return translator.count("pages.batch.progress", done)
    if pace_now is None or left is None:
        return translator.count("pages.batch.progress_of", done, all=str(total))
    facts = {"pace": pace(translator, pace_now), "left": time_left(translator, left)}
    return translator.count("pages.batch.progress_pace", done, all=str(total), **facts)


def proof_in_short(translator: Translator, standing: Standing, *, traces: bool) -> str:
    """Shape and word of what carries an answer; "nothing found" is not said where there are `traces`."""
    carrying = badge(translator, "unsettled" if traces and standing is Standing.NONE else standing)
    return f"{carrying.shape} {carrying.word}"


def alarms_in_short(translator: Translator, alarms: Sequence[str]) -> str:
    """The first alarm in a few words, and how many more there are; its sentence stands in the answer."""
    if not alarms:
        return ""
    first = translator.text(f"pages.batch.alarm.{alarms[0]}")
    return translator.count("pages.batch.more_alarms", len(alarms) - 1, first=first) if alarms[1:] else first
