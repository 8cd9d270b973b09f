"""Find which list identifies each manifest's signer, and since when its signature exists.

This goes beyond the engine's word, which does not know the older list. So it rests on nothing that the engine chose:
the bytes are taken out of the store here, the key of the certificate that is looked up must have made the signature
over the claim, and every link up to the list is verified.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Final

from cryptography import x509
from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.c2pa.engine import cbor, jumbf
from verify.inspection.c2pa.engine.credentials import certificate_path, signer_lists
from verify.inspection.c2pa.engine.credentials.cose import ClaimSignature, Token, read_serial_number
from verify.inspection.c2pa.engine.credentials.signer_lists import OLDER, SignerList, TimeList
from verify.inspection.c2pa.engine.credentials.time_stamps import (
    WeighedStamp,
    find_confirmed_time,
    show_stamps,
    weigh_stamps,
)
from verify.model import Options, Shortfall, StampedBytes, TimeStamp, TrustList, limits

_CLAIMS: Final = ("c2pa.claim", "c2pa.claim.v2")
_SIGNATURE: Final = "c2pa.signature"
_LATER_STAMPS: Final = "c2pa.time-stamp"  # an assertion with stamps of other manifests (C2PA 2.2 section 18.17)

Part = tuple[str, bytes]  # of a manifest's box: label and CBOR
ReadSignature = Callable[[bytes], ClaimSignature | None]  # of the bytes of a COSE_Sign1 structure


class Credential(Struct, frozen=True):
    """What is known of one claim signature. `serial` is the number of the certificate whose key made it."""

    serial: int
    ended: bool  # the certificate is over at the time of judgement
    stamps: tuple[TimeStamp, ...] = ()
    time: datetime | None = None  # confirmed for every signer
    older_time: datetime | None = None  # confirmed for signers of the older list
    known_list: str = ""
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def signed(self) -> datetime | None:
        """The confirmed time that counts for this signer."""
        return self.older_time if self.is_older else self.time

    @property
    def is_older(self) -> bool:
        """Whether the older list alone identifies the signer."""
        return Shortfall.OLDER_LIST in self.shortfalls


class _Judgement(Struct, frozen=True):
    """The lists in force and the time of judgement."""

    signers: tuple[SignerList, ...]
    times: tuple[TimeList, ...]
    now: datetime
    behind: bool  # the clock is older than a list on board


def examine_manifests(
    contents: Mapping[str, bytes], options: Options, read_signature: ReadSignature
) -> dict[str, Credential]:
    """Examine the claim signatures of manifests, given as label → bytes of the box without its header.

    A manifest is left out where it does not hold exactly one claim and one signature, or the signature does not fit.
    """
    judgement = _Judgement(
        signer_lists.load_signer_lists(options.trust),
        signer_lists.load_time_lists(options.trust),
        options.now,
        options.is_clock_behind,
    )
    parts = {label: list(jumbf.list_parts(content)) for label, content in islice(contents.items(), limits.CREDENTIALS)}
    later = _gather_later_stamps(parts.values())
    credentials = {}
    for label, parts_of_one in parts.items():
        signed = _find_signed(parts_of_one, read_signature)
        if signed is not None:
            claim, signature = signed
            stamps = weigh_stamps(signature, claim, later.get(label, ()), judgement.times)
            credentials[label] = _examine(signature.certificates, stamps, judgement)
    return credentials


def identify(chain: tuple[x509.Certificate, ...], trust: Iterable[TrustList], now: datetime) -> str:
    """Find the name of the first list that identifies the signer of these certificates; empty where none does.

    Whether it vouches for a signature is another question.
    """
    lists = signer_lists.load_signer_lists(trust)
    return next((signer_list.name for signer_list in lists if chain and _identifies(signer_list, chain, now)), "")


def _gather_later_stamps(parts: Iterable[Sequence[Part]]) -> Mapping[str, list[Token]]:
    """Gather the stamps that manifests hold of the signatures of others: label of the other → stamps."""
    tokens = defaultdict(list)
    for parts_of_one in parts:
        for name, data in parts_of_one:
            if name.partition("__")[0] == _LATER_STAMPS:
                for label, token in _read_later_stamps(data):
                    tokens[label].append(Token(token, over_signature=True))
    return tokens


def _read_later_stamps(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        given = cbor.decode(data)
    except ValueError:
        return
    for label, token in given.items() if isinstance(given, dict) else ():
        if isinstance(label, str) and isinstance(token, bytes):
            yield label, token


def _find_signed(parts: Sequence[Part], read_signature: ReadSignature) -> tuple[bytes, ClaimSignature] | None:
    """Find the claim and the signature that fits it among the parts of a manifest; None where that is not plain."""
    claims = [data for label, data in parts if label in _CLAIMS]
    signatures = [data for label, data in parts if label == _SIGNATURE]
    if len(claims) != 1 or len(signatures) != 1:
        return None
    signature = read_signature(signatures[0])
    return (claims[0], signature) if signature is not None and signature.fits(claims[0]) else None


def _examine(
    chain: tuple[x509.Certificate, ...], stamps: tuple[WeighedStamp, ...], judgement: _Judgement
) -> Credential:
    """Examine the certificates of a signature that fits."""
    time = find_confirmed_time(stamps, older=False)
    older_time = find_confirmed_time(stamps, older=True)
    credential = Credential(
        read_serial_number(chain[0]),
        chain[0].not_valid_after_utc < judgement.now,
        show_stamps(stamps, older=False),
        time,
        older_time,
    )
    for signer_list in judgement.signers:
        confirmed = older_time if signer_list.kind == OLDER else time
        if _identifies(signer_list, chain, confirmed or judgement.now):
            shortfalls = _find_shortfalls(signer_list, chain[0], confirmed, _list_claimed(stamps), judgement)
            time_stamps = show_stamps(stamps, older=signer_list.kind == OLDER)
            return replace(credential, stamps=time_stamps, known_list=signer_list.name, shortfalls=tuple(shortfalls))
    return credential


@lru_cache(maxsize=1024)  # the manifests of a record, and files of one maker, are mostly signed by the same
def _identifies(listed: SignerList, chain: tuple[x509.Certificate, ...], moment: datetime) -> bool:
    """Tell whether a list identifies the signer: as of `moment`, or of the nearest one at which its certificate held.

    What stands above the certificate must have been valid then, so that an authority that ended first issues nothing.
    """
    signer = chain[0]
    if not certificate_path.may_sign_claims(signer, listed.purposes):
        return False
    if certificate_path.digest_of(signer) in listed.singles:
        return True
    moment = min(max(moment, signer.not_valid_before_utc), signer.not_valid_after_utc)
    return bool(certificate_path.find_path(chain, listed.authorities, moment))


def _find_shortfalls(
    listed: SignerList,
    signer: x509.Certificate,
    confirmed: datetime | None,
    claimed: Sequence[datetime],
    judgement: _Judgement,
) -> Iterator[Shortfall]:
    """Find why a list that identifies the signer does not vouch for it now."""
    if listed.kind == OLDER:
        yield Shortfall.OLDER_LIST
    begin, end = signer.not_valid_before_utc, signer.not_valid_after_utc
    if confirmed is not None:
        if not begin <= confirmed <= end:
            yield Shortfall.TIME_OUTSIDE
        return
    if any(time > end for time in claimed):
        yield Shortfall.CLAIMED_LATE
    if judgement.behind:
        yield Shortfall.CLOCK_BEHIND
    elif judgement.now < begin:
        yield Shortfall.NOT_YET_VALID
    elif judgement.now > end:
        yield Shortfall.EXPIRED


def _list_claimed(stamps: Sequence[WeighedStamp]) -> list[datetime]:
    """List the times at which the record itself says that it was signed, whoever stands behind them."""
    return [stamp.time for stamp in stamps if stamp.time and stamp.time_stamp.over is not StampedBytes.OTHER]
