"""What the commands `trust` and `samples` say. Reasons are keyed by the codes of those who give them."""

from __future__ import annotations

from typing import Final

from verify.model import TrustListFacts
from verify.report.words.catalogue import Speech, _, _n
from verify.report.words.untrusted import plain

# kinds of trust lists: who stands on them
KINDS: Final = {
    "signing": _n(
        "{n} authority whose certificates sign content; copy of {date}.",
        "{n} authorities whose certificates sign content; copy of {date}.",
    ),
    "time_stamp": _n(
        "{n} authority whose certificates confirm the time; copy of {date}.",
        "{n} authorities whose certificates confirm the time; copy of {date}.",
    ),
    "end_entity": _n(
        "{n} signing certificate of a newsroom; copy of {date}.",
        "{n} signing certificates of newsrooms; copy of {date}.",
    ),
    "interim": _n(
        "{n} authority of the older list, closed to new entries; shown, but it confirms nothing; copy of {date}.",
        "{n} authorities of the older list, closed to new entries; shown, but they confirm nothing; copy of {date}.",
    ),
    "user": _n(
        "{n} authority that you added on {date}.",
        "{n} authorities that you added on {date}.",
    ),
}

# -- trust show
STALE: Final = _("This copy is {days} days old and may lack signers that were added since. Renew it with: {command}")
INTERIM_MISSING: Final = _("Not here: {list}. This command fetches it: {command}")
SET_ASIDE: Final = _("{file} was broken and is not used; it was set aside in {folder}.")

OLD: Final = _n(
    "This copy is {n} day old and may lack signers that were added since.",
    "This copy is {n} days old and may lack signers that were added since.",
)

# -- trust add, trust remove
ADDED: Final = _n(
    "Added {list} with {n} certificate. What its signers sign now counts as confirmed.",
    "Added {list} with {n} certificates. What their signers sign now counts as confirmed.",
)
REMOVE_WITH: Final = _("This command removes it: {command}")
REMOVED: Final = _("Removed {list}.")

# -- trust update
HOSTS: Final = _("This asks the following hosts, and no others:")
SENT: Final = _("They learn your network address and that somebody asks for these lists; nothing else is sent.")
QUESTION: Final = _("Go on? Type y for yes: ")
UNANSWERED: Final = _("Nothing was fetched, since nobody can be asked here. Agree beforehand with: {command}")
DECLINED: Final = _("Nothing was fetched.")
RENEWED: Final = _n("{list}: fetched, {n} certificate.", "{list}: fetched, {n} certificates.")
NOT_RENEWED: Final = _("{list}: not fetched. {reason} What was there stays.")

# -- samples
NOT_EMPTY: Final = _("{folder} is not empty. Name another folder, or write into it all the same with --force.")
NOT_A_FOLDER: Final = _("{folder} is not a folder.")
WRITTEN: Final = _n("{n} sample was written into {folder}.", "{n} samples were written into {folder}.")
NEXT: Final = _("What to do next:")
CHECK_FIRST: Final = _("See what Whence says while nobody vouches for their signers:")
ADD_ANCHOR: Final = _("Vouch for the demonstration signers, and check again:")
REMOVE_ANCHOR: Final = _("Afterwards, take the demonstration anchor away again:")
EXPECTED: Final = _(
    "What each file must get, with the anchor and without, stands in {file}. "
    "That file and the anchor are no media; a check of the whole folder says so of them."
)

# -- reasons: codes of `verify.store`
TRUST_PROBLEMS: Final = {
    "not_found": _("There is no file {detail}."),
    "not_readable": _("{detail} cannot be read."),
    "too_large": _("The file is larger than a trust list may be."),
    "too_many": _("There are more certificates or lists than Whence takes."),
    "private_key": _(
        "The file holds a private key. It was not taken: whoever has a private key can sign in its owner's name. "
        "Keep it secret, and add a file with the certificate alone."
    ),
    "no_certificates": _("The file holds no certificate."),
    "other_content": _("The file holds something other than certificates: {detail}."),
    "broken_certificate": _("A certificate in the file is broken."),
    "not_an_authority": _(
        "A certificate in the file is a signer's own, not that of an authority; it cannot vouch for others."
    ),
    "broken_list": _("The list is not written as it should be."),
    "no_such_list": _("There is no list of the name {detail}."),
    "built_in": _("{detail} came with the program and cannot be removed."),
    "not_writable": _("The folder {detail} cannot be written."),
}
FETCH_PROBLEMS: Final = {
    "not_https": _("The address is not one of HTTPS."),
    "bad_address": _("The address cannot be used."),
    "other_host": _("The server sends us on to {detail}, a host that you were not asked about."),
    "private_address": _("{detail} leads into a private network."),
    "name_unknown": _("The host {detail} is not known; the network may be disconnected."),
    "unreachable": _("There was no connection to {detail}, or it broke."),
    "certificate": _("{detail} could not prove that it is the right server."),
    "timed_out": _("The server took too long."),
    "too_large": _("The answer was larger than allowed."),
    "too_many_redirects": _("The server sent us on too often."),
    "status": _("The server answered with the error {detail}."),
    "encoded": _("The answer was compressed, which was not asked for."),
}


def trust_list(speech: Speech, facts: TrustListFacts, old_days: int) -> str:
    """Who stands on a list and of when the copy is; also its age, where it is so old that it matters (else 0)."""
    who = speech.count(KINDS[facts.kind], facts.certificates, date=facts.date)
    return speech.join(who, speech.count(OLD, old_days) if old_days else "")


def hosts_asked(speech: Speech, hosts: tuple[str, ...]) -> str:
    """Whom a renewal asks, one a line, and what they learn."""
    return "\n".join((speech.say(HOSTS), *(f"  {plain(host)}" for host in hosts), speech.say(SENT)))


def library_problem(speech: Speech, problem: str, detail: str) -> str:
    """Why a list was not taken, found or fetched, in one or two sentences."""
    table = TRUST_PROBLEMS if problem in TRUST_PROBLEMS else FETCH_PROBLEMS
    return speech.say(table[problem], detail=detail)
