"""The frames of a video at their full size: where one can stop in it, and what is shown there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from verify.inspection.media import video
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.views import canvas
from verify.inspection.views.canvas import Canvas
from verify.model import Problem, limits
from verify.model.views import FileView


def describe(media: Media) -> FileView:
    """Say where one can stop. Raises UnavailableError, MediaError where the video cannot be decoded."""
    film = video.open_video(media, packets=True)
    longest = limits.TIMELINE_SECONDS
    key_frames = sorted({round(at * 1000) for at in film.find_key_frames() if 0 <= at <= longest})
    stops = fill_gaps(key_frames or [0], round(film.seconds * 1000))
    fewer = thin_out(stops, limits.VIDEO_STOPS)
    return FileView(
        has_picture=True,
        seconds=film.seconds,
        stops=fewer,
        has_all_stops=len(fewer) == len(stops) and not film.problem,
    )


def fill_gaps(stops: Iterable[int], end: int) -> list[int]:
    """Add times to rising `stops` so that none is further from the next, or from the `end`, than STOP_SECONDS.

    No more are added than can be stopped at anyway. All are milliseconds.
    """
    step = round(limits.STOP_SECONDS * 1000)
    times = list(stops)
    filled: list[int] = []
    for before, after in pairwise([*times, max(end, times[-1])]):
        filled.append(before)
        if len(filled) < 4 * limits.VIDEO_STOPS:
            filled += range(before + step, after - step // 2, step)[: limits.VIDEO_STOPS]
    return filled


def thin_out(stops: list[int], most: int) -> tuple[int, ...]:
    """Choose `most` of them, evenly, the first and the last among them."""
    if len(stops) <= most:
        return tuple(stops)
    return tuple(stops[at * (len(stops) - 1) // (most - 1)] for at in range(most))


def decode_frame(media: Media, milliseconds: int) -> Canvas:
    """Decode the frame that is shown at a time."""
    frame = video.open_video(media).decode_at(milliseconds / 1000)
    if frame is None:
        raise MediaError(Problem.FAILED, f"no frame at {milliseconds} ms")
    return canvas.from_pixels(frame.pixels)
