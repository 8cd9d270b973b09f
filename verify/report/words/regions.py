"""The words for places: the card of a region that a record states, and the captions of what is framed or timed."""

from __future__ import annotations

from typing import Final

from verify.model import Finding
from verify.report.places import Box, Mark, stretch
from verify.report.words.cards.types import Card
from verify.report.words.catalogue import Message, Said, Speech, _
from verify.report.words.terms import ACTIONS, term

REGION_CARDS: Final[dict[str, Card]] = {
    "record.region": Card(
        title=(_("A place that the record marks: {action_name}"), _("A place that the record marks")),
        found=(
            _("The record of “{signer}” marks where this step was taken: {action_name}."),
            _("The record of “{signer}” marks a place."),
            _("The record marks a place."),
        ),
        meaning=(
            _("In the words of the record: “{description}”."),
            _("The record does not describe the place in more words."),
        ),
        limits=_(
            "The place is the signer's word; nothing was compared there. Other places may have been changed too, and "
            "in a photo that is stored turned it may be meant before or after turning."
        ),
    ),
}

_SHAPES: Final[dict[str, str]] = {
    "rectangle": _("The place is a rectangle."),
    "circle": _("The place is a circle."),
    "polygon": _("The place is an outline with several corners."),
}
_OUTSIDE: Final = _("What is meant is everything outside of that shape.")
_OF: Final[dict[str, str]] = {
    "file": _("It speaks of this file."),
    "earlier": _(
        "It speaks of an earlier version, which may have been cut or resized since, so it is not drawn into the "
        "preview of this file."
    ),
    "part": _("It speaks of something that was placed in this file, so it is not drawn into the preview of the whole."),
}
_NOT_DRAWN: Final = _("Its shape cannot be drawn: it is too long, incomplete or of a kind that this version lacks.")
_TIME: Final[Message] = (
    _("It is meant from {start} to {end} seconds."),
    _("It is meant from {start} seconds on."),
)

_CAPTIONS: Final[Message] = (
    _("{title} – {place}, from {start} to {end} seconds"),
    _("{title} – {place}, from {start} seconds on"),
    _("{title} – {place}"),
)
_TIMED_CAPTIONS: Final[Message] = (
    _("{title} – from {start} to {end} seconds"),
    _("{title} – from {start} seconds on"),
)
_REGION_TITLES: Final[Message] = (
    _("“{signer}” states: {action_name}, “{description}”"),
    _("“{signer}” states: {action_name}"),
    _("The record states: {action_name}, “{description}”"),
    _("A place that the record marks"),
)
_ROWS: Final = (
    (_("at the upper left"), _("at the top"), _("at the upper right")),
    (_("at the left"), _("in the middle"), _("at the right")),
    (_("at the lower left"), _("at the bottom"), _("at the lower right")),
)
_ALL_OVER: Final = _("over nearly the whole picture")
_ELSEWHERE: Final = _("everywhere outside of the frame")
_NEARLY_ALL: Final = 0.8  # of the picture's area


def region_sentences(speech: Speech, finding: Finding) -> str:
    """What is to be said of a region beside who states it: its shape, its time, and what it is a place in."""
    start, end = stretch(finding)
    shape, drawn = _SHAPES.get(finding.fact("shape")), finding.fact("numbers")
    return speech.join(
        speech.say(shape) if shape and drawn else "",
        speech.say(_OUTSIDE) if shape and drawn and finding.fact("side") == "outside" else "",
        speech.say(_NOT_DRAWN) if not drawn and start is None else "",
        speech.say(_TIME, _seconds(start, end)) if start is not None else "",
        speech.say(_OF[finding.fact("of")]) if finding.fact("of") in _OF else "",
    )


def caption(speech: Speech, mark: Mark, title: str) -> str:
    """One line for something that is framed or timed; `title` is that of its finding's card."""
    finding = mark.finding
    facts = _seconds(mark.start, mark.end)
    if finding.code == "record.region":
        named = {name: finding.fact(name) for name in ("signer", "description")}
        title = speech.say(_REGION_TITLES, named, action_name=term(speech, ACTIONS, finding.fact("action")))
    facts["title"] = title
    if mark.box is not None:
        return speech.say(_CAPTIONS, facts, place=speech.say(_ELSEWHERE) if mark.outside else where(speech, mark.box))
    return speech.say(_TIMED_CAPTIONS, facts) if mark.start is not None else title


def where(speech: Speech, box: Box) -> str:
    """Where in the picture a box sits, in a few words."""
    if box.width * box.height >= _NEARLY_ALL:
        return speech.say(_ALL_OVER)
    across, down = (min(2, max(0, int(3 * middle))) for middle in (box.left + box.width / 2, box.top + box.height / 2))
    return place_name(speech, down, across)


def place_name(speech: Speech, row: int, column: int) -> str:
    """The name of a place in a grid of three rows and three columns."""
    return speech.say(_ROWS[row][column])


def _seconds(start: float | None, end: float | None) -> dict[str, str]:
    found = (("start", start), ("end", end))
    return {name: Said(f"{seconds:.1f}") for name, seconds in found if seconds is not None}
