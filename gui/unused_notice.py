"""The notice about a file of the user's own that is not used: a damaged one is kept aside, another is left as it is."""

from __future__ import annotations


def choose_notice(file: str, copy: str) -> tuple[str, dict[str, str]]:
    """Return the key of the notice and its facts; `kept` is where a damaged file lies now, or nothing."""
    return ("file_set_aside", {"file": file, "kept": copy}) if copy else ("file_unread", {"file": file})


def choose_memory_notice(path: str, kept: str, reason: str) -> tuple[str, dict[str, str]]:
    """Return the key and the facts of the notice about a memory that was damaged and `kept`, or cannot be used.

    `reason` is that of a shared memory; empty, or none that is known, for any other.
    """
    from verify.features.memory.stores.server_errors import ServerProblem  # late: it loads SQLite

    if kept:
        return "memory_set_aside", {"path": kept}
    if reason in set(ServerProblem):
        return f"terms.memory.shared.problems.{reason}", {}
    return "memory_failed", {"path": path}
