"""Measures the memory of sounds: which copies it knows again, and that no other recording is taken for one.

    python -m tests.bench.sound_recall FOLDER OF RECORDINGS …

prints a part of docs/measurements/memory.md. Needs ffmpeg. Of each recording of twelve seconds and more the first two
minutes count; shorter ones count as recordings that must not be taken for others, from five seconds on.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from verify.features.memory.compare import WHOLE_BITS, count_differing_bits
from verify.features.memory.compare_sound import compare_prints
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores.sqlite import SqliteStore
from verify.inspection.media.sound import audio_samples, chromaprint, sound_imprint
from verify.model import Conclusion, Imprint, Standing

Floats = NDArray[np.float32]
Imprints = tuple[Imprint, ...]

RATE: Final = 44_100
SECONDS: Final = 120
COPIED_SECONDS: Final = 12
MOST_COPIED: Final = 40  # recordings of one folder of which copies are made
MOST: Final = 250  # of one folder


def main(folders: Sequence[Path]) -> int:
    """Prints both tables, and what was taken for each other: one recording under two names is no mistake."""
    kept: list[tuple[str, Imprints]] = []
    copies: dict[str, list[Imprints]] = {name: [] for name in COPIES}
    copied: list[int] = []
    took: list[float] = []
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file())[:MOST]:
            samples = _read(path)
            begun = time.process_time()
            imprints = _hear(samples)
            if samples.size > 60 * RATE:
                took.append((time.process_time() - begun) / samples.size * RATE * 60)
            if not imprints:
                continue
            if (
                samples.size >= COPIED_SECONDS * RATE
                and sum(kept[at][0].startswith(f"{folder.name}/") for at in copied) < MOST_COPIED
            ):
                copied.append(len(kept))
                for name, change in COPIES.items():
                    copies[name].append(_hear(change(samples)))
            kept.append((f"{folder.name}/{path.name}", imprints))
    with tempfile.TemporaryDirectory(prefix="whence-bench-") as place, SqliteStore(Path(place)) as store:
        for number, (_, imprints) in enumerate(kept):
            store.keep(_name(number), imprints)
        print(f"Of {len(copied)} recordings:\n")
        print(f"| copy | recognised | ISCC bits apart: median | largest | within {WHOLE_BITS} |")
        print("|---|---|---|---|---|")
        for name, seen in copies.items():
            _say_recall(name, store, [(at, kept[at][1], copy) for at, copy in zip(copied, seen, strict=True)])
    print(f"\nNumbers and codes of a minute of sound take {statistics.median(took) * 1000:.0f} ms.\n")
    _say_pairs(kept)
    return 0


def _say_recall(name: str, store: SqliteStore, tries: list[tuple[int, Imprints, Imprints]]) -> None:
    found, bits = 0, []
    for number, original, copy in tries:
        bits.append(count_differing_bits(original[0].whole, copy[0].whole) if copy else 256)
        found += any(
            file.name == f"{number}" and compare_prints(near.prints, seen.prints) is not None
            for seen in copy
            for file, near in store.find_near(seen)
        )
    near = sum(one <= WHOLE_BITS for one in bits)
    print(
        f"| {name} | **{found} of {len(tries)}** | {statistics.median(bits):.0f} | {max(bits)} | {near} |", flush=True
    )


def _say_pairs(kept: Sequence[tuple[str, Imprints]]) -> None:
    """Compare every recording with every other one, whatever an index would suggest."""
    taken, near, count = [], 0, 0
    for (name, one), (other_name, other) in combinations(kept, 2):
        count += 1
        near += count_differing_bits(one[0].whole, other[0].whole) <= WHOLE_BITS
        if any(compare_prints(a.prints, b.prints) is not None for a in one for b in other):
            taken.append((name, other_name))
    groups = {name.split("/")[0]: 0 for name, _ in kept}
    for name, _ in kept:
        groups[name.split("/")[0]] += 1
    print("| recordings | |\n|---|---|")
    for group, number in groups.items():
        print(f"| {group} | {number} |")
    print(f"\nPairs of different recordings: {count:,}; taken for each other: {len(taken)}; ", end="")
    print(f"ISCC codes within {WHOLE_BITS} bits: {near}.")
    for pair in taken:
        print(*pair, file=sys.stderr)


def _name(number: int) -> RememberedFile:
    return RememberedFile(f"{number:064x}", f"{number}", "audio/wav", "", Conclusion.UNKNOWN, Standing.NONE, "")


def _hear(samples: Floats) -> Imprints:
    at_pace = audio_samples.resample(samples, RATE, chromaprint.RATE)
    return sound_imprint.part_prints(chromaprint.compute_prints([at_pace]))


def _read(path: Path) -> Floats:
    return _run("-i", str(path), "-t", str(SECONDS))


def _run(*arguments: str, data: bytes = b"") -> Floats:
    command = ["ffmpeg", "-v", "error", *arguments, "-ac", "1", "-f", "f32le", "-ar", str(RATE), "-"]
    raw = subprocess.run(command, input=data, capture_output=True, check=False).stdout
    return np.frombuffer(raw[: len(raw) // 4 * 4], "<f4").astype(np.float32)


def _code(kind: str, *arguments: str) -> Callable[[Floats], Floats]:
    def code(samples: Floats) -> Floats:
        command = ["ffmpeg", "-v", "error", "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "-", *arguments]
        coded = subprocess.run([*command, "-f", kind, "-"], input=samples.tobytes(), capture_output=True, check=True)
        return _run("-i", "-", data=coded.stdout)

    return code


def _telephone(samples: Floats) -> Floats:
    return audio_samples.resample(audio_samples.resample(samples, RATE, 8_000), 8_000, RATE)


def _faster(samples: Floats) -> Floats:
    faster: NDArray[np.float64] = np.interp(np.arange(0, samples.size - 1, 1.02), np.arange(samples.size), samples)
    return faster.astype(np.float32)


COPIES: Final[dict[str, Callable[[Floats], Floats]]] = {
    "MP3, 64 kbit/s": _code("mp3", "-b:a", "64k"),
    "AAC, 64 kbit/s": _code("adts", "-c:a", "aac", "-b:a", "64k"),
    "8 kHz and back": _telephone,
    "without its first 10 seconds": lambda samples: samples[10 * RATE :],
    "its middle half": lambda samples: samples[samples.size // 4 : samples.size * 3 // 4],
    "half as loud (−6 dB)": lambda samples: samples / np.float32(2),
    "twice as loud (+6 dB), cut off at full scale": lambda samples: np.clip(samples * 2, -1, 1),
    "with noise (0.01)": lambda samples: (
        samples + np.random.default_rng(0).normal(0, 0.01, samples.size).astype(np.float32)
    ),
    "2 % faster": _faster,
}

if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
