"""Pins what a release is made of: `lock.py`, in the environment of the project, with `uv` installed.

Writes requirements.lock beside it: every distribution in the version that is installed here, and so was tested, with
the hashes of its files for all systems: what a bundle holds, and what it is made with (PyInstaller, setuptools, pip).
`bundle.py --locked` installs from it and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from verify.store.licences import OWN

ROOT: Final = Path(__file__).resolve().parent.parent.parent
LOCK: Final = ROOT / "packaging" / "installer" / "requirements.lock"
_OLDEST: Final = "3.11"


def main() -> int:
    """Write the lock; return the status of uv."""
    installed = sorted(f"{found.name}=={found.version}" for found in distributions() if found.name != OWN)
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "installed.txt"
        constraints.write_text("\n".join(dict.fromkeys(installed)), encoding="utf-8")
        command = ["uv", "pip", "compile", "pyproject.toml", "--extra", "package", "--universal", "--generate-hashes"]
        options = ["--python-version", _OLDEST, "--constraint", str(constraints), "--no-annotate", "--no-header"]
        done = subprocess.run([*command, *options, "--quiet", "--output-file", str(LOCK)], cwd=ROOT, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
