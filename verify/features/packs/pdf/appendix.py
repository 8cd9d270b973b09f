"""The appendix of a printed pack: every detail of every file, long lists shortened."""

from __future__ import annotations

from typing import Final

from verify.features.packs.cover import Annex
from verify.features.packs.pdf.parts import Parts
from verify.features.packs.pdf.style import Flow
from verify.report.panel import Panel, StoryNode

FIELDS: Final = 150  # of one group
STORY_STEPS: Final = 60
CODES: Final = 120  # lines of one kind


class Appendix(Parts):
    """Sets all of one file, one after the other."""

    def file(self, number: int, panel: Panel, annex: Annex) -> Flow:
        """Return all of one file, below its name."""
        text, captions, rows = self._translator.text, self._captions, self._set.rows
        yield self._set.name(f"{number}  {panel.name}", number, "headline")
        yield self._set.text(panel.answer.line, "strong")
        yield from self._section(text("window.next_steps"), self._steps(panel.answer.steps))
        yield from self._section(text("window.remembered"), self._cards(panel.remembered))
        yield from self._section(text("window.found_elsewhere"), self._cards(panel.found_elsewhere))
        yield from self._section(text("window.absence"), self._points((*panel.traces, *panel.absence)))
        yield from self._section(text("window.elsewhere"), self._steps(panel.elsewhere))
        yield from self._section(text("window.story"), self._story(panel.story))
        yield from self._section(text("window.reasons"), self._cards(panel.reasons))
        yield from self._section(text("window.doubts"), self._cards(panel.doubts))
        yield from self._section(text("window.also_found"), self._cards(panel.also_found))
        yield from self._section(text("window.parts"), self._points(panel.parts))
        yield from self._section(text("window.label_card"), self._label_card(panel))
        yield from self._section(text("window.looked_at_by"), self._points(panel.looked_at_by))
        yield from self._section(text("window.not_checked"), self._points(panel.not_checked))
        yield from self._section(text("window.everything"), self._fields(panel))
        yield from self._section(text("window.group_file"), rows((*panel.file, *annex.file)))
        yield from self._section(text("window.group_check"), rows(panel.check))
        yield from self._section(captions("codes"), self._codes(annex))

    def _story(self, nodes: tuple[StoryNode, ...]) -> Flow:
        for node in nodes[:STORY_STEPS]:
            words = node.words
            texts = (
                (self._translator.text("window.told_before"),)
                if node.step.is_repeated
                else (words.what, words.signer, words.state)
            )
            title = " · ".join(part for part in (words.relation if node.step.depth else "", words.title) if part)
            lines = [self._set.text(title, "strong"), *(self._set.text(line) for line in texts if line)]
            yield self._set.step(lines, node.step.depth, None if node.step.is_repeated else node.picture)
        yield from self._rest(len(nodes) - STORY_STEPS)

    def _label_card(self, panel: Panel) -> Flow:
        card = panel.label_card
        if card is None:
            return
        yield from self._set.rows(card.rows)
        for demanded in card.demands:
            yield from self._set.together(
                self._set.text(demanded.heading, "strong"), list(self._set.rows(demanded.rows))
            )
        yield from self._small(card.note)

    def _fields(self, panel: Panel) -> Flow:
        for group in panel.fields:
            rows = self._set.rows((name, value) for name, value, _place in group.fields[:FIELDS])
            yield from self._set.together(self._set.text(group.heading, "strong"), list(rows))
            yield from self._rest(len(group.fields) - FIELDS)

    def _codes(self, annex: Annex) -> Flow:
        for heading, lines in annex.codes:
            columns = self._set.columns(lines[:CODES], "code")
            yield from self._set.together(self._set.text(heading, "strong"), list(columns))
            yield from self._rest(len(lines) - CODES)
