"""Marks in a video: those that stay are found with time and place, passing ones are not; every file is answered."""

from __future__ import annotations

import itertools
import operator
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tests.build.media import films
from tests.build.media.drawings import drawing
from tests.build.media.drawings.motifs import motif
from tests.build.readings import OPTIONS, findings, seen
from verify.features.teaching.samples import recordings
from verify.inspection.media import video as frames
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.ocr import text_lines
from verify.inspection.readers import video_frames
from verify.inspection.watermarks.visible import gemini_sparkle, label_ground
from verify.model import Finding, Imprint, OriginClaim, Picture, Problem, Strength, limits
from verify.model.errors import UnavailableError

RATE = 12
WIDTH, HEIGHT = 480, 270
Pixels = NDArray[np.uint8]

needs_encoder = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg")


def scene(seconds: float) -> list[Pixels]:
    """A ground of soft squares that moves, so that nothing stays by itself."""
    random = np.random.default_rng(3)
    ground = np.kron(random.integers(60, 160, (16, 60, 3)), np.ones((20, 20, 1))).astype(np.uint8)
    return [ground[:HEIGHT, 2 * at : 2 * at + WIDTH].copy() for at in range(int(seconds * RATE))]


def starred(pixels: Pixels) -> Pixels:
    star = gemini_sparkle.draw_star(48)[..., None] * 0.5
    part = (slice(HEIGHT - 80, HEIGHT - 32), slice(WIDTH - 80, WIDTH - 32))
    marked = pixels.copy()
    marked[part] = (pixels[part] * (1 - star) + 255 * star).astype(np.uint8)
    return marked


def labelled(pixels: Pixels, text: str = "AI generated", left: int = WIDTH - 170) -> Pixels:
    picture = Image.fromarray(pixels)
    font = ImageFont.load_default(22)
    ImageDraw.Draw(picture).text(
        (left, HEIGHT - 40), text, (255, 255, 255), font, stroke_width=2, stroke_fill=(0, 0, 0)
    )
    return np.asarray(picture)


def encoded(folder: Path, shots: list[Pixels], name: str = "video.mp4", *codec: str) -> Path:
    path = folder / name
    height, width = shots[0].shape[:2]
    form = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(RATE), "-i", "-"]
    command = ["ffmpeg", "-v", "error", "-y", *form, *(codec or ("-c:v", "mpeg4", "-q:v", "2")), str(path)]
    subprocess.run(command, input=b"".join(shot.tobytes() for shot in shots), check=True)
    return path


@needs_encoder
def test_a_star_that_stays_is_found_with_its_time_and_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    outputs = seen(video_frames.READER, encoded(tmp_path, [starred(shot) for shot in scene(5)]))
    (facts,) = findings(outputs, "visible.sparkle")
    assert facts["start"] == "0.0"
    assert float(facts["end"]) > 4
    left, top, width, height = map(int, facts["place"].split(","))
    assert abs(left - (WIDTH - 80)) <= 2
    assert abs(top - (HEIGHT - 80)) <= 2
    assert (width, height) == (48, 48)
    (finding,) = [output for output in outputs if isinstance(output, Finding)]
    assert (finding.claim, finding.strength) == (OriginClaim.AI_GENERATED, Strength.STATED)


@needs_encoder
def test_a_star_of_a_moment_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    shots = [starred(shot) if 6 <= at < 20 else shot for at, shot in enumerate(scene(5))]
    assert [
        output for output in seen(video_frames.READER, encoded(tmp_path, shots)) if isinstance(output, Finding)
    ] == []


def test_a_star_where_films_have_it_is_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    ground = np.kron(np.random.default_rng(3).integers(60, 160, (36, 64, 3)), np.ones((20, 20, 1))).astype(np.uint8)
    shots = [drawing.with_star(np.roll(ground, 4 * at, axis=1), 48, 72, 0.31) for at in range(25)]
    outputs = seen(video_frames.READER, films.film_of(tmp_path / "film.avi", shots))
    (facts,) = findings(outputs, "visible.film_star")
    assert facts["size"] == "48"
    (finding,) = [output for output in outputs if isinstance(output, Finding)]
    assert (finding.claim, finding.strength) == (OriginClaim.NONE, Strength.HINT)


