"""The words of the window's page for many files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from verify.model import Alarm, Standing
from verify.report.words.badges import badge
from verify.report.words.catalogue import Said, Speech, _, _n
from verify.report.words.commands import batch

BATCH: Final[dict[str, str]] = {
    # -- what can be done
    "batches": _("Batches"),
    "check_folder": _("Check a folder…"),
    "watch_folder": _("Watch a folder…"),
    "quick": _("Only a quick look"),
    "quick_explained": _("Leaves out what takes long. Every answer says what was not looked at."),
    "pause": _("Pause"),
    "go_on": _("Go on"),
    "cancel": _("Cancel"),
    "forget": _("Forget this batch"),
    "forget_question": _("Remove the results of this batch? The files that were checked stay where they are."),
    "keep": _("Keep it"),
    "invitation": _("Drop a folder or many files here"),
    "invitation_explained": _(
        "They are checked one after the other, and what was judged is kept. You can pause and go on at any time, also "
        "after Whence or the computer was switched off: no file is judged twice, and none is left out."
    ),
    # -- the name of a batch
    "named_check": _("{time}: {name}"),
    "named_check_more": _("{time}: {name} and more"),
    "named_watch": _("{time}: watching {name}"),
    # -- how far it is
    "running": _("Checking. {progress}"),
    "watching": _("Watching for new files. {progress}"),
    "stopped": _("Stopped. {progress} “Go on” judges the rest."),
    "watch_stopped": _("Not watching at present. {progress} “Go on” also checks what came meanwhile."),
    "done": _("Done. {progress}"),
    "cancelled": _("Cancelled. {progress} The rest was not checked."),
    "failed": _("The part of Whence that works on this batch stops as soon as it starts. {progress}"),
    "in_use": _("Another window works on this batch. {progress}"),
    "not_written": _("The results cannot be written: {reason}. {progress} Nothing that was judged is lost."),
    "unreadable": _("What this batch was to do cannot be read any more. {progress}"),
    "missing": _("Not there at present: {folders}. It is watched again as soon as it is back."),
    # -- the table
    "search": _("Search"),
    "search_hint": _("Part of a name, generator, signer or SHA-256"),
    "show": _("Show"),
    "group": _("Group by"),
    "file": _("File"),
    "answer_short": _("Answer"),
    "founded": _("How well founded"),
    "generator": _("Named generator"),
    "signer": _("Signed as"),
    "alarms": _("Mind this"),
    "checked_at": _("Checked at (UTC)"),
    "choice_all": _("all files"),
    "choice_notable": _("AI, broken or contradicting"),
    "choice_ai": _("said or marked to be AI"),
    "choice_signed": _("with a signed record"),
    "choice_alarmed": _("with something to mind"),
    "choice_nothing": _("nothing found"),
    "choice_unread": _("not readable"),
    "group_none": _("not at all"),
    "group_answer": _("answer"),
    "group_standing": _("how well founded"),
    "group_generator": _("what it was made with"),
    "group_signer": _("signer"),
    "group_alarm": _("what to mind"),
    "group_folder": _("folder"),
    "group_content": _("same content"),
    "no_generator": _("no generator named"),
    "no_signer": _("not signed"),
    "no_alarm": _("nothing to mind"),
    "no_content": _("content not read"),
    "same_content": _("content with the SHA-256 {sum}…"),
    # -- what is done with rows
    "open_answer": _("Show the answer"),
    "back": _("Back to the table"),
    "again": _("Check this file again"),
    "export": _("Export…"),
    "pack": _("Make a pack…"),
    "save_export": _("Where are the results to be kept?"),
    "form_csv": _("Table for spreadsheets (*.csv)"),
    "form_json": _("Lines for programs (*.jsonl)"),
    "form_html": _("Page to read (*.html)"),
    "form_txt": _("Plain text (*.txt)"),
    # -- notices of a watch
    "notice_one": _("{answer}: {file}"),
}

CHOSEN: Final = _n("{n} of {all} files chosen", "{n} of {all} files chosen")
SHOWN: Final = _n("{n} of {all} files shown", "{n} of {all} files shown")
PROGRESS: Final = _n("{n} file judged.", "{n} files judged.")
PROGRESS_OF: Final = _n("{n} of {all} files judged.", "{n} of {all} files judged.")
PROGRESS_PACE: Final = _n("{n} of {all} files judged, {pace}, {left}.", "{n} of {all} files judged, {pace}, {left}.")
HEADING: Final = _n("{name} ({n} file)", "{name} ({n} files)")
ALARM_COUNT: Final = _n("{first} and {n} more", "{first} and {n} more")
NOTICE_MANY: Final = _n("{n} new file to look at", "{n} new files to look at")

ALARM_NAMES: Final[dict[Alarm, str]] = {
    Alarm.RECORD_BROKEN: _("record broken"),
    Alarm.RECORD_MALFORMED: _("record not to the rules"),
    Alarm.INGREDIENT_BROKEN: _("record of a part broken"),
    Alarm.IDENTITY_INVALID: _("name does not check out"),
    Alarm.IDENTITY_UNCHECKED: _("name not checked"),
    Alarm.SIGNER_UNKNOWN: _("signer on no list"),
    Alarm.CERTIFICATE_EXPIRED: _("certificate expired"),
    Alarm.TEST_CERTIFICATE: _("test certificate"),
    Alarm.DISALLOWED_CLAIM: _("says more than it may"),
    Alarm.ENGINES_DISAGREE: _("engines disagree"),
    Alarm.CONTENT_NOT_COVERED: _("content not covered by the signature"),
    Alarm.PART_BROKEN: _("record of a file inside broken"),
    Alarm.RECORD_ELSEWHERE: _("record kept elsewhere"),
    Alarm.LAYERS_CONTRADICT: _("marks contradict"),
    Alarm.LABEL_EMPTIED: _("label emptied"),
    Alarm.LIST_STALE: _("trust list is old"),
    Alarm.NOT_ALL_CHECKED: _("not all was checked"),
}


class BatchTexts:
    """These texts in one language."""

    def __init__(self, language: str) -> None:
        self.speech = Speech(language)

    def __call__(self, key: str, **facts: str) -> str:
        """The text `key` with its facts. Raises KeyError for an unknown key."""
        return self.speech.say(BATCH[key], facts)

    def alarm(self, alarm: Alarm) -> str:
        """An alarm in a few words; its sentence stands in the answer."""
        return self.speech.say(ALARM_NAMES[alarm])

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
        return self.speech.count(ALARM_COUNT, len(names) - 1, first=names[0])

    def heading(self, name: str, count: int) -> str:
        """The heading of a group of rows."""
        return self.speech.count(HEADING, count, name=name)

    def time(self, moment: str) -> str:
        """A moment of a report, without what is the same for all."""
        return moment.replace("T", " ").removesuffix("Z")

    def chosen(self, count: int, of: int) -> str:
        """How many rows are marked."""
        return self.speech.count(CHOSEN, count, all=str(of))

    def shown(self, count: int, of: int) -> str:
        """How many rows are looked at."""
        return self.speech.count(SHOWN, count, all=str(of))

    def progress(self, done: int, total: int | None, pace: float | None = None, left: float | None = None) -> Said:
        """How far a batch is, and how long it will take, as far as that is known."""
        if total is None:
            return Said(self.speech.count(PROGRESS, done))
        if pace is None or left is None:
            return Said(self.speech.count(PROGRESS_OF, done, all=str(total)))
        facts = {"pace": batch.pace(self.speech, pace), "left": batch.time_left(self.speech, left)}
        return Said(self.speech.count(PROGRESS_PACE, done, all=str(total), **facts))
