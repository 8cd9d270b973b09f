"""Judges words that were read in a picture: is one of them a label that says AI, and does it stand like a label?

A label is one short line (or a few close together) that is a known form from beginning to end, alone at an edge.
The same words in running text are somebody talking about AI and no more than a hint. Nothing here looks at pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from verify.marks.label_forms import Form, form_of, mentions

LEAST_SCORE: Final = 0.8  # of the reader's own certainty, for a label
LEAST_HINT_SCORE: Final = 0.7
EDGE_SHARE: Final = 0.13  # of the short side: a label's nearer side is at most so far from an edge
EDGE_PIXELS: Final = 64  # or so many pixels, for pictures that are cut out of a corner
MOST_OTHER_CHARACTERS: Final = 60  # read elsewhere in the picture's edges; more is a page, a screen or a poster
MOST_OTHER_LINES: Final = 8
NEAR: Final = 1.2  # heights between lines that belong together
TALLEST: Final = 0.14  # share of the short side; a larger one is what the picture is about
RULE_SHARE: Final = 0.05  # GB 45438-2025, 5.2: glyphs at least so high, as a share of the short side
_LOOSE: Final = (1.1, 1.55)  # the box around a line is so many times as high as its glyphs (measured)
_TYPICAL: Final = 1.3
_MENTIONS: Final = 3  # running text that is told at most


class Rule(StrEnum):
    """Whether a label is as high as GB 45438-2025 asks."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"  # too near to tell from the box around it


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that was read: its words, the reader's certainty (0 to 1) and the box around it in pixels."""

    text: str
    score: float
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right side of the box."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower side of the box."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Label:
    """Words that say AI. `isolated`: they stand like a label; otherwise they are running text, and `form` is None."""

    text: str
    form: Form | None
    line: Line  # the box around all of it
    share: float  # height of the glyphs as a share of the picture's short side, about
    rule: Rule
    isolated: bool


def judge(lines: Sequence[Line], width: int, height: int) -> tuple[Label, ...]:
    """The labels among `lines`, read in a picture of `width` × `height` pixels; labels first, then running text."""
    groups = _groups([line for line in lines if line.text.strip()])
    labels: list[Label] = []
    talk: list[Label] = []
    for group in groups:
        whole = _joined(group)
        form = form_of(whole.text)
        if form is not None and whole.score >= LEAST_SCORE:
            alone = (
                _is_quiet(group, groups) and _is_at_edge(whole, width, height) and _is_small(group, min(width, height))
            )
            labels.append(_label(whole, group, form, min(width, height), isolated=alone))
        else:
            talk += [
                _label(line, [line], None, min(width, height), isolated=False)
                for line in group
                if line.score >= LEAST_HINT_SCORE and mentions(line.text)
            ]
    first = [one for one in labels if one.isolated]
    return (*first, *[one for one in (*labels, *talk) if not one.isolated][:_MENTIONS])


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Lines that stand close together, each group in reading order."""
    groups: list[list[Line]] = []
    for line in lines:
        near = [group for group in groups if any(_are_near(line, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([line, *(other for group in near for other in group)])
    return [_in_reading_order(group) for group in groups]


def _in_reading_order(group: list[Line]) -> list[Line]:
    """Row by row, then from left to right; a line belongs to a row whose middle lies within it."""
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


def _joined(group: list[Line]) -> Line:
    left, top = min(line.left for line in group), min(line.top for line in group)
    right, bottom = max(line.right for line in group), max(line.bottom for line in group)
    text = " ".join(line.text.strip() for line in group)
    return Line(text, min(line.score for line in group), left, top, right - left, bottom - top)


def _is_quiet(group: list[Line], groups: list[list[Line]]) -> bool:
    others = [line for other in groups if other is not group for line in other]
    return len(others) <= MOST_OTHER_LINES and sum(len(line.text) for line in others) <= MOST_OTHER_CHARACTERS


def _is_at_edge(line: Line, width: int, height: int) -> bool:
    reach = max(EDGE_SHARE * min(width, height), EDGE_PIXELS)
    return min(line.left, line.top, width - line.right, height - line.bottom) <= reach


def _is_small(group: list[Line], short: int) -> bool:
    return max(line.height for line in group) / _TYPICAL <= max(TALLEST * short, EDGE_PIXELS)


def _label(whole: Line, group: list[Line], form: Form | None, short: int, *, isolated: bool) -> Label:
    box = min(line.height for line in group) / max(short, 1)  # the smallest line decides about the rule
    rule = Rule.UNCLEAR
    if box / _LOOSE[1] >= RULE_SHARE:
        rule = Rule.MET
    elif box / _LOOSE[0] < RULE_SHARE:
        rule = Rule.NOT_MET
    return Label(whole.text, form, whole, round(box / _TYPICAL, 4), rule, isolated)
