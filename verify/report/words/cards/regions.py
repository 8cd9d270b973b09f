"""The words for places: the card of a region that a record states, and the captions of what is framed or timed."""

from __future__ import annotations

from typing import Final

from verify.model import Finding
from verify.report.places import Box, Mark, time_range
from verify.report.words.catalogue import SafeText, Translator, find_key, has_key

_PLACES: Final = (
    ("upper_left", "top", "upper_right"),
    ("left", "middle", "right"),
    ("lower_left", "bottom", "lower_right"),
)
_NEARLY_ALL: Final = 0.8  # of the picture's area


def region_sentences(translator: Translator, finding: Finding) -> str:
    """Describe a region beside who states it: its shape, its time, and what it is a place in."""
    start, end = time_range(finding)
    shape, drawn = find_key("report.regions.shapes", finding.fact("shape")), finding.fact("numbers")
    return translator.join(
        translator.text(shape) if shape and drawn else "",
        translator.text("report.regions.outside") if shape and drawn and finding.fact("side") == "outside" else "",
        translator.text("report.regions.not_drawn") if not drawn and start is None else "",
        translator.text("report.regions.time", _seconds(start, end)) if start is not None else "",
        translator.text(f"report.regions.of.{finding.fact('of')}")
        if has_key("report.regions.of", finding.fact("of"))
        else "",
    )


def caption(translator: Translator, mark: Mark, title: str) -> str:
    """Write the line below a mark; `title` is that of its finding's card."""
    finding = mark.finding
    facts = _seconds(mark.start, mark.end)
    if finding.code == "record.region":
        named = {name: finding.fact(name) for name in ("signer", "description")}
        title = translator.text(
            "report.regions.title",
            named,
            action_name=translator.term("terms.actions", finding.fact("action")),
        )
    facts["title"] = title
    if mark.box is not None:
        return translator.text(
            "report.regions.caption",
            facts,
            place=translator.text("report.regions.elsewhere") if mark.outside else describe_box(translator, mark.box),
        )
    return translator.text("report.regions.timed_caption", facts) if mark.start is not None else title


def describe_box(translator: Translator, box: Box) -> str:
    """Say where in the picture a box sits, in a few words."""
    if box.width * box.height >= _NEARLY_ALL:
        return translator.text("report.regions.all_over")
    across, down = (min(2, max(0, int(3 * middle))) for middle in (box.left + box.width / 2, box.top + box.height / 2))
    return place_name(translator, down, across)


def place_name(translator: Translator, row: int, column: int) -> str:
    """Name a place in a grid of three rows and three columns."""
    return translator.text(f"report.regions.places.{_PLACES[row][column]}")


def _seconds(start: float | None, end: float | None) -> dict[str, str]:
    times = (("start", start), ("end", end))
    return {name: SafeText(f"{seconds:.1f}") for name, seconds in times if seconds is not None}
