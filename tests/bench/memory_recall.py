"""Measures the memory: which copies it knows again, that no other picture is taken for one, and what a query takes.

    python -m tests.bench.memory_recall copies FOLDER …
    python -m tests.bench.memory_recall pairs FOLDER …
    python -m tests.bench.memory_recall million
    python -m tests.bench.memory_recall shared

each print a part of docs/measurements/memory.md. The first two look at the pictures of the folders, each motif once,
and at drawn textures; the others write a million imprints by chance to a temporary folder, in SQLite (2 GB) and in a
PostgreSQL server that they start (6 GB).
"""

from __future__ import annotations

import contextlib
import io
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from tests.bench.unmarked_pictures import Motifs, pictures, textures
from tests.build.media.drawings.motifs import looks, motif
from tests.build.postgres import PostgresServer
from verify.features.memory import compare
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores.address import parse_address
from verify.features.memory.stores.connection import LONG_SECONDS
from verify.features.memory.stores.postgres import PostgresStore
from verify.features.memory.stores.protocol import MemoryStore
from verify.features.memory.stores.sqlite import SqliteStore
from verify.inspection.media import fingerprint
from verify.inspection.media.images import shrink
from verify.model import Conclusion, Imprint, Picture, Standing, limits

MILLION: Final = 1_000_000
QUERIES: Final = 60
DRAWN: Final = 20  # drawings to be found among the million
MOST_SECONDS: Final = 0.05  # of a query
LONGEST: Final = 1_600  # pixels, longer side of the originals: as they stand on the web
EVERY: Final = 5  # of so many originals, copies are made of one
TEXTURES: Final = "textures"
# folders whose pictures are made from each other and shall look alike: one photo under every filter of a program, and
# its windows
DERIVED: Final = ("gimp-help-en",)

Kind = tuple[str, str, Imprint]  # group, name


def main(arguments: list[str]) -> int:
    """Prints one part; 1 where a query took too long, 2 for wrong usage."""
    what, folders = arguments[:1], [Path(name) for name in arguments[1:]]
    print(f"<!-- Python {platform.python_version()}, {platform.system()} -->\n")
    if what == ["copies"]:
        return _copies(folders)
    if what == ["million"]:
        return _million(_open_sqlite)
    if what == ["shared"]:
        return _million(_open_postgres)
    if what == ["pairs"]:
        with tempfile.TemporaryDirectory(prefix="whence-bench-") as folder:
            return _pairs(*_imprints(folders), Path(folder))
    print(__doc__, file=sys.stderr)
    return 2


# -- copies ------------------------------------------------------------------------------------------------------


def _copies(folders: list[Path]) -> int:
    recall: dict[str, list[bool]] = {name: [] for name in COPIES}
    apart: dict[str, list[int]] = {name: [] for name in COPIES}
    took: list[float] = []
    taken = 0
    for group, _, picture in _originals(folders):
        begun = time.process_time()
        mine = imprint(picture)
        took.append(time.process_time() - begun)
        if mine is None or group == TEXTURES:
            continue
        taken += 1
        if taken % EVERY:
            continue
        for kind, copy in COPIES.items():
            seen = imprint(copy(picture))
            recall[kind].append(seen is not None and compare.compare(mine, seen) is not None)
            apart[kind].append(compare.count_differing_bits(mine.whole, seen.whole) if seen else limits.WHOLE_BYTES * 8)
    _say_recall(recall, apart)
    print(f"An imprint takes {statistics.median(took) * 1000:.0f} ms of the small picture that is made anyway.")
    return 0


