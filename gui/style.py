"""Dresses the program in its tokens: palette, fonts and style sheet for a theme and a language."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui import tokens
from gui.settings import Appearance, Settings
from gui.tokens import Colours

_SHEET = """
QWidget {{ font-size: {body}pt; }}
QScrollArea#panel, QWidget#page, QWidget#side {{ background: {ground}; }}
QLabel[kind="headline"] {{ font-size: {headline}pt; font-weight: 600; }}
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
QFrame#answer, QFrame#card {{ background: {surface}; border: 1px solid {line}; border-radius: {radius}px; }}
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
QLabel#preview {{ background: {sunken}; border-radius: 4px; padding: 4px; }}
QFrame#dropZone {{ background: {surface}; border: 2px dashed {edge}; border-radius: {radius}px; }}
QFrame#dropZone[inviting="true"] {{ background: {chosen}; border-color: {accent}; }}
QFrame#noticeBar {{ background: {notice}; border-bottom: 1px solid {line}; }}
QWidget#bottomBar {{ background: {ground}; border-top: 1px solid {line}; }}
QListView#files, QListView#history, QTableView, QPlainTextEdit, QLineEdit {{
    background: {surface}; border: 1px solid {line}; border-radius: 6px;
}}
QListView#files:focus, QListView#history:focus, QTableView:focus, QPlainTextEdit:focus, QLineEdit:focus {{
    border: 1px solid {accent};
}}
QLineEdit {{ padding: 5px 8px; border-color: {edge}; }}
QPlainTextEdit#raw {{ font-family: {fixed}; font-size: {small}pt; }}
QTableView {{ gridline-color: {line}; }}
QTableView::item {{ padding: 0 6px; }}
QTableView::item:selected {{ background: {chosen}; color: {ink}; }}
QHeaderView::section {{
    background: {sunken}; border: none; border-right: 1px solid {line}; padding: 5px 8px; font-weight: 600;
}}
QPushButton, QToolButton[kind="button"] {{
    background: {surface}; border: 1px solid {edge}; border-radius: 6px; padding: 5px 12px;
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


def dress(application: QApplication, settings: Settings) -> None:
    """Puts on theme and fonts; can be called again whenever a choice or the system changes."""
    colours = chosen_colours(settings.appearance)
    application.setFont(_font(settings.language))
    application.setPalette(_palette(colours))
    names = Colours.__dataclass_fields__
    application.setStyleSheet(
        _SHEET.format(
            **{name: getattr(colours, name) for name in names},
            headline=tokens.HEADLINE,
            title=tokens.TITLE,
            strong=tokens.STRONG,
            body=tokens.BODY,
            small=tokens.SMALL,
            radius=tokens.RADIUS,
            pill=tokens.RADIUS + 2,
            fixed=", ".join(f'"{name}"' for name in tokens.FIXED_FAMILIES),
        )
    )


def chosen_colours(appearance: Appearance) -> Colours:
    """The theme that was chosen, or that of the system."""
    if appearance is Appearance.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return tokens.DARK if dark else tokens.LIGHT
    return tokens.DARK if appearance is Appearance.DARK else tokens.LIGHT


def _font(language: str) -> QFont:
    """The system's font, before or after those with the Chinese forms of characters."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    # an alias such as "Sans Serif" names no font: Qt would take the next of the list for everything
    own = QFontInfo(QFont(system.family())).family()
    font = QFont(system)
    font.setFamilies([own, *tokens.CHINESE_FAMILIES] if language == "en" else [*tokens.CHINESE_FAMILIES, own])
    font.setPointSizeF(tokens.BODY)
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
