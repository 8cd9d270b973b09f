"""The words of the window's page for many files."""

from __future__ import annotations

from collections.abc import Iterable

from verify.model import Alarm, Standing
from verify.report.words.badges import badge
from verify.report.words.catalogue import Said, Translator
from verify.report.words.commands import batch


class BatchTexts:
    """These texts in one language."""

    def __init__(self, language: str) -> None:
        self.speech = Translator(language)

    def __call__(self, key: str, **facts: str) -> str:
        """The text `key` with its facts. Raises KeyError for an unknown key."""
        return self.speech.text(f"pages.batch.{key}", facts)

    def alarm(self, alarm: Alarm) -> str:
        """An alarm in a few words; its sentence stands in the answer."""
        return self.speech.text(f"pages.batch.alarm.{alarm}")

    def founded(self, standing: Standing, *, traces: bool) -> str:
        """Shape and word of what carries an answer; "nothing found" is not said where there are `traces`."""
        kind = "unsettled" if traces and standing is Standing.NONE else standing.value
        found = badge(self.speech, kind)
        return f"{found.shape} {found.word}"

    def alarms(self, alarms: Iterable[Alarm]) -> str:
        """The first alarm in a few words, and how many more there are."""
        names = [self.alarm(alarm) for alarm in alarms]
        if len(names) < 2:
            return "".join(names)
        return self.speech.count("pages.batch.alarm_count", len(names) - 1, first=names[0])

    def heading(self, name: str, count: int) -> str:
        """The heading of a group of rows."""
        return self.speech.count("pages.batch.heading", count, name=name)

    def time(self, moment: str) -> str:
        """A moment of a report, without what is the same for all."""
        return moment.replace("T", " ").removesuffix("Z")

    def chosen(self, count: int, of: int) -> str:
        """How many rows are marked."""
        return self.speech.count("pages.batch.chosen", count, all=str(of))

    def shown(self, count: int, of: int) -> str:
        """How many rows are looked at."""
        return self.speech.count("pages.batch.shown", count, all=str(of))

    def progress(self, done: int, total: int | None, pace: float | None = None, left: float | None = None) -> Said:
        """How far a batch is, and how long it will take, as far as that is known."""
        if total is None:
            return Said(self.speech.count("pages.batch.progress", done))
        if pace is None or left is None:
            return Said(self.speech.count("pages.batch.progress_of", done, all=str(total)))
        facts = {"pace": batch.pace(self.speech, pace), "left": batch.time_left(self.speech, left)}
        return Said(self.speech.count("pages.batch.progress_pace", done, all=str(total), **facts))
