"""An evidence pack as one page that needs nothing else: the cover, then the panel of each file with all its codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from verify.features.packs.cover import Annex, Captions, Cover, CoverEntry
from verify.features.packs.pictures import encode_jpeg
from verify.model import Pack
from verify.report.formats.html import FIELD_CHARACTERS, article, page, rows_of, section
from verify.report.formats.markup import Markup, element
from verify.report.panel import panel
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_RAW_LINE_CHARACTERS = 10_000


def pack_html(
    pack: Pack,
    cover: Cover,
    annexes: Sequence[Annex],
    translator: Translator,
    step: Callable[[], None] = lambda: None,
) -> str:
    """Return the page; `annexes` belong to the files of the pack, in order. `step` is called for each that is done."""
    captions = Captions(translator)
    articles = []
    for at, (item, annex) in enumerate(zip(pack.items, annexes, strict=True)):
        sections = _annex_sections(annex, item.report.record.raw, captions)
        articles.append(
            article(panel(item.report, translator, FIELD_CHARACTERS), at, translator, sections, encode_jpeg)
        )
        step()
    return page(f"Whence: {cover.title}", cover.title, (_cover(cover, captions), *articles), translator)


def _cover(cover: Cover, captions: Captions) -> Markup:
    return element(
        "article",
        _lines("p", cover.introduction),
        section(captions("about"), rows_of(cover.about)),
        section(captions("note"), _lines("p", cover.note)),
        section(captions("counts"), rows_of(cover.counts)),
        section(captions("files"), element("ol", *(_list_file(entry) for entry in cover.entries))),
        section(captions("left_out"), rows_of(cover.left)),
        section(captions("circumstances"), rows_of(cover.circumstances)),
        section(captions("notes"), rows_of(cover.notes)),
        section(captions("custody"), _custody(cover)),
        section(captions("how"), _lines("p", cover.how_to_check)),
    )


def _list_file(entry: CoverEntry) -> Markup:
    return element(
        "li",
        element("a", entry.name, href=f"#file-{entry.number - 1}"),
        element("p", entry.line),
        *(element("p", f"⚠ {warning}") for warning in entry.warnings),
        element("p", f"SHA-256 {entry.sha256}", class_="small") if entry.sha256 else Markup(),
    )


def _custody(cover: Cover) -> Markup:
    if not cover.custody:
        return Markup()
    return element("div", rows_of(cover.custody), element("p", cover.custody_explained, class_="small"))


def _annex_sections(annex: Annex, raw: str, captions: Captions) -> Iterable[Markup]:
    yield section(captions("about"), rows_of(annex.file))
    codes = (element("div", element("h4", heading), _lines("p", lines)) for heading, lines in annex.codes)
    yield section(captions("codes"), element("div", *codes))
    if raw:
        text = "\n".join(plain(line, _RAW_LINE_CHARACTERS) for line in indent_json(raw).split("\n"))
        whole = element("details", element("summary", captions("raw")), element("pre", text))
        yield section(captions("raw"), whole)


def indent_json(raw: str) -> str:
    """Return a raw record line by line, where it is JSON that can be read."""
    try:
        return json.dumps(json.loads(raw), indent=1, ensure_ascii=False)
    except (ValueError, RecursionError):
        return raw


def _lines(name: str, texts: Iterable[str]) -> Markup:
    elements = tuple(element(name, text) for text in texts)
    return element("div", *elements) if elements else Markup()
