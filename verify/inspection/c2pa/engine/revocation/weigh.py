"""Weigh what was answered about the certificates behind a record: which signatures count for nothing because of it.

The engine's own word is not used: it calls "good" of another time "revoked" (c2pa-rs issue 2644) and passes over
answers that the issuer signed itself. Where a certificate was withdrawn, that counts against a signature only if the
withdrawal came before the confirmed time of signing, if no time is confirmed, or if the key was in other hands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from msgspec import Struct, field
from msgspec.structs import replace

from verify.inspection.c2pa.engine.credentials.examine import identify
from verify.inspection.c2pa.engine.credentials.withdrawn import find_withdrawal
from verify.inspection.c2pa.engine.manifest_boxes import ManifestBoxes
from verify.inspection.c2pa.engine.revocation import stapled
from verify.inspection.c2pa.engine.revocation.answer import Moment, read_moment
from verify.inspection.c2pa.engine.revocation.issuers import Issued, digest_of, list_issued, name_of
from verify.inspection.c2pa.engine.revocation.ocsp import read_response
from verify.inspection.c2pa.validation.status_codes import NO_REVOCATIONS, Revocations
from verify.model import (
    CertificateChain,
    CertificateStatus,
    Manifest,
    NoAnswer,
    Options,
    Record,
    RevocationAnswer,
    RevocationSource,
    SignedAnswer,
    limits,
)
from verify.model.vocabularies.validation_codes import Fault, find_fault

# Reasons that say that somebody else had the key, so that no time of signing helps (RFC 5280 section 5.3.1).
COMPROMISED: Final = frozenset(("keyCompromise", "cACompromise", "aACompromise"))

# With these every signature is in doubt, whenever it was made; the last two as the list of withdrawn signers has them.
_ALWAYS: Final = COMPROMISED | {"key_compromised", "signed_falsely"}

_FIRST: Final = {answer: place for place, answer in enumerate(
    (RevocationAnswer.REVOKED, RevocationAnswer.GOOD, RevocationAnswer.UNKNOWN, RevocationAnswer.NO_ANSWER)
)}  # fmt: skip


class Weighed(Struct, frozen=True):
    """What came of it for the manifests that were looked at, by label; the answers; and who may be asked."""

    revocations: Revocations = NO_REVOCATIONS
    certificates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # SHA-256 of each, the signer's first
    statuses: tuple[CertificateStatus, ...] = ()
    chains: tuple[CertificateChain, ...] = ()


class _Signature(Struct, frozen=True):
    """One manifest's certificates, each with its issuer, and the time that answers have to speak of."""

    label: str
    own: str  # SHA-256 of the signer's certificate
    issued: tuple[Issued, ...]
    digests: tuple[str, ...]
    moment: Moment
    identified: bool
    listed: CertificateStatus | None  # what the list of withdrawn signers says


def weigh_answers(
    manifests: Sequence[Manifest],
    boxes: ManifestBoxes,
    options: Options,
    times: Mapping[str, datetime | None],
) -> Weighed:
    """Weigh for each manifest the answers in the record, those that were asked for, and the list of withdrawn signers.

    What was asked for is in `options.revocation`. `times` gives the confirmed time of signing of those that were
    examined.
    """
    signatures: list[_Signature] = []
    answers: dict[bytes, None] = {}
    signers: set[tuple[str, str, str]] = set()
    for manifest in manifests:
        signer = manifest.signer
        if signer is None or len(signers) >= limits.VOUCHED_SIGNERS:
            continue
        signers.add((signer.issuer, signer.name, signer.serial))
        answers.update(dict.fromkeys(stapled.list_in_signature(boxes.find_signature(manifest.label))))
        if not signatures:
            answers.update(dict.fromkeys(stapled.list_in_assertions(boxes.read_store(manifest.label))))
        chain = boxes.read_certificates(manifest.label)
        if chain:
            signatures.append(_make_signature(manifest, chain, options, times))
    responses = tuple(answers)[: limits.STAPLED_ANSWERS]
    asked = {status.certificate: status for status in options.revocation}
    statuses = {signature.label: tuple(_find_statuses(signature, responses, asked)) for signature in signatures}
    withdrawn = {
        signature.label: any(is_to_its_damage(status, signature.moment) for status in statuses[signature.label])
        for signature in signatures
    }
    return Weighed(
        Revocations(withdrawn, frozenset(one.label for one in signatures if _denies(one, responses))),
        {signature.label: signature.digests or (signature.own,) for signature in signatures},
        _merge(statuses[signature.label] for signature in signatures),
        _collect_chains(signatures),
    )


def concerns(weighed: Weighed, manifests: Sequence[Manifest]) -> bool:
    """Tell whether the states of manifests have to be decided anew: the engine and our own reading differ."""
    return any(
        weighed.revocations.withdrawn.get(manifest.label, False)
        or any(find_fault(code) is Fault.REVOKED for code in manifest.codes)
        for manifest in manifests
    )


def attach_answers(record: Record, weighed: Weighed) -> Record:
    """Attach to a record the answers, who may be asked, and to each signer the certificates behind its name."""
    manifests = tuple(
        replace(manifest, signer=replace(manifest.signer, certificates=weighed.certificates[manifest.label]))
        if manifest.signer and manifest.label in weighed.certificates
        else manifest
        for manifest in record.manifests
    )
    return replace(record, manifests=manifests, revocations=weighed.statuses, chains=weighed.chains)


