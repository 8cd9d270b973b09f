"""The model runtime says nothing to its maker, whatever the environment asks for, and leaves no number behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from verify.inspection.media import onnx

ROOT = Path(__file__).resolve().parents[4]
_RUN = """
import os
from tests.build.media import tiny_onnx
from verify.inspection.media import onnx
runtime = onnx.load_runtime()
session = runtime.InferenceSession(tiny_onnx.model(), providers=["CPUExecutionProvider"])
print(os.environ["ORT_DISABLE_TELEMETRY"], len(session.get_inputs()))
"""


def test_loading_it_writes_nothing_into_the_users_folders(tmp_path: Path) -> None:
    """A version that reports would put a device number and its waiting reports below the cache at once."""
    places = ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP")
    environment = {**os.environ, **dict.fromkeys(places, str(tmp_path)), "ORT_DISABLE_TELEMETRY": "0"}
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run([sys.executable, "-c", _RUN], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["1", "1"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_on_windows_its_events_are_switched_off_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    runtime = SimpleNamespace(disable_telemetry_events=lambda: asked.append("off"))
    monkeypatch.setitem(sys.modules, "onnxruntime", runtime)
    monkeypatch.setattr(sys, "platform", "win32")
    assert onnx.load_runtime() is runtime
    assert asked == ["off"]


def test_no_other_module_loads_it() -> None:
    loading = re.compile(r"^\s*(?:import|from) onnxruntime\b", re.MULTILINE)
    sources = [path for folder in ("verify", "gui") for path in (ROOT / folder).rglob("*.py")]
    found = [path.relative_to(ROOT).as_posix() for path in sources if loading.search(path.read_text(encoding="utf-8"))]
    assert found == ["verify/inspection/media/onnx.py"]
