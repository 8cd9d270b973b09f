"""One file under inspection: opened once, read by position, never written, never trusted.

It refuses folders, pipes and devices; it names the format from the bytes; it notices when the file changes.
"""

from __future__ import annotations

import contextlib
import io
import os
import warnings
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from verify.inspection.media import sniff
from verify.inspection.media.open_file import SIDECAR_ENDING, XMP_ENDING, OpenFile, close_all, open_with_companions
from verify.inspection.media.side_digest import SideDigest, compute_digest
from verify.model import Problem, limits
from verify.model.errors import ProblemError
from verify.model.vocabularies import media_types

if TYPE_CHECKING:
    from PIL.Image import Image

    from verify.inspection.containers.base import Part


class MediaError(ProblemError[Problem]):
    """The file, or a part of it, could not be read; `problem` says why, `detail` in the system's words."""


@contextlib.contextmanager
def bounded_decoding(pixels: int | None = None) -> Iterator[None]:
    """Let Pillow refuse pictures far beyond so many pixels (`limits.PICTURE_PIXELS`) within it, and warn of nothing.

    Pillow's own guard is a global of its module, so it is put back afterwards.
    """
    from PIL import Image

    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = pixels or limits.PICTURE_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


class MediaStream(io.RawIOBase):
    """An independent, seekable, read-only view on the open file, for libraries that want a stream.

    It never closes the file. `changed` is set when a read came out short, so that a caller can throw
    away what an engine concluded from half a file.
    """

    def __init__(self, media: Media) -> None:
        super().__init__()
        self._media = media
        self._position = 0
        self.changed = False

    def readable(self) -> bool:
        """Always: the file is open for reading."""
        return True

    def seekable(self) -> bool:
        """Always: a regular file."""
        return True

    def tell(self) -> int:
        """Return this stream's own position, in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move this stream's own position; before the beginning counts as the beginning."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._media.size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill up to one piece of `buffer`, since engines ask for hundreds of megabytes at once; 0 at the end."""
        count = min(len(buffer), max(0, self._media.size - self._position), limits.HASH_PIECE_BYTES)
        if count == 0:
            return 0
        try:
            self._media.read_into(self._position, memoryview(buffer)[:count])
        except MediaError:
            self.changed = True
            raise
        self._position += count
        return count


class _Buffered(io.BufferedReader):
    """Asks for no more memory than the file could fill: a library may be told by the file to read four gigabytes."""

    def __init__(self, media: Media) -> None:
        super().__init__(media.open_stream(), 64 * limits.KIB)
        self._most = media.size

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size if size is None else min(size, self._most))


