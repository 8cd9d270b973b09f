from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHOW = """
import sys
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from gui.preferences import Settings
from gui.widgets import style
from gui.widgets.board_font import provide_chinese_font
application = QApplication([])
before = len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
style.apply_style(application, Settings(sys.argv[1]))
needed = provide_chinese_font()
label = QLabel("检查")
label.show()
drawn = QFontMetrics(QApplication.font()).boundingRect("检").width() > 5
families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
print(before, needed, "Noto Sans SC" in families, drawn)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fonts are configured by a file on Linux alone")
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_where_the_system_knows_latin_only_chinese_is_drawn_by_the_font_on_board(tmp_path: Path, language: str) -> None:
    latin = Path(str(files("fontpkg_noto_sans"))) / "files"
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(
        f"<fontconfig><dir>{latin}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>", encoding="utf-8"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(configuration), "QT_QPA_PLATFORM": "offscreen"}
    shown = subprocess.run(
        [sys.executable, "-c", SHOW, language], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert shown.stdout.split() == ["0", "True", "True", "True"]
