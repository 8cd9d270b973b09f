"""Dresses the program in its tokens: palette, fonts and style sheet for a theme and a language."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.preferences import Appearance, Settings
from gui.widgets import tokens
from gui.widgets.icons import drawing_file
from gui.widgets.tokens import Colours

_SHEET = """
QWidget {{ font-size: {body}pt; }}
QScrollArea#panel, QScrollArea#scrolled, QWidget#page, QWidget#side {{ background: {ground}; }}
QLabel[kind="headline"] {{ font-size: {headline}pt; font-weight: 600; }}
QLabel[kind="smallHeadline"] {{ font-size: {headline_small}pt; font-weight: 600; }}
QLabel[kind="title"] {{ font-size: {title}pt; font-weight: 600; }}
QLabel[kind="standing"] {{ font-size: {strong}pt; }}
QLabel[kind="strong"] {{ font-size: {strong}pt; font-weight: 600; }}
QLabel[kind="muted"] {{ font-size: {small}pt; color: {muted}; }}
QLabel[kind="caption"] {{ font-size: {small}pt; color: {muted}; padding-top: 1px; }}
QLabel[kind="pill"] {{
    background: {sunken}; border-radius: {pill}px; padding: 2px 10px; font-size: {small}pt; font-weight: 600;
}}
QLabel[kind="number"] {{ color: {muted}; font-weight: 600; }}
QLabel[kind="alarm"], QLabel[kind="notice"] {{
    background: {notice}; border-left: 4px solid {accent}; border-radius: 4px; padding: 8px 12px;
}}
QFrame#answer, QFrame#card, QFrame#part {{
    background: {surface}; border: 1px solid {line}; border-radius: {radius}px;
}}
QFrame#card:focus {{ border: 2px solid {accent}; }}
QFrame#choice {{ background: {surface}; border: 1px solid {edge}; border-radius: 6px; }}
QFrame#choice[chosen="true"] {{ background: {chosen}; border-color: {accent}; }}
QFrame#choice[focused="true"] {{ border: 2px solid {accent}; }}
QFrame#choice QRadioButton::indicator {{
    width: 10px; height: 10px; border: 2px solid {edge}; border-radius: 7px; background: {surface};
}}
QFrame#choice QRadioButton::indicator:checked {{
    width: 6px; height: 6px; border: 4px solid {accent}; border-radius: 7px;
}}
QListView#marks::item, QListView#strip::item {{ padding: 3px 6px; }}
QListView#marks::item:selected, QListView#strip::item:selected {{ background: {chosen}; color: {ink}; }}
QLabel#preview {{ background: {sunken}; border-radius: 4px; padding: 4px; }}
QFrame#dropZone {{ background: {surface}; border: 2px dashed {edge}; border-radius: {radius}px; }}
QFrame#dropZone[inviting="true"] {{ background: {chosen}; border-color: {accent}; }}
QFrame#noticeBar {{ background: {notice}; border-bottom: 1px solid {line}; }}
QWidget#bottomBar {{ background: {ground}; border-top: 1px solid {line}; }}
QWidget#pageBar {{ background: {ground}; border-bottom: 1px solid {line}; }}
QWidget#pageBar QToolButton {{
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px 10px; icon-size: {icon}px;
}}
QWidget#pageBar QToolButton:hover {{ background: {sunken}; }}
QWidget#pageBar QToolButton:checked {{ background: {chosen}; border-color: {accent}; }}
QWidget#pageBar QToolButton:focus {{ border: 2px solid {accent}; padding: 4px 9px; }}
QAbstractItemView, QPlainTextEdit, QLineEdit {{
    background: {surface}; border: 1px solid {line}; border-radius: 6px; margin: 1px;
}}
QAbstractItemView:focus, QPlainTextEdit:focus, QLineEdit:focus {{ border: 2px solid {accent}; margin: 0; }}
QComboBox QAbstractItemView {{ border-radius: 0; margin: 0; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: 4px; padding: 2px 4px 2px 2px; spacing: 8px; }}
QCheckBox:focus, QRadioButton:focus, QScrollArea:focus, QSlider:focus {{ border: 2px solid {accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {indicator}px; height: {indicator}px; border: 1px solid {edge}; background: {surface};
}}
QCheckBox::indicator {{ border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: {half_indicator}px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{
    border-color: {accent};
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {accent}, stop: 0.5 {accent}, stop: 0.6 {surface}, stop: 1 {surface});
}}
QCheckBox:disabled, QRadioButton:disabled {{ color: {muted}; }}
QComboBox {{
    background: {surface}; border: 1px solid {edge}; border-radius: 6px; padding: 5px 10px; margin: 1px;
}}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
QComboBox:focus {{ border: 2px solid {accent}; margin: 0; }}
QMenu {{ background: {surface}; border: 1px solid {edge}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border: 1px solid transparent; border-radius: 4px; }}
QMenu::item:selected {{ background: {chosen}; border-color: {accent}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QLineEdit {{ padding: 5px 8px; border-color: {edge}; }}
QLineEdit:focus {{ border-color: {accent}; }}
QPlainTextEdit#raw {{ font-family: {fixed}; font-size: {small}pt; }}
QTableView {{ gridline-color: {line}; }}
QTableView::item {{ padding: 0 6px; }}
QTableView::item:selected {{ background: {chosen}; color: {ink}; }}
QHeaderView::section {{
    background: {sunken}; border: none; border-right: 1px solid {line}; padding: 5px 8px; font-weight: 600;
}}
QPushButton, QToolButton[kind="button"] {{
    background: {surface}; border: 1px solid {edge}; border-radius: 6px; padding: 5px 12px; icon-size: {icon}px;
}}
QPushButton:hover, QToolButton[kind="button"]:hover {{ background: {sunken}; }}
QPushButton:focus, QToolButton[kind="button"]:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QToolButton[kind="button"]:checked {{ background: {chosen}; border-color: {accent}; }}
QPushButton:disabled, QToolButton[kind="button"]:disabled {{ color: {muted}; border-color: {line}; }}
QWidget#bottomBar QToolButton {{ padding: 2px 8px; font-size: {small}pt; }}
QWidget#bottomBar QToolButton:focus {{ padding: 1px 7px; }}
QToolButton#sectionHeading {{
    background: transparent; border: 1px solid transparent; padding: 3px 6px 3px 0;
    font-size: {title}pt; font-weight: 600;
}}
QToolButton#sectionHeading:focus {{ border: 2px solid {accent}; padding: 2px 5px 2px 0; }}
QPushButton#link {{
    background: transparent; border: 1px solid transparent; color: {accent}; padding: 2px 0;
    text-decoration: underline;
}}
QPushButton#link:focus {{ border: 2px solid {accent}; padding: 1px 0; }}
"""

_THEMES: Final = {
    Appearance.LIGHT: tokens.LIGHT,
    Appearance.DARK: tokens.DARK,
    Appearance.HIGH_LIGHT: tokens.HIGH_LIGHT,
    Appearance.HIGH_DARK: tokens.HIGH_DARK,
}


def dress(application: QApplication, settings: Settings) -> None:
    """Puts on theme and fonts; can be called again whenever a choice or the system changes."""
    colours = chosen_colours(settings.appearance)
    scale = settings.text_size / 100
    half_indicator = round(tokens.ICON * scale / 2)
    application.setFont(_font(settings.language, tokens.BODY * scale))
    application.setPalette(_palette(colours))
    names = Colours.__dataclass_fields__
    application.setStyleSheet(
        _SHEET.format(
            **{name: getattr(colours, name) for name in names},
            headline=tokens.HEADLINE * scale,
            headline_small=tokens.HEADLINE_SMALL * scale,
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


def chosen_colours(appearance: Appearance) -> Colours:
    """The theme that was chosen, or that of the system, with its wish for more contrast."""
    if appearance is not Appearance.SYSTEM:
        return _THEMES[appearance]
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return tokens.HIGH_DARK if dark else tokens.HIGH_LIGHT
    return tokens.DARK if dark else tokens.LIGHT


def points(size: float) -> float:
    """A size of type out of the tokens, at the text size that was chosen."""
    return size * QApplication.font().pointSizeF() / tokens.BODY


def _drawing(name: str, colour: str) -> str:
    """The file of a small drawing that style sheets can name, black or white, whichever is nearer to the colour."""
    shade = "white" if QColor(colour).lightness() >= 128 else "black"
    return drawing_file(f"{name}_{shade}").as_posix()


def _font(language: str, size: float) -> QFont:
    """The system's font, before or after those with the Chinese forms of characters."""
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
