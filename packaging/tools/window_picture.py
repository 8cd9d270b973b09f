"""Draws docs/window.png, the picture of the window in the README: light, in English, over samples of the program's own.

Run it after a change of the window or of its words. It opens the real window without a screen, and needs no network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PIL import Image

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PICTURE: Final = ROOT / "docs" / "window.png"
LARGEST_BYTES: Final = 200_000
_SHOWN: Final = (
    "photo-edited-with-ai.jpg",
    "ai-picture.png",
    "photo.jpg",
    "ai-label-unsigned.jpg",
    "photo-changed-after-signing.jpg",
    "plain.jpg",
)
_COLOURS: Final = 256  # enough for the window's own; a palette makes the file a quarter as large
_SECONDS: Final = 300.0
sys.path.insert(0, str(ROOT))


def draw(picture: Path) -> None:
    """Open the window over some samples, and save what it shows. Raises RuntimeError where an answer is missing."""
    with tempfile.TemporaryDirectory(prefix="whence-picture-") as place:
        folder, samples = Path(place), Path(place, "Samples")
        environment = {**os.environ, "WHENCE_DATA": str(folder / "data"), "QT_QPA_PLATFORM": "offscreen"}
        environment.pop("QT_SCALE_FACTOR", None)
        os.environ["WHENCE_DATA"] = environment["WHENCE_DATA"]
        _prepare(samples, folder / "data")
        paths = [str(samples / name) for name in _SHOWN]
        command = [sys.executable, str(ROOT / "main.py"), "--self-check", str(folder), *paths]
        subprocess.run(command, check=True, env=environment, timeout=_SECONDS)
        if failure := json.loads((folder / "answer.json").read_text(encoding="utf-8")).get("failure"):
            raise RuntimeError(failure)
        with Image.open(folder / "window.png") as shown:
            shown.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


def _prepare(samples: Path, data: Path) -> None:
    """Write the samples, trust their demonstration certificate, and choose the light window in English."""
    from gui import preferences
    from verify.features.teaching import samples as teaching
    from verify.store.trust.store import TrustStore

    data.mkdir()
    teaching.write_samples(samples, with_journeys=False)
    TrustStore(data).add_demonstration((samples / teaching.ANCHOR).read_bytes(), datetime.now(UTC).date())
    preferences.save(preferences.Settings("en", preferences.Appearance.LIGHT, keep_recent=False))


def main() -> int:
    """Draw the picture; return 1 where it is too large for a page that people load."""
    draw(PICTURE)
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(ROOT)} drawn, {size:,} bytes")
    return 0 if size <= LARGEST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
