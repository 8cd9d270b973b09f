"""Hand files to a worker: its parent opens them and sends the descriptors beside the command that names them.

So a worker needs to open nothing of the user's, and on Linux it cannot: one that has been taken over reads the files
that it is given. Windows passes no descriptors on this way; there a worker opens the paths of its commands.
"""

from __future__ import annotations

import array
import os
import socket
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from msgspec.structs import replace

from verify.inspection.media.open_file import OpenFile, close_all, open_file, open_with_companions
from verify.model import limits
from verify.workers import protocol
from verify.workers.sandbox.probe_reading import GIVEN

if TYPE_CHECKING:
    import subprocess

__all__ = ["PASSES", "CommandPipe", "CommandReader", "OpenFile", "close_all"]

PASSES: Final = hasattr(socket, "send_fds")  # whether this system passes descriptors to other processes
_PIECE_BYTES: Final = 256 * limits.KIB
_MOST: Final = 16  # descriptors beside one command
_HANDING: Final = protocol.Inspect | protocol.Configure | protocol.Probe | protocol.Look  # come with files


class CommandPipe:
    """The parent's end of a worker's standard input."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._pipe: IO[bytes] | None = None
        self._theirs: socket.socket | None = None
        self.is_opening = False  # which a network that does not answer can make last
        if PASSES:
            self._socket, self._theirs = socket.socketpair()
            self._socket.shutdown(socket.SHUT_RD)  # what a worker says, it says on its standard output

    @property
    def stdin(self) -> int:
        """What the worker is to be started with."""
        if self._theirs is not None:
            return self._theirs.fileno()
        import subprocess  # late: a worker, which loads this module for its own end, starts no process

        return subprocess.PIPE

    def attach(self, process: subprocess.Popen[bytes]) -> None:
        """Leave the worker's end to the process that was started with `stdin`."""
        if self._theirs is not None:
            self._theirs.close()
        else:
            self._pipe = process.stdin

    def send(self, command: protocol.Command, given: Sequence[OpenFile] = ()) -> None:
        """Open the files that `command` names, send it with them, and close them. Raises OSError, WireError.

        Instead of these, `given` are sent, where somebody opened them before.
        """
        if self._socket is None:
            close_all(given)
            pipe = cast("IO[bytes]", self._pipe)
            pipe.write(protocol.encode_command(command))
            pipe.flush()
            return
        self.is_opening = True
        try:
            files = given or _open_files(command)
        finally:
            self.is_opening = False
        try:
            rest = memoryview(protocol.encode_command(_name_files(command, files)))
            descriptors = [file.descriptor for file in files if not file.problem]
            if descriptors:
                rest = rest[socket.send_fds(self._socket, [rest], descriptors) :]
            while rest:
                rest = rest[os.write(self._socket.fileno(), rest) :]
        finally:
            close_all(files)

    def close(self) -> None:
        """Close it, at which a worker ends by itself."""
        for end in (self._socket, self._theirs, self._pipe):
            if end is not None:
                end.close()


def _open_files(command: protocol.Command) -> Sequence[OpenFile]:
    if isinstance(command, protocol.Inspect):
        return open_with_companions(Path(command.path))
    if isinstance(command, protocol.Configure):
        return [open_file(Path(model.path)) for model in command.options.models[:_MOST]]
    if isinstance(command, protocol.Look):
        return [open_file(Path(command.path))]
    if isinstance(command, protocol.Probe):
        return [open_file(Path(command.scratch) / GIVEN)]
    return []


def _name_files(command: protocol.Command, files: Sequence[OpenFile]) -> protocol.Command:
    if not isinstance(command, _HANDING):
        return command
    return replace(
        command, files=tuple(protocol.HandedFile(str(file.path), file.problem, file.detail) for file in files)
    )


class CommandReader:
    """A worker's end: each command with the files that came beside it, until the parent closes its own.

    Made before the worker gives up opening sockets.
    """

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self._socket: socket.socket | None = None
        self._rest = b""
        self._descriptors: deque[int] = deque()
        if PASSES and stat.S_ISSOCK(os.fstat(pipe.fileno()).st_mode):
            self._socket = socket.socket(fileno=os.dup(pipe.fileno()))

    def read(self) -> Iterator[tuple[protocol.Command, Sequence[OpenFile]]]:
        """Yield what comes in. Raises WireError for a line that is no command, or without its descriptors."""
        while line := self._read_line():
            command = protocol.load_command(line)
            yield command, self._take_files(command)

    def _take_files(self, command: protocol.Command) -> Sequence[OpenFile]:
        handed = command.files if isinstance(command, _HANDING) else ()
        if sum(not file.problem for file in handed) > len(self._descriptors):
            raise protocol.WireError("a file that was named did not come")
        return [
            OpenFile(Path(file.path), -1 if file.problem else self._descriptors.popleft(), file.problem, file.detail)
            for file in handed
        ]

    def _read_line(self) -> bytes:
        if self._socket is None:
            return self._pipe.readline(limits.LINE_BYTES + 1)
        pieces = [self._rest]
        length = len(self._rest)
        while b"\n" not in pieces[-1] and length <= limits.LINE_BYTES:
            piece = self._receive(self._socket)
            if not piece:
                break
            pieces.append(piece)
            length += len(piece)
        line, end, self._rest = b"".join(pieces).partition(b"\n")
        return line + end

    def _receive(self, source: socket.socket) -> bytes:
        room = socket.CMSG_SPACE(_MOST * array.array("i").itemsize)
        piece, beside, _, _ = source.recvmsg(_PIECE_BYTES, room, getattr(socket, "MSG_CMSG_CLOEXEC", 0))
        for level, kind, data in beside:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                descriptors = array.array("i")
                descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
                self._descriptors.extend(descriptors)
        return piece
