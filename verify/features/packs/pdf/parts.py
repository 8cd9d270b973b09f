"""What the printed documents of a pack share: sections, cards, points and steps, out of plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from verify.features.packs.cover import Captions
from verify.features.packs.layout import PAGE
from verify.features.packs.pdf.style import Flow, Setting
from verify.report.panel import Card
from verify.report.words.catalogue import Translator
from verify.report.words.types import Step

CARDS: Final = 60  # of one kind


def shorten_middle(text: str, most: int) -> str:
    """Return a text of at most `most` characters, without its middle: the end of a name tells files apart."""
    half = most // 2
    return text if len(text) <= most else f"{text[:half]}…{text[-half:]}"


class Parts:
    """Turns parts of a pack into what flows over pages."""

    def __init__(self, setting: Setting, translator: Translator) -> None:
        self._set = setting
        self._translator = translator
        self._captions = Captions(translator)

    def _section(self, heading: str, body: Iterable[Any]) -> Flow:
        flow = list(body)
        if flow:
            yield from self._set.together(self._set.text(heading, "heading"), flow)

    def _cards(self, cards: tuple[Card, ...]) -> Flow:
        text = self._translator.text
        for card in cards[:CARDS]:
            badge = f"  {card.badge.shape} {card.badge.word}" if card.badge else ""
            rows = self._set.rows(
                (
                    (text("window.found"), card.words.found),
                    (text("window.means"), card.words.meaning),
                    (text("window.does_not_prove"), card.words.limits),
                    (text("window.place"), card.where),
                    (text("window.technical"), card.words.technical),
                )
            )
            yield from self._set.together(self._set.text(card.words.title + badge, "strong"), list(rows))
        yield from self._rest(len(cards) - CARDS)

    def _points(self, sentences: tuple[str, ...]) -> Flow:
        yield from (self._set.text(f"– {sentence}", "point") for sentence in sentences)

    def _steps(self, steps: tuple[Step, ...]) -> Flow:
        for at, step in enumerate(steps, 1):
            yield self._set.text(" ".join(filter(None, (f"{at}. {step.text}", step.url))), "point")

    def _paragraphs(self, lines: tuple[str, ...]) -> Flow:
        yield from (self._set.text(line) for line in lines)

    def _small(self, line: str) -> Flow:
        if line:
            yield self._set.text(line, "small")

    def _rest(self, count: int) -> Flow:
        if count > 0:
            yield self._set.text(self._captions("more_in_page", n=str(count), file=PAGE), "small")
