"""The cards of what lies hidden: settings and signatures in pixels, characters that nobody sees, records in text."""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

SIGNAL_CARDS: Final[dict[str, Card]] = {
    "signal.hidden_settings": Card(
        title=(_("Settings hidden in the pixels: {generator}"), _("Settings hidden in the pixels")),
        found=(
            _(
                "The lowest bits of the pixels spell a text, as {generator} hides it. Model: “{model}”. "
                "Text: “{prompt}”"
            ),
            _("The lowest bits of the pixels spell a text, as {generator} hides it. Text: “{prompt}”"),
            _("The lowest bits of the pixels spell settings of a generator. Text: “{prompt}”"),
            _("The lowest bits of the pixels spell a text under a signature that generators use."),
        ),
        meaning=_(
            "Some generators hide the settings in the picture itself, so that they outlast the loss of other data. The "
            "signature before the text has 120 bits: by chance it stands in one of 2¹²⁰ pictures."
        ),
        limits=_(
            "Anyone with the open tool can hide such a text in any picture. Every lossy copy destroys it, so that none "
            "is found says nothing."
        ),
    ),
    "signal.novelai_signed": Card(
        title=_("NovelAI’s signature over the pixels"),
        found=_("NovelAI’s key signed exactly these pixels, together with the settings."),
        meaning=_(
            "NovelAI, a service that makes pictures with AI, publishes the key that checks this signature. Only who "
            "holds the secret half can make one, and not one pixel has been changed since."
        ),
        limits=_(
            "It does not tell who asked for the picture. A signature that is missing or no longer fits would mean "
            "nothing: every change and every lossy copy breaks it."
        ),
    ),
    "record.text_compared": Card(
        title=_("How the text was compared with its record"),
        found=(_("{method_name}. {form_name}."), _("{form_name}."), _("It was compared.")),
        meaning=_(
            "The program that reads the record reads no texts. So Whence itself compared the text with the hash in the "
            "record; a second program is asked beside it."
        ),
        limits=_(
            "One changed letter, space or line end is a difference for a hash; it does not tell whether the change "
            "matters. Many programs drop invisible characters, and the record with them."
        ),
    ),
    "record.text_pasted": Card(
        title=_("A text with a record of its own was pasted in"),
        found=_("Invisible characters in this page hold a signed record that does not fit the page."),
        meaning=_("A signed text was probably copied into the page, and its record came along. It is about that text."),
        limits=_("It says nothing about the page, and whether that text is still the signed one was not checked."),
    ),
    "context.invisible_characters": Card(
        title=(_("Unusual characters: {unseen_name}"), _("Unusual characters")),
        found=(
            _("{count} found: {unseen_about}. Line and column: {places}. They spell: “{hidden}”"),
            _("{count} found: {unseen_about}. Line and column: {places}."),
            _("Some were found, and what they are is not said."),
        ),
        meaning=_(
            "Such characters come from typesetting, translation, web pages and copying. Sometimes they are put in on "
            "purpose: to mark a copy, to hide a message or to deceive."
        ),
        limits=_(
            "They are no sign of AI, nor is it one that none are found: programs of all kinds write them. Whence "
            "draws no conclusion from them."
        ),
    ),
}

# how a text holds its record: the fact `method` of `record.text_compared` → words
METHODS: Final = {
    "wrapper": _("The record stands in invisible characters of the text (C2PA A.8)"),
    "block": _("The record stands in a block of its own in the text (C2PA A.9)"),
    "page": _("The record stands in the head of the page (C2PA A.7)"),
    "sidecar": _("The record lies in a file beside the text"),
    "fetched": _("The record was fetched from the address that the text names"),
}

# how they fit: the fact `form` → words
FORMS: Final = {
    "stored": _("Every byte that the record covers is as it was signed"),
    "same_text": _("The text is the same, character by character; only the way in which it is stored differs"),
    "assertion.dataHash.mismatch": _("The text is not the one that was signed"),
    "assertion.dataHash.malformed": _("The record leaves out text that can be seen, so nobody answers for all of it"),
    "claim.hardBindings.missing": _("The record holds no hash of the text, so nothing ties it to this file"),
    "algorithm.unsupported": _("The record uses a hash that is not known here, so the text could not be compared"),
}

# kinds of unusual characters: the fact `kind` → what they are called
UNSEEN: Final = {
    "zero_width": _("of no width"),
    "joiner": _("joiners"),
    "soft_hyphen": _("soft hyphens"),
    "narrow_space": _("narrow spaces"),
    "direction": _("changes of direction"),
    "tag": _("tags"),
    "selector": _("variation selectors"),
    "lookalike": _("letters that pass for others"),
}

# … and what they do
UNSEEN_ABOUT: Final = {
    "zero_width": _("spaces and joints without any width (U+200B, U+2060, U+FEFF)"),
    "joiner": _("joiners outside the scripts and emoji that need them (U+200C, U+200D)"),
    "soft_hyphen": _("places where a word may be broken, common in typeset text (U+00AD)"),
    "narrow_space": _("narrow spaces that do not break, common in French and in numbers (U+202F)"),
    "direction": _("signs that turn the order in which text is shown (U+202A–202E, U+2066–2069)"),
    "tag": _("letters of a second alphabet that no program shows (U+E0000–E007F)"),
    "selector": _("variation selectors where there is nothing to select (U+FE00–FE0F, U+E0100–E01EF)"),
    "lookalike": _("words that mix Latin letters with Cyrillic or Greek ones of the same shape"),
}
