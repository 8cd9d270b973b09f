"""Measures the reading of dwtDct marks: false positives, recall beside the peer's decoder, speed.

    python -m tests.bench.dwt_dct false-positives NAME=FOLDER …
    python -m tests.bench.dwt_dct recall PEER_FOLDER PHOTO_FOLDER …
    python -m tests.bench.dwt_dct speed PEER_FOLDER PHOTO_FOLDER …

Each prints tables in Markdown; docs/measurements/pixels.md holds them. Not part of the tests: it takes minutes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from tests.bench.marked_pictures import DEEP, PLAIN, SCHEMES, Peer, Pixels
from tests.bench.unmarked_pictures import Motifs, pictures, textures
from verify.inspection.watermarks import dwt_dct, dwt_dct_search
from verify.inspection.watermarks.dwt_dct import PAYLOADS, Score

PHOTOS = 24  # marked with every scheme
DEEP_PHOTOS = 8
DEEP_SHARE = 16  # every so many-th unmarked picture is searched deeply as well
SPEED_PHOTOS = 8
Limits = tuple[float, float, float]
LIKELY = 35 / 48  # of the bits right: what the peer's own detection script calls "very likely"


@dataclass
class Tally:
    """What a group of unmarked pictures showed, for one way of looking."""

    number: int = 0
    hits: list[str] = field(default_factory=list)
    largest_z: float = 0.0
    largest_r: float = 0.0
    nearest: float = 0.0  # the largest share of all limits together: 1 would be a hit

    def take(self, name: str, scores: Iterable[Score], limits: Limits) -> None:
        """Counts one picture with the best score of each payload."""
        self.number += 1
        for score in scores:
            share = score.compute_share(*limits)
            self.largest_z = max(self.largest_z, score.z)
            self.largest_r = max(self.largest_r, score.correlation if score.z > limits[0] else 0.0)
            self.nearest = max(self.nearest, share)
            if share > 1:
                self.hits.append(f"{name}: {score.payload.name} z {score.z:.1f} r {score.correlation:.2f}")

    def row(self, *names: str) -> str:
        """A line of the table."""
        numbers = f"{self.number} | {len(self.hits)} | {self.largest_z:.1f} | {self.largest_r:.2f} | {self.nearest:.2f}"
        return f"| {' | '.join(names)} | {numbers} |"


LOOKS: dict[str, tuple[Limits, Callable[[Image.Image], Iterable[Score]]]] = {
    "plain": (
        (dwt_dct.LEAST_Z, dwt_dct.DEVIATIONS, dwt_dct.LEAST_REST),
        lambda picture: dwt_dct.score_payloads(np.asarray(picture)),
    ),
    "cut": (
        dwt_dct_search.LIMITS_CUT,
        lambda picture: [one.score for one in dwt_dct_search.search_cut(np.asarray(picture))],
    ),
    "resized": (
        dwt_dct_search.LIMITS_RESIZED,
        lambda picture: [one.score for one in dwt_dct_search.search_resized(picture)],
    ),
}


def false_positives(named: list[str]) -> None:
    """Every distinct unmarked picture of the folders, and the textures, each group counted apart."""
    print("| group | look | pictures | hits | largest z | largest r beyond that z | nearest to all limits (1 = hit) |")
    print("|---|---|---|---|---|---|---|")
    motifs = Motifs()
    total = {look: Tally() for look in LOOKS}
    found: list[str] = []

    def group(name: str, items: Iterator[tuple[str, Image.Image]], share: int) -> dict[str, Tally]:
        tallies = {look: Tally() for look in LOOKS}
        for number, (label, picture) in enumerate(items):
            for look, (limits, score) in LOOKS.items():
                if look == "plain" or number % share == 0:
                    tallies[look].take(label, score(picture), limits)
        for look, tally in tallies.items():
            print(tally.row(name, look), flush=True)
            found.extend(tally.hits)
        return tallies

    for each in named:
        name, _, folder = each.partition("=")
        items = ((str(path), picture) for path, picture in pictures(Path(folder), motifs))
        for look, tally in group(name, items, DEEP_SHARE).items():
            total[look].number += tally.number
            total[look].hits += tally.hits
    group("drawn textures", ((kind, Image.fromarray(pixels)) for kind, pixels in textures()), 4)
    for hit in found:
        print(f"hit: {hit}")
    print()
    for look, tally in total.items():
        bound = f"at most 1 in {tally.number / 3:.0f} (95 %)" if not tally.hits else "no bound"
        print(
            f"{look}: {len(tally.hits)} hits in {tally.number} pictures without a mark, textures not counted: {bound}"
        )


def photos(folders: list[str], number: int) -> list[Image.Image]:
    """Square parts of distinct pictures, from the middle, at least 1024 pixels wide before they are scaled."""
    motifs = Motifs()
    large = (
        picture for folder in folders for _, picture in pictures(Path(folder), motifs) if min(picture.size) >= 1024
    )
    found = []
    for picture in islice(large, number):
        side = min(picture.size)
        left, top = (picture.width - side) // 2, (picture.height - side) // 2
        found.append(picture.crop((left, top, left + side, top + side)))
    return found


def recall(peer: Peer, chosen: list[Image.Image]) -> None:
    """The share of marked pictures that are found, ours and the peer's, after what befell them."""
    print(f"{len(chosen)} pictures, each marked by the embedder of invisible-watermark 0.2.0.")
    print("Ours / the peer's decoder with all bits right / with 35 of 48 bits right or as large a share.\n")
    print(f"| scheme | {' | '.join(PLAIN)} |\n|---|{'---|' * len(PLAIN)}")
    for scheme in SCHEMES:
        marked = [peer.embed(_sized(picture, scheme.side), scheme) for picture in chosen]
        cells = []
        for change in PLAIN.values():
            changed = [change(pixels) for pixels in marked]
            ours = [_names(pixels, scheme.payload.name) for pixels in changed]
            shares = np.array([peer.decode(pixels, scheme.payload) for pixels in changed])
            cells.append(f"{np.mean(ours):.2f} / {np.mean(shares == 1):.2f} / {np.mean(shares >= LIKELY):.2f}")
        print(f"| {scheme.name} | {' | '.join(cells)} |", flush=True)
    few = chosen[:DEEP_PHOTOS]
    print(f"\nOn request, {len(few)} of them; the peer has no such search.\n")
    print(f"| scheme | {' | '.join(DEEP)} |\n|---|{'---|' * len(DEEP)}")
    for scheme in SCHEMES:
        marked = [peer.embed(_sized(picture, scheme.side), scheme) for picture in few]
        cells = [
            f"{np.mean([_searched(change(pixels), scheme.payload.name) for pixels in marked]):.2f}"
            for change in DEEP.values()
        ]
        print(f"| {scheme.name} | {' | '.join(cells)} |", flush=True)


