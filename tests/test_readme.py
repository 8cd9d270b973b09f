"""The README says what is so: its two commands come first, and its picture is there and light enough to load."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from verify.model import SIGNS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_first_commands_of_the_readme_are_exactly_the_two() -> None:
    first = next(block for block in README.split("\n\n") if block.startswith("    "))
    assert [line.strip() for line in first.splitlines()] == [
        "python3 packaging/dev.py run",
        "python3 packaging/dev.py test",
    ]


def test_the_picture_of_the_window_stands_above_them_and_is_light() -> None:
    above = README.partition("    python3")[0]
    assert "](docs/window.png)" in above
    picture = ROOT / "docs" / "window.png"
    assert picture.stat().st_size <= 200_000
    with Image.open(picture) as shown:
        assert shown.format == "PNG"
        assert shown.size >= (1000, 600)


def test_the_table_has_every_sign_of_a_standing_and_no_other() -> None:
    table = README.partition("| how sure |")[2].partition("\n\n")[0]
    rows = [line[2] for line in table.splitlines() if line.startswith("| ")]
    assert sorted(rows) == sorted(set(SIGNS.values()))
