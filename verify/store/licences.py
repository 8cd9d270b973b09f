"""What Whence is made of besides itself and Python: the distributions that it needs, their versions and licences.

Versions are those that are installed, read from their metadata; licences stand in `resources/parts.toml`. It imports
none of the parts.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from msgspec import Struct
from packaging.requirements import Requirement

import resources

OWN: Final = "whence-provenance"  # another project owns the short name
BILL_OF_MATERIALS: Final = "whence.cdx.json"  # CycloneDX; lies beside the program in a bundle


class Part(Struct, frozen=True):
    """A distribution, or a library inside one (`inside`), with its SPDX licence expression and where it is kept.

    `version` is empty for what is not installed and for libraries inside others.
    """

    name: str
    licence: str
    source: str
    version: str = ""
    inside: str = ""


def read_parts() -> tuple[Part, ...]:
    """Return every part of the table, distributions first; those that are not installed here have no version."""
    table = tomllib.loads((resources.FOLDER / "parts.toml").read_text(encoding="utf-8"))
    distributions = (
        Part(row["name"], row["licence"], row["source"], _find_version(row["name"])) for row in table["part"]
    )
    libraries = (Part(row["name"], row["licence"], row["source"], "", row["inside"]) for row in table["library"])
    return (*distributions, *libraries)


def find_needed_distributions(name: str = OWN) -> Iterator[Distribution]:
    """Find `name` and every distribution that it needs here, directly or through others, each once.

    Raises PackageNotFoundError where one is not installed.
    """
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        needed = distribution(waiting.pop())
        if needed.name in seen:
            continue
        seen.add(needed.name)
        yield needed
        requirements = map(Requirement, needed.requires or ())
        waiting += [need.name for need in requirements if need.marker is None or need.marker.evaluate({"extra": ""})]


def find_bill_of_materials() -> Path | None:
    """Return where the bill of materials (SBOM) of this bundle lies; None where Whence runs out of a checkout."""
    if not getattr(sys, "frozen", False):
        return None
    path = Path(sys.executable).with_name(BILL_OF_MATERIALS)
    return path if path.is_file() else None


def _find_version(name: str) -> str:
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return ""