def _say_recall(recall: dict[str, list[bool]], apart: dict[str, list[int]]) -> None:
    number = len(next(iter(recall.values())))
    print(f"## Copies\n\nOf {number} pictures (every fifth that has an imprint), at most {LONGEST} pixels long:\n")
    print("| copy | known again | ISCC bits apart: median | 95 in 100 | within the limit by ISCC alone |")
    print("|---|---|---|---|---|")
    for kind, found in recall.items():
        bits = sorted(apart[kind])
        near = sum(one <= compare.WHOLE_BITS for one in bits)
        print(
            f"| {kind} | **{sum(found)} of {len(found)}** ({sum(found) / len(found) * 100:.1f} %) | "
            f"{statistics.median(bits):.0f} | {bits[len(bits) * 95 // 100]} | {near} |"
        )
    print(
        f"\nThe ISCC code alone (at most {compare.WHOLE_BITS} of 256 bits apart) loses cut pictures; the landmarks ",
        end="",
    )
    print("find them. Every copy above was also compared pixel by pixel before it counted.\n")


def _imprints(folders: list[Path]) -> tuple[list[Kind], dict[str, int]]:
    """The imprints, and how many pictures of each group have none."""
    kept: list[Kind] = []
    plain: dict[str, int] = {}
    for group, name, picture in _originals(folders):
        mine = imprint(picture)
        if mine is None:
            plain[group] = plain.get(group, 0) + 1
        else:
            kept.append((group, name, mine))
    return kept, plain


def _pairs(kept: list[Kind], plain: dict[str, int], folder: Path) -> int:
    """Every picture against all others, through the store."""
    found: list[tuple[Kind, Kind]] = []
    with SqliteStore(folder) as store:
        files = (
            RememberedFile(f"{number}", "", "image/png", "", Conclusion.UNKNOWN, Standing.NONE, "")
            for number in count()
        )
        store.take_archive(
            "bench", b"bench", ("", ""), ((file, [one[2]]) for file, one in zip(files, kept, strict=False))
        )
        for number, one in enumerate(kept):
            for other, imprint in store.find_near(one[2]):
                if int(other.sha256) > number and compare.compare(imprint, one[2]) is not None:
                    found.append((one, kept[int(other.sha256)]))
    derived = [pair for pair in found if {pair[0][0], pair[1][0]} <= {*DERIVED}]
    others = [pair for pair in found if pair not in derived]
    _say_groups(kept, plain)
    pairs = len(kept) * (len(kept) - 1) // 2
    print(f"Every picture was looked up among all {len(kept)} ({pairs:,} pairs). Taken for another one:\n")
    print("| | pairs |\n|---|---|")
    print(f"| within {', '.join(DERIVED)}, whose pictures are made from each other | {len(derived)} |")
    for group in sorted({pair[0][0] for pair in others}):
        number = sum(pair[0][0] == group for pair in others)
        print(f"| of {group}, to be looked at: what shows the same is no mistake | {number} |")
    print()
    for (_, name, _), (_, likeness, _) in others:
        print(f"{name} and {likeness}", file=sys.stderr)
    _say_bound(sum(group not in DERIVED for group, _, _ in kept))
    return 0


def _say_groups(kept: list[Kind], plain: dict[str, int]) -> None:
    groups = [group for group, _, _ in kept]
    print("## Different pictures\n\nEach motif once. What shows too little has no imprint and can never match.\n")
    print("| group | with an imprint | too plain |\n|---|---|---|")
    for group in sorted({*groups, *plain}):
        print(f"| {group} | {groups.count(group)} | {plain.get(group, 0)} |")
    print()


def _say_bound(number: int) -> None:
    pairs = number * (number - 1) // 2
    print(
        "\nThe bound that no hit gives (three over the number of tries, with 95 in 100 certainty): pairs share their "
    )
    print(
        f"pictures, so they are not independent tries. Counted as pictures ({number:,} outside the derived group), a "
    )
    print(
        f"further picture is taken for one of this many in less than {3 / number * 100:.2f} of 100 cases; counted as "
    )
    print(f"pairs, as if these were independent, in less than {3 / pairs:.1e} of the comparisons. The first figure is ")
    print("the honest one, and a larger memory is a larger chance.")


