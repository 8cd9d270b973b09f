"""Standard input and output as MCP speaks it: one message a line, none of them without bound.

The package's own reader takes a line of any length into memory. Here a longer one is passed over, and what stands in
for it is no message, which the client is told.
"""

from __future__ import annotations

from typing import BinaryIO, Final

import anyio
from anyio import AsyncFile

from verify.model import limits

_NO_MESSAGE: Final = "null\n"
_PIECE_BYTES: Final = limits.MIB


class BoundedLines:
    """The lines of a stream as text, for `anyio.wrap_file`, which wants of a file that it has `readline`."""

    def __init__(self, stream: BinaryIO, most: int = limits.MCP_LINE_BYTES) -> None:
        self._stream = stream
        self._most = most

    def readline(self) -> str:
        """Return the next line, what is no text in it replaced, or an empty text at the end."""
        line = self._stream.readline(self._most + 1)
        if len(line) <= self._most:
            return line.decode("utf-8", "replace")
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(_PIECE_BYTES)
        return _NO_MESSAGE

    def close(self) -> None:
        """Leave the stream open: it is not ours."""


def wrap_input(stream: BinaryIO) -> AsyncFile[str]:
    """Wrap what comes in."""
    return anyio.wrap_file(BoundedLines(stream))  # type: ignore[arg-type]


class Lines:
    """A stream that takes text and writes it as UTF-8, whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write all of it. Raises OSError where nobody listens any more."""
        rest = memoryview(text.encode("utf-8", "replace"))
        while rest:
            rest = rest[self._stream.write(rest) :]
        return len(text)

    def flush(self) -> None:
        """Do nothing: all is written."""

    def close(self) -> None:
        """Leave the stream open: it is not ours."""


def wrap_output(stream: BinaryIO) -> AsyncFile[str]:
    """Wrap what goes out."""
    return anyio.wrap_file(Lines(stream))  # type: ignore[arg-type]
