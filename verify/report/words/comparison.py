"""What a comparison of two pictures shows, and what it cannot show, in whole sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from verify.model import RecordState
from verify.report.words.catalogue import Speech, _
from verify.report.words.regions import place_name

_NOT_LAID: Final = _(
    "No way was found to lay one picture over the other: too little in them is alike. They may still show the same "
    "thing, seen or cut differently. Only the view side by side is of use here."
)
_AS_THEY_ARE: Final = _("The two pictures lie over each other as they are.")
_AFTER_SCALING: Final = _("The two pictures lie over each other once they are brought to the same size.")
_TURNED: Final = {
    1: _("The right one was turned to the left by a quarter for that."),
    2: _("The right one was turned upside down for that."),
    3: _("The right one was turned to the right by a quarter for that."),
}
_MIRRORED: Final = _("The right one was mirrored for that.")
_RIGHT_IS_PART: Final = _("The right one shows only a part of the left one: something was cut off, or was added.")
_LEFT_IS_PART: Final = _("The left one shows only a part of the right one: something was cut off, or was added.")
_BOTH_ARE_PARTS: Final = _("Each shows something at its edges that the other one lacks.")
_STANDS_OUT: Final = _("Something differs clearly {places}.")
_NOTHING_LARGE: Final = _("No large difference was measured.")
_SMALL: Final = _("Something small differs much more than the rest {places}.")
_MEASURED_AT: Final = _("At {width} × {height} pixels small changes cannot be measured; look for yourself.")
_MEASURED_BESIDE: Final = _("At {width} × {height} pixels other small changes can stay unseen; look for yourself.")

_HARMLESS: Final = _(
    "A difference is no proof of a forgery. Compression, resizing, filters and ordinary corrections of light leave "
    "differences, too; even light over the whole picture is left out here."
)
_IN_RECORD: Final = _(
    "A picture in a record is only as trustworthy as the record. Whoever wrote the record chose the picture."
)
_RECORD_STATES: Final = {
    RecordState.TRUSTED: _("This record is intact and its signer is on a trust list."),
    RecordState.UNTRUSTED: _("This record is intact, but nobody could confirm its signer."),
    RecordState.EXPIRED: _("The certificate of this record had run out, so its signer is not confirmed."),
    RecordState.MALFORMED: _("This record breaks the rules, so its signer is not confirmed."),
    RecordState.ALTERED: _("This record no longer fits; its picture shows what was signed, or claims to."),
}
_RECORD_UNRELIABLE: Final = _("This record is broken and not relied on, and neither is its picture.")
_IN_CAMERA_DATA: Final = _(
    "Nobody signed the small picture in the camera data. Some programs make it anew after a change, and others leave "
    "an old one lying."
)
_OTHER_FILE: Final = _("Which of two files came first, pixels alone do not tell.")

_PART: Final = 0.97  # of a picture; what is covered further lies over the whole of it


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of laying the right picture over the left one, in numbers.

    `of_left` and `of_right` say which part of each the other one covers (0 to 1), `scale` how many pixels of the left
    one a pixel of the right one is, `places` where something stands out (row and column of a 3 × 3 grid), `small` where
    only something small does, `size` at how many pixels across and down that was measured.
    """

    turns: int
    mirrored: bool
    scale: float
    of_left: float
    of_right: float
    places: tuple[tuple[int, int], ...]
    small: tuple[tuple[int, int], ...]
    size: tuple[int, int]


def compared(speech: Speech, found: Compared | None) -> str:
    """What the comparison shows; None stands for pictures that could not be laid over each other."""
    if found is None:
        return speech.say(_NOT_LAID)
    return speech.join(
        speech.say(_AS_THEY_ARE if abs(found.scale - 1) < 1 - _PART else _AFTER_SCALING),
        speech.say(_MIRRORED) if found.mirrored else "",
        speech.say(_TURNED[found.turns]) if found.turns in _TURNED else "",
        _parts(speech, found),
        speech.say(_STANDS_OUT, places=_named(speech, found.places)) if found.places else speech.say(_NOTHING_LARGE),
        speech.say(_SMALL, places=_named(speech, found.small)) if found.small else "",
        speech.say(
            _MEASURED_BESIDE if found.places or found.small else _MEASURED_AT,
            width=str(found.size[0]),
            height=str(found.size[1]),
        ),
    )


def limits(speech: Speech, states: tuple[RecordState, ...], *, exif: bool, other: bool) -> tuple[str, ...]:
    """What a comparison cannot show: of pictures out of records in `states`, out of EXIF, of two files."""
    said = [speech.say(_HARMLESS)]
    if states:
        said.append(recorded_picture(speech, states))
    if exif:
        said.append(speech.say(_IN_CAMERA_DATA))
    if other:
        said.append(speech.say(_OTHER_FILE))
    return tuple(said)


def recorded_picture(speech: Speech, states: tuple[RecordState, ...]) -> str:
    """What pictures are worth that lie in records in these states."""
    told = (speech.say(_RECORD_STATES.get(state, _RECORD_UNRELIABLE)) for state in dict.fromkeys(states))
    return speech.join(speech.say(_IN_RECORD), *told)


def _named(speech: Speech, places: tuple[tuple[int, int], ...]) -> str:
    return speech.enumerate(*(place_name(speech, *place) for place in places))


def _parts(speech: Speech, found: Compared) -> str:
    left, right = found.of_left < _PART, found.of_right < _PART
    if left and right:
        return speech.say(_BOTH_ARE_PARTS)
    return speech.say(_RIGHT_IS_PART) if left else speech.say(_LEFT_IS_PART) if right else ""
