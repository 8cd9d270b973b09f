"""Words of TrustMark's data layer, coded anew from the description of the code, for tests of what reads them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from verify.inspection.watermarks.bch import ORDER, POWERS
from verify.inspection.watermarks.trustmark import Schema


def coded(schema: Schema, data: str) -> NDArray[np.bool_]:
    """The word of 100 bits for `data`, which must have as many bits as the schema takes."""
    assert len(data) == schema.data_bits
    generator = generated_by(schema.errors)
    message = int(data + "0" * (-len(data) % 8), 2)
    degree = generator.bit_length() - 1
    rest = message << degree
    while rest.bit_length() > degree:
        rest ^= generator << (rest.bit_length() - degree - 1)
    check = f"{rest:0{degree}b}"
    return np.array([bit == "1" for bit in data + check + f"{schema.number:04b}"])


def generated_by(errors: int) -> int:
    """The generator polynomial over GF(2), lowest bit last: the product of the minimal polynomials of odd powers."""
    product = 1
    done: set[int] = set()
    for root in range(1, 2 * errors, 2):
        conjugates = {root * 2**double % ORDER for double in range(7)}
        if conjugates & done:
            continue
        done |= conjugates
        product = _multiplied(product, _minimal(conjugates))
    return product


def _minimal(conjugates: set[int]) -> int:
    """∏ (x − αⁱ): its coefficients are all 0 or 1."""
    factors = [1]
    for exponent in conjugates:
        grown = [0, *factors]
        for power, factor in enumerate(factors):
            grown[power] ^= _times(factor, POWERS[exponent])
        factors = grown
    assert set(factors) <= {0, 1}
    return sum(bit << power for power, bit in enumerate(factors))


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one > ORDER:
            one ^= 0b10001001
        other >>= 1
    return product


def _multiplied(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        other >>= 1
    return product
