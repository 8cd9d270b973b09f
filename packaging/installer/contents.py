"""What goes into a bundle besides the code, and what a system is told about it: types of files, names, identifiers.

Read by the recipe for PyInstaller and by the scripts that make packages. Needs the environment of the project.
"""

from __future__ import annotations

import os
import re
import sys
import zipfile
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from verify.inspection.watermarks import perth, torch_checkpoint  # noqa: E402
from verify.store import licences  # noqa: E402

IDENTIFIER: Final = "org.whence.Whence"
NAME: Final = "Whence"
COMMENT: Final = "See where a picture, video, sound or document comes from, and whether it was made with AI"

# media type → endings, for "open with"; Whence itself tells a format by its bytes and reads many more
MEDIA_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png", "apng"),
    "image/webp": ("webp",),
    "image/gif": ("gif",),
    "image/avif": ("avif",),
    "image/heic": ("heic",),
    "image/heif": ("heif",),
    "image/tiff": ("tif", "tiff"),
    "image/x-adobe-dng": ("dng",),
    "image/bmp": ("bmp",),
    "image/jxl": ("jxl",),
    "image/jp2": ("jp2",),
    "image/svg+xml": ("svg",),
    "image/vnd.adobe.photoshop": ("psd",),
    "video/mp4": ("mp4",),
    "video/quicktime": ("mov",),
    "video/x-m4v": ("m4v",),
    "video/webm": ("webm",),
    "video/x-matroska": ("mkv",),
    "video/x-msvideo": ("avi",),
    "video/ogg": ("ogv",),
    "audio/mpeg": ("mp3",),
    "audio/mp4": ("m4a",),
    "audio/x-wav": ("wav",),
    "audio/flac": ("flac",),
    "audio/ogg": ("ogg", "opus"),
    "application/pdf": ("pdf",),
    "application/c2pa": ("c2pa",),
}

# what PyInstaller would take along although nothing here uses it, by the beginning of a path within the bundle
_UNUSED: Final = (
    "PySide6/Qt/plugins/egldeviceintegrations/",
    "PySide6/Qt/plugins/generic/",
    "PySide6/Qt/plugins/networkinformation/",
    "PySide6/Qt/plugins/platforms/libqeglfs",
    "PySide6/Qt/plugins/platforms/libqlinuxfb",
    "PySide6/Qt/plugins/platforms/libqminimalegl",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay",
    "PySide6/Qt/plugins/platforms/libqvnc",
    "PySide6/Qt/plugins/platformthemes/libqgtk3",
    "PySide6/Qt/plugins/tls/",
    "PySide6/Qt/lib/libQt6EglF",
    "PySide6/Qt/lib/libQt6Network",
    # the pictures that the window shows come as plain pixels; only its own icons are decoded
    *(
        f"PySide6/Qt/plugins/imageformats/libq{name}."
        for name in ("gif", "icns", "jpeg", "tga", "tiff", "wbmp", "webp")
    ),
)
# libraries of the theme above, of modules that are left out, and of the printing system with all that it needs: who
# has a printer has them, and without them a file can still be written
_UNUSED_LIBRARIES: Final = re.compile(
    r"lib(atk|avahi-\w+|cups|gnutls|hogweed|idn2|nettle|p11-kit|tasn1|unistring|cairo|datrie|fribidi|gdk|gdk_pixbuf|gio|gmodule|gobject|graphite2|gtk|harfbuzz|pango\w*|pixman|readline|thai|"
    r"Qt6EglF[Ss]\w*|Qt6Network)(-[\d.]+|-gobject)*\.so"
)
# where the checkout lies on the machine that builds: of no use elsewhere, and another one for each
_OF_THE_BUILDER: Final = re.compile(r".*/direct_url\.json|whence_provenance-[^/]*/RECORD")
_SPOKEN: Final = ("_en.qm", "_zh_CN.qm")  # Qt's own words for its dialogs


def is_wanted(destination: str) -> bool:
    """Return whether a file that PyInstaller found goes into the bundle, by its path within it."""
    path = destination.replace("\\", "/")
    if path.startswith(_UNUSED) or path.endswith((".rlib", ".pyi")) or _UNUSED_LIBRARIES.match(path):
        return False
    if _OF_THE_BUILDER.fullmatch(path):
        return False
    return "/translations/" not in path or path.endswith(_SPOKEN)


def read_build_time() -> datetime:
    """Return the one time that everything made here carries: SOURCE_DATE_EPOCH, which `bundle.py` sets, or now."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)


def list_shipped_distributions() -> tuple[str, ...]:
    """Return the distributions whose metadata go into a bundle: Whence and all that it needs here."""
    return tuple(part.name for part in licences.find_needed_distributions())


def write_perth_weights(folder: Path) -> tuple[Path, str]:
    """Write the weights of Perth's detector into `folder`, without the embedder's; return them and where they belong.

    Of that distribution nothing else is read: its code wants PyTorch. Leaving out a quarter of the file changes no
    value, and `verify.inspection.watermarks.perth` knows the values by their digest.
    """
    whole = perth.find_weights()
    smaller = folder / whole.name
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(smaller, "w") as target:
        for name in torch_checkpoint.list_members(source, "model", perth.PREFIX):
            target.writestr(source.getinfo(name), source.read(name))
    if perth.digest(torch_checkpoint.load(smaller, "model", perth.PREFIX)) != perth.digest(
        torch_checkpoint.load(whole, "model", perth.PREFIX)
    ):
        raise RuntimeError("the weights were not kept whole")
    return smaller, str(whole.parent.relative_to(str(distribution("resemble-perth").locate_file(""))))


def make_info_plist(version: str) -> dict[str, Any]:
    """Return what macOS is told: names, the version, and that Whence views these types of files and edits none."""
    return {
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleShortVersionString": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh_CN"],
        "LSMinimumSystemVersion": "12.0",
        "NSHighResolutionCapable": True,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": media_type,
                "CFBundleTypeMIMETypes": [media_type],
                "CFBundleTypeExtensions": list(endings),
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
            }
            for media_type, endings in MEDIA_TYPES.items()
        ],
    }