def _sized(picture: Image.Image, side: int) -> Pixels:
    return np.asarray(picture.resize((side, side), Image.Resampling.LANCZOS))


def _names(pixels: Pixels, payload: str) -> bool:
    mark = dwt_dct.find(pixels)
    return mark is not None and mark.payload.name == payload


def _searched(pixels: Pixels, payload: str) -> bool:
    mark = dwt_dct_search.find(Image.fromarray(pixels))
    return mark is not None and mark.score.payload.name == payload


def speed(peer: Peer, chosen: list[Image.Image]) -> None:
    """Medians of the processor's time, and the ratio to the peer's decoder for the same payloads, in one run."""
    ours, theirs = [], []
    for picture in chosen:
        pixels = _sized(picture, 1024)
        ours.append(_seconds(lambda pixels=pixels: dwt_dct.find(pixels)))  # type: ignore[misc]
        theirs.append(
            _seconds(lambda pixels=pixels: [peer.decode(pixels, payload) for payload in PAYLOADS], 1)  # type: ignore[misc]
        )
    large = np.asarray(chosen[0].resize((4000, 3000)))
    print(f"1024×1024, all {len(PAYLOADS)} payloads in 4 planes: {np.median(ours) * 1000:.0f} ms")
    print(f"the peer's decoder, the same payloads in its one plane: {np.median(theirs) * 1000:.0f} ms")
    print(f"ratio: {np.median(np.array(theirs) / np.array(ours)):.0f} times as fast")
    print(f"4000×3000: {_seconds(lambda: dwt_dct.find(large)) * 1000:.0f} ms")
    deep = _seconds(lambda: dwt_dct_search.find(Image.fromarray(_sized(chosen[0], 1024))), 3)
    print(f"on request, 1024×1024, cut and resized: {deep:.1f} s")


def _seconds(work: Callable[[], object], times: int = 9) -> float:
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return float(np.median(taken))


def main(arguments: list[str]) -> int:
    """Runs one measurement."""
    match arguments:
        case ["false-positives", _, *_]:
            false_positives(arguments[1:])
        case ["recall", folder, _, *_]:
            recall(Peer(Path(folder)), photos(arguments[2:], PHOTOS))
        case ["speed", folder, _, *_]:
            speed(Peer(Path(folder)), photos(arguments[2:], SPEED_PHOTOS))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
