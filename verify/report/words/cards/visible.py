"""The cards of what can be seen in a picture: logos of generators and labels in words. Anyone can draw them."""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

_DRAWN: Final = _(
    "Anyone can draw such a mark into a photo, and anyone can cut it off. Nobody signed it, and it does not tell which "
    "part of the picture is AI-made."
)
_TALK: Final = _("It does not show that this picture is AI-made, and it decides nothing here.")

VISIBLE_CARDS: Final[dict[str, Card]] = {
    "visible.sparkle": Card(
        title=_("Gemini's star in the picture"),
        found=(
            _(
                "A see-through white star with four points in the lower right corner, {size} pixels wide, as Google's "
                "Gemini apps draw it."
            ),
            _("A see-through white star with four points in the lower right corner, as Google's Gemini apps draw it."),
        ),
        meaning=_("These apps lay the star over pictures that they have made, or changed, with AI."),
        limits=_DRAWN,
    ),
    "visible.colour_bar": Card(
        title=_("DALL·E 2's row of colours in the picture"),
        found=(
            _("Five squares in a row in the lower right corner, {size} pixels each, from yellow to blue."),
            _("Five squares in a row in the lower right corner, from yellow to blue."),
        ),
        meaning=_("OpenAI's DALL·E 2 put this row into pictures that it had made, or changed, with AI."),
        limits=_DRAWN,
    ),
    "visible.label": Card(
        title=(_("A label to be read in it: “{text}”"), _("A label to be read in it")),
        found=(
            _(
                "At the edge stands “{text}”, alone, its signs about {height} pixels high. So {generator} labels what "
                "it makes. {rule_name}."
            ),
            _("At the edge stands “{text}”, alone, its signs about {height} pixels high. {rule_name}."),
            _("At the edge stands “{text}”, alone."),
            _("At the edge stands a label, alone, that speaks of AI."),
        ),
        meaning=_("Whoever made or published the picture labelled it as made with AI. Some countries require that."),
        limits=_DRAWN,
    ),
    "visible.label_edited": Card(
        title=(_("A label to be read in it: “{text}”"), _("A label to be read in it: changed with AI")),
        found=(
            _("At the edge stands “{text}”, alone, its signs about {height} pixels high. {rule_name}."),
            _("At the edge stands “{text}”, alone."),
            _("At the edge stands a label, alone, that speaks of changes with AI."),
        ),
        meaning=_("Whoever made or published the picture labelled it as changed with AI. What it was before is open."),
        limits=_DRAWN,
    ),
    "visible.name": Card(
        title=(_("A name to be read in it: “{text}”"), _("A name to be read in it")),
        found=(
            _("At the edge stands “{text}”, alone. It is the name of {generator}, which makes content with AI."),
            _("At the edge stands “{text}”, alone."),
            _("At the edge stands a name that has to do with AI."),
        ),
        meaning=_("It may be the mark of a generator, but such a word can stand there for many reasons."),
        limits=_TALK,
    ),
    "visible.words": Card(
        title=_("Words about AI in the picture"),
        found=(
            _("Near the edge can be read: “{text}”"),
            _("Near the edge stand words about AI."),
        ),
        meaning=_(
            "The words do not stand as a label does: they may be a sentence, a heading, a button, or the name of a "
            "topic or a tool. Articles, screens and posters show such words."
        ),
        limits=_TALK,
    ),
}

RULES: Final[dict[str, str]] = {
    "met": _("That is as high as the Chinese standard for such labels asks, one twentieth of the shorter side"),
    "not_met": _("That is lower than the Chinese standard for such labels asks, one twentieth of the shorter side"),
    "unclear": _(
        "That is about as high as the Chinese standard for such labels asks, one twentieth of the shorter side"
    ),
}
