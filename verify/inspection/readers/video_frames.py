"""Look at a few frames of a video for logos, labels in words, and hidden marks that open generators write.

A mark counts only where it stays at its place over several frames (`find_longest_run`). The rest of the video is
not looked at, and a video's compression destroys most hidden marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Finding, Imprint, Options, OriginClaim, Picture, Problem, Strength, limits, media_types

if TYPE_CHECKING:
    from verify.inspection.media.video import Frame
    from verify.inspection.watermarks.dwt_dct import Score
    from verify.inspection.watermarks.visible.explicit_label import VisibleLabel

NAME: Final = "video_frames"

_PREVIEW: Final = "preview"
_FRAME: Final = "frame:"  # and its time in seconds
_CORNER: Final = 240  # pixels; a logo with its margin fits
_NEAR: Final = 4.0  # pixels that a logo's place may differ from frame to frame
_LABEL_NEAR: Final = 0.03  # of the short side, for words
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


@dataclass(frozen=True, slots=True)
class _Sight:
    """A mark as it was seen in one frame: what a finding needs, and how it is known again in the next frame."""

    code: str
    kind: str  # must be the same
    box: tuple[int, int, int, int]  # left, top, width, height in pixels; left and top must be nearly the same
    near: float  # pixels
    claim: OriginClaim
    facts: tuple[tuple[str, str], ...]

    def is_same(self, other: _Sight) -> bool:
        """Tell whether the other is the same mark at the same place."""
        apart = max(abs(self.box[0] - other.box[0]), abs(self.box[1] - other.box[1]))
        return (self.code, self.kind) == (other.code, other.kind) and apart <= self.near


@dataclass(frozen=True, slots=True)
class FrameRun:
    """A mark that stays: indices of the first and the last frame looked at in which it was seen."""

    first: int
    last: int


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:
    """Yield a preview, a strip of frames, a finding per mark that stays and, if asked for, what the frames look like.

    Raises UnavailableError where OpenCV has no decoder for the codec or the reader of words is not installed,
    MediaError where no frame can be decoded or not all in time.
    """
    from verify.inspection.media import video
    from verify.inspection.watermarks import dwt_dct

    film = video.open_video(media)
    times: list[float] = []
    logos: list[tuple[_Sight | None, _Sight | None]] = []
    scores: list[Score | None] = []
    kept: list[Frame] = []  # those whose words are read
    looks: list[Imprint] = []
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
            looks += _imprint(frame, looks)
        times.append(frame.seconds)
        logos.append(_logos(frame))
        scores.append(dwt_dct.find(frame.pixels))
        if _is_read(frame.seconds, kept, film.seconds):
            kept.append(frame)
    if not times:
        raise MediaError(Problem.FAILED, "no frame could be decoded")
    if preview is not None:
        yield preview
    yield from strip
    yield from looks
    whole = (shape[1], shape[0])
    for sights in zip(*logos, strict=True):
        yield from _persistent_mark(times, sights, film.seconds, whole)
    yield from _persistent_watermark(times, scores, film.seconds)
    if min(whole) >= _LEAST_SIDE:
        yield from _labels(kept, film.seconds, whole)
    if film.broken_off:
        raise MediaError(Problem.TIMED_OUT, f"{len(times)} frames were looked at")


def _persistent_mark(
    times: Sequence[float], sights: Sequence[_Sight | None], seconds: float, size: Size
) -> Iterator[Finding]:
    """The finding of a mark that stays, with its place as it was first seen."""
    run = find_longest_run(times, sights, _Sight.is_same, seconds)
    sight = sights[run.first] if run else None
    if run is None or sight is None:
        return
    start, end = f"{times[run.first]:.1f}", f"{times[run.last]:.1f}"
    shares = (part / size[at % 2] for at, part in enumerate(sight.box))
    facts = (
        *sight.facts,
        ("place", ",".join(map(str, sight.box))),
        ("box", ",".join(f"{min(1.0, max(0.0, share)):.4f}" for share in shares)),
        ("start", start),
        ("end", end),
    )
    strength = Strength.HINT if sight.claim is OriginClaim.NONE else Strength.STATED
    where = f"frames of the video from {start} s to {end} s"
    yield Finding(sight.code, NAME, sight.claim, strength, where, facts)


def _persistent_watermark(times: Sequence[float], scores: Sequence[Score | None], seconds: float) -> Iterator[Finding]:
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


def _logos(frame: Frame) -> tuple[_Sight | None, _Sight | None]:
    """The star and the bar in the lower right corner."""
    from verify.inspection.watermarks.visible import dalle_colour_bar, gemini_sparkle

    height, width = frame.pixels.shape[:2]
    left, top = max(0, width - _CORNER), max(0, height - _CORNER)
    corner = frame.pixels[top:, left:]
    sights: list[_Sight | None] = [None, None]
    if star := gemini_sparkle.find(corner):
        box = (left + star.left, top + star.top, star.size, star.size)
        look = (("size", str(star.size)), ("strength", f"{star.strength * 100:.0f}"))
        sights[0] = _Sight("visible.sparkle", str(star.size), box, _NEAR, OriginClaim.AI_GENERATED, look)
    if bar := dalle_colour_bar.find(corner):
        box = (left + bar.left, top + bar.top, 5 * bar.side, bar.side)
        sights[1] = _Sight(
            "visible.colour_bar", str(bar.side), box, _NEAR, OriginClaim.AI_GENERATED, (("size", str(bar.side)),)
        )
    return sights[0], sights[1]


def _is_read(time: float, kept: list[Frame], seconds: float) -> bool:
    """Whether the words of the frame at `time` are read: of three frames of the opening and three of the middle."""
    opening = [frame for frame in kept if frame.seconds <= _OPENING_SECONDS]
    if time <= _OPENING_SECONDS:
        step = min(_WORDS_EVERY, seconds / _WORDS_FRAMES) if seconds else _WORDS_EVERY
        return len(opening) < _WORDS_FRAMES and (not opening or time - opening[-1].seconds >= step * 0.8)
    return len(kept) - len(opening) < _WORDS_FRAMES and abs(time - seconds / 2 - _WORDS_EVERY) <= _WORDS_EVERY + 0.1


def _labels(kept: Sequence[Frame], seconds: float, size: Size) -> Iterator[Finding]:
    """The label of the opening; where there is none, that of the middle."""
    opening = [frame for frame in kept if frame.seconds <= _OPENING_SECONDS]
    for group in (opening, kept[len(opening) :]):
        times = [frame.seconds for frame in group]
        findings = tuple(_persistent_mark(times, [_label(frame) for frame in group], seconds, size))
        yield from findings
        if findings:
            return


def _label(frame: Frame) -> _Sight | None:
    """The first label that stands alone at an edge; running text passes with the scene and is left out."""
    from PIL import Image

    from verify.inspection.media import ocr
    from verify.inspection.media.oriented_image import OrientedImage
    from verify.inspection.watermarks.visible import explicit_label, label_ground

    picture = OrientedImage(Image.fromarray(frame.pixels))
    lines = ocr.read_lines(picture)
    see = partial(label_ground.examine, picture, lines=lines)
    for label in explicit_label.find_labels(lines, picture.width, picture.height, see):
        if label.isolated and label.form is not None:
            return _sight(label, picture.width, picture.height)
    return None


def _sight(label: VisibleLabel, width: int, height: int) -> _Sight:
    from verify.inspection.watermarks.visible.label_patterns import LabelMeaning

    form = label.form
    meaning = form.meaning if form else LabelMeaning.NAME
    short = min(width, height)
    facts = [("text", label.text[: limits.FACT_CHARACTERS])]
    facts += [("height", f"{label.share * short:.0f}"), ("share", f"{label.share:.3f}")]
    if form and form.product:
        facts.append(("generator", form.product))
    code, claim = "visible.name", OriginClaim.NONE
    if meaning is not LabelMeaning.NAME:
        facts.append(("rule", label.rule.value))
        changed = meaning is LabelMeaning.CHANGED
        code = "visible.label_edited" if changed else "visible.label"
        claim = OriginClaim.AI_EDITED if changed else OriginClaim.AI_GENERATED
    left, top = max(0, int(label.line.left)), max(0, int(label.line.top))
    right, bottom = min(width, round(label.line.right)), min(height, round(label.line.bottom))
    box = (left, top, max(1, right - left), max(1, bottom - top))
    return _Sight(code, meaning.value, box, max(_NEAR, _LABEL_NEAR * short), claim, tuple(facts))


def _shrink(frame: Frame, name: str, side: int) -> Picture:
    from PIL import Image

    from verify.inspection.media import images

    return images.shrink(Image.fromarray(frame.pixels), name, side)


def _imprint(frame: Frame, before: list[Imprint]) -> Iterator[Imprint]:
    """What the frame looks like, unless that is like the frame before it."""
    from verify.inspection.media import fingerprint

    imprint = fingerprint.fingerprint(_shrink(frame, _PREVIEW, limits.PREVIEW_SIDE), frame.seconds)
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
            "visible.label",
            "visible.label_edited",
            "visible.name",
            "visible.sparkle",
        )
    ),
    read,
)
