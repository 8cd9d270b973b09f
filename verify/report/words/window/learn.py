"""What the page for learning says around its stations and journeys: headings, buttons, notices."""

from __future__ import annotations

from typing import Final

from verify.report.words.catalogue import _, _n

PAGE: Final[dict[str, str]] = {
    "learn": _("Learn"),
    "tour": _("Guided tour"),
    "lab": _("Survival lab"),
    "notes": _("For teachers"),
    "making": _(
        "The samples are being made on this computer. That takes a few seconds; nothing is fetched from anywhere."
    ),
    "not_made": _(
        "The samples could not be made, so there is nothing to show. There may be no room left for temporary files."
    ),
    # -- the tour
    "station": _("Station {n} of {total}"),
    "question": _("Think first"),
    "show_answer": _("Show what Whence says"),
    "not_yet": _(
        "Choose an answer on the left. Then you see here what Whence says about this very file. Nothing is prepared: "
        "it is read like any other file."
    ),
    "reading": _("Whence is still reading the file. Its answer comes in a moment."),
    "holds": _("✓ That holds."),
    "holds_not": _("○ That does not hold."),
    "lesson": _("What to take along"),
    "previous_station": _("Back one station"),
    "next_station": _("Next station"),
    "to_the_lab": _("On to the survival lab"),
    "not_counted": _("Nothing is counted and nothing is kept. You may choose another answer at any time."),
    "anchor_note": _(
        "Only on this page, Whence treats the signers of its samples as if you had added their certificate yourself. "
        "Your own trust lists stay as they are."
    ),
    # -- the lab
    "lab_explained": _(
        "Choose a picture and send it on a journey. Whence reads it before and after, and you see which evidence is "
        "still there."
    ),
    "specimen": _("The picture"),
    "journey": _("The journey"),
    "not_yours": _(
        "Whence draws these two pictures itself, and only they can travel. It takes none of yours: removing labels is "
        "forbidden by law in some countries, and wrong where it misleads."
    ),
    "before": _("Before"),
    "after": _("After"),
    "evidence": _("Evidence"),
    "fate": _("What became of it"),
    "verdict": _("What Whence says"),
    "altered_copy": _("This copy was altered on purpose, and its name says so. It is removed when Whence closes."),
    "exact_copy": _("This copy was not altered. It is removed when Whence closes."),
    "looking_at_both": _("Whence is reading the picture before and after its journey, also with the patient search."),
    "seen_here": _("What to see here"),
    "lab_limits": _(
        "Other programs and sites behave in other ways, and they change. The table shows what became of this copy, not "
        "what becomes of every picture."
    ),
    "nothing_found": _("nothing found"),
    "not_read": _("not checked"),
    # -- for teachers
    "print": _("Print…"),
    "printing": _("Notes and worksheet for a class"),
}

# what became of one kind of evidence, as a shape and a word
FATES: Final[dict[str, tuple[str, str]]] = {
    "kept": ("▣", _("still there")),
    "changed": ("◪", _("there, but different")),
    "gone": ("▢", _("gone")),
    "never": ("·", _("was not there before either")),
    "added": ("▤", _("new")),
    "unchecked": ("?", _("not checked")),
}

EVIDENCE: Final[dict[str, str]] = {
    "record": _("Signed record"),
    "label": _("Unsigned label in the file"),
    "camera": _("Camera data in the file"),
    "hidden": _("Hidden mark in the pixels"),
    "visible": _("Label to be seen in the picture"),
}

SPECIMENS: Final[dict[str, tuple[str, str]]] = {
    "ai_picture": (
        _("An AI picture that carries everything"),
        _(
            "A signed record, an unsigned label, a hidden mark and a label that all can see. Whence put the hidden "
            "mark there itself, with the open method of a well-known generator: anyone can do that."
        ),
    ),
    "photo": (
        _("A photo with a camera's record"),
        _("A camera's signed record and its data. Photos lose their evidence just as AI pictures do."),
    ),
}

# journey → its name, what happens on it, what to see afterwards
JOURNEYS: Final[dict[str, tuple[str, str, str]]] = {
    "as_a_file": (
        _("Sent as a file"),
        _("Attached to a mail, or copied to a memory stick. Not one byte changes."),
        _("Nothing gets lost on this journey. If a picture matters, pass it on as a file."),
    ),
    "jpeg75": (
        _("Saved again as a JPEG"),
        _("An ordinary program opens it and saves it with quality 75. It keeps plain notes; signed records it drops."),
        _(
            "The pixels were computed anew, so the seal would not fit them any more. A plain note can live on, because "
            "it is only text that a program copies."
        ),
    ),
    "half": (
        _("Made half as large"),
        _("Width and height are halved, as for a web page. The program keeps plain notes."),
        _(
            "Of every four pixels one is left. A fine pattern in the pixels gets lost with the others; large letters "
            "can still be read."
        ),
    ),
    "crop": (
        _("Cut"),
        _("A part is cut out of the middle, without the lower right corner. The program keeps plain notes."),
        _(
            "Whoever cuts off a corner cuts off the label that stands there. A hidden mark that fills the whole "
            "picture can be found again, but only by the patient search."
        ),
    ),
    "screenshot": (
        _("Captured from the screen"),
        _("The picture stands in the window of a viewer, and somebody captures the screen."),
        _(
            "The capture is a new picture. What sits in the pixels can come along; what was written beside them stays "
            "behind."
        ),
    ),
    "stripped": (
        _("Uploaded, notes removed"),
        _(
            "Every pixel stays, and all that is written beside the pixels goes. Many sites do that, also so that a "
            "photo does not give away where somebody lives."
        ),
        _("To the eye it is the same picture. Record and notes are gone; only what sits in the pixels is left."),
    ),
    "messenger": (
        _("Sent as a picture by messenger"),
        _("Made smaller, saved again with more loss, and all notes removed, as messengers often do."),
        _("At most what can be seen in the picture itself comes through."),
    ),
}

# -- the command that writes samples
TRAVELLED: Final = _n(
    "{n} copy for the survival lab was written into {folder}. Its name says what was done to it.",
    "{n} pictures for the survival lab were written into {folder}. Their names say what was done to them.",
)
LESSON_WRITTEN: Final = _("The notes for teachers and the worksheet are in {file}: open it in a browser to print it.")
