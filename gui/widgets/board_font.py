"""A font for Chinese out of the program itself, where the system has none: a bare Linux, many a school's machine."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase


@cache
def provide_chinese_font() -> bool:
    """Load Noto Sans SC (SIL OFL 1.1), which is on board for packs, and return whether it was needed.

    Windows without it would show an empty box for each Chinese character, file names among them.
    """
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return False
    from importlib.resources import as_file, files

    with as_file(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf") as path:
        QFontDatabase.addApplicationFont(str(path))
    return True
