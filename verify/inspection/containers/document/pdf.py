"""Read what a PDF states about itself: its Info dictionary and the XMP of the document (ISO 32000-2, 14.3).

Earlier revisions that an incremental update left in the file are listed and never speak for the document. XMP of
pictures inside is not read: it tells of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

from verify.inspection import text as texts
from verify.inspection.containers.base import (
    Damage,
    Inflater,
    Part,
    PartKind,
    Source,
    SourceStream,
    Window,
    make_damage,
)
from verify.model import limits

_REVISIONS: Final = 8  # earlier ones, newest first
_WARNINGS: Final = 200  # of one revision, after which it is given up
_RECOVERED_BYTES: Final = limits.PACKET_BYTES  # larger files without a table of their objects are not searched for them
_END: Final = re.compile(rb"startxref\s{1,4}(\d{1,12})\s{1,4}%%EOF\r?\n?")
_ENDS_SEARCHED_BYTES: Final = 64 * limits.MIB
_PACKET: Final = re.compile(rb"<\?xpacket begin=.{1,1048576}?<\?xpacket end=[^>]{1,20}\?>", re.DOTALL)
_CLEAR_METADATA: Final = re.compile(rb"/EncryptMetadata\s{1,4}false")


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `pdf:info:<Name>`, XMP; `pdf:older:<Name>` where an earlier revision says something else."""
    inflater = Inflater()
    newest, problem = _read_revision(source, inflater, recover=source.size <= _RECOVERED_BYTES)
    yield from newest
    if problem:
        yield make_damage("PDF", problem, 0)
        yield from _find_clear_packets(source)
        return
    contents = {(part.key, part.data) for part in newest}
    for end in _find_revision_ends(source):
        older, _ = _read_revision(Window(source, 0, end), inflater, recover=False)
        for part in older:
            if (part.key, part.data) in contents or part.kind is PartKind.DAMAGE:
                continue
            contents.add((part.key, part.data))
            key = "pdf:older:xmp" if part.kind is PartKind.XMP else part.key.replace("pdf:info:", "pdf:older:")
            where = f"earlier revision of the PDF that ended at byte {end}"
            yield Part(PartKind.TEXT, part.offset, part.data, where, key=key)


def _read_revision(source: Source, inflater: Inflater, *, recover: bool) -> tuple[list[Part], Damage | None]:
    """Return what one revision states, and why nothing could be read."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=limits.INFLATED_TOTAL_BYTES,
        png_max_memory=limits.INFLATED_TOTAL_BYTES,
        run_length_max_memory=limits.INFLATED_TOTAL_BYTES,
        tiff_max_memory=limits.INFLATED_TOTAL_BYTES,
        parser_max_container_size=limits.LIST_ITEMS,
        doc_max_warnings=_WARNINGS,
    )
    # buffered, since the library asks for a few bytes at a time
    stream: Any = io.BufferedReader(SourceStream(source, limits.PACKET_BYTES), limits.WALK_PIECE_BYTES)
    parts: list[Part] = []
    try:
        with pikepdf.open(stream, suppress_warnings=True, attempt_recovery=recover) as document:
            for number, (name, value) in enumerate(_read_info(document)):
                if number > limits.FIELDS:
                    parts.append(make_damage("PDF Info dictionary", Damage.TOO_MANY, 0))
                    break
                text = _to_bytes(value)
                if text is not None:
                    key = f"pdf:info:{str(name).removeprefix('/')}"
                    parts.append(Part(PartKind.TEXT, 0, text, "PDF Info dictionary", key=key))
            parts.extend(_walk_metadata(document, inflater))
    except pikepdf.PasswordError:
        return parts, Damage.LOCKED
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, RuntimeError, KeyError):
        return parts, Damage.NOT_WELL_FORMED
    except (MemoryError, OverflowError):
        return parts, Damage.TOO_LARGE
    return parts, None


def _read_info(document: Any) -> list[tuple[Any, Any]]:
    import pikepdf

    info = document.trailer.get("/Info")
    return list(info.items()) if isinstance(info, pikepdf.Dictionary) else []


def _to_bytes(value: Any) -> bytes | None:
    """Return A string as it was written; names and numbers as text; None for anything with members."""
    import pikepdf

    if isinstance(value, pikepdf.String):
        raw = bytes(value)
        # without a mark it should be PDFDocEncoding, but writers put UTF-8 and GBK there: those are told by their form
        return raw if raw[:2] == b"\xff\xfe" else texts.decode(raw).encode("utf-8", "replace")
    if isinstance(value, pikepdf.Name | str | int | float | bool):
        return str(value).removeprefix("/").encode("utf-8", "replace")
    return None


def _walk_metadata(document: Any, inflater: Inflater) -> Iterator[Part]:
    """Yield the document's own metadata stream, unpacked under the bounds of the walk."""
    import pikepdf

    stream = document.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return
    where = "PDF metadata stream"
    filters = stream.get("/Filter")
    names = (
        [str(name) for name in filters]
        if isinstance(filters, pikepdf.Array)
        else [str(filters)] * (filters is not None)
    )
    if stream.get("/Length", 0) > limits.PACKET_BYTES:
        yield make_damage(where, Damage.TOO_LARGE, 0)
        return
    data = stream.read_raw_bytes()
    if names == ["/FlateDecode"] and stream.get("/DecodeParms") is None:
        data, problem = inflater.inflate(data, limits.INFLATED_BYTES)
        if problem:
            yield make_damage(where, problem, 0)
    elif names:
        yield make_damage(where, Damage.UNSUPPORTED, 0)
        return
    yield Part(PartKind.XMP, 0, data, where)


def _find_revision_ends(source: Source) -> list[int]:
    """Return where earlier revisions end, newest first.

    The first part of a linearized file is none (its startxref is 0).
    """
    start = max(0, source.size - _ENDS_SEARCHED_BYTES)
    data = source.read_at(start, _ENDS_SEARCHED_BYTES)
    ends = [start + match.end() for match in _END.finditer(data) if int(match[1])]
    return [end for end in reversed(ends) if end < source.size - 8 and end != ends[-1]][:_REVISIONS]


def _find_clear_packets(source: Source) -> Iterator[Part]:
    """Yield XMP that was left readable in an encrypted file (ISO 32000-2, 7.6.2)."""
    data = source.read_at(0, min(source.size, limits.PACKET_BYTES))
    if _CLEAR_METADATA.search(data):
        for match in _PACKET.finditer(data):
            yield Part(PartKind.XMP, match.start(), match[0], f"PDF metadata stream at byte {match.start()}")
            return
