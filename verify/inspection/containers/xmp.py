"""Parse XMP packets into names and values, by events and under bounds; refuses document types and entities.

What is not well-formed is read to the break, then picked from the text by name and marked so. Namespaces get the
prefixes that XMP's standards give them, so that a field has one name whoever wrote it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from verify.inspection import text as texts
from verify.inspection.containers.base import Damage, Part, PartKind, RefusalError, Source, make_damage
from verify.inspection.containers.document import xml
from verify.model import limits

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML: Final = "http://www.w3.org/XML/1998/namespace"

_PREFIXES: Final = {
    "adobe:ns:meta": "x",
    "http://ns.adobe.com/xap/1.0": "xmp",
    "http://ns.adobe.com/xmp/note": "xmpNote",
    "http://ns.adobe.com/xap/1.0/mm": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights": "xmpRights",
    "http://ns.adobe.com/xap/1.0/bj": "xmpBJ",
    "http://ns.adobe.com/xap/1.0/t/pg": "xmpTPg",
    "http://ns.adobe.com/xap/1.0/g": "xmpG",
    "http://ns.adobe.com/xap/1.0/g/img": "xmpGImg",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef": "stRef",
    "http://ns.adobe.com/xap/1.0/sType/Version": "stVer",
    "http://ns.adobe.com/xap/1.0/sType/Job": "stJob",
    "http://ns.adobe.com/xap/1.0/sType/ManifestItem": "stMfs",
    "http://ns.adobe.com/xap/1.0/sType/Dimensions": "stDim",
    "http://ns.adobe.com/xap/1.0/sType/Font": "stFnt",
    "http://ns.adobe.com/xmp/sType/Area": "stArea",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia": "xmpDM",
    "http://ns.adobe.com/xmp/Identifier/qual/1.0": "xmpidq",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://ns.adobe.com/photoshop/1.0": "photoshop",
    "http://ns.adobe.com/camera-raw-settings/1.0": "crs",
    "http://ns.adobe.com/camera-raw-saved-settings/1.0": "crss",
    "http://ns.adobe.com/lightroom/1.0": "lr",
    "http://ns.adobe.com/illustrator/1.0": "illustrator",
    "http://ns.adobe.com/pdf/1.3": "pdf",
    "http://ns.adobe.com/pdfx/1.3": "pdfx",
    "http://ns.adobe.com/exif/1.0": "exif",
    "http://ns.adobe.com/exif/1.0/aux": "aux",
    "http://cipa.jp/exif/1.0": "exifEX",
    "http://ns.adobe.com/tiff/1.0": "tiff",
    "http://ns.adobe.com/png/1.0": "png",
    "http://ns.adobe.com/hdr-gain-map/1.0": "hdrgm",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0": "plus",
    "http://www.tc260.org.cn/ns/AIGC/1.0": "TC260",
    "http://creativecommons.org/ns": "cc",
    "http://ns.google.com/photos/1.0/camera": "GCamera",
    "http://ns.google.com/photos/1.0/creations": "GCreations",
    "http://ns.google.com/photos/1.0/image": "GImage",
    "http://ns.google.com/photos/1.0/depthmap": "GDepth",
    "http://ns.google.com/photos/1.0/audio": "GAudio",
    "http://ns.google.com/photos/1.0/panorama": "GPano",
    "http://ns.google.com/photos/1.0/container": "Container",
    "http://ns.google.com/photos/1.0/container/item": "Item",
    "http://ns.google.com/photos/dd/1.0/device": "Device",
    "http://ns.apple.com/faceinfo/1.0": "apple-fi",
    "http://ns.apple.com/HDRGainMap/1.0": "HDRGainMap",
    "http://ns.apple.com/pixeldatainfo/1.0": "apdi",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.2": "MP",
    "http://www.metadataworkinggroup.com/schemas/regions": "mwg-rs",
    "http://www.metadataworkinggroup.com/schemas/keywords": "mwg-kw",
    "http://www.digikam.org/ns/1.0": "digiKam",
    "http://ns.acdsee.com/iptc/1.0": "acdsee",
    "http://ns.extensis.com/extensis/1.0": "extensis",
    "http://www.gimp.org/xmp": "GIMP",
    "http://www.gimp.org/ns/2.10": "GIMP",
    "http://ns.attribution.com/ads/1.0": "Attrib",
    "http://xmp.gettyimages.com/gift/1.0": "GettyImagesGIFT",
    "http://c2pa.org/manifest": "c2pa",
}
STANDARD: Final = frozenset(_PREFIXES.values()) | {"rdf", "xml", "xmlns"}

_NUMBERS: Final = ("uuid:", "urn:uuid:", "xmp.iid:", "xmp.did:", "DocumentID")  # of a resource, in rdf:about

# values that are encoded pictures, not text
_PICTURES: Final = frozenset(("xmpGImg:image", "GImage:Data", "GDepth:Data", "GAudio:Data", "GCamera:hdrp_makernote"))
_PICTURE_CHARACTERS: Final = 256  # characters; anything longer is told by its length

_BODY: Final = re.compile(r"<(?:[\w.-]{1,40}:)?(xmpmeta|xapmeta|RDF)[\s>]")
_OPENING: Final = re.compile(r"<([\w.-]{1,40}:[\w.-]{1,80})(?:\s[^<>]{0,2000})?>")
_ATTRIBUTE: Final = re.compile(
    r"\s([\w.-]{1,40}:[\w.-]{1,80})\s{0,9}=\s{0,9}(?:\"([^\"]{0,262144})\"|'([^']{0,262144})')"
)
_NAMESPACE: Final = re.compile(r"xmlns:([\w.-]{1,40})\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,300})[\"']")
_ITEMS: Final = 100  # of one list in a broken packet
_PICKED: Final = 2_000  # values picked from the text of a broken packet


class Value(Struct, frozen=True):
    """One value: its name with canonical prefixes, nested names joined by `/`; `remark` says how it was read."""

    name: str
    text: str
    remark: str = ""


def read(data: bytes) -> Iterator[Value | Damage]:
    """Yield the values of one packet in document order, and what is wrong with it."""
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
        cut = _cut_out_body(text)
        again, problem = _parse(cut) if cut not in ("", text) else ([], problem)
        values = max(values, again, key=len)
        if problem:
            yield from values
            yield from _pick_values(text, frozenset(value.name for value in values))
            return
    elif problem:
        yield problem
    yield from values


def _decode(data: bytes) -> tuple[str, Damage | None]:
    """Return the packet as text; UTF-16 and UTF-32 are told by their zero bytes (XMP part 1, 7.3.2)."""
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


def _cut_out_body(text: str) -> str:
    """Cut out the packet from `<x:xmpmeta` to its end: without declarations that stand in the wrong place."""
    match = _BODY.search(text)
    if not match:
        return ""
    end = max(text.rfind(f"{match[1]}>"), 0)
    return text[match.start() : end + len(match[1]) + 1]


def _parse(text: str) -> tuple[list[Value], Damage | None]:
    target = _Target()
    problem = xml.parse(target, text, forbid_dtd=True)
    return target.values, problem


class _Element(Struct):
    """An open element: its path of names, its text, and whether it can be a value of its own."""

    path: tuple[str, ...]
    pieces: list[str]
    leaf: bool = True
    has_values: bool = False
    transparent: bool = False


class _Target:
    """Receives the parser's events and follows RDF's ways to write a property (ISO 16684-1, 7)."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._prefixes: dict[str, str] = {}
        self._open: list[_Element] = []
        self._nodes = 0

    def start_ns(self, prefix: str | None, uri: str) -> None:
        """Remember the file's own prefix for namespaces that the standard does not know."""
        if len(self._prefixes) < limits.FIELDS:
            self._prefixes.setdefault(uri, prefix or "")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element; its attributes are properties too."""
        self._nodes += 1 + len(attributes)
        if self._nodes > limits.XML_NODES:
            raise RefusalError(Damage.TOO_MANY)
        if len(self._open) >= limits.XML_DEPTH:
            raise RefusalError(Damage.TOO_DEEP)
        parent = self._open[-1] if self._open else None
        if parent:
            parent.leaf = False
        path = parent.path if parent else ()
        uri, name = _split(tag)
        transparent = uri == RDF or name in ("xmpmeta", "xapmeta")
        if not transparent:
            path = (*path, canonicalise(uri, name, self._prefixes))
        element = _Element(path, [], transparent=transparent)
        self._open.append(element)
        for attribute, value in attributes.items():
            uri, name = _split(attribute)
            if uri == RDF and name in ("resource", "value"):
                element.has_values = True
                self._add_value(path, value)
            elif uri == RDF and name == "about" and value.strip() and not value.startswith(_NUMBERS):
                self.values.append(Value("rdf:about", value.strip()))
            elif uri not in (RDF, XML, ""):
                element.has_values = True
                self._add_value((*path, canonicalise(uri, name, self._prefixes)), value)

    def data(self, text: str) -> None:
        """Gather the text of the innermost element."""
        if self._open and self._open[-1].leaf:
            self._open[-1].pieces.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser's interface
        """Close an element: one without children is a value, also an empty one if nothing else told it."""
        element = self._open.pop()
        if not element.leaf:
            return
        text = "".join(element.pieces).strip()
        if text or not (element.has_values or element.transparent):
            self._add_value(element.path, text)

    def close(self) -> None:
        """Do nothing: the document has ended."""

    def _add_value(self, path: tuple[str, ...], text: str) -> None:
        if not path:
            return
        if path[-1] in _PICTURES and len(text) > _PICTURE_CHARACTERS:
            text = f"({len(text)} characters)"
        self.values.append(Value("/".join(path), text))


def _split(tag: str) -> tuple[str, str]:
    """Split `{namespace}name` into namespace and local name."""
    if tag[:1] != "{":
        return "", tag
    uri, _, name = tag[1:].rpartition("}")
    return uri, name


def _pick_values(text: str, names: frozenset[str]) -> Iterator[Value]:
    """Pick values by name from a packet that is no XML: simple elements and attributes, each bounded."""
    prefixes = dict(_NAMESPACE.findall(text[: limits.MIB]))
    uris = {uri: prefix for prefix, uri in prefixes.items()}

    def name(qualified: str) -> str:
        prefix, _, local = qualified.partition(":")
        if prefix not in prefixes and prefix in STANDARD:
            return qualified  # never declared: taken at its word
        return canonicalise(prefixes.get(prefix, prefix), local, uris)

    for number, match in enumerate(_OPENING.finditer(text)):
        if number >= _PICKED:
            break
        end = text.find(f"</{match[1]}>", match.end(), match.end() + limits.FIELD_CHARACTERS)
        if end < 0 or match[1].startswith(("rdf:", "x:")) or name(match[1]) in names:
            continue
        inner = text[match.end() : end]
        pieces = inner.split("<rdf:li")[1:_ITEMS]
        items = [piece.partition(">")[2].partition("</rdf:li>")[0] for piece in pieces] or [inner]
        for entry in items:
            yield Value(name(match[1]), html.unescape(entry).strip(), "picked from a damaged packet")
    for number, match in enumerate(_ATTRIBUTE.finditer(text)):
        if number >= _PICKED:
            break
        if not match[1].startswith(("xmlns:", "rdf:", "xml:")) and name(match[1]) not in names:
            yield Value(name(match[1]), html.unescape(match[2] or match[3] or ""), "picked from a damaged packet")


def canonicalise(uri: str, name: str, prefixes: Mapping[str, str]) -> str:
    """Return `prefix:name`: the standard's prefix, else the file's own (`prefixes`: namespace → prefix).

    A foreign namespace under a prefix of the standard is not mistaken for it: its prefix gets a mark.
    """
    short = _PREFIXES.get(uri.strip().rstrip("/#"))
    if short is None and uri[:8] == "https://":
        short = _PREFIXES.get("http://" + uri[8:].strip().rstrip("/#"))
    if short:
        return f"{short}:{name}"
    prefix = prefixes.get(uri, "")
    if prefix in STANDARD or not prefix:
        prefix = f"foreign-{prefix}" if prefix else "none"
    return f"{prefix}:{name}"


def walk_side_file(source: Source) -> Iterator[Part]:
    """Yield a file that is one XMP packet."""
    if source.size > limits.PACKET_BYTES:
        yield make_damage("XMP side file", Damage.TOO_LARGE, limits.PACKET_BYTES)
    yield Part(PartKind.XMP, 0, source.read_at(0, limits.PACKET_BYTES), "XMP side file")
