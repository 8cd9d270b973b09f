"""Say which trust list vouches for each signer of a record, by walking the signer's certificates to an anchor.

It confirms what the engine found and never adds to it: where the engine trusts a signer whom no list of signers
vouches for (the engine takes the anchors of time-stamp authorities for signers too), the trust is taken back.
Validity in time, purposes and the signature itself are the engine's work and are not looked at here.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.c2pa.engine.credentials.certificate_path import UNREADABLE
from verify.model import Manifest, Record, RecordState, Signer, TrustList, limits

Chain = tuple[x509.Certificate, ...]  # of a signature, the signer's first

_SIGNERS: Final = ("signing", "demonstration", "user", "end_entity")
OF_SIGNERS: Final = (*_SIGNERS, "interim")  # kinds of lists that identify signers
_OF_PRODUCTS: Final = "signing"
_UNKNOWN: Final = (RecordState.UNTRUSTED, RecordState.EXPIRED)


class Anchors(Struct, frozen=True):
    """One list, ready to be asked."""

    name: str
    by_subject: dict[bytes, tuple[x509.Certificate, ...]]
    certificates: frozenset[bytes]  # SHA-256 of each
    allowed: frozenset[bytes]  # SHA-256 of single signing certificates

    def holds(self, certificate: x509.Certificate) -> bool:
        """Tell whether the list names this very certificate as an authority."""
        return _hash(certificate) in self.certificates

    def list_named(self, subject: x509.Name) -> tuple[x509.Certificate, ...]:
        """List the authorities of this name."""
        return self.by_subject.get(subject.public_bytes(), ())


def match_trust_lists(record: Record, read_chain: Callable[[str], Chain], trust: tuple[TrustList, ...]) -> Record:
    """Fill in `trust_list` for every signer of `record` that the engine trusts and a list vouches for.

    `read_chain` gives, by label, the certificates of a manifest's signature; none where they cannot be read.

    A manifest that the engine trusts and no list of signers vouches for becomes untrusted. Only a list of authorities
    that issue certificates to conforming products vouches for a product; a user's own anchor or a list of publishers
    may know somebody of the same name.
    """
    conforming = frozenset(trust_list.facts.name for trust_list in trust if trust_list.facts.kind == _OF_PRODUCTS)
    list_names: dict[tuple[str, str, str], str] = {}
    manifests = []
    for manifest in record.manifests:
        signer, trusted = manifest.signer, manifest.state is RecordState.TRUSTED
        if signer is None or not trusted:
            manifests.append(_drop_product(manifest) if manifest.state in _UNKNOWN else manifest)
            continue
        key = (signer.issuer, signer.name, signer.serial)
        if key not in list_names and len(list_names) < limits.VOUCHED_SIGNERS:
            candidates = [trust_list for trust_list in trust if trust_list.facts.kind in _SIGNERS]
            list_names[key] = _find_list(read_chain(manifest.label), candidates) if candidates else ""
        matched = _note_list(manifest, signer, list_names.get(key, ""))
        manifests.append(
            matched if matched.signer and matched.signer.trust_list in conforming else _drop_product(matched)
        )
    if not manifests or manifests[0].state is record.manifests[0].state:
        return replace(record, manifests=tuple(manifests))
    return replace(record, state=manifests[0].state, codes=manifests[0].codes, manifests=tuple(manifests))


def is_listed(chain: Chain, trust: tuple[TrustList, ...]) -> bool:
    """Tell whether some list of signers vouches for the signer of these certificates."""
    return _find_list(chain, [trust_list for trust_list in trust if trust_list.facts.kind in _SIGNERS]) != ""


def _note_list(manifest: Manifest, signer: Signer, name: str) -> Manifest:
    """Note at `manifest` what the lists say of its signer: the list's `name`, or that no list knows it."""
    if name:
        return replace(manifest, signer=replace(signer, trust_list=name))
    return replace(
        manifest,
        state=RecordState.UNTRUSTED,
        codes=(*manifest.codes, "signingCredential.untrusted"),
    )


def _drop_product(manifest: Manifest) -> Manifest:
    """Drop from `manifest` what its signer's name alone would make of it on the Conforming Products List."""
    return replace(manifest, product="", disallowed=(), assurance_level=0)


def _find_list(chain: Chain, candidates: list[TrustList]) -> str:
    """Find the name of the first list that vouches for the signer of these certificates; empty where none does."""
    return (
        next((trust_list.facts.name for trust_list in candidates if _leads_to(load_anchors(trust_list), chain)), "")
        if chain
        else ""
    )


def _leads_to(anchors: Anchors, chain: Chain) -> bool:
    """Tell whether the first certificate of `chain` is allowed by itself or leads through the others to an anchor."""
    present, pool = chain[0], list(chain[1:])
    if _hash(present) in anchors.allowed:
        return True
    for _ in range(limits.CHAIN_CERTIFICATES):
        if anchors.holds(present):
            return True
        if any(is_issued_by(present, anchor) for anchor in anchors.list_named(present.issuer)):
            return True
        issuer = next(
            (other for other in pool if other.subject == present.issuer and is_issued_by(present, other)), None
        )
        if issuer is None:
            return False
        pool.remove(issuer)
        present = issuer
    return False


@lru_cache(maxsize=512)
def is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether `issuer` is an authority and signed `certificate`."""
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints)
        certificate.verify_directly_issued_by(issuer)
    except (x509.ExtensionNotFound, InvalidSignature, UnsupportedAlgorithm, TypeError, *UNREADABLE):
        return False
    return constraints.value.ca


def _hash(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256

    return certificate.fingerprint(SHA256())


@lru_cache(maxsize=32)
def load_anchors(trust_list: TrustList) -> Anchors:
    """Load the certificates of a list, once for all checks. Raises ValueError for a list that holds something else."""
    listed = x509.load_pem_x509_certificates(trust_list.pem.encode()) if "BEGIN CERTIFICATE" in trust_list.pem else []
    digests = frozenset(_hash(certificate) for certificate in listed)
    hashes = frozenset(base64.b64decode(line) for line in trust_list.allowed.split())
    if trust_list.facts.kind == "end_entity":  # these vouch for themselves and for nobody else
        return Anchors(trust_list.facts.name, {}, frozenset(), digests | hashes)
    by_subject: dict[bytes, tuple[x509.Certificate, ...]] = {}
    for certificate in listed:
        subject = certificate.subject.public_bytes()
        by_subject[subject] = (*by_subject.get(subject, ()), certificate)
    return Anchors(trust_list.facts.name, by_subject, digests, hashes)
