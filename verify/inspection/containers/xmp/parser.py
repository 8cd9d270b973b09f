"""Parse XMP packets into names and values, by events and under bounds; refuses document types and entities.

What is not well-formed is read to the break, then picked from the text by name and marked so.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from verify.inspection import text as texts
from verify.inspection.containers.base import Damage
from verify.inspection.containers.xmp.namespaces import RDF, STANDARD, XML, canonical
from verify.model import limits

# values that are encoded pictures, not text
_PICTURES: Final = frozenset(("xmpGImg:image", "GImage:Data", "GDepth:Data", "GAudio:Data", "GCamera:hdrp_makernote"))
_SHOWN_OF_PICTURES: Final = 256  # characters; anything longer is told by its length

_BODY: Final = re.compile(r"<(?:[\w.-]{1,40}:)?(xmpmeta|xapmeta|RDF)[\s>]")
_OPENING: Final = re.compile(r"<([\w.-]{1,40}:[\w.-]{1,80})(?:\s[^<>]{0,2000})?>")
_ATTRIBUTE: Final = re.compile(
    r"\s([\w.-]{1,40}:[\w.-]{1,80})\s{0,9}=\s{0,9}(?:\"([^\"]{0,262144})\"|'([^']{0,262144})')"
)
_NAMESPACE: Final = re.compile(r"xmlns:([\w.-]{1,40})\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,300})[\"']")
_ITEMS: Final = 100  # of one list in a broken packet
_PICKED: Final = 2_000  # values picked from the text of a broken packet


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its name with canonical prefixes, nested names joined by `/`; `remark` says how it was read."""

    name: str
    text: str
    remark: str = ""


class _RefusalError(Exception):
    """A bound was passed; what was seen so far stands."""

    def __init__(self, damage: Damage) -> None:
        super().__init__(damage.value)
        self.damage = damage


def read(data: bytes) -> Iterator[Value | Damage]:
    """The values of one packet in document order, and what is wrong with it."""
    text, problem = _decode(data[: limits.PACKET_BYTES])
    if problem:
        yield problem
    if len(data) > limits.PACKET_BYTES:
        yield Damage.TOO_LARGE
    if not text:
        return
    values, problem = _parse(text)
    if problem in (Damage.NOT_WELL_FORMED, Damage.DOCUMENT_TYPE):
        yield problem
        cut = _body(text)
        again, problem = _parse(cut) if cut not in ("", text) else ([], problem)
        values = max(values, again, key=len)
        if problem:
            yield from values
            yield from _picked(text, frozenset(value.name for value in values))
            return
    elif problem:
        yield problem
    yield from values


def _decode(data: bytes) -> tuple[str, Damage | None]:
    """The packet as text; UTF-16 and UTF-32 are told by their zero bytes (XMP part 1, 7.3.2)."""
    start = data.lstrip(b"\x00 \r\n\t")[:4] if data[:1] in b" \r\n\t" else data[:4]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:3] == b"\xef\xbb\xbf" or data[:4] == b"\x00\x00\xfe\xff":
        return texts.decode(data).strip("\x00\ufeff"), None
    for head, encoding in (
        (b"<\x00\x00\x00", "utf-32-le"), (b"\x00\x00\x00<", "utf-32-be"), (b"<\x00", "utf-16-le"),
        (b"\x00<", "utf-16-be"),
    ):  # fmt: skip
        if start.startswith(head):
            return data.decode(encoding, "replace").strip("\x00\ufeff"), None
    try:
        return data.strip(b"\x00").decode("utf-8"), None
    except UnicodeDecodeError:
        return texts.decode(data.strip(b"\x00")), Damage.NOT_DECODABLE


def _body(text: str) -> str:
    """From `<x:xmpmeta` to its end: without declarations that stand in the wrong place."""
    found = _BODY.search(text)
    if not found:
        return ""
    end = max(text.rfind(f"{found[1]}>"), 0)
    return text[found.start() : end + len(found[1]) + 1]


def _parse(text: str) -> tuple[list[Value], Damage | None]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    target = _Target()
    parser: Any = DefusedXMLParser(target=target, encoding="utf-8", forbid_dtd=True)
    problem: Damage | None = None
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except _RefusalError as refusal:
        problem = refusal.damage
    except DefusedXmlException:
        problem = Damage.DOCUMENT_TYPE
    except (ParseError, ValueError):
        problem = Damage.NOT_WELL_FORMED
    return target.values, problem


