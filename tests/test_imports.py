"""The rules that keep the house in shape: who may import whom, how long a file may be, what no file may name."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300  # lines
OWN = ("verify", "gui", "resources", "main")


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


def test_the_engine_room_knows_nothing_of_windows() -> None:
    assert _offences(_python_files("verify"), forbidden=("gui", "PySide6", "shiboken6")) == []


def test_the_window_sees_only_values_words_and_the_library() -> None:
    rooms = ("batch", "compare", "lesson", "library", "memory", "render")
    parts = ("model", "wire", "vocabulary", "limits", "program", "__version__", *rooms)
    allowed = ("gui", "PySide6", "resources", *(f"verify.{part}" for part in parts))
    found = _offences(_python_files("gui"), allowed=allowed)
    # where no display can be reached, the window's door hands over to the command line
    assert [offence for offence in found if offence != "gui/app.py imports verify.cli"] == []


def test_the_model_needs_the_standard_library_only() -> None:
    names = [name for path in _python_files("verify/model") for name in _imports(path)]
    others = [name for name in names if not _is_under(name, "verify.model")]
    assert others
    assert [name for name in others if name.partition(".")[0] not in sys.stdlib_module_names] == []


@pytest.mark.parametrize(
    "part", ["verdict", "wire", "vocabulary.py", "limits.py", "render", "record", "lesson", "compare"]
)
def test_pure_parts_see_the_model_and_each_other_only(part: str) -> None:
    path = ROOT / "verify" / part
    files = [path] if path.suffix else _python_files(f"verify/{part}")
    assert files
    own = f"verify.{part.removesuffix('.py')}"
    allowed = [own, "resources", "verify.model", "verify.vocabulary", "verify.limits", "verify.__version__"]
    allowed += {"record": ["verify.fingerprints"], "verdict": ["verify.record"], "render": ["verify.lesson"]}.get(
        part, []
    )
    assert _offences(files, allowed=tuple(allowed)) == []


def test_packs_are_made_of_reports_and_never_of_files() -> None:
    # of the readers the choices alone
    parts = ("pack", "model", "limits", "lifting", "render", "readers", "__version__")
    assert _offences(_python_files("verify/pack"), allowed=tuple(f"verify.{part}" for part in parts)) == []


def test_readers_do_not_know_each_other() -> None:
    found = []
    for path in _python_files("verify/readers"):
        if path.name == "__init__.py":
            continue
        own = _module(path)
        for name in _imports(path):
            is_contract = name.removeprefix("verify.readers.") in ("NoModelError", "Reader", "Seen", "UnavailableError")
            if _is_under(name, "verify.readers") and not _is_under(name, own) and not is_contract:
                found.append(f"{own} imports {name}")
    assert found == []


def test_readers_see_nothing_of_the_verdict_the_words_or_the_processes() -> None:
    facts = ("media", "model", "limits", "vocabulary", "formats", "texts", "observations", "fingerprints")
    work = ("containers", "record", "engines", "generators", "labels", "marks", "readers")
    readers = _python_files("verify/readers", "verify/engines", "verify/containers")
    assert _offences(readers, allowed=tuple(f"verify.{part}" for part in (*facts, *work))) == []


def test_the_memory_sees_imprints_and_never_a_file_that_was_checked() -> None:
    seen = ("memory", "model", "limits", "library.database", "library.folders")
    assert _offences(_python_files("verify/memory"), allowed=tuple(f"verify.{part}" for part in seen)) == []


@pytest.mark.parametrize(("library", "home"), [("c2pa", "c2pa_engine.py"), ("encypher_c2pa", "second_engine.py")])
def test_each_engine_is_imported_by_one_module_only(library: str, home: str) -> None:
    users = {path.name for path in _python_files("verify", "gui") if any(_is_under(n, library) for n in _imports(path))}
    users -= {path.name for path in _python_files("verify/samples")}  # they sign their own demonstration files
    assert users == {home}


def test_batches_know_values_words_and_the_library_and_open_no_file_that_is_checked() -> None:
    allowed = ("batch", "model", "wire", "limits", "lifting", "render", "library", "__version__")
    assert _offences(_python_files("verify/batch"), allowed=tuple(f"verify.{part}" for part in allowed)) == []


def test_the_door_imports_the_command_line_and_the_window_late() -> None:
    tree = ast.parse((ROOT / "main.py").read_bytes())
    at_start = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert not [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert at_start <= set(sys.stdlib_module_names)


def test_a_worker_never_loads_qt() -> None:
    code = "import sys, verify.cli, verify.worker; sys.exit(any(n.startswith(('PySide6', 'gui')) for n in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_tuple_of_readers_names_every_module_of_its_folder_once() -> None:
    from verify.readers import READERS

    names = [name for name, _ in READERS]
    modules = {path.stem for path in (ROOT / "verify" / "readers").glob("*.py")} - {"__init__"}
    assert len(names) == len(set(names))
    assert set(names) == modules


def test_every_reader_offers_what_the_contract_asks() -> None:
    from verify.readers import READERS
    from verify.vocabulary import FINDINGS

    for name, reader in READERS:
        assert reader.TITLE, name
        assert reader.FORMATS is None or reader.FORMATS, name
        assert isinstance(reader.QUICK, bool), name
        assert set(FINDINGS) >= reader.EMITS, name
        assert callable(reader.read), name


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
