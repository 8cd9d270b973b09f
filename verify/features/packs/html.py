"""An evidence pack as one page that needs nothing else: the cover, then the panel of each file with all its codes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from verify.features.packs.cover import Annex, Captions, Cover, CoverEntry
from verify.model import Pack
from verify.report.html import FIELD_CHARACTERS, article, page, rows_of, section
from verify.report.markup import Markup, element
from verify.report.panel import panel
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_RAW_LINE_CHARACTERS = 10_000


def pack_html(pack: Pack, front: Cover, annexes: Sequence[Annex], wording: Translator) -> str:
    """Return the page; `annexes` belong to the files of the pack, in order."""
    captions = Captions(wording)
    articles = (
        article(
            panel(item.report, wording, FIELD_CHARACTERS),
            at,
            wording,
            _annex_sections(annex, item.report.record.raw, captions),
        )
        for at, (item, annex) in enumerate(zip(pack.items, annexes, strict=True))
    )
    return page(f"Whence: {front.title}", front.title, (_cover(front, captions), *articles), wording)


def _cover(front: Cover, captions: Captions) -> Markup:
    return element(
        "article",
        _lines("p", front.introduction),
        section(captions("about"), rows_of(front.about)),
        section(captions("note"), _lines("p", front.note)),
        section(captions("files"), element("ol", *(_list_file(item) for item in front.listed))),
        section(captions("left_out"), rows_of(front.left)),
        section(captions("circumstances"), rows_of(front.circumstances)),
        section(captions("notes"), rows_of(front.notes)),
        section(captions("custody"), _custody(front)),
        section(captions("how"), _lines("p", front.how)),
    )


def _list_file(item: CoverEntry) -> Markup:
    return element(
        "li",
        element("a", item.name, href=f"#file-{item.number - 1}"),
        element("p", f"{item.badge.shape} {item.badge.word} · {item.headline}"),
        element("p", f"SHA-256 {item.sha256}", class_="small") if item.sha256 else Markup(),
    )


def _custody(front: Cover) -> Markup:
    if not front.custody:
        return Markup()
    return element("div", rows_of(front.custody), element("p", front.custody_explained, class_="small"))


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
