"""A binary layer of a USD scene: what it states is read in a worker where OpenUSD is installed, and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.build.media import models3d, writers
from tests.build.readings import seen, values
from tests.verify.workers.test_pool import run
from verify.inspection.media import memory_file
from verify.inspection.media.input_file import MediaError
from verify.inspection.readers import usd_layer
from verify.model import Conclusion, Options, Problem, limits
from verify.model.errors import UnavailableError
from verify.workers.pool import Pool

SETTINGS: dict[str, Any] = {
    "creator": "A tool",
    "ai_generated": True,
    "settings": {"prompt": "a cat", "steps": 20},
}


@pytest.fixture(autouse=True)
def provided() -> Iterator[None]:
    """The memory that a worker makes for itself before it is confined."""
    memory_file.provide()
    yield
    memory_file._files.clear()


def layer(folder: Path, settings: dict[str, Any] = SETTINGS) -> bytes:
    """A binary layer that refers to another one beside it."""
    sdf = pytest.importorskip("pxr.Sdf", reason="usd-core is not installed")
    (folder / "other.usda").write_bytes(models3d.usda(creator="somebody else"))
    made = sdf.Layer.CreateAnonymous(".usdc")
    made.documentation = "A scene"
    many = pytest.importorskip("pxr.Vt").StringArray(["one", "two"])
    made.customLayerData = {**settings, "many": many}
    made.subLayerPaths.append(str(folder / "other.usda"))
    prim = sdf.PrimSpec(made, "Cat", sdf.SpecifierDef, "Xform")
    prim.assetInfo = {"name": "cat", "identifier": sdf.AssetPath("cat.usd")}
    prim.referenceList.Prepend(sdf.Reference(str(folder / "other.usda")))
    inner = sdf.PrimSpec(prim, "Tail", sdf.SpecifierDef)
    inner.customData = {"generator": "Another tool"}
    made.Export(str(folder / "made.usdc"))
    return (folder / "made.usdc").read_bytes()


STATED = {
    "usdc:doc": ["A scene"],
    "usdc:creator": ["A tool"],
    "usdc:ai_generated": ["true"],
    "usdc:settings/prompt": ["a cat"],
    "usdc:settings/steps": ["20"],
    "usdc:many": ["one", "two"],
    "usdc:asset/name": ["cat"],
    "usdc:asset/identifier": ["cat.usd"],
    "usdc:custom/generator": ["Another tool"],
}


def test_what_a_layer_and_its_objects_state_is_read_and_nothing_it_refers_to(tmp_path: Path) -> None:
    assert values(seen(usd_layer.READER, tmp_path / "scene.usd", layer(tmp_path))) == STATED


def test_the_first_layer_of_a_package_is_the_scene(tmp_path: Path) -> None:
    packed = models3d.usdz({"scene.usdc": layer(tmp_path)})
    assert values(seen(usd_layer.READER, tmp_path / "scene.usdz", packed)) == STATED


def test_a_text_is_left_to_its_own_walker(tmp_path: Path) -> None:
    packed = models3d.usdz({"scene.usda": models3d.usda(creator="a tool")})
    assert seen(usd_layer.READER, tmp_path / "scene.usdz", packed) == []


def test_one_layer_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    whole = layer(tmp_path)
    seen(usd_layer.READER, tmp_path / "a.usd", whole)
    with pytest.raises(MediaError) as caught:
        seen(usd_layer.READER, tmp_path / "b.usd", whole[:200])
    assert caught.value.problem is Problem.FAILED


def test_a_layer_larger_than_the_memory_for_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMORY_FILE_BYTES", 1_000)
    for data in (b"PXR-USDC" + bytes(2_000), models3d.usdz({"a.usdc": b"PXR-USDC" + bytes(2_000)})):
        with pytest.raises(MediaError) as caught:
            seen(usd_layer.READER, tmp_path / "scene", data)
        assert caught.value.problem is Problem.TOO_LARGE


def test_without_the_library_or_outside_of_a_worker_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"PXR-USDC" + bytes(100)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pxr", None)
        with pytest.raises(UnavailableError, match="usd-core"):
            seen(usd_layer.READER, tmp_path / "scene.usd", data)
    pytest.importorskip("pxr.Sdf", reason="usd-core is not installed")
    memory_file._files.clear()
    with pytest.raises(UnavailableError, match="worker"):
        seen(usd_layer.READER, tmp_path / "scene.usd", data)


def test_where_no_such_memory_can_be_had_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise OSError

    memory_file._files.clear()
    monkeypatch.setattr(os, "ftruncate", refuse)
    memory_file.provide()
    with pytest.raises(UnavailableError):
        memory_file.open_in_memory(b"")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has such memory")
def test_a_confined_worker_reads_a_layer_and_survives_broken_ones(tmp_path: Path) -> None:
    whole = layer(tmp_path, {"AIGC": writers.BARE})
    paths = []
    for number in range(40):
        broken = bytearray(whole)
        at = 8 + number * (len(whole) - 16) // 40
        broken[at : at + 8] = b"\xff" * 8 if number % 2 else bytes(8)
        paths.append(tmp_path / f"{number}.usdc")
        paths[-1].write_bytes(broken if number else whole)
    options = Options(datetime(2026, 11, 22, tzinfo=UTC), readers=("quick",), previews=False)
    with Pool(options, 1, tell=False) as workers:
        first, *others = run(workers, paths)
    assert first.verdict.conclusion is Conclusion.AI_GENERATED
    assert {report.file.problem for report in others} == {None}
