"""The panels of one or more reports as one page that needs nothing else: no script, no address that is fetched.

A content security policy holds that even where escaping should fail.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import resources
from verify.model import Report
from verify.report.formats.markup import Encode, Markup, element, image, png, style
from verify.report.panel import Card, Panel, Rows, StoryNode, panel
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_time
from verify.report.words.types import FileFacts, HowSure, LabelCardWords, Step

FIELD_CHARACTERS: Final = 4_000
DEEPEST: Final = 5  # levels of indentation that the style sheet knows
STORY_STEPS: Final = 200
CARDS: Final = 200
OUTLINE: Final = 3  # steps of a history that is folded

_NOTHING: Final = Markup()


def html(reports: Sequence[Report], translator: Translator) -> str:
    """Make the page. Web addresses in it are links that a person may follow; nothing is loaded by showing it."""
    panels = [panel(report, translator, FIELD_CHARACTERS) for report in reports]
    title = f"Whence: {panels[0].name}" if len(panels) == 1 else "Whence"
    articles = (article(panel, at, translator) for at, panel in enumerate(panels))
    return page(title, "Whence", (_contents(panels), *articles), translator)


def printable(report: Report, translator: Translator) -> tuple[tuple[Markup, ...], Markup]:
    """Make the parts of one answer for a sheet of paper, the most needed first, and its foot.

    Whoever prints it brings a style sheet, and leaves out the last parts where there is no room. The foot says what
    was not checked, where all that is left out stands, and when it was checked. The file is named without its folders,
    which name whoever checked it to whoever gets the sheet.
    """
    content = panel(report, translator, 1)  # with 0 it has no story either
    text, sure = translator.text, content.answer.how_sure
    parts = (
        element("div", image(content.preview, text("window.preview_of")), _answer(content, 0)),
        section(sure.heading, _sentences((*sure.case, *sure.notes))),
        section(text("window.group_file"), rows_of(row for row in content.file if row[0] != text("window.file_path"))),
        *(
            section(text(f"window.{name}"), _list_findings(cards))
            for name, cards in (
                ("reasons", content.reasons),
                ("doubts", content.doubts),
                ("remembered", content.remembered),
                ("found_elsewhere", content.found_elsewhere),
            )
        ),
        section(text("window.parts"), _sentences(content.parts)),
        section(text("window.absence"), _sentences(content.traces)),
        section(text("window.story"), _sentences(_steps_of(content.story))),
        section(text("window.next_steps"), _steps(content.answer.steps, content.answer.privacy)),
        section(text("window.not_checked"), _sentences(content.not_checked)),
        section(text("window.group_check"), rows_of(content.check)),
    )
    checked = text("window.card_checked", when=say_time(translator, report.run.checked_at))
    foot = (content.checks, text("window.rest_not_printed"), text("window.always"), checked)
    return tuple(filter(None, parts)), element("div", *(element("p", line, class_="small") for line in foot))


def _list_findings(cards: tuple[Card, ...]) -> Markup:
    """Say what was found, a line a finding."""
    items = (
        element("li", _sign(card), element("b", card.words.title), " ", card.words.found) for card in cards[:CARDS]
    )
    return _list("ul", items)


def _steps_of(nodes: tuple[StoryNode, ...]) -> Iterator[str]:
    for node in nodes[:STORY_STEPS]:
        if not node.step.is_repeated:
            words = node.words
            parts = (words.relation if node.step.depth else "", words.title, words.what, words.signer)
            yield " · ".join(filter(None, parts))


def page(title: str, heading: str, parts: Iterable[Markup], translator: Translator) -> str:
    """Make a whole page of these parts, with the style sheet and the policy that forbids loading anything."""
    sheet = _read_sheet()
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=content_policy()),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        style(sheet),
    )
    body = element(
        "body",
        element("main", element("h1", heading), *parts),
        element("footer", element("p", translator.text("window.always"), class_="small")),
    )
    return "<!DOCTYPE html>\n" + element("html", head, body, lang=translator.language.replace("_", "-")) + "\n"


def content_policy() -> str:
    """Return the policy of such a page: nothing but its own style sheet, by its digest, and pictures within it."""
    digest = base64.b64encode(hashlib.sha256(_read_sheet().encode()).digest()).decode("ascii")
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _read_sheet() -> str:
    return (resources.FOLDER / "report.css").read_text(encoding="utf-8")


def _contents(panels: Sequence[Panel]) -> Markup:
    """Link to the files, where there is more than one."""
    if len(panels) < 2:
        return _NOTHING
    rows = (
        element("li", element("a", panel.name, href=f"#file-{at}"), " · ", panel.answer.line)
        for at, panel in enumerate(panels)
    )
    return element("nav", element("ol", *rows))


def article(
    panel: Panel, at: int, translator: Translator, further: Iterable[Markup] = (), encode: Encode = png
) -> Markup:
    """Set one file's panel; `further` parts stand behind it, and `encode` makes the file of its preview."""
    text = translator.text
    said = panel.answer
    return element(
        "article",
        element("header", image(panel.preview, text("window.preview_of"), encode), _answer(panel, at)),
        _how_sure(said.how_sure),
        section(text("window.next_steps"), _steps(said.steps, said.privacy)),
        section(text("window.remembered"), _cards(panel.remembered, translator)),
        section(text("window.found_elsewhere"), _cards(panel.found_elsewhere, translator)),
        section(text("window.absence"), _sentences(panel.traces)),
        fold(text("window.absence"), _sentences(panel.absence)),
        fold(text("window.elsewhere"), _steps(panel.elsewhere)),
        section(text("window.story"), _outline(panel.story, translator)),
        section(text("window.reasons"), _cards(panel.reasons, translator)),
        section(text("window.doubts"), _cards(panel.doubts, translator)),
        fold(_counted(translator, "also_found", panel.also_found), _cards(panel.also_found, translator)),
        fold(text("window.parts"), _sentences(panel.parts)),
        fold(text("window.label_card"), _label_card(panel.label_card)),
        fold(panel.checks, _checks(panel, translator)),
        fold(text("window.technical"), _technical(panel, translator)),
        *further,
        id=f"file-{at}",
        aria_labelledby=f"answer-{at}",
    )


