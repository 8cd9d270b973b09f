"""A page that sums up many results: no script, nothing that is loaded, each drawing with its figures beside it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Final

from verify.report.formats.html import page, section
from verify.report.formats.markup import Markup, element
from verify.report.results.tallies import SIZES, Bar, Chart, Part, Summary, Timeline
from verify.report.words.catalogue import Translator

_KEY: Final = "report.summary"
_WIDTH: Final = 1_000.0  # of a drawing, in its own units
_HEIGHT: Final = 100.0
_GAP: Final = 0.15  # of the width of a column
_LEAST: Final = 4.0  # of anything that is not nothing, so that it is seen
_UNITS: Final = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def summary_page(summary: Summary, left_out: int, translator: Translator) -> str:
    """Make the page. `left_out` is how many results could not be read, and are in no figure."""
    title = translator.text(f"{_KEY}.title")
    parts = (
        _facts(summary, left_out, translator),
        _part("kinds", _chart(summary.kinds, translator), translator),
        _part("times", _timeline(summary.timeline, translator), translator),
        _part("signers", _chart(summary.signers, translator), translator),
        _part("generators", _chart(summary.generators, translator), translator),
        _part("sizes", _sizes(summary, translator), translator),
    )
    return page(f"Whence: {title}", title, (element("article", *parts),), translator)


def _facts(summary: Summary, left_out: int, translator: Translator) -> Markup:
    """Say what the page is about, and above all what it is not about."""
    lines = [translator.count(f"{_KEY}.files", summary.count)]
    if summary.first and summary.last:
        first, last = (moment.strftime("%Y-%m-%d %H:%M") for moment in (summary.first, summary.last))
        lines.append(translator.text(f"{_KEY}.checked", first=first, last=last))
    lines += [
        translator.count(f"{_KEY}.{name}", count)
        for name, count in (("unread", summary.unread), ("incomplete", summary.incomplete), ("left_out", left_out))
        if count
    ]
    lines.append(translator.text(f"{_KEY}.means"))
    return element("div", *(element("p", line) for line in lines))


def _part(name: str, body: Markup, translator: Translator) -> Markup:
    """Set a chart with its heading and what its figures do not mean; a sentence where there is none."""
    note = element("p", translator.text(f"{_KEY}.note.{name}"), class_="small")
    nothing = element("p", translator.text(f"{_KEY}.nothing"))
    return section(translator.text(f"{_KEY}.{name}"), element("div", note, body or nothing))


def _chart(chart: Chart, translator: Translator) -> Markup:
    if not chart.bars:
        return Markup()
    longest = max(bar.count for bar in chart.bars)
    rows = [_row(bar.name, _draw_bar(bar, longest), bar.count, _say_parts(bar, translator)) for bar in chart.bars]
    if chart.more_names:
        rows.append(_row(translator.count(f"{_KEY}.more", chart.more_names), Markup(), chart.more_results))
    return element("table", element("tbody", *rows), class_="chart")


def _row(name: str, drawing: Markup, count: int, more: str = "") -> Markup:
    return element(
        "tr",
        element("th", name, scope="row"),
        element("td", drawing, element("p", more, class_="small") if more else ""),
        element("td", str(count)),
    )


def _draw_bar(bar: Bar, longest: int) -> Markup:
    """Draw a bar out of its parts; how sure each is has its own shade, and stands below in words."""
    widths = [count / longest * _WIDTH for _, count in bar.parts]
    starts = (0.0, *accumulate(widths))
    shapes = (
        _rectangle((start, 0), (max(width, _LEAST), _HEIGHT), f"standing-{_class(part)}", f"{part[1]}: {count}")
        for (part, count), start, width in zip(bar.parts, starts, widths, strict=False)
    )
    return _drawing(shapes, "bar")


def _say_parts(bar: Bar, translator: Translator) -> str:
    return translator.separate(*(f"{words}: {count}" for (_, words), count in bar.parts))


def _class(part: Part) -> str:
    """Name the style of a standing; a code that is none has no style of its own."""
    return part[0] if part[0].isascii() and part[0].isalpha() else "other"


def _timeline(timeline: Timeline, translator: Translator) -> Markup:
    """Draw for each kind of result a column a period, all to one scale."""
    if not timeline.rows:
        return Markup()
    highest = max(max(counts) for _, counts in timeline.rows)
    rows = (
        element(
            "tr",
            element("th", kind, scope="row"),
            element("td", _draw_columns(timeline.periods, counts, highest)),
            element("td", str(sum(counts))),
        )
        for kind, counts in timeline.rows
    )
    first, last = timeline.periods[0], timeline.periods[-1]
    ends = element("span", first), element("span", last if last != first else "")
    foot = element("tr", element("th", ""), element("td", element("p", *ends, class_="ends small")), element("td", ""))
    undated = translator.count(f"{_KEY}.undated", timeline.undated) if timeline.undated else ""
    return element(
        "div",
        element("table", element("tbody", *rows, foot), class_="chart"),
        element("p", undated, class_="small") if undated else "",
    )


def _draw_columns(periods: tuple[str, ...], counts: tuple[int, ...], highest: int) -> Markup:
    step = _WIDTH / len(counts)
    shapes = []
    for at, (period, count) in enumerate(zip(periods, counts, strict=True)):
        if count:
            height = max(count / highest * _HEIGHT, _LEAST)
            top, width = _HEIGHT - height, step * (1 - _GAP)
            shapes.append(_rectangle((at * step, top), (width, height), "column", f"{period}: {count}"))
    return _drawing(shapes, "columns")


def _sizes(summary: Summary, translator: Translator) -> Markup:
    highest = max(summary.sizes)
    if not highest:
        return Markup()
    steps = [_say_size(size) for size in SIZES]
    names = (
        translator.text(f"{_KEY}.below", size=steps[0]),
        *(translator.text(f"{_KEY}.between", least=least, most=most) for least, most in pairwise(steps)),
        translator.text(f"{_KEY}.above", size=steps[-1]),
    )
    rows = (
        _row(name, _draw_plain_bar(count, highest), count) for name, count in zip(names, summary.sizes, strict=True)
    )
    return element("table", element("tbody", *rows), class_="chart")


def _draw_plain_bar(count: int, highest: int) -> Markup:
    width = max(count / highest * _WIDTH, _LEAST) if count else 0
    return _drawing([_rectangle((0, 0), (width, _HEIGHT), "column", str(count))] if count else [], "bar")


def _say_size(size: int) -> str:
    return next(f"{size // unit} {name}" for unit, name in _UNITS if size >= unit)


def _drawing(shapes: Iterable[Markup], kind: str) -> Markup:
    """Make a drawing that takes the width it is given; screen readers have the figures beside it."""
    box = f"0 0 {_WIDTH:g} {_HEIGHT:g}"
    return element("svg", *shapes, class_=kind, viewBox=box, preserveAspectRatio="none", aria_hidden="true")


def _rectangle(place: tuple[float, float], size: tuple[float, float], style: str, title: str) -> Markup:
    (x, y), (width, height) = ((f"{first:.1f}", f"{second:.1f}") for first, second in (place, size))
    return element("rect", element("title", title), class_=style, x=x, y=y, width=width, height=height)
