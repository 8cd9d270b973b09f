"""Read the words along the edges of a picture and looks among them for a label that says AI.

One short mark alone at an edge is what the picture states of itself. The same words in running text, on a button or as
a heading are a hint: a photo may show a poster, a screen an article or an app's tools.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.inspection.readers.base import Reader
from verify.inspection.watermarks.visible import explicit_label, label_ground
from verify.inspection.watermarks.visible.explicit_label import VisibleLabel
from verify.inspection.watermarks.visible.label_patterns import LabelMeaning
from verify.model import Finding, Options, OriginClaim, Strength, media_types

NAME: Final = "visible_text"

_LEAST_SIDE: Final = 16  # pixels; nothing can be read in less


def read(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yield a finding per label and at most a few for running text.

    Raises MediaError where the picture is too large or cannot be decoded, UnavailableError without the packages.
    """
    from verify.inspection.media import ocr

    picture = OrientedImage(media.pixels, images.orientation(media.pixels))
    if min(picture.width, picture.height) < _LEAST_SIDE:
        return
    lines = ocr.read_lines(picture)
    see = partial(label_ground.examine, picture, lines=lines)
    for label in explicit_label.find_labels(lines, picture.width, picture.height, see):
        yield _finding(label, picture)


def _finding(label: VisibleLabel, picture: OrientedImage) -> Finding:
    place = _box(label, picture)
    facts = [("text", label.text), ("place", picture.stored(place).numbers), ("box", picture.shares(place))]
    form = label.form
    if form is None or not label.isolated:
        return _to_finding("visible.words", OriginClaim.NONE, facts)
    short = min(picture.width, picture.height)
    facts += [("height", f"{label.share * short:.0f}"), ("share", f"{label.share:.3f}")]
    if form.product:
        facts.append(("generator", form.product))
    if form.meaning is LabelMeaning.NAME:
        return _to_finding("visible.name", OriginClaim.NONE, facts)
    facts.append(("rule", label.rule.value))
    if form.meaning is LabelMeaning.CHANGED:
        return _to_finding("visible.label_edited", OriginClaim.AI_EDITED, facts)
    return _to_finding("visible.label", OriginClaim.AI_GENERATED, facts)


def _to_finding(code: str, claim: OriginClaim, facts: list[tuple[str, str]]) -> Finding:
    strength = Strength.HINT if claim is OriginClaim.NONE else Strength.STATED
    return Finding(code, NAME, claim, strength, "words at the edge of the picture", tuple(facts))


def _box(label: VisibleLabel, picture: OrientedImage) -> PixelBox:
    left, top = max(0, int(label.line.left)), max(0, int(label.line.top))
    right, bottom = min(picture.width, round(label.line.right)), min(picture.height, round(label.line.bottom))
    return PixelBox(left, top, max(1, right - left), max(1, bottom - top))


READER: Final = Reader(
    NAME,
    media_types.PILLOW,
    frozenset({"visible.label", "visible.label_edited", "visible.name", "visible.words"}),
    read,
)
