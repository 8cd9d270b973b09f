"""Make the environment that releases are built in: what requirements.lock names, by its hashes, and nothing else.

Standard library only. What it starts from is the Python that runs this, with the pip that comes with that Python; pip
then takes the lock's own version of itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import dev
import system

FOLDER = dev.ROOT / "build" / "locked"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCK = dev.ROOT / "packaging" / "installer" / "requirements.lock"
OWN = "whence-provenance"
_PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
_LIST = "import importlib.metadata as m, json; print(json.dumps([(d.name, d.version) for d in m.distributions()]))"


class LockError(Exception):
    """The environment holds what the lock does not name; the message says what."""


def set_up() -> Path:
    """Make the environment anew and return its Python. Raises CalledProcessError, LockError."""
    system.ensure_venv()
    print(f"making {FOLDER}", file=sys.stderr, flush=True)
    _run(sys.executable, "-m", "venv", "--clear", str(FOLDER))
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-qq")
    # Wheels alone: no code of a part runs while it is installed, and nothing is fetched to build one with.
    _run(*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "--requirement", str(LOCK))
    # Whence itself, so that its own metadata are there: by the lock's setuptools, and without any index.
    _run(*pip, "--no-index", "--no-build-isolation", "--no-deps", "--editable", str(dev.ROOT))
    strangers = find_strangers(list_installed(), LOCK.read_text(encoding="utf-8"))
    if strangers:
        raise LockError(f"not of the lock: {', '.join(strangers)}")
    return PYTHON


def list_installed() -> list[tuple[str, str]]:
    """Return name and version of every distribution in the environment."""
    told = subprocess.run(
        [str(PYTHON), "-c", _LIST], env=dev.make_environment(), capture_output=True, text=True, check=True
    )
    return [(name, version) for name, version in json.loads(told.stdout)]


def find_strangers(installed: list[tuple[str, str]], lock: str) -> list[str]:
    """Return what is installed and not named by the lock in that version, Whence itself left out."""
    named = {(_plain(name), version) for name, version in _PIN.findall(lock)}
    return sorted(
        f"{name}=={version}"
        for name, version in installed
        if _plain(name) != OWN and (_plain(name), version) not in named
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _run(*command: str) -> None:
    subprocess.run(command, env=dev.make_environment(), stdout=sys.stderr, check=True)
