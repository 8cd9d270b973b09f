"""Makes every sample: who signs what over which picture. What each must get stands in resources/samples.toml."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageDraw

from verify.features.teaching.samples import files, pictures, recordings
from verify.features.teaching.samples.certificates import Cast, Identity
from verify.features.teaching.samples.signing import (
    Action,
    Part,
    Region,
    Statement,
    circle,
    created,
    edited,
    opened,
    placed,
    rectangle,
    region,
    sign,
)

_ELSEWHERE: Final = "https://example.org/records/demonstration.c2pa"
_CAMERA: Final = "Demonstration Camera 1"
_SERVICE: Final = "Demonstration AI Service"
_STUDIO: Final = "Demonstration Studio 3"

_MADE_BY_AI: Final = "trainedAlgorithmicMedia"
_PART: Final = "part"  # what actions call the one file that went into another

# where something was added, as the record states it
_BALLOON: Final = rectangle(65, 12, 18, 33)
_BIRD: Final = circle(150, 116, 60)

_JPEG: Final = "image/jpeg"
_PNG: Final = "image/png"


def make(cast: Cast) -> dict[str, bytes]:
    """Return every sample: file name → content."""
    harbour, mountains, street = pictures.harbour(), pictures.mountains(), pictures.street()
    dream, islands, balloon = pictures.dream(), pictures.islands(), pictures.mountains(balloon=True)
    photo = _photo(files.photograph(harbour), cast.camera, "harbour.jpg")
    peaks = _photo(files.photograph(mountains), cast.camera, "mountains.jpg")
    peaks_changed = files.with_record_of(peaks, files.photograph(balloon))
    flowers = _ai(files.png(dream), _PNG, cast.service, "flowers.png")
    return {
        "ai-picture.png": flowers,
        "ai-sound.wav": _ai(recordings.melody(), "audio/wav", cast.service),
        "ai-video.mp4": _ai(recordings.clip(islands), "video/mp4", cast.service),
        "photo.jpg": photo,
        "drawing.png": _drawn(files.png(pictures.drawing()), _PNG, cast.studio),
        "drawing.svg": _drawn(recordings.vector(), "image/svg+xml", cast.studio),
        "page.pdf": _drawn(recordings.page(pictures.drawing()), "application/pdf", cast.studio),
        "photo-edited-with-ai.jpg": _changed(
            files.photograph(balloon), _parent(peaks, "mountains.jpg"), "Added a balloon", cast.studio, _BALLOON
        ),
        "photo-touched-with-ai.jpg": _changed(
            files.photograph(_bird(harbour)), _parent(photo, "harbour.jpg"), "Added a bird", cast.studio, _BIRD
        ),
        "collage-with-ai-part.png": _collage(files.png(pictures.collage(dream)), flowers, cast.studio),
        "screenshot.png": _sign(
            files.png(pictures.screen(islands)), _PNG, _statement(_STUDIO, created("screenCapture")), cast.studio
        ),
        "photo-changed-after-signing.jpg": peaks_changed,
        "ai-picture-changed-after-signing.jpg": files.with_record_of(
            _ai(files.jpeg(dream), _JPEG, cast.service), files.jpeg(_bird(dream))
        ),
        "photo-opened-after-a-change.jpg": _resaved(
            files.photograph(balloon), _parent(peaks_changed, "mountains.jpg"), cast.studio
        ),
        "ai-picture-stripped.png": files.png(dream),
        "generator-text.png": files.png(islands, generator_text=True),
        "ai-label-unsigned.jpg": files.jpeg(islands, labelled=True),
        "photo-contradicted.jpg": _photo(files.photograph(mountains, labelled=True), cast.camera),
        "photo-in-a-strangers-wrapper.jpg": _resaved(
            files.photograph(street), _parent(photo, "harbour.jpg"), cast.stranger
        ),
        "photo-by-a-stranger.jpg": _photo(files.jpeg(islands), cast.stranger),
        "photo-expired-certificate.jpg": _photo(files.photograph(street), cast.old_camera),
        "ai-not-written-to-the-rules.jpg": _against_the_rules(files.jpeg(islands), cast.service),
        **_sidecar(files.jpeg(dream), cast.service),
        "ai-record-elsewhere.jpg": _sign(
            files.jpeg(islands), _JPEG, _statement(_SERVICE, created(_MADE_BY_AI), elsewhere=_ELSEWHERE), cast.service
        ),
        "ai-test-certificate.jpg": _ai(files.jpeg(islands), _JPEG, cast.tester),
        "plain.jpg": files.jpeg(street),
    }


def _statement(
    generator: str, *actions: Action, parts: tuple[Part, ...] = (), elsewhere: str = "", title: str = ""
) -> Statement:
    return Statement(generator, actions, parts, elsewhere, title)


def _sign(data: bytes, media_type: str, statement: Statement, signer: Identity) -> bytes:
    return sign(data, media_type, statement, signer)[0]


def _photo(data: bytes, signer: Identity, title: str = "") -> bytes:
    return _sign(data, _JPEG, _statement(_CAMERA, created("digitalCapture"), title=title), signer)


def _ai(data: bytes, media_type: str, signer: Identity, title: str = "") -> bytes:
    return _sign(data, media_type, _statement(_SERVICE, created(_MADE_BY_AI), title=title), signer)


def _drawn(data: bytes, media_type: str, signer: Identity) -> bytes:
    return _sign(data, media_type, _statement(_STUDIO, created("digitalCreation")), signer)


def _parent(data: bytes, title: str) -> Part:
    return Part(data, _JPEG, "parentOf", _PART, title)


def _changed(data: bytes, parent: Part, description: str, signer: Identity, where: Region) -> bytes:
    """Return a recorded photo, opened and changed in part with AI."""
    edit = edited("compositeWithTrainedAlgorithmicMedia", description, (region(where),))
    return _sign(data, _JPEG, _statement(_STUDIO, opened(_PART), edit, parts=(parent,)), signer)


def _resaved(data: bytes, parent: Part, signer: Identity) -> bytes:
    """Return a photo, opened and saved again: the new record speaks of nothing but where it came from."""
    return _sign(data, _JPEG, _statement(_STUDIO, opened(_PART), parts=(parent,)), signer)


def _collage(data: bytes, component: bytes, signer: Identity) -> bytes:
    part = Part(component, _PNG, "componentOf", _PART, "flowers.png")
    return _sign(data, _PNG, _statement(_STUDIO, created("digitalCreation"), placed(_PART), parts=(part,)), signer)


def _against_the_rules(data: bytes, signer: Identity) -> bytes:
    """Begun twice: the specification allows one beginning. Hash and signature fit all the same."""
    return _sign(data, _JPEG, _statement(_SERVICE, created(_MADE_BY_AI), created(_MADE_BY_AI)), signer)


def _sidecar(data: bytes, signer: Identity) -> dict[str, bytes]:
    statement = Statement(_SERVICE, (created(_MADE_BY_AI),), beside=True)
    picture, record = sign(data, _JPEG, statement, signer)
    return {"ai-sidecar.jpg": picture, "ai-sidecar.c2pa": record}


def _bird(picture: Image.Image) -> Image.Image:
    """Return the picture with a small bird in its sky."""
    changed = picture.copy()
    draw = ImageDraw.Draw(changed)
    for side in (-1, 1):
        draw.line([(150, 120), (150 + side * 12, 112), (150 + side * 24, 117)], fill=(28, 26, 34), width=3)
    return changed
