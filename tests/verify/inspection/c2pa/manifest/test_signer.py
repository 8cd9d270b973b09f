"""The signer of a manifest and the Conforming Products List: who is on it, at which level, and what is forbidden."""

from __future__ import annotations

import pytest

from verify.inspection.c2pa.manifest.signer import find_product, load_products
from verify.model import Signer


def signer(organisation: str, name: str, unit: str = "") -> Signer:
    return Signer(organisation=organisation, common_name=name, unit=unit)


def test_the_list_says_where_it_comes_from() -> None:
    known = load_products()
    assert (known.source, known.date) == ("C2PA Conforming Products List", "2026-08-21")
    assert len(known.products) == 137  # 153 rows, equal ones merged
    signals = {"capturedMedia", "capturedMediaStitched", "nonGenAIDigitalCreation"}
    assert {signal for product in known.products for signal in product.disallowed} == signals
    assert {item.level for item in known.products} == {1, 2}


@pytest.mark.parametrize(
    ("organisation", "name", "unit", "level", "forbidden"),
    [
        ("Google LLC", "Pixel Camera", "", 2, 0),
        ("google  llc", " Pixel Camera ", "", 2, 0),
        ("Google LLC", "Snapseed", "Snapseed iOS", 1, 3),
        ("OpenAI OpCo, LLC", "OpenAI Media Service", "", 1, 0),
        ("Getty Images (US), Inc.", "Getty Images AI-Modified Image", "", 1, 0),
        ("ZeroLight Limited", "SpotLight Suite", "Product Team", 1, 2),
    ],
)
def test_products_are_known_by_organisation_and_common_name(
    organisation: str, name: str, unit: str, level: int, forbidden: int
) -> None:
    product = find_product(signer(organisation, name, unit))
    assert product is not None
    assert (product.level, len(product.disallowed)) == (level, forbidden)


def test_what_is_forbidden_to_one_of_two_alike_is_forbidden_to_neither() -> None:
    alike = find_product(signer("Fieldnotes dot Dev Opc", "Lens Proof-of-Work"))
    assert alike is not None
    assert alike.disallowed == ()


def test_the_unit_tells_two_products_of_one_name_apart() -> None:
    team = find_product(signer("MuseBlossom Co., Ltd.", "Contents Defence", "R&D Team"))
    other = find_product(signer("MuseBlossom Co., Ltd.", "Contents Defence"))
    assert team is not None
    assert other is not None
    assert (team.disallowed, len(other.disallowed)) == ((), 3)


@pytest.mark.parametrize(
    ("organisation", "name"), [("", ""), ("Google LLC", ""), ("Google", "Pixel Camera"), ("Adobe Inc.", "cai-prod")]
)
def test_others_are_not_on_it(organisation: str, name: str) -> None:
    assert find_product(signer(organisation, name)) is None
