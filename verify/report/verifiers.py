"""Who else can look for a mark that only its maker reads: a table of facts in `resources/verifiers.toml`.

A page is offered for what a record, a label or a generator says of its maker, so that nobody takes Google's page for
one that finds OpenAI's marks. Only what speaks of AI or of a mark counts: a camera's maker leads nowhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Final

from msgspec import Struct

import resources
from verify.model import AI_CLAIMS, Finding, OriginClaim, Report
from verify.report.report_facts import Medium, medium

# findings that name a mark or a generator without a claim of their own
_SPEAKING: Final = frozenset((
    "record.watermarked", "record.soft_binding", "record.ai_mentioned", "metadata.generator_unclear", "visible.name",
    "visible.name_moves",
))  # fmt: skip
_FACTS: Final = (
    "signer", "generator", "agent", "description", "algorithm", "name", "provider", "credit", "system", "platform",
)  # fmt: skip


class Verifier(Struct, frozen=True):
    """One page of a maker, or a maker without one; `resources/verifiers.toml` says what each part is."""

    name: str
    maker: str
    mark: str
    media: frozenset[Medium]
    address: str
    sees: str
    sees_not: str
    receives: str
    checked: str  # ISO date
    by: str
    named: re.Pattern[str]
    silent: bool = False
    findings: frozenset[str] = frozenset()
    ended: tuple[tuple[str, str], ...] = ()  # what of the service, ISO date


@cache
def load_verifiers() -> tuple[Verifier, ...]:
    """Load the table, in the order in which pages are offered."""
    text = (resources.FOLDER / "verifiers.toml").read_text(encoding="utf-8")
    set_apart = ("media", "named", "findings", "ended", "matches", "differs")
    return tuple(
        Verifier(
            **{key: value for key, value in row.items() if key not in set_apart},
            media=frozenset(map(Medium, row["media"])),
            named=re.compile("|".join(row["named"]), re.IGNORECASE),
            findings=frozenset(row.get("findings", ())),
            ended=tuple(row.get("ended", {}).items()),
        )
        for row in tomllib.loads(text)["verifier"]
    )


def find_named(report: Report) -> tuple[Verifier, ...]:
    """Find the verifiers of makers whom something in the report names that speaks of AI or of a mark."""
    codes = {finding.code for finding in report.findings}
    texts = tuple(_list_texts(report))
    kind = medium(report)
    return tuple(
        verifier
        for verifier in load_verifiers()
        if kind in verifier.media
        and (not codes.isdisjoint(verifier.findings) or any(verifier.named.search(text) for text in texts))
    )


def find_silent(report: Report) -> tuple[Verifier, ...]:
    """Find the verifiers that are worth asking where nothing in the file names anybody."""
    kind = medium(report)
    return tuple(verifier for verifier in load_verifiers() if verifier.silent and kind in verifier.media)


def _list_texts(report: Report) -> Iterator[str]:
    for finding in report.findings:
        if _speaks(finding):
            yield from filter(None, (finding.fact(name) for name in _FACTS))


def _speaks(finding: Finding) -> bool:
    return finding.claim in AI_CLAIMS or finding.claim is OriginClaim.MAY_CONTAIN_AI or finding.code in _SPEAKING
