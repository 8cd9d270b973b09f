"""Find the media in packaged documents (OOXML, OpenDocument, EPUB, XPS, USDZ, 3MF) and in plain ZIP files.

Members are chosen by the ending of their name, or by the folder that formats keep media in; text of the document itself
is left to the walkers of containers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.base import Damage, Source
from verify.inspection.containers.document.zip_package import Package
from verify.inspection.embedded.base import EmbeddedFile, LoadError, NotOpened, Unopened
from verify.model import limits

_ENDINGS: Final = frozenset((
    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "tif", "tiff", "heic", "heif", "hif", "avif", "jxl", "jp2",
    "bmp", "svg", "psd", "dng", "mp3", "wav", "m4a", "aac", "flac", "ogg", "oga", "opus", "aif", "aiff", "wma", "mp4",
    "m4v", "mov", "avi", "mkv", "webm", "wmv", "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "odg", "epub",
    "glb", "gltf", "vrm", "usdz", "usda", "usdc", "usd", "3mf", "obj", "ply", "stl", "xmp",
))  # fmt: skip
_FOLDERS: Final = ("media", "pictures", "embeddings")  # of OOXML and OpenDocument; what lies there is media
_THUMBNAILS: Final = ("docprops/thumbnail", "thumbnails/")  # small views of the document itself

_REASONS: Final = {
    Damage.LOCKED: NotOpened.LOCKED,
    Damage.TOO_LARGE: NotOpened.TOO_LARGE,
}


def find_members(source: Source) -> Iterator[EmbeddedFile | Unopened]:
    """Yield the members that are media or documents by name, in the order of the central directory."""
    package = Package(source, total=limits.EMBEDDED_TOTAL_BYTES)
    for name in package.names:
        if _is_media(name):
            yield _make_file(package, name)


def _is_media(name: str) -> bool:
    folded = name.casefold()
    if folded.endswith("/") or folded.startswith(_THUMBNAILS):
        return False
    *folders, last = folded.split("/")
    return last.rpartition(".")[2] in _ENDINGS or (bool(folders) and folders[-1] in _FOLDERS)


def _make_file(package: Package, name: str) -> EmbeddedFile:
    def load(limit: int) -> bytes:
        data, problem = package.read(name, limit)
        if problem:
            raise LoadError(_REASONS.get(problem, NotOpened.DAMAGED))
        return data

    return EmbeddedFile(f"{name} in the package", name.rpartition("/")[2], package.size(name), load)
