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
_SUGAR: Final = rectangle(78, 14, 18, 28)
_BIRD: Final = circle(150, 116, 60)

_DARK: Final = (28, 26, 34)
_LIGHT: Final = (214, 216, 226)  # before a night sky

_JPEG: Final = "image/jpeg"
_PNG: Final = "image/png"


def make_samples(cast: Cast) -> dict[str, bytes]:
    """Return every sample: file name → content."""
    rocket, coffee, cat = pictures.take_rocket(), pictures.take_coffee(), pictures.take_cat()
    dream, islands, sugar = pictures.draw_dream(), pictures.draw_islands(), pictures.take_coffee(sugar=True)
    photo = _sign_photo(files.encode_photograph(rocket), cast.camera, "rocket.jpg")
    cup = _sign_photo(files.encode_photograph(coffee), cast.camera, "coffee.jpg")
    cup_changed = files.copy_record(cup, files.encode_photograph(sugar))
    flowers = _sign_ai(files.encode_png(dream), _PNG, cast.service, "flowers.png")
    return {
        "ai-picture.png": flowers,
        "ai-sound.wav": _sign_ai(recordings.make_melody(), "audio/wav", cast.service),
        "ai-video.mp4": _sign_ai(recordings.make_clip(islands), "video/mp4", cast.service),
        "photo.jpg": photo,
        "drawing.png": _sign_drawing(files.encode_png(pictures.draw_house()), _PNG, cast.studio),
        "drawing.svg": _sign_drawing(recordings.make_vector_drawing(), "image/svg+xml", cast.studio),
        "page.pdf": _sign_drawing(recordings.make_pdf_page(pictures.draw_house()), "application/pdf", cast.studio),
        "photo-edited-with-ai.jpg": _sign_ai_edit(
            files.encode_photograph(sugar),
            _make_parent(cup, "coffee.jpg"),
            "Added a cube of sugar",
            cast.studio,
            _SUGAR,
        ),
        "photo-touched-with-ai.jpg": _sign_ai_edit(
            files.encode_photograph(draw_bird(rocket, _LIGHT)),
            _make_parent(photo, "rocket.jpg"),
            "Added a bird",
            cast.studio,
            _BIRD,
        ),
        "collage-with-ai-part.png": _sign_collage(files.encode_png(pictures.draw_collage(dream)), flowers, cast.studio),
        "screenshot.png": _sign(
            files.encode_png(pictures.draw_screen(islands)),
            _PNG,
            _make_statement(_STUDIO, created("screenCapture")),
            cast.studio,
        ),
        "photo-changed-after-signing.jpg": cup_changed,
        "ai-picture-changed-after-signing.jpg": files.copy_record(
            _sign_ai(files.encode_jpeg(dream), _JPEG, cast.service), files.encode_jpeg(draw_bird(dream, _DARK))
        ),
        "photo-opened-after-a-change.jpg": _sign_resaved(
            files.encode_photograph(sugar), _make_parent(cup_changed, "coffee.jpg"), cast.studio
        ),
        "ai-picture-stripped.png": files.encode_png(dream),
        "generator-text.png": files.encode_png(islands, generator_text=True),
        "ai-label-unsigned.jpg": files.encode_jpeg(islands, labelled=True),
        "photo-contradicted.jpg": _sign_photo(files.encode_photograph(coffee, labelled=True), cast.camera),
        "photo-in-a-strangers-wrapper.jpg": _sign_resaved(
            files.encode_photograph(cat), _make_parent(photo, "rocket.jpg"), cast.stranger
        ),
        "photo-by-a-stranger.jpg": _sign_photo(files.encode_jpeg(islands), cast.stranger),
        "photo-expired-certificate.jpg": _sign_photo(files.encode_photograph(cat), cast.old_camera),
        "ai-not-written-to-the-rules.jpg": _sign_against_the_rules(files.encode_jpeg(islands), cast.service),
        **_sign_beside(files.encode_jpeg(dream), cast.service),
        "ai-record-elsewhere.jpg": _sign(
            files.encode_jpeg(islands),
            _JPEG,
            _make_statement(_SERVICE, created(_MADE_BY_AI), elsewhere=_ELSEWHERE),
            cast.service,
        ),
        "ai-test-certificate.jpg": _sign_ai(files.encode_jpeg(islands), _JPEG, cast.tester),
        "plain.jpg": files.encode_jpeg(cat),
    }


def _make_statement(
    generator: str, *actions: Action, parts: tuple[Part, ...] = (), elsewhere: str = "", title: str = ""
) -> Statement:
    return Statement(generator, actions, parts, elsewhere, title)


def _sign(data: bytes, media_type: str, statement: Statement, signer: Identity) -> bytes:
    return sign(data, media_type, statement, signer)[0]


def _sign_photo(data: bytes, signer: Identity, title: str = "") -> bytes:
    return _sign(data, _JPEG, _make_statement(_CAMERA, created("digitalCapture"), title=title), signer)


def _sign_ai(data: bytes, media_type: str, signer: Identity, title: str = "") -> bytes:
    return _sign(data, media_type, _make_statement(_SERVICE, created(_MADE_BY_AI), title=title), signer)


def _sign_drawing(data: bytes, media_type: str, signer: Identity) -> bytes:
    return _sign(data, media_type, _make_statement(_STUDIO, created("digitalCreation")), signer)


def _make_parent(data: bytes, title: str) -> Part:
    return Part(data, _JPEG, "parentOf", _PART, title)


def _sign_ai_edit(data: bytes, parent: Part, description: str, signer: Identity, where: Region) -> bytes:
    """Sign a photo that was opened and changed in part with AI."""
    edit = edited("compositeWithTrainedAlgorithmicMedia", description, (region(where),))
    return _sign(data, _JPEG, _make_statement(_STUDIO, opened(_PART), edit, parts=(parent,)), signer)


def _sign_resaved(data: bytes, parent: Part, signer: Identity) -> bytes:
    """Sign a photo that was opened and saved again: the new manifest states nothing but its parent."""
    return _sign(data, _JPEG, _make_statement(_STUDIO, opened(_PART), parts=(parent,)), signer)


def _sign_collage(data: bytes, component: bytes, signer: Identity) -> bytes:
    part = Part(component, _PNG, "componentOf", _PART, "flowers.png")
    return _sign(data, _PNG, _make_statement(_STUDIO, created("digitalCreation"), placed(_PART), parts=(part,)), signer)


def _sign_against_the_rules(data: bytes, signer: Identity) -> bytes:
    """Sign with two c2pa.created actions: the specification allows one. Hash and signature fit all the same."""
    return _sign(data, _JPEG, _make_statement(_SERVICE, created(_MADE_BY_AI), created(_MADE_BY_AI)), signer)


def _sign_beside(data: bytes, signer: Identity) -> dict[str, bytes]:
    statement = Statement(_SERVICE, (created(_MADE_BY_AI),), beside=True)
    picture, record = sign(data, _JPEG, statement, signer)
    return {"ai-sidecar.jpg": picture, "ai-sidecar.c2pa": record}


def draw_bird(picture: Image.Image, colour: pictures.Colour) -> Image.Image:
    """Return the picture with a small bird in its sky."""
    changed = picture.copy()
    draw = ImageDraw.Draw(changed)
    for side in (-1, 1):
        draw.line([(150, 120), (150 + side * 12, 112), (150 + side * 24, 117)], fill=colour, width=3)
    return changed