@dataclass(slots=True)
class _Element:
    """An open element: its path of names, its text, and whether it can be a value of its own."""

    path: tuple[str, ...]
    pieces: list[str]
    leaf: bool = True
    told: bool = False
    transparent: bool = False


class _Target:
    """Receives the parser's events and follows RDF's ways to write a property (ISO 16684-1, 7)."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._prefixes: dict[str, str] = {}
        self._open: list[_Element] = []
        self._nodes = 0

    def start_ns(self, prefix: str | None, uri: str) -> None:
        """Remembers the file's own prefix for namespaces that the standard does not know."""
        if len(self._prefixes) < limits.FIELDS:
            self._prefixes.setdefault(uri, prefix or "")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element; its attributes are properties too."""
        self._nodes += 1 + len(attributes)
        if self._nodes > limits.XML_NODES:
            raise _RefusalError(Damage.TOO_MANY)
        if len(self._open) >= limits.XML_DEPTH:
            raise _RefusalError(Damage.TOO_DEEP)
        parent = self._open[-1] if self._open else None
        if parent:
            parent.leaf = False
        path = parent.path if parent else ()
        uri, name = _split(tag)
        transparent = uri == RDF or name in ("xmpmeta", "xapmeta")
        if not transparent:
            path = (*path, canonical(uri, name, self._prefixes))
        element = _Element(path, [], transparent=transparent)
        self._open.append(element)
        for attribute, value in attributes.items():
            uri, name = _split(attribute)
            if uri == RDF and name in ("resource", "value"):
                element.told = True
                self._tell(path, value)
            elif uri not in (RDF, XML, ""):
                element.told = True
                self._tell((*path, canonical(uri, name, self._prefixes)), value)

    def data(self, text: str) -> None:
        """Gathers the text of the innermost element."""
        if self._open and self._open[-1].leaf:
            self._open[-1].pieces.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser's interface
        """Close an element: one without children is a value, also an empty one if nothing else told it."""
        element = self._open.pop()
        if not element.leaf:
            return
        text = "".join(element.pieces).strip()
        if text or not (element.told or element.transparent):
            self._tell(element.path, text)

    def close(self) -> None:
        """The document has ended."""

    def _tell(self, path: tuple[str, ...], text: str) -> None:
        if not path:
            return
        if path[-1] in _PICTURES and len(text) > _SHOWN_OF_PICTURES:
            text = f"({len(text)} characters)"
        self.values.append(Value("/".join(path), text))


def _split(tag: str) -> tuple[str, str]:
    """Namespace and local name of `{namespace}name`."""
    if tag[:1] != "{":
        return "", tag
    uri, _, name = tag[1:].rpartition("}")
    return uri, name


def _picked(text: str, known: frozenset[str]) -> Iterator[Value]:
    """Values found by name in a packet that is no XML: simple elements and attributes, each bounded."""
    prefixes = dict(_NAMESPACE.findall(text[: limits.MIB]))
    uris = {uri: prefix for prefix, uri in prefixes.items()}

    def name(qualified: str) -> str:
        prefix, _, local = qualified.partition(":")
        if prefix not in prefixes and prefix in STANDARD:
            return qualified  # never declared: taken at its word
        return canonical(prefixes.get(prefix, prefix), local, uris)

    for number, found in enumerate(_OPENING.finditer(text)):
        if number >= _PICKED:
            break
        end = text.find(f"</{found[1]}>", found.end(), found.end() + limits.FIELD_CHARACTERS)
        if end < 0 or found[1].startswith(("rdf:", "x:")) or name(found[1]) in known:
            continue
        inner = text[found.end() : end]
        pieces = inner.split("<rdf:li")[1:_ITEMS]
        items = [piece.partition(">")[2].partition("</rdf:li>")[0] for piece in pieces] or [inner]
        for item in items:
            yield Value(name(found[1]), html.unescape(item).strip(), "picked from a damaged packet")
    for number, found in enumerate(_ATTRIBUTE.finditer(text)):
        if number >= _PICKED:
            break
        if not found[1].startswith(("xmlns:", "rdf:", "xml:")) and name(found[1]) not in known:
            yield Value(name(found[1]), html.unescape(found[2] or found[3] or ""), "picked from a damaged packet")
