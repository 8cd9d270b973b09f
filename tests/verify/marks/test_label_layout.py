"""The words of a label on a button, a tab, a menu, a heading or a bubble are a hint; a label keeps what it says.

The layouts are drawn, and the ground is looked at; what a reader of words would find is taken from the drawing.
"""

from __future__ import annotations

from functools import partial

import pytest

from tests.verify.marks.screens import Screen, labelled, others
from verify.marks import label_ground
from verify.marks.explicit_label import judge
from verify.marks.upright import Upright

OTHERS, LABELLED = tuple(others()), tuple(labelled())


def states(screen: Screen) -> bool:
    """Whether the words of `screen` are taken for a label."""
    lines = screen.lines()
    see = partial(label_ground.look, Upright(screen.drawn()), lines=lines)
    return any(label.isolated for label in judge(lines, screen.width, screen.height, see))


@pytest.mark.parametrize("screen", OTHERS, ids=lambda screen: screen.name)
def test_a_screen_a_slide_or_a_poster_is_no_label(screen: Screen) -> None:
    assert not states(screen)


@pytest.mark.parametrize("screen", LABELLED, ids=lambda screen: screen.name)
def test_a_real_label_is_kept(screen: Screen) -> None:
    assert states(screen)
