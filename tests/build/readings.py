"""Runs one reader over bytes that a test wrote."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from verify.inspection.media.input_file import Media
from verify.inspection.readers import Reader, ReaderOutput
from verify.model import Field, Finding, Options

OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC))


def seen(reader: Reader, path: Path, data: bytes | None = None) -> list[ReaderOutput]:
    """What the reader yields for the file, or for `data` written to it. Every finding must be announced."""
    if data is not None:
        path.write_bytes(data)
    with Media.open(path) as media:
        if media.media_type not in reader.formats:
            return []
        found = list(reader.read(media, OPTIONS))
    assert {item.code for item in found if isinstance(item, Finding)} <= reader.emits
    return found


def values(found: list[ReaderOutput]) -> dict[str, list[str]]:
    """Key → values, in order."""
    gathered: dict[str, list[str]] = defaultdict(list)
    for item in found:
        if isinstance(item, Field):
            gathered[item.key].append(item.value)
    return dict(gathered)


def findings(found: list[ReaderOutput], code: str) -> list[dict[str, str]]:
    """The facts of each finding with this code."""
    return [dict(item.facts) for item in found if isinstance(item, Finding) and item.code == code]
