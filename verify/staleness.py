"""How old the trust lists are. An old official list may lack a signer that was added since: pure, for the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from verify import limits
from verify.model import TrustListFacts

# the interim list is closed to new entries, and a user's own anchor is the user's decision: neither grows stale
_RENEWED: Final = frozenset({"signing", "time_stamp", "end_entity"})


def age_in_days(facts: TrustListFacts, today: date) -> int:
    """How old the copy of a list is; 0 for one without a readable date or with one still to come."""
    try:
        return max(0, (today - date.fromisoformat(facts.date)).days)
    except ValueError:
        return 0


def stale(lists: Iterable[TrustListFacts], today: date) -> tuple[TrustListFacts, ...]:
    """The official lists whose copy is older than `limits.LIST_STALE_DAYS` (alarm `list_stale`)."""
    return tuple(
        facts for facts in lists if facts.kind in _RENEWED and age_in_days(facts, today) > limits.LIST_STALE_DAYS
    )
