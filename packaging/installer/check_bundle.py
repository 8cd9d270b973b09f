"""Holds a built bundle against the source: `check_bundle.py dist/whence`, in the environment of the project.

The frozen program must make and judge the samples exactly as the source does, with every reader there; its window must
open and answer; nothing under the GPL may be inside. Prints sizes and times; fails with a list of what is wrong.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, Final

import contents

from verify import __version__
from verify.model.readers import READERS
from verify.store import licences as parts
from verify.workers.process import relaunch

MOST_MEGABYTES: Final = 510
MOST_START: Final = 2.0  # times as long as out of the source, until the window is shown
ROUNDS: Final = 5
_MIB: Final = 1 << 20
_PATIENCE_SECONDS: Final = 600
# what differs between two runs of the same program
_OF_A_RUN: Final = ("run", "readings")
# file names of libraries that are under the GPL and nothing else, and FFmpeg's word for having been built with such
_REFUSED: Final = ("libreadline", "libgdbm", "libx264", "libx265", "libpostproc", "librubberband", "libfftw3", "libgsl")
_BUILT_WITH_GPL: Final = (b"--enable-gpl", b"--enable-nonfree")
_LIBRARIES: Final = (".so", ".dylib", ".dll", ".pyd")

SOURCE: Final = (sys.executable, str(contents.ROOT / "main.py"))


class BundleError(Exception):
    """The bundle is not what the source is; the message says in what."""


def main(folder: Path) -> int:
    """Run every check, tell how each went, and return 1 if any failed."""
    suffix = ".exe" if sys.platform == "win32" else ""
    frozen = (str(folder / (relaunch.CONSOLE + suffix)),)
    window = (str(folder / (relaunch.WINDOW + suffix)),)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="whence-bundle-") as scratch:
        checks: tuple[tuple[str, Callable[[], str]], ...] = (
            ("version and parts", lambda: check_version_and_parts(frozen)),
            ("size", lambda: check_size(folder)),
            ("licences", lambda: check_licences(folder)),
            ("bill of materials", lambda: check_bill_of_materials(frozen, folder)),
            ("samples", lambda: check_samples(frozen, Path(scratch))),
            ("window", lambda: check_window(window, Path(scratch))),
        )
        for name, check in checks:
            try:
                print(f"{name:18} {check()}", flush=True)
            except (BundleError, OSError, subprocess.SubprocessError, ValueError) as error:
                failed += 1
                print(f"{name:18} FAILED: {error}", flush=True)
    return 1 if failed else 0


def check_version_and_parts(frozen: tuple[str, ...]) -> str:
    """Check that the frozen program knows its own version, and that of every part that it needs."""
    version = _run((*frozen, "--version"))
    if version.strip() != f"Whence {__version__}":
        raise BundleError(f"it says {version.strip()!r} of its version")
    about = _run((*frozen, "about", "--lang", "en"))
    needed = (part for part in parts.find_needed_distributions() if part.name != parts.OWN)
    missing = [part.name for part in needed if part.version not in about]
    if missing:
        raise BundleError(f"nothing is known of {', '.join(missing)}")
    return version.strip()


def check_size(folder: Path) -> str:
    """Check that the bundle is not larger than it may be."""
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    if total > MOST_MEGABYTES * _MIB:
        raise BundleError(f"{total / _MIB:.0f} MiB, at most {MOST_MEGABYTES} are allowed")
    return f"{total / _MIB:.0f} MiB of {MOST_MEGABYTES}"


def check_licences(folder: Path) -> str:
    """Check that no library is inside that is under the GPL, or was built with parts that are."""
    libraries = [path for path in folder.rglob("*") if path.is_file() and any(end in path.name for end in _LIBRARIES)]
    wrong = [path.name for path in libraries if path.name.startswith(_REFUSED)]
    wrong += [path.name for path in libraries if any(word in path.read_bytes() for word in _BUILT_WITH_GPL)]
    if wrong:
        raise BundleError(f"under the GPL: {', '.join(sorted(wrong))}")
    if not libraries:
        raise BundleError("there are no libraries at all")
    return f"{len(libraries)} libraries, none under the GPL"


def check_bill_of_materials(frozen: tuple[str, ...], folder: Path) -> str:
    """Check that the bill lies in the bundle, names every part in its version, and is told of."""
    path = folder / parts.BILL_OF_MATERIALS
    bill = json.loads(path.read_text(encoding="utf-8"))
    named = {(component["name"], component.get("version", "")) for component in bill["components"]}
    needed = {(part.name, part.version) for part in parts.find_needed_distributions() if part.name != parts.OWN}
    if needed - named:
        raise BundleError(f"the bill does not name {', '.join(sorted(name for name, _ in needed - named))}")
    if str(path) not in _run((*frozen, "about", "--lang", "en")):
        raise BundleError("nothing is said of the bill")
    return f"{len(named)} parts named"


def check_samples(frozen: tuple[str, ...], scratch: Path) -> str:
    """Check that the frozen program makes samples, and judges each exactly as the source does, with every reader."""
    folder = scratch / "samples"
    environment = {**os.environ, "WHENCE_DATA": str(scratch / "data")}
    _run((*frozen, "samples", str(folder)), environment)
    _run((*frozen, "trust", "add", str(folder / "anchor.pem")), environment)
    names = sorted(json.loads((folder / "samples.json").read_text(encoding="utf-8"))["files"])
    paths = [str(folder / name) for name in names]
    of_bundle, of_source = (
        list(_read_reports((*who, "check", "--json", *paths), environment)) for who in (frozen, SOURCE)
    )
    different = [
        name for name, one, other in zip(names, of_bundle, of_source, strict=True) if _drop_run(one) != _drop_run(other)
    ]
    if different:
        raise BundleError(f"judged otherwise than by the source: {', '.join(different)}")
    check_readers(of_bundle)
    return f"{len(names)} judged as by the source, with {len(READERS)} readers"


def check_readers(reports: list[dict[str, Any]]) -> None:
    """Raise BundleError where a reader of the source did not take part in every report, or a part of one is missing.

    A bundle that lost a reader would otherwise calmly find nothing.
    """
    wanted = set(READERS)
    for report in reports:
        there = {reading["reader"]: reading["problem"] for reading in report["readings"]}
        lost = sorted(wanted - there.keys())
        lost += sorted(name for name, problem in there.items() if problem == "unavailable")
        if lost:
            raise BundleError(f"{report['file']['name']} was not looked at by {', '.join(lost)}")


def check_window(window: tuple[str, ...], scratch: Path) -> str:
    """Check that the frozen window opens without a screen and answers as the command does; it starts nearly as fast."""
    sample = scratch / "samples" / "ai-picture.png"
    environment = {**os.environ, "WHENCE_DATA": str(scratch / "data"), "QT_QPA_PLATFORM": "offscreen"}
    of_bundle: list[float] = []
    of_source: list[float] = []
    for _ in range(ROUNDS):
        for who, spent in ((window, of_bundle), (SOURCE, of_source)):
            answer = _run_self_check(who, sample, scratch, environment)
            if (answer.get("conclusion"), answer.get("standing")) != ("ai_generated", "confirmed"):
                raise BundleError(f"the window showed {answer}")
            spent.append(answer["shown_after_seconds"])
    ratio = median(of_bundle) / median(of_source)
    kept = "kept" if ratio <= MOST_START else "MISSED"  # told and not failed: a busy machine is no fault of the bundle
    result = f"shown after {median(of_bundle):.2f} s, {ratio:.2f} times as long as out of the source"
    return f"{result} (at most {MOST_START}: {kept})"


def _run_self_check(who: tuple[str, ...], sample: Path, scratch: Path, environment: dict[str, str]) -> dict[str, Any]:
    """Run the window with `--self-check` and return what it wrote; the time counts from the start of the process."""
    answer = scratch / "answer.json"
    answer.unlink(missing_ok=True)
    begun = time.time()
    command = (*who, "--self-check", str(scratch), str(sample))
    subprocess.run(command, env=environment, check=True, timeout=_PATIENCE_SECONDS, capture_output=True)
    written: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    written["shown_after_seconds"] = written["shown_at"] - begun
    return written


def _run(command: tuple[str, ...], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise BundleError(f"{' '.join(command[:2])} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


def _read_reports(command: tuple[str, ...], environment: dict[str, str]) -> Iterator[dict[str, Any]]:
    for line in _run(command, environment).splitlines():
        yield json.loads(line)


def _drop_run(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report without what belongs to its run: the time, and the milliseconds of readers."""
    problems = [(reading["reader"], reading["problem"], reading["words"]) for reading in report["readings"]]
    return {**{key: value for key, value in report.items() if key not in _OF_A_RUN}, "problems": problems}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: check_bundle.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
