"""Judge by the lines around it whether a known form stands like a label, or as a button, a tab or a heading.

Screens, slides and posters use the same words as labels do. A button has equal neighbours in its row or column; a
heading is large and in the middle, has a line under it, or stands at the top of a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from verify.inspection.media.ocr.text_lines import Line
from verify.inspection.watermarks.visible.label_ground import Ground
from verify.inspection.watermarks.visible.label_patterns import LabelForm

LIKE: Final = 1.5  # times as high, at most: lines of one size
ALIGNED: Final = 0.6  # heights that equal entries are out of line, at most
NEIGHBOURS: Final = 2  # equal ones; a button stands between or beside so many
FARTHEST: Final = 6.0  # heights from one entry of a column to the next
EVEN: Final = 1.8  # times as far, at most, from entry to entry of a column
SPLIT: Final = 0.8  # heights between words that the reader took apart
HALF: Final = 0.03  # of the width that two tabs are off the distance of half the width
CENTRED: Final = 0.06  # of the width
TITLE: Final = 0.085  # height of the signs, as a share of the short side, of a title in the middle
TOP_TITLE: Final = 0.055  # the same at the top
WIDE: Final = 0.5  # of the width
SUBTITLE: Final = 4.0  # heights from a title to the line that goes with it
TALLER: Final = 1.15  # times as high as that line
NARROW: Final = 0.35  # of the width: a label in a band above a picture
CORNER: Final = 0.08  # of the width: its distance from the side
OTHERS_ON_PAGE: Final = 2  # lines elsewhere on a plain picture with a label in its lower right corner
BELOW_CLOCK: Final = 4.0  # heights from the clock of a screen to the heading below it
_CLOCK: Final = re.compile(r"\d{1,2}[:：.]\d{2}(?: ?[AaPp][Mm])?")


class PictureFrame(Struct, frozen=True):
    """The picture around: its size in pixels, and how far from an edge a label may be."""

    width: int
    height: int
    reach: float

    @property
    def short(self) -> int:
        """The shorter side."""
        return min(self.width, self.height)


def is_button(group: Sequence[Line], others: Sequence[Line], frame: PictureFrame) -> bool:
    """Return whether one of the lines has equal neighbours in its row or its column, or is one of a pair of tabs."""
    return any(
        _is_in_row(line, others) or _is_in_column(line, [*others, *(one for one in group if one is not line)])
        for line in group
    ) or _is_tab(group, others, frame)


def is_title(whole: Line, glyphs: float, others: Sequence[Line], frame: PictureFrame) -> bool:
    """Return whether `whole` is set like a title: large, or with a line that goes with it.

    `glyphs` is the height of its signs as a share of the short side.
    """
    middle = abs(whole.middle - frame.width / 2) <= CENTRED * frame.width
    large = glyphs > (TOP_TITLE if whole.level < frame.height / 2 else TITLE)
    if (middle and large) or (glyphs > TITLE and whole.width > WIDE * frame.width):
        return True
    return any(_is_title_of(whole, other, frame, middle=middle) for other in others)


def is_heading(whole: Line, form: LabelForm, others: Sequence[Line], frame: PictureFrame, ground: Ground) -> bool:
    """Return whether `whole` is a heading, a tab, a bubble or a footer of a page, by the ground that it stands on."""
    if form.sentence:
        return False  # "this picture was made by AI" speaks for itself
    if ground.boxed or _is_below_clock(whole, others, frame):
        return True
    if not (ground.plain or ground.soft):
        return False
    if whole.top <= frame.reach and whole.bottom < frame.height - frame.reach:
        return _is_page_heading(whole, others, frame, ground)
    if whole.bottom < frame.height - frame.reach:
        return ground.page
    named = bool(form.product) and form.chinese_rule  # "豆包AI生成": a service's own label, and no topic
    return ground.page and not named and _is_page_footer(whole, others, frame)


def _is_below_clock(whole: Line, others: Sequence[Line], frame: PictureFrame) -> bool:
    """Return whether it stands under the clock of a telephone's screen, where apps write their headings."""
    return any(
        _CLOCK.fullmatch(other.text.strip())
        and other.top <= frame.reach
        and 0 <= whole.top - other.bottom <= BELOW_CLOCK * whole.height
        for other in others
    )


