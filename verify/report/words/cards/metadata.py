"""The cards of unsigned text: what a file states about itself, and what merely stands around it.

Anyone can write or remove such text, and each card says so.
"""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

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
    "metadata.enhanced": Card(
        title=(_("Improved by a program: {generator}"), _("Improved by a program")),
        found=(
            _("The file names {generator}, which improves pictures by trained models: “{excerpt}”"),
            _("The file names {generator}, which improves pictures by trained models."),
            _("The file names a program that improves pictures by trained models."),
        ),
        meaning=_("It improves noise, sharpness or size. That is not taken for making or changing the content here."),
        limits=_("It does not show what else was done. Nobody signed it; anyone can write or delete it."),
    ),
    "metadata.ai_system": Card(
        title=(_("AI system named: {system}"), _("AI system named")),
        found=(
            _("The file names the AI system used to generate it: “{system}”, with this text as input: “{prompt}”"),
            _("The file names the AI system used to generate it: “{system}”, version “{version}”."),
            _("The file names the AI system used to generate it: “{system}”."),
            _("The file holds the text that was given to an AI service to generate it: “{prompt}”"),
            _("The file says who wrote the text that was given to an AI service: “{writer}”"),
            _("The file fills in the properties that the press standard IPTC has for AI systems."),
        ),
        meaning=_("IPTC, the press's standard body, defines this property as the system used to generate the image."),
        limits=_(
            "It does not tell whether the whole was made or a part. Nobody signed it; anyone can write or delete it."
        ),
    ),
    "metadata.ai_system_contradicted": Card(
        title=_("AI system named, and origin stated otherwise"),
        found=(
            _("The file names an AI system, “{system}”, but its label on its origin speaks of no generative AI."),
            _("The file speaks of an AI system, but its label on its origin speaks of no generative AI."),
        ),
        meaning=_("The system may have changed it, or only described it. The two statements leave AI open."),
        limits=_("Nobody signed either of them, so neither settles how it was made."),
    ),
    "metadata.ai_system_open": Card(
        title=_("A property for AI systems names no system"),
        found=(
            _("Where the name of an AI system belongs, the file says: “{system}”"),
            _("The file holds a text as it is given to an AI service: “{prompt}”. It names no system."),
            _("The file fills in a property for AI systems, and names no system."),
        ),
        meaning=_("It neither names an AI system nor says that none was used. That leaves AI open."),
        limits=_("Nobody signed it; anyone can write or delete it."),
    ),
    "metadata.ai_helper": Card(
        title=_("AI named as a help"),
        found=(
            _("Where the name of an AI system belongs, the file says: “{text}”"),
            _("Where the name of an AI system belongs, the file names a mere help."),
        ),
        meaning=_("Such a program improves the content, or works on text beside it. It is not taken for the maker."),
        limits=_("It does not show what else was done. Nobody signed it; anyone can write or delete it."),
    ),
    "metadata.ai_denied": Card(
        title=_("The file denies the use of AI"),
        found=(
            _("Where the name of an AI system belongs, the file says: “{text}”"),
            _("Where the name of an AI system belongs, the file says that none was used."),
        ),
        meaning=_("That is a statement without proof. Anyone can write it, into an AI picture, too."),
        limits=_("Nobody signed it; it does not show that the content was made without AI."),
    ),
    "metadata.platform_label": Card(
        title=(_("AI label of {platform}"), _("AI label of a platform")),
        found=(
            _("The file carries the label of {platform} for content made or changed much with AI."),
            _("The file carries the label of a platform for content made or changed much with AI."),
        ),
        meaning=_("Somebody said so when it was uploaded. The label does not tell how much of it is AI-made."),
        limits=_("Nobody signed it, and it is lost or added when a file is saved again. It leaves AI open."),
    ),
    "metadata.platform_label_uploader": Card(
        title=(_("AI label of {platform}: by the uploader"), _("AI label of a platform: by the uploader")),
        found=(
            _("The file carries the label of {platform} with which an uploader declares AI-made content."),
            _("The file carries the label of a platform with which an uploader declares AI-made content."),
        ),
        meaning=_("The person who uploaded it set the label. It covers content made or changed much with AI alike."),
        limits=_("Nobody signed it. It does not tell which part is AI-made, and it can be written or deleted."),
    ),
    "metadata.platform_label_platform": Card(
        title=(_("AI label of {platform}: by the platform"), _("AI label of a platform: by the platform")),
        found=(
            _("The file carries the label that {platform} itself sets where it takes content for AI-made."),
            _("The file carries the label that a platform itself sets where it takes content for AI-made."),
        ),
        meaning=_("The platform found a signed record or took it for AI-made. How sure it was is not stated."),
        limits=_("A platform can be wrong, and nobody signed the label. It leaves AI open."),
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
        found=(
            _("The file names the program “{software}”, last used at {when}."),
            _("The file names the program “{software}”."),
            _("The file names a program that edited or saved it."),
        ),
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

# `context.metadata_damaged` where the reason is that a part is encrypted, which is no damage
LOCKED_CARD: Final = Card(
    title=_("Encrypted metadata"),
    found=_("Part of the metadata (“{what}”) is encrypted. Without its password or key nobody can read it."),
    meaning=_("A label or a note on AI that stands in that part was not seen. Unlock the file, and check it again."),
    limits=_("It is no sign that something is being hidden; many documents are locked for other reasons."),
)

# `verify.inspection.containers.base.Damage` in words
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
    "encrypted": _("encrypted"),
    "stored in a way that is not understood": _("stored in a way that is not understood"),
}