def _answer(panel: Panel, at: int) -> Markup:
    """Set the four lines, the warnings, and what the file says unsigned."""
    said = panel.answer
    warnings = (element("li", "⚠ ", warning) for warning in said.warnings)
    return element(
        "div",
        element("p", panel.name, class_="name"),
        element("h2", said.headline, id=f"answer-{at}"),
        element("p", said.according_to, class_="whom"),
        element("p", element("span", said.pill, class_="badge")),
        element("p", said.summary),
        _list("ul", warnings, class_="alarms"),
        _file_facts(said.facts),
    )


def section(heading: str, body: Markup) -> Markup:
    """Put a heading above a part; nothing where the part is empty."""
    return element("section", element("h3", heading), body) if body else _NOTHING


def fold(heading: str, body: Markup) -> Markup:
    """Fold a part behind its heading; nothing where the part is empty."""
    return element("details", element("summary", heading), body) if body else _NOTHING


def _counted(translator: Translator, name: str, items: Sequence[object]) -> str:
    return translator.text("window.counted", title=translator.text(f"window.{name}"), n=str(len(items)))


def _checks(panel: Panel, translator: Translator) -> Markup:
    parts = (("looked_at_by", panel.looked_at_by), ("not_checked", panel.not_checked))
    sections = (section(translator.text(f"window.{name}"), _sentences(said)) for name, said in parts)
    return element("div", *sections)


def _technical(panel: Panel, translator: Translator) -> Markup:
    """Set what only some need: the fields, the file with its digest, and the circumstances of the check in UTC."""
    text = translator.text
    return element(
        "div",
        _fields(panel, text("window.everything")),
        section(text("window.group_file"), rows_of(panel.file)),
        section(text("window.group_check"), rows_of(panel.check)),
    )


def _outline(nodes: tuple[StoryNode, ...], translator: Translator) -> Markup:
    """Show the steps of the history in a line each; all of it stands behind them."""
    trunk = [node for node in nodes if node.step.depth == 0]
    outline = trunk if len(trunk) <= OUTLINE else [*trunk[: OUTLINE - 1], trunk[-1]]
    steps = (
        element("li", " · ".join(part for part in (node.words.title, node.words.signer) if part)) for node in outline
    )
    whole = fold(translator.text("verdict.page.history", n=str(len(nodes))), _story(nodes, translator))
    return element("div", _list("ol", steps), whole) if nodes else _NOTHING


def _list(name: str, items: Iterable[Markup], **attributes: str) -> Markup:
    entries = tuple(items)
    return element(name, *entries, **attributes) if entries else _NOTHING


def _sentences(sentences: Iterable[str]) -> Markup:
    return _list("ul", (element("li", sentence) for sentence in sentences))


