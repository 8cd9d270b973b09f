"""The entry for other programs: the example of its page runs, no file raises, and nothing is left behind."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace
from PIL import Image

from verify import Inspector, Report, current_options, inspect_file

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
YEARS_AGO = datetime(2020, 5, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "data"))
    for name in ("photo.jpg", "another.jpg"):
        Image.new("RGB", (64, 48), "teal").save(tmp_path / name)
    before = set(psutil.Process().children(recursive=True))
    yield tmp_path
    assert set(psutil.Process().children(recursive=True)) <= before


def test_the_example_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(example, "docs/api.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == [
        "unknown none",
        "photo.jpg unknown",
        "another.jpg unknown",
    ]


def test_a_report_is_frozen() -> None:
    report = inspect_file("photo.jpg", current_options(("quick",)))
    assert isinstance(report, Report)
    with pytest.raises(AttributeError):
        report.file = report.file  # type: ignore[misc]


def test_no_file_raises(folder: Path) -> None:
    (folder / "empty").touch()
    names = [".", "empty", "a\0b", "x" * 300, "photo.jpg/inside", "\udcff"]
    with Inspector(current_options(("quick",)), jobs=2) as inspector:
        reports = list(inspector.inspect_all(names))
    assert [report.file.path for report in reports] == names
    assert [report.verdict.standing for report in reports] == ["unchecked"] * len(names)


def test_files_are_judged_at_the_time_of_the_options_and_else_now() -> None:
    with Inspector(replace(current_options(("quick",)), now=YEARS_AGO), jobs=1) as inspector:
        assert inspector.inspect("photo.jpg").run.checked_at == "2020-05-17T00:00:00Z"
    assert inspect_file("no-such-file").run.checked_at >= f"{datetime.now(UTC):%Y-%m-%d}"


def test_who_stops_early_can_go_on_with_other_files() -> None:
    with Inspector(current_options(("quick",)), jobs=1) as inspector:
        first = next(inspector.inspect_all(["photo.jpg"] * 100))
        assert first.file.problem is None
        assert inspector.inspect(Path("another.jpg")).file.name == "another.jpg"


def test_a_closed_inspector_takes_no_file() -> None:
    with Inspector(current_options(("quick",)), jobs=1) as inspector:
        unfinished = inspector.inspect_all(["photo.jpg", "another.jpg"])
        next(unfinished)
    with pytest.raises(ValueError, match="closed"):
        next(unfinished)
    with pytest.raises(ValueError, match="closed"):
        inspector.inspect("photo.jpg")


def test_importing_verify_loads_nothing_of_it() -> None:
    code = "import sys, verify; print([name for name in sys.modules if name.startswith('verify.')])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


def test_a_name_that_is_not_there_is_missed() -> None:
    with pytest.raises(ImportError):
        from verify import inspect_files  # type: ignore[attr-defined] # noqa: F401
