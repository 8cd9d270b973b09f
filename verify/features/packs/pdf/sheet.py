"""One file on one page: the answer, how sure it is, what it rests on, and where the file is. The rest is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from verify.features.packs.cover import Annex
from verify.features.packs.pdf.parts import Parts, shorten_middle
from verify.features.packs.pdf.style import Flow, Section
from verify.report.panel import Card, Panel

_NAME_CHARACTERS: Final = 160
_CELL_CHARACTERS: Final = 400
_STEPS: Final = 8  # of the history


class Sheet(Parts):
    """Sets one file on a page of its own."""

    def file(self, number: int, panel: Panel, annex: Annex, rest: str) -> Flow:
        """Return the page of one file; `rest` names the file of the pack in which all that finds no room stands."""
        yield self._set.new_page()
        more = self._set.text(self._captions("rest_elsewhere", file=rest), "small")
        yield from self._set.fit(self._answer(number, panel), self._sections(panel, annex), more)

    def _answer(self, number: int, panel: Panel) -> Flow:
        """Set the four lines beside the preview, with the warnings and what the file says unsigned."""
        text, said = self._set.text, panel.answer
        lines = [
            self._set.name(f"{number}  {shorten_middle(panel.name, _NAME_CHARACTERS)}", number, "small"),
            text(said.headline, "headline"),
            text(said.according_to),
            text(said.pill, "strong"),
            text(said.summary),
            *(text(f"⚠ {warning}", "alarm") for warning in said.warnings),
        ]
        if said.facts:
            lines.append(text(shorten_middle(said.facts.line, _CELL_CHARACTERS), "small"))
        yield self._set.beside(panel.preview, lines)

    def _sections(self, panel: Panel, annex: Annex) -> Iterator[Section]:
        """Yield what goes onto the page, the most needed first."""
        text, say = self._set.text, self._translator.text
        sure = panel.answer.how_sure
        yield text(sure.heading, "heading"), [text(line) for line in (*sure.case, *sure.notes)]
        rows = [(caption, shorten_middle(value, _CELL_CHARACTERS)) for caption, value in (*panel.file, *annex.file[:1])]
        yield text(say("window.group_file"), "heading"), list(self._set.rows(rows))
        for key, cards in (
            ("reasons", panel.reasons),
            ("doubts", panel.doubts),
            ("remembered", panel.remembered),
            ("found_elsewhere", panel.found_elsewhere),
        ):
            yield text(say(f"window.{key}"), "heading"), list(self._findings(cards))
        yield text(say("window.parts"), "heading"), list(self._points(panel.parts))
        yield text(say("window.story"), "heading"), list(self._history(panel))
        yield text(say("window.absence"), "heading"), list(self._points(panel.traces))
        yield text(say("window.next_steps"), "heading"), list(self._steps(panel.answer.steps))
        yield text(panel.checks, "heading"), list(self._points(panel.not_checked))

    def _findings(self, cards: tuple[Card, ...]) -> Flow:
        for card in cards:
            badge = f"{card.badge.shape} " if card.badge else ""
            yield self._set.text(f"{badge}{card.words.title}", "strong")
            yield self._set.text(card.words.found)

    def _history(self, panel: Panel) -> Flow:
        for node in islice((node for node in panel.story if not node.step.is_repeated), _STEPS):
            words = node.words
            parts = (words.relation if node.step.depth else "", words.title, words.what, words.signer)
            yield self._set.text(f"– {' · '.join(filter(None, parts))}", "point")
        yield from self._rest(len(panel.story) - _STEPS)
