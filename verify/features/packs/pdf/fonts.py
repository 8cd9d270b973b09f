"""Builds the fonts of one document out of exactly the characters that it shows.

Latin, Greek and Cyrillic come from Noto Sans, Chinese from Noto Sans SC (both SIL OFL 1.1), a few signs are drawn here.
What none of them has is shown by its number: a document for evidence must never show an empty box.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any, Final

from msgspec import Struct

_UNITS: Final = 1_000  # per em, as in both sources
_ASCENT: Final = 1_069
_DESCENT: Final = -293
_REGULAR: Final = 400
_BOLD: Final = 700
_BROADER: Final = 26  # units, of the strokes of a letter that is made bold
_CURVE_ERROR: Final = 1.0  # units, where cubic curves become quadratic ones

# Signs of our own that the sources lack: their width and polygons, drawn clockwise
_CROSS: Final = (
    ((110, 560), (180, 630), (690, 120), (620, 50)),
    ((620, 630), (690, 560), (180, 50), (110, 120)),
)
_FLAG: Final = (((150, 740), (220, 740), (220, -60), (150, -60)), ((220, 720), (680, 530), (220, 340)))
_LEFT: Final = (((300, 800), (370, 800), (170, 340), (370, -120), (300, -120), (90, 340)),)
_RIGHT: Final = (((100, 800), (310, 340), (100, -120), (30, -120), (230, 340), (30, 800)),)
# a diamond, its hollow the other way round, and a smaller one within
_DIAMONDS: Final = (
    ((500, 780), (920, 340), (500, -100), (80, 340)),
    ((500, 680), (175, 340), (500, 0), (825, 340)),
    ((500, 540), (690, 340), (500, 140), (310, 340)),
)
_DRAWN: Final = {
    "◈": (1_000, _DIAMONDS),
    "✕": (800, _CROSS),
    "⚑": (760, _FLAG),
    "⟨": (400, _LEFT),
    "⟩": (400, _RIGHT),
}

_KEPT_GLYPHS: Final = 2_048  # some 10 MB: of a long report in Chinese, both weights

_LATIN_END: Final = 0x250
_NARROW: Final = frozenset("·×÷±")  # below that, and yet set like Chinese within Chinese

Glyph = tuple[int, Any]  # (advance, outline)


class Fonts(Struct, frozen=True):
    """The fonts of a document as TrueType files, and which characters they have."""

    regular: bytes
    bold: bytes
    characters: frozenset[str]

    def replace_missing(self, text: str) -> str:
        """Return the text with every character that the fonts lack as its number: ⟨U+0639⟩."""
        if self.characters.issuperset(text):
            return text
        return "".join(letter if letter in self.characters else f"⟨U+{ord(letter):04X}⟩" for letter in text)


def load_fonts(texts: Iterable[str], *, chinese: bool) -> Fonts:
    """Build the fonts of a document with these texts; `chinese` decides whose punctuation it is."""
    wanted = frozenset().union(*texts, "⟨U+0123456789ABCDEF⟩…·?")
    latin, han = _open_source("latin"), _open_source("han")
    sources: dict[str, _Source] = {}
    for letter in sorted(wanted):
        first = latin if not chinese or (ord(letter) < _LATIN_END and letter not in _NARROW) else han
        second = han if first is latin else latin
        source = next((source for source in (first, second) if source.has(letter)), None)
        if source:
            sources[letter] = source
    known = frozenset(sources) | _DRAWN.keys()
    return Fonts(_build_font(sources, "Regular", _REGULAR), _build_font(sources, "Bold", _BOLD), known)


class _Source:
    """One font file, opened once; its outlines are read as they are asked for."""

    def __init__(self, package: str, name: str) -> None:
        from fontTools.ttLib import TTFont

        with as_file(files(package).joinpath(name)) as path:
            self._font = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
        self.package = package
        self._names: dict[int, str] = self._font.getBestCmap()
        self._sets: dict[int, Any] = {}

    def has(self, letter: str) -> bool:
        return ord(letter) in self._names

    @lru_cache(_KEPT_GLYPHS)  # noqa: B019  (both sources stay as long as the process)
    def glyph(self, letter: str, weight: int) -> Glyph:
        """Return how wide a character is and its outline, which nobody changes: documents show mostly the same ones."""
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.transformPen import TransformPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        if weight not in self._sets:
            variable = "fvar" in self._font
            self._sets[weight] = self._font.getGlyphSet(location={"wght": weight} if variable else None)
        glyphs = self._sets[weight]
        glyph = glyphs[self._names[ord(letter)]]
        outline = DecomposingRecordingPen(glyphs)
        glyph.draw(outline)
        pen = TTGlyphPen(None)
        # curves of the kind that PostScript draws run the other way round
        onto = Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=True) if "CFF " in self._font else pen
        outline.replay(onto)
        if weight > _REGULAR and "fvar" not in self._font:  # a font without bold letters: strokes are drawn broader
            outline.replay(TransformPen(onto, (1, 0, 0, 1, _BROADER, 0)))
        return round(glyph.width), pen.glyph(dropImpliedOnCurves=False)


@cache
def _open_source(kind: str) -> _Source:
    if kind == "latin":
        return _Source("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf")
    return _Source("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf")


def _build_font(sources: dict[str, _Source], style: str, weight: int) -> bytes:
    """Return a TrueType file with a glyph for each of these characters and for the signs drawn here."""
    from fontTools.fontBuilder import FontBuilder

    glyphs = {".notdef": _draw_glyph(500, ())}
    names = {}
    for letter, source in sources.items():
        if letter not in _DRAWN:
            names[ord(letter)] = f"u{ord(letter):05X}"
            glyphs[names[ord(letter)]] = source.glyph(letter, weight)
    for letter, (advance, polygons) in _DRAWN.items():
        names[ord(letter)] = f"u{ord(letter):05X}"
        glyphs[names[ord(letter)]] = _draw_glyph(advance, polygons)
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: outline for name, (_, outline) in glyphs.items()})
    lefts = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (advance, lefts[name].xMin) for name, (advance, _) in glyphs.items()})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    # of each choice of characters a font of its own: two documents of one process must not share a name
    choice = "".join(f"{letter}{source.package}" for letter, source in sources.items())
    family = f"WhencePrint{hashlib.sha256(choice.encode()).hexdigest()[:8]}"
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": f"{family}-{style}"})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWeightClass=weight, fsType=0)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _draw_glyph(advance: int, polygons: Iterable[Iterable[tuple[int, int]]]) -> Glyph:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for polygon in polygons:
        first, *others = polygon
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    return advance, pen.glyph()
