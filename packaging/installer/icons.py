"""Draws the program's icon in every form that a system wants, out of the one drawing: `icons.py FOLDER`.

PNG in the usual sizes, .ico for Windows, .icns for macOS, and the version resource of Windows.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import contents
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from verify import __version__
from verify.workers.process import relaunch

SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIZES: Final = [(size, size) for size in SIZES if size <= 256]
_VERSION: Final = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The Whence developers"),
      StringStruct("FileDescription", {description!r}),
      StringStruct("FileVersion", {version!r}),
      StringStruct("InternalName", {name!r}),
      StringStruct("LegalCopyright", "Apache License 2.0"),
      StringStruct("ProductName", "Whence"),
      StringStruct("ProductVersion", {version!r}),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def main(folder: Path) -> int:
    """Write every form into `folder`."""
    application = QGuiApplication(["icons"])
    folder.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(contents.ROOT / "resources" / "icons" / "whence.svg"))
    if not drawing.isValid():
        raise SystemExit("icons.py: the drawing cannot be read")
    pictures = {size: draw(drawing, size) for size in SIZES}
    for size, picture in pictures.items():
        picture.save(folder / f"whence-{size}.png")
    pictures[256].save(folder / "whence.ico", sizes=_ICO_SIZES)
    pictures[512].save(folder / "whence.icns")
    (folder / "version.txt").write_text(make_version_resource(), encoding="utf-8")
    application.quit()
    return 0


def draw(drawing: QSvgRenderer, size: int) -> Image.Image:
    """Draw the icon on nothing, `size` × `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes and Qt for text
    return Image.open(io.BytesIO(bytes(content.data())))


def make_version_resource() -> str:
    """Return what Windows shows under the properties of a program, as PyInstaller reads it."""
    numbers = (*map(int, __version__.split(".")[:3]), 0)
    return _VERSION.format(numbers=numbers, version=__version__, name=relaunch.WINDOW, description=contents.COMMENT)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: icons.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
