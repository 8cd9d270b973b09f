"""The circumstances of a check, and the report of a file that could not be read.

It loads no reader and no engine, so that a parent can always answer, whatever became of its workers.
"""

from __future__ import annotations

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


@cache
def _list_engine_versions() -> tuple[tuple[str, str], ...]:
    from importlib.metadata import PackageNotFoundError, version

    versions = []
    for package in ENGINES:
        try:
            versions.append((package, version(package)))
        except PackageNotFoundError:
            versions.append((package, "not installed"))
    return tuple(versions)
