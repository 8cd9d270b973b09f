"""Find the files in a PDF (ISO 32000-2): pictures on its pages, the XMP beside them, attachments.

Pictures that a PDF keeps as mere pixels are drawn; those in a packing that is not undone here count as not opened.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from verify.inspection.containers.base import Source, SourceStream
from verify.inspection.embedded.base import EmbeddedFile, LoadError, NotOpened, Unopened
from verify.inspection.embedded.pdf_pixels import can_draw, draw_pixels
from verify.inspection.embedded.pdf_streams import inflate, list_filters, measure_length, read_raw, read_stream
from verify.model import limits

_PAGES: Final = 2_000
_OBJECTS: Final = 5_000  # pictures and forms looked at
_FORM_DEPTH: Final = 4  # forms in forms
_ANNOTATIONS: Final = 500  # of one page
_NAMES: Final = 1_000  # nodes of the tree of attachments
_WHOLE: Final = ("/DCTDecode", "/JPXDecode")  # filters whose data is a file: JPEG and JPEG 2000
_WARNINGS: Final = 200


def find_pdf_files(source: Source) -> Iterator[EmbeddedFile | Unopened]:
    """Yield pictures in the order of the pages, then attachments. A document that cannot be opened has none."""
    import pikepdf

    stream: Any = io.BufferedReader(SourceStream(source, limits.PACKET_BYTES), limits.WALK_PIECE_BYTES)
    try:
        # without a search for lost objects: the walker of the container tells of the damage
        with pikepdf.open(
            stream, suppress_warnings=True, attempt_recovery=source.size <= limits.PACKET_BYTES
        ) as opened:
            yield from _Finder().walk(opened)
    except pikepdf.PasswordError:
        yield Unopened("PDF", NotOpened.LOCKED)
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, RuntimeError, KeyError, OverflowError):
        yield Unopened("PDF", NotOpened.DAMAGED)


class _Finder:
    """One walk through a document; each object is looked at once, however often it is used."""

    def __init__(self) -> None:
        self._objects: set[tuple[int, int]] = set()

    def walk(self, document: Any) -> Iterator[EmbeddedFile | Unopened]:
        for number, page in enumerate(document.pages, 1):
            if number > _PAGES or len(self._objects) > _OBJECTS:
                yield Unopened(f"page {number}", NotOpened.TOO_MANY)
                break
            for order, picture in enumerate(self._walk_resources(page.obj.get("/Resources"), 0), 1):
                yield from _read_picture(picture, f"picture {order} on page {number}")
            yield from self._walk_annotations(page.obj, number)
        yield from self._walk_attachments(document)

    def _is_new(self, stream: Any) -> bool:
        if stream.objgen in self._objects and stream.objgen != (0, 0):
            return False
        self._objects.add(stream.objgen)
        return True

    def _walk_resources(self, resources: Any, depth: int) -> Iterator[Any]:
        """Yield the streams of pictures among the resources of a page or form."""
        import pikepdf

        objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(objects, pikepdf.Dictionary) or depth > _FORM_DEPTH:
            return
        for name in list(objects.keys())[:_OBJECTS]:
            x_object = objects.get(name)
            if not isinstance(x_object, pikepdf.Stream) or not self._is_new(x_object) or len(self._objects) > _OBJECTS:
                continue
            if x_object.get("/Subtype") == pikepdf.Name.Image:
                yield x_object
            elif x_object.get("/Subtype") == pikepdf.Name.Form:
                yield from self._walk_resources(x_object.get("/Resources"), depth + 1)

    def _walk_annotations(self, page: Any, number: int) -> Iterator[EmbeddedFile]:
        """Yield the files of annotations: attachments pinned to the page, sounds and films of it (12.5.6.15)."""
        import pikepdf

        annotations = page.get("/Annots")
        for annotation in list(annotations)[:_ANNOTATIONS] if isinstance(annotations, pikepdf.Array) else ():
            specification = annotation.get("/FS") if isinstance(annotation, pikepdf.Dictionary) else None
            if isinstance(specification, pikepdf.Dictionary):
                yield from self._read_specification(specification, f"on page {number}")

    def _walk_attachments(self, document: Any) -> Iterator[EmbeddedFile]:
        """Yield the files of the document's tree of names and those that it is associated with (14.13)."""
        import pikepdf

        root = document.Root
        names = root.get("/Names")
        waiting = [names.get("/EmbeddedFiles")] if isinstance(names, pikepdf.Dictionary) else []
        for _ in range(_NAMES):
            if not waiting:
                break
            node = waiting.pop(0)
            if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and not self._is_new(node)):
                continue
            children, pairs = node.get("/Kids"), node.get("/Names")
            waiting += list(children)[:_NAMES] if isinstance(children, pikepdf.Array) else []
            for specification in list(pairs)[1 : 2 * _NAMES : 2] if isinstance(pairs, pikepdf.Array) else ():
                yield from self._read_specification(specification, "")
        associated = root.get("/AF")
        for specification in list(associated)[:_NAMES] if isinstance(associated, pikepdf.Array) else ():
            yield from self._read_specification(specification, "")

    def _read_specification(self, specification: Any, where: str) -> Iterator[EmbeddedFile]:
        """Yield the file of a file specification (7.11.3); the document's own signed record is none."""
        import pikepdf

        files = specification.get("/EF") if isinstance(specification, pikepdf.Dictionary) else None
        if not isinstance(files, pikepdf.Dictionary) or specification.get("/AFRelationship") == "/C2PA_Manifest":
            return
        stream = files.get("/UF") or files.get("/F")
        if not isinstance(stream, pikepdf.Stream) or not self._is_new(stream):
            return
        written = specification.get("/UF") or specification.get("/F")
        name = _name_of(written)
        place = f"attachment {name} {where}".strip()
        yield EmbeddedFile(place, name, measure_length(stream), lambda limit: read_stream(stream, limit))


def _read_picture(picture: Any, place: str) -> Iterator[EmbeddedFile | Unopened]:
    """Yield a picture that is a file, and the packet of XMP beside it (14.3.2)."""
    import pikepdf

    details = picture.get("/Metadata")
    if isinstance(details, pikepdf.Stream):
        yield EmbeddedFile(
            f"XMP in {place}", "metadata.xmp", measure_length(details), lambda limit: read_stream(details, limit)
        )
    filters = list_filters(picture)
    if filters and filters[-1] in _WHOLE:
        yield EmbeddedFile(
            place, "picture", measure_length(picture), lambda limit: _read_whole(picture, filters, limit)
        )
    elif can_draw(picture) and picture.get("/ImageMask") is not True:
        size = measure_length(picture)
        yield EmbeddedFile(place, "picture", size, lambda limit: draw_pixels(picture, limit), is_drawn=True)
    elif picture.get("/ImageMask") is not True:
        yield Unopened(place, NotOpened.NO_FILE)


def _name_of(written: Any) -> str:
    import pikepdf

    try:
        return str(written)[: limits.KEY_CHARACTERS] if isinstance(written, pikepdf.String) else "?"
    except UnicodeDecodeError:
        return "?"


def _read_whole(picture: Any, filters: tuple[str, ...], limit: int) -> bytes:
    """Return the bytes of a picture that is a file, unpacked where they were packed once more."""
    raw = read_raw(picture, limit)
    if len(filters) == 1:
        return raw
    if filters[:-1] != ("/FlateDecode",):
        raise LoadError(NotOpened.DAMAGED)
    return inflate(raw, limit)
