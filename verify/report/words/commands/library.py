"""What the commands `trust` and `samples` say. Reasons are keyed by the codes of those who give them."""

from __future__ import annotations

from verify.model import TrustListFacts
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.untrusted import plain

# kinds of trust lists: who stands on them


def trust_list(translator: Translator, facts: TrustListFacts, old_days: int) -> str:
    """Who stands on a list and of when the copy is; also its age, where it is so old that it matters (else 0)."""
    who = translator.count(f"commands.library.kinds.{facts.kind}", facts.certificates, date=facts.date)
    return translator.join(who, translator.count("commands.library.old", old_days) if old_days else "")


def hosts_asked(translator: Translator, hosts: tuple[str, ...]) -> str:
    """Whom a renewal asks, one a line, and what they learn."""
    return "\n".join(
        (
            translator.text("commands.library.hosts"),
            *(f"  {plain(host)}" for host in hosts),
            translator.text("commands.library.sent"),
        )
    )


def library_problem(translator: Translator, problem: str, detail: str) -> str:
    """Why a list was not taken, found or fetched, in one or two sentences."""
    known = has_key("commands.library.trust_problems", problem)
    return translator.text(f"commands.library.{'trust' if known else 'fetch'}_problems.{problem}", detail=detail)


def renewal(translator: Translator, name: str, certificates: int) -> str:
    """Say that a list was fetched."""
    return translator.count("commands.library.renewed", certificates, list=name)


def not_renewed(translator: Translator, name: str, problem: str, detail: str) -> str:
    """Say that a list was not fetched, and why."""
    return translator.text(
        "commands.library.not_renewed", list=name, reason=library_problem(translator, problem, detail)
    )


def anchor_added(translator: Translator, facts: TrustListFacts) -> str:
    """Say that a certificate of the user's own takes part from now on."""
    return translator.count("commands.library.added", facts.certificates, list=facts.name)
