"""A worker opens its libraries and what it is handed, and nothing else of the user's, whoever runs it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import pytest

from tests.verify.workers.sandbox.test_sandbox import NO_LANDLOCK, ROOT, confined, needs
from verify.workers.sandbox import enter, places

NOBODY = 65534
REFUSED = {str(errno.EACCES), str(errno.EPERM)}  # by Landlock, or by the filter of calls
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root becomes another user")
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are the means of Linux")

# each opens what the worker may not read, by the file, its folder or a descriptor of the file, which it was given
WAYS = {
    "by its path": "os.open(path, os.O_RDONLY)",
    "through a folder that is only looked at": "os.open('file', os.O_RDONLY, dir_fd=os.open(folder, os.O_PATH))",
    "anew through what is open": "os.open(f'/proc/self/fd/{given}', os.O_RDONLY)",
    "anew through a thread's view": "os.open(f'/proc/thread-self/fd/{given}', os.O_RDONLY)",
    "through a file that is only looked at": "os.open(f'/proc/self/fd/{os.open(path, os.O_PATH)}', os.O_RDONLY)",
    "through its own root": "os.open('/proc/self/root' + path, os.O_RDONLY)",
    "from its own working folder": "(os.chdir(folder), os.open('file', os.O_RDONLY))",
    "by a link": "os.open(link, os.O_RDONLY)",
    "what a browser noted of it": "os.getxattr(path, 'user.xdg.origin.url')",
    "its names": "os.listdir(folder)",
    "the names in the user's home": "os.listdir(os.path.expanduser('~'))",
    "the names at the top": "os.listdir('/')",
    "who has an account": "os.open('/etc/passwd', os.O_RDONLY)",
    "its parent's environment": "os.open(f'/proc/{os.getppid()}/environ', os.O_RDONLY)",
    "what its parent has open": "os.listdir(f'/proc/{os.getppid()}/fd')",
    "its parent's command": "os.open(f'/proc/{os.getppid()}/cmdline', os.O_RDONLY)",
    "which programs run": "os.listdir('/proc')",
    "what is mounted": "os.open('/proc/self/mounts', os.O_RDONLY)",
    "its own memory": "os.open('/proc/self/mem', os.O_RDONLY)",
    "the devices": "os.listdir('/dev')",
    "the temporary files": "os.listdir('/tmp')",
    "the program's own tests": f"os.open({str(ROOT / 'pyproject.toml')!r}, os.O_RDONLY)",
}
TRY = """
import os, sys
from verify.workers.sandbox import enter, linux
folder, user = sys.argv[1], int(sys.argv[2])
path, link = folder + '/file', folder + '/link'
given = os.open(path, os.O_RDONLY)
if user:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
%s
enter.confine()
assert os.pread(given, 4, 0) == b'mine'
try:
    %s
except OSError as error:
    print(error.errno)
else:
    print('read')
"""


def try_way(way: str, *, user: int = 0, missing: str = "") -> str:
    with tempfile.TemporaryDirectory() as place:  # unlike those of pytest, on a way that is open to all users
        folder = Path(place)
        folder.chmod(0o755)
        (folder / "file").write_bytes(b"mine")
        (folder / "link").symlink_to(folder / "file")
        done = confined(TRY % (missing, way), place, str(user))
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_no_way_leads_to_what_it_was_not_given(way: str) -> None:
    needs("Landlock")
    assert try_way(way) in REFUSED


@as_root
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_no_way_leads_there_for_an_ordinary_user(way: str) -> None:
    needs("Landlock")
    assert try_way(way, user=NOBODY) in REFUSED


OPEN_WITHOUT: Final = ("by its path", "its names", "anew through what is open", "who has an account")


@pytest.mark.parametrize("way", OPEN_WITHOUT)
def test_without_landlock_the_ways_are_open(way: str) -> None:
    assert try_way(WAYS[way], missing=NO_LANDLOCK) == "read"


@as_root
@pytest.mark.parametrize("way", OPEN_WITHOUT)
def test_without_landlock_they_are_open_for_an_ordinary_user(way: str) -> None:
    assert try_way(WAYS[way], user=NOBODY, missing=NO_LANDLOCK) == "read"


def test_what_readers_load_while_they_work_can_be_read() -> None:
    code = """
import ctypes, os, sys, time, zoneinfo
from verify.workers.sandbox import enter
enter.confine()
import sqlite3, wave, email.message, PIL.ImageChops
import importlib.metadata, resources, verify
assert importlib.metadata.version('pillow')
assert (resources.FOLDER / 'report.schema.json').read_bytes()
assert open(verify.__file__).read()
ctypes.CDLL('libm.so.6')
assert len(open('/dev/urandom', 'rb').read(4)) == 4
assert open('/proc/cpuinfo').read()
print('done')
"""
    done = confined(code)
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_no_thread_is_there_yet_that_the_rules_would_not_hold() -> None:
    """They hold the thread that puts them on, and those that it starts."""
    code = """
import os
import verify.inspection.inspect, verify.workers.worker, verify.cli.main
from verify.workers.sandbox import enter, linux
restrict = linux.restrict_files
def count(readable):
    print(len(os.listdir('/proc/self/task')))
    return restrict(readable)
linux.restrict_files = count
enter.confine()
"""
    environment = enter.build_worker_environment(os.environ)  # without it, libraries begin with threads of their own
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout == b"1\n"


def list_places(**environment: str) -> list[str]:
    code = "import json; from verify.workers.sandbox import places; print(json.dumps(places.list_readable()))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, env={**os.environ, **environment}
    )
    return list(json.loads(done.stdout))


def test_neither_the_home_nor_the_checkout_is_a_place(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "libraries").mkdir(parents=True)
    path = os.pathsep.join((str(home), str(home / "libraries"), str(tmp_path), "/", str(ROOT)))
    found = list_places(HOME=str(home), PYTHONPATH=path, LD_LIBRARY_PATH="relative:/opt/own::")
    assert str(home / "libraries") in found
    assert "/opt/own" in found
    assert {str(home), str(tmp_path), "/", "", "relative", str(ROOT)} & set(found) == set()
    assert str(ROOT / "verify") in found


def test_a_bundle_reads_its_own_program_and_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/whence/_internal", raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/whence/whence")
    assert {"/opt/whence/_internal", "/opt/whence/whence"} <= set(places.list_readable())
