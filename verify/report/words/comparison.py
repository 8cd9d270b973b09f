"""What a comparison of two pictures shows, and what it cannot show, in whole sentences."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from verify.model import RecordState
from verify.report.words.cards.regions import place_name
from verify.report.words.catalogue import Translator, find_key, has_key

_PART: Final = 0.97  # of a picture; what is covered further lies over the whole of it


class ComparisonFacts(Struct, frozen=True):
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


def describe_comparison(translator: Translator, facts: ComparisonFacts | None) -> str:
    """Say what the comparison shows; None stands for pictures that could not be laid over each other."""
    if facts is None:
        return translator.text("report.comparison.not_laid")
    return translator.join(
        translator.text(
            "report.comparison.as_they_are" if abs(facts.scale - 1) < 1 - _PART else "report.comparison.after_scaling"
        ),
        translator.text("report.comparison.mirrored") if facts.mirrored else "",
        translator.text(f"report.comparison.turned.{facts.turns}")
        if has_key("report.comparison.turned", facts.turns)
        else "",
        _parts(translator, facts),
        translator.text("report.comparison.stands_out", places=_named(translator, facts.places))
        if facts.places
        else translator.text("report.comparison.nothing_large"),
        translator.text("report.comparison.small", places=_named(translator, facts.small)) if facts.small else "",
        translator.text(
            "report.comparison.measured_beside" if facts.places or facts.small else "report.comparison.measured_at",
            width=str(facts.size[0]),
            height=str(facts.size[1]),
        ),
    )


def comparison_limits(
    translator: Translator, states: tuple[RecordState, ...], *, exif: bool, other: bool
) -> tuple[str, ...]:
    """Say what a comparison cannot show: of pictures out of records in `states`, out of EXIF, of two files."""
    said = [translator.text("report.comparison.harmless")]
    if states:
        said.append(recorded_picture_limits(translator, states))
    if exif:
        said.append(translator.text("report.comparison.in_camera_data"))
    if other:
        said.append(translator.text("report.comparison.other_file"))
    return tuple(said)


def recorded_picture_limits(translator: Translator, states: tuple[RecordState, ...]) -> str:
    """Say what pictures are worth that lie in records in these states."""
    sentences = (
        translator.text(find_key("report.comparison.record_states", state, "report.comparison.record_unreliable"))
        for state in dict.fromkeys(states)
    )
    return translator.join(translator.text("report.comparison.in_record"), *sentences)


def _named(translator: Translator, places: tuple[tuple[int, int], ...]) -> str:
    return translator.enumerate(*(place_name(translator, *place) for place in places))


def _parts(translator: Translator, facts: ComparisonFacts) -> str:
    left, right = facts.of_left < _PART, facts.of_right < _PART
    if left and right:
        return translator.text("report.comparison.both_are_parts")
    return (
        translator.text("report.comparison.right_is_part")
        if left
        else translator.text("report.comparison.left_is_part")
        if right
        else ""
    )
