"""What is said of a signer beyond the name: who withdrew its certificate and when, and why no list confirms it now."""

from __future__ import annotations

from collections.abc import Iterable

from verify.model import CertificateStatus, Record, RevocationAnswer, Shortfall
from verify.report.words.catalogue import Translator, find_key


def describe_withdrawal(translator: Translator, by: str, revoked_at: str) -> str:
    """Say that a certificate was withdrawn, by whom and in which month; empty where that is not known."""
    key = find_key("report.signer.withdrawn", by)
    year, month = revoked_at[:4], translator.term("terms.months", revoked_at[5:7])
    return translator.text(key, year=year, month=month) if key and year.isdecimal() and month else ""


def find_withdrawal(record: Record) -> CertificateStatus | None:
    """Find what the list of withdrawn signers says of the signer of the file itself."""
    signer = record.active.signer if record.active else None
    own = signer.certificates[:1] if signer else ()
    return next(
        (
            item
            for item in record.revocations
            if item.answer is RevocationAnswer.REVOKED and item.by and item.certificate in own
        ),
        None,
    )


def name_reason(shortfalls: Iterable[Shortfall]) -> str:
    """Name what keeps known signers from being confirmed: older_list, expired, both; empty for none of these."""
    present = set(shortfalls)
    if {Shortfall.OLDER_LIST, Shortfall.EXPIRED} <= present:
        return "both"
    return next((item.value for item in (Shortfall.OLDER_LIST, Shortfall.EXPIRED) if item in present), "")
