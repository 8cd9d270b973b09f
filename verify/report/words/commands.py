"""What the commands `about`, `trust` and `case`, and the pages of the same name, say.

Reasons are keyed by the codes of those who give them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from verify import __version__
from verify.model import TrustListFacts
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.untrusted import plain


class Part(Protocol):
    """What this needs to know of a part; `verify.store.licences` has them."""

    @property
    def name(self) -> str:
        """As its makers write it."""

    @property
    def licence(self) -> str:
        """As an SPDX expression."""

    @property
    def version(self) -> str:
        """Empty where it is not installed, or is inside another one."""

    @property
    def inside(self) -> str:
        """The part that brings it along, or empty."""


def describe_program(translator: Translator) -> tuple[str, ...]:
    """Say what Whence is and its terms, in whole sentences."""
    return translator.text("commands.about.what", version=__version__), translator.text("commands.about.terms")


def describe_parts(translator: Translator, parts: Iterable[Part]) -> tuple[str, ...]:
    """Describe every part in a line, after two lines that explain them."""
    return (
        translator.text("commands.about.parts"),
        translator.text("commands.about.replace"),
        *(_describe_part(translator, part) for part in parts),
    )


def describe_bill_of_materials(translator: Translator, path: Path | None) -> str:
    """Say where this program's bill of materials (SBOM) lies, or that it has none."""
    if path is None:
        return translator.text("commands.about.no_bill")
    return translator.text("commands.about.bill", path=plain(str(path)))


def _describe_part(translator: Translator, part: Part) -> str:
    if part.version:
        return translator.text("commands.about.part", name=part.name, version=part.version, licence=part.licence)
    if part.inside:
        return translator.text("commands.about.inside", name=part.name, whole=part.inside, licence=part.licence)
    return translator.text("commands.about.not_here", name=part.name, licence=part.licence)


def describe_trust_list(translator: Translator, facts: TrustListFacts, old_days: int) -> str:
    """Say who stands on a list and its date; also its age in days, where it is so old that it matters (else 0)."""
    who = translator.count(f"commands.library.kinds.{facts.kind}", facts.certificates, date=facts.date)
    return translator.join(who, translator.count("commands.library.old", old_days) if old_days else "")


def describe_renewal_hosts(translator: Translator, hosts: tuple[str, ...]) -> str:
    """Say which hosts a renewal asks, one a line, and what they learn."""
    return "\n".join(
        (
            translator.text("commands.library.hosts"),
            *(f"  {plain(host)}" for host in hosts),
            translator.text("commands.library.sent"),
        )
    )


def describe_problem(translator: Translator, problem: str, detail: str) -> str:
    """Say why a list was not accepted, found or fetched, in one or two sentences."""
    known = has_key("commands.library.trust_problems", problem)
    return translator.text(f"commands.library.{'trust' if known else 'fetch'}_problems.{problem}", detail=detail)


def describe_renewal(translator: Translator, name: str, certificates: int) -> str:
    """Say that a list was fetched."""
    return translator.count("commands.library.renewed", certificates, list=name)


def describe_failed_renewal(translator: Translator, name: str, problem: str, detail: str) -> str:
    """Say that a list was not fetched, and why."""
    return translator.text(
        "commands.library.not_renewed", list=name, reason=describe_problem(translator, problem, detail)
    )


def describe_added_anchor(translator: Translator, facts: TrustListFacts) -> str:
    """Say that a certificate of the user's own takes part from now on."""
    return translator.count("commands.library.added", facts.certificates, list=facts.name)


def describe_act(translator: Translator, code: str, facts: Mapping[str, str]) -> str:
    """Say what an entry of a chain of custody records."""
    return (
        translator.text(f"commands.cases.acts.{code}", facts)
        if has_key("commands.cases.acts", code)
        else translator.text("commands.cases.other_act", act=code)
    )
