from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from gui.preferences import Appearance, Settings
from gui.widgets import style, tokens
from gui.widgets.tokens import Colours

THEMES = {
    "light": tokens.LIGHT,
    "dark": tokens.DARK,
    "high_light": tokens.HIGH_LIGHT,
    "high_dark": tokens.HIGH_DARK,
}
TEXTS = [
    (ink, ground) for ink in ("ink", "muted") for ground in ("ground", "surface", "sunken", "chosen", "notice")
] + [("accent", "ground"), ("accent", "surface"), ("on_accent", "accent"), ("danger", "surface"), ("danger", "ground")]
EDGES = [("edge", "ground"), ("edge", "surface"), ("accent", "chosen"), ("accent", "notice")]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    shown = QColor(colour)
    parts = [part / 255 for part in (shown.red(), shown.green(), shown.blue())]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_every_text_can_be_read_on_every_ground(theme: str, ink: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("theme", ["high_light", "high_dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_with_high_contrast_every_text_stands_out_more(theme: str, ink: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_what_can_be_operated_stands_out_from_its_ground(theme: str, edge: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(getattr(colours, edge), getattr(colours, ground)) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_no_colour_is_red_or_green_so_that_none_seems_to_judge(theme: str) -> None:
    for name in Colours._fields:
        if name == "danger":
            continue  # of buttons alone: see the next test
        shown = QColor(getattr(THEMES[theme], name))
        assert shown.hslSaturation() < 64 or 200 <= shown.hslHue() <= 260, name


def test_the_colour_of_danger_belongs_to_buttons_alone() -> None:
    rules = [line for line in style.style_sheet().template.splitlines() if "$danger" in line]
    assert rules
    assert [line for line in rules if not line.startswith('QPushButton[kind="danger"]')] == []


def test_every_colour_of_the_style_sheet_comes_from_the_tokens() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;}])", style.style_sheet().template) == []


def test_every_theme_can_be_chosen_and_is_among_those_that_are_measured() -> None:
    chosen = {style.colours_for(appearance) for appearance in Appearance if appearance is not Appearance.SYSTEM}
    assert chosen == set(THEMES.values())


def test_a_chosen_appearance_wins_over_the_system() -> None:
    assert style.colours_for(Appearance.DARK) is tokens.DARK
    assert style.colours_for(Appearance.LIGHT) is tokens.LIGHT


@pytest.mark.parametrize("appearance", [Appearance.DARK, Appearance.HIGH_DARK])
def test_in_the_dark_the_handle_of_a_scroll_bar_stands_out(
    qapp: QApplication, qtbot: QtBot, appearance: Appearance
) -> None:
    qapp.setStyle("Fusion")
    style.apply_style(qapp, Settings("en", appearance=appearance))
    bar = QScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(bar)
    bar.setRange(0, 100)
    bar.setPageStep(100)
    bar.resize(16, 200)
    seen = bar.grab().toImage()
    style.apply_style(qapp, Settings("en"))
    handle, groove = (seen.pixelColor(8, height).name() for height in (50, 160))
    assert contrast(handle, groove) >= 3
