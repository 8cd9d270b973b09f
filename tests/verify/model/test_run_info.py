"""The versions of engines, told by the names of folders as by the library that reads their metadata."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from verify.model import run_info


@pytest.mark.parametrize("package", run_info.ENGINES)
def test_a_version_is_that_of_the_metadata(package: str) -> None:
    try:
        told = version(package)
    except PackageNotFoundError:
        told = ""
    assert run_info.find_version(package) == told


def test_what_is_not_installed_has_no_version() -> None:
    assert run_info.find_version("no-such-package") == ""


def test_the_first_place_on_the_path_counts_in_each_way_of_naming(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, entry in (("near", "Some_Engine-2.1-py3.11.egg-info"), ("far", "some_engine-1.0.dist-info")):
        (tmp_path / folder / entry).mkdir(parents=True)
    monkeypatch.setattr("sys.path", [str(tmp_path / name) for name in ("nowhere", "near", "far")])
    run_info._list_installed.cache_clear()
    try:
        assert run_info.find_version("some-engine") == "2.1"
    finally:
        run_info._list_installed.cache_clear()
