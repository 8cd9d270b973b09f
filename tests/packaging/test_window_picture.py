"""The README's picture shows nothing but samples of the program's own, by the names that its script gives."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "tools" / "window_picture.py"


def test_every_file_that_the_picture_shows_is_a_sample() -> None:
    specification = importlib.util.spec_from_file_location("window_picture", SCRIPT)
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    samples = tomllib.loads((ROOT / "resources" / "samples.toml").read_text(encoding="utf-8"))["sample"]
    assert set(script._SHOWN) <= {sample["file"] for sample in samples}
    assert ROOT / "docs" / "window.png" == script.PICTURE