def _is_page_heading(whole: Line, others: Sequence[Line], frame: PictureFrame, ground: Ground) -> bool:
    if ground.page:
        return True
    if not ground.plain:
        return bool(others)
    # a band above a picture: a label is narrow, in a corner and alone there
    side = min(whole.left, frame.width - whole.right)
    alone = not any(other.top <= whole.bottom + whole.height for other in others)
    return not (alone and side <= CORNER * frame.width and whole.width <= NARROW * frame.width)


def _is_page_footer(whole: Line, others: Sequence[Line], frame: PictureFrame) -> bool:
    """Return whether other lines make a footer of it: a page number, a title above it, the text of a screen."""
    if any(abs(other.level - whole.level) <= max(other.height, whole.height) for other in others):
        return True
    in_corner = frame.width - whole.right <= max(CORNER * frame.width, frame.reach)  # where marks usually stand
    return len(others) > (OTHERS_ON_PAGE if in_corner else 0)


def _are_alike(one: Line, other: Line) -> bool:
    return max(one.height, other.height) <= LIKE * min(one.height, other.height)


def _find_row(line: Line, others: Sequence[Line]) -> list[Line]:
    """Return the equal neighbours of `line` on its base line; words that the reader took apart are one."""
    level = [
        other for other in others if _are_alike(line, other) and abs(other.level - line.level) <= ALIGNED * line.height
    ]
    row: list[Line] = []
    for other in sorted(level, key=lambda other: other.left):
        if not row or other.left - row[-1].right > SPLIT * line.height:
            row.append(other)
    return row


def _is_in_row(line: Line, others: Sequence[Line]) -> bool:
    return len(_find_row(line, others)) >= NEIGHBOURS


def _is_in_column(line: Line, others: Sequence[Line]) -> bool:
    alike = [other for other in others if _are_alike(line, other)]
    own = _list_sides(line)
    return any(
        _is_even(
            [line, *(other for other in alike if abs(_list_sides(other)[side] - own[side]) <= ALIGNED * line.height)]
        )
        for side in range(len(own))
    )


def _list_sides(line: Line) -> tuple[float, float, float]:
    """List where a line begins, where its middle is and where it ends, across."""
    return line.left, line.middle, line.right


def _is_even(column: list[Line]) -> bool:
    """Return whether the entries next to the first one go on at equal steps."""
    first = column[0]
    steps = [
        (one, other, other.top - one.top)
        for one, other in pairwise(sorted(column, key=lambda line: line.top))
        if other.top > one.top
    ]
    for (one, _, step), (_, last, following) in pairwise(steps):
        low, high = sorted((step, following))
        if high <= min(EVEN * low, FARTHEST * first.height) and one.top <= first.top <= last.top:
            return True
    return False


def _is_tab(group: Sequence[Line], others: Sequence[Line], frame: PictureFrame) -> bool:
    """Return whether it and one equal neighbour stand at the same place of a half each: two tabs, or a comparison."""
    return any(
        abs(abs(there - here) / frame.width - 0.5) <= HALF
        for line in group
        for other in _find_row(line, others)
        for here, there in zip(_list_sides(line), _list_sides(other), strict=True)
    )


def _is_title_of(whole: Line, other: Line, frame: PictureFrame, *, middle: bool) -> bool:
    """Return whether `other` is the smaller line under or over a title: on one axis, or from the same left side."""
    apart = max(whole.top, other.top) - min(whole.bottom, other.bottom)
    if not 0 <= apart <= SUBTITLE * whole.height or whole.height < TALLER * other.height:
        return False
    if middle and abs(other.middle - frame.width / 2) <= CENTRED * frame.width:
        return True
    return abs(other.left - whole.left) <= ALIGNED * other.height and apart <= 2 * whole.height
