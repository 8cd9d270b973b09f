"""The rules that keep the house in shape: who may import whom, how long a file may be, what no file may name."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 450  # lines
FULLEST_FOLDER = 15  # modules, the package's own file apart
OWN = ("verify", "gui", "resources", "main")
READERS_FOLDER = "verify/inspection/readers"


def _python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def _imports(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, `from package import module` as `package.module`."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (start, node.module or "") if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _is_under(name: str, *modules: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def _offences(
    files: list[Path], *, forbidden: tuple[str, ...] = (), allowed: tuple[str, ...] | None = None
) -> list[str]:
    """What the files import that is forbidden, or, of our own modules and Qt, that is not allowed."""
    found = []
    for path in files:
        for name in _imports(path):
            ours = _is_under(name, *OWN, "PySide6")
            if _is_under(name, *forbidden) or (allowed is not None and ours and not _is_under(name, *allowed)):
                found.append(f"{path.relative_to(ROOT)} imports {name}")
    return found


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_the_contracts_between_the_rooms_hold() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_model_needs_the_standard_library_and_msgspec_only() -> None:
    names = [name for path in _python_files("verify/model") for name in _imports(path)]
    others = [name for name in names if not _is_under(name, "verify.model", "verify.__version__")]
    assert others
    assert [name for name in others if name.partition(".")[0] not in {*sys.stdlib_module_names, "msgspec"}] == []


def test_the_window_has_its_processes_and_threads_in_one_room() -> None:
    words = ("QProcess", "QThread", "QRunnable", "threading", "subprocess", "concurrent", "multiprocessing")
    others = [path for path in _python_files("gui") if "background" not in path.parts]
    used = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in others
        for name in _imports(path)
        if not set(words).isdisjoint(name.split("."))
    }
    assert used == set()


def test_readers_do_not_know_each_other() -> None:
    found = []
    for path in _python_files(READERS_FOLDER):
        if path.name in ("__init__.py", "base.py"):
            continue
        own = _module(path)
        for name in _imports(path):
            contract = name.removeprefix("verify.inspection.readers.")
            is_contract = contract.startswith("base")
            if _is_under(name, "verify.inspection.readers") and not _is_under(name, own) and not is_contract:
                found.append(f"{own} imports {name}")
    assert found == []


def test_readers_see_nothing_of_the_verdict() -> None:
    readers = _python_files(READERS_FOLDER, "verify/inspection/c2pa/engine", "verify/inspection/containers")
    assert _offences(readers, forbidden=("verify.inspection.verdict", "verify.inspection.inspect")) == []


def test_the_verdict_and_the_manifests_are_pure() -> None:
    pure = _python_files("verify/inspection/verdict", "verify/inspection/c2pa/manifest")
    # what the texts of manifests are matched against
    opinions = ("resources", "verify.inspection.metadata.fingerprints", "verify.inspection.opinions")
    allowed = ("verify.inspection.verdict", "verify.inspection.c2pa", "verify.model", *opinions)
    assert _offences(pure, allowed=allowed) == []


@pytest.mark.parametrize(("library", "home"), [("c2pa", "c2pa_rs.py"), ("encypher_c2pa", "encypher.py")])
def test_each_engine_is_imported_by_one_module_only(library: str, home: str) -> None:
    users = {path.name for path in _python_files("verify", "gui") if any(_is_under(n, library) for n in _imports(path))}
    samples = _python_files("verify/features/teaching/samples")
    users -= {path.name for path in samples}  # they sign their own demonstration files
    assert users == {home}


def test_the_door_imports_the_command_line_and_the_window_late() -> None:
    tree = ast.parse((ROOT / "main.py").read_bytes())
    at_start = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert not [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert at_start <= set(sys.stdlib_module_names)


def test_a_worker_never_loads_qt_and_starts_with_nothing_that_is_dear_to_load() -> None:
    code = "import sys, verify.cli.main, verify.workers.worker, verify.inspection.inspect; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert not loaded & {"PySide6", "gui"}
    # each file loads what it needs: a text neither arrays nor pictures, one without a record nothing of certificates
    assert not loaded & {"PIL", "c2pa", "cryptography", "cv2", "email", "numpy", "onnxruntime", "psutil", "ssl"}


def test_a_check_starts_with_nothing_that_speaks_with_others() -> None:
    code = "import sys, verify.cli.check.check, verify.store.options, verify.workers.pool; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert "_hashlib" not in loaded  # OpenSSL, for which no plain check has a use here
    assert not loaded & {"cryptography", "email", "numpy", "psutil", "requests", "sqlite3", "ssl", "urllib3", "wcwidth"}


def test_a_command_starts_without_what_others_look_for_in_vain() -> None:
    code = "import sys, verify.cli.main; verify.cli.main.main(['check', '--help']); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = set(told.stdout.splitlines()[-1].split())
    assert "msgspec" in loaded
    assert not loaded & {"dataclasses", "inspect", "typing_extensions"}


def test_the_tuple_of_readers_names_every_module_of_its_folder() -> None:
    from verify.inspection.readers import READERS
    from verify.model.readers import ON_REQUEST, QUICK
    from verify.model.readers import READERS as NAMES

    names = [reader.name for reader in READERS]
    assert tuple(names) == NAMES
    assert set(NAMES) > QUICK
    assert not QUICK & ON_REQUEST
    modules = {path.stem for path in _python_files(READERS_FOLDER)} - {"__init__", "base"}
    assert len(names) == len(set(names))
    assert modules == {reader.read.__module__.rpartition(".")[2] for reader in READERS}


def test_every_reader_offers_what_the_contract_asks() -> None:
    from verify.inspection.readers import READERS
    from verify.model.vocabularies.finding_codes import FINDINGS

    for reader in READERS:
        assert reader.formats, reader.name
        assert set(FINDINGS) >= reader.emits, reader.name


def test_no_file_is_longer_than_its_reader_can_bear() -> None:
    files = [ROOT / "main.py", *_python_files("verify", "gui", "resources", "packaging")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_module_says_what_it_is_for() -> None:
    files = [ROOT / "main.py", *_python_files("verify", "gui", "packaging")]
    silent = [_module(path) for path in files if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert [name for name in silent if not (ROOT / name.replace(".", "/")).is_dir()] == []


def test_no_file_names_a_place_of_somebody_s_own_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    places = [b"/" + name + b"/" for name in (b"work", b"root")] + [b"/home" + b"/"]
    found = []
    for name in filter(None, listed.stdout.split(b"\0")):
        path = ROOT / name.decode()
        if path.is_file():
            content = path.read_bytes()
            found += [f"{name.decode()} names {place.decode()}" for place in places if place in content]
    assert found == []


def test_no_folder_holds_more_modules_than_one_can_take_in() -> None:
    modules = (path for path in _python_files("verify", "gui", "tests", "packaging") if path.name != "__init__.py")
    held = Counter(str(path.parent.relative_to(ROOT)) for path in modules)
    assert held
    assert {folder: count for folder, count in held.items() if count > FULLEST_FOLDER} == {}
