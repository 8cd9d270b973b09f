"""The socket by which a second start hands its files to the window that is open: who may speak, and what is said.

It lies in a folder of this user alone, and each side asks the kernel whose process the other is. What is said is a list
of absolute paths and nothing else, and the answer is one word.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from verify.model import limits
from verify.store.folders import data_folder

FOLDER: Final = "window"  # below the data folder, so that each has a window of its own
TAKEN: Final = b"taken"
REFUSED: Final = b"refused"
WAIT_SECONDS: Final = 5.0

_SOCKET: Final = "socket"
_LOCK: Final = "lock"
_GREETING: Final = b"whence files 1\0"
_PEER: Final = struct.Struct("3i")  # process, user and group of the other side (unix(7))
# the kernel tells of the other side under this name on Linux alone; where it cannot, each start has its own window
_ASKS_PEER: Final[int] = getattr(socket, "SO_PEERCRED", 0)
_PIECE_BYTES: Final = 64 * limits.KIB


class NoMeetingError(Exception):
    """This start has no other window to speak to, and none can speak to it; the text says why, for tests alone."""


def hand_over(paths: Sequence[str]) -> bool:
    """Hand files to the window that is open, and return whether it took them; if not, this start opens its own.

    `paths` are absolute.
    """
    try:
        with _connect() as peer:
            peer.settimeout(WAIT_SECONDS)
            peer.sendall(encode_paths(paths))
            peer.shutdown(socket.SHUT_WR)
            return peer.recv(len(TAKEN) + 1) == TAKEN
    except (OSError, NoMeetingError):
        return False


def encode_paths(paths: Sequence[str]) -> bytes:
    """Write paths as bytes, whatever they are. Raises NoMeetingError for more than a window takes."""
    data = _GREETING + b"".join(os.fsencode(path) + b"\0" for path in paths)
    if len(paths) > limits.HANDED_FILES or len(data) > limits.HANDED_BYTES:
        raise NoMeetingError("too many files")
    return data


def decode_paths(data: bytes) -> list[str]:
    """Read paths. Raises NoMeetingError for anything else."""
    if not data.startswith(_GREETING) or not data.endswith(b"\0"):
        raise NoMeetingError("no list of paths")
    paths = data[len(_GREETING) :].split(b"\0")[:-1]
    if not 0 < len(paths) <= limits.HANDED_FILES:
        raise NoMeetingError("too many files, or none")
    if any(not path.startswith(b"/") or len(path) > limits.PATH_CHARACTERS for path in paths):
        raise NoMeetingError("not an absolute path")
    return [os.fsdecode(path) for path in paths]


def receive_paths(peer: socket.socket) -> list[str]:
    """Read what another start says, within bounds. Raises OSError, NoMeetingError."""
    _check_peer(peer)
    data = bytearray()
    while piece := peer.recv(_PIECE_BYTES):
        data += piece
        if len(data) > limits.HANDED_BYTES:
            raise NoMeetingError("too long")
    return decode_paths(bytes(data))


class Meeting:
    """The socket of the window that is open.

    Raises NoMeetingError or OSError where another window has it, or it cannot be had.
    """

    def __init__(self) -> None:
        folder = _open_folder(make=True)
        try:
            self._lock = _take_lock(folder)
        finally:
            os.close(folder)
        try:
            path = _find_socket()
            with contextlib.suppress(FileNotFoundError):
                path.unlink()  # of a window that ended without tidying up: nobody else can hold the lock
            self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._listening.bind(str(path))
            path.chmod(0o600)
            self._listening.listen()
        except BaseException:
            self._lock.close()
            raise

    def accept(self) -> socket.socket:
        """Wait for another start. Raises OSError once this is closed."""
        peer, _ = self._listening.accept()
        peer.settimeout(WAIT_SECONDS)
        return peer

    def close(self) -> None:
        """Let the next start open a window of its own."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # which also ends a wait in `accept`
        self._listening.close()
        with contextlib.suppress(OSError):
            _find_socket().unlink()
        self._lock.close()


def _connect() -> socket.socket:
    """Connect to the window that is open. Raises OSError, NoMeetingError where there is none, or it is not ours."""
    os.close(_open_folder(make=False))
    path = _find_socket()
    status = path.lstat()
    if not stat.S_ISSOCK(status.st_mode) or status.st_uid != os.geteuid():
        raise NoMeetingError("not a socket of this user")
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        peer.settimeout(WAIT_SECONDS)
        peer.connect(str(path))
        _check_peer(peer)
    except BaseException:
        peer.close()
        raise
    return peer


def _check_peer(peer: socket.socket) -> None:
    """Raise NoMeetingError where the process at the other end is another user's."""
    _, user, _ = _PEER.unpack(peer.getsockopt(socket.SOL_SOCKET, _ASKS_PEER, _PEER.size))
    if user != os.geteuid():
        raise NoMeetingError("another user's process")


def _find_socket() -> Path:
    return data_folder().absolute() / FOLDER / _SOCKET


def _open_folder(*, make: bool) -> int:
    """Open the folder of the socket. Raises OSError, and NoMeetingError where others may use it, or it is a link."""
    if not _ASKS_PEER or not hasattr(socket, "AF_UNIX"):
        raise NoMeetingError("this system does not tell whose process speaks")
    path = _find_socket().parent
    if make:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    status = os.fstat(folder)
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
        os.close(folder)
        raise NoMeetingError("others may use the folder")
    return folder


def _take_lock(folder: int) -> BinaryIO:
    """Take the lock that one window holds as long as it is open. Raises NoMeetingError where another holds it."""
    import fcntl

    lock = os.fdopen(os.open(_LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=folder), "r+b")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise NoMeetingError("another window is open") from error
    return lock
