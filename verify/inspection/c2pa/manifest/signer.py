"""Who signed a manifest, and with which conforming product.

The C2PA Conforming Products List is a table of facts in resources/conforming_products.toml; a name that is not there
says nothing against a signer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from verify.inspection import opinions
from verify.inspection.c2pa.crjson import as_mapping, as_text, as_time
from verify.model import Signer

# -- the signing certificate


def signer_of(manifest: Mapping[str, object]) -> Signer | None:
    """Read the signer of one crJSON manifest; None where the certificate could not be read."""
    certificate = as_mapping(as_mapping(manifest.get("signature")).get("certificateInfo"))
    subject, issuer = as_mapping(certificate.get("subject")), as_mapping(certificate.get("issuer"))
    if not subject and not issuer:
        return None
    validity = as_mapping(certificate.get("validity"))
    return Signer(
        organisation=as_text(subject.get("O")),
        common_name=as_text(subject.get("CN")),
        unit=as_text(subject.get("OU")),
        issuer=", ".join(dict.fromkeys(filter(None, (as_text(issuer.get("O")), as_text(issuer.get("CN")))))),
        serial=as_text(certificate.get("serialNumber")),
        not_before=as_time(validity.get("notBefore")),
        not_after=as_time(validity.get("notAfter")),
        test=_is_test(subject) or _is_test(issuer),
    )


def _is_test(name: Mapping[str, object]) -> bool:
    """Whether a certificate's subject or issuer is one of published test material."""
    return any(
        opinions.load_pattern("test_certificates", table).match(as_text(name.get(key)).strip()) is not None
        for table, key in (("unit", "OU"), ("organisation", "O"))
    )


# -- the conforming product


class Product(Struct, frozen=True):
    """One conforming product: its certificate's subject, its assurance level, and the signals it may not assert."""

    organisation: str
    name: str  # the certificate's common name
    unit: str = ""
    level: int = 1
    disallowed: tuple[str, ...] = ()


class ProductList(Struct, frozen=True):
    """The Conforming Products List with its name and date."""

    source: str
    date: str  # ISO 8601
    products: tuple[Product, ...]


@cache
def load_products() -> ProductList:
    """Load the Conforming Products List that comes with this program."""
    table = opinions.load_table("conforming_products")
    return ProductList(
        table["source"],
        table["date"].isoformat(),
        tuple(
            Product(
                row["organisation"],
                row["common_name"],
                row.get("unit", ""),
                row["level"],
                tuple(row.get("disallowed", ())),
            )
            for row in table["product"]
        ),
    )


def find_product(signer: Signer) -> Product | None:
    """Find the conforming product that signs under this organisation and common name.

    Several rows may share a subject: those of the signer's unit are preferred, and of what is left only what all
    agree on is forbidden, at the lowest level among them.
    """
    rows = _products_by_subject().get((_fold(signer.organisation), _fold(signer.common_name)), [])
    if not rows or not signer.common_name:
        return None
    of_unit = [row for row in rows if row.unit and _fold(row.unit) == _fold(signer.unit)]
    without_unit = [row for row in rows if not row.unit]
    matches = of_unit or without_unit or rows
    forbidden = set(matches[0].disallowed).intersection(*(row.disallowed for row in matches))
    return Product(
        matches[0].organisation,
        matches[0].name,
        matches[0].unit,
        min(row.level for row in matches),
        tuple(sorted(forbidden)),
    )


@cache
def _products_by_subject() -> Mapping[tuple[str, str], list[Product]]:
    by_subject: dict[tuple[str, str], list[Product]] = defaultdict(list)
    for row in load_products().products:
        by_subject[_fold(row.organisation), _fold(row.name)].append(row)
    return by_subject


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
