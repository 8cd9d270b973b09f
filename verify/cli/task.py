"""The tasks that Whence gives to a confined process of their own: `--task NAME REQUEST`, the source on standard input.

Each is named here and nowhere found by itself, so that a bundle holds it and nobody can ask for another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from verify.workers.confined_task import Task, serve

TASKS: Final[Mapping[str, Callable[[], Task]]] = {}  # each entry imports its task when it is asked for


def main(name: str, request: str) -> int:
    """Do one task in this process, which is confined for good, and return the exit status."""
    if name not in TASKS:
        return 2
    return serve(TASKS[name], request)
