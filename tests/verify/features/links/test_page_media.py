"""What a page names, and how large it says that is: read without asking anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.features.links.page_media import MediaKind, PageItem, list_page_media, read_page
from verify.model import limits
from verify.model.errors import TaskError, TaskProblem

BASE = "https://example.org/news/page.html"
PICTURE, VIDEO, SOUND = MediaKind.PICTURE, MediaKind.VIDEO, MediaKind.SOUND


def items_of(page: str) -> list[PageItem]:
    return list(read_page(page.encode(), BASE).items)


@pytest.mark.parametrize(
    ("page", "item"),
    [
        (
            '<img src="a.jpg" width=640 height="480px" alt=" A  boat ">',
            PageItem(PICTURE, "https://example.org/news/a.jpg", 640, 480, "A boat"),
        ),
        ("<IMG DATA-SRC=//cdn.example/b.png>", PageItem(PICTURE, "https://cdn.example/b.png")),
        (
            '<img srcset="s.jpg 320w, l.jpg 1600w, m.jpg 800w">',
            PageItem(PICTURE, "https://example.org/news/l.jpg", 1600),
        ),
        (
            '<picture><source srcset="x.avif 2x, y.avif"></picture>',
            PageItem(PICTURE, "https://example.org/news/x.avif"),
        ),
        ('<video src="/v.mp4" width=1920 height=1080>', PageItem(VIDEO, "https://example.org/v.mp4", 1920, 1080)),
        ("<video><source src=v.webm></video>", PageItem(VIDEO, "https://example.org/news/v.webm")),
        ("<audio><source src=a.mp3></audio>", PageItem(SOUND, "https://example.org/news/a.mp3")),
        ('<meta property="og:image" content="https://e.test/o.jpg">', PageItem(PICTURE, "https://e.test/o.jpg")),
        ('<meta name="twitter:image" content="/t.jpg">', PageItem(PICTURE, "https://example.org/t.jpg")),
        ('<a href="full.JPG?x=1">large</a>', PageItem(PICTURE, "https://example.org/news/full.JPG?x=1")),
        ('<base href="https://b.test/"><img src=a.jpg>', PageItem(PICTURE, "https://b.test/a.jpg")),
        ("<noscript><img src=n.jpg></noscript>", PageItem(PICTURE, "https://example.org/news/n.jpg")),
        ('<img src="a.jpg" width="99999999999" height="-3">', PageItem(PICTURE, "https://example.org/news/a.jpg")),
    ],
)
def test_what_a_page_names_is_listed_with_the_size_that_it_states(page: str, item: PageItem) -> None:
    assert items_of(page) == [item]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<script>document.write('<img src=a.jpg>')</script>",
        "<style>a{background:url(a.jpg)}</style>",
        "<!-- <img src=a.jpg> -->",
        '<a href="page.html">',
        '<img src="data:image/png;base64,AAAA">',
        "<img src=javascript:alert(1)>",
        "<img src=file:///etc/passwd>",
        "<img src='https://[broken/'>",
        "<img>",
        "<img src='" + "a" * 10_000 + "'>",
    ],
)
def test_what_names_no_file_on_the_web_is_not_listed(page: str) -> None:
    assert items_of(page) == []


def test_each_address_is_listed_once_with_the_first_size_that_is_stated() -> None:
    page = '<meta property="og:image" content="a.jpg"><img src=a.jpg width=4 height=3><img src=a.jpg width=9>'
    assert items_of(page) == [PageItem(PICTURE, "https://example.org/news/a.jpg", 4, 3)]


def test_of_ten_thousand_pictures_some_are_listed_and_the_rest_is_counted() -> None:
    page = "".join(f"<img src={number}.jpg>" for number in range(10_000))
    media = read_page(page.encode(), BASE)
    assert len(media.items) == limits.PAGE_MEDIA
    assert media.left_out == 10_000 - limits.PAGE_MEDIA


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ('<img src=a.jpg alt="été">'.encode("latin-1"), "iso-8859-1"),
        ('<meta charset="latin-1"><img src=a.jpg alt="été">'.encode("latin-1"), ""),
        ("\ufeff<img src=a.jpg alt='été'>".encode(), ""),
        ("<img src=a.jpg alt='été'>".encode(), "no-such-encoding"),
        ("<img src=a.jpg alt='été'>".encode(), "hex"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_states_or_else_as_utf_8(content: bytes, encoding: str) -> None:
    assert read_page(content, BASE, encoding).items[0].text == "été"


@given(st.binary(max_size=300) | st.text(alphabet="<>=/!-'\"& imgsrcvideo.jpg", max_size=300).map(str.encode))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_as_a_page(content: bytes) -> None:
    for item in read_page(content, BASE).items:
        assert item.address.startswith(("https:", "http:"))


def test_a_page_is_read_in_a_process_of_its_own_and_only_https_can_be_chosen(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_text("<img src=a.jpg width=3><img src=http://plain.test/b.jpg><img src=https://u:p@c.test/c.jpg>")
    media = list_page_media(page, BASE)
    assert [(item.width, link.url, link.host) for item, link in media.items] == [
        (3, "https://example.org/news/a.jpg", "example.org")
    ]
    assert (media.left_out, media.refused) == (0, 2)


def test_a_page_that_is_too_large_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page"
    with page.open("wb") as file:
        file.truncate(limits.PAGE_BYTES + 1)
    with pytest.raises(TaskError) as raised:
        list_page_media(page, BASE)
    assert raised.value.problem is TaskProblem.TOO_LARGE
