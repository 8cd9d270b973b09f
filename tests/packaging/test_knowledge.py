"""The page on what Whence knows is as new as the data it is made of."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from verify.inspection.metadata import fingerprints

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    specification = importlib.util.spec_from_file_location("knowledge", ROOT / "packaging" / "tools" / "knowledge.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(tool: ModuleType) -> None:
    assert tool.PAGE.read_text(encoding="utf-8") == tool.make_page(), "run packaging/tools/knowledge.py"


def test_the_page_names_every_fingerprint_with_its_source(tool: ModuleType) -> None:
    page = tool.make_page()
    table = fingerprints.load_table()
    for entry in (*table.metadata, *table.manifest):
        assert f"| {entry.title} |" in page
        assert entry.source.replace("|", "\\|") in page


def test_every_row_has_as_many_cells_as_its_head(tool: ModuleType) -> None:
    cells = 0
    for line in tool.make_page().splitlines():
        if not line.startswith("|"):
            cells = 0
            continue
        found = len(re.findall(r"(?<!\\)\|", line))
        assert cells in (0, found), line
        cells = found


def test_every_family_of_the_data_is_loaded() -> None:
    stored = {path.stem for path in (ROOT / "resources" / "fingerprints").glob("*.toml")}
    assert stored == set(fingerprints.FAMILIES)
