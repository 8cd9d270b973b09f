"""The good files that hostile ones are made of: samples, one of every container, and real files where they are here."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.build.media import nested
from tests.build.media.every_container import make_files
from tests.conftest import ROOT, _corpus_folder
from tests.fuzz import blocks
from verify.features.teaching import samples

LARGEST = 3_000_000  # bytes of a file that others are made of
_NOT_MEDIA = frozenset((".json", ".jsonl", ".pem", ".md", ".sqlite", ".zip"))


class Seeds(Sequence[bytes]):
    """Good files by kind of container, so that a rare kind is chosen as often as a common one."""

    def __init__(self, contents: Iterable[bytes]) -> None:
        self._contents = tuple(contents)
        by_kind: dict[str, list[bytes]] = {}
        for content in self._contents:
            by_kind.setdefault(blocks.find_kind(content), []).append(content)
        self._kinds = tuple(by_kind.items())

    def __len__(self) -> int:
        return len(self._contents)

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]
        return self._contents[place]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of container that are there."""
        return frozenset(kind for kind, _ in self._kinds)

    def choose(self, chance: random.Random) -> bytes:
        """Choose a file: half of the time any, half of the time any of a kind."""
        if chance.random() < 0.5:
            return chance.choice(self._contents)
        return chance.choice(chance.choice(self._kinds)[1])

    def choose_like(self, content: bytes, chance: random.Random) -> bytes:
        """Choose a file, mostly of the kind of `content`."""
        like = dict(self._kinds).get(blocks.find_kind(content))
        return chance.choice(like) if like and chance.random() < 0.8 else self.choose(chance)


def find_real_files() -> list[Path]:
    """Return the files of the corpus and of the cases beside it that are here: those that Whence is asked about."""
    corpus = _corpus_folder()
    named = os.environ.get("WHENCE_CASES")
    cases = Path(named) if named else (corpus.parent if corpus else ROOT.parent / "shared") / "cases"
    folders = [folder for folder in (corpus, cases) if folder is not None and folder.is_dir()]
    paths = (path for folder in folders for path in folder.rglob("*"))
    return sorted(path for path in paths if path.is_file() and path.suffix.lower() not in _NOT_MEDIA)


def make_seeds(folder: Path, *, real: bool = True) -> Seeds:
    """Return our own samples, one small file of every container, and, where asked for and here, real files."""
    folder.mkdir(parents=True, exist_ok=True)
    samples.write_samples(folder)
    paths = sorted(path for path in folder.iterdir() if path.suffix not in (".json", ".pem"))
    paths += find_real_files() if real else []
    read = [path.read_bytes() for path in paths if 0 < path.stat().st_size <= LARGEST]
    return Seeds([*read, *make_files(folder), *nested.make_files()])
