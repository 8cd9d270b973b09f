"""What visible marks say, in pictures and in frames of videos alike: logos in a corner, labels in words at edges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.inspection.watermarks.visible import dalle_colour_bar, gemini_sparkle
from verify.model import OriginClaim, Strength, limits

if TYPE_CHECKING:  # the patterns of labels take a while to compile, and logos need none
    from verify.inspection.watermarks.visible.explicit_label import VisibleLabel


class VisibleMark(Struct, frozen=True):
    """A logo or a label as it was seen: what its finding needs, and where it lies in the upright picture."""

    code: str
    kind: str  # the same for the same mark in the next frame of a video
    claim: OriginClaim
    box: PixelBox
    facts: tuple[tuple[str, str], ...]

    @property
    def strength(self) -> Strength:
        """A mark that claims something is a statement, another one a hint."""
        return Strength.HINT if self.claim is OriginClaim.NONE else Strength.STATED


def find_logos(corner: NDArray[np.uint8], left: int, top: int) -> tuple[VisibleMark | None, VisibleMark | None]:
    """Find the star and the row of squares in the corner whose left upper pixel lies at `left`, `top`."""
    star, bar = gemini_sparkle.find(corner), dalle_colour_bar.find(corner)
    star_mark = bar_mark = None
    if star is not None:
        box = PixelBox(left + star.left, top + star.top, star.size, star.size)
        facts = (("size", str(star.size)), ("strength", f"{star.strength * 100:.0f}"))
        star_mark = VisibleMark("visible.sparkle", str(star.size), OriginClaim.AI_GENERATED, box, facts)
    if bar is not None:
        side = str(bar.side)
        box = PixelBox(left + bar.left, top + bar.top, 5 * bar.side, bar.side)
        bar_mark = VisibleMark("visible.colour_bar", side, OriginClaim.AI_GENERATED, box, (("size", side),))
    return star_mark, bar_mark


def find_film_star(pixels: NDArray[np.uint8]) -> VisibleMark | None:
    """Find the star at the places that it has in Google's films, in a whole frame: a hint, since none was at hand."""
    star = gemini_sparkle.find_in_film(pixels, min(pixels.shape[:2]))
    if star is None:
        return None
    box = PixelBox(star.left, star.top, star.size, star.size)
    facts = (("size", str(star.size)), ("strength", f"{star.strength * 100:.0f}"))
    return VisibleMark("visible.film_star", "", OriginClaim.NONE, box, facts)


def find_labels(picture: OrientedImage, threads: int = 1) -> tuple[VisibleLabel, ...]:
    """Find the labels at the edges of `picture`, then running text; words are read by so many threads at once.

    Raises UnavailableError without the packages.
    """
    from verify.inspection.media.ocr import text_lines
    from verify.inspection.watermarks.visible import explicit_label, label_ground

    lines = text_lines.read_lines(picture, threads)
    see = partial(label_ground.examine, picture, lines=lines)
    return explicit_label.find_labels(lines, picture.width, picture.height, see)


def describe_label(label: VisibleLabel, width: int, height: int) -> VisibleMark:
    """Say what a label means, and that running text is a hint, in a picture of `width` × `height` pixels."""
    from verify.inspection.watermarks.visible.label_patterns import LabelMeaning

    left, top = max(0, int(label.line.left)), max(0, int(label.line.top))
    right, bottom = min(width, round(label.line.right)), min(height, round(label.line.bottom))
    box = PixelBox(left, top, max(1, right - left), max(1, bottom - top))
    facts = [("text", label.text[: limits.FACT_CHARACTERS])]
    form = label.form
    if form is None or not label.isolated:
        return VisibleMark("visible.words", "", OriginClaim.NONE, box, tuple(facts))
    facts += [("height", f"{label.share * min(width, height):.0f}"), ("share", f"{label.share:.3f}")]
    if form.product:
        facts.append(("generator", form.product))
    code, claim = "visible.name", OriginClaim.NONE
    if form.meaning is not LabelMeaning.NAME:
        facts.append(("rule", label.rule.value))
        is_edit = form.meaning is LabelMeaning.CHANGED
        code = "visible.label_edited" if is_edit else "visible.label"
        claim = OriginClaim.AI_EDITED if is_edit else OriginClaim.AI_GENERATED
    return VisibleMark(code, form.meaning.value, claim, box, tuple(facts))
