"""The cards of marks that open generators hide in the colours of a picture."""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import Message, _

_TITLE: Final = (_("Hidden mark of {scheme}"), _("Hidden mark of a generator"))
_MEANING: Final[Message] = (
    _("{payload_about} Whence tried {unmarked} pictures without a mark, and none of them was taken for marked."),
    _("Whence tried {unmarked} pictures without a mark, and none of them was taken for marked."),
    _("Programs that make pictures with AI write such marks."),
)
_LIMITS: Final = _(
    "The mark is public and its tool is open, so anyone can put it on any picture. It tells whose library wrote it, "
    "not who used it, and it stays when a person works on the picture afterwards."
)

PIXEL_CARDS: Final[dict[str, Card]] = {
    "signal.dwt_dct": Card(
        title=_TITLE,
        found=(
            _("The colours carry the mark of {scheme}’s library (correlation {correlation} of 1)."),
            _("The colours carry the mark of a generator’s library."),
        ),
        meaning=_MEANING,
        limits=_LIMITS,
    ),
    "signal.trustmark": Card(
        title=_("Number of a stored record (TrustMark)"),
        found=(
            _(
                "The pixels carry a TrustMark of the kind {variant} ({schema}) with the number {identifier}. The file "
                "itself names this mark ({named})."
            ),
            _("The pixels carry a TrustMark of the kind {variant} ({schema}) with the number {identifier}."),
            _("The pixels carry a TrustMark."),
        ),
        meaning=_(
            "Adobe’s programs and others hide such a number so that a signed record can be found again after it was "
            "stripped off. Who stored the record can look it up."
        ),
        limits=_(
            "It says nothing about AI: photographs and works of people carry such numbers, too. Anyone with the open "
            "tool can write one, and the record itself was not fetched."
        ),
    ),
    "signal.dwt_dct_cut": Card(
        title=_TITLE,
        found=(
            _(
                "The colours carry the mark of {scheme}’s library (correlation {correlation} of 1), but not from the "
                "corner on: the picture was cut after it was marked."
            ),
            _("The colours carry the mark of a generator’s library; the picture was cut after it was marked."),
        ),
        meaning=_MEANING,
        limits=_LIMITS,
    ),
    "signal.dwt_dct_resized": Card(
        title=_TITLE,
        found=(
            _(
                "Scaled back to {size} pixels, the colours carry the mark of {scheme}’s library (correlation "
                "{correlation} of 1): the picture was resized after it was marked."
            ),
            _("The colours carry the mark of a generator’s library; the picture was resized after it was marked."),
        ),
        meaning=_MEANING,
        limits=_LIMITS,
    ),
}

# whose library writes it, and into what: the fact `payload` → a sentence
PAYLOADS: Final = {
    "sdxl": _("The published programs for Stable Diffusion XL write it into what they make or redraw."),
    "flux": _(
        "The program that was published with FLUX writes it into what it makes; the maker’s own service does not."
    ),
    "sd1": _("The first published programs for Stable Diffusion write it into what they make or redraw."),
    "sd1_inpainting": _(
        "The published program for filling in parts writes it into the whole picture, of which it redrew a part."
    ),
    "sd2": _("The published programs for Stable Diffusion 2 write it into what they make or redraw."),
    "invokeai": _(
        "InvokeAI writes it into what it makes where its marking step is switched on; the step takes any other picture "
        "as well."
    ),
}
