"""The lists of trust, ready to be asked whether they identify a signer or know an authority of time.

A list of signers never vouches for times, nor a list of time-stamp authorities for signers. The older list has both,
told apart by their purpose, and its authorities of time confirm times for its own signers alone.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from cryptography import x509
from msgspec import Struct

from verify.inspection.c2pa.engine.credentials import certificate_path
from verify.inspection.c2pa.engine.credentials.certificate_path import TIME_STAMPING, Anchor
from verify.model import TrustList

OLDER: Final = "interim"
OF_TIMES: Final = "time_stamp"
_OF_SIGNERS: Final = (
    "signing",
    "demonstration",
    "user",
    "end_entity",
    OLDER,
)  # a current list is asked before the older one
# purposes of a signing certificate where the list itself names none
_PURPOSES: Final = frozenset({
    "1.3.6.1.5.5.7.3.4",
    "1.3.6.1.5.5.7.3.36",
    "1.3.6.1.4.1.311.76.59.1.9",
    "1.3.6.1.4.1.62558.2.1",
})  # fmt: skip


class SignerList(Struct, frozen=True, eq=False):
    """One list of signers: authorities behind them, single certificates, and purposes of which one must have one.

    It is loaded once, and is the same list only as itself: so answers of it can be kept.
    """

    name: str
    kind: str
    authorities: tuple[Anchor, ...]
    singles: frozenset[bytes]  # SHA-256 of certificates
    purposes: frozenset[str]


class TimeList(Struct, frozen=True):
    """One list of authorities of time."""

    name: str
    kind: str
    authorities: tuple[Anchor, ...]


def load_signer_lists(trust: Iterable[TrustList]) -> tuple[SignerList, ...]:
    """Load the lists that identify signers, the older one last; one that cannot be read identifies nobody."""
    lists = sorted(
        (trust_list for trust_list in trust if trust_list.facts.kind in _OF_SIGNERS),
        key=lambda trust_list: _OF_SIGNERS.index(trust_list.facts.kind),
    )
    return tuple(_load_signers(trust_list) for trust_list in lists)


def load_time_lists(trust: Iterable[TrustList]) -> tuple[TimeList, ...]:
    """Load the lists that know authorities of time, the older one last."""
    of_times = [trust_list for trust_list in trust if trust_list.facts.kind in (OF_TIMES, OLDER)]
    return tuple(
        _load_times(trust_list)
        for trust_list in sorted(of_times, key=lambda trust_list: trust_list.facts.kind == OLDER)
    )


@lru_cache(maxsize=32)
def _load_signers(trust_list: TrustList) -> SignerList:
    certificates = _read_certificates(trust_list)
    singles = {base64.b64decode(line) for line in trust_list.allowed.split()}
    purposes = frozenset(trust_list.config.split()) or _PURPOSES
    if trust_list.facts.kind == "end_entity":  # these vouch for themselves and for nobody else
        singles |= {certificate_path.digest_of(certificate) for certificate in certificates}
        return SignerList(trust_list.facts.name, trust_list.facts.kind, (), frozenset(singles), purposes)
    anchors = [
        certificate_path.make_anchor(certificate) for certificate in certificates if not _is_for_times(certificate)
    ]
    anchors += _list_anchors(trust_list, "signing")
    return SignerList(trust_list.facts.name, trust_list.facts.kind, tuple(anchors), frozenset(singles), purposes)


@lru_cache(maxsize=32)
def _load_times(trust_list: TrustList) -> TimeList:
    certificates = _read_certificates(trust_list)
    if trust_list.facts.kind == OLDER:
        certificates = [certificate for certificate in certificates if _is_for_times(certificate)]
    anchors = [certificate_path.make_anchor(certificate) for certificate in certificates]
    return TimeList(trust_list.facts.name, trust_list.facts.kind, (*anchors, *_list_anchors(trust_list, "time_stamp")))


def _read_certificates(trust_list: TrustList) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(trust_list.pem.encode()) if "BEGIN CERTIFICATE" in trust_list.pem else []
    except (ValueError, x509.InvalidVersion):
        return []


def _list_anchors(trust_list: TrustList, purpose: str) -> Iterator[Anchor]:
    for authority in trust_list.authorities:
        if authority.purpose == purpose:
            yield certificate_path.parse_anchor(authority.key, authority.not_before, authority.not_after)


def _is_for_times(certificate: x509.Certificate) -> bool:
    """Tell whether an authority was made for time stamps alone, as its own certificate says."""
    return certificate_path.list_purposes(certificate) == {TIME_STAMPING}
