"""Look at a few frames of a video for logos, labels in words, and hidden marks that open generators write.

A mark counts only where it stays at its place over several frames (`find_longest_run`); a generator's name that moves
is a hint. The rest of the video is not looked at, and a video's compression destroys most hidden marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Finding, Imprint, Options, Picture, Problem, limits
from verify.model.vocabularies import media_types

if TYPE_CHECKING:
    from verify.inspection.media.video import Frame, Video
    from verify.inspection.watermarks.dwt_dct import Score
    from verify.inspection.watermarks.visible.marks import VisibleMark

NAME: Final = "video_frames"

_PREVIEW: Final = "preview"
_FRAME: Final = "frame:"  # and its time in seconds
_CORNER: Final = 240  # pixels; a logo with its margin fits
_TOLERANCE: Final = 4.0  # pixels that a logo's place may differ from frame to frame
_LABEL_TOLERANCE: Final = 0.03  # of the short side, for words
_DARK: Final = 16  # of 255; a darker frame shows nothing to recognise the video by
_WORDS_EVERY: Final = 1.0  # seconds between the frames whose words are read
_WORDS_FRAMES: Final = 3  # in the opening, and again in the middle where the opening has no label
_OPENING_SECONDS: Final = 2.75
_LEAST_SIDE: Final = 16  # pixels
LEAST_FRAMES: Final = 3  # in a row, of those that are looked at
LEAST_SECONDS: Final = 2.0  # from the first to the last
LEAST_SHARE: Final = 0.6  # of a video that is shorter than that

Size = tuple[int, int]  # width and height in pixels
Mark = TypeVar("Mark")


class _Sight(Struct, frozen=True):
    """A visible mark as it was seen in one frame, and how many pixels off it may stand in the next."""

    mark: VisibleMark
    tolerance: float
    isolated: bool = True  # words that stand alone in this frame; its ground may hide that

    def is_same(self, other: _Sight) -> bool:
        """Tell whether the other is the same mark at the same place."""
        one, two = self.mark, other.mark
        distance = max(abs(one.box.left - two.box.left), abs(one.box.top - two.box.top))
        return (one.code, one.kind) == (two.code, two.kind) and distance <= self.tolerance


class FrameRun(Struct, frozen=True):
    """A mark that stays: indices of the first and the last frame looked at in which it was seen."""

    first: int
    last: int


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:
    """Yield a preview, a strip of frames, a finding per mark that stays and, if asked for, what the frames look like.

    Raises UnavailableError where OpenCV has no decoder for the codec or the reader of words is not installed,
    MediaError where no frame can be decoded, or not all: for want of time, or since the video is damaged or shorter
    than it says.
    """
    from verify.inspection.media import video
    from verify.inspection.watermarks import dwt_dct

    film = video.open_video(media)
    times: list[float] = []
    logos: list[tuple[_Sight | None, ...]] = []
    scores: list[Score | None] = []
    frames_to_read: list[Frame] = []  # those whose words are read
    imprints: list[Imprint] = []
    preview: Picture | None = None
    strip: list[Picture] = []
    shape: tuple[int, ...] = ()
    for frame in film.frames():
        if times and frame.pixels.shape != shape:
            break  # places in pictures of another size are not comparable
        shape = frame.pixels.shape
        if options.previews and (preview is None or (len(times) == 1 and _is_dark(preview))):
            preview = _shrink(frame, _PREVIEW, limits.PREVIEW_SIDE)
        if options.previews:
            strip.append(_shrink(frame, f"{_FRAME}{frame.seconds:.2f}", limits.STRIP_SIDE))
        if options.imprints:
            imprints += _make_imprint(frame, imprints)
        times.append(frame.seconds)
        logos.append(_find_logos(frame))
        scores.append(dwt_dct.find(frame.pixels))
        if _should_read_words(frame.seconds, frames_to_read, film.seconds):
            frames_to_read.append(frame)
    if not times:
        raise MediaError(Problem.FAILED, "no frame could be decoded")
    if preview is not None:
        yield preview
    yield from strip
    yield from imprints
    whole = (shape[1], shape[0])
    for sights in zip(*logos, strict=True):
        yield from _find_lasting_mark(times, sights, film.seconds, whole)
    yield from _find_lasting_watermark(times, scores, film.seconds)
    if min(whole) >= _LEAST_SIDE:
        yield from _find_labels(frames_to_read, film.seconds, whole)
    if film.problem:
        raise MediaError(film.problem, _describe_end(film, times))


def _describe_end(film: Video, times: Sequence[float]) -> str:
    end = f"{len(times)} frames were looked at"
    return end if film.problem is Problem.TIMED_OUT else f"{end}, none could be decoded after {times[-1]:.1f} s"


def _find_lasting_mark(
    times: Sequence[float], sights: Sequence[_Sight | None], seconds: float, size: Size
) -> Iterator[Finding]:
    """Yield the finding of a mark that stays, with its place as it was first seen."""
    run = find_longest_run(times, sights, _Sight.is_same, seconds)
    if run is None:
        return
    seen = [sight for sight in sights[run.first : run.last + 1] if sight]
    if sum(sight.isolated for sight in seen) <= len(seen) / 2:
        return
    mark = seen[0].mark
    start, end = f"{times[run.first]:.1f}", f"{times[run.last]:.1f}"
    facts = (
        *mark.facts,
        ("place", mark.box.numbers),
        ("box", mark.box.to_shares(*size)),
        ("start", start),
        ("end", end),
    )
    yield Finding(mark.code, NAME, mark.claim, mark.strength, f"frames of the video from {start} s to {end} s", facts)


def _find_lasting_watermark(
    times: Sequence[float], scores: Sequence[Score | None], seconds: float
) -> Iterator[Finding]:
    from verify.inspection.watermarks import dwt_dct

    run = find_longest_run(times, scores, lambda one, other: one.payload == other.payload, seconds)
    score = scores[run.first] if run else None
    if run and score:
        span = {"start": f"{times[run.first]:.1f}", "end": f"{times[run.last]:.1f}"}
        yield dwt_dct.make_finding("signal.dwt_dct", NAME, "plain", score, **span)


def find_longest_run(
    times: Sequence[float], marks: Sequence[Mark | None], are_same: Callable[[Mark, Mark], bool], seconds: float
) -> FrameRun | None:
    """Find the longest run of the same mark over the frames at `times` of a video of `seconds`; None if too short.

    `marks` holds what was seen in each frame, None where nothing was. Scenes pass; a label or logo stays. GB
    45438-2025, 5.4, asks for two seconds of a label.
    """
    best: FrameRun | None = None
    first = 0
    for index, mark in enumerate(marks):
        before = marks[index - 1] if index else None
        if mark is None or before is None or not are_same(before, mark):
            first = index
        if mark is not None and (best is None or index - first > best.last - best.first):
            best = FrameRun(first, index)
    whole = max(seconds, times[-1]) if times else 0.0
    needed = min(LEAST_SECONDS, LEAST_SHARE * whole)
    if best is None or best.last - best.first + 1 < LEAST_FRAMES or times[best.last] - times[best.first] < needed:
        return None
    return best


def _find_logos(frame: Frame) -> tuple[_Sight | None, ...]:
    """Find the star and the bar in the lower right corner, and the star where Google's films have it."""
    from verify.inspection.watermarks.visible import marks

    height, width = frame.pixels.shape[:2]
    left, top = max(0, width - _CORNER), max(0, height - _CORNER)
    star, bar = marks.find_logos(frame.pixels[top:, left:], left, top)
    film_star = marks.find_film_star(frame.pixels)
    found = (None if film_star else star, bar, film_star)  # the same star, and no film with it was at hand
    return tuple(_Sight(mark, _TOLERANCE) if mark else None for mark in found)


