"""Weigh the time stamps of one claim signature: over what they are, and which list knows who made them.

A stamp counts only where it binds this signature: it is over the signature, or over the claim together with the
signer's certificate. One over the claim alone would as well fit the signature of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID
from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.c2pa.engine.credentials import certificate_path
from verify.inspection.c2pa.engine.credentials.cose import ClaimSignature, Token
from verify.inspection.c2pa.engine.credentials.der import DerError
from verify.inspection.c2pa.engine.credentials.signer_lists import OF_TIMES, TimeList
from verify.inspection.c2pa.engine.credentials.time_stamp_token import TimeStampToken, read_token
from verify.model import StampedBytes, TimeStamp, limits

_MALFORMED: Final = "timeStamp.malformed"
_MISMATCH: Final = "timeStamp.mismatch"
_VALIDATED: Final = "timeStamp.validated"
_TRUSTED: Final = "timeStamp.trusted"
_UNTRUSTED: Final = "timeStamp.untrusted"


class WeighedStamp(Struct, frozen=True):
    """One time stamp as it is shown, and what follows from it. `time` is None where it cannot be read."""

    time_stamp: TimeStamp
    time: datetime | None = None
    kind: str = ""  # of the list that knows the authority

    @property
    def is_official(self) -> bool:
        """Whether it confirms the time for every signer, and not for those of the older list alone."""
        return self.time_stamp.confirmed and self.kind == OF_TIMES


def weigh_stamps(
    signature: ClaimSignature, claim: bytes, more: Iterable[Token], lists: Iterable[TimeList]
) -> tuple[WeighedStamp, ...]:
    """Weigh the stamps in the header of a claim signature, then `more` that later manifests give of it."""
    time_lists = tuple(lists)
    tokens = (*signature.tokens, *more)[: limits.STAMPS]
    return tuple(_weigh(token, signature, claim, time_lists) for token in tokens)


def find_confirmed_time(stamps: Iterable[WeighedStamp], *, older: bool) -> datetime | None:
    """Find since when the signature is known to exist: the earliest confirmed time; None where there is none.

    `older`: for a signer of the older list, whose own authorities of time count too.
    """
    times = [
        stamp.time for stamp in stamps if stamp.time and (stamp.is_official or (older and stamp.time_stamp.confirmed))
    ]
    return min(times, default=None)


def show_stamps(stamps: Iterable[WeighedStamp], *, older: bool) -> tuple[TimeStamp, ...]:
    """Return the stamps as they are shown: those of the older list's authorities confirm nothing for other signers."""
    return tuple(
        stamp.time_stamp if stamp.is_official or older else replace(stamp.time_stamp, confirmed=False)
        for stamp in stamps
    )


def _weigh(token: Token, signature: ClaimSignature, claim: bytes, lists: tuple[TimeList, ...]) -> WeighedStamp:
    try:
        read = read_token(token.data)
    except (DerError, RecursionError):
        return WeighedStamp(TimeStamp(codes=(_MALFORMED,)))
    time = read.time.isoformat(timespec="seconds").replace("+00:00", "Z")
    if not read.is_of(signature.stamped_bytes(claim, over_signature=token.over_signature)):
        return WeighedStamp(TimeStamp(_find_name(read.authority), time, codes=(_MISMATCH,)), read.time)
    binds = token.over_signature or signature.names_signer
    over = StampedBytes.SIGNATURE if binds else StampedBytes.CLAIM
    if read.authority is None:  # anybody can have written it
        return WeighedStamp(TimeStamp("", time, over, codes=(_UNTRUSTED,)), read.time)
    time_list = next((candidate for candidate in lists if _knows(candidate, read, read.authority)), None)
    time_stamp = TimeStamp(
        _find_name(read.authority),
        time,
        over,
        time_list.name if time_list else "",
        confirmed=time_list is not None and binds,
        codes=(_VALIDATED, _TRUSTED if time_list else _UNTRUSTED),
    )
    return WeighedStamp(time_stamp, read.time, time_list.kind if time_list else "")


def _knows(listed: TimeList, token: TimeStampToken, authority: x509.Certificate) -> bool:
    """Tell whether a list stands behind the authority of a token, at the time that it states."""
    chain = (authority, *token.certificates)
    fit = certificate_path.may_sign_times(authority)
    return fit and bool(certificate_path.find_path(chain, listed.authorities, token.time))


def _find_name(certificate: x509.Certificate | None) -> str:
    """Name an authority by its certificate's subject: organisation and common name."""
    if certificate is None:
        return ""
    names = list[str]()
    for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        names += [str(attribute.value) for attribute in certificate.subject.get_attributes_for_oid(kind)[:1]]
    return ", ".join(dict.fromkeys(names))[: limits.FACT_CHARACTERS]