def is_to_its_damage(status: CertificateStatus, moment: Moment) -> bool:
    """Tell whether a withdrawal counts against a signature of this moment."""
    if status.answer is not RevocationAnswer.REVOKED:
        return False
    if moment.signed is None or status.reason in _ALWAYS:
        return True
    revoked = read_moment(status.revoked_at)
    return revoked is None or revoked <= moment.signed


def _make_signature(
    manifest: Manifest,
    chain: tuple[x509.Certificate, ...],
    options: Options,
    times: Mapping[str, datetime | None],
) -> _Signature:
    issued = list_issued(chain, options.trust)
    stated = read_moment(manifest.signed_at) if manifest.time_confirmed else None
    return _Signature(
        manifest.label,
        digest_of(chain[0]),
        issued,
        tuple(digest_of(link.certificate) for link in issued),
        Moment(options.now, times.get(manifest.label, stated)),
        identify(chain, options.trust, options.now) != "",
        find_withdrawal(chain),
    )


def _find_statuses(
    signature: _Signature, responses: Sequence[bytes], asked: Mapping[str, CertificateStatus]
) -> Iterator[CertificateStatus]:
    """Find the answer that counts about each certificate: the newest one, and "no answer" only where there is none.

    Of a signer whom no list identifies only a withdrawal is told: its issuer's "good" would be nobody's word.
    """
    if signature.listed is not None:
        yield signature.listed
    for place, (link, digest) in enumerate(zip(signature.issued, signature.digests, strict=True)):
        if signature.listed is not None and digest == signature.listed.certificate:
            continue  # whatever else is said of it, it was withdrawn
        statuses = [
            _note(link, digest, answer)
            for response in responses
            if _is_told(answer := read_response(response, link.certificate, link.issuer, signature.moment), place)
        ]
        if digest in asked:
            statuses.append(asked[digest])
        status = min(statuses, key=_order, default=None)
        if status and (signature.identified or status.answer is RevocationAnswer.REVOKED):
            yield status


def _denies(signature: _Signature, responses: Sequence[bytes]) -> bool:
    """Tell whether the record holds answers about this signer, and none that counts says "revoked"."""
    if not signature.issued:
        return False
    link = signature.issued[0]
    answers = [read_response(response, link.certificate, link.issuer, signature.moment) for response in responses]
    about = [answer for answer in answers if answer.why not in (NoAnswer.OTHER_CERTIFICATE, NoAnswer.UNREADABLE)]
    return bool(about) and all(answer.answer is not RevocationAnswer.REVOKED for answer in about)


def _is_told(answer: SignedAnswer, place: int) -> bool:
    """Tell whether an answer is about the certificate at `place`; what cannot be read is told of the signer's alone."""
    return answer.why is not NoAnswer.OTHER_CERTIFICATE and (answer.why is not NoAnswer.UNREADABLE or place == 0)


def _order(status: CertificateStatus) -> tuple[bool, float, int]:
    return status.why is not None, _age(status), _FIRST[status.answer]


def _age(status: CertificateStatus) -> float:
    """Return a number that is the less, the newer an answer is."""
    moment = read_moment(status.at)
    return -moment.timestamp() if moment else 0.0


def _note(link: Issued, digest: str, answer: SignedAnswer) -> CertificateStatus:
    return CertificateStatus(
        digest,
        answer.answer,
        RevocationSource.STAPLED,
        name_of(link.certificate),
        at=answer.at,
        revoked_at=answer.revoked_at,
        reason=answer.reason,
        why=answer.why,
    )


def _merge(of_manifests: Iterable[tuple[CertificateStatus, ...]]) -> tuple[CertificateStatus, ...]:
    """Keep of each certificate what was said first, which is for the manifest nearest to the top."""
    by_certificate: dict[str, CertificateStatus] = {}
    for statuses in of_manifests:
        for status in statuses:
            by_certificate.setdefault(status.certificate, status)
    return tuple(by_certificate.values())


def _collect_chains(signatures: Sequence[_Signature]) -> tuple[CertificateChain, ...]:
    """Collect the chains of identified signers that name some address, each with the manifests that it signed."""
    labels: dict[tuple[str, ...], list[str]] = {}
    chains: dict[tuple[str, ...], _Signature] = {}
    for signature in signatures:
        if signature.identified and any(link.address for link in signature.issued):
            labels.setdefault(signature.digests, []).append(signature.label)
            chains.setdefault(signature.digests, signature)
    return tuple(
        CertificateChain(
            tuple(labels[digests]),
            tuple(link.certificate.public_bytes(Encoding.DER) for link in signature.issued),
            digests,
            tuple(dict.fromkeys(link.host for link in signature.issued if link.host)),
        )
        for digests, signature in list(chains.items())[: limits.ASKED_CHAINS]
        if _count_bytes(signature) <= limits.CHAINS_BYTES // limits.ASKED_CHAINS
    )


def _count_bytes(signature: _Signature) -> int:
    return sum(len(link.certificate.public_bytes(Encoding.DER)) for link in signature.issued)
