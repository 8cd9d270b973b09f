"""Which bytes of a file a hard binding leaves out: data hash, box hash and BMFF hash (C2PA 2.2 sections 18.5 to 18.7).

What the record must leave out is left out here too: the record itself, and what the specification takes out of every
BMFF hash. An assertion that cannot be followed gives no ranges, so that nobody takes it for complete.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from verify.inspection.c2pa.crjson import as_entries, as_text, decode_base64
from verify.inspection.containers.base import Source
from verify.inspection.containers.bmff_box import C2PA, Box
from verify.inspection.containers.layout import Range, Span, merge, subtract
from verify.inspection.containers.layout.bmff import walk_child_boxes, walk_top_boxes

_EXCLUSIONS: Final = 2_000  # of one assertion
_BOXES: Final = 100_000  # of one box hash
_CHILDREN: Final = 20_000  # boxes that one exclusion names
_C2PA: Final = "C2PA"
_RESTART: Final = "RST"


class LeftOut(Struct, frozen=True):
    """The bytes that one assertion leaves out; `odd` where its ranges overlap, run backwards or leave the file."""

    ranges: tuple[Range, ...]
    odd: bool = False


def find_excluded_by_data_hash(assertion: Mapping[str, object], size: int) -> LeftOut | None:
    """Find the ranges that a data hash leaves out; None where they cannot be followed."""
    ranges = read_ranges(assertion)
    if ranges is None:
        return None
    odd = not are_apart(ranges) or any(end > size for _, end in ranges)
    return LeftOut(tuple(merge((start, min(end, size)) for start, end in ranges)), odd)


def read_ranges(assertion: Mapping[str, object], most: int = _EXCLUSIONS) -> list[Range] | None:
    """Read the exclusions of a data hash as written, none giving no range; None where they are no ranges of bytes."""
    written = assertion.get("exclusions")
    if written is None:
        return []
    listed = as_entries(written, most)
    if not isinstance(written, list) or len(listed) < len(written):
        return None
    ranges: list[Range] = []
    for entry in listed:
        start, length = entry.get("start"), entry.get("length")
        if not isinstance(start, int) or not isinstance(length, int) or start < 0 or length < 0:
            return None
        ranges.append((start, start + length))
    return ranges


def are_apart(ranges: Sequence[Range]) -> bool:
    """Whether the ranges stand in order and none overlaps the next."""
    return all(before[1] <= after[0] for before, after in itertools.pairwise(ranges))


def find_excluded_by_box_hash(assertion: Mapping[str, object], spans: Sequence[Span], size: int) -> LeftOut | None:
    """Find what a box hash does not list or lists as excluded; None where its names do not follow the file.

    `spans` are those of the whole file; the pieces of the record, wherever they lie, are one box for it.
    """
    written = assertion.get("boxes")
    listed = as_entries(written, _BOXES)
    if not isinstance(written, list) or not spans or len(listed) < len(written):
        return None
    boxes = [span for span in spans if span.box]
    covered: list[Range] = []
    uncovered: list[Range] = []
    at = 0
    for entry in listed:
        names = entry.get("names")
        for name in names if isinstance(names, list) else ():
            first = at
            if isinstance(name, str) and name.startswith(_RESTART) and at and boxes[at - 1].box == "SOS":
                # the intervals of a scan are boxes of their own there, and one span here
                if entry.get("excluded") is True:
                    uncovered.append((boxes[at - 1].start, boxes[at - 1].end))
                continue
            if at >= len(boxes) or boxes[at].box != name:
                return None
            at += 1
            while name == _C2PA and at < len(boxes) and boxes[at].box == _C2PA:
                at += 1
            if entry.get("excluded") is not True:
                covered += [(span.start, span.end) for span in boxes[first:at]]
    return LeftOut(tuple(subtract([(0, size)], subtract(covered, uncovered))))


def find_excluded_names(assertion: Mapping[str, object]) -> tuple[str, ...]:
    """Find the names of boxes that a box hash says to leave out."""
    excluded = [
        name
        for entry in as_entries(assertion.get("boxes"), _BOXES)
        if entry.get("excluded") is True and isinstance(names := entry.get("names"), list)
        for name in names
        if isinstance(name, str)
    ]
    return tuple(dict.fromkeys(excluded))


def find_excluded_by_bmff_hash(assertion: Mapping[str, object], source: Source) -> LeftOut | None:
    """Find what a BMFF hash leaves out; media data that a Merkle tree covers are not left out."""
    written = assertion.get("exclusions")
    listed = as_entries(written, _EXCLUSIONS)
    if not isinstance(written, list) or len(listed) < len(written):
        return None
    ranges: list[Range] = []
    top = list(walk_top_boxes(source))
    for exclusion in listed:
        for box in _find_boxes(source, top, as_text(exclusion.get("xpath"))):
            if _matches(source, exclusion, box):
                ranges += _find_ranges(exclusion, box, source.size)
    hashed = list(_find_hashed_in_trees(assertion, source))
    return LeftOut(tuple(subtract(ranges, hashed)))


def _find_boxes(source: Source, top: Iterable[Box], path: str) -> Iterator[Box]:
    """Find the boxes to which a path leads from `top`; a number behind a name is ignored, which finds more."""
    names = [part.partition("[")[0] for part in path.strip("/").split("/")]
    level = [box for box in top if box.name == names[0].strip()]
    for name in names[1:]:
        level = [child for box in level for child in walk_child_boxes(source, box) if child.name == name.strip()][
            :_CHILDREN
        ]
    yield from level


def _matches(source: Source, exclusion: Mapping[str, object], box: Box) -> bool:
    """Tell whether the box is as long, and holds the bytes, the version and the flags, that the exclusion asks for."""
    length = exclusion.get("length")
    if isinstance(length, int) and length != box.end - box.offset:
        return False
    for pattern in as_entries(exclusion.get("data"), _EXCLUSIONS):
        value, offset = decode_bytes(pattern.get("value")), pattern.get("offset")
        if value and isinstance(offset, int) and source.read_at(box.offset + offset, len(value)) != value:
            return False
    version, flags = exclusion.get("version"), decode_bytes(exclusion.get("flags"))
    head = source.read_at(box.start, 4) if version is not None or flags else b""
    if isinstance(version, int) and head[:1] != bytes((version & 255,)):
        return False
    if not flags:
        return True
    have, want = int.from_bytes(head[1:4], "big"), int.from_bytes(flags, "big")
    return have & want == want if exclusion.get("exact") is False else have == want


def _find_ranges(exclusion: Mapping[str, object], box: Box, size: int) -> Iterator[Range]:
    """Find the ranges of a box: all of it or its subsets. Offsets count from its first byte; length 0 is the rest."""
    end = min(box.end, size)
    subsets = as_entries(exclusion.get("subset"), _EXCLUSIONS)
    if not subsets:
        yield box.offset, end
    for subset in subsets:
        offset, length = subset.get("offset"), subset.get("length")
        if isinstance(offset, int) and isinstance(length, int):
            start = min(box.offset + max(0, offset), end)
            yield start, min(end, start + length) if length > 0 else end


def _find_hashed_in_trees(assertion: Mapping[str, object], source: Source) -> Iterator[Range]:
    """Find the media data that a Merkle tree of the assertion covers, as far as its blocks reach."""
    trees = as_entries(assertion.get("merkle"), _EXCLUSIONS)
    data = [box for box in walk_top_boxes(source) if box.kind == b"mdat"] if trees else []
    for number, tree in enumerate(trees):
        place = tree.get("localId")
        box = data[place] if isinstance(place, int) and 0 <= place < len(data) else None
        if box is None and number < len(data):
            box = data[number]
        if box is not None:
            yield box.offset, min(box.end, source.size, box.start + _count_covered_bytes(tree, box))


def _count_covered_bytes(tree: Mapping[str, object], box: Box) -> int:
    """Count the bytes of a media data box that the leaves of a tree cover."""
    blocks, fixed, count = tree.get("variableBlockSizes"), tree.get("fixedBlockSize"), tree.get("count")
    if isinstance(blocks, list):
        return sum(size for size in blocks if isinstance(size, int) and size > 0)
    if isinstance(fixed, int) and isinstance(count, int) and fixed > 0:
        return fixed * count
    return box.size if isinstance(count, int) and count > 0 else 0


def decode_bytes(value: object) -> bytes:
    """Decode bytes as crJSON writes them: numbers in a list, or base64."""
    if isinstance(value, list):
        return bytes(number for number in value if isinstance(number, int) and 0 <= number < 256)
    return decode_base64(value)


def find_mandatory_exclusions(source: Source) -> list[Range]:
    """Find what the specification takes out of every BMFF hash: the record, the file type, the index of fragments."""
    return [
        (box.offset, min(box.end, source.size))
        for box in walk_top_boxes(source)
        if box.kind in (b"ftyp", b"mfra") or (box.kind == b"uuid" and source.read_at(box.start, 16) == C2PA)
    ]
