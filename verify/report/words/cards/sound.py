"""The cards of what can be found in sound: marks that nobody hears and labels that everybody hears."""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

SOUND_CARDS: Final[dict[str, Card]] = {
    "signal.perth": Card(
        title=(_("A mark that nobody hears: {scheme}"), _("A mark that nobody hears")),
        found=(
            _(
                "From {start} to {end} seconds, about, the sound carries this mark. The detector that Resemble AI "
                "publishes answers beyond the limit that Whence asks for."
            ),
            _("The sound carries this mark."),
        ),
        meaning=(
            _(
                "Programs that speak with AI voices put it into all their sound, Chatterbox for one. It is a statistic "
                "without a checksum: {unmarked} recordings of human voices, most of them by five speakers, showed "
                "none, and that is not many."
            ),
            _("Programs that speak with AI voices put it into all their sound, Chatterbox for one."),
        ),
        limits=_(
            "Anyone with the open tool can put the mark into any recording. Sustained tones look like it to the "
            "detector, so what sounds like them is left out, and music is a poor ground for it. It does not tell who "
            "made the sound, and a slight change of speed destroys it."
        ),
    ),
    "sound.rhythm_label": Card(
        title=_("Tones to be heard that stand for “AI”"),
        found=(
            _(
                "From {start} to {end} seconds, about, tones of one pitch ({pitch} hertz) sound: short-long, then "
                "short-short."
            ),
            _("Tones of one pitch sound: short-long, then short-short."),
        ),
        meaning=_(
            "In Morse code that is “AI”. A Chinese standard (GB 45438-2025, 5.3) takes it as the label of sound that "
            "is made with AI."
        ),
        limits=_(
            "Anyone can add such tones to a recording, and anyone can cut them off. Nobody signed them, and other "
            "tones may have this rhythm by chance."
        ),
    ),
    "context.sound_sampled": Card(
        title=_("Only parts of the sound were examined"),
        found=(
            _("Marks were looked for in {heard} of {seconds} seconds, spread over the whole."),
            _("Marks were looked for in parts of the sound."),
        ),
        meaning=_("The sound is long, or cannot be read to its end, so Whence listens to pieces of it."),
        limits=_("A mark in the other parts is not seen."),
    ),
}
