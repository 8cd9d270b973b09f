"""Try newer engines before a pin is raised: `canary.py OLD NEW FOLDER` prints every answer that they change.

OLD and NEW are versions such as `c2pa-python==0.38.0,encypher-c2pa==1.7.0`, or `-` for those that are installed. Each
set gets a virtual environment of its own, made with pip from the index, over the packages of the environment that runs
this. Both check the folder; changed states, codes, findings and verdicts are printed.

Exit status: 0 nothing changed, 1 something did, 2 wrong usage or a step that failed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from verify.model import readers  # noqa: E402 - the checkout's own, whatever is installed

INSTALLED: Final = "-"
# what cheap readers and both engines say; words in pictures and the like hang on none of them
READERS: Final = ",".join((*sorted(readers.QUICK), "c2pa_content", "c2pa_second"))
_BEHIND: Final = "zz_project.pth"  # its name puts the project's packages behind those of the environment

Answers = dict[str, dict[str, str]]  # path of the file → what is compared → value


class CanaryError(Exception):
    """A step failed; its words."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its versions and its folder of trust lists, where it has one."""

    versions: tuple[str, ...]
    lists: Path | None = None


def main(arguments: list[str]) -> int:
    """Check the folder with both sets and print the changes."""
    parsed = _make_parser().parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="whence-canary-") as temporary:
            keep = parsed.environments or Path(temporary) / "environments"
            sides = (
                Side(split_versions(parsed.old), parsed.old_lists),
                Side(split_versions(parsed.new), parsed.new_lists),
            )
            old, new = (
                check(side, make_environment(side.versions, keep), parsed, Path(temporary) / name)
                for side, name in zip(sides, ("old", "new"), strict=True)
            )
    except CanaryError as error:
        print(f"canary: {error}", file=sys.stderr)
        return 2
    changed = 0
    for path, lines in compare(old, new):
        changed += 1
        print(path, *lines, sep="\n  ")
    print(f"{changed} of {len(old.keys() | new.keys())} files changed")
    return 1 if changed or not old else 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="canary.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("old", metavar="OLD", help="versions, separated by commas, or - for those that are installed")
    parser.add_argument("new", metavar="NEW", help="the same, to be compared with OLD")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the files to check")
    parser.add_argument(
        "--readers", default=READERS, help="who looks at the files (default: the quick ones and both engines)"
    )
    parser.add_argument("--jobs", type=int, default=1, help="files inspected at a time (default: 1)")
    parser.add_argument("--environments", type=Path, help="folder that keeps the environments for the next time")
    parser.add_argument("--old-lists", type=Path, help="the folder `trust` of a data folder, with its fetched lists")
    parser.add_argument("--new-lists", type=Path, help="the same, for NEW")
    return parser


def split_versions(text: str) -> tuple[str, ...]:
    """Split a set of versions; none for those that are installed. Raises CanaryError for what is no exact version."""
    if text == INSTALLED:
        return ()
    versions = tuple(item.strip() for item in text.split(",") if item.strip())
    wrong = [item for item in versions if item.count("==") != 1 or item.startswith("-")]
    if wrong or not versions:
        raise CanaryError(f"not an exact version: {', '.join(wrong) or text}; write NAME==VERSION")
    return versions


def make_environment(versions: tuple[str, ...], folder: Path) -> Path:
    """Make the environment of a set, or take the one that is kept, and return its Python. Raises CanaryError."""
    if not versions:
        return Path(sys.executable)
    place = folder / hashlib.sha256("\n".join((sys.version, *versions)).encode()).hexdigest()[:16]
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = place / "whence-canary.stamp"
    if done.is_file():
        return python
    print(f"making an environment with {', '.join(versions)}", file=sys.stderr)
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=sys.platform != "win32").create(place)
    inside = sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)})
    # before anything is installed: what the project has fulfils what the versions need, and they alone differ
    (Path(inside) / _BEHIND).write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *versions])
    done.write_text("\n".join(versions), encoding="utf-8")
    return python


