"""Decode a few frames of a video: those of its opening and some spread over the rest, bounded in time and size.

The only door to OpenCV's video reader. It is told which container to expect, so that no file can name others to open.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.media.input_file import CallbackStream, Media, MediaError
from verify.model import Problem, limits
from verify.model.errors import UnavailableError
from verify.model.vocabularies import media_types

if TYPE_CHECKING:
    from cv2 import VideoCapture

OPENING: Final = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)  # seconds: where a label has to be (GB 45438-2025, 5.4)
_SPREAD: Final = (0.25, 0.75, 0.97)  # shares of the whole
_MIDDLE: Final = (0.5, 1.0, 1.0)  # the middle, and two frames a second apart after it
_LONGEST: Final = 48 * 3600.0  # seconds; a video that claims more says nothing believable
_RATES: Final = (1.0, 1000.0)  # frames a second
_STREAM_RATE: Final = 25.0  # of streams that do not tell


class Frame(Struct, frozen=True):
    """A frame as it is shown: its time in seconds, and its pixels (height × width × 3, RGB)."""

    seconds: float
    pixels: NDArray[np.uint8]


class _Work:
    """A bound on work in seconds of this thread's processor time, with a wide one by the clock behind it.

    By the clock alone, what is seen in a video, and so the answer, would depend on what else this computer does. The
    clock still ends work that waits: for a disk, or for a processor that others take.
    """

    def __init__(self, seconds: float, clock_seconds: float) -> None:
        self._until = time.thread_time() + seconds
        self._clock_until = time.monotonic() + clock_seconds

    def is_too_much(self) -> bool:
        """Tell whether one of the two bounds is passed."""
        return time.thread_time() > self._until or time.monotonic() > self._clock_until


class Video:
    """An open video: how long it lasts in seconds (0: not known), and its frames one after the other."""

    def __init__(self, capture: VideoCapture) -> None:
        import cv2

        self._capture = capture
        rate = float(capture.get(cv2.CAP_PROP_FPS))
        count = float(capture.get(cv2.CAP_PROP_FRAME_COUNT))
        self.rate = rate if _RATES[0] <= rate <= _RATES[1] else _STREAM_RATE
        self.seconds = count / self.rate if 0 < count / self.rate <= _LONGEST else 0.0
        self.problem: Problem | None = None  # why not all frames were decoded that were asked for

    def frames(self) -> Iterator[Frame]:
        """Yield the frames at `choose_times`, as near as they can be had.

        Stops at the end, at damage and when the work, that of who takes the frames included, is too much: `problem`
        then says which of the last two. A video that does not tell its length may end anywhere.
        """
        work = _Work(limits.FRAMES_SECONDS, limits.FRAMES_CLOCK_SECONDS)
        last = -1.0  # time of the last frame
        for stop in choose_times(self.seconds):
            if work.is_too_much():
                self.problem = Problem.TIMED_OUT
                return
            frame = self._step_to(stop, last) if stop <= OPENING[-1] else self._jump_to(stop)
            if frame is None:
                if stop > 0 and self.seconds > 0:
                    self.problem = Problem.FAILED
                return
            if frame.seconds > last:
                last = frame.seconds
                yield frame

    def decode_at(self, seconds: float) -> Frame | None:
        """Return the frame that is shown at a time; None where there is none, or damage."""
        return self._jump_to(seconds)

    def find_key_frames(self) -> Iterator[float]:
        """Yield the times in seconds of the frames that need no other, by the packets alone.

        Only for a video that was opened with `packets`. Stops at the end, at damage and when time is up.
        """
        import cv2

        work = _Work(limits.KEY_FRAMES_SECONDS, limits.KEY_FRAMES_CLOCK_SECONDS)
        while self._capture.grab():
            if self._capture.get(cv2.CAP_PROP_LRF_HAS_KEY_FRAME):
                yield float(self._capture.get(cv2.CAP_PROP_POS_MSEC)) / 1000
            if work.is_too_much():
                self.problem = Problem.TIMED_OUT
                return

    def _step_to(self, time: float, last: float) -> Frame | None:
        """Step frame by frame, as the opening allows."""
        at = last
        while at < time or at < 0:
            if not self._capture.grab():
                return None
            at = 0.0 if at < 0 else at + 1 / self.rate
        return self._decode_grabbed(at)

    def _jump_to(self, time: float) -> Frame | None:
        import cv2

        self._capture.set(cv2.CAP_PROP_POS_MSEC, time * 1000)
        if not self._capture.grab():
            return None
        return self._decode_grabbed(time)

    def _decode_grabbed(self, seconds: float) -> Frame | None:
        good, pixels = self._capture.retrieve()
        if not good or pixels is None or pixels.ndim != 3 or pixels.shape[2] != 3:
            return None
        return Frame(seconds, np.ascontiguousarray(pixels[..., ::-1]))


def choose_times(seconds: float) -> tuple[float, ...]:
    """Return when to look at a video that lasts `seconds` (0: not known).

    These are its opening, three frames of the middle, and others.
    """
    opening = tuple(time for time in OPENING if time == 0 or not seconds or time < seconds)
    middle = tuple(seconds * _MIDDLE[0] + shift for shift in (0.0, _MIDDLE[1], _MIDDLE[1] + _MIDDLE[2]))
    spread = {round(time, 3) for time in (*(seconds * share for share in _SPREAD), *middle)}
    return (*opening, *sorted(time for time in spread if OPENING[-1] < time < seconds))


def open_video(media: Media, *, packets: bool = False) -> Video:
    """Return the video of `media`; with `packets` one of which nothing is decoded.

    Raises UnavailableError without OpenCV or where it has no decoder for the codec, MediaError for frames too large.
    """
    try:
        import cv2
    except (ImportError, OSError) as error:
        raise UnavailableError(f"OpenCV: {error}") from error
    # read at every opening; the whitelists keep a hostile file from being taken for a list of other files
    os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = (
        f"format_whitelist;{media_types.DEMUXERS[media.media_type]}|protocol_whitelist;none"
    )
    os.environ["OPENCV_FFMPEG_LOGLEVEL"] = "-8"
    _silence(cv2)
    stream: Any = CallbackStream(media)  # OpenCV's own type for streams does not name Python's
    try:
        raw = [cv2.CAP_PROP_FORMAT, -1] if packets else []
        capture = cv2.VideoCapture(stream, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1, *raw])
    except cv2.error as error:
        raise MediaError(Problem.FAILED, str(error)) from error
    if not capture.isOpened():
        raise UnavailableError("OpenCV has no decoder for this video, or it is damaged")
    width, height = (int(capture.get(key)) for key in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
    if width * height > limits.FRAME_PIXELS:
        raise MediaError(Problem.TOO_LARGE, f"{width}×{height} pixels")
    return Video(capture)


def _silence(cv2: Any) -> None:
    """Silence OpenCV, which tells of each damaged file on the error stream."""
    logging = cv2.utils.logging
    logging.setLogLevel(logging.LOG_LEVEL_SILENT)