def _originals(folders: list[Path]) -> Iterator[tuple[str, str, Image.Image]]:
    motifs = Motifs()
    for folder in folders:
        for path, picture in pictures(folder, motifs):
            picture.thumbnail((LONGEST, LONGEST))
            yield folder.name.removeprefix("x-"), path.name, picture
    for kind, pixels in textures():
        yield TEXTURES, kind, Image.fromarray(pixels)


def imprint(picture: Image.Image) -> Imprint | None:
    """The imprint, made as the reader of previews makes it."""
    return fingerprint.make_imprint(shrink(picture, "preview", limits.PREVIEW_SIDE))


def _encoded(picture: Image.Image, kind: str, quality: int) -> Image.Image:
    data = io.BytesIO()
    picture.save(data, kind, quality=quality)
    return Image.open(data).convert("RGB")


def _cut(share: float, corner: bool = False) -> Callable[[Image.Image], Image.Image]:
    """Takes away `share` of each side's length: at all edges alike, or all of it at the upper left."""

    def cut(picture: Image.Image) -> Image.Image:
        width, height = picture.size
        x, y = round(width * share), round(height * share)
        return picture.crop((x, y, width, height) if corner else (x // 2, y // 2, width - x // 2, height - y // 2))

    return cut


def _bordered(picture: Image.Image) -> Image.Image:
    shown = picture.resize((max(1, picture.width * 4 // 5), max(1, picture.height * 4 // 5)), Image.Resampling.BILINEAR)
    return ImageOps.expand(shown, 40, (250, 250, 250))


def _on_a_page(picture: Image.Image) -> Image.Image:
    """A screenshot of a page that shows it at two thirds between words and a bar."""
    shown = picture.resize((max(1, picture.width * 2 // 3), max(1, picture.height * 2 // 3)), Image.Resampling.BILINEAR)
    page = Image.new("RGB", (shown.width * 3 // 2 + 40, shown.height * 7 // 5 + 120), (244, 244, 246))
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, page.width, 40), fill=(30, 30, 36))
    for number in range(12):
        draw.text((20 + number * 60, 14), f"Menu {number}", fill="white")
        draw.text(
            (20, page.height - 70 + 5 * number), f"words of somebody who passed it on, line {number}", fill="black"
        )
    page.paste(shown, (page.width // 6, 60))
    return page


def _recoloured(picture: Image.Image) -> Image.Image:
    brighter = ImageEnhance.Brightness(ImageEnhance.Contrast(picture).enhance(1.2)).enhance(1.1)
    return ImageEnhance.Color(brighter).enhance(0.6)


COPIES: Final[dict[str, Callable[[Image.Image], Image.Image]]] = {
    "JPEG 50": lambda picture: _encoded(picture, "JPEG", 50),
    "WebP 60": lambda picture: _encoded(picture, "WEBP", 60),
    "half size": lambda picture: picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS),
    "cut by 5 % all around": _cut(0.05),
    "cut by 10 % all around": _cut(0.10),
    "cut by 10 % at one corner": _cut(0.10, corner=True),
    "cut by 25 % all around": _cut(0.25),
    "screenshot with a border": _bordered,
    "screenshot of a page": _on_a_page,
    "other contrast and colours": _recoloured,
}


# -- a million ---------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _open_sqlite() -> Iterator[tuple[MemoryStore, Callable[[], dict[str, int]]]]:
    """The store of this computer, and what its files take."""
    with tempfile.TemporaryDirectory(prefix="whence-bench-") as folder, SqliteStore(Path(folder)) as store:
        yield store, lambda: {path.name: path.stat().st_size for path in Path(folder).iterdir()}


@contextlib.contextmanager
def _open_postgres() -> Iterator[tuple[MemoryStore, Callable[[], dict[str, int]]]]:
    """A store on a server of its own, and what its tables take with their B-trees."""
    with PostgresServer(shared_buffers="2GB", max_wal_size="4GB", autovacuum="on") as server:

        def measure() -> dict[str, int]:
            sizes = server.execute(
                "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
                "WHERE relnamespace = 'whence'::regnamespace AND relkind = 'r' ORDER BY 1"
            )
            return {str(name): int(str(size)) for name, size in sizes}

        with PostgresStore(parse_address(server.address("postgres")), make=True, seconds=LONG_SECONDS) as store:
            yield store, measure


def _million(open_store: Callable[[], AbstractContextManager[tuple[MemoryStore, Callable[[], dict[str, int]]]]]) -> int:
    chance = np.random.default_rng(1)
    drawn = [(motif(number), looks(motif(number))) for number in range(DRAWN)]
    with open_store() as (store, measure):
        begun = time.perf_counter()
        store.take_archive("chance", b"chance", ("", ""), _by_chance(chance))
        filled = time.perf_counter() - begun
        for number, (_, look) in enumerate(drawn):
            digest = f"{MILLION + number:064x}"
            store.keep(RememberedFile(digest, "", "image/png", "2026", Conclusion.UNKNOWN, Standing.NONE, ""), (look,))
        queries = [_imprint_by_chance(chance, limits.LANDMARKS) for _ in range(QUERIES)]
        begun = time.perf_counter()
        for _ in store.find_near(queries[0]):
            pass
        indexed = time.perf_counter() - begun
        took, clock = [], []
        for query in queries:
            begun, worked = time.perf_counter(), time.process_time()
            for _, imprint in store.find_near(query):
                compare.compare(imprint, query)
            took.append(time.process_time() - worked)
            clock.append(time.perf_counter() - begun)
        recalled = _recall_among(store, drawn)
        sizes = measure()
    took.sort()
    print(
        f"## A million\n\n{MILLION:,} imprints by chance, {compare.KEPT_LANDMARKS} landmarks each, "
        f"and {QUERIES} queries.\n"
    )
    print("| | |\n|---|---|")
    print(f"| filling the store | {filled:.0f} s |\n| the first query, which may make an index | {indexed:.1f} s |")
    print(f"| a query with all comparisons, here: median | **{statistics.median(took) * 1000:.0f} ms** |")
    print(f"| the slowest | {took[-1] * 1000:.0f} ms |")
    print(f"| on the clock, with other work on the machine: median | {statistics.median(clock) * 1000:.0f} ms |")
    for kind, hits in recalled.items():
        print(f"| {DRAWN} drawings among them, {kind} | {hits} of {DRAWN} |")
    for name, size in sorted(sizes.items()):
        print(f"| {name} | {size / 1e6:,.0f} MB |")
    print("\nViews are left tiny here; a real one takes about 25 kB. A query is in times of the processor.")
    return 1 if statistics.median(took) > MOST_SECONDS else 0


def _recall_among(store: MemoryStore, drawn: list[tuple[Image.Image, Imprint]]) -> dict[str, int]:
    """How many drawings are recognised by a copy of each kind."""
    recalled = dict.fromkeys(COPIES, 0)
    for number, (picture, _) in enumerate(drawn):
        for kind, copy in COPIES.items():
            seen = imprint(copy(picture))
            recalled[kind] += seen is not None and any(
                int(file.sha256, 16) == MILLION + number and compare.compare(other, seen) is not None
                for file, other in store.find_near(seen)
            )
    return recalled


def _by_chance(chance: np.random.Generator) -> Iterator[tuple[RememberedFile, list[Imprint]]]:
    for number in range(MILLION):
        kept = RememberedFile(f"{number:064x}", "", "image/jpeg", "", Conclusion.UNKNOWN, Standing.NONE, "")
        yield kept, [_imprint_by_chance(chance, compare.KEPT_LANDMARKS)]


def _imprint_by_chance(chance: np.random.Generator, points: int) -> Imprint:
    view = Picture("imprint", 4, 4, bytes(48))
    return Imprint(chance.bytes(limits.WHOLE_BYTES), chance.bytes(points * limits.LANDMARK_BYTES), view)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
