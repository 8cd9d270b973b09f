"""The lock for releases pins everything that Whence needs, in a version that it asks for, by hashes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from verify.store import licences

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = (ROOT / "packaging" / "installer" / "requirements.lock").read_text(encoding="utf-8")
PINNED = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("wanted", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["package"]])
def test_what_the_project_asks_for_is_pinned_in_a_version_that_it_accepts(wanted: str) -> None:
    requirement = Requirement(wanted)
    assert requirement.specifier.contains(PINNED[plain(requirement.name)])


def test_what_those_need_is_pinned_too() -> None:
    needed = {plain(found.name) for found in licences.find_needed_distributions() if found.name != licences.OWN}
    assert needed <= {plain(name) for name in PINNED}


def test_every_pin_has_a_hash() -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(PINNED)
    assert [block.partition("==")[0] for block in blocks if "--hash=sha256:" not in block] == []
