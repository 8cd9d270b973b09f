"""Open ZIP packages by their central directory and reads small members under bounds, against bombs and lies."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from typing import Final

from verify.inspection.containers.base import Damage, Source, SourceStream
from verify.model import limits

_MEMBERS: Final = 65_536
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The members of a ZIP file. `problem` says why there are none, or None."""

    def __init__(self, source: Source, total: int = limits.INFLATED_TOTAL_BYTES) -> None:
        self.problem: Damage | None = None
        self._left = total  # bytes that may still be unpacked
        self._zip: zipfile.ZipFile | None = None
        try:
            # the size of the central directory is a claim of the file: no read is longer than this
            self._zip = zipfile.ZipFile(SourceStream(source, limits.INFLATED_BYTES))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
            self.problem = Damage.NOT_WELL_FORMED
        else:
            if len(self._zip.filelist) > _MEMBERS:
                self._zip, self.problem = None, Damage.TOO_MANY
        self._read_members = {info.filename: info for info in self._zip.filelist} if self._zip else {}

    def __contains__(self, name: str) -> bool:
        return name in self._read_members

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members."""
        return tuple(self._read_members)

    def offset(self, name: str) -> int:
        """Return where the member stands in the file, in bytes."""
        return self._read_members[name].header_offset

    def size(self, name: str) -> int:
        """Return how long the member says to be, in bytes."""
        return self._read_members[name].file_size

    def read(self, name: str, limit: int = limits.INFLATED_BYTES) -> tuple[bytes, Damage | None]:
        """Return the first bytes of a member, at most `limit`, and what was wrong with it."""
        info = self._read_members.get(name)
        if info is None or self._zip is None:
            return b"", None
        if info.flag_bits & 1:
            return b"", Damage.LOCKED
        if info.compress_type not in _METHODS:
            return b"", Damage.UNSUPPORTED
        allowed = min(limit, self._left)
        data = bytearray()
        problem: Damage | None = None
        try:
            with self._zip.open(info) as stream, contextlib.suppress(EOFError):
                while len(data) <= allowed and (piece := stream.read(min(64 * limits.KIB, allowed + 1 - len(data)))):
                    data += piece
        except zipfile.BadZipFile as error:
            problem = Damage.CHECKSUM if "CRC" in str(error) else Damage.NOT_WELL_FORMED
        except (OSError, ValueError, NotImplementedError, RuntimeError, OverflowError):
            problem = Damage.NOT_WELL_FORMED
        except zlib.error:
            problem = Damage.NOT_INFLATABLE
        self._left -= len(data)
        if len(data) > allowed:
            return bytes(data[:allowed]), Damage.TOO_LARGE
        return bytes(data), problem