@pytest.mark.parametrize(
    ("words", "found"), [("Sora", "Sora"), ("AI generated", ""), ("Canon", ""), ("即梦AI", "Jimeng")]
)
def test_a_name_that_moves_is_a_hint_and_other_words_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, found: str
) -> None:
    places = itertools.cycle([(6.0, 6.0), (400.0, 120.0), (6.0, 240.0)])
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: (text_lines.Line(words, 0.95, *next(places), 60.0, 18.0),))
    outputs = seen(video_frames.READER, films.film_of(tmp_path / "film.avi", scene(5), RATE))
    assert [facts["generator"] for facts in findings(outputs, "visible.name_moves")] == [found] * bool(found)
    assert [output.strength for output in outputs if isinstance(output, Finding)] == [Strength.HINT] * bool(found)


def test_a_label_in_the_opening_is_read_over_a_ground_that_looks_like_boxes(tmp_path: Path) -> None:
    shots = [labelled(shot) for shot in scene(3)]
    outputs = seen(video_frames.READER, films.film_of(tmp_path / "film.avi", shots, RATE))
    (facts,) = findings(outputs, "visible.label")
    assert facts["rule"] == "met"
    assert float(facts["end"]) - float(facts["start"]) >= 2


@pytest.mark.parametrize(("boxed", "found"), [((False, True, False), 1), ((True, False, True), 0)])
def test_words_are_a_label_where_they_stand_alone_in_most_frames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boxed: tuple[bool, ...], found: int
) -> None:
    grounds = itertools.cycle([label_ground.Ground(boxed=one) for one in boxed])
    line = text_lines.Line("AI generated", 0.95, 300.0, 230.0, 140.0, 20.0)
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: (line,))
    monkeypatch.setattr(label_ground, "examine", lambda *_, **__: next(grounds))
    outputs = seen(video_frames.READER, films.film_of(tmp_path / "film.avi", scene(3), RATE))
    assert len(findings(outputs, "visible.label")) == found


