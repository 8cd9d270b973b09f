"""The notes for teachers and the worksheet as one page: to be read in the window, printed, or opened in a browser.

Simple enough for Qt's own reader of HTML, and without anything that is loaded from elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Final

from verify.features.teaching.stations import STATIONS
from verify.features.teaching.survival import JOURNEYS, SURVIVES, Evidence
from verify.features.teaching.texts import LearnWords
from verify.report.markup import Markup, element, style

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


def make_page(words: LearnWords, *, font: bool = True) -> str:
    """Return the whole page; without `font` in that of whoever shows it."""
    sheet = _SHEET + _FONT if font else _SHEET
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("title", words.note("title")),
        style(sheet),
    )
    body = element("body", *_notes(words), *_worksheet(words))
    return "<!DOCTYPE html>\n" + element("html", head, body, lang=words.language.replace("_", "-")) + "\n"


def _notes(words: LearnWords) -> tuple[Markup, ...]:
    note = words.note
    home = (element("li", note(key)) for key in ("home_who", "home_nothing", "home_story", "home_file"))
    return (
        element("h1", note("title")),
        element("h2", note("aim_heading")),
        element("p", note("aim")),
        element("h2", note("needs_heading")),
        element("p", note("needs")),
        element("p", note("trust")),
        element("h2", note("plan_heading")),
        _plan(words),
        element("p", note("tour_told")),
        element("h2", note("survival_heading")),
        element("p", note("survival_told")),
        _journeys(words, lambda journey, kind: words.fate("kept" if kind in SURVIVES[journey] else "gone").shape),
        element("h2", note("stations_heading"), class_="new"),
        *(part for number in range(len(STATIONS)) for part in _station(words, number)),
        element("h2", note("home_heading")),
        element("ul", *home),
    )


def _plan(words: LearnWords) -> Markup:
    head = element(
        "tr", element("th", words.note("minutes")), element("th", words.note("part")), element("th", words.note("told"))
    )
    rows = (
        element("tr", element("td", part.minutes), element("td", part.name), element("td", part.told))
        for part in words.plan()
    )
    return element("table", head, *rows)


def _station(words: LearnWords, number: int) -> tuple[Markup, ...]:
    station = STATIONS[number]
    told = words.station(station.key)
    choice, reply = told.choices[station.right]
    rows = (
        (words.note("file"), station.file),
        (words.note("scene"), told.scene),
        (words.label("question"), told.question),
        (words.note("holds"), words.join(choice, reply)),
        (words.note("lesson"), told.lesson),
        (words.note("ask"), told.ask),
        (words.note("mistake"), told.mistake),
    )
    cells = (element("tr", element("td", caption, class_="caption"), element("td", text)) for caption, text in rows)
    begins_page = number == len(STATIONS) // 2  # three fit on one
    heading = element("h3", f"{number + 1} · {told.title}", class_="new" if begins_page else "")
    return heading, element("table", *cells)


def _worksheet(words: LearnWords) -> tuple[Markup, ...]:
    parts = [
        element("h1", words.note("sheet_heading"), class_="new"),
        element("p", f"{words.note('name')} {_SHORT_LINE}"),
        element("p", words.note("sheet_told")),
    ]
    for number, station in enumerate(STATIONS, 1):
        told = words.station(station.key)
        parts += [
            element("h3", f"{number} · {told.title}"),
            element("p", told.question),
            *(element("p", f"{_BOX} {choice}") for choice, _reply in told.choices),
            element("p", f"{words.note('why')} {_LINE}"),
        ]
    return (
        *parts,
        element("h2", words.label("lab"), class_="new"),
        element("p", words.note("lab_sheet")),
        _journeys(words, lambda _journey, _kind: _BOX),
    )


def _journeys(words: LearnWords, cell: Callable[[str, Evidence], str]) -> Markup:
    """Return a table of journeys down and evidence across."""
    head = element(
        "tr",
        element("th", words.label("journey"), width="32%"),
        *(element("th", words.evidence(kind.value)) for kind in Evidence),
    )
    rows = (
        element(
            "tr", element("td", words.journey(journey)[0]), *(element("td", cell(journey, kind)) for kind in Evidence)
        )
        for journey in JOURNEYS
    )
    return element("table", head, *rows)
