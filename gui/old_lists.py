"""Tells whether an official trust list on this computer is too old to be relied on for new signers."""

from __future__ import annotations

from datetime import UTC, datetime

from verify.library import trust
from verify.library.folders import data_folder
from verify.library.trust import TrustStore


def days_of_oldest() -> int:
    """The age of the oldest list that should have been renewed; 0 where none should."""
    today = datetime.now(UTC).date()
    ages = [
        trust.age_in_days(trust_list.facts, today)
        for trust_list in TrustStore(data_folder()).lists()
        if trust.is_stale(trust_list.facts, today)
    ]
    return max(ages, default=0)
