"""The cards of what a signed record tells: beginning, edits, parts, inputs, identities, watermarks.

A record speaks through its signer; no card repeats its words as Whence's own.
"""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

STORY_CARDS: Final[dict[str, Card]] = {
    "record.origin": Card(
        title=(_("How it began: {kind}"), _("How it began")),
        found=(
            _("The record of “{signer}” states how the content began: “{kind}”. It names the program “{agent}”."),
            _("The record of “{signer}” states how the content began: “{kind}”."),
            _("The record states how the content began: “{kind}”."),
            _("The record does not state how the content began."),
        ),
        meaning=_("This is the first step that the record tells of; later steps may follow."),
        limits=_("It does not prove who had the idea, who published it, or that a caption beside it is true."),
    ),
    "record.edit": Card(
        title=(_("A step in its history: {action_name}"), _("A step in its history")),
        found=(
            _("The record of “{signer}” tells of this step: {action_name}, stated as “{kind}”. Program: “{agent}”."),
            _("The record of “{signer}” tells of this step: {action_name}, stated as “{kind}”."),
            _("The record of “{signer}” tells of this step: {action_name}. Program: “{agent}”."),
            _("The record of “{signer}” tells of this step: {action_name}."),
            _("The record tells of this step: {action_name}."),
            _("The record tells of a step that it does not name."),
        ),
        meaning=(
            _("In the words of the record: “{description}”."),
            _("The record does not describe the step in more words."),
        ),
        limits=_(
            "It does not tell how much of the content the step changed, unless regions are given, and it does not "
            "prove that no other steps were taken."
        ),
    ),
    "record.component": Card(
        title=(_("Something placed in it: {kind}"), _("Something placed in it")),
        found=(
            _("The record of “{signer}” says that “{title}” was placed in it. It was stated as “{kind}”."),
            _("The record of “{signer}” says that an element was placed in it. It was stated as “{kind}”."),
            _("The record says that an element was placed in it. It was stated as “{kind}”."),
            _("The record says that an element was placed in it."),
        ),
        meaning=_("Only this part has that origin; the rest has its own."),
        limits=_("It does not tell how large the part is or whether it changes what the whole says."),
    ),
    "record.input": Card(
        title=(_("Fed into the making: {kind}"), _("Fed into the making")),
        found=(
            _("The record of “{signer}” says that “{title}” was fed into the making. It was stated as “{kind}”."),
            _("The record of “{signer}” says that material stated as “{kind}” was fed into the making."),
            _("The record of “{signer}” says that “{title}” was fed into the making."),
            _("The record says that something was fed into the making."),
        ),
        meaning=_("An input is a reference picture, an instruction or a model. It need not be visible in the result."),
        limits=_("It does not make the result AI-made, and it does not make an AI-made result any less so."),
    ),
    "record.generator": Card(
        title=_("The record names a generator"),
        found=(
            _("The record of “{signer}” has the form that {generator} gives to its records."),
            _("The record has the form that {generator} gives to its records."),
            _("The record has the form that a generator gives to its records."),
        ),
        meaning=_(
            "This service writes such records into what it makes with generative AI, without a stated source type."
        ),
        limits=_(
            "The mark was recognised by its form. It tells nothing about the instruction or the person behind it."
        ),
    ),
    "record.outside_signals": Card(
        title=_("Stated outside the official signals"),
        found=(
            _("The record contains something that the official signals do not classify: {what_name} (“{value}”)."),
            _("The record contains something that the official signals do not classify: {what_name}."),
            _("The record contains something that the official signals do not classify."),
        ),
        meaning=_(
            "Whence reads it and shows it, but other programs that follow the official rules may stay silent on it."
        ),
        limits=_("Such a statement is neither better nor worse founded than the record it stands in."),
    ),
    "record.ambiguous": Card(
        title=_("The list of steps is not complete"),
        found=(
            _("The record of “{signer}” does not promise to list every step, or lists steps without a known name."),
            _("The record does not promise to list every step, or lists steps without a known name."),
        ),
        meaning=_("There may have been further steps that the record does not tell of."),
        limits=_("Most records written today are like this. It is no sign that something was hidden."),
    ),
    "record.unknown_provenance": Card(
        title=_("Built on material without a history"),
        found=(
            _("The record says that “{title}” was opened. Where that came from is not recorded."),
            _("The record says that other material was used. Where that came from is not recorded."),
        ),
        meaning=_("The record tells what was done since, not how the content began."),
        limits=_("It does not mean that the beginning was AI, and it does not mean that it was not."),
    ),
    "record.incomplete": Card(
        title=_("Not the whole history could be read"),
        found=(
            _("{gap_name}: “{title}”. Read: {number}."),
            _("{gap_name}: “{title}”."),
            _("{gap_name}. Read: {number}."),
            _("{gap_name}."),
            _("Something of the history is missing or was not read."),
        ),
        meaning=_(
            "What is missing could tell of AI. So nothing is said to be recorded by a camera or made by a person."
        ),
        limits=_("It does not mean that AI was used, and it does not mean that somebody hid something."),
    ),
    "record.ai_mentioned": Card(
        title=_("A step speaks of AI in words"),
        found=(
            _("The record of “{signer}” says “{description}”. Program: “{agent}”."),
            _("The record of “{signer}” says “{description}”."),
            _("The record of “{signer}” names the program “{agent}”."),
            _("The record of “{signer}” has an entry named “{action}”."),
            _("A step of the record speaks of AI."),
        ),
        meaning=_("No source type of the record says that this step used AI. These words suggest it."),
        limits=_("Words and names alone do not prove that AI made or changed anything."),
    ),
    "record.wrapped": Card(
        title=_("A signed record inside somebody else's record"),
        found=(
            _("“{ingredient_signer}” signed an earlier version. The file as it is now was signed by “{signer}”."),
            _("“{ingredient_signer}” signed an earlier version. The file as it is now was signed by somebody else."),
            _("An earlier version and the file as it is now were signed by different signers."),
        ),
        meaning=_(
            "The earlier signature covers the earlier version only. That this file was made from it is the word of "
            "the last signer."
        ),
        limits=_("The good name of the first signer does not carry over to this file."),
    ),
    "record.ingredient_broken": Card(
        title=(_("“{recorder}” recorded that a part fails"), _("The record of an earlier part is broken")),
        found=(
            _(
                "“{recorder}” recorded that “{title}”, a part or earlier version, no longer matched its record. Its "
                "own signature, in the name of “{signer}”, {signature_words}. Codes: {codes}"
            ),
            _("“{recorder}” recorded that “{title}”, a part or earlier version, fails. Codes: {codes}"),
            _("“{recorder}” recorded that a part or earlier version fails. Codes: {codes}"),
            _("The record of “{title}”, a part or earlier version signed by “{signer}”, fails. Codes: {codes}"),
            _("The record of “{title}”, a part or earlier version, fails. Codes: {codes}"),
            _("The record of a part or earlier version fails. Codes: {codes}"),
            _("The record of a part or earlier version fails."),
        ),
        meaning=_("What is said about that part is not relied on. The file's own record is judged by itself."),
        limits=_("It does not mean that this file was changed after it was signed."),
    ),
    "record.conforming": Card(
        title=_("Signed by a listed product"),
        found=(
            _("“{signer}” signs as “{product}”, on the list of conforming products at assurance level {level}."),
            _("“{signer}” signs as “{product}”, on the list of conforming products."),
            _("The signer is on the list of conforming products."),
        ),
        meaning=_(
            "The product was examined for how it writes records and guards its key. Level 2 is stricter than level 1."
        ),
        limits=_("The list is about the product, not about this file."),
    ),
    "record.disallowed": Card(
        title=_("A statement that this product may not make"),
        found=(
            _("“{product}” of “{signer}” states: {signal_names}. The list of conforming products forbids that."),
            _("The record states something that the list of conforming products forbids its signer to state."),
        ),
        meaning=_(
            "The conformance programme does not let this product say so. Statement and list contradict each other."
        ),
        limits=_(
            "It does not prove bad intent; a wrong setting in the product is enough. It does not prove AI either."
        ),
    ),
    "record.identity_trusted": Card(
        title=_("A named person or organisation, confirmed"),
        found=(
            _("“{name}” put its name to the record, confirmed by {kind_name}."),
            _("“{name}” put its name to the record, and the name is confirmed."),
            _("A person or organisation put its name to the record, and the name is confirmed."),
        ),
        meaning=_("Somebody vouches with this name, beside the program that signed."),
        limits=_("It does not prove that this person made the content, or that it is true."),
    ),
    "record.identity_untrusted": Card(
        title=_("A named person or organisation, not confirmed"),
        found=(
            _("The record gives the name “{name}”. Its signature fits, but who issued it is on no list."),
            _("The record gives a name. Its signature fits, but who issued it is on no list."),
        ),
        meaning=_("The name stands in the record as stated. The record's own state is not touched by it."),
        limits=_("It does not prove that this person or organisation had anything to do with the content."),
    ),
    "record.identity_invalid": Card(
        title=_("A name in the record that does not check out"),
        found=(
            _("The record gives the name “{name}”, but the statement of identity fails. Codes: {codes}"),
            _("The record gives a name, but the statement of identity fails. Codes: {codes}"),
            _("The record gives a name, but the statement of identity fails."),
        ),
        meaning=_("Do not go by that name. The rest of the record keeps its own state."),
        limits=_("It does not mean that the file was changed; such statements also fail through faulty programs."),
    ),
    "record.identity_unchecked": Card(
        title=_("A name in the record that was not checked"),
        found=(
            _("The record gives the name “{name}”. Checking it needs the network, so it was not checked."),
            _("The record gives a name. Checking it needs the network, so it was not checked."),
        ),
        meaning=_("Treat the name as stated, no more."),
        limits=_("It is no sign that the name is wrong."),
    ),
    "record.soft_binding": Card(
        title=_("The record speaks of a watermark or fingerprint"),
        found=(
            _("The record says that the content carries {name} (“{algorithm}”)."),
            _("The record says that the content carries “{algorithm}”."),
            _("The record says that the content carries a watermark or fingerprint."),
        ),
        meaning=_(
            "Such a mark leads back to the record when the record was stripped off. It is not a sign of AI by itself."
        ),
        limits=_("This is the record's word. It does not prove that the mark is there now."),
    ),
    "record.watermarked": Card(
        title=_("The record says that a watermark was added"),
        found=(
            _("The record tells of a step that added a watermark: “{description}”, by “{agent}”."),
            _("The record tells of a step that added a watermark: “{description}”."),
            _("The record tells of a step that added a watermark."),
        ),
        meaning=_("AI services add such marks, and so do photo agencies. What kind it is stands in the description."),
        limits=_("It does not prove that the watermark is there now, and adding one is not a change by AI as such."),
    ),
    "record.engines_disagree": Card(
        title=_("Two checking programs disagree"),
        found=(
            _("{first_engine} says: {first_name}. {second_engine} says: {second_name}. Codes: {codes}"),
            _("{first_engine} says: {first_name}. {second_engine} says: {second_name}."),
            _("Two independent programs that check records come to different results."),
        ),
        meaning=_("Programs differ in how they read the rules and the lists. Whence goes by the first and shows both."),
        limits=_("It does not prove that the file was tampered with."),
    ),
}

# what `record.outside_signals` can be about: the fact `what` → words
OUTSIDE: Final[dict[str, str]] = {
    "actions_v1": _("steps in an older form of the record"),
    "source_type": _("a kind of beginning that the signals leave out"),
    "flat_ingredient": _("a further part without a history"),
    "spelling": _("a source type in an unusual spelling"),
    "enhanced_ai": _("an enhancement by AI, listed as a technical step"),
    "gathered": _("steps taken over from elsewhere, which the signer does not state as its own"),
}

# what `record.incomplete` can be about: the fact `what` → words
GAPS: Final[dict[str, str]] = {
    "manifest_missing": _("The record of a part or earlier version is missing"),
    "manifest_mismatch": _("The record of a part or earlier version is not the one that was meant"),
    "manifest_broken": _("The record of a part or earlier version is broken"),
    "manifest_unfit": _("The record of a part is not confirmed"),
    "redacted": _("Steps or ingredients were taken out of an earlier record"),
    "actions_cut": _("Not all steps of a record were read"),
    "ingredients_cut": _("Not all ingredients of a record were read"),
    "manifests_cut": _("Not all records in the file were read"),
    "findings_cut": _("Not everything that the record tells is listed"),
    "marks_cut": _("Not all statements of a record were read"),
}
