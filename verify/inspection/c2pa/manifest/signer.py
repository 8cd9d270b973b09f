"""The subject of a signing certificate as crJSON has it, and the certificates known to be for testing."""

from __future__ import annotations

from collections.abc import Mapping

from verify.inspection import opinions
from verify.inspection.c2pa.crjson import mapping, text
from verify.model import Signer


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
    """Whether a subject or an issuer is that of published test material."""
    named = (("unit", "OU"), ("organisation", "O"))
    return any(
        opinions.pattern("test_certificates", table).match(text(name.get(key)).strip()) is not None
        for table, key in named
    )
