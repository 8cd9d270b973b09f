"""What evidence packs say of themselves, and what the command `pack` says of them."""

from __future__ import annotations

from typing import Final

from verify.model import LeftReason
from verify.report.words.catalogue import _, _n

# -- headings and captions of a pack
PACK: Final[dict[str, str]] = {
    "title": _("Evidence pack"),
    "title_of": _("Evidence pack: {title}"),
    "about": _("About this pack"),
    "files": _("The files"),
    "note": _("Note"),
    "notes": _("Notes of the case"),
    "custody": _("Chain of custody"),
    "circumstances": _("How it was checked"),
    "how": _("How to check this pack"),
    "codes": _("Codes"),
    "left": _("Left out of this pack"),
    "made_at": _("Pack made at (UTC)"),
    "count": _("Number of files"),
    "case": _("Case"),
    "tags": _("Tags"),
    "by": _("Signed off by"),
    "whence": _("Version of Whence"),
    "engines": _("Engines"),
    "rubric": _("Version of the official rubric"),
    "lists": _("Trust lists"),
    "readers_asked": _("Readers asked for"),
    "readers": _("Readers that took part"),
    "deep": _("Search in cut or resized pictures"),
    "models": _("Models that were added"),
    "network": _("Network"),
    "yes": _("yes"),
    "no": _("no"),
    "all": _("all"),
    "none": _("none"),
    "number": _("Number"),
    "name": _("File"),
    "answer": _("Answer"),
    "modified": _("Last changed, says the file system (UTC)"),
    "raw_record": _("Raw record in this pack"),
    "picture": _("Small picture in this pack"),
    "code_verdict": _("Verdict"),
    "code_record": _("Signed record"),
    "code_manifest": _("Manifest {label}"),
    "code_second": _("Second engine"),
    "code_findings": _("Findings"),
    "code_readings": _("Readers"),
    "raw": _("Raw record"),
    "page": _("Page {page} of {pages}"),
    "more_in_page": _("… and {n} more; they are in {file}."),
}

INTRODUCTION: Final = (
    _(
        "This pack hands on what Whence found about the files that are listed here: what each file carries, who says "
        "so, and how well that is founded."
    ),
    _("It holds no original. Keep the originals unchanged: without them nothing here can be checked again."),
)
# -- what was meant to be in a pack and is not: the heading of the list, and the reasons
WITHOUT: Final = _n(
    "{n} file that was chosen is not in this pack. It holds no result about it.",
    "{n} files that were chosen are not in this pack. It holds no result about them.",
)
WITHOUT_UNKNOWN: Final = _("Files that were chosen are not in this pack. It holds no result about them.")
LEFT: Final[dict[LeftReason, str]] = {
    LeftReason.PENDING: _("Left out: not yet checked when the pack was made."),
    LeftReason.GONE: _("Left out: its kept report could not be read any more."),
    LeftReason.LINK: _("Left out: a link to a folder, which is not followed."),
}
UNNAMED: Final = _n("{n} more file of the batch", "{n} more files of the batch")
UNCOUNTED: Final = _("Further files of the batch")
NOTE_IS_TYPED: Final = _("The name was typed in; it is not a digital signature.")
SIGNED_OFF: Final = _("Signed off by {by} on {at}.")
NOT_SIGNED_OFF: Final = _("Nobody signed this note off.")
CUSTODY_IS_CHAINED: Final = _(
    "Each entry carries a checksum of all entries before it. That shows careless changes; it does not stop somebody "
    "who can compute all checksums anew."
)
HOW: Final = (
    _("With Whence, this command tells whether anything in the pack was changed, is missing or was added: {command}"),
    _("Without Whence, any program that computes SHA-256 can compare the files of the pack with the list in {file}."),
    _("This command checks the originals again and lists what differs from the results in this pack: {command}"),
    _(
        "Checksums show mishaps and careless changes. Whoever wants to forge a pack can compute new ones: ask its "
        "maker in another way for the number of the pack, and compare."
    ),
)

CONTENTS: Final[dict[str, str]] = {
    "report.html": _("everything, to be read in a browser; it loads nothing"),
    "report.pdf": _("the same to be printed; long lists are shortened"),
    "report.csv": _("a table with one line for each file"),
    "reports.jsonl": _("all results for programs, one line for each file"),
    "pack.json": _("about the pack itself, for programs"),
    "records": _("the raw signed records"),
    "pictures": _("small pictures of the files"),
    "manifest.sha256": _("the checksum of each file of the pack"),
}
CONTENTS_LINE: Final = _("{file}: {what}")

# -- columns of the table
COLUMNS: Final[dict[str, str]] = {
    "number": _("Number"),
    "name": _("File"),
    "path": _("Path"),
    "size": _("Size in bytes"),
    "sha256": _("SHA-256"),
    "media_type": _("Format, told from the content"),
    "modified": _("Last changed, says the file system (UTC)"),
    "checked_at": _("Checked at (UTC)"),
    "answer": _("Answer"),
    "standing_words": _("What carries it"),
    "conclusion": _("Code of the answer"),
    "standing": _("Code of the standing"),
    "origin": _("Code of the origin"),
    "edits": _("Code of the edits"),
    "alarms": _("Codes of the alarms"),
    "by": _("Who says so"),
    "record": _("State of the signed record"),
    "record_codes": _("Codes of the signed record"),
    "findings": _("Codes of the findings"),
    "problem": _("Why it could not be read"),
    "not_checked": _("Not checked"),
    "whence": _("Version of Whence"),
    "rubric": _("Version of the official rubric"),
    "lists": _("Trust lists"),
}

