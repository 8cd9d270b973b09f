"""Tells whether an official trust list on this computer is too old to be relied on for new signers."""

from __future__ import annotations

from datetime import UTC, datetime

from verify.store.folders import data_folder
from verify.store.trust import store
from verify.store.trust.store import TrustStore


def days_of_oldest() -> int:
    """Return the age of the oldest list that should have been renewed; 0 where none should."""
    today = datetime.now(UTC).date()
    ages = [
        store.age_in_days(trust_list.facts, today)
        for trust_list in TrustStore(data_folder()).lists()
        if store.is_stale(trust_list.facts, today)
    ]
    return max(ages, default=0)
