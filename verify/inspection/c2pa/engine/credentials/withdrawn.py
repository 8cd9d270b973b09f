"""The list of withdrawn signers, matched by a certificate's digest or a verified issuer's key, never by names."""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from cryptography import x509
from msgspec import Struct
from msgspec.structs import replace

import resources
from verify.inspection.c2pa.engine.credentials import certificate_path
from verify.model.revocation import CertificateStatus, RevocationAnswer, RevocationSource


class WithdrawnSigner(Struct, frozen=True):
    """One entry: a single certificate by its SHA-256, or what an authority issued from one day to another."""

    status: CertificateStatus
    certificate: bytes = b""
    key: bytes = b""
    issued_from: date = date.min
    issued_until: date = date.max

    def names(self, chain: Sequence[x509.Certificate]) -> bool:
        """Tell whether the first certificate of `chain` was withdrawn."""
        if self.certificate:
            return certificate_path.digest_of(chain[0]) == self.certificate
        issued = chain[0].not_valid_before_utc.date()
        in_time = self.issued_from <= issued <= self.issued_until
        return in_time and bool(certificate_path.find_issuers(chain, (self.key,)))


def find_withdrawal(chain: Sequence[x509.Certificate]) -> CertificateStatus | None:
    """Find what the list says of the signer whose certificate comes first in `chain`; None where it is not on it."""
    entry = next((candidate for candidate in load_withdrawn() if candidate.names(chain)), None) if chain else None
    return replace(entry.status, certificate=certificate_path.digest_of(chain[0]).hex()) if entry else None


@cache
def load_withdrawn() -> tuple[WithdrawnSigner, ...]:
    """Load the list that comes with the program."""
    table = tomllib.loads((resources.FOLDER / "trust" / "withdrawn.toml").read_text(encoding="utf-8"))
    return tuple(_read_entry(row, table["date"]) for row in table["withdrawn"])


def _read_entry(row: dict[str, Any], listed: date) -> WithdrawnSigner:
    status = CertificateStatus(
        "",
        RevocationAnswer.REVOKED,
        RevocationSource.LIST,
        row["name"],
        at=listed.isoformat(),
        revoked_at=row["withdrawn"].isoformat(),
        reason=row["reason"],
        by=row["by"],
        address=row["source"],
    )
    return WithdrawnSigner(
        status,
        bytes.fromhex(row.get("certificate", "")),
        base64.b64decode(row.get("key", "")),
        row.get("issued_from", date.min),
        row.get("issued_until", date.max),
    )
