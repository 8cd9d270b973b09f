"""The answer as a picture for chats: preview, four lines, warnings, date, checksum, and what Whence cannot tell.

It is drawn out of pixels and texts that are there already, in black on white whatever the window wears.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from gui.widgets import pixmaps, text_painting, tokens
from verify.model import Report
from verify.report.report_facts import find_preview
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_time
from verify.report.words.untrusted import plain
from verify.report.words.verdict.answer import answer

# all in pixels of the picture, which a phone shows at about a third of their size
_WIDTH: Final = 1080
_EDGE: Final = 56
_GAP: Final = 22
_PREVIEW_HIGHEST: Final = 640
_LINES: Final = 8  # of one text
_SHOWN_DIGITS: Final = 16  # of the SHA-256

_Line = tuple[str, QFont, str]  # what is written, how, and in which colour


def draw_card(report: Report, translator: Translator) -> QImage:
    """Draw the answer of a report that is finished."""
    lines = _list_lines(report, Translator(translator.language))  # UTC, since the picture leaves this computer
    source = find_preview(report)
    preview = pixmaps.to_image(source) if source else QImage()
    inner = _WIDTH - 2 * _EDGE
    size = preview.size().scaled(QSize(inner, _PREVIEW_HIGHEST), Qt.AspectRatioMode.KeepAspectRatio)
    heights = [text_painting.height_of(text, font, inner, _LINES) + _GAP for text, font, _colour in lines]
    above = 0 if preview.isNull() else size.height() + 2 * _GAP
    card = QImage(_WIDTH, round(2 * _EDGE + above + sum(heights)), QImage.Format.Format_RGB32)
    card.fill(QColor(tokens.LIGHT.surface))
    painter = QPainter(card)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    if not preview.isNull():
        painter.drawImage(QRectF(QPointF((_WIDTH - size.width()) / 2, _EDGE), size.toSizeF()), preview)
    top: float = _EDGE + above
    for (text, font, colour), height in zip(lines, heights, strict=True):
        box = QRectF(_EDGE, top, inner, height)
        text_painting.draw(painter, text, font, QColor(colour), box, lines=_LINES)
        top += height
    painter.end()
    return card


def _list_lines(report: Report, translator: Translator) -> list[_Line]:
    said = answer(translator, report)
    ink, muted = tokens.LIGHT.ink, tokens.LIGHT.muted
    body = _font(34)
    lines = [
        (plain(report.file.name), _font(26), muted),
        (said.headline, _font(64, strong=True), ink),
        (said.according_to, _font(42, strong=True), ink),
        (said.pill, _font(32, strong=True), muted),
        (said.summary, body, ink),
        *((f"⚠ {warning}", body, ink) for warning in said.warnings),
        (said.facts.line if said.facts else "", body, ink),
        (_say_when(report, translator), _font(26), muted),
        (translator.text("window.always"), _font(26), muted),
    ]
    return [line for line in lines if line[0]]


def _say_when(report: Report, translator: Translator) -> str:
    when = say_time(translator, report.run.checked_at)
    digits = report.file.sha256[:_SHOWN_DIGITS]
    if not digits:
        return translator.text("window.card_checked", when=when)
    return translator.text("window.card_checked_digest", when=when, digits=digits)


def _font(pixels: int, *, strong: bool = False) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(pixels)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font
