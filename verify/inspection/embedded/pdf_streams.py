"""Take the content of single streams out of a PDF (ISO 32000-2, 7.3.8) within a bound."""

from __future__ import annotations

import zlib
from typing import Any

from verify.inspection.embedded.base import LoadError, NotOpened


def list_filters(stream: Any) -> tuple[str, ...]:
    """List the names of the filters of a stream, in the order in which they are undone."""
    import pikepdf

    written = stream.get("/Filter")
    listed = list(written)[:8] if isinstance(written, pikepdf.Array) else [written] if written is not None else []
    names = []
    for filter_name in listed:
        try:
            names.append(str(filter_name))
        except UnicodeDecodeError:  # a damaged name
            names.append("")
    return tuple(names)


def measure_length(stream: Any) -> int:
    """Return how many bytes the stream claims to have in the file."""
    length = stream.get("/Length")
    return int(length) if isinstance(length, int) and length >= 0 else 0


def read_stream(stream: Any, limit: int) -> bytes:
    """Return the content of a stream that has no filter but Flate, at most `limit` bytes. Raises LoadError."""
    raw = read_raw(stream, limit)
    filters = list_filters(stream)
    if not filters:
        return raw
    if filters != ("/FlateDecode",):
        raise LoadError(NotOpened.DAMAGED)
    return inflate(raw, limit)


def read_raw(stream: Any, limit: int) -> bytes:
    """Return the bytes of a stream as they lie in the file, at most `limit` of them. Raises LoadError."""
    import pikepdf

    try:
        if measure_length(stream) > limit:
            raise LoadError(NotOpened.TOO_LARGE)
        raw = bytes(stream.read_raw_bytes())
    except (pikepdf.PdfError, pikepdf.DeletedObjectError, ValueError, TypeError, RuntimeError) as error:
        raise LoadError(NotOpened.DAMAGED) from error
    if len(raw) > limit:
        raise LoadError(NotOpened.TOO_LARGE)
    return raw


def inflate(data: bytes, limit: int) -> bytes:
    """Return `data` unpacked, at most `limit` bytes. Raises LoadError."""
    try:
        stream = zlib.decompressobj()
        plain = stream.decompress(data, limit)
    except zlib.error as error:
        raise LoadError(NotOpened.DAMAGED) from error
    if not stream.eof and len(plain) >= limit:
        raise LoadError(NotOpened.TOO_LARGE)
    return plain
