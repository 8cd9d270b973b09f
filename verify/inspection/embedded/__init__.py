"""Files inside a file: pictures, sounds and attachments, each with its place. Nothing is judged here.

`find_embedded` is the door to documents and scenes, `find_attached` to sounds and films. Both name what is inside;
bytes are taken out only when a file is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from verify.inspection.containers.base import Source
from verify.inspection.embedded.attached import FORMATS as ATTACHED_FORMATS
from verify.inspection.embedded.attached import find_attached
from verify.inspection.embedded.base import EmbeddedFile, Unopened
from verify.inspection.embedded.data_address import find_addresses
from verify.inspection.embedded.package import find_members
from verify.inspection.embedded.pdf import find_pdf_files
from verify.inspection.embedded.textures import find_textures
from verify.model.vocabularies import media_types

__all__ = ["ATTACHED_FORMATS", "FORMATS", "EmbeddedFile", "Unopened", "find_attached", "find_embedded"]

Finder = Callable[[Source], Iterator[EmbeddedFile | Unopened]]

_FINDERS: Final[dict[str, Finder]] = {
    "application/pdf": find_pdf_files,
    "image/svg+xml": find_addresses,
    "text/html": find_addresses,
    "text/markdown": find_addresses,
    **dict.fromkeys(sorted(media_types.PACKAGES | media_types.SCENE_PACKAGES | {"application/oxps"}), find_members),
    **dict.fromkeys(sorted(media_types.GLTF), find_textures),
}

FORMATS: Final = frozenset(_FINDERS)


def find_embedded(source: Source, media_type: str) -> Iterator[EmbeddedFile | Unopened]:
    """Find the files inside `source`, in its order, and what cannot be taken out; none for any other format.

    Raises only what `source.read_at` raises.
    """
    finder = _FINDERS.get(media_type)
    yield from finder(source) if finder else ()
