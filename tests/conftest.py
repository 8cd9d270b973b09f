"""What all tests share: an offscreen window system, the corpus where it is present, a data folder of their own."""

from __future__ import annotations

import gc
import json
import os
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# as workers have it, and before anybody imports NumPy: threads that wait for each other burn what other tests need
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")
LEAST_FREE = 2 * 1024**3  # bytes; one run writes a tenth of that
LONGEST = ("tests/fuzz", "tests/verify/workers", "tests/verify/cli", "tests/gui/teaching")  # begun first


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders that take longest first, so that no process is left with one of them while the others idle."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish() -> None:
    """Let the garbage collector never again look through the ten thousand tests that were collected."""
    gc.collect()
    gc.freeze()


def _keeps_files_in_memory() -> bool:
    """Return whether there is a file system in memory with room for a run, from which programs may be started too."""
    try:
        there = os.statvfs(MEMORY)
    except (AttributeError, OSError):
        return False
    return (
        os.access(MEMORY, os.W_OK)
        and there.f_bavail * there.f_frsize >= LEAST_FREE
        and not there.f_flag & (os.ST_NOEXEC | os.ST_RDONLY)
    )


# thousands of databases wait for a disk otherwise, and a file of gigabytes that is nearly all hole is read slowly
if _keeps_files_in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def _corpus_folder() -> Path | None:
    named = os.environ.get("WHENCE_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    return folder if (folder / "truth.json").is_file() else None


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real files with known truth; tests that need it are skipped where it is absent."""
    folder = _corpus_folder()
    if folder is None:
        pytest.skip("the corpus is not here")
    return folder


@pytest.fixture(scope="session")
def truth(corpus: Path) -> dict[str, Any]:
    """File name → what independent tools say of it."""
    files: dict[str, Any] = json.loads((corpus / "truth.json").read_text(encoding="utf-8"))["files"]
    return files


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's own trust lists and settings."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("WHENCE_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def samples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of freshly made samples with `anchor.pem` and `samples.json`; nobody writes into it."""
    from verify.features.teaching import samples

    folder = tmp_path_factory.mktemp("samples")
    samples.write_samples(folder)
    return folder
