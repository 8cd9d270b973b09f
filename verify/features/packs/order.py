"""The order of a pack's files, and how many there are of each kind: what needs a look comes first, in every form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from verify.model import AI_CLAIMS, Conclusion, PackItem, Report, Standing
from verify.report import report_facts
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.verdict.headline import headline
from verify.report.words.verdict.warnings import warnings

_AI = (
    Conclusion.AI_GENERATED,
    Conclusion.AI_EDITED,
    Conclusion.CONTAINS_AI,
    Conclusion.MAY_CONTAIN_AI,
    Conclusion.DISPUTED,
)


class Group(StrEnum):
    """A kind of files, in the order in which they stand in a pack."""

    WARNED = "warned"  # with a warning (⚠)
    AI = "ai"  # something in it says AI, or may
    UNREAD = "unread"
    REST = "rest"


class Counted(Struct, frozen=True):
    """How many files have this sign and this first line."""

    sign: str
    headline: str
    number: int


def find_group(report: Report, translator: Translator) -> Group:
    """Tell to which kind a file belongs: the first that applies."""
    if report.file.problem or report.verdict.standing is Standing.UNCHECKED:
        return Group.UNREAD
    if warnings(translator, report):
        return Group.WARNED
    carrier = report_facts.carrier(report)
    says_ai = report.verdict.conclusion in _AI or (carrier is not None and carrier.claim in AI_CLAIMS)
    return Group.AI if says_ai else Group.REST


def order_items(items: Iterable[PackItem], translator: Translator) -> tuple[PackItem, ...]:
    """Return the files by kind, and within a kind as they came."""
    groups = tuple(Group)
    return tuple(sorted(items, key=lambda item: groups.index(find_group(item.report, translator))))


def count_results(reports: Iterable[Report], translator: Translator) -> tuple[Counted, ...]:
    """Count the files by sign and first line, in the order in which these occur first."""
    counts = Counter(
        (badges.verdict_badge(translator, report).shape, headline(translator, report)) for report in reports
    )
    return tuple(Counted(sign, said, number) for (sign, said), number in counts.items())
