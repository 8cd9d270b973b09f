"""Renews the official lists, and fetches the older interim one, from where they are published: on request only.

What was fetched is checked before it takes the place of anything; where it does not hold, the old copy stays.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from verify.model import TrustList, TrustListFacts, limits
from verify.store.network import fetch
from verify.store.network.fetch import Fetched
from verify.store.trust import certificates
from verify.store.trust.certificates import TrustError, TrustProblem
from verify.store.trust.official_lists import OfficialList
from verify.store.trust.store import TrustStore

Get = Callable[[str, int], Fetched]

_AUTHORITIES: Final = frozenset({"signing", "time_stamp"})  # lists of those who may vouch for others


def list_hosts(lists: tuple[OfficialList, ...]) -> tuple[str, ...]:
    """Return every host that a renewal of these lists asks, each once."""
    return tuple(dict.fromkeys(fetch.parse_host(address) for known in lists for address in known.addresses))


def update_list(store: TrustStore, known: OfficialList, today: date, get: Get = fetch.fetch) -> TrustList:
    """Fetch a list, check it, and keep it as the copy of `today`.

    Raises FetchError or TrustError; the copy that was in force then stays in force.
    """
    parsed = certificates.read_certificates(get(known.address, limits.TRUST_LIST_BYTES).content)
    if known.kind in _AUTHORITIES and not parsed.authorities:
        raise TrustError(TrustProblem.NOT_AN_AUTHORITY, known.name)
    allowed = config = ""
    if known.allowed_address:
        allowed = certificates.read_hashes(get(known.allowed_address, limits.TRUST_LIST_BYTES).content)
    if known.config_address:
        config = certificates.read_purposes(get(known.config_address, limits.TRUST_LIST_BYTES).content)
    trust_list = TrustList(
        TrustListFacts(known.name, today.isoformat(), known.kind, parsed.count), parsed.pem, config, allowed
    )
    store.keep(trust_list)
    return trust_list
