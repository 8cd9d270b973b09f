"""The places that records mark in the two pictures that are compared, brought into the frame of the left one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from verify.model import Report
from verify.report.places import Box, Mark, Point, marks
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator

Place = Callable[[Point], Point]

_MOST = 12  # of one picture


class Regions(Struct, frozen=True):
    """`left` and `right` are marks in their own pictures, numbered through; one that both have is listed once."""

    left: tuple[Mark, ...] = ()
    right: tuple[Mark, ...] = ()

    @property
    def all_marks(self) -> tuple[Mark, ...]:
        """All of them, in the order of their numbers."""
        known = [mark.finding for mark in self.left]
        return (*self.left, *(mark for mark in self.right if mark.finding not in known))

    def lines(self, translator: Translator) -> tuple[str, ...]:
        """Return all of them in words, with the side that each speaks of, and their numbers where there are several."""
        lines = []
        for at, mark in enumerate(self.all_marks, 1):
            side = translator.text(f"window.{'version_left' if mark in self.left else 'version_right'}")
            line = translator.text("window.stated_of", side=side, what=finding_cards.mark_caption(translator, mark))
            lines.append(f"{at} · {line}" if len(self.all_marks) > 1 else line)
        return tuple(lines)

    def on_left(self, place: Place | None) -> list[Mark]:
        """All that can be drawn on the left picture: those of the right one, too, where `place` lays them over it."""
        return [mark if mark in self.left else _map_to_left(mark, place) for mark in self.all_marks]

    def on_right(self) -> list[Mark]:
        """Return all that can be drawn on the right picture as it is."""
        return [
            next((one for one in self.right if one.finding == mark.finding), _map_to_left(mark, None))
            for mark in self.all_marks
        ]


def make_regions(of_left: Sequence[Mark], of_right: Sequence[Mark]) -> Regions:
    """Return what records mark in two pictures."""
    return Regions(tuple(of_left[:_MOST]), tuple(of_right[:_MOST]))


def regions_of_record(report: Report) -> tuple[Mark, ...]:
    """Return the places that the record of a file marks in the file itself."""
    return tuple(mark for mark in marks(report) if mark.finding.code == "record.region" and mark.box is not None)


def _map_to_left(mark: Mark, place: Place | None) -> Mark:
    """Return `mark` in the frame of the left picture; without a place where it cannot be laid over it."""
    if mark.box is None or place is None:
        return replace(mark, box=None, corners=())
    box = mark.box
    one, other = place((box.left, box.top)), place((box.left + box.width, box.top + box.height))
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    held = [min(1.0, max(0.0, edge)) for edge in (left, top, right, bottom)]
    if held[2] <= held[0] or held[3] <= held[1]:
        return replace(mark, box=None, corners=())
    corners = tuple(place(corner) for corner in mark.corners)
    return replace(mark, box=Box(held[0], held[1], held[2] - held[0], held[3] - held[1]), corners=corners)
