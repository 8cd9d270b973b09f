"""What the window says where packs are made and cases are kept."""

from __future__ import annotations

from typing import Final

from verify.report.words.catalogue import Plural, Speech, _, _n

DESK: Final[dict[str, str]] = {
    # -- making a pack
    "pack_title": _("Make an evidence pack"),
    "pack_explained": _(
        "A pack hands on what Whence found: a page, a print, a table, the raw records, and checksums that show whether "
        "anything was changed. It holds no original."
    ),
    "note": _("Note for whoever reads the pack (optional)"),
    "by": _("Signed off by (optional)"),
    "choose_place": _("Choose where to keep it…"),
    "save_pack": _("Keep the pack as"),
    "packs": _("Evidence packs (*.zip)"),
    "wait_for_rest": _("Wait for them"),
    "leave_rest_out": _("Leave them out"),
    "making": _("Making the pack…"),
    "failed": _("This was not done: the part of Whence that does it stopped."),
    "close": _("Close this dialog"),
    "cancel": _("Cancel"),
    # -- adding to a case
    "add_title": _("Add to a case"),
    "add_explained": _(
        "A case collects results with notes, tags and a chain of custody. The files stay where they are."
    ),
    "case_name": _("Case: choose one, or type the name of a new one"),
    "your_name": _("Your name, for the custody"),
    "keep_copies": _("Also keep copies of the files in Whence's own folder"),
    "add": _("Add"),
    # -- the page of cases
    "cases": _("Cases"),
    "no_case": _(
        "There is no case yet. Check some files, choose them in the list, and add them to a case with the menu “File”; "
        "or begin an empty case here."
    ),
    "nothing_chosen": _("Choose a case on the left."),
    "new_case": _("New case…"),
    "new_case_name": _("Name of the new case"),
    "begin": _("Begin"),
    "begun": _("Begun {date}"),
    "tags": _("Tags: {tags}"),
    "files": _("Files and answers"),
    "notes": _("Notes"),
    "custody": _("Chain of custody"),
    "add_note": _("Add the note"),
    "new_note": _("New note"),
    "add_tag": _("Add the tag"),
    "new_tag": _("New tag"),
    "export": _("Write to an evidence pack…"),
    "check": _("Check that nothing was changed"),
    "copies": _("Keep copies of the files"),
    "delete": _("Delete the case…"),
    "delete_question": _(
        "Delete the case {case} with its results, notes, custody and copies? This cannot be undone. The original files "
        "stay where they are."
    ),
    "delete_now": _("Delete"),
    "working": _("Working…"),
    "column_file": _("File"),
    "column_answer": _("Answer"),
    "column_sum": _("SHA-256"),
    "column_copy": _("Kept copy"),
    "column_number": _("Number"),
    "column_time": _("Time (UTC)"),
    "column_by": _("Who"),
    "column_what": _("What"),
    "copied": _("kept"),
}

FILES: Final = _n("{n} file", "{n} files")
OF_FILES: Final = _n(
    "{ready} of {all} files; {n} is still being checked.", "{ready} of {all} files; {n} are still being checked."
)
LEFT_ALREADY: Final = _n(
    "{n} more file cannot be in it; the pack says why.", "{n} more files cannot be in it; the pack says why."
)
LEFT_ALREADY_UNKNOWN: Final = _("More files cannot be in it; the pack says why.")
LEFT_OUT: Final = _n(
    "{n} file was left out, since it was not yet checked.", "{n} files were left out, since they were not yet checked."
)


class DeskTexts:
    """These texts in one language."""

    def __init__(self, language: str) -> None:
        self.speech = Speech(language)

    def __call__(self, key: str, **facts: str) -> str:
        """The text `key` with its facts. Raises KeyError for an unknown key."""
        return self.speech.say(DESK[key], facts)

    def count(self, message: Plural, number: int, **facts: str) -> str:
        """A text that counts."""
        return self.speech.count(message, number, **facts)
