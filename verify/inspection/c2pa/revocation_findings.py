"""The findings about answers of issuers: what they said of certificates behind a record, and of which time."""

from __future__ import annotations

from collections.abc import Iterator

from verify.model import (
    CertificateStatus,
    Finding,
    Manifest,
    Record,
    RecordState,
    RevocationAnswer,
    RevocationSource,
    Signer,
)

_READER = "c2pa"
_INTACT = (RecordState.TRUSTED, RecordState.UNTRUSTED, RecordState.EXPIRED, RecordState.MALFORMED)


def find_answers(record: Record) -> Iterator[Finding]:
    """Find what was answered, one finding a certificate; a withdrawal that breaks the record is its state."""
    for status in record.revocations:
        match status.answer:
            case RevocationAnswer.GOOD | RevocationAnswer.UNKNOWN:
                yield _build(
                    f"record.revocation_{status.answer.value}", signer=status.name, host=status.host, at=status.at
                )
            case RevocationAnswer.NO_ANSWER:
                why = status.why.value if status.why else ""
                yield _build("record.revocation_no_answer", signer=status.name, host=status.host, why=why)
            case RevocationAnswer.REVOKED:
                signed = next((manifest for manifest in record.manifests if _is_behind(status, manifest)), None)
                if signed is not None and signed.state in _INTACT:
                    yield _build(
                        "record.revoked_later",
                        signer=status.name,
                        revoked_at=status.revoked_at,
                        signed_at=signed.signed_at,
                        reason=status.reason,
                        host=status.host,
                        at=status.at,
                        by=status.by,
                        address=status.address,
                    )


def find_withdrawal(record: Record, active: Manifest | None) -> Finding:
    """Find the state of a record that a withdrawal breaks, with what an answer tells of it."""
    signer = (active.signer if active else None) or Signer()
    revocations = (revocation for revocation in record.revocations if revocation.answer is RevocationAnswer.REVOKED)
    status = next((revocation for revocation in revocations if revocation.certificate in signer.certificates), None)
    if status is None:
        return _build("record.revoked", signer=signer.name)
    return _build(
        "record.revoked",
        signer=signer.name,
        certificate=status.name if status.certificate != signer.certificates[0] else "",
        revoked_at=status.revoked_at,
        reason=status.reason,
        host=status.host,
        at=status.at,
        by=status.by,
        address=status.address,
    )


def is_asked(record: Record, manifest: Manifest) -> bool:
    """Tell whether somebody was asked about the certificate of a manifest's signer, whatever came of it."""
    signer = manifest.signer or Signer()
    return any(
        status.source is RevocationSource.ASKED and status.certificate in signer.certificates[:1]
        for status in record.revocations
    )


def _is_behind(status: CertificateStatus, manifest: Manifest) -> bool:
    return manifest.signer is not None and status.certificate in manifest.signer.certificates


def _build(code: str, **facts: str) -> Finding:
    return Finding(code, _READER, facts=tuple(facts.items()))
