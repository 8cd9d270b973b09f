"""What all tests share: an offscreen window system, the corpus where it is present, a data folder of their own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
LONGEST = ("tests/fuzz", "tests/verify/workers", "tests/verify/cli", "tests/gui/teaching")  # begun first


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders that take longest first, so that no process is left with one of them while the others idle."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


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
