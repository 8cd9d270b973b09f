"""Files that programs send: received piece by piece into private copies, bounded each and together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from msgspec.structs import replace

from verify.features.serve.refusals import Refusal, RefusedError
from verify.model import Report, limits
from verify.report.words.catalogue import Translator
from verify.workers.given import GivenFiles, PrivateCopy

PATH: Final = "upload"  # of a file that was sent, in reports


class UploadRoom:
    """How many bytes all uploads may hold together, while they are received and until they are checked."""

    def __init__(self, most: int = limits.UPLOADS_BYTES, most_each: int = limits.UPLOAD_BYTES) -> None:
        self.most_each = most_each
        self._most = most
        self._held = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Take room for so many bytes. Raises RefusedError where there is none at present."""
        with self._lock:
            if self._held + size > self._most:
                raise RefusedError(Refusal.NO_ROOM)
            self._held += size

    def leave(self, size: int) -> None:
        """Give room back."""
        with self._lock:
            self._held -= size

    @asynccontextmanager
    async def receive(self, pieces: AsyncIterator[bytes], announced: int | None) -> AsyncIterator[GivenFiles]:
        """Yield what was sent as a file for the pool, which closes it. Its room is free when the block ends.

        `announced` is how many bytes the sender says there are; too many are refused before the first is taken.
        Raises RefusedError.
        """
        if announced is not None and announced > self.most_each:
            raise RefusedError(Refusal.TOO_LARGE)
        taken = announced or 0
        self.take(taken)
        try:
            with _make_copy() as copy:
                async for piece in _bound_times(pieces):
                    if copy.size + len(piece) > self.most_each:
                        raise RefusedError(Refusal.TOO_LARGE)
                    more = copy.size + len(piece) - taken
                    if more > 0:
                        self.take(more)
                        taken += more
                    await asyncio.to_thread(_write, copy, piece)
                yield copy.give()
        finally:
            self.leave(taken)


def keep(data: bytes) -> PrivateCopy:
    """Keep bytes that came whole. Raises RefusedError."""
    copy = _make_copy()
    try:
        _write(copy, data)
    except BaseException:
        copy.close()
        raise
    return copy


def name_upload(report: Report, translator: Translator) -> Report:
    """Return the report of a file that was sent, which has no path and no name of its own."""
    return replace(report, file=replace(report.file, path=PATH, name=translator.text("commands.serve.upload")))


def _make_copy() -> PrivateCopy:
    try:
        return PrivateCopy(PATH)
    except OSError as error:
        raise RefusedError(Refusal.NOT_KEPT) from error


def _write(copy: PrivateCopy, piece: bytes) -> None:
    try:
        copy.write(piece)
    except OSError as error:
        raise RefusedError(Refusal.NOT_KEPT) from error


async def _bound_times(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield the pieces, as long as they keep coming. Raises RefusedError."""
    clock = asyncio.get_running_loop().time
    until = clock() + limits.UPLOAD_SECONDS
    while True:
        seconds = min(limits.UPLOAD_SILENCE_SECONDS, until - clock())
        try:
            piece = await asyncio.wait_for(anext(pieces), max(0.0, seconds))
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise RefusedError(Refusal.TOO_SLOW) from error
        yield piece
