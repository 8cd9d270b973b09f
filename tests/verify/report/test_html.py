"""The page: one file that needs nothing else, whatever stands in the report."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from PIL import Image

from tests.build import example_reports
from verify.model import FileFacts, Picture, Report
from verify.report.formats.html import html
from verify.report.formats.markup import element, png, style
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import headline

ENGLISH = Translator("en")
VOID = ("meta", "img")
HEAD = {"html", "head", "meta", "title", "style", "body"}
PARTS = {"nav", "main", "article", "header", "section", "footer", "div", "details", "summary", "h1", "h2", "h3", "h4"}
KNOWN = HEAD | PARTS | {"p", "span", "a", "img", "ol", "ul", "li", "dl", "dt", "dd"}


class Page(HTMLParser):
    """What a browser would see: elements, attributes and texts; complains about what does not nest."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def attributes(self, tag: str, name: str) -> list[str]:
        return [attributes[name] or "" for kind, attributes in self.elements if kind == tag and name in attributes]


def test_nothing_is_loaded_by_showing_the_page() -> None:
    page = Page(html([example_reports.full()], ENGLISH))
    assert {tag for tag, _ in page.elements} <= KNOWN
    assert all(source.startswith("data:image/png;base64,") for source in page.attributes("img", "src"))
    assert not [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert all(address.startswith(("https://", "#")) for address in page.attributes("a", "href"))
    assert "url(" not in html([example_reports.full()], ENGLISH)


def test_the_policy_allows_its_own_style_and_nothing_else() -> None:
    page = Page(html([example_reports.nothing()], ENGLISH))
    (policy,) = [value for value in page.attributes("meta", "content") if "default-src" in value]
    sheet = re.search(r"<style>(.*?)</style>", html([example_reports.nothing()], ENGLISH), re.DOTALL)
    assert sheet
    digest = base64.b64encode(hashlib.sha256(sheet.group(1).encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "script" not in policy


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=example_reports.reports())
def test_a_hostile_report_adds_no_element_and_no_attribute(report: Report) -> None:
    source = html([report], ENGLISH)
    page = Page(source)
    assert {tag for tag, _ in page.elements} <= KNOWN
    assert not [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    source.encode("utf-8")


def test_markup_in_a_name_is_shown_as_it_stands() -> None:
    report = replace(
        example_reports.nothing(), file=FileFacts("/x", "<img src=x onerror=alert(1)>&amp;.jpg", 1, "", "image/jpeg")
    )
    assert "<img src=x onerror=alert(1)>&amp;.jpg" in Page(html([report], ENGLISH)).texts


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh_CN", "zh-CN")])
def test_the_page_names_its_language(language: str, tag: str) -> None:
    page = Page(html([example_reports.full()], Translator(language)))
    assert page.attributes("html", "lang") == [tag]
    assert headline.headline(Translator(language), example_reports.full()) in page.texts


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [
        int(tag[1]) for tag, _ in Page(html([example_reports.full()], ENGLISH)).elements if re.fullmatch(r"h\d", tag)
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_several_files_are_linked_from_the_top() -> None:
    page = Page(html([example_reports.full(), example_reports.nothing(), example_reports.unreadable()], ENGLISH))
    assert page.attributes("a", "href")[:3] == ["#file-0", "#file-1", "#file-2"]
    assert page.attributes("article", "id") == ["file-0", "file-1", "file-2"]


def test_pictures_show_the_very_pixels() -> None:
    picture = Picture("preview", 3, 2, bytes(range(18)))
    with Image.open(io.BytesIO(png(picture))) as opened:
        assert opened.format == "PNG"
        assert opened.size == (3, 2)
        assert opened.convert("RGB").tobytes() == bytes(range(18))


@pytest.mark.parametrize(("width", "height", "size"), [(3, 2, 5), (0, 0, 0), (10**6, 1, 3 * 10**6), (-1, -1, 3)])
def test_a_picture_whose_sizes_lie_is_left_out(width: int, height: int, size: int) -> None:
    picture = Picture("preview", width, height, bytes(size))
    assert png(picture) == b""
    page = Page(html([replace(example_reports.nothing(), pictures=(picture,))], ENGLISH))
    assert page.attributes("img", "src") == []


def test_every_picture_has_a_description() -> None:
    page = Page(html([example_reports.full()], ENGLISH))
    assert len(page.attributes("img", "src")) == 3
    assert all(page.attributes("img", "alt"))


def test_attributes_are_escaped_too() -> None:
    assert element("p", "x", title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;">x</p>'


def test_a_style_sheet_cannot_end_its_element() -> None:
    with pytest.raises(ValueError, match="style sheet"):
        style("</style><script>")
