"""Times as packs and cases state them: ISO 8601 in UTC, to the second."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


def format_time(moment: datetime) -> str:
    """Return a moment as text in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def format_current_time() -> str:
    """Return this moment as text in UTC."""
    return format_time(datetime.now(UTC))


def read_modification_time(path: Path) -> str:
    """Read when a file was last changed, as its file system says; an empty text where it cannot be asked.

    It opens no file.
    """
    try:
        return format_time(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except (OSError, ValueError, OverflowError):
        return ""
