"""The first pages of a printed pack: how many files of each kind, a table with thumbnails, and how it was checked."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from verify.features.packs.cover import Cover, CoverEntry
from verify.features.packs.pdf.parts import Parts, shorten_middle
from verify.features.packs.pdf.style import Flow, Piece

_NAME_CHARACTERS: Final = 90
_SHORT_NOTE: Final = 700  # characters of a note that leaves room for the table on its page


class Front(Parts):
    """Sets what stands before the files."""

    def pages(self, cover: Cover) -> Flow:
        """Return the first pages."""
        text, rows, captions = self._set.text, self._set.rows, self._captions
        yield text(cover.title, "title")
        yield from (text(line) for line in cover.introduction)
        yield from self._section(captions("about"), rows(cover.about))
        is_short = sum(map(len, cover.note)) <= _SHORT_NOTE
        if is_short:
            yield from self._section(captions("note"), self._paragraphs(cover.note))
        yield from self._section(captions("counts"), self._set.counts(cover.counts))
        yield from self._table(cover)
        if not is_short:
            yield from self._section(captions("note"), self._paragraphs(cover.note))
        yield from self._section(captions("left_out"), rows(cover.left))
        yield from self._section(captions("circumstances"), rows(cover.circumstances))
        yield from self._section(captions("notes"), rows(cover.notes))
        yield from self._section(captions("custody"), (*rows(cover.custody), *self._small(cover.custody_explained)))
        yield from self._section(captions("how"), self._paragraphs(cover.how_to_check))

    def _table(self, cover: Cover) -> Flow:
        """Set a row a file, those that need a look first."""
        for group, members in groupby(cover.entries, key=lambda entry: entry.group):
            entries = list(members)
            heading = self._translator.count(f"commands.pack.groups.{group}", len(entries))
            yield from self._set.together(self._set.text(heading, "heading"), [self._row(entry) for entry in entries])

    def _row(self, entry: CoverEntry) -> Piece:
        name = self._set.link(shorten_middle(entry.name, _NAME_CHARACTERS), entry.number, "strong_cell")
        lines = [name, self._set.text(f"{entry.headline} · {entry.according_to}", "line")]
        lines += [self._set.text(f"⚠ {warning}", "line") for warning in entry.warnings]
        pill = self._set.text(f"{entry.badge.shape} {entry.badge.word}", "line")
        return self._set.entry(str(entry.number), entry.preview, lines, pill)
