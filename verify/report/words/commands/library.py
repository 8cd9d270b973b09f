"""What the commands `trust` and `samples` say. Reasons are keyed by the codes of those who give them."""

from __future__ import annotations

from verify.model import TrustListFacts
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.untrusted import plain

# kinds of trust lists: who stands on them


def trust_list(speech: Translator, facts: TrustListFacts, old_days: int) -> str:
    """Who stands on a list and of when the copy is; also its age, where it is so old that it matters (else 0)."""
    who = speech.count(f"commands.library.kinds.{facts.kind}", facts.certificates, date=facts.date)
    return speech.join(who, speech.count("commands.library.old", old_days) if old_days else "")


def hosts_asked(speech: Translator, hosts: tuple[str, ...]) -> str:
    """Whom a renewal asks, one a line, and what they learn."""
    return "\n".join(
        (
            speech.text("commands.library.hosts"),
            *(f"  {plain(host)}" for host in hosts),
            speech.text("commands.library.sent"),
        )
    )


def library_problem(speech: Translator, problem: str, detail: str) -> str:
    """Why a list was not taken, found or fetched, in one or two sentences."""
    known = has_key("commands.library.trust_problems", problem)
    return speech.text(f"commands.library.{'trust' if known else 'fetch'}_problems.{problem}", detail=detail)


def renewal(speech: Translator, name: str, certificates: int) -> str:
    """Say that a list was fetched."""
    return speech.count("commands.library.renewed", certificates, list=name)


def not_renewed(speech: Translator, name: str, problem: str, detail: str) -> str:
    """Say that a list was not fetched, and why."""
    return speech.text("commands.library.not_renewed", list=name, reason=library_problem(speech, problem, detail))


def anchor_added(speech: Translator, facts: TrustListFacts) -> str:
    """Say that a certificate of the user's own takes part from now on."""
    return speech.count("commands.library.added", facts.certificates, list=facts.name)
