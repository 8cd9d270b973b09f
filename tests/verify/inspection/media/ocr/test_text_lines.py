"""Words are read with the files of a package whose code never runs, and where a part is missing, it is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.build.media.drawings.screens import font
from verify.inspection.media.ocr import models, text_lines
from verify.inspection.media.oriented_image import OrientedImage
from verify.model.errors import UnavailableError

ROOT = Path(__file__).resolve().parents[5]
_READ = """
import sys
import c2pa, encypher_c2pa, exifread
from PIL import Image
import verify.workers.worker, verify.inspection.inspect
from verify.inspection.media.ocr import text_lines
from verify.inspection.media.oriented_image import OrientedImage
print(text_lines.read_lines(OrientedImage(Image.effect_noise((64, 64), 90))))
unwanted = {"http.client", "omegaconf", "rapidocr", "requests", "shapely", "ssl", "urllib.request", "urllib3"}
print(sorted(unwanted & set(sys.modules)))
"""


def test_nothing_is_loaded_for_a_picture_that_cannot_hold_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "load_network", None)
    assert text_lines.read_lines(OrientedImage(Image.new("RGB", (800, 600), "teal"))) == ()
    assert text_lines.read_lines(OrientedImage(Image.linear_gradient("L").resize((800, 600)))) == ()


def test_words_are_read_where_they_stand_lying_and_running_down() -> None:
    picture = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((40, 20), "Generated picture", font=font(30), fill="black")
    upright = Image.new("RGB", (260, 50), "white")
    ImageDraw.Draw(upright).text((10, 5), "豆包AI生成", font=font(30), fill="black")
    picture.paste(upright.rotate(-90, expand=True), (720, 150))
    lines = text_lines.read_lines(OrientedImage(picture))
    assert text_lines.read_lines(OrientedImage(picture), threads=3) == lines
    level, standing = sorted(lines, key=lambda line: line.left)
    assert (level.text, standing.text) == ("Generated picture", "豆包AI生成")
    assert (level.left, level.top) == pytest.approx((40, 22), abs=12)
    assert standing.height > 3 * standing.width
    assert 720 <= standing.left < standing.right <= 770


def test_only_files_of_the_package_are_read_and_no_library_for_the_web_is_loaded_in_a_worker() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    done = subprocess.run([sys.executable, "-c", _READ], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("missing", [models.PACKAGE, "onnxruntime"])
def test_without_its_packages_it_says_so(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    models.load_network.cache_clear()
    with pytest.raises(UnavailableError, match=missing):
        text_lines.read_lines(OrientedImage(Image.effect_noise((200, 200), 60)))


def test_another_model_than_the_measured_one_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / models.DETECTION).write_bytes(b"another model")
    monkeypatch.setattr(models, "find_folder", lambda: tmp_path)
    models.load_network.cache_clear()
    with pytest.raises(UnavailableError, match="another model"):
        models.load_network(models.DETECTION)
    with pytest.raises(UnavailableError, match="No such file"):
        models.load_network(models.RECOGNITION)


def test_the_models_are_found_where_a_bundle_has_them_without_the_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / models.PACKAGE / "models").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, models.PACKAGE, raising=False)
    assert models.find_folder() == tmp_path / models.PACKAGE / "models"
