"""What lies where in a file, for the one question that a hash raises: what is it that it leaves out?

Every byte of a file belongs to one span. Walkers of metadata step over what they do not read; these step over nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

Range = tuple[int, int]  # first byte, byte after the last


class Content(StrEnum):
    """What the bytes of a span are to a person."""

    MEDIA = "media"  # picture, sound or film data, and what tells how to show or play them
    METADATA = "metadata"
    APPENDED = "appended"  # behind the end of the format
    RECORD = "record"  # the C2PA record itself, which no hash can cover
    FIXED = "fixed"  # bytes that can be nothing else in this format
    UNKNOWN = "unknown"


class Span(Struct, frozen=True):
    """One stretch of a file. `box` is its name in a box hash (C2PA 2.2 section 18.7), `what` the one for people."""

    start: int
    end: int
    content: Content
    what: str
    box: str = ""


def fill_gaps(spans: Iterable[Span], size: int) -> Iterator[Span]:
    """Yield the spans in order and without overlap, and unknown ones for the bytes of the file that none of them names.

    Where two claim the same bytes, those of picture, sound or film win: a table may point into what is left out.
    """
    named = [span for span in spans if span.end > span.start]
    media = list(_separate((span for span in named if span.content is Content.MEDIA), size))
    places = [span.start for span in media]
    others = [
        Span(start, end, span.content, span.what, span.box)
        for span in named
        if span.content is not Content.MEDIA
        for start, end in _subtract_media(span, media, places)
    ]
    at = 0
    for span in _separate((*media, *others), size):
        if span.start > at:
            yield Span(at, span.start, Content.UNKNOWN, "")
        yield span
        at = span.end
    if at < size:
        yield Span(at, size, Content.UNKNOWN, "")


def _separate(spans: Iterable[Span], size: int) -> Iterator[Span]:
    """Yield the spans in order, cut to the file; the later of two gives way."""
    at = 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, at), min(span.end, size)
        if end > start:
            yield Span(start, end, span.content, span.what, span.box)
            at = end


def _subtract_media(span: Span, media: Sequence[Span], places: Sequence[int]) -> Iterator[Range]:
    """Yield what is left of a span between the spans of `media`, which begin at `places`."""
    at = span.start
    for other in media[max(0, bisect_right(places, span.start) - 1) :]:
        if other.start >= span.end:
            break
        if other.start > at:
            yield at, other.start
        at = max(at, other.end)
    if at < span.end:
        yield at, span.end


def merge(ranges: Iterable[Range]) -> list[Range]:
    """Return the ranges in order, those that touch or overlap as one; empty ones left out."""
    merged: list[Range] = []
    for start, end in sorted(bounds for bounds in ranges if bounds[1] > bounds[0]):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def subtract(ranges: Iterable[Range], taken: Iterable[Range]) -> list[Range]:
    """Return what is left of `ranges` after `taken` is cut out of them."""
    holes = merge(taken)
    rest: list[Range] = []
    for begin, end in merge(ranges):
        start = begin
        for first, last in holes:
            if last <= start or first >= end:
                continue
            if first > start:
                rest.append((start, first))
            start = max(start, last)
        if start < end:
            rest.append((start, end))
    return rest


def intersect(spans: Sequence[Span], ranges: Sequence[Range]) -> Iterator[Span]:
    """Yield the pieces of `spans` that lie in `ranges`, both in order and without overlap."""
    at = 0
    for start, end in ranges:
        while at < len(spans) and spans[at].end <= start:
            at += 1
        here = at
        while here < len(spans) and spans[here].start < end:
            span = spans[here]
            yield Span(max(start, span.start), min(end, span.end), span.content, span.what, span.box)
            here += 1
