"""Who issued each certificate behind a signature, up to the anchor of a list, and where they answer for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from msgspec import Struct

from verify.inspection.c2pa.engine import trust_chain
from verify.inspection.c2pa.engine.credentials.certificate_path import UNREADABLE
from verify.inspection.c2pa.engine.revocation import crl
from verify.model import TrustList, limits


class Issued(Struct, frozen=True):
    """A certificate with that of its issuer, who signed it, and the addresses that it names for answers."""

    certificate: x509.Certificate
    issuer: x509.Certificate
    ocsp: str = ""
    crl: str = ""

    @property
    def address(self) -> str:
        """The address to ask: a list is asked for only where there is no other."""
        return self.ocsp or self.crl

    @property
    def host(self) -> str:
        """The host of the address; empty where there is none."""
        try:
            return urlsplit(self.address).hostname or ""
        except ValueError:
            return ""


@lru_cache(maxsize=256)  # the manifests of a record, and files of one maker, are mostly signed by the same
def list_issued(chain: tuple[x509.Certificate, ...], trust: tuple[TrustList, ...]) -> tuple[Issued, ...]:
    """List the certificates of `chain`, the signer's first, each with its issuer, as far as that is known.

    An issuer is known where its certificate lies in `chain` or is the anchor of a list, and its key made the signature.
    An anchor itself is not listed: that a list names it is all that vouches for it.
    """
    return tuple(_walk(chain, trust))[: limits.CHAIN_CERTIFICATES]


def _walk(chain: Sequence[x509.Certificate], trust: Sequence[TrustList]) -> Iterator[Issued]:
    lists = [
        trust_chain.load_anchors(trust_list) for trust_list in trust if trust_list.facts.kind in trust_chain.OF_SIGNERS
    ]
    present, pool = chain[0], list(chain[1 : limits.CHAIN_CERTIFICATES])
    for _ in range(limits.CHAIN_CERTIFICATES):
        if any(anchors.holds(present) for anchors in lists):
            return
        listed = [issuer for anchors in lists for issuer in anchors.list_named(present.issuer)]
        issuer = next((one for one in (*listed, *pool) if _is_issuer(one, present)), None)
        if issuer is None or issuer == present:
            return
        yield Issued(present, issuer, _find_ocsp_address(present), next(iter(_list_crl_addresses(present)), ""))
        pool = [one for one in pool if one != issuer]
        present = issuer


def _is_issuer(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    return certificate.issuer == issuer.subject and trust_chain.is_issued_by(certificate, issuer)


def _find_ocsp_address(certificate: x509.Certificate) -> str:
    """Find the first address that a certificate names for OCSP (RFC 5280 section 4.2.2.1); empty for none."""
    try:
        ways = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, *UNREADABLE):
        return ""
    return next(
        (
            way.access_location.value
            for way in ways
            if way.access_method == AuthorityInformationAccessOID.OCSP
            and isinstance(way.access_location, x509.UniformResourceIdentifier)
            and _is_web_address(way.access_location.value)
        ),
        "",
    )


def _list_crl_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    return tuple(address for address in crl.list_addresses(certificate) if _is_web_address(address))


def _is_web_address(address: str) -> bool:
    return address.lower().startswith(("http://", "https://")) and len(address) <= limits.FACT_CHARACTERS


def digest_of(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate, in hex."""
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()


def name_of(certificate: x509.Certificate) -> str:
    """Return the name of a certificate's subject: organisation first, since it is what the issuer checked."""
    try:
        for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
            for attribute in certificate.subject.get_attributes_for_oid(kind):
                return str(attribute.value)[: limits.FACT_CHARACTERS]
    except ValueError:
        pass
    return ""
