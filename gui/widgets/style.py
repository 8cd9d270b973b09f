"""Set palette, fonts and style sheet of the program out of the design tokens, for a theme and a language."""

from __future__ import annotations

from functools import cache
from string import Template
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

import resources
from gui.preferences import Appearance, Settings
from gui.widgets import tokens
from gui.widgets.board_font import provide_chinese_font
from gui.widgets.tokens import Colours

_FOLDER: Final = resources.FOLDER / "style"
_THEMES: Final = {
    Appearance.LIGHT: tokens.LIGHT,
    Appearance.DARK: tokens.DARK,
    Appearance.HIGH_LIGHT: tokens.HIGH_LIGHT,
    Appearance.HIGH_DARK: tokens.HIGH_DARK,
}

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # Qt lets a class have one widget among its bases


class Fitted(_Widget):
    """A widget that fits its parts to its width, and to the size of the text: `fit` is called when either changes."""

    def fit(self) -> None:
        """Fit the parts; may be called while the widget is being made."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: there is more or less room."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text may have another size now."""
        super().changeEvent(event)
        if is_of_text_size(event):
            self.fit()


def is_of_text_size(event: QEvent) -> bool:
    """Return whether the text of a widget may have another size after this change."""
    return event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)


@cache
def style_sheet() -> Template:
    """Read the style sheet, whose `$names` are design tokens, once."""
    return Template((_FOLDER / "whence.qss").read_text(encoding="utf-8"))


def apply_style(application: QApplication, settings: Settings) -> None:
    """Set theme and fonts; call it again whenever a choice or the system changes."""
    if settings.language == "zh_CN":
        provide_chinese_font()
    colours = colours_for(settings.appearance)
    scale = settings.text_size / 100
    half_indicator = round(tokens.ICON * scale / 2)
    application.setFont(_font(settings.language, tokens.BODY * scale))
    palette = _palette(colours)
    application.setPalette(palette)
    if palette.color(QPalette.ColorRole.Window).lightness() < 128:  # on black a black handle would not be seen
        palette.setColor(QPalette.ColorRole.Button, QColor(colours.muted))
    application.setPalette(palette, "QScrollBar")  # type: ignore[arg-type]  # the stub takes bytes, Qt only text
    application.setStyleSheet(
        style_sheet().substitute(
            colours._asdict(),
            headline=tokens.HEADLINE * scale,
            headline_medium=tokens.HEADLINE_MEDIUM * scale,
            headline_small=tokens.HEADLINE_SMALL * scale,
            whom=tokens.WHOM * scale,
            whom_medium=tokens.WHOM_MEDIUM * scale,
            whom_small=tokens.WHOM_SMALL * scale,
            title=tokens.TITLE * scale,
            strong=tokens.STRONG * scale,
            body=tokens.BODY * scale,
            small=tokens.SMALL * scale,
            radius=tokens.RADIUS,
            pill=tokens.RADIUS + 2,
            icon=round(tokens.ICON * scale),
            indicator=2 * half_indicator - 2,
            half_indicator=half_indicator,
            tick=_drawing("tick", colours.on_accent),
            down=_drawing("down", colours.ink),
            fixed=", ".join(f'"{name}"' for name in tokens.FIXED_FAMILIES),
        )
    )


def colours_for(appearance: Appearance) -> Colours:
    """Return the theme that was chosen, or that of the system, with its wish for more contrast."""
    if appearance is not Appearance.SYSTEM:
        return _THEMES[appearance]
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return tokens.HIGH_DARK if dark else tokens.HIGH_LIGHT
    return tokens.DARK if dark else tokens.LIGHT


def scale_points(size: float) -> float:
    """Return a font size out of the tokens, at the text size that was chosen."""
    return size * QApplication.font().pointSizeF() / tokens.BODY


def _drawing(name: str, colour: str) -> str:
    """Return the file of a small drawing for style sheets, in black or white, whichever is nearer to the colour."""
    shade = "white" if QColor(colour).lightness() >= 128 else "black"
    return (_FOLDER / f"{name}_{shade}.svg").as_posix()


def _font(language: str, size: float) -> QFont:
    """Return the system's font, before or after those with the Chinese forms of characters."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    # an alias such as "Sans Serif" names no font: Qt would take the next of the list for everything
    own = QFontInfo(QFont(system.family())).family()
    font = QFont(system)
    font.setFamilies([own, *tokens.CHINESE_FAMILIES] if language == "en" else [*tokens.CHINESE_FAMILIES, own])
    font.setPointSizeF(size)
    return font


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, value in (
        (roles.Window, colours.ground),
        (roles.WindowText, colours.ink),
        (roles.Base, colours.surface),
        (roles.AlternateBase, colours.sunken),
        (roles.Text, colours.ink),
        (roles.Button, colours.surface),
        (roles.ButtonText, colours.ink),
        (roles.BrightText, colours.ink),
        (roles.Highlight, colours.chosen),
        (roles.HighlightedText, colours.ink),
        (roles.Accent, colours.accent),
        (roles.Link, colours.accent),
        (roles.LinkVisited, colours.accent),
        (roles.PlaceholderText, colours.muted),
        (roles.ToolTipBase, colours.surface),
        (roles.ToolTipText, colours.ink),
        (roles.Light, colours.surface),
        (roles.Midlight, colours.sunken),
        (roles.Mid, colours.line),
        (roles.Dark, colours.edge),
        (roles.Shadow, colours.edge),
    ):
        palette.setColor(role, QColor(value))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette
