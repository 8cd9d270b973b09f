"""The fixed texts of the window: its menus, buttons, headings and notices. What is said about files is not here,
so that a window can name its parts before the rest of the words is loaded."""

from __future__ import annotations

from typing import Final

from verify.report.words.catalogue import Speech, _
from verify.report.words.window.settings import SETTINGS
from verify.report.words.window.viewer import VIEWER

ALWAYS: Final = _("Whence reads what a file carries. It does not judge whether what it shows is true.")

WINDOW: Final[dict[str, str]] = {
    **VIEWER,
    # -- menus
    "menu_file": _("&File"),
    "menu_edit": _("&Edit"),
    "menu_view": _("&View"),
    "menu_help": _("&Help"),
    "menu_language": _("&Language"),
    "menu_appearance": _("&Appearance"),
    "open_files": _("&Open files…"),
    "open_folder": _("Open a &folder…"),
    "paste": _("&Paste"),
    "check_again": _("&Check again"),
    "make_pack": _("Make an &evidence pack…"),
    "add_to_case": _("&Add to a case…"),
    "remove": _("&Remove from the list"),
    "remove_all": _("Remove a&ll from the list"),
    "print_answer": _("Pr&int the answer…"),
    "save_pdf": _("Save the answer as PD&F…"),
    "quit": _("&Quit"),
    "copy_answer": _("Copy the &answer as text"),
    "memory": _("&Memory…"),
    "open_memory": _("Memory of checked pictures…"),
    "memory_failed": _("The memory could not be asked about this file and keeps nothing of it: {path}"),
    "memory_set_aside": _("The memory was damaged. It was set aside as {path}, and a new, empty one was begun."),
    "appearance_system": _("Like the &system"),
    "appearance_light": _("&Light"),
    "appearance_dark": _("&Dark"),
    # -- pages
    "pages": _("Pages"),
    "page_files": _("&Files and answers"),
    "page_cases": _("&Cases"),
    "page_learn": _("L&earn with samples"),
    "page_about": _("&About Whence"),
    "page_settings": _("&Settings"),
    "page_batch": _("&Many files and watched folders"),
    # -- the list and the invitation
    "files": _("Files"),
    "drop_here": _("Drop a picture, video, sound or document here"),
    "drop_more": _("Drop more files here"),
    "drop_explained": _(
        "Whence looks for what the file itself carries: signed records, labels and marks of AI services. It tells you "
        "what they say, who says it, and how well that is founded."
    ),
    "first_bring": _("1. Bring a file"),
    "first_bring_explained": _(
        "Any picture, video, sound or document. The original tells most: save it from the message or the page. A "
        "screenshot or a forwarded copy has usually lost what it carried."
    ),
    "first_read": _("2. Read the answer"),
    "first_read_explained": _(
        "First one sentence: what the file says about its origin, who says so, and how well that is founded. Below it "
        "the whole story and every piece of evidence."
    ),
    "first_limits": _("3. Know its limits"),
    "first_limits_explained": _(
        "Most files carry nothing, and then Whence says just that. This says nothing about whether the content is "
        "real. And a record proves who states something, not that it is true."
    ),
    "privacy": _(
        "Your files stay on this computer. Whence goes online only when you ask it to, and names the host first."
    ),
    "waiting": _("waiting"),
    "looking": _("still looking"),
    "pasted_picture": _("Pasted picture"),
    # -- the answer
    "preview": _("Small preview of the file"),
    "preview_framed": _("Small preview of the file; frames show the places that are told below"),
    "still_looking": _("Still looking"),
    "looking_explained": _("What has been seen so far is shown below. The answer comes when all readers are done."),
    "still_waiting": _("Waiting"),
    "waiting_explained": _("Other files are being looked at first."),
    "pasted_note": _(
        "This picture was pasted. Copying usually leaves the record and the labels behind: if you can, save the "
        "original file and drop that."
    ),
    # -- parts of the panel
    "answer": _("The answer for this file"),
    "next_steps": _("What to do next"),
    "absence": _("Why there may be no mark"),
    "elsewhere": _("Where else you can look"),
    "story": _("The story"),
    "story_explained": _(
        "From the beginning at the top to this file at the end, as each step's own signer tells it. A solid line leads "
        "to the next version, a dashed one into what it was placed in, a dotted one into what it was fed into."
    ),
    "seen_so_far": _("Seen so far"),
    "reasons": _("Why we say this"),
    "doubts": _("What speaks against it"),
    "remembered": _("Seen before"),
    "view_kept": _("The remembered picture"),
    "also_found": _("Also found"),
    "label_card": _("Label card"),
    "looked_at_by": _("What was looked for"),
    "not_checked": _("Not checked"),
    "everything": _("Everything in the file"),
    "raw_record": _("The raw record"),
    "counted": _("{title} ({n})"),
    "found": _("Found"),
    "means": _("Means"),
    "does_not_prove": _("Does not prove"),
    "place": _("Place"),
    "show_more": _("Show more"),
    "fetch_record": _("Fetch the record from {host}"),
    "opens_in_browser": _("Opens in your browser: {host}"),
    # -- the story
    "this_file": _("This file"),
    "no_own_record": _("It has no record of its own."),
    "unfold_steps": _("Click here or press Enter to see each of them."),
    "fold_again": _("Click here or press Enter to fold them into one line again."),
    "steps_left_out": _("Steps that are not shown here: {n}. They are in the raw record."),
    "told_before": _("Its story is told further up."),
    # -- fields and raw record
    "filter": _("Filter"),
    "filter_hint": _("Type a part of a name or of a text"),
    "search": _("Search"),
    "column_group": _("Kind"),
    "column_name": _("Name"),
    "column_value": _("Text in the file"),
    "column_place": _("Place"),
    "whole_value": _("The whole text of the chosen line"),
    "group_file": _("The file"),
    "group_check": _("This check"),
    "outside_signature": _("not covered by the signature"),
    "file_path": _("Path"),
    "file_size": _("Size in bytes"),
    "file_type": _("Format, told from the content"),
    "file_hash": _("SHA-256"),
    "checked_at": _("Checked at"),
    "version": _("Whence"),
    "trust_list": _("Trust list"),
    "network": _("Network"),
    "network_used": _("used, because you asked for it"),
    "network_unused": _("not used"),
    "copy": _("Copy"),
    "copy_record": _("Copy the raw record"),
    # -- notices
    "dismiss": _("Dismiss"),
    "refused_link": _(
        "That is a link, not a file. Whence downloads nothing: save the file on this computer, then drop it here."
    ),
    "refused_message": _(
        "That is a message, not a file. Save what is attached to it on this computer, then drop it here."
    ),
    "refused_promise": _(
        "The other program named a file but did not hand it over. Save the file on this computer, then drop it here."
    ),
    "refused_text": _("That is text, not a file. Drop a file, or copy a file or a picture and paste it."),
    "refused_too_large": _("That picture is too large to be pasted. Save it as a file and drop the file."),
    "refused_nothing": _("There is nothing here that can be checked. Drop a file, or copy one and paste it."),
    "not_kept": _("What was dropped or pasted could not be written to a temporary file, so it was not checked."),
    "too_many_files": _("There were more files than can be taken at once. The rest was not taken and is not checked."),
    "cannot_check": _(
        "The part of Whence that reads files stops as soon as it starts, so nothing is checked. Restart Whence; if "
        "that does not help, install it again."
    ),
    "fetching": _("Asking {host} for the record…"),
    "not_fetched": _("The record did not come. The answer stays as it is; your file was not sent anywhere."),
    "too_many_to_pack": _("A pack tells of {count} files at most. Choose fewer files in the list."),
    "batch_not_begun": _("The batch could not be begun, since it cannot be kept: {reason}"),
    "batch_not_removed": _("The batch could not be removed: {reason}"),
    "batch_report_gone": _("The kept report of this file cannot be read any more. Check the file again."),
    "batch_exporting": _("Writing the chosen results…"),
    "batch_exported": _("The results were written: {file}"),
    "batch_not_exported": _("The results were not written: {reason}"),
    "batch_unfinished": _(
        "A batch of many files was not finished. Open “Many files and watched folders” in the menu “View” to go on."
    ),
    "watch_notice": _("In a watched folder – {what}"),
    "answer_copied": _("The answer was copied as text."),
    "answer_not_there": _("The answer for this file is not there yet."),
    "choose_pdf": _("Save the answer as a PDF file"),
    "pdf_saved": _("The answer was saved as {file}."),
    "pdf_not_saved": _("The answer could not be written there."),
    "fields_not_printed": _(
        "Not printed: the fields of the file and the raw record. Both are in the window and in an evidence pack."
    ),
    "no_display": _("No display can be reached, so no window is shown. The answer follows as text."),
    "no_display_no_files": _("No display can be reached, so no window is shown. Name the files to check them here."),
    # -- dialogs
    "choose_files": _("Choose files to check"),
    "choose_folder": _("Choose a folder to check"),
    "look_in": _("Look in:"),
    "files_of_type": _("Files of type:"),
    **SETTINGS,
}


class FixedTexts:
    """What a window says before there is any file, in one language."""

    def __init__(self, language: str) -> None:
        self._speech = Speech(language)
        self.language = self._speech.language

    def label(self, key: str, **facts: str) -> str:
        """A fixed text with its facts, if it has any. Raises KeyError for an unknown key."""
        return self._speech.say(WINDOW[key], facts)

    def always(self) -> str:
        """The small line that is always there."""
        return self._speech.say(ALWAYS)
