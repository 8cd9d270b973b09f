"""The subject of a signing certificate as crJSON has it, and the certificates known to be for testing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from verify.inspection.c2pa.crjson import mapping, text
from verify.model import Signer

# Subjects and issuers of published test material: c2pa-rs, Microsoft's extension validator, Encypher's vectors, the
# EBU's and TrustNXT's demonstrations, and the example signers of the video test streams.
_TEST_UNITS: Final = frozenset({"for testing_only", "for testing only"})
_TEST_ORGANISATIONS: Final = frozenset(
    {
        "c2pa test signing cert",
        "c2pa test intermediate root ca",
        "c2pa extension validator",
        "encypher test vectors",
        "european broadcasting union demo",
        "media publisher company",
        "origo testing",
    }
)


def signer_of(manifest: Mapping[str, object]) -> Signer | None:
    """The signer of one crJSON manifest, or None where the certificate could not be read."""
    certificate = mapping(mapping(manifest.get("signature")).get("certificateInfo"))
    subject, issuer = mapping(certificate.get("subject")), mapping(certificate.get("issuer"))
    if not subject and not issuer:
        return None
    validity = mapping(certificate.get("validity"))
    return Signer(
        organisation=text(subject.get("O")),
        common_name=text(subject.get("CN")),
        unit=text(subject.get("OU")),
        issuer=", ".join(dict.fromkeys(filter(None, (text(issuer.get("O")), text(issuer.get("CN")))))),
        serial=text(certificate.get("serialNumber")),
        not_before=text(validity.get("notBefore")),
        not_after=text(validity.get("notAfter")),
        test=_is_test(subject) or _is_test(issuer),
    )


def _is_test(name: Mapping[str, object]) -> bool:
    unit, organisation = (text(name.get(key)).strip().casefold() for key in ("OU", "O"))
    return unit in _TEST_UNITS or organisation in _TEST_ORGANISATIONS
