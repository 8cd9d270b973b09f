"""What a teacher is told, and the sheet for the class: a plan for one hour, to be printed."""

from __future__ import annotations

from typing import Final

from verify.report.words.catalogue import _

NOTES: Final[dict[str, str]] = {
    "title": _("Where does this picture come from? One hour with Whence"),
    "aim_heading": _("What it is for"),
    "aim": _(
        "After this hour a class can say what a mark in a file proves, what it does not prove, and what to do where "
        "there is none. For pupils of about 13 and older; no knowledge is needed."
    ),
    "needs_heading": _("What you need"),
    "needs": _(
        "One computer with Whence and a projector; pupils in pairs at computers of their own are even better. A "
        "network is not needed. All pictures are drawn by the program: they show no person and no event."
    ),
    "trust": _(
        "On the page “Learn with samples”, and only there, Whence treats the signers of the samples as if you had "
        "added their certificate yourself, and its answers say so. Your trust lists stay as they are, and no answer of "
        "a pupil is counted or kept."
    ),
    "plan_heading": _("Plan for one hour"),
    "minutes": _("Minutes"),
    "part": _("Part"),
    "told": _("What happens"),
    "beginning": _("Beginning"),
    "beginning_told": _(
        "Show any picture that went round lately and ask: how could we find out where it comes from? Collect the "
        "ideas on the board, and judge none of them yet."
    ),
    "tour_told": _(
        "At each station: look at the picture, read the question, let the class decide and give reasons, and only then "
        "show what Whence says. The talk before the answer is the lesson."
    ),
    "lab_told": _(
        "Take the AI picture, then the photo. Before each journey the class bets: which evidence survives? End with "
        "“Sent as a file”. Ask what this means for the pictures on their own phones."
    ),
    "close": _("Close"),
    "close_told": _(
        "Everybody finishes one sentence: “Before I pass on a picture, I …”. Then go back to the ideas on the board: "
        "which of them would work?"
    ),
    "survival_heading": _("What survives in the survival lab"),
    "survival_told": _(
        "▣ still there, ▢ gone. Only the photo has camera data; only the AI picture has the label, the hidden mark and "
        "the words that can be seen. The pupils' bets are compared with this. Other programs may do otherwise."
    ),
    "stations_heading": _("The stations"),
    "file": _("File"),
    "scene": _("What they see"),
    "holds": _("What holds"),
    "lesson": _("What to take along"),
    "ask": _("To ask"),
    "mistake": _("A common mistake"),
    "home_heading": _("What a class takes home"),
    "home_who": _("Ask who says so. A statement is as good as the one who answers for it."),
    "home_nothing": _("Nothing found means nothing found. It never clears a picture."),
    "home_story": _("A mark of AI is where the questions begin. Read the whole story."),
    "home_file": _("Pass on the original file, and say where you have it from."),
    "sheet_heading": _("Worksheet"),
    "sheet_told": _("Tick what you think before you see the answer. Write down in one line why."),
    "name": _("Your name"),
    "why": _("Why"),
    "lab_sheet": _("What survives? Tick your bet, then compare it with the table of the survival lab."),
}
