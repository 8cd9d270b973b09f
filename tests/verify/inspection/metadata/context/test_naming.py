"""A name that disagrees with the bytes, and a label that names another file, are told and decide nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.build.media import files
from tests.build.readings import seen
from verify.inspection import opinions
from verify.inspection.inspect import inspect
from verify.inspection.media import sniff
from verify.inspection.metadata.context import naming
from verify.inspection.readers import xmp
from verify.model import Conclusion, Field, Options, OriginClaim


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("report.pdf", "image/png"),
        ("photo.JPG", "image/png"),
        ("song.mp3", "video/mp4"),
        ("text.txt", "application/pdf"),
        ("picture.png", "text/html"),
    ],
)
def test_an_ending_of_another_format_is_told(name: str, media_type: str) -> None:
    (finding,) = naming.find_ending(name, media_type)
    assert (finding.code, finding.claim, finding.fact("format")) == (naming.ENDING, OriginClaim.NONE, media_type)
    assert finding.fact("ending").lower() == name[name.rindex(".") :].lower()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("photo.jpg", "image/jpeg"),
        ("PHOTO.JPEG", "image/jpeg"),
        ("film.mov", "video/mp4"),
        ("raw.nef", "image/tiff"),
        ("noending", "image/png"),
        ("archive.xyz", "image/png"),
        ("unknown.jpg", ""),
        ("", "image/png"),
        ("dots...", "image/png"),
        ("README.md", "text/plain"),
    ],
)
def test_an_ending_that_agrees_or_says_nothing_is_left_alone(name: str, media_type: str) -> None:
    assert list(naming.find_ending(name, media_type)) == []


def test_every_ending_names_types_that_are_told_from_bytes() -> None:
    source = Path(sniff.__file__).read_text(encoding="utf-8")
    for ending, types in opinions.load_table("opinions/endings").items():
        assert ending == ending.lower()
        for one in types:
            assert one in source or one.startswith("application/vnd."), (ending, one)


ABOUT = [
    ("other.jpg", True),
    ("file:///C:/pictures/other.jpg", True),
    ("https://example.org/a/other%20one.png", True),
    ("picture.jpg", False),
    ("file:///srv/pictures/Picture.TIF", False),
    ("uuid:6f1c2d34-9a7b-4c21-8e0f-3b2a1d4c5e6f", False),
    ("DocumentID-5", False),
    ("", False),
]


@pytest.mark.parametrize(("about", "is_other"), ABOUT)
def test_a_label_about_another_file_is_told(about: str, is_other: bool, tmp_path: Path) -> None:
    packet = files.xmp("", 'xmp:CreatorTool="x"').replace('rdf:about=""', f'rdf:about="{about}"')
    outputs = seen(xmp.READER, tmp_path / "picture.jpg", files.jpeg(files.xmp_segment(packet)))
    fields = [output for output in outputs if isinstance(output, Field)]
    assert [one.fact("about") for one in naming.find_subject(fields, "picture.jpg")] == ([about] if is_other else [])


def test_what_is_told_of_names_stands_in_the_report_and_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "picture.pdf"
    path.write_bytes(
        files.jpeg(files.xmp_segment(files.xmp("", 'xmp:CreatorTool="x"').replace('about=""', 'about="o.jpg"')))
    )
    report = inspect(path, Options(now=datetime(2026, 1, 1, tzinfo=UTC), readers=("xmp", "text_chunks")))
    assert {"context.name_ending", "context.about_other"} <= {one.code for one in report.findings}
    assert report.verdict.conclusion is Conclusion.UNKNOWN
