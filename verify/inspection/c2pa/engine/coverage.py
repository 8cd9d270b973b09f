"""What the hash of a signed record leaves out of its file, and what lies there: the fourth question of every record.

Asked only where the hash fits: in a changed file the ranges lie somewhere else than they were meant to.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from verify.inspection.c2pa.crjson import as_entries, as_mapping, as_text, parent_target_of, strip_instance
from verify.inspection.c2pa.engine import exclusions
from verify.inspection.c2pa.engine.exclusions import LeftOut
from verify.inspection.c2pa.validation.status_codes import read_statuses
from verify.inspection.containers.document.zip_package import Package
from verify.inspection.containers.layout import Content, Range, Span, find_layout, intersect, subtract
from verify.inspection.media.input_file import Media
from verify.model import Coverage, Exclusion, Exposed, Uncovered, limits
from verify.model.vocabularies import media_types

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


def find_coverage(media: Media, document: Mapping[str, object], location: str) -> Coverage | None:
    """Find what the hard binding of the record in crJSON leaves out of `media`; None where no hash was found to fit.

    Raises MediaError where the file changed meanwhile.
    """
    codes = _list_codes(document)
    if location == "alone" or not any(_is_match(code) for code in codes):
        return None
    updated, bindings = _find_bindings(document)
    spans = find_layout(media, media.media_type)
    uncovered: list[Uncovered] = []
    is_complete = bool(bindings)
    for label, assertion in bindings:
        uncovered_by_one = _find_uncovered(media, strip_instance(label), assertion, spans, updated=updated)
        is_complete = is_complete and uncovered_by_one is not None
        uncovered += uncovered_by_one or ()
    if not is_complete and any(code.endswith(_ADDITIONAL) for code in codes):
        uncovered.append(Uncovered(Exclusion.DATA, Exposed.UNKNOWN))
    return Coverage(tuple(_bound(dict.fromkeys(uncovered), media.size)))


def _is_match(code: str) -> bool:
    return code.startswith("assertion.") and code.endswith("Hash.match")


def _list_codes(document: Mapping[str, object]) -> frozenset[str]:
    """List the engine's codes of the active manifest in this validation, without those that it lists as failures."""
    active = next(iter(as_entries(document.get("manifests"), 1)), {})
    statuses = [status for status, _ in read_statuses(active.get("validationResults"))]
    failed = {status.code for status in statuses if status.failed}
    return frozenset(status.code for status in statuses) - failed


Binding = tuple[str, Mapping[str, object]]  # label of the assertion, and what it holds


def _find_bindings(document: Mapping[str, object]) -> tuple[bool, list[Binding]]:
    """Find the hard bindings of the file, and whether they are of a manifest that the active one only updates."""
    listed = as_entries(document.get("manifests"), limits.MANIFESTS)
    manifests = {as_text(manifest.get("label")): manifest for manifest in reversed(listed)}
    current: Mapping[str, object] = listed[0] if listed else {}
    for number in range(len(manifests)):
        assertions = as_mapping(current.get("assertions"))
        hashes = [(name, as_mapping(value)) for name, value in assertions.items() if name.startswith("c2pa.hash.")]
        if hashes:
            return number > 0, hashes
        current = manifests.get(parent_target_of(current), {})
    return False, []


def _find_uncovered(
    media: Media, label: str, assertion: Mapping[str, object], spans: tuple[Span, ...], *, updated: bool
) -> tuple[Uncovered, ...] | None:
    """Find what one assertion leaves out; None for a kind of hash that cannot be followed here."""
    if label == "c2pa.hash.data":
        kind, excluded = Exclusion.DATA, exclusions.find_excluded_by_data_hash(assertion, media.size)
        if excluded is not None and updated:
            excluded = _shift_after_update(excluded, spans, media.size)
    elif label == "c2pa.hash.boxes":
        kind, excluded = Exclusion.BOXES, exclusions.find_excluded_by_box_hash(assertion, spans, media.size)
        if excluded is None:
            return _find_uncovered_by_name(assertion) or (Uncovered(kind, Exposed.UNKNOWN),)
    elif label.startswith("c2pa.hash.bmff") and media.media_type in media_types.BMFF:
        kind, excluded = Exclusion.BMFF, exclusions.find_excluded_by_bmff_hash(assertion, media)
    elif label == "c2pa.hash.collection.data":
        return tuple(_find_unlisted_members(media, assertion))
    else:
        return None
    if excluded is None:
        return (Uncovered(kind, Exposed.UNKNOWN),)
    return tuple(_join_neighbours(kind, excluded, _find_pieces(media, spans, excluded.ranges, kind), media.size))


