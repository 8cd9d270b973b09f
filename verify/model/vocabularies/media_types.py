"""Media types by family and by what reads them. To name them loads no decoder, so that all readers can be listed."""

from __future__ import annotations

from typing import Final

BMFF: Final = frozenset((  # ISO base media files in which C2PA hashes boxes
    "image/heic", "image/heif", "image/avif", "video/mp4", "video/quicktime", "video/x-m4v", "audio/mp4",
))  # fmt: skip
TIFF: Final = frozenset((
    "image/tiff", "image/x-adobe-dng", "image/x-canon-cr2", "image/x-nikon-nef", "image/x-sony-arw",
    "image/x-panasonic-rw2",
))  # fmt: skip
C2PA_TIFF: Final = TIFF - {"image/x-canon-cr2", "image/x-panasonic-rw2"}  # those in which c2pa-rs reads a record
RIFF: Final = frozenset(("image/webp", "audio/wav", "video/x-msvideo"))

OOXML: Final = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
C2PA_PACKAGES: Final = frozenset((
    *(OOXML + kind for kind in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")),
    *(OPEN_DOCUMENT + kind for kind in ("text", "spreadsheet", "presentation", "graphics")),
    "application/epub+zip", "application/oxps", "application/zip",
))  # fmt: skip
PACKAGES: Final = (C2PA_PACKAGES - {"application/oxps"}) | {"application/ofd"}  # those whose properties are read
TEXT: Final = frozenset(("text/plain", "text/markdown", "text/html", "application/xml", "application/json"))
DOCUMENTS: Final = PACKAGES | TEXT | {"application/pdf", "application/rtf"}  # those that hold running text

GLTF: Final = frozenset(("model/gltf-binary", "model/gltf+json"))
SCENE_PACKAGES: Final = frozenset(("model/vnd.usdz+zip", "model/3mf"))  # scenes in three dimensions that are ZIPs
XMP_FILE: Final = "application/rdf+xml"  # an XMP packet by itself (ISO 16684-1, 7.3.4): a side file of another file
MANIFEST_STORE: Final = "application/c2pa"  # a manifest store by itself
_BOTH: Final = frozenset((
    *BMFF, *RIFF, *C2PA_PACKAGES, "image/tiff", "image/x-adobe-dng", "image/gif", "image/jpeg", "image/jxl",
    "image/png", "image/svg+xml", "audio/flac", "audio/mpeg", "application/pdf",
))  # fmt: skip
ENCYPHER_ALONE: Final = frozenset(("audio/ogg", "font/otf", "font/ttf"))  # in which c2pa-rs finds no record
ENCYPHER: Final = _BOTH | ENCYPHER_ALONE
C2PA_RS: Final = _BOTH | C2PA_TIFF | {MANIFEST_STORE}

PILLOW: Final = frozenset((  # what `Media.pixels` decodes
    "image/avif", "image/bmp", "image/gif", "image/heic", "image/heif", "image/jp2", "image/jpeg", "image/png",
    "image/qoi", "image/tiff", "image/vnd.adobe.photoshop", "image/webp", "image/x-adobe-dng", "image/x-icon",
))  # fmt: skip

# FFmpeg's name of the only demuxer that may open a file: some that it would guess name other files to open
DEMUXERS: Final = {
    "audio/aac": "aac",
    "audio/mp4": "mp4",
    "video/h264": "h264",
    "video/h265": "hevc",
    "video/mp2t": "mpegts",
    "video/mp4": "mp4",
    "video/ogg": "ogg",
    "video/quicktime": "mov",
    "video/webm": "matroska",
    "video/x-flv": "flv",
    "video/x-m4v": "mp4",
    "video/x-matroska": "matroska",
    "video/x-ms-asf": "asf",
    "video/x-msvideo": "avi",
}
VIDEO: Final = frozenset(name for name in DEMUXERS if name.startswith("video/"))
SOUNDFILE: Final = frozenset(
    ("audio/aiff", "audio/flac", "audio/mpeg", "audio/ogg", "audio/wav")
)  # decoded by libsndfile
SOUND: Final = (SOUNDFILE | frozenset(DEMUXERS)) - {"video/h264", "video/h265"}
