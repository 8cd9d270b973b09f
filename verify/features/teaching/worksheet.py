"""The notes for teachers and the worksheet as one page: to be read in the window, printed, or opened in a browser.

Simple enough for Qt's own reader of HTML, and without anything that is loaded from elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from verify.features.teaching.stations import STATIONS, describe_station
from verify.features.teaching.survival import JOURNEYS, SURVIVES, Evidence, make_fate_badge
from verify.report.formats.markup import Markup, element, style
from verify.report.words.catalogue import Translator

BEGINNING: Final = 5  # minutes before the first station
LAB: Final = 8
CLOSING: Final = 3

_SHEET: Final = """
h1 { font-size: x-large; } h2 { font-size: large; margin-top: 24px; } h3 { font-size: medium; margin-top: 12px; }
p, li { margin-top: 3px; margin-bottom: 3px; }
table { border-collapse: collapse; }
th, td { border: 1px solid #888888; padding: 3px 5px; text-align: left; vertical-align: top; }
.new { page-break-before: always; }
.caption { font-weight: bold; }
"""
# for a browser; the window and its printer have their own
_FONT: Final = """
body { font-family: "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; max-width: 46em; }
"""
_BOX: Final = "☐"
_LINE: Final = "_" * 48
_SHORT_LINE: Final = "_" * 28


class LessonPart(Struct, frozen=True):
    """One part of the lesson: when it is, in minutes from the beginning, and what to do."""

    minutes: str
    name: str
    text: str


def make_page(translator: Translator, *, font: bool = True) -> str:
    """Return the page as HTML; without `font` it leaves the typeface to whoever shows it."""
    sheet = _SHEET + _FONT if font else _SHEET
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("title", translator.text("pages.learn_notes.title")),
        style(sheet),
    )
    body = element("body", *_write_notes(translator), *_write_worksheet(translator))
    return "<!DOCTYPE html>\n" + element("html", head, body, lang=translator.language.replace("_", "-")) + "\n"


def plan_lesson(translator: Translator) -> tuple[LessonPart, ...]:
    """Return the parts of a lesson of one hour, in order."""
    parts = [
        (BEGINNING, translator.text("pages.learn_notes.beginning"), translator.text("pages.learn_notes.beginning_told"))
    ]
    for number, stop in enumerate(STATIONS, 1):
        name = translator.text("pages.learn.station", n=str(number), total=str(len(STATIONS)))
        parts.append((stop.minutes, name, describe_station(translator, stop.key).title))
    parts += [
        (LAB, translator.text("pages.learn.lab"), translator.text("pages.learn_notes.lab_told")),
        (CLOSING, translator.text("pages.learn_notes.closing"), translator.text("pages.learn_notes.closing_told")),
    ]
    start, lesson = 0, []
    for minutes, name, text in parts:
        lesson.append(LessonPart(f"{start}–{start + minutes}", name, text))
        start += minutes
    return tuple(lesson)


def _write_notes(translator: Translator) -> tuple[Markup, ...]:
    home = (
        element("li", translator.text(f"pages.learn_notes.{key}"))
        for key in ("home_who", "home_nothing", "home_story", "home_file")
    )
    return (
        element("h1", translator.text("pages.learn_notes.title")),
        element("h2", translator.text("pages.learn_notes.aim_heading")),
        element("p", translator.text("pages.learn_notes.aim")),
        element("h2", translator.text("pages.learn_notes.needs_heading")),
        element("p", translator.text("pages.learn_notes.needs")),
        element("p", translator.text("pages.learn_notes.trust")),
        element("h2", translator.text("pages.learn_notes.plan_heading")),
        _write_plan(translator),
        element("p", translator.text("pages.learn_notes.tour_told")),
        element("h2", translator.text("pages.learn_notes.survival_heading")),
        element("p", translator.text("pages.learn_notes.survival_told")),
        _write_journeys(
            translator,
            lambda journey, kind: make_fate_badge(translator, "kept" if kind in SURVIVES[journey] else "gone").shape,
        ),
        element("h2", translator.text("pages.learn_notes.stations_heading"), class_="new"),
        *(part for number in range(len(STATIONS)) for part in _write_station(translator, number)),
        element("h2", translator.text("pages.learn_notes.home_heading")),
        element("ul", *home),
    )


def _write_plan(translator: Translator) -> Markup:
    head = element(
        "tr",
        element("th", translator.text("pages.learn_notes.minutes")),
        element("th", translator.text("pages.learn_notes.part")),
        element("th", translator.text("pages.learn_notes.told")),
    )
    rows = (
        element("tr", element("td", part.minutes), element("td", part.name), element("td", part.text))
        for part in plan_lesson(translator)
    )
    return element("table", head, *rows)


def _write_station(translator: Translator, number: int) -> tuple[Markup, ...]:
    station = STATIONS[number]
    words = describe_station(translator, station.key)
    choice, reply = words.choices[station.right]
    rows = (
        (translator.text("pages.learn_notes.file"), station.file),
        (translator.text("pages.learn_notes.scene"), words.scene),
        (translator.text("pages.learn.question"), words.question),
        (translator.text("pages.learn_notes.holds"), translator.join(choice, reply)),
        (translator.text("pages.learn_notes.lesson"), words.lesson),
        (translator.text("pages.learn_notes.ask"), words.ask),
        (translator.text("pages.learn_notes.mistake"), words.mistake),
    )
    cells = (element("tr", element("td", caption, class_="caption"), element("td", text)) for caption, text in rows)
    begins_page = number == len(STATIONS) // 2  # three fit on one
    heading = element("h3", f"{number + 1} · {words.title}", class_="new" if begins_page else "")
    return heading, element("table", *cells)


def _write_worksheet(translator: Translator) -> tuple[Markup, ...]:
    parts = [
        element("h1", translator.text("pages.learn_notes.sheet_heading"), class_="new"),
        element("p", f"{translator.text('pages.learn_notes.name')} {_SHORT_LINE}"),
        element("p", translator.text("pages.learn_notes.sheet_told")),
    ]
    for number, station in enumerate(STATIONS, 1):
        words = describe_station(translator, station.key)
        parts += [
            element("h3", f"{number} · {words.title}"),
            element("p", words.question),
            *(element("p", f"{_BOX} {choice}") for choice, _reply in words.choices),
            element("p", f"{translator.text('pages.learn_notes.why')} {_LINE}"),
        ]
    return (
        *parts,
        element("h2", translator.text("pages.learn.lab"), class_="new"),
        element("p", translator.text("pages.learn_notes.lab_sheet")),
        _write_journeys(translator, lambda _journey, _kind: _BOX),
    )


def _write_journeys(translator: Translator, cell: Callable[[str, Evidence], str]) -> Markup:
    """Return a table of journeys down and evidence across."""
    head = element(
        "tr",
        element("th", translator.text("pages.learn.journey"), width="32%"),
        *(element("th", translator.text(f"pages.learn.evidence.{kind}")) for kind in Evidence),
    )
    rows = (
        element(
            "tr",
            element("td", translator.text(f"pages.learn.journeys.{journey}.name")),
            *(element("td", cell(journey, kind)) for kind in Evidence),
        )
        for journey in JOURNEYS
    )
    return element("table", head, *rows)
