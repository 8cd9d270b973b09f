"""The panel as text for a terminal: read from top to bottom, indented, wrapped, without needing any colour.

Nothing out of a file reaches the terminal as anything but visible characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from verify.model import Report
from verify.report.formats.terminal import cut, inert, pad, width, wrap
from verify.report.panel import Card, FieldGroup, Panel, StoryNode, panel
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.types import Answer, HowSure, LabelCardWords, Step

NARROWEST: Final = 40  # columns
WIDEST: Final = 100  # columns; longer lines are hard to read
CARDS: Final = 20  # shown of each kind unless everything is asked for
HEADINGS: Final = 5  # of cards that are folded, of each kind
OUTLINE: Final = 3  # steps of a history that is folded
DEEPEST: Final = 8  # levels of indentation in the story
UNBROKEN: Final = 1_000_000  # columns of a line that whatever shows it breaks
FIELD_CHARACTERS: Final = 20_000

_BOLD: Final = "\x1b[1m"
_FAINT: Final = "\x1b[2m"
_PLAIN: Final = "\x1b[0m"


def text(
    report: Report,
    translator: Translator,
    columns: int | None,
    *,
    colour: bool = False,
    everything: bool = False,
    terminal: bool = False,
) -> str:
    """Set the panel of one report in at most `columns` columns, ending with a line end.

    Without `columns` no line is broken, for a chat or a letter, which break lines where their own width asks for it.
    `colour` sets headings in bold and small print faint; nothing depends on it. `everything` unfolds the page: how sure
    the answer is, all cards, the whole history, checks and technical details at full length. `terminal` names the
    commands of the steps, and the way to all details. Web addresses are never broken and may be longer than a line.
    """
    content = panel(report, translator, FIELD_CHARACTERS if everything else 1)  # with 0 the panel has no history
    broad = UNBROKEN if columns is None else max(NARROWEST, min(columns, WIDEST))
    page = _Page(broad, translator, colour, everything, terminal)
    return "\n".join(page.lines(content)) + "\n"


class _Page(Struct, frozen=True):
    """One panel, to be set in lines."""

    columns: int
    translator: Translator
    colour: bool
    everything: bool
    terminal: bool

    def lines(self, panel: Panel) -> Iterator[str]:
        """Yield all lines of the panel."""
        yield self._styled(_FAINT, cut(inert(panel.name), self.columns))
        if self.columns < UNBROKEN:
            yield "═" * self.columns
        yield from self._answer(panel.answer)
        yield from self._section("next_steps", self._steps(panel.answer.steps, panel.answer.privacy))
        yield from self._section("remembered", self._cards(panel.remembered))
        yield from self._section("found_elsewhere", self._cards(panel.found_elsewhere))
        yield from self._section("traces", self._list(panel.traces), "absence")
        yield from self._whole(panel) if self.everything else self._folded(panel)
        yield ""
        for line in wrap(panel.always, self.columns):
            yield self._styled(_FAINT, line)

    def _folded(self, panel: Panel) -> Iterator[str]:
        """What stays open of all below the steps: the history, the headings of the evidence, and how much there is."""
        yield from self._section("story", self._outline(panel.story))
        for name, cards in (
            ("reasons", panel.reasons), ("doubts", panel.doubts), ("also_found", panel.also_found)
        ):  # fmt: skip
            yield from self._section(name, self._headings(cards))
        yield ""
        yield from self._set(panel.checks, "", "")
        if self.terminal:
            yield from self._set(self.translator.text("commands.page.more"), "", "")

    def _whole(self, panel: Panel) -> Iterator[str]:
        yield from self._section(panel.answer.how_sure.heading, self._how_sure(panel.answer.how_sure))
        yield from self._section("absence", self._list(panel.absence))
        yield from self._section("elsewhere", self._steps(panel.elsewhere))
        yield from self._section("story", self._story(panel.story))
        yield from self._section("reasons", self._cards(panel.reasons))
        yield from self._section("doubts", self._cards(panel.doubts))
        yield from self._section("also_found", self._cards(panel.also_found))
        yield from self._section("parts", self._list(panel.parts))
        yield from self._section("label_card", self._label_card(panel.label_card))
        yield from self._section("looked_at_by", self._list(panel.looked_at_by))
        yield from self._section("not_checked", self._list(panel.not_checked))
        yield from self._section("everything", self._fields(panel.fields))
        yield from self._section("technical", self._table((*panel.file, *panel.check), "  "))

    def _answer(self, answer: Answer) -> Iterator[str]:
        for line in wrap(answer.headline, self.columns):
            yield self._styled(_BOLD, line)
        yield from self._set(answer.according_to, "", "")
        yield ""
        yield from self._set(answer.standing, f"{answer.sign} ", "  ")
        yield from self._set(answer.summary, "  ", "  ")
        for warning in answer.warnings:
            yield from self._set(warning, "⚠ ", "  ")
        if answer.facts is not None:
            yield ""
            yield from self._set(answer.facts.line, "", "  ")
            if answer.facts.map_url:
                yield "  " + inert(answer.facts.map_url)

    def _how_sure(self, sure: HowSure) -> Iterator[str]:
        yield from self._list((*sure.case, *sure.notes))
        yield ""
        for row in sure.scale:
            yield from self._set(row.line, "  ", "    ")
        yield ""
        yield from self._list(sure.always)

    def _section(self, heading: str, body: Iterable[str], key: str = "") -> Iterator[str]:
        """A heading above its lines; nothing without lines. `heading` is a key of the window's or words already."""
        lines = list(body)
        if not lines:
            return
        name = key or heading
        title = self.translator.text(f"window.{name}") if has_key("window", name) else heading
        yield ""
        yield self._styled(_BOLD, inert(title))
        yield from lines

    def _headings(self, cards: tuple[Card, ...]) -> Iterator[str]:
        headings = tuple(dict.fromkeys((card.badge.shape if card.badge else "·", card.words.title) for card in cards))
        for shape, title in headings[:HEADINGS]:
            yield from self._set(title, f"  {shape} ", "    ")
        yield from self._rest(headings, headings[:HEADINGS], "  ")

    def _outline(self, nodes: tuple[StoryNode, ...]) -> Iterator[str]:
        trunk = [node for node in nodes if node.step.depth == 0]
        outline = trunk if len(trunk) <= OUTLINE else [*trunk[: OUTLINE - 1], trunk[-1]]
        for place, node in enumerate(outline):
            if place:
                yield "  ▼"
            yield from self._set(self._join(node.words.title, node.words.signer), "  ● ", "    ")
        yield from self._rest(nodes, outline, "  ")

    def _steps(self, steps: tuple[Step, ...], privacy: str = "") -> Iterator[str]:
        for number, step in enumerate(steps, 1):
            yield from self._set(step.text, f"  {number}. ", "     ")
            if step.url:
                yield "     " + inert(step.url)  # never broken, so that it can be copied
            if step.command and self.terminal:
                yield "     " + inert(step.command)
        yield from self._set(privacy, "  ", "  ")

    def _story(self, nodes: tuple[StoryNode, ...]) -> Iterator[str]:
        last = max((place for place, node in enumerate(nodes) if node.step.depth == 0), default=0)
        for place, node in enumerate(nodes):
            rail = "  │ " if place < last else "    "
            words = node.words
            details = (words.what, words.signer, words.state)
            if node.step.depth == 0:
                if place:
                    yield "  ▼"
                yield from self._set(words.title, "  ● ", rail)
            else:
                rail += "  " * min(node.step.depth, DEEPEST)
                yield from self._set(self._join(words.relation, words.title), f"{rail[:-2]}└ ", rail)
                if node.step.is_repeated:
                    details = (self.translator.text("window.told_before"), "", "")
            for detail in details:
                yield from self._set(detail, rail, rail)

    def _cards(self, cards: tuple[Card, ...]) -> Iterator[str]:
        listed = cards if self.everything else cards[:CARDS]
        captions = [self.translator.text(f"window.{key}") for key in ("found", "means", "does_not_prove", "technical")]
        for place, card in enumerate(listed):
            if place:
                yield ""
            shape, word = (card.badge.shape, card.badge.word) if card.badge else ("·", "")
            yield from self._set(self._join(card.words.title, word), f"  {shape} ", "    ")
            technical = self._join(card.place, card.words.technical)
            texts = (card.words.found, card.words.meaning, card.words.limits, technical)
            yield from self._table(zip(captions, texts, strict=True), "    ")
        yield from self._rest(cards, listed, "  ")

    def _label_card(self, card: LabelCardWords | None) -> Iterator[str]:
        if card is None:
            return
        yield from self._table(card.rows, "  ")
        for demanded in card.demands:
            yield ""
            yield from self._set(demanded.heading, "  ", "  ")
            yield from self._table(demanded.rows, "    ")
        yield ""
        yield from self._set(card.note, "  ", "  ")

    def _list(self, sentences: Iterable[str]) -> Iterator[str]:
        for sentence in sentences:
            yield from self._set(sentence, "  – ", "    ")

    def _fields(self, groups: tuple[FieldGroup, ...]) -> Iterator[str]:
        for group in groups:
            yield from self._set(group.heading, "  ", "  ")
            yield from self._table(((name, value) for name, value, _place in group.fields), "    ")

    def _table(self, rows: Iterable[tuple[str, str]], indent: str) -> Iterator[str]:
        """Rows of a caption and a text to its right; a caption that is too broad stands above its text."""
        filled = [(inert(caption), content) for caption, content in rows if content]
        broad = min(max((width(caption) for caption, _ in filled), default=0), self.columns // 4)
        rest = indent + " " * (broad + 2)
        for caption, content in filled:
            if width(caption) > broad:
                yield from self._set(caption, indent, indent)
                yield from self._set(content, rest, rest)
            else:
                yield from self._set(content, f"{indent}{pad(caption, broad)}  ", rest)

    def _set(self, content: str, first: str, others: str) -> Iterator[str]:
        """`content` in lines, the first one behind `first`, the further ones behind `others`."""
        for line in wrap(content, self.columns - max(width(first), width(others))):
            yield (first + line).rstrip()
            first = others

    def _rest(self, items: Sequence[object], listed: Sequence[object], indent: str) -> Iterator[str]:
        if len(listed) < len(items):
            yield f"{indent}… +{len(items) - len(listed)}"

    def _join(self, *parts: str) -> str:
        return " · ".join(part for part in parts if part)

    def _styled(self, style: str, line: str) -> str:
        return f"{style}{line}{_PLAIN}" if self.colour and line else line
