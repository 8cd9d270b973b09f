"""Makes hostile files out of good ones. Everything follows from the random generator, so that a number names a file."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.fuzz.hostile_texts import NASTY
from tests.fuzz.seeds import Seeds
from tests.fuzz.structured import change_structure

LONGEST = 3_000_000  # bytes of a file that is made
_TEXT = re.compile(rb"[\x20-\x7e]{6,}")
_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)

Change = Callable[[bytearray, random.Random, Seeds], None]


def mutate(seeds: Seeds, chance: random.Random) -> bytes:
    """Return one of the seeds after one to six changes, half of them to its structure."""
    data = bytearray(seeds.choose(chance))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        if len(data) < 16:
            break
        if chance.random() < 0.5 or not change_structure(data, chance, seeds):
            chance.choice(_CHANGES)(data, chance, seeds)
        del data[LONGEST:]
    return bytes(data)


def _choose_place(data: bytearray, chance: random.Random) -> int:
    """Choose a place in the data; the beginning, where most structure lies, more often than the rest."""
    most = min(len(data), chance.choice((64, 2_000, 60_000, len(data))))
    return chance.randrange(most)


def _choose_stretch(data: bytearray, chance: random.Random, longest: int = 5_000) -> slice:
    start = _choose_place(data, chance)
    return slice(start, start + chance.randint(1, longest))


def _flip(data: bytearray, chance: random.Random, _seeds: Seeds) -> None:
    for _ in range(chance.choice((1, 4, 32))):
        data[_choose_place(data, chance)] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random, _seeds: Seeds) -> None:
    del data[max(1, _choose_place(data, chance)) :]


def _remove(data: bytearray, chance: random.Random, _seeds: Seeds) -> None:
    del data[_choose_stretch(data, chance)]


def _repeat(data: bytearray, chance: random.Random, _seeds: Seeds) -> None:
    part = _choose_stretch(data, chance, 300)
    data[part.start : part.start] = bytes(data[part]) * chance.choice((1, 2, 50, 2_000))


def _exchange(data: bytearray, chance: random.Random, _seeds: Seeds) -> None:
    one, other = _choose_stretch(data, chance), _choose_stretch(data, chance)
    data[one], data[other] = bytes(data[other]), bytes(data[one])


def _graft(data: bytearray, chance: random.Random, seeds: Seeds) -> None:
    scion = bytearray(seeds.choose(chance))
    if scion:
        start = _choose_place(data, chance)
        data[start : start + chance.choice((0, 100))] = scion[_choose_stretch(scion, chance, 50_000)]


def _number(data: bytearray, chance: random.Random, _seeds: Seeds) -> None:
    width = chance.choice((1, 2, 4, 8))
    value = chance.choice(_NUMBERS) & ((1 << 8 * width) - 1)
    start = _choose_place(data, chance)
    data[start : start + width] = value.to_bytes(width, chance.choice(("big", "little")))


def _say(data: bytearray, chance: random.Random, _seeds: Seeds) -> None:
    """Put hostile text of the same length in place of text, so that the lengths around it stay right."""
    found = [match.span() for match in _TEXT.finditer(bytes(data[:200_000]))]
    for start, end in chance.sample(found, min(len(found), chance.choice((1, 5, 40)))):
        said = chance.choice(NASTY).encode("utf-8", "surrogatepass")
        data[start:end] = (said * ((end - start) // len(said) + 1))[: end - start]


def _swell(data: bytearray, chance: random.Random, _seeds: Seeds) -> None:
    """Put a megabyte of text in place of one piece of text."""
    found = list(_TEXT.finditer(bytes(data[:60_000])))
    if found:
        start, end = chance.choice(found).span()
        said = chance.choice(NASTY).encode("utf-8", "surrogatepass")
        data[start:end] = said * (1_000_000 // len(said))


def _pretend(data: bytearray, chance: random.Random, seeds: Seeds) -> None:
    """Put the head of one format on the body of another."""
    data[: chance.choice((4, 12, 64))] = seeds.choose(chance)[: chance.choice((4, 12, 64))]


_CHANGES: tuple[Change, ...] = (
    _flip, _flip, _number, _number, _number, _cut, _remove, _repeat, _exchange, _graft, _say, _say, _swell, _pretend
)  # fmt: skip