def check(side: Side, python: Path, wanted: argparse.Namespace, scratch: Path) -> Answers:
    """Check the folder with one set, in a data folder of its own. Raises CanaryError where it does not run."""
    scratch.mkdir(parents=True)
    if side.lists is not None:
        shutil.copytree(side.lists, scratch / "trust")
    command = [str(python), str(ROOT / "main.py"), "check", "--json", "--readers", wanted.readers]
    command += ["--jobs", str(wanted.jobs), str(wanted.folder)]
    output = _run(command, {"WHENCE_DATA": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"}, well=(0, 1))
    documents = [json.loads(line) for line in output.splitlines()]
    _check_run(documents, side)
    return {str(document["file"]["path"]): summarise(document) for document in documents}


def _check_run(documents: Sequence[Mapping[str, Any]], side: Side) -> None:
    """Raise CanaryError where an engine ran in another version than was asked for, or nothing ran at all."""
    wanted = dict(item.split("==") for item in side.versions)
    for document in documents:
        if document["file"]["problem"] == "not_started":
            raise CanaryError(f"Whence does not start with {', '.join(side.versions) or 'what is installed'}")
        for name, version in document["run"]["engines"].items():
            if wanted.get(name, version) != version:
                raise CanaryError(f"{name} {version} ran, not {wanted[name]}")


def _run(command: list[str], environment: Mapping[str, str] | None = None, *, well: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        command,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in well:
        raise CanaryError(f"status {done.returncode} of {' '.join(command[:6])}")
    return done.stdout


def summarise(document: Mapping[str, Any]) -> dict[str, str]:
    """Reduce a report to what must not change by itself: names of values and the values, as text."""
    verdict, record = document["verdict"], document["record"]
    second = record["second_opinion"] or {}
    summary = {
        f"verdict.{key}": _write(verdict[key]) for key in ("conclusion", "standing", "alarms", "origin", "edits")
    }
    summary |= {f"verdict.{key}": _write(verdict[key]) for key in ("by", "according_to", "headline")}
    summary |= {f"record.{key}": _write(record[key]) for key in ("state", "codes", "signer", "trust_list", "signals")}
    summary |= {f"second.{key}": _write(second.get(key, "")) for key in ("state", "agrees", "codes")}
    summary["record.coverage"] = _write(record["coverage"])
    for item in record["history"]["manifests"]:
        summary[f"manifest {item['label']}"] = _write([item["state"], item["codes"], item["time_confirmed"]])
        summary[f"identities {item['label']}"] = _write([[each["state"], each["codes"]] for each in item["identities"]])
        summary[f"ingredients {item['label']}"] = _write([each["codes"] for each in item["ingredients"]])
    found = sorted(f"{item['code']} ({item['claim']}, {item['strength']})" for item in document["findings"])
    summary["findings"] = _write(found)
    problems = {item["reader"]: item["problem"] for item in document["readings"] if item["looked"] and item["problem"]}
    return {**summary, "problems": _write(problems), "file": _write(document["file"]["problem"])}


def _write(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def compare(old: Answers, new: Answers) -> Iterator[tuple[str, list[str]]]:
    """Yield each file with what changed in it, a line each; a file that one side did not answer is a change, too."""
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path, {}), new.get(path, {})
        lines = [
            f"{name}: {_tell_change(before.get(name, '(not there)'), after.get(name, '(not there)'))}"
            for name in _in_order(before, after)
            if before.get(name) != after.get(name)
        ]
        if lines:
            yield path, lines


def _tell_change(before: str, after: str) -> str:
    """Tell what came (+) and what went (-) of a list of texts, and both values of anything else."""
    try:
        lists = [json.loads(text) for text in (before, after)]
    except ValueError:
        lists = []
    if not lists or not all(
        isinstance(found, list) and all(isinstance(item, str) for item in found) for found in lists
    ):
        return f"{before} → {after}"
    gone, come = ([item for item in one if item not in other] for one, other in (lists, lists[::-1]))
    return " ".join((*(f"-{item}" for item in gone), *(f"+{item}" for item in come))) or "in another order"


def _in_order(*summaries: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(name for summary in summaries for name in summary)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