def _should_read_words(time: float, frames: list[Frame], seconds: float) -> bool:
    """Tell whether the words of the frame at `time` are read.

    They are read in three frames of the opening and three of the middle.
    """
    opening = [frame for frame in frames if frame.seconds <= _OPENING_SECONDS]
    if time <= _OPENING_SECONDS:
        step = min(_WORDS_EVERY, seconds / _WORDS_FRAMES) if seconds else _WORDS_EVERY
        return len(opening) < _WORDS_FRAMES and (not opening or time - opening[-1].seconds >= step * 0.8)
    return len(frames) - len(opening) < _WORDS_FRAMES and abs(time - seconds / 2 - _WORDS_EVERY) <= _WORDS_EVERY + 0.1


def _find_labels(frames: Sequence[Frame], seconds: float, size: Size) -> Iterator[Finding]:
    """Yield the label of the opening; where there is none, that of the middle, or a name that moves."""
    opening = [frame for frame in frames if frame.seconds <= _OPENING_SECONDS]
    names: list[tuple[float, VisibleMark]] = []
    for group in (opening, frames[len(opening) :]):
        times = [frame.seconds for frame in group]
        sights = [_find_label(frame) for frame in group]
        findings = tuple(_find_lasting_mark(times, sights, seconds, size))
        yield from findings
        if findings:
            return
        names += [(time, sight.mark) for time, sight in zip(times, sights, strict=True) if sight and sight.isolated]
    yield from _find_moving_name(names, size)


