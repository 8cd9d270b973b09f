"""Correct words of binary BCH codes over GF(2⁷) with the primitive polynomial x⁷ + x³ + 1, as TrustMark uses them.

Textbook decoding: syndromes, Berlekamp–Massey, search for the roots. It refuses whatever does not come out exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ORDER: Final = 127  # of the multiplicative group; the longest word
_POLYNOMIAL: Final = 0b10001001


def _make_powers() -> tuple[int, ...]:
    powers, value = [], 1
    for _ in range(ORDER):
        powers.append(value)
        value <<= 1
        if value > ORDER:
            value ^= _POLYNOMIAL
    return tuple(powers)


POWERS: Final = _make_powers()  # exponent → element
_LOGARITHMS: Final = {element: exponent for exponent, element in enumerate(POWERS)}


def correct(word: Sequence[int], errors: int) -> tuple[tuple[int, ...], int] | None:
    """Return the code word within `errors` flipped bits of `word` (highest power first), and how many were flipped.

    None where there is none. Raises ValueError for a word longer than the code.
    """
    length = len(word)
    if length > ORDER:
        raise ValueError(f"{length} bits")
    ones = [length - 1 - place for place, bit in enumerate(word) if bit]
    syndromes = _compute_syndromes(ones, errors)
    if not any(syndromes):
        return tuple(word), 0
    locator = _find_locator(syndromes)
    degree = len(locator) - 1
    if degree > errors:
        return None
    wrong = [power for power in range(length) if _evaluate(locator, -power) == 0]
    if len(wrong) != degree or any(_compute_syndromes(ones + wrong, errors)):
        return None
    corrected = list(word)
    for power in wrong:
        corrected[length - 1 - power] ^= 1
    return tuple(corrected), degree


def _compute_syndromes(ones: Sequence[int], errors: int) -> list[int]:
    """Compute the word as a polynomial at the first 2·errors powers of the primitive element."""
    syndromes = []
    for root in range(1, 2 * errors + 1):
        total = 0
        for power in ones:
            total ^= POWERS[root * power % ORDER]
        syndromes.append(total)
    return syndromes


def _multiply(one: int, other: int) -> int:
    return POWERS[(_LOGARITHMS[one] + _LOGARITHMS[other]) % ORDER] if one and other else 0


def _evaluate(polynomial: Sequence[int], exponent: int) -> int:
    """Evaluate the polynomial (lowest power first) at the element with this exponent."""
    total = 0
    for power, factor in enumerate(polynomial):
        total ^= _multiply(factor, POWERS[exponent * power % ORDER])
    return total


def _find_locator(syndromes: Sequence[int]) -> list[int]:
    """Find by Berlekamp–Massey the shortest polynomial with its roots at the errors, lowest power first."""
    locator, before = [1], [1]
    length, gap, scale = 0, 1, 1
    for step, syndrome in enumerate(syndromes):
        difference = syndrome
        for back in range(1, min(length, len(locator) - 1) + 1):
            difference ^= _multiply(locator[back], syndromes[step - back])
        if difference == 0:
            gap += 1
            continue
        factor = _multiply(difference, POWERS[-_LOGARITHMS[scale] % ORDER])
        shifted = [0] * gap + [_multiply(factor, one) for one in before]
        size = max(len(locator), len(shifted))
        next_locator = [
            (locator[place] if place < len(locator) else 0) ^ (shifted[place] if place < len(shifted) else 0)
            for place in range(size)
        ]
        if 2 * length <= step:
            length, before, scale, gap = step + 1 - length, locator, difference, 1
        else:
            gap += 1
        locator = next_locator
    while locator[-1] == 0:
        locator.pop()
    return locator
