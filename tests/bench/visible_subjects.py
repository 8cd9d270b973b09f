"""Pictures for measuring marks: those of the corpus that open, and textures that are made here."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from msgspec import Struct
from PIL import Image

from tests.build.media.drawings.drawing import Pixels, grounds
from tests.conftest import _corpus_folder
from verify.inspection.media import images, video
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.inspection.media.video import Frame
from verify.inspection.readers import video_frames
from verify.model import Finding, Options
from verify.model.errors import UnavailableError
from verify.model.vocabularies import media_types

_CORNER = 240
_WITH_LOGO = ("visible-gemini", "c2pa-ai-google")
_WITH_LABEL = (  # as a look at them shows
    "lastraindrop__ext_br.png",
    "lastraindrop__v2-5e9ce569399fc173e2afa85ecbfa56f3_r.png",
    "wiltodelta__doubao_black_1x1_1.png",
    "wiltodelta__jimeng_cap_C.png",
    "wiltodelta__samsung_black_1.png",
)


class Subject(Struct, frozen=True):
    """A picture with its lower right corner, and which visible mark it carries: a `logo`, a `label` or neither."""

    name: str
    kind: str
    picture: Image.Image
    corner: Pixels
    logo: bool = False
    label: bool = False


def corpus_pictures() -> Iterator[Subject]:
    """Every picture of the corpus once, upright."""
    folder = _corpus_folder()
    seen: set[str] = set()
    for path in sorted(folder.rglob("*")) if folder else ():
        subject = _subject(path) if path.is_file() else None
        if subject is not None:
            digest = subject.picture.convert("RGB").resize((64, 64)).tobytes().hex()
            if digest not in seen:
                seen.add(digest)
                yield subject


def corpus_films() -> Iterator[tuple[list[Frame], list[Finding]]]:
    """The frames of every film of the corpus that opens, and what was found in them; none has a visible mark."""
    folder = _corpus_folder()
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.suffix.lower() not in (".mp4", ".mov", ".avi", ".mkv", ".webm"):
            continue
        with contextlib.suppress(MediaError, UnavailableError), Media.open(path) as media:
            frames = list(video.open_video(media).frames())
            outputs = list(video_frames.read(media, Options(datetime.now(UTC), previews=False)))
            yield frames, [output for output in outputs if isinstance(output, Finding)]


def textures() -> Iterator[Subject]:
    """Grounds without marks at two scales."""
    for name, pixels in grounds(640).items():
        for scale in (1, 2):
            picture = Image.fromarray(pixels).resize((640 * scale, 640 * scale))
            yield Subject(f"{name} × {scale}", "texture", picture, np.asarray(picture)[-_CORNER:, -_CORNER:])


def _subject(path: Path) -> Subject | None:
    kind = path.parent.name
    if kind == "malformed":
        return None
    try:
        with Media.open(path) as media, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if media.media_type not in media_types.PILLOW:
                return None
            upright = OrientedImage(media.pixels, images.read_orientation(media.pixels))
            whole = Image.fromarray(upright.cut(PixelBox(0, 0, upright.width, upright.height)))
    except MediaError:
        return None
    if max(whole.size) > 2400:  # many photos at once have to fit into memory; the corner stays as it is
        corner = np.asarray(whole)[-_CORNER:, -_CORNER:].copy()
        whole.thumbnail((2400, 2400))
    else:
        corner = np.asarray(whole)[-_CORNER:, -_CORNER:].copy()
    return Subject(f"{kind}/{path.name}", kind, whole, corner, kind in _WITH_LOGO, path.name in _WITH_LABEL)
