"""The provider code of China's AI label taken apart: who stands behind `ContentProducer`.

Layout: practice guide TC260-PG-20252A of 2025-03-14. The check digit is that of the unified social credit code
(GB 32100-2015). The code names a legal entity, not a model, and nobody signed it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from verify.inspection import opinions

CODE_CHARACTERS: Final = 27
_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31 characters, without I O S V Z
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODE: Final = re.compile(r"[0-9A-Z]{27}")


class Entity(Struct, frozen=True):
    """A legal entity or bare provider name that real labels carry."""

    credit_code: str  # unified social credit code, empty for a bare name
    names: tuple[str, ...]  # bare names under which labels mention it
    english: str
    chinese: str
    source: str
    certain: bool  # False where only one unconfirmed table gives the name


class ProviderCode(Struct, frozen=True):
    """A `ContentProducer` or `ContentPropagator` value taken apart.

    `standard` is False for a plain name, which Annex E allows; then only `text` and perhaps `entity` are set.
    """

    text: str
    standard: bool = False
    organisation: bool = False  # position 3 is 1
    credit_code: str = ""  # positions 5–22
    check_digit: bool = False  # whether the credit code's last character fits
    service: str = ""  # generation, propagation, unused, or the character as written
    model: str = ""  # positions 24–27, assigned by the provider itself
    entity: Entity | None = None


@cache
def load_entities() -> tuple[Entity, ...]:
    """Load the entities that ship with Whence, each with its source."""
    return tuple(
        Entity(
            credit_code=row.get("credit_code", ""),
            names=tuple(row.get("names", ())),
            english=row["english"],
            chinese=row["chinese"],
            source=row["source"],
            certain=row.get("certain", True),
        )
        for row in opinions.load_table("label_providers")["provider"]
    )


def has_valid_check_digit(credit_code: str) -> bool:
    """Return whether the 18th character of a unified social credit code is the right one (GB 32100-2015)."""
    if len(credit_code) != 18 or any(character not in _ALPHABET for character in credit_code):
        return False
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(credit_code, _WEIGHTS, strict=False))
    return _ALPHABET[(31 - total % 31) % 31] == credit_code[17]


def parse(text: str) -> ProviderCode:
    """Parse a provider value. Never fails: a plain name is a permitted value."""
    value = text.strip()
    by_code, by_name = _index_entities()
    if not _CODE.fullmatch(value):
        return ProviderCode(text, entity=by_name.get(value.casefold()) or by_code.get(value.upper()))
    credit_code = value[4:22]
    services = {"0": "unused", "1": "generation", "2": "propagation"}
    return ProviderCode(
        text,
        standard=value.startswith("00"),
        organisation=value[2] == "1",
        credit_code=credit_code,
        check_digit=has_valid_check_digit(credit_code),
        service=services.get(value[22], value[22]),
        model=value[23:],
        entity=by_code.get(credit_code),
    )


@cache
def _index_entities() -> tuple[Mapping[str, Entity], Mapping[str, Entity]]:
    by_code = {one.credit_code: one for one in load_entities() if one.credit_code}
    by_name = {name.casefold(): one for one in load_entities() for name in one.names}
    return by_code, by_name
