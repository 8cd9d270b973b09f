"""Judge words that were read in a picture: is one of them a label that says AI, and does it stand like a label?

A label is one short line (or a few close together) that is a known form from beginning to end, alone at an edge, and
neither a button nor a heading. The same words elsewhere are somebody talking about AI and no more than a hint.
Nothing here looks at pixels: what a line stands on is asked for, and only where all else says label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

from verify.inspection.media.ocr.text_lines import Line
from verify.inspection.watermarks.visible import label_layout
from verify.inspection.watermarks.visible.label_ground import PICTURE, Ground
from verify.inspection.watermarks.visible.label_layout import PictureFrame
from verify.inspection.watermarks.visible.label_patterns import LabelForm, correct_misread, find_form, mentions_ai

LookAtGround = Callable[[Line], Ground]  # what a line stands on

LEAST_SCORE: Final = 0.8  # of the reader's own certainty, for a label
LEAST_HINT_SCORE: Final = 0.7
EDGE_SHARE: Final = 0.13  # of the short side: a label's nearer side is at most so far from an edge
EDGE_PIXELS: Final = 64  # or so many pixels, for pictures that are cut out of a corner
MOST_OTHER_CHARACTERS: Final = 60  # read elsewhere in the picture's edges; more is a page, a screen or a poster
MOST_OTHER_LINES: Final = 8
NEAR: Final = 1.2  # heights between lines that belong together
TALLEST: Final = 0.1  # share of the short side; a larger one is what the picture is about
CUT_OUT: Final = 420  # pixels; a picture with a shorter side may be a corner cut out of a larger one
CUT_OUT_SHARE: Final = 0.2  # of its short side: signs so high fill it
RULE_SHARE: Final = 0.05  # GB 45438-2025, 5.2: glyphs at least so high, as a share of the short side
_LOOSE: Final = (1.1, 1.55)  # the box around a line is so many times as high as its glyphs (measured)
_TYPICAL: Final = 1.3
_MENTIONS: Final = 3  # running text that is told at most


class HeightRule(StrEnum):
    """Whether a label is as high as GB 45438-2025 asks."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"  # too near to tell from the box around it


class VisibleLabel(Struct, frozen=True):
    """Words that say AI. `isolated`: they stand like a label; otherwise they are running text, and `form` is None."""

    text: str
    form: LabelForm | None
    line: Line  # the box around all of it
    share: float  # height of the glyphs as a share of the picture's short side, about
    rule: HeightRule
    isolated: bool


def _assume_picture(line: Line) -> Ground:  # noqa: ARG001 - the form of `See`
    return PICTURE


def find_labels(
    lines: Sequence[Line], width: int, height: int, see: LookAtGround = _assume_picture
) -> tuple[VisibleLabel, ...]:
    """Find the labels among `lines`, read in a picture of `width` × `height` pixels; labels first, then running text.

    `see` tells what a line stands on; it is asked for a few lines at most.
    """
    groups = _group([line for line in lines if line.text.strip()])
    frame = PictureFrame(width, height, max(EDGE_SHARE * min(width, height), EDGE_PIXELS))
    labels: list[VisibleLabel] = []
    running_text: list[VisibleLabel] = []
    for group in groups:
        whole = _join(group)
        form = find_form(whole.text)
        if form is not None and whole.score >= LEAST_SCORE:
            others = [line for other in groups if other is not group for line in other]
            isolated = _is_isolated(group, form, others, frame, see)
            labels.append(_make_label(whole, group, form, frame.short, isolated=isolated))
        else:
            running_text += [
                _make_label(line, [line], None, frame.short, isolated=False)
                for line in group
                if line.score >= LEAST_HINT_SCORE and mentions_ai(line.text)
            ]
    first = [one for one in labels if one.isolated]
    return (*first, *[one for one in (*labels, *running_text) if not one.isolated][:_MENTIONS])


def _is_isolated(
    group: list[Line], form: LabelForm, others: list[Line], frame: PictureFrame, see: LookAtGround
) -> bool:
    whole, glyphs = _join(group), _measure_glyph_share(group, others, frame.short)
    return (
        _is_quiet(others)
        and _is_at_edge(whole, frame)
        and glyphs <= TALLEST
        and not label_layout.is_button(group, others, frame)
        and not label_layout.is_title(whole, glyphs, others, frame)
        and not label_layout.is_heading(whole, form, others, frame, see(whole))
    )


def _group(lines: list[Line]) -> list[list[Line]]:
    """Group lines that stand close together, each group in reading order."""
    groups: list[list[Line]] = []
    for line in lines:
        near = [group for group in groups if any(_are_near(line, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([line, *(other for group in near for other in group)])
    return [_sort_by_reading_order(group) for group in groups]


def _sort_by_reading_order(group: list[Line]) -> list[Line]:
    """Sort lines row by row, then from left to right; a line belongs to a row whose middle lies within it."""
    rows: list[list[Line]] = []
    for line in sorted(group, key=lambda line: line.top):
        row = next((row for row in rows if line.top <= row[0].top + row[0].height / 2 <= line.bottom), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _are_near(one: Line, other: Line) -> bool:
    reach = NEAR * min(one.height, other.height)
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across <= reach and down <= reach


def _join(group: list[Line]) -> Line:
    left, top = min(line.left for line in group), min(line.top for line in group)
    right, bottom = max(line.right for line in group), max(line.bottom for line in group)
    text = " ".join(line.text.strip() for line in group)
    return Line(text, min(line.score for line in group), left, top, right - left, bottom - top)


def _is_quiet(others: list[Line]) -> bool:
    return len(others) <= MOST_OTHER_LINES and sum(len(line.text) for line in others) <= MOST_OTHER_CHARACTERS


def _is_at_edge(line: Line, frame: PictureFrame) -> bool:
    return min(line.left, line.top, frame.width - line.right, frame.height - line.bottom) <= frame.reach


def _measure_glyph_share(group: list[Line], others: list[Line], short: int) -> float:
    """Return the height of the signs as a share of the short side; as for a label where the picture is one cut out."""
    share = max(line.height for line in group) / _TYPICAL / max(short, 1)
    cut_out = short <= CUT_OUT and share >= CUT_OUT_SHARE and not others
    return min(share, label_layout.TOP_TITLE) if cut_out else share


def _make_label(whole: Line, group: list[Line], form: LabelForm | None, short: int, *, isolated: bool) -> VisibleLabel:
    box = min(line.height for line in group) / max(short, 1)  # the smallest line decides about the rule
    rule = HeightRule.UNCLEAR
    if box / _LOOSE[1] >= RULE_SHARE:
        rule = HeightRule.MET
    elif box / _LOOSE[0] < RULE_SHARE:
        rule = HeightRule.NOT_MET
    return VisibleLabel(correct_misread(whole.text), form, whole, round(box / _TYPICAL, 4), rule, isolated)
