"""The circumstances of a check, and the report of a file that could not be read.

It loads no reader and no engine, so that a parent can always answer, whatever became of its workers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from verify import __version__
from verify.model import FileFacts, Options, Problem, Report, Run, Standing, Verdict, limits

ENGINES: Final = ("c2pa-python", "encypher-c2pa", "pillow", "ExifRead", "rapidocr", "onnxruntime")


def make_unreadable_report(path: Path, problem: Problem, detail: str, options: Options) -> Report:
    """Make the report of a file that could not be read: a line with a reason, so that no file is ever lost."""
    return Report(
        file=FileFacts(path=str(path), name=path.name, problem=problem, detail=detail[: limits.FACT_CHARACTERS]),
        verdict=Verdict(standing=Standing.UNCHECKED),
        run=describe_run(options, ()),
    )


def describe_run(options: Options, names: tuple[str, ...]) -> Run:
    """Describe when, with which lists and engines, and by which readers (`names`) a file was checked."""
    return Run(
        checked_at=options.now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        whence=__version__,
        engines=_list_engine_versions(),
        lists=tuple(trust_list.facts for trust_list in options.trust),
        readers=names,
        network=options.network,
    )


def find_version(package: str) -> str:
    """Find the version of an installed package; empty where it is not installed."""
    return _list_installed().get(package.lower().replace("-", "_"), "")


@cache
def _list_engine_versions() -> tuple[tuple[str, str], ...]:
    return tuple((package, find_version(package) or "not installed") for package in ENGINES)


@cache
def _list_installed() -> Mapping[str, str]:
    """List the versions of installed packages as their folders of metadata are called, by name in small letters.

    `importlib.metadata` reads the same names, but takes 20 ms: it loads what reads mails.
    """
    versions: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or os.curdir) as entries:
            for entry in entries:
                name, _, ending = entry.name.rpartition(".")
                if ending in ("dist-info", "egg-info") and "-" in name:
                    package, version = name.split("-")[:2]
                    versions.setdefault(package.lower(), version)
    return versions
