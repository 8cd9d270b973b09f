"""The notice about a file of the user's own that is not used: a damaged one is kept aside, another is left as it is."""

from __future__ import annotations


def choose_notice(file: str, copy: str) -> tuple[str, dict[str, str]]:
    """Return the key of the notice and its facts; `kept` is where a damaged file lies now, or nothing."""
    return ("file_set_aside", {"file": file, "kept": copy}) if copy else ("file_unread", {"file": file})
