"""What the hash of a signed record leaves out of its file, and what lies there: the fourth question of every record.

Asked only where the hash fits: in a changed file the ranges lie somewhere else than they were meant to.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from verify.inspection.c2pa.crjson import base_label, entries, mapping, text
from verify.inspection.c2pa.engine import exclusions
from verify.inspection.c2pa.engine.exclusions import LeftOut
from verify.inspection.c2pa.validation.status_codes import read, target_of
from verify.inspection.containers.document.zip_package import Package
from verify.inspection.containers.layout import Content, Range, Span, layout, within, without
from verify.inspection.media.input_file import Media
from verify.model import Coverage, Exclusion, Exposed, Uncovered, limits, media_types

_RANGES: Final = 64  # stretches that are told apart; what is more is told together
_STORE_HEAD: Final = 512  # in front of a manifest store or behind it: a dictionary, line ends
_PACKAGE_RECORD: Final = "META-INF/content_credential.c2pa"
_IGNORED: Final = (Content.RECORD, Content.FIXED)
_NAMES: Final = 40  # characters of what a stretch is called
_ADDITIONAL: Final = ".additionalExclusionsPresent"
# segments, chunks and blocks that hold nothing to be seen, for a box hash whose names do not follow the file
_SPEAKING: Final = frozenset((
    "APP0", "APP1", "APP3", "APP4", "APP5", "APP6", "APP7", "APP8", "APP9", "APP10", "APP12", "APP13", "APP15", "COM",
    "eXIf", "tEXt", "zTXt", "iTXt", "tIME", "pHYs", "21FE",
))  # fmt: skip


def coverage_of(media: Media, document: Mapping[str, object], location: str) -> Coverage | None:
    """What the hard binding of the record in crJSON leaves out of `media`; None where no hash was found to fit.

    Raises MediaError where the file changed meanwhile.
    """
    codes = _codes(document)
    if location == "alone" or not any(_is_match(code) for code in codes):
        return None
    updated, bindings = _bindings(document)
    spans = layout(media, media.media_type)
    found: list[Uncovered] = []
    known = bool(bindings)
    for label, assertion in bindings:
        told = _of_one(media, base_label(label), assertion, spans, updated=updated)
        known = known and told is not None
        found += told or ()
    if not known and any(code.endswith(_ADDITIONAL) for code in codes):
        found.append(Uncovered(Exclusion.DATA, Exposed.UNKNOWN))
    return Coverage(tuple(_bounded(dict.fromkeys(found), media.size)))


def _is_match(code: str) -> bool:
    return code.startswith("assertion.") and code.endswith("Hash.match")


def _codes(document: Mapping[str, object]) -> frozenset[str]:
    """What the engine said of the active manifest now, leaving out what it lists as failures."""
    active = next(iter(entries(document.get("manifests"), 1)), {})
    found = [status for status, _ in read(active.get("validationResults"))]
    failed = {status.code for status in found if status.failed}
    return frozenset(status.code for status in found) - failed


Binding = tuple[str, Mapping[str, object]]  # label of the assertion, and what it holds


def _bindings(document: Mapping[str, object]) -> tuple[bool, list[Binding]]:
    """The hard bindings of the file, and whether they are of a manifest that the active one only updates."""
    listed = entries(document.get("manifests"), limits.MANIFESTS)
    manifests = {text(item.get("label")): item for item in reversed(listed)}
    current: Mapping[str, object] = listed[0] if listed else {}
    for number in range(len(manifests)):
        assertions = mapping(current.get("assertions"))
        found = [(name, mapping(value)) for name, value in assertions.items() if name.startswith("c2pa.hash.")]
        if found:
            return number > 0, found
        parents = [
            target_of(mapping(value))
            for name, value in assertions.items()
            if name.startswith("c2pa.ingredient") and mapping(value).get("relationship") == "parentOf"
        ]
        current = manifests.get(parents[0], {}) if parents else {}
    return False, []


def _of_one(
    media: Media, label: str, assertion: Mapping[str, object], spans: tuple[Span, ...], *, updated: bool
) -> tuple[Uncovered, ...] | None:
    """What one assertion leaves out; None for a kind of hash that cannot be followed here."""
    if label == "c2pa.hash.data":
        kind, left = Exclusion.DATA, exclusions.of_data(assertion, media.size)
        if left is not None and updated:
            left = _moved(left, spans, media.size)
    elif label == "c2pa.hash.boxes":
        kind, left = Exclusion.BOXES, exclusions.of_boxes(assertion, spans, media.size)
        if left is None:
            return _by_name(assertion) or (Uncovered(kind, Exposed.UNKNOWN),)
    elif label.startswith("c2pa.hash.bmff") and media.media_type in media_types.BMFF:
        kind, left = Exclusion.BMFF, exclusions.of_bmff(assertion, media)
    elif label == "c2pa.hash.collection.data":
        return tuple(_unlisted(media, assertion))
    else:
        return None
    if left is None:
        return (Uncovered(kind, Exposed.UNKNOWN),)
    return tuple(_told(kind, left, _pieces(media, spans, left.ranges, kind), media.size))


def _moved(left: LeftOut, spans: tuple[Span, ...], size: int) -> LeftOut | None:
    """The ranges as they lie since an update made the record longer; None where that cannot be told."""
    held = [span for span in spans if span.content is Content.RECORD]
    place = next((item for item in left.ranges if held and item[0] <= held[0].start < item[1]), None)
    if place is None:
        return left if not spans and len(left.ranges) < 2 else None
    longer = held[-1].end - held[0].start - (place[1] - place[0])
    moved = [(start + longer, end + longer) if start > place[0] else (start, end) for start, end in left.ranges]
    return LeftOut(tuple((start, min(end, size)) for start, end in moved), left.odd)


def _unlisted(media: Media, assertion: Mapping[str, object]) -> Iterator[Uncovered]:
    """The members of a package whose hash the record does not list."""
    listed = mapping(assertion.get("uris"))
    for name in Package(media).names:
        if name not in listed and not name.endswith("/") and name != _PACKAGE_RECORD:
            yield Uncovered(Exclusion.DATA, Exposed.UNKNOWN, name[:_NAMES])


def _pieces(media: Media, spans: tuple[Span, ...], ranges: tuple[Range, ...], kind: Exclusion) -> Iterator[Span]:
    """What lies in the ranges, without the record and what can be nothing else."""
    if not spans:
        for start, end in ranges:
            if not _is_store(media, start, end):
                yield Span(start, end, Content.UNKNOWN, "")
        return
    required = exclusions.must_be_left_out(media) if kind is Exclusion.BMFF else []
    # what a BMFF hash may never hold counts only where samples lie in it
    chosen = without(ranges, required)
    yield from (piece for piece in within(spans, chosen) if piece.content not in _IGNORED)
    yield from (piece for piece in within(spans, required) if piece.content is Content.MEDIA)


def _told(kind: Exclusion, left: LeftOut, pieces: Iterable[Span], size: int) -> Iterator[Uncovered]:
    """Neighbours of one sort as one stretch."""
    last: Span | None = None
    for piece in (*sorted(pieces, key=lambda piece: piece.start), Span(size, size, Content.FIXED, "")):
        joins = last is not None and last.end == piece.start
        if last is not None and joins and (last.content, last.what) == (piece.content, piece.what):
            last = Span(last.start, piece.end, piece.content, piece.what)
            continue
        if last is not None:
            behind = last.content is Content.APPENDED
            yield _uncovered(Exclusion.APPENDED if behind else kind, last, size)
        last = piece
    if left.odd:
        yield Uncovered(kind, Exposed.UNKNOWN)


def _uncovered(kind: Exclusion, span: Span, size: int) -> Uncovered:
    length = span.end - span.start
    return Uncovered(
        kind, Exposed(span.content.value), span.what[:_NAMES], span.start, length, length / size if size else None
    )


def _by_name(assertion: Mapping[str, object]) -> tuple[Uncovered, ...]:
    """What a box hash leaves out, by the names alone."""
    found = []
    for name in exclusions.excluded_names(assertion):
        content = Exposed.METADATA if name in _SPEAKING else Exposed.UNKNOWN
        found.append(Uncovered(Exclusion.BOXES, content, name[:_NAMES]))
    return tuple(found)


def _bounded(found: Iterable[Uncovered], size: int) -> Iterator[Uncovered]:
    """At most so many stretches; the rest of them together, by what lies in them."""
    rest: dict[tuple[Exclusion, Exposed], int] = {}
    for number, item in enumerate(found):
        if number < _RANGES:
            yield item
        else:
            rest[item.kind, item.content] = rest.get((item.kind, item.content), 0) + item.bytes
    for (kind, content), length in rest.items():
        yield Uncovered(kind, content, "", None, length, min(1.0, length / size) if size else None)


def _is_store(media: Media, start: int, end: int) -> bool:
    """Whether a range in a format without layout holds the manifest store, plain or in base64, and little else."""
    length = end - start
    data = media.read_at(start, min(length, limits.SIDECAR_BYTES))
    at = data.find(b"jumb", 4, _STORE_HEAD)
    if at >= 4:
        stated = int.from_bytes(data[at - 4 : at], "big")
        return b"c2pa" in data[at : at + 64] and 0 <= length - stated <= _STORE_HEAD
    written = b"".join(data.split())
    try:
        head = base64.b64decode(written[:128], validate=True)
        base64.b64decode(written[: len(written) // 4 * 4], validate=True)
    except (binascii.Error, ValueError):
        return False
    return head[4:8] == b"jumb" and b"c2pa" in head
