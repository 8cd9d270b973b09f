"""Changes of a file that a parser would notice: lengths that lie, names, order, nesting, parts of another file."""

from __future__ import annotations

import contextlib
import io
import random
import warnings
import zipfile
from collections.abc import Callable

from tests.fuzz import blocks
from tests.fuzz.blocks import Block, Number, Part
from tests.fuzz.hostile_texts import NASTY
from tests.fuzz.seeds import Seeds

_NUMBERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFB, 0xFFFFFFFF, 1 << 40)
_MANY = (2, 3, 40, 500)
_LONGEST_COPY = 20_000  # bytes of a block that is repeated


def change_structure(data: bytearray, chance: random.Random, seeds: Seeds) -> bool:
    """Make one change to the structure; return False where none is known."""
    parts = blocks.find_parts(bytes(data))
    found = [part for part in parts if isinstance(part, Block)]
    if not found:
        return False
    change = chance.choice(_CHANGES)
    change(data, chance, _File(parts, found, seeds))
    if chance.random() < 0.7:
        blocks.seal(data)
    return True


class _File:
    """The structure of a file before a change, and the files that parts may come from."""

    def __init__(self, parts: list[Part], found: list[Block], seeds: Seeds) -> None:
        self.blocks = found
        self.numbers = [part if isinstance(part, Number) else part.length for part in parts]
        self._seeds = seeds

    def replace(self, data: bytearray, start: int, end: int, content: bytes, *, honest: bool) -> None:
        """Put content in place of a stretch; where `honest`, the blocks around it say their new lengths."""
        if honest:
            more = len(content) - (end - start)
            for block in self.blocks:
                if block.length is not None and block.body <= start and end <= block.end:
                    blocks.write_number(data, block.length, blocks.read_number(data, block.length) + more)
        data[start:end] = content

    def take_foreign(self, data: bytearray, chance: random.Random) -> bytes:
        """Return a block of another file, mostly of the same kind."""
        other = self._seeds.choose_like(bytes(data), chance)
        found = [part for part in blocks.find_parts(other) if isinstance(part, Block)]
        if not found:
            return other[:1_000]
        block = chance.choice(found)
        return other[block.start : block.end][:50_000]


_Change = Callable[[bytearray, random.Random, _File], None]


def _lie(data: bytearray, chance: random.Random, file: _File) -> None:
    numbers = [number for number in file.numbers if number is not None]
    for number in chance.sample(numbers, min(len(numbers), chance.choice((1, 1, 1, 3)))):
        now = blocks.read_number(data, number)
        rest = len(data) - number.place
        near = (now + 1, now - 1, now * 2, now // 2, rest, rest - number.width, now + (1 << 8 * number.width - 1))
        blocks.write_number(data, number, max(0, chance.choice((*near, *_NUMBERS))))


def _rename(data: bytearray, chance: random.Random, file: _File) -> None:
    named = [block.name for block in file.blocks if block.name is not None]
    if named:
        place, width = chance.choice(named)
        other, other_width = chance.choice(named)
        data[place : place + width] = bytes(data[other : other + min(width, other_width)]).ljust(width, b"x")


def _drop(data: bytearray, chance: random.Random, file: _File) -> None:
    block = chance.choice(file.blocks)
    file.replace(data, block.start, block.end, b"", honest=chance.random() < 0.7)


def _repeat(data: bytearray, chance: random.Random, file: _File) -> None:
    block = chance.choice(file.blocks)
    content = bytes(data[block.start : block.end])[:_LONGEST_COPY] * chance.choice(_MANY)
    file.replace(data, block.start, block.start, content, honest=chance.random() < 0.7)


def _swap(data: bytearray, chance: random.Random, file: _File) -> None:
    one, other = (
        sorted(chance.sample(file.blocks, 2), key=lambda block: block.start) if len(file.blocks) > 1 else (0, 0)
    )
    if isinstance(one, Block) and isinstance(other, Block) and one.end <= other.start:
        first, second = bytes(data[one.start : one.end]), bytes(data[other.start : other.end])
        data[other.start : other.end] = first
        data[one.start : one.end] = second


def _nest(data: bytearray, chance: random.Random, file: _File) -> None:
    outer, inner = chance.choice(file.blocks), chance.choice(file.blocks)
    content = bytes(data[inner.start : inner.end])[:_LONGEST_COPY]
    file.replace(data, outer.body, outer.body, content, honest=chance.random() < 0.7)


def _wrap(data: bytearray, chance: random.Random, file: _File) -> None:
    """Put the head of a block around itself many times."""
    block = chance.choice(file.blocks)
    head = bytes(data[block.start : block.body])
    file.replace(data, block.start, block.start, head * chance.choice((1, 30, 3_000)), honest=chance.random() < 0.5)


def _graft(data: bytearray, chance: random.Random, file: _File) -> None:
    block = chance.choice(file.blocks)
    end = block.end if chance.random() < 0.5 else block.start
    file.replace(data, block.start, end, file.take_foreign(data, chance), honest=chance.random() < 0.7)


def _empty(data: bytearray, chance: random.Random, file: _File) -> None:
    block = chance.choice(file.blocks)
    file.replace(data, block.body, block.end, b"", honest=chance.random() < 0.7)


def _fill(data: bytearray, chance: random.Random, file: _File) -> None:
    """Put hostile text in place of a block's content, of the same length or of another."""
    block = chance.choice(file.blocks)
    said = chance.choice(NASTY).encode("utf-8", "surrogatepass")
    size = block.end - block.body
    length = chance.choice((size, size, len(said), 70_000))
    file.replace(data, block.body, block.end, (said * (length // len(said) + 1))[:length], honest=True)


def _cut(data: bytearray, chance: random.Random, file: _File) -> None:
    block = chance.choice(file.blocks)
    del data[max(1, chance.choice((block.body, block.end - 1, (block.body + block.end) // 2))) :]


def _repack(data: bytearray, chance: random.Random, file: _File) -> None:
    """Change what lies compressed within a package: a part of it is text or XML."""
    with contextlib.suppress(Exception):  # what is no whole package stays as it is
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as old:
            members = [(name, old.read(name)) for name in old.namelist()[:200]]
        place = chance.randrange(len(members))
        name, content = members[place]
        changed = bytearray(content)
        parts = blocks.find_parts(content)
        inner = [part for part in parts if isinstance(part, Block)]
        if inner:
            chance.choice(_CHANGES[:-1])(changed, chance, _File(parts, inner, Seeds([content])))
        members[place] = (chance.choice((name, name, name, "../" + name, "x" * 70_000)), bytes(changed[:1_000_000]))
        stream = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            warnings.simplefilter("ignore")  # two members of one name are meant
            for name, content in members * chance.choice((1, 1, 1, 50)):
                new.writestr(name, content)
        data[:] = stream.getvalue()


_CHANGES: tuple[_Change, ...] = (
    _lie, _lie, _lie, _lie, _rename, _drop, _repeat, _swap, _nest, _wrap, _graft, _empty, _fill, _fill, _cut, _repack
)  # fmt: skip