def _find_moving_name(names: Sequence[tuple[float, VisibleMark]], size: Size) -> Iterator[Finding]:
    """Yield the name that most frames show, wherever it stands in each: a hint, since words come and go with scenes."""
    by_generator: dict[str, list[tuple[float, VisibleMark]]] = {}
    for time, mark in names:
        if generator := dict(mark.facts).get("generator"):
            by_generator.setdefault(generator, []).append((time, mark))
    seen = max(by_generator.values(), key=len, default=[])
    if len(seen) < LEAST_FRAMES or seen[-1][0] - seen[0][0] < LEAST_SECONDS:
        return
    mark = seen[0][1]
    start, end = f"{seen[0][0]:.1f}", f"{seen[-1][0]:.1f}"
    kept = tuple(fact for fact in mark.facts if fact[0] in ("text", "height", "share", "generator"))
    facts = (
        *kept,
        ("place", mark.box.numbers),
        ("box", mark.box.to_shares(*size)),
        ("start", start),
        ("end", end),
    )
    where = f"frames of the video from {start} s to {end} s, at changing places"
    yield Finding("visible.name_moves", NAME, facts=facts, where=where)


def _find_label(frame: Frame) -> _Sight | None:
    """Find the first label that stands alone at an edge, else one whose words may be a label's.

    Running text passes with the scene and is left out.
    """
    from PIL import Image

    from verify.inspection.media.oriented_image import OrientedImage
    from verify.inspection.watermarks.visible import marks

    picture = OrientedImage(Image.fromarray(frame.pixels))
    tolerance = max(_TOLERANCE, _LABEL_TOLERANCE * min(picture.width, picture.height))
    for label in marks.find_labels(picture):
        if label.form is not None:
            mark = marks.describe_label(replace(label, isolated=True), picture.width, picture.height)
            return _Sight(mark, tolerance, label.isolated)
    return None


def _shrink(frame: Frame, name: str, side: int) -> Picture:
    from PIL import Image

    from verify.inspection.media import images

    return images.shrink(Image.fromarray(frame.pixels), name, side)


def _make_imprint(frame: Frame, before: list[Imprint]) -> Iterator[Imprint]:
    """Yield what the frame looks like, unless that is like the frame before it."""
    from verify.inspection.media import fingerprint

    imprint = fingerprint.make_imprint(_shrink(frame, _PREVIEW, limits.PREVIEW_SIDE), frame.seconds)
    if (
        imprint is not None
        and not (before and fingerprint.is_same_scene(imprint, before[-1]))
        and len(before) < limits.IMPRINTS
    ):
        yield imprint


def _is_dark(picture: Picture) -> bool:
    return sum(picture.rgb) < _DARK * len(picture.rgb)


READER: Final = Reader(
    NAME,
    media_types.VIDEO,
    frozenset(
        (
            "signal.dwt_dct",
            "visible.colour_bar",
            "visible.film_star",
            "visible.label",
            "visible.label_edited",
            "visible.name",
            "visible.name_moves",
            "visible.sparkle",
        )
    ),
    read,
)
