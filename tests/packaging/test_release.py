"""A release is built from the lock and nothing else, at one time, and says what it is made of."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.packaging.test_bundle import loaded
from tests.packaging.test_lock import LOCK, PINNED
from verify.store import licences

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return loaded(monkeypatch, "locked_environment")


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return loaded(monkeypatch, "bundle")


@pytest.fixture
def bill(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return loaded(monkeypatch, "bill_of_materials")


def run_set_up(locked: ModuleType, monkeypatch: pytest.MonkeyPatch, installed: list[tuple[str, str]]) -> list[str]:
    run: list[str] = []

    def note(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        run.append(" ".join(command))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(locked.subprocess, "run", note)
    monkeypatch.setattr(locked, "list_installed", lambda: installed)
    locked.set_up()
    return run


def test_all_that_is_fetched_is_named_by_the_lock_with_its_hash_and_is_a_wheel(
    locked: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_set_up(locked, monkeypatch, [])
    installing = [command for command in run if "install" in command]
    assert len(installing) == 2
    fetching, own = installing
    assert all(word in fetching for word in ("--require-hashes", "--only-binary :all:", "--no-deps", str(locked.LOCK)))
    assert all(word in own for word in ("--no-index", "--no-build-isolation", "--no-deps", f"--editable {ROOT}"))
    assert f"{sys.executable} -m venv --clear {locked.FOLDER}" in run


def test_what_the_lock_does_not_name_is_refused(locked: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    own = ("whence-provenance", "0")
    run_set_up(locked, monkeypatch, [*PINNED.items(), own])
    for stranger in (("wheel", "1.0"), ("numpy", "0.0.1")):
        with pytest.raises(locked.LockError, match="==".join(stranger)):
            run_set_up(locked, monkeypatch, [*PINNED.items(), own, stranger])


def test_names_are_compared_as_the_index_writes_them(locked: ModuleType) -> None:
    assert locked.find_strangers([("Typing_Extensions", PINNED["typing-extensions"])], LOCK) == []


def test_the_tools_that_build_are_named_by_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for wanted in (*project["build-system"]["requires"], *project["project"]["optional-dependencies"]["package"]):
        requirement = Requirement(wanted)
        assert requirement.specifier.contains(PINNED[requirement.name.lower()]), wanted
    assert {"pip", "pyinstaller-hooks-contrib", "altgraph"} <= PINNED.keys()


def test_the_checks_of_a_submission_build_from_the_lock() -> None:
    assert "bundle.py --locked\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_step_runs_at_one_stated_time(
    bundle: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    seen: list[dict[str, str]] = []
    monkeypatch.setattr(bundle.subprocess, "run", lambda *_, env, **__: seen.append(env))
    bundle.Steps(tmp_path / "python", bundle.find_build_time()).run_script("icons.py")
    (environment,) = seen
    assert environment["SOURCE_DATE_EPOCH"] == "1700000000"
    assert environment["PYTHONHASHSEED"] == "0"
    assert "PYTHONPATH" not in environment


def test_a_time_that_is_none_is_refused_before_anything_is_built(
    bundle: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    monkeypatch.setattr(bundle, "prepare", lambda **_: Path("python"))
    monkeypatch.setattr(bundle, "build", lambda _: pytest.fail("it was built"))
    assert bundle.main([]) == 1
    assert "yesterday" in capsys.readouterr().err


def test_without_a_stated_time_it_is_that_of_the_last_commit(
    bundle: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    done = subprocess.CompletedProcess([], 0, stdout="1600000000\n")
    monkeypatch.setattr(bundle.subprocess, "run", lambda *_, **__: done)
    assert bundle.find_build_time() == 1_600_000_000
    done.stdout = ""
    assert bundle.find_build_time() > 1_600_000_000


def test_the_bill_names_every_part_and_says_which_are_left_out(bill: ModuleType) -> None:
    packages = frozenset({"numpy", "pikepdf", "_cffi_backend"})
    items = {item.name: item for item in bill.list_parts(packages)}
    needed = {part.name: part for part in licences.read_parts() if part.version}
    assert needed.keys() <= items.keys()
    assert {name: items[name].version for name in needed} == {name: part.version for name, part in needed.items()}
    assert {name for name, item in items.items() if not item.left_out and not item.inside} == {
        "numpy",
        "pikepdf",
        "cffi",
    }
    assert items["qpdf"].inside == "pikepdf"
    assert "FFmpeg" not in items


def test_what_the_bundle_was_made_with_stands_under_the_tools(bill: ModuleType) -> None:
    tools = {item.name for item in bill.list_tools(frozenset({"numpy"}))}
    assert licences.OWN not in tools
    assert "numpy" not in tools
    assert "pytest" in tools


def test_a_library_of_the_system_stands_under_its_package_or_its_own_name(
    bill: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*command: str) -> str:
        if "--search" in command:
            return "libone1:amd64: /usr/lib/x/libone.so.1\nlibtwo2: /lib/x/libtwo.so.2\n"
        return "libone1 1.0-1\nlibtwo2 2:2.0-1\n"

    monkeypatch.setattr(bill.shutil, "which", lambda _: "/usr/bin/dpkg-query")
    monkeypatch.setattr(bill, "_run", answer)
    monkeypatch.setattr(bill.platform, "freedesktop_os_release", lambda: {"ID": "debian"})
    paths = [Path(f"/usr/lib/x/lib{name}") for name in ("one.so.1", "two.so.2", "own.so.3")]
    named = {item.name: (item.version, item.kind) for item in bill.name_packages(paths)}
    assert named == {"libone1": ("1.0-1", "deb"), "libtwo2": ("2:2.0-1", "deb"), "libown.so.3": ("", "")}
    monkeypatch.setattr(bill.shutil, "which", lambda _: None)
    assert [item.name for item in bill.name_packages(paths)] == ["libone.so.1", "libown.so.3", "libtwo.so.2"]


def test_files_of_distributions_and_of_python_are_none_of_the_system(bill: ModuleType) -> None:
    import numpy

    own = {"numpy": str(Path(numpy.__file__).resolve()), "ssl": str(Path(json.__file__).resolve())}
    assert bill.list_system_libraries({**own, "libx.so": "/usr/lib/libx.so"}) == (Path("/usr/lib/libx.so"),)


def test_a_bundle_without_its_bill_or_with_a_lesser_one_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    check = loaded(monkeypatch, "check_bundle")
    bill = tmp_path / licences.BILL_OF_MATERIALS
    components = [{"name": part.name, "version": part.version} for part in licences.find_needed_distributions()]
    monkeypatch.setattr(check, "_run", lambda *_: f"It lies in {bill}")
    with pytest.raises(OSError, match="No such file"):
        check.check_bill_of_materials(("whence",), tmp_path)
    bill.write_text(json.dumps({"components": components}), encoding="utf-8")
    check.check_bill_of_materials(("whence",), tmp_path)
    bill.write_text(json.dumps({"components": components[:-1]}), encoding="utf-8")
    with pytest.raises(check.BundleError, match=components[-1]["name"]):
        check.check_bill_of_materials(("whence",), tmp_path)
    bill.write_text(json.dumps({"components": components}), encoding="utf-8")
    monkeypatch.setattr(check, "_run", lambda *_: "")
    with pytest.raises(check.BundleError, match="nothing is said"):
        check.check_bill_of_materials(("whence",), tmp_path)
