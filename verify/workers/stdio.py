"""The two pipes of a process that speaks lines: kept for the protocol alone, whatever libraries print or read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, Final

from verify.model import limits
from verify.workers import protocol

_PIPE_BYTES: Final = limits.MIB


def take_pipes(*, silent: bool) -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output as (commands, events); what anybody else reads or prints there goes nowhere.

    With `silent` standard error goes nowhere too.
    """
    commands = os.fdopen(os.dup(0), "rb")
    events = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2) if silent else (0, 1):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    _widen(events)
    return commands, events


def _widen(pipe: BinaryIO) -> None:
    """Let a picture fit into the pipe, so that nobody waits while the other side reads it."""
    try:
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        return  # not Linux, no pipe, or a limit of the system: it is slower


def read_commands(commands: BinaryIO) -> Iterator[protocol.Command]:
    """Yield the commands that come in, until the pipe closes. Raises WireError for a line that is none."""
    while line := commands.readline(limits.LINE_BYTES + 1):
        yield protocol.load_command(line)


def write_line(events: BinaryIO, line: bytes) -> None:
    """Write a whole line. Raises OSError where nobody listens any more."""
    rest = memoryview(line)
    while rest:
        rest = rest[events.write(rest) :]
