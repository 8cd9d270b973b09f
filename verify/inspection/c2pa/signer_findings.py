"""The findings about who signed and when: what the certificate is not fit for, what its time says, every time stamp."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.revocation_findings import is_asked
from verify.model import Finding, Manifest, Options, Record, RecordState, Shortfall, Signer, StampedBytes, TimeStamp
from verify.model.validation_codes import is_unfit

_READER: Final = "c2pa"
_BROKEN: Final = frozenset({RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED})
_SHORTFALLS: Final = {
    Shortfall.TIME_OUTSIDE: "record.signed_outside",
    Shortfall.NOT_YET_VALID: "record.not_yet_valid",
    Shortfall.CLAIMED_LATE: "record.claimed_late",
}


def find_signer_findings(record: Record, active: Manifest, options: Options) -> Iterator[Finding]:
    """Find what is to be said of the certificate behind the active manifest, and of its time."""
    signer = active.signer or Signer()
    if is_unfit(active.codes):
        yield _build_finding("record.unfit_certificate", signer=signer.name)
    if signer.test:
        yield _build_finding("record.test_certificate", signer=signer.name)
    if record.state in _BROKEN or record.checking:
        return
    yield from _find_shortfalls(active, signer)
    if options.is_clock_behind:
        yield _build_finding("record.clock_behind", date=options.newest_list_date)
    yield from _find_stamps(active, signer)
    if (record.state is RecordState.TRUSTED or record.is_known) and not is_asked(record, active):
        yield _build_finding("record.revocation_unchecked", signer=signer.name)


def _find_shortfalls(active: Manifest, signer: Signer) -> Iterator[Finding]:
    """Find why a signer whom a list identifies is not even known."""
    claimed = [stamp.time for stamp in active.stamps if stamp.over is not StampedBytes.OTHER]
    times = {Shortfall.TIME_OUTSIDE: active.signed_at, Shortfall.CLAIMED_LATE: max(claimed, default="")}
    for shortfall, code in _SHORTFALLS.items():
        if shortfall in signer.shortfalls:
            yield _build_finding(
                code,
                signer=signer.name,
                time=times.get(shortfall, ""),
                not_before=signer.not_before,
                not_after=signer.not_after,
            )


def _find_stamps(active: Manifest, signer: Signer) -> Iterator[Finding]:
    """Find every time stamp; where the only one confirms nothing, it is told with the time that it states."""
    fitting = [stamp for stamp in active.stamps if stamp.over is not StampedBytes.OTHER]
    is_stated = bool(active.signed_at) and not active.time_confirmed
    alone = active.stamps[0] if is_stated and fitting and len(active.stamps) == 1 else None
    if is_stated:
        facts = {"authority": alone.authority, "stamped": _weigh(alone, signer)} if alone else {}
        yield _build_finding("record.time_unconfirmed", signer=signer.name, signed_at=active.signed_at, **facts)
    for stamp in active.stamps:
        if stamp is not alone:
            yield _build_finding(
                "record.time_stamp",
                authority=stamp.authority,
                time=stamp.time,
                list=stamp.trust_list,
                stamped=_weigh(stamp, signer),
            )
    times = sorted({stamp.time for stamp in fitting})
    if len(times) > 1:
        yield _build_finding("record.stamps_compete", times=", ".join(times), signed_at=active.signed_at)


def _weigh(stamp: TimeStamp, signer: Signer) -> str:
    """Weigh one time stamp: what its card says of it."""
    if stamp.over is StampedBytes.OTHER:
        return "other" if stamp.time else "unreadable"
    if stamp.confirmed:
        return "confirmed"
    if stamp.over is StampedBytes.CLAIM:
        return "claim"
    if stamp.authority in (signer.name, f"{signer.organisation}, {signer.common_name}"):
        return "self"
    return "older" if stamp.trust_list else "unlisted"


def _build_finding(code: str, **facts: str) -> Finding:
    return Finding(code, _READER, facts=tuple(facts.items()))
