"""Finds imprints that may be alike among very many: by their ISCC codes, and by short keys of their landmarks.

It is made anew from the kept imprints at any time, lies in one file that is mapped into memory, and decides nothing.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.features.memory import compare
from verify.model import limits
from verify.store.folders import open_regular

KEY_BITS: Final = 24  # of a landmark's sketch

_MAGIC: Final = b"whence index 2\0\0"
_ALIGNED: Final = 64  # bytes
VOTES: Final = 2  # landmarks that must be there in both
BY_VOTES: Final = 24  # candidates with the most votes
BY_CODE: Final = 8  # candidates with the nearest code
MOST_OF_A_KEY: Final = 256  # imprints that share one key; further ones are in a crowd that tells nothing
_ROWS_AT_ONCE: Final = 65_536

Codes = NDArray[np.uint64]
Keys = NDArray[np.uint32]
Numbers = NDArray[np.int64]

# every key that a single flipped bit makes of one, and itself
_FLIPS: Final = np.concatenate((np.zeros(1, np.uint32), np.uint32(1) << np.arange(KEY_BITS, dtype=np.uint32)))


class Candidate(Struct, frozen=True):
    """The number of an imprint that may be alike, with the landmarks that speak for it and the bits of code apart."""

    number: int
    votes: int
    bits: int


class Index(Struct, frozen=True):
    """Imprints in the order of their `numbers`: their codes, and the keys of their landmarks, sorted, with the rows."""

    numbers: Numbers
    codes: Codes
    keys: Keys
    rows: Keys

    @property
    def last(self) -> int:
        """The largest number in it, 0 where it is empty."""
        return int(self.numbers[-1]) if len(self.numbers) else 0


def build(entries: Iterable[tuple[int, bytes, bytes]]) -> Index:
    """Return an index of (number, ISCC code, landmarks), in the order of the numbers."""
    numbers: list[int] = []
    codes, counts, keys = bytearray(), [], []
    for number, whole, landmarks in entries:
        numbers.append(number)
        codes += whole
        own = _load_keys(landmarks, compare.KEPT_LANDMARKS)
        keys.append(own)
        counts.append(len(own))
    rows = np.repeat(np.arange(len(numbers), dtype=np.uint32), counts)
    return _sort_by_key(np.array(numbers, np.int64), _load_codes(bytes(codes)), _join(keys), rows)


def merge(parts: Sequence[Index]) -> Index:
    """Merge indices whose numbers follow each other."""
    starts = np.cumsum([0, *(len(part.numbers) for part in parts)])[:-1].tolist()
    rows = [part.rows + np.uint32(start) for part, start in zip(parts, starts, strict=True)]
    return _sort_by_key(
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.codes for part in parts]),
        np.concatenate([part.keys for part in parts]),
        np.concatenate(rows),
    )


def _sort_by_key(numbers: Numbers, codes: Codes, keys: Keys, rows: Keys) -> Index:
    order = np.argsort(keys, kind="stable")
    return Index(numbers, codes, keys[order], rows[order])


def _load_codes(data: bytes) -> Codes:
    return np.frombuffer(data, np.uint64).reshape(-1, limits.WHOLE_BYTES // 8)


def _join(keys: Sequence[Keys]) -> Keys:
    return np.concatenate(keys) if keys else np.empty(0, np.uint32)


def _load_keys(landmarks: bytes, most: int) -> Keys:
    """Return the first bits of each sketch; a key that repeats within a picture tells nothing and count once."""
    table = np.frombuffer(landmarks, np.uint8).reshape(-1, limits.LANDMARK_BYTES)[:most, 4:7].astype(np.uint32)
    return np.unique(table[:, 0] << 16 | table[:, 1] << 8 | table[:, 2])


def make_probes(landmarks: bytes) -> Keys:
    """Return the keys under which the landmarks of a picture that comes in are looked for."""
    return np.unique(_load_keys(landmarks, limits.LANDMARKS)[:, None] ^ _FLIPS)


def find_candidates(parts: Sequence[Index], whole: bytes, landmarks: bytes) -> list[Candidate]:
    """Return the candidates of all parts that are worth a closer look, the most promising first."""
    probes = make_probes(landmarks)
    code = _load_codes(whole)
    all_parts = [one for part in parts if len(part.numbers) for one in _find_in_part(part, code, probes)]
    # the number decides between equals, so that every store gives the same answer
    by_votes = sorted(all_parts, key=lambda one: (-one.votes, one.bits, one.number))[:BY_VOTES]
    by_code = sorted(all_parts, key=lambda one: (one.bits, one.number))[:BY_CODE]
    near = [one for one in by_code if one.bits <= compare.WHOLE_BITS]
    return list(dict.fromkeys((*near, *(one for one in by_votes if one.votes >= VOTES))))


def _find_in_part(part: Index, code: Codes, probes: Keys) -> list[Candidate]:
    first = np.searchsorted(part.keys, probes, "left")
    counts = np.minimum(np.searchsorted(part.keys, probes, "right") - first, MOST_OF_A_KEY)
    first, counts = first[counts > 0], counts[counts > 0]
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    voted, votes = np.unique(part.rows[np.repeat(first, counts) + steps], return_counts=True)
    whole = voted < len(part.numbers)  # in a file that is damaged, others may stand
    voted, votes = voted[whole], votes[whole]
    if len(voted) > BY_VOTES:
        least = max(VOTES, int(np.partition(votes, -BY_VOTES)[-BY_VOTES]))
        voted, votes = voted[votes >= least], votes[votes >= least]
    tally = dict(zip(voted.tolist(), votes.tolist(), strict=True))
    near: list[int] = []
    for start in range(0, len(part.numbers), _ROWS_AT_ONCE):
        apart = _count_differing_bits(part.codes[start : start + _ROWS_AT_ONCE], code)
        near += (np.flatnonzero(apart <= compare.WHOLE_BITS) + start).tolist()
    rows = [*tally, *(row for row in near if row not in tally)]
    bits = _count_differing_bits(part.codes[rows], code).tolist()
    return [Candidate(int(part.numbers[row]), tally.get(row, 0), apart) for row, apart in zip(rows, bits, strict=True)]


def _count_differing_bits(codes: Codes, code: Codes) -> NDArray[np.uint16]:
    differing = np.bitwise_count(codes ^ code)
    # column by column: numpy's own sum over so short an axis is several times slower
    total: NDArray[np.uint16] = differing[:, 0].astype(np.uint16)
    for column in range(1, differing.shape[1]):
        total += differing[:, column]
    return total


# -- the file ----------------------------------------------------------------------------------------------------


def save(path: Path, stamp: bytes, index: Index) -> None:
    """Write an index and the 16 bytes that say of which imprints it is. Raises OSError."""
    arrays = (index.numbers, index.codes, index.keys, index.rows)
    sizes = np.array([len(index.numbers), len(index.keys), _sum_up(index.numbers, index.codes)], "<u8").tobytes()
    written = path.with_name(path.name + ".writing")
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_MAGIC + stamp + sizes)
        for array in arrays:
            file.write(b"\0" * (-file.tell() % _ALIGNED))
            file.write(np.ascontiguousarray(array).data.cast("B"))
    written.replace(path)


def open_index(path: Path, stamp: bytes) -> Index | None:
    """Return the index of a file, mapped into memory; None where there is none of these imprints, or it is damaged.

    A sum stands for the numbers and codes. A landmark's key that is damaged costs one vote of many.
    """
    head = len(_MAGIC) + len(stamp) + 24
    try:
        with open_regular(path) as file:
            start = file.read(head)
            total = os.fstat(file.fileno()).st_size
            if len(start) < head or not start.startswith(_MAGIC + stamp):
                return None
            count, keys, sum_ = (int(size) for size in np.frombuffer(start[-24:], "<u8"))
            width = limits.WHOLE_BYTES // 8
            shapes = ((count, np.int64), (count * width, np.uint64), (keys, np.uint32), (keys, np.uint32))
            arrays, at = [], head
            for size, kind in shapes:
                at += -at % _ALIGNED
                length = size * np.dtype(kind).itemsize
                if at + length > total:
                    return None
                mapped = np.memmap(file, kind, "r", at, (size,)) if size else np.empty(0, kind)
                arrays.append(np.asarray(mapped))
                at += length
    except (OSError, ValueError, OverflowError):
        return None
    if _sum_up(arrays[0], arrays[1]) != sum_:
        return None
    return Index(arrays[0], arrays[1].reshape(-1, width), arrays[2], arrays[3])


def _sum_up(numbers: Numbers, codes: Codes) -> int:
    return zlib.crc32(np.ascontiguousarray(codes).data.cast("B"), zlib.crc32(np.ascontiguousarray(numbers).data))


def destroy(path: Path) -> None:
    """Overwrite and remove the file, so that nothing of forgotten imprints stays. Raises OSError."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(b"\0" * min(left, limits.MIB))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
