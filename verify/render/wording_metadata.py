"""The cards of unsigned text: what a file states about itself, and what merely stands around it.

Anyone can write or remove such text, and each card says so.
"""

from __future__ import annotations

from typing import Final

from verify.render.cards import Card
from verify.render.speech import _

METADATA_CARDS: Final[dict[str, Card]] = {
    "metadata.source_type": Card(
        title=(_("Label on its origin: {kind}"), _("Label on its origin")),
        found=(
            _("The label “{property}” in this file states: “{kind}”."),
            _("A label in this file states: “{kind}”."),
            _("A label in this file states how it was made."),
        ),
        meaning=_("Whoever made or handled the file wrote the label, mostly a program on its own."),
        limits=_("Nobody signed the label. It can be put on any file and taken off any file."),
    ),
    "metadata.credit": Card(
        title=_("Credit line"),
        found=(
            _("The credit line of this file reads “{credit}”. {provider} writes such lines."),
            _("The credit line of this file reads “{credit}”."),
            _("The credit line of this file speaks of AI."),
        ),
        meaning=_("AI services write such lines into what they make or change."),
        limits=_("Nobody signed the line. Anyone can write it or delete it."),
    ),
    "metadata.generator": Card(
        title=(_("Text of a generator: {generator}"), _("Text of a generator")),
        found=(
            _("Settings as {generator} writes them when it makes a whole picture. Model: “{model}”. Text: “{prompt}”"),
            _("Settings as {generator} writes them when it makes a whole picture. Text: “{prompt}”"),
            _("Text as {generator} writes it into a picture that it has made: “{excerpt}”"),
            _("Text as {generator} writes it into a picture that it has made."),
            _("Text as generators write it into a picture that they have made."),
        ),
        meaning=_(
            "Generators leave such text in what they make, mostly so that it can be repeated. People seldom write it "
            "by hand."
        ),
        limits=_("Nobody signed it. It can be copied into a photo, and it is lost when a file is uploaded."),
    ),
    "metadata.generator_from_picture": Card(
        title=(_("Text of a generator: {generator}"), _("Text of a generator")),
        found=(
            _("Settings as {generator} writes them when it redraws a whole input picture. Text: “{prompt}”"),
            _("Settings as {generator} writes them when it redraws a whole input picture: “{excerpt}”"),
            _("Settings as {generator} writes them when it redraws a whole input picture."),
            _("Settings as generators write them when they redraw a whole input picture."),
        ),
        meaning=_("It was made from an input picture, but the whole frame was redrawn, so nothing need be left of it."),
        limits=_("Nobody signed them. They do not tell what the input was, and they can be copied or deleted."),
    ),
    "metadata.generator_edit": Card(
        title=(_("Text of a generator: {generator}"), _("Text of a generator")),
        found=(
            _("Settings as {generator} writes them when it changes part of a picture. Text: “{prompt}”"),
            _("Settings as {generator} writes them when it changes part of a picture: “{excerpt}”"),
            _("Settings as {generator} writes them when it changes part of a picture."),
            _("Settings as generators write them when they change part of a picture."),
        ),
        meaning=_("Something was there before, and a generative model redrew or extended part of it."),
        limits=_("Nobody signed them. They do not show which part was changed, and they can be copied or deleted."),
    ),
    "metadata.generator_upscale": Card(
        title=_("Enlarged by a program that can use AI"),
        found=(
            _("Settings as {generator} writes them when it only enlarges a picture: “{excerpt}”"),
            _("Settings as {generator} writes them when it only enlarges a picture."),
            _("Settings as such programs write them when they only enlarge a picture."),
        ),
        meaning=_("Enlarging invents fine detail but is not taken for making or changing the content here."),
        limits=_("It does not show how the picture was made before. Nobody signed it; anyone can write or delete it."),
    ),
    "metadata.generator_unclear": Card(
        title=(_("A program that can use AI: {generator}"), _("A program that can use AI")),
        found=(
            _("The file names {generator}: “{excerpt}”"),
            _("The file names {generator}."),
            _("The file names a program that can use generative AI."),
        ),
        meaning=_("The program can work with AI and without it. What it did here is not stated."),
        limits=_("It does not show that AI was used. Nobody signed it; anyone can write or delete it."),
    ),
    "context.camera": Card(
        title=_("Camera data"),
        found=(
            _("The file names a camera, “{make} {model}”, and a time, “{taken_at}”."),
            _("The file names a camera: “{make} {model}”."),
            _("The file names a camera: “{model}”."),
            _("The file names a camera: “{make}”."),
            _("The file contains data such as cameras write."),
        ),
        meaning=_("Most cameras write such data. Editors and phones often keep it, uploads often remove it."),
        limits=_("It does not prove that a camera was used. Anyone can write or copy it, onto an AI picture too."),
    ),
    "context.editor": Card(
        title=_("Editing program"),
        found=(_("The file names the program “{software}”."), _("The file names a program that edited or saved it.")),
        meaning=_("It was saved with this program at some time. Almost every published picture was."),
        limits=_("It does not show what was changed, if anything, or that the name is right."),
    ),
    "context.platform": Card(
        title=_("Trace of a platform"),
        found=(
            _("The file carries traces that {platform} leaves in what passes through it."),
            _("The file carries traces of an upload platform."),
        ),
        meaning=_("It was probably downloaded from there. Platforms rewrite files and remove records and labels."),
        limits=_("It does not tell who uploaded it, when, or how it was made."),
    ),
    "context.metadata_damaged": Card(
        title=_("Damaged metadata"),
        found=(
            _("Part of the metadata (“{what}”) could not be read: {reason}"),
            _("Part of the metadata (“{what}”) could not be read."),
            _("Part of the metadata could not be read."),
        ),
        meaning=_("A label that stood in that part would have been missed."),
        limits=_("It is no sign of tampering by itself; many programs write faulty metadata."),
    ),
}

# `verify.containers.parts.Damage` in words
DAMAGES: Final[dict[str, str]] = {
    "cut off": _("cut off"),
    "checksum does not fit": _("checksum does not fit"),
    "larger than can be read safely": _("larger than can be read safely"),
    "more parts than can be read safely": _("more parts than can be read safely"),
    "nested deeper than can be read safely": _("nested deeper than can be read safely"),
    "points back at itself": _("points back at itself"),
    "points outside the file": _("points outside the file"),
    "not well-formed": _("not well-formed"),
    "text in an unknown encoding": _("text in an unknown encoding"),
    "compressed data is broken": _("compressed data is broken"),
    "document type declaration refused": _("document type declaration refused"),
    "stored in a way that is not understood": _("stored in a way that is not understood"),
}
