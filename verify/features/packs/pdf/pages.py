"""Sets an evidence pack in pages, A4, black on white: the report with a page a file, and the appendix.

It computes nothing about a file: it shows the cover, the annexes and the panels, which are plain text already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple

from verify.features.packs.cover import Annex, Captions, Cover
from verify.features.packs.pdf.appendix import Appendix
from verify.features.packs.pdf.fonts import load_fonts
from verify.features.packs.pdf.front import Front
from verify.features.packs.pdf.sheet import Sheet
from verify.features.packs.pdf.style import Piece, Setting
from verify.model import Pack, Picture
from verify.report.panel import Panel, panel
from verify.report.words.catalogue import Translator, has_plural_forms, keys_of

FIELD_CHARACTERS: Final = 600
_SIGNS: Final = "⚠·–…"  # that stand between texts


class Printed(Struct, frozen=True):
    """What both documents show; `panels` and `annexes` belong to the files of the pack, in order."""

    cover: Cover
    panels: tuple[Panel, ...]
    annexes: tuple[Annex, ...]
    translator: Translator


def make_panels(pack: Pack, translator: Translator) -> tuple[Panel, ...]:
    """Return the panel of each file, as the documents show it."""
    return tuple(panel(item.report, translator, FIELD_CHARACTERS) for item in pack.items)


def report_pdf(printed: Printed, rest: str, step: Callable[[], None] = lambda: None) -> bytes:
    """Return the report: the cover, then a page for each file.

    `rest` names the file of the pack that has what finds no room; `step` is called for each file that is done.
    """
    setting = _make_setting(printed, step)
    sheet = Sheet(setting, printed.translator)
    flow = list(Front(setting, printed.translator).pages(printed.cover))
    for number, (content, annex) in enumerate(zip(printed.panels, printed.annexes, strict=True), 1):
        flow += sheet.file(number, content, annex, rest)
    return _finish(setting, flow, printed.cover.title, printed.translator)


def appendix_pdf(printed: Printed, step: Callable[[], None] = lambda: None) -> bytes:
    """Return the appendix: every detail of each file."""
    setting = _make_setting(printed, step)
    appendix = Appendix(setting, printed.translator)
    title = Captions(printed.translator)("appendix_of", title=printed.cover.title)
    flow: list[Piece] = [setting.text(title, "title")]
    for number, (content, annex) in enumerate(zip(printed.panels, printed.annexes, strict=True), 1):
        flow += appendix.file(number, content, annex)
    return _finish(setting, flow, title, printed.translator)


def _finish(setting: Setting, flow: list[Piece], title: str, translator: Translator) -> bytes:
    captions = Captions(translator)
    return setting.document(flow, title, lambda page, count: captions("page", page=page, pages=count))


def _make_setting(printed: Printed, step: Callable[[], None]) -> Setting:
    """Make the types of a document that shows these texts and the fixed ones of packs."""
    translator = printed.translator
    fixed = [
        translator.text(key) for key in (*keys_of("window"), *keys_of("commands.pack")) if not has_plural_forms(key)
    ]
    groups = [translator.count(key, 1_234_567_890) for key in keys_of("commands.pack") if has_plural_forms(key)]
    fonts = load_fonts(
        (_SIGNS, *fixed, *groups, *_texts((printed.cover, printed.annexes, printed.panels))),
        chinese=translator.language == "zh_CN",
    )
    return Setting(fonts, translator.language, step)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value made of Structs and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, Struct) and not isinstance(value, Picture):
        yield from _texts(astuple(value))
