"""Read what an SVG drawing states about itself: title, description, metadata with its XMP, comments at the head.

By the parser's events, never by searching: text inside the drawing that mentions a label is not a label.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from verify.inspection.containers.base import Damage, Part, PartKind, RefusalError, Source, make_damage, make_record
from verify.inspection.containers.document.xml import decode
from verify.inspection.containers.xmp import RDF
from verify.model import limits

_SVG: Final = "http://www.w3.org/2000/svg"
_DESCRIBING: Final = ("title", "desc")
# within the quotation marks of an attribute, where a parser would take white space for a space
_IN_QUOTES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_HEAD_DEPTH: Final = 2  # the drawing's own title stands right below its root
_COMMENTS: Final = 50
_PACKETS: Final = 16
_GENERATORS: Final = ("version",)  # of Inkscape and Sodipodi, on the root


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `svg:title`, `svg:desc`, `svg:comment`, `svg:metadata:<name>`; XMP; the place of a record."""
    if source.size > limits.DOCUMENT_BYTES:
        yield make_damage("SVG drawing", Damage.TOO_LARGE, limits.DOCUMENT_BYTES)
    text = decode(source.read_at(0, limits.DOCUMENT_BYTES)).encode("utf-8", "replace")
    drawing = _Drawing(text)
    problem = drawing.parse()
    yield from drawing.parts
    if problem:
        yield make_damage("SVG drawing", problem, drawing.place)


class _Drawing:
    """Receives the parser's events for one drawing and gathers parts."""

    def __init__(self, text: bytes) -> None:
        self.parts: list[Part] = []
        self._text = text
        self._open: list[str] = []
        self._metadata = 0  # depth of the open metadata element, or 0
        self._packet = (0, 0)  # depth and place of the open RDF element
        self._namespaces: dict[str, str] = {}
        self._pieces: list[str] = []
        self._gathered = 0
        self._leaf = False
        self._comments = 0
        self._elements = 0
        self._packets = 0
        self._parser = expat.ParserCreate("utf-8", namespace_separator="}")

    @property
    def place(self) -> int:
        """Where the parser stands, in bytes."""
        return max(0, self._parser.CurrentByteIndex)

    def parse(self) -> Damage | None:
        """Read all of it; says what was wrong."""
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._comment
        parser.EntityDeclHandler = self._entity
        parser.StartNamespaceDeclHandler = self._namespace
        try:
            parser.Parse(self._text, True)
        except RefusalError as refusal:
            return refusal.reason
        except (expat.ExpatError, ValueError):
            return Damage.NOT_WELL_FORMED
        return None

    def _add_text(self, key: str, text: str, where: str) -> None:
        if len(self.parts) > limits.FIELDS:
            raise RefusalError(Damage.TOO_MANY)
        place = self.place
        body = text.strip().encode("utf-8", "replace")
        self.parts.append(Part(PartKind.TEXT, place, body, f"{where} at byte {place}", key=key, encoding="utf-8"))

    def _entity(self, *_: object) -> None:
        raise RefusalError(Damage.DOCUMENT_TYPE)

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if prefix and uri and len(self._namespaces) < limits.DIRECTORIES:
            self._namespaces.setdefault(prefix, uri)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= limits.XML_DEPTH * 10:  # drawings nest groups deeper than metadata nests
            raise RefusalError(Damage.TOO_DEEP)
        self._elements += 1
        if self._elements > limits.DATA_CHUNKS:
            raise RefusalError(Damage.TOO_MANY)
        self._open.append(name)
        self._leaf = True
        self._pieces.clear()
        self._gathered = 0
        depth = len(self._open)
        uri, _, local = name.rpartition("}")
        if depth == 1:
            self._read_root(attributes)
        elif local == "metadata" and uri in (_SVG, "") and not self._metadata:
            self._metadata = depth
        elif self._metadata and uri == RDF and local == "RDF" and not self._packet[0]:
            self._packet = (depth, self.place)
        elif self._metadata and local == "manifest" and "c2pa" in uri:
            self.parts.append(make_record(self.place, f"SVG metadata at byte {self.place}"))

    def _read_root(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            uri, _, local = name.rpartition("}")
            if local in _GENERATORS and uri:
                program = "inkscape" if "inkscape" in uri else "sodipodi" if "sodipodi" in uri else ""
                if program:
                    self._add_text(f"svg:{program}:{local}", f"{program.capitalize()} {value}", "SVG root element")

    def _characters(self, text: str) -> None:
        is_description = self._metadata or (self._open and self._open[-1].rpartition("}")[2] in _DESCRIBING)
        if is_description and self._gathered < limits.INFLATED_BYTES:
            self._pieces.append(text)
            self._gathered += len(text)

    def _end(self, name: str) -> None:
        depth = len(self._open)
        uri, _, local = name.rpartition("}")
        self._open.pop()
        text = "".join(self._pieces)
        if self._packet[0]:
            if depth == self._packet[0]:
                self._add_xmp(self._packet[1])
                self._packet = (0, 0)
        elif self._metadata == depth:
            if self._leaf and text.strip():
                self._add_text("svg:metadata", text, "SVG metadata")
            self._metadata = 0
        elif self._metadata and self._leaf and not (local == "manifest" and "c2pa" in uri):
            self._add_text(f"svg:metadata:{local}", text, "SVG metadata")
        elif depth <= _HEAD_DEPTH and local in _DESCRIBING and uri in (_SVG, ""):
            self._add_text(f"svg:{local}", text, f"SVG {local}")
        self._leaf = False

    def _add_xmp(self, start: int) -> None:
        """Return the RDF as a packet of its own, with the namespaces that the drawing declared around it."""
        end = self._text.find(b">", self.place) + 1
        self._packets += 1
        if self._packets > _PACKETS:
            raise RefusalError(Damage.TOO_MANY)
        prefixes = {"x": "adobe:ns:meta/", **self._namespaces}
        own = ((prefix, uri.translate(_IN_QUOTES)) for prefix, uri in prefixes.items() if prefix != "xml")
        declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in own)
        name = "x:xmpmeta" if prefixes["x"] == "adobe:ns:meta/" else "xmpmeta"
        body = f"<{name}{declared}>".encode() + self._text[start:end] + f"</{name}>".encode()
        self.parts.append(Part(PartKind.XMP, start, body, f"SVG metadata at byte {start}"))

    def _comment(self, text: str) -> None:
        self._comments += 1
        if len(self._open) <= 1 and self._comments <= _COMMENTS and text.strip():
            self._add_text("svg:comment", text, "SVG comment")