# -- pack make
MADE: Final = _n("The pack {file} tells of {n} file.", "The pack {file} tells of {n} files.")
NUMBER: Final = _("The number of the pack: {number}")
TELL_NUMBER: Final = _(
    "Give this number to whoever gets the pack, in another way than the pack itself: it shows that it is your pack."
)
UNREAD: Final = _n("{n} file could not be read; the pack says why.", "{n} files could not be read; the pack says why.")

# -- pack verify
UNCHANGED: Final = _n(
    "Nothing in this pack was changed since it was made: {n} file fits its checksum.",
    "Nothing in this pack was changed since it was made: {n} files fit their checksums.",
)
FITTING: Final = _n("{n} file fits its checksum.", "{n} files fit their checksums.")
CHANGED: Final = _("Changed: {file}")
MISSING: Final = _("Missing: {file}")
ADDED: Final = _("Added: {file}")
MANIFEST_CHANGED: Final = _(
    "The list of checksums itself was changed ({file}), so what it says of the other files cannot be relied on."
)
FRAME_CHANGED: Final = _("The zip file was changed: its bytes do not fit the checksum at its end.")
FRAME_ONLY: Final = _(
    "All files in it are as they were; the change lies around them, in the structure of the zip file."
)
FRAME_ABSENT: Final = _(
    "The pack is not in the zip file that it was made in, or that was packed anew. This does not matter: the files "
    "themselves are checked."
)
BROKEN: Final = _("The zip file was changed or cut off and cannot be opened any more, so its files cannot be named.")
COMPARE_NUMBER: Final = _(
    "The number of the pack: {number}. Compare it with the one that its maker gave you; only that shows that no other "
    "pack was put in its place."
)

# -- pack rerun
RERUN_SAME: Final = _("{file}: same result as in the pack.")
RERUN_DIFFERS: Final = _("{file}: the result differs from that in the pack.")
RERUN_NOT_FOUND: Final = _("{file}: the original was not found here, so it was not checked again.")
RERUN_OTHER: Final = _("{file}: there is a file at this place, but not the one of the pack; it was not checked again.")
RERUN_UNKNOWN: Final = _("{file}: the pack holds no checksum of this file, so it cannot be found again.")
RERUN_THEN_NOW: Final = _("{what}: {then} in the pack, {now} now")
RERUN_GONE: Final = _("{what}: in the pack, not found now")
RERUN_NEW: Final = _("{what}: not in the pack, found now")
RERUN_CIRCUMSTANCES: Final = _("These circumstances differ from those in the pack, which may explain differences:")
RERUN_ALL_SAME: Final = _n(
    "{n} file was checked again, with the same result.",
    "{n} files were checked again, all with the same results.",
)
RERUN_SOME_DIFFER: Final = _n(
    "{n} file was checked again; results differ.", "{n} files were checked again; results differ."
)
RERUN_NONE: Final = _("No original was found, so nothing was checked again. Name a folder with them: {command}")
RERUN_LEFT: Final = _n("{n} file was not checked again.", "{n} files were not checked again.")
RERUN_WITHOUT: Final = _n(
    "{n} file was left out when the pack was made, so there is nothing to compare.",
    "{n} files were left out when the pack was made, so there is nothing to compare.",
)
RERUN_OF_CHANGED: Final = _("This pack was changed since it was made, so its results cannot be relied on.")
NOTHING: Final = _("nothing")

# what is compared: names of values as they stand in reports.jsonl
COMPARED: Final[dict[str, str]] = {
    "conclusion": _("Answer"),
    "standing": _("Standing"),
    "origin": _("Origin"),
    "edits": _("Edits"),
    "by": _("Who says so"),
    "alarm": _("Alarm {code}"),
    "record": _("State of the signed record"),
    "record_code": _("Code of the signed record {code}"),
    "finding": _("Finding {code}"),
    "problem": _("Why it could not be read"),
    "reader": _("Reader {code}"),
    "whence": _("Version of Whence"),
    "rubric": _("Version of the official rubric"),
    "engine": _("Engine {code}"),
    "list": _("Trust list {code}"),
    "network": _("Network"),
}

# -- reasons: codes of `verify.features.packs`
PACK_PROBLEMS: Final = {
    "nothing": _("There is no file to make a pack of."),
    "too_many": _("A pack tells of {detail} files at most. Make several packs."),
    "exists": _("{detail} is there already and was left as it is. Choose another name."),
    "full": _("The disk of {detail} is full. Nothing was written."),
    "not_writable": _("{detail} cannot be written. Nothing was written."),
    "not_found": _("There is no file {detail}."),
    "not_readable": _("{detail} cannot be read."),
    "not_a_pack": _("{detail} is not an evidence pack."),
    "too_large": _("{detail} is larger than a pack may be."),
}
