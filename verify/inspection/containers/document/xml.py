"""Read small XML documents (properties of office files) into leaves: path of local names, attributes, text.

By events and under bounds; document types with entities are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from verify.inspection import text as texts
from verify.inspection.containers.base import Damage, RefusalError
from verify.model import limits

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")


class Leaf(Struct, frozen=True):
    """An element without children: names from the root to it, attributes of it and of its parent, its text."""

    path: tuple[str, ...]
    attributes: Mapping[str, str]
    above: Mapping[str, str]
    text: str


class _Target:
    """Receives the parser's events."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self._open: list[tuple[str, dict[str, str], list[str], list[bool]]] = []
        self._nodes = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._nodes += 1 + len(attributes)
        if self._nodes > limits.XML_NODES:
            raise RefusalError(Damage.TOO_MANY)
        if len(self._open) >= limits.XML_DEPTH:
            raise RefusalError(Damage.TOO_DEEP)
        if self._open:
            self._open[-1][3][0] = False
        named = {_local(name): value for name, value in attributes.items()}
        self._open.append((_local(tag), named, [], [True]))

    def data(self, text: str) -> None:
        """Gather text."""
        if self._open:
            self._open[-1][2].append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser's interface
        """Close an element."""
        path = tuple(name for name, _, _, _ in self._open)
        _, attributes, pieces, leaf = self._open.pop()
        if leaf[0]:
            above = self._open[-1][1] if self._open else {}
            self.leaves.append(Leaf(path, attributes, above, "".join(pieces).strip()))

    def close(self) -> None:
        """Do nothing: the document has ended."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def decode(data: bytes) -> str:
    """Return an XML document as text: byte order mark, its own declaration, else as any text.

    The declaration itself is left out.
    """
    declared = _DECLARED.match(data)
    text = texts.decode(data, declared[1].decode() if declared else "")
    if data[:2] in (b"<\x00", b"\x00<"):
        text = texts.decode_wide(data)
    return _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)


def parse(target: object, document: str, *, forbid_dtd: bool = False) -> Damage | None:
    """Feed a document to `target`, which hears the parser's events; say what is wrong with the document.

    Document types with entities are refused, and every document type where `forbid_dtd` is set.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser: Any = DefusedXMLParser(target=target, encoding="utf-8", forbid_dtd=forbid_dtd)
    try:
        parser.feed(document.encode("utf-8", "replace"))
        parser.close()
    except RefusalError as refusal:
        return refusal.reason
    except DefusedXmlException:
        return Damage.DOCUMENT_TYPE
    except (ParseError, ValueError):
        return Damage.NOT_WELL_FORMED
    return None


def read(data: bytes) -> Iterator[Leaf | Damage]:
    """Read the leaves of a document in its order, and what is wrong with it."""
    target = _Target()
    problem = parse(target, decode(data))
    yield from target.leaves
    if problem:
        yield problem
