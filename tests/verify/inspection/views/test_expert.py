"""An expert's views find what was done to a picture that the test made, and find nothing in one that was left alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from verify.inspection.media.input_file import MediaError
from verify.inspection.media.open_file import open_file
from verify.inspection.views import quantisation
from verify.inspection.views.viewed_file import ViewedFile
from verify.model import Problem, limits
from verify.model.views import EXPERT, GHOST_QUALITIES, Channel, FactName, ShownView, TilePlace, View, ViewKind

Look = Callable[[Path], ViewedFile]
AREA = (slice(160, 352), slice(256, 512))  # rows and columns, on the grid of blocks


@pytest.fixture
def look() -> Iterator[Look]:
    opened: list[ViewedFile] = []

    def look_at(path: Path) -> ViewedFile:
        opened.append(ViewedFile(open_file(path), ""))
        return opened[-1]

    yield look_at
    for file in opened:
        file.close()


def scene(seed: int = 0, height: int = 512, width: int = 768) -> np.ndarray:
    """Texture of all sizes, as photographs have it."""
    dice = np.random.default_rng(seed)
    whole = np.zeros((height, width, 3))
    for size in (2, 4, 8, 16, 32, 64, 128):
        small = dice.normal(0, 1, (height // size + 2, width // size + 2, 3))
        whole += size**0.35 * cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    whole += dice.normal(0, 2, whole.shape)
    return (128 + 16 * whole).clip(0, 255).astype(np.uint8)


def saved(pixels: np.ndarray, quality: int) -> np.ndarray:
    room = io.BytesIO()
    Image.fromarray(pixels).save(room, "JPEG", quality=quality)
    with Image.open(room) as picture:
        return np.asarray(picture.convert("RGB")).copy()


def facts(shown: ShownView) -> dict[FactName, str]:
    return {fact.name: fact.value for fact in shown.facts}


def pixels_of(file: ViewedFile, view: View) -> np.ndarray:
    file.show(view)
    tile = file.cut(TilePlace(view, 0, 0, 0))
    return np.frombuffer(tile.rgb, np.uint8).reshape(tile.height, tile.width, 3)


@pytest.mark.parametrize("quality", [1, 10, 49, 50, 75, 90, 99, 100])
def test_the_tables_of_every_quality_of_libjpeg_are_known(tmp_path: Path, look: Look, quality: int) -> None:
    Image.fromarray(scene()).save(tmp_path / "a.jpg", quality=quality, subsampling="4:2:0")
    shown = look(tmp_path / "a.jpg").show(View(ViewKind.COMPRESSION))
    assert facts(shown) == {FactName.STANDARD_TABLES: str(quality), FactName.SUBSAMPLING: "4:2:0"}
    assert shown.tables == quantisation.scale_standard(quality)


def test_a_makers_own_tables_are_not_taken_for_those_of_a_library(tmp_path: Path, look: Look) -> None:
    own = [list(table) for table in quantisation.scale_standard(80)]
    own[0][5] += 1
    Image.fromarray(scene()).save(tmp_path / "a.jpg", qtables=own, progressive=True)
    found = facts(look(tmp_path / "a.jpg").show(View(ViewKind.COMPRESSION)))
    assert found[FactName.OTHER_TABLES] == "80"
    assert FactName.PROGRESSIVE in found
    assert FactName.STANDARD_TABLES not in found


def test_what_is_no_jpeg_has_no_tables(tmp_path: Path, look: Look) -> None:
    Image.fromarray(scene()).save(tmp_path / "a.png")
    with pytest.raises(MediaError) as raised:
        look(tmp_path / "a.png").show(View(ViewKind.COMPRESSION))
    assert raised.value.problem is Problem.NOT_THIS_FORMAT


@pytest.mark.parametrize("seed", range(4))
def test_an_area_that_was_saved_before_leaves_a_ghost(tmp_path: Path, look: Look, seed: int) -> None:
    mixed = scene(seed)
    mixed[AREA] = saved(scene(seed + 10), 60)[AREA]
    Image.fromarray(mixed).save(tmp_path / "a.jpg", quality=90)
    file = look(tmp_path / "a.jpg")
    drawing = file.show(View(ViewKind.GHOSTS, 60))
    assert abs(int(facts(drawing)[FactName.GHOST_AREA]) - 60) <= 5
    drawn = pixels_of(file, View(ViewKind.GHOSTS, 60))[..., 0].astype(float)
    inside = drawn[44:84, 68:124]  # in cells of 16 pixels, four drawn for each
    assert inside.mean() < 0.6 * np.delete(drawn, np.s_[40:88], axis=0).mean()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("quality", [75, 90, 95])
def test_a_picture_that_was_saved_once_leaves_none(tmp_path: Path, look: Look, seed: int, quality: int) -> None:
    Image.fromarray(scene(seed)).save(tmp_path / "a.jpg", quality=quality)
    assert facts(look(tmp_path / "a.jpg").show(View(ViewKind.GHOSTS, 60))) == {FactName.NO_GHOST: ""}


@pytest.mark.parametrize("seed", range(4))
def test_a_picture_that_was_saved_twice_as_a_whole_says_so(tmp_path: Path, look: Look, seed: int) -> None:
    Image.fromarray(saved(scene(seed), 65)).save(tmp_path / "a.jpg", quality=92)
    found = facts(look(tmp_path / "a.jpg").show(View(ViewKind.GHOSTS, 65)))
    assert abs(int(found[FactName.GHOST_WHOLE]) - 65) <= 5


def test_there_are_ghosts_of_the_offered_qualities_alone(tmp_path: Path, look: Look) -> None:
    Image.fromarray(scene()).save(tmp_path / "a.jpg", quality=80)
    file = look(tmp_path / "a.jpg")
    assert {file.show(View(ViewKind.GHOSTS, quality)).width for quality in GHOST_QUALITIES} == {768 // 4}
    with pytest.raises(MediaError):
        file.show(View(ViewKind.GHOSTS, 61))


def test_error_levels_show_what_was_put_in_and_the_control_does_not(tmp_path: Path, look: Look) -> None:
    mixed = saved(scene(1), 90)
    mixed[AREA] = scene(2)[AREA]
    Image.fromarray(mixed).save(tmp_path / "a.png")
    file = look(tmp_path / "a.png")

    def contrast(kind: ViewKind) -> float:
        levels = pixels_of(file, View(kind))[: AREA[0].stop].astype(float)
        inside = levels[AREA[0], AREA[1]].mean()
        return float(inside / max(levels[:128, :200].mean(), 1e-6))

    assert contrast(ViewKind.ERROR_LEVELS) > 1.15 * contrast(ViewKind.ERROR_CONTROL)


def test_texture_alone_is_as_bright_in_the_control_as_in_the_picture(tmp_path: Path, look: Look) -> None:
    whole = scene(3)
    whole[AREA] = 128
    Image.fromarray(whole).save(tmp_path / "a.jpg", quality=90)
    file = look(tmp_path / "a.jpg")
    levels, control = (
        pixels_of(file, View(kind)).astype(float) for kind in (ViewKind.ERROR_LEVELS, ViewKind.ERROR_CONTROL)
    )
    for shown in (levels, control):
        assert shown[:128].mean() > 3 * shown[192:320, 288:480].mean()


def test_smoothed_noise_shows_in_the_noise(tmp_path: Path, look: Look) -> None:
    whole = scene(4)
    whole[AREA] = cv2.GaussianBlur(whole, (0, 0), 3)[AREA]
    Image.fromarray(whole).save(tmp_path / "a.png")
    noise = pixels_of(look(tmp_path / "a.png"), View(ViewKind.NOISE)).astype(float)
    assert noise[200:320, 300:480].mean() < 0.3 * noise[:128].mean()


@pytest.mark.parametrize("seed", range(4))
def test_a_patch_that_was_copied_within_the_picture_is_a_candidate(tmp_path: Path, look: Look, seed: int) -> None:
    whole = scene(seed, 600, 900)
    whole[350:500, 600:800] = whole[60:210, 80:280]
    Image.fromarray(whole).save(tmp_path / "a.jpg", quality=90)
    file = look(tmp_path / "a.jpg")
    assert facts(file.show(View(ViewKind.CLONES))).get(FactName.CLONES) == "1"


@pytest.mark.parametrize("seed", range(4))
def test_a_picture_without_copies_has_no_candidate(tmp_path: Path, look: Look, seed: int) -> None:
    Image.fromarray(scene(seed, 600, 900)).save(tmp_path / "a.jpg", quality=90)
    assert facts(look(tmp_path / "a.jpg").show(View(ViewKind.CLONES))) == {FactName.NO_CLONE: ""}


def test_channels_are_the_parts_of_the_colour_and_gaps_are_counted(tmp_path: Path, look: Look) -> None:
    whole = scene(5)
    Image.fromarray(whole).save(tmp_path / "a.png")
    file = look(tmp_path / "a.png")
    for channel in (Channel.RED, Channel.GREEN, Channel.BLUE):
        assert (pixels_of(file, View(ViewKind.CHANNEL, channel))[..., 1] == whole[:512, :512, channel]).all()
    assert int(facts(file.show(View(ViewKind.CHANNEL, Channel.LEVELS)))[FactName.UNUSED_LEVELS]) < 20
    grey = whole[..., :1].repeat(3, axis=2)
    Image.fromarray((grey // 4) * 4).save(tmp_path / "b.png")
    stretched = look(tmp_path / "b.png").show(View(ViewKind.CHANNEL, Channel.LEVELS))
    assert int(facts(stretched)[FactName.UNUSED_LEVELS]) > 150


def with_thumbnail(path: Path, picture: np.ndarray, thumbnail: np.ndarray) -> Path:
    room = io.BytesIO()
    Image.fromarray(cv2.resize(thumbnail, (160, 107), interpolation=cv2.INTER_AREA)).save(room, "JPEG")
    exif = Image.Exif()
    ifd1 = exif.get_ifd(1)
    ifd1[0x0201], ifd1[0x0202] = 0, len(room.getvalue())
    block = b"Exif\0\0" + _tiff_with(room.getvalue())
    Image.fromarray(picture).save(path, quality=90, exif=block)
    return path


def _tiff_with(thumbnail: bytes) -> bytes:
    """A TIFF head, an empty directory and one that names the thumbnail behind it."""
    first = b"\0\0" + (14).to_bytes(4, "little")
    entry = b"".join(
        tag.to_bytes(2, "little") + (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
        for tag, value in ((0x0201, 14 + 2 + 24 + 4), (0x0202, len(thumbnail)))
    )
    return b"II*\0" + (8).to_bytes(4, "little") + first + b"\x02\0" + entry + bytes(4) + thumbnail


def test_a_thumbnail_of_another_picture_is_told_from_one_of_the_same(tmp_path: Path, look: Look) -> None:
    one, other = scene(6), scene(7)
    for name, small, said in (("a", one, FactName.THUMBNAIL_FITS), ("b", other, FactName.THUMBNAIL_CONTENT)):
        shown = look(with_thumbnail(tmp_path / f"{name}.jpg", one, small)).show(View(ViewKind.THUMBNAIL))
        assert said in facts(shown)
        assert shown.width == 160
    Image.fromarray(one).save(tmp_path / "c.jpg")
    with pytest.raises(MediaError) as raised:
        look(tmp_path / "c.jpg").show(View(ViewKind.THUMBNAIL))
    assert raised.value.problem is Problem.NOT_FOUND


@pytest.mark.parametrize("kind", [*EXPERT, ViewKind.ERROR_CONTROL])
def test_every_view_is_upright_and_bounded(
    tmp_path: Path, look: Look, kind: ViewKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(scene()).save(tmp_path / "a.jpg", quality=90, exif=exif)
    number = {ViewKind.GHOSTS: 90}.get(kind, 0)
    file = look(tmp_path / "a.jpg")
    if kind is not ViewKind.THUMBNAIL:
        drawing = file.show(View(kind, number))
        assert drawing.width < drawing.height
    monkeypatch.setattr(limits, "EXPERT_PIXELS", 1_000)
    with pytest.raises(MediaError) as raised:
        look(tmp_path / "a.jpg").show(View(kind, number))
    assert raised.value.problem in (Problem.TOO_LARGE, Problem.NOT_FOUND)
