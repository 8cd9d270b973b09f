"""How a printed pack looks: sizes, distances, page numbers. The one module that knows the library that writes PDF.

Every text is escaped here; no markup of a caller or a file is obeyed.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

from verify.features.packs.pdf.fonts import Fonts
from verify.features.packs.pictures import encode_jpeg
from verify.model import Picture

Piece = Flowable
Flow = Iterator[Piece]
Section = tuple[Flowable, Sequence[Flowable]]  # a heading, and what stands below it

rl_config.useA85 = 0  # bytes as they are: a quarter smaller, and written in half the time

_MARGIN: Final = 18 * mm
_FOOT: Final = 10 * mm
_WIDTH: Final = A4[0] - 2 * _MARGIN
_CAPTION: Final = 38 * mm  # the left column of rows
_HEIGHT: Final = A4[1] - 2 * _MARGIN
_PREVIEW: Final = 68 * mm
_THUMBNAIL: Final = 11 * mm  # of a row of the overview
_NUMBER: Final = 9 * mm
_PILL: Final = 40 * mm
_STEP_PICTURE: Final = 18 * mm
_INDENT: Final = 6 * mm  # of a step below another one
_COLUMNS: Final = 3  # of codes
_SHORT_CHARACTERS: Final = 38  # that stand in one of them
_DEEPEST: Final = 5

_INK: Final = HexColor("#1a1c20")
_MUTED: Final = HexColor("#53575f")
_LINE: Final = HexColor("#b9bac2")

# name → (size, leading, space before, space after, left indent, bold, muted), in points
_STYLES: Final = {
    "body": (9.5, 13.5, 0, 2, 0, False, False),
    "title": (20, 26, 0, 6, 0, True, False),
    "headline": (15, 20, 2, 4, 0, True, False),
    "heading": (11.5, 15, 12, 4, 0, True, False),
    "strong": (9.5, 13.5, 5, 1, 0, True, False),
    "indented": (9.5, 13.5, 0, 1, 14, False, False),
    "small": (8, 11, 0, 2, 0, False, True),
    "small_indented": (7.5, 10, 0, 3, 14, False, True),
    "alarm": (9.5, 13.5, 2, 2, 0, True, False),
    "point": (9.5, 13.5, 0, 2, 8, False, False),
    "code": (7.5, 10.5, 0, 0, 8, False, False),
    "caption": (8.5, 12.5, 0, 0, 0, False, True),
    "line": (8.5, 11, 0, 0, 0, False, False),
    "strong_cell": (9, 11.5, 0, 0, 0, True, False),
    "cell": (9, 12.5, 0, 0, 0, False, False),
}


class Setting:
    """The types and measures of one document."""

    def __init__(self, fonts: Fonts, language: str, step: Callable[[], None] = lambda: None) -> None:
        """`step` is called for each name of a file that is drawn."""
        self._fonts = fonts
        self._step = step
        self._language = language.replace("_", "-")
        self._regular = _register_font(fonts.regular)
        self._bold = _register_font(fonts.bold)
        self._styles = {name: self._style(name) for name in _STYLES}

    def text(self, text: str, style: str = "body") -> Paragraph:
        """Return a paragraph of plain text."""
        return Paragraph(escape(self._fonts.replace_missing(text)), self._styles[style])

    def name(self, text: str, number: int, style: str) -> Paragraph:
        """Return the name of file `number`, to which links and the reader's table of contents lead."""
        name = _Name(escape(self._fonts.replace_missing(text)), self._styles[style])
        name.target, name.step = _target_of(number), self._step
        return name

    def link(self, text: str, number: int, style: str) -> Paragraph:
        """Return a text that leads to the name of file `number`."""
        link = _Link(escape(self._fonts.replace_missing(text)), self._styles[style])
        link.target = _target_of(number)
        return link

    def rows(self, rows: Iterable[tuple[str, str]]) -> Flow:
        """Captions with their texts to the right."""
        for caption, text in rows:
            if text:
                cells = [[self.text(caption, "caption"), self.text(text, "cell")]]
                yield _table(cells, (_CAPTION, _WIDTH - _CAPTION))

    def counts(self, rows: Sequence[tuple[str, str]]) -> Flow:
        """Set texts with their numbers before them, in two columns."""
        half = -(-len(rows) // 2)
        filled = [*rows, *[("", "")] * (2 * half - len(rows))]
        cells = [
            [self.text(part, "cell") for text, number in (filled[at], filled[at + half]) for part in (number, text)]
            for at in range(half)
        ]
        if cells:
            yield _table(cells, (_NUMBER, _WIDTH / 2 - _NUMBER) * 2)

    def entry(self, number: str, picture: Picture | None, lines: Sequence[Flowable], end: Flowable) -> Flowable:
        """Set one row of an overview, which stays on one page."""
        cells = [self.text(number, "line"), _image(picture, _THUMBNAIL) or "", list(lines), end]
        widths = (_NUMBER, _THUMBNAIL + 3 * mm, _WIDTH - _NUMBER - _THUMBNAIL - 3 * mm - _PILL, _PILL)
        return _table([cells], widths, below=True)

    def fit(self, head: Iterable[Flowable], sections: Iterable[Section], more: Flowable) -> Flow:
        """Set a head, and as much of the sections as one page has room for; `more` says where the rest is."""
        room = _HEIGHT - _measure(more)
        for part in head:
            room -= _measure(part)
            yield part
        whole = True
        for heading, body in sections:
            before = _measure(heading)
            kept = []
            for part in body if whole else ():
                height = before + _measure(part)
                whole = height <= room
                if not whole:
                    break
                kept.append(part)
                room, before = room - height, 0.0
            whole = whole and len(kept) == len(body)
            if kept:
                yield from self.together(heading, kept)
        yield more

    def columns(self, lines: Sequence[str], style: str) -> Flow:
        """Lines one below the other, and beside each other where all are short."""
        if max(map(len, lines), default=0) > _SHORT_CHARACTERS:
            yield from (self.text(line, style) for line in lines)
            return
        rows = -(-len(lines) // _COLUMNS)
        filled = [*lines, *[""] * (rows * _COLUMNS - len(lines))]
        cells = [[self.text(line, style) for line in filled[row::rows]] for row in range(rows)]
        yield _table(cells, (_WIDTH / _COLUMNS,) * _COLUMNS)

    def beside(self, picture: Picture | None, lines: Sequence[Flowable]) -> Flowable:
        """Lines, with a picture to their left if there is one."""
        image = _image(picture, _PREVIEW)
        if image is None:
            return _table([[list(lines)]], (_WIDTH,))
        return _table([[image, list(lines)]], (_PREVIEW + 5 * mm, _WIDTH - _PREVIEW - 5 * mm))

    def step(self, lines: Sequence[Flowable], depth: int, picture: Picture | None) -> Flowable:
        """One step of the story, indented by its depth."""
        indent = min(depth, _DEEPEST) * _INDENT
        image = _image(picture, _STEP_PICTURE)
        broad = _STEP_PICTURE + 3 * mm if image else 0
        cells = ["", *([image] if image else []), list(lines)]
        widths = (indent + 2 * mm, *([broad] if image else []), _WIDTH - indent - broad - 2 * mm)
        return _table([cells], widths, rule=not depth)

    def together(self, heading: Flowable, body: Sequence[Flowable]) -> Flow:
        """Return a heading that never stands alone at the end of a page."""
        heading.keepWithNext = True
        yield heading
        yield from body

    def new_page(self) -> Flowable:
        """Begin a new page."""
        return PageBreak()

    def document(self, flow: list[Flowable], title: str, foot: Callable[[str, str], str]) -> bytes:
        """Return the finished document; `foot` gives the words for (page, number of pages)."""
        out = io.BytesIO()
        frame = Frame(_MARGIN, _MARGIN, _WIDTH, _HEIGHT, 0, 0, 0, 0)
        template = BaseDocTemplate(out, pagesize=A4, title=title, author="", creator="Whence", lang=self._language)
        template.addPageTemplates(PageTemplate(frames=[frame]))
        name, font = self._fonts.replace_missing(title), self._regular

        class Numbered(Canvas):
            """Writes the foot of all pages when their number is known; each page refers to its own ahead."""

            def __init__(self, *arguments: Any, **options: Any) -> None:
                super().__init__(*arguments, **{**options, "initialFontName": font})

            def showPage(self) -> None:  # noqa: N802 - the library's name
                self.doForm(f"foot-{self.getPageNumber()}")
                super().showPage()

            def save(self) -> None:
                count = self.getPageNumber() - 1
                for at in range(1, count + 1):
                    self.beginForm(f"foot-{at}", 0, 0, *A4)
                    self.setFont(font, 7.5)
                    self.setFillColor(_MUTED)
                    self.drawString(_MARGIN, _FOOT, name[:100])
                    self.drawRightString(A4[0] - _MARGIN, _FOOT, foot(str(at), str(count)))
                    self.endForm()
                super().save()

        template.build(flow, canvasmaker=Numbered)
        return out.getvalue()

    def _style(self, name: str) -> ParagraphStyle:
        size, leading, before, after, left, bold, muted = _STYLES[name]
        return ParagraphStyle(
            name,
            fontName=self._bold if bold else self._regular,
            fontSize=size,
            leading=leading,
            spaceBefore=before,
            spaceAfter=after,
            leftIndent=left,
            firstLineIndent=-left if name == "point" else 0,
            textColor=_MUTED if muted else _INK,
            wordWrap="CJK",  # breaks between Chinese characters and within words that are too long, else at spaces
        )


class _Name(Paragraph):
    """A paragraph that links and the reader's table of contents lead to."""

    target: str
    step: Callable[[], None]

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.target, 0, self.height)
        self.canv.addOutlineEntry(self.getPlainText(), self.target, 0)
        super().draw()
        self.step()


class _Link(Paragraph):
    """A paragraph that leads to a name. No address of a file's gets here."""

    target: str

    def draw(self) -> None:
        self.canv.linkRect("", self.target, (0, 0, self.width, self.height), relative=1, thickness=0)
        super().draw()


def _target_of(number: int) -> str:
    return f"file-{number}"


def _measure(part: Flowable) -> float:
    """Return the height that a part takes at most, with the space around it."""
    return float(part.wrap(_WIDTH, _HEIGHT)[1] + part.getSpaceBefore() + part.getSpaceAfter())


def _register_font(font: bytes) -> str:
    """Return the name under which the library knows a font file."""
    name = f"W{hashlib.sha256(font).hexdigest()[:16]}"
    pdfmetrics.registerFont(TTFont(name, io.BytesIO(font)))
    return name


def _table(cells: list[list[Any]], widths: Sequence[float], *, rule: bool = False, below: bool = False) -> Table:
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    if rule:
        style.append(("LINEBEFORE", (0, 0), (0, 0), 1.2, _LINE))
    if below:
        style.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE))
    return Table(cells, colWidths=list(widths), style=style, splitInRow=0 if below else 1, hAlign="LEFT")


def _image(picture: Picture | None, side: float) -> Image | None:
    data = encode_jpeg(picture) if picture else b""
    if not picture or not data:
        return None
    scale = side / max(picture.width, picture.height)
    return Image(io.BytesIO(data), picture.width * scale, picture.height * scale)
