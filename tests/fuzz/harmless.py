"""Finds what could act on the reader in what is shown of a report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from verify.model import Report
from verify.report.formats.html import html
from verify.report.formats.json import line
from verify.report.formats.text import text
from verify.report.words.catalogue import Translator

WORDINGS = (Translator("en"), Translator("zh_CN"))
# controls, marks of direction, zero width, lone surrogates: whatever a terminal or a person could obey
_ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_LOADING = frozenset({"script", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "svg"})
_IMAGES = "data:"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.offences: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LOADING:
            self.offences.append(f"an element {tag}")
        for name, value in attrs:
            if name.startswith("on") or (name == "src" and not (value or "").startswith(_IMAGES)):
                self.offences.append(f"an attribute {name} of {tag}")
            if name == "href" and not (value or "").startswith(("https://", "#")):
                self.offences.append(f"a link to {(value or '')[:40]!r}")


def find_acting(shown: str) -> str:
    """Return the first character that could act on a terminal or a page, or nothing."""
    found = _ACTING.search(shown)
    return found[0] if found else ""


def find_page_offences(source: str) -> list[str]:
    """Return what a page holds that loads, runs or leads anywhere but to a site over HTTPS."""
    page = _Page()
    page.feed(source)
    return page.offences


def find_offences(report: Report) -> Iterator[str]:
    """Yield what is wrong with the three forms of a report in both languages. Raises where one cannot be made."""
    for wording in WORDINGS:
        for everything in (False, True):
            if found := find_acting(text(report, wording, 80, everything=everything)):
                yield f"the text holds {found!r}"
        source = html([report], wording)
        yield from find_page_offences(source)
        if found := find_acting(source):
            yield f"the page holds {found!r}"
        said = line(report, wording)
        json.loads(said.encode("utf-8"))
        if len(said.splitlines()) != 1:
            yield "the line of JSON is not one line"