def _steps(steps: tuple[Step, ...], privacy: str = "") -> Markup:
    listed = _list("ol", (element("li", step.text, _link(step.url)) for step in steps))
    return element("div", listed, element("p", privacy, class_="small")) if privacy else listed


def _file_facts(facts: FileFacts | None) -> Markup:
    if facts is None:
        return _NOTHING
    link = element("a", facts.map_label, href=facts.map_url, rel="noreferrer noopener") if facts.map_url else _NOTHING
    return element("p", facts.line, " " if link else _NOTHING, link, class_="facts")


def _how_sure(sure: HowSure) -> Markup:
    scale = rows_of((f"{row.sign} {row.standing}", row.who_can_forge) for row in sure.scale)
    always = (element("p", line, class_="small") for line in sure.always)
    return fold(sure.heading, element("div", _sentences((*sure.case, *sure.notes)), scale, *always))


def _link(address: str) -> Markup:
    """Link to an address; whatever is not https stays text."""
    if not address:
        return _NOTHING
    if not address.startswith("https://"):
        return element("span", f" {address}")
    return element("span", " ", element("a", address, href=address, rel="noreferrer noopener"))


def _story(nodes: tuple[StoryNode, ...], translator: Translator) -> Markup:
    items = []
    for node in nodes[:STORY_STEPS]:
        words, depth = node.words, node.step.depth
        texts = (
            (translator.text("window.told_before"),)
            if node.step.is_repeated
            else (words.what, words.signer, words.state)
        )
        title = " · ".join(part for part in (words.relation if depth else "", words.title) if part)
        lines = (element("p", line) for line in texts if line)
        items.append(
            element(
                "li",
                _NOTHING if node.step.is_repeated else image(node.picture, translator.text("window.step_picture")),
                element("div", element("h4", title), *lines),
                class_=f"d{min(depth, DEEPEST)}" if depth else "",
            )
        )
    return _list("ol", (*items, *_left_out(nodes, STORY_STEPS, "li")), class_="story")


def _cards(cards: tuple[Card, ...], translator: Translator) -> Markup:
    items = []
    for card in cards[:CARDS]:
        rows = (
            (translator.text("window.found"), card.words.found),
            (translator.text("window.means"), card.words.meaning),
            (translator.text("window.does_not_prove"), card.words.limits),
            (
                translator.text("window.technical"),
                " · ".join(part for part in (card.place, card.words.technical) if part),
            ),
        )
        heading = element("summary", _sign(card), card.words.title)
        items.append(element("details", heading, _views(card, translator), rows_of(rows), class_="card"))
    return element("div", *items, *_left_out(cards, CARDS, "p")) if items else _NOTHING


def _sign(card: Card) -> Markup:
    """The sign of a card; its words are in the scale of `how_sure`, and come up over it."""
    if card.badge is None:
        return _NOTHING
    return element("span", f"{card.badge.shape} ", class_="badge", title=card.badge.word)


def _views(card: Card, translator: Translator) -> Markup:
    """Show another picture and this one side by side."""
    captions = (translator.text(f"window.{card.other}"), translator.text("window.this_file"))
    sides = (
        element("li", image(view, caption), element("p", caption, class_="small"))
        for view, caption in zip(card.views, captions, strict=False)
    )
    return _list("ul", sides, class_="views")


def _label_card(card: LabelCardWords | None) -> Markup:
    if card is None:
        return _NOTHING
    demands = (
        element("div", element("h4", demand.heading), rows_of(demand.rows), class_="card") for demand in card.demands
    )
    return element("div", rows_of(card.rows), *demands, element("p", card.note, class_="small"))


def rows_of(rows: Iterable[tuple[str, str]]) -> Markup:
    """List captions and their texts; rows without a text are left out."""
    filled: Rows = tuple((caption, text) for caption, text in rows if text)
    pairs = [part for caption, text in filled for part in (element("dt", caption), element("dd", text))]
    return element("dl", *pairs) if pairs else _NOTHING


def _fields(panel: Panel, heading: str) -> Markup:
    if not panel.fields:
        return _NOTHING
    groups = (
        element("div", element("h4", group.heading), rows_of((name, value) for name, value, _place in group.fields))
        for group in panel.fields
    )
    count = sum(len(group.fields) for group in panel.fields)
    return element("details", element("summary", f"{heading} ({count})"), *groups)


def _left_out(items: Sequence[object], limit: int, name: str) -> tuple[Markup, ...]:
    return (element(name, f"… +{len(items) - limit}"),) if len(items) > limit else ()
