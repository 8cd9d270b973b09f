"""The C2PA Conforming Products List: which product a signer's certificate belongs to, and what it may not assert.

A table of facts in resources/conforming_products.toml; a name that is not there says nothing against a signer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from verify.inspection import opinions
from verify.model import Signer


@dataclass(frozen=True, slots=True)
class Product:
    """One product: its certificate's subject, its assurance level, and the signals it may not assert."""

    organisation: str
    name: str  # the certificate's common name
    unit: str = ""
    level: int = 1
    disallowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductList:
    """The list with its name and date."""

    source: str
    date: str  # ISO 8601
    products: tuple[Product, ...]


@cache
def products() -> ProductList:
    """The list that comes with this program."""
    table = opinions.load("conforming_products")
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


def product(signer: Signer) -> Product | None:
    """The product that signs under this organisation and common name, or None.

    Several rows may share a subject: those of the signer's unit are preferred, and of what is left only what all
    agree on is forbidden, at the lowest level among them.
    """
    rows = _rows().get((_folded(signer.organisation), _folded(signer.common_name)), ())
    if not rows or not signer.common_name:
        return None
    of_unit = [row for row in rows if row.unit and _folded(row.unit) == _folded(signer.unit)]
    unnamed = [row for row in rows if not row.unit]
    fitting = of_unit or unnamed or list(rows)
    forbidden = set(fitting[0].disallowed).intersection(*(row.disallowed for row in fitting))
    return Product(
        fitting[0].organisation,
        fitting[0].name,
        fitting[0].unit,
        min(row.level for row in fitting),
        tuple(sorted(forbidden)),
    )


@cache
def _rows() -> dict[tuple[str, str], tuple[Product, ...]]:
    found: dict[tuple[str, str], tuple[Product, ...]] = {}
    for row in products().products:
        key = (_folded(row.organisation), _folded(row.name))
        found[key] = (*found.get(key, ()), row)
    return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
