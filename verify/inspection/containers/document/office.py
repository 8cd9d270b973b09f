"""Read the properties of packaged documents: OOXML, OpenDocument, EPUB; and XML with a label in any other package.

It reads no body text: what a document says about labels is not a label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from verify.inspection.containers.base import Damage, Part, PartKind, Source, make_damage, make_record
from verify.inspection.containers.document import xml
from verify.inspection.containers.document.xml import Leaf
from verify.inspection.containers.document.zip_package import Package

_OPEN_DOCUMENT: Final = "meta.xml"
_EPUB_CONTAINER: Final = "META-INF/container.xml"
_RECORDS: Final = ("META-INF/content_credential.c2pa", "META-INF/content_credentials.c2pa")
# OFD keeps its own properties, named CustomData, in the document's root (GB/T 33190, 7.4)
_OFD: Final = "OFD.xml"
_OOXML: Final = {"docProps/core.xml": "core", "docProps/app.xml": "app", "docProps/custom.xml": "custom"}

Naming = Callable[[Leaf], str]  # the key of a leaf, or an empty string


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `ooxml:core|app|custom:<name>`, `odf:meta|user:<name>`, `epub:<name>`, `ofd:custom:<name>`."""
    package = Package(source)
    if package.problem:
        yield make_damage("ZIP directory", package.problem, 0)
    folded = {name.casefold(): name for name in package.names}
    for name, group in _OOXML.items():
        yield from _walk_member(
            package, folded.get(name.casefold(), ""), _name_custom if group == "custom" else _name_by_path(group)
        )
    yield from _walk_member(package, _OPEN_DOCUMENT, _name_open_document)
    yield from _walk_member(package, _OFD, _name_ofd)
    if _EPUB_CONTAINER in package:
        yield from _walk_member(package, _find_package_document(package), _name_epub)
    for name in _RECORDS:
        if name in package:
            yield make_record(package.offset(name), f"{name} in the package")


def _walk_member(package: Package, name: str, naming: Naming) -> Iterator[Part]:
    if name not in package:
        return
    data, problem = package.read(name)
    offset = package.offset(name)
    where = f"{name} in the package"
    if problem:
        yield make_damage(where, problem, offset)
    for leaf in xml.read(data) if data else ():
        if isinstance(leaf, Damage):
            yield make_damage(where, leaf, offset)
        elif key := naming(leaf):
            value = leaf.text or leaf.attributes.get("content", "")  # EPUB 2 writes the value as an attribute
            yield Part(PartKind.TEXT, offset, value.encode("utf-8", "replace"), where, key=key, encoding="utf-8")


def _name_by_path(group: str) -> Naming:
    return lambda leaf: f"ooxml:{group}:{leaf.path[1]}" if len(leaf.path) > 1 else ""


def _name_custom(leaf: Leaf) -> str:
    """Name a custom property: an attribute of the element around the value says it (ECMA-376 part 1, 22.3.2)."""
    name = leaf.above.get("name") or leaf.attributes.get("name", "")
    return f"ooxml:custom:{name}" if name else ""


def _name_open_document(leaf: Leaf) -> str:
    name = leaf.path[-1]
    if name == "user-defined":
        return f"odf:user:{leaf.attributes.get('name', '')}"
    return f"odf:meta:{name}" if leaf.text and len(leaf.path) > 1 else ""


def _name_ofd(leaf: Leaf) -> str:
    name = leaf.path[-1]
    if name == "CustomData":
        return f"ofd:custom:{leaf.attributes.get('Name', '')}"
    return f"ofd:{name}" if "DocInfo" in leaf.path else ""


def _name_epub(leaf: Leaf) -> str:
    """Name Dublin Core elements, and `meta` in the forms of EPUB 3 (`property`) and EPUB 2 (`name`, `content`)."""
    if "metadata" not in leaf.path[:-1]:
        return ""
    name = leaf.path[-1]
    if name == "meta":
        name = leaf.attributes.get("property") or leaf.attributes.get("name", "")
    return f"epub:{name}" if name else ""


def _find_package_document(package: Package) -> str:
    """Return the path of the package document, which `container.xml` names (EPUB 3.3, 4.2.6.3.1)."""
    data, _ = package.read(_EPUB_CONTAINER)
    for leaf in xml.read(data) if data else ():
        if isinstance(leaf, Leaf) and leaf.path[-1] == "rootfile":
            return leaf.attributes.get("full-path", "")
    return ""
