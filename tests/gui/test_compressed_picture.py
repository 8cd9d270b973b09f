"""A thousand files leave room: their small pictures are kept packed, and look the same when they are shown."""

from __future__ import annotations

from gui.compressed_picture import CompressedPicture, compress
from gui.file_item import FileItem
from tests.build import plain_reports
from verify.model import Picture, Report


def picture(width: int, height: int, name: str = "preview") -> Picture:
    """A soft picture, as photos are."""
    rows = (bytes((x * 255 // width, y * 255 // height, (x + y) % 64)) for y in range(height) for x in range(width))
    return Picture(name, width, height, b"".join(rows))


def test_a_packed_picture_has_the_same_size_and_nearly_the_same_pixels() -> None:
    for width, height in ((320, 200), (321, 203)):  # rows of any length
        raw = picture(width, height)
        kept = compress(raw)
        assert isinstance(kept, CompressedPicture)
        assert (kept.name, kept.width, kept.height) == (raw.name, raw.width, raw.height)
        assert (kept.whole_width, kept.whole_height) == (raw.whole_width, raw.whole_height)
        assert len(kept.rgb) == len(raw.rgb)
        assert sum(abs(one - other) for one, other in zip(kept.rgb, raw.rgb, strict=True)) / len(raw.rgb) < 6


def test_it_takes_a_fraction_of_the_room() -> None:
    raw = picture(512, 384)
    kept = compress(raw)
    assert isinstance(kept, CompressedPicture)
    assert len(kept.packed) * 5 < len(raw.rgb)


def test_small_packed_and_impossible_pictures_stay_as_they_are() -> None:
    assert compress(plain_reports.PREVIEW) is plain_reports.PREVIEW
    kept = compress(picture(320, 200))
    assert compress(kept) is kept
    lying = Picture("preview", 9_000, 9_000, bytes(20_000))
    assert compress(lying) is lying


def test_a_judged_file_keeps_its_pictures_packed() -> None:
    entry = FileItem(1, "/pictures/a.jpg")
    entry.note(picture(320, 200))
    entry.finish(Report(plain_reports.facts(), pictures=(picture(320, 200, "thumb"),)))
    assert [type(one) for one in entry.report.pictures] == [CompressedPicture, CompressedPicture]
    assert [one.name for one in entry.report.pictures] == ["preview", "thumb"]