@needs_encoder
def test_a_label_of_half_a_second_and_one_that_crosses_the_picture_are_not_found(tmp_path: Path) -> None:
    brief = [labelled(shot) if at < RATE // 2 else shot for at, shot in enumerate(scene(3))]
    moving = [labelled(shot, left=8 * at) for at, shot in enumerate(scene(3))]
    for name, shots in (("brief.mp4", brief), ("moving.mp4", moving)):
        outputs = seen(video_frames.READER, encoded(tmp_path, shots, name))
        assert findings(outputs, "visible.label") == []


@needs_encoder
def test_a_label_that_only_the_middle_shows_is_read(tmp_path: Path) -> None:
    shots = [labelled(shot) if 5 * RATE <= at < 9 * RATE else shot for at, shot in enumerate(scene(12))]
    (facts,) = findings(seen(video_frames.READER, encoded(tmp_path, shots)), "visible.label")
    assert 5 <= float(facts["start"]) < 7


@needs_encoder
@pytest.mark.parametrize("name", ["video.mkv", "video.avi", "video.mov"])
def test_every_container_gives_a_preview_and_nothing_where_there_is_nothing(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    preview, *strip = seen(video_frames.READER, encoded(tmp_path, scene(1), name))
    assert isinstance(preview, Picture)
    assert (preview.name, preview.width, preview.height) == ("preview", WIDTH, HEIGHT)
    frames = [output for output in strip if isinstance(output, Picture)]
    assert frames == strip
    assert [frame.name.partition(":")[0] for frame in frames] == ["frame"] * len(frames)
    assert [float(frame.name.partition(":")[2]) for frame in frames] == pytest.approx([0.0, 0.5], abs=0.1)
    assert {max(frame.width, frame.height) for frame in frames} == {limits.STRIP_SIDE}


def test_a_film_of_jpegs_is_decoded_without_any_encoder(clip: Path) -> None:
    with Media.open(clip) as media:
        film = frames.open_video(media)
        assert film.seconds == pytest.approx(2)
        assert [frame.pixels.shape for frame in film.frames()] == [(214, 320, 3)] * 4


@needs_encoder
def test_no_preview_is_made_where_none_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    with Media.open(encoded(tmp_path, scene(1))) as media:
        assert list(video_frames.read(media, replace(OPTIONS, previews=False))) == []


@needs_encoder
def test_what_its_scenes_look_like_is_told_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    shots = [np.asarray(motif(at // (2 * RATE), WIDTH, HEIGHT)) for at in range(6 * RATE)]
    with Media.open(encoded(tmp_path, shots)) as media:
        found = list(video_frames.read(media, replace(OPTIONS, previews=False, imprints=True)))
    looks = [item for item in found if isinstance(item, Imprint)]
    assert looks == found
    assert 3 <= len(looks) <= limits.IMPRINTS  # three scenes, and the frames of one are told once
    assert [item.seconds for item in looks] == sorted({item.seconds for item in looks})
    assert len(looks) < 6


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of two seconds in four JPEGs, made without an encoder."""
    path = tmp_path_factory.mktemp("film") / "clip.mp4"
    path.write_bytes(recordings.make_clip(Image.effect_mandelbrot((640, 428), (-2, -1.5, 1, 1.5), 60).convert("RGB")))
    return path


def strip_of(path: Path) -> tuple[list[str], Problem | None, str]:
    """The frames that were looked at, and why not all were."""
    names, problem, detail = [], None, ""
    with Media.open(path) as media:
        try:
            names += [output.name for output in video_frames.read(media, OPTIONS) if isinstance(output, Picture)]
        except MediaError as error:
            problem, detail = error.problem, error.detail
    return names, problem, detail


def run_clock(monkeypatch: pytest.MonkeyPatch, name: str, step: float) -> None:
    """Let the named clock of the decoder go on by `step` seconds whenever it is read."""
    clock = itertools.count(0, step)
    monkeypatch.setattr(f"verify.inspection.media.video.time.{name}", lambda: next(clock))


def test_a_busy_computer_sees_the_same_frames(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    quiet = strip_of(clip)
    run_clock(monkeypatch, "monotonic", 9)  # this process gets a fraction of the processor
    assert strip_of(clip) == quiet
    assert quiet[1] is None
    assert len(quiet[0]) == 5


@pytest.mark.parametrize(("clock", "step"), [("thread_time", 5), ("monotonic", 25)])
def test_work_that_takes_too_long_is_broken_off_and_told(
    clip: Path, monkeypatch: pytest.MonkeyPatch, clock: str, step: float
) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    run_clock(monkeypatch, clock, step)
    with Media.open(clip) as media, pytest.raises(MediaError) as caught:
        list(video_frames.read(media, OPTIONS))
    assert caught.value.problem is Problem.TIMED_OUT


def test_a_damaged_film_is_not_said_to_take_too_long(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_lines, "read_lines", lambda *_: ())
    head, *pictures = clip.read_bytes().split(b"\xff\xd8\xff")
    damaged = tmp_path / "clip.mp4"
    damaged.write_bytes(b"\xff\xd8\xff".join((head, *pictures[:4])) + b"".join(bytes(3 + len(p)) for p in pictures[4:]))
    with Media.open(damaged) as media, pytest.raises(MediaError) as caught:
        list(video_frames.read(media, OPTIONS))
    assert caught.value.problem is Problem.FAILED
    assert caught.value.detail == "2 frames were looked at, none could be decoded after 0.6 s"


@needs_encoder
def test_frames_beyond_the_limit_are_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FRAME_PIXELS", WIDTH * HEIGHT - 1)
    with pytest.raises(MediaError) as caught:
        seen(video_frames.READER, encoded(tmp_path, scene(1)))
    assert caught.value.problem is Problem.TOO_LARGE


@needs_encoder
def test_a_video_that_is_cut_off_is_answered(tmp_path: Path) -> None:
    data = encoded(tmp_path, scene(2), "video.mkv").read_bytes()
    for length in (len(data) // 2, 2_000, 300):
        try:
            outputs = seen(video_frames.READER, tmp_path / "cut.mkv", data[:length])
        except (MediaError, UnavailableError):
            continue
        assert all(isinstance(output, Picture) for output in outputs)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41" + bytes(200),
        b"\x1a\x45\xdf\xa3" + bytes(200),
        b"\x00\x00\x00\x01\x67" + bytes(range(200)),
        b"FLV\x01\x05\x00\x00\x00\x09" + bytes(100),
    ],
)
def test_what_cannot_be_decoded_is_not_checked_and_never_clean(tmp_path: Path, data: bytes) -> None:
    with pytest.raises((UnavailableError, MediaError)):
        seen(video_frames.READER, tmp_path / "video", data)


def test_a_long_film_is_looked_at_in_its_opening_its_middle_and_at_its_end() -> None:
    wanted = frames.choose_times(3_600)
    assert wanted[: len(frames.OPENING)] == frames.OPENING
    assert {1_800, 1_801, 1_802} <= set(wanted)
    assert 3_400 < wanted[-1] < 3_600
    assert list(wanted) == sorted(wanted)


def test_of_a_moment_only_its_first_frames_are_looked_at() -> None:
    assert frames.choose_times(0.4) == (0.0,)
    assert frames.choose_times(0) == frames.OPENING


# -- a mark counts where it stays, and not where a scene merely shows it ----------------------------------------------

OPENING = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)


def longest(
    marks: Sequence[str | None], times: Sequence[float] = OPENING, seconds: float = 10
) -> tuple[int, int] | None:
    run = video_frames.find_longest_run(times, marks, operator.eq, seconds)
    return (run.first, run.last) if run else None


def test_a_mark_in_every_frame_stays() -> None:
    assert longest("aaaaaa") == (0, 5)


def test_a_mark_of_two_seconds_stays_and_a_shorter_one_does_not() -> None:
    assert longest([*"aaaaa", None]) == (0, 4)
    assert longest([*"aaaa", None, None]) is None


def test_a_mark_that_comes_and_goes_does_not_stay() -> None:
    assert longest(["a", "a", None, "a", "a", None]) is None


def test_two_frames_are_too_few_however_far_apart() -> None:
    assert longest(["a", "a"], (0, 60), 60) is None


def test_a_mark_that_moves_does_not_stay() -> None:
    assert longest("abcdef") is None


def test_the_longer_of_two_runs_is_told() -> None:
    assert longest([*"aaa", *"bbbbbb"], tuple(range(9))) == (3, 8)


def test_in_a_video_shorter_than_a_label_must_last_most_of_it_is_enough() -> None:
    assert longest("aaa", (0.0, 0.5, 1.0), 1.2) == (0, 2)


def test_nothing_seen_gives_nothing() -> None:
    assert longest([], (), 0) is None
    assert longest([None] * 6) is None


@given(st.lists(st.sampled_from(["a", "b", None]), max_size=12), st.floats(0, 100))
def test_a_run_holds_one_mark_only(marks: list[str | None], seconds: float) -> None:
    run = video_frames.find_longest_run([0.7 * index for index in range(len(marks))], marks, operator.eq, seconds)
    if run:
        assert len(set(marks[run.first : run.last + 1])) == 1
        assert marks[run.first] is not None
        assert run.last - run.first + 1 >= video_frames.LEAST_FRAMES
