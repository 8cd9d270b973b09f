"""The cards of China's label for AI content (GB 45438-2025, Annex E), as files carry it unsigned."""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

_NOT_SIGNED: Final = _(
    "The label is not signed by anyone whom we can check. It can be put on a photo and taken off an AI picture."
)

AIGC_CARDS: Final[dict[str, Card]] = {
    "label.aigc_is": Card(
        title=_("AIGC label: AI-generated"),
        found=(
            _(
                "The label that Chinese law requires for AI content. It says “AI-generated”. Producer: “{provider}”; "
                "number “{produce_id}”. Passed on by “{propagator_name}”."
            ),
            _(
                "The label that Chinese law requires for AI content. It says “AI-generated”. Producer: “{provider}”; "
                "number “{produce_id}”."
            ),
            _("The label that Chinese law requires for AI content. It says “AI-generated”. Producer: “{provider}”."),
            _("The label that Chinese law requires for AI content. It says “AI-generated”."),
        ),
        meaning=_("The service that made the file declared it AI-generated."),
        limits=_NOT_SIGNED,
    ),
    "label.aigc_may_be": Card(
        title=_("AIGC label: perhaps AI-generated"),
        found=(
            _("The label that Chinese law requires says “may be AI-generated”. Passed on by “{propagator_name}”."),
            _("The label that Chinese law requires says “may be AI-generated”."),
        ),
        meaning=_("Platforms write this when the person who uploaded it declared AI, without a label of the maker."),
        limits=_NOT_SIGNED,
    ),
    "label.aigc_suspected": Card(
        title=_("AIGC label: suspected to be AI-generated"),
        found=(
            _("The label that Chinese law requires says “suspected AI-generated”. Passed on by “{propagator_name}”."),
            _("The label that Chinese law requires says “suspected AI-generated”."),
        ),
        meaning=_("A platform believed to have found traces of AI. Which traces, and how sure it was, is not stated."),
        limits=_("A platform's suspicion can be wrong, and the label is not signed by anyone whom we can check."),
    ),
    "label.aigc_nonstandard": Card(
        title=_("AIGC label with an unknown value"),
        found=(
            _("The label that Chinese law requires is there, but its value “{value}” is not in the standard."),
            _("The label that Chinese law requires is there, but its value is not in the standard."),
        ),
        meaning=_(
            "Some program wrote a label in its own way. What it meant is not certain, so it decides nothing here."
        ),
        limits=_NOT_SIGNED,
    ),
    "label.emptied": Card(
        title=_("An AI label that is empty"),
        found=_("The label that Chinese law requires is there, but it says nothing: its value is empty or missing."),
        meaning=_("Somebody or some program emptied the label, or it was never filled in."),
        limits=_("It does not prove that the content is AI-made, nor that anybody wanted to hide that."),
    ),
    "label.aigc_provider_code": Card(
        title=_("The provider code in the AIGC label"),
        found=(
            _("The code “{code}” ({role_name}) belongs to {entity}. {check_name}. Kind of service: {service_name}."),
            _("The code “{code}” ({role_name}) names no entity that is known here. {check_name}."),
            _("A provider code stands in the label."),
        ),
        meaning=(
            _("The code names a company or organisation, not a model. The pairing comes from: {source}."),
            _("The code names a company or organisation, not a model."),
        ),
        limits=_("Anyone can write such a code; it does not prove that this company had a part in the file."),
    ),
    "label.aigc_departures": Card(
        title=_("The AIGC label departs from the standard"),
        found=(
            _("The label differs from the standard in this: {departure_names}."),
            _("The label differs from the standard."),
        ),
        meaning=_("Many services write their labels a little differently. What the label says stays the same."),
        limits=_("It is no sign of forgery by itself."),
    ),
    "label.aigc_repeated": Card(
        title=_("The same AIGC label more than once"),
        found=(
            _("The same label stands in {count} places of the file."),
            _("The same label stands in several places of the file."),
        ),
        meaning=_("The standard wants one label in a file. Programs that pass files on often add another copy."),
        limits=_("Repetition makes the label neither better nor worse founded."),
    ),
    "label.aigc_contradicting": Card(
        title=_("AIGC labels that differ"),
        found=(
            _("There are {count} labels in the file, and they differ."),
            _("There are several labels in the file, and they differ."),
        ),
        meaning=_("The standard wants one label in a file. Somebody added one without taking the other off."),
        limits=_("It does not show which of them is right."),
    ),
    "label.aigc_signature_consistent": Card(
        title=_("The label's own signature fits"),
        found=_("The label carries a signature that fits its text, but the key for it comes with the label itself."),
        meaning=_("The text of the label has not changed since somebody with that key signed it."),
        limits=_("Whose key that is, is not known: anyone can sign a label with a key of their own."),
    ),
    "label.aigc_signature_pinned": Card(
        title=_("The label's signature fits a known key"),
        found=(
            _("The label carries a signature that fits its text, made with a key known to be used by {signer}."),
            _("The label carries a signature that fits its text, made with a known key."),
        ),
        meaning=_("The text of the label has not changed since it was signed with that key."),
        limits=_(
            "The key was seen in other files of that service; no authority confirms it. The signature covers the label "
            "and not the content, so the whole label can be copied onto another file."
        ),
    ),
    "label.aigc_signature_mismatch": Card(
        title=_("The label's own signature does not fit"),
        found=_("The label carries a signature, but it does not fit the text of the label."),
        meaning=_("The label was changed after it was signed, or the service signs in a way that is not known here."),
        limits=_("It does not prove forgery: not every form of these signatures is published."),
    ),
    "label.aigc_signature_unchecked": Card(
        title=_("Security data of the label, not checked"),
        found=(
            _("The label carries security data in “{member}” in a form that cannot be checked here."),
            _("The label carries security data in a form that cannot be checked here."),
        ),
        meaning=_("Only the service that wrote it can check it."),
        limits=_("It makes the label neither better nor worse founded."),
    ),
    "label.aigc_user_number": Card(
        title=_("A number in the label may stand for a person"),
        found=_("A number in the label looks like the number of a user's account."),
        meaning=_("Whoever runs the service could tell by it who made the file. Think of that before you pass it on."),
        limits=_("It does not tell us who that is."),
    ),
}

ROLES: Final[dict[str, str]] = {
    "producer": _("producer"),
    "propagator": _("the one who passed it on"),
}
CHECK_DIGITS: Final[dict[str, str]] = {
    "fits": _("Its check digit fits"),
    "does_not_fit": _("Its check digit does not fit"),
}
SERVICES: Final[dict[str, str]] = {
    "generation": _("making content"),
    "propagation": _("passing content on"),
    "unused": _("not stated by the code"),
}
DEPARTURES: Final[dict[str, str]] = {
    "missing_member": _("a required part is missing"),
    "empty_member": _("a required part is empty"),
    "not_text": _("a part is not text"),
    "unknown_member": _("a part that the standard does not know"),
    "other_spelling": _("a part is spelt differently"),
    "characters": _("characters that the standard does not permit"),
    "repeated_member": _("a part stands in it twice"),
    "encoded_twice": _("it is packed twice"),
    "value_not_standard": _("its value is not in the standard"),
    "place": _("it stands in another place than prescribed"),
}