def _shift_after_update(excluded: LeftOut, spans: tuple[Span, ...], size: int) -> LeftOut | None:
    """Shift the ranges to where they lie since an update made the record longer; None where that cannot be known."""
    store = [span for span in spans if span.content is Content.RECORD]
    place = next((bounds for bounds in excluded.ranges if store and bounds[0] <= store[0].start < bounds[1]), None)
    if place is None:
        return excluded if not spans and len(excluded.ranges) < 2 else None
    longer = store[-1].end - store[0].start - (place[1] - place[0])
    moved = [(start + longer, end + longer) if start > place[0] else (start, end) for start, end in excluded.ranges]
    return LeftOut(tuple((start, min(end, size)) for start, end in moved), excluded.odd)


def _find_unlisted_members(media: Media, assertion: Mapping[str, object]) -> Iterator[Uncovered]:
    """Find the members of a package whose hash the record does not list."""
    listed = as_mapping(assertion.get("uris"))
    for name in Package(media).names:
        if name not in listed and not name.endswith("/") and name != _PACKAGE_RECORD:
            yield Uncovered(Exclusion.DATA, Exposed.UNKNOWN, name[:_NAMES])


def _find_pieces(media: Media, spans: tuple[Span, ...], ranges: tuple[Range, ...], kind: Exclusion) -> Iterator[Span]:
    """Find what lies in the ranges, without the record and what can be nothing else."""
    if not spans:
        for start, end in ranges:
            if not _is_store(media, start, end):
                yield Span(start, end, Content.UNKNOWN, "")
        return
    required = exclusions.find_mandatory_exclusions(media) if kind is Exclusion.BMFF else []
    # what a BMFF hash may never hold counts only where samples lie in it
    optional = subtract(ranges, required)
    yield from (piece for piece in intersect(spans, optional) if piece.content not in _IGNORED)
    yield from (piece for piece in intersect(spans, required) if piece.content is Content.MEDIA)


def _join_neighbours(kind: Exclusion, excluded: LeftOut, pieces: Iterable[Span], size: int) -> Iterator[Uncovered]:
    """Join neighbours of one sort to one stretch."""
    last: Span | None = None
    for piece in (*sorted(pieces, key=lambda piece: piece.start), Span(size, size, Content.FIXED, "")):
        joins = last is not None and last.end == piece.start
        if last is not None and joins and (last.content, last.what) == (piece.content, piece.what):
            last = Span(last.start, piece.end, piece.content, piece.what)
            continue
        if last is not None:
            behind = last.content is Content.APPENDED
            yield _to_uncovered(Exclusion.APPENDED if behind else kind, last, size)
        last = piece
    if excluded.odd:
        yield Uncovered(kind, Exposed.UNKNOWN)


def _to_uncovered(kind: Exclusion, span: Span, size: int) -> Uncovered:
    length = span.end - span.start
    return Uncovered(
        kind, Exposed(span.content.value), span.what[:_NAMES], span.start, length, length / size if size else None
    )


def _find_uncovered_by_name(assertion: Mapping[str, object]) -> tuple[Uncovered, ...]:
    """Find what a box hash leaves out by the names alone."""
    uncovered = []
    for name in exclusions.find_excluded_names(assertion):
        content = Exposed.METADATA if name in _SPEAKING else Exposed.UNKNOWN
        uncovered.append(Uncovered(Exclusion.BOXES, content, name[:_NAMES]))
    return tuple(uncovered)


def _bound(uncovered: Iterable[Uncovered], size: int) -> Iterator[Uncovered]:
    """Yield at most `_RANGES` stretches, and the rest of them together, by what lies in them."""
    rest: dict[tuple[Exclusion, Exposed], int] = {}
    for number, gap in enumerate(uncovered):
        if number < _RANGES:
            yield gap
        else:
            rest[gap.kind, gap.content] = rest.get((gap.kind, gap.content), 0) + gap.bytes
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