class Media:
    """An open file. Use it as a context manager.

    Raises MediaError from `open` where the path cannot be inspected, and from the reading methods where
    the file shrank, vanished or is too large.
    """

    _side_digest: SideDigest | None = None

    def __init__(self, file: OpenFile, companions: Sequence[OpenFile], status: os.stat_result) -> None:
        self.path = file.path
        self.name = file.path.name
        self.size = status.st_size
        self._file = file
        self._companions = companions
        self._status = status

    @classmethod
    def open(cls, path: Path) -> Media:
        """Open a regular file and what lies beside it; a folder, a pipe or a device is refused."""
        return cls.take(open_with_companions(path))

    @classmethod
    def take(cls, files: Sequence[OpenFile]) -> Media:
        """Take over a file that was opened, and its companions behind it. They are closed with it, or where it fails.

        A companion that could not be opened fails where it is asked for.
        """
        file, *companions = files
        try:
            if file.problem:
                raise MediaError(file.problem, file.detail)
            status = os.fstat(file.descriptor)
            if status.st_size == 0:
                raise MediaError(Problem.EMPTY)
            if status.st_size > limits.FILE_BYTES:
                raise MediaError(Problem.TOO_LARGE, f"{status.st_size} bytes")
        except MediaError:
            close_all(files)
            raise
        return cls(file, companions, status)

    def __enter__(self) -> Media:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and its companions; further reads raise MediaError."""
        if self._side_digest:
            self._side_digest.stop()
        close_all((self._file, *self._companions))

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end of the file.

        Raises MediaError(CHANGED) where the file became shorter than it was when it was opened.
        """
        if offset >= self.size or length <= 0 or offset < 0:
            return b""
        length = min(length, self.size - offset)
        try:
            if hasattr(os, "pread"):
                data = os.pread(self._file.descriptor, length, offset)
                while len(data) < length:
                    more = os.pread(self._file.descriptor, length - len(data), offset + len(data))
                    if not more:
                        raise MediaError(Problem.CHANGED, "the file became shorter")
                    data += more
            else:
                os.lseek(self._file.descriptor, offset, os.SEEK_SET)
                data = os.read(self._file.descriptor, length)
        except OSError as error:
            raise MediaError(Problem.INPUT_OUTPUT, str(error)) from error
        return data

    def read_into(self, offset: int, buffer: memoryview) -> None:
        """Fill `buffer` with the bytes from `offset`, without a copy where the system can do so.

        Raises MediaError(CHANGED) where the file ends before the buffer does.
        """
        if not hasattr(os, "preadv"):
            data = self.read_at(offset, len(buffer))
            if len(data) < len(buffer):
                raise MediaError(Problem.CHANGED, "the file became shorter")
            buffer[:] = data
            return
        done = 0
        try:
            while done < len(buffer):
                read = os.preadv(self._file.descriptor, [buffer[done:]], offset + done)
                if read == 0:
                    raise MediaError(Problem.CHANGED, "the file became shorter")
                done += read
        except OSError as error:
            raise MediaError(Problem.INPUT_OUTPUT, str(error)) from error

    def open_stream(self) -> MediaStream:
        """Return A new unbuffered stream with its own position. Wrap it in `io.BufferedReader` for small reads."""
        return MediaStream(self)

    def open_buffered(self) -> io.BufferedReader:
        """Return A new buffered stream with its own position."""
        return _Buffered(self)

    @cached_property
    def media_type(self) -> str:
        """The media type told by the bytes, or an empty string."""
        return sniff.detect(self.read_at, self.size)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What the container holds beside pixels and samples, walked once for all readers."""
        from verify.inspection import containers

        return tuple(containers.walk(self, self.media_type))

    @cached_property
    def sidecar(self) -> bytes | None:
        """The bytes of a `.c2pa` file beside this one (`photo.c2pa` or `photo.jpg.c2pa`), or None.

        Raises MediaError(TOO_LARGE) for one over the limit.
        """
        companion = self._find_sidecar()
        return None if companion is None else _read_companion(companion)

    @cached_property
    def side_file(self) -> tuple[str, bytes] | None:
        """Name and bytes of the XMP side file beside this one (`photo.xmp` or `photo.jpg.xmp`), or None.

        Raises MediaError(TOO_LARGE) for one over the limit.
        """
        companion = next((file for file in self._companions if file.path.suffix == XMP_ENDING), None)
        if companion is None or self.media_type == media_types.XMP_FILE:
            return None
        return companion.path.name, _read_companion(companion)

    @property
    def sidecar_path(self) -> Path | None:
        """The path of the `.c2pa` beside this file, or None."""
        companion = self._find_sidecar()
        return companion.path if companion else None

    def _find_sidecar(self) -> OpenFile | None:
        if self.media_type == media_types.MANIFEST_STORE:
            return None
        return next((file for file in self._companions if file.path.suffix == SIDECAR_ENDING), None)

    @cached_property
    def heads(self) -> tuple[tuple[str, bytes], ...]:
        """Name and bytes of the files beside this one that may be the head of the stream it is a piece of.

        Those that cannot be read, or are over the limit of a sidecar, are left out.
        """
        heads = []
        for companion in self._companions:
            if companion.path.suffix not in (SIDECAR_ENDING, XMP_ENDING):
                with contextlib.suppress(MediaError):
                    heads.append((companion.path.name, _read_companion(companion)))
        return tuple(heads)

    @property
    def most_pixels(self) -> int:
        """How many pixels a picture may have that is decoded."""
        return limits.PICTURE_PIXELS

    @cached_property
    def pixels(self) -> Image:
        """The picture decoded by Pillow, first frame, orientation as stored. Decoded once.

        Raises MediaError(TOO_LARGE) beyond `most_pixels`, MediaError(FAILED) where it cannot be decoded.
        """
        from PIL import Image

        if self.media_type in ("image/heic", "image/heif", "image/avif"):
            with contextlib.suppress(ImportError):
                import pi_heif

                pi_heif.register_heif_opener()
        try:
            with bounded_decoding(self.most_pixels):
                is_png = self.media_type == "image/png"
                picture = self._decode_png() if is_png else self._decode(self.open_buffered())
        except MediaError:
            raise
        except Image.DecompressionBombError as error:
            raise MediaError(Problem.TOO_LARGE, str(error)) from error
        except MemoryError as error:
            raise MediaError(Problem.OUT_OF_MEMORY) from error
        except Exception as error:
            raise MediaError(Problem.FAILED, str(error)) from error
        return picture

    def _decode(self, stream: io.BufferedReader) -> Image:
        from PIL import Image

        picture = Image.open(stream)
        if picture.width * picture.height > self.most_pixels:
            raise MediaError(Problem.TOO_LARGE, f"{picture.width}×{picture.height} pixels")
        picture.load()
        return picture

    def _decode_png(self) -> Image:
        """Decode a PNG: a large one, and one that Pillow refuses, without the chunks that no pixel depends on.

        Pillow gives up over one wrong checksum in a text, where every browser shows the picture.
        """
        from verify.inspection.media import png_stream

        if self.size <= limits.PACKET_BYTES:
            with contextlib.suppress(SyntaxError, OSError, ValueError):
                return self._decode(self.open_buffered())
        return self._decode(png_stream.open_for_pixels(self))

    def begin_digest(self) -> None:
        """Begin to compute the digest of a large file beside what is done next, where positions are not shared."""
        if self.size > limits.WHOLE_HASH_AT_ONCE_BYTES and hasattr(os, "pread"):
            with contextlib.suppress(RuntimeError):  # no further thread can be had: it is computed when it is asked for
                self._side_digest = SideDigest(self)

    def digest(self) -> str:
        """Return SHA-256 of the file as hexadecimal text."""
        return self._side_digest.read() if self._side_digest else compute_digest(self)

    def has_changed(self) -> bool:
        """Tell whether the open file has another size or modification time than when it was opened."""
        try:
            status = os.fstat(self._file.descriptor)
        except OSError:
            return True
        return (status.st_size, status.st_mtime_ns) != (self._status.st_size, self._status.st_mtime_ns)


def _read_companion(companion: OpenFile) -> bytes:
    """Return the bytes of a file beside another one. Raises MediaError where it cannot be read or is too large."""
    if companion.problem:
        raise MediaError(companion.problem, companion.detail)
    with Media.take((OpenFile(companion.path, os.dup(companion.descriptor)),)) as media:
        if media.size > limits.SIDECAR_BYTES:
            raise MediaError(Problem.TOO_LARGE, media.name)
        return media.read_at(0, media.size)


class CallbackStream(io.BufferedIOBase):
    """The open file for libsndfile and OpenCV, whose callbacks cannot raise: a problem ends the file and is kept."""

    def __init__(self, media: Media) -> None:
        super().__init__()
        self._inner = media.open_buffered()
        self.problem: MediaError | None = None

    def readable(self) -> bool:
        """Always: the file is open for reading."""
        return True

    def seekable(self) -> bool:
        """Always: a regular file."""
        return True

    def tell(self) -> int:
        """Return the position in bytes."""
        return self._inner.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move the position; a place that does not exist leaves it where it was."""
        try:
            return self._inner.seek(offset, whence)
        except (OSError, ValueError):
            return self._inner.tell()

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to `size` bytes, a mebibyte where no size is given; none at the end and from the first problem on."""
        if self.problem:
            return b""
        try:
            return self._inner.read(size if size and size > 0 else limits.MIB)
        except MediaError as error:
            self.problem = error
            return b""
