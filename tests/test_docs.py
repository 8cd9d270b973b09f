"""What the documents name exists: every path of the house, every link, every folder of the picture of the rooms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md")] + sorted(
    ROOT.glob("docs/**/*.md")
)
SOURCES = [
    path for folder in ("gui", "verify", "packaging", "resources") for path in sorted((ROOT / folder).rglob("*"))
]
PATH = re.compile(r"(?<![\w/.-])(?:docs|gui|packaging|resources|tests|verify)/[\w./-]*\w")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [name for name in PATH.findall(text) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_within_the_project_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_file_that_the_code_and_its_data_name_exists() -> None:
    lost = [
        f"{path.relative_to(ROOT)} names {name}"
        for path in SOURCES
        if path.suffix in (".py", ".toml")
        for name in PATH.findall(path.read_text(encoding="utf-8"))
        if name.endswith((".py", ".toml", ".json", ".md")) and not (ROOT / name).exists()
    ]
    assert lost == []


def test_the_picture_of_the_rooms_has_every_folder_and_no_other() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tree = text.partition("## The folders")[2].partition("\n## ")[0]
    named, room = set[Path](), ROOT
    for line in tree.splitlines():
        folders = re.match(r"^( {4,8})((?:\w+/ )+)", line)
        if folders is None:
            continue
        depth, names = len(folders[1]), folders[2].replace("/", "").split()
        if depth == 4:
            above, room = ROOT, ROOT / names[0]
        elif depth == 6:
            above, floor = room, room / names[0]
        else:
            above = floor
        named |= {above / name for name in names}
    assert len(named) > 40
    assert {str(path.relative_to(ROOT)) for path in named if not path.is_dir()} == set()
    rooms = [path for path in named if path.parent in (ROOT / "verify", ROOT / "gui")]
    there = {path for name in ("verify", "gui") for path in (ROOT / name).iterdir() if any(path.glob("*.py"))}
    assert {str(path.relative_to(ROOT)) for path in there.symmetric_difference(rooms)} == set()
