"""Reads what an HTML page states about itself: meta elements, its title, comments, linked data.

One pass in linear time. It reads no body text: what a page says about labels is not a label.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from verify import limits, texts
from verify.containers.lines import Lines
from verify.containers.parts import Damage, Kind, Part, Source, damage

_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,40})")
_ATTRIBUTE: Final = re.compile(r"""[\s/]*([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_CHARSET: Final = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_-]{2,30})""")
_RAW: Final = frozenset(("script", "style", "textarea", "title", "xmp", "noscript", "template", "iframe"))
_NAMES: Final = ("name", "property", "itemprop", "http-equiv")
_ATTRIBUTES: Final = 100  # of one element


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag, with the raw text up to its end tag for elements that hold raw text, or a comment (`!--`).

    All numbers are characters of the page. `closed` is False where the page ends too early or holds too much.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int
    body: int = 0
    body_end: int = 0
    closed: bool = True


def walk(source: Source) -> Iterator[Part]:
    """Fields `html:meta:<name>`, `html:comment`, `html:title`, `html:ld+json`."""
    if source.size > limits.DOCUMENT_BYTES:
        yield damage("HTML page", Damage.TOO_LARGE, limits.DOCUMENT_BYTES)
    text = _decode(source.read_at(0, limits.DOCUMENT_BYTES))
    lines = Lines(text)
    for element in elements(text):
        at, body = element.start, text[element.body : element.body_end].strip()
        if not element.closed:
            comment = f"HTML comment on line {lines.number(at)}"
            yield damage(*((comment, Damage.CUT_OFF) if element.name else ("HTML page", Damage.TOO_MANY)), at)
        elif element.name == "!--" and body:
            yield _part("html:comment", body, lines, at, "HTML comment")
        elif element.name == "meta":
            yield from _meta(element.attributes, lines, at)
        elif element.name == "title" and body:
            yield _part("html:title", html.unescape(body), lines, at, "HTML title")
        elif element.name == "script" and element.attributes.get("type", "").lower() == "application/ld+json":
            yield _part("html:ld+json", body, lines, at, "HTML linked data")


def elements(text: str) -> Iterator[Element]:
    """The elements and comments of a page in order; nothing inside comments and raw text counts as an element."""
    at = 0
    for _ in range(limits.DATA_CHUNKS):
        at = text.find("<", at)
        if at < 0:
            return
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            if end < 0:
                yield Element("!--", {}, at, len(text), closed=False)
                return
            yield Element("!--", {}, at, end + 3, at + 4, end)
            at = end + 3
            continue
        found = _TAG.match(text, at)
        if found is None:
            at += 1
            continue
        name = found[1].lower()
        attributes, end = _attributes(text, found.end())
        if text[at + 1] != "/":
            raw = name in _RAW
            close = _closing(text, name, end) if raw else end
            after = (text.find(">", close) + 1 or len(text)) if raw else end
            yield Element(name, attributes, at, after, end, close)
            end = close
        at = end
    yield Element("", {}, at, at, closed=False)


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[: 4 * limits.KIB])
    encoding = declared[1].decode().lower() if declared else ""
    return texts.decode(data, "gb18030" if encoding in ("gb2312", "gbk") else encoding)


def _part(key: str, value: str, lines: Lines, at: int, what: str) -> Part:
    where = f"{what} on line {lines.number(at)}"
    return Part(Kind.TEXT, at, value.encode("utf-8", "replace"), where, key=key, encoding="utf-8")


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of an element and the place after its `>`; every step moves on."""
    attributes: dict[str, str] = {}
    for _ in range(_ATTRIBUTES):
        found = _ATTRIBUTE.match(text, at)
        if found is None:
            break
        at = found.end()
        value = next((group for group in found.groups()[1:] if group is not None), "")
        attributes.setdefault(found[1].lower(), html.unescape(value))
    end = text.find(">", at)
    return attributes, len(text) if end < 0 else end + 1


def _closing(text: str, name: str, at: int) -> int:
    """Where the raw text of an element ends: at its own closing tag, else at the end of the page."""
    found = re.compile(f"</{name}[\\s>/]", re.IGNORECASE).search(text, at)
    return found.start() if found else len(text)


def _meta(attributes: dict[str, str], lines: Lines, at: int) -> Iterator[Part]:
    if "content" not in attributes:
        return
    for kind in _NAMES:
        name = attributes.get(kind, "").strip()
        if name:
            yield _part(f"html:meta:{name}", attributes["content"], lines, at, "HTML meta element")
            return
