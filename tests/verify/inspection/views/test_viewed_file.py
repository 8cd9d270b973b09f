"""A close look shows just the pixels of the file that was checked, upright and within bounds, its frames, its sound."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image, ImageOps

from tests.build.media import films
from verify.inspection.media.input_file import MediaError
from verify.inspection.media.open_file import open_file
from verify.inspection.views import film
from verify.inspection.views.viewed_file import ViewedFile
from verify.model import Problem, limits
from verify.model.errors import UnavailableError
from verify.model.views import FileView, Tile, TilePlace, View, ViewKind

PICTURE = View(ViewKind.PICTURE)
Look = Callable[[Path], ViewedFile]


@pytest.fixture
def look() -> Iterator[Look]:
    opened: list[ViewedFile] = []

    def look_at(path: Path, digest: str = "") -> ViewedFile:
        opened.append(ViewedFile(open_file(path), digest))
        return opened[-1]

    yield look_at
    for file in opened:
        file.close()


def pixels(width: int, height: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def to_pixels(tile: Tile) -> np.ndarray:
    return np.frombuffer(tile.rgb, np.uint8).reshape(tile.height, tile.width, 3)


def join(file: ViewedFile, view: View, level: int = 0) -> np.ndarray:
    """The whole of a view out of its tiles."""
    drawing = file.show(view)
    side = limits.VIEW_TILE_SIDE
    wide, high = (-(-size >> level) for size in (drawing.width, drawing.height))
    rows = []
    for row in range(-(-high // side)):
        tiles = [file.cut(TilePlace(view, level, column, row)) for column in range(-(-wide // side))]
        rows.append(np.hstack([to_pixels(each) for each in tiles]))
    return np.vstack(rows)


@pytest.mark.parametrize("size", [(1, 1), (512, 512), (513, 700), (1500, 90)])
def test_the_tiles_of_a_picture_are_its_pixels(tmp_path: Path, look: Look, size: tuple[int, int]) -> None:
    whole = pixels(*size)
    Image.fromarray(whole).save(tmp_path / "a.png")
    assert (join(look(tmp_path / "a.png"), PICTURE) == whole).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_cut_upright_whatever_way_it_is_stored(tmp_path: Path, look: Look, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(pixels(700, 300)).save(tmp_path / "a.png", exif=exif)
    with Image.open(tmp_path / "a.png") as stored:
        upright = np.asarray(ImageOps.exif_transpose(stored))
    file = look(tmp_path / "a.png")
    drawing = file.show(PICTURE)
    assert (drawing.height, drawing.width) == upright.shape[:2]
    assert (join(file, PICTURE) == upright).all()


def test_a_coarse_tile_shows_the_same_picture_smaller(tmp_path: Path, look: Look) -> None:
    whole = np.repeat(np.repeat(pixels(60, 40), 32, axis=0), 32, axis=1)
    Image.fromarray(whole).save(tmp_path / "a.png")
    coarse = join(look(tmp_path / "a.png"), PICTURE, 2)
    assert coarse.shape == (320, 480, 3)
    assert np.abs(coarse[4::8, 4::8].astype(int) - whole[16::32, 16::32]).max() <= 2


def test_a_place_outside_of_the_picture_has_no_tile(tmp_path: Path, look: Look) -> None:
    Image.fromarray(pixels(600, 100)).save(tmp_path / "a.png")
    file = look(tmp_path / "a.png")
    for place in (TilePlace(PICTURE, 0, 2, 0), TilePlace(PICTURE, 0, 0, 1), TilePlace(PICTURE, 1, 1, 0)):
        with pytest.raises(MediaError, match="no such tile"):
            file.cut(place)


def test_another_file_than_the_checked_one_is_not_shown(tmp_path: Path, look: Callable[..., ViewedFile]) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(pixels(20, 20)).save(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    file = look(path, digest)
    assert file.show(PICTURE).width == 20
    with path.open("ab") as grown:
        grown.write(b"more")
    for looked in (lambda: file.show(PICTURE), lambda: look(path, digest)):
        with pytest.raises(MediaError) as raised:
            looked()
        assert raised.value.problem is Problem.CHANGED


def test_a_jpeg_beyond_the_limit_is_shown_at_the_largest_size_within_it(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (801, 603), "teal").save(tmp_path / "a.jpg", exif=exif)
    monkeypatch.setattr(limits, "PICTURE_PIXELS", 401 * 302)
    shown = look(tmp_path / "a.jpg").show(PICTURE)
    assert (shown.width, shown.height, shown.whole_width, shown.whole_height) == (302, 401, 603, 801)
    monkeypatch.setattr(limits, "PICTURE_PIXELS", 5_000)
    with pytest.raises(MediaError) as raised:
        look(tmp_path / "a.jpg").show(PICTURE)
    assert raised.value.problem is Problem.TOO_LARGE
    monkeypatch.setattr(limits, "VIEW_PIXELS", 400_000)
    with pytest.raises(MediaError, match="801×603"):
        look(tmp_path / "a.jpg").show(PICTURE)


def test_another_picture_beyond_the_limit_is_too_large(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("L", (200, 100)).save(tmp_path / "a.png")
    monkeypatch.setattr(limits, "PICTURE_PIXELS", 19_999)
    with pytest.raises(MediaError) as raised:
        look(tmp_path / "a.png").show(PICTURE)
    assert raised.value.problem is Problem.TOO_LARGE


def test_a_video_is_stopped_at_its_key_frames_and_each_is_shown_whole(tmp_path: Path, look: Look) -> None:
    file = look(films.film(tmp_path / "a.avi", 25))
    described = file.describe()
    assert described.stops == tuple(range(0, 2500, 100))
    assert described.has_all_stops
    for number in (0, 7, 24):
        frame = join(file, View(ViewKind.FRAME, described.stops[number]))
        assert frame.shape == (64, 96, 3)
        assert abs(frame.mean() - number * films.STEP) < 3


def test_stops_lie_close_and_are_not_too_many() -> None:
    assert film.fill_gaps([0, 7917], 8000) == [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 7917]
    assert film.fill_gaps([0], 0) == [0]
    many = film.fill_gaps([0], 10**9)
    assert len(many) <= 2 * limits.VIDEO_STOPS
    few = film.thin_out(many, limits.VIDEO_STOPS)
    assert (len(few), few[0], few[-1]) == (limits.VIDEO_STOPS, many[0], many[-1])


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (44_100, 2), (48_000, 2)])
def test_stretches_of_sound_join_to_the_whole(tmp_path: Path, look: Look, rate: int, channels: int) -> None:
    whole = np.random.default_rng(3).uniform(-0.9, 0.9, (round(2.5 * rate), channels))
    soundfile.write(tmp_path / "a.wav", whole, rate, subtype="PCM_16")
    file = look(tmp_path / "a.wav")
    assert file.describe() == FileView(seconds=2.5, has_sound=True)
    heard, at = [], 0.0
    while True:
        samples = file.listen(at)
        assert (samples.rate, samples.channels, samples.second) == (rate, channels, at)
        heard.append(np.frombuffer(samples.pcm, "<i2").reshape(-1, channels))
        if samples.is_last:
            break
        at += limits.PCM_SECONDS
    joined = np.concatenate(heard)
    assert joined.shape == whole.shape
    assert np.abs(joined / 32_767 - whole).max() < 2e-4


def test_a_higher_rate_is_brought_down_without_a_seam(tmp_path: Path, look: Look) -> None:
    time = np.arange(3 * 96_000) / 96_000
    soundfile.write(tmp_path / "a.flac", 0.5 * np.sin(2 * np.pi * 440 * time), 96_000)
    file = look(tmp_path / "a.flac")
    stretches = [np.frombuffer(file.listen(second).pcm, "<i2") for second in (0.0, 1.0, 2.0)]
    assert [len(stretch) for stretch in stretches] == [limits.PCM_RATE] * 3
    joined = np.concatenate(stretches) / 32_767
    wanted = 0.5 * np.sin(2 * np.pi * 440 * np.arange(3 * limits.PCM_RATE) / limits.PCM_RATE)
    assert np.abs(joined - wanted)[100:-2_000].max() < 0.01


def test_more_channels_than_two_become_one_and_silence_follows_the_end(tmp_path: Path, look: Look) -> None:
    soundfile.write(tmp_path / "a.wav", np.full((4_000, 6), 0.25), 8_000)
    file = look(tmp_path / "a.wav")
    samples = file.listen(0.0)
    assert (samples.channels, samples.is_last) == (1, True)
    assert np.abs(np.frombuffer(samples.pcm, "<i2") / 32_767 - 0.25).max() < 2e-4
    behind = file.listen(60.0)
    assert (behind.pcm, behind.is_last) == (b"", True)


def test_a_picture_has_no_sound_and_a_sound_no_picture(tmp_path: Path, look: Look) -> None:
    Image.new("L", (20, 10)).save(tmp_path / "a.png")
    with pytest.raises(UnavailableError):
        look(tmp_path / "a.png").listen(0.0)
    soundfile.write(tmp_path / "a.wav", np.zeros(800), 8_000)
    file = look(tmp_path / "a.wav")
    assert not file.describe().has_picture
    with pytest.raises(MediaError):
        file.show(PICTURE)
