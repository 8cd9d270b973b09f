"""Sets an evidence pack in pages: A4, black on white, a new page for each file, long lists shortened.

It computes nothing about a file: it shows the cover, the annexes and the panels, which are plain text already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final

from verify.features.packs.cover import Annex, Captions, Cover
from verify.features.packs.pdf.fonts import load_fonts
from verify.features.packs.pdf.style import Flow, Setting
from verify.model import Pack, Picture
from verify.report.panel import Card, Panel, StoryNode, panel
from verify.report.words.catalogue import Translator, has_plural_forms, keys_of
from verify.report.words.types import Step

FIELD_CHARACTERS: Final = 600
FIELDS: Final = 150  # of one group
CARDS: Final = 60
STORY_STEPS: Final = 60
CODES: Final = 120  # lines of one kind
_PAGE: Final = "report.html"  # where all that is shortened here stands in full


def pack_pdf(pack: Pack, cover: Cover, annexes: Sequence[Annex], translator: Translator) -> bytes:
    """Return the document; `annexes` belong to the files of the pack, in order."""
    panels = [panel(item.report, translator, FIELD_CHARACTERS) for item in pack.items]
    fixed = [
        translator.text(key) for key in (*keys_of("window"), *keys_of("commands.pack")) if not has_plural_forms(key)
    ]
    fonts = load_fonts(
        (*fixed, *_texts((cover, tuple(annexes), tuple(panels)))), chinese=translator.language == "zh_CN"
    )
    setting = Setting(fonts, translator.language)
    pages = _Pages(setting, translator)
    flow = [*pages.cover(cover)]
    for number, (content, annex) in enumerate(zip(panels, annexes, strict=True), 1):
        flow += pages.file(number, content, annex)
    captions = Captions(translator)
    return setting.document(flow, cover.title, lambda page, count: captions("page", page=page, pages=count))


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value made of dataclasses and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, Picture):
        for name in fields(value):
            yield from _texts(getattr(value, name.name))


class _Pages:
    """Turns the parts of a pack into what flows over pages."""

    def __init__(self, setting: Setting, translator: Translator) -> None:
        self._set = setting
        self._translator = translator
        self._captions = Captions(translator)

    def cover(self, cover: Cover) -> Flow:
        """Return the first pages."""
        text, rows, captions = self._set.text, self._set.rows, self._captions
        yield text(cover.title, "title")
        yield from (text(line) for line in cover.introduction)
        yield from self._section(captions("about"), rows(cover.about))
        yield from self._section(captions("note"), self._paragraphs(cover.note))
        yield from self._section(captions("files"), self._list_files(cover))
        yield from self._section(captions("left_out"), rows(cover.left))
        yield from self._section(captions("circumstances"), rows(cover.circumstances))
        yield from self._section(captions("notes"), rows(cover.notes))
        yield from self._section(captions("custody"), (*rows(cover.custody), *self._small(cover.custody_explained)))
        yield from self._section(captions("how"), self._paragraphs(cover.how_to_check))

    def file(self, number: int, panel: Panel, annex: Annex) -> Flow:
        """Return the pages of one file, on a new page."""
        text, captions, rows = self._translator.text, self._captions, self._set.rows
        yield self._set.new_page()
        yield from self._answer(number, panel)
        yield from self._section(text("window.next_steps"), self._steps(panel.answer.steps))
        yield from self._section(text("window.remembered"), self._cards(panel.remembered))
        yield from self._section(text("window.found_elsewhere"), self._cards(panel.found_elsewhere))
        yield from self._section(text("window.absence"), self._points((*panel.traces, *panel.absence)))
        yield from self._section(text("window.elsewhere"), self._steps(panel.elsewhere))
        yield from self._section(text("window.story"), self._story(panel.story))
        yield from self._section(text("window.reasons"), self._cards(panel.reasons))
        yield from self._section(text("window.doubts"), self._cards(panel.doubts))
        yield from self._section(text("window.also_found"), self._cards(panel.also_found))
        yield from self._section(text("window.label_card"), self._label_card(panel))
        yield from self._section(text("window.looked_at_by"), self._points(panel.looked_at_by))
        yield from self._section(text("window.not_checked"), self._points(panel.not_checked))
        yield from self._section(text("window.everything"), self._fields(panel))
        yield from self._section(text("window.group_file"), rows((*panel.file, *annex.file)))
        yield from self._section(text("window.group_check"), rows(panel.check))
        yield from self._section(captions("codes"), self._codes(annex))

    def _answer(self, number: int, panel: Panel) -> Flow:
        text = self._set.text
        lines = [
            text(f"{number}  {panel.name}", "small", outline=True),
            text(panel.answer.headline, "headline"),
            text(panel.answer.according_to),
            text(panel.answer.pill),
            text(panel.answer.summary),
        ]
        lines += [text(f"⚠ {warning}", "alarm") for warning in panel.answer.warnings]
        if panel.answer.facts:
            lines.append(text(panel.answer.facts.line))
        yield self._set.beside(panel.preview, lines)

    def _section(self, heading: str, body: Iterable[Any]) -> Flow:
        flow = list(body)
        if flow:
            yield from self._set.together(self._set.text(heading, "heading"), flow)

    def _list_files(self, cover: Cover) -> Flow:
        for entry in cover.entries:
            yield self._set.text(f"{entry.number}  {entry.name}", "strong")
            yield self._set.text(f"{entry.badge.shape} {entry.badge.word} · {entry.headline}", "indented")
            if entry.sha256:
                yield self._set.text(f"SHA-256 {entry.sha256}", "small_indented")

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
            yield self._set.text(self._captions("more_in_page", n=str(count), file=_PAGE), "small")
