"""Plays sound out of samples that came over the border, on the system's output device; it opens no file.

The device takes samples from a thread of its own. It is given at most a few seconds ahead, and nothing else than the
samples: the decoders of the library that opens it are never called.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from verify.model.views import Samples

if TYPE_CHECKING:
    from miniaudio import Backend, PlaybackDevice

_SAMPLE_BYTES: Final = 2
_NEAR_SECONDS: Final = 0.01  # an answer about another time is one to an earlier question
_AHEAD_SECONDS: Final = 3.0  # that are asked for before they are heard
_TICK_MILLISECONDS: Final = 50
_RATES: Final = range(1_000, 384_001)  # samples a second that a device can be asked for
_DEVICE_MILLISECONDS: Final = 100  # that a device keeps to itself


class SoundPlayer(QObject):
    """`wanted` carries the second from which samples are needed next, `moved` the second that is heard.

    `ended` says that it stopped by itself: True at the end of the sound, False where it cannot be played.
    """

    wanted = Signal(float)
    moved = Signal(float)
    ended = Signal(bool)

    def __init__(self, parent: QObject, backends: Sequence[Backend] | None = None) -> None:
        """`backends` are the systems of sound to try, else all that have a device to be heard."""
        super().__init__(parent)
        self._backends = backends
        self._device: PlaybackDevice | None = None
        self._queue = _Queue()
        self._form = (0, 0)  # rate and channels of the device
        self._start = 0.0  # second at which the queue began
        self._next: float | None = None  # second that was asked for and has not come
        self._asked = 0.0  # up to which it was asked and came
        self._is_whole = False  # the end came
        self.is_playing = False
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MILLISECONDS)
        self._clock.timeout.connect(self._on_tick)

    @property
    def second(self) -> float:
        """The second that is heard, or from which it would go on."""
        rate, channels = self._form
        heard = self._queue.taken / (_SAMPLE_BYTES * channels * rate) if rate else 0.0
        return self._start + heard

    def play(self, second: float) -> None:
        """Play from this second on."""
        self.stop()
        self._queue = _Queue()
        self._start = self._asked = second
        self._is_whole = False
        self.is_playing = True
        self._clock.start()
        self._ask()

    def rewind(self, second: float = 0.0) -> None:
        """Be silent, and go on from this second when it is played again."""
        self.stop()
        self._start = second

    def stop(self) -> None:
        """Be silent, and let go of the device."""
        self._start = self.second
        self._queue = _Queue()
        self._form = (0, 0)
        self._next = None
        self.is_playing = False
        self._clock.stop()
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def take(self, samples: Samples) -> None:
        """Play a stretch behind those before it; one that is no longer awaited is left out."""
        if (
            not self.is_playing
            or self._next is None
            or (samples.pcm and abs(samples.second - self._next) > _NEAR_SECONDS)
        ):
            return
        self._next = None
        form = samples.rate, samples.channels
        if samples.pcm and self._device is None and not self._open(*form):
            self._give_up()
            return
        if samples.pcm and form != self._form:
            self._give_up()
            return
        self._queue.add(samples.pcm)
        self._asked += len(samples.pcm) / (_SAMPLE_BYTES * samples.channels * samples.rate)
        self._is_whole = samples.is_last or not samples.pcm

    def fail(self) -> None:
        """Give up: the samples cannot be had."""
        if self.is_playing:
            self._give_up()

    def _ask(self) -> None:
        self._next = self._asked
        self.wanted.emit(self._asked)

    def _open(self, rate: int, channels: int) -> bool:
        """Open the device; return whether there is one."""
        if rate not in _RATES or channels not in (1, 2):
            return False
        try:
            import miniaudio
        except (ImportError, OSError):
            return False
        # the one that takes sound and lets nobody hear it is no answer to a person who wants to listen
        audible = [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]
        try:
            device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16,
                channels,
                rate,
                _DEVICE_MILLISECONDS,
                backends=list(self._backends or audible),
                app_name="Whence",
            )
            device.start(_feed(self._queue, _SAMPLE_BYTES * channels))
        except miniaudio.MiniaudioError:
            return False
        self._device, self._form = device, (rate, channels)
        return True

    def _give_up(self) -> None:
        self.stop()
        self.ended.emit(False)

    @Slot()
    def _on_tick(self) -> None:
        self.moved.emit(self.second)
        if self._is_whole and not self._queue.waiting:
            self.stop()
            self.ended.emit(True)
        elif not self._is_whole and self._next is None and self._asked - self.second < _AHEAD_SECONDS:
            self._ask()


class _Queue:
    """Samples between the window and the device's thread; `taken` and `waiting` are bytes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bytes = bytearray()
        self.taken = 0

    @property
    def waiting(self) -> int:
        return len(self._bytes)

    def add(self, pcm: bytes) -> None:
        with self._lock:
            self._bytes += pcm

    def take(self, count: int) -> bytes:
        with self._lock:
            taken = bytes(self._bytes[:count])
            del self._bytes[:count]
            self.taken += len(taken)
        return taken


def _feed(queue: _Queue, frame_bytes: int) -> Generator[bytes, int, None]:
    """Give the device as many frames as it wants, and silence where they have not come yet."""
    generator = _frames(queue, frame_bytes)
    next(generator)
    return generator


def _frames(queue: _Queue, frame_bytes: int) -> Generator[Any, int, None]:
    count = yield b""
    while True:
        taken = queue.take(count * frame_bytes)
        count = yield taken + bytes(count * frame_bytes - len(taken))
