"""Read what an HTML page states about itself: meta elements, its title, comments, linked data.

One pass in linear time. It reads no body text: what a page says about labels is not a label.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection import text as texts
from verify.inspection.containers.base import Damage, Part, PartKind, Source, make_damage
from verify.model import limits

_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,40})")
_ATTRIBUTE: Final = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_CHARSET: Final = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_-]{2,30})""")
_TAG_END: Final = re.compile(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_CLOSINGS: Final = {
    name: re.compile(f"</{name}[\\s>/]", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "noscript", "template", "iframe")
}
_NAMES: Final = ("name", "property", "itemprop", "http-equiv")
_TELLING: Final = frozenset(("meta", "script", "link"))
_LINKED: Final = "application/ld+json"
_DISCLOSURE: Final = "ai-disclosure"  # attribute of any element: w3c-cg/ai-content-disclosure
_PAGE: Final = frozenset(("html", "body"))
_BESIDE: Final = frozenset(("figcaption", "caption", "track", "summary"))  # elements of text beside the content
_ATTRIBUTES: Final = 100  # of one element


class Element(Struct, frozen=True):
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
    """Yield fields `html:meta:<name>`, `html:comment`, `html:title`, `html:ld+json`.

    What an element discloses of itself is `html:element:ai-disclosure`, of the whole page `html:meta:ai-disclosure`; an
    item's source type is `html:item/digitalSourceType`.
    """
    if source.size > limits.DOCUMENT_BYTES:
        yield make_damage("HTML page", Damage.TOO_LARGE, limits.DOCUMENT_BYTES)
    text = _decode(source.read_at(0, limits.DOCUMENT_BYTES))
    lines = texts.Lines(text)
    for element in walk_elements(text):
        at, body = element.start, text[element.body : element.body_end].strip()
        if not element.closed:
            comment = f"HTML comment on line {lines.number(at)}"
            yield make_damage(*((comment, Damage.CUT_OFF) if element.name else ("HTML page", Damage.TOO_MANY)), at)
        elif element.name == "!--" and body:
            yield _make_part("html:comment", body, lines, at, "HTML comment")
        elif element.name == "meta":
            yield from _walk_meta(element.attributes, lines, at)
        elif element.name == "title" and body:
            yield _make_part("html:title", html.unescape(body), lines, at, "HTML title")
        elif element.name == "script" and element.attributes.get("type", "").lower() == _LINKED:
            yield _make_part("html:ld+json", body, lines, at, "HTML linked data")
        elif element.name == "link" and element.attributes.get("itemprop", "").lower() == "digitalsourcetype":
            address = element.attributes.get("href", "")
            yield _make_part("html:item/digitalSourceType", address, lines, at, "HTML link element")
        if element.attributes.get(_DISCLOSURE) and element.name not in _BESIDE:
            key = f"html:{'meta' if element.name in _PAGE else 'element'}:{_DISCLOSURE}"
            yield _make_part(key, element.attributes[_DISCLOSURE], lines, at, f"HTML element {element.name}")


def walk_elements(text: str) -> Iterator[Element]:
    """Yield the elements and comments of a page in order; nothing inside comments and raw text counts as an element.

    Attributes are read of the elements that state something: `meta`, `script`, `link`, and those that disclose the use
    of AI.
    """
    at = 0
    quoted = True  # whether every quotation mark so far had its end; searching for missing ends would take forever
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
        tag = _TAG.match(text, at)
        if tag is None:
            at += 1
            continue
        close = _TAG_END.match(text, tag.end()) if quoted else None
        quoted = close is not None
        end = close.end() if close else text.find(">", tag.end()) + 1 or len(text)
        if text[at + 1] != "/":
            element = _read_element(text, tag[1].lower(), at, tag.end(), end)
            yield element
            end = max(end, element.body_end)
        at = end
    yield Element("", {}, at, at, closed=False)


def _read_element(text: str, name: str, start: int, attributes: int, end: int) -> Element:
    """Return the element whose start tag goes to `end`, its attributes beginning at `attributes`, with its raw text."""
    tells = name in _TELLING or text.find(_DISCLOSURE, attributes, end) >= 0
    values = _read_attributes(text[attributes : end - 1]) if tells else {}
    if name not in _CLOSINGS:
        return Element(name, values, start, end, end, end)
    closing = _CLOSINGS[name].search(text, end)
    body_end = closing.start() if closing else len(text)
    return Element(name, values, start, text.find(">", body_end) + 1 or len(text), end, body_end)


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[: 4 * limits.KIB])
    encoding = declared[1].decode().lower() if declared else ""
    return texts.decode(data, "gb18030" if encoding in ("gb2312", "gbk") else encoding)


def _make_part(key: str, value: str, lines: texts.Lines, at: int, what: str) -> Part:
    where = f"{what} on line {lines.number(at)}"
    return Part(PartKind.TEXT, at, value.encode("utf-8", "replace"), where, key=key, encoding="utf-8")


def _read_attributes(tag: str) -> dict[str, str]:
    """Return the attributes of an element, given what stands between its name and its end."""
    attributes: dict[str, str] = {}
    for number, match in enumerate(_ATTRIBUTE.finditer(tag)):
        if number >= _ATTRIBUTES:
            break
        value = next((group for group in match.groups()[1:] if group is not None), "")
        attributes.setdefault(match[1].lower(), html.unescape(value))
    return attributes


def _walk_meta(attributes: dict[str, str], lines: texts.Lines, at: int) -> Iterator[Part]:
    if "content" not in attributes:
        return
    for kind in _NAMES:
        name = attributes.get(kind, "").strip()
        if name:
            yield _make_part(f"html:meta:{name}", attributes["content"], lines, at, "HTML meta element")
            return
