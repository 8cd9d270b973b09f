"""On a full disk one sentence says so, what was kept before stays whole, and every file still gets its answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec import Struct

from tests.build.media.drawings.motifs import motif

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the means to fill a disk are those of POSIX")

# runs commands one after the other; "full" and "free" between them take all room away and give it back
DRIVER = """
import contextlib, io, json, os, resource, sys
from pathlib import Path
from verify.cli.main import main
disk, little, commands = sys.argv[1], int(sys.argv[2]), json.load(sys.stdin)
filler, told = Path(disk, "filler"), []
def leave(room):
    if little:
        resource.setrlimit(resource.RLIMIT_FSIZE, (little if room is None else room, resource.RLIM_INFINITY))
        return
    filler.unlink(missing_ok=True)
    if room is None:
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
for command in commands:
    if command in ("full", "free"):
        leave(None if command == "full" else resource.RLIM_INFINITY)
        continue
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(command)
    told.append((code, out.getvalue(), err.getvalue()))
leave(resource.RLIM_INFINITY)
print(json.dumps(told))
"""
LITTLE = 20_000  # bytes that a file may have where the disk cannot be small: less than the databases need
ROOM = "600k"
NAMESPACES = (("unshare", "--mount"), ("unshare", "--user", "--map-root-user", "--mount"))


class Told(Struct, frozen=True):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., list[Told]]


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(4):
        paths.append(tmp_path / f"picture-{number}.png")
        motif(number, 450, 300).save(paths[-1])
    return [str(path) for path in paths]


def find_small_disk(folder: Path) -> list[str]:
    """Return what a command begins with to have a small disk in `folder`, or nothing where nobody lets us."""
    mount = f'mount -t tmpfs -o size={ROOM} none "{folder}" && exec "$@"'
    for namespace in NAMESPACES:
        prefix = [*namespace, "sh", "-c", mount, "sh"]
        try:
            if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0:
                return prefix
        except OSError:
            continue
    return []


@pytest.fixture(params=["a small disk", "a bound on the size of files"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs commands in one process, on a disk that can be full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    small = request.param == "a small disk"
    prefix = find_small_disk(disk) if small else []
    if small and not prefix:
        pytest.skip("nobody may mount a small disk here")

    def run_all(*commands: str | Sequence[str]) -> list[Told]:
        asked = json.dumps(
            [command if isinstance(command, str) else [*command, "--lang", "en"] for command in commands]
        )
        driver = [sys.executable, "-c", DRIVER, str(disk), "0" if small else str(LITTLE)]
        environment = {**os.environ, "WHENCE_DATA": str(disk / "data")}
        done = subprocess.run(
            [*prefix, *driver], cwd=ROOT, env=environment, input=asked, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return [Told(*each) for each in json.loads(done.stdout)]

    return run_all


def is_one_sentence_about_the_disk(said: str) -> bool:
    lines = said.splitlines()
    return len(lines) == 1 and any(
        words in lines[0] for words in ("disk", "annot write", "cannot be written", "could not be written")
    )


def test_a_memory_that_cannot_grow_costs_no_answer(run: Run, pictures: list[str]) -> None:
    check = ("check", "--json", "--readers", "quick", *pictures)
    show = ("memory", "show", "--all")
    _, first, before, checked, after, again, at_last = run(
        ("memory", "on"), (*check[:-3],), show, "full", check, show, "free", check, show
    )
    assert first.code == checked.code == again.code == 0
    assert before.out.count("picture-") == after.out.count("picture-") == 1
    assert [Path(json.loads(line)["file"]["path"]).name for line in checked.out.splitlines()] == [
        Path(path).name for path in pictures
    ]
    assert is_one_sentence_about_the_disk(checked.err), checked.err
    assert at_last.out.count("picture-") == len(pictures)


def test_a_case_that_cannot_grow_keeps_what_it_had(run: Run, pictures: list[str], tmp_path: Path) -> None:
    told = run(
        ("case", "new", "Harbour"),
        ("case", "add", "Harbour", pictures[0]),
        ("case", "show", "Harbour"),
        "full",
        ("case", "add", "Harbour", "--copy", *pictures),
        ("case", "note", "Harbour", "x" * 19_000),
        ("case", "copy", "Harbour"),
        ("memory", "export", str(tmp_path / "disk" / "archive"), "--name", "News"),
        ("case", "show", "Harbour"),
        ("case", "verify", "Harbour"),
        "free",
        ("case", "add", "Harbour", "--copy", *pictures[1:]),
        ("case", "verify", "Harbour"),
    )
    _, added, before, *refused, after, verified, added_at_last, verified_at_last = told
    assert added.code == verified.code == added_at_last.code == verified_at_last.code == 0
    assert [each.code for each in refused] == [1, 1, 1, 1]
    assert all(is_one_sentence_about_the_disk(each.err) for each in refused), refused
    assert after.out == before.out


def test_what_cannot_be_begun_is_said_and_the_check_goes_on(run: Run, pictures: list[str]) -> None:
    begun, checked, new = run(
        "full",
        ("memory", "on"),
        ("check", "--json", "--readers", "quick", pictures[0]),
        ("case", "new", "Harbour"),
    )
    assert json.loads(checked.out)["file"]["problem"] is None
    assert new.code == 1
    assert is_one_sentence_about_the_disk(new.err), new.err
    assert begun.code in (0, 1)
