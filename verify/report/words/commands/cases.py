"""What is said of cases, and the entries of their custody in words. Reasons are keyed by the codes of those who give
them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from verify.report.words.catalogue import Speech, _, _n

# -- what is done
BEGUN: Final = _("The case {case} was begun.")
ADDED: Final = _n("{n} file was added to the case {case}.", "{n} files were added to the case {case}.")
NOTHING_NEW: Final = _("These results were in the case {case} already; nothing was added.")
COPIED: Final = _n("A copy of {n} file is kept in {folder}.", "Copies of {n} files are kept in {folder}.")
ALL_COPIED: Final = _("Copies of all files of the case {case} are kept already.")
NOTED: Final = _("The note was added to the case {case}.")
TAGGED: Final = _("The tag {tag} was added to the case {case}.")
EXPORTED: Final = _("The case {case} was written to the pack {file}.")
DELETED: Final = _(
    "The case {case} was deleted, with its results, notes, custody and copies. The originals are untouched."
)
LEFT_OVER: Final = _("These files may still hold parts of it. Delete them yourself if nobody needs them: {files}")
ASK_DELETE: Final = _(
    "Delete the case {case} with its results, notes, custody and copies? This cannot be undone. Type y for yes: "
)
UNASKED: Final = _("Nothing was deleted, since nobody can be asked here. Agree beforehand with: {command}")
NOT_DELETED: Final = _("Nothing was deleted.")

# -- what is shown
NO_CASES: Final = _("There is no case yet. This command begins one: {command}")
CASE_LINE: Final = _n("{case}: {n} file, begun {date}", "{case}: {n} files, begun {date}")
TAGS: Final = _("Tags: {tags}")
NOTES: Final = _("Notes")
FILES: Final = _("Files")
CUSTODY: Final = _("Chain of custody")
COPY_KEPT: Final = _("a copy is kept")

# -- entries of the custody, by act
ACTS: Final[dict[str, str]] = {
    "begun": _("Case begun: {name}"),
    "added": _("Result added: {name}, SHA-256 {sha256}"),
    "copied": _("Copy kept: {name}, SHA-256 {sha256}"),
    "noted": _("Note added, SHA-256 {note}"),
    "tagged": _("Tag added: {tag}"),
    "exported": _("Written to the pack with the number {number}"),
}
OTHER_ACT: Final = _("Entry that this version does not know: {act}")

# -- case verify
WHOLE: Final = _n(
    "Everything in the case {case} is as it was kept: {n} entry of its custody fits.",
    "Everything in the case {case} is as it was kept: {n} entries of its custody fit.",
)
CHAIN_LIMITS: Final = _(
    "This shows that nothing was changed by mishap or carelessly. Whoever can write to this computer could compute all "
    "checksums anew; compare the last one with one that was noted elsewhere: {sum}"
)
FAULTS: Final[dict[str, str]] = {
    "entry": _("Entry {what} of the custody, or one before it, was changed."),
    "missing": _("Entry {what} of the custody is missing."),
    "end": _("The last entries of the custody, from {what} on, were cut off or changed."),
    "file": _("The result for {what} is missing or is not the one that was added."),
    "note": _("The notes are not those that were added."),
    "tag": _("The tag {what} is missing or was not added by anybody."),
    "copy": _("The copy of {what} is missing or has another content."),
}

# -- reasons: codes of `verify.features.cases.model`
CASE_PROBLEMS: Final = {
    "no_such_case": _("There is no case of the name {detail}."),
    "name_taken": _("There is a case of the name {detail} already."),
    "bad_name": _("A name needs at least one visible character, at most 200, and no invisible ones."),
    "nothing": _("There is nothing to add."),
    "too_long": _("The text is longer than {detail} characters. Shorten it or add several notes."),
    "too_many": _("A case holds {detail} files at most. Begin another case."),
    "damaged": _("The result for {detail} is not as it was kept and cannot be read."),
    "not_kept": _("No copy of {detail} was kept: it cannot be read, or the folder for copies cannot be written."),
    "other_content": _("No copy of {detail} was kept: the file was changed since it was checked."),
}

# -- reasons: codes of `verify.store.database`
DATABASE_PROBLEMS: Final = {
    "full": _("The disk of {path} is full. Nothing was changed; what was kept before is still there."),
    "not_writable": _("{path} cannot be written. Nothing was changed; what was kept before is still there."),
    "not_readable": _("{path} cannot be read: the disk or the network drive reported an error."),
    "busy": _("{path} is being used by another program. Nothing was changed; try again later."),
    "newer": _("{path} was made by a later version of Whence and is left as it is. Use that version."),
    "broken": _("{path} is damaged. Nothing was changed."),
}
SET_ASIDE: Final = _(
    "The database {path} was damaged. It is kept as {kept}, and a new one was begun; what the old one held is not "
    "shown any more."
)


def act(speech: Speech, code: str, facts: Mapping[str, str]) -> str:
    """An entry of a custody in words."""
    return speech.say(ACTS[code], facts) if code in ACTS else speech.say(OTHER_ACT, act=code)
